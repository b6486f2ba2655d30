/** Totals that an input states beside what they can be computed from; a rule compares them. */
import type { StatedTotal } from '../model/budget.js';
import { type Figure, sum } from '../model/money.js';
import type { AmountUnit } from './amount.js';

type Written = Pick<StatedTotal, 'group' | 'what'> & {
  /** Where it is not that of the input's amounts. */
  readonly unit?: StatedTotal['unit'];
  /** What was written, if anything was. */
  readonly stated: Figure | undefined;
  readonly terms: readonly Figure[];
  /** Where it is not the sum of the terms. */
  readonly computed?: Figure;
  readonly computedName?: string;
};

/** Takes note of one total. */
export type Note = (total: Written) => void;

/**
 * @param list where totals are kept
 * @param unit unit that the amounts are written in
 */
export function noteTo(list: StatedTotal[], inputUnit: AmountUnit): Note {
  return (total) => {
    const { stated, terms, computed = sum(terms), computedName = '明细之和', group, what } = total;
    const unit = total.unit ?? inputUnit;
    if (stated) list.push({ group, what, stated, terms, computed, computedName, unit });
  };
}
