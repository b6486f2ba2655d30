/** An input's scalars, each with a name that stays the same when lines move. */
import { Numeral, type Path, type Tree, textOf } from '../../input/tree.js';
import type { Input } from '../../kinds/kind.js';
import type { Decimal, Figure, Span } from '../../model/money.js';
import type { Subjects } from '../../model/subjects.js';
import { OTHER_YEARS } from '../../model/terms.js';
import { type Leaf, placeKey } from './edition.js';

/** What tells one entry of a list from the others, where an entry has it. */
const NAMING = [
  '单位',
  '代码',
  '名称',
  '事项',
  '品目',
  '品名',
  '活动',
  '年度',
  '项目',
  '内容',
  '功能科目',
  '经济科目',
  '资金',
  '结转',
] as const;
/** Keys that say nothing that a code below them does not say. */
const SILENT: ReadonlySet<string> = new Set(['经济科目', '功能科目']);
/** The list of what a project spends; elsewhere a word of its own. */
const SPENDING = '支出';
/** What is never printed: how the file is to be read, what is only compared, what is waived. */
const UNPRINTED: ReadonlySet<string> = new Set(['类型', '格式', '金额单位', '合计', '豁免']);
const TOTALS: ReadonlySet<string> = new Set(['合计', '总分']);
/** Lists whose entries a format declares. */
const SCHEDULES = '附表';
/** Words that name such an entry. */
const MOST_WORDS = 3;
/** Inputs of other years that an input names. */
const YEARS: ReadonlySet<string> = new Set(OTHER_YEARS);

/** An entry of a list of texts has no name; its step says so. */
const NAMELESS = '#';
export const isNameless = (step: string | undefined): boolean =>
  step?.startsWith(NAMELESS) === true;

/**
 * @param role key by which the main input names this one (上年, 年初预算); none for the main input
 * @param subjects for the names of codes
 */
export function leavesOf(input: Input, role: string | undefined, subjects: Subjects): Leaf[] {
  const { source, data } = input;
  const amounts = amountsOf(data);
  const leaves: Leaf[] = [];
  const visit = (tree: Tree, at: Path, path: readonly string[], words: readonly string[]): void => {
    const key = at.at(-1);
    if (Array.isArray(tree)) {
      const named = entryNames(tree, at[0] === SCHEDULES ? wordsOf : namingOf);
      tree.forEach((entry, i) => {
        const name = named[i] ?? [];
        const step = name.length > 0 ? name.join(' ') : `${NAMELESS}${i + 1}`;
        const told = name.length > 0 ? name.map(worded) : [`第${i + 1}条`];
        visit(entry, [...at, i], [...path, step], [...words, ...told]);
      });
    } else if (tree !== null && typeof tree === 'object' && !(tree instanceof Numeral)) {
      for (const [name, child] of Object.entries(tree)) {
        if (at.length === 0 && UNPRINTED.has(name)) continue;
        const silent = SILENT.has(name)
          ? isBranch(child)
          : name === SPENDING && Array.isArray(child);
        const told = silent ? [] : [worded(name)];
        visit(child, [...at, name], [...path, name], [...words, ...told]);
      }
    } else {
      const text = tree instanceof Numeral ? tree.text : textOf(tree);
      if (text === undefined) return;
      if (tree instanceof Numeral && TOTALS.has(String(key))) return;
      if (at.length === 1 && YEARS.has(String(key))) return;
      const span = source.valueSpan(at);
      leaves.push({
        path,
        label: words.join(' › '),
        text,
        amount: amounts.get(placeKey(span)),
        span,
      });
    }
  };
  const worded = (word: string): string => {
    const name = /^\d+$/.test(word)
      ? (subjects.functional.get(word)?.name ?? subjects.economic.get(word)?.name)
      : undefined;
    return name ? `${word} ${name}` : word;
  };
  const lead = role === undefined ? [] : [role];
  visit(source.tree, [], lead, lead);
  return leaves;
}

const isBranch = (tree: Tree): boolean =>
  tree !== null && typeof tree === 'object' && !(tree instanceof Numeral);

type Fields = { [key: string]: Tree };

/** What the naming keys of an entry say. */
const namingOf = (fields: Fields): string[] => NAMING.flatMap((key) => nameIn(fields, key) ?? []);

/** What the lines of a 附表 say, whose columns a format names: their first words. */
const wordsOf = (fields: Fields): string[] =>
  Object.values(fields)
    .filter((value) => typeof value === 'string' && value.length <= 60)
    .slice(0, MOST_WORDS) as string[];

/** Names of the entries of a list, each unlike the others; none for entries that have no name. */
function entryNames(entries: readonly Tree[], nameOf: (fields: Fields) => string[]): string[][] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return [];
    const name = nameOf(entry as Fields);
    if (name.length === 0) return [];
    const times = (seen.get(name.join(' ')) ?? 0) + 1;
    seen.set(name.join(' '), times);
    return times > 1 ? [...name, `之${times}`] : name;
  });
}

/** What a key adds to the name of an entry; a long text is none. */
function nameIn(fields: Fields, key: string): string | undefined {
  const text = textOf(fields[key]);
  if (key === '结转') return text === '是' ? '上年结转' : undefined;
  return text !== undefined && text.length <= (key === '内容' ? 20 : 60) ? text : undefined;
}

/** Every amount of a validated input by its place, in 元. */
function amountsOf(data: unknown): ReadonlyMap<string, Decimal> {
  const found = new Map<string, Decimal>();
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if (isFigure(node)) {
      // a number of things is no amount
      if (node.counted !== undefined) return;
      for (const span of node.sources) found.set(placeKey(span), node.value);
      return;
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(data);
  return found;
}

function isFigure(node: object): node is Figure {
  return (
    'value' in node && 'sources' in node && Array.isArray((node as { sources: Span[] }).sources)
  );
}
