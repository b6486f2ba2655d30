/** What a budget must say: reasons of changes, sections, purchases line by line. Most warn, and the package is still made. */

import { asksFor } from '../../../checks/asks.js';
import { unexplainedRows, unexplainedTotals } from '../../../checks/explained.js';
import { type Finding, type Missing, place, type Rule, toFill } from '../../../checks/rule.js';
import { type Section, sectionsRule } from '../../../checks/sections.js';
import { listSources } from '../../../forms/walk.js';
import type { Budget } from '../../../model/budget.js';
import { FUNDS, OTHER_FUNDS } from '../../../model/terms.js';
import { procurementTotal, select, servicesTotal } from '../../../model/totals.js';
import { askedBy } from '../../../narrative/asked.js';
import { wan } from '../../../tables/table.js';

const GOALS = { 长期目标: [{ 内容: toFill('目标') }], 年度目标: [{ 内容: toFill('目标') }] };
const AMOUNT = toFill('数，没有的写 0');

const subjectsExplained: Rule = {
  id: '增减-01',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的项级科目都写明原因',
  source: '情况说明逐项说明增减变动原因',
  run: ({ budget, profile }) => unexplainedRows(budget, profile),
};

const totalsExplained: Rule = {
  id: '增减-02',
  code: 'reason-missing',
  severity: '警告',
  holds: '同上年比有增减的收支总额、一般公共预算拨款、“三公”经费、机关运行经费、政府采购都写明原因',
  source: '情况说明逐项说明增减变动原因',
  run: ({ budget, profile }) => unexplainedTotals(budget, profile),
};

/** 上年 may speak of each fund by its total or by subject; a complete input of that year speaks of all. */
const yearBeforeWhole: Rule = {
  id: '增减-03',
  code: 'section-missing',
  severity: '警告',
  holds: '本年有支出的各种资金和年终结转结余，上年数里也都写了；上年没有的写 0',
  source: '同上年相比的总额',
  run: ({ budget, profile }) => {
    if (!asksFor(profile, 'bases', ['上年'])) return [];
    const before = budget.prior?.facts ?? [];
    const complete = before.some((fact) => fact.unit !== undefined);
    if (before.length === 0 || complete) return [];
    const kept = select(budget.facts, { side: '年终结转结余' });
    const keptAt = before.some(({ side }) => side === '年终结转结余') ? undefined : place(kept);
    const unlisted =
      keptAt && !kept.value.isZero()
        ? [
            {
              span: keptAt,
              message: `本年有年终结转结余 ${wan(kept)}，上年数里没有写，支出总计不同上年比较`,
              hint: '请在“上年”里写“年终结转结余”；上年确实没有的写 0',
            },
          ]
        : [];
    const fromFile = budget.passages.some(({ path }) => path.length === 1 && path[0] === '上年');
    const funds = FUNDS.flatMap((fund) => {
      const now = select(budget.facts, { side: '支出', funds: [fund] });
      const span = place(now);
      const alike = OTHER_FUNDS.includes(fund) ? OTHER_FUNDS : [fund];
      const reported = before.some((one) => alike.includes(one.fund));
      if (!span || now.value.isZero() || reported) return [];
      const message = `本年有${fund}支出 ${wan(now)}，上年数里没有写这种资金，含它的数不同上年比较`;
      const hint = `请在“上年”里写上年的数；上年确实没有的写“支出: { ${fund}: 0 }”`;
      const missing: Missing = { path: ['上年', '支出', fund], value: AMOUNT, note: message };
      return [{ span, message, hint, ...(fromFile ? {} : { missing }) }];
    });
    return [...funds, ...unlisted];
  },
};

