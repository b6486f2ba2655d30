/** Which table of a Word document is which of a package. */
import { align, alikeTexts } from '../../compare/align.js';

/** A table as it is looked for. */
export interface SoughtTable {
  /** Empty where the document does not say. */
  readonly id: string;
  /** Its title and what stands in it. */
  readonly text: string;
}

/** Tables that are less alike are others. */
const ALIKE = 0.5;

/**
 * Each table of a package with the one of its name. A program that saved the document anew may have left out the names:
 * what has none is put beside what it is most like, in the order of both, as several may have one title.
 */
export function pairedTables<A extends SoughtTable, B extends SoughtTable>(
  base: readonly A[],
  draft: readonly B[],
): Map<A, B> {
  const named = new Map(draft.map((table) => [table.id, table]));
  const ids = new Set(base.map(({ id }) => id));
  const pairs = new Map<A, B>();
  for (const table of base) {
    const found = named.get(table.id);
    if (found) pairs.set(table, found);
  }
  type Either = { readonly text: string; readonly base?: A; readonly draft?: B };
  const left = base
    .filter((table) => !pairs.has(table))
    .map((table): Either => ({ text: table.text, base: table }));
  const nameless = draft
    .filter(({ id }) => !ids.has(id))
    .map((table): Either => ({ text: table.text, draft: table }));
  const keyOf = ({ text }: Either) => text;
  const alike = (a: Either, b: Either) => alikeTexts(a.text, b.text);
  for (const { old, new: now } of align(left, nameless, keyOf, alike, ALIKE))
    if (old?.base && now?.draft) pairs.set(old.base, now.draft);
  return pairs;
}
