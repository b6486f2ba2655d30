/**
 * The files of the subject dictionary: a block of lines for each 类, one subject a line. As YAML of its own each
 * subject took ten times as long to read, at every start.
 *
 *     2014004 信访业务 〔自2024〕 ｜ 反映……
 */
import * as z from 'zod';
import type { Source } from '../input/source.js';
import type { Span } from '../model/money.js';
import type { Validity } from '../model/subjects.js';

/** What a dictionary has under a key: the lines of each 类 by its code. */
export const subjectBlocks = z.record(z.string(), z.string());

export interface SubjectLine extends Validity {
  readonly code: string;
  readonly name: string;
  /** A word in brackets beside the years. */
  readonly tag: string | undefined;
  readonly definition: string | undefined;
  readonly place: Span;
}

/** What a file's codes look like, and the words that may stand in brackets. */
export interface LineShape {
  readonly first: string;
  readonly lengths: readonly number[];
  readonly tags: readonly string[];
}

const NONE: ReadonlySet<string> = new Set();
const above = (code: string): string => code.slice(0, -2);

export type Complain = (place: Span, message: string, hint: string) => void;

const LINE = /^(\d+) +([^\s〔〕｜]+)(?: +〔([^〔〕｜]*)〕)?(?: *｜ *(\S.*))?$/;
const SHAPE = '例如 2014004 信访业务 〔自2024〕 ｜ 反映……';

/**
 * All subjects of a dictionary in its order.
 * @param path of the blocks
 * @param complain about a line: what is wrong and how it should be
 * @param known codes of elsewhere that may be those above
 */
export function readSubjectLines(
  blocks: Readonly<Record<string, string>>,
  source: Source,
  path: readonly string[],
  shape: LineShape,
  complain: Complain,
  known: { readonly has: (code: string) => boolean } = NONE,
): SubjectLine[] {
  const seen = new Set<string>();
  return Object.keys(blocks).flatMap((top) =>
    linesOf(source, [...path, top]).flatMap(({ text, place }): SubjectLine[] => {
      const line = readLine(text, place, shape, complain);
      if (!line) return [];
      const { code } = line;
      if (!code.startsWith(top)) complain(place, `${code} 不在 ${top} 类`, '请移到自己的类下');
      else if (seen.has(code)) complain(place, `科目 ${code} 写了两次`, '请删去一行');
      else if (code.length > 3 && !seen.has(above(code)) && !known.has(above(code)))
        complain(place, `科目 ${code} 的上级 ${above(code)} 不在前面`, '请先写上级科目');
      seen.add(code);
      return [line];
    }),
  );
}

function readLine(
  text: string,
  place: Span,
  { first, lengths, tags }: LineShape,
  complain: Complain,
): SubjectLine | undefined {
  const [, code = '', name = '', brackets = '', definition] = LINE.exec(text) ?? [];
  if (code === '') {
    complain(place, `这一行不是“编码 名称”：${text.slice(0, 40)}`, SHAPE);
    return undefined;
  }
  if (!code.startsWith(first) || !lengths.includes(code.length)) {
    complain(place, `科目编码“${code}”不对`, `以 ${first} 开头，${lengths.join('、')} 位数字`);
    return undefined;
  }
  let since: number | undefined;
  let until: number | undefined;
  let tag: string | undefined;
  for (const word of brackets.split(/\s+/).filter((one) => one !== '')) {
    const [, which, year] = /^([自至])(20\d\d)$/.exec(word) ?? [];
    if (which === '自') since = Number(year);
    else if (which === '至') until = Number(year);
    else if (tags.includes(word)) tag = word;
    else complain(place, `〔〕里不能写“${word}”`, ['自2024', '至2023', ...tags].join('、'));
  }
  if (since !== undefined && until !== undefined && since > until)
    complain(place, `科目 ${code} 的年度反了`, '〔自〕的年份不能晚于〔至〕的');
  return { code, name, since, until, tag, definition, place };
}

/** The lines of a block of text as they are written, with their places. */
export function linesOf(source: Source, path: readonly string[]): { text: string; place: Span }[] {
  const { start, end } = source.valueSpan(path);
  const out: { text: string; place: Span }[] = [];
  let from = source.text.indexOf('\n', start) + 1;
  while (from > 0 && from < end) {
    const next = source.text.indexOf('\n', from);
    const to = next < 0 ? source.text.length : next;
    const line = source.text.slice(from, to);
    const text = line.trim();
    if (text !== '') {
      const begin = from + line.indexOf(text);
      out.push({ text, place: source.spanOf(begin, begin + text.length) });
    }
    from = to + 1;
  }
  return out;
}
