/** Totals that an input states beside what they can be computed from; a rule compares them. */
import type { StatedTotal } from '../model/budget.js';
import { Decimal, type Figure, sum } from '../model/money.js';
import type { AmountUnit } from './amount.js';
import type { Source } from './source.js';

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

/**
 * A map of kinds to amounts without the total that may be written among them, which is noted.
 * @param lines what the total sums, where it is not the kinds
 */
export function kindsOf(
  written: Readonly<Record<string, Figure | undefined>> | undefined,
  what: string,
  note: Note,
  { lines, unit }: { lines?: readonly Figure[] | undefined; unit?: StatedTotal['unit'] } = {},
): Record<string, Figure> {
  const { 合计: stated, ...kinds } = written ?? {};
  const known = Object.entries(kinds).filter((kind): kind is [string, Figure] => !!kind[1]);
  const terms = lines ?? known.map(([, amount]) => amount);
  note({ group: '各类', what: `“${what}”的合计`, stated, terms, ...(unit ? { unit } : {}) });
  return Object.fromEntries(known);
}

/** 国有资产的车辆, kind by kind. */
export function vehiclesOf(
  written: Readonly<Record<string, number>> | undefined,
  source: Source,
  note: Note,
): ReadonlyMap<string, number> {
  const place = (kind: string) => source.valueSpan(['国有资产', '车辆', kind]);
  const figures = Object.entries(written ?? {}).map(([kind, n]): [string, Figure] => [
    kind,
    { value: new Decimal(n), sources: [place(kind)] },
  ]);
  const kinds = kindsOf(Object.fromEntries(figures), '车辆', note, { unit: '辆' });
  return new Map(Object.keys(kinds).map((kind) => [kind, written?.[kind] ?? 0]));
}
