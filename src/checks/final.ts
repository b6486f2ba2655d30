/** Rules of final accounts: carry-over by subject, reasons against the budget, small firms, scores. */
import type { Budget } from '../model/budget.js';
import type { SelfEvaluation } from '../model/final.js';
import { Decimal, type Figure, NO_FIGURE, sum } from '../model/money.js';
import { type Params, type QuantityName, quantity } from '../model/quantities.js';
import { rowsOf } from '../model/rows.js';
import { totalPoints } from '../model/rows-evaluation.js';
import { rootScope } from '../model/scope.js';
import { type Basis, FISCAL_FUNDS, PROCUREMENT_KINDS } from '../model/terms.js';
import { expenditureTotal, incomeTotal, threePublic } from '../model/totals.js';
import { missingSections, type Sections, unexplained } from './disclosure.js';
import { type Finding, place, type Rule, unequal, wan } from './rule.js';

const subjectsBalance: Rule = {
  kind: '决算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每种财政拨款的每个项级科目：年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余',
  source: '财政拨款收入支出决算总表、政府性基金预算财政拨款收入支出决算表',
  run: ({ budget }) =>
    FISCAL_FUNDS.flatMap((fund) => {
      const facts = budget.facts.filter((fact) => fact.fund === fund && fact.functional);
      const codes = [...new Set(facts.map((fact) => fact.functional ?? ''))].sort();
      return codes.flatMap((functional) => {
        const filter = { funds: [fund], functional };
        const name = budget.subjects.functional.get(functional)?.name ?? '';
        return unequal(
          incomeTotal(budget, filter),
          `${functional} ${name}的${fund}收入和年初结转结余`,
          expenditureTotal(budget, filter),
          '支出和年末结转结余',
          '请核对这个科目的收入、支出和结转结余',
        );
      });
    }),
};

const runningCostsAddUp: Rule = {
  kind: '决算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '公务用车运行费的构成之和等于公务用车运行维护费',
  source: '“三公”经费说明',
  run: ({ budget }) => {
    const costs = [...(budget.final?.runningCosts.values() ?? [])];
    if (costs.length === 0) return [];
    const spent = threePublic(budget, '公务用车运行维护费');
    const hint = '请核对“三公经费说明”的“运行费明细”和经济科目 30231';
    return unequal(sum(costs), '运行费明细之和', spent, '公务用车运行维护费', hint);
  },
};

/** A finding when a part is larger than its whole. */
function larger(
  part: Figure | undefined,
  partName: string,
  whole: Figure | undefined,
  wholeName: string,
): Finding[] {
  const span = part && place(part);
  if (!part || !whole || !span || part.value.lte(whole.value)) return [];
  const message = `${partName} ${wan(part)}，超过了${wholeName} ${wan(whole)}`;
  return [{ span, message, hint: '请核对“政府采购”' }];
}

const smallFirmsWithin: Rule = {
  kind: '决算',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '授予中小企业的合同金额不超过政府采购支出，小微企业的不超过中小企业的',
  source: '政府采购支出说明',
  run: ({ budget }) => {
    const scope = { budget, filter: {} };
    const firms = (params: Params = {}) => quantity(scope, '授予中小企业', params);
    const bought = (params: Params = {}) => quantity(scope, '政府采购', params);
    return [
      ...larger(firms(), '授予中小企业合同金额', bought() ?? NO_FIGURE, '政府采购支出总额'),
      ...larger(firms({ 项: '小微企业' }), '授予小微企业合同金额', firms(), '中小企业的'),
      ...PROCUREMENT_KINDS.flatMap((kind) =>
        larger(firms({ 项: kind }), `${kind}采购授予中小企业`, bought({ 项: kind }), `${kind}支出`),
      ),
    ];
  },
};

/** All self-evaluation forms that are scored. */
function scoredForms(budget: Budget): SelfEvaluation[] {
  const forms = [budget.final?.overall, ...(budget.final?.projects ?? [])];
  return forms.flatMap((form) => (form?.scored ? [form] : []));
}

const FULL_MARKS = new Decimal(100);

const weightsAddUp: Rule = {
  kind: '决算',
  code: 'score-mismatch',
  severity: '错误',
  holds: '计分的自评表：执行率、目标和指标的分值合计 100 分，每项得分不超过分值',
  source: '绩效自评表',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Finding[] => {
      const full = totalPoints(rootScope(budget, profile.rows), form, 'weight');
      const items = form.goals.flatMap((goal, i) => [
        { ...goal, name: `年度目标${form.goals.length > 1 ? i + 1 : ''}` },
        ...goal.indicators,
      ]);
      const over = items.filter((one) => one.score && one.weight && one.score.gt(one.weight));
      const hint = '请核对各项“分值”；不写分值的，分值同得分';
      const sums: Finding[] = full.eq(FULL_MARKS)
        ? []
        : [
            {
              span: form.place,
              message: `“${form.name}”自评表的分值合计 ${full} 分，应为 100 分`,
              hint,
            },
          ];
      return [
        ...sums,
        ...over.map(({ name, score, weight }) => ({
          span: form.place,
          message: `“${form.name}”自评表的“${name}”得 ${score} 分，超过了分值 ${weight} 分`,
          hint,
        })),
      ];
    }),
};

