/** Options that commands share, and how what is written behind one is read. */
import { CommanderError } from 'commander';
import type { FontSet } from '../render/fonts.js';
import { FORMATS, type Format } from '../render/renderers.js';
import type { CheckFormat } from './check.js';
import { MOST_AT_A_TIME } from './compile-flags.js';
import type { DiffFormat } from './diff.js';
import { EXIT } from './terminal.js';

/** Of every command that looks at one package of an input. */
export const OF_UNIT = [
  '--单位, --unit <单位>',
  '输入里哪个单位的材料：本级，或单位的代码、名称；不写即部门',
] as const;

/** Of what looks at a season. */
export const OF_SEASON = '\n材料不在 out/ 的，也写 -o 文件夹，同 gongkai season 一样。';

/** Of what works with many machines. */
export const QUEUE = [
  '--queue <数据库>',
  '队列：postgres://…（密码由 PGPASSWORD 给出），或写 环境，由 GONGKAI_QUEUE 给出',
] as const;
export const STORE = [
  '--store <存储>',
  '输入和结果放在哪里：各台机器共用的文件夹，或 s3://桶/前缀；不写即 GONGKAI_STORE',
] as const;

/** Of every command that reads formats. */
export const OWN_FORMATS = [
  '--formats <文件夹>',
  '先到这个文件夹找格式：里面有 格式/、科目/，或直接放着格式文件；不写也会找输入文件旁边和上面的 格式/',
] as const;

export function parseFormats(value: string): Format[] {
  const list = value.split(/[,，]/).map((one) => one.trim().toLowerCase());
  const wrong = list.find((one) => !FORMATS.some((format) => format === one));
  if (wrong !== undefined) {
    throw usageError('gongkai.format', `没有“${wrong}”这种格式，可用：${FORMATS.join('、')}`);
  }
  return list as Format[];
}

export const parseMinutes = wholeNumber('空闲的分钟数', 1, 10_000);
export const parseJobs = wholeNumber('同时编译的份数', 1, MOST_AT_A_TIME);
export const parseSeconds = wholeNumber('时限的秒数', 1, 86_400);
export const parseMegabytes = wholeNumber('内存的 MB 数', 64, 65_536);

function wholeNumber(what: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
    if (number >= least && number <= most) return number;
    const message = `${what}不能是“${value}”，可用：${least}–${most} 的整数`;
    throw usageError('gongkai.number', message);
  };
}

/** Reads one of the words of an option; 文本 may also be called text. */
const choice =
  <T extends string>(words: readonly T[]) =>
  (value: string): T => {
    const asked = value.toLowerCase() === 'text' ? '文本' : value.toLowerCase();
    const found = words.find((word) => word === asked);
    if (found !== undefined) return found;
    throw usageError('gongkai.format', `没有“${value}”这种格式，可用：${words.join('、')}`);
  };
export const parseCheckFormat = choice<CheckFormat>(['文本', 'json', 'sarif']);
export const parseDiffFormat = choice<DiffFormat>(['文本', 'json', 'html']);
export const parseExplainFormat = choice<'文本' | 'json'>(['文本', 'json']);

/** A command line that is wrong as a whole. */
export function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw usageError('gongkai.usage', `${problem}。`);
}

const usageError = (code: string, message: string) => new CommanderError(EXIT.usage, code, message);

export function parseFonts(value: string): FontSet {
  const found = FONT_WORDS[value];
  if (found) return found;
  const words = Object.keys(FONT_WORDS).join('、');
  throw usageError('gongkai.fonts', `字体不能是“${value}”，可用：${words}`);
}

const FONT_WORDS: Readonly<Record<string, FontSet>> = { 内置: 'bundled', 系统: 'system' };
