/**
 * Numbers of a workbook from their own digits. A program that computes in binary fractions stores the result
 * with up to 17 digits: 1.1 that somebody typed as 1.1000000000000001, which is no other number, and 0.1 + 0.2
 * as 0.30000000000000004, which is.
 */
import { Decimal } from '../model/money.js';

/** Digits that a binary fraction keeps of whatever is typed. */
const KEPT = 15;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/;
/** Longer texts of numbers are written by nobody. */
const MOST_DIGITS = 400;

/** A cell, as far as its number goes. */
interface Digits {
  /** As the file has them. */
  readonly exact?: string;
}

/**
 * The number that a cell holds, exact: what was typed, or what was computed with all its digits.
 * @returns undefined where no number stands
 */
export function exactNumber({ exact }: Digits): Decimal | undefined {
  const stored = storedNumber(exact);
  return stored && (isTyped(stored) ? stored.toSignificantDigits(KEPT) : stored);
}

/**
 * The number that was most likely meant where binary fractions have left a tail: 0.3 of 0.30000000000000004.
 * Whoever reads an input asks; undefined where there is no such tail.
 */
export function looksLikeFloat({ exact }: Digits): Decimal | undefined {
  const stored = storedNumber(exact);
  return stored && !isTyped(stored) ? stored.toSignificantDigits(KEPT) : undefined;
}

function storedNumber(exact: string | undefined): Decimal | undefined {
  const digits = exact?.trim() ?? '';
  if (digits.length > MOST_DIGITS || !NUMBER.test(digits)) return undefined;
  const number = new Decimal(digits);
  return Number.isFinite(number.toNumber()) ? number : undefined;
}

/** Whether somebody may have typed it: in no more digits than are kept it is the same binary fraction. */
const isTyped = (stored: Decimal): boolean =>
  stored.toSignificantDigits(KEPT).toNumber() === stored.toNumber();
