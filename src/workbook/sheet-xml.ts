/** What a worksheet's XML says that the library does not: numbers in their own digits, formulas, what is hidden. */
import { SaxesParser } from 'saxes';
import { damaged } from './guard.js';

/** Of a cell with a number or a formula. */
export interface CellFacts {
  /** The number as it is written in the file: 1E-2, 0.30000000000000004. */
  readonly exact?: string;
  /** Text of the formula; empty where it is that of another cell, moved. */
  readonly formula?: string;
}

export interface SheetFacts {
  /** By address. */
  readonly cells: ReadonlyMap<string, CellFacts>;
  /** Formulas whose results were not stored: nobody computed them. */
  readonly uncomputed: number;
  /** Whether zeros are shown. */
  readonly zeros: boolean;
  /** Numbers of the rows that are hidden, from 1. */
  readonly hiddenRows: ReadonlySet<number>;
  /** Ranges of columns that are hidden, from 1. */
  readonly hiddenColumns: readonly (readonly [first: number, last: number])[];
}

interface Draft {
  readonly address: string;
  readonly type: string;
  formula?: string;
  value: string;
  inline: boolean;
}

/** Goes through a worksheet once, as the library's own parser cuts it. */
export function readSheetXml(xml: string): SheetFacts {
  const cells = new Map<string, CellFacts>();
  const hiddenRows = new Set<number>();
  const hiddenColumns: (readonly [number, number])[] = [];
  let uncomputed = 0;
  let zeros = true;
  let cell: Draft | undefined;
  let within: 'v' | 'f' | undefined;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw damaged();
  });
  parser.on('opentag', ({ name, attributes }) => {
    const { r = '', t = '', hidden = '', min = '', max = '', showZeros = '' } = attributes;
    if (name === 'c') cell = { address: r, type: t, value: '', inline: false };
    else if (name === 'row' && isTrue(hidden)) hiddenRows.add(Number(r));
    else if (name === 'col' && isTrue(hidden)) hiddenColumns.push([Number(min), Number(max)]);
    else if (name === 'sheetView' && isFalse(showZeros)) zeros = false;
    else if (cell && name === 'is') cell.inline = true;
    else if (cell && (name === 'v' || name === 'f')) {
      within = name;
      if (name === 'f') cell.formula = '';
    }
  });
  parser.on('text', (text) => {
    if (cell && within === 'v') cell.value += text;
    else if (cell && within === 'f') cell.formula += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === within) within = undefined;
    if (name !== 'c' || !cell) return;
    const { address, type, value, formula, inline } = cell;
    cell = undefined;
    const computed = value.trim() !== '' || inline || type === 'str';
    if (formula !== undefined && !computed) uncomputed++;
    const exact = (type === '' || type === 'n') && value !== '' ? { exact: value } : {};
    const facts = { ...exact, ...(formula === undefined ? {} : { formula }) };
    if (Object.keys(facts).length > 0) cells.set(address, facts);
  });
  parser.write(xml).close();
  return { cells, uncomputed, zeros, hiddenRows, hiddenColumns };
}

const isTrue = (written: string): boolean => written === '1' || written === 'true';
const isFalse = (written: string): boolean => written === '0' || written === 'false';
