/** The command line: arguments and usage errors; what a command does stands in commands/. */
import { Command, CommanderError } from 'commander';
import { type CompileFlags, compileFiles, FORMATS, type Format } from './commands/compile.js';
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
    .option('-q, --quiet', '只显示错误')
    .option('-v, --verbose', '显示每一步的用时')
    .helpOption('-h, --help', '显示帮助')
    .addHelpText('after', COMPILE_EXAMPLES)
    .action(async (files: string[], flags: CompileFlags) => {
      code = await compileFiles(files, flags, terminal);
    });
  compileCommand.configureHelp(HELP).exitOverride();
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

输入有误时不写出任何文件，并指出文件、行、列和改法。`;

const FORMATS_EXAMPLES = `
例子：
  gongkai formats                        有哪些格式
  gongkai formats 甲区-2027              做好的格式有没有错

怎样做一个本区的格式，见 src/docs/格式指南.md。`;

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

function parseFonts(value: string): FontSet {
  const found = FONT_WORDS[value];
  if (found) return found;
  const words = Object.keys(FONT_WORDS).join('、');
  throw new CommanderError(EXIT.usage, 'gongkai.fonts', `字体不能是“${value}”，可用：${words}`);
}

const FONT_WORDS: Readonly<Record<string, FontSet>> = { 内置: 'bundled', 系统: 'system' };

/** Commander's complaint in Chinese. */
function usageMessage(error: CommanderError): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return `没有“${quoted}”这个选项。`;
    case 'commander.unknownCommand':
      return `没有“${quoted}”这个命令，可用：compile、formats。`;
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
