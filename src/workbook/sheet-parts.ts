/** The XML of a worksheet cut into its rows and cells, so that some can be written anew and the rest stays. */
import { SaxesParser } from 'saxes';
import { placeOf } from './cells.js';
import { damaged, not } from './guard.js';

export interface CellPart {
  /** From 0. */
  readonly col: number;
  readonly style: string;
  /** All of it, as it stands in the file. */
  readonly xml: string;
  readonly formula: FormulaPart | undefined;
  /** As `t` says: s, str, inlineStr, b, e; a number without it. */
  readonly type: string;
  /** What stands in `v`. */
  readonly value: string;
}

export interface FormulaPart {
  /** Empty where it is that of another cell, moved. */
  readonly text: string;
  /** Of one cell alone: not shared with others, and no array. */
  readonly plain: boolean;
  /** With its tags. */
  readonly xml: string;
}

export interface RowPart {
  /** From 1. */
  readonly number: number;
  /** The attributes of its tag. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly cells: readonly CellPart[];
  readonly xml: string;
}

export interface SheetParts {
  /** Up to the first row. */
  readonly head: string;
  readonly rows: readonly RowPart[];
  /** From behind the last row. */
  readonly tail: string;
}

interface Open {
  readonly from: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * @throws Unreadable where it is no worksheet, or one that a program wrote in a way of its own
 */
export function cutSheet(xml: string): SheetParts {
  const rows: RowPart[] = [];
  let row: (Open & { cells: CellPart[] }) | undefined;
  let cell: (Open & { value: string; formula: FormulaPart | undefined }) | undefined;
  let formula: (Open & { text: string }) | undefined;
  let within = '';
  let data: { from: number; to: number } | undefined;
  const parser = new SaxesParser();
  // no `<` stands within a tag
  const tagFrom = () => xml.lastIndexOf('<', parser.position - 1);
  parser.on('error', () => {
    throw damaged();
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    const open = { from: tagFrom(), attributes };
    if (name === 'sheetData') data = { from: isSelfClosing ? open.from : parser.position, to: -1 };
    else if (name === 'row') row = { ...open, cells: [] };
    else if (name === 'c') cell = { ...open, value: '', formula: undefined };
    else if (name === 'f') formula = { ...open, text: '' };
    within = name;
  });
  parser.on('text', (text) => {
    if (cell && within === 'v') cell.value += text;
    else if (formula && within === 'f') formula.text += text;
  });
  parser.on('closetag', ({ name }) => {
    within = '';
    const cut = ({ from }: Open) => xml.slice(from, parser.position);
    if (name === 'sheetData' && data) {
      const empty = xml.startsWith('<sheetData', data.from);
      data.to = empty ? parser.position : tagFrom();
    } else if (name === 'f' && formula && cell) {
      const plain = formula.attributes.t === undefined || formula.attributes.t === 'normal';
      cell.formula = { text: formula.text, plain, xml: cut(formula) };
      formula = undefined;
    } else if (name === 'c' && cell && row) {
      const { r, s = '', t = '' } = cell.attributes;
      const { value, formula: own } = cell;
      row.cells.push({
        ...{ col: placeOf(r).col, style: s, xml: cut(cell), formula: own, type: t, value },
      });
      cell = undefined;
    } else if (name === 'row' && row) {
      const { attributes, cells } = row;
      const number = Number(attributes.r);
      if (!(number > (rows.at(-1)?.number ?? 0))) throw damaged();
      rows.push({ number, attributes, cells, xml: cut(row) });
      row = undefined;
    }
  });
  parser.write(xml).close();
  if (!data) throw not('工作表的写法不是 Excel、WPS 的，不能往里填');
  const { from, to } = data;
  if (xml.startsWith('<sheetData', from))
    return { head: `${xml.slice(0, from)}<sheetData>`, rows, tail: `</sheetData>${xml.slice(to)}` };
  return { head: xml.slice(0, from), rows, tail: xml.slice(to) };
}
