/** What is handed over is, byte for byte, what `gongkai compile` writes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { diskWorld } from '../src/disk/disk-world.js';
import { compile, FORMATS } from '../src/index.js';
import { createHandOver } from '../src/workbench/hand-over.js';
import { department } from './helpers/departments.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const handOver = createHandOver({ output: 'nowhere' });
afterAll(handOver.close);

function filesOf(folder: string): Record<string, Buffer> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );
}

describe('an input without errors', () => {
  it('gives the bytes of the command line, each time', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '2026.yaml');
    writeFileSync(file, department());
    const run = (out: string, ...flags: string[]) =>
      gongkai(['compile', file, '-o', join(folder, out), ...flags]);
    expect((await run('out')).code).toBe(0);
    expect((await run('checks', '--with-checks')).code).toBe(0);
    const name = '示例局2026年部门预算公开';
    const written = filesOf(join(folder, 'out', name));
    const world = diskWorld();
    const result = compile(file, world);
    const make = (what: string) => handOver.make(result, what, world);

    const whole = await make('整套');
    expect(whole).toMatchObject({ name: `${name}.zip`, type: 'application/zip' });
    const inside = Object.entries(unzipSync(whole.bytes)).map(([path, bytes]) => [
      path.slice(name.length + 1),
      Buffer.from(bytes),
    ]);
    expect(Object.fromEntries(inside)).toEqual(written);
    expect(Buffer.from((await make('整套')).bytes).equals(whole.bytes)).toBe(true);

    for (const format of FORMATS) {
      const { name: given, bytes } = await make(format);
      if (!given.endsWith('.zip')) expect(written[given]?.equals(bytes)).toBe(true);
      else
        for (const [path, one] of Object.entries(unzipSync(bytes)))
          expect(written[path.slice(path.indexOf('/') + 1)]?.equals(one)).toBe(true);
    }
    const checks = filesOf(join(folder, 'checks', name))[`${name}.xlsx`];
    expect(checks?.equals((await make('核对表')).bytes)).toBe(true);
    expect(Buffer.from((await make('检查结果')).bytes).toString()).toContain('错误 0');

    await expect(make('对比')).rejects.toThrow('没有可以对比的');
    const own = createHandOver({ output: join(folder, 'out') });
    const { bytes, name: page } = await own.make(result, '对比', world);
    expect(page).toMatch(/\.html$/);
    expect(Buffer.from(bytes).toString()).toMatch(/^<!doctype html>/i);
    await expect(make('别的')).rejects.toThrow('没有“别的”这种材料');
    await expect(make('toString')).rejects.toThrow('没有');
  }, 120_000);
});

describe('an input with errors', () => {
  it('is refused with the first of them, but its findings are given', async () => {
    const file = join(temporaryFolder(), '2026.yaml');
    writeFileSync(file, department({ 收入: [{ 单位: '100001', 一般公共预算拨款: 99 }] }));
    const world = diskWorld();
    const result = compile(file, world);
    await expect(handOver.make(result, 'pdf', world)).rejects.toThrow(/处错误，先改好。第一处：/);
    const { bytes, type } = await handOver.make(result, '检查结果', world);
    expect(type).toContain('text/plain');
    expect(Buffer.from(bytes).toString()).toContain('错误');
  });
});
