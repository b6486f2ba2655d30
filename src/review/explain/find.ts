/** A question as people put it → the figures that it asks about. */

import { suggestion } from '../../input/issues.js';
import type { Figure, MoneyStyle } from '../../model/money.js';
import { plainLabel } from '../../model/numerals.js';
import { type LabelledCell, labelled } from '../../tables/labels.js';
import { partsOf as partsInTree } from '../../tables/levels.js';
import { cellText, type Table } from '../../tables/table.js';
import type { Edition } from '../open/edition.js';
import { allSentences } from '../open/printed-prose.js';

/** A figure of a table. */
export interface CellFound {
  readonly kind: 'cell';
  readonly table: Table;
  readonly cell: LabelledCell;
  /** Rows below it in the tree that it adds up, in the same column. */
  readonly parts: readonly LabelledCell[];
  readonly text: string;
  readonly figure: Figure;
  readonly money?: MoneyStyle;
}

/** A figure of the prose. */
export interface SentenceFound {
  readonly kind: 'sentence';
  readonly place: string;
  readonly sentence: string;
  readonly text: string;
  readonly figure: Figure;
}

export type Found = CellFound | SentenceFound;
/** What is wrong with a question, and what may have been meant. */
export interface NotFound {
  readonly message: string;
  readonly hint: string | undefined;
}

export const isMissing = (found: readonly Found[] | NotFound): found is NotFound =>
  !Array.isArray(found);

/**
 * @param words `预算05-1!行政运行.合计`, the same as two or three words, a sentence or a part of one, or
 * a figure as it is printed
 */
export function findFigures(
  { tables, parts }: Edition,
  words: readonly string[],
): readonly Found[] | NotFound {
  const [first = '', ...rest] = words
    .join(' ')
    .split(/[!！]/)
    .map((word) => word.trim());
  if (rest.length > 0) return findCells(tables, first, rest.join('!').trim());
  const [name = '', ...row] = words;
  const table = row.length > 0 ? tableNamed(tables, name) : undefined;
  if (table) return findCells(tables, name, row.join('.'));
  const said = parts ? findSentences(parts, first) : [];
  const shown = isFigure(first) ? printedCells(tables, first) : [];
  if (said.length + shown.length > 0) return [...said, ...shown];
  if (row.length > 0 && /\d|表/.test(name)) return findCells(tables, name, row.join('.'));
  if (tableNamed(tables, first)) return { message: `没有写是“${first}”的哪一行`, hint: ASKING };
  return { message: `没有找到“${first}”`, hint: ASKING };
}

const ASKING =
  '表里的数写“表号!行.列”，如 预算05-1!行政运行.合计；文字里的数照印的写它所在的一句，或其中几个字。只有金额和占比记着由来，人数、辆数、得分、日期没有';

// ---- tables

/** 预算05-1, 05-1, 5-1, 表5-1, 收支总表: as people call a table. */
function tableNamed(tables: readonly Table[], name: string): Table | undefined {
  const asked = name.replace(/\s/g, '');
  const number = (text: string) => text.replace(/\s|表$|^表/g, '').replace(/^(\D*)0+(?=\d)/, '$1');
  const ways: ((table: Table) => boolean)[] = [
    ({ id }) => id === asked,
    ({ number: own }) => own !== '' && number(own) === number(asked),
    ({ id }) => number(id) === number(asked),
    ({ id }) => number(id).replace(/^[^\d-]+/, '') === number(asked),
    ({ name: own, title }) => [own, title].includes(asked),
    ({ name: own }) => asked.length > 1 && own.includes(asked),
  ];
  for (const way of ways) {
    const found = tables.filter(way);
    if (found[0] && found.length === 1) return found[0];
  }
  return undefined;
}

function findCells(
  tables: readonly Table[],
  name: string,
  address: string,
): readonly Found[] | NotFound {
  const table = tableNamed(tables, name);
  if (!table) {
    const alike = tables.filter(
      ({ id, name: own }) => id.startsWith(`${name}-`) || own.startsWith(name),
    );
    const known = (alike.length > 1 ? alike : tables).map(({ id }) => id);
    const hint = alike.length > 1 ? `有几张：${known.join('、')}` : suggestion(name, known, '表');
    return { message: `没有“${name}”这张表`, hint };
  }
  const cells = labelled(table);
  const nameless = cells.filter(({ rowLabel, code }) => rowLabel === '' && code === undefined);
  // a label may hold a point itself, so every way of dividing is tried, the longest row first
  const steps = address.split(/[.．›]/).map((step) => step.trim());
  for (let n = steps.length; n > 0; n--) {
    const label = steps.slice(0, n).join('.');
    const rows =
      n > 1
        ? cells.filter(({ rowText }) => squeezed(rowText) === squeezed(label))
        : rowsNamed(cells, label);
    if (rows.length === 0) continue;
    const columns = steps.slice(n);
    const found = columns.length === 0 ? rows : columnsNamed(rows, columns);
    if (found.length > 0) return found.map((cell) => cellFound(table, cell));
    const known = [...new Set(rows.map((cell) => cell.columnPath.join('.')))];
    const column = columns.join('.');
    const message = `${table.id} 的“${label}”这一行没有“${column}”这一列`;
    return { message, hint: suggestion(column, known, '列') };
  }
  // a table of one row has no name for it, and a grand total may have none
  const columns = columnsNamed(nameless, steps);
  if (columns.length > 0) return columns.map((cell) => cellFound(table, cell));
  const known = [...new Set(cells.map((cell) => cell.rowText.trim() || cell.columnPath.join('.')))];
  const [row = ''] = steps;
  return { message: `${table.id} 没有“${row}”这一行`, hint: suggestion(row, known, '行') };
}

