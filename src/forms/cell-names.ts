/**
 * Stable names of a table's cells: by which row and which column a figure stands, in the words of the
 * template. A profile that prints other words keeps the names, so that relations, and whoever reads a
 * worksheet back, find the cells all the same.
 *
 * A column is called by the headings above it, from the top down; a row by the labels at its side and by
 * the nearest text at its left; rows that a row source makes by the source. `称` gives another name.
 */
import { plainLabel } from '../model/numerals.js';
import type { Block, CellTemplate, Column, TableTemplate } from './template.js';

export interface CellName {
  /** Labels from the outermost to the row's own, joined by `/`; empty where it has none. */
  readonly row: string;
  /** Headings from the top down, joined by `/`. */
  readonly column: string;
}

/** A cell that shows a figure, with its name. */
export interface NamedTemplate extends CellName {
  readonly cell: CellTemplate;
}

const known = new WeakMap<TableTemplate, readonly NamedTemplate[]>();

/** All figure cells of a template by their names; of a list once for each of its row sources. */
export function cellNames(template: TableTemplate): readonly NamedTemplate[] {
  const names = known.get(template) ?? nameCells(template);
  known.set(template, names);
  return names;
}

function nameCells(template: TableTemplate): NamedTemplate[] {
  const columns = columnCells(template.columns, []);
  if (columns.length > 0)
    return template.sources.flatMap(({ source }) =>
      columns.map(({ cell, column }) => ({ cell, row: source, column })),
    );
  const naming = new Naming(template.widths.length, template.header);
  for (const block of template.body) naming.block(block, 0, []);
  return naming.found;
}

const isFigure = ({ quantity, amount }: CellTemplate) =>
  quantity !== undefined || amount !== undefined;

/** The name that a text stands for; empty where it is none. */
const nameOf = ({ text, label }: Pick<CellTemplate, 'text' | 'label'>): string =>
  label ?? plainLabel(text ?? '');

function columnCells(
  columns: readonly Column[],
  above: readonly string[],
): { cell: CellTemplate; column: string }[] {
  return columns.flatMap(({ label, children, cell }) => {
    const path = [...above, label];
    if (children.length > 0) return columnCells(children, path);
    return cell && isFigure(cell) ? [{ cell, column: path.join('/') }] : [];
  });
}

/** Goes through a form from the top down and remembers the headings above each grid column. */
class Naming {
  readonly found: NamedTemplate[] = [];
  private readonly headings: string[][];
  /** Whether the row above was a heading of the column: headings below each other make one path. */
  private readonly open: boolean[];

  /** @param header without one the bold cells of the body are headings */
  constructor(
    width: number,
    private readonly header: readonly (readonly CellTemplate[])[],
  ) {
    this.headings = Array.from({ length: width }, () => []);
    this.open = new Array<boolean>(width).fill(false);
    for (const { cell, col } of placeGrid(header))
      for (let i = col; i < col + cell.cols; i++) this.head(i, nameOf(cell));
  }

  /** @param path labels of the sides and the row sources around the block */
  block(block: Block, left: number, path: readonly string[]): void {
    switch (block.kind) {
      case 'rows':
        this.grid(block.grid, left, path);
        break;
      case 'loop': {
        const inside = [...path, block.source ?? ''];
        for (const one of block.body) this.block(one, left, inside);
        for (const one of block.empty) this.block(one, left, path);
        break;
      }
      case 'side': {
        const label = block.cells.map(nameOf).find((name) => name !== '') ?? '';
        const used = block.cells.reduce((n, { cols }) => n + cols, 0);
        for (const one of block.body) this.block(one, left + used, [...path, label]);
        break;
      }
      case 'parallel': {
        let from = left;
        for (const { width, body } of block.lanes) {
          for (const one of body) this.block(one, from, path);
          from += width;
        }
      }
    }
  }

  grid(rows: readonly (readonly CellTemplate[])[], left: number, path: readonly string[]): void {
    const placed = placeGrid(rows);
    const covering = new Map(
      placed.flatMap(({ cell, row, col }) =>
        Array.from({ length: cell.rows * cell.cols }, (_, i) => [
          `${row + Math.floor(i / cell.cols)} ${col + (i % cell.cols)}`,
          cell,
        ]),
      ),
    );
    for (const { cell, row, col } of placed) {
      const at = left + col;
      if (isFigure(cell)) {
        const label = labelBefore(covering, row, col);
        const own = label === '' || isLoopField(label) ? [] : [label];
        const column = (this.headings[at] ?? []).join('/');
        this.found.push({ cell, row: [...path, ...own].join('/'), column });
      }
      if (this.header.length > 0) continue;
      const heading = cell.bold && !isFigure(cell) ? nameOf(cell) : '';
      for (let i = at; i < at + cell.cols; i++) this.head(i, heading);
    }
  }

  private head(col: number, heading: string): void {
    if (heading !== '')
      this.headings[col] = this.open[col] ? [...(this.headings[col] ?? []), heading] : [heading];
    this.open[col] = heading !== '';
  }
}

/** A label that only repeats what a row source gives: the source names the row. */
const isLoopField = (label: string): boolean => /\{[^}]+\}/.test(label);

function labelBefore(
  covering: ReadonlyMap<string, CellTemplate>,
  row: number,
  col: number,
): string {
  for (let x = col - 1; x >= 0; x--) {
    const cell = covering.get(`${row} ${x}`);
    const name = cell && !isFigure(cell) ? nameOf(cell) : '';
    if (name !== '') return name;
  }
  return '';
}

/** Cells stand in the first free columns of their row, as in an HTML table. */
function placeGrid(
  rows: readonly (readonly CellTemplate[])[],
): { cell: CellTemplate; row: number; col: number }[] {
  const taken = rows.map(() => new Set<number>());
  return rows.flatMap((cells, row) => {
    let col = 0;
    return cells.map((cell) => {
      while (taken[row]?.has(col)) col++;
      const place = { cell, row, col };
      for (let y = row; y < row + cell.rows; y++)
        for (let x = col; x < col + cell.cols; x++) taken[y]?.add(x);
      col += cell.cols;
      return place;
    });
  });
}
