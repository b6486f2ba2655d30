/** Loads the table templates that a profile names, as the profile changes them. */
import { at, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import type { Chain } from './chain.js';
import {
  blockNames,
  type ColumnChange,
  changeBlocks,
  changeColumns,
  columnNames,
  columnPath,
  formTexts,
  goneLeaves,
  headColumns,
  replacing,
  reword,
} from './change.js';
import { type Complain, checkTable, fieldProblems, titleFields } from './check.js';
import { SAFE_NAME, type Shelf } from './shelf.js';
import type { TableTemplate } from './template.js';
import { type TableInput, tableSchema, toTemplate } from './template-schema.js';

const TEXTS = ['名称', '标题', '印号', '年度行', '部门行', '单位行', '空表'] as const;

interface Wanted {
  readonly id: string;
  readonly path: Path;
}

export function loadTables(chain: Chain, shelf: Shelf): Map<string, TableTemplate> {
  const out = new Map<string, TableTemplate>();
  const seen = new Set<string>();
  const complain = (path: Path, message: string, hint?: string) =>
    shelf.problems.push(at(chain.valueSpan(path), 'template-invalid', message, hint));
  for (const { id, path } of wantedTables(chain)) {
    if (seen.has(id)) {
      complain(path, `表“${id}”列了两次`);
      continue;
    }
    seen.add(id);
    const found = readTable(id, chain, shelf);
    if (found === 'bad') continue;
    if (!found) {
      complain(path, `没有“${id}”这张表的模板`, `应有 templates/${chain.folder}/${id}.yaml`);
      continue;
    }
    shelf.problems.push(...found.problems);
    const { data, dropped } = applyChange(found.data, chain, complain);
    const twin = [...out.values()].find((other) => other.id === data.表号);
    if (twin)
      complain(
        data.表号 === id ? path : ['改表', id, '表号'],
        `表号“${data.表号}”已经用于“${twin.name}”`,
      );
    out.set(id, toTemplate(data, found.file, dropped));
  }
  for (const id of Object.keys(chain.merged.改表 ?? {})) {
    if (seen.has(id)) continue;
    const place = chain.keySpan(['改表', id]);
    const message = `“改表”里的“${id}”不在这个格式的表里`;
    shelf.problems.push(at(place, 'template-invalid', message, suggestion(id, [...seen], '表')));
  }
  return out;
}

function wantedTables({ merged }: Chain): Wanted[] {
  return (merged.部分 ?? []).flatMap((part, i) =>
    (part.表 ?? []).flatMap((group, j) =>
      group.表.map((id, k): Wanted => ({ id, path: ['部分', i, '表', j, '表', k] })),
    ),
  );
}

interface Found {
  readonly data: TableInput;
  readonly file: string;
  readonly problems: readonly Diagnostic[];
}

/** The table's file: of the profile, of one of its bases, or the common one. */
function readTable(id: string, chain: Chain, shelf: Shelf): Found | 'bad' | undefined {
  if (!SAFE_NAME.test(id)) return undefined;
  for (const folder of [...chain.ids.map((one) => `profiles/${one}`).reverse(), chain.folder]) {
    const file = `${folder}/${id}.yaml`;
    const before = shelf.problems.length;
    const found = shelf.yaml(file, tableSchema);
    if (shelf.problems.length > before) return 'bad';
    if (!found) continue;
    const problems: Diagnostic[] = [];
    const complain: Complain = (path, message, hint) =>
      void problems.push(at(found.source.valueSpan(path), 'template-invalid', message, hint));
    checkTable(found.data, complain);
    if (found.data.表号 !== id) complain(['表号'], `表号应当同文件名一样，写“${id}”`);
    return { data: found.data, file, problems };
  }
  return undefined;
}

/** What is wrong with the columns that a profile puts in the place of another, by their own path. */
function checkReplacement(
  input: TableInput,
  name: string,
  change: ColumnChange,
  complain: Complain,
): void {
  const columns = input.列 ?? [];
  const path = columnPath(columns, name);
  const first = path?.at(-1);
  if (!path || typeof first !== 'number') return;
  const above = ['列', ...path.slice(0, -1)];
  const list = replacing(change);
  const changed = { ...input, 列: changeColumns(columns, { [name]: change }) };
  checkTable(changed, (where, message, hint) => {
    const at = Number(where[above.length]) - first;
    const inside = above.every((step, i) => where[i] === step) && at >= 0 && at < list.length;
    if (!inside) return;
    const rest = where.slice(above.length + 1);
    complain(Array.isArray(change) ? [at, ...rest] : rest, message, hint);
  });
}

/** The table as the profile changes it: other titles and labels, fewer columns and rows. */
function applyChange(
  input: TableInput,
  chain: Chain,
  complain: Complain,
): { data: TableInput; dropped: readonly number[] } {
  const base: Path = ['改表', input.表号];
  const own = chain.merged.改表?.[input.表号] ?? {};
  const { 去列 = [], 改列 = {}, 去行 = [], 改字 = {}, ...change } = own;
  const fields = titleFields(input);
  const check = (text: string | undefined, path: Path) => {
    for (const { message, hint } of fieldProblems(text ?? '', fields))
      complain(path, message, hint);
  };
  for (const key of TEXTS) check(change[key], [...base, key]);
  (change.注 ?? []).forEach((note, i) => {
    check(note, [...base, '注', i]);
  });
  for (const [name, change] of Object.entries(改列)) {
    const path = [...base, '改列', name];
    if (typeof change === 'string') check(change, path);
    else
      checkReplacement(input, name, change, (at, ...problem) =>
        complain([...path, ...at], ...problem),
      );
  }
  const unknown = (key: string, names: readonly string[], known: readonly string[], noun: string) =>
    names.forEach((name, i) => {
      if (known.includes(name)) return;
      const path = [...base, key, key.startsWith('改') ? name : i];
      complain(
        path,
        `表“${input.表号}”没有“${name}”这${noun}`,
        suggestion(name, known, noun.slice(1)),
      );
    });

  const written = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const data = { ...written(chain.merged.各表 ?? {}), ...input, ...written(change) } as TableInput;
  for (const key of input.列 ? (['去行', '改字'] as const) : (['改列'] as const)) {
    if (own[key] === undefined) continue;
    const hint = input.列 ? '请用“去列”“改列”' : '请用“去列”“去行”“改字”';
    complain(
      [...base, key],
      `表“${input.表号}”${input.列 ? '是按列写的' : '是逐格写的'}，没有“${key}”`,
      hint,
    );
  }
  if (input.列) {
    unknown('去列', 去列, columnNames(input.列), '一列');
    unknown('改列', Object.keys(改列), columnNames(input.列), '一列');
    const gone = goneLeaves(input.列, new Set(去列), 改列);
    if (gone.every(Boolean)) complain([...base, '去列'], `表“${input.表号}”的列都去掉了`);
    const dropped = gone.flatMap((out, col) => (out ? [col] : []));
    return { data: { ...data, 列: changeColumns(input.列, 改列) }, dropped };
  }
  const heads = headColumns(input.表头 ?? []);
  unknown('去列', 去列, [...heads.keys()], '一列');
  unknown('去行', 去行, blockNames(input.表体 ?? []), '一行');
  unknown('改字', Object.keys(改字), formTexts(input), '句字');
  return {
    data: {
      ...data,
      ...(input.表头
        ? { 表头: input.表头.map((row) => row.map((cell) => reword(cell, 改字))) }
        : {}),
      ...(input.表体 ? { 表体: changeBlocks(input.表体, new Set(去行), 改字) } : {}),
    },
    dropped: 去列.flatMap((name) => heads.get(name) ?? []),
  };
}
