/** Read tables → the amounts of what is received, spent and kept, as the sections of an input. */

import type { Profile } from '../../forms/library.js';
import type { AmountUnit } from '../../input/amount.js';
import type { Source } from '../../input/source.js';
import { Numeral, type Tree, textOf, valueAt } from '../../input/tree.js';
import { loadedFrom } from '../../kinds/load.js';
import { Decimal, inYuan, type Span, stepOf } from '../../model/money.js';
import { rootScope } from '../../model/scope.js';
import { expenseGroup, governmentTarget, natureOf, type Subjects } from '../../model/subjects.js';
import { EXPENSE_ITEMS, type PackageName, type UnitKind } from '../../model/terms.js';
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

/** An input without its amounts. */
export interface Frame {
  readonly kind: PackageName;
  readonly year: number;
  /** All that it says, as far as it is known. */
  readonly tree: { readonly [key: string]: Tree };
  /** Codes. */
  readonly units: readonly string[];
  readonly projects: readonly ProjectFrame[];
}

export interface ProjectFrame {
  readonly head: ProjectHead;
  /** Codes of the units that may spend on it. */
  readonly units: readonly string[];
  /** Codes of 项, where it is of some alone. */
  readonly functional?: readonly string[];
}

export interface Amounts extends SectionsMade {
  /** Cells that no amounts meet together with the others. */
  readonly unmet: readonly Equation[];
  /** How many cells were used, how many amounts found, how many of them a guess within the margins. */
  readonly counts: { readonly cells: number; readonly amounts: number; readonly guessed: number };
}

const NOWHERE: Span = { file: '', line: 0, column: 0, start: 0, end: 0 };

/** Other expenditure is there where a column says so; it never makes up for what rounding leaves open. */
const RARELY = 2e7;

/** What is said behind an amount that the tables leave open. */
export const GUESSED = '待核：按合计推算';

/** What makes tables of an input that is no file. */
type MakeTables = (sections: { readonly [key: string]: Tree }) => readonly Table[] | undefined;

/**
 * Where the rest of the input does not hold together, its amounts are looked at without it.
 * @returns undefined where not even the amounts make an input
 */
function tableMaker({ kind, year, tree }: Frame, profile: Profile, world: InputWorld): MakeTables {
  const necessary = {
    类型: kind,
    格式: profile.id,
    年度: new Numeral(String(year), NOWHERE),
    编制日期: `${year}-12-31`,
    金额单位: '元',
    概况: { 主要职责: CANDIDATE },
  };
  const { 部门 = {}, 单位 = [], 科目补充, 政府经济科目 } = tree;
  const mapped = 政府经济科目 === undefined ? {} : { 政府经济科目 };
  const alone = { 部门, 单位, ...(科目补充 === undefined ? {} : { 科目补充 }), ...mapped };
  const bases: { readonly [key: string]: Tree }[] = [tree, alone];
  return (sections) => {
    for (;;) {
      const [base] = bases;
      if (!base) return undefined;
      const source = sourceOf({ ...necessary, ...base, ...sections });
      const { model } = prepare(loadedFrom(source), world);
      if (model) {
        const { budget } = model;
        const root = rootScope(budget, profile.rows);
        return [...buildAll(profile.tables, root, profile.numbers).values()].flat();
      }
      bases.shift();
    }
  };
}

const CANDIDATE = '候选';

/** A tree without a file: its values stand nowhere, but for amounts, which know where. */
function sourceOf(tree: Tree): Source {
  const nowhere = () => NOWHERE;
  return {
    file: CANDIDATE,
    text: '',
    tree,
    remarks: [],
    valueSpan: nowhere,
    keySpan: nowhere,
    spanOf: nowhere,
  };
}

/**
 * Finds amounts that make the tables what they are.
 * @param read what the worksheets show
 * @param unit unit that the input writes its amounts in
 * @throws DiagnosticError where a template is wrong
 */
