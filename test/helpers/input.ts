/** A small input, a World that reads from memory, and diagnostics written on one line. */
import { readFileSync } from 'node:fs';
import { type CompileResult, compile } from '../../src/compile.js';
import { type Diagnostic, sortDiagnostics } from '../../src/diagnostics.js';
import { diskWorld } from '../../src/disk/disk-world.js';
import type { TemplateFolder } from '../../src/forms/library.js';
import type { BuildResult } from '../../src/kinds/kind.js';
import { loadInput } from '../../src/kinds/load.js';
import type { Budget } from '../../src/model/budget.js';
import type { Subjects } from '../../src/model/subjects.js';
import type { InputWorld } from '../../src/world.js';

const root = new URL('../../', import.meta.url);

/** The real templates folder; that of the program itself, so that no format is loaded twice. */
export const templates: TemplateFolder = diskWorld().templates;

/** An input of the examples folder. */
export function example(path: string): string {
  return readFileSync(new URL(`inputs/${path}`, root), 'utf8');
}

/** A valid input with one of most things; lines are counted in the tests, so keep them where they are. */
export const SMALL = `类型: 预算
格式: wuchang-2026
年度: 2026
编制日期: 2026-01-15
金额单位: 元
部门:
  代码: "100"
  名称: 示例局
单位:
  - 代码: "100001"
    名称: 示例局本级
    性质: 行政单位
概况:
  主要职责: 负责示例工作。
收入:
  - 单位: "100001"
    一般公共预算拨款: 3000.50
基本支出:
  - 单位: "100001"
    功能科目: "2060101"
    经济科目:
      "30101": 1000
      "30201": 500.50
项目支出:
  - 名称: 甲项目
    单位: "100001"
    用途: 示例
    支出:
      - 功能科目: "2060199"
        金额: 1500
`;

/** SMALL with the first `from` replaced by `to`; fails when there is no `from`. */
export function small(from: string, to: string): string {
  return edit(SMALL, from, to);
}

export function edit(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`no “${from}” in the text`);
  return text.replace(from, () => to);
}

/** What stands in memory: text, bytes, or the error that reading gives. */
export type Files = Readonly<Record<string, string | Uint8Array | Error>>;

export function world(files: Files): InputWorld {
  return {
    templates,
    read: (file) => {
      const found = Object.hasOwn(files, file) ? files[file] : undefined;
      if (found === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      if (found instanceof Error) throw found;
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
  };
}

/** Compiles; what the small input leaves out is looked at in checks-disclosure.test.ts alone. */
export function compileText(input: string | Uint8Array, others: Files = {}): CompileResult {
  const result = compileWhole(input, others);
  const diagnostics = result.diagnostics.filter((d) => d.code !== 'section-missing');
  return { ...result, diagnostics };
}

/** Compiles, with every diagnostic. */
export function compileWhole(input: string | Uint8Array, others: Files = {}): CompileResult {
  return compile('a.yaml', world({ 'a.yaml': input, ...others }));
}

/** `行:列 code 消息`, then ` → 提示`; other files than a.yaml and other severities than 错误 are named. */
export function line(d: Diagnostic): string {
  const file = d.file === 'a.yaml' ? '' : `${d.file}:`;
  const severity = d.severity === '错误' ? '' : ` ${d.severity}`;
  return `${file}${d.line}:${d.column}${severity} ${d.code} ${d.message}${d.hint ? ` → ${d.hint}` : ''}`;
}

/** All diagnostics of one input, as lines, in the order in which they are printed. */
export function problems(input: string | Uint8Array, others: Files = {}): string[] {
  return sortDiagnostics(compileText(input, others).diagnostics).map(line);
}

/** The model of a valid input, without the years that it is compared with. */
export function modelOf(text: string, subjects: Subjects): BuildResult<Budget> {
  const { input, diagnostics } = loadInput('a.yaml', () => new TextEncoder().encode(text));
  if (!input?.kind.published) throw new Error(diagnostics.map(line).join('\n'));
  return input.kind.published.build(input.data, input.source, subjects, {});
}
