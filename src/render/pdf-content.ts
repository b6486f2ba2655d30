/** Marks what a page paints (ISO 32000-1, 14.6): with the type of its structure element, or as an artifact. */
import { codeOf, type Edit, type Operators } from './pdf-operators.js';

const PAGE_NUMBER = '/Artifact <</Type /Pagination /Subtype /Footer>> BDC';
/** Heads of tables on later pages. */
const PRINTED_AGAIN = '/Artifact <</Type /Pagination>> BDC';
/** Rules and backgrounds. */
const LAYOUT = '/Artifact <</Type /Layout>> BDC';

const MARK = /^\s*\/(\w+)\s*<<\s*\/MCID (\d+)\s*>>\s*B[DM]C$/;

type Role = 'begin' | 'end' | 'text' | 'text-end' | 'path' | 'paint' | 'path-end' | 'drawing';
const roles = (role: Role, ...operators: string[]) =>
  operators.map((operator) => [codeOf(operator), role] as const);
const ROLES: ReadonlyMap<number, Role> = new Map([
  ...roles('begin', 'BDC', 'BMC'),
  ...roles('end', 'EMC'),
  ...roles('text', 'BT'),
  ...roles('text-end', 'ET'),
  ...roles('path', 'm', 'l', 'c', 'v', 'y', 'h', 're'),
  ...roles('paint', 'S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*'),
  ...roles('path-end', 'n'),
  ...roles('drawing', 'Do', 'sh'),
]);

/**
 * What leaves nothing of a page's content unmarked: marks that stand in the structure get the type of their
 * element, other marks and what was unmarked become artifacts.
 * @param content bytes as characters
 * @param types of the structure elements, by the marks' numbers
 */
export function markEdits(
  content: string,
  { codes, ends }: Operators,
  types: ReadonlyMap<number, string>,
): Edit[] {
  const edits: Edit[] = [];
  const wrap = (from: number, to: number, mark: string): void => {
    edits.push({ from, to: from, text: `\n${mark}` }, { from: to, to, text: '\nEMC' });
  };
  let depth = 0;
  /** Where the operands of the operator, the path and the text object begin. */
  let operands = 0;
  let path = -1;
  let text = -1;
  for (let index = 0; index < codes.length; index += 1) {
    const end = ends[index] ?? 0;
    switch (ROLES.get(codes[index] ?? 0)) {
      case 'begin': {
        const [, tag, id] = MARK.exec(content.slice(operands, end)) ?? [];
        if (id !== undefined) {
          const type = types.get(Number(id));
          const artifact = tag === 'Table' ? LAYOUT : PRINTED_AGAIN;
          const mark = type ? `/${type} <</MCID ${id}>> BDC` : artifact;
          edits.push({ from: operands, to: end, text: `\n${mark}` });
        }
        depth += 1;
        break;
      }
      case 'end':
        depth -= 1;
        break;
      case 'text':
        text = depth === 0 ? operands : -1;
        break;
      case 'text-end':
        if (text >= 0) wrap(text, end, PAGE_NUMBER);
        text = -1;
        break;
      case 'path':
        if (path < 0) path = operands;
        break;
      case 'paint':
        if (depth === 0 && path >= 0) wrap(path, end, LAYOUT);
        path = -1;
        break;
      case 'path-end':
        path = -1;
        break;
      case 'drawing':
        if (depth === 0) wrap(operands, end, LAYOUT);
    }
    operands = end;
  }
  return edits;
}
