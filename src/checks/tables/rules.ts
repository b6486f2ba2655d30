/** Rules that add up again what the tables print, within a table and between two. */
import { type Figure, NO_FIGURE, sum } from '../../model/money.js';
import { labelled } from '../../tables/labels.js';
import { type Amount, amountOf, isRounded, tableDifferences } from '../../tables/rounding.js';
import { formatNumber, type Table, wan } from '../../tables/table.js';
import {
  type Finding,
  type Outcome,
  place,
  type Rule,
  type RuleContext,
  wholeFile,
} from '../rule.js';
import { mostRounding } from '../stated.js';
import { FINAL_PAIRS } from './final-pairs.js';
import { FORMS } from './forms.js';
import { acrossRule, downRule } from './lists.js';
import { BUDGET_PAIRS } from './pairs.js';
import { type Item, type Term, viewOf } from './picks.js';
import type { Pair, Relation } from './relations.js';
import { type Comparison, nameOf, settle } from './sums.js';

/** All pairs of tables that show one quantity. */
export const PAIRS: readonly Pair[] = [...BUDGET_PAIRS, ...FINAL_PAIRS];

/** The figures of a term by their keys; undefined where its table has no such row or column. */
function byKey(
  term: Term,
  context: RuleContext,
  keyed: boolean,
): ReadonlyMap<string, Figure> | undefined {
  const views = (context.tables.get(term.table ?? '') ?? []).map(viewOf);
  const items: readonly Item[] | undefined = term.items ? term.items(views, context) : [];
  if (!items) return undefined;
  const groups = new Map<string, Figure[]>();
  for (const { key: own, figure } of items) {
    const key = keyed ? own : '';
    const group = groups.get(key);
    if (group) group.push(figure);
    else groups.set(key, [figure]);
  }
  return new Map([...groups].map(([key, figures]) => [key, sum(figures)]));
}

/** A side of a relation: what each term has under each key. */
interface Half {
  readonly terms: readonly Term[];
  readonly figures: readonly ReadonlyMap<string, Figure>[];
}

const keysOf = ({ figures }: Half) => figures.flatMap((map) => [...map.keys()]);

/** What one term of a side comes to under a key. */
function figureOf({ terms, figures }: Half, i: number, context: RuleContext, key: string): Figure {
  return terms[i]?.figure?.(context, key) ?? figures[i]?.get(key) ?? NO_FIGURE;
}

/** A side as messages name it; what comes from the budget only where there is any. */
function nameHalf(
  { terms }: Half,
  amounts: readonly Figure[],
  { tables }: RuleContext,
  before?: Half,
): string {
  // the table that the other side has named already
  let named = tables.get(before?.terms.at(-1)?.table ?? '')?.[0];
  const words = terms.flatMap((term, i) => {
    if (term.table === undefined) return amounts[i]?.value.isZero() ? [] : [term.what];
    const [table, second] = tables.get(term.table) ?? [];
    const again = table === named;
    named = table;
    if (again || !table) return [term.what];
    return [`${second ? `${table.id.replace(/-\d+$/, '')} 各表` : nameOf(table)}的${term.what}`];
  });
  return (words.length > 0 ? words : terms.map(({ what }) => what)).join('加');
}

/** Terms of one side of a relation, those that were not found apart. */
function halfOf(terms: readonly Term[], context: RuleContext, keyed: boolean) {
  const figures = terms.map((term) => byKey(term, context, keyed));
  return {
    terms,
    figures: figures.flatMap((one) => one ?? []),
    missing: terms.filter((_, i) => !figures[i]),
  };
}

/** Compares the two sides of a relation under each key; `table` is the template that shows it. */
function evaluate(
  relation: Relation,
  context: RuleContext,
  hint: string,
  table: string,
): Outcome[] {
  const keyed = relation.keys !== undefined;
  const left = halfOf(relation.left, context, keyed);
  const right = halfOf(relation.right, context, keyed);
  const missing = [...left.missing, ...right.missing];
  if (missing.length > 0)
    return relation.optional ? [] : missing.slice(0, 1).map((term) => notFound(term, context));
  const under = (keys: readonly string[]): Comparison => {
    const [ours, theirs] = [left, right].map((half) =>
      half.terms.map((_, i) => sum(keys.map((key) => figureOf(half, i, context, key)))),
    ) as [Figure[], Figure[]];
    return {
      left: { name: nameHalf(left, ours, context), figure: sum(ours) },
      right: { name: nameHalf(right, theirs, context, left), figure: sum(theirs) },
    };
  };
  const keys = keysCompared(relation, left, right);
  const comparisons = keys.flatMap((key): Comparison[] => {
    const one = under([key]);
    const off = one.left.figure.value.minus(one.right.figure.value);
    if (!off.isZero() && relation.told?.(context, key).eq(off)) return [];
    return [relation.keys ? { ...one, where: whereOf(key, context) } : one];
  });
  if (comparisons.length === 0 && keys.length > 0) return [];
  return settle(comparisons, under(keys), context.budget, hint, table);
}

