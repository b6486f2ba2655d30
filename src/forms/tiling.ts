/** Whether the cells of a header or a grid of rows tile their rectangle. */

/** The cells of a grid must cover each grid place exactly once. */
export function tilingProblems(
  rows: readonly (readonly unknown[])[],
  width: number,
): { row: number; message: string }[] {
  const taken = rows.map(() => new Array<boolean>(width).fill(false));
  const out: { row: number; message: string }[] = [];
  rows.forEach((cells, r) => {
    const line = taken[r] ?? [];
    let col = 0;
    for (const cell of cells) {
      while (line[col]) col++;
      const cols = Number((cell as { 列?: unknown; 行?: unknown }).列 ?? 1);
      const down = Number((cell as { 列?: unknown; 行?: unknown }).行 ?? 1);
      if (col + cols > width) {
        out.push({ row: r, message: `第 ${r + 1} 行超出了 ${width} 列` });
        return;
      }
      if (r + down > rows.length) {
        out.push({ row: r, message: `第 ${r + 1} 行有格跨行超出了最后一行` });
        return;
      }
      for (let y = r; y < r + down; y++) {
        for (let x = col; x < col + cols; x++) {
          if (taken[y]?.[x]) {
            out.push({ row: r, message: `第 ${r + 1} 行的格同别的格重叠` });
            return;
          }
          const target = taken[y];
          if (target) target[x] = true;
        }
      }
      col += cols;
    }
    if (line.some((one) => !one))
      out.push({ row: r, message: `第 ${r + 1} 行没有占满 ${width} 列` });
  });
  return out;
}
