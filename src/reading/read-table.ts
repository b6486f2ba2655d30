/**
 * What a worksheet says, in the words of the template that such a worksheet is written by: figures and texts
 * by the names that the compiled table has for them, each with its place.
 */
import type { CellContent, TableTemplate } from '../forms/template.js';
import type { Decimal, MoneyStyle, Span } from '../model/money.js';
import type { Params } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';

/** A cell that the template knows: one that shows a figure, or a text with fields. */
export interface ReadCell {
  /** Labels of the row, or the row source that it is of, as the compiled cell's name has them. */
  readonly row: string;
  /** Headings of the column, by the names that the template has for them. */
  readonly column: string;
  /** What the template asks for there. */
  readonly content: CellContent;
  /** As it is shown in the sheet. */
  readonly text: string;
  /** A number in digits of the file, exact; money is in 元. Undefined where the cell is empty or no number. */
  readonly value?: Decimal;
  /** Of money: the unit and the decimals that it was printed with, so how exact it is. */
  readonly money?: MoneyStyle;
  readonly place: Span;
}

/** A line that a row source made: a subject, a unit, a project, an indicator. */
export interface ReadRow {
  readonly source: RowSourceName;
  readonly params: Params;
  /** What tells it from others of its source, as the compiled cell's name has it: a code, a name. */
  readonly key: string;
  /** What its texts say: 编码, 名称 and so on, by the names of the template's fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** The grand total of a list. */
  readonly total: boolean;
  /** How far its name is moved to the right, in steps: deeper rows more. */
  readonly indent: number;
  readonly cells: readonly ReadCell[];
  /** Lines of row sources within it, in their order. */
  readonly rows: readonly ReadRow[];
  readonly place: Span;
}

/** Something that was not understood, and why. */
export interface Unread {
  readonly place: Span;
  readonly message: string;
}

export interface ReadTable {
  readonly template: TableTemplate;
  /** Of a template that makes one table for each row of its source: what the sheet says of that row. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of such a template, what tells the row from others: the name of a project; else empty. */
  readonly key: string;
  /** Cells that stand in no line of a row source. */
  readonly cells: readonly ReadCell[];
  readonly rows: readonly ReadRow[];
  /** Whether the sheet says that there is nothing to show. */
  readonly empty: boolean;
  readonly unread: readonly Unread[];
  readonly sheet: string;
}
