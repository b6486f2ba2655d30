/** A year's figures without a complete input of that year: a 上年数 file, an `上年:` or an `年初预算:` block. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields, year } from '../../input/fields.js';
import { noteTo } from '../../input/stated.js';
import type { Fact, Listing, StatedTotal, YearFigures } from '../../model/budget.js';
import { type Figure, sum } from '../../model/money.js';
import {
  EXPENSE_ITEM_NAMES,
  type ExpenseItem,
  FUNDS,
  type Fund,
  OTHER_FUNDS,
  type YearRole,
} from '../../model/terms.js';
import { each, functionalItemKey } from '../common/members.js';

/** Sections of expenditure by subject, each with the funds that it is of. */
const BY_SUBJECT = {
  一般公共预算支出: ['一般公共预算'],
  政府性基金预算支出: ['政府性基金预算'],
  国有资本经营预算支出: ['国有资本经营预算'],
  其他资金支出: OTHER_FUNDS,
} as const satisfies Record<string, readonly Fund[]>;
type Section = keyof typeof BY_SUBJECT;
const SECTIONS = Object.keys(BY_SUBJECT) as Section[];

export function priorFields(unit: AmountUnit) {
  const { amount } = fields(unit);
  const section = (name: Section) => {
    const what = name === '其他资金支出' ? '用财政专户管理资金和单位资金安排的支出' : name;
    return z.record(functionalItemKey(), amount(`上年${what}，按项级科目`));
  };
  return {
    ...each(SECTIONS, section),
    支出: z
      .strictObject(each(FUNDS, (fund) => amount(`上年${fund}支出总数`)))
      .optional()
      .meta({ description: '上年支出总数，按资金；没有分科目的数时写，科目就不同上年比较' }),
    年终结转结余: amount('上年预算的年终结转结余').optional(),
    三公经费: z.strictObject(each(EXPENSE_ITEM_NAMES, (item) => amount(`上年${item}`))).optional(),
    机关运行经费: amount('上年机关运行经费').optional(),
    政府采购: amount('上年政府采购预算').optional(),
  };
}
/** What those fields hold. */
export type PriorFields = z.output<z.ZodObject<ReturnType<typeof priorFields>>>;

export function priorSchema(unit: AmountUnit) {
  return z
    .strictObject({
      类型: z.literal('上年数'),
      年度: year('这些数的年度'),
      金额单位: z.enum(['元', '万元']),
      ...priorFields(unit),
    })
    .meta({ title: 'gongkai 上年数', description: '上一年度没有完整输入文件时，只列对比要用的数' });
}

/**
 * A total of 支出 beside figures by subject is compared with their sum; alone it stands for all that
 * is known.
 * @param unit unit that the amounts are written in
 * @param role what messages call that year
 */
export function listedFigures(
  data: PriorFields,
  year: number,
  unit: AmountUnit,
  role: YearRole,
): YearFigures {
  const totals: StatedTotal[] = [];
  const note = noteTo(totals, unit);
  const spent = (fund: Fund, amount: Figure, functional?: string): Fact => ({
    side: '支出',
    fund,
    carriedOver: false,
    amount,
    ...(functional === undefined ? {} : { functional }),
  });
  const listings: Listing[] = [];
  const listed = (funds: readonly Fund[], by: Listing['by'] = []) =>
    listings.push({ side: '支出', funds, by });
  const facts = SECTIONS.flatMap((section): Fact[] => {
    const funds: readonly Fund[] = BY_SUBJECT[section];
    const written = data[section];
    const items = Object.entries(written ?? {});
    const stated = funds.flatMap((fund) => {
      const amount = data.支出?.[fund];
      return amount ? [{ fund, amount }] : [];
    });
    // a section without a subject says that there was none
    if (written && (items.length > 0 || stated.length === 0)) listed(funds, ['functional']);
    else for (const { fund } of stated) listed([fund]);
    if (items.length === 0) return stated.map(({ fund, amount }) => spent(fund, amount));
    const terms = items.map(([, amount]) => amount);
    const what = `${role}${funds.join('和')}支出`;
    const total = sum(stated.map(({ amount }) => amount));
    note({ group: '上年', what, stated: stated.length > 0 ? total : undefined, terms });
    const fund = funds.at(-1) as Fund;
    return items.map(([functional, amount]) => spent(fund, amount, functional));
  });
  const kept = data.年终结转结余;
  if (kept) {
    // of which fund is not written: of those that there were
    const spending = listings.flatMap(({ funds }) => funds);
    const funds = spending.length > 0 ? spending : FUNDS;
    const [fund = '一般公共预算'] = funds;
    listings.push({ side: '年终结转结余', funds, by: [] });
    facts.push({ side: '年终结转结余', fund, carriedOver: false, amount: kept });
  }
  return {
    year,
    facts,
    stated: totals,
    listings,
    ...(data.三公经费 ? { threePublic: threePublicItems(data.三公经费) } : {}),
    ...(data.机关运行经费 ? { officeExpenses: data.机关运行经费 } : {}),
    ...(data.政府采购 ? { procurement: data.政府采购 } : {}),
  };
}

/** “三公”经费 as it is listed item by item. */
export function threePublicItems(
  written: Readonly<Partial<Record<ExpenseItem, Figure | undefined>>>,
): ReadonlyMap<ExpenseItem, Figure> {
  return new Map(Object.entries(written) as [ExpenseItem, Figure][]);
}
