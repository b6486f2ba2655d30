/** The command line: arguments and usage errors; what a command does stands in commands/. */
import { Command, CommanderError } from 'commander';
import type { CheckFlags, CheckFormat } from './commands/check.js';
import {
  type CompileFlags,
  compileFiles,
  compileUsage,
  FORMATS,
  type Format,
} from './commands/compile.js';
import { EXIT, type Terminal } from './commands/terminal.js';
import { version } from './commands/world.js';
import { displayWidth } from './diagnostics.js';
import type { FontSet } from './render/fonts.js';

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
    .configureHelp(HELP)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => {} })
    .exitOverride();
  const compileCommand = program
    .command('compile')
    .description(
      '编译部门预算或部门决算的公开材料，写到“输出文件夹/<部门><年度>年部门预算公开/”（决算为“…年度部门决算公开/”）',
    )
    .argument('<文件...>', '输入文件（.yaml），可以写多个，也可以用 inputs/**/*.yaml')
    .usage('<文件...> [选项]')
    .option('-o, --output <文件夹>', '输出文件夹，不写即 out')
    .option(
      '--only <格式>',
      '只生成部分格式，用逗号分开：xlsx、pdf、csv（旧材料里其余格式会移走，以免新旧不一）',
      parseFormats,
    )
    .option(
      '--fonts <字体>',
      'PDF 用的字体：内置（各处印出来都一样），或 系统（仿宋_GB2312、楷体_GB2312、方正小标宋等，须已安装）',
      parseFonts,
    )
    .option(
      '--with-checks',
      '在 Excel 的最后加一张“勾稽检查表”：核对了什么、两边的数、差额和结论（PDF、CSV 不加）',
    )
    .option('-q, --quiet', '只显示错误')
    .option('-v, --verbose', '显示每一步的用时')
    .helpOption('-h, --help', '显示帮助')
    .addHelpText('after', COMPILE_EXAMPLES)
    .action(async (files: string[], flags: CompileFlags) => {
      refuse(compileUsage(flags));
      code = await compileFiles(files, flags, terminal);
    });
  compileCommand.configureHelp(HELP).exitOverride();
  program
    .command('check')
    .description('只核对，不生成材料：勾稽关系、公开要求，查出的每一处指到行，两边的数和出处都列出')
    .argument('[文件...]', '输入文件（.yaml），可以写多个，也可以用 inputs/**/*.yaml')
    .usage('<文件...> [选项]')
    .option('--format <格式>', '文本（不写即此）、json，或代码审查工具用的 sarif', parseCheckFormat)
    .option('-o, --output <文件>', 'json、sarif 写到文件，不写即显示')
    .option('--全部, --all', '相符的也列出')
    .option('--strict', '有警告也算不通过（退出码 1）')
    .option('-q, --quiet', '只显示错误（写了 --strict 的连同警告）')
    .option('--list', '列出全部规则：编号、级别、适用、要求、依据；后面不写文件')
    .helpOption('-h, --help', '显示帮助')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (files: string[], flags: CheckFlags) => {
      const { checkFiles, checkUsage } = await import('./commands/check.js');
      refuse(checkUsage(files, flags));
      code = await checkFiles(files, flags, terminal);
    })
    .configureHelp(HELP)
    .exitOverride();
  program
    .command('formats')
    .description('列出现有的格式；写了格式名，就检查这个格式和它的模板，并列出它公开的部分和表')
    .argument('[格式...]', 'templates/profiles/ 里的格式名')
    .usage('[格式...]')
    .helpOption('-h, --help', '显示帮助')
    .addHelpText('after', FORMATS_EXAMPLES)
    .action(async (names: string[]) => {
      const { showFormats } = await import('./commands/formats.js');
      code = showFormats(names, terminal);
    })
    .configureHelp(HELP)
    .exitOverride();
  program.addHelpText(
    'after',
    '\n退出码：0 完成；1 输入有误或核对不符；2 命令写法有误；3 环境问题（缺浏览器、磁盘满等）。\n用“gongkai compile --help”“gongkai check --help”看选项和例子。',
  );
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === 'commander.help') return EXIT.usage;
    const names = program.commands.map((one) => one.name());
    terminal.err(`${usageMessage(error, names)}\n用“--help”看用法。\n`);
    return EXIT.usage;
  }
}

