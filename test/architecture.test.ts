/** 架构.md: what it names is there, it names every room, and imports go from a room to those listed before it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('docs/架构.md', 'utf8');
const ROOMS = [...PAGE.matchAll(/^(src\/\S+) {2}/gm)].map(([, path = '']) => path);

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file));
const imports = new Map(
  files.map((file) => [
    file,
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)].map(
      ([, path = '']) => `${normalize(join(dirname(file), path))}.ts`,
    ),
  ]),
);
/** Position of the room that a file stands in; −1 for none. */
const roomOf = (file: string) => ROOMS.findIndex((room) => file.startsWith(room));

describe('the page', () => {
  it('names nothing that there is not', () => {
    const named = [...PAGE.matchAll(/(?:src|templates|docs)\/[\p{L}\w./-]*/gu)].map(
      ([path]) => path,
    );
    const linked = [...PAGE.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => `docs/${path}`);
    expect(named.length).toBeGreaterThan(40);
    expect([...named, ...linked].filter((path) => !existsSync(path))).toEqual([]);
  });

  it('lists every room once', () => {
    expect(files.filter((file) => roomOf(file) < 0)).toEqual([]);
    expect(new Set(ROOMS).size).toBe(ROOMS.length);
    expect(ROOMS.filter((room) => !files.some((file) => file.startsWith(room)))).toEqual([]);
  });
});

describe('imports', () => {
  it('go to rooms that are listed before', () => {
    const wrong = [...imports].flatMap(([file, to]) =>
      to.filter((other) => roomOf(other) > roomOf(file)).map((other) => `${file} → ${other}`),
    );
    expect([...imports.values()].flat().length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('make no circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const other of imports.get(file) ?? []) visit(other, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
