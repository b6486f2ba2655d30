/**
 * A table's cells by the names that people give them, so that cells of two editions meet whatever
 * rows stand between them.
 */

import { columnPaths, labelled, partColumns } from '../../tables/labels.js';
import { cellText, type Table } from '../../tables/table.js';
import type { Shown } from '../open/edition.js';
import { shownOf } from './amounts.js';

/** A cell of the body with its names. */
export interface Spot {
  /** The same in both editions; unique in its table. */
  readonly key: string;
  /** The same in both editions: the row's code or name, with more where other rows share it. */
  readonly rowKey: string;
  /** The row's code or name behind those of the rows above it. */
  readonly rowPath: string;
  readonly row: string;
  readonly code: string | undefined;
  readonly column: string;
  readonly columnKey: string;
  /** Tree level of the row. */
  readonly level: number | undefined;
  /** Grid row. */
  readonly line: number;
  readonly shown: Shown;
}

/** A row of texts alone. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly {
    readonly col: number;
    readonly column: string;
    readonly text: string;
  }[];
}

export interface Named {
  readonly spots: readonly Spot[];
  readonly textRows: readonly TextRow[];
  /** Headings of the columns in which something stands, each once. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Headings as they are told, from top to bottom. */
export const WITHIN = ' › ';

/**
 * @param year that the table is of: years are told from it, so that tables of two years meet;
 * undefined where they are told as they are
 */
