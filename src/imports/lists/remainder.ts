/** Lists that add up all kinds of money, beside lists that say which: what is left belongs to the others. */
import { at, type Diagnostic } from '../../diagnostics.js';
import { type Decimal, ZERO } from '../../model/money.js';
import { FISCAL_FUNDS, INCOME } from '../../model/terms.js';
import type { ListLine } from './lines.js';
import type { UnitsFound } from './units.js';

export interface WithoutKnown {
  /** Each amount in one of them. */
  readonly lines: readonly ListLine[];
  /** Whether the fund of some expenditure is known only as what others leave. */
  readonly derived: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Takes what single kinds of money have off the lines that hold all of them. */
export function withoutKnownFunds(
  lines: readonly ListLine[],
  { codeOf }: Pick<UnitsFound, 'codeOf'>,
): WithoutKnown {
  const whole = lines.filter(({ allFunds }) => allFunds);
  const known = lines.filter(({ allFunds }) => !allFunds);
  const kindOf = ({ section, nature }: ListLine) => [section, nature].join();
  const keyOf = (line: ListLine) => {
    const { unit, functional, economic, income } = line;
    const source = income && FISCAL_FUNDS.includes(INCOME[income].fund) ? '财政拨款' : income;
    return [kindOf(line), codeOf(unit), source, functional?.code, economic?.code].join();
  };
  const kinds = new Set(known.map(kindOf));
  const off = new Map<string, Decimal>();
  for (const line of known) off.set(keyOf(line), (off.get(keyOf(line)) ?? ZERO).plus(line.amount));
  let derived = false;
  const left = whole.flatMap((line): ListLine[] => {
    // where nothing tells the kinds of money apart, which it is stays open
    if (!kinds.has(kindOf(line))) return [{ ...line, fund: undefined }];
    const key = keyOf(line);
    const taken = off.get(key) ?? ZERO;
    const goesOn = taken.gt(line.amount) && line.amount.gte(0);
    // what one line cannot give, another of the same kind may
    off.set(key, goesOn ? taken.minus(line.amount) : ZERO);
    const amount = line.amount.minus(taken);
    if (goesOn || amount.isZero()) return [];
    derived ||= line.section === '支出';
    return [{ ...line, amount }];
  });
  const wholes = new Set(whole.map(kindOf));
  const places = new Map(known.map((line) => [keyOf(line), line]));
  const problems = [...off].flatMap(([key, amount]): Diagnostic[] => {
    const line = places.get(key);
    if (amount.isZero() || !line || !wholes.has(kindOf(line))) return [];
    const message = `${amount.toFixed()} 元在各种资金合起来的表里没有`;
    return [at(line.place, 'balance-mismatch', message, '两张表的同一科目应当相符，请核对')];
  });
  return { lines: [...known, ...left], derived, problems };
}
