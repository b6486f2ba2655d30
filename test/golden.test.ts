/**
 * What is published, byte for byte. `UPDATE=1` rewrites the golden files; the change then shows in
 * the version control's diff and must be read there.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../src/render/csv.js';
import { compiled, compileExample, documentLines } from './helpers/world.js';

/** Golden folder: the input, and whose package where it is a unit's. */
const GOLDEN: Readonly<Record<string, readonly [input: string, unit?: string]>> = {
  'wuchang-2026': ['wuchang/2026.yaml'],
  'hongshan-2025': ['hongshan/2025.yaml'],
  'jianghan-2024': ['jianghan/2024.yaml'],
  'wuchang-2024-final': ['wuchang/2024-final.yaml'],
  'hongshan-2023-final': ['hongshan/2023-final.yaml'],
  'putuo-2024-final': ['putuo/2024-final.yaml'],
  'hunan-2026': ['hunan/2026.yaml'],
  'wanli-2025': ['wanli/2025.yaml'],
  'wanli-2025-office': ['wanli/2025.yaml', '本级'],
};
const update = process.env.UPDATE === '1';

describe.each(Object.entries(GOLDEN))('golden files of %s', (name, [input, unit]) => {
  const { tables, document } = compiled(compileExample(input, unit));
  const made = new Map([
    ...tables.map((table): [string, string] => [`${table.id}.csv`, renderCsv(table)]),
    ['说明.txt', `${documentLines(document).join('\n')}\n`],
  ]);
  const folder = new URL(`golden/${name}/`, import.meta.url);
  if (update) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of made) writeFileSync(new URL(encodeURI(file), folder), text);
  }

  it('are these files', () => {
    expect([...made.keys()].sort()).toEqual(readdirSync(folder).sort());
  });

  it.each([...made])('%s', (file, text) => {
    expect(text).toBe(readFileSync(new URL(encodeURI(file), folder), 'utf8'));
  });
});
