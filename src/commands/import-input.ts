/** `gongkai import`: last year's package, filled-in forms, exports of platforms → an input, with an account of it. */
import { dirname } from 'node:path';
import { reportOf } from '../checks/report.js';
import { isFinding } from '../checks/rule.js';
import { UNFINISHED_RULES } from '../checks/unfinished.js';
import { type CompileResult, compileInput } from '../compile.js';
import { DiagnosticError, hasErrors } from '../diagnostics.js';
import { loadProfile, type Profile, profileNames, type TemplateFolder } from '../forms/library.js';
import { type Book, sheetName } from '../imports/books.js';
import { importForms } from '../imports/forms.js';
import { type Imported, joined, toFill } from '../imports/imported.js';
import { likelyFormat } from '../imports/likely-format.js';
import { findLists, importLists, sheetsLeft } from '../imports/lists/import-lists.js';
import type { ListLayout } from '../imports/lists/layout.js';
import type { ListMapping } from '../imports/lists/mapping.js';
import { loadMappings, readMapping } from '../imports/lists/mapping-files.js';
import { proposalText, proposedMapping } from '../imports/lists/proposal.js';
import { missingRemarks } from '../imports/words/missing-remarks.js';
import { type Draft, TO_CONFIRM, TO_FILL } from '../input/draft.js';
import { suggestion } from '../input/issues.js';
import { parseSource } from '../input/source.js';
import { pathKey } from '../input/tree.js';
import { type YamlTextOptions, yamlText } from '../input/yaml-text.js';
import { type LoadResult, loadedFrom } from '../kinds/load.js';
import { totalText } from '../review/show/check-text.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { templatesFor, type World } from '../world.js';
import { contentOf, isWorkbook } from './draft-file.js';
import { readBooks } from './import-books.js';
import type { ImportFlags } from './import-flags.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

/** Makes an input of the files and returns the exit code: 0 where it was written and everything was understood. */
export async function importInput(
  files: readonly string[],
  flags: ImportFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { disk } = world;
  const { output, mapping: mappingFile, overwrite = false, dryRun = false, quiet = false } = flags;
  refuseOverwriting(output, overwrite, world);
  const templates = templatesFor(dirname(output ?? files[0] ?? '.'), world);
  const texts = new Map<string, string>();
  const tell = (problems: Parameters<typeof diagnosticsText>[0]) =>
    terminal.err(
      diagnosticsText(problems, (file) => texts.get(file) ?? textsOf([], templates)(file)),
    );
  try {
    const profile = profileNamed(flags.format ?? '', templates);
    const isWritten = mappingFile !== undefined && disk.kindOf(mappingFile) === 'file';
    if (mappingFile !== undefined && !isWritten && !dryRun)
      throw new Failure(
        `“${mappingFile}”不能读取；要先写出一份供改正的，请加 --只看。`,
        EXIT.usage,
      );
    const given = isWritten ? givenMapping(mappingFile, templates, world, texts) : undefined;
    const known = loadMappings(templates);
    const { books, problems, remarks } = await readBooks(files, world);
    for (const { file, text } of books) texts.set(file, text);
    if (problems.length > 0) {
      tell(problems);
      return EXIT.failed;
    }
    if (!quiet) tell(remarks);
    const forms = await importForms(books, profile, ofPackage(flags), { ...world, templates });
    if (forms === 'year')
      throw new Failure('表里没有写是哪一年的，请写 --年度，例如 --年度 2026。', EXIT.usage);
    if (!forms) refuseOther(books, profile, templates);
    const others = sheetsLeft(books, forms?.sheets ?? new Set());
    const layouts = findLists(others, { given, known }, profile);
    if (!quiet) terminal.out(layouts.map((layout) => `${proposalText(layout)}\n`).join(''));
    if (mappingFile !== undefined && !isWritten) {
      await writeProposal(mappingFile, layouts, world, terminal);
    }
    const imported = allImported(forms, layouts, flags, profile);
    if (!imported) {
      terminal.err(nothingFound(books));
      return EXIT.failed;
    }
    tell(imported.problems);
    const wrong = hasErrors(imported.problems) && flags.skip !== true;
    const read = flags.skip === true ? withSkipped(imported) : imported.draft;
    if (!quiet) terminal.out(readText(imported, sheetsLeft(books, imported.sheets).map(sheetName)));
    if (wrong) {
      const left = imported.problems.filter(({ severity }) => severity === '错误').length;
      terminal.err(
        `有 ${left} 处没有看懂，没有写出：漏掉一个金额，各表就都不对。请改正表或用 --对应 写明；确要不取这些行的写 --跳过。\n`,
      );
      return EXIT.failed;
    }
    if (output === undefined) {
      if (!quiet) terminal.out(toFillText(read));
      return EXIT.done;
    }
    const yaml = yamlOptions(profile, books);
    const checked = compileInput(loadedDraft(read, output), world);
    const draft = withMissing(read, checked);
    await disk.write(output, await contentOf(draft, output, profile, templates, yaml));
    if (!quiet) terminal.out(`${toFillText(draft)}已写到 ${output}\n`);
    terminal.out(checkedText(draft, checked));
    if (!quiet) terminal.out(nextSteps(output, forms !== undefined));
    return hasErrors(imported.problems) ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    tell(error.diagnostics);
    return EXIT.failed;
  }
}

