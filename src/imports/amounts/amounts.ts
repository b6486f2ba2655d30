/** Read tables → the amounts of what is received, spent and kept, as the sections of an input. */

import type { Profile } from '../../forms/library.js';
import { grouped } from '../../grouped.js';
import type { AmountUnit } from '../../input/amount.js';
import type { Source } from '../../input/source.js';
import { Numeral, type Tree } from '../../input/tree.js';
import { loadedFrom } from '../../kinds/load.js';
import { Decimal, inYuan, type Span, stepOf } from '../../model/money.js';
import { rootScope } from '../../model/scope.js';
import { expenseGroup, type Subjects } from '../../model/subjects.js';
import { EXPENSE_GROUPS, EXPENSE_ITEMS, type PackageName } from '../../model/terms.js';
import { prepare } from '../../prepare.js';
import type { ReadTable } from '../../reading/read-table.js';
import { buildAll } from '../../tables/build.js';
import type { Table } from '../../tables/table.js';
import type { InputWorld } from '../../world.js';
import { balances } from './balances.js';
import { candidates, type Dimensions } from './candidates.js';
import { type Equation, equationsOf } from './equations.js';
import {
  type Leaf,
  type ProjectHead,
  type Section,
  type SectionsMade,
  sectionsOf,
  type Written,
} from './leaves.js';
import { solve, zeros } from './solve.js';
import { loadUsualPairs } from './usual-pairs.js';

/** What an input says beside its amounts. */
export interface Head {
  readonly kind: PackageName;
  readonly format: string;
  readonly year: number;
  readonly department: { readonly 代码: string; readonly 名称: string; readonly 全称?: string };
  readonly units: readonly {
    readonly 代码: string;
    readonly 名称: string;
    readonly 性质: string;
  }[];
  readonly projects: readonly (ProjectHead & { readonly units: readonly string[] })[];
  /** 科目补充 and the like, as the input writes them. */
  readonly more: { readonly [key: string]: Tree };
}

export interface Amounts extends SectionsMade {
  /** Cells that no amounts meet together with the others. */
  readonly unmet: readonly Equation[];
  /** How many cells were used, how many amounts found, how many of them a guess within the margins. */
  readonly counts: { readonly cells: number; readonly amounts: number; readonly guessed: number };
}

const NOWHERE: Span = { file: '', line: 0, column: 0, start: 0, end: 0 };

/** What is said behind an amount that the tables leave open. */
export const GUESSED = '待核：按合计推算';

/** The tables of an input in which each of some amounts is 1 元, and where each stands. */
function tablesWith(
  leaves: readonly Leaf[],
  head: Head,
  profile: Profile,
  world: InputWorld,
): { tables: readonly Table[]; leafAt: (span: Span) => number | undefined } {
  const written = leaves.map((leaf, i) => ({
    leaf,
    text: '1',
    place: { ...NOWHERE, file: CANDIDATE, line: 1, start: i, end: i + 1 },
  }));
  const { sections } = sectionsOf(
    written,
    head.units.map(({ 代码 }) => 代码),
    head.projects.map(headOf),
  );
  const { model } = prepare(loadedFrom(sourceOf({ ...treeOf(head), ...sections })), world);
  if (!model) return { tables: [], leafAt: () => undefined };
  const made = buildAll(profile.tables, rootScope(model.budget, profile.rows), profile.numbers);
  return {
    tables: [...made.values()].flat(),
    leafAt: ({ file, start }) => (file === CANDIDATE ? start : undefined),
  };
}

const CANDIDATE = '候选';

const headOf = ({ units: _, ...head }: Head['projects'][number]): ProjectHead => head;

function treeOf({ kind, format, year, department, units, more }: Head): { [key: string]: Tree } {
  return {
    类型: kind,
    格式: format,
    年度: new Numeral(String(year), NOWHERE),
    编制日期: `${year}-12-31`,
    金额单位: '元',
    部门: department,
    单位: units.map((unit) => ({ ...unit })),
    概况: { 主要职责: CANDIDATE },
    ...more,
  };
}

/** A tree without a file: its values stand nowhere, but for amounts, which know where. */
function sourceOf(tree: Tree): Source {
  const nowhere = () => NOWHERE;
  return { file: CANDIDATE, text: '', tree, valueSpan: nowhere, keySpan: nowhere, spanOf: nowhere };
}

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

/** What the tables list, by which amounts may be told apart. */
export interface Listed {
  /** Codes of 项. */
  readonly functional: readonly string[];
  /** Codes of 款. */
  readonly economic: readonly string[];
}

/**
 * Finds amounts that make the tables what they are.
 * @param read what the worksheets show, by the ids of the tables
 * @param unit unit that the input writes its amounts in
 * @throws DiagnosticError where a template is wrong
 */
