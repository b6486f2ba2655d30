/** `gongkai diff`: two inputs, packages or workbooks in, what changed and why out. */
import { compareOpened } from '../review/diff-sides.js';
import { openEdition } from '../review/open/open.js';
import type { DiffOutput } from '../review/show/diff-schema.js';
import { jsonText } from '../review/show/json-text.js';
import { templateText, type World } from '../world.js';
import { deliver, INPUT_OR_WORKBOOK, outputUsage } from './files.js';
import { EXIT, type Terminal } from './terminal.js';

export type DiffFormat = '文本' | 'json' | 'html';

export interface DiffFlags {
  /** A unit of the inputs whose package is meant: its code or name, or 本级. */
  readonly unit?: string;
  readonly format?: DiffFormat;
  /** The file that JSON or the page goes to. */
  readonly output?: string;
  /** Also what follows from other changes. */
  readonly all?: boolean;
  /** The exit code alone. */
  readonly quiet?: boolean;
}

const OUTPUT = {
  formats: 'json 或 html',
  example: '对比.html',
  inputs: INPUT_OR_WORKBOOK,
  endings: '.html 或 .json',
};

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function diffUsage(flags: DiffFlags): string | undefined {
  if (flags.format === 'html' && flags.output === undefined)
    return '网页要写到文件，例如：gongkai diff 旧.yaml 新.yaml --format html -o 对比.html';
  return outputUsage(flags, OUTPUT);
}

/** Compares two sides and returns the exit code: 1 where they differ, 0 where not. */
export async function diffSides(
  first: string,
  second: string,
  flags: DiffFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { unit } = flags;
  const [old, now] = [
    await openEdition(first, world, unit),
    await openEdition(second, world, unit),
  ];
  const wrong = [old, now].filter(({ diagnostics }) => diagnostics.length > 0);
  if (wrong.length > 0) {
    const { openedText } = await import('../review/show/opened-text.js');
    for (const side of wrong) terminal.err(openedText(side, '没有对比'));
    return EXIT.failed;
  }
  const output = await compareOpened(old, now, world);
  const code = output.相同 ? EXIT.done : EXIT.failed;
  if (flags.quiet && flags.output === undefined) return code;
  const text = await render(output, flags, world);
  await deliver(text, [...old.files, ...now.files], flags.output, world, terminal);
  if (flags.output !== undefined && !flags.quiet) {
    const { summary } = await import('../review/show/diff-text.js');
    terminal.out(`${summary(output)}已写到 ${flags.output}\n`);
  }
  return code;
}

async function render(
  output: DiffOutput,
  { format, all = false }: DiffFlags,
  world: World,
): Promise<string> {
  if (format === 'json') return jsonText(output);
  if (format === 'html') {
    const { diffHtml } = await import('../review/show/diff-html.js');
    return diffHtml(output, (path) => templateText(world, path));
  }
  const { diffText } = await import('../review/show/diff-text.js');
  return diffText(output, all);
}
