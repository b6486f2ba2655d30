/** `gongkai open`: a page on this machine that shows a package as it is being written. */
import { basename, dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from '../world.js';
import { type FormatsFlag, worldWith } from './own-formats.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface OpenFlags extends FormatsFlag {
  /** Where packages are written. */
  readonly output?: string;
  /** ISO 8601 day until which they are to be published. */
  readonly deadline?: string;
  /** Minutes without a page after which the program ends. */
  readonly idle?: number;
  /** Whether the machine's browser is opened; it is unless told otherwise. */
  readonly browser?: boolean;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function openUsage({ deadline, output }: OpenFlags): string | undefined {
  if (output !== undefined && output.trim() === '') return '-o 后面请写输出文件夹，如 out';
  if (deadline === undefined) return undefined;
  const day = new Date(`${deadline}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(deadline) && !Number.isNaN(day.getTime());
  if (isDay && day.toISOString().startsWith(deadline)) return undefined;
  return `截止日期要写成年-月-日，例如 2027-02-14，不能是“${deadline}”`;
}

/** Milliseconds between two looks whether anybody is still there. */
const BETWEEN_LOOKS = 1_000;

/**
 * Serves the page until the program is told to end, or nobody has looked at it for as long as was asked.
 * @param makeWorld a new world, with the formats as they are then
 * @throws Failure where there is nothing to open
 */
export async function openPage(
  target: string,
  flags: OpenFlags,
  makeWorld: () => World,
  terminal: Terminal,
): Promise<number> {
  const { output = 'out', idle, browser = true } = flags;
  const world = makeWorld();
  const kind = world.disk.kindOf(target);
  if (!kind)
    throw new Failure(
      `找不到“${target}”：请写输入文件（.yaml、.xlsx），或放着它们的文件夹。`,
      EXIT.failed,
    );
  if (kind === 'file' && !/\.(ya?ml|xlsx)$/i.test(target))
    throw new Failure(
      `“${target}”不是输入文件：打开的是 .yaml、填报工作簿 .xlsx，或文件夹。`,
      EXIT.failed,
    );
  const season = kind === 'file' ? await seasonAt(target, output, world) : undefined;
  const deadline = flags.deadline ?? season?.deadline;
  const { startWorkbench } = await import('../workbench/server.js');
  const { compileFor } = await import('./open-compile.js');
  const { default: launch } = await import('open');
  const opened = await startWorkbench({
    root: kind === 'file' ? dirname(target) : target,
    ...(kind === 'file' && !season ? { first: basename(target) } : {}),
    ...(season ? { season: season.opened } : {}),
    output,
    ...(deadline === undefined ? {} : { deadline }),
    makeWorld: () => worldWith(flags, makeWorld()),
    compile: compileFor({ ...flags, output }, makeWorld, terminal),
    launch: async (file) => void (await launch(resolve(file))),
  });
  let told = () => {};
  const end = new Promise<void>((done) => {
    told = done;
  });
  const ended = terminal.beforeEnd?.(async () => {
    told();
    await opened.close();
  }, '已结束；没有保存的只在浏览器的页面里。');
  terminal.out(
    `${target} 已在本机打开，用浏览器看：\n${opened.url}\n只有这台机器、知道这个地址的才能看。按 Ctrl-C 结束。\n`,
  );
  if (browser) await openBrowser(launch, opened.url, terminal);
  try {
    await Promise.race([end, idleFor(idle, opened.idle)]);
  } finally {
    ended?.();
    await opened.close();
  }
  terminal.out('没有人看了，已结束。\n');
  return EXIT.done;
}

/** A list of departments has no kind of its own, as every input has. */
const KIND = /^["']?类型["']?[ \t]*[:：]/m;
const DEPARTMENTS = /^部门[ \t]*[:：][ \t]*(#.*)?\r?\n[ \t]*-/m;

/**
 * The season of a list; undefined where the file is an input.
 * @throws Failure where something is wrong with the list
 */
async function seasonAt(file: string, output: string, world: World) {
  const bytes = world.disk.readOrdinary(file, 'followed');
  const text = bytes ? new TextDecoder().decode(bytes) : '';
  if (KIND.test(text) || !DEPARTMENTS.test(text)) return undefined;
  const { openedSeason } = await import('./open-season.js');
  return openedSeason(file, output, world);
}

/** Never where no time was asked for. */
async function idleFor(minutes: number | undefined, idle: () => number): Promise<void> {
  if (minutes === undefined) return new Promise(() => {});
  while (idle() < minutes * 60_000) await wait(BETWEEN_LOOKS);
}

/** A machine without a browser still has the address. */
async function openBrowser(
  launch: (url: string) => Promise<{ once(event: 'error', hear: () => void): unknown }>,
  url: string,
  terminal: Terminal,
): Promise<void> {
  const failed = () => terminal.err('没有能打开的浏览器，请自己把上面的地址贴到浏览器里。\n');
  try {
    (await launch(url)).once('error', failed);
  } catch {
    failed();
  }
}
