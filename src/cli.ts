/** The command line: arguments, printing, exit codes; nothing else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import pLimit from 'p-limit';
import { type CompileResult, compile, type Phase, type World } from './compile.js';
import { type Diagnostic, hasErrors, renderDiagnostic, sortDiagnostics } from './diagnostics.js';
import { TEMPLATES } from './forms/library.js';
import type { OutputFile } from './publish.js';

/** 0 done · 1 the input or a check failed · 2 wrong usage · 3 the environment */
export const EXIT = { done: 0, failed: 1, usage: 2, environment: 3 } as const;
const FORMATS = ['xlsx', 'pdf', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** Where the program prints; the real one in bin/, a recorder in tests. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Progress lines are for a person at a terminal. */
  readonly interactive: boolean;
}

interface CompileFlags {
  output: string;
  only?: Format[];
  quiet?: boolean;
  verbose?: boolean;
}

const packageRoot = new URL('../', import.meta.url);
const fileOf = (path: string) => new URL(path, packageRoot);
const version = (): string =>
  (JSON.parse(readFileSync(fileOf('package.json'), 'utf8')) as { version: string }).version;

/** The real world: files as they are, templates of this package. */
export const world: World = {
  read: (file) => readFileSync(file),
  templates: {
    read: (path) => readFileSync(fileOf(`templates/${path}`)),
    list: (folder) => readdirSync(fileOf(`templates/${folder}`)),
  },
};

/** Runs one command line (without node and script) and returns the exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('gongkai')
    .description(
      '公开：从一份 YAML 编译出部门预算公开的全套材料（Excel 表格、可印刷的 PDF、CSV 数据）',
    )
    .usage('<命令> [选项]')
    .version(version(), '-V, --version', '显示版本号')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => {} })
    .exitOverride();
  const compileCommand = program
    .command('compile')
    .description('编译公开材料，写到“输出文件夹/<部门><年度>年部门预算公开/”')
    .argument('<文件...>', '输入文件（.yaml），可以写多个，也可以用 inputs/**/*.yaml')
    .usage('<文件...> [选项]')
    .option('-o, --output <文件夹>', '输出文件夹', 'out')
    .option(
      '--only <格式>',
      '只生成部分格式，用逗号分开：xlsx、pdf、csv（旧材料里其余格式会移走，以免新旧不一）',
      parseFormats,
    )
    .option('-q, --quiet', '只显示错误')
    .option('-v, --verbose', '显示每一步的用时')
    .helpOption('-h, --help', '显示帮助')
    .addHelpText('after', COMPILE_EXAMPLES)
    .action(async (files: string[], flags: CompileFlags) => {
      code = await compileFiles(await expand(files), flags, terminal);
    });
  compileCommand.configureHelp({ styleTitle: (title) => TITLES[title] ?? title }).exitOverride();
  program.addHelpText(
    'after',
    '\n退出码：0 完成；1 输入有误；2 命令写法有误；3 环境问题（缺浏览器、磁盘满等）。\n用“gongkai compile --help”看编译的选项和例子。',
  );
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === 'commander.help') return EXIT.usage;
    terminal.err(`${usageMessage(error)}\n用“--help”看用法。\n`);
    return EXIT.usage;
  }
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const COMPILE_EXAMPLES = `
例子：
  compile 2026.yaml                      生成全部材料到 out/
  compile 2026.yaml -o 公开材料           写到另一个文件夹
  compile inputs/**/*.yaml               一次编译多个部门
  compile 2026.yaml --only xlsx          只生成 Excel，改数时更快

输入有误时不写出任何文件，并指出文件、行、列和改法。`;

function parseFormats(value: string): Format[] {
  const list = value.split(/[,，]/).map((one) => one.trim().toLowerCase());
  const wrong = list.find((one) => !(FORMATS as readonly string[]).includes(one));
  if (wrong !== undefined) {
    throw new CommanderError(
      EXIT.usage,
      'gongkai.format',
      `没有“${wrong}”这种格式，可用：${FORMATS.join('、')}`,
    );
  }
  return list as Format[];
}

/** Commander's complaint in Chinese. */
function usageMessage(error: CommanderError): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return `没有“${quoted}”这个选项。`;
    case 'commander.unknownCommand':
      return `没有“${quoted}”这个命令，可用：compile。`;
    case 'commander.missingArgument':
      return '缺少输入文件，例如：compile 2026.yaml';
    case 'commander.optionMissingArgument':
      return `选项“${quoted}”后面缺少内容。`;
    case 'commander.excessArguments':
      return '参数过多。';
    default:
      return error.message;
  }
}

/** Patterns that the shell did not expand. */
async function expand(files: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const file of files) {
    if (!/[*?]/.test(file) || existsSync(file)) {
      out.push(file);
      continue;
    }
    const { glob } = await import('tinyglobby');
    const found = await glob(file, { expandDirectories: false });
    out.push(...(found.length > 0 ? found.sort() : [file]));
  }
  return [...new Set(out)];
}

