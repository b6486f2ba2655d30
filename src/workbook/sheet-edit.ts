/** A worksheet's XML with some cells written anew and rows put in or taken out; all else stays as it is. */
import { addressOf, placeOf } from './cells.js';
import { movedFormula, movedRanges, movedRow, type RowShift } from './row-shift.js';
import { type CellPart, cutSheet, type RowPart } from './sheet-parts.js';

/** What is put into a cell; the digits of a number are exact. */
export type CellValue =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank' };

export interface CellWrite {
  /** Undefined where only its looks change. */
  readonly value: CellValue | undefined;
  /** Address, before rows move, of the cell that it is to look like; its own looks without. */
  readonly like?: string | undefined;
}

export interface SheetEdit {
  /** Of the sheet, as formulas call it. */
  readonly name: string;
  /** By address, after rows have moved. A cell with a formula keeps it: a value is what it has computed. */
  readonly writes: ReadonlyMap<string, CellWrite>;
  readonly shifts: readonly RowShift[];
  /** Rows, after the others have moved, whose heights are left to the program that opens the sheet. */
  readonly fitted?: ReadonlySet<number>;
  /** Merged ranges as they are to be, from those that there are after rows have moved. */
  readonly merges?: (ranges: readonly string[]) => readonly string[];
}

/**
 * Makes the edit.
 * @param xml of a sheet that `shiftProblem` has nothing against where rows move
 * @throws Unreadable where it is no worksheet
 */
export function editSheet(xml: string, edit: SheetEdit): string {
  const { head, rows, tail } = cutSheet(xml);
  const { shifts, writes } = edit;
  const styles = new Map(
    rows.flatMap(({ number, cells }) =>
      cells.map(({ col, style }): [string, string] => [addressOf(number, col), style]),
    ),
  );
  const byRow = new Map<number, Map<number, CellWrite>>();
  for (const [address, write] of writes) {
    const { row, col } = placeOf(address);
    const own = byRow.get(row + 1) ?? new Map<number, CellWrite>();
    byRow.set(row + 1, own.set(col, write));
  }
  const standing = shifts.length === 0 ? rows : movedParts(rows, edit);
  const known = new Set(standing.map(({ number }) => number));
  const made = [...byRow.keys()]
    .filter((number) => !known.has(number))
    .map((number): RowPart => ({ number, attributes: {}, cells: [], xml: '' }));
  const all = made.length === 0 ? standing : [...standing, ...made].sort(byNumber);
  const columns = columnStyles(head);
  const written = all.map((row) => {
    const own = byRow.get(row.number);
    const sized = edit.fitted?.has(row.number) ? withoutHeight(row) : row;
    return own ? rowXml(sized, own, styles, columns) : row.xml;
  });
  const last = all.at(-1)?.number ?? 1;
  const moved = shifts.length === 0 ? tail : movedTail(tail, edit);
  return [
    shifts.length === 0 ? head : withDimension(head, last),
    ...written,
    edit.merges ? withMerges(moved, edit.merges) : moved,
  ].join('');
}

const byNumber = (a: RowPart, b: RowPart): number => a.number - b.number;

function withoutHeight(row: RowPart): RowPart {
  const { ht: _, customHeight: __, ...attributes } = row.attributes;
  return { ...row, attributes };
}

/** Why rows of a sheet cannot be moved without harm, in Chinese; undefined where they can. */
export function shiftProblem(xml: string): string | undefined {
  const { tail, rows } = cutSheet(xml);
  const has = (tag: string) => new RegExp(`<${tag}[\\s/>]`).test(tail);
  if (has('sheetProtection')) return '工作表受保护，不能增减行';
  if (has('drawing') || has('legacyDrawing') || has('picture') || has('oleObjects'))
    return '工作表里有图片、图形或批注，不能增减行';
  if (has('tableParts')) return '工作表里有“表格”区域，不能增减行';
  if (tail.includes('xm:sqref')) return '工作表里有扩展的条件格式，不能增减行';
  const shared = rows.some(({ cells }) => cells.some(({ formula }) => formula?.plain === false));
  return shared ? '工作表里有共享公式或数组公式，不能增减行' : undefined;
}

