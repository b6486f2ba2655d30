/** Counts that stand beside amounts of “三公”经费: trips and people, cars, receptions. */
import { NO_FIGURE } from '../model/money.js';
import type { ThreePublicItem } from '../model/terms.js';
import { threePublic } from '../model/totals.js';
import { wan } from '../tables/table.js';
import { type Finding, place, type Rule } from './rule.js';

/** Counts of “三公”经费 that go with an amount. */
const PAID: readonly (readonly [ThreePublicItem, field: string])[] = [
  ['因公出国（境）费', '出国团组'],
  ['因公出国（境）费', '出国人次'],
  ['公务用车购置费', '购置车辆'],
  ['公务接待费', '接待批次'],
  ['公务接待费', '接待人次'],
];

const SOURCE = '“三公”经费情况说明里的团组、人次、辆数和批次';

export const countsPaid: Rule = {
  id: '公开-15',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '写了团组、人次、购车、接待数的，有相应的“三公”经费支出',
  source: SOURCE,
  run: ({ budget }) =>
    PAID.flatMap(([item, field]): Finding[] => {
      const count = budget.counts.get(field);
      if (!count || count.value.isZero() || !threePublic(budget, item).value.isZero()) return [];
      const bought = field === '购置车辆' && budget.plannedVehicles;
      const path = bought ? ['国有资产', '计划购置', '车辆'] : ['三公经费说明', field];
      const message = `“${bought ? '计划购置”的“车辆' : field}”是 ${count.value}，${item}却没有支出`;
      const hint = `请核对“${bought ? '国有资产' : '三公经费说明'}”；别的经费支付的，在“豁免”里写明理由`;
      return [{ span: budget.placeOf(path), message, hint }];
    }),
};

/** Counts that are not larger than others. */
const WITHIN = [
  ['出国团组', '出国人次'],
  ['外宾接待批次', '接待批次'],
  ['外宾接待人次', '接待人次'],
  ['接待批次', '接待人次'],
] as const;

export const countsAgree: Rule = {
  id: '公开-16',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '出国团组不多于人次，接待批次不多于人次，外宾的不多于全部的',
  source: SOURCE,
  run: ({ budget }) =>
    WITHIN.flatMap(([part, whole]): Finding[] => {
      const [few, many] = [budget.counts.get(part), budget.counts.get(whole)];
      if (!few || !many || few.value.lte(many.value)) return [];
      const message = `“${part}” ${few.value}，比“${whole}” ${many.value} 还多`;
      return [
        { span: budget.placeOf(['三公经费说明', part]), message, hint: '请核对“三公经费说明”' },
      ];
    }),
};

/** What is provided for buying cars, and that some are to be bought. */
export const carsPlanned: Rule = {
  id: '公开-21',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '安排了公务用车购置费的，写了“计划购置”就写明购置的车辆',
  source: '国有资产占有使用情况同“三公”经费一致',
  run: ({ budget }): Finding[] => {
    const paid = threePublic(budget, '公务用车购置费');
    const count = budget.counts.get('购置车辆');
    const span = place(count ?? NO_FIGURE, paid);
    if (!budget.plannedVehicles || !count || !span) return [];
    if (paid.value.isZero() || !count.value.isZero()) return [];
    const message = `有公务用车购置费 ${wan(paid)}，“国有资产”的“计划购置”却是 0 辆`;
    return [{ span, message, hint: '请核对“计划购置”的“车辆”，和经济科目 31013' }];
  },
};
