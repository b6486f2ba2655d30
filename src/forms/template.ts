/**
 * Table templates as the rest of the program knows them.
 *
 * A table is laid out as a list — a tree of columns and the row sources that go through it — or
 * cell by cell, in nested blocks. What goes through such a tree is in walk.ts.
 */
import type { Path } from '../input/source.js';
import type { MoneyStyle, Span } from '../model/money.js';
import type { Params, QuantityName } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';
import type { ScheduleForm } from '../model/schedule.js';
import type { Basis } from '../model/terms.js';

/** As tables/table.ts has it. */
export type Align = 'left' | 'center' | 'right';

export interface QuantityRef {
  readonly name: QuantityName;
  readonly params: Params;
}

/** How an amount is shown: with all its decimals; trimmed; as text `30万元`. */
export type Format = '金额' | '数' | '金额文字';
type ZeroStyle = '显示' | '空白';

/** The whole of a figure that is shown as a percentage. */
export type Ratio = {
  /** Decimals of the percentage, where not those of the profile. */
  readonly decimals: number | undefined;
} & (
  | {
      readonly kind: 'share';
      readonly whole: QuantityRef;
      /** All parts of the whole, for profiles whose shares sum to 100%. */
      readonly parts: readonly QuantityRef[];
    }
  /** Of the row's named amounts. */
  | { readonly kind: 'rate'; readonly whole: string }
  /** Of what the quantity is compared with. */
  | { readonly kind: 'growth' }
);

interface FigureStyle {
  readonly ratio: Ratio | undefined;
  readonly format: Format;
  readonly zero: ZeroStyle | undefined;
}
interface TextContent {
  readonly kind: 'text';
  /** With {字段} places. */
  readonly text: string;
  /** What the row or the column that it labels is called; a profile's words do not change it. */
  readonly name: string;
}
export interface QuantityContent extends FigureStyle {
  readonly kind: 'quantity';
  readonly quantity: QuantityRef;
  /** Shows by how much it is more than the same quantity on another basis; as a percentage, if `ratio` is a growth. */
  readonly against: Basis | undefined;
}
export interface AmountContent extends FigureStyle {
  readonly kind: 'amount';
  /** Named amount of the row (当年预算, 金额 …). */
  readonly amount: string;
}
/** Check boxes: a field of the row, and the words to tick. */
export interface BoxesContent {
  readonly kind: 'boxes';
  readonly field: string;
  readonly words: readonly string[];
}
/**
 * What a number counts through the table: all its lines, those that are no grand total, those that hold
 * no others; or columns.
 */
export const COUNTS = ['行', '明细', '末级', '栏'] as const;
export type Counts = (typeof COUNTS)[number];
interface OrdinalContent {
  readonly kind: 'ordinal';
  readonly counts: Counts;
}
/** What a cell shows. */
export type CellContent =
  | TextContent
  | QuantityContent
  | AmountContent
  | BoxesContent
  | OrdinalContent
  | { readonly kind: 'nothing' };

/** Something that is written in a template. */
interface Written {
  /** Where, in the table's file, or in the profile's that put it there. */
  readonly path: Path;
}

export interface CellTemplate extends Written {
  readonly content: CellContent;
  /** Grid columns and rows that it spans. */
  readonly cols: number;
  readonly rows: number;
  readonly bold: boolean;
  readonly align: Align | undefined;
  readonly indent: number | 'level';
  /** Heads a column that is left out where nothing stands in it. */
  readonly optional: boolean;
}

