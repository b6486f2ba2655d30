/** Changes that have no reason: of one amount, of the totals that the narrative compares, row by row. */
import type { Profile } from '../forms/library.js';
import { interpolate } from '../forms/style.js';
import type { Budget } from '../model/budget.js';
import {
  difference,
  type Figure,
  inYuan,
  type MoneyStyle,
  NO_FIGURE,
  printedIn,
  type Sides,
} from '../model/money.js';
import { quantity } from '../model/quantities.js';
import { basisIn, type Compared, comparedIn } from '../model/reasons.js';
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import type { Basis } from '../model/terms.js';
import { wan } from '../tables/table.js';
import { asksFor } from './asks.js';
import {
  type Finding,
  isFinding,
  type Missing,
  type Outcome,
  place,
  toFill,
  within,
} from './rule.js';

/**
 * A finding when an amount differs from that of a basis as printed and the reason is not written.
 * @param money how sentences print amounts
 */
function unexplained(
  budget: Budget,
  what: string,
  key: string,
  now: Figure | undefined,
  before: Figure | undefined,
  basis: Basis,
  money: MoneyStyle,
): Finding[] {
  const span = place(now ?? NO_FIGURE, before ?? NO_FIGURE);
  if (!now || !before || !span || budget.reasons.has(key)) return [];
  const off = difference(now, before);
  const printed = inYuan(printedIn(off.value.abs(), money), money.unit);
  if (printed.isZero()) return [];
  const word = off.value.isPositive() ? '增加' : '减少';
  const path = key.split('.').map((step, i, all) => (i < all.length - 1 ? `“${step}”的` : step));
  const last = path.pop() ?? '';
  const hint = `请在“变动原因”的${path.join('')}“${last}”后面写原因`;
  const message = `${what}比${basis}${word} ${wan({ value: printed })}，没有写原因`;
  const sides: Sides = {
    left: { name: what, figure: now },
    right: { name: basis, figure: before },
    sign: '比',
    unit: '元',
  };
  const note = `${what}比${basis}${word} ${wan({ value: printed })}（${wan(before)} → ${wan(now)}）`;
  return [{ span, message, hint, sides, missing: reasonFor(key, note) }];
}

/** A reason that is to be written. @param key its path below 变动原因 */
const reasonFor = (key: string, note: string): Missing => ({
  path: ['变动原因', ...key.split('.')],
  value: toFill('原因'),
  note,
});

/** The changes of a package, each from what its input has. */
const changesOf = (budget: Budget): Compared[] =>
  comparedIn(budget.kind.name).map((one) => ({ ...one, basis: basisIn(budget, one) }));

/** The changes that must be explained; one that no sentence of the format gives a reason for need not be. */
function dueIn(budget: Budget, profile: Profile): Compared[] {
  return changesOf(budget).filter(({ asked }) => asksFor(profile, 'reasons', asked));
}

/** Findings for the rows that changed and that no reason explains. */
export function unexplainedRows(budget: Budget, profile: Profile): Finding[] {
  return dueIn(budget, profile).flatMap(({ what, keys: [key], name, basis, rows }) => {
    if (!rows) return [];
    return rowsOf(rootScope(budget, profile.rows), rows.source, rows.params).flatMap((row) => {
      const [shown, own] = [interpolate(what, row.fields), interpolate(key, row.fields)];
      if (budget.reasons.has(own)) return [];
      const [now, before] = [quantity(row, name, {}), quantity(row, name, { 口径: basis })];
      return unexplained(budget, shown, own, now, before, basis, profile.numbers.proseMoney);
    });
  });
}

/** Findings for the totals that changed and that no reason explains, their own or a wider one's. */
export function unexplainedTotals(budget: Budget, profile: Profile): Finding[] {
  const compared = changesOf(budget).filter(({ rows, above }) => !rows && !above);
  const due = dueIn(budget, profile).filter(({ rows, above }) => !rows && !above);
  return due.flatMap((one) => {
    const { what, keys, wider = [], basis } = one;
    if (keys.some((key) => budget.reasons.has(key))) return [];
    const up = change(budget, one);
    const explained = wider.some((key) => {
      const total = compared.find((other) => other.keys[0] === key);
      return total && change(budget, total) === up;
    });
    if (explained) return [];
    const { now, other } = comparedFigures(budget, one);
    return unexplained(budget, what, keys[0], now, other, basis, profile.numbers.proseMoney);
  });
}

/** A figure and what it is compared with; undefined where the input does not know it. */
function comparedFigures(budget: Budget, { name, params = {}, basis }: Compared) {
  const scope = { budget, filter: {} };
  const now = quantity(scope, name, params);
  return { now, other: quantity(scope, name, { ...params, 口径: basis }) };
}

/** Whether a figure rose (1) or fell (−1). */
function change(budget: Budget, one: Compared): number {
  const { now, other } = comparedFigures(budget, one);
  return now && other ? now.value.comparedTo(other.value) : 0;
}

/** What is more than it is compared with, where no reason explains that. */
export function unexplainedExcess(budget: Budget): Outcome[] {
  const compared = changesOf(budget).filter(({ above }) => above);
  return compared.flatMap((one) => {
    if (one.keys.some((key) => budget.reasons.has(key))) return [];
    const { now, other } = comparedFigures(budget, one);
    const [group, item] = one.keys[0].split('.');
    const hint = `请核对两个数；确实超过的，在“变动原因”的“${group}”里写“${item}”的原因`;
    return within(now, one.what, other, one.basis, hint).map(
      (outcome): Outcome =>
        isFinding(outcome)
          ? { ...outcome, missing: reasonFor(one.keys[0], outcome.message) }
          : outcome,
    );
  });
}
