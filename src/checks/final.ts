/** What must hold between the figures of final accounts: carry-over, small firms, scores. */
import type { Budget } from '../model/budget.js';
import type { SelfEvaluation } from '../model/final.js';
import { Decimal, type Figure, NO_FIGURE, type Sides, type Span, sum } from '../model/money.js';
import { type Params, quantity } from '../model/quantities.js';
import { totalPoints } from '../model/rows-evaluation.js';
import { rootScope } from '../model/scope.js';
import { FINAL_FUNDS, FISCAL_FUNDS, type Fund, PROCUREMENT_KINDS } from '../model/terms.js';
import {
  expenditureTotal,
  type Filter,
  incomeTotal,
  selectFacts,
  threePublic,
} from '../model/totals.js';
import { wan } from '../tables/table.js';
import { equal, type Finding, type Outcome, place, type Rule, within } from './rule.js';

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
  kind: '决算',
  code: 'balance-mismatch',
  severity: '错误',
  holds:
    '每个单位的每种资金：年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出 + 结余分配 + 年末结转和结余；财政拨款的每个项级科目也是这样',
  source: '收入支出决算总表、财政拨款收入支出决算总表、政府性基金预算财政拨款收入支出决算表',
  table: '公开01',
  run: ({ budget }) =>
    budget.units.flatMap((unit) =>
      FINAL_FUNDS.flatMap((fund) => {
        const own = { units: [unit.code], funds: [fund] };
        const subjects = FISCAL_FUNDS.includes(fund) ? subjectsOf(budget, own) : [undefined];
        return subjects.flatMap((functional) => {
          const filter = functional === undefined ? own : { ...own, functional };
          const name = budget.subjects.functional.get(functional ?? '')?.name ?? '';
          const what = functional === undefined ? fund : `${functional} ${name}的${fund}`;
          const income = incomeTotal(budget, filter);
          const expenditure = expenditureTotal(budget, filter);
          return equal(
            income,
            `${unit.name}：${what}收入（含年初结转和结余）`,
            expenditure,
            '支出（含年末结转和结余）',
            gapHint(fund, income, expenditure),
          );
        });
      }),
    ),
};

function subjectsOf(budget: Budget, filter: Filter): string[] {
  const codes = selectFacts(budget.facts, filter).flatMap((fact) => fact.functional ?? []);
  return [...new Set(codes)].sort();
}

const lastYearBalances: Rule = {
  id: '平衡-04',
  kind: '决算',
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
  kind: '决算',
  code: 'section-missing',
  severity: '警告',
  holds: '上年决算数写了收入的也写支出，写了支出的也写收入',
  source: '情况说明“收、支总计”同上年相比',
  run: ({ budget }): Finding[] => {
    const { prior } = budget;
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

const runningCostsAddUp: Rule = {
  id: '平衡-05',
  kind: '决算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '公务用车运行费的构成之和等于公务用车运行维护费',
  source: '“三公”经费说明',
  table: '公开09',
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
  kind: '决算',
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
  kind: '决算',
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

/** All self-evaluation forms that are scored. */
function scoredForms(budget: Budget): SelfEvaluation[] {
  const forms = [budget.final?.overall, ...(budget.final?.projects ?? [])];
  return forms.flatMap((form) => (form?.scored ? [form] : []));
}

const FULL_MARKS = new Decimal(100);

/** Two scores or weights that are compared, with the places that they come from. */
function points(
  [leftName, left, leftPlaces]: readonly [string, Decimal, readonly Span[]],
  [rightName, right, rightPlaces]: readonly [string, Decimal, readonly Span[]],
  sign: Sides['sign'] = '=',
): Sides {
  return {
    left: { name: leftName, figure: { value: left, sources: leftPlaces } },
    right: { name: rightName, figure: { value: right, sources: rightPlaces } },
    sign,
    unit: '分',
  };
}

/** Where the goals and the indicators of a form are scored. */
const scoredAt = ({ goals }: SelfEvaluation): Span[] =>
  goals.flatMap((goal) => [goal.place, ...goal.indicators.map((one) => one.place)]);

const weightsAddUp: Rule = {
  id: '绩效-11',
  kind: '决算',
  code: 'score-mismatch',
  severity: '错误',
  holds: '计分的自评表：执行率、目标和指标的分值合计 100 分',
  source: '绩效自评表',
  table: '项目自评',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Outcome[] => {
      const full = totalPoints(rootScope(budget, profile.rows), form, 'weight');
      const name = `“${form.name}”自评表的分值合计`;
      const sides = points([name, full, scoredAt(form)], ['应为', FULL_MARKS, []]);
      if (full.eq(FULL_MARKS)) return [{ sides }];
      const unscored = form.goals
        .flatMap((goal) => goal.indicators)
        .filter((one) => one.name !== '' && one.weight === undefined);
      const message = `${name} ${full} 分，应为 100 分`;
      const hint = unscored[0]
        ? `“${unscored[0].name}”等 ${unscored.length} 项指标没有写得分`
        : '请核对各项“分值”；不写分值的，分值同得分';
      return [{ span: unscored[0]?.place ?? form.place, message, hint, sides }];
    }),
};

const scoresWithin: Rule = {
  id: '绩效-12',
  kind: '决算',
  code: 'score-mismatch',
  severity: '错误',
  holds: '自评表的每项得分不超过分值',
  source: '绩效自评表',
  table: '项目自评',
  run: ({ budget }) =>
    scoredForms(budget).flatMap((form): Finding[] => {
      const items = form.goals.flatMap((goal, i) => [
        { ...goal, name: `年度目标${form.goals.length > 1 ? i + 1 : ''}` },
        ...goal.indicators,
      ]);
      return items
        .filter(({ score, weight }) => score && weight && score.gt(weight))
        .map(({ name, score, weight, place: span }) => ({
          span,
          message: `“${form.name}”自评表的“${name}”得 ${score} 分，超过了分值 ${weight} 分`,
          hint: '请核对“得分”和“分值”',
        }));
    }),
};

const statedScores: Rule = {
  id: '绩效-13',
  kind: '决算',
  code: 'score-mismatch',
  severity: '错误',
  holds: '写出的自评总分等于执行率得分、目标得分和指标得分之和',
  source: '绩效自评表',
  table: '项目自评',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Outcome[] => {
      const computed = totalPoints(rootScope(budget, profile.rows), form, 'score');
      const { statedTotal } = form;
      if (!statedTotal) return [];
      const places = [...scoredAt(form), ...form.budget.sources];
      const sides = points(
        [`“${form.name}”自评表写的总分`, statedTotal.value, [statedTotal.place]],
        ['各项得分之和', computed, places],
      );
      if (statedTotal.value.eq(computed)) return [{ sides }];
      const message = `“${form.name}”自评表的总分写的是 ${statedTotal.value}，各项得分之和是 ${computed}`;
      return [
        {
          span: statedTotal.place,
          message,
          hint: '请核对各项得分；总分可以不写，由程序计算',
          sides,
        },
      ];
    }),
};

export const FINAL_RULES: readonly Rule[] = [
  unitsBalance,
  lastYearBalances,
  lastYearWhole,
  runningCostsAddUp,
  smallFirmsWithin,
  smallFirmsAddUp,
  weightsAddUp,
  scoresWithin,
  statedScores,
];
