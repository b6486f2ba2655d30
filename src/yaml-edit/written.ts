/** New values as they are written in YAML. */
import { Scalar, stringify } from 'yaml';

/** What is written for a value: digits as they were typed, none for what is not known yet, or a text. */
export type Written = { readonly number: string } | { readonly text: string };

/** A value that is written anew. */
export type NewValue = Written | readonly NewValue[] | { readonly entries: readonly NewEntry[] };
export type NewEntry = readonly [key: string, value: NewValue];

const isList = (value: NewValue): value is readonly NewValue[] => Array.isArray(value);

export const keyAs = (key: string): string =>
  /^\d+$/.test(key) ? JSON.stringify(key) : plainly(key);

export function entryAs([key, value]: NewEntry, indent: string): string {
  return `${indent}${keyAs(key)}:${valueAs(value, indent)}`;
}

/** With what separates it from the colon. */
function valueAs(value: NewValue, indent: string): string {
  if (isList(value))
    return value.length === 0
      ? ' []'
      : `\n${value.map((one) => itemAs(one, `${indent}  `)).join('\n')}`;
  if ('entries' in value)
    return value.entries.length === 0
      ? ' {}'
      : `\n${value.entries.map((one) => entryAs(one, `${indent}  `)).join('\n')}`;
  const written = scalarAs(value, quotesOf(value), `${indent}  `);
  return written && ` ${written}`;
}

export function itemAs(value: NewValue, indent: string): string {
  if (!isList(value) && 'entries' in value && value.entries.length > 0) {
    const lines = value.entries.map((one) => entryAs(one, `${indent}  `)).join('\n');
    return `${indent}- ${lines.trimStart()}`;
  }
  return `${indent}-${valueAs(value, indent)}`;
}

/** Codes are written in quotes: they are no numbers. */
const quotesOf = (value: Written): Scalar.Type | undefined =>
  'text' in value && /^\d+$/.test(value.text) ? Scalar.QUOTE_DOUBLE : undefined;

/** Between brackets. */
export function flowAs(value: NewValue, type?: Scalar.Type): string {
  if (isList(value)) return `[${value.map((one) => flowAs(one)).join(', ')}]`;
  if ('entries' in value)
    return `{ ${value.entries.map(([key, one]) => `${keyAs(key)}: ${flowAs(one)}`.trimEnd()).join(', ')} }`;
  if ('number' in value) return value.number;
  const { text } = value;
  if (/[,[\]{}\n:#]/.test(text)) return JSON.stringify(text);
  return scalarAs(value, type ?? quotesOf(value), '');
}

/** A scalar as it is written; quotes as there were, where the text allows. @param indent of further lines */
export function scalarAs(value: Written, type: Scalar.Type | undefined, indent: string): string {
  if ('number' in value) return value.number;
  const { text } = value;
  if (text.includes('\n')) {
    const isSafe = !/[\u0000-\u0008\u000b-\u001f]|^\s|\s$|\n\s/.test(text);
    if (isSafe)
      return `|-\n${text
        .split('\n')
        .map((line) => (line ? indent + line : ''))
        .join('\n')}`;
    return JSON.stringify(text);
  }
  if (type === Scalar.QUOTE_DOUBLE) return JSON.stringify(text);
  if (type === Scalar.QUOTE_SINGLE && !/[\u0000-\u001f]/.test(text))
    return `'${text.replaceAll("'", "''")}'`;
  return plainly(text);
}

/** Without quotes where it reads back as the same text. */
const plainly = (text: string): string =>
  stringify(text, { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd();
