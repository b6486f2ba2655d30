/** What a format asks for, as rules look at it: what it does not print need not be written. */
import type { Asked } from '../forms/asked.js';
import type { Profile } from '../forms/library.js';
import { askedBy } from '../narrative/asked.js';

/**
 * Whether the tables, the charts or the sentences of a format ask for one of some names; of a format that
 * cannot be read it is taken that they do.
 */
export function asksFor(profile: Profile, kind: keyof Asked, names: readonly string[]): boolean {
  const asked = askedBy(profile);
  return !asked || names.some((name) => asked[kind].has(name));
}
