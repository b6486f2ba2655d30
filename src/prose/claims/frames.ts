/** Of which figures an amount is: the year's, those of the year before, those of the budget. */
import type { Lexicon } from '../lexicon.js';
import type { Frame, Mention } from './claim.js';
import { type Reading, sentenceBefore } from './reading.js';

/** Of which figures what is named is; undefined where they are another year's, or that cannot be told. */
export function frameOf(
  reading: Reading,
  { start, between }: Omit<Mention, 'frame'>,
): Frame | undefined {
  if (/\([^()]*(?:不含|不包|除|其中)/.test(between)) return undefined;
  const { text, clause, lexicon } = reading;
  const link = between.replace(/\([^()]*\)/g, '');
  const frame = yearOf(`${sentenceBefore(reading, start, 200)}|${link}`, lexicon);
  const near = text.slice(Math.max(clause[start] ?? 0, start - 12), start) + link;
  if (lexicon.kind === '预算') return /决算|执行|实际/.test(near) ? undefined : frame;
  const planned = /预算/.test(near.replace(FUNDS, ''));
  if (!planned) return frame;
  return frame === '本年' ? '预算' : undefined;
}

/** Words with 预算 that are no plan. */
const FUNDS = /一般公共预算|政府性基金预算|国有资本经营预算|预算管理|预算绩效/g;

/** Other spans of time than a year. */
const OTHER_TIME =
  /\d{4}年?[-—–~～至到、和及与]\d{4}年|[近前后这][两三四五几]年|[两三四五]年(?:共|累计|来)|期间|[上下]半年|季度|\d月|截[至止]|目前/;

/** The year that was named last, unless something is only compared with it. */
function yearOf(text: string, { year, priorYear }: Lexicon): Frame | undefined {
  if (OTHER_TIME.test(text)) return undefined;
  let frame: Frame | undefined = '本年';
  for (const found of text.matchAll(
    /([比较同与按])?(?:(\d{4})年|上年|去年|上一年|前年|本年|当年|今年)/g,
  )) {
    if (found[1]) continue;
    const named = found[2] === undefined ? undefined : Number(found[2]);
    if (named === year || /[本当今]年$/.test(found[0])) frame = '本年';
    else if (named === undefined ? !found[0].endsWith('前年') : named === priorYear)
      frame = priorYear === undefined ? undefined : '上年';
    else frame = undefined;
  }
  return frame;
}

/** Whether a year that is not the package's is named. */
export const otherYear = ({ year }: Lexicon, text: string): boolean =>
  [...text.matchAll(/(\d{4})年/g)].some(([, named]) => Number(named) !== year);
