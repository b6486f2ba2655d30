/** A compiled table as a sheet: so it is read by the reader that reads the form which it goes into. */
import type { SheetToRead } from '../reading/sheet.js';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { type Area, blankAt } from '../workbook/cells.js';

export interface TableSheet {
  readonly sheet: SheetToRead;
  /** The cell of the table that an area of its sheet shows; undefined where the table has none. */
  readonly cellOf: (area: Area) => Cell | undefined;
}

/** The grid of a table, without what stands above and below it. */
export function sheetOfTable(table: Table): TableSheet {
  const width = table.widths.length;
  const rows = Array.from({ length: table.rows }, (_, row) =>
    Array.from({ length: width }, (__, col) => blankAt(row, col)),
  );
  const cells = new Map<Area, Cell>();
  for (const cell of table.cells) {
    const area = areaOfCell(cell);
    cells.set(area, cell);
    for (const row of rows.slice(cell.row, cell.row + cell.rowSpan))
      row.fill(area, cell.col, cell.col + cell.colSpan);
  }
  const grid = {
    name: `${table.id} ${table.name}`,
    rows,
    numbers: rows.map((_, row) => row + 1),
    hidden: false,
    hiddenRows: new Set<number>(),
    hiddenColumns: new Set<number>(),
  };
  return { sheet: { file: '', grid }, cellOf: (area) => cells.get(area) };
}

function areaOfCell({ row, col, rowSpan, colSpan, content, bold, indent }: Cell): Area {
  const amount =
    content.kind === 'number'
      ? {
          value: content.value,
          decimals: content.decimals,
          grouping: content.grouping,
          percent: false,
        }
      : undefined;
  const text = cellText(content);
  return {
    ...blankAt(row, col),
    ...{ rowSpan, colSpan, text, amount, bold, indent, bordered: true },
  };
}
