/** What may be written at a place: keys, words, codes, from the schema, the dictionary and the file itself. */
import type { Subject, Words } from '../../words.js';
import { codeStyle, projectsIn, unitsIn } from './file-words.js';
import { unquoted } from './lines.js';
import { type CodeKind, codeOfKeys, codeOfValue, fits, keysAt, valuesAt } from './schema.js';
import type { Place } from './tree-place.js';

export interface Suggestion {
  /** What is listed: a key, a word, or a code with its name. */
  readonly label: string;
  readonly detail?: string;
  /** What is told of it beside the list. */
  readonly info?: string;
  readonly kind: 'key' | 'word' | 'code';
  /** The value itself: without quotes, comment or colon. */
  readonly means: string;
  /** What is written in place of the word. */
  readonly insert: string;
  /** What is written behind that, after the cursor. */
  readonly after?: string;
}

export interface Suggestions {
  /** What is replaced. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
}

/**
 * @param place of the end of the word that is being written
 * @param explicit whether the person has asked: then others are offered for a value that is written out
 */
export function suggestionsAt(
  text: string,
  offset: number,
  place: Place,
  words: Words,
  explicit = false,
): Suggestions | undefined {
  if (place.kind === 'text') return undefined;
  const { from } = place;
  const value = unquoted(text.slice(from, place.to));
  const written = unquoted(text.slice(from, offset));
  // a key with “：” is put right by writing it anew
  const colon = place.kind === 'value' ? -1 : text.slice(from, place.to).indexOf('：');
  const begun = colon < 0 ? written : text.slice(from, from + colon).trim();
  const to = colon < 0 ? place.to : from + colon + 1;
  const values = () => {
    const found = valuesOf(text, place, words, written);
    // Enter after a whole word must not make a longer one of it
    if (!found.some(({ means }) => means === value)) return found;
    return explicit ? valuesOf(text, place, words, '') : [];
  };
  const options = [
    ...(place.kind === 'value' ? [] : keysOf(text, place, words, begun)),
    ...(place.kind === 'key' ? [] : values()),
  ];
  const useful = options.filter(({ insert }) => insert !== text.slice(from, to));
  return useful.length === 0 ? undefined : { from, to, options: useful };
}

function keysOf(text: string, place: Place, words: Words, begun: string): Suggestion[] {
  const { schema } = words;
  const { path, siblings } = place;
  const there = new Set(siblings);
  const colon = place.kind === 'key' && !isOpen(text, place) ? '' : ': ';
  const keys = keysAt(schema, path)
    .filter(({ key }) => !there.has(key) && key.includes(begun))
    .sort((a, b) => rank(begun, b.key) - rank(begun, a.key));
  const kind = codeOfKeys(schema, path);
  const codes = kind
    ? codesOf(text, kind, words, begun).filter(
        ({ code }) => !there.has(code) && fits(schema, path, kind, code, true),
      )
    : [];
  const style = codeStyle(text, place.from);
  return [
    ...keys.map(({ key, description, required, holds }): Suggestion => {
      const end = holds === 'value' || place.flow ? colon : colon.trimEnd();
      return {
        label: key,
        ...(required ? { detail: '必写' } : {}),
        ...(description === '' ? {} : { info: description }),
        kind: 'key',
        means: key,
        insert: `${key}${end}`,
      };
    }),
    ...codes.map((one): Suggestion => {
      const comment =
        isSubject(kind) && style.named && colon !== '' && !place.flow && endsLine(text, place.to);
      return {
        ...listed(one),
        insert: `${style.quote}${one.code}${style.quote}${colon}`,
        ...(comment ? { after: ` # ${one.name}` } : {}),
      };
    }),
  ];
}

function valuesOf(text: string, place: Place, words: Words, written: string): Suggestion[] {
  const { schema } = words;
  const { path } = place;
  const isFormat = path.length === 1 && path[0] === '格式';
  const plain = [...valuesAt(schema, path), ...(isFormat ? words.formats : [])]
    .filter((word) => word.includes(written))
    .sort((a, b) => rank(written, b) - rank(written, a))
    .map((word): Suggestion => ({ label: word, kind: 'word', means: word, insert: word }));
  const kind = codeOfValue(schema, path);
  if (!kind) return plain;
  const style = codeStyle(text, place.from);
  const codes = codesOf(text, kind, words, written)
    .filter(({ code }) => fits(schema, path, kind, code, false))
    .map((one): Suggestion => {
      const insert =
        kind === 'project' ? plainOrQuoted(one.code) : quotedCode(one.code, style.quote);
      const comment = isSubject(kind) && style.named && !place.flow && endsLine(text, place.to);
      return { ...listed(one), insert: comment ? `${insert} # ${one.name}` : insert };
    });
  return [...plain, ...codes];
}

const isSubject = (kind: CodeKind | undefined) => kind !== 'unit' && kind !== 'project';

interface Found extends Subject {
  readonly above?: string;
}

const listed = ({ code, name, above, definition }: Found) => ({
  label: name === '' ? code : `${code} ${name}`,
  kind: 'code' as const,
  means: code,
  ...(above === undefined ? {} : { detail: above }),
  ...(definition === undefined ? {} : { info: definition }),
});

/** Codes that a word may mean: by the beginning of the code, the name, a part of it. The likeliest first. */
function codesOf(text: string, kind: CodeKind, words: Words, written: string): Found[] {
  if (kind === 'unit') return ranked(unitsIn(text), written);
  if (kind === 'project') return ranked(projectsIn(text), written);
  const names = new Map(words[kind].map(({ code, name }) => [code, name]));
  return ranked(words[kind], written).map((one) => {
    const above = one.code.length > 3 ? names.get(one.code.slice(0, -2)) : undefined;
    return { ...one, ...(above === undefined ? {} : { above }) };
  });
}

function ranked(all: readonly Subject[], written: string): Subject[] {
  return all
    .map((one) => ({
      one,
      rank: one.code.startsWith(written) ? 2 : rank(written, one.name),
    }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ one }) => one);
}

/** How well a word that is begun means another: it itself, its beginning, a part, letters of it in their order. */
function rank(begun: string, word: string): number {
  if (word === begun) return 4;
  if (word.startsWith(begun)) return 3;
  if (word.includes(begun)) return 1;
  let at = 0;
  for (const letter of begun) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return -1;
  }
  return 0;
}

/** Whether a key that is begun in brackets has no colon yet. */
const isOpen = (text: string, { to }: Place) => !/^[ \t]*[:：]/.test(text.slice(to, to + 80));

const endsLine = (text: string, at: number) => /^[ \t]*(?:\r?\n|$)/.test(text.slice(at, at + 200));

/** Codes of units may have letters, and then need no quotes; quotes never hurt. */
const quotedCode = (code: string, quote: string) => `${quote}${code}${quote}`;

/** A name as YAML takes it: in quotes where it would be read as something else. */
const plainOrQuoted = (name: string) =>
  /^[\p{Script=Han}][^:#{}[\],]*$/u.test(name) ? name : JSON.stringify(name);
