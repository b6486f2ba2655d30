/** Processes that are timed, in pairs one after the other, so that both meet the same machine. */
import { spawnSync } from 'node:child_process';

/**
 * What a process prints.
 * @param {string[]} args of node, unless another program is named
 * @throws Error with what it said, where it fails
 */
export function outputOf(args, { program = process.execPath, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')}\n${stderr}`);
  return stdout;
}

/** Wall seconds of a process from its start to its end. */
export function seconds(args, options) {
  const start = performance.now();
  outputOf(args, options);
  return (performance.now() - start) / 1000;
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * Runs one and the other in turn.
 * @param {() => number} ours seconds of a run
 * @param {() => number} theirs the same of what it is compared with
 * @param {number} pairs how often
 * @param {boolean} warm whether each runs once before, uncounted
 * @returns medians of both, and of the ratios ours / theirs
 */
export function inPairs(ours, theirs, pairs, warm = true) {
  if (warm) {
    ours();
    theirs();
  }
  const both = Array.from({ length: pairs }, () => [ours(), theirs()]);
  return {
    ours: median(both.map(([one]) => one)),
    theirs: median(both.map(([, other]) => other)),
    ratio: median(both.map(([one, other]) => one / other)),
  };
}
