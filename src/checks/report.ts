/**
 * What the checks of one file found, in the order in which a person reads it: by table, as the format
 * numbers and names it, then the rest by what it is about. The text, the JSON, the SARIF log and the
 * check sheet all print this.
 */
import type { Diagnostic, Severity } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import { interpolate } from '../forms/style.js';
import type { Budget } from '../model/budget.js';
import type { Span } from '../model/money.js';
import { rootScope } from '../model/scope.js';
import type { KindName } from '../model/terms.js';
import type { Table } from '../tables/table.js';
import { type CheckResult, isFinding, place, type Rule } from './rule.js';
import { type Suspect, suspectsOf } from './suspects.js';

/** What became of one comparison, the gravest first. */
export const LEVELS = ['错误', '警告', '提示', '豁免', '相符'] as const;
export type Level = (typeof LEVELS)[number];
export type Counts = Readonly<Record<Level, number>>;

/** A table as the package prints it. */
export interface TableName {
  readonly id: string;
  readonly name: string;
}

export interface Item extends CheckResult {
  readonly level: Level;
  readonly table: TableName | undefined;
  /** Where to look first; a file as a whole has line 0. */
  readonly span: Span;
}

export interface Group {
  readonly heading: string;
  readonly items: readonly Item[];
}

export interface FileReport {
  readonly file: string;
  readonly kind: KindName | undefined;
  readonly model: { readonly profile: Profile; readonly budget: Budget } | undefined;
  /** What is wrong with the input itself, in no rule's words. */
  readonly problems: readonly Diagnostic[];
  readonly groups: readonly Group[];
  /** Of what rules compared or found. */
  readonly counts: Counts;
  /** Where one slip has been told several times. */
  readonly suspects: readonly Suspect[];
  /** Rules that were asked and said nothing. */
  readonly silent: readonly Rule[];
}

/** What the pipeline gives of a file. */
export interface Checked {
  readonly kind: KindName | undefined;
  readonly model: FileReport['model'];
  /** By the template's number. */
  readonly tables: ReadonlyMap<string, readonly Table[]>;
  readonly diagnostics: readonly Diagnostic[];
  readonly checks: readonly CheckResult[];
  readonly asked: readonly Rule[];
}

/** 平衡 of 平衡-01. */
export const familyOf = (rule: Pick<Rule, 'id'>): string => rule.id.replace(/-[^-]*$/, '');

/** Families in the order in which rules are listed; one that is not among them comes last. */
const FAMILIES = [
  '合计',
  '平衡',
  '表内',
  '表间',
  '增减',
  '公开',
  '绩效',
  '文字',
  '尾差',
  '待办',
  '豁免',
] as const;

/** Rules by family, in the order of their numbers. */
export function byFamily<R extends Rule>(rules: readonly R[]): [family: string, rules: R[]][] {
  const families = [...new Set([...FAMILIES, ...rules.map(familyOf)])];
  return families
    .map((family): [string, R[]] => [
      family,
      rules.filter((rule) => familyOf(rule) === family).sort((a, b) => compare(a.id, b.id)),
    ])
    .filter(([, own]) => own.length > 0);
}

/** Headings of what no table shows. */
const OTHERS = ['待核和待填', '情况说明', '绩效', '其他'] as const;
const OTHER_OF: Readonly<Record<string, (typeof OTHERS)[number]>> = {
  待办: '待核和待填',
  文字: '情况说明',
  增减: '情况说明',
  绩效: '绩效',
};

