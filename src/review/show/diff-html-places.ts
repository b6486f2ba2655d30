/** Tables and sentences of the page: their changes, row by row, part by part. */
import type { Word } from '../compare/comparison.js';
import { signed, type Value, values } from './diff-html-words.js';
import type { DiffOutput } from './diff-schema.js';

type Table = DiffOutput['表'][number];
type Cell = Table['单元格'][number];
type Line = Table['行'][number];
type Sentence = DiffOutput['文字'][number];

/** More causes of one change than these are counted, not named. */
const MOST_CAUSES = 3;

/** An increase, in 万元 and in percent. */
export const changeOf = ({ 增减, 幅度 }: Pick<Cell, '增减' | '幅度'>) => ({
  delta: 增减 === undefined ? undefined : signed(增减),
  rate: 幅度,
});

export function tableView(table: Table, id: string, numbers: ReadonlyMap<object, number>) {
  const { 号, 名, 单元格 } = table;
  const following = 单元格.filter(({ 随动 }) => 随动).length;
  const lines = [...wholeOf(table), ...linesOf(table.行, '行'), ...linesOf(table.列, '列')];
  return {
    id,
    label: 名.startsWith(号) ? 名 : `${号} ${名}`,
    told: 单元格.length > 0 ? `变了 ${counted(单元格.length, following, '格')}` : undefined,
    lines,
    texts: table.文字.map(({ 甲, 乙 }) => {
      const [old, now] = values(甲, 乙);
      return { old, now };
    }),
    /** Whether any cell has an increase: a table of words needs no columns for it. */
    amounts: 单元格.some(({ 增减, 幅度 }) => 增减 !== undefined || 幅度 !== undefined),
    rows: rowsOf(单元格, numbers),
    all: lines.length + table.文字.length + 单元格.length,
    following,
  };
}

/** `34 格，其中 31 格随动` */
export function counted(all: number, following: number, unit: string): string {
  if (following === 0) return `${all} ${unit}`;
  return `${all} ${unit}，${following === all ? '都随动' : `其中 ${following} ${unit}随动`}`;
}

/** What happened to a table as a whole. */
function wholeOf({ 种类, 原名 }: Table) {
  return [
    ...(种类 === '变动' ? [] : [{ label: `整张表是${种类}的`, items: [] }]),
    ...(原名 === undefined
      ? []
      : [{ label: '表号、表名原为', items: [{ ...renaming(undefined, 原名), note: undefined }] }]),
  ];
}

/** `新增 2 行：…`, one for each kind of change. */
function linesOf(lines: readonly Line[], unit: '行' | '列') {
  return (['新增', '删除', '改名', '改编码', '换次序'] as const).flatMap((kind) => {
    const some = lines.filter(({ 种类 }) => 种类 === kind);
    if (kind === '换次序' && some.length > 0)
      return [{ label: `${unit}的先后次序变了`, items: [] }];
    return some.length === 0
      ? []
      : [{ label: `${kind} ${some.length} ${unit}`, items: some.map(lineView) }];
  });
}

function lineView({ 名, 编码, 原名, 原编码, 说明 }: Line) {
  const named = (code: string | undefined, name: string) =>
    code && code !== name ? `${code} ${name}` : name;
  const renamed = 原名 !== undefined || 原编码 !== undefined;
  return {
    ...renaming(renamed ? named(原编码 ?? 编码, 原名 ?? 名) : undefined, named(编码, 名)),
    note: 说明,
  };
}

/** A name, after the one it had before if it had another. */
export function renaming(was: string | undefined, name: string) {
  const [old, now] = values(was ?? name, name);
  return { was: was === undefined ? undefined : old, now };
}

/** Cells of one row of the printed table, under its name once. */
function rowsOf(cells: readonly Cell[], numbers: ReadonlyMap<object, number>) {
  const rows: { name: string; code: string | undefined; columns: Set<string>; own: Cell[] }[] = [];
  for (const cell of cells) {
    const last = rows.at(-1);
    const same = last && last.name === cell.行 && last.code === cell.编码;
    // two rows of one name, one below the other: the column comes again
    if (same && !last.columns.has(cell.列)) {
      last.columns.add(cell.列);
      last.own.push(cell);
    } else {
      rows.push({ name: cell.行, code: cell.编码, columns: new Set([cell.列]), own: [cell] });
    }
  }
  return rows.map(({ name, code, own }) => ({
    name,
    code: code === name ? undefined : code,
    span: own.length,
    cells: own.map((cell) => {
      const [old, now] = values(cell.甲, cell.乙);
      const change = { old, now, ...changeOf(cell), ...followsView(cell) };
      return { n: numbers.get(cell) ?? 0, column: cell.列, ...change };
    }),
  }));
}

function followsView({ 来源, 随动 }: Pick<Cell, '来源' | '随动'>) {
  const named = 来源.slice(0, MOST_CAUSES).map((index) => index + 1);
  return {
    follows: 随动,
    causes: named,
    more: 来源.length > MOST_CAUSES ? `等 ${来源.length} 处` : undefined,
    other: 来源.length === 0,
  };
}

/** Sentences under the part that they stand in. */
export function groupsOf(sentences: readonly Sentence[], numbers: ReadonlyMap<object, number>) {
  const groups: { name: string; sentences: ReturnType<typeof sentenceView>[] }[] = [];
  for (const sentence of sentences) {
    const { 部分: name } = sentence;
    if (groups.at(-1)?.name !== name) groups.push({ name, sentences: [] });
    groups.at(-1)?.sentences.push(sentenceView(sentence, numbers.get(sentence) ?? 0));
  }
  return groups;
}

function sentenceView(sentence: Sentence, n: number) {
  const { 种类, 甲, 乙 } = sentence;
  return {
    n,
    kind: 种类 === '变动' ? undefined : 种类,
    old: wordsOf(甲, 种类),
    now: wordsOf(乙, 种类),
    ...followsView(sentence),
  };
}

function wordsOf(words: Sentence['甲'], kind: Sentence['种类']): Value {
  const stretches: Word[] = (words ?? []).map(({ 字, 变 }) => ({
    text: 字,
    changed: 变 || kind !== '变动',
  }));
  return { figure: false, words: stretches, absent: words ? undefined : '（无）' };
}
