/** Totals that stand among the lines of a list: left out, and compared with what they should be the sum of. */
import { at, type Diagnostic } from '../../diagnostics.js';
import { type Decimal, type Span, ZERO } from '../../model/money.js';

/** A row that says what others add up to. */
export interface TotalRow {
  /** 合计, 小计; empty of one that is known by its subject. */
  readonly word: string;
  /** Code of a subject above those of the lines. */
  readonly subject: string;
  /** Whether it would be a line but for its words. */
  readonly isLine: boolean;
  /** Whose total it is; empty of all units. */
  readonly unit: string;
  /** All its columns together, 元. */
  readonly amount: Decimal;
  readonly place: Span;
  /** How many lines stand before it. */
  readonly before: number;
}

/** What totals are made of, in the order of the list. */
export interface Summed {
  readonly amount: Decimal;
  readonly unit: { readonly code: string | undefined; readonly name: string | undefined };
  readonly functional: { readonly code: string } | undefined;
  readonly economic: { readonly code: string } | undefined;
}

/** A total of everything, however lists call it. */
const ALL = /总计|^合计$/;

/**
 * A total is right where it is the sum of any lines that it may stand for: those above it or below it as far
 * as the next one, those since the last of its name, those of its subject or unit, or all.
 * @returns what is none of these: an error where it may be a line, whose amount would be lost
 */
export function checkTotals(totals: readonly TotalRow[], lines: readonly Summed[]): Diagnostic[] {
  if (totals.length === 0) return [];
  const upTo: Decimal[] = [ZERO];
  const sums = new Map<string, Decimal>();
  const add = (key: string, amount: Decimal) => sums.set(key, (sums.get(key) ?? ZERO).plus(amount));
  for (const { amount, unit, functional, economic } of lines) {
    upTo.push((upTo.at(-1) ?? ZERO).plus(amount));
    const own = unit.code ?? unit.name ?? '';
    if (own !== '') add(`${own} `, amount);
    const code = functional?.code ?? '';
    const keys = [code.slice(0, 3), code.slice(0, 5), economic?.code.slice(0, 3) ?? ''];
    for (const key of keys)
      for (const of of new Set([own, ''])) if (key !== '') add(`${of} ${key}`, amount);
  }
  const between = (from: number, to: number) => (upTo[to] ?? ZERO).minus(upTo[from] ?? ZERO);
  const end = lines.length;
  const lastOf = new Map<string, number>();
  return totals.flatMap((total, i): Diagnostic[] => {
    const { word, subject, unit, amount, before, place, isLine } = total;
    const above = between(totals[i - 1]?.before ?? 0, before);
    const below = between(before, totals[i + 1]?.before ?? end);
    const all = between(0, end);
    const since = between(lastOf.get(word) ?? 0, before);
    lastOf.set(word, before);
    const bySubject = sums.get(`${unit} ${subject}`) ?? ZERO;
    const byUnit = sums.get(`${unit} `) ?? ZERO;
    const candidates =
      subject === '' ? [above, since, below, all, byUnit] : [bySubject, above, below];
    if (candidates.some((sum) => sum.eq(amount))) return [];
    const expected = subject !== '' ? bySubject : ALL.test(word) ? all : above;
    const what = subject === '' ? `“${word}”` : `科目 ${subject} 的合计`;
    const off = amount.minus(expected);
    const message = `${what}是 ${amount.toFixed()} 元，明细加起来是 ${expected.toFixed()} 元，相差 ${off.toFixed()} 元`;
    const mayBeLine = isLine || subject !== '';
    const hint = mayBeLine
      ? '这一行像是合计，没有导入；要是明细，科目请写到项级、款级，名称不写“合计”“小计”'
      : '合计行没有导入；请核对明细是不是齐全、有没有重复';
    return [at(place, 'total-mismatch', message, hint, mayBeLine ? '错误' : '警告')];
  });
}
