/** `gongkai init`: the beginning of an input, from answers or flags, or from the year before. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { DiagnosticError } from '../diagnostics.js';
import { draftOf } from '../drafts/from-source.js';
import { type NewUnit, newInput } from '../drafts/new-input.js';
import { nextYear } from '../drafts/next-year.js';
import type { Profile } from '../forms/library.js';
import type { TemplateFolder } from '../forms/shelf.js';
import { parseSource } from '../input/source.js';
import { textOf, valueAt } from '../input/tree.js';
import { PACKAGE_NAMES } from '../kinds/index.js';
import { loadInput } from '../kinds/load.js';
import { formatNames, loadFormat } from '../load-format.js';
import { type PackageName, UNIT_KINDS, type UnitKind } from '../model/terms.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { templatesFor, type World } from '../world.js';
import { contentOf, isInputName, isWorkbook } from './draft-file.js';
import type { Ask } from './questions.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface InitFlags {
  readonly kind?: string;
  readonly year?: string;
  readonly format?: string;
  /** 代码 名称 */
  readonly department?: string;
  /** 代码 名称 性质, the department's own offices first. */
  readonly unit?: readonly string[];
  readonly amountUnit?: string;
  /** The input of the year before. */
  readonly from?: string;
  readonly output?: string;
  /** A fill-in workbook instead of YAML; its name, where it is said here. */
  readonly excel?: string | true;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function initUsage(
  file: string | undefined,
  { from, output, year, department, unit, amountUnit, excel }: InitFlags,
): string | undefined {
  const names = [file, output, ...(excel === true ? [] : [excel])].filter(
    (one) => one !== undefined,
  );
  if (names.length > 1) return '写到哪个文件，只写一次：文件名、-o 或 --excel 后面';
  const [name] = names;
  if (excel !== undefined && name !== undefined && !isWorkbook(name))
    return `--excel 写出的是填报工作簿，文件名请写 .xlsx，写的是“${name}”，例如 2027.xlsx`;
  if (name !== undefined && !isInputName(name))
    return `请写 .yaml 或 .xlsx 文件名，写的是“${name}”，例如 2027.yaml、2027.xlsx`;
  if (from === undefined) return undefined;
  const own = { '--年度': year, '--部门': department, '--单位': unit, '--金额单位': amountUnit };
  const extra = Object.entries(own).find(([, value]) => value !== undefined)?.[0];
  return extra && `${extra} 不同 --from 一起用：结转时照上年的，年度加一`;
}

/** Writes the input and returns the exit code. @throws Failure, OutputError */
export async function initInput(
  file: string | undefined,
  flags: InitFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const output = file ?? flags.output ?? (flags.excel === true ? undefined : flags.excel);
  const asker = terminal.questions?.();
  try {
    const work = flags.from === undefined ? startInput : rollInput;
    return await work(output, flags, world, terminal, asker?.ask);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    terminal.err(diagnosticsText(error.diagnostics, textsOf([], world.templates)));
    terminal.err('没有写出。\n');
    return EXIT.failed;
  } finally {
    asker?.close();
  }
}

async function startInput(
  output: string | undefined,
  flags: InitFlags,
  world: World,
  terminal: Terminal,
  ask: Ask | undefined,
): Promise<number> {
  // a file that is there is told before anything is asked
  if (output !== undefined) refuseExisting(output, world);
  const one = <T>(question: Question<T>, given: string | undefined) =>
    answered(question, given, ask, terminal);
  const kind = await one(KIND, flags.kind);
  const year = await one(YEAR, flags.year);
  const target = output ?? `${year}${kind === '决算' ? '-final' : ''}${endingOf(flags)}`;
  refuseExisting(target, world);
  const templates = templatesFor(dirname(resolve(world.folder, target)), world);
  const formats = formatNames(templates).flatMap((name) => formatOf(name, kind, templates) ?? []);
  const format = await one(formatQuestion(formats), flags.format);
  const department = await one(DEPARTMENT, flags.department);
  const units = await unitsOf(flags.unit, department, ask, terminal);
  const amountUnit = await one(AMOUNT_UNIT, flags.amountUnit);
  const profile = loadFormat(format, templates);
  const draft = newInput(
    { year, department, units, amountUnit, workbook: isWorkbook(target) },
    profile,
    templates,
  );
  const content = await contentOf(draft, target, profile, templates, {
    schema: schemaFrom(target, kind, world),
    head: [
      '',
      `${department.name} ${year} 年部门${kind}公开。由 gongkai init 写出，格式“${format}”（${profile.name}）。`,
      '每个数只写一次，只写明细；合计、占比、比上年增减都由程序计算。金额只写数字，单位由“金额单位”统一说明。',
      '科目代码、单位代码加引号；“#”后面是给人看的说明，程序不读。',
      '标着“待填”的地方填好以后，删去这两个字和后面的说明；gongkai check 列出还有哪些。',
    ],
  });
  const path = resolve(world.folder, target);
  await world.disk.writeNew([{ path, content }]);
  const open = isWorkbook(target)
    ? '用 Excel 或 WPS 打开，从“基本信息”起逐张填；每张表第 2 行说写什么，带 * 的栏必须写，不用的表空着'
    : '用编辑器打开，照里面的说明填';
  terminal.out(`已写出 ${target}：${marksIn(path, content).length} 处“待填”。下一步：
  1. ${open}
  2. gongkai check ${target}      随时核对，列出还没有填的
  3. gongkai compile ${target}    生成材料
`);
  return EXIT.done;
}

