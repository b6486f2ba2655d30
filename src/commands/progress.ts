/** How far a run with many packages is: one line of a terminal, written over and over. */
import { grouped } from '../grouped.js';
import type { Outcome, RunProgress, Terminal } from './terminal.js';

/** Of a package of a season there may also be no input yet, or nobody who could make it. */
type Ended = Outcome | '没有报来' | '放下';
const ENDS: readonly Ended[] = [
  '已生成',
  '未变',
  '有错',
  '不单独生成',
  '没有编',
  '没有报来',
  '放下',
];

/** Tells of each package of a run. @param now milliseconds; only differences mean anything */
export function progressCounter(
  tell: ((progress: RunProgress) => void) | undefined,
  total: number,
  now: () => number,
): (file: string, outcome: Outcome) => void {
  const start = now();
  const outcomes: Outcome[] = [];
  return (file, outcome) => {
    outcomes.push(outcome);
    const line = progressLine(outcomes, total, now() - start);
    tell?.({ file, outcome, done: outcomes.length, total, line });
  };
}

export interface Progress {
  /** Prints above the line. */
  readonly terminal: Terminal;
  readonly done: (outcome: Ended) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[K';

/**
 * @param total packages
 * @param now milliseconds; only differences mean anything
 */
export function progressOn(terminal: Terminal, total: number, now: () => number): Progress {
  const start = now();
  const outcomes: Ended[] = [];
  let line = '';
  const above = (print: (text: string) => void) => (text: string) => {
    if (line !== '') terminal.err(CLEAR);
    print(text);
    terminal.err(line);
  };
  return {
    terminal: { ...terminal, out: above(terminal.out), err: above(terminal.err) },
    done: (outcome) => {
      outcomes.push(outcome);
      line = progressLine(outcomes, total, now() - start);
      terminal.err(`${CLEAR}${line}`);
    },
    end: () => {
      if (line !== '') terminal.err(CLEAR);
      line = '';
    },
  };
}

/**
 * `128/300　已生成 120，未变 6，有错 2　2.4 个/秒　约剩 1 分 12 秒`
 * @param elapsed milliseconds
 */
export function progressLine(outcomes: readonly Ended[], total: number, elapsed: number): string {
  const counts = grouped(outcomes, (one) => one);
  const told = ENDS.flatMap((one) => {
    const count = counts.get(one)?.length ?? 0;
    return count > 0 ? [`${one} ${count}`] : [];
  });
  const done = outcomes.length;
  const seconds = elapsed / 1000;
  const parts = [`${done}/${total}`, told.join('，')];
  if (done === 0 || seconds <= 0) return parts.join('　');
  const rest = Math.ceil((seconds / done) * (total - done));
  return [...parts, rateText(done / seconds), `约剩 ${timeText(rest)}`].join('　');
}

/** Packages that take long each are told by how long one takes. */
const rateText = (rate: number): string =>
  rate >= 1 ? `${rate.toFixed(1)} 个/秒` : `${(1 / rate).toFixed(1)} 秒/个`;

/** 1 小时 2 分, 1 分 12 秒, 12 秒 */
function timeText(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分 ${seconds % 60} 秒`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}
