/** `gongkai diff`: two inputs, packages or workbooks in, what changed and why out. */
import { compareEditions } from '../review/compare/compare.js';
import type { Recoded } from '../review/compare/row-changes.js';
import type { Edition } from '../review/open/edition.js';
import { openEdition } from '../review/open/open.js';
import { report } from '../review/show/diagnostics-text.js';
import { diffOutput } from '../review/show/diff-json.js';
import type { DiffOutput } from '../review/show/diff-schema.js';
import { deliver } from './output-file.js';
import { EXIT, type Terminal } from './terminal.js';
import { templateText, version, world } from './world.js';

export type DiffFormat = '文本' | 'json' | 'html';

export interface DiffFlags {
  readonly format?: DiffFormat;
  /** The file that JSON or the page goes to. */
  readonly output?: string;
  /** Also what follows from other changes. */
  readonly all?: boolean;
  /** The exit code alone. */
  readonly quiet?: boolean;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function diffUsage(flags: DiffFlags): string | undefined {
  const { format = '文本', output } = flags;
  if (format === 'html' && output === undefined)
    return '网页要写到文件，例如：gongkai diff 旧.yaml 新.yaml --format html -o 对比.html';
  if (output !== undefined && format === '文本')
    return '-o 只用于 --format json 或 html；文本请用“> 文件”另存';
  if (output !== undefined && (output.trim() === '' || output === '-'))
    return '-o 后面请写要写出的文件名，如 对比.html';
  if (output !== undefined && /\.(ya?ml|xlsx)$/i.test(output))
    return `“${output}”像是输入文件或工作簿；结果请写到 .html 或 .json 文件`;
  return undefined;
}

/** Compares two sides and returns the exit code: 1 where they differ, 0 where not. */
export async function diffSides(
  first: string,
  second: string,
  flags: DiffFlags,
  terminal: Terminal,
): Promise<number> {
  const sides = [await openEdition(first), await openEdition(second)] as const;
  const [old, now] = sides;
  const wrong = sides.filter(({ diagnostics }) => diagnostics.length > 0);
  for (const { diagnostics, sources, name, compiled } of wrong) {
    report(diagnostics, sources, terminal);
    if (compiled) terminal.err(`${name}：有 ${diagnostics.length} 处错误，没有对比。\n`);
  }
  if (wrong.length > 0) return EXIT.failed;
  const pair =
    old.edition && now.edition
      ? ([old.edition, now.edition] as const)
      : (await import('../review/open/year-pair.js')).yearEditions(old, now);
  if (typeof pair === 'string') {
    terminal.err(`${pair}\n`);
    return EXIT.failed;
  }
  const output = await compared(...pair, [...old.remarks, ...now.remarks]);
  const code = output.相同 ? EXIT.done : EXIT.failed;
  if (flags.quiet && flags.output === undefined) return code;
  const text = await render(output, flags);
  const delivered = deliver(text, [...old.files, ...now.files], flags.output, terminal);
  if (delivered === EXIT.done && flags.output !== undefined && !flags.quiet) {
    const { summary } = await import('../review/show/diff-text.js');
    terminal.out(`${summary(output)}已写到 ${flags.output}\n`);
  }
  return Math.max(code, delivered);
}

async function compared(
  old: Edition,
  now: Edition,
  remarks: readonly string[],
): Promise<DiffOutput> {
  const recoded =
    old.year !== undefined && now.year !== undefined && old.year !== now.year
      ? await recodedBetween(old.year, now.year)
      : undefined;
  const comparison = compareEditions(old, now, recoded ? { recoded } : {});
  const all = { ...comparison, remarks: [...new Set([...remarks, ...comparison.remarks])] };
  return diffOutput(all, version());
}

async function recodedBetween(
  from: number,
  to: number,
): Promise<(code: string) => Recoded | undefined> {
  const { recodingBetween } = await import('../forms/recoded.js');
  const { loadRecoding } = await import('../forms/recoding-file.js');
  const recoding = recodingBetween(loadRecoding(world.templates), from, to);
  return (code) => {
    // functional codes begin with 2, economic ones with 3
    const found = recoding.of(code.startsWith('2') ? '功能分类' : '经济分类', code);
    if (!found) return undefined;
    const [only] = found.now;
    const told = found.now.map(({ code: now, name = '' }) => `${now} ${name}`.trim()).join('、');
    const since = from < to ? `自 ${found.year} 年起` : `${found.year} 年以前`;
    const became = found.now.length === 0 ? `${since}没有这个科目` : `${since}为 ${told}`;
    const note = [became, found.note].filter(Boolean).join('；');
    // rows are one row only where each of them became the other alone
    const alone = found.now.length === 1 && found.mergedWith.length === 0;
    return { code: alone ? only?.code : undefined, note };
  };
}

async function render(output: DiffOutput, { format, all }: DiffFlags): Promise<string> {
  switch (format) {
    case 'json': {
      const { diffJson } = await import('../review/show/diff-json.js');
      return diffJson(output);
    }
    case 'html': {
      const { diffHtml } = await import('../review/show/diff-html.js');
      return diffHtml(output, templateText);
    }
    default: {
      const { diffText } = await import('../review/show/diff-text.js');
      return diffText(output, all === true);
    }
  }
}
