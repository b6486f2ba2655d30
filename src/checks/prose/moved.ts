/** 文字-04: from one amount to another, 由2025年的 160.32 万元增加到 330.77 万元. */
import type { NumberStyle } from '../../forms/style.js';
import type { Finding, Outcome } from '../rule.js';
import { wan } from '../rule.js';
import { basisOf, subjectBefore } from './compared.js';
import { change, pairsOf, printedChange } from './differences.js';
import { AFTER, exactOf, says } from './figures.js';
import { outcomesOf, type Reading, written } from './reading.js';

const FROM = /[由从]/g;
const BASE =
  /^(?:上年|去年|上一年|(\d{4})年|(年初|全年|调整后?的?)预算)?((?:度|年初|预算|决算|执行|数|的|约){0,6})/;
const TO =
  /^,?(增加|增长|上升|提高|追加|减少|下降|降低|压减|压缩|调整|变|增|升|减|降)(?:到|至|为)了?(?:(\d{4})年度?的?|今年的?|本年度?的?)?约?/;
const UP = /^(?:增|上升|提高|追加|升)/;
const DOWN = /^(?:减|下降|降|压)/;

export function moved(reading: Reading, numbers: NumberStyle): Outcome[] {
  return outcomesOf(reading.prose.text.matchAll(FROM), ({ index }) =>
    compare(reading, index, numbers),
  );
}

function compare(reading: Reading, index: number, numbers: NumberStyle): Outcome[] {
  const { budget, prose, starts } = reading;
  const { text } = prose;
  const base = BASE.exec(text.slice(index + 1, index + 30));
  const left = base && starts.get(index + 1 + base[0].length);
  const to = left && TO.exec(text.slice(left.end, left.end + 16));
  const right = to && starts.get(left.end + to[0].length);
  // 至 330.77 万元 is no range here
  const vague = right && AFTER.test(text.slice(right.end, right.end + 3));
  if (!right || left.vague || vague || left.unit === '%' || right.unit === '%') return [];
  const [low, high] = [exactOf(left), exactOf(right)];
  if (!low || !high) return [];
  const word = to[1] ?? '';
  const against = (UP.test(word) && !high.gt(low)) || (DOWN.test(word) && !high.lt(low));
  const named = base[0] !== '';
  const basis =
    named || budget.kind.name === '预算' ? basisOf(budget, base, base[3] ?? '') : undefined;
  const other = to[2] !== undefined && Number(to[2]) !== budget.year;
  const subject = other ? undefined : subjectBefore(reading, index, true);
  const pairs = basis && subject ? pairsOf(subject.meanings, basis) : [];
  const { words, span } = written(reading, subject?.start ?? index, right.end);
  const first = pairs[0];
  if (!first || !basis || !named) {
    if (!against) return [];
    const message = `“${words}”：后面的数${high.eq(low) ? '同前面的一样' : UP.test(word) ? '更小' : '更大'}`;
    return [{ span, message, hint: '请核对这两个数' }];
  }
  const agreed = pairs.some(
    ({ now, before }) => says(left, before.value) && says(right, now.value),
  );
  if (agreed && !against) return [];
  const { meaning, now, before } = first;
  const truth = `${meaning.what} ${wan(now)}，${basis} ${wan(before)}，${change(now.value.minus(before.value))}`;
  const finding: Finding = {
    span,
    message: `文字里写的是“${words}”，算出来${truth}`,
    hint: `这个数由程序写在情况说明里，可以不写；要写就改为${printedChange(now, before, numbers)}`,
  };
  return [finding];
}
