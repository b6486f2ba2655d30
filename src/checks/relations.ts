/**
 * 勾稽: the relations of a profile, evaluated on the tables as they are printed. Cells are found by the
 * stable names of their rows and columns, never by the quantity that they ask for: a heading that stands
 * over the wrong quantity makes two sides differ.
 */
import type {
  CellsTerm,
  ComparisonKey,
  Equation,
  QuantityTerm,
  Relation,
  RowSelector,
  Term,
} from '../forms/relation.js';
import { isOfWhich } from '../forms/relations.js';
import { type Decimal, type Figure, NO_FIGURE, type PrintedCell, sum } from '../model/money.js';
import { quantity, whyNotKnown } from '../model/quantities.js';
import { type LabelledCell, labelled } from '../tables/labels.js';
import { type Cell, type CellName, placeOf, type Table, whyBlank } from '../tables/table.js';
import { GAPS } from './gaps.js';
import { itemsOf, treeOf } from './items.js';
import type { Outcome, Rule, RuleContext } from './rule.js';
import { type Comparison, compareSums, nameOf } from './sums.js';

/** A rule for each relation; equations of tables that the profile does not publish are not in it. */
export function relationRules(relations: readonly Relation[]): Rule[] {
  return relations.map((relation) => ({
    id: relation.id,
    code: 'balance-mismatch',
    severity: relation.severity,
    holds: relation.holds,
    source: relation.source,
    run: (context) =>
      relation.equations.flatMap((equation) => {
        const [first] = equation.left;
        const table = first?.kind === 'cells' ? first.table : '';
        return evaluate(equation, relation.hint, table, context);
      }),
  }));
}

/** A cell with a figure, or one whose figure is not known, by its name. */
interface NamedCell extends CellName {
  readonly table: Table;
  readonly at: Cell;
  readonly figure: Figure;
  readonly known: boolean;
}

interface View {
  readonly table: Table;
  readonly cells: readonly NamedCell[];
  readonly byColumn: ReadonlyMap<string, readonly NamedCell[]>;
  /** Rows of a tree that no deeper row follows; the total where it stands alone. */
  readonly leaves: ReadonlySet<number>;
}

const views = new WeakMap<Table, View>();

function viewOf(table: Table): View {
  const view = views.get(table) ?? makeView(table);
  views.set(table, view);
  return view;
}

/** Whether the next row is one of those that a row holds. */
const isNested = (next: string | undefined, item: string | undefined): boolean =>
  Boolean(item && next && next !== item && next.startsWith(item));

function makeView(table: Table): View {
  const { levels, headerRows } = table;
  const lowest = levels.every((level) => level === undefined || level < 0) ? -1 : 0;
  const items = itemsOf(table);
  const leaves = levels.flatMap((level, i) => {
    if (level === undefined || level < lowest) return [];
    const [item, next] = [items.get(headerRows + i), items.get(headerRows + i + 1)];
    // rows of a tree stand deeper, those that are nested in a row are told by their place
    const parent = treeOf(item) === treeOf(next) && (levels[i + 1] ?? -1) > level;
    return parent || isNested(next, item) ? [] : [headerRows + i];
  });
  const cells = table.cells.flatMap((at): NamedCell[] => {
    const { name, content } = at;
    if (name && content.figure)
      return [{ ...name, table, at, figure: content.figure, known: true }];
    const unknown = name && whyBlank(content) !== undefined;
    return unknown ? [{ ...name, table, at, figure: NO_FIGURE, known: false }] : [];
  });
  const byColumn = new Map<string, NamedCell[]>();
  for (const cell of cells) {
    const column = byColumn.get(cell.column);
    if (column) column.push(cell);
    else byColumn.set(cell.column, [cell]);
  }
  return { table, cells, byColumn, leaves: new Set(leaves) };
}

/** The cells of a table that a term sums. */
function cellsOf({ rows, columns }: CellsTerm, view: View): NamedCell[] {
  const within = columns ? [...columns].flatMap((one) => view.byColumn.get(one) ?? []) : view.cells;
  const wanted = rowTest(rows, within, view);
  return within.filter(wanted);
}

function rowTest(
  rows: RowSelector,
  within: readonly NamedCell[],
  { leaves }: View,
): (cell: NamedCell) => boolean {
  switch (rows.kind) {
    case 'all':
      return () => true;
    case 'named':
      return ({ row }) => rows.names.has(row);
    case 'leaves':
      return ({ at }) => leaves.has(at.row);
    case 'code':
      return ({ key }) => key === rows.code;
    case 'level':
      // a row outside of any tree has no key
      return ({ key, level }) => key !== '' && level === rows.level;
    case 'above':
    case 'below': {
      const group = rows.name.split('/').slice(0, -1).join('/');
      const mark = within.find(({ row }) => row === rows.name)?.at.row;
      return ({ row, at }) =>
        mark !== undefined &&
        (rows.kind === 'above' ? at.row < mark : at.row > mark) &&
        row.split('/').slice(0, -1).join('/') === group &&
        !isOfWhich(row);
    }
  }
}

/** What a cell is compared under; undefined where it is not compared. */
type KeyOf = (cell: NamedCell, table: Table) => string | undefined;

