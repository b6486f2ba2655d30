/** Expenditure that a table lists by the government's economic classification and that has no place in it. */

import type { CellTemplate, TableTemplate } from '../forms/template.js';
import { blocksIn, formCells, leafColumns } from '../forms/walk.js';
import { grouped } from '../grouped.js';
import type { Budget, Fact } from '../model/budget.js';
import { narrow, type Params } from '../model/quantities.js';
import { governmentTarget, natureOf } from '../model/subjects.js';
import { undetermined } from '../model/written.js';
import { type Finding, type Rule, wholeFile } from './rule.js';
import { nameOf } from './sums.js';

/** Row sources and the parameter that ask for it. */
const SOURCES: ReadonlySet<string> = new Set([
  '政府经济科目',
  '类级政府经济科目',
  '款级政府经济科目',
]);

const known = new WeakMap<TableTemplate, readonly Params[]>();

/** The parameters under which a template asks for subjects of the government's budget in the year itself. */
function asked(template: TableTemplate): readonly Params[] {
  const found = known.get(template) ?? askedIn(template);
  known.set(template, found);
  return found;
}

function askedIn({ layout }: TableTemplate): Params[] {
  const cells: readonly CellTemplate[] =
    layout.kind === 'list'
      ? leafColumns(layout.columns).map(({ cell }) => cell)
      : formCells(layout);
  const sources =
    layout.kind === 'list'
      ? layout.sources
      : blocksIn(layout.body).flatMap(({ block }) => (block.kind === 'loop' ? [block] : []));
  return [
    ...sources.flatMap(({ source, params }) => (SOURCES.has(source) ? [params] : [])),
    ...cells.flatMap(({ content }) => {
      const params = content.kind === 'quantity' ? content.quantity.params : {};
      const own = params.口径 === undefined || params.口径 === '本年';
      return own && params.政府经济科目 !== undefined ? [params] : [];
    }),
  ];
}

/** What is not determined in the rows of a template. */
function openFacts(template: TableTemplate, budget: Budget): Fact[] {
  const scope = narrow({}, template.scope);
  const found = asked(template).flatMap((params) =>
    undetermined(budget, { ...narrow(scope, params), government: '' }),
  );
  return [...new Set(found)];
}

/** Facts alike in what is missing, as one. */
function findings(facts: readonly Fact[], budget: Budget, table: string): Finding[] {
  const kinds = new Map(budget.units.map(({ code, kind }) => [code, kind]));
  const natureIn = ({ unit = '' }: Fact) => natureOf(kinds.get(unit) ?? '事业单位');
  const alike = grouped(facts, (fact) =>
    fact.economic ? `${fact.economic}${natureIn(fact)}` : '',
  );
  return [...alike.values()].map((list): Finding => {
    const [first] = list;
    const span = first?.amount.sources[0] ?? wholeFile(budget);
    const times = list.length > 1 ? `（共 ${list.length} 处）` : '';
    if (!first?.economic) {
      const message = `${table}按政府预算经济分类列示，这笔支出没有写经济科目${times}`;
      return { span, message, hint: '请写“经济科目”；只知道政府预算科目的，写“政府经济科目”' };
    }
    const { economic } = first;
    const nature = natureIn(first);
    const target = governmentTarget(budget.subjects.mapping, nature, economic);
    const why = target && 'open' in target ? `：${target.open}` : '';
    const name = budget.subjects.economic.get(economic)?.name ?? '';
    const message = `${table}按政府预算经济分类列示，${nature}的 ${economic} ${name}没有确定的对应${why}${times}`;
    const hint = `请在“政府经济科目”里写 "${economic}": { ${nature}: "5…" }，照本地当年的对应关系`;
    return { span, message, hint };
  });
}

export const governmentSubjects: Rule = {
  id: '表内-07',
  code: 'subject-unknown',
  severity: '错误',
  holds: '按政府预算支出经济分类列示的表，每笔支出都有确定的政府经济科目',
  source: '财预〔2017〕98号两套支出经济分类科目的对应关系',
  run: ({ budget, profile, tables }) => {
    const told = new Set<Fact>();
    return [...profile.tables].flatMap(([id, template]) => {
      const [table] = tables.get(id) ?? [];
      const open = openFacts(template, budget).filter((fact) => !told.has(fact));
      if (open.length === 0) return [];
      for (const fact of open) told.add(fact);
      const name = table ? nameOf(table) : template.name;
      return findings(open, budget, name).map((one) => ({ ...one, table: id }));
    });
  },
};
