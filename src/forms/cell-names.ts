/**
 * Stable names of a table's cells: by which row and which column a figure stands, in the words of the
 * template. A profile that prints other words keeps the names, so that relations, and whoever reads a
 * worksheet back, find the cells all the same.
 *
 * A column is called by the headings above it, from the top down; a row by the labels at its side and by
 * the nearest text at its left; rows that a row source makes by the source. `称` gives another name.
 */
import type { Path } from '../input/source.js';
import { plainLabel } from '../model/numerals.js';
import type {
  Block,
  CellLayout,
  CellTemplate,
  Column,
  LeafColumn,
  TableTemplate,
} from './template.js';
import { leftEdges, widthOf } from './tiling.js';

export interface CellName {
  /** Labels from the outermost to the row's own, joined by `/`; empty where it has none. */
  readonly row: string;
  /** Headings from the top down, joined by `/`. */
  readonly column: string;
}

/** A text that says what a figure is, as it is printed. */
export interface Label {
  readonly text: string;
  /** Where it is written. */
  readonly path: Path;
}

/** A cell that shows a figure, with its name. */
export interface NamedTemplate extends CellName {
  readonly cell: CellTemplate;
  /** Headings above it, from the top down. */
  readonly headings: readonly Label[];
  /** What stands at its side: labels of the sides around it, then the nearest text at its left. */
  readonly beside: readonly Label[];
}

const known = new WeakMap<TableTemplate, readonly NamedTemplate[]>();

/** All figure cells of a template by their names; of a list once for each of its row sources. */
export function cellNames(template: TableTemplate): readonly NamedTemplate[] {
  const names = known.get(template) ?? nameCells(template);
  known.set(template, names);
  return names;
}

function nameCells({ layout, dropped }: TableTemplate): NamedTemplate[] {
  if (layout.kind === 'cells') return new Naming(layout).found;
  // a sum that the profile leaves out is never printed; other columns are where they have an amount
  const columns = columnCells(layout.columns).filter(
    ({ col, column }) => !(dropped.includes(col) && isSum(column)),
  );
  return layout.sources.flatMap(({ source }) =>
    columns.map(({ cell, column, headings }) => ({
      cell,
      column,
      row: source,
      headings,
      beside: [],
    })),
  );
}

/** Columns that say what others add up to. */
export const isSum = (path: string): boolean => /^(合计|小计|总计)$/.test(lastOf(path));

/** The last step of a name. */
export const lastOf = (path: string): string => path.split('/').at(-1) ?? '';

const isFigure = ({ content }: CellTemplate) =>
  content.kind === 'quantity' || content.kind === 'amount';

/** A label with what it is called; the name is empty where a cell has no text. */
interface Named extends Label {
  readonly name: string;
}
const namedOf = ({ content, path }: CellTemplate): Named =>
  content.kind === 'text'
    ? { name: content.name, text: content.text, path: [...path, '文'] }
    : { name: '', text: '', path };
const joined = (labels: readonly Named[]): string => labels.map(({ name }) => name).join('/');

/** The figure cells of a list's columns, each with its grid column. */
function columnCells(
  columns: readonly Column[],
): { cell: CellTemplate; column: string; col: number; headings: readonly Label[] }[] {
  const leaves = (
    list: readonly Column[],
    above: readonly Column[],
  ): { leaf: LeafColumn; within: readonly Column[] }[] =>
    list.flatMap((column) => {
      const within = [...above, column];
      return column.kind === 'group' ? leaves(column.columns, within) : [{ leaf: column, within }];
    });
  return leaves(columns, []).flatMap(({ leaf: { cell }, within }, col) => {
    if (!isFigure(cell)) return [];
    const headings = within.map(({ label, path }) => ({ text: label, path: [...path, '名'] }));
    return [{ cell, column: within.map(({ name }) => plainLabel(name)).join('/'), col, headings }];
  });
}

const NO_LABEL: Named = { name: '', text: '', path: [] };

/** A name with a field in it, which only repeats what a row source gives. */
const isOfRow = (name: string): boolean => /\{[^}]+\}/.test(name);

