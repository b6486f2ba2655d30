/** What the build makes of the formats of this program, for forms/ahead.ts. */
import { type Ahead, packAhead } from './forms/ahead.js';
import { readProfile, type StoredProfile, type TemplateFolder } from './forms/library.js';
import { Shelf } from './forms/shelf.js';
import { askedBy } from './narrative/asked.js';
import { writtenPieces } from './narrative/sentences.js';

/**
 * All that a command needs of a format.
 * @throws DiagnosticError with all that is wrong with it and its templates
 */
export function madeAhead(id: string, templates: TemplateFolder): Uint8Array {
  const shelf = new Shelf(templates);
  const profile = readProfile(id, shelf);
  const pieces = writtenPieces(profile);
  const asked = askedBy(profile);
  if (!asked) throw new Error(`the sentences of ${id} cannot be read`);
  const { files: _, ...rest } = profile;
  const tables = new Map(
    [...profile.tables].map(([table, { placeOf: _, ...stored }]) => [table, stored]),
  );
  const made: Ahead<StoredProfile> = {
    looked: shelf.looked,
    profile: { ...rest, tables },
    sentences: { asked, pieces },
  };
  return packAhead(made);
}
