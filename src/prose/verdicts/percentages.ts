/** Shares, and how far a budget was carried out, against the quotients of the figures. */
import type { Decimal, Figure } from '../../model/money.js';
import { wan } from '../../tables/table.js';
import { type Claim, claimsOf, type Part, type Referent } from '../claims/claim.js';
import { type ExactNumber, halfUnit, isAmount, says, type WrittenNumber } from '../numbers.js';
import { candidatesOf, type FigureOf } from './figures.js';
import { type Case, noNumber, sidesOf, type Verdict, verdictsOn } from './verdict.js';

/** Verdicts on the percentages of a text. */
export function judgePercentages(text: Case): Verdict[] {
  const judged = new Set<WrittenNumber>();
  return verdictsOn(claimsOf(text.claims, '占', '完成', '超过', '不是数'), (claim) => {
    if (claim.relation === '不是数') return isAmount(claim) ? [] : [noNumber(text.quote(claim))];
    if (claim.relation === '超过') {
      if (judged.has(claim.value)) return [];
      const { words, span } = text.quote(claim);
      return [{ span, message: `“${words}”超过了 100%`, hint: '部分不会多于总数，请核对' }];
    }
    const verdicts = claim.relation === '占' ? share(text, claim) : execution(text, claim);
    if (verdicts.length > 0) judged.add(claim.value);
    return verdicts;
  });
}

/** A part in 元: an amount as it is written may have been rounded. */
interface Range {
  readonly low: Decimal;
  readonly high: Decimal;
}

const exactly = ({ value }: Figure): Range => ({ low: value, high: value });

/** Of 0.01 万元 half is rounded off. */
function rangeOf(part: Part | Referent, figure: FigureOf): Range | undefined {
  if ('name' in part) {
    const [first] = candidatesOf(part, figure);
    return first && exactly(first.figure);
  }
  const half = halfUnit(part.amount, part.about);
  return { low: part.amount.exact.minus(half), high: part.amount.exact.plus(half) };
}

/** As messages show it, in %. */
function percentOf({ low, high }: Range, { value, sources }: Figure): Figure {
  return { value: low.plus(high).div(2).div(value).times(100).toDecimalPlaces(2), sources };
}

/** Whether a written percentage is that of a part. */
function agrees(stated: ExactNumber, { low, high }: Range, whole: Figure, about: boolean): boolean {
  const least = low.div(whole.value).times(100);
  const most = high.div(whole.value).times(100);
  if (says(stated, least, about) || says(stated, most, about)) return true;
  return stated.exact.gte(least) && stated.exact.lte(most);
}

function share({ figure, quote }: Case, claim: Claim<'占'>): Verdict[] {
  const part = rangeOf(claim.part, figure);
  if (!part) return [];
  // of what is not named only that can be the whole which is not smaller
  const wholes = claim.wholes
    .flatMap((whole) => candidatesOf(whole, figure))
    .filter((whole) => claim.named || whole.figure.value.gte(part.low));
  const known = wholes.filter((whole) => !whole.figure.value.isZero());
  const meant = known.find((whole) => agrees(claim.value, part, whole.figure, claim.about));
  const right = meant ?? known[0];
  if (!right && !(claim.named && wholes[0])) return [];
  const quoted = quote(claim);
  const { words, span } = quoted;
  if (!right) {
    const message = `文字里写的是“${words}”，但${wholes[0]?.meaning.what}为 0，没有占比`;
    return [{ span, message, hint: '请核对，或删去这个比例' }];
  }
  const name = `占${right.meaning.what}`;
  const percent = percentOf(part, right.figure);
  const sides = sidesOf(quoted, claim.value.exact, name, percent, '%');
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来${name} ${wan(right.figure)}的 ${percent.value}%`;
  return [{ span, message, hint: `请核对；写比例的话应为 ${percent.value}%`, sides }];
}

function execution({ figure, quote }: Case, claim: Claim<'完成'>): Verdict[] {
  const stated = claim.part && rangeOf(claim.part, figure);
  const pairs = claim.meanings.flatMap((meaning) =>
    claim.bases.flatMap((basis) => {
      const base = figure(meaning, basis);
      const spent = figure(meaning, '本年');
      const part = stated ?? (spent && exactly(spent));
      return base && part ? [{ what: meaning.what, basis, base, part }] : [];
    }),
  );
  const [first] = pairs;
  if (!first) return [];
  const quoted = quote(claim);
  const { words, span } = quoted;
  const known = pairs.filter(({ base }) => !base.value.isZero());
  const meant = known.find(({ base, part }) => agrees(claim.value, part, base, claim.about));
  const right = meant ?? known[0];
  if (!right) {
    if (claim.value.exact.isZero() && !first.part.low.gt(0)) return []; // 0 of 0
    const message = `文字里写的是“${words}”，但${first.what}的${first.basis}为 0，没有完成的百分比`;
    return [{ span, message, hint: '请删去这个百分比，写明是年中安排的' }];
  }
  const { what, basis, base, part } = right;
  const percent = percentOf(part, base);
  const sides = sidesOf(quoted, claim.value.exact, `${what}完成${basis}的百分比`, percent, '%');
  if (meant) return [{ sides }];
  const message = `文字里写的是“${words}”，算出来是${basis} ${wan(base)}的 ${percent.value}%`;
  return [{ span, message, hint: `请核对；写百分比的话应为 ${percent.value}%`, sides }];
}
