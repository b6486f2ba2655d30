/** An amount as it is written → exact 元, or what is wrong with it. */
import type { Code } from '../diagnostics.js';
import { Decimal, type Figure, inYuan, ZERO } from '../model/money.js';
import { clip, describe, Numeral, type Tree } from './tree.js';
import { typedAmountHint } from './typed.js';

export type AmountUnit = '元' | '万元';

/** 10 trillion 元: beyond any department, so certainly a slip of the keyboard. */
const MAX_YUAN = new Decimal('1e13');

/**
 * Turns a numeral as written into exact 元.
 * @param unit unit that the file's amounts are written in; 元 may have two decimals, 万元 six
 */
export function readAmount(
  value: unknown,
  unit: AmountUnit,
  negative: boolean,
): { figure: Figure } | { problem: [Code, string, string?] } {
  if (!(value instanceof Numeral)) {
    const hint = typeof value === 'string' ? amountHint(value, unit) : AMOUNT_EXAMPLE;
    return {
      problem: ['amount-not-number', `金额应为数字，写的是${describe(value as Tree)}`, hint],
    };
  }
  const digits = value.text.replaceAll(',', '');
  const shown = clip(value.text);
  if (!/^[-+]?\d+(\.\d+)?$/.test(digits)) {
    return {
      problem: [
        'amount-not-number',
        `金额“${shown}”不是普通的十进制数`,
        '请写成 1234567.89 的样子，不能用科学计数法、十六进制、.inf 或 .nan',
      ],
    };
  }
  const decimals = (digits.split('.')[1] ?? '').replace(/0+$/, '').length;
  const allowed = unit === '元' ? 2 : 6;
  if (decimals > allowed) {
    return {
      problem: [
        'amount-decimals',
        `金额 ${shown} 有 ${decimals} 位小数，以${unit}为单位最多 ${allowed} 位（精确到分）`,
      ],
    };
  }
  const written = new Decimal(digits.replace(/^\+/, ''));
  const yuan = unit === '元' ? written : inYuan(written, unit);
  if (yuan.isZero()) return { figure: { value: ZERO, sources: [value.span] } };
  if (yuan.isNegative() && !negative) {
    return { problem: ['amount-negative', `金额不能为负：${shown}`, WHERE_NEGATIVE] };
  }
  if (yuan.abs().gte(MAX_YUAN)) {
    return {
      problem: [
        'amount-too-large',
        `金额 ${shown} ${unit}过大`,
        '请检查小数点，以及 金额单位 是元还是万元',
      ],
    };
  }
  return { figure: { value: yuan, sources: [value.span] } };
}

/** Money that is paid back is in accounts, never in a plan; only what a department earns can be a loss. */
const WHERE_NEGATIVE =
  '负数只能写在决算的收入、支出（冲减、退回）、结余分配和结转结余（经营亏损）里，以及预算里单位资金的结转结余';

const AMOUNT_EXAMPLE = '请写数字，例如 1234567.89';

/** What to do about a text that stands where an amount should. */
function amountHint(written: string, unit: AmountUnit): string {
  // a number that YAML would have taken for one
  if (/^[-+]?\d+(\.\d+)?$|^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(written)) {
    return `请去掉引号，写成 ${clip(written.replaceAll(',', ''))}`;
  }
  const meant = typedAmountHint(written, unit);
  if (meant !== undefined) return meant;
  if (/[０-９，．]/.test(written)) return '请用半角数字，例如 1234567.89';
  if (/[元%￥¥]/.test(written)) {
    return '只写数字，不写“元”“万元”“%”；单位由 金额单位 统一说明';
  }
  if (/^[-+]?[\d,]+(\.\d+)?$/.test(written)) {
    return '千分位逗号的位置不对；逗号可以不写，例如 1234567.89';
  }
  return AMOUNT_EXAMPLE;
}
