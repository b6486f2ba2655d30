/** `gongkai compile`: files in, packages out, a line for each. */
import { basename, dirname, relative, sep } from 'node:path';
import pLimit, { type LimitFunction } from 'p-limit';
import { isFinding } from '../checks/rule.js';
import { suspectsOf } from '../checks/suspects.js';
import {
  type Compiled,
  type CompileResult,
  compileInput,
  type Phase,
  readInput,
} from '../compile.js';
import { printable } from '../diagnostics.js';
import type { Waiver } from '../model/budget.js';
import type { FontSet } from '../render/fonts.js';
import type { Format } from '../render/package.js';
import { type BrowserHolder, createBrowserHolder } from '../render/session.js';
import type { Table } from '../tables/table.js';
import { AT_A_TIME, type CompileFlags, FORMATS } from './compile-flags.js';
import { expand } from './files.js';
import { report, suspectLines, textsOf } from './report.js';
import { EXIT, type Terminal } from './terminal.js';
import { version, world } from './world.js';

/** What the files of one run share. */
interface Run {
  readonly flags: CompileFlags;
  readonly formats: readonly Format[];
  readonly fonts: FontSet;
  readonly terminal: Terminal;
  /** Shows a person at once what is being done. */
  readonly progress: (text: string) => void;
  readonly browser: BrowserHolder;
  /** One file after the other, in their order: the first to make a name has it. */
  readonly computing: LimitFunction;
  /** Package name → file that makes it. */
  readonly names: Map<string, string>;
}

/** Compiles all files, tells of them in their order and returns the exit code, the worst of theirs. */
export async function compileFiles(
  files: readonly string[],
  flags: CompileFlags,
  terminal: Terminal,
): Promise<number> {
  const fonts = flags.fonts ?? 'bundled';
  const browser = createBrowserHolder(fonts);
  const run: Run = {
    flags,
    formats: flags.only ?? FORMATS,
    fonts,
    terminal,
    progress: terminal.interactive && !flags.quiet ? terminal.err : () => {},
    browser,
    computing: pLimit(1),
    names: new Map(),
  };
  const limit = pLimit(flags.jobs ?? AT_A_TIME);
  try {
    let told: Promise<unknown> = Promise.resolve();
    const codes = (await expand(files)).map((file) => {
      const own = { ...run, terminal: after(told, terminal) };
      const code = limit(() => compileFile(file, own));
      told = Promise.allSettled([told, code]);
      return code;
    });
    await told;
    return Math.max(...(await Promise.all(codes)));
  } finally {
    await browser.stop();
  }
}

/** A terminal that prints when those before have had their turn. */
function after(turn: Promise<unknown>, { out, err, interactive }: Terminal): Terminal {
  return {
    out: (text) => void turn.then(() => out(text)),
    err: (text) => void turn.then(() => err(text)),
    interactive,
  };
}

async function compileFile(file: string, run: Run): Promise<number> {
  const { flags, terminal, names } = run;
  const timings: [string, number][] = [];
  const onPhase = (phase: Phase) => {
    timings.push([phase, performance.now()]);
    run.progress(`${file}  ${phase}……\n`);
  };
  const result = await run.computing(() => compute(file, run, onPhase));
  const { diagnostics } = result;
  const errors = diagnostics.filter((d) => d.severity === '错误');
  report(flags.quiet ? errors : diagnostics, result.sources, terminal);
  if (!flags.quiet) terminal.err(waivedLines(result.checks));
  if (errors.length > 0) {
    if (!flags.quiet) {
      const suspects = suspectLines(suspectsOf(result.checks), file, textsOf(result.sources));
      for (const line of suspects) terminal.err(`${line}\n`);
      terminal.err(`${file}：有 ${errors.length} 处错误，没有写出。\n`);
    }
    return EXIT.failed;
  }
  if (!result.compiled) {
    if (!flags.quiet) terminal.out(`${file}：是上年数，供对比用，不单独生成材料。\n`);
    return EXIT.done;
  }
  const earlier = names.get(result.compiled.document.title);
  if (earlier !== file) {
    terminal.err(`${file}：同 ${earlier} 的部门名称和年度相同，输出会互相覆盖，没有写出。\n`);
    return EXIT.failed;
  }
  try {
    const line = await deliver(file, result.compiled, result, run, onPhase);
    if (flags.verbose) terminal.err(timingTable(file, timings));
    if (!flags.quiet) terminal.out(line);
    return EXIT.done;
  } catch (error) {
    const message = environmentMessage(error);
    if (message === undefined) throw error;
    terminal.err(`${file}：${message}\n`);
    return EXIT.environment;
  }
}