/** Goes through a form from the top down and remembers the headings above each grid column. */
class Naming {
  readonly found: NamedTemplate[] = [];
  private readonly headings: Named[][];
  /** Whether the row above was a heading of the column: headings below each other make one path. */
  private readonly open: boolean[];
  /** Without a header the bold cells of the body are headings. */
  private readonly hasHeader: boolean;

  constructor({ widths, header, body }: CellLayout) {
    this.headings = widths.map(() => []);
    this.open = widths.map(() => false);
    this.hasHeader = header.length > 0;
    const edges = leftEdges(header);
    header.forEach((cells, r) => {
      cells.forEach((cell, i) => {
        this.head(edges[r]?.[i] ?? 0, cell.cols, namedOf(cell));
      });
    });
    for (const block of body) this.block(block, 0, []);
  }

  /** @param path names of the sides and row sources around the block */
  private block(block: Block, left: number, path: readonly Named[]): void {
    const inside = (blocks: readonly Block[], at: number, within = path) => {
      for (const one of blocks) this.block(one, at, within);
    };
    switch (block.kind) {
      case 'rows':
        this.rows(block.rows, left, path);
        break;
      case 'loop':
        inside(block.body, left, [...path, { name: block.source, text: '', path: block.path }]);
        inside(block.empty, left);
        break;
      case 'side': {
        this.figuresAtSide(block.labels, left, path);
        const labels = block.labels.map(namedOf);
        const label = labels.find(({ name }) => name !== '') ?? labels[0];
        inside(block.body, left + widthOf(block.labels), label ? [...path, label] : path);
        break;
      }
      case 'parallel': {
        let from = left;
        for (const { width, body } of block.lanes) {
          inside(body, from);
          from += width;
        }
      }
    }
  }

  /** Figures that stand among the labels at a side: one for all the rows beside them. */
  private figuresAtSide(
    labels: readonly CellTemplate[],
    left: number,
    path: readonly Named[],
  ): void {
    const [edges = []] = leftEdges([labels]);
    const names = new Map(labels.map((cell, i) => [edges[i] ?? 0, namedOf(cell)]));
    for (const [i, cell] of labels.entries()) {
      if (!isFigure(cell)) continue;
      const col = edges[i] ?? 0;
      const headings = this.headings[left + col] ?? [];
      const beside = [...path, ...ownLabel(names, col)];
      this.found.push({ cell, row: joined(beside), column: joined(headings), headings, beside });
    }
  }

  private rows(
    rows: readonly (readonly CellTemplate[])[],
    left: number,
    path: readonly Named[],
  ): void {
    const edges = leftEdges(rows);
    const labels = rows.map(() => new Map<number, Named>());
    rows.forEach((cells, r) => {
      cells.forEach((cell, i) => {
        const col = edges[r]?.[i] ?? 0;
        for (let y = r; y < r + cell.rows; y++) labels[y]?.set(col, namedOf(cell));
        if (!isFigure(cell)) {
          if (!this.hasHeader)
            this.head(left + col, cell.cols, cell.bold ? namedOf(cell) : NO_LABEL);
          return;
        }
        const beside = [...path, ...ownLabel(labels[r], col)];
        const headings = this.headings[left + col] ?? [];
        this.found.push({ cell, row: joined(beside), column: joined(headings), headings, beside });
        for (let x = left + col; x < left + col + cell.cols; x++) this.open[x] = false;
      });
    });
  }

  /** A cell stands above some columns: a heading, or one with an empty name that ends those above it. */
  private head(col: number, cols: number, label: Named): void {
    const named = label.name !== '';
    for (let x = col; x < col + cols; x++) {
      if (named) this.headings[x] = this.open[x] ? [...(this.headings[x] ?? []), label] : [label];
      this.open[x] = named;
    }
  }
}

/** The nearest label at the left of a column, where it is not of a row of a source. */
function ownLabel(labels: ReadonlyMap<number, Named> | undefined, col: number): Named[] {
  const label = nearest(labels, col);
  return label && !isOfRow(label.name) ? [label] : [];
}

/** The nearest label at the left of a column. */
function nearest(labels: ReadonlyMap<number, Named> | undefined, col: number): Named | undefined {
  const before = [...(labels ?? [])].filter(([at, { name }]) => at < col && name !== '');
  return before.sort(([a], [b]) => b - a)[0]?.[1];
}
