/** Pure arithmetic of grids: drafts of rows put side by side, merged, and laid out. */
import { COUNTS, type Counts } from '../forms/template.js';
import type { Align, Cell, CellName, Content } from './table.js';

export interface Draft {
  readonly name?: CellName;
  readonly col: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly content: Content;
  readonly align: Align;
  readonly bold: boolean;
  readonly indent: number;
  /** Tree level of the row that it was made from. */
  readonly level: number;
  /** Line or column number, filled in when the table is laid out. */
  readonly ordinal: Counts | undefined;
  /** Heads a column that is left out where nothing stands in it. */
  readonly optional: boolean;
}
export type DraftRow = readonly Draft[];

/** Moves a row's cells to the right. */
export function shift(row: DraftRow, by: number): Draft[] {
  return row.map((cell) => ({ ...cell, col: cell.col + by }));
}

function textOf(content: Content | undefined): string | undefined {
  return content?.kind === 'text' ? content.text : undefined;
}

/**
 * Makes one cell of neighbours below each other that are as wide and show the same text, column by
 * column; a column further right only merges where the columns before it did.
 * @param columns grid columns to merge, left to right
 */
export function mergeEqual(rows: readonly DraftRow[], columns: readonly number[]): Draft[][] {
  const out = rows.map((row) => [...row]);
  let groups: number[][] = [rows.map((_, i) => i)];
  for (const column of columns) {
    const next: number[][] = [];
    for (const members of groups) {
      let run: number[] = [];
      const close = () => {
        const first = run[0];
        if (first !== undefined && run.length > 1) {
          const index = out[first]?.findIndex((cell) => cell.col === column) ?? -1;
          const head = out[first]?.[index];
          if (head) {
            out[first]?.splice(index, 1, { ...head, rowSpan: run.length });
            for (const i of run.slice(1))
              out[i] = (out[i] ?? []).filter((cell) => cell.col !== column);
          }
        }
        if (run.length > 0) next.push(run);
        run = [];
      };
      let last: Draft | undefined;
      for (const i of members) {
        const cell = rows[i]?.find((one) => one.col === column);
        const text = cell && cell.rowSpan === 1 ? textOf(cell.content) : undefined;
        const same =
          text !== '' && last?.colSpan === cell?.colSpan && text === textOf(last?.content);
        if (run.length > 0 && (text === undefined || !same)) close();
        run.push(i);
        last = text === undefined ? undefined : cell;
      }
      close();
    }
    groups = next;
  }
  return out;
}

/** Numbers lines down one column after the other, columns from left to right. */
function numberOrdinals(rows: readonly DraftRow[]): DraftRow[] {
  const places = rows.flatMap((row, r) => row.map((draft) => ({ draft, r })));
  const numbers = new Map<Draft, number>();
  const down = (a: Place, b: Place) => a.draft.col - b.draft.col || a.r - b.r;
  const across = (a: Place, b: Place) => a.r - b.r || a.draft.col - b.draft.col;
  for (const kind of COUNTS) {
    const own = places.filter(({ draft }) => draft.ordinal === kind);
    own
      .sort(kind === '栏' ? across : down)
      .filter((place, i) => isCounted(place, own[i + 1], kind))
      .forEach(({ draft }, i) => {
        numbers.set(draft, i + 1);
      });
  }
  return rows.map((row) =>
    row.map((draft) => {
      const n = numbers.get(draft);
      return n === undefined ? draft : { ...draft, content: { kind: 'text', text: String(n) } };
    }),
  );
}

interface Place {
  readonly draft: Draft;
  readonly r: number;
}

/** @param next the line below it */
function isCounted({ draft }: Place, next: Place | undefined, kind: Counts): boolean {
  if (kind === '行' || kind === '栏') return true;
  const holds = next?.draft.col === draft.col && next.draft.level > draft.level;
  return draft.level >= 0 && !(kind === '末级' && holds);
}

/**
 * Columns headed by optional cells under which nothing stands.
 * @param nothing what counts as nothing
 */
export function emptyColumns(
  rows: readonly DraftRow[],
  nothing: (content: Content) => boolean = isBlank,
): number[] {
  const drafts = rows.flat();
  const heads = new Set(drafts.filter((one) => one.optional).map((one) => one.col));
  return [...heads].filter((col) =>
    drafts.every(
      (one) => one.col !== col || one.colSpan > 1 || one.optional || nothing(one.content),
    ),
  );
}

export function isBlank(content: Content): boolean {
  return content.kind === 'blank' || (content.kind === 'text' && content.text === '');
}

/** Rows without some grid columns; cells that span them become narrower. */
export function dropColumns(rows: readonly DraftRow[], gone: readonly number[]): DraftRow[] {
  if (gone.length === 0) return [...rows];
  const within = (from: number, to: number) => gone.filter((c) => c >= from && c < to).length;
  return rows.map((row) =>
    row.flatMap((draft) => {
      const colSpan = draft.colSpan - within(draft.col, draft.col + draft.colSpan);
      return colSpan === 0 ? [] : [{ ...draft, col: draft.col - within(0, draft.col), colSpan }];
    }),
  );
}

/** Rows of a header without those in which no cell begins; cells that span them become shorter. */
export function dropEmptyRows(rows: readonly DraftRow[]): DraftRow[] {
  const within = (from: number, to: number) =>
    rows.slice(from, to).filter((row) => row.length === 0).length;
  return rows.flatMap((row, r) =>
    row.length === 0
      ? []
      : [row.map((draft) => ({ ...draft, rowSpan: draft.rowSpan - within(r, r + draft.rowSpan) }))],
  );
}

/** Rows of cells → positioned cells; places that nothing covers become blank cells. */
export function layOut(rows: readonly DraftRow[], width: number): Cell[] {
  const covered = rows.map(() => new Array<boolean>(width).fill(false));
  const cells: Cell[] = [];
  const drafts = numberOrdinals(rows);
  drafts.forEach((row, r) => {
    for (const { level: _level, ordinal: _ordinal, optional: _optional, ...draft } of row) {
      const rowSpan = Math.min(draft.rowSpan, rows.length - r);
      cells.push({ ...draft, row: r, rowSpan });
      for (let y = r; y < r + rowSpan; y++) {
        const line = covered[y];
        if (line) line.fill(true, draft.col, draft.col + draft.colSpan);
      }
    }
  });
  covered.forEach((line, r) => {
    line.forEach((taken, c) => {
      if (!taken) {
        cells.push({
          row: r,
          col: c,
          rowSpan: 1,
          colSpan: 1,
          content: { kind: 'blank' },
          align: 'center',
          bold: false,
          indent: 0,
        });
      }
    });
  });
  return cells.sort((a, b) => a.row - b.row || a.col - b.col);
}
