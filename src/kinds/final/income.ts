/** What final accounts receive, carry over and set aside: the sections beside expenditure. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import { unique } from '../../input/references.js';
import type { Fact } from '../../model/budget.js';
import { bySubject, partsOf, receivedFacts } from '../common/by-subject.js';
import { each, MOST, unitKey, unitReference } from '../common/members.js';
import { payersField } from '../common/transfers.js';
import type { BuildContext } from '../kind.js';
import { FINAL_FUNDS, FINAL_INCOMES } from './kind.js';

export const incomeField = (unit: AmountUnit) =>
  z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...each(FINAL_INCOMES, (kind) => bySubject(fields(unit).signed, `本年${kind}`)),
        对方: payersField(unit),
        合计: fields(unit).signed('本单位本年收入合计；写了就核对').optional(),
      }),
    )
    .max(MOST.收入)
    .min(1)
    .meta({ description: '每个单位一项，按来源和项级功能科目' });

export const carryOverField = (unit: AmountUnit, meaning: string) =>
  z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...each(FINAL_FUNDS, (fund) => bySubject(fields(unit).signed, `${meaning}：${fund}`)),
      }),
    )
    .max(MOST.收入)
    .optional()
    .meta({ description: `${meaning}，每个单位一项，按资金和项级功能科目` });

export const unitsField = (unit: AmountUnit, meaning: string) =>
  z
    .record(unitKey(), fields(unit).signed(meaning))
    .optional()
    .meta({ description: `${meaning}，单位代码: 金额` });

const CARRY_OVER = ['年初结转和结余', '年末结转和结余'] as const;
const OF_UNITS = ['使用非财政拨款结余', '结余分配'] as const;

type BalanceInput = {
  readonly 收入: z.output<ReturnType<typeof incomeField>>;
} & {
  readonly [K in (typeof CARRY_OVER)[number]]?: z.output<ReturnType<typeof carryOverField>>;
} & {
  readonly [K in (typeof OF_UNITS)[number]]?: z.output<ReturnType<typeof unitsField>>;
};

/** Everything but expenditure. */
export function balanceFacts(data: BalanceInput, { source, report, note }: BuildContext): Fact[] {
  const carryOver = (key: (typeof CARRY_OVER)[number]): Fact[] => {
    const entries = data[key] ?? [];
    unique(entries, [key], '单位', source, report);
    const side = key === '年初结转和结余' ? '收入' : '年终结转结余';
    return entries.flatMap((entry) =>
      FINAL_FUNDS.flatMap((fund) =>
        partsOf(entry[fund]).map(
          (part): Fact => ({
            side,
            fund,
            carriedOver: side === '收入',
            unit: entry.单位,
            ...part,
          }),
        ),
      ),
    );
  };
  const ofUnits = (key: (typeof OF_UNITS)[number]) =>
    Object.entries(data[key] ?? {}).map(
      ([unit, amount]): Fact => ({ side: key, fund: '单位资金', carriedOver: false, unit, amount }),
    );
  unique(data.收入, ['收入'], '单位', source, report);
  const income = data.收入.flatMap((entry) => {
    const facts = receivedFacts(entry.单位, FINAL_INCOMES, entry);
    note({
      group: '分组',
      what: `单位 ${entry.单位} 的本年收入合计`,
      stated: entry.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
  return [
    ...income,
    ...carryOver('年初结转和结余'),
    ...ofUnits('使用非财政拨款结余'),
    ...ofUnits('结余分配'),
    ...carryOver('年末结转和结余'),
  ];
}
