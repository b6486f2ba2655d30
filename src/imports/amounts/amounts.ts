/** Read tables → the amounts of what is received, spent and kept, as the sections of an input. */

import type { Profile } from '../../forms/library.js';
import type { AmountUnit } from '../../input/amount.js';
import type { Source } from '../../input/source.js';
import { Numeral, type Tree } from '../../input/tree.js';
import { loadedFrom } from '../../kinds/load.js';
import { Decimal, inYuan, type Span, stepOf } from '../../model/money.js';
import { rootScope } from '../../model/scope.js';
import { governmentTarget, type Subjects, UNIT_NATURES } from '../../model/subjects.js';
import { EXPENSE_ITEMS, type PackageName } from '../../model/terms.js';
import { prepare } from '../../prepare.js';
import type { ReadTable } from '../../reading/read-table.js';
import { buildAll } from '../../tables/build.js';
import type { Table } from '../../tables/table.js';
import type { InputWorld } from '../../world.js';
import { balances } from './balances.js';
import { candidates } from './candidates.js';
import { type Equation, equationsOf } from './equations.js';
import { firstLook, type Listed, REST } from './first-look.js';
import {
  type Leaf,
  type ProjectHead,
  type SectionsMade,
  sectionsOf,
  type Written,
} from './leaves.js';
import { solve } from './solve.js';
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
  return { file: CANDIDATE, text: '', tree, remarks: [], valueSpan: nowhere, keySpan: nowhere, spanOf: nowhere };
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
  const rest = [...subjects.economic.keys()].filter(
    (code) => code.length === 5 && code.endsWith(REST),
  );
  const more = [...Object.values(EXPENSE_ITEMS), ...rest].filter(isDetermined(subjects));
  const economic = [...new Set([...listed.economic, ...more])].sort();
  const [firstUnit = ''] = units;
  const some = { ...listed, economic };
  const anyProject = head.projects.length > 0;
  const look = firstLook(head.kind, firstUnit, anyProject, some, subjects, cellsOf);
  const of = { ...look.dimensions, units, projects: head.projects };
  const fine = candidates(of, look.allows);
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

/** Whether it is known what a 款 is in the government's classification, of whatever unit. */
const isDetermined =
  ({ mapping }: Subjects) =>
  (code: string): boolean =>
    UNIT_NATURES.every((nature) => {
      const target = governmentTarget(mapping, nature, code);
      return target === undefined || 'code' in target;
    });

/** The template that a table is of: 预算12-3 is one of those of 预算12. */
const templateOf = (table: string, { tables }: Profile): string =>
  tables.has(table) ? table : table.replace(/-\d+$/, '');
