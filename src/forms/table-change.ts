/** A table as a profile changes it, and what is wrong with the change. */
import { suggestion } from '../input/issues.js';
import type { Chain } from './chain.js';
import { changeCells, changeColumns, goneLeaves, headColumns } from './change.js';
import { cellsNamed, checkCaptions, checkColumns, namesInList } from './check.js';
import { titleFields } from './names.js';
import { fieldProblems } from './places.js';
import { type TableChange, tableMoney } from './profile.js';
import { readColumn, readColumns } from './read-cell.js';
import { CHANGES, type TableFile, toTemplate } from './read-table.js';
import type { Spot } from './spot.js';
import type { CellLayout, Column, Layout, ListLayout, TableTemplate } from './template.js';
import type { TableInput } from './template-schema.js';
import { checkUnits, type WrittenAt } from './units.js';
import { blocksIn, columnsIn, formCells } from './walk.js';

/** What a profile writes of one table below 改表. */
interface Entry {
  readonly table: TableFile;
  readonly change: TableChange;
  /** Of the profile as a whole, and of the entry in it. */
  readonly root: Spot;
  readonly spot: Spot;
}

/** The grid as it is changed. */
interface Changed {
  readonly layout: Layout;
  /** Grid columns that are left out. */
  readonly dropped: readonly number[];
}

/** The table as the profile changes it: other titles and labels, fewer columns and rows. */
export function changeTable(table: TableFile, { merged, root }: Chain): TableTemplate {
  const { input, each, layout } = table;
  const change = merged.改表?.[input.表号] ?? {};
  const spot = root.below('改表', input.表号);
  const entry: Entry = { table, change, root, spot };
  checkCaptions(change, each, spot);
  for (const [name, label] of Object.entries(change.改列 ?? {}))
    if (typeof label === 'string')
      spot.below('改列', name).reportAll(fieldProblems(label, titleFields(each)));
  checkKeys(entry);
  const { layout: changed, dropped } =
    layout.kind === 'list' ? changeList(layout, entry) : changeForm(layout, entry);
  const { 去列: _drop, 改列: _columns, 去行: _rows, 改字: _words, ...captions } = change;
  const written = { ...merged.各表, ...input, ...captions } as TableInput;
  const template = toTemplate({ ...table, input: written, layout: changed }, root, dropped);
  checkUnits(template, (template.money ?? tableMoney(merged)).unit, textsOf(entry));
  return template;
}

/** Where each text of a table comes from: the profile's change of it, or its file. */
function textsOf({ table, change, root, spot }: Entry): WrittenAt {
  return {
    caption: (key) => {
      const where = key !== '前文' && change[key] !== undefined ? spot : table.root;
      const own = where === spot || table.input[key] !== undefined;
      if (own) return where.below(key);
      // the line of all tables is wrong in this one: its unit is what differs
      if (change.金额) return spot.below('金额');
      return table.input.金额 && table.root.below('金额');
    },
    note: (i) => (change.注 ? spot : table.root).below('注', i),
    label: ({ text, path }) => {
      if (path[0] === CHANGES) return root.below(...path);
      const reworded = Object.entries({ ...change.改字, ...change.改列 }).find(
        ([, to]) => to === text,
      );
      if (!reworded) return table.root.below(...path);
      return spot.below(change.改字?.[reworded[0]] === text ? '改字' : '改列', reworded[0]);
    },
  };
}

/** Reports keys that the kind of table does not take. */
function checkKeys({ table, change, spot }: Entry): void {
  const list = table.layout.kind === 'list';
  const [kind, hint] = list ? ['按列写', '请用“去列”“改列”'] : ['逐格写', '请用“去列”“去行”“改字”'];
  for (const key of list ? (['去行', '改字'] as const) : (['改列'] as const)) {
    if (change[key] === undefined) continue;
    spot.below(key).reportKey(`表“${table.input.表号}”是${kind}的，没有“${key}”`, hint);
  }
}

