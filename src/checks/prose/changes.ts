/** 文字-04: increases and decreases against another year or the initial budget, as a text states them. */
import type { NumberStyle } from '../../forms/style.js';
import type { Budget } from '../../model/budget.js';
import { difference } from '../../model/money.js';
import type { Outcome } from '../rule.js';
import { bare } from './bare.js';
import { basisOf, nameBehind, subjectBefore } from './compared.js';
import { pairsOf, problem } from './differences.js';
import { FILL, skip, statedAt } from './directions.js';
import { exactOf } from './figures.js';
import { moved } from './moved.js';
import { outcomesOf, type Reading, readingsOf, written } from './reading.js';

/** @param numbers how the package prints numbers, for what is suggested */
export function statedChanges(budget: Budget, numbers: NumberStyle): Outcome[] {
  return readingsOf(budget).flatMap((reading) => [
    ...outcomesOf(reading.prose.text.matchAll(COMPARISON), (found) =>
      compare(reading, found, numbers),
    ),
    ...moved(reading, numbers),
    ...bare(reading),
  ]);
}

const COMPARISON =
  /[比较同与](?:上年|去年|上一年|(\d{4})(?:年|(?=[预决]算))|(年初|全年|调整后?的?)预算)|(?<!上年|去年|同期|相)同比(?!例)/g;
function compare(reading: Reading, found: RegExpExecArray, numbers: NumberStyle): Outcome[] {
  const { text } = reading.prose;
  const behind = found.index + found[0].length;
  const named = nameBehind(reading, behind);
  const from = skip(text, named?.end ?? behind, FILL);
  const basis = basisOf(reading.budget, found, text.slice(behind, named?.start ?? from));
  const base = baseAt(reading, from);
  const change = basis && statedAt(reading, base ? skip(text, base.behind, FILL) : from);
  const stated = change && { ...change, base: base?.amount };
  if (!basis || !stated) return [];
  const subject = named
    ? { meanings: named.named.meanings, start: found.index }
    : subjectBefore(reading, found.index, stated.amount !== undefined);
  const pairs = pairsOf(subject?.meanings ?? [], basis);
  const first = pairs[0];
  if (!first || !subject) return [];
  const { words, span } = written(reading, subject.start, stated.end);
  const wrong = pairs.map((pair) => problem(stated, pair, basis, { words, span }, numbers));
  const right = wrong.indexOf(undefined);
  const told = wrong[0];
  if (right < 0 && told) return [{ span, ...told }];
  const { now, before } = pairs[right] ?? first;
  const exact = stated.amount && exactOf(stated.amount);
  if (!exact) return [];
  const size = { ...difference(now, before), value: now.value.minus(before.value).abs() };
  const left = { name: `文字“${words}”`, figure: { value: exact, sources: [span] } };
  return [{ sides: { left, right: { name: '增减额', figure: size }, sign: '=', unit: '元' } }];
}

/** The amount that is compared with, where it is written: 比2025年的 4.28 万元增加. */
function baseAt({ prose, starts }: Reading, from: number) {
  const open = prose.text.charAt(from) === '(' ? 1 : 0;
  const amount = starts.get(from + open);
  if (!amount || amount.unit === '%' || amount.vague || !amount.value) return undefined;
  const close = open && prose.text.charAt(amount.end) === ')' ? 1 : 0;
  return close === open ? { amount, behind: amount.end + close } : undefined;
}