const SECTIONS: readonly Section[] = [
  [
    '上年',
    ({ prior }) => prior !== undefined,
    '情况说明里没有同上年的比较',
    ({ year }) => toFill(`上年的输入文件，如 ${year - 1}.yaml`),
  ],
  [
    '上年执行数',
    ({ outturn }, profile) => outturn !== undefined || !askedBy(profile)?.bases.has('上年执行数'),
    '表里上年执行数的栏空着',
    ({ year }) => toFill(`上年决算的输入文件，如 ${year - 1}-final.yaml`),
  ],
  [
    '整体绩效',
    ({ overall }) => overall !== undefined,
    '没有整体支出绩效目标表',
    ({ year }) => ({ 长期目标截止: year, ...GOALS }),
  ],
  [
    '绩效项目',
    ({ projects, performance }) => projects.length === 0 || performance.length > 0,
    '没有项目支出绩效目标表',
    ({ projects }) =>
      projects.map(({ name, purpose }) => ({
        名称: name,
        项目: [name],
        用途: purpose ?? toFill('用途'),
        ...GOALS,
      })),
  ],
  [
    '政府采购',
    ({ procurementByKind }) => procurementByKind.size > 0,
    '情况说明写成没有安排政府采购',
    () => ({ 货物: AMOUNT, 工程: AMOUNT, 服务: AMOUNT }),
    '政府采购: { 货物: 0, 工程: 0, 服务: 0 }',
  ],
  [
    '政府购买服务',
    ({ services }) => services.size > 0,
    '情况说明写成没有安排政府购买服务',
    () => ({ 公共服务: AMOUNT }),
    '政府购买服务: { 公共服务: 0 }',
  ],
  [
    '国有资产',
    ({ assetsStated }) => assetsStated,
    '情况说明写成没有车辆',
    () => ({ 车辆: { 公务用车: AMOUNT } }),
    '国有资产: { 车辆: { 公务用车: 0 } }',
  ],
];

const sectionsWritten = sectionsRule(
  {
    id: '公开-01',
    holds: '公开要求的各节都写了；确实没有的写 0 或“无”',
    source: '部门预算公开的内容要求',
  },
  SECTIONS,
);

/** Tables that list what is bought, by the row source that they go through. */
const BOUGHT = [
  ['政府采购明细', '政府采购', (budget: Budget) => procurementTotal(budget)],
  ['购买服务明细', '政府购买服务', (budget: Budget) => servicesTotal(budget)],
] as const;

const purchasesListed: Rule = {
  id: '公开-02',
  code: 'section-missing',
  severity: '错误',
  holds: '格式有逐项的政府采购表、政府购买服务表时，有数就逐项写',
  source: '政府采购预算表、政府购买服务预算表',
  run: ({ budget, profile }) =>
    BOUGHT.flatMap(([source, key, total]) => {
      const listing = [...profile.tables.values()].find((table) =>
        listSources(table.layout).some((one) => one.source === source),
      );
      const stated = total(budget);
      const lines = source === '政府采购明细' ? budget.purchaseLines : budget.serviceLines;
      const span = stated && place(stated);
      if (!listing || !span || stated.value.isZero() || lines.length > 0) return [];
      const message = `${key} ${wan(stated)}没有逐项写，“${listing.name}”是空的`;
      return [{ span, message, hint: `请写“${source}”，“${key}”各类的数由它得出` }];
    }),
};

const staffWithinPosts: Rule = {
  id: '公开-17',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '在职人员不超过编制',
  source: '部门人员构成',
  run: ({ budget }) => {
    const { staff } = budget;
    // without any 编制 there is nothing to compare with
    if (!staff || staff.posts.civil + staff.posts.institution === 0) return [];
    const counts = [
      ['行政', staff.serving.civil, staff.posts.civil],
      ['事业', staff.serving.institution, staff.posts.institution],
    ] as const;
    return counts.flatMap(([kind, serving, posts]): Finding[] => {
      if (serving <= posts) return [];
      const message = `在职${kind}人员 ${serving} 人，超过了${kind}编制 ${posts} 人`;
      const hint = '请核对“人员”；确实超编的，在“豁免”里写明理由';
      return [{ span: budget.placeOf(['人员', '在职', kind]), message, hint }];
    });
  },
};

export const DISCLOSURE_RULES: readonly Rule[] = [
  subjectsExplained,
  totalsExplained,
  yearBeforeWhole,
  sectionsWritten,
  purchasesListed,
  staffWithinPosts,
];
