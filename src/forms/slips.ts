/** Slips that writers of profiles and tables often make, where the general words would mislead. */
import type * as z from 'zod';
import { at, type Diagnostic } from '../diagnostics.js';
import { issueDiagnostics } from '../input/issues.js';
import type { Path, Source } from '../input/source.js';
import { Numeral, type Tree, valueAt } from '../input/tree.js';

type Issue = z.core.$ZodIssue;

const QUOTES = '含有花括号的文字要加引号，例如 标题: "{年度}年预算"';
/** Maps, and lists of maps, as they are written; `*` is any key or item. */
const EXAMPLES: readonly (readonly [pattern: string, example: string])[] = [
  ['部分', '[{标题: 基本情况, 节: [主要职责, 机构设置]}]'],
  ['部分.*', '{标题: 基本情况, 节: [主要职责, 机构设置]}'],
  ['部分.*.内容', '[{目录: 收支总表, 表: [预算01]}, {节: [收支总体]}]'],
  ['部分.*.内容.*', '{目录: 收支总表, 表: [预算01]}'],
  ['部分.*.表', '[{目录: 收支总表, 表: [预算01]}]'],
  ['部分.*.表.*', '{目录: 收支总表, 表: [预算01]}'],
  ['各表', '{单位行: 单位：万元}'],
  ['改表', '{预算03: {标题: 支出总表}}'],
  ['改表.*', '{标题: 支出总表}'],
  ['改表.*.改列', '{合计: 总计}'],
  ['改表.*.改列.*', '{名: 总计, 量: 支出}'],
  ['改表.*.改列.*.子列', '[{名: 小计, 量: 支出}]'],
  ['改表.*.改列.*.*', '{名: 总计, 量: 支出}'],
  ['改表.*.改字', '{小计: 合计}'],
  ['经济科目表', '{"301": ["30101", "30102"]}'],
  ['编号', '{二十以上: 廿一}'],
  ['数字', '{零: 空白}'],
  ['封面', '{标题: ["{部门}", "{年度}年部门预算"]}'],
  ['用语', '{增幅: 增长}'],
  ['科目', '{"2010301": {名称: 行政运行}}'],
  ['科目.*', '{名称: 行政运行}'],
  ['封面.栏目', '{监督索引号: {类: 编号, 必填: 是}}'],
  ['附表', '{栏: {名称: {必填: 是}, 金额: {类: 金额}}}'],
  ['附表.栏', '{名称: {必填: 是}, 金额: {类: 金额}}'],
  ['列', '[{名: 科目编码, 文: "{编码}"}, {名: 合计, 量: 支出}]'],
];

/** What the parser says of a line, with what to do where a `{字段}` stands there without quotes. */
export function syntaxHint(problem: Diagnostic, text: string): Diagnostic {
  const line = (text.split('\n')[problem.line - 1] ?? '').replace(/"[^"]*"|'[^']*'/g, '');
  const bare = problem.code === 'yaml-syntax' && /\{[^\s{}:,[\]]+\}/.test(line);
  return bare ? { ...problem, hint: QUOTES } : problem;
}

/** What a template's schema found, in words and with hints for those who write templates. */
export function templateDiagnostics(
  issues: readonly Issue[],
  schema: z.ZodType,
  source: Source,
): Diagnostic[] {
  const { found, rest } = shifted(
    issues.flatMap((issue) => narrowed(issue, source.tree)),
    source,
  );
  const hinted = rest.map((issue) => ({ issue, hint: hintOf(issue, source) }));
  return [
    ...found,
    ...hinted.flatMap(({ issue, hint }) =>
      hint ? issueDiagnostics([issue], schema, source).map((one) => ({ ...one, hint })) : [],
    ),
    ...issueDiagnostics(
      hinted.flatMap(({ issue, hint }) => (hint ? [] : [issue])),
      schema,
      source,
    ),
  ];
}

