/**
 * Which amounts an input may have, seen from what its tables list: every unit, subject, fund and project that
 * they name, in all combinations that an input can write.
 */
import type { PackageName } from '../../model/terms.js';
import {
  FISCAL_FUNDS,
  type Fund,
  fundsOf,
  INCOME,
  incomesOf,
  OTHER_NATURES,
} from '../../model/terms.js';
import type { Leaf } from './leaves.js';

/** What amounts may be of. */
export interface Dimensions {
  readonly kind: PackageName;
  readonly units: readonly string[];
  /** Codes of 项. */
  readonly functional: readonly string[];
  /** Codes of 款 of basic expenditure. */
  readonly economic: readonly string[];
  /** Those of projects and of other expenditure; undefined where none is written. */
  readonly projectEconomic: readonly (string | undefined)[];
  /** The units that each project is spent by, and the subjects where it is of some alone. */
  readonly projects: readonly {
    readonly units: readonly string[];
    readonly functional?: readonly string[];
  }[];
  /** Whether tables tell income and carry-over of a budget apart by functional subject. */
  readonly bySubject: boolean;
}

/** More combinations than these are not looked at: so many amounts are not found from sums. */
export const MOST_CANDIDATES = 120_000;

/** There are too many combinations of units and subjects. */
export class TooManyCandidates extends Error {}

/**
 * All of them, the plainest first: of two that the same cells show, the first is taken.
 * @param allows leaves out what cannot be
 * @throws TooManyCandidates
 */
export function candidates(of: Dimensions, allows: (leaf: Leaf) => boolean): Leaf[] {
  const leaves: Leaf[] = [];
  const add = (leaf: Leaf) => {
    if (!allows(leaf)) return;
    if (leaves.length === MOST_CANDIDATES) throw new TooManyCandidates();
    leaves.push(leaf);
  };
  const funds = fundsOf(of.kind);
  const final = of.kind === '决算';
  const subjects: readonly (string | undefined)[] =
    final || of.bySubject ? of.functional : [undefined];
  const carries = final ? [undefined] : ([undefined, true] as const);
  for (const unit of of.units) {
    for (const functional of subjects) {
      for (const income of incomesOf(of.kind))
        add({ section: '收入', unit, income, fund: INCOME[income].fund, ...known({ functional }) });
      for (const fund of funds) {
        const section = final ? '年初结转和结余' : '上年结转结余';
        add({ section, unit, fund, carried: true, ...known({ functional }) });
        if (final) add({ section: '年末结转和结余', unit, fund, ...known({ functional }) });
      }
    }
    if (final) {
      add({ section: '使用非财政拨款结余', unit });
      add({ section: '结余分配', unit });
    }
  }
  if (!final)
    for (const fund of funds)
      for (const functional of subjects)
        add({ section: '年终结转结余', fund, ...known({ functional }) });
  const spending = (
    section: Leaf['section'],
    more: Partial<Leaf>,
    under: readonly string[] = of.functional,
  ) => {
    for (const functional of under)
      for (const fund of funds)
        for (const carried of carries)
          add({ section, functional, fund, ...known({ carried }), ...more });
  };
  for (const unit of of.units)
    for (const economic of of.economic) spending('基本支出', { unit, economic });
  of.projects.forEach(({ units, functional }, project) => {
    for (const economic of of.projectEconomic)
      for (const unit of units)
        spending('项目支出', { project, unit, ...known({ economic }) }, functional);
  });
  const [economic] = of.projectEconomic;
  const own = funds.filter((fund) => !FISCAL_FUNDS.includes(fund));
  for (const unit of of.units)
    for (const nature of OTHER_NATURES)
      for (const functional of of.functional)
        for (const fund of [...own, ...FISCAL_FUNDS] as Fund[])
          add({ section: '其他支出', unit, nature, functional, fund, ...known({ economic }) });
  return leaves;
}

/** Without what is not there. */
const known = <T extends object>(members: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
