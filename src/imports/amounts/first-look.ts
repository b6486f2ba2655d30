/**
 * What amounts are told apart by: a first look at the tables without units, single projects and economic subjects of
 * basic expenditure. What is nothing there is nothing anywhere; what no cell tells apart is not told apart.
 */
import { grouped } from '../../grouped.js';
import { expenseGroup, type Subjects } from '../../model/subjects.js';
import { EXPENSE_GROUPS, type PackageName } from '../../model/terms.js';
import { candidates, type Dimensions } from './candidates.js';
import type { CellsSeen, Equation } from './equations.js';
import type { Leaf, Section } from './leaves.js';
import { zeros } from './solve.js';

/** What the tables list, by which amounts may be told apart. */
export interface Listed {
  /** Codes of 项. */
  readonly functional: readonly string[];
  /** Codes of 款. */
  readonly economic: readonly string[];
}

/** The cells that amounts are in, were they those of an input. */
type CellsOf = (leaves: readonly Leaf[]) => CellsSeen;

export interface FirstLook {
  readonly dimensions: Omit<Dimensions, 'units' | 'projects'>;
  /** Whether an amount may be there. */
  readonly allows: (leaf: Leaf) => boolean;
}

/** What is known of an input before its tables are looked at. */
export interface Known {
  readonly kind: PackageName;
  /** Code of one of the units. */
  readonly unit: string;
  readonly anyProject: boolean;
  /** Whether an amount would have no place in the government's classification. */
  readonly isOpen: (leaf: Leaf) => boolean;
}

export function firstLook(
  { kind, unit, anyProject, isOpen }: Known,
  listed: Listed,
  subjects: Subjects,
  cellsOf: CellsOf,
): FirstLook {
  const groups = EXPENSE_GROUPS.flatMap(
    (group) => listed.economic.find((code) => expenseGroup(subjects, code) === group) ?? [],
  );
  const look = (
    projectEconomic: Dimensions['projectEconomic'],
    allows: (leaf: Leaf) => boolean,
  ): Look => {
    const leaves = candidates(
      {
        kind,
        units: [unit],
        functional: listed.functional,
        economic: groups,
        projectEconomic,
        projects: anyProject ? [{ units: [unit] }] : [],
        bySubject: true,
      },
      allows,
    );
    return { leaves, ...cellsOf(leaves) };
  };
  const first = look(listed.economic.slice(0, 1), () => true);
  const nothing = zeros(first.equations.filter(isCoarse), first.leaves.length);
  const some = first.leaves.filter((_, i) => !nothing[i]);
  const allowed = new Set(some.filter(isFunded(some)).map((leaf) => coarse(leaf, subjects)));
  // what no table of the government's classification asks for may be left open
  const closed = first.equations.some(asksGovernment) ? (leaf: Leaf) => !isOpen(leaf) : () => true;
  const allows = (leaf: Leaf) => allowed.has(coarse(leaf, subjects)) && closed(leaf);
  const bySubject = RECEIVED_OR_KEPT.some(
    (section) => alike(first, section, 'functional').length > 1,
  );
  return {
    dimensions: {
      kind,
      functional: listed.functional,
      economic: listed.economic,
      projectEconomic: projectEconomic((economic) => look(economic, allows), listed.economic),
      bySubject,
    },
    allows: (leaf) => {
      const whole = kind === '预算' && !bySubject && RECEIVED_OR_KEPT.includes(leaf.section);
      if (!whole) return allows(leaf);
      return listed.functional.some((functional) => allows({ ...leaf, functional }));
    },
  };
}

interface Look extends CellsSeen {
  readonly leaves: readonly Leaf[];
}

const RECEIVED_OR_KEPT: readonly Section[] = ['收入', '上年结转结余', '年终结转结余'];

/**
 * The economic subjects of projects that cells tell apart, one for all that they do not; none is written where all
 * cells are known all the same.
 */
