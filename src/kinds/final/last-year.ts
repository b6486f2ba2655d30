/** 上年 of final accounts as a block: its totals, where it has no input file of its own. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import type { Fact, Listing, YearFigures } from '../../model/budget.js';
import { EXPENSE_ITEM_NAMES, INCOME } from '../../model/terms.js';
import { each } from '../common/members.js';
import { threePublicItems } from '../prior/figures.js';
import { FINAL_FUNDS, FINAL_INCOMES } from './kind.js';

export function lastYearFields(unit: AmountUnit) {
  const { amount, signed } = fields(unit);
  const byFund = (meaning: string) =>
    z.strictObject(each(FINAL_FUNDS, (fund) => signed(`上年${meaning}：${fund}`))).optional();
  return {
    收入: z
      .strictObject(each(FINAL_INCOMES, (kind) => signed(`上年${kind}`)))
      .optional()
      .meta({ description: '上年决算收入，按来源' }),
    年初结转和结余: byFund('年初结转和结余'),
    使用非财政拨款结余: signed('上年使用非财政拨款结余').optional(),
    支出: byFund('支出'),
    结余分配: signed('上年结余分配').optional(),
    年末结转和结余: byFund('年末结转和结余'),
    三公经费: z
      .strictObject(each(EXPENSE_ITEM_NAMES, (item) => amount(`上年${item}决算`)))
      .optional(),
    机关运行经费: amount('上年机关运行经费决算').optional(),
  };
}
type LastYear = z.output<z.ZodObject<ReturnType<typeof lastYearFields>>>;

/** Each figure is of one side and one fund; of expenditure it is not written what came over. */
const listingOf = ({ side, fund, income, carriedOver }: Fact): Listing => ({
  side,
  funds: [fund],
  ...(side === '收入' ? { carriedOver } : {}),
  ...(income === undefined ? {} : { income }),
  by: [],
});

export function lastYearFigures(data: LastYear, year: number): YearFigures {
  const facts: Fact[] = [];
  for (const income of FINAL_INCOMES) {
    const amount = data.收入?.[income];
    if (amount)
      facts.push({ side: '收入', income, fund: INCOME[income].fund, carriedOver: false, amount });
  }
  const byFund = [
    ['收入', '年初结转和结余', true],
    ['支出', '支出', false],
    ['年终结转结余', '年末结转和结余', false],
  ] as const;
  for (const [side, key, carriedOver] of byFund) {
    for (const fund of FINAL_FUNDS) {
      const amount = data[key]?.[fund];
      if (amount) facts.push({ side, fund, carriedOver, amount });
    }
  }
  for (const side of ['使用非财政拨款结余', '结余分配'] as const) {
    const amount = data[side];
    if (amount) facts.push({ side, fund: '单位资金', carriedOver: false, amount });
  }
  return {
    year,
    facts,
    listings: facts.map(listingOf),
    ...(data.三公经费 ? { threePublic: threePublicItems(data.三公经费) } : {}),
    ...(data.机关运行经费 ? { officeExpenses: data.机关运行经费 } : {}),
  };
}
