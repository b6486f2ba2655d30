/**
 * What a table is to the renderers: a titled grid of typed cells; everything that is printed stands in it
 * as it will be printed. Checks find its cells by their names.
 */
import type { Decimal, Figure, MoneyStyle, PrintedCell, Span } from '../model/money.js';
import type { Params, QuantityName } from '../model/quantities.js';
import type { Basis } from '../model/terms.js';
import type { Filter } from '../model/totals.js';

export type Align = 'left' | 'center' | 'right';

/** Which row and column a figure stands in, by names that stay when other words are printed. */
export interface CellName {
  /** Labels of the row, or the row source that made it, joined by `/`. */
  readonly row: string;
  /** Headings of the column, joined by `/`. */
  readonly column: string;
  /** What tells rows of one row source apart: a subject's code, a unit's, a project's name; else empty. */
  readonly key: string;
  /** Tree level of the row, −1 for a grand total. */
  readonly level: number;
  /**
   * Which row of which row source it is, as steps that each end in `/`: that of a row begins with those
   * of the rows around it. Empty outside of row sources.
   */
  readonly item: string;
  /** What the row selects. */
  readonly filter: Filter;
  /** What the cell asked for: a quantity, or a named amount of its row. */
  readonly asked:
    | {
        readonly quantity: QuantityName;
        readonly params: Params;
        /** Shown is by how much it is more than on this basis. */
        readonly against?: Basis;
      }
    | { readonly amount: string };
}

export interface Cell {
  /** Of cells that show a figure. */
  readonly name?: CellName;
  /** Position in the grid, both from 0; `row` counts header and body together. */
  readonly row: number;
  readonly col: number;
  /** Spans, at least 1. Grid places covered by a span hold no cell of their own. */
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly content: Content;
  readonly align: Align;
  readonly bold: boolean;
  /** Indentation by subject level, in steps. */
  readonly indent: number;
}

export type Content =
  | {
      readonly kind: 'blank' /** exact zero that the form leaves empty, or nothing at all */;
      readonly figure?: Figure;
      /** Why the figure that belongs here is not known: it is not written so finely. */
      readonly unknown?: string;
      /** Where an amount of the package's own year stands that is to be written more finely. */
      readonly coarse?: Span;
    }
  | {
      readonly kind: 'text';
      readonly text: string /** a figure that the form prints as text, e.g. 30万元 */;
      readonly figure?: Figure;
      /** Whether it is points and nothing else, 19.67: a number that is no amount. */
      readonly points?: true;
    }
  | {
      readonly kind: 'number';
      /** As shown: already rounded, in its unit. */
      readonly value: Decimal;
      /** Decimals shown. */
      readonly decimals: number;
      /** Thousands separators. */
      readonly grouping: boolean;
      /** The unit that it is in and the decimals that it was rounded to; absent of what is no amount. */
      readonly money?: MoneyStyle;
      /** The exact sum behind it and where it was written. */
      readonly figure: Figure;
    };

export interface Table {
  /** Unique in the package, file-name safe: 预算01, 预算05-1, 预算12-3, 公开06. */
  readonly id: string;
  /** What the table is of, where its template gives one for each row: the name of a project. */
  readonly subject?: string;
  /** Short name as the sheet and the bookmark show it: 收支总表. */
  readonly name: string;
  /** Printed above the grid. */
  readonly title: string;
  /** Printed number: 表 1, 公开01表; empty where the form has none. */
  readonly number: string;
  /** At the left above the title, or at the right below it. */
  readonly numberPlace: 'above' | 'right';
  /** Between lead and unit, e.g. 2023年度; empty where the form has none. */
  readonly middle: string;
  /** Left of the line above the grid: 部门：… ; empty where the form has none. */
  readonly lead: string;
  /** Right of the same line: 单位：万元 ; empty where the form has none. */
  readonly unit: string;
  /** How many amounts are not rounded by themselves but so that parts add up; undefined where all are. */
  readonly adjusted?: number | undefined;
  readonly orientation: 'portrait' | 'landscape';
  /** Relative column widths, in characters of the body text (one Chinese character counts 2). */
  readonly widths: readonly number[];
  /** The first so many rows are the header, repeated on each page. */
  readonly headerRows: number;
  readonly rows: number;
  /**
   * Tree level of each body row: −1 the grand total, 0 类, 1 款, 2 项, or department, unit and so on;
   * undefined in forms and wherever rows have none.
   */
  readonly levels: readonly (number | undefined)[];
  readonly cells: readonly Cell[];
  /** Paragraphs that a document prints before the table; a workbook has no place for them. */
  readonly preface: readonly string[];
  /** Lines below the grid: 注：… , statements of empty tables, 尾差. */
  readonly notes: readonly string[];
  /** Of a table that has places for figures and not one that was written: why, as its template states it. */
  readonly empty?: { readonly reason: string };
  /** Form layouts (绩效目标申报表): not a list of figures, all cells wrap, the body may break between any rows. */
  readonly form: boolean;
}

/** Why the figure of a cell is not known; undefined where it is, and where none belongs. */
export const whyBlank = (content: Content): string | undefined =>
  content.kind === 'blank' ? content.unknown : undefined;

/** The text that a cell shows, wherever it is shown as text (HTML, CSV). */
export function cellText(content: Content): string {
  switch (content.kind) {
    case 'blank':
      return '';
    case 'text':
      return content.text;
    case 'number':
      return formatNumber(content.value, content.decimals, content.grouping);
  }
}

/** Where a cell stands, for others than this table. */
export const placeOf = ({ id }: Table, { row, col }: Pick<Cell, 'row' | 'col'>): PrintedCell => ({
  table: id,
  row,
  col,
});

/** `1234.5` → `1,234.50`. Exact, no float. */
export function formatNumber(value: Decimal, decimals: number, grouping: boolean): string {
  const fixed = value.toFixed(decimals);
  if (!grouping) return fixed;
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** An amount, exact: 1,234.5678 万元. */
export function wan({ value }: Pick<Figure, 'value'>): string {
  const exact = value.div(10_000);
  return `${formatNumber(exact, exact.decimalPlaces(), true)} 万元`;
}
