/** Many packages in one run: made in threads, told of in order, and what goes wrong with one costs no other. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesInOrder } from '../src/commands/names.js';
import { progressLine, progressOn } from '../src/commands/progress.js';
import type { Outcome } from '../src/commands/terminal.js';
import { BALANCED, folderWith, UNBALANCED } from './helpers/checked.js';
import { snapshot } from './helpers/terminal.js';

const named = (name: string, input = BALANCED) => input.replace('示例局 }', `${name} }`);
const PROGRAM = ['dist/bin/gongkai.js', 'compile'];
const HUNGRY = new URL('helpers/hungry-thread.mjs', import.meta.url).href;

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as it was built, which has threads. */
async function compiling(args: readonly string[], node: readonly string[] = []): Promise<Told> {
  const run = promisify(execFile)(process.execPath, [...node, ...PROGRAM, ...args]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failed: Told) => failed,
  );
}

describe('a run with threads', () => {
  const inputs = {
    'a.yaml': named('甲局'),
    'b.yaml': named('乙局'),
    'wrong.yaml': named('误局', UNBALANCED),
    'same.yaml': named('甲局'),
    'no.yaml': '类型: 预算\n',
    'c.yaml': named('丙局'),
  };

  it('writes the same bytes and says the same with one and with several, PDF and all', async () => {
    const { path } = folderWith(inputs);
    const files = Object.keys(inputs).map((name) => join(path, name));
    const said = async (jobs: string): Promise<Told> => {
      const told = await compiling([...files, '-o', join(path, jobs), '-j', jobs]);
      const { code, stdout, stderr } = told;
      return { code, stdout: stdout.replaceAll(join(path, jobs), 'out'), stderr };
    };
    const [one, three] = [await said('1'), await said('3')];
    expect(three).toEqual(one);
    expect(snapshot(join(path, '3'))).toEqual(snapshot(join(path, '1')));
    expect(one.code).toBe(1);
    expect(one.stdout.match(/(?<=out\/).(?=局2026年部门预算公开\/)/g)).toEqual(['甲', '乙', '丙']);
    const order = ['wrong.yaml：有 1 处错误', 'same.yaml：同 ', 'no.yaml：有 '];
    const at = order.map((text) => one.stderr.indexOf(text));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
    const written = readdirSync(join(path, '3', '乙局2026年部门预算公开'));
    expect(written).toContain('乙局2026年部门预算公开.pdf');
  });

  it.each([
    'start',
    'work',
    'end',
  ])('makes everything where a thread runs out of memory at its %s', async (when) => {
    const { path } = folderWith(inputs);
    const files = ['a.yaml', 'b.yaml', 'c.yaml'].map((name) => join(path, name));
    const flag = join(path, 'once');
    const node = ['--import', `${HUNGRY}?when=${when}&once=${encodeURIComponent(flag)}`];
    const args = [...files, '-o', join(path, 'out'), '--only', 'csv', '-j', '2'];
    const { code, stdout, stderr } = await compiling(args, node);
    expect(existsSync(flag)).toBe(true);
    expect([code, stderr.replaceAll(/^已豁免.*\n/gm, '')]).toEqual([0, '']);
    expect(stdout.match(/已生成/g)).toHaveLength(3);
  });

  it.skipIf(process.platform !== 'linux')('prints again where a browser is killed', async () => {
    const { path } = folderWith(inputs);
    const files = ['a.yaml', 'b.yaml'].map((name) => join(path, name));
    const child = spawn(process.execPath, [
      ...PROGRAM,
      ...files,
      ...['-o', join(path, 'out'), '-q', '--only', 'pdf'],
    ]);
    let told = '';
    child.stderr.on('data', (more: Buffer) => {
      told += more.toString();
    });
    const ended = once(child, 'close');
    const killed = await killOneBrowser(child.pid ?? 0, () => child.exitCode !== null);
    expect([await ended, told]).toEqual([[0, null], '']);
    expect(killed).toBe(true);
    expect(readdirSync(join(path, 'out'))).toHaveLength(2);
  });

  it('that is told to end leaves neither browsers nor files', async () => {
    const { path } = folderWith(inputs);
    const out = join(path, 'out');
    const files = ['a.yaml', 'b.yaml', 'c.yaml'].map((name) => join(path, name));
    const child = spawn(process.execPath, [...PROGRAM, ...files, '-o', out, '-q']);
    const browsers = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`gongkai-browser-${child.pid}.`));
    while (browsers().length === 0 && child.exitCode === null) await wait(5);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([143, null]);
    expect(browsers()).toEqual([]);
    // a package may have been written whole before, nothing else
    for (const name of existsSync(out) ? readdirSync(out) : [])
      expect(readdirSync(join(out, name))).toContain('manifest.json');
  });
});

/** Kills a browser of a process as soon as it has a page. @returns whether there was one */
async function killOneBrowser(program: number, over: () => boolean): Promise<boolean> {
  while (!over()) {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const parents = new Map(processes.map((pid) => [pid, parentOf(pid)]));
    for (const page of processes) {
      if (!textOf(`/proc/${page}/cmdline`).includes('--type=renderer')) continue;
      let pid: string | undefined = page;
      while (pid !== undefined && parents.get(pid) !== `${program}`) pid = parents.get(pid);
      if (pid === undefined) continue;
      process.kill(Number(pid), 'SIGKILL');
      return true;
    }
    await wait(5);
  }
  return false;
}

const parentOf = (pid: string) => /^PPid:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1];

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

describe('names of packages', () => {
  it('go to the first in order, however long each takes, and be some never claimed', async () => {
    const packages = fc.array(
      fc.record({ name: fc.constantFrom('甲', '乙', '丙', undefined), delay: fc.nat(3) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(packages, async (all) => {
        const next = placesInOrder();
        const has = await Promise.all(
          all.map(async ({ name, delay }, i) => {
            const place = next();
            for (let turn = 0; turn < delay; turn++) await wait(0);
            if (name === undefined) place.pass();
            return name === undefined ? undefined : place.claim(name, `${i}`);
          }),
        );
        const first = all.map(({ name }) =>
          name === undefined ? undefined : `${all.findIndex((one) => one.name === name)}`,
        );
        expect(has).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the line that tells how far a run is', () => {
  it.each<[Outcome[], number, number, string]>([
    [['已生成'], 300, 4000, '1/300　已生成 1　4.0 秒/个　约剩 19 分 56 秒'],
    [
      ['已生成', '有错', '已生成', '未变'],
      6,
      1000,
      '4/6　已生成 2，未变 1，有错 1　4.0 个/秒　约剩 1 秒',
    ],
    [['不单独生成'], 1000, 60_000, '1/1000　不单独生成 1　60.0 秒/个　约剩 16 小时 39 分'],
  ])('%j', (outcomes, total, elapsed, line) => {
    expect(progressLine(outcomes, total, elapsed)).toBe(line);
  });

  it('stays below what is printed, and goes at the end', () => {
    let shown = '';
    const print = (text: string) => {
      shown += text;
    };
    let now = 0;
    const progress = progressOn({ out: print, err: print, interactive: true }, 2, () => now);
    now = 1000;
    progress.done('已生成');
    progress.terminal.out('已生成 甲\n');
    progress.end();
    progress.terminal.out('乙\n');
    const line = '1/2　已生成 1　1.0 个/秒　约剩 1 秒';
    const clear = '\r\u001b[K';
    expect(shown).toBe(`${clear}${line}${clear}已生成 甲\n${line}${clear}乙\n`);
  });
});
