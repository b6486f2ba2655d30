/** What `gongkai formats` prints of a format. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { stringify } from 'yaml';
import { displayWidth } from '../../diagnostics.js';
import { type PartEntry, type Profile, TEMPLATES } from '../../forms/library.js';
import { fieldText } from '../../forms/read-declared.js';
import type { Relation } from '../../forms/relation.js';
import { numeral } from '../../model/numerals.js';
import type { ScheduleForm } from '../../model/schedule.js';

const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - displayWidth(text)));

/** Its name, what it extends and the file of one that is not the program's own, on one line. */
export function formatLine({ id, name, bases, file }: Profile): string {
  const from = bases.length > 0 ? `，继承 ${bases.at(-1)}` : '';
  const own = file.startsWith(TEMPLATES) ? '' : `（${file}）`;
  return `${padded(id, 30)}${name}${from}${own}\n`;
}

/** Parts with their sections and tables, the file that each table comes from, and what must hold of them. */
export function formatText(profile: Profile): string {
  const { id, file, name, kind, bases, parts, tables, relations, cover } = profile;
  const from = bases.length > 0 ? `，继承 ${[...bases].reverse().join(' → ')}` : '';
  const lines = [`${id}：${name}（部门${kind}${from}）`, file];
  parts.forEach((part, i) => {
    lines.push(`第${numeral(i + 1)}部分　${part.title}`);
    for (const entries of runsOf(part.entries)) {
      const sections = entries.flatMap((one) => (one.kind === '节' ? [one.section.name] : []));
      if (sections.length > 0) lines.push(`  节：${sections.join('、')}`);
      const ids = entries.flatMap((one) => (one.kind === '表' ? one.group.ids : []));
      for (const table of ids.flatMap((template) => tables.get(template) ?? [])) {
        lines.push(`  ${padded(table.id, 14)}${padded(table.title, 50)}${table.file}`);
        if (table.schedule) lines.push(`  ${padded('', 14)}${scheduleText(table.schedule)}`);
      }
    }
  });
  if (cover.fields.length > 0) lines.push(`封面栏目：${cover.fields.map(fieldText).join('、')}`);
  lines.push('勾稽关系', ...relations.flatMap(relationLines));
  return `${lines.join('\n')}\n没有错误。\n`;
}

/** Entries of a part, those that follow each other and are of one kind together. */
function runsOf(entries: readonly PartEntry[]): PartEntry[][] {
  const runs: PartEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === entry.kind) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
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

/** Where a new format was written, and where what it extends can be looked at. */
export interface Written {
  /** Its own file first. */
  readonly files: readonly string[];
  /** The folder whose 格式/ holds them, where it is not the current one. */
  readonly home: string | undefined;
  /** The folder of the program's own templates. */
  readonly templates: string;
}

/** What to do with a format that was begun. */
export function newFormatText(
  name: string,
  from: string,
  { files, home, templates }: Written,
): string {
  const option = home === undefined ? '' : ` --formats ${home}`;
  const inputs = home === undefined ? '' : `（输入不在 ${home} 里的，命令后面加上${option}）`;
  return `已写出：
${files.map((file) => `  ${file}\n`).join('')}现在编译出来同“${from}”一样。接下来：
  1. 用编辑器打开，按里面的说明改成本区的；写法见 docs/格式指南.md，程序自带的表和语句在 ${templates}
  2. gongkai formats ${name}${option}    检查，用编好的数试算
  3. 输入文件里写“格式: ${stringify(name).trimEnd()}”，再 gongkai check、gongkai compile${inputs}
`;
}
