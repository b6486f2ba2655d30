/** What must hold in every package, whatever its kind. */
import type { Fact } from '../model/budget.js';
import { NO_FIGURE, sum } from '../model/money.js';
import { quantity } from '../model/quantities.js';
import { FISCAL_FUNDS, OTHER_NATURES } from '../model/terms.js';
import { procurementTotal, select, selectFacts } from '../model/totals.js';
import { wan } from '../tables/table.js';
import { asksFor } from './asks.js';
import { coverWritten, schedulesWritten } from './declared.js';
import { subjectsDefined } from './definitions.js';
import { managementAddsUp } from './management.js';
import { equal, type Finding, type Outcome, place, type Rule, within } from './rule.js';
import { threePublicShown } from './three-public.js';
import { unprintedParts } from './unprinted.js';

/** The row source that lists the classes of a format. */
const CLASSES = '支出类别';

const listedClasses: Rule = {
  id: '表内-01',
  code: 'subject-unknown',
  severity: '错误',
  holds: '用到的功能分类各类都在格式的支出类别里',
  source: '收支总表按类列示支出',
  run: ({ budget, profile }) => {
    // a form may list the classes that have amounts, and no others
    if (!asksFor(profile, 'rows', [CLASSES])) return [];
    const seen = new Set<string>();
    return selectFacts(budget.facts, { side: '支出' }).flatMap((fact) => {
      const code = fact.functional?.slice(0, 3) ?? '';
      const span = place(fact.amount);
      if (profile.rows.classes.includes(code) || seen.has(code) || !span) return [];
      seen.add(code);
      const name = budget.subjects.functional.get(code)?.name ?? '';
      return [
        {
          span,
          message: `格式“${profile.id}”的收支总表没有 ${code} ${name}这一类`,
          hint: '请核对科目，或在格式文件的“支出类别”里加上这一类',
        },
      ];
    });
  },
};

const dateLikely: Rule = {
  id: '公开-05',
  code: 'year-mismatch',
  severity: '警告',
  holds: '编制日期同年度相称：预算在上年下半年或本年，决算在次年或再下一年',
  source: '封面的年度和日期',
  run: ({ budget }): Finding[] => {
    const { kind, year, date, publisher } = budget;
    const [first, last] = kind.madeBetween(year);
    if (first <= date && date <= last) return [];
    const message = `${year} 年度${publisher}${kind.name}的编制日期是 ${date}，应在 ${first} 和 ${last} 之间`;
    return [{ span: budget.placeOf(['编制日期']), message, hint: '请核对“年度”和“编制日期”' }];
  },
};

const officeExpensesDue: Rule = {
  id: '公开-06',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '只有行政单位和参公事业单位有机关运行经费',
  source: '机关运行经费的口径',
  run: ({ budget }): Finding[] => {
    if (budget.units.some(({ kind }) => kind !== '事业单位')) return [];
    const hint = '请核对“单位”的“性质”；没有行政单位和参公事业单位的，删去机关运行经费的内容';
    const stated = [
      ['上年', budget.prior?.officeExpenses],
      ['年初预算', budget.initial?.officeExpenses],
    ] as const;
    const amounts = stated.flatMap(([of, figure]): Finding[] => {
      const span = figure?.sources[0];
      if (!figure || !span || figure.value.isZero()) return [];
      const message = `各单位都是事业单位，没有机关运行经费，“${of}”里却写了 ${wan(figure)}`;
      return [{ span, message, hint }];
    });
    if (!budget.reasons.has('机关运行经费')) return amounts;
    const span = budget.placeOf(['变动原因', '机关运行经费']);
    return [...amounts, { span, message: '各单位都是事业单位，写了机关运行经费的变动原因', hint }];
  },
};

const vehiclesKept: Rule = {
  id: '公开-03',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '有公务用车运行维护费的部门有车辆',
  source: '国有资产占有使用情况同“三公”经费一致',
  run: ({ budget }) => {
    const running = quantity({ budget, filter: {} }, '三公经费', { 项: '公务用车运行维护费' });
    const count = [...budget.vehicles.values()].reduce((a, b) => a + b, 0);
    const span = running && place(running);
    if (!span || running.value.isZero() || count > 0 || !budget.assetsStated) return [];
    const message = `有公务用车运行维护费 ${wan(running)}，“国有资产”的“车辆”却是 0 辆`;
    return [{ span, message, hint: '请核对“国有资产”里的车辆数' }];
  },
};

