/** 绩效管理: what is counted of evaluated projects adds up. */
import type { Budget } from '../model/budget.js';
import type { Finding, Rule } from './rule.js';

/** Counts by the names that sentences ask for: a whole, and its parts with their keys in the input. */
const WHOLES = [
  {
    whole: ['绩效自评项目数', '项目数'],
    parts: [
      ['自评优项目数', '优'],
      ['自评良项目数', '良'],
      ['自评合格项目数', '合格'],
      ['自评不合格项目数', '不合格'],
    ],
  },
  {
    whole: ['自评发现问题数', '发现问题'],
    parts: [
      ['自评完成整改数', '完成整改'],
      ['自评正在整改数', '正在整改'],
    ],
  },
] as const;

export const managementAddsUp: Rule = {
  id: '绩效-16',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '绩效自评各等级的项目数之和等于自评的项目数，整改的问题数之和等于发现的问题数',
  source: '预算绩效管理情况',
  run: ({ budget }) => WHOLES.flatMap((one) => differing(budget, one)),
};

function differing(
  { management: { counts }, placeOf }: Budget,
  { whole: [name, key], parts }: (typeof WHOLES)[number],
): Finding[] {
  const stated = counts[name] ?? '';
  const written = parts.filter(([part]) => (counts[part] ?? '') !== '');
  if (stated === '' || written.length === 0) return [];
  const total = written.reduce((all, [part]) => all + Number(counts[part]), 0);
  if (total === Number(stated)) return [];
  const keys = written.map(([, part]) => `“${part}”`).join('、');
  const message = `绩效自评的“${key}”是 ${stated}，${keys}合起来是 ${total}`;
  const span = placeOf(['绩效管理', '绩效自评', key]);
  return [{ span, message, hint: '请核对“绩效管理”的“绩效自评”' }];
}
