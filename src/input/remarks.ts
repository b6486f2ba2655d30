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
const COMMENT_WITH_MARK = new RegExp(`#.*(?:${TO_CONFIRM}|${TO_FILL})`);

/**
 * Finds the marks in the comments of a YAML text; the words of texts and names mark nothing.
 * @param text that parses
 */
export function remarksIn(
  text: string,
  span: (start: number, end: number) => Span,
): readonly SourceRemark[] {
  if (!COMMENT_WITH_MARK.test(text)) return [];
  const remarks: SourceRemark[] = [];
  let offset = 0;
  let content = false; // the next token is the text of a scalar
  for (const source of new Lexer().lex(text)) {
    const isContent: boolean = content;
    content = !isContent && source === CST.SCALAR;
    if (content || source === CST.DOCUMENT || source === CST.FLOW_END) continue;
    const start = offset;
    offset += source.length;
    if (isContent || CST.tokenType(source) !== 'comment') continue;
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim();
    for (const { text: said, at } of marksIn(source)) {
      const place = span(start + at, start + at + said.length);
      remarks.push({ text: said, span: place, ...(line === '' ? {} : { about: clip(line) }) });
    }
  }
  return remarks;
}

/** The marks of a comment, each with what is said behind it up to the next one. */
export function marksIn(comment: string): readonly { text: string; at: number }[] {
  const found = [...comment.matchAll(MARK)].map(({ index }) => index);
  return found.map((at, i) => {
    const text = comment.slice(at, found[i + 1]).replace(/[\s；;，,、。]+$/, '');
    return { text, at };
  });
}
