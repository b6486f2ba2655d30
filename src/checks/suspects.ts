/** One slip breaks several relations by the same amount: the places that all of them have in common. */
import type { Decimal, Span } from '../model/money.js';
import { type CheckResult, isFinding } from './rule.js';

export interface Suspect {
  /** How far all of them are off, in 元. */
  readonly off: Decimal;
  /** How many findings there are of it. */
  readonly findings: number;
  /** Amounts that all of them are computed from; few, or they would tell nothing. */
  readonly places: readonly Span[];
}

/** More places in common than these point at nothing. */
const MOST_PLACES = 3;

/** Groups of findings that are off by the same amount and have a few places in common. */
export function suspectsOf(results: readonly CheckResult[]): Suspect[] {
  const groups = new Map<string, { off: Decimal; places: Map<string, Span>[] }>();
  for (const { outcome, severity } of results) {
    const { sides } = outcome;
    if (!isFinding(outcome) || !sides || sides.unit !== '元' || sides.sign === '比') continue;
    if (severity !== '错误' && severity !== '警告') continue;
    const { left, right } = sides;
    const off = left.figure.value.minus(right.figure.value).abs();
    const places = new Map(
      [...left.figure.sources, ...right.figure.sources].map((span) => [
        `${span.file}\n${span.start}`,
        span,
      ]),
    );
    const key = off.toFixed();
    const group = groups.get(key) ?? { off, places: [] };
    group.places.push(places);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ off, places: all }): Suspect[] => {
    const [first, ...others] = all;
    if (!first || others.length === 0 || off.isZero()) return [];
    const common = [...first].filter(([key]) => others.every((one) => one.has(key)));
    if (common.length === 0 || common.length > MOST_PLACES) return [];
    return [{ off, findings: all.length, places: common.map(([, span]) => span) }];
  });
}