const endingOf = ({ excel }: InitFlags): string => (excel === undefined ? '.yaml' : '.xlsx');

/** What is marked in a file that is written. */
function marksIn(path: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return loadInput(path, () => bytes).source?.remarks ?? [];
}

async function rollInput(
  output: string | undefined,
  flags: InitFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const from = flags.from ?? '';
  const templates = templatesFor(dirname(resolve(world.folder, from)), world);
  const rolled = nextYear(
    from,
    { kind: flags.kind, format: flags.format },
    { ...world, templates },
  );
  if ('diagnostics' in rolled) {
    terminal.err(diagnosticsText(rolled.diagnostics, textsOf(rolled.sources, templates)));
    terminal.err(`${from} 没有结转，没有写出。\n`);
    return EXIT.failed;
  }
  const { year } = rolled;
  const own = basename(from)
    .replaceAll(String(year - 1), String(year))
    .replace(/\.[^.]*$/, (ending) => (flags.excel === undefined ? ending : '.xlsx'));
  if (output === undefined && own === basename(from))
    throw new Failure(`请写新的文件名，例如 -o ${year}.yaml。`, EXIT.usage);
  const target = output ?? join(dirname(from), own);
  refuseExisting(target, world);
  const place = resolve(world.folder, target);
  const source = relative(dirname(place), resolve(world.folder, from)).split(sep).join('/');
  const content = isWorkbook(target)
    ? await workbookOf(rolled.textFor(source), target, templates)
    : rolled.textFor(source);
  await world.disk.writeNew([{ path: place, content }]);
  const remarks = marksIn(place, content);
  const count = (mark: string) => remarks.filter((one) => one.text.startsWith(mark)).length;
  terminal.out(`已写出 ${target}：${year} 年，从 ${from} 结转。
${rolled.report.map((line) => `  ${line}\n`).join('')}待核 ${count('待核')} 处，待填 ${count('待填')} 处。下一步：
  1. gongkai check ${target}      逐处列出，办好一处删去一处的标记
  2. gongkai compile ${target}    生成材料
`);
  return EXIT.done;
}

/** The workbook that says what a text in YAML does. */
async function workbookOf(
  text: string,
  target: string,
  templates: TemplateFolder,
): Promise<string | Uint8Array> {
  const { source } = parseSource(text, '');
  if (!source) throw new Error('rolled text does not parse');
  const draft = draftOf(source);
  const profile = loadFormat(textOf(valueAt(draft.tree, ['格式'])) ?? '', templates);
  return contentOf(draft, target, profile, templates, {});
}

function refuseExisting(target: string, { disk, folder }: World): void {
  if (disk.kindOf(resolve(folder, target)) !== undefined)
    throw new Failure(`“${target}”已经有了，没有写出；请换一个文件名。`, EXIT.usage);
}

/** Where an editor finds the schema from the new file, beside this project or on this machine. */
function schemaFrom(target: string, kind: string, { folder, templatesFolder }: World): string {
  const schema = join(templatesFolder, 'schema', `${kind}.json`);
  const place = dirname(resolve(folder, target));
  const outside = relative(folder, schema).startsWith('..');
  return (outside ? schema : relative(place, schema)).split(sep).join('/');
}

