/** Claims × figures → verdicts: what is said agrees, or does not, and then how it would be right. */
import type { Severity } from '../../diagnostics.js';
import type { NumberStyle } from '../../forms/style.js';
import type { Budget, Passage } from '../../model/budget.js';
import type { Decimal, Figure, Sides, Span } from '../../model/money.js';
import type { Claim } from '../claims/claim.js';
import type { ReadText } from '../claims/read.js';
import type { Dictionary } from '../names-subjects.js';
import { originalOf, type Stretch } from '../text.js';
import type { FigureOf } from './figures.js';

/** A claim that does not hold, and the place to mend. */
export interface Contradiction {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  /** The figures that were compared, where it was a comparison. */
  readonly sides?: Sides;
  /** Where it is not the rule's. */
  readonly severity?: Severity;
}

/** That, or a comparison that holds. */
export type Verdict = Contradiction | { readonly sides: Sides };

/** What claims are judged by: the figures of a budget, and how its package prints numbers. */
export interface Facts {
  readonly budget: Budget;
  readonly dictionary: () => Dictionary;
  readonly figure: FigureOf;
  readonly numbers: NumberStyle;
}

/** Words as they are written, their spaces closed up, and their place. */
export interface Quote {
  readonly words: string;
  readonly span: Span;
}

/** The claims of a text, with what they are judged by and where their words stand. */
export interface Case extends Facts {
  readonly claims: readonly Claim[];
  readonly quote: (stretch: Stretch) => Quote;
}

/** @param place where words stand that begin at an offset of the text, or behind it */
export function caseOf({ prose, claims }: ReadText, facts: Facts, place: Passage['place']): Case {
  const quote = (stretch: Stretch): Quote => {
    const { words, from } = originalOf(prose, stretch);
    return { words: words.replace(/\s+/g, ' '), span: place(words, from) };
  };
  return { ...facts, claims, quote };
}

/** What is written and what it was compared with. @param value in 元 or % */
export function sidesOf(
  { words, span }: Quote,
  value: Decimal,
  name: string,
  figure: Figure,
  unit: Sides['unit'] = '元',
): Sides {
  const left = { name: `文字“${words}”`, figure: { value, sources: [span] } };
  return { left, right: { name, figure }, sign: '=', unit };
}

/** Of one text; more named figures than any text has. */
const MOST_VERDICTS = 100;

/** The verdicts on claims, one after the other; the same words twice need one contradiction. */
export function verdictsOn<C>(
  claims: readonly C[],
  judge: (claim: C) => readonly Verdict[],
): Verdict[] {
  const out: Verdict[] = [];
  const messages = new Set<string>();
  for (const claim of claims) {
    for (const verdict of judge(claim)) {
      if ('message' in verdict && messages.has(verdict.message)) continue;
      if ('message' in verdict) messages.add(verdict.message);
      out.push(verdict);
    }
    if (out.length >= MOST_VERDICTS) break;
  }
  return out;
}

/** 1.2.4: no number at all. */
export function noNumber({ words, span }: Quote): Verdict {
  return { span, message: `“${words}”不是一个数`, hint: '一个数只有一个小数点，请核对' };
}
