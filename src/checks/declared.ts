/** What the format asks of the input: its 附表, and the fields of its cover. */
import type { Budget } from '../model/budget.js';
import type { DeclaredField } from '../model/schedule.js';
import { type Finding, type Rule, toFill } from './rule.js';

/** What a writer puts something else for. */
const blankOf = ({ name, kind, options }: DeclaredField): string => {
  if (options) return toFill(options.join('或'));
  if (kind === '金额' || kind === '数量') return toFill('数');
  return toFill(name);
};

export const schedulesWritten: Rule = {
  id: '附表-01',
  code: 'section-missing',
  severity: '警告',
  holds: '格式里由部门逐行填的表都写了，没有内容的也写明没有',
  source: '格式的表的“附表”',
  run: ({ budget, profile }) =>
    [...budget.schedules.values()]
      .filter(({ written }) => !written)
      .map(({ form: { key, columns } }): Finding => {
        const table = [...profile.tables].find(([, one]) => one.schedule?.key === key);
        const line = Object.fromEntries(columns.map((column) => [column.name, blankOf(column)]));
        const note = `“${table?.[1].name ?? key}”印成没有内容`;
        return {
          span: budget.placeOf(['附表']),
          message: `“附表”里没有写“${key}”：${note}`,
          hint: `确实没有的写“${key}: []”`,
          missing: { path: ['附表', key], value: [line], note: `${note}；没有的写 []` },
          ...(table ? { table: table[0] } : {}),
        };
      }),
};

/** Whether the input has a key, be what stands behind it right or wrong. */
function isWritten({ placeOf }: Budget, path: readonly [string, string]): boolean {
  const [own, above] = [placeOf(path), placeOf(path.slice(0, 1))];
  return own.start !== above.start || own.end !== above.end;
}

export const coverWritten: Rule = {
  id: '封面-01',
  code: 'key-missing',
  severity: '错误',
  early: true,
  holds: '格式要求的封面栏目都写了',
  source: '格式的“封面”的“栏目”',
  run: ({ budget, profile }) =>
    profile.cover.fields
      .filter(({ name, required }) => required && !isWritten(budget, ['封面', name]))
      .map((field): Finding => {
        const { name } = field;
        const note = '印在封面上';
        return {
          span: budget.placeOf(['封面']),
          message: `“封面”里缺少“${name}”，格式“${profile.id}”要求写`,
          hint: `请加上“封面: {${name}: …}”`,
          missing: { path: ['封面', name], value: blankOf(field), note },
        };
      }),
};
