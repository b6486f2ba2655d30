/** `gongkai import 修改稿.docx --文字`: what people changed in Word → into the input, as far as it is their own words. */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { CompileResult } from '../compile.js';
import { about, at, type Diagnostic, hasErrors } from '../diagnostics.js';
import type { EditedText, Left } from '../imports/edited/edited-text.js';
import type { Source } from '../input/source.js';
import type { Span } from '../model/money.js';
import { compareWords } from '../review/compare/changed-words.js';
import { placeKey } from '../review/open/edition.js';
import { leavesIn } from '../review/open/edition-of.js';
import { MANIFEST } from '../review/open/open-package.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { pointText, where } from '../where.js';
import { Unreadable } from '../workbook/guard.js';
import type { World } from '../world.js';
import { isInputName, isYaml } from './draft-file.js';
import type { ImportFlags } from './import-flags.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

/** Compares the draft with its input and returns the exit code: 0 where all that was changed was taken over. */
export async function importText(
  files: readonly string[],
  flags: ImportFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { output, overwrite = false, dryRun = false, quiet = false } = flags;
  const { disk } = world;
  const draft = files.find((file) => /\.docx$/i.test(file)) ?? '';
  const input = files.find((file) => file !== draft) ?? inputBeside(draft, world);
  if (output !== undefined && disk.kindOf(output) !== undefined && !overwrite)
    throw new Failure(`“${output}”已经有了，没有写出；要换成新的请写 --覆盖。`, EXIT.usage);
  if (output !== undefined && !isYaml(input))
    throw new Failure(
      '填报工作簿里的文字请照下面列出的格子改；能写回的是 .yaml 的输入，只看请写 --只看。',
      EXIT.usage,
    );
  const { compile } = await import('../compile.js');
  const result = compile(input, world, { anyCharacters: true });
  const source = result.sources[0]?.input?.source;
  const { compiled } = result;
  if (!compiled || !source || hasErrors(result.diagnostics)) {
    const wrong = result.diagnostics.filter(({ severity }) => severity === '错误');
    terminal.err(diagnosticsText(wrong, textsOf(result.sources, result.templates)));
    terminal.err(
      `${input} 有错误，没有同文稿比。请先改正，或写由哪个输入编出的：gongkai import ${draft} 输入.yaml --文字\n`,
    );
    return EXIT.failed;
  }
  const word = await readDraft(draft, world, terminal);
  if (!word) return EXIT.failed;
  const { wordRemarks } = await import('../review/open/word/open-word.js');
  const { printedPackage } = await import('../imports/edited/printed-texts.js');
  const { draftTexts } = await import('../imports/edited/draft-texts.js');
  const { editedText } = await import('../imports/edited/edited-text.js');
  const printed = printedPackage({ ...result, compiled }, source, world);
  const edited = editedText(printed, draftTexts(word));
  const problems = edited.left.map((left) => problemOf(left, draft));
  const told = new Told(result, source);
  if (!quiet) {
    terminal.out(`${draft} 同 ${input} 印出的比：\n`);
    for (const remark of wordRemarks(word, draft)) terminal.out(`  ${remark}\n`);
    const { title } = compiled.document;
    if (word.title !== '' && word.title !== title)
      terminal.out(
        `  文稿的标题是“${word.title}”，这个输入编出的是“${title}”，请看是不是同一份。\n`,
      );
  }
  const count = edited.taken.length + edited.added.length + edited.removed.length;
  if (count + problems.length === 0) {
    if (!quiet) terminal.out('没有改动。\n');
    return EXIT.done;
  }
  if (!quiet && count > 0)
    terminal.out(
      `${output === undefined ? '可以取' : '取了'} ${count} 处：\n${told.taken(edited)}`,
    );
  if (problems.length > 0) {
    terminal.err(diagnosticsText(problems, textsOf(result.sources, result.templates)));
    if (!quiet)
      terminal.out(
        `没有取 ${problems.length} 处：数和固定的文字由输入和格式得来，要改请改那里。\n`,
      );
  }
  if (!printed.placed && !quiet) terminal.out('输入里的文字印在哪里没有认出，没有取任何文字。\n');
  if (output === undefined || dryRun) {
    if (!quiet && count > 0)
      terminal.out(
        `没有写出；要写回请写 -o，例如：gongkai import ${draft} ${input} --文字 -o ${input} --覆盖\n`,
      );
    return problems.length > 0 ? EXIT.failed : EXIT.done;
  }
  if (count === 0) {
    if (!quiet) terminal.out('没有可以写回的文字，没有写出。\n');
    return EXIT.failed;
  }
  const { writtenBack } = await import('../imports/edited/write-back.js');
  const written = writtenBack(source.text, edited);
  for (const { path, why } of written.refused)
    terminal.err(`${pointText(source.valueSpan(path))}：${why}\n`);
  await disk.write(output, written.text);
  if (!quiet)
    terminal.out(
      `已写到 ${output}，只改了这些文字，别的字、注释和次序都没有动。请再 check 一遍。\n`,
    );
  return problems.length + written.refused.length > 0 ? EXIT.failed : EXIT.done;
}

