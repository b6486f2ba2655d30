/** A table as a profile changes it, and what is wrong with the change. */
import { at, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import { type Tree, valueAt } from '../input/tree.js';
import type { Span } from '../model/money.js';
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
import { type Complain, checkTable } from './check.js';
import { titleFields } from './names.js';
import { fieldProblems, literalProblems, type Problem } from './places.js';
import type { TableChange } from './profile.js';
import type { TableInput } from './template-schema.js';

const TEXTS = ['名称', '标题', '印号', '年度行', '部门行', '单位行', '空表'] as const;

interface Changed {
  readonly data: TableInput;
  /** Grid columns that are left out. */
  readonly dropped: readonly number[];
}

/** The table as the profile changes it: other titles and labels, fewer columns and rows. */
export function applyChange(input: TableInput, chain: Chain, problems: Diagnostic[]): Changed {
  const base: Path = ['改表', input.表号];
  const own = chain.merged.改表?.[input.表号] ?? {};
  const place = (path: Path) => chain.valueSpan([...base, ...path]);
  const keyPlace = (path: Path) => chain.keySpan([...base, ...path]);
  const report = (where: Span, message: string, hint?: string) =>
    void problems.push(at(where, 'template-invalid', message, hint));
  const complain: Complain = (path, message, hint) => report(place(path), message, hint);
  const unknown = (where: Span, name: string, known: readonly string[], noun: string) => {
    if (known.includes(name)) return;
    const message = `表“${input.表号}”没有“${name}”这${noun}`;
    report(where, message, suggestion(name, known, noun.slice(1)));
  };
  /** A list of names, or a map of which the keys are names. */
  const known = (
    key: '去列' | '改列' | '去行' | '改字',
    names: readonly string[],
    noun: string,
  ) => {
    const written = own[key] ?? [];
    if (Array.isArray(written))
      written.forEach((name, i) => {
        unknown(place([key, i]), name, names, noun);
      });
    else for (const name of Object.keys(written)) unknown(keyPlace([key, name]), name, names, noun);
  };

  checkCaptions(input, own, complain);
  for (const key of input.列 ? (['去行', '改字'] as const) : (['改列'] as const)) {
    if (own[key] === undefined) continue;
    const hint = input.列 ? '请用“去列”“改列”' : '请用“去列”“去行”“改字”';
    const form = input.列 ? '是按列写的' : '是逐格写的';
    report(keyPlace([key]), `表“${input.表号}”${form}，没有“${key}”`, hint);
  }
  const { 去列 = [], 改列 = {}, 去行 = [], 改字 = {}, ...change } = own;
  const written = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const data = { ...written(chain.merged.各表 ?? {}), ...input, ...written(change) } as TableInput;
  if (input.列) {
    known('去列', columnNames(input.列), '一列');
    known('改列', columnNames(input.列), '一列');
    for (const [name, one] of Object.entries(改列)) {
      checkReplacement(input, name, one, (path, ...problem) =>
        complain(['改列', name, ...path], ...problem),
      );
      // one profile may well leave out, or replace, what the profile that it extends has changed
      const { file } = keyPlace(['改列', name]);
      const dropped = 去列.indexOf(name);
      if (dropped >= 0 && place(['去列', dropped]).file === file)
        report(keyPlace(['改列', name]), `“${name}”已经写在“去列”里`, '请只留一处');
      if (typeof one === 'string') continue;
      const left = columnNames(changeColumns(input.列, { [name]: [] }));
      const lost = columnNames(input.列).filter((key) => key !== name && !left.includes(key));
      const others = [
        ...Object.keys(改列).map((key) => ({ key, at: keyPlace(['改列', key]) })),
        ...去列.map((key, i) => ({ key, at: place(['去列', i]) })),
      ];
      for (const { key, at } of others)
        if (lost.includes(key) && at.file === file)
          report(at, `“${key}”在换掉的“${name}”里面`, `请写在“改列”的“${name}”里，或删去`);
    }
    const gone = goneLeaves(input.列, new Set(去列), 改列);
    if (gone.every(Boolean)) complain(['去列'], `表“${input.表号}”的列都去掉了`);
    const dropped = gone.flatMap((out, col) => (out ? [col] : []));
    return { data: { ...data, 列: changeColumns(input.列, 改列) }, dropped };
  }
  const heads = headColumns(input.表头 ?? []);
  known('去列', [...heads.keys()], '一列');
  known('去行', blockNames(input.表体 ?? []), '一行');
  known('改字', formTexts(input), '句字');
  checkWords(input, 改字, complain);
  return {
    data: { ...data, ...reworded(input, 改字, new Set(去行)) },
    dropped: 去列.flatMap((name) => heads.get(name) ?? []),
  };
}

/** Texts around the table name fields that there are. */
function checkCaptions(input: TableInput, own: TableChange, complain: Complain): void {
  const fields = titleFields(input);
  const tell = (path: Path, problems: readonly Problem[]) => {
    for (const { message, hint } of problems) complain(path, message, hint);
  };
  for (const key of TEXTS) tell([key], fieldProblems(own[key] ?? '', fields));
  (own.注 ?? []).forEach((note, i) => {
    tell(['注', i], fieldProblems(note, fields));
  });
  tell(['合计名'], literalProblems(own.合计名 ?? ''));
  for (const [name, change] of Object.entries(own.改列 ?? {}))
    if (typeof change === 'string') tell(['改列', name], fieldProblems(change, fields));
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

type Words = Readonly<Record<string, string>>;

/** What is wrong with new words where they come to stand; told once of each. */
function checkWords(input: TableInput, words: Words, complain: Complain): void {
  const told = new Set<string>();
  checkTable({ ...input, ...reworded(input, words) }, (path, message, hint) => {
    const word = valueAt(input as unknown as Tree, path);
    if (typeof word !== 'string' || !Object.hasOwn(words, word)) return;
    if (!told.has(`${word} ${message}`)) complain(['改字', word], message, hint);
    told.add(`${word} ${message}`);
  });
}

/** A form's header and body with other words, without the rows of some names. */
function reworded(
  { 表头, 表体 }: TableInput,
  words: Words,
  gone: ReadonlySet<string> = new Set(),
): Partial<TableInput> {
  return {
    ...(表头 ? { 表头: 表头.map((row) => row.map((cell) => reword(cell, words))) } : {}),
    ...(表体 ? { 表体: changeBlocks(表体, gone, words) } : {}),
  };
}