/** All but the files of the package; its name is taken, unless an earlier file has it. */
async function compute(
  file: string,
  { formats, browser, names }: Run,
  onPhase: (phase: Phase) => void,
): Promise<CompileResult> {
  onPhase('读取');
  const read = readInput(file, world);
  if (read.input && read.input.kind !== '上年数' && formats.includes('pdf')) await browser.begin();
  const result = compileInput(read, world, { onPhase });
  const name = result.compiled?.document.title;
  if (name !== undefined && !names.has(name)) names.set(name, file);
  return result;
}

/** Errors of the environment that a person can do something about. */
function environmentMessage(error: unknown): string | undefined {
  const known = ['PublishError', 'BrowserError'];
  return error instanceof Error && known.includes(error.name) ? error.message : undefined;
}

const FONTS_MISSING =
  '警告：本机没有安装仿宋_GB2312、楷体_GB2312、方正小标宋等公文字体，PDF 已改用内置字体。\n';

/** Renders and writes one package; returns the line that tells of it. */
async function deliver(
  file: string,
  compiled: NonNullable<CompileResult['compiled']>,
  result: CompileResult,
  { flags, formats, fonts, browser, terminal }: Run,
  onPhase: (phase: Phase) => void,
): Promise<string> {
  const { renderPackage } = await import('../render/package.js');
  const { document, tables, profile } = compiled;
  const { files, templates, pages, fontsMissing } = await renderPackage(document, tables, {
    formats,
    sheets: flags.withChecks ? [await checkSheetOf(file, result)] : [],
    templates: world.templates,
    fonts,
    browser: browser.get,
    onPhase,
  });
  if (fontsMissing) terminal.err(FONTS_MISSING);
  onPhase('写出');
  const { publish } = await import('../publish.js');
  const review = flags.review === false ? [] : [await reviewFile(file, compiled, result)];
  const folder = publish(flags.output ?? 'out', document.title, [...files, ...review], {
    version: version(),
    inputs: result.sources,
    templates: [...profile.files, ...templates],
  });
  const parts = [
    `${tables.length} 张表`,
    ...(pages === undefined ? [] : [`PDF ${pages} 页`]),
    ...(formats.length < FORMATS.length ? [`只有 ${formats.join('、')}`] : []),
  ];
  return `已生成 ${shortPath(folder)}${sep}（${parts.join('，')}）\n`;
}

/** What reviewers compare the package by. */
async function reviewFile(file: string, compiled: Compiled, { sources }: CompileResult) {
  const { editionOf } = await import('../edition/make.js');
  const { storeEdition } = await import('../edition/store.js');
  const { EDITION_FILE } = await import('../edition/store-form.js');
  const text = storeEdition(editionOf(file, compiled, sources, version()), dirname(file));
  return { path: EDITION_FILE, bytes: new TextEncoder().encode(text) };
}

/** 勾稽检查表; files by their names alone, so that the same input gives the same sheet in any folder. */
async function checkSheetOf(file: string, result: CompileResult): Promise<Table> {
  const { reportOf } = await import('../checks/report.js');
  const { checkSheet } = await import('../checks/sheet.js');
  return checkSheet(reportOf(file, result), (name) => basename(name));
}

/** What each waiver lets stand: the first finding that it covers, and how many more. */
function waivedLines(checks: CompileResult['checks']): string {
  const covered = new Map<Waiver, string[]>();
  for (const { waiver, outcome } of checks) {
    if (!waiver || !isFinding(outcome)) continue;
    covered.set(waiver, [...(covered.get(waiver) ?? []), outcome.message]);
  }
  return [...covered]
    .sort(([a], [b]) => a.place.start - b.place.start)
    .map(([{ rule, reason }, [first = '', ...others]]) => {
      const more = others.length > 0 ? `等 ${others.length + 1} 处` : '';
      return `${printable(`已豁免 ${rule}：${first}${more}，理由：${reason}`)}\n`;
    })
    .join('');
}

/** Relative to where the person stands, unless that leads elsewhere. */
function shortPath(folder: string): string {
  const path = relative('.', folder);
  return path.startsWith('..') ? folder : path;
}

function timingTable(file: string, timings: readonly [string, number][]): string {
  const now = performance.now();
  const lines = timings.map(([phase, start], i) => {
    const end = timings[i + 1]?.[1] ?? now;
    return `  ${phase.padEnd(6, '　')}${((end - start) / 1000).toFixed(2)} 秒\n`;
  });
  return `${file}\n${lines.join('')}`;
}
