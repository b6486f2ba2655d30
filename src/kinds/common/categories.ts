/** What is listed by category: 政府采购 by 货物、工程、服务, vehicles, running costs; 合计 among them is a stated total. */

import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { count, fields } from '../../input/fields.js';
import type { Path } from '../../input/source.js';
import type { Note } from '../../input/stated.js';
import type { StatedTotal } from '../../model/budget.js';
import type { FormField } from '../../model/form-fields.js';
import { Decimal, type Figure } from '../../model/money.js';
import { PROCUREMENT_KINDS, RESERVED_ITEMS, type ReservedItem } from '../../model/terms.js';
import type { BuildContext } from '../kind.js';
import { each } from './members.js';

export function procurementFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  return {
    ...each(PROCUREMENT_KINDS, (kind) => amount(`${kind}类`)),
    合计: amount('政府采购合计；写了就核对').optional(),
  };
}

export function vehiclesField(meaning = '车辆种类: 辆数') {
  return z.record(z.string(), count('辆数')).optional().meta({ description: meaning });
}

/** 政府采购 that is reserved for small firms. */
export function reservedField(unit: AmountUnit) {
  const { amount } = fields(unit);
  const meanings: Readonly<Record<ReservedItem, string>> = {
    中小企业: '面向中小企业预留的项目预算金额',
    小微企业: '其中面向小型和微型企业预留的',
  };
  return z
    .strictObject(each(RESERVED_ITEMS, (item) => amount(meanings[item])))
    .optional()
    .meta({ description: '面向中小企业预留的政府采购项目预算' });
}

/** What is written of a closed list of amounts. */
export const writtenOf = <K extends string>(
  amounts: Readonly<Partial<Record<K, Figure | undefined>>> | undefined,
): ReadonlyMap<K, Figure> =>
  new Map(
    Object.entries(amounts ?? {}).filter((entry): entry is [K, Figure] => entry[1] !== undefined),
  );

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

/** Vehicles category by category, each with its place; 合计 among them is compared with their sum. */
export function vehicleFigures(
  written: Readonly<Record<string, number>> = {},
  what: string,
  path: Path,
  { source, note }: BuildContext,
): ReadonlyMap<string, Figure> {
  const figures = Object.entries(written).map(([name, n]): [string, Figure] => {
    const place = source.valueSpan([...path, name]);
    return [name, { value: new Decimal(n), sources: [place], counted: '辆' }];
  });
  return categoriesOf(Object.fromEntries(figures), what, note, { unit: '辆' });
}

/** How many of each category there are. */
export const numbersOf = (figures: ReadonlyMap<string, Figure>): ReadonlyMap<string, number> =>
  new Map([...figures].map(([name, { value }]) => [name, value.toNumber()]));

/** 国有资产的车辆, category by category. */
export const vehiclesOf = (
  written: Readonly<Record<string, number>> | undefined,
  context: BuildContext,
): ReadonlyMap<string, number> =>
  numbersOf(vehicleFigures(written, '车辆', ['国有资产', '车辆'], context));

/**
 * Counts of a section as figures, by the names of their fields.
 * @param section what is written there
 */
export function countsOf(
  fields: readonly FormField[],
  section: object | undefined,
  path: Path,
  { source }: BuildContext,
): [string, Figure][] {
  const written = (section ?? {}) as Readonly<Record<string, unknown>>;
  return fields.flatMap(({ key, field = key, value, unit }): [string, Figure][] => {
    const n = written[key];
    if (value !== 'count' || typeof n !== 'number') return [];
    const sources = [source.valueSpan([...path, key])];
    return [[field, { value: new Decimal(n), sources, ...(unit ? { counted: unit } : {}) }]];
  });
}
