/** Loads the table templates that a profile names, as the profile changes them. */
import { nearest, suggestion } from '../input/issues.js';
import { TEXT_NAMES_OF } from '../model/form-fields.js';
import type { Chain } from './chain.js';
import { tableKindProblems } from './check-kinds.js';
import { entriesOf } from './profile.js';
import { CHANGES, readTable, type TableFile } from './read-table.js';
import { checkSchedules } from './schedules.js';
import { SAFE_NAME, type Shelf } from './shelf.js';
import type { Spot } from './spot.js';
import { changeTable } from './table-change.js';
import type { TableTemplate } from './template.js';
import { tableSchema } from './template-schema.js';

interface Wanted {
  readonly id: string;
  /** Where the profile lists it. */
  readonly spot: Spot;
}

export function loadTables(chain: Chain, shelf: Shelf): Map<string, TableTemplate> {
  const out = new Map<string, TableTemplate>();
  const files = new Map<string, TableFile>();
  const seen = new Set<string>();
  const changes = chain.root.below('改表');
  for (const { id, spot } of wantedTables(chain)) {
    if (seen.has(id)) {
      spot.report(`表“${id}”列了两次`);
      continue;
    }
    seen.add(id);
    const found = findTable(id, chain, shelf);
    if (found === 'bad') continue;
    if (!found) {
      spot.report(`没有“${id}”这张表的模板`, missingHint(id, chain, shelf));
      continue;
    }
    const own = changeTable(found, chain);
    shelf.problems.push(...tableKindProblems(own, chain.kind));
    for (const [other, twin] of out) {
      if (!clash(own, twin)) continue;
      // of the two, the one whose number the profile changed is to be mended
      const [wrong, number, kept] =
        own.id === id && twin.id !== other ? [other, twin.id, own] : [id, own.id, twin];
      const place = number === wrong ? spot : changes.below(wrong, '表号');
      const use = kept.each === undefined ? `“${kept.name}”` : `“${kept.id}”的各张表`;
      place.report(`表号“${number}”已经用于${use}`);
    }
    out.set(id, own);
    files.set(id, found);
  }
  for (const id of Object.keys(chain.merged.改表 ?? {})) {
    // a profile may leave out a table that the one it extends has changed
    if (seen.has(id) || changes.below(id).keySpan.file !== chain.root.span.file) continue;
    const message = `“改表”里的“${id}”不在这个格式的表里`;
    changes.below(id).reportKey(message, suggestion(id, [...seen], '表'));
  }
  checkRequired(chain, seen);
  checkUnlisted(chain.ids.at(-1) ?? '', seen, shelf);
  checkSchedules(out, (id, path) =>
    (path[0] === CHANGES ? chain.root : (files.get(id)?.root ?? chain.root)).below(...path),
  );
  return out;
}

/** What a profile itself requires is among its tables; what its base requires is told at each check. */
function checkRequired({ merged, root }: Chain, listed: ReadonlySet<string>): void {
  const required = root.below('公开要求');
  for (const key of ['必有表', '空表须说明'] as const)
    for (const [i, id] of (merged.公开要求?.[key] ?? []).entries()) {
      const spot = required.below(key, i);
      if (listed.has(id) || spot.span.file !== root.span.file) continue;
      const message = `“公开要求”里的“${id}”不在这个格式的表里`;
      spot.report(message, suggestion(id, [...listed], '表'));
    }
  const { 种类: kind = '预算' } = merged;
  for (const [i, name] of (merged.公开要求?.必写 ?? []).entries())
    if (!TEXT_NAMES_OF[kind].includes(name))
      required.below('必写', i).report(`${kind}的输入没有“${name}”这一段`);
}

/** The table that was meant, or where a new one would have to be. */
function missingHint(id: string, { ids, folder }: Chain, shelf: Shelf): string {
  const folders = [folder, ...ids.slice(1).map((one) => `profiles/${one}`)];
  const known = folders.flatMap((one) => shelf.yamlNames(one)).filter((name) => name !== id);
  const near = nearest(id, known);
  const place = SAFE_NAME.test(id)
    ? `表的模板应是 ${shelf.shown(`${folders.at(-1)}/${id}.yaml`)}`
    : '';
  return [...(near ? [`是不是“${near}”？`] : []), place].join('');
}

/** Whether two tables, or a table and one of those for each row, would have one number; Excel knows no case. */
function clash(a: TableTemplate, b: TableTemplate): boolean {
  const [one, other] = [a.id.toLowerCase(), b.id.toLowerCase()];
  const among = (id: string, { each }: TableTemplate, of: string) =>
    each !== undefined && id.startsWith(`${of}-`) && /^\d+$/.test(id.slice(of.length + 1));
  return one === other || among(one, b, other) || among(other, a, one);
}

/** Every table of a profile's own is one that it publishes. */
function checkUnlisted(id: string, listed: ReadonlySet<string>, shelf: Shelf): void {
  const folder = `profiles/${id}`;
  for (const table of shelf.yamlNames(folder).filter((name) => !listed.has(name))) {
    const found = shelf.yaml(`${folder}/${table}.yaml`, tableSchema);
    const message = `“部分”里没有列出“${table}”这张表，不会公开`;
    const hint = `请在格式“${id}”的“部分”里列出它，或删去这个文件`;
    found?.root.below('表号').report(message, hint);
  }
}

function wantedTables({ merged, root }: Chain): Wanted[] {
  return (merged.部分 ?? []).flatMap((part, i) =>
    entriesOf(part).flatMap((entry) =>
      entry.kind === '表'
        ? entry.group.表.map((id, k) => ({
            id,
            spot: root.below('部分', i, ...entry.path, '表', k),
          }))
        : [],
    ),
  );
}

/** The table's file: of the profile, of one of its bases, or the common one. */
function findTable(id: string, chain: Chain, shelf: Shelf): TableFile | 'bad' | undefined {
  if (!SAFE_NAME.test(id)) return undefined;
  for (const folder of [...chain.ids.map((one) => `profiles/${one}`).reverse(), chain.folder]) {
    const before = shelf.problems.length;
    const file = `${folder}/${id}.yaml`;
    const found = shelf.yaml(file, tableSchema);
    if (shelf.problems.length > before) return 'bad';
    if (!found) continue;
    const table = readTable(shelf.shown(file), found.data, found.root);
    if (found.data.表号 !== id) found.root.below('表号').report(`表号应当同文件名一样，写“${id}”`);
    return table ?? 'bad';
  }
  return undefined;
}
