/** How far a season is, as a terminal shows it. */
import { countsOf, type SeasonLine, type SeasonState } from './state.js';

/** Packages that are listed of each kind. */
const MOST_LISTED = 30;

/** When a state is shown, by the clock of who looks. */
export interface When {
  /** ISO 8601 day, for what is left until the deadline. */
  readonly today: string;
  /** When the state was written. */
  readonly at: string;
  /** Whether nobody has written it for long, although it has not ended. */
  readonly silent: boolean;
}

/** What is to be done about a season that nobody runs. */
export const SILENT = '现在没有在运行：再运行一次 gongkai season，就接着做';

/** How far it is, in parts: how many are done, how many are in which state, and what is left. */
function partsOf({ 各份: lines, 队列, 结束, 每小时, 约剩秒 = 0 }: SeasonState) {
  const done = lines.filter((one) => one.状态 !== '等待').length;
  const goesOn = !结束 && 每小时 !== undefined;
  return {
    done: `${done}/${lines.length}`,
    counts: countsOf(lines).map(([what, count]) => `${what} ${count}`),
    rest: goesOn ? [`每小时 ${每小时} 份，约剩 ${durationText(约剩秒)}`] : [],
    queue: 队列 === undefined || 结束 ? [] : [`队列：${队列}`],
  };
}

export function statusText(state: SeasonState, { today, at, silent }: When): string {
  const { 名称, 截止, 各份: lines, 结束 } = state;
  const { done, counts, rest, queue } = partsOf(state);
  return [
    `${名称}${截止 === undefined ? '' : `　${deadlineText(截止, today)}`}`,
    `${done}　${counts.join('，')}`,
    ...queue,
    ...rest,
    `${结束 ? '已结束' : '更新'}：${at}`,
    ...(silent && !结束 ? [SILENT] : []),
    ...listOf('有错', lines, '先改：'),
    ...listOf('放下', lines, '原因：'),
    ...listOf('没有报来', lines, ''),
    '',
  ].join('\n');
}

/** How far it is, in one line. */
export function progressText(state: SeasonState): string {
  const { done, counts, rest, queue } = partsOf(state);
  return [`${state.结束 ? '已编' : '在编'} ${done}`, ...counts, ...rest, ...queue].join('，');
}

function listOf(state: SeasonLine['状态'], lines: readonly SeasonLine[], lead: string): string[] {
  const found = lines.filter((one) => one.状态 === state);
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_LISTED).map((one) => {
    const why = firstLine(one);
    return `  ${whose(one)}${why === '' ? '' : `　${lead}${why}`}`;
  });
  const more = found.length - shown.length;
  return [
    '',
    `${state} ${found.length} 份：`,
    ...shown,
    ...(more > 0 ? [`  还有 ${more} 份`] : []),
  ];
}

/** Whose package a line is of. */
const whose = ({ 部门, 输入, 单位 }: SeasonLine): string =>
  `${部门 === undefined ? 输入 : `${部门}（${输入}）`}${单位 === undefined ? '' : ` ${单位}`}`;

/** What is to be mended first, or why it is not made. */
export const firstLine = ({ 说明 = '' }: SeasonLine): string => 说明.split('\n', 1)[0] ?? '';

/** 截止 2027-02-14，还有 5 天 */
export function deadlineText(deadline: string, today: string): string {
  const days = Math.round((Date.parse(deadline) - Date.parse(today)) / 86_400_000);
  const left = days > 0 ? `还有 ${days} 天` : days === 0 ? '就是今天' : `已过 ${-days} 天`;
  return `截止 ${deadline}，${left}`;
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} 分` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}
