/** What a budget receives, carries over and keeps: 收入 and 年终结转结余. */
import { z } from 'zod';
import { at } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import { unique } from '../../input/references.js';
import type { Fact } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { FUNDS, INCOME, INCOME_KINDS } from '../../model/terms.js';
import { each, MOST, unitReference } from '../common/members.js';
import { payersField } from '../common/transfers.js';
import type { BuildContext } from '../kind.js';

const fundAmounts = (unit: AmountUnit, meaning: string) =>
  z
    .strictObject(
      each(FUNDS, (fund) => {
        const { amount, signed } = fields(unit);
        // what is left of the public treasury's money is never less than nothing
        return (fund === '单位资金' ? signed : amount)(`${meaning}：${fund}`);
      }),
    )
    .optional();

export function incomeField(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...each(INCOME_KINDS, (kind) => amount(`本年${kind}`)),
        上年结转结余: fundAmounts(unit, '上年结转结余'),
        年终结转结余: fundAmounts(unit, '本单位年终结转结余').meta({
          description: '本单位年终结转结余，按资金；各单位都分不清的，写在文件的“年终结转结余”里',
        }),
        对方: payersField(unit),
        合计: amount('本单位收入合计；写了就核对').optional(),
      }),
    )
    .max(MOST.收入)
    .min(1)
    .meta({ description: '每个单位一项' });
}

export const keptField = (unit: AmountUnit) =>
  fundAmounts(unit, '年终结转结余').meta({ description: '年终结转结余，按资金' });

interface IncomeInput {
  readonly 收入: z.output<ReturnType<typeof incomeField>>;
  readonly 年终结转结余?: z.output<ReturnType<typeof keptField>>;
}

export function incomeFacts(data: IncomeInput, { source, report, note }: BuildContext): Fact[] {
  unique(data.收入, ['收入'], '单位', source, report);
  return data.收入.flatMap((entry) => {
    const facts: Fact[] = INCOME_KINDS.flatMap((income) => {
      const amount = entry[income];
      return amount
        ? [
            {
              side: '收入' as const,
              income,
              fund: INCOME[income].fund,
              carriedOver: false,
              unit: entry.单位,
              amount,
            },
          ]
        : [];
    });
    for (const fund of FUNDS) {
      const amount = entry.上年结转结余?.[fund];
      if (amount) facts.push({ side: '收入', fund, carriedOver: true, unit: entry.单位, amount });
    }
    note({
      group: '分组',
      what: `单位 ${entry.单位} 的收入合计`,
      stated: entry.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
}

/**
 * What is kept for the next year: by unit where a unit says so, else of the department as a whole. A kind of
 * money is written in one of the two places.
 */
export function keptFacts(
  { 收入: entries, 年终结转结余: kept }: IncomeInput,
  { source, report }: BuildContext,
): Fact[] {
  return FUNDS.flatMap((fund): Fact[] => {
    const factOf = (amount: Figure, unit?: string): Fact => ({
      side: '年终结转结余',
      fund,
      carriedOver: false,
      ...(unit ? { unit } : {}),
      amount,
    });
    const ofUnits = entries.flatMap((entry) => {
      const amount = entry.年终结转结余?.[fund];
      return amount ? [factOf(amount, entry.单位)] : [];
    });
    const whole = kept?.[fund];
    if (whole && ofUnits.length > 0) {
      const message = `${fund}的年终结转结余，有单位已经写在“收入”里`;
      const hint = '请只留一处：各单位都写在“收入”里，或者合起来写在“年终结转结余”里';
      report(at(source.keySpan(['年终结转结余', fund]), 'name-duplicate', message, hint));
    }
    return whole ? [factOf(whole), ...ofUnits] : ofUnits;
  });
}