/** Reports names that the table does not have: items of a list, or keys of a map. */
function checkNames(
  { table, change, spot }: Entry,
  key: '去列' | '改列' | '去行' | '改字',
  known: readonly string[],
  noun: '一列' | '一行' | '句字',
): void {
  const written = change[key] ?? [];
  const list = Array.isArray(written);
  for (const [i, name] of (list ? written : Object.keys(written)).entries()) {
    if (known.includes(name)) continue;
    const message = `表“${table.input.表号}”没有“${name}”这${noun}`;
    spot.below(key, list ? i : name).reportKey(message, suggestion(name, known, noun.slice(1)));
  }
}

function changeList(layout: ListLayout, entry: Entry): Changed {
  const { 去列 = [], 改列 = {} } = entry.change;
  const names = columnsIn(layout.columns).map((column) => column.name);
  checkNames(entry, '去列', names, '一列');
  checkNames(entry, '改列', names, '一列');
  const changes = new Map<string, string | Column[]>();
  for (const [name, written] of Object.entries(改列)) {
    if (names.includes(name)) changes.set(name, readChange(name, written, layout, entry));
    checkOnce(name, layout, entry);
  }
  const gone = goneLeaves(layout.columns, new Set(去列), changes);
  if (gone.every(Boolean))
    entry.spot.below('去列').report(`表“${entry.table.input.表号}”的列都去掉了`);
  const dropped = gone.flatMap((out, col) => (out ? [col] : []));
  return { layout: { ...layout, columns: changeColumns(layout.columns, changes) }, dropped };
}

/** The label, or the columns, that a profile puts in the place of a column. */
function readChange(
  name: string,
  written: NonNullable<TableChange['改列']>[string],
  layout: ListLayout,
  { table, root, spot }: Entry,
): string | Column[] {
  if (typeof written === 'string') return written;
  const here = spot.below('改列', name);
  // one column in the place of one other is still called the same; of several the template says which is
  const columns = Array.isArray(written)
    ? readColumns(written, here)
    : [{ ...readColumn(written, here), name: written.称 ?? name }];
  checkColumns(columns, namesInList(layout, table.each), root);
  return columns;
}

/**
 * A column is changed in one place of a file: not left out as well, and nothing inside of a column
 * that is replaced is. One profile may well leave out, or replace, what the one that it extends changes.
 */
function checkOnce(name: string, { columns }: ListLayout, { change, spot }: Entry): void {
  const { 去列 = [], 改列 = {} } = change;
  const replaced = spot.below('改列', name);
  const here = ({ place }: { place: Spot }) => place.keySpan.file === replaced.keySpan.file;
  const dropped = 去列.map((key, i) => ({ key, place: spot.below('去列', i) })).filter(here);
  if (dropped.some(({ key }) => key === name))
    replaced.reportKey(`“${name}”已经写在“去列”里`, '请只留一处');
  if (typeof 改列[name] === 'string') return;
  const changed = Object.keys(改列).map((key) => ({ key, place: spot.below('改列', key) }));
  const namesOf = (list: readonly Column[]) => columnsIn(list).map((column) => column.name);
  const left = [name, ...namesOf(changeColumns(columns, new Map([[name, []]])))];
  const lost = namesOf(columns).filter((key) => !left.includes(key));
  for (const { key, place } of [...changed.filter(here), ...dropped])
    if (lost.includes(key))
      place.reportKey(`“${key}”在换掉的“${name}”里面`, `请写在“改列”的“${name}”里，或删去`);
}

function changeForm(layout: CellLayout, entry: Entry): Changed {
  const { 去列 = [], 去行 = [], 改字 = {} } = entry.change;
  const heads = headColumns(layout);
  const rows = blocksIn(layout.body).flatMap(({ block }) => block.name ?? []);
  const texts = formCells(layout).flatMap(({ content }) =>
    content.kind === 'text' && content.text !== '' ? content.text : [],
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

/** Reports what is wrong with new words where they come to stand, each once. */
function checkWords(
  layout: CellLayout,
  words: ReadonlyMap<string, string>,
  { table, spot }: Entry,
): void {
  const seen = new Set<string>();
  for (const { cell, env } of cellsNamed(layout, table.each)) {
    const text = cell.content.kind === 'text' ? cell.content.text : '';
    for (const { message, hint } of fieldProblems(words.get(text) ?? '', env.fields)) {
      if (!seen.has(`${text} ${message}`)) spot.below('改字', text).report(message, hint);
      seen.add(`${text} ${message}`);
    }
  }
}
