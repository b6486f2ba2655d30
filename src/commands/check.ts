/** `gongkai check`: files in, what the rules found out; nothing of a package is made. */
import { setImmediate as turn } from 'node:timers/promises';
import { reportOf } from '../checks/report.js';
import { compileInput } from '../compile.js';
import type { Severity } from '../diagnostics.js';
import { labelOf } from '../kinds/load.js';
import { listRules } from '../kinds/rules.js';
import { type CheckedFile, checkText, hasFinding, totalText } from '../review/show/check-text.js';
import { textsOf } from '../review/show/diagnostics-text.js';
import { jsonText } from '../review/show/json-text.js';
import type { World } from '../world.js';
import { deliver, INPUT, outputUsage } from './files.js';
import { loaderOf } from './load-order.js';
import { targetsOf } from './targets.js';
import { EXIT, type Terminal } from './terminal.js';

export type CheckFormat = '文本' | 'json' | 'sarif';

export interface CheckFlags {
  readonly format?: CheckFormat;
  /** The file that JSON or SARIF goes to. */
  readonly output?: string;
  /** The packages of units: 全部, 本级, or the code or name of one; the department's alone without it. */
  readonly unit?: string;
  /** Also what holds. */
  readonly all?: boolean;
  /** A warning fails too. */
  readonly strict?: boolean;
  readonly quiet?: boolean;
  /** What is missing, as YAML to paste, instead of what was found. */
  readonly skeleton?: boolean;
  /** The rules themselves instead of files. */
  readonly list?: boolean;
}

const OUTPUT = {
  formats: 'json 或 sarif',
  example: '检查.json',
  inputs: INPUT,
  endings: '.json 或 .sarif',
};

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function checkUsage(files: readonly string[], flags: CheckFlags): string | undefined {
  if (flags.list && files.length > 0) return '--list 列出全部规则，后面不写文件';
  if (flags.list && flags.format === 'sarif') return '--list 的格式可以是：文本、json';
  if (flags.skeleton && (flags.list || (flags.format ?? '文本') !== '文本'))
    return '--骨架 印出可以粘贴的 YAML，不能同 --list、--format 一起用；另存请用“> 文件”';
  if (!flags.list && files.length === 0) return '缺少输入文件，例如：gongkai check 2026.yaml';
  return outputUsage(flags, OUTPUT);
}

/** Checks all files, or lists the rules, and returns the exit code. */
export async function checkFiles(
  files: readonly string[],
  flags: CheckFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { format = '文本', output, all = false, quiet = false } = flags;
  if (flags.list) {
    const { listJson, listText } = await import('../review/show/check-list.js');
    const rules = listRules(world.templates);
    const text = format === 'json' ? listJson(rules, world.version) : listText(rules);
    await deliver(text, [], output, world, terminal);
    return EXIT.done;
  }
  const checked: CheckedFile[] = [];
  const load = loaderOf(world.read);
  for (const target of await targetsOf(files, flags.unit, world)) {
    // a signal to end is heard between two files
    await turn();
    const result = compileInput(load(target), world);
    const textOf = textsOf(result.sources, result.templates);
    checked.push({
      report: { ...reportOf(target.file, result), file: labelOf(result) },
      textOf,
      sources: result.sources,
    });
  }
  const grave = (severity: Severity) =>
    severity === '错误' || (flags.strict === true && severity === '警告');
  if (flags.skeleton) {
    const { skeletonText } = await import('../review/show/skeleton.js');
    terminal.out(checked.map(({ report }) => skeletonText(report)).join('\n'));
  } else if (format === '文本') {
    terminal.out(checkText(checked, { all, quiet, grave }));
  } else {
    const inputs = [...files, ...checked.flatMap(({ sources }) => sources.map(({ file }) => file))];
    await deliver(await render(format, checked, all, world), inputs, output, world, terminal);
    if (output !== undefined && !quiet)
      terminal.out(`${totalText(checked.map(({ report }) => report))}已写到 ${output}\n`);
  }
  return checked.some(({ report }) => hasFinding(report, grave)) ? EXIT.failed : EXIT.done;
}

async function render(
  format: 'json' | 'sarif',
  checked: readonly CheckedFile[],
  all: boolean,
  { version, folder }: World,
): Promise<string> {
  if (format === 'sarif') {
    const { checkSarif } = await import('../review/show/check-sarif.js');
    return checkSarif(checked, { version, all, folder });
  }
  const { checkOutput } = await import('../review/show/check-json.js');
  return jsonText(
    checkOutput(
      checked.map(({ report }) => report),
      { version, all },
    ),
  );
}
