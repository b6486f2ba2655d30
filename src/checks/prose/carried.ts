/** 文字-03: how far a budget was carried out, as a text states it. */
import type { Basis } from '../../model/terms.js';
import { type Outcome, wan } from '../rule.js';
import type { Quoted } from './figures.js';
import type { Meaning } from './meanings.js';
import { frameOf, nameBefore } from './naming.js';
import { agrees, type Part, partOf, percentOf, sidesOf } from './parts.js';
import { type Reading, written } from './reading.js';
import { topicOf } from './subject.js';

const CARRIED_OUT =
  /(?:只|仅|实际|已)?完成了?(年初|全年|年度|调整后?的?)?(?:部门|支出|收入)?预算(?:数|总额)?(?:的|为|大?约|是|:|达到?){0,3}$/;
const RATE = /(?:^|[,;。:\n]|资金|项目|年度|全年)(?:预算)?执行率(?:为|是|:|达到?|大?约){0,3}$/;

/** 完成预算的 x%, 完成年初预算的 x%, and 执行率 x% of a project's form. */
export function carriedOut(reading: Reading, quoted: Quoted): Outcome[] {
  const { text } = reading.prose;
  if (reading.budget.kind.name !== '决算') return [];
  const lead = text.slice(Math.max(0, quoted.start - 24), quoted.start);
  const found = CARRIED_OUT.exec(lead) ?? RATE.exec(lead);
  if (!found) return [];
  const start = quoted.start - lead.length + found.index;
  const isRate = found[0].includes('执行率');
  if (isRate && reading.passage.path[0] !== '项目自评') return [];
  const subject = isRate ? undefined : subjectBefore(reading, start);
  if (subject === 'unknown') return [];
  const meanings = subject?.meanings ?? topicOf(reading)?.meanings ?? [];
  const basis: readonly Basis[] =
    found[1] === '年初' ? ['年初预算'] : found[1] ? ['全年预算'] : ['年初预算', '全年预算'];
  const pairs = meanings.flatMap((meaning) =>
    basis.flatMap((one) => {
      const base = meaning.of(one);
      const spent = meaning.of('本年');
      const part = subject?.part ?? (spent && { low: spent.value, high: spent.value, start });
      return base && part ? [{ meaning, base, part, basis: one }] : [];
    }),
  );
  const first = pairs[0];
  if (!first) return [];
  const { words, span } = written(reading, first.part.start, quoted.end);
  const known = pairs.filter(({ base }) => !base.value.isZero());
  if (known.length === 0) {
    if (quoted.value?.isZero() && !first.part.low.gt(0)) return []; // 0 of 0
    const message = `文字里写的是“${words}”，但${first.meaning.what}的${first.basis}为 0，没有完成的百分比`;
    return [{ span, message, hint: '请删去这个百分比，写明是年中安排的' }];
  }
  const about = lead.includes('约');
  const meant = known.find(({ base, part }) => agrees(quoted, part, base, about));
  const { base, part, meaning, basis: of } = meant ?? known[0] ?? first;
  const percent = percentOf(part, base);
  const name = `${meaning.what}完成${of}的百分比`;
  const sides = sidesOf(quoted, words, span, name, percent, base);
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来是${of} ${wan(base)}的 ${percent}%`;
  return [{ span, message, hint: `请核对；写百分比的话应为 ${percent}%`, sides }];
}

interface Subject {
  readonly meanings: readonly Meaning[];
  readonly part: Part | undefined;
}

/** What is said to be carried out; undefined where the text leaves that to its place. */
function subjectBefore(reading: Reading, start: number): Subject | 'unknown' | undefined {
  const { text } = reading.prose;
  const pause = text.charAt(start - 1) === ',';
  const end = pause ? start - 1 : start;
  const before = reading.ends.get(end);
  const amount = before?.unit === '%' ? undefined : before;
  const spoken = nameBefore(reading, amount?.start ?? end);
  const frame = spoken && frameOf(reading, spoken);
  if (spoken && frame === '本年') {
    const part = amount && partOf(reading, amount);
    return { meanings: spoken.named.meanings, part };
  }
  const opens = end === (reading.sentence[start] ?? 0) || (pause && !amount);
  return opens ? undefined : 'unknown';
}