interface BlockBase extends Written {
  /** What the template calls it; a profile's words do not change it. */
  readonly name: string | undefined;
}
/** One or several rows whose cells may span each other's. */
interface RowsBlock extends BlockBase {
  readonly kind: 'rows';
  readonly rows: readonly (readonly CellTemplate[])[];
  /** Left out where nothing stands behind the first cell. */
  readonly optional: boolean;
}
/** Blocks that stand there once for each row of a source. */
interface LoopBlock extends BlockBase {
  readonly kind: 'loop';
  readonly source: RowSourceName;
  readonly params: Params;
  /** Columns, from 0, whose equal neighbours become one cell. */
  readonly merge: readonly number[];
  readonly body: readonly Block[];
  /** What stands there when there is no row. */
  readonly empty: readonly Block[];
}
/** Labels at the left that span all rows of the blocks beside them. */
interface SideBlock extends BlockBase {
  readonly kind: 'side';
  readonly labels: readonly CellTemplate[];
  readonly body: readonly Block[];
}
/** Stacks of blocks beside each other. */
interface ParallelBlock extends BlockBase {
  readonly kind: 'parallel';
  readonly lanes: readonly Lane[];
}
export interface Lane {
  /** In grid columns. */
  readonly width: number;
  readonly body: readonly Block[];
  /** A row that fills a lane shorter than the others; none where it is empty. */
  readonly filler: readonly CellTemplate[];
}
export type Block = RowsBlock | LoopBlock | SideBlock | ParallelBlock;

interface ColumnBase extends Written {
  /** What the template calls it; a profile's words do not change it. */
  readonly name: string;
  /** Printed in the header; with {字段} places. */
  readonly label: string;
}
interface ColumnGroup extends ColumnBase {
  readonly kind: 'group';
  readonly columns: readonly Column[];
}
export interface LeafColumn extends ColumnBase {
  readonly kind: 'leaf';
  /** In half-width characters. */
  readonly width: number;
  readonly cell: CellTemplate;
}
export type Column = ColumnGroup | LeafColumn;

/** Rows of a list: all of a source, or some of them. */
export interface ListSource extends Written {
  readonly source: RowSourceName;
  readonly params: Params;
}
export interface ListLayout {
  readonly kind: 'list';
  readonly columns: readonly Column[];
  readonly sources: readonly ListSource[];
}
export interface ColumnNumbers {
  /** What stands before the numbers. */
  readonly label: string;
  /** Columns that the label stands across; undefined for the texts that the lines of the list begin with. */
  readonly cols: number | undefined;
}
export interface CellLayout {
  readonly kind: 'cells';
  /** Of the grid's columns, in half-width characters. */
  readonly widths: readonly number[];
  readonly header: readonly (readonly CellTemplate[])[];
  readonly body: readonly Block[];
}
export type Layout = ListLayout | CellLayout;

export interface TableTemplate {
  /** As messages show it. */
  readonly file: string;
  /** Where something of its layout is written: in its file, or in the profile's that put it there. */
  readonly placeOf: (path: Path) => Span;
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
  /** A form that departments hand in (申报表), not a list of figures. */
  readonly form: boolean;
  /** One table for each row of this source. */
  readonly each: RowSourceName | undefined;
  readonly scope: Params;
  /** The lines that it asks of the input. */
  readonly schedule: ScheduleForm | undefined;
  readonly layout: Layout;
  /** Grid columns that the profile leaves out, those with amounts excepted. */
  readonly dropped: readonly number[];
  /** Paragraphs that the document prints before the table, one a line. */
  readonly preface: string;
  readonly notes: readonly string[];
  /** What an empty table states below the grid. */
  readonly emptyNote: string;
  readonly zero: ZeroStyle | undefined;
  /** Unit and decimals of its amounts, where they are not those of the profile. */
  readonly money: MoneyStyle | undefined;
  /** Whether its amounts are adjusted so that they foot, where the profile does not say. */
  readonly footed: boolean | undefined;
  /** Label of the grand total's row. */
  readonly totalName: string;
  /** The line of a list below its headings that numbers the columns (栏次). */
  readonly columnNumbers: ColumnNumbers | undefined;
  /** In a list the label of the grand total stands across the texts that its line begins with. */
  readonly totalSpans: boolean;
  /** A list without figures has the line of its grand total, empty but for the label, and not a blank one. */
  readonly totalWhenEmpty: boolean;
}
