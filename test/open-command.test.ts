/** `gongkai open` on the command line: what it opens, how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPage } from '../src/commands/open.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

describe('a command line', () => {
  it.each([
    [['open'], '缺少要打开的'],
    [['open', 'nowhere.yaml'], '找不到“nowhere.yaml”'],
    [['open', 'README.md'], '“README.md”不是输入文件'],
    [['open', 'inputs', '--截止', '2027-02-30'], '截止日期要写成'],
    [['open', 'inputs', '--空闲', '0'], '空闲的分钟数不能是“0”'],
    [['open', 'inputs', '-o', ' '], '-o 后面请写输出文件夹'],
    [['open', 'inputs', '--formats', 'nowhere'], '没有“nowhere”这个文件夹'],
  ])('%j is told what is wrong', async (args, said) => {
    const { code, err, out } = await gongkai(args);
    expect(err).toContain(said);
    expect(out).toBe('');
    expect([1, 2]).toContain(code);
  });
});

describe('what is opened', () => {
  it('is told with its address, and ends cleanly on Ctrl-C', async () => {
    const folder = temporaryFolder();
    cpSync('inputs/putuo', folder, { recursive: true });
    const child = spawn(process.execPath, [
      'dist/bin/gongkai.js',
      'open',
      join(folder, '2024-final.yaml'),
      '--no-browser',
    ]);
    let out = '';
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    const address = await new Promise<string>((done) => {
      child.stdout.on('data', (text) => {
        out += text;
        const found = /http:\S+/.exec(out)?.[0];
        if (found) done(found);
      });
    });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{32}&f=2024-final\.yaml$/);
    // a page listens
    const { host, hash } = new URL(address);
    const token = new URLSearchParams(hash.slice(1)).get('t') ?? '';
    const events = await fetch(`http://${host}/api/events`, {
      headers: { 'x-gongkai-token': token },
    });
    expect(events.status).toBe(200);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(err).toBe('\n已结束；没有保存的只在浏览器的页面里。\n');
    await events.body?.cancel().catch(() => {});
    await expect(fetch(`http://${host}/`)).rejects.toThrow();
  });

  it('ends by itself when nobody has looked at it for as long as was asked', async () => {
    let out = '';
    const terminal = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
      interactive: false,
    };
    const code = await openPage(
      'inputs/putuo',
      { browser: false, idle: 0.005 },
      diskWorld,
      terminal,
    );
    expect(code).toBe(0);
    expect(out).toContain('http://127.0.0.1:');
    expect(out).toContain('没有人看了，已结束。');
  });
});