function keyOf(by: ComparisonKey | undefined, { budget }: RuleContext): KeyOf {
  switch (by) {
    case undefined:
      return () => '';
    case '科目':
      return ({ key }) => key;
    case '类':
      return ({ key }) => key.slice(0, 3);
    case '栏':
      return ({ column }) => column.split('/').at(-1);
    case '行':
      return ({ at }) => String(at.row);
    case '表':
      return (_, { id }) => id;
    case '绩效项目': {
      // a form of a project speaks of it; a list of projects of those that it consists of
      const formOf = new Map(
        budget.performance.flatMap(({ name, projects }) => projects.map((one) => [one, name])),
      );
      const forms = new Set(budget.performance.map(({ name }) => name));
      return ({ key }, { subject }) =>
        subject ?? formOf.get(key) ?? (forms.has(key) ? key : undefined);
    }
  }
}

/** The figures of a term under their keys, those of quantities aside. */
export function figuresOf(
  term: Term,
  equation: Equation,
  context: RuleContext,
): ReadonlyMap<string, readonly NamedCell[]> {
  const groups = new Map<string, NamedCell[]>();
  if (term.kind === 'quantity') return groups;
  const key = keyOf(equation.by, context);
  for (const table of context.tables.get(term.table) ?? [])
    for (const cell of cellsOf(term, viewOf(table))) {
      const of = key(cell, table);
      if (of === undefined) continue;
      const group = groups.get(of);
      if (group) group.push(cell);
      else groups.set(of, [cell]);
    }
  return groups;
}

/** A side of an equation: the cells of each term under each key. */
interface Side {
  readonly terms: readonly Term[];
  readonly cells: readonly ReadonlyMap<string, readonly NamedCell[]>[];
}

const sideOf = (terms: readonly Term[], equation: Equation, context: RuleContext): Side => ({
  terms,
  cells: terms.map((term) => figuresOf(term, equation, context)),
});
/** Where the printed figures stand that a side sums under some keys. */
const partsOf = ({ cells }: Side, keys: readonly string[]): PrintedCell[] =>
  keys.flatMap((key) =>
    cells.flatMap((map) => (map.get(key) ?? []).map(({ table, at }) => placeOf(table, at))),
  );
const keysOf = ({ cells }: Side) => cells.flatMap((map) => [...map.keys()]);

/** The printed cells that a term sums; those that are compared under no key are not among them. */
export function cellsSummed(term: Term, equation: Equation, context: RuleContext): readonly Cell[] {
  return [...figuresOf(term, equation, context).values()].flat().map(({ at }) => at);
}

/** What each term of a side comes to under a key. */
function amountsOf(side: Side, { by }: Equation, context: RuleContext, key: string): Figure[] {
  return side.terms.map((term, i) => {
    if (term.kind === 'cells')
      return sum((side.cells[i]?.get(key) ?? []).map(({ figure }) => figure));
    return quantity(...askedBy(term, by, context, key)) ?? NO_FIGURE;
  });
}

/** What a term asks the budget for, under a key. */
function askedBy(
  { quantity: { name, params } }: QuantityTerm,
  by: ComparisonKey | undefined,
  { budget }: RuleContext,
  key: string,
): Parameters<typeof quantity> {
  const bySubject = by === '科目' || by === '类' ? { 科目: key } : {};
  return [{ budget, filter: {} }, name, { ...params, ...bySubject }];
}

/** Whether all that a side sums under a key is known. */
function isKnown(side: Side, { by }: Equation, context: RuleContext, key: string): boolean {
  return side.terms.every((term, i) =>
    term.kind === 'cells'
      ? (side.cells[i]?.get(key) ?? []).every(({ known }) => known)
      : whyNotKnown(...askedBy(term, by, context, key)) === undefined,
  );
}

function evaluate(
  equation: Equation,
  hint: string,
  table: string,
  context: RuleContext,
): Outcome[] {
  const terms = [...equation.left, ...equation.right];
  const printed = (term: Term) =>
    term.kind === 'quantity' || context.tables.get(term.table)?.length;
  if (!terms.every(printed)) return [];
  const left = sideOf(equation.left, equation, context);
  const right = sideOf(equation.right, equation, context);
  // what is not known can't be compared
  const known = keysCompared(equation, left, right).filter((key) =>
    [left, right].every((side) => isKnown(side, equation, context, key)),
  );
  const sums = known.map(
    (key): KeyedSums => ({
      key,
      ours: amountsOf(left, equation, context, key),
      theirs: amountsOf(right, equation, context, key),
      cell: left.cells.flatMap((map) => map.get(key) ?? [])[0],
    }),
  );
  const open = sums.filter((one) => !isReported(one, equation, context));
  const [first] = open;
  if (!first) return [];
  const compare = ({ key, ours, theirs, cell }: KeyedSums, keys = [key]): Comparison => {
    const [one, other] =
      equation.by === '行' && cell
        ? rowNames(cell, key, left, right)
        : [sideName(left, ours, context), sideName(right, theirs, context, left)];
    return {
      left: { name: one, figure: sum(ours), parts: partsOf(left, keys) },
      right: { name: other, figure: sum(theirs), parts: partsOf(right, keys) },
      ...(equation.by && equation.by !== '行'
        ? { where: keyName(key, cell, equation, context) }
        : {}),
    };
  };
  // of rows of a table the first stands for all that agree, else all keys together
  const agreed =
    equation.by === '行'
      ? compare(first)
      : compare(
          {
            ...first,
            ours: totals(open.map((one) => one.ours)),
            theirs: totals(open.map((one) => one.theirs)),
          },
          open.map(({ key }) => key),
        );
  const off = open.filter((one) => !difference(one).isZero());
  return compareSums(
    off.map((one) => compare(one)),
    agreed,
    context.budget,
    hint,
    table,
  );
}

