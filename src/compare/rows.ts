/**
 * A table's cells by the names that people give them, so that cells of two editions meet whatever
 * rows stand between them.
 */
import { columnPaths, labelled } from '../tables/labels.js';
import { cellText, type Table } from '../tables/table.js';
import { shownOf } from './amounts.js';
import type { Shown } from './comparison.js';

/** A cell of the body with its names. */
export interface Spot {
  /** The same in both editions; unique in its table. */
  readonly key: string;
  readonly rowKey: string;
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
  const texts = textsByLine(table);
  const chains = chainsOf(table);
  const labelsOf = new Map<number, Set<string>>();
  for (const { row, rowText, code } of figures) {
    const own = labelsOf.get(row) ?? new Set();
    labelsOf.set(row, own.add(rowText).add(code ?? ''));
  }
  const drafts = figures.map((cell) => {
    const chain = chains.get(cell.row) ?? '';
    return {
      rowKey: relative(`${chain}${cell.code ?? cell.rowLabel}`),
      row: cell.rowText.replace(/\s+/g, ''),
      code: cell.code,
      column: cell.columnPath.join(WITHIN),
      columnKey: relative(cell.columnPath.join(WITHIN)),
      level: cell.level,
      line: cell.row,
      shown: shownOf(cell.content),
    };
  });
  const lines = linesOf(drafts);
  const seen = new Map<string, number>();
  const unique = (rowKey: string, columnKey: string) => {
    const key = `${rowKey}\n${columnKey}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times > 1 ? `${key}\n${times}` : key;
  };
  const headings = columnPaths(table).map((path) => path.join(WITHIN));
  const spots = drafts.map((draft): Spot => {
    // rows that share a name are told apart by what else stands in them
    const several = (lines.get(`${draft.rowKey}\n${draft.columnKey}`) ?? 0) > 1;
    const rest = several ? (texts.get(draft.line) ?? []).map(({ text }) => text).join('|') : '';
    const rowKey = several ? `${draft.rowKey}|${rest}` : draft.rowKey;
    return { ...draft, rowKey, key: unique(rowKey, draft.columnKey) };
  });
  const first = new Map([...spots].reverse().map((spot) => [spot.line, spot]));
  const textSpots = [...first.values()].flatMap((spot) =>
    (texts.get(spot.line) ?? [])
      .filter(({ text, col }) => !labelsOf.get(spot.line)?.has(text) && headings[col] !== '')
      .map(({ text, col }): Spot => {
        const column = headings[col] ?? '';
        const columnKey = relative(column);
        return { ...spot, column, columnKey, key: unique(spot.rowKey, columnKey), shown: { text } };
      }),
  );
  const textRows = [...texts]
    .filter(([line]) => !first.has(line))
    .map(
      ([line, cells]): TextRow => ({
        line,
        cells: cells.map(({ col, text }) => ({ col, text, column: headings[col] ?? '' })),
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
  drafts: readonly { rowKey: string; columnKey: string; line: number }[],
): ReadonlyMap<string, number> {
  const lines = new Map<string, Set<number>>();
  for (const { rowKey, columnKey, line } of drafts) {
    const key = `${rowKey}\n${columnKey}`;
    lines.set(key, (lines.get(key) ?? new Set()).add(line));
  }
  return new Map([...lines].map(([key, own]) => [key, own.size]));
}

interface TextCell {
  readonly col: number;
  readonly text: string;
}

/** Texts of the body that are no figures, line by line. */
function textsByLine({ cells, headerRows }: Table): Map<number, TextCell[]> {
  const out = new Map<number, TextCell[]>();
  for (const cell of cells) {
    if (cell.row < headerRows || cell.content.kind !== 'text' || cell.content.figure) continue;
    const text = cellText(cell.content).trim();
    if (text === '') continue;
    const own = out.get(cell.row);
    if (own) own.push({ col: cell.col, text });
    else out.set(cell.row, [{ col: cell.col, text }]);
  }
  return new Map([...out].sort(([a], [b]) => a - b));
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
    const told = /^\d+$/.test(name) && name.startsWith(parent?.name ?? '');
    const chain =
      parent && !told ? `${parent.chain}${parent.name}${WITHIN}` : (parent?.chain ?? '');
    out.set(line, chain);
    above.push({ level, name, chain });
  });
  return out;
}

/** Everything that a row of texts says. */
export const rowText = ({ cells }: TextRow): string => cells.map(({ text }) => text).join('\n');

/** What a cell of a row of texts is about: its heading, or the text before it. */
export function besides({ cells }: TextRow, col: number, heading: string): string {
  if (heading !== '') return heading;
  return cells.filter((cell) => cell.col < col).at(-1)?.text ?? '';
}
