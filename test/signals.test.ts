/** What a person who stops the program sees, and what is left of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { publish } from '../src/publish.js';
import { BALANCED } from './helpers/checked.js';
import { snapshot, temporaryFolder } from './helpers/terminal.js';

function compiling(out: string, stdout: number | 'pipe' = 'pipe', ...more: readonly string[]) {
  const input = join(temporaryFolder(), '2026.yaml');
  writeFileSync(input, BALANCED);
  const args = ['dist/bin/gongkai.js', 'compile', input, '-o', out, ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (more: Buffer) => {
      text += more.toString();
    });
  return { child, textOf: () => text };
}

const profilesOf = ({ pid }: ChildProcess) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`gongkai-browser-${pid}.`));

/** Goes on when the browser of a process is on its way, or the process has ended. */
async function untilBrowser(child: ChildProcess): Promise<void> {
  while (profilesOf(child).length === 0 && child.exitCode === null) await wait(5);
}

describe('a compile that is told to end', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says so, and leaves neither a browser nor files', async (signal, code) => {
    const out = temporaryFolder();
    await publish(out, '局', [], { version: '1', inputs: [], templates: [] });
    const before = snapshot(out);
    const { child, textOf } = compiling(out, 'pipe', '-q');
    await untilBrowser(child);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([code, null]);
    expect(textOf()).toBe('\n已中断：没有写完的都没有写出，原有的材料没有动。\n');
    expect(profilesOf(child)).toEqual([]);
    expect(snapshot(out)).toEqual(before);
    expect(readdirSync(out)).toEqual(['局']);
  });

  it('or is killed, is cleaned up after by the next', async () => {
    const out = temporaryFolder();
    const { child } = compiling(out, 'pipe', '-q');
    await untilBrowser(child);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(profilesOf(child)).toHaveLength(1);
    const next = compiling(out, 'pipe', '-q', '--only', 'pdf');
    expect(await once(next.child, 'close')).toEqual([0, null]);
    expect(profilesOf(child)).toEqual([]);
    expect(profilesOf(next.child)).toEqual([]);
  });
});

it.skipIf(process.platform !== 'linux')(
  'a full disk behind “>” is told in one sentence',
  async () => {
    const out = temporaryFolder();
    const { child, textOf } = compiling(out, openSync('/dev/full', 'w'), '--only', 'csv');
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(textOf()).toContain('结果没有显示完：写不到输出的地方（磁盘已满）。\n');
    expect(textOf()).not.toMatch(/^ {4}at /m);
    expect(readdirSync(join(out))).toHaveLength(1);
  },
);