/** The amounts of the terms of both sides under one key, and the first cell of the left side. */
interface KeyedSums {
  readonly key: string;
  readonly ours: readonly Figure[];
  readonly theirs: readonly Figure[];
  readonly cell: NamedCell | undefined;
}

/** Of each term the sum over all keys. */
const totals = (amounts: readonly (readonly Figure[])[]): Figure[] =>
  (amounts[0] ?? []).map((_, i) => sum(amounts.map((one) => one[i] ?? NO_FIGURE)));

const difference = ({ ours, theirs }: KeyedSums): Decimal =>
  sum(ours).value.minus(sum(theirs).value);

/** Whether another rule tells of exactly this difference. */
function isReported(sums: KeyedSums, { by, reported }: Equation, context: RuleContext): boolean {
  const off = difference(sums);
  if (!reported || off.isZero()) return false;
  const narrowed = by ? sums.cell?.filter : {};
  const filter = { ...narrowed, funds: reported.funds };
  return GAPS[reported.rule].some((gap) => gap(context, filter).abs().eq(off.abs()));
}

function keysCompared({ by, keys }: Equation, left: Side, right: Side): string[] {
  if (!by) return [''];
  const [ours, theirs] = [new Set(keysOf(left)), new Set(keysOf(right))];
  if (keys === 'left' || by === '行') return [...ours];
  if (keys === 'both') return [...ours].filter((key) => theirs.has(key));
  return [...new Set([...ours, ...theirs])];
}

/** A key as messages name it: with the name of a subject, where it is the code of one; a column as printed. */
function keyName(
  key: string,
  cell: NamedCell | undefined,
  { by }: Equation,
  { budget }: RuleContext,
): string {
  if (key === '') return '合计行';
  if (by === '栏' && cell) return quoted(labelOf(cell)?.columnPath.at(-1) ?? key);
  const { functional, economic } = budget.subjects;
  const name = functional.get(key)?.name ?? economic.get(key)?.name;
  return name === undefined ? `“${key}”` : `“${key} ${name}”`;
}

/** A side as messages name it; what comes from the budget only where there is any. */
function sideName(
  { terms }: Side,
  amounts: readonly Figure[],
  { tables }: RuleContext,
  before?: Side,
): string {
  const printedBy = (term: Term | undefined) =>
    term?.kind === 'cells' ? tables.get(term.table)?.[0] : undefined;
  // the table that the other side has named already
  let named = printedBy(before?.terms.at(-1));
  const words = terms.flatMap((term, i) => {
    if (term.kind === 'quantity') return amounts[i]?.value.isZero() ? [] : [term.label];
    const table = printedBy(term);
    const again = table === named;
    named = table;
    if (again || !table) return [term.label];
    const several = (tables.get(term.table)?.length ?? 0) > 1;
    return [`${several ? `${table.id.replace(/-\d+$/, '')} 各表` : nameOf(table)}的${term.label}`];
  });
  return (words.length > 0 ? words : terms.map(({ label }) => label)).join('加');
}

/** Both sides of one row of a table: 预算06 …“30201 办公费”的“合计”, “人员经费”“公用经费”之和. */
function rowNames(cell: NamedCell, key: string, left: Side, right: Side): [string, string] {
  const headings = (side: Side) =>
    side.cells.flatMap((map) => map.get(key) ?? []).map((one) => labelOf(one)?.columnPath ?? []);
  const columns = headings(left).map((path) => quoted(path.join('—')));
  const parts = headings(right).map((path) => quoted(path.at(-1) ?? ''));
  const summed = parts.length > 3 ? '各栏' : parts.join('');
  return [`${nameOf(cell.table)}${rowName(labelOf(cell))}的${columns.join('加')}`, `${summed}之和`];
}

/** The names that its table prints for a cell. */
const labelOf = ({ table, at: { row, col } }: NamedCell): LabelledCell | undefined =>
  labelled(table).find((one) => one.row === row && one.col === col);

/** A row as messages name it. */
export function rowName(cell: LabelledCell | undefined): string {
  const words = [cell?.code, cell?.rowLabel].filter((word) => word !== undefined && word !== '');
  return words.length > 0 ? `“${words.join(' ')}”` : cell?.level === -1 ? '合计行' : '';
}

/** “合计”, but “三公”经费合计 as it is. */
export const quoted = (words: string): string => (words.includes('“') ? words : `“${words}”`);
