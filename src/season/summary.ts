/** What many packages come to together: totals by class, by fund, “三公” beside the year before, districts. Exact. */
import { sortBy } from 'es-toolkit/array/sortBy';
import { grouped } from '../grouped.js';
import { KEY_FIGURES, type KeyFigureName } from '../model/key-figures.js';
import { Decimal } from '../model/money.js';
import { FUNDS, type Fund } from '../model/terms.js';
import type { PackageSummary } from '../review/open/stored-summary.js';

/** A package of a season in its summary; or that there is none. */
export interface SummaryLine {
  /** As the list names the department. */
  readonly name: string;
  readonly code: string | undefined;
  readonly district: string | undefined;
  /** Absent where no package is there, or it says nothing for a summary. */
  readonly package: PackageSummary | undefined;
}

/** A sum, and how many of those it is of do not say theirs: with any, it is not the whole. */
export interface KnownSum {
  readonly value: Decimal;
  readonly unknown: number;
}

export interface SeasonSummary {
  readonly lines: readonly SummaryLine[];
  readonly totals: ReadonlyMap<KeyFigureName, KnownSum>;
  readonly classes: readonly {
    readonly code: string;
    readonly name: string;
    readonly amount: Decimal;
  }[];
  readonly funds: readonly { readonly fund: Fund; readonly amount: Decimal }[];
  readonly threePublic: ThreePublic;
  readonly districts: readonly District[];
}

/** Only of those that say both years: the others would be an increase of their own. */
export interface ThreePublic {
  readonly compared: number;
  readonly now: Decimal;
  readonly before: Decimal;
  /** Departments that do not say one of the years. */
  readonly left: number;
}

export interface District {
  readonly name: string;
  readonly packages: number;
  readonly totals: ReadonlyMap<KeyFigureName, KnownSum>;
}

const ZERO = new Decimal(0);

/**
 * Lines of which the figures may be added: of one year and kind each, in the order of the list. Departments
 * without a package are among the first.
 */
export function comparableLines(
  lines: readonly SummaryLine[],
): { readonly of: string; readonly lines: readonly SummaryLine[] }[] {
  const ofPackage = ({ package: made }: SummaryLine) =>
    made ? `${made.year}年部门${made.kind}` : undefined;
  const names = [...new Set(lines.flatMap((one) => ofPackage(one) ?? []))];
  const [first = ''] = names;
  const byName = grouped(lines, (one) => ofPackage(one) ?? first);
  return [...byName].map(([of, some]) => ({ of, lines: some }));
}

/** @param lines packages of departments that may be added; those of units are in them */
export function summaryOf(lines: readonly SummaryLine[]): SeasonSummary {
  const packages = lines.flatMap((one) => one.package ?? []);
  const classes = new Map<string, { name: string; amount: Decimal }>();
  const funds = new Map<Fund, Decimal>();
  for (const one of packages) {
    for (const { code, name, amount } of one.classes) {
      const before = classes.get(code);
      classes.set(code, {
        name: before?.name ?? name,
        amount: (before?.amount ?? ZERO).plus(amount),
      });
    }
    for (const { fund, amount } of one.funds)
      funds.set(fund, (funds.get(fund) ?? ZERO).plus(amount));
  }
  const byDistrict = grouped(
    lines.filter((one) => one.package),
    ({ district = '' }) => district,
  );
  const districts = [...byDistrict].map(([name, own]) => ({
    name,
    packages: own.length,
    totals: totalsOf(own.flatMap((one) => one.package ?? [])),
  }));
  return {
    lines,
    totals: totalsOf(packages),
    classes: sortBy(
      [...classes].map(([code, one]) => ({ code, ...one })),
      ['code'],
    ),
    funds: FUNDS.flatMap((fund) => {
      const amount = funds.get(fund);
      return amount ? [{ fund, amount }] : [];
    }),
    threePublic: threePublicOf(packages),
    districts: districts.length > 1 || districts[0]?.name ? districts : [],
  };
}

function totalsOf(packages: readonly PackageSummary[]): Map<KeyFigureName, KnownSum> {
  return new Map(
    KEY_FIGURES.map((name): [KeyFigureName, KnownSum] => {
      const known = packages.flatMap(({ totals }) => totals[name] ?? []);
      const value = known.reduce((sum, one) => sum.plus(one), ZERO);
      return [name, { value, unknown: packages.length - known.length }];
    }),
  );
}

function threePublicOf(packages: readonly PackageSummary[]): ThreePublic {
  const both = packages.flatMap(({ threePublic: { now, before } }) =>
    now && before ? [{ now, before }] : [],
  );
  return {
    compared: both.length,
    now: both.reduce((sum, one) => sum.plus(one.now), ZERO),
    before: both.reduce((sum, one) => sum.plus(one.before), ZERO),
    left: packages.length - both.length,
  };
}

/** A figure of a package that is not the bureau's own. */
export interface Contradiction {
  readonly department: string;
  readonly figure: KeyFigureName;
  /** 元, as the bureau has it. */
  readonly bureau: Decimal;
  /** 元, as the package has it; absent where it has no such figure, or there is no package. */
  readonly package: Decimal | undefined;
}

/** The bureau's own total of a department, in 元. */
export interface BureauTotal {
  /** Name or code. */
  readonly department: string;
  readonly figures: Readonly<Partial<Record<KeyFigureName, { value: Decimal; step: Decimal }>>>;
}

/**
 * Where packages contradict the bureau's own totals. A total that is told in 万元 with two decimals is equal to
 * all that are rounded to it.
 */
export function contradictions(
  lines: readonly SummaryLine[],
  bureau: readonly BureauTotal[],
): { readonly found: readonly Contradiction[]; readonly compared: number } {
  const byWord = new Map<string, SummaryLine>();
  for (const line of lines)
    for (const word of [line.code, line.name, line.package?.department])
      if (word !== undefined && !byWord.has(word)) byWord.set(word, line);
  let compared = 0;
  const found = bureau.flatMap(({ department, figures }) => {
    const line = byWord.get(department);
    return KEY_FIGURES.flatMap((figure): Contradiction[] => {
      const told = figures[figure];
      if (!told) return [];
      compared++;
      const own = line?.package?.totals[figure];
      const same = own && rounded(own, told.step).equals(told.value);
      return same ? [] : [{ department, figure, bureau: told.value, package: own }];
    });
  });
  return { found, compared };
}

/** Half up, as published cells are. */
const rounded = (yuan: Decimal, step: Decimal): Decimal =>
  yuan.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step);
