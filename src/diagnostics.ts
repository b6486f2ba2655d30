/**
 * Diagnostics: the one way in which gongkai tells a person what to mend and where.
 *
 * A diagnostic names a place in a file that a person wrote. Phases collect them; whoever needs a
 * result that cannot be had throws them together as one DiagnosticError.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import type { Sides, Span } from './model/money.js';
import { cellText, involved, where } from './where.js';

export type Severity = '错误' | '警告' | '提示';

/** The closed list of codes, each with the sentence that describes it in SARIF. */
export const CODES = {
  'file-missing': '文件不存在或不能读取',
  'file-too-large': '文件超过允许的大小',
  'file-not-text': '文件不是 UTF-8 文本',
  'file-coding': '文件不是 UTF-8 编码，照它的编码读取了',
  'file-empty': '文件是空的',
  'yaml-syntax': '不符合 YAML 的写法',
  'yaml-duplicate-key': '同一层里键重复',
  'yaml-alias': '别名（*）展开过多或不能识别',
  'yaml-depth': '层次过深',
  'key-unknown': '没有这个键',
  'key-missing': '缺少必填的键',
  'type-wrong': '值的类型不对',
  'value-unknown': '值不在允许的范围内',
  'amount-not-number': '金额不是数字',
  'amount-decimals': '金额的小数位过多',
  'amount-negative': '金额不能为负',
  'amount-too-large': '金额过大',
  'amount-coarse': '金额没有写得像公开的那样细',
  'text-empty': '文字是空的',
  'text-unsafe': '文字里有不能用的字符',
  'subject-unknown': '科目字典里没有这个科目',
  'subject-level': '科目的级次不对',
  'subject-year': '这一年度没有这个科目',
  'unit-unknown': '没有列出这个单位',
  'project-unknown': '没有列出这个项目',
  'name-duplicate': '名称或代码重复',
  'date-invalid': '日期不存在或写法不对',
  'year-mismatch': '年度不一致',
  'total-mismatch': '写明的合计与明细之和不符',
  'balance-mismatch': '应当相等的两个数不相等',
  'score-mismatch': '自评的分值或得分不符',
  'section-missing': '没有写公开要求的一节',
  'text-placeholder': '文字没有填完',
  'text-unused': '写了但用不到的文字',
  'glyph-missing': '没有字体能印的字',
  'text-slip': '文字里有重复、半角的标点或不一的叫法',
  'draft-edited': '文稿里改过、没有取回的',
  'draft-unfinished': '输入里标明还没有核对或没有填写',
  'reason-missing': '有增减变动而没有写明原因',
  'profile-unknown': '没有这个格式',
  'template-invalid': '模板或格式文件有误',
  'workbook-invalid': '不是能读的 Excel 工作簿',
  'document-invalid': '不是能读的 Word 文件',
  'workbook-cells': '工作簿里有要留意的格子',
} as const;

export type Code = keyof typeof CODES;

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  /** From 1; 0 when the whole file is meant. */
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
  readonly span?: Span;
  /** Where else the same is wrong: of a column that is told once. */
  readonly others?: readonly Span[];
  /** The rule that found it, 平衡-01; absent for what no rule looks at. */
  readonly rule?: string;
  /** The figures that the rule compared, each with its places. */
  readonly sides?: Sides;
}

/** Makes a diagnostic at a span. */
export function at(
  span: Span,
  code: Code,
  message: string,
  hint?: string,
  severity: Severity = '错误',
): Diagnostic {
  const { file, line, column } = span;
  return { code, severity, message, file, line, column, span, ...(hint ? { hint } : {}) };
}

/** Makes a diagnostic about a whole file. */
export function about(file: string, code: Code, message: string, hint?: string): Diagnostic {
  return { code, severity: '错误', message, file, line: 0, column: 0, ...(hint ? { hint } : {}) };
}

/** Thrown where a phase cannot give a result; carries everything that was found, not the first alone. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${placeText(placeOf(d))} ${d.message}`).join('\n'));
    this.name = 'DiagnosticError';
  }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === '错误');
}

/** Characters that take no column of a terminal: combining marks, variation selectors, zero-width ones. */
const NO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200f\u2060]/u;