function rowsNamed(cells: readonly LabelledCell[], name: string): LabelledCell[] {
  const asked = plainLabel(name);
  const byCode = cells.filter(({ code }) => code === asked);
  if (byCode.length > 0) return byCode;
  const exact = cells.filter(({ rowLabel }) => rowLabel === asked);
  if (exact.length > 0) return exact;
  const both = cells.filter(({ code, rowLabel }) => `${code ?? ''}${rowLabel}` === asked);
  return both.length > 0 || asked.length < 2
    ? both
    : cells.filter(({ rowLabel }) => rowLabel.includes(asked));
}

function columnsNamed(cells: readonly LabelledCell[], steps: readonly string[]): LabelledCell[] {
  const asked = steps.map(plainLabel);
  const last = asked.at(-1) ?? '';
  const ways: ((cell: LabelledCell) => boolean)[] = [
    ({ columnPath }) => columnPath.join('.') === asked.join('.'),
    ({ columnPath }) =>
      asked.every((step) => columnPath.includes(step)) && columnPath.at(-1) === last,
    ({ columnPath }) => asked.every((step) => columnPath.includes(step)),
    ({ columnPath }) => asked.every((step) => columnPath.some((head) => head.includes(step))),
  ];
  for (const way of ways) {
    const found = cells.filter(way);
    // of 合计 and 基本支出.合计 the shorter is meant
    const shortest = Math.min(...found.map(({ columnPath }) => columnPath.length));
    if (found.length > 0) return found.filter(({ columnPath }) => columnPath.length === shortest);
  }
  return [];
}

/** @param cell one of those that the table's own labels name */
export function cellFound(table: Table, cell: LabelledCell): CellFound {
  return {
    kind: 'cell',
    table,
    cell,
    parts: partsOf(table, labelled(table), cell),
    text: cellText(cell.content),
    figure: cell.figure,
    ...(cell.content.kind === 'number' && cell.content.money ? { money: cell.content.money } : {}),
  };
}

/** Cells of the same column in the rows that a cell's row adds up. */
function partsOf(
  table: Table,
  cells: readonly LabelledCell[],
  { row, col }: LabelledCell,
): LabelledCell[] {
  const first = table.headerRows;
  const rows = new Set(partsInTree(table.levels, row - first).map((at) => at + first));
  return cells.filter((cell) => cell.col === col && rows.has(cell.row));
}

// ---- figures and sentences

const squeezed = (text: string): string => text.replace(/\s/g, '');
const plain = (text: string): string => text.replace(/[\s,，]/g, '');
const isFigure = (text: string): boolean => /^-?[\d,]+(\.\d+)?([万亿]?元|%)?$/.test(text);

/** Cells that show a figure. */
function printedCells(tables: readonly Table[], asked: string): Found[] {
  const wanted = plain(asked).replace(/[万亿]?元$/, '');
  return tables.flatMap((table) => {
    const cells = labelled(table);
    return cells
      .filter(({ content }) => plain(cellText(content)).replace(/[万亿]?元$/, '') === wanted)
      .map((cell) => cellFound(table, cell));
  });
}

/** Figures of the sentences that say something; those named in the question, if it names any. */
function findSentences(parts: NonNullable<Edition['parts']>, asked: string): SentenceFound[] {
  const wanted = plain(asked);
  if (wanted.length < 2) return [];
  return allSentences(parts).flatMap(({ place, sentence }) => {
    const text = plain(sentence.text);
    const start = text.indexOf(wanted);
    // 35.95 is no part of 4,335.95
    const cut = /^\d/.test(wanted) && /[\d.]/.test(text.charAt(start - 1));
    if (start < 0 || cut) return [];
    const inside = sentence.figures.filter(({ at, shown }) => {
      const from = plain(sentence.text.slice(0, at)).length;
      const to = from + plain(shown.text).length;
      return from < start + wanted.length && to > start;
    });
    const meant = inside.length > 0 ? inside : sentence.figures;
    return meant.flatMap(({ shown: { text, figure } }): SentenceFound[] =>
      figure ? [{ kind: 'sentence', place, sentence: sentence.text, text, figure }] : [],
    );
  });
}
