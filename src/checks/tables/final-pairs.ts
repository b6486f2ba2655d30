/** 表间: quantities that two tables of final accounts show. */
import { sum } from '../../model/money.js';
import { FISCAL_FUNDS, FUNDS, type Fund, type Nature } from '../../model/terms.js';
import { select } from '../../model/totals.js';
import type { LabelledCell } from '../../tables/labels.js';
import {
  ACCOUNT_COLUMNS,
  BROUGHT,
  EXPENDITURE_SUM,
  fundLines,
  INCOME_SUM,
  isCoded,
  KEPT,
} from './forms.js';
import {
  byCode,
  byLabel,
  bySource,
  bySourceColumn,
  byTop,
  cellsOf,
  formHalf,
  fromBudget,
  leaves,
  type Term,
} from './picks.js';
import { gap, type Pair, type Relation } from './relations.js';
import {
  classCode,
  itself,
  NOT_BASIC,
  spentBy,
  threePublicCode,
  threePublicColumns,
} from './terms.js';

const BASIC = ['基本支出'] as const;
const except = (...funds: readonly Fund[]) => FUNDS.filter((fund) => !funds.includes(fund));
const OWN = except(...FISCAL_FUNDS);

const income01 = formHalf('公开01', '收入');
const spent01 = formHalf('公开01', '支出');
const classes01 = spent01.lines(undefined, EXPENDITURE_SUM, '各类支出', byLabel);
const income04 = formHalf('公开04', '收入');
const column04 = (fund?: Fund) =>
  formHalf('公开04', '支出', ACCOUNT_COLUMNS.find(([, own]) => own === fund)?.[0]);

/** 财政拨款 of the year, of all lines of 公开01 together. */
const isFiscal = (cell: LabelledCell) =>
  FISCAL_FUNDS.some((fund) => cell.rowLabel.startsWith(fund)) ? '' : undefined;

/** Balances of funds that are not 财政拨款. */
const ownBalance = (what: string, side: '收入' | '年终结转结余') =>
  fromBudget(what, ({ budget }) =>
    select(budget.facts, { side, funds: OWN, ...(side === '收入' ? { carriedOver: true } : {}) }),
  );

/** A table of one fund by subject, against 支出决算表. */
const bySubject = (table: string, fund: Fund, total: string): Relation[] =>
  (
    [
      ['本年支出合计|合计', total, {}],
      ['基本支出', '基本支出', { natures: BASIC }],
      ['项目支出', '项目支出', { natures: ['项目支出'] }],
    ] as const
  ).map(([all, column, filter]) => ({
    left: [leaves('公开03', all, byCode)],
    right: [
      leaves(table, column, byCode),
      spentBy('其他资金的支出', { ...filter, funds: except(fund) }, itself),
    ],
    keys: 'any',
  }));

/** The column of a fund in 财政拨款收入支出决算总表, against the fund's own table. */
const fundColumn = (fund: Fund, table: string, total: string): Relation[] => [
  {
    left: [column04(fund).line(EXPENDITURE_SUM, '本年支出合计')],
    right: [leaves(table, total)],
    optional: true,
  },
  {
    left: [column04(fund).lines(undefined, EXPENDITURE_SUM, '各类支出', byLabel)],
    right: [leaves(table, total, byTop)],
    keys: 'left',
    optional: true,
  },
];

const received = (fund: Fund) => fundLines('公开04', fund).received;
const brought = (fund: Fund) => fundLines('公开04', fund).brought;

/** 款 of 基本支出决算明细表. */
const divisions = (what: string, key?: (cell: LabelledCell) => string | undefined): Term =>
  cellsOf('公开06', what, (view) => view.cells.filter((cell) => isCoded(cell, 5)), key);

/** What a fund's income of the year and from before comes to, against its table and what is kept. */
const fundBalance = (fund: Fund, spent: Term): Relation => ({
  left: [received(fund), brought(fund)],
  right: [
    spent,
    fromBudget(`${fund}年末结转和结余`, ({ budget }) =>
      select(budget.facts, { side: '年终结转结余', funds: [fund] }),
    ),
  ],
  told: ({ budget }) => gap(budget, [fund]),
});

const pair = (
  id: string,
  tables: readonly string[],
  holds: string,
  relations: readonly Relation[],
): Pair => ({ id, kind: '决算', tables, holds, source: '部门决算各表表间勾稽关系', relations });

