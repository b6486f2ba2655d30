/** 文字-02: an amount that a text gives to what the tables compute. */
import type { Budget } from '../../model/budget.js';
import type { Sides } from '../../model/money.js';
import { formatNumber } from '../../tables/table.js';
import { type Outcome, wan } from '../rule.js';
import { exactOf, type Quoted, says } from './figures.js';
import { type Candidate, candidatesOf, type Frame, frameOf, isPart, nameBefore } from './naming.js';
import { outcomesOf, type Reading, readingsOf, written } from './reading.js';

/** What an amount is for: it is then a part of what is named before it. */
const SPENT = /^(?:用于|用来|用以|支付|购买|购置|补助|奖励|缺口|差额|标准|限额|上限|的)/;

export function statedAmounts(budget: Budget): Outcome[] {
  return readingsOf(budget).flatMap((reading) =>
    outcomesOf(reading.quoted, (quoted): Outcome[] =>
      quoted.unit === '%' || quoted.vague ? [] : compare(reading, quoted),
    ),
  );
}

function compare(reading: Reading, quoted: Quoted): Outcome[] {
  if (quoted.value === undefined) return [broken(reading, quoted)];
  if (SPENT.test(reading.prose.text.slice(quoted.end, quoted.end + 6))) return [];
  const spoken = nameBefore(reading, quoted.start);
  const frame = spoken && !isPart(reading, spoken) && frameOf(reading, spoken);
  if (!spoken || !frame) return [];
  const candidates = candidatesOf(spoken.named, frame);
  const first = candidates[0];
  const exact = exactOf(quoted);
  if (!first || !exact) return [];
  const about = spoken.between.includes('约');
  const meant = candidates.find(({ figure }) => says(quoted, figure.value, about));
  const { words, span } = written(reading, spoken.start, quoted.end);
  const right = meant ?? first;
  const sides: Sides = {
    left: { name: `文字“${words}”`, figure: { value: exact, sources: [span] } },
    right: { name: nameOf(right, frame), figure: right.figure },
    sign: '=',
    unit: '元',
  };
  if (meant) return [{ sides }];
  const shown = distinct(candidates, frame).map(
    (one) => `${nameOf(one, frame)}是 ${wan(one.figure)}`,
  );
  const message = `文字里写的是“${words}”，算出来${shown.join('，')}`;
  const hint = `这个数由程序写在情况说明里，可以不写；要写就改为 ${inUnit(first, quoted)}`;
  return [{ span, message, hint, sides }];
}

/** 1.2.4: no number at all. */
export function broken(reading: Reading, quoted: Quoted): Outcome {
  const { words, span } = written(reading, quoted.start, quoted.end);
  return { span, message: `“${words}”不是一个数`, hint: '一个数只有一个小数点，请核对' };
}

const YEAR: Readonly<Record<Frame, string>> = { 本年: '', 上年: '上年的', 预算: '预算的' };

function nameOf({ meaning }: Candidate, frame: Frame): string {
  return `${YEAR[frame]}${meaning.what}`;
}

/** What is shown of the figures that the words may mean: of a subject's name each subject. */
function distinct(candidates: readonly Candidate[], frame: Frame): Candidate[] {
  const main = candidates.filter(({ basis }) => basis === candidates[0]?.basis);
  const most =
    main.length > 1 && /^\d/.test(main[0]?.meaning.what ?? '') && frame !== '预算' ? 3 : 1;
  const seen = new Set<string>();
  return main
    .filter(({ meaning }) => !seen.has(meaning.what) && seen.add(meaning.what))
    .slice(0, most);
}

/** A figure as it would be written in the unit that was used. */
function inUnit({ figure }: Candidate, { unit, decimals }: Quoted): string {
  const [size, most] = unit === '亿元' ? [1e8, 4] : unit === '万元' ? [1e4, 2] : [1, 2];
  return `${formatNumber(figure.value.div(size), Math.max(most, Math.min(decimals, 6)), true)} ${unit}`;
}
