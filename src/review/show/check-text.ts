/** What `gongkai check` prints for a person: findings by table, both sides of each, and a summary. */
import {
  itemsOf as allItems,
  type FileReport,
  familyOf,
  type Item,
  LEVELS,
  type Level,
  toldOf,
} from '../../checks/report.js';
import { isFinding, measure } from '../../checks/rule.js';
import {
  at,
  displayWidth,
  placeText,
  printable,
  renderDiagnostic,
  type Severity,
} from '../../diagnostics.js';
import { grouped } from '../../grouped.js';
import { kindNamed } from '../../kinds/index.js';
import type { Sides } from '../../model/money.js';
import type { SourceFile } from '../../prepare.js';
import { where } from '../../where.js';
import {
  alikeLines,
  diagnosticsText,
  isFolded,
  MOST_ALIKE,
  suspectLines,
} from './diagnostics-text.js';

/** A file with what the rules found in it. */
export interface CheckedFile {
  readonly report: FileReport;
  /** The input and the files that it names. */
  readonly sources: readonly SourceFile[];
  readonly textOf: (file: string) => string | undefined;
}

export interface CheckTextOptions {
  /** Also what holds. */
  readonly all: boolean;
  /** Only what is grave, without headings and summary. */
  readonly quiet: boolean;
  readonly grave: Grave;
}

/** Which severities make a check fail. */
export type Grave = (severity: Severity) => boolean;

interface TextOptions {
  readonly all: boolean;
  readonly textOf: CheckedFile['textOf'];
}

/** Everything that is printed of some files, one after the other. */
export function checkText(
  checked: readonly CheckedFile[],
  { all, quiet, grave }: CheckTextOptions,
): string {
  if (quiet) return checked.map((one) => quietText(one, grave)).join('');
  const texts = checked.map(({ report, textOf }) => fileText(report, { all, textOf }));
  const total = checked.length > 1 ? [`${totalText(checked.map(({ report }) => report))}\n`] : [];
  return [...texts, ...total].join('\n');
}

/** `共 6 个文件，核对 …。`, and how many of them could not be read. */
export function totalText(reports: readonly FileReport[]): string {
  const wrong = reports.filter(({ problems }) => problems.some((d) => d.severity === '错误'));
  const unread = wrong.length > 0 ? `${wrong.length} 个文件输入有误。` : '';
  return `共 ${reports.length} 个文件，${summary(reports)}${unread}`;
}

/** Whether anything that was found is grave. */
export const hasFinding = (report: FileReport, grave: Grave): boolean =>
  [...report.problems, ...allItems(report)].some(({ severity }) => severity && grave(severity));

/** `甲局 2026 年部门预算，格式 …`; empty where the input does not say. */
function titleOf({ model }: FileReport): string {
  if (!model) return '';
  const { profile, budget } = model;
  const { department, year, publisher, kind } = budget;
  return `${department.name} ${year} 年${publisher}${kind.name}，格式 ${profile.id}`;
}

/** Why the rules, or most of them, were not asked; undefined where they were. */
export function unchecked(report: FileReport): string | undefined {
  const wrong = report.problems.filter(({ severity }) => severity === '错误').length;
  if (wrong > 0) return `输入有 ${wrong} 处错误，改正后再核对${report.model ? '其余' : ''}各项。`;
  const kind = kindNamed(report.kind);
  if (kind && !kind.published) return `是${kind.name}，随引用它的文件一起核对，不单独核对。`;
  return undefined;
}

/** `核对 132 项：错误 1，警告 2，提示 3，豁免 1，相符 125。`; mistakes of the input count as well. */
function summary(reports: readonly FileReport[]): string {
  const sum = (level: Level) => reports.reduce((n, report) => n + toldOf(report)[level], 0);
  const items = reports.reduce((n, report) => n + allItems(report).length, 0);
  return `核对 ${items} 项：${LEVELS.map((level) => `${level} ${sum(level)}`).join('，')}。`;
}

/** What the rules found in a file, below its name. */
function fileText(report: FileReport, options: TextOptions): string {
  const title = titleOf(report);
  const out = [printable(`${report.file}${title === '' ? '' : `（${title}）`}`)];
  const problems = diagnosticsText(report.problems, options.textOf).trimEnd();
  if (problems !== '') out.push('', problems);
  const isNoted = (item: Item) => !options.all && isRounding(item);
  for (const { heading, items } of report.groups) {
    const told = items.filter((item) => item.level !== '相符' && !isNoted(item));
    const holding = options.all ? items.filter(({ level }) => level === '相符') : [];
    if (told.length + holding.length === 0) continue;
    out.push('', printable(`【${heading}】`));
    out.push(...foundLines(told, options));
    out.push(...holdingLines(holding));
  }
  const rounded = allItems(report).filter(isNoted);
  if (rounded.length > 0) {
    const names = rounded.flatMap(({ table }) => (table ? `${table.id} ${table.name}` : []));
    out.push(
      '',
      printable(`尾差：${[...new Set(names)].join('、')}，各表注里已说明（--全部 逐处列出）`),
    );
  }
  if (options.all && report.silent.length > 0) {
    out.push('', '【未见问题】');
    for (const { id, holds } of report.silent) out.push(`  ${id}  ${holds}`);
  }
  const reason = unchecked(report);
  if (reason && out.length === 1 && title === '') return `${printable(report.file)}：${reason}\n`;
  if (out.length > 1) out.push('');
  out.push(...skeletonLines(report));
  out.push(...suspectLines(report.suspects, report.file, options.textOf));
  if (reason) out.push(reason);
  if (allItems(report).length > 0 || !reason) out.push(summary([report]));
  return `${out.join('\n')}\n`;
}

