/**
 * Money: exact decimals from the first character to the last.
 *
 * Every amount in the model is a Decimal in 元. A published cell rounds it once, half up, in the unit
 * and to the decimals of its form; a rounded figure is never summed.
 */
import { Decimal as DecimalBase } from 'decimal.js';

/** A Decimal of its own precision and rounding, so that no other library's settings touch ours. */
export const Decimal = DecimalBase.clone({
  precision: 60,
  rounding: DecimalBase.ROUND_HALF_UP,
  toExpNeg: -60,
  toExpPos: 60,
});
export type Decimal = DecimalBase;

export const ZERO: Decimal = new Decimal(0);

/** Units that forms print amounts in. */
export const MONEY_UNITS = ['元', '万元', '亿元'] as const;
export type MoneyUnit = (typeof MONEY_UNITS)[number];
const YUAN_PER: Readonly<Record<MoneyUnit, Decimal>> = {
  元: new Decimal(1),
  万元: new Decimal(10_000),
  亿元: new Decimal(100_000_000),
};

/** How amounts are printed: in which unit, rounded to how many decimals. */
export interface MoneyStyle {
  readonly unit: MoneyUnit;
  readonly decimals: number;
}
/** What most forms print. */
export const IN_WAN: MoneyStyle = { unit: '万元', decimals: 2 };

/** A cell of a workbook, by the names that Excel has for it: 基本支出 and D12. */
export interface CellPlace {
  readonly sheet: string;
  readonly address: string;
}

/**
 * Where a value was written. Lines and columns count from 1, columns in characters. Of a workbook they count
 * in the text that stands for it, a line for each row of a sheet; a person is told the cell.
 */
export interface Span {
  readonly file: string;
  /** Of a workbook. */
  readonly cell?: CellPlace;
  readonly line: number;
  readonly column: number;
  /** Offset of the first character and of the one behind the last, for carets and editors. */
  readonly start: number;
  readonly end: number;
}

/** An exact sum together with the places that it was computed from. `value` is in 元 unless a quantity's unit says otherwise. */
export interface Figure {
  readonly value: Decimal;
  readonly sources: readonly Span[];
  /**
   * What each source is multiplied by: −1 takes it off, 0 is that of a number that others are
   * multiplied by. Absent where all are simply added.
   */
  readonly factors?: readonly Decimal[];
  /** What it is shown as a share of, where it is shown as a percentage. */
  readonly whole?: Figure;
  /** What it counts, where it is no money: 辆, 台. */
  readonly counted?: string;
}

/** Where a table prints a figure. */
export interface PrintedCell {
  /** The table's id. */
  readonly table: string;
  readonly row: number;
  readonly col: number;
}

/** One side of a relation between figures: what it is called, how much it is. */
export interface Side {
  readonly name: string;
  readonly figure: Figure;
  /** Where the printed figures stand that it sums, where it sums such. */
  readonly parts?: readonly PrintedCell[];
}

/** Two figures that a rule compares, both in the same unit; amounts are in 元. */
export interface Sides {
  readonly left: Side;
  readonly right: Side;
  /** What must hold; 比 where they may differ, and it must be said why. */
  readonly sign: '=' | '≤' | '比';
  /** Money in 元, points, percent, or what is counted: 辆, 台. */
  readonly unit: '元' | '分' | '%' | (string & {});
}

export const NO_FIGURE: Figure = { value: ZERO, sources: [] };

/** The exact sum of figures, with all their sources. */
export function sum(figures: readonly Figure[]): Figure {
  let value = ZERO;
  const sources: Span[] = [];
  for (const figure of figures) {
    value = value.plus(figure.value);
    for (const span of figure.sources) sources.push(span);
  }
  const added = figures.some(({ factors }) => factors)
    ? { value, sources, factors: figures.flatMap(factorsOf) }
    : { value, sources };
  const counted = figures.find((figure) => figure.counted)?.counted;
  return counted === undefined ? added : { ...added, counted };
}

const ONE = new Decimal(1);

/** What each source of a figure is multiplied by; all the products add up to its value. */
export function factorsOf({ sources, factors }: Figure): readonly Decimal[] {
  return factors ?? sources.map(() => ONE);
}

const negated = (figure: Figure): Figure => ({
  value: figure.value.negated(),
  sources: figure.sources,
  factors: factorsOf(figure).map((factor) => factor.negated()),
  ...(figure.counted === undefined ? {} : { counted: figure.counted }),
});

/** `a − b`, exact, with the sources of both. */
export function difference(a: Figure, b: Figure): Figure {
  return sum([a, negated(b)]);
}

/** A figure without its sign, as 增加 and 减少 tell it. */
export function absolute(figure: Figure): Figure {
  return figure.value.isNegative() ? negated(figure) : figure;
}

/**
 * The published figure, rounded half up (away from zero at the half).
 * @param yuan exact amount in 元
 * @returns amount in the style's unit with at most its decimals
 */
export function printedIn(yuan: Decimal, { unit, decimals }: MoneyStyle): Decimal {
  const value = yuan.div(YUAN_PER[unit]).toDecimalPlaces(decimals, DecimalBase.ROUND_HALF_UP);
  return value.isZero() ? ZERO : value; // never −0
}

/** 元 → 万元 with at most two decimals, as most forms print them. */
export const toWan = (yuan: Decimal): Decimal => printedIn(yuan, IN_WAN);

/** An amount in a unit → 元, exact. */
export const inYuan = (value: Decimal, unit: MoneyUnit): Decimal => value.times(YUAN_PER[unit]);

/** The least that two different printed figures differ by, in 元: 100 元 for 0.01 万元. */
export const stepOf = ({ unit, decimals }: MoneyStyle): Decimal =>
  YUAN_PER[unit].div(new Decimal(10).pow(decimals));