async function readDraft(draft: string, { disk }: World, terminal: Terminal) {
  const { readBytes } = await import('../input/load.js');
  const { WORD_BOUNDS } = await import('../word/parts.js');
  const { readWord } = await import('../word/read.js');
  const found = readBytes(draft, (file) => disk.readUpTo(file, WORD_BOUNDS.file));
  if ('problem' in found) {
    terminal.err(diagnosticsText([found.problem], () => undefined));
    return undefined;
  }
  try {
    return readWord(found.bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, message, hint } = error;
    terminal.err(diagnosticsText([about(draft, code, message, hint)], () => undefined));
    return undefined;
  }
}

/**
 * The input of the package in whose folder a draft lies: what its manifest names, where that is here, above the package
 * or above that, as it was. @throws Failure where there is none
 */
function inputBeside(draft: string, { disk }: World): string {
  const folder = dirname(draft);
  const manifest = disk.readOrdinary(join(folder, MANIFEST));
  const named = manifest && inputIn(new TextDecoder().decode(manifest));
  const found = [join(folder, '..'), join(folder, '..', '..'), '.']
    .map((place) => join(place, named?.file ?? ''))
    .find((path) => {
      const bytes = named && disk.kindOf(path) === 'file' ? disk.readOrdinary(path) : undefined;
      return bytes && createHash('sha256').update(bytes).digest('hex') === named?.hash;
    });
  if (found !== undefined) return found;
  const known = named
    ? `由 ${named.file} 编出，它不在附近或改过了`
    : '不知道是由哪个输入文件编出的';
  throw new Failure(
    `“${draft}”${known}，请一起写上，例如：gongkai import ${draft} ${named?.file ?? '2026.yaml'} --文字`,
    EXIT.usage,
  );
}

/** The first input that a manifest names. */
function inputIn(manifest: string): { readonly file: string; readonly hash: string } | undefined {
  try {
    const { 输入 } = JSON.parse(manifest) as { 输入?: readonly Record<string, unknown>[] };
    const { 文件: file, sha256: hash } = 输入?.[0] ?? {};
    const isName = typeof file === 'string' && isInputName(file) && basename(file) === file;
    return isName && typeof hash === 'string' ? { file, hash } : undefined;
  } catch {
    return undefined;
  }
}

/** A figure as it stands there. */
const shown = (text: string): string => (text === '' ? '（空）' : brief(text));
const quoted = (text: string): string => (text === '' ? '（空）' : `“${brief(text)}”`);
const BRIEF = 60;
const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > BRIEF ? `${line.slice(0, BRIEF)}…` : line;
};

