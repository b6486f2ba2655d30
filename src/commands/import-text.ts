/** `gongkai import 修改稿.docx --文字`: what people changed in Word → into the input, as far as it is their own words. */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { CompileResult } from '../compile.js';
import { hasErrors } from '../diagnostics.js';
import type { EditedText } from '../imports/edited/edited-text.js';
import { parseSource, type Source } from '../input/source.js';
import { loadedFrom } from '../kinds/load.js';
import { MANIFEST } from '../review/open/open-package.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { pointText } from '../where.js';
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
  const { output } = flags;
  const draft = files.find((file) => /\.docx$/i.test(file)) ?? '';
  const input = files.find((file) => file !== draft) ?? inputBeside(draft, world);
  refuseOutput(input, flags, world);
  const { compile } = await import('../compile.js');
  const result = compile(input, world, { anyCharacters: true });
  const source = result.sources[0]?.input?.source;
  const { compiled } = result;
  if (!compiled || !source || hasErrors(result.diagnostics)) {
    showErrors(result, terminal);
    terminal.err(
      `${input} 有错误，没有同文稿比。请先改正，或写由哪个输入编出的：gongkai import ${draft} 输入.yaml --文字\n`,
    );
    return EXIT.failed;
  }
  const { readDraft, wordRemarks } = await import('../review/open/word/open-word.js');
  const read = readDraft(draft, world.disk);
  if ('problem' in read) {
    terminal.err(diagnosticsText([read.problem], () => undefined));
    return EXIT.failed;
  }
  const { word } = read;
  const { printedPackage } = await import('../imports/edited/printed-texts.js');
  const { draftTexts } = await import('../imports/edited/draft-texts.js');
  const { editedText } = await import('../imports/edited/edited-text.js');
  const printed = printedPackage({ ...result, compiled }, source, world);
  const edited = editedText(printed, draftTexts(word));
  const say = (text: string) => {
    if (!flags.quiet) terminal.out(`${text}\n`);
  };
  say(`${draft} 同 ${input} 印出的比：`);
  for (const remark of wordRemarks(word, draft)) say(`  ${remark}`);
  const { title } = compiled.document;
  if (word.title !== '' && word.title !== title)
    say(`  文稿的标题是“${word.title}”，这个输入编出的是“${title}”，请看是不是同一份。`);
  if (!printed.placed) say('  输入里的文字印在哪里没有认出，没有取任何文字。');
  const count = edited.taken.length + edited.added.length + edited.removed.length;
  if (count + edited.left.length === 0) say('没有改动。');
  const { leftProblem, takenText } = await import('../imports/edited/edited-report.js');
  if (count > 0) {
    say(`可以取 ${count} 处：`);
    say(takenText(edited, result, source).trimEnd());
  }
  const texts = textsOf(result.sources, result.templates);
  terminal.err(
    diagnosticsText(
      edited.left.map((left) => leftProblem(left, draft)),
      texts,
    ),
  );
  if (edited.left.length > 0)
    say(`没有取 ${edited.left.length} 处：数和固定的文字由输入和格式得来，要改请改那里。`);
  const code = edited.left.length > 0 ? EXIT.failed : EXIT.done;
  if (count === 0) return code;
  if (output === undefined) {
    const again = `gongkai import ${draft} ${input} --文字 -o ${input} --覆盖`;
    say(
      isYaml(input)
        ? `没有写出；要写回请写 -o，例如：${again}`
        : '没有写出；填报工作簿请在 Excel 或 WPS 里照上面的格子改。',
    );
    return code;
  }
  const isWhole = await writeInto(output, edited, source, world, terminal);
  if (isWhole === undefined) return EXIT.failed;
  say(`已写到 ${output}，只改了这些文字，别的字、注释和次序都没有动。请再 check 一遍。`);
  return isWhole ? code : EXIT.failed;
}

/** @throws Failure where something stands there and may stay, or the input is of a kind that nothing is written into */
function refuseOutput(
  input: string,
  { output, overwrite = false }: ImportFlags,
  { disk }: World,
): void {
  if (output === undefined) return;
  if (disk.kindOf(output) !== undefined && !overwrite)
    throw new Failure(`“${output}”已经有了，没有写出；要换成新的请写 --覆盖。`, EXIT.usage);
  if (!isYaml(input))
    throw new Failure(
      '能写回的是 .yaml 的输入；填报工作簿的，不写 -o，照列出的格子改。',
      EXIT.usage,
    );
}

function showErrors({ diagnostics, sources, templates }: CompileResult, terminal: Terminal): void {
  const wrong = diagnostics.filter(({ severity }) => severity === '错误');
  terminal.err(diagnosticsText(wrong, textsOf(sources, templates)));
}

/** @returns whether everything could be written; undefined where the input would not be right any more, and is not */
async function writeInto(
  output: string,
  edited: EditedText,
  source: Source,
  world: World,
  terminal: Terminal,
): Promise<boolean | undefined> {
  const { writtenBack } = await import('../imports/edited/write-back.js');
  const { compileInput } = await import('../compile.js');
  const { text, refused } = writtenBack(source.text, edited);
  const { source: now } = parseSource(text, source.file);
  const result = now && compileInput(loadedFrom(now), world, { anyCharacters: true });
  if (!result || hasErrors(result.diagnostics)) {
    if (result) showErrors(result, terminal);
    terminal.err('这些文字写回以后输入就有错误，没有写出。\n');
    return undefined;
  }
  for (const { path, why } of refused)
    terminal.err(`${source.file} ${pointText(source.valueSpan(path))}：${why}\n`);
  await world.disk.write(output, text);
  return refused.length === 0;
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
