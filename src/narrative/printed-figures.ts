/**
 * The printed figures of a package, each with a name: what a page calls it by that shows the document and is asked
 * where a figure comes from. A name means something within one version of a package alone.
 */
import type { Figure, PrintedCell } from '../model/money.js';
import { type LabelledCell, labelled } from '../tables/labels.js';
import { type Cell, placeOf, type Table } from '../tables/table.js';
import type { Document } from './document.js';

/** A figure as it is printed. */
export type NamedFigure =
  | {
      readonly kind: 'cell';
      readonly name: string;
      readonly figure: Figure;
      readonly table: Table;
      readonly cell: LabelledCell;
    }
  | {
      readonly kind: 'run';
      readonly name: string;
      readonly figure: Figure;
      /** Positions of its part, of the block in it and of the run in that. */
      readonly part: number;
      readonly block: number;
      readonly run: number;
    };

/** Name of the figure of a cell. */
export const cellFigure = ({ table, row, col }: PrintedCell): string => `${table}!${row}.${col}`;

/** Name of the figure of a run of text. */
export const runFigure = (part: number, block: number, run: number): string =>
  `${part}.${block}.${run}`;

/** Whether a cell prints a figure: one of the head is none, though it may be a number. */
export const isPrintedFigure = ({ headerRows }: Table, { row, content }: Cell): boolean =>
  content.figure !== undefined && row >= headerRows;

/** All figures of the tables, and of the text where there is one, in the order in which they are printed. */
export function printedFigures(tables: readonly Table[], document?: Document): NamedFigure[] {
  const cells = tables.flatMap((table) =>
    labelled(table).map((cell): NamedFigure => {
      const name = cellFigure(placeOf(table, cell));
      return { kind: 'cell', name, figure: cell.figure, table, cell };
    }),
  );
  const runs = (document?.parts ?? []).flatMap(({ blocks }, part) =>
    blocks.flatMap((one, block): NamedFigure[] =>
      one.kind === 'paragraph'
        ? one.runs.flatMap(({ figure }, run) =>
            figure
              ? [{ kind: 'run', name: runFigure(part, block, run), figure, part, block, run }]
              : [],
          )
        : [],
    ),
  );
  return [...cells, ...runs];
}
