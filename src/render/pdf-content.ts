/** Marks what a page paints (ISO 32000-1, 14.6): with the type of its structure element, or as an artifact. */
import { PdfFormatError } from './pdf-values.js';

const PAGE_NUMBER = '/Artifact <</Type /Pagination /Subtype /Footer>> BDC';
/** Heads of tables on later pages. */
const PRINTED_AGAIN = '/Artifact <</Type /Pagination>> BDC';
/** Rules and backgrounds. */
const LAYOUT = '/Artifact <</Type /Layout>> BDC';

/** Strings, names and operators; numbers and brackets say nothing here. */
const TOKEN =
  /\((?:[^()\\]|\\[\s\S])*\)|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|[A-Za-z'"]+[01]?\*?|[()]/g;
const MARK = /^\s*\/(\w+)\s*<<\s*\/MCID (\d+)\s*>>\s*$/;
const CONSTRUCTS = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
const PAINTS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*']);

/**
 * A page's content with nothing unmarked: marks that stand in the structure get the type of their
 * element, other marks and what was unmarked become artifacts.
 * @param content bytes as characters
 * @param types of the structure elements, by the marks' numbers
 * @throws PdfFormatError where it is not the content that browsers write
 */
export function markContent(content: string, types: ReadonlyMap<number, string>): string {
  let marked = '';
  let copied = 0;
  const replace = (from: number, to: number, text: string): void => {
    marked += content.slice(copied, from) + text;
    copied = to;
  };
  const wrap = (from: number, to: number, mark: string): void => {
    replace(from, from, `\n${mark}`);
    replace(to, to, '\nEMC');
  };
  let depth = 0;
  /** Where the operands of the next operator, the path and the text object begin. */
  let operands = 0;
  let path = -1;
  let text = -1;
  for (const { 0: token, index } of content.matchAll(TOKEN)) {
    const first = token[0] ?? '';
    if (first === '/' || first === '<' || (first === '(' && token.length > 1)) continue;
    if (first === '(' || first === ')' || token === 'BI') throw new PdfFormatError('页面内容');
    const end = index + token.length;
    if (token === 'BDC' || token === 'BMC') {
      const [, tag, id] = MARK.exec(content.slice(operands, index)) ?? [];
      if (id !== undefined) {
        const type = types.get(Number(id));
        const artifact = tag === 'Table' ? LAYOUT : PRINTED_AGAIN;
        replace(operands, end, `\n${type ? `/${type} <</MCID ${id}>> BDC` : artifact}`);
      }
      depth += 1;
    } else if (token === 'EMC') depth -= 1;
    else if (token === 'BT') text = depth === 0 ? operands : -1;
    else if (token === 'ET') {
      if (text >= 0) wrap(text, end, PAGE_NUMBER);
      text = -1;
    } else if (CONSTRUCTS.has(token)) path = path < 0 ? operands : path;
    else if (PAINTS.has(token) || token === 'n') {
      if (depth === 0 && path >= 0 && token !== 'n') wrap(path, end, LAYOUT);
      path = -1;
    } else if ((token === 'Do' || token === 'sh') && depth === 0) wrap(operands, end, LAYOUT);
    operands = end;
  }
  return marked + content.slice(copied);
}