const HELP = {
  displayWidth,
  styleTitle: (title: string) => TITLES[title] ?? title,
  subcommandTerm: (command: Command) => `${command.name()} ${command.usage()}`,
};

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
  compile 2026.yaml --with-checks        Excel 最后加一张勾稽检查表，随材料送审

输入有误时不写出任何文件，并指出文件、行、列和改法。`;

const CHECK_EXAMPLES = `
例子：
  gongkai check 2026.yaml                    编的过程中随时核对
  gongkai check inputs/**/*.yaml             一次核对许多部门，最后合计
  gongkai check 2026.yaml --全部              相符的也列出：两边各是多少
  gongkai check 2026.yaml --strict           报送前用：警告也要处理完
  gongkai check 2026.yaml --format json      给别的程序用，写法见 src/docs/检查.md
  gongkai check *.yaml --format sarif -o 检查.sarif
                                             在代码审查工具里逐行看
  gongkai check --list                       有哪些规则，各依据什么

怎样看一处：
  左边、右边   应当相等（或左边不超过右边）的两个数，后面是它们由哪些行得来
  错误         必须改，compile 也不会生成材料
  警告         应当看一看：多半是漏写了内容或原因
  提示         四舍五入的尾差等，不用改
  已豁免       输入文件的“豁免”写了理由的：
                 豁免:
                   - 规则: 增减-04
                     内容: 相差 1.2 万元   # 只豁免说到这些字的；不写则整条规则
                     理由: 两处口径不同

退出码：0 没有错误；1 有错误（--strict 时还有警告）；2 命令写法有误；3 写不出文件。`;

const FORMATS_EXAMPLES = `
例子：
  gongkai formats                        有哪些格式
  gongkai formats 甲区-2027              做好的格式有没有错

怎样做一个本区的格式，见 src/docs/格式指南.md。`;

function parseFormats(value: string): Format[] {
  const list = value.split(/[,，]/).map((one) => one.trim().toLowerCase());
  const wrong = list.find((one) => !(FORMATS as readonly string[]).includes(one));
  if (wrong !== undefined) {
    throw usageError('gongkai.format', `没有“${wrong}”这种格式，可用：${FORMATS.join('、')}`);
  }
  return list as Format[];
}

function parseCheckFormat(value: string): CheckFormat {
  const found = CHECK_FORMAT_WORDS.get(value.toLowerCase());
  if (found) return found;
  throw usageError('gongkai.format', `没有“${value}”这种格式，可用：文本、json、sarif`);
}

const CHECK_FORMAT_WORDS: ReadonlyMap<string, CheckFormat> = new Map([
  ['文本', '文本'],
  ['text', '文本'],
  ['json', 'json'],
  ['sarif', 'sarif'],
]);

/** A command line that is wrong as a whole. */
function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw usageError('gongkai.usage', `${problem}。`);
}

const usageError = (code: string, message: string) => new CommanderError(EXIT.usage, code, message);

function parseFonts(value: string): FontSet {
  const found = FONT_WORDS[value];
  if (found) return found;
  const words = Object.keys(FONT_WORDS).join('、');
  throw usageError('gongkai.fonts', `字体不能是“${value}”，可用：${words}`);
}

const FONT_WORDS: Readonly<Record<string, FontSet>> = { 内置: 'bundled', 系统: 'system' };

/** Commander's complaint in Chinese. */
function usageMessage(error: CommanderError, commands: readonly string[]): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return `没有“${quoted}”这个选项。`;
    case 'commander.unknownCommand':
      return `没有“${quoted}”这个命令，可用：${commands.join('、')}。`;
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
