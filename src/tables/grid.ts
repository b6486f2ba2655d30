/** Pure arithmetic of grids: drafts of rows put side by side, merged, and laid out. */
import type { Align, Cell, Content } from './table.js';

export interface Draft {
  readonly col: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly content: Content;
  readonly align: Align;
  readonly bold: boolean;
  readonly indent: number;
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

/** Rows of cells → positioned cells; places that nothing covers become blank cells. */
export function layOut(rows: readonly DraftRow[], width: number): Cell[] {
  const covered = rows.map(() => new Array<boolean>(width).fill(false));
  const cells: Cell[] = [];
  rows.forEach((row, r) => {
    for (const draft of row) {
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
