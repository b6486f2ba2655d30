/** Loads the table templates that a profile names, as the profile changes them. */
import { at, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import type { Chain } from './chain.js';
import { checkTable, fieldProblems, titleFields } from './check.js';
import { SAFE_NAME, type Shelf } from './shelf.js';
import { type TableInput, type TableTemplate, tableSchema, toTemplate } from './template.js';

/** Folder of the tables of a kind. */
const FOLDER = 'budget';
const TEXTS = ['名称', '标题', '印号', '部门行', '单位行', '空表'] as const;

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
      complain(path, `没有“${id}”这张表的模板`, `应有 templates/${FOLDER}/${id}.yaml`);
      continue;
    }
    shelf.problems.push(...found.problems);
    out.set(id, toTemplate(applyChange(found.data, chain, complain), found.file));
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
  for (const folder of [...chain.ids.map((one) => `profiles/${one}`).reverse(), FOLDER]) {
    const file = `${folder}/${id}.yaml`;
    const before = shelf.problems.length;
    const found = shelf.yaml(file, tableSchema);
    if (shelf.problems.length > before) return 'bad';
    if (!found) continue;
    const problems = checkTable(found.data, found.source);
    if (found.data.表号 !== id) {
      const place = found.source.valueSpan(['表号']);
      problems.push(at(place, 'template-invalid', `表号应当同文件名一样，写“${id}”`));
    }
    return { data: found.data, file, problems };
  }
  return undefined;
}

type Complain = (path: Path, message: string, hint?: string) => void;

/** The table as the profile changes it: other titles, fewer columns. */
function applyChange(input: TableInput, chain: Chain, complain: Complain): TableInput {
  const base: Path = ['改表', input.表号];
  const { 去列 = [], 改列 = {}, ...change } = chain.merged.改表?.[input.表号] ?? {};
  const fields = titleFields(input);
  const check = (text: string | undefined, path: Path) => {
    for (const { message, hint } of fieldProblems(text ?? '', fields))
      complain(path, message, hint);
  };
  for (const key of TEXTS) check(change[key], [...base, key]);
  (change.注 ?? []).forEach((note, i) => {
    check(note, [...base, '注', i]);
  });

  const gone = new Set(去列);
  const seen = new Set<string>();
  const walk = (columns: TableInput['列']): NonNullable<TableInput['列']> =>
    (columns ?? []).flatMap((column) => {
      seen.add(column.名);
      const children = column.子列 && walk(column.子列);
      if (gone.has(column.名) || children?.length === 0) return [];
      const 名 = 改列[column.名] ?? column.名;
      return [{ ...column, 名, ...(children ? { 子列: children } : {}) }];
    });
  const columns = input.列 && walk(input.列);
  const asked: [string, Path][] = [
    ...去列.map((name, i): [string, Path] => [name, [...base, '去列', i]]),
    ...Object.keys(改列).map((name): [string, Path] => [name, [...base, '改列', name]]),
  ];
  for (const [name, path] of asked) {
    if (seen.has(name)) continue;
    complain(path, `表“${input.表号}”没有“${name}”这一列`, suggestion(name, [...seen], '列'));
  }
  for (const [name, text] of Object.entries(改列)) check(text, [...base, '改列', name]);
  if (columns?.length === 0) complain([...base, '去列'], `表“${input.表号}”的列都去掉了`);
  const written = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...written(chain.merged.各表 ?? {}),
    ...input,
    ...written(change),
    ...(columns ? { 列: columns } : {}),
  } as TableInput;
}
