/** The cells of a form: labels and values mixed. */
import { plainLabel } from '../../../model/numerals.js';
import { labelled } from '../../../tables/labels.js';
import type { Cell, Table } from '../../../tables/table.js';
import { type Amount, type Area, isEmpty, type Rows } from '../../../workbook/cells.js';
import {
  figureCell,
  isHeading,
  isYear,
  label,
  namesCodes,
  namesShares,
  namesTargets,
  typedAmount,
  zero,
} from './sheet-figures.js';
import type { Layout } from './sheet-layout.js';

type Amounts = ReadonlyMap<Area, Amount>;

/**
 * In a form any place may hold anything, and its headings stand in its midst. So what looks like a figure is
 * first taken for one, named as figures are named, and kept where the names do not tell that it is none.
 */
export function readForm(
  { grid, headerRows, widths }: Layout,
  scale: number,
): Pick<Table, 'cells' | 'levels'> {
  const all = [...new Set(grid.flat())];
  const amounts = new Map(
    all.flatMap((area) => {
      // 30万元 and 12.5%; a bare number that is a text is a score, a year, an aim
      const typed = /[元%]\s*$/.test(area.text) ? typedAmount(area.text, true) : undefined;
      const amount = area.amount ?? typed;
      return amount && area.row >= headerRows ? [[area, amount] as const] : [];
    }),
  );
  const heads = headerRows > 0 ? new Set() : plainHeadings(grid, amounts);
  const draw = (area: Area): Cell => {
    const amount = amounts.get(area);
    if (amount) return figureCell(area, amount, scale);
    return { ...label(area), bold: area.bold || heads.has(area) };
  };
  const draft = { ...NO_TABLE, widths, headerRows, rows: grid.length, cells: all.map(draw) };
  const names = new Map(labelled(draft).map((cell) => [`${cell.row},${cell.col}`, cell]));
  for (const [area, { percent }] of amounts) {
    const { columnPath: path = [], rowText = '' } = names.get(`${area.row},${area.col}`) ?? {};
    const own = plainLabel(rowText);
    const none = percent
      ? !namesShares(path.length > 0 ? path : [own])
      : namesCodes([...path, own]) || namesTargets(path);
    if (none) amounts.delete(area);
  }
  const zeros = zerosOf(grid, amounts);
  const cells = all.map((area) => (zeros.has(area) ? zero(area) : draw(area)));
  return { cells, levels: grid.slice(headerRows).map(() => undefined) };
}

/** What naming the cells of a table needs nothing of. */
const NO_TABLE: Omit<Table, 'widths' | 'headerRows' | 'rows' | 'cells'> = {
  ...{ id: '', name: '', title: '', number: '', numberPlace: 'above', middle: '', lead: '' },
  ...{ unit: '', orientation: 'portrait', preface: [], notes: [], levels: [], form: true },
};

/** Empty places that belong to a column of figures: below a figure, or another of them, as wide as they are. */
function zerosOf(grid: Rows, figures: Amounts): ReadonlySet<Area> {
  const zeros = new Set<Area>();
  for (const area of grid.flat()) {
    const above = grid[area.row - 1]?.[area.col];
    const alike = above?.col === area.col && above.colSpan === area.colSpan;
    if (isEmpty(area) && alike && (figures.has(above) || zeros.has(above))) zeros.add(area);
  }
  return zeros;
}

/** Headings in a form that sets none of its words in bold type: in rows that hold no figures. */
function plainHeadings(grid: Rows, figures: Amounts): ReadonlySet<Area> {
  const written = grid.map((row, y) => row.filter((area) => !isEmpty(area) && area.row === y));
  if (written.flat().some(({ bold }) => bold)) return new Set();
  const rows = written.filter((row) => !row.some((area) => figures.has(area)));
  return new Set(
    rows.flatMap((row) => {
      const heads = row.filter(({ text }) => isHeading(text));
      // a year is a heading among headings, else what someone filled in
      return heads.filter(({ text }) => heads.length === row.length || !isYear(text));
    }),
  );
}
