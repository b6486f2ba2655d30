/** A table as a profile changes it, and what is wrong with the change. */
import { at, type Diagnostic } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import type { Span } from '../model/money.js';
import type { Chain } from './chain.js';
import { changeCells, changeColumns, goneLeaves, headColumns } from './change.js';
import { checkCaptions, checkColumns, namedCells, namesInList } from './check.js';
import { titleFields } from './names.js';
import { type Complain, complainOf, fieldProblems } from './places.js';
import type { TableChange } from './profile.js';
import { readColumn, readColumns } from './read-cell.js';
import { type TableFile, toTemplate } from './read-table.js';
import type { CellLayout, Column, Layout, ListLayout, TableTemplate } from './template.js';
import type { TableInput } from './template-schema.js';
import { blocksIn, columnsIn, formCells } from './walk.js';

/** What a profile writes of one table below 改表, and the places of it. */
interface Entry {
  readonly table: TableFile;
  readonly change: TableChange;
  /** Place of the value at a path of the entry, or of its key, in the file that it comes from. */
  readonly valueSpan: (path: Path) => Span;
  readonly keySpan: (path: Path) => Span;
  readonly report: (place: Span, message: string, hint?: string) => void;
  /** The same, of the value at a path. */
  readonly complain: Complain;
}

/** The grid as it is changed. */
interface Changed {
  readonly layout: Layout;
  /** Grid columns that are left out. */
  readonly dropped: readonly number[];
}

/** The table as the profile changes it: other titles and labels, fewer columns and rows. */
export function changeTable(table: TableFile, chain: Chain, problems: Diagnostic[]): TableTemplate {
  const { input, each, layout } = table;
  const base: Path = ['改表', input.表号];
  const change = chain.merged.改表?.[input.表号] ?? {};
  const valueSpan = (path: Path) => chain.valueSpan([...base, ...path]);
  const report = (place: Span, message: string, hint?: string) =>
    void problems.push(at(place, 'template-invalid', message, hint));
  const entry: Entry = {
    table,
    change,
    valueSpan,
    keySpan: (path) => chain.keySpan([...base, ...path]),
    report,
    complain: (path, message, hint) => report(valueSpan(path), message, hint),
  };
  checkCaptions(change, each, entry.complain);
  checkKeys(entry);
  const { layout: changed, dropped } =
    layout.kind === 'list' ? changeList(layout, entry) : changeForm(layout, entry);
  const { 去列: _drop, 改列: _columns, 去行: _rows, 改字: _words, ...captions } = change;
  const written = { ...chain.merged.各表, ...input, ...captions } as TableInput;
  return toTemplate({ ...table, input: written, layout: changed }, dropped);
}

/** Reports keys that the kind of table does not take. */
function checkKeys({ table, change, keySpan, report }: Entry): void {
  const list = table.layout.kind === 'list';
  const [kind, hint] = list ? ['按列写', '请用“去列”“改列”'] : ['逐格写', '请用“去列”“去行”“改字”'];
  for (const key of list ? (['去行', '改字'] as const) : (['改列'] as const)) {
    const message = `表“${table.input.表号}”是${kind}的，没有“${key}”`;
    if (change[key] !== undefined) report(keySpan([key]), message, hint);
  }
}

/** Reports names that the table does not have: items of a list, or keys of a map. */
function checkNames(
  entry: Entry,
  key: '去列' | '改列' | '去行' | '改字',
  known: readonly string[],
  noun: '一列' | '一行' | '句字',
): void {
  const { table, change, valueSpan, keySpan, report } = entry;
  const written = change[key] ?? [];
  const named = Array.isArray(written)
    ? written.map((name, i) => ({ name, place: valueSpan([key, i]) }))
    : Object.keys(written).map((name) => ({ name, place: keySpan([key, name]) }));
  for (const { name, place } of named) {
    if (known.includes(name)) continue;
    const message = `表“${table.input.表号}”没有“${name}”这${noun}`;
    report(place, message, suggestion(name, known, noun.slice(1)));
  }
}

