/** `gongkai explain`: an input and a question in, where the figures come from out. */
import { explainFigures } from '../review/explain-figures.js';
import { openEdition } from '../review/open/open.js';
import { explainText } from '../review/show/explain-text.js';
import { jsonText } from '../review/show/json-text.js';
import type { World } from '../world.js';
import { deliver, INPUT_OR_WORKBOOK, outputUsage } from './files.js';
import { EXIT, type Terminal } from './terminal.js';

export interface ExplainFlags {
  /** A unit of an input whose package is meant: its code or name, or 本级. */
  readonly unit?: string;
  readonly format?: '文本' | 'json';
  /** The file that JSON goes to. */
  readonly output?: string;
}

const OUTPUT = {
  formats: 'json',
  example: '由来.json',
  inputs: INPUT_OR_WORKBOOK,
  endings: '.json',
};

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function explainUsage(words: readonly string[], flags: ExplainFlags): string | undefined {
  if (words.every((word) => word.trim() === ''))
    return '缺少要问的数，例如：gongkai explain 2026.yaml 预算05-1 行政运行 合计';
  return outputUsage(flags, OUTPUT);
}

/** Explains the figures that some words name and returns the exit code. */
export async function explainWords(
  name: string,
  words: readonly string[],
  { format, output, unit }: ExplainFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const opened = await openEdition(name, world, unit);
  if (opened.diagnostics.length > 0) {
    const { openedText } = await import('../review/show/opened-text.js');
    terminal.err(openedText(opened, '改好才能看数的由来'));
    return EXIT.failed;
  }
  const explained = explainFigures(name, opened.edition, words, world.version);
  const text = format === 'json' ? jsonText(explained) : explainText(explained);
  await deliver(text, opened.files, output, world, terminal);
  return EXIT.done;
}