const statedScores: Rule = {
  kind: '决算',
  code: 'score-mismatch',
  severity: '错误',
  holds: '写出的自评总分等于执行率得分、目标得分和指标得分之和',
  source: '绩效自评表',
  run: ({ budget, profile }) =>
    scoredForms(budget).flatMap((form): Finding[] => {
      const computed = totalPoints(rootScope(budget, profile.rows), form, 'score');
      const { statedTotal } = form;
      if (!statedTotal || statedTotal.value.eq(computed)) return [];
      const message = `“${form.name}”自评表的总分写的是 ${statedTotal.value}，各项得分之和是 ${computed}`;
      return [
        { span: statedTotal.place, message, hint: '请核对各项得分；总分可以不写，由程序计算' },
      ];
    }),
};

const subjectsExplained: Rule = {
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '支出决算不同于年初预算的项级科目都写明原因',
  source: '一般公共预算财政拨款支出决算具体情况',
  run: ({ budget, profile }) => {
    if (!budget.initial) return [];
    const rows = rowsOf(rootScope(budget, profile.rows), '预决算科目', { 资金: '一般公共预算' });
    return rows.flatMap((row) => {
      const code = row.fields.编码 ?? '';
      const what = `${code} ${row.fields.名称 ?? ''}`;
      const now = quantity(row, '支出', {});
      const planned = quantity(row, '支出', { 口径: '年初预算' });
      return unexplained(budget, what, `功能科目.${code}`, now, planned, '年初预算');
    });
  },
};

/** Totals that the narrative compares: name, key below 变动原因, quantity, with what. */
const TOTALS: readonly (readonly [string, string, QuantityName, Basis])[] = [
  ['收、支总计', '收支总体', '支出总计', '上年'],
  ['“三公”经费合计', '三公经费.合计', '三公经费', '上年'],
  ['“三公”经费合计', '三公经费预算执行.合计', '三公经费', '全年预算'],
  ['机关运行经费', '机关运行经费', '机关运行经费', '年初预算'],
];

const totalsExplained: Rule = {
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '收支总计、“三公”经费、机关运行经费的增减都写明原因',
  source: '部门决算情况说明',
  run: ({ budget }) =>
    TOTALS.flatMap(([what, key, name, basis]) => {
      const scope = { budget, filter: {} };
      const now = quantity(scope, name, {});
      const other = quantity(scope, name, { 口径: basis });
      return unexplained(budget, what, key, now, other, basis);
    }),
};

const SECTIONS: Sections = [
  ['上年', (budget) => budget.prior !== undefined, '情况说明里没有同上年的比较，没有图1和图4'],
  ['年初预算', (budget) => budget.initial !== undefined, '情况说明里没有同年初预算的比较'],
  ['全年预算', (budget) => budget.adjusted !== undefined, '“三公”经费支出决算表没有预算数'],
  ['政府采购', (budget) => budget.procurementByKind.size > 0, '情况说明写成没有政府采购支出'],
  ['国有资产', (budget) => budget.assetsStated, '情况说明写成没有车辆'],
  ['重点工作', (budget) => (budget.final?.keyTasks.length ?? 0) > 0, '没有重点工作完成情况表'],
  ['整体自评', (budget) => budget.final?.overall !== undefined, '没有部门整体绩效自评表'],
  [
    '项目自评',
    (budget) => budget.projects.length === 0 || (budget.final?.projects.length ?? 0) > 0,
    '没有项目自评表',
  ],
];

const sectionsWritten: Rule = {
  kind: '决算',
  code: 'section-missing',
  severity: '警告',
  holds: '决算公开要求的各节都写了；确实没有的写 0 或“无”',
  source: '部门决算公开的内容要求',
  run: ({ budget }) => missingSections(budget, SECTIONS),
};

const vehiclesCounted: Rule = {
  kind: '决算',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '开支财政拨款的公务用车保有量不超过部门的车辆数',
  source: '国有资产占用情况同“三公”经费说明一致',
  run: ({ budget }) => {
    const kept = Number(budget.final?.fields.车辆保有量 ?? 0);
    const count = [...budget.vehicles.values()].reduce((a, b) => a + b, 0);
    const span = place(
      threePublic(budget, '公务用车运行维护费'),
      budget.facts[0]?.amount ?? NO_FIGURE,
    );
    if (!span || !budget.assetsStated || kept <= count) return [];
    const message = `公务用车保有量 ${kept} 辆，“国有资产”的“车辆”却只有 ${count} 辆`;
    return [{ span, message, hint: '请核对“三公经费说明”的“车辆保有量”和“国有资产”' }];
  },
};

export const FINAL_RULES: readonly Rule[] = [
  subjectsBalance,
  runningCostsAddUp,
  smallFirmsWithin,
  weightsAddUp,
  statedScores,
  subjectsExplained,
  totalsExplained,
  sectionsWritten,
  vehiclesCounted,
];
