/** `gongkai season status 清单.yaml`: how far a season is, as its last run has told. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SeasonList } from '../season/list.js';
import { packagesOf } from '../season/season.js';
import { readSeasonState, type SeasonState, seasonState, stateFileOf } from '../season/state.js';
import { statusText } from '../season/status-text.js';
import type { World } from '../world.js';
import { listOf } from './season.js';
import { EXIT, type Terminal } from './terminal.js';

export interface StatusFlags {
  readonly output?: string;
  /** Again and again, until all have ended. */
  readonly watch?: boolean;
  /** A web page that the same is written to. */
  readonly page?: string;
}

/** Milliseconds without a state after which nobody writes it any more. */
const UNTIL_SILENT = 60_000;
/** Milliseconds between two looks of `--watch`. */
const BETWEEN_LOOKS = 2_000;

/** Shows how far a season is. Returns 0 where all packages are there, else 1. */
export async function seasonStatus(
  file: string,
  flags: StatusFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const list = listOf(file, world, terminal);
  if (!list) return EXIT.failed;
  let told = '';
  for (;;) {
    const state = stateNow(list, flags, world);
    const silent = Date.now() - Date.parse(state.更新) > UNTIL_SILENT;
    const when = { today: localTime(new Date()).slice(0, 10), at: timeOf(state), silent };
    const text = statusText(state, when);
    if (text !== told) {
      const clear = flags.watch && terminal.interactive ? '\u001b[2J\u001b[H' : '';
      terminal.out(`${clear}${text}`);
      told = text;
    }
    if (flags.page !== undefined) {
      const { statusPage } = await import('../season/status-page.js');
      await world.disk.write(
        flags.page,
        statusPage(state, when, flags.watch === true && !state.结束),
      );
    }
    const isOver = state.结束 || terminal.isStopped?.() === true;
    if (!flags.watch || isOver) {
      const bad = state.各份.some(({ 状态 }) =>
        ['有错', '放下', '没有报来', '等待'].includes(状态),
      );
      return bad ? EXIT.failed : EXIT.done;
    }
    await wait(BETWEEN_LOOKS);
  }
}

/** `2027-02-14 09:30`, as the clock on the wall says. */
const localTime = (time: Date): string =>
  new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');

const timeOf = ({ 更新 }: SeasonState): string => {
  const time = new Date(更新);
  return Number.isNaN(time.getTime()) ? 更新 : localTime(time);
};

/** What the last run has written, for what the list asks for now; inputs that came since are 等待. */
function stateNow(list: SeasonList, { output = 'out' }: StatusFlags, world: World): SeasonState {
  const bytes = world.disk.readOrdinary(join(output, stateFileOf(list)));
  const stored = bytes && readSeasonState(new TextDecoder().decode(bytes));
  const known = new Map(stored?.各份.map((one) => [`${one.输入}\0${one.单位 ?? ''}`, one]));
  const packages = packagesOf(list, world);
  const empty = seasonState(list, packages, new Map(), {
    started: stored?.开始 ?? '',
    now: stored?.更新 ?? '还没有编过',
    elapsed: 0,
    ended: stored?.结束 ?? true,
    queue: stored?.队列 ?? '',
  });
  return {
    ...empty,
    ...(stored?.每小时 === undefined ? {} : { 每小时: stored.每小时 }),
    ...(stored?.约剩秒 === undefined ? {} : { 约剩秒: stored.约剩秒 }),
    各份: empty.各份.map((line) => {
      const there = world.disk.kindOf(join(list.root, ...line.输入.split('/'))) !== undefined;
      const before = known.get(`${line.输入}\0${line.单位 ?? ''}`);
      if (!there) return { ...line, 状态: '没有报来' };
      return before && before.状态 !== '没有报来'
        ? { ...before, ...line, 状态: before.状态 }
        : line;
    }),
  };
}
