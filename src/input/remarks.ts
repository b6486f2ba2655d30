/** What an input says of itself is still to be confirmed or filled in: 待核, 待填 in comments. */
import { CST, Lexer } from 'yaml';
import type { Unfinished } from '../model/budget.js';
import type { Span } from '../model/money.js';
import { TO_CONFIRM, TO_FILL } from './draft.js';
import { clip, type Path } from './tree.js';

export interface SourceRemark extends Unfinished {
  /** Of the value that it is about, where that is known. */
  readonly path?: Path;
}

/** Marks; in quotation marks they are spoken of, and mark nothing. */
const MARK = new RegExp(`(?<![“「『"'\`])(?:${TO_CONFIRM}|${TO_FILL})`, 'g');
/** Characters of a remark that are kept: nobody reads more of it. */
const LENGTH = 100;
/** Remarks of a file that are told. */
const MOST = 10_000;

/**
 * Finds the marks in the comments of a YAML text; the words of texts and names mark nothing.
 * @param text that parses
 */
export function remarksIn(
  text: string,
  span: (start: number, end: number) => Span,
): readonly SourceRemark[] {
  if (!text.includes(TO_CONFIRM) && !text.includes(TO_FILL)) return [];
  const remarks: SourceRemark[] = [];
  for (const { start, source } of commentsIn(text)) {
    const marks = marksIn(source);
    if (marks.length === 0) continue;
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim();
    const about = line === '' ? {} : { about: clip(line) };
    for (const { text: said, at } of marks) {
      if (remarks.length === MOST) return remarks;
      remarks.push({ text: said, span: span(start + at, start + at + said.length), ...about });
    }
  }
  return remarks;
}

/** The comments of a YAML text, each from its `#` to the end of its line. @param text that parses */
export function commentsIn(text: string): readonly { start: number; source: string }[] {
  const comments: { start: number; source: string }[] = [];
  let offset = 0;
  let content = false; // the next token is the text of a scalar
  for (const source of new Lexer().lex(text)) {
    const isContent: boolean = content;
    content = !isContent && source === CST.SCALAR;
    if (content || source === CST.DOCUMENT || source === CST.FLOW_END) continue;
    const start = offset;
    offset += source.length;
    if (!isContent && CST.tokenType(source) === 'comment') comments.push({ start, source });
  }
  return comments;
}

/** The marks of a comment, each with what is said behind it up to the next one. */
export function marksIn(comment: string): readonly { text: string; at: number }[] {
  const found = [...comment.matchAll(MARK)].map(({ index }) => index);
  return found.map((at, i) => {
    const said = comment.slice(at, Math.min(found[i + 1] ?? comment.length, at + LENGTH));
    return { text: said.replace(/[\s；;，,、。]+$/, ''), at };
  });
}
