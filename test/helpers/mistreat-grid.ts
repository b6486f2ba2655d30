/** What people do to a worksheet before they hand it on: each makes another grid of one. */
import { Decimal } from '../../src/model/money.js';
import { type Area, blankAt, mapAreas } from '../../src/workbook/cells.js';
import type { Grid } from '../../src/workbook/grids.js';

const numbered = (grid: Grid, rows: Grid['rows']): Grid => ({
  ...grid,
  rows,
  numbers: rows.map((_, r) => r + 1),
});

/** Rows inserted, with a note in the first of them. */
export function withRowsAbove(grid: Grid, at: number, count: number, note = ''): Grid {
  const moved = mapAreas(grid.rows, (area) =>
    area.row >= at
      ? { ...area, row: area.row + count }
      : area.row + area.rowSpan > at
        ? { ...area, rowSpan: area.rowSpan + count }
        : area,
  );
  const width = moved[0]?.length ?? 0;
  const inserted = Array.from({ length: count }, (_, r) =>
    Array.from({ length: width }, (_, c): Area => {
      const above = moved[at - 1]?.[c];
      // a merged range that goes on below goes through what is inserted
      if (above && above.row + above.rowSpan > at) return above;
      const text = r === 0 && c === 0 ? note : '';
      return { ...blankAt(at + r, c), text };
    }),
  );
  return numbered(grid, [...moved.slice(0, at), ...inserted, ...moved.slice(at)]);
}

/** Every merged range is parted: what it says stands in its first place alone. */
export const unmerged = (grid: Grid): Grid =>
  numbered(
    grid,
    grid.rows.map((row, r) =>
      row.map((area, c) =>
        area.row === r && area.col === c
          ? { ...area, rowSpan: 1, colSpan: 1 }
          : { ...blankAt(r, c), bordered: area.bordered },
      ),
    ),
  );

/** Columns in another order; each must not be part of a merged range, but for one over all that are moved. */
export function withColumnsSwapped(grid: Grid, one: number, other: number): Grid {
  const order = (grid.rows[0] ?? []).map((_, c) => (c === one ? other : c === other ? one : c));
  return numbered(
    grid,
    grid.rows.map((row) =>
      order.map((from, c) => {
        const area = row[from] as Area;
        return area.colSpan === 1 ? { ...area, col: c } : (row[c] as Area);
      }),
    ),
  );
}

/** A column that someone added for his own use. */
export function withColumn(grid: Grid, at: number, text: (row: number) => string): Grid {
  const moved = mapAreas(grid.rows, (area) =>
    area.col >= at
      ? { ...area, col: area.col + 1 }
      : area.col + area.colSpan > at
        ? { ...area, colSpan: area.colSpan + 1 }
        : area,
  );
  const rows = moved.map((row, r) => {
    const before = row[at - 1];
    const own =
      before && before.col + before.colSpan > at ? before : { ...blankAt(r, at), text: text(r) };
    return [...row.slice(0, at), own, ...row.slice(at)];
  });
  return numbered(grid, rows);
}

/** Labels typed anew: line breaks and blanks in them, brackets of the other width. */
export const typedAnew = (grid: Grid, labels: ReadonlySet<string>): Grid =>
  numbered(
    grid,
    mapAreas(grid.rows, (area) => {
      const { text } = area;
      if (!labels.has(text)) return area;
      const other = text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':');
      const parted = other.length > 3 ? `${other.slice(0, 2)}\n${other.slice(2)}` : other;
      return { ...area, text: ` ${parted.replaceAll('、', '、 ')}　` };
    }),
  );

/** Amounts in another unit, with the line that says it. */
export const inOtherUnit = (grid: Grid, from: string, to: string, times: number): Grid =>
  !grid.rows.flat().some(({ text }) => text.includes(`单位：${from}`))
    ? grid
    : numbered(
        grid,
        mapAreas(grid.rows, (area) => {
          const { exact: _exact, ...plain } = area;
          const { amount, text } = area;
          if (text.includes(`单位：${from}`))
            return { ...area, text: text.replace(`单位：${from}`, `单位：${to}`) };
          // 30万元 says its unit itself
          if (!amount || amount.percent || behind(text)) return area;
          const value = amount.value.times(times);
          const decimals = value.decimalPlaces();
          return { ...plain, text: value.toFixed(), amount: { ...amount, value, decimals } };
        }),
      );

/** What a number shows behind it. */
const behind = (text: string): string => /^-?[\d,.]+(\D*)$/.exec(text)?.[1] ?? '';

/** Numbers that were pasted as texts, with separators, some of them in full width. */
export const asTexts = (grid: Grid): Grid =>
  numbered(
    grid,
    mapAreas(grid.rows, (area) => {
      const { amount, text } = area;
      if (!amount || text === '') return area;
      const plain = new Decimal(amount.value).toFixed(amount.decimals);
      const [whole = '', fraction] = plain.split('.');
      const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
      const number = fraction === undefined ? parted : `${parted}.${fraction}`;
      const typed = behind(text) ? `${number}${behind(text)}` : `${number} `;
      const wide = area.row % 2 === 0 && !behind(text);
      const { amount: _amount, exact: _exact, ...rest } = area;
      return {
        ...rest,
        text: wide ? typed.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))) : typed,
      };
    }),
  );