/** What a format that names its rows or columns otherwise hears: nothing was compared. */
function notFound({ table, what }: Term, { budget, tables }: RuleContext): Finding {
  const [printed] = tables.get(table ?? '') ?? [];
  const name = printed ? nameOf(printed) : (table ?? '');
  return {
    span: wholeFile(budget),
    message: `${name}里找不到${what}，没有核对`,
    hint: '格式改了这一行或这一列的名称：请自行核对，或改回通行的名称',
    severity: '提示',
    ...(table === undefined ? {} : { table }),
  };
}

function keysCompared({ keys }: Relation, left: Half, right: Half): string[] {
  if (!keys) return [''];
  const [ours, theirs] = [new Set(keysOf(left)), new Set(keysOf(right))];
  if (keys === 'left') return [...ours];
  if (keys === 'both') return [...ours].filter((key) => theirs.has(key));
  return [...new Set([...ours, ...theirs])];
}

/** A key as messages name it: with the name of a subject, where it is the code of one. */
function whereOf(key: string, { budget }: RuleContext): string {
  const { functional, economic } = budget.subjects;
  const name = functional.get(key)?.name ?? economic.get(key)?.name;
  return name === undefined ? `“${key}”` : `“${key} ${name}”`;
}

const formRule: Rule = {
  id: '表内-04',
  code: 'balance-mismatch',
  severity: '错误',
  holds:
    '收支总表、财政拨款收支总表、基本支出明细表、绩效目标表：本年收入、本年支出等于各行之和，总计等于合计加结转结余，收入总计等于支出总计',
  source: '各表表内勾稽关系',
  run: (context) =>
    FORMS.filter(({ table }) => context.tables.get(table)?.length).flatMap(({ table, relations }) =>
      relations.flatMap((one) => evaluate(one, context, FORM_HINT, table)),
    ),
};
const FORM_HINT = '请核对格式里这张表的各行是不是写全';

/** A rule for each pair; nothing where the format does not publish both. */
const pairRules: readonly Rule[] = PAIRS.map(({ id, kind, tables, holds, source, relations }) => ({
  id,
  kind,
  code: 'balance-mismatch',
  severity: '错误',
  holds,
  source,
  table: tables[0] ?? '',
  run: (context) =>
    tables.every((table) => context.tables.get(table)?.length)
      ? relations.flatMap((one) => evaluate(one, context, PAIR_HINT, tables[0] ?? ''))
      : [],
}));
const PAIR_HINT = '表由同一份输入得出：请核对格式里这两张表的行和列是不是写全';

// ---- 尾差

/** The cell of a table that stands in a row of its body and a column, as messages name it. */
function cellName(table: Table, row: number, col: number): string {
  const cell = labelled(table).find((one) => one.row === table.headerRows + row && one.col === col);
  const label = [cell?.code, cell?.rowLabel].filter(Boolean).join(' ') || '合计行';
  return `“${label}”一行的“${cell?.columnPath.join('—') ?? ''}”`;
}

/** A printed amount that is not the exact one rounded; rounding explains half a unit of its last place. */
function misprints(table: Table, template: string, budget: RuleContext['budget']): Finding[] {
  return labelled(table).flatMap(({ row, col, figure, content }): Finding[] => {
    const amount: Amount | undefined = amountOf(content);
    if (!amount || isRounded(amount)) return [];
    const name = cellName(table, row - table.headerRows, col);
    const printed = formatNumber(amount.printed, 2, true);
    return [
      {
        span: place(figure) ?? wholeFile(budget),
        message: `${nameOf(table)}${name}印的是 ${printed} 万元，准确数是 ${wan(figure)}`,
        severity: '错误',
        table: template,
      },
    ];
  });
}

function roundingOf(table: Table, template: string, { budget }: RuleContext): Finding[] {
  const wrong = misprints(table, template, budget).slice(0, 1);
  const [largest] = tableDifferences(table).sort((a, b) => b.off.comparedTo(a.off));
  if (!largest) return wrong;
  const { row, col, parts, off } = largest;
  const explained = off.times(10_000).lte(mostRounding(parts));
  if (!explained && wrong.length > 0) return wrong;
  const whole = labelled(table).find(
    (one) => one.row === table.headerRows + row && one.col === col,
  );
  const start = `${nameOf(table)}${cellName(table, row, col)}印出的 ${parts} 项之和同合计相差 ${off.toFixed(2)} 万元`;
  return [
    ...wrong,
    {
      span: (whole && place(whole.figure)) ?? wholeFile(budget),
      message: explained ? `${start}，是尾差` : `${start}，四舍五入不会差这么多`,
      hint: explained ? '各数由元换算并分别四舍五入；表下的注已说明，不必改数' : '请核对印出的各数',
      severity: explained ? '提示' : '错误',
      table: template,
    },
  ];
}

const roundingRule: Rule = {
  id: '尾差-01',
  code: 'balance-mismatch',
  severity: '提示',
  holds: '印出的各项之和同印出的合计只差四舍五入的尾差',
  source: '金额由元换算为万元，各数分别四舍五入到 0.01 万元',
  run: (context) =>
    [...context.tables].flatMap(([template, tables]) =>
      tables.filter(({ form }) => !form).flatMap((table) => roundingOf(table, template, context)),
    ),
};

/** They look at tables alone: a bare input has none to look at. */
export const TABLE_RULES: readonly Rule[] = [
  downRule,
  acrossRule,
  formRule,
  ...pairRules,
  roundingRule,
];
