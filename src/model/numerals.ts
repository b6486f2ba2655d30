/** Chinese numerals and dates of the forms. */

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/**
 * 1 → 一, 12 → 十二, 21 → 二十一 or, in the short style, 廿一. For 1–999.
 * @param short 廿 for the twenties, as older forms print item numbers
 */
export function numeral(n: number, short = false): string {
  if (n >= 100) {
    const rest = n % 100;
    const tail =
      rest === 0
        ? ''
        : rest < 10
          ? `零${numeral(rest)}`
          : rest < 20
            ? `一${numeral(rest)}`
            : numeral(rest);
    return `${DIGITS[Math.floor(n / 100)] ?? ''}百${tail}`;
  }
  const tens = Math.floor(n / 10);
  const ones = DIGITS[n % 10] ?? '';
  if (tens === 0) return ones;
  if (tens === 1) return `十${ones}`;
  if (tens === 2 && short && n !== 20) return `廿${ones}`;
  return `${DIGITS[tens] ?? ''}十${ones}`;
}

const NUMERAL = '一二三四五六七八九十廿百零';
const ORDINAL = new RegExp(`^(?:[${NUMERAL}]+、|[（(](?:[${NUMERAL}]+|\\d+)[）)]|\\d+[、.．])`);

/** A label of a form as it is compared: without spaces and without the number that it begins with. */
export function plainLabel(label: string): string {
  return label.replace(/\s/g, '').replace(ORDINAL, '');
}

/** A line without the number that it begins with: 一、, （二）, 3. */
export const withoutOrdinal = (line: string): string => line.trim().replace(ORDINAL, '').trim();

/** 2025-12-17 → 2025年12月17日 */
export function chineseDate(iso: string): string {
  const [y, m, d] = iso.split('-');
  return `${y}年${Number(m)}月${Number(d)}日`;
}
