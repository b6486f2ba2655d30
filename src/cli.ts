/** The command line: arguments and usage errors; what a command does stands in commands/. */
import { Command, CommanderError } from 'commander';
import type { CheckFlags } from './commands/check.js';
import { type CompileFlags, compileUsage, MOST_AT_A_TIME } from './commands/compile-flags.js';
import type { ConvertFlags } from './commands/convert.js';
import type { DiffFlags } from './commands/diff.js';
import type { ExplainFlags } from './commands/explain.js';
import type { FormatsFlags } from './commands/formats.js';
import {
  CHECK_EXAMPLES,
  COMPILE_EXAMPLES,
  CONVERT_EXAMPLES,
  DIFF_EXAMPLES,
  EXPLAIN_EXAMPLES,
  FORMATS_EXAMPLES,
  IMPORT_EXAMPLES,
  INIT_EXAMPLES,
  OPEN_EXAMPLES,
  SEASON_EXAMPLES,
  SIGN_EXAMPLES,
  VERIFY_EXAMPLES,
  WORKER_EXAMPLES,
} from './commands/help.js';
import type { ImportFlags } from './commands/import-flags.js';
import type { InitFlags } from './commands/init.js';
import type { OpenFlags } from './commands/open.js';
import {
  OF_SEASON,
  OF_UNIT,
  OWN_FORMATS,
  parseCheckFormat,
  parseDiffFormat,
  parseExplainFormat,
  parseFonts,
  parseFormats,
  parseJobs,
  parseMegabytes,
  parseMinutes,
  parseSeconds,
  QUEUE,
  refuse,
  STORE,
} from './commands/options.js';
import { type FormatsFlag, worldWith } from './commands/own-formats.js';
import type { SeasonFlags } from './commands/season.js';
import { queueUsage } from './commands/season-flags.js';
import type { StatusFlags } from './commands/season-status.js';
import type { SummaryFlags } from './commands/season-summary.js';
import type { SignFlags } from './commands/sign.js';
import { EXIT, failureOf, type Terminal } from './commands/terminal.js';
import type { VerifyFlags } from './commands/verify.js';
import type { WorkerFlags } from './commands/worker.js';
import { displayWidth } from './diagnostics.js';
import { diskWorld } from './disk/disk-world.js';
import { FORMATS } from './render/renderers.js';
import type { World } from './world.js';

