/** Figures and rows that are not known: the form asks more finely than a year is written. */

import { cellNames } from '../forms/cell-names.js';
import type { ListSource, TableTemplate } from '../forms/template.js';
import { blocksIn, listSources } from '../forms/walk.js';
import { grouped } from '../grouped.js';
import type { Budget, Fact } from '../model/budget.js';
import { narrow } from '../model/quantities.js';
import { rowsUnknown } from '../model/rows.js';
import { rootScope, type Scope } from '../model/scope.js';
import { type Cell, type Table, whyBlank } from '../tables/table.js';
import { type Finding, place, type Rule, type RuleContext } from './rule.js';
import { nameOf } from './sums.js';

/** The figure cells of all tables of a template, column by column. */
function columnsOf(tables: readonly Table[]): readonly (readonly Cell[])[] {
  const cells = tables.flatMap(({ cells }) => cells.filter(({ name }) => name !== undefined));
  return [...grouped(cells, ({ name, col }) => name?.column || String(col)).values()];
}

/** Of the year itself by the government's classification: 表内-07 tells what is missing, and where. */
function isOwnGovernment({ asked, filter }: NonNullable<Cell['name']>): boolean {
  if (!('params' in asked) || asked.quantity !== '支出') return false;
  const { 口径, 政府经济科目 } = asked.params;
  return (口径 ?? '本年') === '本年' && (政府经济科目 ?? filter.government) !== undefined;
}

/** The cells of a column without its grand total, which may be known by itself. */
function withoutTotal(column: readonly Cell[]): readonly Cell[] {
  const rows = column.filter(({ name }) => (name?.level ?? 0) >= 0);
  return rows.length > 0 ? rows : column;
}

/** An amount of the package's own year that is written too coarsely is told where it stands, by `coarseAmounts`. */
const ofOwnYear = ({ content }: Cell) => content.kind === 'blank' && content.coarse !== undefined;

function unknownColumns(template: TableTemplate, tables: readonly Table[]): Finding[] {
  const [table] = tables;
  if (!table) return [];
  return columnsOf(tables).flatMap((all): Finding[] => {
    const column = withoutTotal(all);
    const [first] = column;
    const why = first && whyBlank(first.content);
    const name = first?.name;
    if (name && isOwnGovernment(name)) return [];
    if (!why || !name || !column.every(({ content }) => whyBlank(content))) return [];
    if (column.some(ofOwnYear)) return [];
    const asked = cellNames(template).find(
      (one) => one.row === name.row && one.column === name.column,
    );
    const bases = 'params' in name.asked ? [name.asked.params.口径, name.asked.against] : [];
    const basis = bases.find((one) => one && why.startsWith(one));
    const words = name.column.replaceAll('/', '—') || name.row;
    const message = `${nameOf(table)}的“${words}”一栏的数都不知道：${why}`;
    const hint = basis
      ? `请把“${basis}”写得这样细（可以写它的输入文件名），或在格式里去掉这一栏`
      : '输入不能写得这样细，请在格式里去掉这一栏，或换一种行源';
    return [{ span: template.placeOf(asked?.cell.path ?? []), message, hint }];
  });
}

export const unknownFigures: Rule = {
  id: '表内-05',
  code: 'template-invalid',
  severity: '错误',
  holds: '表里要上年、年初预算、全年预算的栏，那一口径的数写得同这一栏一样细',
  source: '不知道的数不印成零',
  run: ({ profile, tables }) =>
    [...profile.tables].flatMap(([id, template]) =>
      unknownColumns(template, tables.get(id) ?? []).map((one) => ({ ...one, table: id })),
    ),
};

/** The row sources of a table's own level whose rows are not known, each as the amount that hides them. */
function unknownRows(template: TableTemplate, root: Scope): { why: string; coarse: Fact }[] {
  const within = { ...root, filter: narrow(root.filter, template.scope) };
  const sources = outerSources.get(template) ?? sourcesOf(template);
  outerSources.set(template, sources);
  return sources.flatMap(({ source, params }) => {
    const found = rowsUnknown(within, source, params);
    return found?.coarse ? [{ why: found.unknown, coarse: found.coarse }] : [];
  });
}

type Sources = readonly Pick<ListSource, 'source' | 'params'>[];
const outerSources = new WeakMap<TableTemplate, Sources>();

/** Row sources that a table goes through, those of a form that stand in no other. */
function sourcesOf({ layout, each }: TableTemplate): Sources {
  if (each !== undefined) return [];
  if (layout.kind === 'list') return listSources(layout);
  return blocksIn(layout.body).flatMap(({ block, within }) =>
    block.kind === 'loop' && within.length === 0 ? [block] : [],
  );
}

/** How an amount is written more finely. */
const FINELY: Readonly<Record<string, string>> = {
  功能科目:
    '按功能科目写，例如 一般公共预算拨款: { "2010301": 金额 }；一种资金只有一项来源、没有结转结余的，可以写“按支出科目: 是”',
  单位: '写在各单位的“收入”里',
};

function finely(why: string): string {
  const known = Object.keys(FINELY).find((word) => why.includes(word));
  return `请${known ? FINELY[known] : '写得更细'}；不用这样公开的，在格式里去掉这一栏、这些行`;
}

/** 100001 示例局本级 的一般公共预算拨款 */
function amountNamed({ units }: Budget, { unit, income, fund, side, carriedOver }: Fact): string {
  const name = units.find(({ code }) => code === unit)?.name;
  const what = income ?? `${fund}的${carriedOver ? '上年结转结余' : side}`;
  return name === undefined ? what : `${name}的${what}`;
}

/** Each amount that a table asks for more finely than it is written, once a table. */
function coarseAmounts(
  { budget, profile, tables }: RuleContext,
  id: string,
  root: Scope,
): Finding[] {
  const template = profile.tables.get(id);
  const [table] = tables.get(id) ?? [];
  if (!template) return [];
  const found = new Map<string, Finding>();
  const shown = table ? nameOf(table) : template.name;
  const add = (span: Finding['span'] | undefined, what: string, why: string) => {
    if (!span || found.has(`${span.file}:${span.start}`)) return;
    const message = `${shown}有的数不知道：${why}${what === '' ? '' : `（${what}）`}`;
    found.set(`${span.file}:${span.start}`, { span, message, hint: finely(why), table: id });
  };
  for (const { why, coarse } of unknownRows(template, root))
    add(place(coarse.amount), amountNamed(budget, coarse), why);
  for (const { cells } of tables.get(id) ?? [])
    for (const { content } of cells) {
      if (content.kind !== 'blank' || !content.coarse || content.unknown === undefined) continue;
      if (found.has(`${content.coarse.file}:${content.coarse.start}`)) continue;
      const { start } = content.coarse;
      const fact = budget.facts.find(({ amount }) => amount.sources[0]?.start === start);
      add(content.coarse, fact ? amountNamed(budget, fact) : '', content.unknown);
    }
  return [...found.values()];
}

export const coarselyWritten: Rule = {
  id: '表内-06',
  code: 'amount-coarse',
  severity: '错误',
  holds: '表里按科目、按单位列的收入和结转结余，输入里写得一样细',
  source: '不知道的数不印成零，不知道有哪些行的表不只印合计',
  run: (context) => {
    const root = rootScope(context.budget, context.profile.rows);
    return [...context.profile.tables.keys()].flatMap((id) => coarseAmounts(context, id, root));
  },
};
