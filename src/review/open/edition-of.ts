/** What the pipeline makes of an input → the edition that reviewers compare. */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Compiled, CompileResult, SourceFile } from '../../compile.js';
import { textOf, valueAt } from '../../input/tree.js';
import type { Subjects } from '../../model/subjects.js';
import { OTHER_YEARS } from '../../model/terms.js';
import type { Edition, Leaf, ProsePart } from './edition.js';
import { leavesOf } from './leaves.js';

/**
 * @param name how the input was named on the command line
 * @param sources the input and the files that it names, in the order in which they were read
 * @param version of this program
 */
export function editionOf(
  name: string,
  { profile, budget, tables, document }: Compiled,
  sources: readonly SourceFile[],
  version: string,
): Edition {
  const { subjects } = budget;
  return {
    name,
    kind: '输入',
    title: document.title,
    department: budget.department.name,
    year: budget.year,
    format: profile.id,
    version,
    templates: new Map(profile.files.map(({ path, bytes }) => [path, sha256(bytes)])),
    tables,
    parts: [
      part('封面', [
        ...(document.cover.above ?? []),
        ...document.cover.title,
        ...document.cover.lines,
      ]),
      ...document.parts.map((one) => ({
        ...one,
        blocks: one.blocks.filter((block) => block.kind !== 'table'),
      })),
      ...(document.closing.length > 0 ? [part('文末', document.closing)] : []),
    ],
    leaves: leavesOfAll(sources, subjects),
  };
}

/** What the inputs of a result say; nothing where they are not valid. */
export function leavesIn({ model, sources }: CompileResult): Leaf[] {
  return model ? leavesOfAll(sources, model.budget.subjects) : [];
}

function leavesOfAll(sources: readonly SourceFile[], subjects: Subjects): Leaf[] {
  return sources.flatMap(({ input, file }, i): Leaf[] =>
    input ? leavesOf(input, i === 0 ? undefined : roleOf(file, sources[0]), subjects) : [],
  );
}

/** The key under which the main input names another file. */
function roleOf(file: string, main: SourceFile | undefined): string {
  const tree = main?.input?.source.tree ?? null;
  const role = OTHER_YEARS.find((key) => {
    const written = textOf(valueAt(tree, [key]));
    return written !== undefined && join(dirname(main?.file ?? ''), written) === file;
  });
  return role ?? file;
}

/** Lines that stand outside of all parts, as one. */
function part(title: string, lines: readonly string[]): ProsePart {
  return {
    id: title,
    label: '',
    title,
    blocks: lines.map((text) => ({ kind: 'paragraph', runs: [{ text }] })),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
