/** Totals that an input states beside what they can be computed from; a rule compares them. */
import type { StatedTotal } from '../model/budget.js';
import { type Figure, sum } from '../model/money.js';
import type { AmountUnit } from './amount.js';

type Written = Pick<StatedTotal, 'group' | 'what'> & {
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
export function noteTo(list: StatedTotal[], unit: AmountUnit): Note {
  return ({ stated, terms, computed = sum(terms), computedName = '明细之和', group, what }) => {
    if (stated) list.push({ group, what, stated, terms, computed, computedName, unit });
  };
}
