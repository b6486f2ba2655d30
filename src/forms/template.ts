/**
 * Table templates as the rest of the program knows them.
 *
 * A table is either a list — a tree of columns and the row sources that go through it — or a form,
 * whose header and body are laid out cell by cell in nested blocks.
 */
import type { Params, QuantityName } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';

/** As tables/table.ts has it. */
export type Align = 'left' | 'center' | 'right';

export interface QuantityRef {
  readonly name: QuantityName;
  readonly params: Params;
}

/** How a figure is shown: 万元 with two decimals; trimmed; as text `30万元`. */
export type Format = '万元' | '数' | '万元文字';

export interface CellTemplate {
  /** Literal text with {字段} places. */
  readonly text: string | undefined;
  /** Stable name of the row or the column that the text labels, where it is not the text itself. */
  readonly label: string | undefined;
  readonly quantity: QuantityRef | undefined;
  /** Named amount of the row (当年预算, 金额 …). */
  readonly amount: string | undefined;
  /** Denominator: the cell shows quantity ÷ share as a percentage. */
  readonly share: QuantityRef | undefined;
  /** Denominator among the row's named amounts: the cell shows amount ÷ rate as a percentage. */
  readonly rate: string | undefined;
  /** Decimals of a percentage, where not those of the profile. */
  readonly decimals: number | undefined;
  /** Check boxes: a field of the row, and the words to tick. */
  readonly boxes: { readonly field: string; readonly words: readonly string[] } | undefined;
  /** Line or column number, counted through the table. */
  readonly ordinal: '行' | '栏' | undefined;
  /** Heads a column that is left out where nothing stands in it. */
  readonly optional: boolean;
  /** All parts of the whole that the share belongs to, for profiles whose shares sum to 100%. */
  readonly parts: readonly QuantityRef[];
  readonly cols: number;
  readonly rows: number;
  readonly bold: boolean;
  readonly align: Align | undefined;
  readonly indent: number | 'level';
  readonly format: Format;
  readonly zero: '显示' | '空白' | undefined;
}

export interface Block {
  readonly kind: 'rows' | 'loop' | 'side' | 'parallel';
  /** Side: the label's cells. */
  readonly cells: readonly CellTemplate[];
  /** Rows: left out where nothing stands behind the first cell. */
  readonly optional: boolean;
  /** Rows: one or several rows whose cells may span each other's. */
  readonly grid: readonly (readonly CellTemplate[])[];
  readonly source: RowSourceName | undefined;
  readonly params: Params;
  /** Loop: columns whose equal neighbours become one cell. */
  readonly merge: readonly number[];
  /** Loop: what stands there when there is no row. */
  readonly empty: readonly Block[];
  readonly body: readonly Block[];
  readonly lanes: readonly Lane[];
}

/** One of several stacks of rows beside each other. */
export interface Lane {
  readonly width: number;
  readonly body: readonly Block[];
  /** A row that fills a lane shorter than the others. */
  readonly filler: readonly CellTemplate[];
}

export interface Column {
  /** As it is printed. */
  readonly name: string;
  /** Stable name. */
  readonly label: string;
  readonly width: number;
  readonly children: readonly Column[];
  readonly cell: CellTemplate | undefined;
}

export interface TableTemplate {
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Printed number; {序} is the number without prefix and zeros, {号} as in the id. */
  readonly number: string;
  readonly numberPlace: '上' | '右';
  readonly lead: string;
  /** In the middle between lead and unit. */
  readonly middle: string;
  readonly unit: string;
  readonly landscape: boolean;
  readonly form: boolean;
  /** One table for each row of this source. */
  readonly each: RowSourceName | undefined;
  readonly scope: Params;
  readonly columns: readonly Column[];
  readonly sources: readonly { readonly source: RowSourceName; readonly params: Params }[];
  readonly widths: readonly number[];
  readonly header: readonly (readonly CellTemplate[])[];
  readonly body: readonly Block[];
  /** Paragraphs that the document prints before the table, one a line. */
  readonly preface: string;
  /** Grid columns that the profile leaves out, those with amounts excepted. */
  readonly dropped: readonly number[];
  readonly notes: readonly string[];
  /** What an empty table states below the grid. */
  readonly emptyNote: string;
  readonly zero: '显示' | '空白' | undefined;
  /** Label of the grand total's row. */
  readonly totalName: string;
}
