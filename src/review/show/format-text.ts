/** What `gongkai formats` prints of a format. */
import { groupBy } from 'es-toolkit/array/groupBy';
import { displayWidth } from '../../diagnostics.js';
import { type PartEntry, type Profile, TEMPLATES } from '../../forms/library.js';
import type { Relation } from '../../forms/relation.js';
import { numeral } from '../../model/numerals.js';

const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - displayWidth(text)));

/** Its name and what it extends, on one line. */
export function formatLine({ id, name, bases }: Profile): string {
  return `${padded(id, 30)}${name}${bases.length > 0 ? `，继承 ${bases.at(-1)}` : ''}\n`;
}

/** Parts with their sections and tables, the file that each table comes from, and what must hold of them. */
export function formatText(profile: Profile): string {
  const { id, name, kind, bases, parts, tables, relations } = profile;
  const from = bases.length > 0 ? `，继承 ${[...bases].reverse().join(' → ')}` : '';
  const lines = [`${id}：${name}（部门${kind}${from}）`];
  parts.forEach((part, i) => {
    lines.push(`第${numeral(i + 1)}部分　${part.title}`);
    for (const entries of runsOf(part.entries)) {
      const sections = entries.flatMap((one) => (one.kind === '节' ? [one.section.name] : []));
      if (sections.length > 0) lines.push(`  节：${sections.join('、')}`);
      const ids = entries.flatMap((one) => (one.kind === '表' ? one.group.ids : []));
      for (const table of ids.flatMap((template) => tables.get(template) ?? []))
        lines.push(`  ${padded(table.id, 14)}${padded(table.title, 50)}${TEMPLATES}${table.file}`);
    }
  });
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