interface Job {
  readonly file: string;
  readonly result: CompileResult;
  readonly timings: [string, number][];
}

async function compileFiles(
  files: readonly string[],
  flags: CompileFlags,
  terminal: Terminal,
): Promise<number> {
  const formats = flags.only ?? [...FORMATS];
  const progress = terminal.interactive && !flags.quiet;
  const { createBrowserHolder } = await import('./render/session.js');
  const browser = createBrowserHolder();
  const names = new Map<string, string>();
  let code: number = EXIT.done;
  const fail = (exit: number, message: string) => {
    terminal.err(`${message}\n`);
    code = Math.max(code, exit);
  };
  const limit = pLimit(2);
  try {
    await Promise.all(
      files.map((file) =>
        limit(async () => {
          const timings: [string, number][] = [];
          const onPhase = (phase: Phase) => {
            timings.push([phase, performance.now()]);
            if (progress) terminal.err(`${file}  ${phase}……\n`);
          };
          const result = compile(file, world, {
            onPhase,
            onValid: () => formats.includes('pdf') && browser.start(),
          });
          report(result.diagnostics, result, flags, terminal);
          if (hasErrors(result.diagnostics)) {
            code = Math.max(code, EXIT.failed);
            if (!flags.quiet)
              terminal.err(
                `${file}：有 ${result.diagnostics.filter((d) => d.severity === '错误').length} 处错误，没有写出。\n`,
              );
            return;
          }
          if (!result.compiled) {
            if (!flags.quiet) terminal.out(`${file}：是上年数，供对比用，不单独生成材料。\n`);
            return;
          }
          const name = result.compiled.document.title;
          const earlier = names.get(name);
          if (earlier !== undefined)
            return fail(
              EXIT.failed,
              `${file}：同 ${earlier} 的部门名称和年度相同，输出会互相覆盖，没有写出。`,
            );
          names.set(name, file);
          await deliver({ file, result, timings }, formats, flags, terminal, browser, onPhase);
        }).catch((error: unknown) => {
          const exit = environmentMessage(error);
          if (exit === undefined) throw error;
          fail(EXIT.environment, `${file}：${exit}`);
        }),
      ),
    );
  } finally {
    await browser.stop();
  }
  return code;
}

/** Errors of the environment that a person can do something about. */
function environmentMessage(error: unknown): string | undefined {
  const known = ['PublishError', 'BrowserError', 'RenderError'];
  return error instanceof Error && known.includes(error.name) ? error.message : undefined;
}

async function deliver(
  job: Job,
  formats: readonly Format[],
  flags: CompileFlags,
  terminal: Terminal,
  browser: { get: () => Promise<import('puppeteer').Browser> },
  onPhase: (phase: Phase) => void,
): Promise<void> {
  const { compiled, sources } = job.result;
  if (!compiled) return;
  const { renderPackage } = await import('./render/package.js');
  const { files, pages } = await renderPackage(
    compiled.document,
    compiled.tables,
    formats,
    browser.get,
    onPhase,
  );
  onPhase('写出');
  const { publish } = await import('./publish.js');
  const folder = publish(flags.output, compiled.document.title, files as OutputFile[], {
    version: version(),
    inputs: sources,
    templates: compiled.profile.files,
  });
  if (flags.verbose) terminal.err(timingTable(job));
  if (flags.quiet) return;
  const parts = [
    `${compiled.tables.length} 张表`,
    ...(pages === undefined ? [] : [`PDF ${pages} 页`]),
    ...(formats.length < FORMATS.length ? [`只有 ${formats.join('、')}`] : []),
  ];
  terminal.out(`已生成 ${relative('.', folder) || folder}${join('/')}（${parts.join('，')}）\n`);
}

function timingTable(job: Job): string {
  const now = performance.now();
  const lines = job.timings.map(([phase, start], i) => {
    const end = job.timings[i + 1]?.[1] ?? now;
    return `  ${phase.padEnd(6, '　')}${((end - start) / 1000).toFixed(2)} 秒\n`;
  });
  return `${job.file}\n${lines.join('')}`;
}

function report(
  diagnostics: readonly Diagnostic[],
  result: CompileResult,
  flags: CompileFlags,
  terminal: Terminal,
): void {
  const shown = flags.quiet ? diagnostics.filter((d) => d.severity === '错误') : diagnostics;
  const textOf = (file: string): string | undefined => {
    const own = result.sources.find((one) => one.file === file)?.text;
    if (own !== undefined) return own;
    if (!file.startsWith(TEMPLATES)) return undefined;
    try {
      return new TextDecoder().decode(world.templates.read(file.slice(TEMPLATES.length)));
    } catch {
      return undefined;
    }
  };
  for (const diagnostic of sortDiagnostics(shown))
    terminal.err(`${renderDiagnostic(diagnostic, textOf(diagnostic.file))}\n`);
}