// ---- rows

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const quoted = (text: string): string => escaped(text).replaceAll('"', '&quot;');
/** What Excel reads as an escape is one itself. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Rows at their new places, with those that are put in. */
function movedParts(rows: readonly RowPart[], { name, shifts }: SheetEdit): RowPart[] {
  const byOldNumber = new Map(rows.map((row) => [row.number, row]));
  const kept = rows.flatMap((row): RowPart[] => {
    const number = movedRow(row.number, shifts);
    if (number === undefined) return [];
    const cells = row.cells.map((cell) => movedCell(cell, number, name, shifts));
    const same = number === row.number && cells.every((cell, i) => cell === row.cells[i]);
    return [same ? row : withXml({ ...row, number, cells })];
  });
  const put = shifts.flatMap(({ at, count, like }) => {
    const model = byOldNumber.get(like);
    // rows are put in before the row that moves down
    const first = (movedRow(at, shifts) ?? at) - count;
    return Array.from({ length: Math.max(0, count) }, (_, i) => {
      const number = first + i;
      const cells = (model?.cells ?? []).map(({ col, style }) =>
        blankCell(addressOf(number, col), col, style),
      );
      return withXml({ number, attributes: model?.attributes ?? {}, cells, xml: '' });
    });
  });
  return [...kept, ...put].sort(byNumber);
}

function blankCell(address: string, col: number, style: string): CellPart {
  const xml = cellXml(address, style, { kind: 'blank' });
  return { col, style, xml, formula: undefined, type: '', value: '' };
}

