/** Two editions → what they differ in, every change with whom it is due to. */
import type { Edition, ProsePart, Shown } from '../open/edition.js';
import { type Causes, causesOf, NO_CAUSES } from './causes.js';
import { compareWords } from './changed-words.js';
import {
  type Comparison,
  type Due,
  ofBoth,
  type Pair,
  type SettingChange,
  type Word,
} from './comparison.js';
import { attachIdleCauses } from './idle-causes.js';
import type { Recoded } from './row-changes.js';
import { compareProse, type ProseChanges } from './sentence-changes.js';
import { causesInTables } from './table-causes.js';
import { compareTables } from './table-changes.js';

export interface CompareOptions {
  /** What became of a subject between the editions' years. */
  readonly recoded?: (code: string) => Recoded | undefined;
}

/** Pure: neither reads files nor the clock. */
export function compareEditions(
  old: Edition,
  now: Edition,
  { recoded = () => undefined }: CompareOptions = {},
): Comparison {
  const two = old.year !== undefined && now.year !== undefined && old.year !== now.year;
  const years = two ? { old: old.year, new: now.year } : {};
  const mode = two ? '两年' : '同年';
  const known = mode === '同年' && old.leaves !== undefined && now.leaves !== undefined;
  const settings = settingChanges(old, now, known || mode === '两年');
  const causes = known ? causesOf(old, now) : NO_CAUSES;
  const dueTo = judge(causes, settings);
  const tables = compareTables(old.tables, now.tables, { years, recoded, due: dueTo.cell });
  const prose: ProseChanges =
    mode === '同年' && old.parts && now.parts
      ? compareProse(proseOf(old, now), proseOf(now, old), { due: dueTo.sentence })
      : { sections: [], sentences: [] };
  const common = { old, new: now, mode, settings, remarks: remarksOf(old, now, mode) } as const;
  if (!known) return { ...common, ...prose, ...causesInTables(tables) };
  const changes = { ...prose, causes: causes.list, tables };
  return { ...common, ...attachIdleCauses(changes, settings.length === 0) };
}

/** Prose as it is compared: a Word document shows of a figure what stands below it. */
function proseOf({ parts = [] }: Edition, other: Edition): readonly ProsePart[] {
  if (other.kind !== '文稿') return parts;
  return parts.map((part) => ({
    ...part,
    blocks: part.blocks.map((block) =>
      block.kind === 'figure' ? { kind: 'paragraph', runs: [{ text: block.caption }] } : block,
    ),
  }));
}

/** Who changes are due to, as far as the sources of figures and the words tell. */
function judge(causes: Causes, settings: readonly SettingChange[]) {
  /** Nothing but the inputs differs, so that a single cause is the cause of everything. */
  const single = settings.length === 0 && causes.list.length === 1 ? [0] : [];
  const or = (found: readonly number[], otherwise: readonly number[]) =>
    found.length > 0 ? found : otherwise;
  const cell = (shown: Pair<Shown>): Due => {
    const texts = ofBoth(shown, ({ text }) => text);
    const found = or(or(causes.ofFigures(shown), causes.ofTexts(texts)), single);
    return { causes: found, follows: found.length > 0 };
  };
  const sentence = (texts: Pair<string>, figures: readonly Pair<Shown>[]): Due => {
    const found = or(
      distinct([...figures.flatMap(causes.ofFigures), ...causes.ofTexts(texts)]),
      single,
    );
    // where formats differ too, a sentence may say something else for that reason
    const explained = settings.length === 0 || onlyFigures(texts);
    return { causes: found, follows: found.length > 0 && explained };
  };
  return { cell, sentence };
}

const distinct = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b);

/** Words that a figure decides. */
const DECIDED = /^(?:[\d,.]+(?:%|万元|元)?|增加|减少|增长|下降|上升|降低|持平|\s)*$/;

function onlyFigures({ old, new: now }: Pair<string>): boolean {
  if (old === undefined || now === undefined) return false;
  const words = compareWords(old, now);
  const changed = (list: readonly Word[]) => list.filter((word) => word.changed);
  return [...changed(words.old), ...changed(words.new)].every(({ text }) => DECIDED.test(text));
}

/** @param written whether titles follow from what is compared anyway */
function settingChanges(old: Edition, now: Edition, written: boolean): SettingChange[] {
  const changes: SettingChange[] = [];
  const note = (what: SettingChange['what'], a?: string, b?: string, name?: string) => {
    if (a !== b) changes.push({ what, values: { old: a, new: b }, name });
  };
  const both = <T>(a: T | undefined, b: T | undefined): a is T =>
    a !== undefined && b !== undefined;
  if (!written) note('标题', old.title, now.title);
  if (both(old.format, now.format)) note('格式', old.format, now.format);
  if (both(old.version, now.version)) note('程序版本', old.version, now.version);
  if (both(old.templates, now.templates) && old.format === now.format) {
    const paths = [...new Set([...old.templates.keys(), ...(now.templates?.keys() ?? [])])].sort();
    for (const path of paths) {
      const brief = (edition: Edition) => edition.templates?.get(path)?.slice(0, 8);
      note('模板', brief(old), brief(now), path);
    }
  }
  return changes;
}

function remarksOf(old: Edition, now: Edition, mode: Comparison['mode']): string[] {
  const remarks: string[] = [];
  if (old.department && now.department && old.department !== now.department)
    remarks.push(`两份的部门名称不同：${old.department}，${now.department}。`);
  if (mode === '两年') {
    remarks.push(
      `两份的年度不同（${old.year} 年和 ${now.year} 年），只比表、不比文字；表头和行名里的年度按相对年份对应。`,
    );
  } else if (!old.parts || !now.parts) {
    const workbooks = [old, now].filter(({ kind }) => kind === '工作簿').length;
    if (workbooks > 0)
      remarks.push(`${workbooks > 1 ? '两份都' : '有一份'}只有工作簿，没有文字可比。`);
  }
  return remarks;
}
