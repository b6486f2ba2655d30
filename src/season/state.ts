/** How far a season is, as a file beside its packages holds it: for `gongkai season status`, and for other programs. */
import * as z from 'zod';
import type { SeasonList } from './list.js';
import { type PackageDone, type PackageState, packageKey, type SeasonPackage } from './season.js';

const STATES = [
  '已生成',
  '未变',
  '有错',
  '没有报来',
  '不单独生成',
  '放下',
  '等待',
] as const satisfies readonly (PackageState | '等待')[];
export type LineState = (typeof STATES)[number];

const line = z.object({
  输入: z.string(),
  单位: z.string().optional(),
  部门: z.string().optional(),
  代码: z.string().optional(),
  地区: z.string().optional(),
  状态: z.enum(STATES),
  材料: z.string().optional(),
  说明: z.string().optional(),
});
export type SeasonLine = z.output<typeof line>;

const stateFile = z.object({
  名称: z.string(),
  截止: z.string().optional(),
  开始: z.string(),
  更新: z.string(),
  结束: z.boolean(),
  队列: z.string().optional(),
  每小时: z.number().optional(),
  约剩秒: z.number().optional(),
  各份: z.array(line),
});
export type SeasonState = z.output<typeof stateFile>;

/** Characters of what is wrong with a package that are kept; the whole is shown as it is made. */
const MOST_SAID = 1_000;

const lineOf = (asked: SeasonPackage, done: PackageDone | undefined): SeasonLine => {
  const { input, name, code, district } = asked.department;
  const said = done?.said.trim() ?? '';
  return {
    输入: input,
    ...(asked.unit === undefined ? {} : { 单位: asked.unit }),
    ...(name === undefined ? {} : { 部门: name }),
    ...(code === undefined ? {} : { 代码: code }),
    ...(district === undefined ? {} : { 地区: district }),
    状态: done?.state ?? '等待',
    ...(done?.name === undefined ? {} : { 材料: done.name }),
    ...(said === '' ? {} : { 说明: said.slice(0, MOST_SAID) }),
  };
};

export interface Progress {
  /** ISO 8601. */
  readonly started: string;
  readonly now: string;
  /** Milliseconds since it began. */
  readonly elapsed: number;
  readonly ended: boolean;
  /** What the engine says of itself. */
  readonly queue: string;
}

/** @param done by their keys, what has ended */
export function seasonState(
  { name, deadline }: SeasonList,
  packages: readonly SeasonPackage[],
  done: ReadonlyMap<string, PackageDone>,
  { started, now, elapsed, ended, queue }: Progress,
): SeasonState {
  const made = [...done.values()].filter(({ state }) => state === '已生成' || state === '有错');
  const perMillisecond = elapsed > 0 ? made.length / elapsed : 0;
  const left = packages.length - done.size;
  return {
    名称: name,
    ...(deadline === undefined ? {} : { 截止: deadline }),
    开始: started,
    更新: now,
    结束: ended,
    ...(queue === '' ? {} : { 队列: queue }),
    ...(perMillisecond > 0
      ? {
          每小时: Math.round(perMillisecond * 3_600_000),
          约剩秒: Math.ceil(left / perMillisecond / 1000),
        }
      : {}),
    各份: packages.map((asked) => lineOf(asked, done.get(packageKey(asked)))),
  };
}

/** What a state file says; undefined where it is none: anybody may have written it. */
export function readSeasonState(text: string): SeasonState | undefined {
  try {
    return stateFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Name of the state file of a season, in its output folder. */
export const stateFileOf = ({ name }: Pick<SeasonList, 'name'>): string =>
  `${safeName(name)}.进度.json`;

/** A season's name as a part of a file's name. */
export const safeName = (name: string): string =>
  name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 80);

/** How many packages are in which state, in the order in which they are told. */
export function countsOf(lines: readonly SeasonLine[]): [state: LineState, count: number][] {
  return STATES.flatMap((state): [LineState, number][] => {
    const count = lines.filter((one) => one.状态 === state).length;
    return count > 0 ? [[state, count]] : [];
  });
}
