/** Where figures were written, in words: `第 12、15–20 行，共 36 处`, of a workbook `基本支出!D12、D15–D20，共 7 处`. */
import { grouped } from './grouped.js';
import type { CellPlace, Sides, Span } from './model/money.js';

/** More pieces than these are too many to read. */
const MOST_RUNS = 6;
/** Lines between two pieces that are still told as one. */
const SMALL_GAP = 8;

type Run = readonly [first: number, last: number];

/** What tells one place of one file from another: by its cell, or by its characters. */
export const placeId = ({ file, start, end, cell }: Omit<Span, 'line' | 'column'>): string =>
  cell ? `${file}\n${cellText(cell)}` : `${file}\n${start}\n${end}`;

/** `基本支出!D12` */
export const cellText = ({ sheet, address }: CellPlace): string => `${sheet}!${address}`;

/** One place, spoken of within its file: `第 12 行`, `基本支出!D12`; empty of the file as a whole. */
export const pointText = ({ line, cell }: Pick<Span, 'line' | 'cell'>): string =>
  cell ? cellText(cell) : line > 0 ? `第 ${line} 行` : '';

/** Places within one file, in their order: `第 3、5 行`, `基本支出!D12–D211`. */
export const pointsText = (places: readonly Pick<Span, 'line' | 'cell'>[]): string =>
  places.some(({ cell }) => cell)
    ? cellsText(places.flatMap(({ cell }) => cell ?? []))
    : `第 ${places.map(({ line }) => line).join('、')} 行`;

/**
 * The lines of some places, those of one file together; empty where nothing was written.
 * @param file the file that is spoken of: its places are told without its name, and first
 * @param nameOf how another file is called
 */
export function where(
  sources: readonly Span[],
  file: string,
  nameOf: (file: string) => string = (name) => name,
): string {
  const byFile = grouped(distinct(sources), (span) => span.file);
  const own = byFile.get(file);
  byFile.delete(file);
  const others = [...byFile].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(own ? [lines(own)] : []),
    ...others.map(([name, spans]) => `${nameOf(name)} ${lines(spans)}`),
  ].join('，另 ');
}

/**
 * The places of both sides of a relation; undefined where a diagnostic's own line tells them all.
 * @param at the place that is shown anyway
 */
export function involved(
  { left, right }: Sides,
  at: Pick<Span, 'file' | 'line' | 'cell'>,
): string | undefined {
  const elsewhere = [...left.figure.sources, ...right.figure.sources].some(
    ({ file, line, cell }) =>
      line > 0 &&
      (file !== at.file || pointText({ line, ...(cell ? { cell } : {}) }) !== pointText(at)),
  );
  if (!elsewhere) return undefined;
  const told = [left, right].flatMap(({ name, figure }) => {
    const places = where(figure.sources, at.file);
    return places === '' ? [] : [`${name} ${places}`];
  });
  return `涉及：${told.join('；')}`;
}

/** Each place once, in the order of the file; a whole file is no place in it. */
function distinct(sources: readonly Span[]): Span[] {
  const seen = new Map<string, Span>();
  for (const span of sources) {
    if (span.line > 0) seen.set(placeId(span), span);
  }
  return [...seen.values()].sort((a, b) => a.start - b.start);
}

function lines(spans: readonly Span[]): string {
  const cells = spans.flatMap(({ cell }) => cell ?? []);
  if (cells.length > 0)
    return `${cellsText(cells)}${spans.length > 1 ? `，共 ${spans.length} 处` : ''}`;
  const all = joined(runs([...new Set(spans.map(({ line }) => line))].sort((a, b) => a - b)));
  const told = all
    .slice(0, MOST_RUNS)
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join('、');
  return `第 ${told} 行${all.length > MOST_RUNS ? '等' : ''}${spans.length > 1 ? `，共 ${spans.length} 处` : ''}`;
}

/** Cells by sheet, those below each other as one: `基本支出!D12、D15–D20，项目支出!C3`. */
function cellsText(cells: readonly CellPlace[]): string {
  const sheets = [...grouped(cells, ({ sheet }) => sheet)].map(([sheet, own]) => {
    const columns = grouped(own, ({ address }) => address.replace(/\d+$/, ''));
    const all = [...columns].flatMap(([column, below]) => {
      const rows = below.map(({ address }) => Number(address.slice(column.length)));
      const together = runs([...new Set(rows)].sort((a, b) => a - b));
      return together.map(([first, last]) =>
        first === last ? `${column}${first}` : `${column}${first}–${column}${last}`,
      );
    });
    return `${sheet}!${all.slice(0, MOST_RUNS).join('、')}${all.length > MOST_RUNS ? ' 等' : ''}`;
  });
  return `${sheets.slice(0, MOST_RUNS).join('，')}${sheets.length > MOST_RUNS ? ' 等' : ''}`;
}

function runs(sorted: readonly number[]): Run[] {
  const out: Run[] = [];
  for (const line of sorted) {
    const last = out.at(-1);
    if (last && line === last[1] + 1) out[out.length - 1] = [last[0], line];
    else out.push([line, line]);
  }
  return out;
}

/** Runs with nothing but a heading and a comment between them as one. */
function joined(all: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of all) {
    const last = out.at(-1);
    if (last && all.length > MOST_RUNS && run[0] - last[1] <= SMALL_GAP)
      out[out.length - 1] = [last[0], run[1]];
    else out.push(run);
  }
  return out;
}
