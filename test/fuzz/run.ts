/** Cases one after the other, their kinds by turns, for a time or a number of them. */
import { renderXlsx } from '../../src/render/xlsx.js';
import { samples } from '../helpers/sample-tables.js';
import { META } from '../helpers/sample-workbook.js';
import { type Case, KINDS, tryCase } from './cases.js';

/** A case that takes longer is too slow. */
export const SLOW_SECONDS = 5;

export interface Count {
  tried: number;
  refused: number;
  compiled: number;
  /** Seeds. */
  readonly uncaught: number[];
  readonly slow: number[];
}

export type Counts = Readonly<Record<(typeof KINDS)[number], Count>>;

/**
 * @param seed of the first case; the next ones count from there
 * @param goesOn whether to try one more, asked before each
 * @param onFault told of what nobody foresaw and of what is too slow
 */
export async function fuzz(
  seed: number,
  goesOn: (tried: number) => boolean,
  onFault: (found: Case, seed: number) => void,
): Promise<Counts> {
  const workbook = await renderXlsx(samples, META);
  const counts = Object.fromEntries(
    KINDS.map((kind) => [kind, { tried: 0, refused: 0, compiled: 0, uncaught: [], slow: [] }]),
  ) as unknown as Counts;
  for (let n = 0; goesOn(n); n++) {
    const kind = KINDS[(seed + n) % KINDS.length] ?? '输入';
    const count = counts[kind];
    const found = await tryCase(kind, seed + n, workbook);
    count.tried++;
    if (found.outcome === '编译') count.compiled++;
    if (found.outcome === '拒绝') count.refused++;
    if (found.outcome === '出错') count.uncaught.push(seed + n);
    if (found.seconds > SLOW_SECONDS) count.slow.push(seed + n);
    if (found.outcome === '出错' || found.seconds > SLOW_SECONDS) onFault(found, seed + n);
  }
  return counts;
}
