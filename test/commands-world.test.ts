/** Commands have the outside handed to them: they run where there is no disk at all. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { ownTemplates } from '../src/forms/own-templates.js';
import type { World } from '../src/world.js';
import { BALANCED, UNBALANCED } from './helpers/checked.js';
import { edit, templates } from './helpers/input.js';

const MORE = edit(edit(BALANCED, ': 2500 }', ': 102500 }'), '"30201": 1500', '"30201": 101500');

/** A world that holds its files, and what is written to it. */
function heldWorld(inputs: Readonly<Record<string, string>>) {
  const files = new Map<string, Uint8Array>(
    Object.entries(inputs).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  const names = (folder: string) =>
    [...files.keys()].flatMap((path) =>
      path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
    );
  const world: World = {
    version: '7.8.9',
    folder: '/nowhere',
    templatesFolder: '/nowhere/templates',
    now: () => 0,
    templates,
    read: (path) => {
      const bytes = files.get(path);
      if (!bytes) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return bytes;
    },
    disk: {
      kindOf: (path) => (files.has(path) ? 'file' : names(path).length > 0 ? 'folder' : undefined),
      isSame: (one, other) => one === other && files.has(one),
      list: (folder) => [...new Set(names(folder).map((path) => path.split('/')[0] ?? ''))],
      filesBelow: names,
      readOrdinary: (path) => files.get(path),
      readUpTo: (path) => {
        const bytes = files.get(path);
        if (!bytes) throw Object.assign(new Error('none'), { code: 'ENOENT' });
        return bytes;
      },
      templatesIn: (folder) =>
        names(folder).length > 0
          ? ownTemplates(
              {
                read: (path) => world.read(`${folder}/${path}`),
                list: (path) => names(`${folder}/${path}`),
              },
              (path) => `${folder}/${path}`,
            )
          : undefined,
      glob: async () => [...files.keys()].filter((path) => path.endsWith('.yaml')),
      write: async (path, content) =>
        void files.set(
          path,
          typeof content === 'string' ? new TextEncoder().encode(content) : content,
        ),
      writeNew: async (made) => {
        for (const { path, content } of made)
          files.set(
            path,
            typeof content === 'string' ? new TextEncoder().encode(content) : content,
          );
      },
      putInOrder: async () => {},
      publish: async (outDir, name, made) => {
        for (const { path, bytes } of made) files.set(`${outDir}/${name}/${path}`, bytes);
        files.set(`${outDir}/${name}/manifest.json`, new TextEncoder().encode('{"输出": []}'));
        return `/nowhere/${outDir}/${name}`;
      },
    },
  };
  const command = async (...args: string[]) => {
    let text = '';
    const print = (more: string) => {
      text += more;
    };
    const code = await run(args, { out: print, err: print, interactive: false }, world);
    return { code, text };
  };
  return { command, files, textOf: (path: string) => new TextDecoder().decode(files.get(path)) };
}

describe('commands in a world without a disk', () => {
  const world = heldWorld({ 'a.yaml': BALANCED, 'b.yaml': MORE, 'c.yaml': UNBALANCED });

  it('check, and write where they are told to, but never over an input', async () => {
    const { command, textOf } = world;
    expect((await command('check', '*.yaml')).text).toContain('\n共 3 个文件，');
    const { code } = await command('check', 'c.yaml', '--format', 'json', '-o', 'c.json');
    expect([code, JSON.parse(textOf('c.json')).版本]).toEqual([1, '7.8.9']);
    const again = await command('check', 'c.json', '--format', 'json', '-o', 'c.json');
    expect([again.code, again.text]).toEqual([2, '-o 写的“c.json”是输入文件，没有写出。\n']);
  });

  it('compile, compare what they wrote, and explain it', async () => {
    const { command } = world;
    const made = await command('compile', 'a.yaml', '--only', 'xlsx,csv', '-v');
    expect(made.code).toBe(0);
    expect(made.text).toContain('  写出　　　　0.00 秒\n已生成 out/示例局2026年部门预算公开/（');
    const same = await command('diff', 'out/示例局2026年部门预算公开', 'a.yaml');
    expect([same.code, same.text.split('\n').at(-2)]).toEqual([0, '没有不同。']);
    const other = await command('diff', 'out', 'b.yaml', '-q');
    expect([other.code, other.text]).toEqual([1, '']);
    const { text } = await command('explain', 'out', '预算05-1', '行政运行', '合计');
    expect(text).toContain('精确数　2,500 元 = 0.25 万元');
  });

  it('tell the version that the world has', async () => {
    expect((await world.command('--version')).text).toBe('7.8.9\n');
  });
});

it('neither commands nor what they call for a review know a disk', () => {
  const files = ['src/commands', 'src/review'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
  expect(files.length).toBeGreaterThan(50);
  const reads = /from 'node:(fs|process|child_process)|process\.(cwd|env|exit|stdout)|console\./;
  expect(files.filter((path) => reads.test(readFileSync(path, 'utf8')))).toEqual([]);
});
