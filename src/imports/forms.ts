/** Sheets that are forms of a format → what they say of an input. */
import type { Profile } from '../forms/library.js';
import type { Book } from './books.js';
import type { Imported } from './imported.js';

/**
 * Reads what sheets of these books are forms of the format.
 * @returns undefined where none is
 */
export function importForms(_books: readonly Book[], _profile: Profile): Imported | undefined {
  return undefined;
}