export const FINAL_PAIRS: readonly Pair[] = [
  pair(
    '表间-21',
    ['公开01', '公开02'],
    '收入支出决算总表的本年收入和各项收入等于收入决算表各项之和',
    [
      {
        left: [income01.line(INCOME_SUM, '本年收入合计')],
        right: [leaves('公开02', '本年收入合计|合计')],
      },
      {
        left: [income01.lines(undefined, INCOME_SUM, '财政拨款收入', isFiscal)],
        right: [leaves('公开02', '财政拨款收入')],
      },
      {
        left: [income01.lines(undefined, INCOME_SUM, '各项收入', bySource)],
        right: [leaves('公开02', '*', bySourceColumn)],
        keys: 'both',
      },
    ],
  ),
  pair(
    '表间-22',
    ['公开01', '公开03'],
    '收入支出决算总表的本年支出和各类支出等于支出决算表各项之和',
    [
      {
        left: [spent01.line(EXPENDITURE_SUM, '本年支出合计')],
        right: [leaves('公开03', '本年支出合计|合计')],
      },
      { left: [classes01], right: [leaves('公开03', '本年支出合计|合计', byTop)], keys: 'left' },
    ],
  ),
  pair(
    '表间-23',
    ['公开01', '公开04'],
    '收入支出决算总表的财政拨款收入、各类支出和结转结余同财政拨款收入支出决算总表的一致',
    [
      {
        left: [income01.lines(undefined, INCOME_SUM, '各项收入', bySource)],
        right: [income04.lines(undefined, INCOME_SUM, '各项拨款', bySource)],
        keys: 'both',
      },
      {
        left: [classes01],
        right: [
          column04().lines(undefined, EXPENDITURE_SUM, '各类支出', byLabel),
          spentBy('其他资金的支出', { funds: OWN }, classCode),
        ],
        keys: 'both',
      },
      {
        left: [income01.line(BROUGHT, '年初结转和结余')],
        right: [
          income04.line(BROUGHT, '年初财政拨款结转和结余'),
          ownBalance('其他资金的年初结转和结余', '收入'),
        ],
      },
      {
        left: [spent01.line(KEPT, '年末结转和结余')],
        right: [
          column04().line(KEPT, '年末财政拨款结转和结余'),
          ownBalance('其他资金的年末结转和结余', '年终结转结余'),
        ],
      },
    ],
  ),
  pair(
    '表间-24',
    ['公开02', '公开04'],
    '收入决算表的财政拨款收入等于财政拨款收入支出决算总表的本年收入',
    [
      {
        left: [leaves('公开02', '财政拨款收入')],
        right: [income04.line(INCOME_SUM, '本年收入合计')],
      },
    ],
  ),
  pair(
    '表间-25',
    ['公开03', '公开05'],
    '支出决算表各科目的支出等于一般公共预算财政拨款支出决算表的加上其他资金安排的',
    bySubject('公开05', '一般公共预算', '小计|合计'),
  ),
  pair(
    '表间-26',
    ['公开04', '公开05'],
    '财政拨款收入支出决算总表一般公共预算的支出等于一般公共预算财政拨款支出决算表各项之和',
    [
      ...fundColumn('一般公共预算', '公开05', '小计|合计'),
      fundBalance('一般公共预算', leaves('公开05', '小计|合计')),
    ],
  ),
  pair(
    '表间-27',
    ['公开05', '公开06'],
    '一般公共预算财政拨款支出决算表的基本支出等于基本支出决算明细表各款之和',
    [{ left: [leaves('公开05', '基本支出')], right: [divisions('各款之和')] }],
  ),
  pair(
    '表间-28',
    ['公开04', '公开07'],
    '财政拨款收入支出决算总表政府性基金的收支、结转和结余等于政府性基金预算财政拨款收入支出决算表各项之和',
    [
      { left: [received('政府性基金预算')], right: [leaves('公开07', '本年收入')] },
      { left: [brought('政府性基金预算')], right: [leaves('公开07', '年初结转和结余')] },
      ...fundColumn('政府性基金预算', '公开07', '小计|合计'),
      {
        left: [column04('政府性基金预算').line(KEPT, '年末财政拨款结转和结余')],
        right: [leaves('公开07', '年末结转和结余')],
        optional: true,
      },
    ],
  ),
  pair(
    '表间-29',
    ['公开04', '公开08'],
    '财政拨款收入支出决算总表国有资本经营预算的收支等于国有资本经营预算财政拨款支出决算表各项之和加年末结转和结余',
    [
      ...fundColumn('国有资本经营预算', '公开08', '合计|小计'),
      fundBalance('国有资本经营预算', leaves('公开08', '合计|小计')),
    ],
  ),
  pair(
    '表间-30',
    ['公开03', '公开08'],
    '支出决算表各科目的支出等于国有资本经营预算财政拨款支出决算表的加上其他资金安排的',
    bySubject('公开08', '国有资本经营预算', '合计|小计'),
  ),
  pair(
    '表间-31',
    ['公开06', '公开09'],
    '“三公”经费决算数各项等于基本支出决算明细表里 30212、30217、30231、31013 各款加项目支出和另两本财政拨款里的',
    [
      {
        left: [threePublicColumns('公开09', '决算数各项', '决算数')],
        right: [
          divisions('各款', (cell) => threePublicCode(cell.code)),
          fromBudget('项目支出和另两本财政拨款里的', ({ budget }, economic) => {
            const of = (funds: readonly Fund[], natures?: readonly Nature[]) =>
              select(budget.facts, {
                side: '支出',
                funds,
                economic,
                ...(natures ? { natures } : {}),
              });
            return sum([
              of(['一般公共预算'], NOT_BASIC),
              of(['政府性基金预算', '国有资本经营预算']),
            ]);
          }),
        ],
        keys: 'any',
      },
    ],
  ),
];