/** Arranges what the pipeline found in a file. */
export function reportOf(file: string, checked: Checked): FileReport {
  const { kind, model, diagnostics, checks, asked } = checked;
  const names = tableNames(checked);
  const listed = byFamily(asked).flatMap(([, own]) => own);
  const orderOf = new Map(listed.map((rule, i) => [rule, i]));
  const items = checks
    .map((result): Item & { order: number } => ({
      ...result,
      level: levelOf(result),
      table: names.byNumber.get(
        result.outcome.table ?? model?.profile.tableOfRule.get(result.rule.id) ?? '',
      ),
      span: spanOf(result, file),
      order: orderOf.get(result.rule) ?? 0,
    }))
    .sort(
      (a, b) =>
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        // findings as they stand in the file; what holds by rule, as the rule goes through its table
        (a.level === '相符' ? 0 : comparePlaces(a.span, b.span)) ||
        a.order - b.order,
    )
    .map(({ order: _, ...item }): Item => item);
  const spoken = new Set(checks.map(({ rule }) => rule));
  return {
    file,
    kind,
    model,
    problems: diagnostics.filter((d) => d.rule === undefined),
    groups: groupsOf(items, names.ordered),
    counts: countLevels(items),
    suspects: suspectsOf(checks),
    silent: listed.filter((rule) => !spoken.has(rule)),
  };
}

/** How many of each level. */
function countLevels(items: readonly Pick<Item, 'level'>[]): Counts {
  const counts = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const { level } of items) counts[level]++;
  return counts;
}

/** How many of each level there are in a file, what is wrong with the input itself among them. */
export function toldOf({ counts, problems }: FileReport): Counts {
  const own = countLevels(problems.map(({ severity }) => ({ level: severity })));
  return Object.fromEntries(
    LEVELS.map((level) => [level, counts[level] + own[level]]),
  ) as unknown as Counts;
}

/** All of a file's items, in the order of its groups. */
export const itemsOf = ({ groups }: FileReport): Item[] => groups.flatMap(({ items }) => items);

/** Severity of a finding, also of one that is waived. */
export function severityOf({ rule, outcome }: CheckResult): Severity | undefined {
  return isFinding(outcome) ? (outcome.severity ?? rule.severity) : undefined;
}

function levelOf({ severity, waiver }: CheckResult): Level {
  return severity ?? (waiver ? '豁免' : '相符');
}

/** A finding's place, or that of the first figure that was compared; else the file. */
function spanOf({ outcome }: CheckResult, file: string): Span {
  const found = isFinding(outcome)
    ? outcome.span
    : place(outcome.sides.left.figure, outcome.sides.right.figure);
  return found && found.file !== '' ? found : { file, line: 0, column: 0, start: 0, end: 0 };
}

function groupsOf(items: readonly Item[], tables: readonly TableName[]): Group[] {
  const groups = [
    ...tables.map((table) => ({
      heading: `${table.id} ${table.name}`,
      items: items.filter((item) => item.table === table),
    })),
    ...OTHERS.map((heading) => ({
      heading,
      items: items.filter(
        ({ table, rule }) => !table && (OTHER_OF[familyOf(rule)] ?? '其他') === heading,
      ),
    })),
  ];
  return groups.filter((group) => group.items.length > 0);
}

interface TableNames {
  /** In the order of the format. */
  readonly ordered: readonly TableName[];
  /** By what a rule calls them: the template's number, or the printed one. */
  readonly byNumber: ReadonlyMap<string, TableName>;
}

/** Where a template gives a table for each project, they have one name, and each its own. */
function tableNames({ model, tables }: Checked): TableNames {
  const byNumber = new Map<string, TableName>();
  const ordered: TableName[] = [];
  if (!model) return { ordered, byNumber };
  const { profile, budget } = model;
  const { fields } = rootScope(budget, profile.rows);
  const printed: TableName[] = [];
  for (const [number, template] of profile.tables) {
    const made = (tables.get(number) ?? []).map(({ id, name }): TableName => ({ id, name }));
    const group = profile.parts
      .flatMap((part) => part.tables)
      .find(({ ids }) => ids.includes(number));
    const title = template.each ? (group?.heading ?? template.title) : template.name;
    const common = { id: template.id, name: interpolate(title, fields) };
    const own = made.length === 1 && made[0] ? made[0] : common;
    byNumber.set(number, own);
    ordered.push(own, ...(made.length > 1 ? made : []));
    printed.push(common.id === own.id ? own : common, ...made);
  }
  // a template's number goes before a printed one: formats number anew
  for (const name of printed) if (!byNumber.has(name.id)) byNumber.set(name.id, name);
  return { ordered, byNumber };
}

function comparePlaces(a: Span, b: Span): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
