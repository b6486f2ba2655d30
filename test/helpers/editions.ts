/** Editions for tests: examples with something changed, and what they differ in. */

import { type CompileResult, compile, readInput } from '../../src/compile.js';
import { rootScope } from '../../src/model/scope.js';
import { buildDocument } from '../../src/narrative/build.js';
import { loadSentences } from '../../src/narrative/sentences.js';
import { prepare } from '../../src/prepare.js';
import { compareEditions } from '../../src/review/compare/compare.js';
import type { CellChange, Comparison } from '../../src/review/compare/comparison.js';
import type { Edition } from '../../src/review/open/edition.js';
import { editionOf } from '../../src/review/open/edition-of.js';
import { buildTables } from '../../src/tables/build.js';
import { edit, example, templates } from './input.js';
import { compileExample } from './world.js';

export const EXAMPLES = [
  'wuchang/2026',
  'hongshan/2025',
  'jianghan/2024',
  'wuchang/2024-final',
  'hongshan/2023-final',
  'hunan/2026',
] as const;

/** An example compiled, its main file replaced by a text. */
export function compileAs(name: string, text: string): CompileResult {
  const main = `${name}.yaml`;
  const read = (file: string) => new TextEncoder().encode(file === main ? text : example(file));
  return compile(main, { templates, read });
}

/** @returns undefined where there are errors */
function edition(name: string, { compiled, sources }: CompileResult): Edition | undefined {
  return compiled && editionOf(name, compiled, sources, '1.0.0');
}

/** The edition of a text that breaks rules: what would be published if nothing were checked. */
export function uncheckedEdition(name: string, text: string): Edition {
  const main = `${name}.yaml`;
  const read = (file: string) => new TextEncoder().encode(file === main ? text : example(file));
  const world = { templates, read };
  const { model, sources } = prepare(readInput(main, world), world);
  if (!model) throw new Error(`${name} cannot be read`);
  const { profile, budget } = model;
  const root = rootScope(budget, profile.rows);
  const tables = new Map(
    [...profile.tables].map(([id, one]) => [id, buildTables(one, root, profile.numbers)]),
  );
  const document = buildDocument(profile, loadSentences(profile), root, tables);
  const compiled = { profile, budget, tables: [...tables.values()].flat(), document };
  return editionOf(name, compiled, sources, '1.0.0');
}

const known = new Map<string, Edition>();

/** An example as it is; made once. */
export function exampleEdition(name: string): Edition {
  const found = known.get(name) ?? edition(name, compileExample(`${name}.yaml`));
  if (!found) throw new Error(`${name} has errors`);
  known.set(name, found);
  return found;
}

/** An example with passages replaced, each of which stands in it once. */
export function changed(name: string, ...edits: readonly (readonly [string, string])[]): Edition {
  const text = edits.reduce((all, [from, to]) => edit(all, from, to), example(`${name}.yaml`));
  const found = edition(name, compileAs(name, text));
  if (!found) throw new Error(`${name} has errors after ${JSON.stringify(edits)}`);
  return found;
}

/** An example against itself with passages replaced. */
export function difference(
  name: string,
  ...edits: readonly (readonly [string, string])[]
): Comparison {
  return compareEditions(exampleEdition(name), changed(name, ...edits));
}

/** All changed cells, each with its table: `预算01 收入总计．收入 › 预算数 4,335.95→4,345.95`. */
export function cellsOf({ tables }: Comparison): string[] {
  return tables.flatMap(({ id, cells }) => cells.map((cell) => `${id} ${told(cell)}`));
}

export function told({ row, column, shown }: CellChange): string {
  return `${row}．${column} ${shown.old?.text ?? '∅'}→${shown.new?.text ?? '∅'}`;
}
