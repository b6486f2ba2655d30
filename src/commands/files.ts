/** Files that a command line names: those that it reads, and the one that it writes. */
import { dirname } from 'node:path';
import { OWN_FOLDERS } from '../forms/own-templates.js';
import type { Disk, World } from '../world.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

/**
 * The files, each once; patterns that the shell did not expand give what they match, in order and as they are
 * written. Among inputs, what a bureau has in its 格式/ and 科目/ is left out: a pattern matches it by chance.
 */
export async function expand(files: readonly string[], disk: Disk): Promise<string[]> {
  const out: string[] = [];
  for (const file of files) {
    const found = /[*?]/.test(file) && !disk.kindOf(file) ? await disk.glob(file) : [];
    out.push(...(found.length > 0 ? [...found].sort() : [file]));
  }
  const all = [...new Set(out)];
  const inputs = all.filter((file) => !isOwnTemplate(file, disk));
  return inputs.length > 0 ? inputs : all;
}

/** Whether a file stands among formats or subjects and does not say that it is an input. */
function isOwnTemplate(file: string, disk: Disk): boolean {
  const folders = dirname(file).split(/[\\/]/);
  if (!Object.values(OWN_FOLDERS).some((name) => folders.includes(name))) return false;
  const bytes = disk.readOrdinary(file, 'followed');
  return bytes !== undefined && !/^(["']?)类型\1\s*:/m.test(new TextDecoder().decode(bytes));
}

/** How a command's results may be written to a file, for what is told of a wrong `-o`. */
export interface OutputFlag {
  /** Of all formats but 文本: json 或 sarif. */
  readonly formats: string;
  /** 检查.json */
  readonly example: string;
  /** What a name that ends so looks like: 输入文件. */
  readonly inputs: readonly [ending: RegExp, name: string];
  /** .json 或 .sarif */
  readonly endings: string;
}

export const INPUT: OutputFlag['inputs'] = [/\.(ya?ml|xlsx)$/i, '输入文件'];
export const INPUT_OR_WORKBOOK: OutputFlag['inputs'] = [/\.(ya?ml|xlsx)$/i, '输入文件或工作簿'];

/** What is wrong with `-o`, in Chinese; undefined if nothing is. */
export function outputUsage(
  { format = '文本', output }: { readonly format?: string; readonly output?: string },
  { formats, example, inputs: [ending, name], endings }: OutputFlag,
): string | undefined {
  if (output === undefined) return undefined;
  if (format === '文本') return `-o 只用于 --format ${formats}；文本请用“> 文件”另存`;
  if (output.trim() === '' || output === '-') return `-o 后面请写要写出的文件名，如 ${example}`;
  if (ending.test(output)) return `“${output}”像是${name}；结果请写到 ${endings} 文件`;
  return undefined;
}

/**
 * Writes a text to the file that was asked for, else to the terminal.
 * @param inputs files that must not be written over
 * @throws Failure, OutputError
 */
export async function deliver(
  text: string,
  inputs: readonly string[],
  output: string | undefined,
  { disk }: World,
  terminal: Terminal,
): Promise<void> {
  if (output === undefined) return terminal.out(text);
  const input = inputs.find((one) => disk.isSame(one, output));
  if (input !== undefined) {
    const which = input === output ? '' : ` ${input}`;
    throw new Failure(`-o 写的“${output}”是输入文件${which}，没有写出。`, EXIT.usage);
  }
  await disk.write(output, text);
}
