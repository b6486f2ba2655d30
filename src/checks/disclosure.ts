/** Rules of disclosure: what must be said, not only add up. They warn; the package is still made. */
import type { Budget } from '../model/budget.js';
import { difference, type Figure, NO_FIGURE, toWan } from '../model/money.js';
import { type Params, type QuantityName, quantity } from '../model/quantities.js';
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import { THREE_PUBLIC_ITEMS } from '../model/terms.js';
import { procurementTotal, servicesTotal } from '../model/totals.js';
import { type Finding, place, type Rule, wan, wholeFile } from './rule.js';

/**
 * A finding when an amount differs from another as printed and the reason is not written.
 * @param than what it is compared with
 */
export function unexplained(
  budget: Budget,
  what: string,
  key: string,
  now: Figure | undefined,
  before: Figure | undefined,
  than = '上年',
): Finding[] {
  const span = place(now ?? NO_FIGURE, before ?? NO_FIGURE);
  if (!now || !before || !span || budget.reasons.has(key)) return [];
  const off = difference(now, before);
  const printed = toWan(off.value.abs()).times(10_000);
  if (printed.isZero()) return [];
  const word = off.value.isPositive() ? '增加' : '减少';
  const path = key.split('.').map((step, i, all) => (i < all.length - 1 ? `“${step}”的` : step));
  const last = path.pop() ?? '';
  const hint = `请在“变动原因”的${path.join('')}“${last}”后面写原因`;
  return [
    { span, message: `${what}比${than}${word} ${wan({ value: printed })}，没有写原因`, hint },
  ];
}

const subjectsExplained: Rule = {
  kind: '预算',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的项级科目都写明原因',
  source: '情况说明逐项说明增减变动原因',
  run: ({ budget, profile }) => {
    if (!budget.prior) return [];
    const rows = rowsOf(rootScope(budget, profile.rows), '项级科目', { 资金: '一般公共预算' });
    return rows.flatMap((row) => {
      const what = `${row.fields.编码 ?? ''} ${row.fields.名称 ?? ''}`;
      const now = quantity(row, '支出', {});
      const before = quantity(row, '支出', { 口径: '上年' });
      return unexplained(budget, what, `功能科目.${row.fields.编码 ?? ''}`, now, before);
    });
  },
};

/** Totals that the narrative compares with the year before: name, key below 变动原因, quantity. */
const TOTALS: readonly (readonly [
  what: string,
  key: string,
  name: QuantityName,
  params: Params,
])[] = [
  ['收支总预算', '收支总体', '支出总计', {}],
  ['“三公”经费合计', '三公经费.合计', '三公经费', {}],
  ...THREE_PUBLIC_ITEMS.map(
    (item) => [`“三公”经费中${item}`, `三公经费.${item}`, '三公经费', { 项: item }] as const,
  ),
  ['机关运行经费', '机关运行经费', '机关运行经费', {}],
  ['政府采购预算', '政府采购', '政府采购', {}],
];

const totalsExplained: Rule = {
  kind: '预算',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的收支总额、“三公”经费、机关运行经费、政府采购都写明原因',
  source: '情况说明逐项说明增减变动原因',
  run: ({ budget }) =>
    TOTALS.flatMap(([what, key, name, params]) => {
      const scope = { budget, filter: {} };
      const now = quantity(scope, name, params);
      return unexplained(
        budget,
        what,
        key,
        now,
        quantity(scope, name, { ...params, 口径: '上年' }),
      );
    }),
};

/** Sections that a package is published with: key, whether it is written, what is printed without it. */
export type Sections = readonly (readonly [
  key: string,
  written: (budget: Budget) => boolean,
  else_: string,
])[];
const SECTIONS: Sections = [
  ['上年', (budget) => budget.prior !== undefined, '情况说明里没有同上年的比较'],
  ['整体绩效', (budget) => budget.overall !== undefined, '没有整体支出绩效目标表'],
  [
    '绩效项目',
    (budget) => budget.projects.length === 0 || budget.performance.length > 0,
    '没有项目支出绩效目标表',
  ],
  ['政府采购', (budget) => budget.procurementByKind.size > 0, '情况说明写成没有安排政府采购'],
  ['政府购买服务', (budget) => budget.services.size > 0, '情况说明写成没有安排政府购买服务'],
  ['国有资产', (budget) => budget.assetsStated, '情况说明写成没有车辆'],
];

const sectionsWritten: Rule = {
  kind: '预算',
  code: 'section-missing',
  severity: '警告',
  holds: '公开要求的各节都写了；确实没有的写 0 或“无”',
  source: '部门预算公开的内容要求',
  run: ({ budget }) => missingSections(budget, SECTIONS),
};

export function missingSections(budget: Budget, sections: Sections): Finding[] {
  return sections
    .filter(([, written]) => !written(budget))
    .map(([key, , otherwise]) => ({
      span: wholeFile(budget),
      message: `没有写“${key}”：${otherwise}`,
      ...(HINTS[key] === undefined ? {} : { hint: HINTS[key] }),
    }));
}

/** How to say that there is none. */
const HINTS: Readonly<Record<string, string>> = {
  政府采购: '确实没有的写“政府采购: { 货物: 0, 工程: 0, 服务: 0 }”',
  政府购买服务: '确实没有的写“政府购买服务: { 公共服务: 0 }”',
  国有资产: '确实没有的写“国有资产: { 车辆: { 公务用车: 0 } }”',
};

/** Tables that list what is bought, by the row source that they go through. */
const BOUGHT = [
  ['政府采购明细', '政府采购', (budget: Budget) => procurementTotal(budget)],
  ['购买服务明细', '政府购买服务', (budget: Budget) => servicesTotal(budget)],
] as const;

const purchasesListed: Rule = {
  kind: '预算',
  code: 'section-missing',
  severity: '警告',
  holds: '格式有逐项的政府采购表、政府购买服务表时，有数就逐项写',
  source: '政府采购预算表、政府购买服务预算表',
  run: ({ budget, profile }) =>
    BOUGHT.flatMap(([source, key, total]) => {
      const listing = [...profile.tables.values()].find((table) =>
        table.sources.some((one) => one.source === source),
      );
      const stated = total(budget);
      const lines = source === '政府采购明细' ? budget.purchaseLines : budget.serviceLines;
      const span = stated && place(stated);
      if (!listing || !span || stated.value.isZero() || lines.length > 0) return [];
      const message = `${key} ${wan(stated)}没有逐项写，“${listing.name}”是空的`;
      return [{ span, message, hint: `请写“${source}”，“${key}”各类的数由它得出` }];
    }),
};

const vehiclesKept: Rule = {
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

export const DISCLOSURE_RULES: readonly Rule[] = [
  subjectsExplained,
  totalsExplained,
  sectionsWritten,
  purchasesListed,
  vehiclesKept,
];
