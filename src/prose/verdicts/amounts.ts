/** Amounts and counts of projects, against what the tables compute. */
import { uniqBy } from 'es-toolkit/array/uniqBy';
import { quantity } from '../../model/quantities.js';
import { formatNumber, wan } from '../../tables/table.js';
import { type Claim, claimsOf, type Frame } from '../claims/claim.js';
import { type ExactNumber, isAmount, says } from '../numbers.js';
import { type Candidate, candidatesOf } from './figures.js';
import { type Case, noNumber, sidesOf, type Verdict, verdictsOn } from './verdict.js';

/** Verdicts on the amounts that a text gives to what is computed. */
export function judgeAmounts(text: Case): Verdict[] {
  return verdictsOn(claimsOf(text.claims, '是', '不是数'), (claim) => {
    if (claim.relation === '是') return amount(text, claim);
    return isAmount(claim) ? [noNumber(text.quote(claim))] : [];
  });
}

function amount({ figure: figureOf, quote }: Case, claim: Claim<'是'>): Verdict[] {
  const { what, value, about } = claim;
  const candidates = candidatesOf(what, figureOf);
  const [first] = candidates;
  if (!first) return [];
  const meant = candidates.find(({ figure }) => says(value, figure.value, about));
  const right = meant ?? first;
  const quoted = quote(claim);
  const sides = sidesOf(quoted, value.exact, nameOf(right, what.frame), right.figure);
  if (meant) return [{ sides }];
  const shown = distinct(candidates, what.frame).map(
    (one) => `${nameOf(one, what.frame)}是 ${wan(one.figure)}`,
  );
  const message = `文字里写的是“${quoted.words}”，算出来${shown.join('，')}`;
  const hint = `这个数由程序写在情况说明里，可以不写；要写就改为 ${inUnit(first, value)}`;
  return [{ span: quoted.span, message, hint, sides }];
}

const YEAR: Readonly<Record<Frame, string>> = { 本年: '', 上年: '上年的', 预算: '预算的' };
const nameOf = ({ meaning }: Candidate, frame: Frame) => `${YEAR[frame]}${meaning.what}`;

/** What is shown of the figures that the words may mean: of a subject's name each subject. */
function distinct(candidates: readonly Candidate[], frame: Frame): Candidate[] {
  const main = candidates.filter(({ basis }) => basis === candidates[0]?.basis);
  const coded = main.length > 1 && /^\d/.test(main[0]?.meaning.what ?? '');
  return uniqBy(main, ({ meaning }) => meaning.what).slice(0, coded && frame !== '预算' ? 3 : 1);
}

/** A figure as it would be written in the unit that was used. */
function inUnit({ figure }: Candidate, { unit, decimals }: ExactNumber): string {
  const [size, most] = unit === '亿元' ? [1e8, 4] : unit === '万元' ? [1e4, 2] : [1, 2];
  return `${formatNumber(figure.value.div(size), Math.max(most, Math.min(decimals, 6)), true)} ${unit}`;
}

/** Verdicts on how many projects there are, and what they cost together. */
export function judgeCounts(text: Case): Verdict[] {
  return verdictsOn(claimsOf(text.claims, '个数'), (claim) => count(text, claim));
}

function count({ budget, figure, quote }: Case, claim: Claim<'个数'>): Verdict[] {
  const { projects, performance, final } = budget;
  // as lists of them are made: all, those with a form, those that were evaluated
  const counts = [projects.length, performance.length, final?.projects.length ?? 0];
  const counted = counts.some((n) => n > 0 && n === claim.count);
  // of each fund, in all forms
  const evaluated = quantity({ budget, filter: {} }, '自评项目支出', {});
  const all = claim.meanings.map((meaning) => figure(meaning, '本年'));
  const totals = [...all, evaluated].filter((one) => one !== undefined);
  const [total] = totals;
  const summed = totals.some(({ value }) => says(claim.value, value));
  // neither: something else may be spoken of
  if (!total || counted === summed) return [];
  const quoted = quote(claim);
  const { words, span } = quoted;
  if (!counted) {
    const message = `文字里写的是“${words}”，部门的项目是 ${projects.length} 个`;
    return [{ span, message, hint: '请核对项目数' }];
  }
  const message = `文字里写的是“${words}”，算出来项目支出是 ${wan(total)}`;
  const sides = sidesOf(quoted, claim.value.exact, '项目支出', total);
  return [{ span, message, hint: '请核对', sides }];
}
