/** What the page shows, as its template asks for it: every field there, every text still plain. */
import { changesOf } from './diff-html-data.js';
import { changeOf, counted, groupsOf, renaming, tableView } from './diff-html-places.js';
import { values } from './diff-html-words.js';
import type { DiffOutput, EditionOutput } from './diff-schema.js';
import { pointOf } from './trail.js';

type Cause = DiffOutput['来源'][number];

export function pageView(output: DiffOutput) {
  const { 甲, 乙 } = output;
  const numbers = new Map(changesOf(output).map((change, i) => [change, i]));
  const ids = new Map<string, string>();
  for (const [i, { 号 }] of output.表.entries()) if (!ids.has(号)) ids.set(号, `t${i + 1}`);
  const titles = 甲.标题 === 乙.标题 ? 甲.标题 : `${甲.标题} → ${乙.标题}`;
  const { 随动单元格, 随动句子 } = output.统计;
  const chapters = chaptersOf(output);
  const causes = output.来源.map((cause, i) => causeView(cause, i, output, ids));
  const tables = output.表.map((table, i) => tableView(table, `t${i + 1}`, numbers));
  return {
    title: `对比：${titles}`,
    unchanged: unchangedText(output),
    summary: summaryText(output),
    followers: numbered([
      [随动单元格, '格'],
      [随动句子, '句'],
    ]),
    ...sideNames(output),
    editions: editionsView(甲, 乙),
    settings: output.设置.map(({ 项, 名, 甲, 乙 }) => {
      const [old, now] = values(甲, 乙);
      return { what: 项, name: 名, old, now };
    }),
    notes: output.说明,
    chapters,
    causes,
    /** Without inputs there is only what the tables tell. */
    fromTables: output.来源.some(({ 种类 }) => 种类 === '表内'),
    /** Whether words changed, which need more room than figures. */
    wordy: causes.some(({ old, now }) => !old.figure || !now.figure),
    tables,
    groups: groupsOf(output.文字, numbers),
    sections: output.章节.map(({ 种类, 名, 原名 }) => ({ kind: 种类, ...renaming(原名, 名) })),
    places: [
      ...(chapters.causes ? [placeOf('causes', '来源', causes.length, 0)] : []),
      ...tables.map(({ id, label, all, following }) => placeOf(id, label, all, following)),
      ...(chapters.texts ? [placeOf('texts', '文字', output.文字.length, 随动句子)] : []),
      ...(chapters.sections ? [placeOf('sections', '章节', output.章节.length, 0)] : []),
    ],
  };
}

const placeOf = (id: string, name: string, all: number, following: number) => ({
  id,
  name,
  own: all - following,
  all,
});

/** The headings of what there is, numbered. */
function chaptersOf({ 来源, 表, 文字, 章节 }: DiffOutput) {
  let n = 0;
  const chapter = (all: readonly unknown[], name: string) =>
    all.length === 0 ? undefined : `${'一二三四'[n++]}、${name}`;
  return {
    causes: chapter(来源, '来源'),
    tables: chapter(表, '逐表'),
    texts: chapter(文字, '文字'),
    sections: chapter(章节, '章节'),
  };
}

function sideNames({ 方式, 甲, 乙 }: DiffOutput) {
  const name = (side: string, year: number | undefined) =>
    方式 === '两年' && year !== undefined ? `${side}（${year}年）` : side;
  return { old: name('原', 甲.年度), now: name('现', 乙.年度) };
}

const KINDS = {
  ...{ 输入: '输入文件', 材料: '公开材料', 工作簿: 'Excel 工作簿' },
  ...{ 文稿: 'Word 文件', 上年数: '上年数' },
};

/** What is known of either side, column by column. */
function editionsView(甲: EditionOutput, 乙: EditionOutput) {
  const columns: [string, (edition: EditionOutput) => string | number | undefined][] = [
    ['文件', ({ 名 }) => 名],
    ['种类', ({ 种类 }) => KINDS[种类]],
    ['名称', ({ 标题 }) => 标题],
    ['部门', ({ 部门 }) => 部门],
    ['年度', ({ 年度 }) => 年度],
    ['格式', ({ 格式 }) => 格式],
    ['程序', ({ 版本 }) => 版本 && `gongkai ${版本}`],
  ];
  const known = columns.filter(([, of]) => of(甲) !== undefined || of(乙) !== undefined);
  return {
    heads: known.map(([head]) => head),
    old: known.map(([, of]) => of(甲) ?? '—'),
    now: known.map(([, of]) => of(乙) ?? '—'),
  };
}

function unchangedText(output: DiffOutput): string | undefined {
  const { 相同, 来源, 表, 文字, 章节, 设置, 说明 } = output;
  if (!相同 && [来源, 表, 文字, 章节].some((all) => all.length > 0)) return undefined;
  if (设置.length > 0) return '表格和文字没有变动，只有下面的设置不同。';
  return 说明.length > 0 ? '两份相同：比过的内容没有一处变动。' : '两份相同，没有一处变动。';
}

/** `变动的来源 1 处；9 张表变了 34 格，其中 31 格随动；文字变了 6 句，其中 5 句随动。` */
function summaryText({ 统计: n, 章节 }: DiffOutput): string {
  const parts = [
    ...(n.来源 > 0 ? [`变动的来源 ${n.来源} 处`] : []),
    n.表 > 0 ? `${n.表} 张表变了 ${counted(n.单元格, n.随动单元格, '格')}` : '各表没有变动',
    ...(n.句子 > 0 ? [`文字变了 ${counted(n.句子, n.随动句子, '句')}`] : []),
    ...(章节.length > 0 ? [`章节变了 ${章节.length} 处`] : []),
  ];
  return `${parts.join('；')}。`;
}

/** `31 格、5 句`; empty where there is nothing. */
const numbered = (counts: readonly [count: number, unit: string][]): string =>
  counts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join('、');

function causeView(
  cause: Cause,
  index: number,
  { 输入, 文字 }: DiffOutput,
  ids: ReadonlyMap<string, string>,
) {
  const { 甲, 乙 } = cause.输入;
  const place = (at: number | undefined) => (at === undefined ? undefined : 输入[at]);
  const [before, after] = [place(甲), place(乙)];
  const here = after ?? before;
  const moved = before && after && before.行 !== after.行;
  const path = cause.名.split(' › ');
  const many = cause.项 > 1 ? `共 ${cause.项} 处` : undefined;
  const [old, now] = values(
    cause.甲 ?? (cause.种类 === '删除' ? many : undefined),
    cause.乙 ?? (cause.种类 === '新增' ? many : undefined),
  );
  const last = path.pop() ?? '';
  return {
    id: `c${index + 1}`,
    number: index + 1,
    index,
    kind: cause.种类,
    lead: path.length > 0 ? `${path.join(' › ')} › ` : '',
    last,
    was: cause.原名,
    at: here && `${here.文件} ${pointOf(here)}`,
    wasAt: moved
      ? `${before.文件 === after.文件 ? '' : `${before.文件} `}${pointOf(before)}`
      : undefined,
    old,
    now,
    ...changeOf(cause),
    effects: numbered([
      [cause.单元格, `格（${cause.表.length} 张表）`],
      [cause.句子, '句'],
      [cause.其他, '处行名、标题等'],
    ]),
    tables: cause.表.map((name) => ({ name, id: ids.get(name) })),
    texts: cause.句子 > 0 && 文字.length > 0,
  };
}
