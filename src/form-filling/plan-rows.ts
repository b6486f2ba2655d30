/** Where rows are put into a form for lists that are longer than its room, and taken out for shorter ones. */
import { addressOf, placeOf } from '../workbook/cells.js';
import type { Grid } from '../workbook/grids.js';
import { movedRow, type RowShift } from '../workbook/row-shift.js';
import type { ListPair } from './pair-rows.js';

/** A place for a row of a list. */
export interface Place {
  /** After rows have moved, from 1. */
  readonly to: number;
  /** Of the form's grid; undefined of a row that is put in. */
  readonly row: number | undefined;
  /** The row of the grid that it looks like. */
  readonly like: number;
}

/** Rows and columns of the form, after rows have moved: rows from 1, columns from 0, both ends included. */
export interface Block {
  readonly rows: readonly [first: number, last: number];
  readonly cols: readonly [first: number, last: number];
}

/** More are in no list of a department. */
const MOST_PUT_IN = 1_000;

/**
 * @param lists of the form's sheet
 * @param shiftProblem why its rows cannot be moved; asked only where they must
 * @returns in Chinese why there is no room
 */
export function planRows(
  lists: readonly ListPair[],
  grid: Grid,
  shiftProblem: () => string | undefined,
): RowPlan | { readonly problem: string } {
  const short = new Map<number, { count: number; rooms: (readonly number[])[] }>();
  for (const list of lists) {
    const missing = rowsOf(list).length - list.room.length;
    const known = short.get(list.end) ?? { count: 0, rooms: [] };
    known.rooms.push(list.room);
    known.count = Math.max(known.count, missing);
    short.set(list.end, known);
  }
  const numberOf = (row: number) => fileRow(grid, row);
  const shifts: (RowShift & { readonly end: number })[] = [];
  for (const [end, { count, rooms }] of short) {
    if (count <= 0) continue;
    if (count > MOST_PUT_IN)
      return { problem: `清单比官方表多 ${count} 行，请先在官方表里插入空行` };
    const put = placeToPutIn(end, rooms);
    if (!put) return { problem: `清单有 ${count} 行，官方表里没有放它们的行` };
    shifts.push({ at: numberOf(put.at), count, like: numberOf(put.like), end });
  }
  if (shifts.length > 0) {
    const problem = shiftProblem();
    if (problem !== undefined) return { problem: `清单比官方表的行多，要插入行，但${problem}` };
  }
  const spare = lists.flatMap((list) => spareRows(list, numberOf));
  const out = spare.length > 0 && shiftProblem() === undefined ? spare : [];
  return new RowPlan(grid, shifts, out);
}

const rowsOf = ({ rows }: ListPair): number[] => [...new Set(rows.map(({ row }) => row))];

/** Before the last row of the room, so that sums over it and what is merged beside it grow. */
function placeToPutIn(
  end: number,
  rooms: readonly (readonly number[])[],
): { at: number; like: number } | undefined {
  const longest = rooms.reduce((most, one) => (one.length > most.length ? one : most), []);
  const last = longest.at(-1);
  if (last === undefined) return undefined;
  if (longest.length > 1 && last === end - 1) return { at: last, like: longest.at(-2) ?? last };
  return { at: last + 1, like: last };
}

/** Rows of a list that a shorter one leaves over, where all of the room was in use: a form with blanks keeps them. */
function spareRows(list: ListPair, numberOf: (row: number) => number): RowShift[] {
  const { room, standing, beside } = list;
  const count = rowsOf(list).length;
  const used = new Set(standing.map(({ row }) => row));
  if (beside || count === 0 || room.length <= count || room.some((row) => !used.has(row)))
    return [];
  // the last one stays: it may have the line below the list
  const [first, last] = [room[count - 1] ?? 0, room.at(-2) ?? 0];
  const [from, to] = [numberOf(first), numberOf(last)];
  const whole = last - first === room.length - 1 - count && to - from === last - first;
  return whole ? [{ at: from, count: from - to - 1, like: from }] : [];
}

const fileRow = ({ numbers }: Grid, row: number): number =>
  numbers[row] ?? (numbers.at(-1) ?? 0) + row - numbers.length + 1;

export class RowPlan {
  readonly shifts: readonly RowShift[];

  constructor(
    private readonly grid: Grid,
    private readonly putIn: readonly (RowShift & { readonly end: number })[],
    takenOut: readonly RowShift[],
  ) {
    this.shifts = [...putIn, ...takenOut].map(({ at, count, like }) => ({ at, count, like }));
  }

  /** Where a row of the grid goes, from 1; where it is taken out, where it was. */
  moved(row: number): number {
    const number = fileRow(this.grid, row);
    return movedRow(number, this.shifts) ?? number;
  }

  /** The address of a place of the form's grid before rows move. */
  addressOf(row: number, col: number): string {
    return addressOf(fileRow(this.grid, row), col);
  }

  /** The room of a list, with the rows that are put in for it, from the top. */
  roomOf({ room, end }: ListPair): Place[] {
    const kept = room.flatMap((row): Place[] => {
      const to = movedRow(fileRow(this.grid, row), this.shifts);
      return to === undefined ? [] : [{ to, row, like: row }];
    });
    const put = this.putIn.filter((one) => one.end === end);
    const made = put.flatMap(({ at, count, like }) => {
      const first = (movedRow(at, this.shifts) ?? at) - count;
      const model = this.grid.numbers.indexOf(like);
      return Array.from({ length: count }, (_, i) => ({
        to: first + i,
        row: undefined,
        like: Math.max(0, model),
      }));
    });
    return [...kept, ...made].sort((a, b) => a.to - b.to);
  }

  /**
   * What merged ranges there are to be: rows that are put in are merged as those that they look like, and in
   * lists those over several rows are as wanted.
   * @param lists where they stand
   * @param anchors first cells of those that are wanted
   * @returns undefined where they stay as they are
   */
  mergesWith(
    lists: readonly Block[],
    anchors: ReadonlySet<string>,
    wanted: readonly string[],
  ): ((ranges: readonly string[]) => readonly string[]) | undefined {
    if (lists.length === 0) return undefined;
    return (ranges) => {
      const isOld = (range: string): boolean => {
        const { from, to } = rangeOf(range);
        if (anchors.has(range.split(':')[0] ?? '')) return true;
        return (
          to.row > from.row &&
          lists.some(
            ({ rows, cols }) =>
              from.row + 1 >= rows[0] &&
              to.row + 1 <= rows[1] &&
              from.col >= cols[0] &&
              to.col <= cols[1],
          )
        );
      };
      const kept = ranges.filter((range) => wanted.includes(range) || !isOld(range));
      const flat = this.putIn.flatMap(({ at, count, like }) => {
        const first = (movedRow(at, this.shifts) ?? at) - count;
        const model = (movedRow(like, this.shifts) ?? like) - 1;
        const own = kept
          .map(rangeOf)
          .filter(({ from, to }) => from.row === model && to.row === model);
        return Array.from({ length: count }, (_, i) => first + i).flatMap((row) =>
          own.map(({ from, to }) => `${addressOf(row, from.col)}:${addressOf(row, to.col)}`),
        );
      });
      return [...new Set([...kept, ...flat, ...wanted])];
    };
  }
}

function rangeOf(range: string) {
  const [first, last = first] = range.split(':');
  return { from: placeOf(first), to: placeOf(last) };
}