export async function amountsOf(
  read: readonly ReadTable[],
  frame: Frame,
  listed: Listed,
  profile: Profile,
  world: InputWorld,
  unit: AmountUnit,
): Promise<Amounts> {
  const { kind, units, projects } = frame;
  const make = tableMaker(frame, profile, world);
  const heads = projects.map(({ head }) => head);
  const cellsOf = (leaves: readonly Leaf[]) => {
    const written = leaves.map((leaf, i): Written => {
      return { leaf, text: '1', place: { ...NOWHERE, file: CANDIDATE, line: 1, start: i, end: i } };
    });
    const tables = make(sectionsOf(written, units, heads).sections) ?? [];
    const leafAt = ({ file, start }: Span) => (file === CANDIDATE ? start : undefined);
    return equationsOf(tables, read, leafAt, profile);
  };
  const { subjects } = profile;
  // “三公”经费 and the like have tables of their own, and there may be sums of a 类 without its 款
  const rest = [...subjects.economic.keys()].filter(
    (code) => code.length === 5 && code.endsWith(REST),
  );
  const more = [...Object.values(EXPENSE_ITEMS), ...rest];
  const economic = [...new Set([...listed.economic, ...more])].sort();
  const [firstUnit = ''] = units;
  const all = { ...listed, economic };
  const look = firstLook(
    { kind, unit: firstUnit, anyProject: projects.length > 0, isOpen: openTo(frame, subjects) },
    all,
    subjects,
    cellsOf,
  );
  const leaves = candidates({ ...look.dimensions, units, projects }, look.allows);
  const step = stepOf(profile.numbers.tableMoney);
  const equations = [...cellsOf(leaves).equations, ...balances(leaves, kind, step)];
  const unlikely = loadUsualPairs(world.templates);
  const { amounts, determined, unmet } = await solve(equations, leaves.length, (i) => {
    const { section, functional = '', economic: code = '' } = leaves[i] as Leaf;
    if (section === '其他支出') return RARELY;
    return section === '基本支出' ? unlikely(functional, code) : 0;
  });
  const divisor = inYuan(new Decimal(1), unit);
  const written = leaves.flatMap((leaf, i): Written[] => {
    const amount = amounts[i];
    if (!amount || amount.isZero()) return [];
    const remark = determined[i] ? {} : { remark: GUESSED };
    return [{ leaf, text: amount.div(divisor).toFixed(), place: NOWHERE, ...remark }];
  });
  return {
    ...sectionsOf([...written, ...nothings(listed, written, subjects)], units, heads),
    unmet,
    counts: {
      cells: equations.filter(({ balance }) => !balance).length,
      amounts: written.length,
      guessed: written.filter(({ remark }) => remark !== undefined).length,
    },
  };
}

/** A line of nothing for each 款 that is listed though nothing is spent on it, so that it stays in the list. */
function nothings(
  { economic }: Listed,
  written: readonly Written[],
  subjects: Subjects,
): readonly Written[] {
  const basic = written.filter(({ leaf }) => leaf.section === '基本支出');
  const known = new Set(written.map(({ leaf }) => leaf.economic));
  return economic.flatMap((code) => {
    const like = basic.find(
      ({ leaf }) => expenseGroup(subjects, leaf.economic ?? '') === expenseGroup(subjects, code),
    );
    if (known.has(code) || !like) return [];
    return { leaf: { ...like.leaf, economic: code }, text: '0', place: NOWHERE };
  });
}

/**
 * Whether it is not known what an amount is in the government's classification: of a unit of this kind the mapping
 * leaves its 款 open.
 */
function openTo({ tree }: Frame, { mapping }: Subjects): (leaf: Leaf) => boolean {
  const units = Array.isArray(tree.单位) ? tree.单位 : [];
  const natures = new Map(
    units.map((unit) => [
      textOf(valueAt(unit, ['代码'])),
      natureOf(textOf(valueAt(unit, ['性质'])) as UnitKind),
    ]),
  );
  return ({ unit, economic }) => {
    const nature = natures.get(unit);
    const target = nature && economic && governmentTarget(mapping, nature, economic);
    return typeof target === 'object' && 'open' in target;
  };
}
