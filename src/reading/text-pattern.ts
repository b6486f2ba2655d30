/** A text of a template with {字段} places, read backwards: what a cell says where the places are. */

import { FIELD_SHAPES } from '../model/row-origins.js';

/** A field; `below` where nothing but the end of a line parts it from the field before. */
interface Field {
  readonly field: string;
  readonly below: boolean;
}
type Piece = Field | { readonly words: string };

const PLACE = /\{([^{}]+)\}/g;
/** Blanks make no difference, nor whether a character is full-width. */
const same = (char: string): string => char.normalize('NFKC').replace(/\s/g, '');
const plain = (text: string): string => [...text].map(same).join('');

/** The fixed words and the fields of a text, in their order. */
function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of template.matchAll(PLACE)) {
    const words = template.slice(from, found.index);
    const below = from > 0 && words.trim() === '' && words.includes('\n');
    pieces.push({ words }, { field: found[1] ?? '', below });
    from = found.index + found[0].length;
  }
  pieces.push({ words: template.slice(from) });
  return pieces.filter((piece) => 'field' in piece || plain(piece.words) !== '');
}

const known = new Map<string, readonly Piece[]>();
function pieces(template: string): readonly Piece[] {
  const found = known.get(template) ?? piecesOf(template);
  known.set(template, found);
  return found;
}

/** Whether a text of a template has fields. */
export const hasFields = (template: string): boolean => template.includes('{');

/** The words of a text that stand whatever its fields say. */
export const fixedWords = (template: string): string =>
  pieces(template)
    .map((piece) => ('words' in piece ? piece.words : ''))
    .join('');

/**
 * Fields that no words part, by what each looks like or by the lines that they stand on: of those on lines
 * of their own the last has the last line.
 * @returns none where it cannot be told which says what
 */
function readTouching(fields: readonly Field[], text: string): Record<string, string> {
  let free = 0;
  const pattern = fields.map(({ field, below }, i) => {
    const shape = FIELD_SHAPES[field];
    free = (below ? 0 : free) + (shape === undefined ? 1 : 0);
    const any = below && i === fields.length - 1 ? String.raw`[^\n]*` : String.raw`[\s\S]*`;
    return { free, text: `${below ? String.raw`(?:\n\s*|^)` : ''}(${shape ?? any})` };
  });
  if (pattern.some((one) => one.free > 1)) return {};
  const found = new RegExp(`^${pattern.map((one) => one.text).join('')}$`).exec(text);
  if (!found) return {};
  return Object.fromEntries(fields.map(({ field }, i) => [field, (found[i + 1] ?? '').trim()]));
}

/**
 * What a text says of a template's fields: the words between them must be there, in their order.
 * @returns undefined where they are not; of fields that nothing parts none is told where it cannot be
 */
export function readPattern(template: string, text: string): Record<string, string> | undefined {
  const chars = [...text];
  // what stands for each character when it is compared, and where it begins in the text
  let compared = '';
  const origin: number[] = [];
  chars.forEach((char, i) => {
    for (const one of same(char)) {
      compared += one;
      for (let k = 0; k < one.length; k++) origin.push(i);
    }
  });
  const all = pieces(template);
  const fields: Record<string, string> = {};
  let at = 0;
  let open: Field[] = [];
  const close = (end: number) => {
    const [first, ...others] = open;
    const from = origin[at] ?? chars.length;
    const to = end > at ? (origin[end - 1] ?? 0) + 1 : from;
    const said = chars.slice(from, to).join('').trim();
    if (first && (others.length === 0 || said === ''))
      for (const { field } of open) fields[field] = said;
    else if (first) Object.assign(fields, readTouching(open, said));
    open = [];
  };
  for (const [i, piece] of all.entries()) {
    if ('field' in piece) {
      open.push(piece);
      continue;
    }
    const words = plain(piece.words);
    const last = i === all.length - 1;
    const found =
      open.length === 0
        ? compared.startsWith(words, at)
          ? at
          : -1
        : last
          ? compared.endsWith(words)
            ? compared.length - words.length
            : -1
          : compared.indexOf(words, at);
    if (found < at) return undefined;
    close(found);
    at = found + words.length;
  }
  if (open.length > 0) close(compared.length);
  else if (at < compared.length) return undefined;
  return fields;
}