function projectEconomic(
  look: (economic: Dimensions['projectEconomic']) => Look,
  economic: readonly string[],
): readonly (string | undefined)[] {
  const written = look(economic);
  const apart = alike(written, '项目支出', 'economic');
  if (apart.length < 2) return [undefined];
  const codes = apart.map(plainest);
  if (look([undefined]).unknown > written.unknown) return codes;
  // most lines are of what no cell asks for
  const usual = apart.reduce((most, one) => (one.length > most.length ? one : most), []);
  return [undefined, ...codes.filter((code) => code !== plainest(usual))];
}

/** Words of a kind of amounts, those together that no cell tells apart. */
function alike(
  { leaves, equations }: Look,
  section: Section,
  word: 'functional' | 'economic',
): (string | undefined)[][] {
  const seen = cellsSeen(equations, leaves.length);
  const of = leaves.flatMap((leaf, i) => {
    const others = JSON.stringify({ ...leaf, [word]: undefined });
    return leaf.section === section ? [{ name: leaf[word], cells: `${others}: ${seen[i]}` }] : [];
  });
  const byWord = [...grouped(of, ({ name }) => name)].map(([name, list]) => ({
    name,
    cells: list.map(({ cells }) => cells).join(),
  }));
  return [...grouped(byWord, ({ cells }) => cells).values()].map((some) =>
    some.map(({ name }) => name),
  );
}

/** Of each amount, the cells that it is in. */
function cellsSeen(equations: readonly Equation[], count: number): string[] {
  const seen = Array.from({ length: count }, () => '');
  equations.forEach(({ leaves, factors }, r) => {
    leaves.forEach((leaf, i) => {
      seen[leaf] += `${r}*${factors[i]} `;
    });
  });
  return seen;
}

/** Of subjects that no cell tells apart the one of what is not said. */
const plainest = (codes: readonly (string | undefined)[]): string | undefined =>
  codes.find((code) => code?.endsWith(REST)) ?? codes[0];

/** What the 款 for all that has none of its own ends in. */
export const REST = '99';

/** What a leaf is of, but for its unit, its project and its economic subject, of which the group alone counts. */
const coarse = (leaf: Leaf, subjects: Subjects): string => {
  const group = leaf.economic === undefined ? '' : expenseGroup(subjects, leaf.economic);
  const { section, functional, fund, carried, income, nature } = leaf;
  return [
    section,
    functional,
    fund,
    carried,
    income,
    nature,
    section === '基本支出' ? group : '',
  ].join();
};

const RECEIVED: readonly string[] = [
  '收入',
  '上年结转结余',
  '年初结转和结余',
  '使用非财政拨款结余',
];

/** Whether the money is there that an amount is spent of: nothing is spent of a fund that nothing came into. */
function isFunded(some: readonly Leaf[]): (leaf: Leaf) => boolean {
  const came = some.filter(({ section }) => RECEIVED.includes(section));
  const funds = new Set(came.map(({ fund = '单位资金' }) => fund));
  const carried = new Set(came.filter((leaf) => leaf.carried).map(({ fund }) => fund));
  return ({ fund, carried: ofCarried }) =>
    fund === undefined || (ofCarried ? carried.has(fund) : funds.has(fund));
}

function asksGovernment({ cell }: Equation): boolean {
  const { filter, asked } = cell?.name ?? {};
  const params = asked && 'params' in asked ? asked.params : {};
  return filter?.government !== undefined || params.政府经济科目 !== undefined;
}

/** Whether an equation is of no unit, project or economic subject in particular. */
function isCoarse({ cell }: Equation): boolean {
  if (!cell) return false;
  const { name } = cell;
  const { units, projects, economic, government } = name.filter;
  const params = 'params' in name.asked ? name.asked.params : {};
  return (
    !units &&
    !projects &&
    economic === undefined &&
    government === undefined &&
    params.经济科目 === undefined &&
    params.政府经济科目 === undefined &&
    params.项 === undefined
  );
}
