/** Comparing two sums of printed figures: what to say where they differ, and where to point. */
import type { Budget } from '../model/budget.js';
import type { Figure, Side, Span } from '../model/money.js';
import type { Table } from '../tables/table.js';
import {
  type Agreement,
  type Finding,
  gap,
  measure,
  type Outcome,
  place,
  wholeFile,
} from './rule.js';

/** Two sums that must be equal. */
export interface Comparison {
  readonly left: Side;
  readonly right: Side;
  /** What the two are of, where more than one pair is compared: a row, a class. */
  readonly where?: string;
}

/** So many findings are told of a table; more would say the same again. */
const MOST = 20;

/** 预算05-1 一般公共预算支出表（分功能科目） */
export const nameOf = ({ id, name }: Table) => `${id} ${name}`;

/**
 * A finding for each pair of sums that differs; where none does, one agreement.
 * @param off pairs that differ
 * @param agreed what the agreement shows
 */
export function compareSums(
  off: readonly Comparison[],
  agreed: Comparison,
  budget: Budget,
  hint: string,
  table: string,
): Outcome[] {
  if (off.length > 0) return off.slice(0, MOST).map((one) => finding(one, budget, hint, table));
  const agreement: Agreement = { sides: sidesOf(agreed), table };
  return [agreement];
}

/** What both sides are in: money, unless one of them counts things. */
const unitOf = ({ left, right }: Comparison): string =>
  left.figure.counted ?? right.figure.counted ?? '元';

const sidesOf = (comparison: Comparison) =>
  ({
    left: comparison.left,
    right: comparison.right,
    sign: '=',
    unit: unitOf(comparison),
  }) as const;

function finding(comparison: Comparison, budget: Budget, hint: string, table: string): Finding {
  const { left, right, where } = comparison;
  const lead = where === undefined ? '' : `${where}：`;
  const unit = unitOf(comparison);
  const difference = left.figure.value.minus(right.figure.value);
  const off = unit === '元' ? gap(difference) : measure(difference.abs(), unit);
  const said = ({ name, figure }: Side) => `${name} ${measure(figure.value, unit)}`;
  return {
    span: odd(left.figure, right.figure) ?? wholeFile(budget),
    message: `${lead}${said(left)}，${said(right)}，相差 ${off}`,
    hint,
    sides: sidesOf(comparison),
    table,
  };
}

/** The first place that only one of two sums was computed from; else the first of all. */
function odd(left: Figure, right: Figure): Span | undefined {
  const key = ({ file, start }: Span) => `${file}:${start}`;
  const only = (figure: Figure, other: Figure) => {
    const known = new Set(other.sources.map(key));
    return figure.sources.find((span) => !known.has(key(span)));
  };
  return only(left, right) ?? only(right, left) ?? place(left, right);
}
