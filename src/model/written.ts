/**
 * What a year's figures are written of, and how finely. A figure that is asked for more finely, or of a
 * fund that a list of figures says nothing of, is not known: it is never zero.
 */
import type { Fact, Fineness, Listing, YearFigures } from './budget.js';
import { type Filter, select, selectFacts } from './totals.js';

/** By what an amount may be told apart, beside its side, its funds and where it came from. */
const FINENESS = {
  units: { member: 'unit', name: '单位' },
  natures: { member: 'nature', name: '支出性质' },
  group: { member: 'group', name: '人员经费和公用经费' },
  functional: { member: 'functional', name: '功能科目' },
  economic: { member: 'economic', name: '经济科目' },
  government: { member: 'government', name: '政府经济科目' },
  projects: { member: 'project', name: '项目' },
} as const satisfies Record<Fineness, { member: keyof Fact; name: string }>;

type Wanted = Filter & { readonly side: Fact['side'] };

const names = (keys: readonly Fineness[]): string =>
  keys.map((key) => FINENESS[key].name).join('、');

const asked = (wanted: Filter): Fineness[] =>
  (Object.keys(FINENESS) as Fineness[]).filter((key) => wanted[key] !== undefined);

/** What a row is of, but for its funds, as messages name it; undefined outside of rows. */
export function askedFinely(filter: Filter): string | undefined {
  const found = asked(filter);
  return found.length > 0 ? names(found) : undefined;
}

/**
 * Why a year does not know a figure; undefined where it does.
 * @param wanted what is asked for
 * @param now facts of the year that is compared with it: what they have and a list says nothing of
 * is not known; what neither speaks of is none
 * @param part it is asked for as a part of a total, where a side that neither speaks of is none
 */
export function whyUnknown(
  year: YearFigures,
  wanted: Wanted,
  now: readonly Fact[],
  part: boolean,
): string | undefined {
  if (!year.listings) return notSoFine(year, wanted);
  const within = year.listings.filter((one) => overlaps(one, wanted));
  for (const one of within) {
    // of nothing all parts are nothing
    if (amountOf(year, one).isZero()) continue;
    const missing = asked(wanted).filter((key) => !one.by.includes(key));
    if (missing.length > 0) return `${one.side}没有按${names(missing)}写`;
    if (wanted.carriedOver !== undefined && one.carriedOver === undefined)
      return `${one.side}没有分本年和结转写`;
    if (wanted.funds && !one.funds.every((fund) => wanted.funds?.includes(fund)))
      return `没有写${one.funds.join('、')}各是多少`;
  }
  const none = !year.listings.some(({ side }) => side === wanted.side);
  if (none && !part) return `没有写${wanted.side}`;
  const [unlisted] = unlistedFacts(year, selectFacts(now, wanted));
  if (unlisted) return `没有写${wordsOf(unlisted)}`;
  if (within.length > 0 || part) return undefined;
  return `没有写${wanted.income ?? `${wanted.funds?.join('、') ?? ''}${wanted.side}`}`;
}

/**
 * The facts of a selection of which it is not determined which subject of the government's budget they are;
 * none where that is not asked.
 */
export function undetermined({ facts }: YearFigures, wanted: Filter): Fact[] {
  const { government, ...rest } = wanted;
  if (government === undefined) return [];
  return selectFacts(facts, { ...rest, side: '支出' }).filter(
    (fact) => fact.government === undefined && !fact.amount.value.isZero(),
  );
}

/** A complete input tells expenditure line by line; of the rest only what its kind writes. */
function notSoFine({ facts }: YearFigures, wanted: Wanted): string | undefined {
  if (wanted.side === '支出') return undefined;
  const own = facts.filter(({ side }) => side === wanted.side);
  const missing = asked(wanted).filter((key) => {
    const { member } = FINENESS[key];
    return own.length > 0 && own.every((fact) => fact[member] === undefined);
  });
  return missing.length > 0 ? `${wanted.side}没有按${names(missing)}写` : undefined;
}

function overlaps(one: Listing, wanted: Wanted): boolean {
  const same = <T>(own: T | undefined, other: T | undefined) =>
    own === undefined || other === undefined || own === other;
  return (
    one.side === wanted.side &&
    (wanted.funds === undefined || one.funds.some((fund) => wanted.funds?.includes(fund))) &&
    same(one.carriedOver, wanted.carriedOver) &&
    // what came over is of no source
    (wanted.income === undefined || one.income === wanted.income)
  );
}

/** Whether a list speaks of what a fact is of; one that writes some income of a fund writes all of it. */
const covers = (one: Listing, fact: Fact): boolean =>
  one.side === fact.side &&
  one.funds.includes(fact.fund) &&
  (one.carriedOver === undefined || one.carriedOver === fact.carriedOver);

const amountOf = ({ facts }: YearFigures, { side, funds, carriedOver, income }: Listing) =>
  select(facts, {
    side,
    funds,
    ...(carriedOver === undefined ? {} : { carriedOver }),
    ...(income === undefined ? {} : { income }),
  }).value;

/** Facts of a year, none zero, of which the list of the year that it is compared with says nothing. */
export function unlistedFacts({ listings }: YearFigures, now: readonly Fact[]): Fact[] {
  if (!listings) return [];
  return now.filter(
    (fact) => !fact.amount.value.isZero() && !listings.some((one) => covers(one, fact)),
  );
}

/** What a list of figures would call a fact: 其他收入, 政府性基金预算的支出. */
export function wordsOf({ side, fund, income, carriedOver }: Fact): string {
  if (income !== undefined) return income;
  return side === '收入' && carriedOver ? `${fund}的结转结余` : `${fund}的${side}`;
}
