/** Row sources of what a department has and buys: its people, 政府采购 and 政府购买服务 line by line. */
import { grouped } from '../grouped.js';
import type { Budget, DetailLine } from './budget.js';
import { fieldsOf, namesOf, PURCHASE_FORM, SERVICE_FORM } from './form-fields.js';
import { type Figure, sum } from './money.js';
import { ofPublisher, type RowSource, row, type Scope } from './scope.js';

/** 合计, 部门 and the lines of each 单位; only the total and the lines have amounts. */
const detailRows =
  (lines: (budget: Budget) => readonly DetailLine[]) =>
  (scope: Scope): Scope[] => {
    const all = lines(scope.budget);
    if (all.length === 0) return [];
    const { department, units } = scope.budget;
    const byUnit = grouped(all, ({ unit }) => unit);
    const blank = Object.fromEntries(Object.keys(all[0]?.texts ?? {}).map((key) => [key, '']));
    const head = (编码: string, 名称: string, level: number, amounts = {}) =>
      row(scope, { ...blank, 编码, 名称 }, { level, amounts: { ...scope.amounts, ...amounts } });
    return ofPublisher(scope, [
      head('', '合计', -1, totalsOf(all)),
      head(department.code, department.formalName, 0),
      ...units.flatMap((unit) => {
        const own = byUnit.get(unit.code) ?? [];
        return own.map((line) =>
          row(
            scope,
            { ...line.texts, 编码: unit.code, 名称: unit.name },
            { level: 1, amounts: { ...scope.amounts, ...line.amounts } },
          ),
        );
      }),
    ]);
  };

/** Sums of all amounts of some lines, key by key. */
function totalsOf(lines: readonly DetailLine[]): Record<string, Figure> {
  const keys = new Set(lines.flatMap((line) => Object.keys(line.amounts)));
  return Object.fromEntries(
    [...keys].map((key) => [key, sum(lines.flatMap((line) => line.amounts[key] ?? []))]),
  );
}

const UNIT_FIELDS = ['编码', '名称'];

export const DEPARTMENT_SOURCES = {
  人员构成: {
    kinds: ['预算'],
    meaning: '编制和人员数，写了“人员”就有一行',
    single: true,
    fields: [
      '编制总数',
      '行政编制',
      '事业编制',
      '在职总数',
      '在职行政',
      '在职事业',
      '在职参公',
      '离休人数',
      '退休人数',
    ],
    rows: (scope) => {
      const { staff } = scope.budget;
      if (!staff) return [];
      const { posts, serving, retired } = staff;
      return [
        row(scope, {
          编制总数: String(posts.civil + posts.institution),
          行政编制: String(posts.civil),
          事业编制: String(posts.institution),
          在职总数: String(serving.civil + serving.institution),
          在职行政: String(serving.civil),
          在职事业: String(serving.institution),
          在职参公: String(serving.managed),
          离休人数: String(retired.veteran),
          退休人数: String(retired.ordinary),
        }),
      ];
    },
  },
  政府采购明细: {
    kinds: ['预算'],
    meaning: '政府采购逐项：合计、部门，各单位的每一项；部门一行没有金额',
    fields: [
      ...UNIT_FIELDS,
      ...namesOf(PURCHASE_FORM.project),
      ...namesOf(PURCHASE_FORM.funding),
      ...namesOf(PURCHASE_FORM.number),
      '品目',
      ...namesOf(PURCHASE_FORM.measure),
    ],
    amounts: ['单价', '金额', '中小企业', '小微企业'],
    rows: detailRows((budget) => budget.purchaseLines),
  },
  购买服务明细: {
    kinds: ['预算'],
    meaning: '政府购买服务逐项：合计、部门，各单位的每一项；部门一行没有金额',
    fields: [...UNIT_FIELDS, ...namesOf(fieldsOf(SERVICE_FORM))],
    amounts: ['金额'],
    rows: detailRows((budget) => budget.serviceLines),
  },
} as const satisfies Record<string, RowSource>;
