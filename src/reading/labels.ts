/** Labels of forms as they are compared: people type blanks, line breaks, other brackets and other numbers. */
import { plainLabel } from '../model/numerals.js';

/** What makes no difference between two labels. */
const MARKS = /[\s\p{P}\p{Zs}¨~|=+<>]/gu;

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;
/** What is longer is a text, and no label. */
export const LONGEST_LABEL = 120;

/** A label without blanks, brackets, stops and the number that it begins with, in half-width characters. */
export function sameLabel(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  const half = text.slice(0, LONGEST_LABEL).normalize('NFKC').replace(/\s/g, '');
  const plain = plainLabel(half).replace(MARKS, '');
  // what is nothing but a number keeps it: 类, 款 and 栏次 have such headings
  const label = plain === '' ? half.replace(MARKS, '') : plain;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, label);
  return label;
}

/** How much of a label may be missing from another that is taken for it. */
const LEAST_SHARED = 0.6;

/** 0 where two labels are the same, up to 1 where one is a part of the other, undefined where they differ. */
export function labelDistance(one: string, other: string): number | undefined {
  const [a, b] = [sameLabel(one), sameLabel(other)];
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3 || short.length < long.length * LEAST_SHARED) return undefined;
  return long.startsWith(short) || long.endsWith(short)
    ? 1 - short.length / long.length
    : undefined;
}

/** 合计, 总 计, 收入总计 */
export const isTotalLabel = (text: string): boolean =>
  /^(?:.{0,6}总计|合计|总计)$/.test(sameLabel(text));

/** What a blank form has where something is to be filled in: “…”, “二、…”, “三、”, XX. */
export const isPlaceholder = (text: string): boolean =>
  text === '' || /^(?:[…⋯.·。×xX]+|.{0,4}[、.．][…⋯.·。×xX]*)$/u.test(text.replace(/\s/g, ''));
