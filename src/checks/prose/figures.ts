/**
 * Numbers in Chinese prose: amounts and percentages as they stand, each with its place. A pure
 * parser: it knows no budget. One pass over the text; no pattern here can backtrack over more of it.
 */
import { Decimal } from '../../model/money.js';

/** A text made comparable: no spaces and no quotation marks, full-width signs as half-width ones. */
export interface Prose {
  readonly text: string;
  /** Offset in the original text of every character, and of the end. */
  readonly at: readonly number[];
}

export type ProseUnit = '元' | '万元' | '亿元' | '%';

/** A number with its unit: 1,702.38万元, 40%. */
export interface Quoted {
  /** Offsets in the prose, the unit included. */
  readonly start: number;
  readonly end: number;
  readonly unit: ProseUnit;
  /** As it is written: digits, commas, points. */
  readonly digits: string;
  /** In the unit; undefined where the digits are no number: 1.2.4. */
  readonly value: Decimal | undefined;
  readonly decimals: number;
  /** No statement of how much it is: ≥ 5 %, 3 万元以内, 5 万元/年, 1–2 万元. */
  readonly vague: boolean;
}

const DROPPED = new Set(' \t\r\u00a0\u3000\u200b“”"\'‘’「」');
/** What stands for what; full-width digits as well. */
const HALF: ReadonlyMap<string, string> = new Map([
  ['，', ','],
  ['．', '.'],
  ['（', '('],
  ['）', ')'],
  ['：', ':'],
  ['；', ';'],
  ['％', '%'],
  ['﹪', '%'],
  ...Array.from('０１２３４５６７８９', (ch, i): [string, string] => [ch, String(i)]),
]);

/** The text without what does not matter to its meaning. */
export function proseOf(original: string): Prose {
  const at: number[] = [];
  let text = '';
  for (let i = 0; i < original.length; i++) {
    const ch = original.charAt(i);
    if (DROPPED.has(ch)) {
      // two numbers stay two numbers
      const parts = /[\d.]/.test(text.at(-1) ?? '') && /\d/.test(original.charAt(i + 1));
      if (!parts) continue;
    }
    text += HALF.get(ch) ?? ch;
    at.push(i);
  }
  at.push(original.length);
  return { text, at };
}

/** The part of the original text that a stretch of its prose comes from, and where it begins. */
export function originalOf(
  original: string,
  { at }: Prose,
  start: number,
  end: number,
): { words: string; from: number } {
  const from = at[start] ?? original.length;
  return { words: original.slice(from, (at[end - 1] ?? from) + 1), from };
}

/** Longer than any amount. */
const MOST_DIGITS = 30;
const UNITS: readonly ProseUnit[] = ['亿元', '万元', '元', '%'];
const BEFORE = /[-−–—~～至≥≤<>＜＞±+＋≧≦]$/;
export const AFTER = /^(?:以上|以下|以内|之内|左右|上下|\/|每|起|[-−–—~～至到](?=\d))/;

/** All amounts and percentages of a prose, in their order. */
export function quotedIn({ text }: Prose): Quoted[] {
  const out: Quoted[] = [];
  for (const run of text.matchAll(/\d[\d,.]*/g)) {
    const end = run.index + run[0].length;
    const unit = UNITS.find((one) => text.startsWith(one, end));
    const written = unit && lastNumber(run[0]);
    if (!written) continue;
    const start = end - written.length;
    const wellFormed = NUMBER.test(written);
    const digits = written.replaceAll(',', '');
    const close = end + unit.length;
    out.push({
      start,
      end: close,
      unit,
      digits: written,
      value: wellFormed ? new Decimal(digits) : undefined,
      decimals: wellFormed ? (digits.split('.')[1]?.length ?? 0) : 0,
      vague:
        BEFORE.test(text.slice(Math.max(0, start - 1), start)) ||
        AFTER.test(text.slice(close, close + 3)),
    });
  }
  return out;
}

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
/** What nobody means as a number; with other separators it may be two that stand together. */
const BROKEN = /^\d+(?:\.\d+){2,}$/;

/** The number that a run of digits, commas and points ends in; none where that cannot be told. */
function lastNumber(run: string): string | undefined {
  if (run.length > MOST_DIGITS) return undefined;
  return NUMBER.test(run) || BROKEN.test(run) ? run : undefined;
}

const YUAN: Readonly<Record<ProseUnit, number>> = {
  元: 1,
  万元: 10_000,
  亿元: 100_000_000,
  '%': 1,
};

/** In 元; a percentage as it is. */
export function exactOf({ value, unit }: Quoted): Decimal | undefined {
  return value?.times(YUAN[unit]);
}

/** Half of what the last written digit counts, in 元 or %. @param about only digits that are not 0 count */
export function halfUnit({ value, decimals, unit, digits }: Quoted, about = false): Decimal {
  const zeros = about && value && !value.isZero() ? trailingZeros(digits) : 0;
  return new Decimal(10)
    .pow(zeros - decimals)
    .times(YUAN[unit])
    .div(2);
}

function trailingZeros(digits: string): number {
  const plain = digits.replaceAll(',', '');
  return plain.includes('.') ? 0 : plain.length - plain.replace(/0+$/, '').length;
}

/** Whether a figure, rounded half up to the digits that are written, is what is written. */
export function says(quoted: Quoted, figure: Decimal, about = false): boolean {
  const { value, decimals, unit } = quoted;
  if (!value) return false;
  if (about) {
    // 约: cut off or rounded
    return value.times(YUAN[unit]).minus(figure).abs().lt(halfUnit(quoted, true).times(2));
  }
  return figure.div(YUAN[unit]).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP).eq(value);
}
