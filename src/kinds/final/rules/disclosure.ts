/** What final accounts must say: reasons of changes, sections. They warn; the package is still made. */
import {
  unexplainedExcess,
  unexplainedRows,
  unexplainedTotals,
} from '../../../checks/explained.js';
import { type Finding, type Rule, toFill, wholeFile } from '../../../checks/rule.js';
import { type Section, sectionsRule } from '../../../checks/sections.js';
import { THREE_PUBLIC_ITEMS } from '../../../model/terms.js';

const subjectsExplained: Rule = {
  id: '增减-11',
  code: 'reason-missing',
  severity: '警告',
  holds: '支出决算不同于年初预算的项级科目都写明原因',
  source: '一般公共预算财政拨款支出决算具体情况',
  run: ({ budget, profile }) => unexplainedRows(budget, profile),
};

const totalsExplained: Rule = {
  id: '增减-12',
  code: 'reason-missing',
  severity: '警告',
  holds: '收支总计、财政拨款、“三公”经费、机关运行经费的增减都写明原因',
  source: '部门决算情况说明',
  run: ({ budget, profile }) => unexplainedTotals(budget, profile),
};

/** “三公”经费 may not be more than the budget of the whole year, or a reason is due. */
const threePublicWithin: Rule = {
  id: '增减-13',
  code: 'reason-missing',
  severity: '警告',
  holds: '“三公”经费各项决算不超过全年预算，超过的写明原因',
  source: '财政拨款“三公”经费支出决算表',
  run: ({ budget }) => unexplainedExcess(budget),
};

const subjectsUsed: Rule = {
  id: '公开-13',
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

const AMOUNT = toFill('数，没有的写 0');
const EVALUATION = {
  全年预算: AMOUNT,
  目标: [{ 内容: toFill('目标'), 完成情况: toFill('完成情况') }],
};

const SECTIONS: readonly Section[] = [
  [
    '上年',
    ({ prior }) => prior !== undefined,
    '情况说明里没有同上年的比较，没有变动情况的图',
    ({ year }) => toFill(`上年决算的输入文件，如 ${year - 1}-final.yaml`),
  ],
  [
    '年初预算',
    ({ initial }) => initial !== undefined,
    '情况说明里没有同年初预算的比较',
    ({ year }) => toFill(`年初预算的输入文件，如 ${year}.yaml`),
  ],
  [
    '全年预算',
    ({ adjusted }) => adjusted !== undefined,
    '“三公”经费支出决算表没有预算数',
    () => ({ 三公经费: Object.fromEntries(THREE_PUBLIC_ITEMS.map((item) => [item, AMOUNT])) }),
  ],
  [
    '政府采购',
    ({ procurementByKind }) => procurementByKind.size > 0,
    '情况说明写成没有政府采购支出',
    () => ({ 货物: AMOUNT, 工程: AMOUNT, 服务: AMOUNT }),
    '政府采购: { 货物: 0, 工程: 0, 服务: 0 }',
  ],
  [
    '国有资产',
    ({ assetsStated }) => assetsStated,
    '情况说明写成没有车辆',
    () => ({ 车辆: { 公务用车: AMOUNT } }),
    '国有资产: { 车辆: { 公务用车: 0 } }',
  ],
  [
    '重点工作',
    ({ final }) => (final?.keyTasks.length ?? 0) > 0,
    '没有重点工作完成情况表',
    () => ({ 事项: [{ 事项: toFill('事项'), 完成情况: toFill('完成情况') }] }),
  ],
  [
    '整体自评',
    ({ final }) => final?.overall !== undefined,
    '没有部门整体绩效自评表',
    () => EVALUATION,
  ],
  [
    '项目自评',
    ({ projects, final }) => projects.length === 0 || (final?.projects.length ?? 0) > 0,
    '没有项目自评表',
    ({ projects }) => projects.map(({ name }) => ({ 名称: name, 项目: [name], ...EVALUATION })),
  ],
];

const sectionsWritten = sectionsRule(
  {
    id: '公开-11',
    holds: '决算公开要求的各节都写了；确实没有的写 0 或“无”',
    source: '部门决算公开的内容要求',
  },
  SECTIONS,
);

export const DISCLOSURE_RULES: readonly Rule[] = [
  subjectsExplained,
  totalsExplained,
  threePublicWithin,
  subjectsUsed,
  sectionsWritten,
];