/** How to have what is missing as YAML; nothing where little is. */
function skeletonLines(report: FileReport): string[] {
  const missing = allItems(report).filter(
    ({ outcome, severity }) => severity && isFinding(outcome) && outcome.missing,
  );
  if (missing.length <= MOST_ALIKE) return [];
  return [`没有写的 ${missing.length} 处，用 --骨架 印成可以粘贴的 YAML。`];
}

/** What alone -q prints of a file: no headings, no summary. */
function quietText({ report, textOf }: CheckedFile, grave: Grave): string {
  const problems = report.problems.filter(({ severity }) => grave(severity));
  const found = allItems(report).filter(({ severity }) => severity && grave(severity));
  return [
    diagnosticsText(problems, textOf),
    ...found.map((item) => `${itemText(item, textOf)}\n`),
  ].join('');
}

/** What rounding alone makes of a table, which its note says anyway. */
const isRounding = ({ rule, level }: Item) => familyOf(rule) === '尾差' && level === '提示';

/** The same rule more often than this in one group is told by its number alone. */
const MOST_OF_RULE = 20;

function foundLines(items: readonly Item[], options: TextOptions): string[] {
  if (options.all) return items.map((item) => itemText(item, options.textOf));
  const groups = grouped(items, ({ rule, severity }) => `${rule.id} ${isFolded(severity)}`);
  const folded = new Set(
    [...groups.values()].filter(
      ([first, ...more]) => isFolded(first?.severity) && more.length >= MOST_ALIKE,
    ),
  );
  const seen = new Map<string, number>();
  const lines = items.flatMap((item) => {
    const alike = groups.get(`${item.rule.id} ${isFolded(item.severity)}`) ?? [];
    if (folded.has(alike)) return item === alike[0] ? foldedLines(alike, options) : [];
    const n = (seen.get(item.rule.id) ?? 0) + 1;
    seen.set(item.rule.id, n);
    return n > MOST_OF_RULE ? [] : [itemText(item, options.textOf)];
  });
  const more = [...seen].filter(([, n]) => n > MOST_OF_RULE);
  const others = more.map(([id, n]) => `  ${id} 另有 ${n - MOST_OF_RULE} 处，--全部 逐处列出`);
  return [...lines, ...others];
}

/** Findings of one rule: the first as it is, the others as a list below it. */
function foldedLines(alike: readonly Item[], { textOf }: TextOptions): string[] {
  const told = alike.flatMap(({ outcome, span }) =>
    isFinding(outcome) ? [{ message: outcome.message, line: span.line, span }] : [],
  );
  return alike.slice(0, 1).flatMap((first) => [itemText(first, textOf), ...alikeLines(told)]);
}

/** A finding with its line of the file, or the line of a waived one. */
function itemText(
  { rule, outcome, severity, waiver, span }: Item,
  textOf: CheckedFile['textOf'],
): string {
  if (!isFinding(outcome)) return '';
  const { message, hint, sides } = outcome;
  if (!severity)
    return printable(
      `${placeText(span)}: 已豁免 ${rule.id}：${message}，理由：${waiver?.reason ?? ''}`,
    );
  const details = [`应当：${rule.holds}`, ...(sides ? sidesLines(sides, span.file) : [])];
  const diagnostic = { ...at(span, rule.code, message, hint, severity), rule: rule.id };
  return renderDiagnostic(diagnostic, textOf(span.file), details);
}

/** Both sides below each other: what, how much, where; then what is between them. */
function sidesLines({ left, right, sign, unit }: Sides, file: string): string[] {
  const rows = [left, right].map(({ name, figure }) => ({
    name,
    amount: measure(figure.value, unit),
    places: where(figure.sources, file),
  }));
  const lines = aligned(
    rows.map(({ name, amount }) => [name, amount]),
    'lr',
  ).map(
    (line, i) =>
      `${i === 0 ? '左边' : '右边'}：${line}${rows[i]?.places ? `  ${rows[i].places}` : ''}`,
  );
  const off = left.figure.value.minus(right.figure.value).abs();
  return [...lines, `${sign === '≤' ? '超出' : '相差'}：${measure(off, unit)}`];
}

function holdingLines(items: readonly Item[]): string[] {
  const rows = items.flatMap(({ rule, outcome }) => {
    if (isFinding(outcome)) return [];
    const { left, right, sign, unit } = outcome.sides;
    const amount = (value: typeof left) => measure(value.figure.value, unit);
    return [[rule.id, left.name, amount(left), sign, amount(right), right.name]];
  });
  return aligned(rows, 'llrlrl').map((line) => printable(`  相符  ${line.trimEnd()}`));
}

/** A longer name than this pushes what follows to the right, in its own line alone. */
const MOST_NAME = 64;

/**
 * Cells in columns of a terminal.
 * @param sides a letter for each column: l stands at the left, r at the right
 */
function aligned(rows: readonly (readonly string[])[], sides: string): string[] {
  const widths = (rows[0] ?? []).map((_, col) =>
    Math.min(MOST_NAME, Math.max(...rows.map((row) => displayWidth(row[col] ?? '')))),
  );
  return rows.map((row) =>
    row
      .map((text, col) => {
        const gap = ' '.repeat(Math.max(0, (widths[col] ?? 0) - displayWidth(text)));
        return sides[col] === 'r' ? gap + text : text + gap;
      })
      .join('  '),
  );
}
