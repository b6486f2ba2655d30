/** 表间: quantities that two tables of a budget show, or a table and what the input states. */
import { select } from '../../model/totals.js';
import {
  BROUGHT,
  EXPENDITURE_SUM,
  EXPENDITURE_TOTAL,
  INCOME_SUM,
  INCOME_TOTAL,
  KEPT,
} from './forms.js';
import { projectBudget } from './goals.js';
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
} from './picks.js';
import type { Pair, Relation } from './relations.js';
import {
  classCode,
  funding,
  fundSheet,
  GENERAL,
  itself,
  NOT_BASIC,
  NOT_GENERAL,
  projectRows,
  purchased,
  spentBy,
  threePublicCode,
  threePublicColumns,
} from './terms.js';

const SOURCE = '部门预算各表表间勾稽关系';

const income01 = formHalf('预算01', '收入');
const spent01 = formHalf('预算01', '支出');
const classes01 = spent01.lines(undefined, EXPENDITURE_SUM, '各类支出', byLabel);
const income04 = formHalf('预算04', '收入');
const classes04 = formHalf('预算04', '支出').lines(EXPENDITURE_SUM, KEPT, '各类支出', byLabel);

const pair = (
  id: string,
  tables: readonly string[],
  holds: string,
  relations: readonly Relation[],
): Pair => ({ id, kind: '预算', tables, holds, source: SOURCE, relations });

