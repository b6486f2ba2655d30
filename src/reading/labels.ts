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
/** A shorter label is no part of another. */
const LEAST_PART = 3;

/** 0 where two labels are the same, up to 1 where one is a part of the other, undefined where they differ. */
export function labelDistance(one: string, other: string): number | undefined {
  const [a, b] = [sameLabel(one), sameLabel(other)];
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < LEAST_PART || short.length < long.length * LEAST_SHARED) return undefined;
  return long.startsWith(short) || long.endsWith(short)
    ? 1 - short.length / long.length
    : undefined;
}

/**
 * Asks of many texts whether any is as near to a label as `labelDistance` tells: not each with each, as a sheet
 * has thousands of texts and a format has hundreds of labels.
 */
export function nearAny(texts: Iterable<string>): (label: string) => boolean {
  const labels = new Set([...texts].map(sameLabel));
  const byEnd = new Map<string, string[]>();
  for (const label of labels)
    for (const end of endsOf(label)) {
      const found = byEnd.get(end);
      if (found) found.push(label);
      else byEnd.set(end, [label]);
    }
  return (text) => {
    const label = sameLabel(text);
    return (
      labels.has(label) ||
      endsOf(label).some((end) =>
        byEnd.get(end)?.some((other) => labelDistance(label, other) !== undefined),
      )
    );
  };
}

/** The first and the last characters; none of what is too short to be compared by parts. */
const endsOf = (label: string): string[] =>
  label.length < LEAST_PART
    ? []
    : [`^${label.slice(0, LEAST_PART)}`, `${label.slice(-LEAST_PART)}$`];

/** 合计, 总 计, 收入总计 */
export const isTotalLabel = (text: string): boolean =>
  /^(?:.{0,6}总计|合计|总计)$/.test(sameLabel(text));

/** What a blank form has where something is to be filled in: “…”, “二、…”, “三、”, XX. */
export const isPlaceholder = (text: string): boolean =>
  text === '' || /^(?:[…⋯.·。×xX]+|.{0,4}[、.．][…⋯.·。×xX]*)$/u.test(text.replace(/\s/g, ''));
