/**
 * Formats that are made ahead: what the build has made of a format's files (src/made-ahead.ts), so that a
 * command need not read, check and compile them again. It is a memory of the reader in library.ts, never
 * another one: it counts only while every file that was read has the very bytes that it had, nothing that
 * was missed has come, and the names in the folders are the same.
 */
import { deserialize, serialize } from 'node:v8';
import type { Asked } from './asked-names.js';
import { type Looked, SAFE_NAME, type Shelf } from './shelf.js';

/** Of the sentences of a format. */
export interface SentencesAhead {
  readonly asked: Asked;
  /** By its name, each piece as JavaScript that Handlebars has written. */
  readonly pieces: ReadonlyMap<string, string>;
}

export interface Ahead<P> {
  readonly looked: readonly Looked[];
  readonly profile: P;
  readonly sentences: SentencesAhead;
}

/** @param made of data alone: no functions, no objects of classes of ours */
export const packAhead = <P>(made: Ahead<P>): Uint8Array => serialize(made);

/**
 * What was made of a format, where it still is what its files say.
 * @param bytes as `packAhead` gave them to this version of the program
 * @param shelf a new one; afterwards it has read what the reader would read
 */
export function unpackAhead<P>(
  id: string,
  read: ((format: string) => Uint8Array | undefined) | undefined,
  shelf: Shelf,
): Ahead<P> | undefined {
  const bytes = SAFE_NAME.test(id) ? read?.(id) : undefined;
  if (!bytes) return undefined;
  let made: Ahead<P>;
  try {
    made = deserialize(bytes);
  } catch {
    // written by a later version of node than this one
    return undefined;
  }
  const isSame = made.looked.every((one) => looksTheSame(one, shelf));
  return isSame && shelf.problems.length === 0 ? made : undefined;
}

function looksTheSame(before: Looked, shelf: Shelf): boolean {
  if ('folder' in before) {
    const names = shelf.yamlNames(before.folder);
    return names.length === before.names.length && names.every((one, i) => one === before.names[i]);
  }
  const { found } = before;
  if (shelf.text(before.file) === undefined) return found === undefined;
  const now = shelf.files.at(-1);
  return (
    found !== undefined &&
    now?.path === found.path &&
    now.shown === found.shown &&
    Buffer.compare(now.bytes, found.bytes) === 0
  );
}

const ofFormats = new WeakMap<object, SentencesAhead>();

/** Takes note of what was made of the sentences of a format. */
export function keepSentences(profile: object, sentences: SentencesAhead): void {
  ofFormats.set(profile, sentences);
}

/** What was made of the sentences of this very format; undefined for one that was read from its files. */
export const sentencesAhead = (profile: object): SentencesAhead | undefined =>
  ofFormats.get(profile);