function movedCell(
  cell: CellPart,
  row: number,
  sheet: string,
  shifts: readonly RowShift[],
): CellPart {
  const { formula } = cell;
  const text = formula && (movedFormula(formula.text, sheet, sheet, shifts) ?? formula.text);
  const placed = cell.xml.replace(
    /^(<c\b[^>]*?\sr=)(["'])[^"']*\2/,
    (_, start: string, quote: string) => `${start}${quote}${addressOf(row, cell.col)}${quote}`,
  );
  if (!formula || text === undefined || text === formula.text)
    return placed === cell.xml ? cell : { ...cell, xml: placed };
  const own = `<f>${escaped(text)}</f>`;
  const xml = placed.replace(formula.xml, () => own);
  return { ...cell, xml, formula: { ...formula, text, xml: own } };
}

/** A row as it is written, from its cells. */
function withXml(row: RowPart): RowPart {
  const { number, cells } = row;
  const { r: _, ...others } = row.attributes;
  const tag = Object.entries({ r: String(number), ...others })
    .map(([name, value]) => ` ${name}="${quoted(value)}"`)
    .join('');
  const inner = cells.map(({ xml }) => xml).join('');
  return { ...row, xml: inner === '' ? `<row${tag}/>` : `<row${tag}>${inner}</row>` };
}

function rowXml(
  row: RowPart,
  writes: ReadonlyMap<number, CellWrite>,
  styles: ReadonlyMap<string, string>,
  columns: (col: number) => string,
): string {
  const own = new Map(row.cells.map((cell) => [cell.col, cell]));
  for (const [col, { value, like }] of writes) {
    const cell = own.get(col);
    const plain = row.attributes.customFormat ? (row.attributes.s ?? '') : columns(col);
    const style = (like && styles.get(like)) ?? cell?.style ?? plain;
    if (value === undefined && style === cell?.style) continue;
    const address = addressOf(row.number, col);
    const xml =
      value === undefined && cell
        ? withStyle(cell.xml, style)
        : cellXml(address, style, value ?? { kind: 'blank' }, cell?.formula?.xml);
    own.set(col, { col, style, xml, formula: cell?.formula, type: '', value: '' });
  }
  const cells = [...own.values()].sort((a, b) => a.col - b.col);
  return withXml({ ...row, cells }).xml;
}

const withStyle = (cell: string, style: string): string =>
  cell
    .replace(/^(<c\b[^>]*?)\ss=(["'])[^"']*\2/, '$1')
    .replace(/^<c\b/, () => (style === '' ? '<c' : `<c s="${quoted(style)}"`));

/** A cell as it is written; with a formula the value is what it has computed. */
export function cellXml(address: string, style: string, value: CellValue, formula = ''): string {
  const own = `<c r="${address}"${style === '' ? '' : ` s="${quoted(style)}"`}`;
  if (value.kind === 'number') return `${own}>${formula}<v>${value.digits}</v></c>`;
  if (value.kind === 'blank') return formula === '' ? `${own}/>` : `${own}>${formula}<v>0</v></c>`;
  const text = escaped(value.text.replace(ESCAPE_LIKE, '_x005F_'));
  return formula === ''
    ? `${own} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
    : `${own} t="str">${formula}<v>${text}</v></c>`;
}

/** The style of cells that do not stand in the file, by their column. */
function columnStyles(head: string): (col: number) => string {
  const ranges = [...head.matchAll(/<col\s[^>]*>/g)].map(([tag]) => {
    const said = (name: string) => new RegExp(`\\s${name}="(\\d+)"`).exec(tag)?.[1] ?? '';
    return { min: Number(said('min')), max: Number(said('max')), style: said('style') };
  });
  return (col) => ranges.find(({ min, max }) => min <= col + 1 && col + 1 <= max)?.style ?? '';
}

// ---- around the rows

function withDimension(head: string, last: number): string {
  return head.replace(
    /(<dimension\s[^>]*?ref="[A-Z]+\d+:[A-Z]+)\d+(")/,
    (_, start: string, end: string) => `${start}${last}${end}`,
  );
}

/** What is behind the rows and names some of them. */
function movedTail(tail: string, { name, shifts }: SheetEdit): string {
  return tail
    .replace(/<mergeCell\s[^>]*?ref="([^"]*)"[^>]*>/g, (all, ref: string) => {
      const to = movedRanges(ref, shifts);
      return to === undefined ? '' : all.replace(ref, to);
    })
    .replace(
      /(<(?:conditionalFormatting|dataValidation|hyperlink|autoFilter|ignoredError|protectedRange)\s[^>]*?\b(?:sqref|ref)=")([^"]*)(")/g,
      (all, start: string, ranges: string, end: string) => {
        const to = movedRanges(ranges, shifts);
        return to === undefined ? all : `${start}${to}${end}`;
      },
    )
    .replace(/(<formula[12]?>)([^<]*)(<)/g, (all, start: string, formula: string, end: string) => {
      const to = movedFormula(formula, name, name, shifts);
      return to === undefined ? all : `${start}${to}${end}`;
    })
    .replace(/(<rowBreaks[\s\S]*?<\/rowBreaks>)/g, (all) =>
      all.replace(
        /(<brk\s[^>]*?\bid=")(\d+)(")/g,
        (one, start: string, id: string, end: string) => {
          const to = movedRow(Number(id), shifts);
          return to === undefined ? one : `${start}${to}${end}`;
        },
      ),
    );
}

/** What may stand before merged ranges ends where one of these begins. */
const BEHIND_MERGES =
  /<(?:phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)[\s/>]|<\/worksheet>/;

function withMerges(
  tail: string,
  change: (ranges: readonly string[]) => readonly string[],
): string {
  const block = /<mergeCells[\s>][\s\S]*?<\/mergeCells>|<mergeCells[^>]*\/>/.exec(tail)?.[0];
  const before = [...(block ?? '').matchAll(/\bref="([^"]*)"/g)].map(([, ref = '']) => ref);
  const after = change(before);
  if (after.join() === before.join() && block !== undefined) return tail;
  const cells = after.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const made =
    after.length === 0 ? '' : `<mergeCells count="${after.length}">${cells}</mergeCells>`;
  if (block !== undefined) return tail.replace(block, () => made);
  return tail.replace(BEHIND_MERGES, (found) => `${made}${found}`);
}
