/** What must hold between the figures of final accounts: carry-over, small firms, scores. */

import { asksFor } from '../../../checks/asks.js';
import { equal, type Finding, place, type Rule, within } from '../../../checks/rule.js';
import { grouped } from '../../../grouped.js';
import type { Budget } from '../../../model/budget.js';
import { type Figure, NO_FIGURE, type Sides, sum } from '../../../model/money.js';
import { type Params, quantity } from '../../../model/quantities.js';
import {
  FISCAL_FUNDS,
  type Fund,
  PROCUREMENT_KINDS,
  RESERVED_ITEMS,
  type WonItem,
} from '../../../model/terms.js';
import {
  expenditureTotal,
  type Filter,
  incomeTotal,
  selectFacts,
  threePublic,
  withInternal,
} from '../../../model/totals.js';
import { unlistedFacts, wordsOf } from '../../../model/written.js';
import { wan } from '../../../tables/table.js';
import { FINAL_FUNDS } from '../kind.js';

/** What carry-over would close a gap, as a hint. */
function gapHint(fund: Fund, income: Figure, expenditure: Figure): string {
  const missed = { value: income.value.minus(expenditure.value).abs() };
  // a slip of the keyboard, not a carry-over
  if (missed.value.lt(100)) return '请核对收入和支出';
  const own = !FISCAL_FUNDS.includes(fund);
  const missing = income.value.gt(expenditure.value)
    ? `年末结转和结余${own ? '”或“结余分配' : ''}`
    : `年初结转和结余${own ? '”或“使用非财政拨款结余' : ''}`;
  return `请核对收入和支出；是不是漏写了“${missing}” ${wan(missed)}？`;
}

const unitsBalance: Rule = {
  id: '平衡-03',
  code: 'balance-mismatch',
  severity: '错误',
  holds:
    '每个单位的每种资金：年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出 + 结余分配 + 年末结转和结余；财政拨款的每个项级科目也是这样',
  source: '收入支出决算总表、财政拨款收入支出决算总表、政府性基金预算财政拨款收入支出决算表',
  run: ({ budget }) => {
    const year = withInternal(budget);
    return budget.units.flatMap((unit) =>
      FINAL_FUNDS.flatMap((fund) => {
        const own = { units: [unit.code], funds: [fund] };
        const subjects = FISCAL_FUNDS.includes(fund) ? subjectsOf(budget, own) : [undefined];
        return subjects.flatMap((functional) => {
          const filter = functional === undefined ? own : { ...own, functional };
          const name = budget.subjects.functional.get(functional ?? '')?.name ?? '';
          const what = functional === undefined ? fund : `${functional} ${name}的${fund}`;
          const income = incomeTotal(year, filter);
          const expenditure = expenditureTotal(year, filter);
          return equal(
            income,
            `${unit.name}：${what}收入（含年初结转和结余）`,
            expenditure,
            '支出（含年末结转和结余）',
            gapHint(fund, income, expenditure),
          );
        });
      }),
    );
  },
};

function subjectsOf(budget: Budget, filter: Filter): string[] {
  const codes = selectFacts(budget.facts, filter).flatMap((fact) => fact.functional ?? []);
  return [...new Set(codes)].sort();
}

const lastYearBalances: Rule = {
  id: '平衡-04',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '上年决算数：收入总计等于支出总计',
  source: '情况说明“收、支总计”同上年相比',
  run: ({ budget }) => {
    const { prior } = budget;
    const listed = (side: string) => prior?.facts.some((fact) => fact.side === side);
    if (!prior || !listed('收入') || !listed('支出')) return [];
    const hint = '请核对“上年”的收入、支出和结转结余';
    return equal(incomeTotal(prior), '上年收入总计', expenditureTotal(prior), '支出总计', hint);
  },
};

const lastYearWhole: Rule = {
  id: '增减-14',
  code: 'section-missing',
  severity: '警告',
  holds: '上年决算数写了收入的也写支出，写了支出的也写收入',
  source: '情况说明“收、支总计”同上年相比',
  run: ({ budget, profile }): Finding[] => {
    const { prior } = budget;
    if (!asksFor(profile, 'bases', ['上年'])) return [];
    const span = prior && place(...prior.facts.map((fact) => fact.amount));
    const listed = (side: string) => prior?.facts.some((fact) => fact.side === side) ?? false;
    if (!span || listed('收入') === listed('支出')) return [];
    const missing = listed('收入') ? '支出' : '收入';
    const message = `上年决算数没有写${missing}，收、支总计不能同上年相比`;
    const sides: Sides = {
      left: { name: '上年收入总计', figure: incomeTotal(prior) },
      right: { name: '支出总计', figure: expenditureTotal(prior) },
      sign: '=',
      unit: '元',
    };
    return [{ span, message, hint: `请在“上年”里写“${missing}”`, sides }];
  },
};

