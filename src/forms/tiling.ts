/** How the cells of a header or a grid of rows lie in their rectangle. */

/** Grid columns and rows that a cell spans. */
interface Spans {
  readonly cols: number;
  readonly rows: number;
}

const ACROSS = '这一行各格的“列”，连同上面各行跨下来的格，加起来不能多于列数';
const DOWN = '请改小这一格的“行”，或在下面补上一行';
const OVER = '上面有格用“行”跨到这里，这一行不要再写它占的列；也不能有格横跨它';
export const SHORT = '请补上缺的格（空的格写 ""），或改大“列”';

/** Grid columns that cells beside each other fill. */
export function widthOf(cells: readonly Pick<Spans, 'cols'>[]): number {
  return cells.reduce((n, { cols }) => n + cols, 0);
}

/**
 * Where each cell's left edge is: cells stand in the first free columns of their row, as in an HTML table.
 * @returns grid columns from 0, for each row one of each of its cells
 */
export function leftEdges(rows: readonly (readonly Spans[])[]): number[][] {
  const taken = rows.map(() => new Set<number>());
  return rows.map((cells, r) => {
    let col = 0;
    return cells.map(({ cols, rows: down }) => {
      while (taken[r]?.has(col)) col++;
      const left = col;
      col += cols;
      for (let y = r; y < r + down; y++) for (let x = left; x < col; x++) taken[y]?.add(x);
      return left;
    });
  });
}

/** The cells of a grid must cover each grid place exactly once; of each row, what is first wrong. */
export function tilingProblems(
  rows: readonly (readonly Spans[])[],
  width: number,
): { row: number; message: string; hint: string }[] {
  const taken = rows.map(() => new Array<boolean>(width).fill(false));
  const out: { row: number; message: string; hint: string }[] = [];
  rows.forEach((cells, r) => {
    const line = taken[r] ?? [];
    let col = 0;
    for (const { cols, rows: down } of cells) {
      while (line[col]) col++;
      if (col + cols > width) {
        out.push({ row: r, message: `第 ${r + 1} 行超出了 ${width} 列`, hint: ACROSS });
        return;
      }
      if (r + down > rows.length) {
        out.push({ row: r, message: `第 ${r + 1} 行有格跨行超出了最后一行`, hint: DOWN });
        return;
      }
      for (let y = r; y < r + down; y++) {
        for (let x = col; x < col + cols; x++) {
          if (taken[y]?.[x]) {
            out.push({ row: r, message: `第 ${r + 1} 行的格同别的格重叠`, hint: OVER });
            return;
          }
          const target = taken[y];
          if (target) target[x] = true;
        }
      }
      col += cols;
    }
    if (line.some((one) => !one))
      out.push({ row: r, message: `第 ${r + 1} 行没有占满 ${width} 列`, hint: SHORT });
  });
  return out;
}