const linesOnce: Rule = {
  id: '公开-09',
  code: 'name-duplicate',
  severity: '警告',
  holds: '一个项目的支出里没有科目、资金、金额都相同的两行',
  source: '项目支出表',
  run: ({ budget }) => {
    const seen = new Set<string>();
    const key = (fact: Fact) =>
      [
        fact.project,
        fact.functional,
        fact.economic,
        fact.fund,
        fact.carriedOver,
        fact.amount.value,
      ].join('\n');
    return budget.facts.flatMap((fact): Finding[] => {
      const span = place(fact.amount);
      if (fact.project === undefined || !span || !seen.has(key(fact))) {
        if (fact.project !== undefined) seen.add(key(fact));
        return [];
      }
      const message = `项目“${fact.project}”的 ${fact.functional ?? ''} ${wan(fact.amount)}写了两次`;
      return [{ span, message, hint: '是不是重复了？确有两笔的请合并成一行' }];
    });
  },
};

const fiscalNatures: Rule = {
  id: '平衡-10',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '财政拨款只安排基本支出和项目支出',
  source: '一般公共预算、政府性基金预算、国有资本经营预算的支出表只有这两栏',
  run: ({ budget }) =>
    FISCAL_FUNDS.flatMap((fund): Finding[] => {
      const paid = OTHER_NATURES.flatMap((nature) => {
        const figure = select(budget.facts, { side: '支出', funds: [fund], natures: [nature] });
        return figure.value.isZero() ? [] : [{ nature, figure }];
      });
      const span = place(...paid.map(({ figure }) => figure));
      if (!span) return [];
      const natures = paid.map(({ nature }) => nature).join('、');
      const amount = wan(sum(paid.map(({ figure }) => figure)));
      const message = `${fund}安排了${natures} ${amount}，这种资金的支出表没有这样的栏，合计大于各栏之和`;
      const hint = '这样的支出一般不由财政拨款安排：请核对“其他支出”的“资金”和“性质”';
      return [{ span, message, hint }];
    }),
};

const reservedWithin: Rule = {
  id: '平衡-12',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '预算里面向中小企业预留的不超过政府采购预算；预留给小微企业的不超过预留给中小企业的',
  source: '政府采购情况说明',
  run: ({ budget }): Outcome[] => {
    const [firms, micro] = [budget.reserved.get('中小企业'), budget.reserved.get('小微企业')];
    const hint = '请核对“政府采购”的“预留”';
    const bought = procurementTotal(budget) ?? NO_FIGURE;
    // accounts have what was bought, the reserve is of what was to be bought
    const planned = budget.kind.name === '预算' ? bought : undefined;
    return [
      ...within(firms, '面向中小企业预留的政府采购', planned, '政府采购预算', hint),
      ...within(micro, '预留给小微企业的政府采购', firms ?? planned, '预留给中小企业的', hint),
    ];
  },
};

const transfersAgree: Rule = {
  id: '平衡-14',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '部门内部的上级补助、上缴：付款单位和收款单位写的相等',
  source: '部门的收支里，内部往来两边抵销',
  run: ({ budget }) =>
    budget.transfers.flatMap(({ payer, receiver, nature, income, paid, received }) =>
      equal(
        received,
        `单位 ${receiver} 从 ${payer} 收的${income}`,
        paid,
        `单位 ${payer} 写“对方”的${nature}`,
        `请核对收款单位“收入”的“对方”和付款单位“其他支出”的“对方”`,
      ),
    ),
};

export const COMMON_RULES: readonly Rule[] = [
  transfersAgree,
  fiscalNatures,
  listedClasses,
  dateLikely,
  officeExpensesDue,
  vehiclesKept,
  linesOnce,
  reservedWithin,
  threePublicShown,
  unprintedParts,
  subjectsDefined,
  schedulesWritten,
  coverWritten,
  managementAddsUp,
];
