/** A program of the tests for a process of its own, which can't run TypeScript. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

/**
 * The program that a file beside this one is, with all that it uses of src/; removed after the last test.
 * @returns its path
 */
export async function bundled(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bundled-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`test/helpers/${name}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}
