/** What final accounts must say: reasons of changes, counts, sections. They warn; the package is still made. */
import { NO_FIGURE } from '../model/money.js';
import { quantity } from '../model/quantities.js';
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import { FISCAL_FUNDS, type ThreePublicItem } from '../model/terms.js';
import { threePublic } from '../model/totals.js';
import { wan } from '../tables/table.js';
import { missingSections, type Sections } from './disclosure.js';
import { type Compared, unexplained, unexplainedTotals } from './explained.js';
import { type Finding, place, type Rule, wholeFile } from './rule.js';

const subjectsExplained: Rule = {
  id: '增减-11',
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '支出决算不同于年初预算的项级科目都写明原因',
  source: '一般公共预算财政拨款支出决算具体情况',
  table: '公开05',
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

const THREE_PUBLIC_LINES = ['因公出国（境）费', '公务用车购置及运行费', '公务接待费'];
export const COMPARED: readonly Compared[] = [
  { what: '收、支总计', keys: ['收支总体'], name: '支出总计', basis: '上年' },
  {
    what: '收入合计',
    keys: ['收入'],
    wider: ['收支总体'],
    name: '收入',
    params: { 结转: '本年' },
    basis: '上年',
  },
  { what: '支出合计', keys: ['支出'], wider: ['收支总体'], name: '支出', basis: '上年' },
  {
    what: '财政拨款收、支总计',
    keys: ['财政拨款'],
    wider: ['收支总体'],
    name: '收入总计',
    params: { 资金: '财政拨款' },
    basis: '上年',
  },
  {
    what: '一般公共预算财政拨款支出',
    keys: ['一般公共预算支出'],
    wider: ['财政拨款', '收支总体'],
    name: '支出',
    params: { 资金: '一般公共预算' },
    basis: '上年',
  },
  ...FISCAL_FUNDS.map(
    (fund): Compared => ({
      what: `${fund}财政拨款收入`,
      keys: [`财政拨款收入.${fund}`],
      name: '收入',
      params: { 资金: fund, 结转: '本年' },
      basis: '上年',
    }),
  ),
  { what: '“三公”经费合计', keys: ['三公经费.合计'], name: '三公经费', basis: '上年' },
  ...THREE_PUBLIC_LINES.map(
    (item): Compared => ({
      what: `“三公”经费中${item}`,
      keys: [`三公经费.${item}`, ...carReasons(item)],
      name: '三公经费',
      params: { 项: item },
      basis: '上年',
    }),
  ),
  {
    what: '“三公”经费合计',
    keys: ['三公经费预算执行.合计'],
    name: '三公经费',
    basis: '全年预算',
  },
  { what: '机关运行经费', keys: ['机关运行经费'], name: '机关运行经费', basis: '年初预算' },
];

/** The two parts of 公务用车购置及运行费 may be explained one by one. */
function carReasons(item: string): string[] {
  return item === '公务用车购置及运行费'
    ? ['三公经费.公务用车购置费', '三公经费.公务用车运行维护费']
    : [];
}

const totalsExplained: Rule = {
  id: '增减-12',
  kind: '决算',
  code: 'reason-missing',
  severity: '警告',
  holds: '收支总计、财政拨款、“三公”经费、机关运行经费的增减都写明原因',
  source: '部门决算情况说明',
  run: ({ budget }) => unexplainedTotals(budget, COMPARED),
};

/** Counts that sentences on “三公”经费 need, where there is expenditure. */
const DETAILS: readonly (readonly [ThreePublicItem, field: string, what: string])[] = [
  ['因公出国（境）费', '出国人次', '团组数和人次'],
  ['公务用车购置费', '购置车辆', '购置（更新）车辆数'],
  ['公务用车运行维护费', '车辆保有量', '公务用车保有量'],
  ['公务接待费', '接待批次', '接待批次和人次'],
];

const detailsWritten: Rule = {
  id: '公开-12',
  kind: '决算',
  code: 'section-missing',
  severity: '警告',
  holds: '有“三公”经费支出的，写明团组、人次、车辆数、接待批次',
  source: '财政拨款“三公”经费支出决算情况说明',
  table: '公开09',
  run: ({ budget }) =>
    DETAILS.flatMap(([item, field, what]) => {
      const spent = threePublic(budget, item);
      const span = place(spent);
      const count = budget.final?.fields[field] ?? '';
      if (!span || spent.value.isZero() || Number(count) > 0) return [];
      if (count !== '') {
        const message = `有${item} ${wan(spent)}，“三公经费说明”的“${field}”却是 0`;
        const hint = `请核对“${field}”；别的单位支付或承担的，在“豁免”里写明理由`;
        return [{ span: budget.placeOf(['三公经费说明', field]), message, hint }];
      }
      const message = `有${item} ${wan(spent)}，没有写“三公经费说明”的“${field}”：情况说明里没有${what}`;
      return [{ span, message, hint: `请在“三公经费说明”里写“${field}: ”` }];
    }),
};

const subjectsUsed: Rule = {
  id: '公开-13',
  kind: '决算',
  code: 'text-unused',
  severity: '警告',
  holds: '写了原因或用途的功能科目都有数',
  source: '部门决算情况说明',
  run: ({ budget }) => {
    const facts = [...budget.facts, ...(budget.initial?.facts ?? [])];
    const used = facts.flatMap((fact) => fact.functional ?? []);
    return [...budget.reasons.keys()].flatMap((key): Finding[] => {
      const [group, code] = key.split('.');
      if ((group !== '功能科目' && group !== '主要用途') || !code) return [];
      if (used.some((one) => one.startsWith(code))) return [];
      const name = budget.subjects.functional.get(code)?.name ?? '';
      const section = group === '功能科目' ? '变动原因' : '主要用途';
      const message = `“${section}”里写了 ${code} ${name}，但这个科目没有支出，也没有年初预算`;
      return [{ span: wholeFile(budget), message, hint: '请核对科目代码；用不到的请删去' }];
    });
  },
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
  id: '公开-11',
  kind: '决算',
  code: 'section-missing',
  severity: '警告',
  holds: '决算公开要求的各节都写了；确实没有的写 0 或“无”',
  source: '部门决算公开的内容要求',
  run: ({ budget }) => missingSections(budget, SECTIONS),
};

const vehiclesCounted: Rule = {
  id: '公开-14',
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

export const FINAL_DISCLOSURE_RULES: readonly Rule[] = [
  subjectsExplained,
  totalsExplained,
  detailsWritten,
  subjectsUsed,
  sectionsWritten,
  vehiclesCounted,
];
