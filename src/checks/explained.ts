/** Changes that have no reason: of one amount, and of the totals that the narrative compares. */
import type { Budget } from '../model/budget.js';
import { difference, type Figure, NO_FIGURE, type Sides, toWan } from '../model/money.js';
import { type Params, type QuantityName, quantity } from '../model/quantities.js';
import type { Basis } from '../model/terms.js';
import { wan } from '../tables/table.js';
import { type Finding, place } from './rule.js';

/**
 * A finding when an amount differs from another as printed and the reason is not written.
 * @param than what it is compared with
 */
export function unexplained(
  budget: Budget,
  what: string,
  key: string,
  now: Figure | undefined,
  before: Figure | undefined,
  than = '上年',
): Finding[] {
  const span = place(now ?? NO_FIGURE, before ?? NO_FIGURE);
  if (!now || !before || !span || budget.reasons.has(key)) return [];
  const off = difference(now, before);
  const printed = toWan(off.value.abs()).times(10_000);
  if (printed.isZero()) return [];
  const word = off.value.isPositive() ? '增加' : '减少';
  const path = key.split('.').map((step, i, all) => (i < all.length - 1 ? `“${step}”的` : step));
  const last = path.pop() ?? '';
  const hint = `请在“变动原因”的${path.join('')}“${last}”后面写原因`;
  const message = `${what}比${than}${word} ${wan({ value: printed })}，没有写原因`;
  const sides: Sides = {
    left: { name: what, figure: now },
    right: { name: than, figure: before },
    sign: '比',
    unit: '元',
  };
  return [{ span, message, hint, sides }];
}

/** A figure that the narrative compares, and the reasons below 变动原因 that would explain it. */
export interface Compared {
  readonly what: string;
  /** Any that is written explains; the hint asks for the first. */
  readonly keys: readonly string[];
  /** Wider totals: a change of the same direction is explained, or asked for, there. */
  readonly wider?: readonly string[];
  readonly name: QuantityName;
  readonly params?: Params;
  readonly basis: Basis;
}

/** Findings for the totals that changed and that no reason explains, their own or a wider one's. */
export function unexplainedTotals(budget: Budget, compared: readonly Compared[]): Finding[] {
  return compared.flatMap((one) => {
    const { what, keys, wider = [], basis } = one;
    const up = change(budget, one);
    const told =
      keys.some((key) => budget.reasons.has(key)) ||
      wider.some((key) => {
        const total = compared.find((other) => other.keys[0] === key);
        return total && change(budget, total) === up;
      });
    if (told) return [];
    const { now, other } = figures(budget, one);
    return unexplained(budget, what, keys[0] ?? '', now, other, basis);
  });
}

function figures(budget: Budget, { name, params = {}, basis }: Compared) {
  const scope = { budget, filter: {} };
  const now = quantity(scope, name, params);
  return { now, other: quantity(scope, name, { ...params, 口径: basis }) };
}

/** Whether a figure rose (1) or fell (−1). */
function change(budget: Budget, one: Compared): number {
  const { now, other } = figures(budget, one);
  return now && other ? now.value.comparedTo(other.value) : 0;
}