function changeList(layout: ListLayout, entry: Entry): Changed {
  const { 去列 = [], 改列 = {} } = entry.change;
  const names = columnsIn(layout.columns).map(({ name }) => name);
  checkNames(entry, '去列', names, '一列');
  checkNames(entry, '改列', names, '一列');
  const changes = new Map<string, string | Column[]>();
  for (const [name, written] of Object.entries(改列)) {
    if (!names.includes(name)) continue;
    changes.set(name, readChange(name, written, layout, entry));
    checkOnce(name, layout, entry);
  }
  const gone = goneLeaves(layout.columns, new Set(去列), changes);
  if (gone.every(Boolean)) entry.complain(['去列'], `表“${entry.table.input.表号}”的列都去掉了`);
  const dropped = gone.flatMap((out, col) => (out ? [col] : []));
  return { layout: { ...layout, columns: changeColumns(layout.columns, changes) }, dropped };
}

/** The label, or the columns, that a profile puts in the place of a column. */
function readChange(
  name: string,
  written: NonNullable<TableChange['改列']>[string],
  layout: ListLayout,
  { table, complain }: Entry,
): string | Column[] {
  const path = ['改列', name];
  if (typeof written === 'string') {
    complainOf(complain, path, fieldProblems(written, titleFields(table.each)));
    return written;
  }
  const columns = Array.isArray(written)
    ? readColumns(written, path, complain)
    : [readColumn(written, path, complain)];
  checkColumns(columns, namesInList(layout, table.each), complain);
  return columns;
}

/**
 * A column is changed in one place of a file: not left out as well, and nothing inside of a column
 * that is replaced is. One profile may well leave out, or replace, what the one that it extends changes.
 */
function checkOnce(name: string, { columns }: ListLayout, entry: Entry): void {
  const { valueSpan, keySpan, report } = entry;
  const { 去列 = [], 改列 = {} } = entry.change;
  const own = keySpan(['改列', name]);
  const dropped = 去列.map((key, i) => ({ key, place: valueSpan(['去列', i]) }));
  const here = ({ place }: { place: Span }) => place.file === own.file;
  if (dropped.filter(here).some(({ key }) => key === name))
    report(own, `“${name}”已经写在“去列”里`, '请只留一处');
  if (typeof 改列[name] === 'string') return;
  const left = new Set(columnsIn(changeColumns(columns, new Map([[name, []]]))).map((c) => c.name));
  const inside = columnsIn(columns).flatMap((c) =>
    c.name === name || left.has(c.name) ? [] : c.name,
  );
  const renamed = Object.keys(改列).map((key) => ({ key, place: keySpan(['改列', key]) }));
  for (const { key, place } of [...renamed, ...dropped].filter(here))
    if (inside.includes(key))
      report(place, `“${key}”在换掉的“${name}”里面`, `请写在“改列”的“${name}”里，或删去`);
}

function changeForm(layout: CellLayout, entry: Entry): Changed {
  const { 去列 = [], 去行 = [], 改字 = {} } = entry.change;
  const heads = headColumns(layout);
  const rows = blocksIn(layout.body).flatMap(({ block }) => block.name ?? []);
  const texts = formCells(layout).flatMap(({ content }) =>
    content.kind === 'text' ? content.text || [] : [],
  );
  checkNames(entry, '去列', [...heads.keys()], '一列');
  checkNames(entry, '去行', rows, '一行');
  checkNames(entry, '改字', texts, '句字');
  const words = new Map(Object.entries(改字));
  checkWords(layout, words, entry);
  return {
    layout: changeCells(layout, new Set(去行), words),
    dropped: 去列.flatMap((name) => heads.get(name) ?? []),
  };
}

/** Reports what is wrong with new words where they come to stand; told once of each. */
function checkWords(
  layout: CellLayout,
  words: ReadonlyMap<string, string>,
  { table, complain }: Entry,
): void {
  const told = new Set<string>();
  for (const { cell, env } of namedCells(layout, table.each)) {
    if (cell.content.kind !== 'text') continue;
    const { text } = cell.content;
    for (const { message, hint } of fieldProblems(words.get(text) ?? '', env.fields)) {
      if (!told.has(`${text} ${message}`)) complain(['改字', text], message, hint);
      told.add(`${text} ${message}`);
    }
  }
}
