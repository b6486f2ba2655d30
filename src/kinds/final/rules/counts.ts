/** Counts that final accounts state beside amounts of “三公”经费. */
import { countsAgree, countsPaid } from '../../../checks/counts.js';
import { type Missing, place, type Rule, toFill } from '../../../checks/rule.js';
import type { FinalFieldName } from '../../../model/form-fields.js';
import { NO_FIGURE } from '../../../model/money.js';
import type { ThreePublicItem } from '../../../model/terms.js';
import { threePublic } from '../../../model/totals.js';
import { wan } from '../../../tables/table.js';

/** Counts that sentences on “三公”经费 need, where there is expenditure. */
const DETAILS: readonly (readonly [ThreePublicItem, field: FinalFieldName, what: string])[] = [
  ['因公出国（境）费', '出国人次', '团组数和人次'],
  ['公务用车购置费', '购置车辆', '购置（更新）车辆数'],
  ['公务用车运行维护费', '车辆保有量', '公务用车保有量'],
  ['公务接待费', '接待批次', '接待批次和人次'],
];

const detailsWritten: Rule = {
  id: '公开-12',
  code: 'section-missing',
  severity: '警告',
  holds: '有“三公”经费支出的，写明团组、人次、车辆数、接待批次',
  source: '财政拨款“三公”经费支出决算情况说明',
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
      const missing: Missing = {
        path: ['三公经费说明', field],
        value: toFill('数'),
        note: message,
      };
      return [{ span, message, hint: `请在“三公经费说明”里写“${field}: ”`, missing }];
    }),
};

const vehiclesCounted: Rule = {
  id: '公开-14',
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

export const COUNT_RULES: readonly Rule[] = [
  detailsWritten,
  vehiclesCounted,
  countsPaid,
  countsAgree,
];
