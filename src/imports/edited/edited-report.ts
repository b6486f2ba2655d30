/** What was changed in Word, as a person is told of it: what goes back into the input, and what does not and why. */
import type { CompileResult } from '../../compile.js';
import { about, at, type Diagnostic, placeText } from '../../diagnostics.js';
import type { Source } from '../../input/source.js';
import type { Path } from '../../input/tree.js';
import type { Span } from '../../model/money.js';
import { compareWords } from '../../review/compare/changed-words.js';
import { placeKey } from '../../review/open/edition.js';
import { leavesIn } from '../../review/open/edition-of.js';
import { where } from '../../where.js';
import type { EditedText, Left } from './edited-text.js';

/** A figure as it stands there. */
const shown = (text: string): string => (text === '' ? '（空）' : brief(text));
const quoted = (text: string): string => (text === '' ? '（空）' : `“${brief(text)}”`);
const BRIEF = 60;
const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > BRIEF ? `${line.slice(0, BRIEF)}…` : line;
};

/** What was not taken, as a finding: at the input where one place of it is meant, else about the draft. */
export function leftProblem(left: Left, draft: string): Diagnostic {
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
          : ` ${where(sources, draft)}得来`;
      return inDraft(
        message,
        sources.length > 0 ? `这个数由${told}；要改请改输入，再重新编` : undefined,
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
      return inDraft(`固定的文字 ${quoted(left.old)} 改成了 ${quoted(left.now)}，没有取`, FIXED);
    case '段':
      if (left.old !== undefined && left.now !== undefined)
        return inDraft(`一段 ${quoted(left.old)} 改成了 ${quoted(left.now)}，没有取`, FIXED);
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
    case '稿':
      return inDraft(
        '文稿同这个输入印出的没有一半是一样的段落，没有取',
        '请看是不是这个输入编出的；大改过的，请在输入里改',
      );
    case '表':
      return inDraft('文稿里没有这张表，或对不上', '表由输入得来，文稿里改了的表不取');
  }
}

const FIXED = '这些字由格式印出；格式要改的，见 docs/格式指南.md';
const MOST_PLACES = 5;

/**
 * What goes back into the input, each at its place there.
 * @param source of the input that the result came of
 */
export function takenText(
  { taken, added, removed }: EditedText,
  result: CompileResult,
  source: Source,
): string {
  const labels = new Map(leavesIn(result).map(({ span, label }) => [placeKey(span), label]));
  const head = (path: Path): string => {
    const span = source.valueSpan(path);
    const label = labels.get(placeKey(span)) ?? path.join(' › ');
    return `  ${placeText(span)} ${label}`;
  };
  const lines = [
    ...taken.flatMap(({ passage, text }) => {
      const { old, new: now } = compareWords(passage.text, text);
      return [head(passage.path), `      原　${marked(old)}`, `      现　${marked(now)}`];
    }),
    ...added.flatMap(({ behind, texts }) => [
      `${head(behind.path)} 的后面加 ${texts.length} 段`,
      ...texts.map((text) => `      加　${brief(text)}`),
    ]),
    ...removed.map(({ passage }) => `${head(passage.path)} 删去　${brief(passage.text)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Changed words in 【】. */
const marked = (words: readonly { readonly text: string; readonly changed: boolean }[]): string =>
  words.map(({ text, changed }) => (changed && words.length > 1 ? `【${text}】` : text)).join('');