/** What was not taken, as a finding: at the input where one place of it is meant, else about the draft. */
function problemOf(left: Left, draft: string): Diagnostic {
  const inDraft = (message: string, hint?: string): Diagnostic => ({
    ...about(draft, 'draft-edited', `${left.place}：${message}`, hint),
    severity: '警告',
  });
  const atInput = (span: Span, message: string, hint?: string): Diagnostic =>
    at(span, 'draft-edited', `${left.place}：${message}`, hint, '警告');
  switch (left.kind) {
    case '数': {
      const message = `文中 ${shown(left.old)} 改成了 ${shown(left.now)}，输入里没有变`;
      const { sources } = left.figure;
      const [only, ...others] = sources;
      if (only && others.length === 0)
        return atInput(only, message, '这个数由这里得来；改过的数是对的，就改这里，再重新编');
      const told =
        sources.length > MOST_PLACES
          ? `输入里 ${sources.length} 处的数得来（gongkai explain 逐处列出）`
          : `${where(sources, draft)}得来`;
      return inDraft(
        message,
        sources.length > 0 ? `这个数由 ${told}；要改请改输入，再重新编` : undefined,
      );
    }
    case '金额':
      return atInput(
        left.passage.place(left.passage.text),
        `文中 ${shown(left.old)} 改成了 ${shown(left.now)}，是金额或比率，没有取`,
        '请核对后自己改这里',
      );
    case '几处':
      return atInput(
        left.passage.place(left.passage.text),
        `这段文字印在 ${left.all} 处，文稿里${left.changed === left.all ? '改得不一样' : `只改了 ${left.changed} 处`}，没有取`,
        '要改请改这里，各处都会跟着变',
      );
    case '字':
      return inDraft(
        `固定的文字 ${quoted(left.old)} 改成了 ${quoted(left.now)}，没有取`,
        '这些字由格式印出；格式要改的，见 docs/格式指南.md',
      );
    case '段':
      return left.old === undefined
        ? inDraft(`多了一段 ${quoted(left.now ?? '')}，输入里没有它的地方，没有取`)
        : inDraft(`少了一段 ${quoted(left.old)}，没有取`, '不要的，请在输入里删去印出它的内容');
    case '行':
      return inDraft(
        left.old === undefined
          ? `表里多了一行 ${quoted(left.now ?? '')}，没有取`
          : left.now === undefined
            ? `表里少了一行 ${quoted(left.old)}，没有取`
            : `表里的一行 ${quoted(left.old)} 改成了 ${quoted(left.now)}，没有取`,
        '表由输入得来，请改输入',
      );
    case '表':
      return inDraft('文稿里没有这张表，或对不上', '表由输入得来，文稿里改了的表不取');
  }
}

const MOST_PLACES = 5;

/** Shows what was taken, each at its place in the input. */
class Told {
  private readonly labels: ReadonlyMap<string, string>;

  constructor(
    result: CompileResult,
    private readonly source: Source,
  ) {
    this.labels = new Map(leavesIn(result).map(({ span, label }) => [placeKey(span), label]));
  }

  taken({ taken, added, removed }: EditedText): string {
    const lines = [
      ...taken.flatMap(({ passage, text }) => {
        const { old, new: now } = compareWords(passage.text, text);
        return [this.head(passage.path), `      原　${marked(old)}`, `      现　${marked(now)}`];
      }),
      ...added.flatMap(({ behind, texts }) => [
        `${this.head(behind.path)} 的后面加 ${texts.length} 段`,
        ...texts.map((text) => `      加　${brief(text)}`),
      ]),
      ...removed.map(({ passage }) => `${this.head(passage.path)} 删去　${brief(passage.text)}`),
    ];
    return lines.map((line) => `${line}\n`).join('');
  }

  private head(path: EditedText['taken'][number]['passage']['path']): string {
    const span = this.source.valueSpan(path);
    const label = this.labels.get(placeKey(span)) ?? path.join(' › ');
    return `  ${span.file}:${span.line}:${span.column} ${label}`;
  }
}

/** Changed words in 【】. */
const marked = (words: readonly { readonly text: string; readonly changed: boolean }[]): string =>
  words.map(({ text, changed }) => (changed && words.length > 1 ? `【${text}】` : text)).join('');
