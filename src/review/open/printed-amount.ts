/** Amounts as they are printed, read back with their unit. */
import { Decimal, inYuan, MONEY_UNITS, type MoneyUnit } from '../../model/money.js';
import type { Shown } from './edition.js';

interface PrintedAmount {
  readonly value: Decimal;
  readonly unit: MoneyUnit;
}

/** `30万元`, `-1,234.5`, but not a share. */
const PRINTED = /^(-?[\d,]+(?:\.\d+)?)(万元|亿元|元)?$/;

/** The amount that a cell or a sentence shows; undefined where the text is none. */
export function amountPrinted({ text, figure, money }: Shown): PrintedAmount | undefined {
  const [, digits, unit] = PRINTED.exec(text) ?? [];
  if (digits === undefined || !figure) return undefined;
  const value = new Decimal(digits.replaceAll(',', ''));
  return {
    value,
    unit: money?.unit ?? (unit as MoneyUnit | undefined) ?? nearest(value, figure.value),
  };
}

/** The unit in which a number without one comes nearest to the exact amount: that of its chart or form. */
function nearest(value: Decimal, exact: Decimal): MoneyUnit {
  const off = (unit: MoneyUnit) => inYuan(value, unit).minus(exact).abs();
  const preferred: readonly MoneyUnit[] = ['万元', ...MONEY_UNITS];
  return preferred.reduce((best, unit) => (off(unit).lt(off(best)) ? unit : best));
}
