/** Amounts that an input may write as one, or by functional subject; and what is received, one way for all kinds. */
import * as z from 'zod';
import type { Fact } from '../../model/budget.js';
import { Decimal, type Figure } from '../../model/money.js';
import { INCOME, type IncomeKind } from '../../model/terms.js';
import { functionalItemKey } from './members.js';

/** One amount, or one for each 项. */
export type Divided = Figure | Readonly<Record<string, Figure>>;

/** An amount of a schema that depends on the file's unit. */
type Amount = (meaning: string) => z.ZodType<Figure>;

/** Each amount under its 项: `{ "2010301": 1400 }`. */
export const bySubject = (amount: Amount, meaning: string) =>
  z
    .record(functionalItemKey(), amount(meaning))
    .meta({ description: `${meaning}，功能科目: 金额` });

/** One amount, or each under its 项. */
export const dividedField = (amount: Amount, meaning: string) =>
  z.union([amount(meaning), bySubject(amount, meaning)]).meta({
    description: `${meaning}：一个金额，或者按项级功能科目写，功能科目: 金额`,
  });

const isFigure = (written: Divided): written is Figure =>
  Decimal.isDecimal((written as Partial<Figure>).value);

/** Whether it is one amount, of which it is not written how much belongs to which subject. */
export const isWhole = (written: Divided | undefined): written is Figure =>
  written !== undefined && isFigure(written);

/** The parts of what is written; one without a subject where it is one amount. */
export function partsOf(
  written: Divided | undefined,
): { readonly amount: Figure; readonly functional?: string }[] {
  if (written === undefined) return [];
  if (isFigure(written)) return [{ amount: written }];
  return Object.entries(written).map(([functional, amount]) => ({ functional, amount }));
}

/** 本年收入 of a unit: a fact for each amount of each source. */
export const receivedFacts = (
  unit: string,
  kinds: readonly IncomeKind[],
  written: Readonly<Partial<Record<IncomeKind, Divided | undefined>>>,
): Fact[] =>
  kinds.flatMap((income) =>
    partsOf(written[income]).map(
      (part): Fact => ({
        side: '收入',
        income,
        fund: INCOME[income].fund,
        carriedOver: false,
        unit,
        ...part,
      }),
    ),
  );
