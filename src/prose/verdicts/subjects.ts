/** Subjects that a text names, against the dictionary of subjects. */
import { distance } from 'fastest-levenshtein';
import { nearest } from '../../input/issues.js';
import { PROCUREMENT_KINDS } from '../../model/terms.js';
import { type Claim, claimsOf } from '../claims/claim.js';
import { LEVELS } from '../names-subjects.js';
import { type Case, type Contradiction, type Verdict, verdictsOn } from './verdict.js';

/** Verdicts on the subjects that a text names by level, and by code. */
export function judgeSubjects(text: Case): Verdict[] {
  const codes = claimsOf(text.claims, '代码');
  return [...levels(text), ...verdictsOn(codes, (claim) => code(text, claim))];
}

/** Of one text; more would not be read. */
const MOST_FOUND = 50;

/** Each must be a name of its level, and one below the other. */
function levels({ claims, dictionary, quote }: Case): Contradiction[] {
  const found: Contradiction[] = [];
  let above: { claim: Claim<'科目'>; name: string; codes: readonly string[] } | undefined;
  let unknown = 0;
  for (const claim of claimsOf(claims, '科目')) {
    if (found.length >= MOST_FOUND) break;
    const { level, name, start, end } = claim;
    const names = dictionary().levels[level];
    const parent =
      above?.claim.end === start && LEVELS[above.claim.level] < LEVELS[level] ? above : undefined;
    const isBelow = (one: string) => parent?.codes.some((code) => one.startsWith(code)) ?? false;
    if (name === undefined) {
      above = undefined;
      if (NO_SUBJECT.test(claim.phrase)) continue;
      const below = [...names].filter(([, codes]) => codes.some(isBelow));
      const known = (below.length > 0 ? below : [...names]).map(([word]) => word);
      const slip = slipOf(claim, known, unknown++ <= MOST_FOUND);
      if (!slip) continue;
      const { span } = quote({ start: claim.mark - slip.phrase.length, end });
      const message = `科目字典里没有“${slip.phrase}”这个${level}级科目`;
      const near = slip.near ? `是不是“${slip.near}”？` : '';
      found.push({ span, message, hint: `${near}字典里没有的科目写在“科目补充”里` });
      continue;
    }
    const all = names.get(name) ?? [];
    const codes = parent ? all.filter(isBelow) : all;
    if (parent && codes.length === 0) {
      const message = `“${name}”不是“${parent.name}”下面的${level}级科目`;
      found.push({ span: quote({ start, end }).span, message, hint: '请核对各级科目的名称' });
    }
    above = { claim, name, codes: codes.length > 0 ? codes : all };
  }
  return found;
}

/** Lists are written as lists, not as subjects; purchases have their kinds. */
const NO_SUBJECT = new RegExp(
  `^$|(?:科目|分类|级|名称|编码|一|二|三|\\d|${PROCUREMENT_KINDS.join('|')})$`,
);
const LIKE_SUBJECT = /(?:支出|事务|补贴|补助|费|保险|医疗)$/;

/**
 * What stands for a subject before a level and is none, and the name that was meant.
 * @param known names of the level
 * @param longer whether a name is looked for that the phrase only ends in
 * @returns undefined of what may be no subject at all: 工业（类）企业
 */
function slipOf(
  { phrase, spent, listed }: Claim<'科目'>,
  known: readonly string[],
  longer: boolean,
): { phrase: string; near: string | undefined } | undefined {
  const near = nearest(spent ? `${phrase}支出` : phrase, known);
  const close = near !== undefined && phrase.length - near.length < 2;
  const tail = close || !longer ? undefined : nearlyEnding(phrase, known);
  if (tail) return tail;
  const alike = phrase.length >= 4 && (near !== undefined || LIKE_SUBJECT.test(phrase));
  return listed || alike ? { phrase, near } : undefined;
}

/** A known name that a longer phrase nearly ends in: 待遇归到事业单位离退修. */
function nearlyEnding(
  phrase: string,
  known: readonly string[],
): { phrase: string; near: string } | undefined {
  let best: { phrase: string; near: string; off: number } | undefined;
  for (const near of known) {
    if (near.length < 5 || near.length >= phrase.length) continue;
    const end = phrase.slice(-near.length);
    const off = distance(end, near);
    if (off > 0 && off <= (near.length < 8 ? 1 : 2) && (!best || off < best.off))
      best = { phrase: end, near, off };
  }
  return best;
}

/** Words that may follow a code without being its name. */
const NO_NAME =
  /^(?:科目|[类款项等和及、的中下为列从至到与元万亿%个人次年月日户家项台条号多余名件场份位篇套页平米])/;

/** The words behind a code must be its name, where they are the name of some subject or nearly its own. */
function code({ dictionary, quote }: Case, claim: Claim<'代码'>): Verdict[] {
  const { codes, names } = dictionary();
  const name = codes.get(claim.code) ?? '';
  const like =
    claim.code.length > 3 && !NO_NAME.test(claim.name) && nearest(claim.name, [name]) !== undefined;
  if (claim.name === name || !(names.has(claim.name) || like)) return [];
  const message = `科目字典里 ${claim.code} 是“${name}”，这里写的是“${claim.name}”`;
  return [{ span: quote(claim).span, message, hint: '请核对科目代码和名称' }];
}