export async function amountsOf(
  read: ReadonlyMap<string, ReadTable>,
  head: Head,
  listed: Listed,
  profile: Profile,
  world: InputWorld,
  unit: AmountUnit,
): Promise<Amounts> {
  const money = (table: string) =>
    profile.tables.get(templateOf(table, profile))?.money ?? profile.numbers.tableMoney;
  const units = head.units.map(({ 代码 }) => 代码);
  const cellsOf = (leaves: readonly Leaf[]) => {
    const { tables, leafAt } = tablesWith(leaves, head, profile, world);
    return equationsOf(tables, read, leafAt, money);
  };
  const { subjects } = profile;
  // “三公”经费 and the like have tables of their own, and there may be sums of a 类 without its 款
  const rest = [...subjects.economic.keys()].filter((code) => /^\d{3}99$/.test(code));
  const more = [...Object.values(EXPENSE_ITEMS), ...rest];
  const economic = [...new Set([...listed.economic, ...more])].sort();
  const { leaves, allows } = roughly(head, { ...listed, economic }, subjects, cellsOf);
  const fine = candidates({ ...leaves, units, projects: head.projects }, allows);
  const step = stepOf(profile.numbers.tableMoney);
  const equations = [...cellsOf(fine), ...balances(fine, head.kind, step)];
  const unlikely = loadUsualPairs(world.templates);
  const { amounts, determined, unmet } = await solve(equations, fine.length, (i) => {
    const { section, functional = '', economic = '' } = fine[i] as Leaf;
    return section === '基本支出' ? unlikely(functional, economic) : 0;
  });
  const divisor = inYuan(new Decimal(1), unit);
  const written = fine.flatMap((leaf, i): Written[] => {
    const amount = amounts[i];
    if (!amount || amount.isZero()) return [];
    const remark = determined[i] ? {} : { remark: GUESSED };
    return [{ leaf, text: amount.div(divisor).toFixed(), place: NOWHERE, ...remark }];
  });
  return {
    ...sectionsOf(written, units, head.projects.map(headOf)),
    unmet,
    counts: {
      cells: equations.length,
      amounts: written.length,
      guessed: written.filter(({ remark }) => remark !== undefined).length,
    },
  };
}

/**
 * A first look without units, single projects and economic subjects of basic expenditure: what is nothing there is
 * nothing anywhere, and what no cell tells apart is not told apart.
 */
function roughly(
  { kind, units: [unit], projects }: Head,
  listed: Listed,
  subjects: Subjects,
  cellsOf: (leaves: readonly Leaf[]) => Equation[],
): { leaves: Omit<Dimensions, 'units' | 'projects'>; allows: (leaf: Leaf) => boolean } {
  const units = unit ? [unit.代码] : [];
  const groups = EXPENSE_GROUPS.flatMap(
    (group) => listed.economic.find((code) => expenseGroup(subjects, code) === group) ?? [],
  );
  const withEconomic = (projectEconomic: Dimensions['projectEconomic']) => {
    const leaves = candidates(
      {
        kind,
        units,
        functional: listed.functional,
        economic: groups,
        projectEconomic,
        projects: projects.length > 0 ? [{ units }] : [],
        bySubject: true,
      },
      () => true,
    );
    return { leaves, equations: cellsOf(leaves) };
  };
  const { leaves: rough, equations } = withEconomic(listed.economic);
  const nothing = zeros(equations.filter(isCoarse), rough.length);
  const some = rough.filter((_, i) => !nothing[i]);
  const allowed = new Set(some.filter(isFunded(some)).map((leaf) => coarse(leaf, subjects)));
  const signatures = signaturesOf(equations, rough.length);
  /** Words of a kind of amounts, those together that no cell tells apart. */
  const alike = (section: Section, word: 'functional' | 'economic'): (string | undefined)[][] => {
    const of = rough.flatMap((leaf, i) => {
      const others = JSON.stringify({ ...leaf, [word]: undefined });
      return leaf.section === section
        ? [{ word: leaf[word], seen: `${others}: ${signatures[i]}` }]
        : [];
    });
    const byWord = [...grouped(of, (one) => one.word)].map(([name, list]) => ({
      name,
      seen: list.map(({ seen }) => seen).join(),
    }));
    return [...grouped(byWord, ({ seen }) => seen).values()].map((some) =>
      some.map(({ name }) => name),
    );
  };
  /** A line without an economic subject, where all cells are known all the same, and those that cells tell apart. */
  const projectEconomic = (): readonly (string | undefined)[] => {
    const apart = alike('项目支出', 'economic');
    if (apart.length < 2) return [undefined];
    const codes = apart.map(plainest);
    if (withEconomic([undefined]).equations.length < equations.length) return codes;
    // most lines are of what no cell asks for
    const usual = apart.reduce((most, one) => (one.length > most.length ? one : most), []);
    return [undefined, ...codes.filter((code) => code !== plainest(usual))];
  };
  const bySubject = INCOME_SECTIONS.some((section) => alike(section, 'functional').length > 1);
  return {
    leaves: {
      kind,
      functional: listed.functional,
      economic: listed.economic,
      projectEconomic: projectEconomic(),
      bySubject,
    },
    allows: (leaf) => {
      const { functional: _, ...whole } = leaf;
      const received = INCOME_SECTIONS.includes(leaf.section) && !bySubject && kind === '预算';
      if (!received) return allowed.has(coarse(leaf, subjects));
      return listed.functional.some((functional) =>
        allowed.has(coarse({ ...whole, functional }, subjects)),
      );
    },
  };
}

/** Of subjects that no cell tells apart the one of what is not said. */
const plainest = (codes: readonly (string | undefined)[]): string | undefined =>
  codes.find((code) => code?.endsWith(REST)) ?? codes[0];

/** What the 款 for all that has none of its own ends in. */
const REST = '99';

const INCOME_SECTIONS: readonly Section[] = ['收入', '上年结转结余', '年终结转结余'];

/** Of each amount, the cells that it is in. */
function signaturesOf(equations: readonly Equation[], count: number): string[] {
  const seen = Array.from({ length: count }, () => '');
  equations.forEach(({ leaves, factors }, r) => {
    leaves.forEach((leaf, i) => {
      seen[leaf] += `${r}*${factors[i]} `;
    });
  });
  return seen;
}

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

/** The template that a table is of: 预算12-3 is one of those of 预算12. */
const templateOf = (table: string, { tables }: Profile): string =>
  tables.has(table) ? table : table.replace(/-\d+$/, '');