/** @throws Failure where the sheets are a package of another format */
function refuseOther(books: readonly Book[], { id }: Profile, templates: TemplateFolder): void {
  const names = profileNames(templates).filter((name) => name !== id);
  const likely = likelyFormat(
    books,
    names.map((name) => loadProfile(name, templates)),
  );
  if (likely)
    throw new Failure(
      `没有一张表是格式“${id}”的；${likely.sheets} 张里有 ${likely.tables} 张像格式“${likely.id}”的，请写 --格式 ${likely.id}。没有写出。`,
      EXIT.failed,
    );
}

/** @throws Failure where something stands there and may stay */
function refuseOverwriting(output: string | undefined, overwrite: boolean, { disk }: World): void {
  if (output !== undefined && disk.kindOf(output) !== undefined && !overwrite)
    throw new Failure(`“${output}”已经有了，没有写出；要换成新的请写 --覆盖。`, EXIT.usage);
}

/** @throws Failure, DiagnosticError */
function profileNamed(name: string, templates: TemplateFolder): Profile {
  const names = profileNames(templates);
  if (!names.includes(name))
    throw new Failure(`没有“${name}”这个格式；${suggestion(name, names, '格式')}`, EXIT.usage);
  return loadProfile(name, templates);
}

function givenMapping(
  file: string,
  templates: TemplateFolder,
  { disk }: World,
  texts: Map<string, string>,
): ListMapping {
  const bytes = disk.readOrdinary(file, 'followed');
  if (!bytes) throw new Failure(`“${file}”不能读取，请检查文件名和所在的文件夹。`, EXIT.failed);
  texts.set(file, new TextDecoder().decode(bytes));
  return readMapping(bytes, file, templates);
}

const ofPackage = ({ year, department, code }: ImportFlags) => ({
  year: year === undefined ? undefined : Number(year),
  department,
  code,
});

/** Everything that is understood, lists before forms: they have the amounts in more detail. */
function allImported(
  forms: Imported | undefined,
  layouts: readonly ListLayout[],
  { year, department, code }: ImportFlags,
  profile: Profile,
): Imported | undefined {
  if (layouts.length === 0) return forms;
  const asked = {
    year: year === undefined ? undefined : Number(year),
    department: { code, name: department },
  };
  const lists = importLists(layouts, asked, profile);
  return forms ? joined(lists, forms) : lists;
}

async function writeProposal(
  file: string,
  layouts: readonly ListLayout[],
  { disk }: World,
  terminal: Terminal,
): Promise<void> {
  const { draft, others } = proposedMapping(layouts);
  await disk.write(
    file,
    yamlText(draft, {
      head: [
        '哪些标题、哪些词是什么意思：由表里认出来的，请核对、改正，再用 --对应 写明这个文件。',
        '放在输入文件旁边的 导入/ 里，以后自动采用。写法见 templates/schema/导入对应.json。',
      ],
    }),
  );
  const left = others.map(({ sheet }) => sheetName(sheet));
  const more = left.length > 0 ? `；${left.join('、')} 的写法不同，不在里面` : '';
  terminal.out(`认出的对应已写到 ${file}${more}\n`);
}

/** Notes in the draft what was left on purpose. */
function withSkipped({ draft, problems }: Imported): Draft {
  const left = problems.filter(({ severity }) => severity === '错误');
  if (left.length === 0) return draft;
  const text = `${TO_CONFIRM}：表里有 ${left.length} 处没有看懂，没有取（导入时写了 --跳过），各处见导入时的报告`;
  return { ...draft, remarks: [{ path: [], text, where: 'above' }, ...draft.remarks] };
}

