/** What the formulas of a form come to: sums, differences and roundings of cells of their own sheet. */
import { Decimal, ZERO } from '../model/money.js';
import { addressOf, placeOf } from './cells.js';

/** What stands in a cell: a number, nothing or a text that sums pass over, or what nobody knows. */
export type Operand = Decimal | 'text' | 'blank' | undefined;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|([A-Z]+)\(|(\$?[A-Z]{1,3}\$?\d{1,7})(?::(\$?[A-Z]{1,3}\$?\d{1,7}))?|([-+*/(),]))/y;
type Token =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'cells'; readonly addresses: readonly string[]; readonly range: boolean }
  | { readonly kind: 'sign'; readonly sign: string };

/** A formula of a form is no longer, and sums no more cells. */
const MOST_LETTERS = 2_000;
const MOST_CELLS = 20_000;
const MOST_NESTED = 30;

/**
 * Computes a formula, exactly.
 * @param formula without its sign
 * @returns undefined where it is more than sums, differences, products and roundings of this sheet's cells
 */
export function computed(formula: string, cell: (address: string) => Operand): Decimal | undefined {
  if (formula.length > MOST_LETTERS) return undefined;
  const tokens = tokensOf(formula);
  return tokens && new Computing(tokens, cell).result();
}

function tokensOf(formula: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (formula.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(formula);
    if (!found) return undefined;
    at = TOKEN.lastIndex;
    const [, number, name, from, to, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', value: new Decimal(number) });
    else if (name !== undefined) tokens.push({ kind: 'call', name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', sign });
    else {
      const addresses = addressesIn(from ?? '', to);
      if (!addresses) return undefined;
      tokens.push({ kind: 'cells', addresses, range: to !== undefined });
    }
  }
  return tokens;
}

function addressesIn(from: string, to = from): string[] | undefined {
  const [first, last] = [from, to].map((one) => placeOf(one.replaceAll('$', '')));
  if (!first || !last) return undefined;
  const [rows, cols] = [last.row - first.row + 1, last.col - first.col + 1];
  if (rows < 1 || cols < 1 || rows * cols > MOST_CELLS) return undefined;
  return Array.from({ length: rows * cols }, (_, i) =>
    addressOf(first.row + Math.floor(i / cols) + 1, first.col + (i % cols)),
  );
}

class Computing {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly cell: (address: string) => Operand,
  ) {}

  result(): Decimal | undefined {
    const value = this.sum();
    return this.at === this.tokens.length ? value : undefined;
  }

  private takes(...signs: readonly string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !signs.includes(token.sign)) return undefined;
    this.at++;
    return token.sign;
  }

  private sum(): Decimal | undefined {
    let value = this.product();
    for (;;) {
      const sign = this.takes('+', '-');
      if (sign === undefined) return value;
      const next = this.product();
      value = value && next && (sign === '+' ? value.plus(next) : value.minus(next));
    }
  }

  private product(): Decimal | undefined {
    let value = this.factor();
    for (;;) {
      const sign = this.takes('*', '/');
      if (sign === undefined) return value;
      const next = this.factor();
      if (sign === '/' && next?.isZero()) return undefined;
      value = value && next && (sign === '*' ? value.times(next) : value.div(next));
    }
  }

  private factor(): Decimal | undefined {
    if (++this.depth > MOST_NESTED) return undefined;
    try {
      return this.single();
    } finally {
      this.depth--;
    }
  }

  private single(): Decimal | undefined {
    const minus = this.takes('+', '-');
    if (minus !== undefined) {
      const value = this.factor();
      return minus === '-' ? value?.negated() : value;
    }
    if (this.takes('(')) {
      const value = this.sum();
      return this.takes(')') ? value : undefined;
    }
    const token = this.tokens[this.at];
    this.at++;
    if (token?.kind === 'number') return token.value;
    if (token?.kind === 'cells') {
      const [only = ''] = token.addresses;
      const value = token.range ? undefined : this.cell(only);
      return value === 'blank' ? ZERO : value === 'text' ? undefined : value;
    }
    return token?.kind === 'call' ? this.call(token.name) : undefined;
  }

  private call(name: string): Decimal | undefined {
    if (name === 'ROUND') {
      const value = this.sum();
      const digits = this.takes(',') ? this.sum() : undefined;
      if (!this.takes(')') || !digits?.isInteger() || digits.lt(0) || digits.gt(9))
        return undefined;
      return value?.toDecimalPlaces(digits.toNumber(), Decimal.ROUND_HALF_UP);
    }
    if (name !== 'SUM') return undefined;
    let total: Decimal | undefined = ZERO;
    do {
      const part = this.summed();
      total = total && part && total.plus(part);
    } while (this.takes(','));
    return this.takes(')') ? total : undefined;
  }

  /** One of the things that a sum adds up: texts in cells are passed over. */
  private summed(): Decimal | undefined {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1];
    const alone = next?.kind === 'sign' && /^[,)]$/.test(next.sign);
    if (token?.kind !== 'cells' || !alone) return this.sum();
    this.at++;
    let total = ZERO;
    for (const address of token.addresses) {
      const value = this.cell(address);
      if (value === undefined) return undefined;
      if (typeof value !== 'string') total = total.plus(value);
    }
    return total;
  }
}