/** Width of a text in terminal columns; characters that Unicode calls ambiguous (“” … —) take one. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const ch of text) width += NO_WIDTH.test(ch) ? 0 : eastAsianWidth(ch.codePointAt(0) ?? 0);
  return width;
}

/** A text of the input as a terminal may show it: no control characters, no direction marks. */
export function printable(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

const MAX_LINE = 120;

/**
 * `文件:行:列: 错误：消息` with the source line, a caret below it, details and the hint. In brackets
 * stands the rule that found it, or the code.
 * @param source text of the file, if at hand; without it no line is shown
 * @param details lines before the hint; the places of what a rule compared, unless told otherwise
 */
export function renderDiagnostic(
  d: Diagnostic,
  source: string | undefined,
  details: readonly string[] = placesOf(d),
): string {
  const place = placeText(placeOf(d));
  const out = [printable(`${place}: ${d.severity}：${d.message} [${d.rule ?? d.code}]`)];
  const shown = source === undefined || d.line <= 0 ? undefined : windowOf(d, source);
  if (shown) {
    const { before, marked, behind } = shown;
    const gutter = `${d.line} | `;
    out.push(`  ${gutter}${before}${marked}${behind}`);
    const caret = '^'.repeat(Math.max(1, displayWidth(marked)));
    out.push(`  ${' '.repeat(gutter.length - 2)}| ${' '.repeat(displayWidth(before))}${caret}`);
  }
  for (const detail of details) out.push(printable(`  ${detail}`));
  if (d.hint) out.push(printable(`  提示：${d.hint}`));
  return out.join('\n');
}

/** Where a diagnostic points: the cell of a workbook where it knows one. */
export const placeOf = ({ file, line, column, span }: Diagnostic): Place => ({
  ...{ file, line, column },
  ...(span?.cell ? { cell: span.cell } : {}),
});

/** `文件:行:列`, `工作簿 › 表!格`, or the file alone where it is meant as a whole. */
export function placeText({ file, line, column, cell }: Place): string {
  if (cell) return `${file} › ${cellText(cell)}`;
  return line > 0 ? `${file}:${line}:${column}` : file;
}
type Place = Pick<Span, 'file' | 'line' | 'column' | 'cell'>;

function placesOf(d: Diagnostic): string[] {
  const lines = d.sides && involved(d.sides, placeOf(d));
  const others = d.others && `其余在${where(d.others, d.file)}`;
  return [lines, others].filter((line) => line !== undefined);
}

/** The piece of a line that is shown: at most half of it before the mark. The line may be the whole file. */
function windowOf(
  { line, column, span }: Diagnostic,
  source: string,
): { before: string; marked: string; behind: string } | undefined {
  let from = 0;
  for (let n = 1; n < line; n++) {
    from = source.indexOf('\n', from) + 1;
    if (from === 0) return undefined;
  }
  const found = source.indexOf('\n', from);
  const end = found < 0 ? source.length : found;
  const known = span && span.start >= from && span.start <= end ? span.start : undefined;
  const start = known ?? from + [...source.slice(from, end)].slice(0, column - 1).join('').length;
  // twice as many units as characters, so that none is cut in two where it shows
  const characters = (a: number, b: number) => [
    ...printable(source.slice(Math.max(from, a), Math.min(end, b)).replace(/\r$/, '')),
  ];
  const half = MAX_LINE / 2;
  const before = characters(start - 2 * half - 1, start).slice(-half);
  const rest = characters(start, start + 2 * MAX_LINE).slice(0, MAX_LINE - before.length);
  const length = Math.max(
    1,
    [...source.slice(start, Math.min(span?.end ?? start, end, start + 2 * MAX_LINE)).trimEnd()]
      .length,
  );
  return {
    before: before.join(''),
    marked: rest.slice(0, length).join(''),
    behind: rest.slice(length).join(''),
  };
}

/** Stable order for printing: by file, then place, then code. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