function formatOf(name: string, kind: PackageName, templates: Parameters<typeof loadFormat>[1]) {
  try {
    const profile = loadFormat(name, templates);
    return profile.kind === kind ? profile : undefined;
  } catch (error) {
    // one that is wrong is told by `gongkai formats`
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** Something that is asked, or given by a flag. */
interface Question<T> {
  readonly text: string;
  readonly flag: string;
  /** Where nothing is answered. */
  readonly otherwise?: string;
  /** The answer as it is meant, or what is wrong with it. */
  readonly read: (answer: string) => { readonly value: T } | { readonly problem: string };
}

/** @throws Failure where nobody can be asked, or the flag is wrong */
async function answered<T>(
  { text, flag, otherwise, read }: Question<T>,
  given: string | undefined,
  ask: Ask | undefined,
  terminal: Terminal,
): Promise<T> {
  const shown = otherwise === undefined ? `${text}：` : `${text}（不写即 ${otherwise}）：`;
  if (given !== undefined || !ask) {
    const answer = given ?? otherwise;
    if (answer === undefined) throw new Failure(`缺少 ${flag}（${text}）。`, EXIT.usage);
    const result = read(answer.trim());
    if ('problem' in result) throw new Failure(`${flag}：${result.problem}。`, EXIT.usage);
    return result.value;
  }
  for (;;) {
    const answer = await ask(shown);
    if (answer === undefined) throw new Failure('\n没有答完，没有写出。', EXIT.usage);
    const result = read(answer === '' ? (otherwise ?? '') : answer);
    if ('value' in result) return result.value;
    terminal.err(`${result.problem}。\n`);
  }
}

/** One of some words; its number in their order will do. */
function choice<T extends string>(
  text: string,
  flag: string,
  words: readonly T[],
  otherwise?: T,
): Question<T> {
  const listed = words.map((word, i) => `${i + 1} ${word}`).join('，');
  return {
    text: `${text}（${listed}）`,
    flag: `${flag} ${words.join('|')}`,
    ...(otherwise === undefined ? {} : { otherwise }),
    read: (answer) => {
      const value = words.find((word, i) => word === answer || String(i + 1) === answer);
      return value === undefined ? { problem: `请写 ${words.join('、')} 之一` } : { value };
    },
  };
}

const KIND = choice('类型', '--类型', PACKAGE_NAMES);
const AMOUNT_UNIT = choice('金额单位', '--金额单位', ['元', '万元'] as const, '元');

const YEAR: Question<number> = {
  text: '年度，四位数字',
  flag: '--年度 四位年份',
  read: (answer) =>
    /^(19|20)\d\d$/.test(answer)
      ? { value: Number(answer) }
      : { problem: '年度请写四位数字，例如 2027' },
};

function formatQuestion(formats: readonly Profile[]): Question<string> {
  const listed = formats.map(({ id, name }, i) => `  ${i + 1} ${id}　${name}`).join('\n');
  return {
    text: `格式，写序号或名字\n${listed}\n格式`,
    flag: '--格式 格式名（gongkai formats 列出）',
    read: (answer) => {
      const found = formats.find(({ id }, i) => id === answer || String(i + 1) === answer);
      if (found) return { value: found.id };
      return {
        problem: `没有“${answer}”这个格式，可用：${formats.map(({ id }) => id).join('、')}`,
      };
    },
  };
}

const CODE = /^[0-9A-Za-z]{1,20}$/;

const DEPARTMENT: Question<{ code: string; name: string }> = {
  text: '部门的代码和名称，中间空一格，如 328 某某局',
  flag: '--部门 "328 某某局"',
  read: (answer) => {
    const [code = '', ...words] = answer.split(/\s+/);
    const name = words.join(' ');
    if (!CODE.test(code) || name === '') return { problem: '请写代码和名称，如 328 某某局' };
    return { value: { code, name } };
  },
};

const UNIT_SHAPE = `代码 名称 性质（${UNIT_KINDS.join('、')}）`;

function readUnit(answer: string): ReturnType<Question<NewUnit>['read']> {
  const words = answer.split(/\s+/);
  const [code = ''] = words;
  const kind = UNIT_KINDS.find((one) => one === words.at(-1));
  const name = words.slice(1, kind ? -1 : undefined).join(' ');
  if (!CODE.test(code) || name === '' || !kind)
    return { problem: `单位请写 ${UNIT_SHAPE}，中间空一格，如 328001 某某局本级 行政单位` };
  return { value: { code, name, kind } };
}

async function unitsOf(
  given: readonly string[] | undefined,
  department: { readonly code: string; readonly name: string },
  ask: Ask | undefined,
  terminal: Terminal,
): Promise<readonly NewUnit[]> {
  const flag = '--单位 "328001 某某局本级 行政单位"（可以写几次）';
  const kind: UnitKind = UNIT_KINDS[0];
  const units: NewUnit[] = [];
  const check = (unit: NewUnit): string | undefined => {
    const same = units.find(({ code, name }) => code === unit.code || name === unit.name);
    return same && `单位 ${unit.code} ${unit.name} 同 ${same.code} ${same.name} 重复`;
  };
  if (given || !ask) {
    if (!given) throw new Failure(`缺少 ${flag}。`, EXIT.usage);
    for (const text of given) {
      const unit = await answered(
        { text: '单位', flag, read: readUnit },
        text,
        undefined,
        terminal,
      );
      const problem = check(unit);
      if (problem) throw new Failure(`${problem}。`, EXIT.usage);
      units.push(unit);
    }
    return units;
  }
  const own = `${department.code}001 ${department.name}本级 ${kind}`;
  terminal.err(`各单位一行：${UNIT_SHAPE}，中间空一格；本级在前，写完了直接回车。\n`);
  for (;;) {
    const text = `单位 ${units.length + 1}`;
    const first = units.length === 0 ? { otherwise: own } : {};
    const read: Question<NewUnit | undefined>['read'] = (answer) =>
      answer === '' ? { value: undefined } : readUnit(answer);
    const unit = await answered({ text, flag, ...first, read }, undefined, ask, terminal);
    if (!unit) return units;
    const problem = check(unit);
    if (problem) terminal.err(`${problem}。\n`);
    else units.push(unit);
  }
}