const nothingFound = (books: readonly Book[]): string =>
  `没有认出任何一张表，没有写出。读了：\n${books
    .flatMap(({ sheets }) => sheets.map((sheet) => `  ${sheetName(sheet)}`))
    .join(
      '\n',
    )}\n既不是这个格式的表，也不是明细清单（一行一个金额，有“金额”等标题）。标题另有写法的，用 --对应 写明。\n`;

type Tolds = readonly { readonly where: string; readonly what: string }[];

/** What was taken, and what was left. */
function readText({ taken, left }: Imported, sheets: readonly string[]): string {
  const lines = (told: Tolds) => told.map(({ where, what }) => `  ${where}：${what}`);
  return [
    ...(taken.length > 0 ? ['取了：', ...lines(taken)] : []),
    ...(left.length > 0 ? ['没有取：', ...lines(left)] : []),
    ...(sheets.length > 0 ? ['没有认出的表：', ...sheets.map((name) => `  ${name}`)] : []),
    '',
  ].join('\n');
}

/** How many things are named that are still to be written; the file has them all. */
const MOST_NAMED = 15;

function toFillText(draft: Draft): string {
  const fill = toFill(draft);
  if (fill.length === 0) return '';
  return [
    `还要写 ${fill.length} 处：`,
    ...fill.slice(0, MOST_NAMED).map((text) => `  ${text}`),
    ...(fill.length > MOST_NAMED ? [`  …… 另有 ${fill.length - MOST_NAMED} 处`] : []),
    '',
  ].join('\n');
}

function yamlOptions({ subjects, kind }: Profile, books: readonly Book[]): YamlTextOptions {
  const nameOf = (code: string) =>
    (subjects.functional.get(code) ?? subjects.economic.get(code) ?? subjects.government.get(code))
      ?.name;
  const head = [
    `由 ${books.map(({ file }) => file).join('、')} 导入的部门${kind}。`,
    '标着“待核”的请核对，“待填”的请补上；改好一处就删去那里的标记。',
  ];
  return { nameOf, head };
}

/** The draft as it is read from the file that it will be. */
function loadedDraft(draft: Draft, file: string): LoadResult {
  const { source } = parseSource(yamlText(draft), file);
  if (!source) throw new Error('a draft that does not parse');
  return loadedFrom(source);
}

/** With a remark for everything that the rules find missing, but where one stands already. */
function withMissing(draft: Draft, { checks }: CompileResult): Draft {
  const missing = checks.flatMap(({ outcome, severity }) =>
    severity && isFinding(outcome) && outcome.missing ? [outcome.missing] : [],
  );
  const marked = new Set(
    draft.remarks.flatMap(({ path, text }) => (text.includes(TO_FILL) ? [pathKey(path)] : [])),
  );
  const more = missingRemarks(missing, draft.tree).filter(({ path }) => !marked.has(pathKey(path)));
  return { ...draft, remarks: [...draft.remarks, ...more] };
}

/** What the rules find in the new file, and how much is marked in it. */
function checkedText({ remarks }: Draft, result: CompileResult): string {
  const checks = result.checks.filter(({ rule }) => !UNFINISHED_RULES.includes(rule));
  const marks = (mark: string) => remarks.filter(({ text }) => text.includes(mark)).length;
  const marked = `“${TO_CONFIRM}” ${marks(TO_CONFIRM)} 处，“${TO_FILL}” ${marks(TO_FILL)} 处`;
  return `${totalText([reportOf(result.file, { ...result, checks })])}标着${marked}。\n`;
}

/** @param isPackage whether forms of a package were read, which may be that of last year */
function nextSteps(output: string, isPackage: boolean): string {
  const file = quoted(output);
  const open = isWorkbook(output) ? '用 Excel 或 WPS 打开' : '用编辑器打开';
  const steps = [
    `${open} ${output}，“${TO_CONFIRM}”的核对，“${TO_FILL}”的补上，办好一处删去一处的标记`,
    `gongkai check ${file}      逐处列出还有哪些`,
    `gongkai compile ${file}    生成材料`,
    ...(isPackage ? [`是上年的材料、要编下一年的：gongkai init --from ${file}`] : []),
  ];
  return `下一步：\n${steps.map((step, i) => `  ${i + 1}. ${step}\n`).join('')}`;
}

/** A name as a command line takes it. */
const quoted = (name: string): string => (/[\s()&;'"]/.test(name) ? `"${name}"` : name);
