/**
 * An edition: a package as reviewers compare it, whether it was compiled just now, lies in a folder, or
 * is a workbook alone. Tables and prose are those of the phases that made them; what they do not tell is
 * where a figure's sources stand and what was written there, and that is what leaves are.
 */
import type { Decimal, Figure, MoneyStyle, Span } from '../../model/money.js';
import type { Block, Part } from '../../narrative/document.js';
import type { Table } from '../../tables/table.js';
import { cellText } from '../../where.js';

/** A scalar of an input: the smallest thing that a person writes and changes. */
export interface Leaf {
  /** Keys and names that lead to it, the same in both editions of a comparison. */
  readonly path: readonly string[];
  /** The same in words: 基本支出 › 2060101 行政运行 › 30101 基本工资. */
  readonly label: string;
  /** As it is written. */
  readonly text: string;
  /** In 元, where it is an amount. */
  readonly amount: Decimal | undefined;
  readonly span: Span;
}

/** What prose is made of: tables stand for themselves. */
export type ProseBlock = Exclude<Block, { kind: 'table' }>;

export interface ProsePart extends Omit<Part, 'blocks'> {
  readonly blocks: readonly ProseBlock[];
}

export interface Edition {
  /** How it was named on the command line. */
  readonly name: string;
  readonly kind: '输入' | '材料' | '工作簿' | '文稿' | '上年数';
  readonly title: string;
  readonly department: string | undefined;
  readonly year: number | undefined;
  /** Name of the profile. */
  readonly format: string | undefined;
  /** Version of the program that made it. */
  readonly version: string | undefined;
  /** Template files by their paths, with their hashes; undefined where it is not known. */
  readonly templates: ReadonlyMap<string, string> | undefined;
  readonly tables: readonly Table[];
  /** The prose; undefined where there is none at hand. */
  readonly parts: readonly ProsePart[] | undefined;
  /** Undefined where the inputs are not at hand. */
  readonly leaves: readonly Leaf[] | undefined;
}

/** A figure or a text as it is printed. */
export interface Shown {
  readonly text: string;
  readonly figure?: Figure;
  /** The unit and the decimals of an amount, where the cell says so. */
  readonly money?: MoneyStyle;
}

/** What tells one place of one file from another. */
export const placeKey = ({ file, start, cell }: Pick<Span, 'file' | 'start' | 'cell'>): string =>
  cell ? `${file}\n${cellText(cell)}` : `${file}\n${start}`;
