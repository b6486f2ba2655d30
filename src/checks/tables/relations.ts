/** What must hold within a table and between two, as data; src/checks/table-checks.ts evaluates it. */
import type { Budget } from '../../model/budget.js';
import type { Decimal } from '../../model/money.js';
import type { Fund, PackageName } from '../../model/terms.js';
import { expenditureTotal, type Filter, incomeTotal, select } from '../../model/totals.js';
import type { RuleContext } from '../rule.js';
import type { Term } from './picks.js';

/** Two sums that must be equal: in all, or under each key. */
export interface Relation {
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** Keys that are compared: of either side, of the left one, or only those that both sides have. */
  readonly keys?: 'any' | 'left' | 'both';
  /** Not looked at where a table lacks one of its rows or columns: a format may leave them out. */
  readonly optional?: true;
  /** A difference, left less right, that another rule tells at the place to mend. */
  readonly told?: (context: RuleContext, key: string) => Decimal;
}

/** What holds within one two-sided form. */
export interface FormRelations {
  readonly table: string;
  readonly relations: readonly Relation[];
}

/** What holds between two tables, or a table and the budget: a rule of its own. */
export interface Pair {
  readonly id: string;
  readonly kind: PackageName;
  readonly tables: readonly string[];
  readonly holds: string;
  readonly source: string;
  readonly relations: readonly Relation[];
}

// ---- columns that add up to another, row by row

/** A column over its parts; words as isHeaded reads them. Parts that a format leaves out count nothing. */
export interface Across {
  readonly whole: string;
  readonly parts: readonly string[];
  /** More on the side of the whole: 小计 + 年末 = 年初 + 本年收入. */
  readonly besides?: readonly string[];
  readonly told?: (context: RuleContext, code: string | undefined) => Decimal;
  /** The fund of a table that has columns for 基本支出 and 项目支出 alone. */
  readonly fund?: Fund;
}

const BASIC_AND_PROJECTS = ['基本支出', '项目支出'];
const CARS = ['公务用车购置费', '公务用车运行维护费|公务用车运行费'];
const APPROPRIATIONS: readonly Across[] = [
  { whole: '合计', parts: ['基本支出/小计|基本支出', '项目支出'], fund: '一般公共预算' },
  { whole: '基本支出/小计', parts: ['人员经费', '公用经费'] },
];
const NATURE_COLUMNS = [
  ...BASIC_AND_PROJECTS,
  '事业单位经营支出|经营支出',
  '上缴上级支出',
  '对附属单位补助支出',
];
const FUND_COLUMNS = [
  '一般公共预算财政拨款|一般公共预算',
  '政府性基金预算财政拨款|政府性基金预算',
  '国有资本经营预算财政拨款|国有资本经营预算',
];
const threePublicHalf = (half: string): Across[] => [
  {
    whole: `${half}/合计`,
    parts: ['因公出国（境）费', '*/小计', '公务接待费'].map((part) => `${half}/${part}`),
  },
  { whole: `${half}/*/小计`, parts: CARS.map((car) => car.replace(/[^|]+/g, `${half}/*/$&`)) },
];

/** By the template's number. */
export const ACROSS: Readonly<Record<string, readonly Across[]>> = {
  预算02: [
    { whole: '合计', parts: ['本年收入/小计', '上年结转结余/小计|上年结转结余'] },
    { whole: '本年收入/小计', parts: ['本年收入/*'] },
    { whole: '上年结转结余/小计', parts: ['上年结转结余/*'] },
  ],
  预算03: [{ whole: '合计', parts: NATURE_COLUMNS }],
  '预算05-1': APPROPRIATIONS,
  '预算05-2': APPROPRIATIONS,
  预算06: [{ whole: '合计', parts: ['人员经费', '公用经费'] }],
  预算07: [
    { whole: '“三公”经费合计|合计', parts: ['因公出国（境）费', '小计', '公务接待费'] },
    { whole: '小计', parts: CARS },
  ],
  预算08: [{ whole: '合计', parts: BASIC_AND_PROJECTS, fund: '政府性基金预算' }],
  预算09: [{ whole: '合计', parts: BASIC_AND_PROJECTS, fund: '国有资本经营预算' }],
  预算10: [
    {
      whole: '合计',
      parts: ['本年拨款/*', '财政拨款结转结余/*', '财政专户管理资金', '单位资金'],
    },
  ],
  公开02: [
    {
      whole: '本年收入合计|合计',
      parts: [
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '经营收入|事业单位经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
    },
  ],
  公开03: [{ whole: '本年支出合计|合计', parts: NATURE_COLUMNS }],
  公开04: [{ whole: '支出/决算数/小计|支出/决算数/合计', parts: FUND_COLUMNS }],
  公开05: [{ whole: '小计|合计', parts: BASIC_AND_PROJECTS, fund: '一般公共预算' }],
  公开07: [
    { whole: '小计|合计', parts: BASIC_AND_PROJECTS, fund: '政府性基金预算' },
    {
      whole: '小计|合计',
      besides: ['年末结转和结余'],
      parts: ['年初结转和结余', '本年收入'],
      told: ({ budget }, code) => gap(budget, ['政府性基金预算'], code).negated(),
    },
  ],
  公开08: [{ whole: '合计|小计', parts: BASIC_AND_PROJECTS, fund: '国有资本经营预算' }],
  公开09: [...threePublicHalf('预算数'), ...threePublicHalf('决算数')],
};

/** How far income and expenditure of some funds are apart: what 平衡-01 and 平衡-03 tell. */
export function gap(budget: Budget, funds?: readonly Fund[], functional?: string): Decimal {
  const filter: Filter = {
    ...(funds ? { funds } : {}),
    ...(functional === undefined ? {} : { functional }),
  };
  return incomeTotal(budget, filter).value.minus(expenditureTotal(budget, filter).value);
}

/** Expenditure of 类 that the format does not list: what 表内-01 tells. */
export function unlisted({ budget, profile }: RuleContext, funds?: readonly Fund[]): Decimal {
  const filter: Filter = { side: '支出', ...(funds ? { funds } : {}) };
  return profile.rows.classes.reduce(
    (rest, functional) => rest.minus(select(budget.facts, { ...filter, functional }).value),
    select(budget.facts, filter).value,
  );
}
