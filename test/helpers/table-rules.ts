/** Built tables of the examples, and the same with one cell changed: what the rules over tables say. */

import type { CheckResult } from '../../src/checks/rule.js';
import { type Finding, isFinding, type RuleContext } from '../../src/checks/rule.js';
import { runChecks } from '../../src/checks/run.js';
import type { CompileResult } from '../../src/compile.js';
import { tableRules } from '../../src/kinds/rules.js';
import { Decimal, type Figure, toWan } from '../../src/model/money.js';
import { rootScope } from '../../src/model/scope.js';
import { buildTables } from '../../src/tables/build.js';
import { type LabelledCell, labelled } from '../../src/tables/labels.js';
import type { Cell, Table } from '../../src/tables/table.js';
import { compiled, compileExample } from './world.js';

export const EXAMPLES = [
  'wuchang/2026.yaml',
  'wuchang/2024-final.yaml',
  'hongshan/2025.yaml',
  'hongshan/2023-final.yaml',
  'jianghan/2024.yaml',
  'putuo/2024-final.yaml',
  'wanli/2025.yaml',
  'hunan/2026.yaml',
] as const;
export type Example = (typeof EXAMPLES)[number];

/** What rules look at, of something that compiles. */
export function contextOf(result: CompileResult): RuleContext {
  const { budget, profile } = compiled(result);
  const root = rootScope(budget, profile.rows);
  const tables = new Map(
    [...profile.tables].map(([id, one]) => [id, buildTables(one, root, profile.numbers)]),
  );
  return { budget, profile, tables };
}

const built = new Map<Example, RuleContext>();

/** An example, built once. */
export function exampleContext(path: Example): RuleContext {
  const context = built.get(path) ?? contextOf(compileExample(path));
  built.set(path, context);
  return context;
}

export function resultsOf(context: RuleContext): CheckResult[] {
  return runChecks(context, tableRules(context.profile));
}

/** `规则 级别 消息` of everything that is found; 提示 only where asked for. */
export function found(context: RuleContext, hints = false): string[] {
  return resultsOf(context).flatMap(({ rule, outcome, severity }) =>
    isFinding(outcome) && severity && (hints || severity !== '提示')
      ? [`${rule.id} ${severity} ${outcome.message}`]
      : [],
  );
}

/** Whether one rule finds a mistake. */
export function finds(context: RuleContext, id: string): boolean {
  const rules = tableRules(context.profile).filter((rule) => rule.id === id);
  return runChecks(context, rules).some(
    ({ outcome, severity }) => isFinding(outcome) && severity !== '提示',
  );
}

/** The finding of a rule; the first. */
export function findingOf(context: RuleContext, id: string): Finding {
  const results = resultsOf(context).filter(({ rule }) => rule.id === id);
  const finding = results.map(({ outcome }) => outcome).find(isFinding);
  if (!finding) throw new Error(`${id} finds nothing`);
  return finding;
}

/** The only table of a template, or one of several. */
export function tableOf(context: RuleContext, template: string, nth = 0): Table {
  const table = context.tables.get(template)?.[nth];
  if (!table) throw new Error(`no ${template}`);
  return table;
}

/**
 * A cell by its row — its label, its code, 合计, or @2 for the first row of that level — and the end
 * of its column’s path.
 */
export function cellAt(table: Table, row: string, column: string): LabelledCell {
  const cell = labelled(table).find(
    ({ rowLabel, code, level, columnPath }) =>
      [rowLabel, code, level === -1 ? '合计' : `@${level}`].includes(row) &&
      columnPath.join('/').endsWith(column),
  );
  if (!cell) throw new Error(`${table.id} has no ${row} ${column}`);
  return cell;
}

/** The context with a table in the place of one of its own. */
export function withTable(context: RuleContext, from: Table, to: Table): RuleContext {
  const tables = [...context.tables].map(
    ([id, list]) => [id, list.map((one) => (one === from ? to : one))] as const,
  );
  return { ...context, tables: new Map(tables) };
}

/** The context with cells of one table changed. */
export function changed(
  context: RuleContext,
  table: Table,
  change: (cell: Cell) => Cell,
): RuleContext {
  return withTable(context, table, { ...table, cells: table.cells.map(change) });
}

/** Another amount in one cell, by so many 元 more, printed as it would be. */
export function tampered(
  context: RuleContext,
  table: Table,
  at: Pick<LabelledCell, 'row' | 'col'>,
  yuan: string,
): RuleContext {
  return changed(context, table, (cell) => {
    const { content } = cell;
    if (cell.row !== at.row || cell.col !== at.col || !content.figure) return cell;
    const value = content.figure.value.plus(new Decimal(yuan));
    const figure: Figure = { ...content.figure, value };
    if (content.kind === 'number')
      return { ...cell, content: { ...content, figure, value: toWan(value) } };
    // an empty zero is printed once it is none
    if (content.kind === 'blank')
      return {
        ...cell,
        content: { kind: 'number', figure, value: toWan(value), decimals: 2, grouping: true },
      };
    return { ...cell, content: { ...content, figure } };
  });
}