export function nameCells(table: Table, year: number | undefined): Named {
  const relative = (text: string) =>
    year === undefined
      ? text
      : text.replace(/(?<!\d)20\d\d(?!\d)/g, (found) => `{${Number(found) - year}}`);
  const figures = labelled(table);
  const paths = columnPaths(table);
  const headings = paths.map((path) => path.join(WITHIN));
  const chains = chainsOf(table);
  const labelsOf = new Map<number, Set<string>>();
  const codes = new Map(figures.map(({ row, code = '' }) => [row, code]));
  for (const { row, rowText, code } of figures) {
    const own = labelsOf.get(row) ?? new Set();
    labelsOf.set(row, own.add(rowText).add(code ?? ''));
  }
  const parts = partColumns(paths);
  const texts = textsByLine(
    table,
    headings,
    ({ line, col, text }) =>
      (parts.has(col) && codes.get(line)?.includes(text) === true) ||
      (codes.has(line) && isLineNumber(table, text, headings[col] ?? '')),
  );
  const drafts = figures.map((cell) => {
    const name = cell.code ?? cell.rowLabel;
    return {
      rowKey: relative(name),
      rowPath: relative(`${chains.get(cell.row) ?? ''}${name}`),
      row: cell.rowText.replace(/\s+/g, ''),
      code: cell.code,
      column: cell.columnPath.join(WITHIN),
      columnKey: relative(cell.columnPath.join(WITHIN)),
      level: cell.level,
      line: cell.row,
      shown: shownOf(cell.content),
    };
  });
  const lines = { rowKey: linesOf(drafts, 'rowKey'), rowPath: linesOf(drafts, 'rowPath') };
  const seen = new Map<string, number>();
  const unique = (rowKey: string, columnKey: string) => {
    const key = `${rowKey}\n${columnKey}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times > 1 ? `${key}\n${times}` : key;
  };
  const spots = drafts.map((draft): Spot => {
    // rows that share a name are told apart by what stands above them, then by what else stands in them
    const several = (name: 'rowKey' | 'rowPath') =>
      (lines[name].get(`${draft[name]}\n${draft.columnKey}`) ?? 0) > 1;
    const rest = (texts.get(draft.line) ?? []).map(({ text }) => text).join('|');
    const rowKey = !several('rowKey')
      ? draft.rowKey
      : several('rowPath')
        ? `${draft.rowPath}|${rest}`
        : draft.rowPath;
    return { ...draft, rowKey, key: unique(rowKey, draft.columnKey) };
  });
  const first = new Map([...spots].reverse().map((spot) => [spot.line, spot]));
  const textSpots = [...first.values()].flatMap((spot) =>
    (texts.get(spot.line) ?? [])
      .filter(({ text }) => !labelsOf.get(spot.line)?.has(text))
      .map(({ text, col, column }): Spot => {
        const columnKey = column === '' ? `第${col + 1}列` : relative(column);
        return { ...spot, column, columnKey, key: unique(spot.rowKey, columnKey), shown: { text } };
      }),
  );
  const textRows = [...texts]
    .filter(([line]) => !first.has(line))
    .map(
      ([line, cells]): TextRow => ({
        line,
        cells,
      }),
    );
  return {
    spots: [...spots, ...textSpots].sort((a, b) => a.line - b.line),
    textRows,
    columns: new Map(
      headings.filter((heading) => heading !== '').map((heading) => [relative(heading), heading]),
    ),
  };
}

/** In how many lines a name of a row stands, by the column. */
function linesOf(
  drafts: readonly Pick<Spot, 'rowKey' | 'rowPath' | 'columnKey' | 'line'>[],
  name: 'rowKey' | 'rowPath',
): ReadonlyMap<string, number> {
  const lines = new Map<string, Set<number>>();
  for (const draft of drafts) {
    const key = `${draft[name]}\n${draft.columnKey}`;
    lines.set(key, (lines.get(key) ?? new Set()).add(draft.line));
  }
  return new Map([...lines].map(([key, own]) => [key, own.size]));
}

interface TextCell {
  readonly col: number;
  /** Its heading: that of the table, in a form the bold text above it. */
  readonly column: string;
  readonly text: string;
}

/** Whether a text counts the lines of a list (序号, 行次): the number of a line tells of those before it. */
const isLineNumber = ({ headerRows }: Table, text: string, heading: string): boolean =>
  headerRows > 0 && /^\d+$/.test(text) && /^$|序号$/.test(heading);

/**
 * Texts of the body that are no figures, line by line.
 * @param isLabel of those that only say which line it is
 */
function textsByLine(
  { cells, headerRows }: Table,
  headings: readonly string[],
  isLabel: (cell: { line: number; col: number; text: string }) => boolean,
): Map<number, TextCell[]> {
  const out = new Map<number, TextCell[]>();
  const bold: string[] = [];
  for (const cell of [...cells].sort((a, b) => a.row - b.row || a.col - b.col)) {
    const { row, col, content } = cell;
    if (row < headerRows || content.kind !== 'text' || content.figure) continue;
    const text = cellText(content).trim();
    if (text === '' || isLabel({ line: row, col, text })) continue;
    const column = headings[col] || bold[col] || '';
    for (let x = col; cell.bold && x < col + cell.colSpan; x++) bold[x] = text;
    const own = out.get(row);
    if (own) own.push({ col, column, text });
    else out.set(row, [{ col, column, text }]);
  }
  return out;
}

/** For each row what stands above it in the tree, unless its own code tells that. */
function chainsOf(table: Table): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const cell of labelled(table))
    if (!names.has(cell.row)) names.set(cell.row, cell.code ?? cell.rowLabel);
  const out = new Map<number, string>();
  const above: { level: number; name: string; chain: string }[] = [];
  table.levels.forEach((level, i) => {
    const line = i + table.headerRows;
    const name = names.get(line);
    if (level === undefined || level < 0 || name === undefined) return;
    while ((above.at(-1)?.level ?? -1) >= level) above.pop();
    const parent = above.at(-1);
    const told = parent !== undefined && tellsAbove(name, parent.name);
    const chain =
      parent && !told ? `${parent.chain}${parent.name}${WITHIN}` : (parent?.chain ?? '');
    out.set(line, chain);
    above.push({ level, name, chain });
  });
  return out;
}

/** 类, 款, 项 of either classification. */
const SUBJECT = /^[2-5]\d\d(\d\d){0,2}$/;

/** Whether a code tells by itself what stands above it: a subject does, and a unit of a department. */
function tellsAbove(code: string, above: string): boolean {
  if (/^\d+$/.test(code) && code.startsWith(above)) return true;
  const subjects = SUBJECT.test(code) && SUBJECT.test(above);
  return subjects && code[0] === above[0] && code.length > above.length;
}

/** Everything that a row of texts says. */
export const rowText = ({ cells }: TextRow): string => cells.map(({ text }) => text).join('\n');

/** Headings of what a row of a form is about. */
const ABOUT = /指标名称|名称|品名|活动|事项|内容$/;

/** What a row of texts is about, as far as a cell of it is concerned. */
export function subjectOf({ cells }: TextRow, col: number): string | undefined {
  const before = cells.filter((cell) => cell.col < col);
  return (before.findLast(({ column }) => ABOUT.test(column)) ?? before[0])?.text;
}

/** What a cell of a row of texts is about: its heading, or the text before it. */
export function besides({ cells }: TextRow, col: number, heading: string): string {
  if (heading !== '') return heading;
  return cells.filter((cell) => cell.col < col).at(-1)?.text ?? '';
}