/** What this year has and the list of last year's figures says nothing of. */
const lastYearListed: Rule = {
  id: '增减-15',
  code: 'section-missing',
  severity: '警告',
  holds: '本年有数的收入、支出和结转结余，上年决算数里也都写了；上年没有的写 0',
  source: '情况说明同上年相比的总额',
  run: ({ budget, profile }): Finding[] => {
    const { prior } = budget;
    if (!asksFor(profile, 'bases', ['上年'])) return [];
    // a side that the list leaves out altogether is told by another rule
    const listed = budget.facts.filter(
      ({ side }) =>
        (side !== '收入' && side !== '支出') || prior?.facts.some((one) => one.side === side),
    );
    const unlisted = prior ? unlistedFacts(prior, listed) : [];
    return [...grouped(unlisted, wordsOf)].flatMap(([words, facts]): Finding[] => {
      const now = sum(facts.map(({ amount }) => amount));
      const span = place(now);
      if (!span) return [];
      const message = `本年有${words} ${wan(now)}，上年决算数里没有写，含它的数不同上年比较`;
      const hint = '请在“上年”里写上年的数；上年确实没有的写 0';
      return [{ span, message, hint }];
    });
  },
};

const runningCostsAddUp: Rule = {
  id: '平衡-05',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '公务用车运行费的构成之和等于公务用车运行维护费',
  source: '“三公”经费说明',
  run: ({ budget }) => {
    const costs = [...(budget.final?.runningCosts.values() ?? [])];
    if (costs.length === 0) return [];
    const spent = threePublic(budget, '公务用车运行维护费');
    const hint = '请核对“三公经费说明”的“运行费明细”和经济科目 30231';
    return equal(sum(costs), '运行费明细之和', spent, '公务用车运行维护费', hint);
  },
};

const smallFirmsWithin: Rule = {
  id: '平衡-06',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '授予中小企业的合同金额不超过政府采购支出，小微企业的不超过中小企业的',
  source: '政府采购支出说明',
  run: ({ budget }) => {
    const scope = { budget, filter: {} };
    const firms = (params: Params = {}) => quantity(scope, '授予中小企业', params);
    const hint = '请核对“政府采购”';
    const bought = (params: Params = {}) => quantity(scope, '政府采购', params);
    return [
      ...within(firms(), '授予中小企业合同金额', bought() ?? NO_FIGURE, '政府采购支出总额', hint),
      ...within(firms({ 项: '小微企业' }), '授予小微企业合同金额', firms(), '中小企业的', hint),
      ...PROCUREMENT_KINDS.flatMap((kind) =>
        within(
          firms({ 项: kind }),
          `${kind}采购授予中小企业`,
          bought({ 项: kind }),
          `${kind}支出`,
          hint,
        ),
      ),
    ];
  },
};

const smallFirmsAddUp: Rule = {
  id: '平衡-09',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '有采购的各类都写了授予中小企业的，各类之和等于授予中小企业合同金额',
  source: '政府采购支出说明',
  run: ({ budget }) => {
    const { smallFirms = new Map<string, Figure>() } = budget.final ?? {};
    const kinds = PROCUREMENT_KINDS.flatMap((kind) => smallFirms.get(kind) ?? []);
    const total = smallFirms.get('合同金额');
    // where a kind that was bought says nothing of small firms, the others are not all
    const whole = PROCUREMENT_KINDS.every(
      (kind) => smallFirms.has(kind) || !budget.procurementByKind.get(kind)?.value.gt(0),
    );
    if (!total || kinds.length === 0 || !whole) return [];
    const hint = '请核对“政府采购”的“中小企业”；货物、工程、服务里没有授予的写 0';
    return equal(sum(kinds), '各类授予中小企业之和', total, '授予中小企业合同金额', hint);
  },
};

const reservedWon: Rule = {
  id: '平衡-13',
  code: 'balance-mismatch',
  severity: '警告',
  holds:
    '预留的采购里中小企业、小微企业成交的不超过预留的预算；中小企业成交的（预留的和其他的）不超过政府采购支出',
  source: '政府采购支出说明',
  run: ({ budget }) => {
    const won = budget.final?.reservedWon ?? new Map<WonItem, Figure>();
    const hint = '请核对“政府采购”的“预留”和“预留成交”';
    const all = ['中小企业', '其他项目'] as const;
    const firms = all.flatMap((item) => won.get(item) ?? []);
    const bought = quantity({ budget, filter: {} }, '政府采购', {}) ?? NO_FIGURE;
    return [
      ...RESERVED_ITEMS.flatMap((item) =>
        within(
          won.get(item),
          `预留给${item}的采购成交`,
          budget.reserved.get(item),
          '预留的预算',
          hint,
        ),
      ),
      ...(firms.length > 0
        ? within(sum(firms), '中小企业成交的采购', bought, '政府采购支出', hint)
        : []),
    ];
  },
};

export const BALANCE_RULES: readonly Rule[] = [
  unitsBalance,
  lastYearBalances,
  lastYearWhole,
  lastYearListed,
  runningCostsAddUp,
  smallFirmsWithin,
  smallFirmsAddUp,
  reservedWon,
];