export const BUDGET_PAIRS: readonly Pair[] = [
  pair(
    '表间-01',
    ['预算01', '预算02'],
    '收支总表的本年收入、各项来源和上年结转结余等于收入总表各单位之和',
    [
      {
        left: [income01.line(INCOME_SUM, '本年收入合计')],
        right: [leaves('预算02', '本年收入/小计')],
      },
      {
        left: [income01.line(BROUGHT, '上年结转结余')],
        right: [leaves('预算02', '上年结转结余/小计|上年结转结余')],
      },
      {
        left: [income01.lines(undefined, INCOME_SUM, '各项收入', bySource)],
        right: [leaves('预算02', '本年收入/*', bySourceColumn)],
        keys: 'both',
      },
    ],
  ),
  pair('表间-02', ['预算01', '预算03'], '收支总表的本年支出和各类支出等于支出总表各项之和', [
    { left: [spent01.line(EXPENDITURE_SUM, '本年支出合计')], right: [leaves('预算03', '合计')] },
    { left: [classes01], right: [leaves('预算03', '合计', byTop)], keys: 'left' },
  ]),
  pair(
    '表间-03',
    ['预算01', '预算04'],
    '收支总表的财政拨款收入、各类支出同财政拨款收支总表的一致',
    [
      {
        left: [income01.lines(undefined, INCOME_SUM, '各项收入', bySource)],
        right: [income04.lines(INCOME_SUM, BROUGHT, '本年收入各项拨款', bySource)],
        keys: 'both',
      },
      {
        left: [classes01],
        right: [
          classes04,
          spentBy('其他资金的支出', { funds: ['财政专户管理资金', '单位资金'] }, classCode),
        ],
        keys: 'both',
      },
    ],
  ),
  pair(
    '表间-04',
    ['预算03', '预算05-1'],
    '支出总表各科目的支出等于一般公共预算支出表的加上其他资金安排的',
    [
      ...(
        [
          ['合计', '合计', {}],
          ['基本支出', '基本支出/小计', { natures: ['基本支出'] }],
          ['项目支出', '项目支出', { natures: ['项目支出'] }],
        ] as const
      ).map(
        ([all, general, filter]): Relation => ({
          left: [leaves('预算03', all, byCode)],
          right: [
            leaves('预算05-1', general, byCode),
            spentBy('其他资金的支出', { ...filter, funds: NOT_GENERAL }, itself),
          ],
          keys: 'any',
        }),
      ),
    ],
  ),
  pair(
    '表间-05',
    ['预算04', '预算05-1'],
    '财政拨款收支总表的一般公共预算拨款和各类支出同一般公共预算支出表的一致',
    [
      fundSheet('一般公共预算', leaves('预算05-1', '合计')),
      {
        left: [classes04],
        right: [
          leaves('预算05-1', '合计', byTop),
          spentBy('另两本预算的支出', { funds: ['政府性基金预算', '国有资本经营预算'] }, classCode),
        ],
        keys: 'left',
      },
    ],
  ),
  pair(
    '表间-06',
    ['预算04', '预算08'],
    '财政拨款收支总表的政府性基金预算拨款等于政府性基金预算支出表各项之和加年终结转结余',
    [fundSheet('政府性基金预算', leaves('预算08', '合计'))],
  ),
  pair(
    '表间-07',
    ['预算04', '预算09'],
    '财政拨款收支总表的国有资本经营预算拨款等于国有资本经营预算支出表各项之和加年终结转结余',
    [fundSheet('国有资本经营预算', leaves('预算09', '合计'))],
  ),
  pair(
    '表间-08',
    ['预算05-1', '预算05-2'],
    '一般公共预算支出表分功能科目的各项之和等于分单位的各单位之和',
    ['合计', '基本支出/小计', '人员经费', '公用经费', '项目支出'].map((column) => ({
      left: [leaves('预算05-1', column)],
      right: [leaves('预算05-2', column)],
    })),
  ),
  pair(
    '表间-09',
    ['预算05-1', '预算06'],
    '一般公共预算支出表的基本支出、人员经费、公用经费等于一般公共预算基本支出表各款之和',
    (
      [
        ['基本支出/小计', '合计'],
        ['人员经费', '人员经费'],
        ['公用经费', '公用经费'],
      ] as const
    ).map(([by, column]) => ({
      left: [leaves('预算05-1', by)],
      right: [leaves('预算06', column)],
    })),
  ),
  pair(
    '表间-10',
    ['预算06', '预算07'],
    '“三公”经费各项等于基本支出表里 30212、30217、30231、31013 各款加项目支出里的',
    [
      {
        left: [threePublicColumns('预算07', '各项')],
        right: [
          leaves('预算06', '合计', (cell) => threePublicCode(cell.code)),
          fromBudget('项目支出里的', ({ budget }, economic) =>
            select(budget.facts, { side: '支出', funds: GENERAL, natures: NOT_BASIC, economic }),
          ),
        ],
        keys: 'any',
      },
    ],
  ),
  pair('表间-11', ['预算03', '预算10'], '支出总表的项目支出等于项目支出表各项目之和', [
    { left: [leaves('预算03', '项目支出')], right: [leaves('预算10', '合计')] },
  ]),
  pair('表间-12', ['预算10', '预算12'], '每个绩效项目的当年预算等于项目支出表里所含项目之和', [
    {
      left: [projectRows],
      right: [
        {
          table: '预算12',
          what: '项目当年预算',
          items: (views, { budget }) =>
            views.flatMap((view, i) =>
              projectBudget(view).map(({ figure }) => ({
                key: budget.performance[i]?.name ?? '',
                figure,
              })),
            ),
        },
      ],
      keys: 'any',
    },
  ]),
  pair(
    '表间-13',
    ['预算01', '预算11'],
    '整体支出绩效目标表的收入合计、支出合计等于收支总表的收入总计、支出总计',
    [
      { left: [income01.line(INCOME_TOTAL, '收入总计')], right: [funding(0, '合计')] },
      { left: [spent01.line(EXPENDITURE_TOTAL, '支出总计')], right: [funding(1, '合计')] },
    ],
  ),
  pair(
    '表间-14',
    ['预算05-1', '预算11'],
    '整体支出绩效目标表的人员类、运转类项目支出等于一般公共预算支出表的人员经费、公用经费加上其他资金安排的',
    (
      [
        ['人员经费', '人员类项目支出'],
        ['公用经费', '运转类项目支出'],
      ] as const
    ).map(([group, line]) => ({
      left: [
        leaves('预算05-1', group),
        spentBy('其他资金的', { funds: NOT_GENERAL, natures: ['基本支出'], group }),
      ],
      right: [funding(1, line)],
    })),
  ),
  pair(
    '表间-15',
    ['预算10', '预算11'],
    '整体支出绩效目标表的特定目标类项目支出和各项目本年度预算等于项目支出表的',
    [
      { left: [leaves('预算10', '合计')], right: [funding(1, '特定目标类项目支出')] },
      {
        left: [projectRows],
        right: [
          cellsOf('预算11', '项目本年度预算之和', (view) =>
            view.cells.filter(({ columnPath }) => columnPath.at(-1) === '项目本年度预算'),
          ),
        ],
      },
    ],
  ),
  pair('表间-16', ['政府采购'], '逐项的政府采购预算表合计等于政府采购预算总额', [
    purchased(
      '政府采购',
      '采购金额合计（万元）|采购金额合计|采购金额',
      '政府采购',
      'purchaseLines',
    ),
  ]),
  pair('表间-17', ['购买服务'], '逐项的政府购买服务预算表合计等于政府购买服务预算总额', [
    purchased('购买服务', '购买金额（万元）|购买金额', '政府购买服务', 'serviceLines'),
  ]),
];
