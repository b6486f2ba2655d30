/** Rules of disclosure: what must be said, not only add up. Most warn, and the package is still made. */
import type { Block, CellTemplate, TableTemplate } from '../forms/template.js';
import { suggestion } from '../input/issues.js';
import type { Budget } from '../model/budget.js';
import { quantity } from '../model/quantities.js';
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import { FUNDS, OTHER_FUNDS, THREE_PUBLIC_ITEMS } from '../model/terms.js';
import { procurementTotal, select, servicesTotal } from '../model/totals.js';
import { optionWord } from '../tables/cells.js';
import { wan } from '../tables/table.js';
import { type Compared, unexplained, unexplainedTotals } from './explained.js';
import { type Finding, place, type Rule, wholeFile } from './rule.js';

const subjectsExplained: Rule = {
  id: '增减-01',
  kind: '预算',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的项级科目都写明原因',
  source: '情况说明逐项说明增减变动原因',
  table: '预算05-1',
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

/** Totals that the narrative compares with the year before. */
export const COMPARED: readonly Compared[] = [
  { what: '收支总预算', keys: ['收支总体'], name: '支出总计', basis: '上年' },
  {
    what: '一般公共预算拨款',
    keys: ['一般公共预算'],
    wider: ['收支总体'],
    name: '支出总计',
    params: { 资金: '一般公共预算' },
    basis: '上年',
  },
  { what: '“三公”经费合计', keys: ['三公经费.合计'], name: '三公经费', basis: '上年' },
  ...THREE_PUBLIC_ITEMS.map(
    (item): Compared => ({
      what: `“三公”经费中${item}`,
      keys: [`三公经费.${item}`],
      name: '三公经费',
      params: { 项: item },
      basis: '上年',
    }),
  ),
  { what: '机关运行经费', keys: ['机关运行经费'], name: '机关运行经费', basis: '上年' },
  { what: '政府采购预算', keys: ['政府采购'], name: '政府采购', basis: '上年' },
];

const totalsExplained: Rule = {
  id: '增减-02',
  kind: '预算',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的收支总额、一般公共预算拨款、“三公”经费、机关运行经费、政府采购都写明原因',
  source: '情况说明逐项说明增减变动原因',
  run: ({ budget }) => unexplainedTotals(budget, COMPARED),
};

/** 上年 may speak of each fund by its total or by subject; a complete input of that year speaks of all. */
const yearBeforeWhole: Rule = {
  id: '增减-03',
  kind: '预算',
  code: 'section-missing',
  severity: '警告',
  holds: '本年有支出的各种资金，上年数里也都写了；上年没有的写 0',
  source: '同上年相比的总额',
  run: ({ budget }) => {
    const before = budget.prior?.facts ?? [];
    const complete = before.some((fact) => fact.unit !== undefined);
    if (before.length === 0 || complete) return [];
    return FUNDS.flatMap((fund) => {
      const now = select(budget.facts, { side: '支出', funds: [fund] });
      const span = place(now);
      const alike = OTHER_FUNDS.includes(fund) ? OTHER_FUNDS : [fund];
      const told = before.some((one) => alike.includes(one.fund));
      if (!span || now.value.isZero() || told) return [];
      const message = `本年有${fund}支出 ${wan(now)}，上年数里没有写这种资金，按上年没有比较`;
      const hint = `请在“上年”里写上年的数；上年确实没有的写“支出: { ${fund}: 0 }”`;
      return [{ span, message, hint }];
    });
  },
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
  id: '公开-01',
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
  id: '公开-02',
  kind: '预算',
  code: 'section-missing',
  severity: '错误',
  holds: '格式有逐项的政府采购表、政府购买服务表时，有数就逐项写',
  source: '政府采购预算表、政府购买服务预算表',
  table: '政府采购',
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

/** Fields of a form's check boxes, each with the words that the form lists. */
function boxesOf(table: TableTemplate): NonNullable<CellTemplate['boxes']>[] {
  const ofBlock = (block: Block): CellTemplate[] => [
    ...block.cells,
    ...block.grid.flat(),
    ...[...block.body, ...block.empty, ...block.lanes.flatMap((lane) => lane.body)].flatMap(
      ofBlock,
    ),
  ];
  return table.body.flatMap(ofBlock).flatMap((cell) => cell.boxes ?? []);
}

const boxesListed: Rule = {
  id: '公开-04',
  code: 'value-unknown',
  severity: '警告',
  holds: '打勾的内容是表上所列各项中的',
  source: '项目申报表、项目自评表的选项',
  run: ({ budget, profile }) =>
    [...profile.tables.values()].flatMap((table) => {
      const boxes = table.each ? boxesOf(table) : [];
      if (!table.each || boxes.length === 0) return [];
      return rowsOf(rootScope(budget, profile.rows), table.each, {}).flatMap(({ fields }) =>
        boxes.flatMap(({ field, words }) => {
          const known = words.map(optionWord);
          const other = (fields[field] ?? '').split('\n').filter((word) => word !== '');
          return other
            .filter((word) => !known.includes(word))
            .map((word) => ({
              span: wholeFile(budget),
              message: `“${fields.项目名称 ?? table.name}”的“${field}”写的是“${word}”，表上没有这一项，另加了一格`,
              hint: suggestion(word, known, '选项'),
            }));
        }),
      );
    }),
};

export const DISCLOSURE_RULES: readonly Rule[] = [
  subjectsExplained,
  totalsExplained,
  yearBeforeWhole,
  boxesListed,
  sectionsWritten,
  purchasesListed,
  vehiclesKept,
];
