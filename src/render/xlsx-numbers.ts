/** Cells of Excel that are numbers: what a cell shows, as a number and the format that shows it just so. */
import { Decimal } from '../model/money.js';
import type { Content } from '../tables/table.js';

/** A number of Excel with the format by which it shows the cell's text, character by character. */
export interface ShownNumber {
  readonly number: number;
  readonly format: string;
}

/** An Excel number keeps so many digits. */
const EXACT_DIGITS = 15;
/**
 * 1,234.50 with what stands behind it: 万元, 个; no other number among that. A percent stays text: Excel would
 * hold a hundredth of what is shown.
 */
const FIGURE_TEXT = /^(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.(\d+))?([^\d.,"\\%％]{0,8})$/;

/**
 * The number that a cell holds in Excel: of numbers, and of texts that are known to be numbers, as they show a
 * figure (30万元) or points. A text that only looks like a number — a code, a year, an aim — is none.
 * @returns undefined where the cell is text, or has more digits than Excel keeps
 */
export function shownNumber(content: Content): ShownNumber | undefined {
  if (content.kind === 'number') {
    const { value, decimals, grouping } = content;
    return exactly(value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP), {
      decimals,
      grouping,
      behind: '',
    });
  }
  if (content.kind !== 'text' || (!content.figure && !content.points)) return undefined;
  const [, whole = '', fraction = '', behind = ''] = FIGURE_TEXT.exec(content.text) ?? [];
  if (whole === '') return undefined;
  const digits = new Decimal(`${whole.replaceAll(',', '')}.${fraction || '0'}`);
  // the sign of nothing, and what begins with a zero, no format shows again
  if (digits.isZero() && whole.startsWith('-')) return undefined;
  if (/^-?0\d/.test(whole)) return undefined;
  return exactly(digits, { decimals: fraction.length, grouping: whole.includes(','), behind });
}

interface Pattern {
  readonly decimals: number;
  readonly grouping: boolean;
  readonly behind: string;
}

function exactly(shown: Decimal, { decimals, grouping, behind }: Pattern): ShownNumber | undefined {
  if (!shown.isFinite() || shown.precision() > EXACT_DIGITS) return undefined;
  const fraction = decimals > 0 ? `.${'0'.repeat(decimals)}` : '';
  const digits = (grouping ? '#,##0' : '0') + fraction;
  const number = shown.isZero() ? 0 : shown.toNumber();
  return { number, format: behind === '' ? digits : `${digits}"${behind}"` };
}
