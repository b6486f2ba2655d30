/** What a comparison of a text is of: which thing, and which figures it is compared with. */
import type { Budget } from '../../model/budget.js';
import type { Basis } from '../../model/terms.js';
import { skip } from './directions.js';
import type { Meaning } from './meanings.js';
import { frameOf, nameBefore, type Spoken } from './naming.js';
import type { Reading } from './reading.js';
import { topicOf } from './subject.js';

/** What is compared, where it is named behind: 与上年相比，收、支总计各增加. */
export function nameBehind(reading: Reading, behind: number): Spoken | undefined {
  const { text } = reading.prose;
  const start = skip(text, behind, /^(?:度|预算|决算|数|相比|相较|比|,)/, 4);
  if (text.charAt(start - 1) !== ',') return undefined;
  const found = /^[^,;。:\n]{2,24}?(?=增加|增长|减少|下降|降低|持平)/.exec(
    text.slice(start, start + 30),
  );
  const spoken = found ? nameBefore(reading, start + found[0].length) : undefined;
  return spoken && spoken.start >= start && frameOf(reading, spoken) === '本年'
    ? spoken
    : undefined;
}

/** Which figures are compared with; undefined where the input does not have them. */
export function basisOf(
  budget: Budget,
  found: readonly (string | undefined)[],
  fill: string,
): Basis | undefined {
  const [, year, plan] = found;
  const planned = /预算/.test(fill);
  if (plan) return plan === '年初' ? '年初预算' : '全年预算';
  if (year && Number(year) === budget.year && budget.kind.name === '决算') {
    if (!planned) return undefined;
    return fill.includes('年初') ? '年初预算' : undefined;
  }
  if (year && Number(year) !== budget.prior?.year) return undefined;
  // the year before of a budget is its budget, that of final accounts its final accounts
  const other = budget.kind.name === '预算' ? /决算|执行/.test(fill) : planned;
  return other ? undefined : '上年';
}

export interface Subject {
  readonly meanings: readonly Meaning[];
  /** Where the words begin that the finding shows. */
  readonly start: number;
}

/** Words for what a reason is about, without its name. */
const ITSELF =
  /^(?:因此|所以|故|导致|使|致使|使得|本年度?|今年|当年|我?本?部门|\d{4}年度?|的)*(?:年初|全年)?(?:财政拨款|收支|收入|支出|经费|资金|预算|决算|总额|总|数|规模|安排|执行|合计){0,4}$/;

/**
 * What is compared: named before, or told by the place of the text.
 * @param sized whether the change is told as an amount of money
 */
export function subjectBefore(
  reading: Reading,
  index: number,
  sized: boolean,
): Subject | undefined {
  const { text } = reading.prose;
  const pause = text.charAt(index - 1) === ',';
  const end = pause ? index - 1 : index;
  const before = reading.ends.get(end);
  const amount = before?.unit === '%' ? undefined : before;
  const spoken = nameBefore(reading, amount?.start ?? end);
  if (spoken) {
    const frame = frameOf(reading, spoken);
    if (frame !== '本年') return undefined;
    return { meanings: spoken.named.meanings, start: spoken.start };
  }
  // 2026年预算 5 万元，比上年: the amount is of what the place speaks of
  const at = amount?.start ?? index;
  const topic = topicOf(reading);
  const start = Math.max(reading.clause[at] ?? 0, at - 40);
  const lead = text.slice(start, at);
  if (!topic || (amount && lead === '')) return undefined;
  if (!ITSELF.test(lead) || otherYear(reading.budget, lead)) return undefined;
  if (lead === '' && !sized && COUNTED.test(text.slice(Math.max(0, start - 12), start)))
    return undefined;
  return { meanings: topic.meanings, start };
}

/** A clause that ends in how many of something there are: what follows is of that. */
const COUNTED = /[\d一二三四五六七八九十两百千万亿]+[^\d元%,;。:\n]{1,4},$/;

export function otherYear(budget: Budget, text: string): boolean {
  return [...text.matchAll(/(\d{4})年/g)].some(([, year]) => Number(year) !== budget.year);
}
