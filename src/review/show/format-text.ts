/** What `gongkai formats` prints of a format. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { displayWidth } from '../../diagnostics.js';
import { type Profile, TEMPLATES } from '../../forms/library.js';
import { fieldText } from '../../forms/read-declared.js';
import type { Relation } from '../../forms/relation.js';
import { numeral } from '../../model/numerals.js';
import type { ScheduleForm } from '../../model/schedule.js';

const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - displayWidth(text)));

/** Its name and what it extends, on one line. */
export function formatLine({ id, name, bases }: Profile): string {
  return `${padded(id, 30)}${name}${bases.length > 0 ? `，继承 ${bases.at(-1)}` : ''}\n`;
}

/** Parts with their sections and tables, the file that each table comes from, and what must hold of them. */
export function formatText(profile: Profile): string {
  const { id, name, kind, bases, parts, tables, relations, cover } = profile;
  const from = bases.length > 0 ? `，继承 ${[...bases].reverse().join(' → ')}` : '';
  const lines = [`${id}：${name}（部门${kind}${from}）`];
  parts.forEach((part, i) => {
    lines.push(`第${numeral(i + 1)}部分　${part.title}`);
    if (part.sections.length > 0)
      lines.push(`  节：${part.sections.map((one) => one.name).join('、')}`);
    for (const template of part.tables.flatMap(({ ids }) => ids)) {
      const table = tables.get(template);
      if (table)
        lines.push(`  ${padded(table.id, 14)}${padded(table.title, 50)}${TEMPLATES}${table.file}`);
      if (table?.schedule) lines.push(`  ${padded('', 14)}${scheduleText(table.schedule)}`);
    }
  });
  if (cover.fields.length > 0) lines.push(`封面栏目：${cover.fields.map(fieldText).join('、')}`);
  lines.push('勾稽关系', ...relations.flatMap(relationLines));
  return `${lines.join('\n')}\n没有错误。\n`;
}

/** What the input writes below 附表 for a table. */
const scheduleText = ({ key, columns, groupBy }: ScheduleForm): string =>
  `附表“${key}”：${columns.map(fieldText).join('、')}${groupBy === undefined ? '' : `；按${groupBy}小计`}`;

/** What must hold; below it the equations that are not compared, and why. */
function relationLines({ id, holds, inapplicable }: Relation): string[] {
  const byReason = Object.entries(groupBy(inapplicable, ({ reason }) => reason));
  return [
    `  ${padded(id, 14)}${holds}`,
    ...byReason.map(([reason, equations]) => {
      const names = equations.map(({ equation }) => equation).join('、');
      return `  ${padded('', 14)}${reason}，不核对：${names}`;
    }),
  ];
}
