/** The unit of amounts as a line of a sheet says it. */
import { MONEY_UNITS, type MoneyUnit } from '../model/money.js';

/** 元, 万元, and what nobody reads: 千元, 百万元. */
const ANY = '(?:人民币)?([亿万千百十]{0,2}元)';
const SAID = new RegExp(
  [
    // 单位：万元, 金额单位：人民币万元, 金额：元; not 单位：元旦某会
    String.raw`(?:单位|金额|币种)(?:\([^()]*\))?(?::|为|是)${ANY}(?!\p{Script=Han})`,
    `单位${ANY}$`,
    // alone, or in brackets behind a title
    String.raw`^\(?${ANY}\)?$`,
    String.raw`\((?:金额)?(?:单位)?:?${ANY}\)$`,
  ].join('|'),
  'u',
);

/** @returns `unknown` where the text says a unit that is not read: 千元 */
export function unitSaidIn(text: string): MoneyUnit | 'unknown' | undefined {
  if (!text.includes('元')) return undefined;
  const found = SAID.exec(text.normalize('NFKC').replace(/\s+/g, ''));
  const unit = found?.slice(1).find((one) => one !== undefined);
  if (unit === undefined) return undefined;
  return MONEY_UNITS.find((one) => one === unit) ?? 'unknown';
}
