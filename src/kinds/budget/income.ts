/** What a budget receives, carries over and keeps: 收入 and 年终结转结余. */
import { z } from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import { unique } from '../../input/references.js';
import type { Fact } from '../../model/budget.js';
import { FUNDS, INCOME, INCOME_KINDS } from '../../model/terms.js';
import { each, MOST, unitReference } from '../common/members.js';
import type { BuildContext } from '../kind.js';

const fundAmounts = (unit: AmountUnit, meaning: string) =>
  z.strictObject(each(FUNDS, (fund) => fields(unit).amount(`${meaning}：${fund}`))).optional();

export function incomeField(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...each(INCOME_KINDS, (kind) => amount(`本年${kind}`)),
        上年结转结余: fundAmounts(unit, '上年结转结余'),
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

/** What is kept for the next year; a budget does not say which unit keeps it. */
export const keptFacts = ({ 年终结转结余: kept }: IncomeInput): Fact[] =>
  FUNDS.flatMap((fund): Fact[] => {
    const amount = kept?.[fund];
    return amount ? [{ side: '年终结转结余', fund, carriedOver: false, amount }] : [];
  });
