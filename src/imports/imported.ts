/** What an import gives, by whichever way of reading: a draft, and an account of what became of the files. */
import type { Diagnostic } from '../diagnostics.js';
import { type Draft, TO_FILL } from '../input/draft.js';
import type { Sheet } from './books.js';

/** Something that was taken or left, for the report. */
export interface Told {
  /** Where it stands: a sheet, a place. */
  readonly where: string;
  readonly what: string;
}

export interface Imported {
  readonly draft: Draft;
  /** What was taken from where. */
  readonly taken: readonly Told[];
  /** What was left, and why. */
  readonly left: readonly Told[];
  /** Errors are amounts and words that would be lost: then nothing is written. */
  readonly problems: readonly Diagnostic[];
  /** Sheets that something was taken from. */
  readonly sheets: ReadonlySet<Sheet>;
}

/**
 * Two imports as one. A section that both have is taken whole from the first.
 * @param first what is known in more detail
 */
export function joined(first: Imported, other: Imported): Imported {
  if (isTree(first.draft.tree) && isTree(other.draft.tree)) {
    const own = first.draft.tree;
    const has = (key: unknown) => Object.hasOwn(own, String(key));
    const more = Object.keys(other.draft.tree).filter((key) => !has(key));
    const twice = Object.keys(other.draft.tree).filter(
      (key) => has(key) && typeof own[key] === 'object',
    );
    const isFilled = (key: unknown) => has(key) || more.includes(String(key));
    // what one of the two has need not be filled in any more
    const remarks = [
      ...first.draft.remarks.filter(
        ({ path, where }) => where !== 'instead' || path.length !== 1 || !isFilled(path[0]),
      ),
      ...other.draft.remarks.filter(({ path }) => path.length === 0 || !has(path[0])),
    ];
    return {
      draft: { tree: { ...other.draft.tree, ...own }, remarks },
      taken: [...first.taken, ...other.taken],
      left: [
        ...first.left,
        ...other.left,
        ...twice.map((key) => ({ where: key, what: '两处都有，取更细的一处' })),
      ],
      problems: [...first.problems, ...other.problems],
      sheets: new Set([...first.sheets, ...other.sheets]),
    };
  }
  return first;
}

const isTree = (tree: unknown): tree is { [key: string]: Draft['tree'] } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/** What a person has still to write, without the mark: the remarks that say so, by where it is written. */
export const toFill = ({ remarks }: Draft): readonly string[] =>
  remarks.flatMap(({ text, path }) => {
    const [line = ''] = text.split('\n');
    if (!text.includes(TO_FILL)) return [];
    const said = line.replace(new RegExp(`^${TO_FILL}[：:]?`), '');
    const steps = path.map((step) => (typeof step === 'number' ? `第 ${step + 1} 项` : step));
    const where = steps.join(' › ') || '全文';
    return [said === '' || said === where ? where : `${where}：${said}`];
  });
