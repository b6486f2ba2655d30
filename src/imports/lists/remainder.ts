/** Lists that add up all kinds of money, beside lists that say which: what is left belongs to the others. */
import { at, type Diagnostic } from '../../diagnostics.js';
import { type Decimal, ZERO } from '../../model/money.js';
import { FISCAL_FUNDS, INCOME } from '../../model/terms.js';
import type { ListLine } from './lines.js';
import type { UnitsFound } from './units.js';

/**
 * Takes what single kinds of money have off the lines that hold all of them.
 * @returns all lines, each amount in one of them; `derived` where something was computed so
 */
export function withoutKnownFunds(
  lines: readonly ListLine[],
  { codeOf }: Pick<UnitsFound, 'codeOf'>,
): { lines: readonly ListLine[]; derived: boolean; problems: readonly Diagnostic[] } {
  const whole = lines.filter(({ allFunds }) => allFunds);
  const known = lines.filter(({ allFunds }) => !allFunds);
  if (whole.length === 0) return { lines, derived: false, problems: [] };
  // nothing tells the kinds of money apart
  if (known.length === 0) {
    const open = lines.map((line): ListLine => ({ ...line, fund: undefined }));
    return { lines: open, derived: false, problems: [] };
  }
  const keyOf = ({ section, unit, nature, functional, economic, income }: ListLine) => {
    const source = income && FISCAL_FUNDS.includes(INCOME[income].fund) ? '财政拨款' : income;
    return [section, codeOf(unit), nature, source, functional?.code, economic?.code].join();
  };
  const off = new Map<string, Decimal>();
  for (const line of known) off.set(keyOf(line), (off.get(keyOf(line)) ?? ZERO).plus(line.amount));
  const problems: Diagnostic[] = [];
  const left = whole.flatMap((line): ListLine[] => {
    const taken = off.get(keyOf(line)) ?? ZERO;
    const amount = line.amount.minus(taken);
    off.set(keyOf(line), ZERO);
    // what is less than nothing may still stand in the next line of the same kind
    if (amount.isNegative() && !line.amount.isNegative()) off.set(keyOf(line), amount.negated());
    return amount.isZero() || (amount.isNegative() && !line.amount.isNegative())
      ? []
      : [{ ...line, amount }];
  });
  const places = new Map(known.map((line) => [keyOf(line), line]));
  for (const [key, amount] of off) {
    const line = places.get(key);
    if (
      amount.isZero() ||
      !line ||
      !whole.some(({ section, nature }) => section === line.section && nature === line.nature)
    )
      continue;
    const message = `${amount.toFixed()} 元在各种资金合起来的表里没有`;
    problems.push(at(line.place, 'balance-mismatch', message, '两张表的同一科目应当相符，请核对'));
  }
  return { lines: [...known, ...left], derived: left.length > 0, problems };
}