/**
 * Runs one command line (without node and script) and returns the exit code.
 * @param given instead of the disk of this machine
 */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  given?: World,
): Promise<number> {
  const world = given ?? diskWorld();
  let code: number = EXIT.done;
  const program = new Command('gongkai')
    .description(
      '公开：从一份 YAML 编译出部门预算公开的全套材料（Excel 表格、可印刷的 PDF、可修改的 Word、CSV 数据）',
    )
    .usage('<命令> [选项]')
    .version(world.version, '-V, --version', '显示版本号')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .configureHelp(HELP)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => {} })
    .exitOverride();
  const command = (
    name: string,
    usage: string,
    description: string,
    examples: string,
    under: Command = program,
  ): Command =>
    under
      .command(name)
      .description(description)
      .usage(usage)
      .helpOption('-h, --help', '显示帮助')
      .addHelpText('after', examples)
      .configureHelp(HELP)
      .exitOverride();
  command(
    'compile',
    '<文件...> [选项]',
    '编译部门预算或部门决算的公开材料，写到“输出文件夹/<部门><年度>年部门预算公开/”（决算为“…年度部门决算公开/”）',
    COMPILE_EXAMPLES,
  )
    .argument(
      '<文件...>',
      '输入文件（.yaml 或填报工作簿 .xlsx），可以写多个，也可以用 inputs/**/*.yaml',
    )
    .option('-o, --output <文件夹>', '输出文件夹，不写即 out')
    .option(
      '--单位, --unit <单位>',
      '编哪个单位的材料：全部（部门、本级和各所属单位）、本级，或一个单位的代码、名称；不写即部门',
    )
    .option(
      '--only <格式>',
      `只生成部分格式，用逗号分开：${FORMATS.join('、')}（旧材料里其余格式会移走，以免新旧不一）`,
      parseFormats,
    )
    .option(
      '--fonts <字体>',
      'PDF 用的字体：内置（各处印出来都一样），或 系统（仿宋_GB2312、楷体_GB2312、方正小标宋等，须已安装）',
      parseFonts,
    )
    .option(
      '--with-checks',
      '在 Excel 的最后加一张“勾稽检查表”：核对了什么、两边的数、差额和结论（PDF、Word、CSV 不加）',
    )
    .option(
      '--公式, --formulas',
      'Excel 里的合计写成公式：印出来的各分项加起来正好等于公布的合计的才写，有尾差的仍是数',
    )
    .option(
      '--no-review',
      '不写“审核”文件夹：里面是 gongkai diff 对比用的数据，供审核用，不随材料公开',
    )
    .option(
      '-j, --jobs <数>',
      `同时编译几份，1–${MOST_AT_A_TIME}，不写即按处理器的核数和内存；只影响快慢，不影响结果`,
      parseJobs,
    )
    .option(
      '--填表, --fill <工作簿>',
      '官方给的工作簿（.xlsx：空表，或上年填好的）：按同一个格式认它的各张表，把数和文字填进去，放在材料里；填不进的逐处列出',
    )
    .option(...OWN_FORMATS)
    .option(
      '--重做, --force',
      '没有变的也重做；不写即不动：输入、格式、选项、程序都同上次一样，材料也没有被改过的',
    )
    .option('-q, --quiet', '只显示错误')
    .option('-v, --verbose', '显示每一步的用时')
    .action(async (files: string[], flags: CompileFlags & FormatsFlag) => {
      refuse(compileUsage(flags));
      const { compileChanged } = await import('./commands/compile-changed.js');
      code = await compileChanged(files, flags, worldWith(flags, world), terminal);
    });
  command(
    'check',
    '<文件...> [选项]',
    '只核对，不生成材料：勾稽关系、公开要求，查出的每一处指到行，两边的数和出处都列出',
    CHECK_EXAMPLES,
  )
    .argument(
      '[文件...]',
      '输入文件（.yaml 或填报工作簿 .xlsx），可以写多个，也可以用 inputs/**/*.yaml',
    )
    .option('--format <格式>', '文本（不写即此）、json，或代码审查工具用的 sarif', parseCheckFormat)
    .option('-o, --output <文件>', 'json、sarif 写到文件，不写即显示')
    .option('--全部, --all', '相符的也列出')
    .option(
      '--单位, --unit <单位>',
      '核对哪个单位的材料：全部（部门、本级和各所属单位）、本级，或一个单位的代码、名称；不写即部门',
    )
    .option(
      '--骨架, --skeleton',
      '没有写的变动原因和各节，按可以粘贴的 YAML 印出来，旁边注明增减的金额',
    )
    .option(...OWN_FORMATS)
    .option('--strict', '有警告也算不通过（退出码 1）')
    .option('-q, --quiet', '只显示错误（写了 --strict 的连同警告）')
    .option('--list', '列出全部规则：编号、级别、适用、要求、依据；后面不写文件')
    .action(async (files: string[], flags: CheckFlags & FormatsFlag) => {
      const { checkFiles, checkUsage } = await import('./commands/check.js');
      refuse(checkUsage(files, flags));
      code = await checkFiles(files, flags, worldWith(flags, world), terminal);
    });
  command(
    'diff',
    '<甲> <乙> [选项]',
    '对比两份：输入、编译好的材料、工作簿，或一份材料同一份输入；列出变了的数和字，并指出由输入的哪一处引起',
    DIFF_EXAMPLES,
  )
    .argument(
      '<甲>',
      '原来的：输入文件（.yaml 或填报工作簿 .xlsx）、材料的文件夹，或工作簿（.xlsx）',
    )
    .argument('<乙>', '现在的')
    .option(...OF_UNIT)
    .option('--format <格式>', '文本（不写即此）、json 或 html', parseDiffFormat)
    .option('-o, --output <文件>', 'json、html 写到文件；html 必须写')
    .option('--全部, --all', '随动的也逐一列出')
    .option(...OWN_FORMATS)
    .option('-q, --quiet', '不显示，只看退出码')
    .action(async (old: string, now: string, flags: DiffFlags & FormatsFlag) => {
      const { diffSides, diffUsage } = await import('./commands/diff.js');
      refuse(diffUsage(flags));
      code = await diffSides(old, now, flags, worldWith(flags, world), terminal);
    });
  command(
    'explain',
    '<输入> <要问的数...> [选项]',
    '说明一个数的由来：表里的一格或文字里的数，由输入的哪些行得来，怎样取整',
    EXPLAIN_EXAMPLES,
  )
    .argument('<输入>', '输入文件（.yaml 或填报工作簿 .xlsx），或材料的文件夹')
    .argument('<要问的数...>', '表号 行 列，或文字里的几个字')
    .option(...OF_UNIT)
    .option('--format <格式>', '文本（不写即此）或 json', parseExplainFormat)
    .option('-o, --output <文件>', 'json 写到文件，不写即显示')
    .option(...OWN_FORMATS)
    .action(async (file: string, words: string[], flags: ExplainFlags & FormatsFlag) => {
      const { explainUsage, explainWords } = await import('./commands/explain.js');
      refuse(explainUsage(words, flags));
      code = await explainWords(file, words, flags, worldWith(flags, world), terminal);
    });
  command(
    'formats',
    '[格式...]',
    '列出现有的格式；写了格式名，就检查这个格式和它的模板，并列出它公开的部分和表；--new 开一个新格式的头',
    FORMATS_EXAMPLES,
  )
    .argument('[格式...]', '格式名：本区的 格式/ 里的，或程序自带的')
    .option('--new <格式>', '新做一个格式：写出一份有注释的开头，放在 格式/ 里')
    .option('--from <格式>', '新格式继承哪个格式，如 预算、决算、上一年的格式')
    .option('-o, --output <文件夹>', '新格式放在哪个文件夹的 格式/ 里，不写即当前文件夹')
    .option(
      '--schema',
      '印出用这个格式的输入文件的 JSON Schema，连同它的附表和封面栏目，供编辑器提示',
    )
    .option(...OWN_FORMATS)
    .action(async (names: string[], flags: FormatsFlags & FormatsFlag) => {
      const { formatsUsage, showFormats, startFormat } = await import('./commands/formats.js');
      refuse(formatsUsage(names, flags));
      const own = worldWith(flags, world);
      code = flags.new
        ? await startFormat(flags.new, flags, own, terminal)
        : await showFormats(names, flags, own, terminal);
    });
  command(
    'import',
    '<文件...> --格式 <格式> -o <文件> [选项]',
    '把上年的材料、填好的表样、财政平台和核算软件导出的明细变成输入文件；--科目 把官方科目表变成科目文件；--文字 把 Word 里改过的文字写回输入文件',
    IMPORT_EXAMPLES,
  )
    .argument('[文件...]', '工作簿（.xlsx）、.csv，或放着它们的文件夹，可以写多个')
    .option('--格式, --format <格式>', '材料用哪个格式公开，gongkai formats 列出')
    .option('--年度, --year <年度>', '哪一年的；表里没有写年度，或有几个年度时写')
    .option('--部门, --department <名称>', '部门的名称')
    .option('--代码, --code <代码>', '部门的代码')
    .option(
      '--对应, --mapping <文件>',
      '各列认作什么，写在这个文件里；同 --只看 一起写而文件还没有的，把认出的写到这个文件供改正',
    )
    .option('--只看, --dry-run', '只显示各列认作了什么、会取些什么，不写输入文件')
    .option('--跳过, --skip', '没有看懂的行不取，其余的照写；不写即有一处没有看懂就不写出')
    .option(
      '--科目, --subjects',
      '导入科目表：按表头认“科目编码”（或类、款、项三列）、“科目名称”、“说明”',
    )
    .option(
      '--文字, --text',
      '把修改稿（.docx）同印出它的输入文件比：改过的文字（职责、绩效、原因等）取回到各自的地方，改过的数一一指出、不取',
    )
    .option(
      '-o, --output <文件>',
      '写到哪个文件：2027.yaml，或填报工作簿 2027.xlsx；科目表写 科目/我市2026.yaml',
    )
    .option('--覆盖, --overwrite', '文件已经有了也写')
    .option(...OWN_FORMATS)
    .option('-q, --quiet', '只显示没有看懂的和核对结果')
    .action(async (files: string[], flags: ImportFlags) => {
      const { importUsage } = await import('./commands/import-flags.js');
      refuse(importUsage(files, flags));
      const { importFiles } = await import('./commands/import.js');
      code = await importFiles(files, flags, worldWith(flags, world), terminal);
    });
  command(
    'init',
    '[文件] [选项]',
    '开始一份新的输入文件（.yaml，或填报工作簿 .xlsx）：逐项问（也可以用选项写明），只写格式要公开的各节；--from 由上年的输入结转',
    INIT_EXAMPLES,
  )
    .argument(
      '[文件]',
      '写到哪个文件，.yaml 或 .xlsx；不写即 <年度>.yaml（决算为 <年度>-final.yaml）',
    )
    .option('--类型, --kind <类型>', '预算 或 决算')
    .option('--年度, --year <年度>', '四位数字')
    .option('--格式, --format <格式>', '格式名，gongkai formats 列出；结转时不写即同一系列下一年的')
    .option('--部门, --department <部门>', '代码和名称，中间空一格')
    .option(
      '--单位, --unit <单位>',
      '代码、名称、性质，中间空一格；本级在前，可以写几次',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--金额单位, --amount-unit <单位>', '元（不写即此）或 万元')
    .option(
      '--from <文件>',
      '由这份上年的输入（.yaml 或 .xlsx）结转：年度加一，数照搬并标“待核”，原因、日期等重写',
    )
    .option(
      '--excel [文件]',
      '写成填报工作簿（.xlsx），在 Excel 或 WPS 里填；不写文件名即 <年度>.xlsx',
    )
    .option('-o, --output <文件>', '同 [文件]')
    .option(...OWN_FORMATS)
    .action(async (file: string | undefined, flags: InitFlags & FormatsFlag) => {
      const { initInput, initUsage } = await import('./commands/init.js');
      refuse(initUsage(file, flags));
      code = await initInput(file, flags, worldWith(flags, world), terminal);
    });
  command(
    'convert',
    '<甲> <乙> [选项]',
    '输入文件同填报工作簿互换：.yaml 变成 .xlsx，或者 .xlsx 变成 .yaml；内容一样，注释不带过去',
    CONVERT_EXAMPLES,
  )
    .argument('<甲>', '现有的：输入文件（.yaml）或填报工作簿（.xlsx）')
    .argument('<乙>', '要写出的')
    .option('--覆盖, --overwrite', '文件已经有了也写')
    .option(...OWN_FORMATS)
    .action(async (from: string, to: string, flags: ConvertFlags & FormatsFlag) => {
      const { convertFile, convertUsage } = await import('./commands/convert.js');
      refuse(convertUsage(from, to));
      code = await convertFile(from, to, flags, worldWith(flags, world), terminal);
    });
  command(
    'open',
    '<文件或文件夹> [选项]',
    '在浏览器里边写边看：材料、各张表、查出的问题、每个数的由来，随写随变；打开文件夹的，列出各部门到了哪一步',
    OPEN_EXAMPLES,
  )
    .argument(
      '<文件或文件夹>',
      '输入文件（.yaml 或填报工作簿 .xlsx）、放着各部门输入的文件夹，或一批的清单',
    )
    .option('--no-browser', '只显示地址，不打开浏览器')
    .option('-o, --output <文件夹>', '材料写在（也到那里找已公开的）哪个文件夹，不写即 out')
    .option('--截止, --deadline <日期>', '公开的截止日期，例如 2027-02-14；列表里显示还剩几天')
    .option('--空闲, --idle <分钟>', '这么久没有页面开着就自己结束，不写即不结束', parseMinutes)
    .option(...OWN_FORMATS)
    .action(async (target: string, flags: OpenFlags) => {
      const { openPage, openUsage } = await import('./commands/open.js');
      refuse(openUsage(flags));
      worldWith(flags, world);
      code = await openPage(target, flags, given ? () => given : diskWorld, terminal);
    });
  const season = command(
    'season',
    '<清单> [选项]',
    '照清单编一批：几百个部门、单位，没有变的不动；--queue 把活分给许多台机器。season status 看进度，season summary 汇总',
    SEASON_EXAMPLES,
  )
    .argument('<清单>', '清单.yaml：各部门的输入、截止日期、要生成什么')
    .option('-o, --output <文件夹>', '输出文件夹，不写即 out')
    .option(
      '-j, --jobs <数>',
      `在本机编的，同时几份，1–${MOST_AT_A_TIME}，不写即按处理器的核数和内存`,
      parseJobs,
    )
    .option(...QUEUE)
    .option(...STORE)
    .option(...OWN_FORMATS)
    .option('--重做, --force', '没有变的也重做')
    .option('-q, --quiet', '只显示错误')
    .action(async (file: string, flags: SeasonFlags & FormatsFlag) => {
      refuse(queueUsage(flags, world));
      const { seasonFile } = await import('./commands/season.js');
      code = await seasonFile(file, flags, worldWith(flags, world), terminal);
    });
  command(
    'status',
    '<清单> [选项]',
    '一批到了哪一步：做完、在做、有错的先改哪里，谁还没有报来，还要多久',
    OF_SEASON,
    season,
  )
    .argument('<清单>', '清单.yaml')
    .option('--watch', '一直看，到都做完为止')
    .option('--page <文件>', '另写成网页，例如 进度.html')
    .action(async (file: string, flags: StatusFlags) => {
      const { seasonStatus } = await import('./commands/season-status.js');
      // -o belongs to both
      code = await seasonStatus(file, { ...season.opts(), ...flags }, world, terminal);
    });
  command(
    'summary',
    '<清单> [选项]',
    '汇总一批的材料：各部门、按类、按资金、“三公”同上年、各地区，同本级总数核对；写成工作簿和网页',
    OF_SEASON,
    season,
  )
    .argument('<清单>', '清单.yaml')
    .action(async (file: string, flags: SummaryFlags) => {
      const { seasonSummary } = await import('./commands/season-summary.js');
      code = await seasonSummary(file, { ...season.opts(), ...flags }, world, terminal);
    });
  command(
    'worker',
    '--queue <数据库> --store <存储> [选项]',
    '一个工作进程：从队列里取任务编材料，结果放进存储，直到叫它停。几台机器、每台几个都可以',
    WORKER_EXAMPLES,
  )
    .option(...QUEUE)
    .option(...STORE)
    .option(
      '-j, --jobs <数>',
      `同时几份，1–${MOST_AT_A_TIME}，不写即按处理器的核数和内存`,
      parseJobs,
    )
    .option('--时限, --time-limit <秒>', '一份最多多久，不写即 900；超过的算没有做成', parseSeconds)
    .option(
      '--内存, --memory <MB>',
      '一份的数据最多占多少内存，不写即 1024，不够的单独再试',
      parseMegabytes,
    )
    .option('--health <端口>', '健康检查和指标：/healthz、/readyz、/metrics；端口，或 地址:端口')
    .action(async (flags: WorkerFlags) => {
      refuse(
        flags.queue === undefined ? '要写 --queue，例如 --queue 环境' : queueUsage(flags, world),
      );
      const { runWorker, workerUsage } = await import('./commands/worker.js');
      refuse(workerUsage(flags));
      code = await runWorker(flags, world, terminal);
    });
  command(
    'verify',
    '<材料...> [选项]',
    '核对材料是不是由它写明的输入编出的：重编一遍，逐字节比；--signature 再核对是谁发布的',
    VERIFY_EXAMPLES,
  )
    .argument('<材料...>', '材料的文件夹，可以写多个')
    .option(
      '--inputs <文件夹>',
      '到哪个文件夹（或文件）里找输入，可以写几次，不写即当前文件夹；按内容找，别处的不读',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--signature <公钥>', '要有这把钥匙的签名：.pub 文件（minisign 的也可以）')
    .option(...OWN_FORMATS)
    .option('-q, --quiet', '只显示不符的')
    .action(async (folders: string[], flags: VerifyFlags & FormatsFlag) => {
      const { verifyPackages } = await import('./commands/verify.js');
      code = await verifyPackages(folders, flags, worldWith(flags, world), terminal);
    });
  command(
    'sign',
    '<材料...> --key <私钥> [选项]',
    '给材料签名，写明谁发布的：Ed25519，对 manifest.json，写成 minisign 的签名文件；--new-key 做一对钥匙',
    SIGN_EXAMPLES,
  )
    .argument('[材料...]', '材料的文件夹，可以写多个')
    .option('--key <私钥>', '私钥文件（.key）；有密码的，密码在环境变量 GONGKAI_KEY_PASSWORD')
    .option('--by <说明>', '谁、什么时候发布，一并签上，例如 "甲区财政局 2027-02-10"')
    .option('--new-key <名字>', '做一对钥匙：名字.key（私钥）、名字.pub（公钥）')
    .action(async (folders: string[], flags: SignFlags) => {
      const { signPackages, signUsage } = await import('./commands/sign.js');
      refuse(signUsage(folders, flags));
      code = await signPackages(folders, flags, world, terminal);
    });
  program.addHelpText(
    'after',
    '\n退出码：0 完成；1 输入有误、核对不符或两份不同；2 命令写法有误；3 环境问题（缺浏览器、磁盘满等）；130、143 被中断。\n用“gongkai compile --help”“gongkai diff --help”等看选项和例子。',
  );
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    const failure = failureOf(error);
    if (failure) {
      terminal.err(`${failure.message}\n`);
      return failure.exitCode;
    }
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

/** What to say where an argument is missing, by its name. */
const MISSING: Readonly<Record<string, string>> = {
  甲: '要写两份来比，例如：gongkai diff 旧.yaml 新.yaml',
  乙: '要写两份来比，例如：gongkai diff 旧.yaml 新.yaml',
  输入: '缺少输入文件，例如：gongkai explain 2026.yaml 预算05-1 行政运行 合计',
  清单: '缺少清单，例如：gongkai season 清单.yaml',
  材料: '缺少材料的文件夹，例如：gongkai verify out/某某局2026年部门预算公开',
  文件或文件夹: '缺少要打开的文件或文件夹，例如：gongkai open 2027.yaml',
  要问的数: '缺少要问的数，例如：gongkai explain 2026.yaml 预算05-1 行政运行 合计',
};

/** Commander's complaint in Chinese. */
function usageMessage(error: CommanderError, commands: readonly string[]): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return `没有“${quoted}”这个选项。`;
    case 'commander.unknownCommand':
      return `没有“${quoted}”这个命令，可用：${commands.join('、')}。`;
    case 'commander.missingArgument':
      return MISSING[quoted] ?? '缺少输入文件，例如：compile 2026.yaml';
    case 'commander.optionMissingArgument':
      return `选项“${quoted}”后面缺少内容。`;
    case 'commander.excessArguments':
      return '参数过多。';
    default:
      return error.message;
  }
}
