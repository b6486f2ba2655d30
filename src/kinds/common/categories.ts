/** What is listed by category: 政府采购 by 货物、工程、服务, vehicles, running costs; 合计 among them is a stated total. */

import { z } from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { count, fields } from '../../input/fields.js';
import type { Note } from '../../input/stated.js';
import type { StatedTotal } from '../../model/budget.js';
import { Decimal, type Figure } from '../../model/money.js';
import { PROCUREMENT_KINDS } from '../../model/terms.js';
import type { BuildContext } from '../kind.js';
import { each } from './members.js';

export function procurementFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  return {
    ...each(PROCUREMENT_KINDS, (kind) => amount(`${kind}类`)),
    合计: amount('政府采购合计；写了就核对').optional(),
  };
}

export function vehiclesField() {
  return z.record(z.string(), count('辆数')).optional().meta({ description: '车辆种类: 辆数' });
}

/**
 * The categories without the total that may be written among them, which is noted.
 * @param lines what the total sums, where it is not the categories
 */
export function categoriesOf(
  written: Readonly<Record<string, Figure | undefined>> | undefined,
  what: string,
  note: Note,
  { lines, unit }: { lines?: readonly Figure[] | undefined; unit?: StatedTotal['unit'] } = {},
): ReadonlyMap<string, Figure> {
  const { 合计: stated, ...categories } = written ?? {};
  const known = Object.entries(categories).flatMap(([name, amount]): [string, Figure][] =>
    amount ? [[name, amount]] : [],
  );
  const terms = lines ?? known.map(([, amount]) => amount);
  note({ group: '各类', what: `“${what}”的合计`, stated, terms, ...(unit ? { unit } : {}) });
  return new Map(known);
}

/** 国有资产的车辆, category by category. */
export function vehiclesOf(
  written: Readonly<Record<string, number>> = {},
  { source, note }: BuildContext,
): ReadonlyMap<string, number> {
  const figures = Object.entries(written).map(([name, n]): [string, Figure] => {
    const place = source.valueSpan(['国有资产', '车辆', name]);
    return [name, { value: new Decimal(n), sources: [place] }];
  });
  const vehicles = categoriesOf(Object.fromEntries(figures), '车辆', note, { unit: '辆' });
  return new Map([...vehicles].map(([name, { value }]) => [name, value.toNumber()]));
}
