/** `gongkai check`: files in, what the rules found out; nothing of a package is made. */
import { type FileReport, itemsOf, reportOf } from '../checks/report.js';
import { RULES } from '../checks/rules.js';
import { compile, type SourceFile } from '../compile.js';
import type { Severity } from '../diagnostics.js';
import { fileText, quietText, summary } from '../review/show/check-text.js';
import { textsOf } from '../review/show/diagnostics-text.js';
import { expand } from './files.js';
import { deliver } from './output-file.js';
import { EXIT, type Terminal } from './terminal.js';
import { version, world } from './world.js';

export type CheckFormat = '文本' | 'json' | 'sarif';

export interface CheckFlags {
  readonly format?: CheckFormat;
  /** The file that JSON or SARIF goes to. */
  readonly output?: string;
  /** Also what holds. */
  readonly all?: boolean;
  /** A warning fails too. */
  readonly strict?: boolean;
  readonly quiet?: boolean;
  /** The rules themselves instead of files. */
  readonly list?: boolean;
}

interface CheckedFile {
  readonly report: FileReport;
  readonly sources: readonly SourceFile[];
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function checkUsage(files: readonly string[], flags: CheckFlags): string | undefined {
  const { format = '文本', output, list } = flags;
  if (list) {
    if (files.length > 0) return '--list 列出全部规则，后面不写文件';
    if (format === 'sarif') return '--list 的格式可以是：文本、json';
  } else if (files.length === 0) {
    return '缺少输入文件，例如：gongkai check 2026.yaml';
  }
  if (output !== undefined && format === '文本')
    return '-o 只用于 --format json 或 sarif；文本请用“> 文件”另存';
  if (output?.trim() === '' || output === '-') return '-o 后面请写要写出的文件名，如 检查.json';
  if (output !== undefined && /\.ya?ml$/i.test(output))
    return `“${output}”像是输入文件；结果请写到 .json 或 .sarif 文件`;
  return undefined;
}

/** Checks all files, or lists the rules, and returns the exit code. */
export async function checkFiles(
  files: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const { format = '文本' } = flags;
  if (flags.list) {
    const { listJson, listText } = await import('../review/show/check-list.js');
    const text = format === 'json' ? listJson(RULES, version()) : listText(RULES);
    return deliver(text, [], flags.output, terminal);
  }
  const checked = (await expand(files)).map((file): CheckedFile => {
    const result = compile(file, world);
    return { report: reportOf(file, result), sources: result.sources };
  });
  const reports = checked.map(({ report }) => report);
  const found = reports.some((report) => fails(report, flags)) ? EXIT.failed : EXIT.done;
  if (format === '文本') {
    printText(checked, flags, terminal);
    return found;
  }
  const inputs = [...files, ...checked.flatMap(({ sources }) => sources.map(({ file }) => file))];
  const delivered = deliver(await render(checked, flags), inputs, flags.output, terminal);
  if (delivered === EXIT.done && flags.output !== undefined && !flags.quiet)
    terminal.out(`${total(reports)}已写到 ${flags.output}\n`);
  return Math.max(found, delivered);
}

/** Severities that make the exit code 1. */
const graveWith =
  ({ strict }: CheckFlags) =>
  (severity: Severity): boolean =>
    severity === '错误' || (strict === true && severity === '警告');

function fails(report: FileReport, flags: CheckFlags): boolean {
  const grave = graveWith(flags);
  return [...report.problems, ...itemsOf(report)].some(
    ({ severity }) => severity !== undefined && grave(severity),
  );
}

function printText(checked: readonly CheckedFile[], flags: CheckFlags, terminal: Terminal): void {
  checked.forEach(({ report, sources }, i) => {
    const options = {
      all: flags.all === true,
      grave: graveWith(flags),
      textOf: textsOf(sources),
    };
    const text = flags.quiet ? quietText(report, options) : fileText(report, options);
    terminal.out(!flags.quiet && i > 0 ? `\n${text}` : text);
  });
  const reports = checked.map(({ report }) => report);
  if (!flags.quiet && reports.length > 1) terminal.out(`\n${total(reports)}\n`);
}

/** `共 6 个文件，核对 …。`, and how many of them could not be read. */
function total(reports: readonly FileReport[]): string {
  const wrong = reports.filter(({ problems }) => problems.some((d) => d.severity === '错误'));
  const unread = wrong.length > 0 ? `${wrong.length} 个文件输入有误。` : '';
  return `共 ${reports.length} 个文件，${summary(reports)}${unread}`;
}

async function render(checked: readonly CheckedFile[], flags: CheckFlags): Promise<string> {
  const options = { version: version(), all: flags.all === true };
  if (flags.format === 'json') {
    const { checkJson } = await import('../review/show/check-json.js');
    return checkJson(
      checked.map(({ report }) => report),
      options,
    );
  }
  const { checkSarif } = await import('../review/show/check-sarif.js');
  const files = checked.map(({ report, sources }) => ({ report, textOf: textsOf(sources) }));
  return checkSarif(files, { ...options, folder: process.cwd() });
}