/** Of the shapes that a map or a list may have, the one that was written: what is wrong inside it. */
function narrowed(issue: Issue, tree: Tree): Issue[] {
  const value = valueAt(tree, issue.path as Path);
  if (issue.code !== 'invalid_union' || !(isMap(value) || Array.isArray(value))) return [issue];
  const inside = (one: Issue) => one.path.length > 0 || one.code === 'unrecognized_keys';
  const branch =
    issue.errors.find((errors) => errors.every(inside)) ??
    issue.errors.find((errors) => errors.some(({ code }) => code === 'custom'));
  return (branch ?? []).flatMap((one) =>
    narrowed({ ...one, path: [...issue.path, ...one.path] }, tree),
  );
}

/** Keys that stand as far left as the empty key that they belong below; told once, at the first. */
function shifted(issues: readonly Issue[], source: Source): { found: Diagnostic[]; rest: Issue[] } {
  const found: Diagnostic[] = [];
  let rest = [...issues];
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' || issue.expected === 'array') continue;
    const path = issue.path as Path;
    const empty = path.at(-1);
    if (typeof empty !== 'string' || valueAt(source.tree, path) !== null) continue;
    const parent = path.slice(0, -1);
    const start = (key: string) => source.keySpan([...parent, key]).start;
    const behind = Object.keys(valueAt(source.tree, parent) ?? {})
      .filter((key) => start(key) > start(empty))
      .sort((a, b) => start(a) - start(b));
    const right = behind.findIndex((key) => !rest.some((one) => isAbout(one, parent, key)));
    const keys = right < 0 ? behind : behind.slice(0, right);
    const [first] = keys;
    if (first === undefined) continue;
    const hint = `它属于“${empty}”，要比“${empty}”多缩进两个空格`;
    const place = source.keySpan([...parent, first]);
    found.push(at(place, 'type-wrong', `“${first}”的缩进不对`, hint));
    rest = rest.flatMap((one): Issue[] => {
      if (samePath(one.path, path)) return [];
      if (one.code !== 'unrecognized_keys')
        return keys.some((key) => isAbout(one, parent, key)) ? [] : [one];
      const others = samePath(one.path, parent)
        ? one.keys.filter((key) => !keys.includes(key))
        : one.keys;
      return others.length > 0 ? [{ ...one, keys: others }] : [];
    });
  }
  return { found, rest };
}

/** Whether an issue says that a key of a map does not belong there, or is of another kind. */
function isAbout(issue: Issue, parent: Path, key: string): boolean {
  if (issue.code === 'unrecognized_keys')
    return samePath(issue.path, parent) && issue.keys.includes(key);
  return parent.length > 0 && samePath(issue.path, [...parent, key]);
}

function samePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

/** What to do about an issue, where it is one of the slips. */
function hintOf(issue: Issue, { tree, text, valueSpan }: Source): string | undefined {
  const path = issue.path as Path;
  const value = valueAt(tree, path);
  if (value === undefined || value === null) return undefined;
  const mark = text[valueSpan(path).start];
  if (issue.code === 'custom') return isMap(value) && mark === '{' ? QUOTES : undefined;
  if (issue.code !== 'invalid_type') return undefined;
  const list = issue.expected === 'array';
  // in lines of their own: the marks before them are what is wrong, and the general words say so
  if (list ? isMap(value) && mark !== '{' : Array.isArray(value) && mark === '-') return undefined;
  const example = EXAMPLES.find(([pattern]) => fits(pattern, path))?.[1];
  const last = path.at(-1);
  const key =
    typeof last === 'number' ? '' : `${/^\d+$/.test(String(last)) ? `"${last}"` : last}: `;
  if (list && !example && !isMap(value)) {
    const written = value instanceof Numeral ? value.text : String(value);
    return `请用方括号，写成 ${key}[${written}]`;
  }
  const colon = !list && typeof value === 'string' && value.includes('：');
  return example && !colon ? `例如 ${key}${example}` : undefined;
}

function fits(pattern: string, path: Path): boolean {
  const steps = pattern.split('.');
  return steps.length === path.length && steps.every((step, i) => step === '*' || step === path[i]);
}

function isMap(value: Tree | undefined): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Numeral)
  );
}
