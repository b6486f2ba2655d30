/**
 * Random balanced final accounts: what is spent, kept and set aside is drawn in 分 (whole numbers);
 * what pays for it is cut from the same sums, so that every fund, unit and 项 balances.
 */
import fc from 'fast-check';
import { diagnosticsOf, runChecks } from '../../src/checks/run.js';
import { loadProfile, type Profile } from '../../src/forms/library.js';
import { rulesOf } from '../../src/kinds/rules.js';
import type { Budget } from '../../src/model/budget.js';
import { rootScope } from '../../src/model/scope.js';
import { buildTables } from '../../src/tables/build.js';
import type { Table } from '../../src/tables/table.js';
import { yuanOf } from './budgets.js';
import { modelOf, templates } from './input.js';

export const FISCAL = ['一般公共预算', '政府性基金预算', '国有资本经营预算'];
const OWN = '单位资金';
export const OWN_INCOMES = [
  '上级补助收入',
  '事业收入',
  '事业单位经营收入',
  '附属单位上缴收入',
  '其他收入',
];
export const OTHERS = ['上缴上级支出', '事业单位经营支出', '对附属单位补助支出'];
const UNITS = ['100001', '100002'];
const PROJECTS = ['甲', '乙', '丙', '丁'];
const ITEMS = ['2060101', '2060102', '2080505', '2120803', '2230199', '2296003'];
const ECONOMIC = ['30101', '30201', '30212', '30217', '30231', '30305', '30704', '31006', '31013'];

/** One leaf amount; 年初 and 年末 are the carry-over, 使用 and 分配 the balances of institutions. */
export interface Leaf {
  readonly side: '收入' | '支出' | '年初' | '年末' | '使用' | '分配';
  readonly fen: bigint;
  readonly fund: string;
  readonly unit: string;
  readonly functional: string;
  readonly income?: string;
  readonly nature?: string;
  readonly economic?: string;
  readonly project?: string;
}
export type Plan = readonly Leaf[];

/** Small amounts make the rounding matter, large ones the separators. */
const fen = fc.oneof(
  fc.bigInt({ min: 0n, max: 200_000n }),
  fc.bigInt({ min: 0n, max: 10n ** 11n }),
);
const outgoing: fc.Arbitrary<Leaf> = fc
  .record({
    what: fc.constantFrom('基本', '基本', '项目', '其他', '年末', '分配'),
    fen,
    fund: fc.constantFrom(FISCAL[0] ?? '', ...FISCAL, OWN),
    unit: fc.constantFrom(...UNITS),
    functional: fc.constantFrom(...ITEMS),
    economic: fc.constantFrom(...ECONOMIC),
    project: fc.constantFrom(...PROJECTS),
    other: fc.constantFrom(...OTHERS),
  })
  .map(({ what, economic, project, other, ...leaf }): Leaf => {
    // a project belongs to one unit: the first two to the first
    const owner = UNITS[PROJECTS.indexOf(project) < 2 ? 0 : 1] ?? '';
    if (what === '基本') return { ...leaf, side: '支出', nature: '基本支出', economic };
    if (what === '项目')
      return { ...leaf, side: '支出', unit: owner, nature: '项目支出', economic, project };
    if (what === '其他') return { ...leaf, side: '支出', fund: OWN, nature: other };
    return what === '年末' ? { ...leaf, side: '年末' } : { ...leaf, side: '分配', fund: OWN };
  });

/** The place in an input where an amount stands at most once; projects and 其他支出 repeat. */
function slot({ side, nature, fund, unit, functional, economic }: Leaf): string | undefined {
  if (side === '分配') return `分配 ${unit}`;
  if (side === '年末') return `年末 ${[fund, unit, functional]}`;
  return nature === '基本支出' ? `基本 ${[fund, unit, functional, economic]}` : undefined;
}

function paidFrom(leaves: readonly Leaf[], cuts: readonly number[]): Leaf[] {
  let n = 0;
  const cut = () => BigInt(cuts[n++ % cuts.length] ?? 0);
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = `${leaf.unit} ${leaf.fund} ${leaf.side === '分配' ? ITEMS[0] : leaf.functional}`;
    groups.set(key, [...(groups.get(key) ?? []), leaf]);
  }
  return [...groups].flatMap(([key, members]): Leaf[] => {
    const [unit = '', fund = '', functional = ''] = key.split(' ');
    const place = { unit, fund, functional };
    let left = members.reduce((sum, leaf) => sum + leaf.fen, 0n);
    const take = (leaf: Omit<Leaf, 'fen' | 'unit' | 'fund' | 'functional'>): Leaf => {
      const part = (left * cut()) / 100n;
      left -= part;
      return { ...place, ...leaf, fen: part };
    };
    const before = take({ side: '年初' });
    if (fund !== OWN) return [before, { ...place, side: '收入', income: `${fund}拨款`, fen: left }];
    const used = functional === ITEMS[0] ? [take({ side: '使用' })] : [];
    const incomes = OWN_INCOMES.slice(0, -1).map((income) => take({ side: '收入', income }));
    return [before, ...used, ...incomes, { ...place, side: '收入', income: '其他收入', fen: left }];
  });
}

export const plans: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.array(outgoing, { maxLength: 25, size: 'max' }),
    fc.array(fc.nat(100), { minLength: 7, maxLength: 7 }),
  )
  .map(([drawn, cuts]) => {
    const taken = new Set<string>();
    const leaves = drawn.filter((leaf) => {
      const key = slot(leaf);
      if (key === undefined) return true;
      const first = !taken.has(key);
      taken.add(key);
      return first;
    });
    return [...leaves, ...paidFrom(leaves, cuts)];
  });

/** `{a: {b: …}}` from lists of keys, amounts as 元 that JSON does not quote. */
function nested(entries: readonly (readonly [readonly string[], bigint])[]): object {
  const out: Record<string, unknown> = {};
  for (const [path, amount] of entries) {
    const keys = path.slice(0, -1);
    const node = keys.reduce<Record<string, unknown>>((at, key) => {
      at[key] ??= {};
      return at[key] as Record<string, unknown>;
    }, out);
    node[path.at(-1) ?? ''] = yuan(amount);
  }
  return out;
}
const yuan = (amount: bigint) => `§${yuanOf(amount)}§`;

/** What a clerk would write. */
export function inputOf(plan: Plan): string {
  const of = (side: Leaf['side'], unit?: string) =>
    plan.filter((leaf) => leaf.side === side && (unit === undefined || leaf.unit === unit));
  const byUnit = (side: Leaf['side'], key: 'income' | 'fund') =>
    UNITS.map((unit) => ({
      单位: unit,
      ...nested(of(side, unit).map((leaf) => [[leaf[key] ?? '', leaf.functional], leaf.fen])),
    }));
  const balances = (side: Leaf['side']) => nested(of(side).map((leaf) => [[leaf.unit], leaf.fen]));
  const basic = plan.filter((leaf) => leaf.nature === '基本支出');
  const groups = new Set(basic.map((leaf) => `${leaf.unit} ${leaf.functional} ${leaf.fund}`));
  const parts = {
    格式: '决算',
    编制日期: '2025-09-01',
    金额单位: '元',
    部门: { 代码: '100', 名称: '部门' },
    单位: UNITS.map((code, i) => ({ 代码: code, 名称: `单位${i}`, 性质: '事业单位' })),
    概况: { 主要职责: '示例' },
    收入: byUnit('收入', 'income'),
    年初结转和结余: byUnit('年初', 'fund'),
    年末结转和结余: byUnit('年末', 'fund'),
    使用非财政拨款结余: balances('使用'),
    结余分配: balances('分配'),
    基本支出: [...groups].map((key) => {
      const [unit = '', functional = '', fund = ''] = key.split(' ');
      const own = basic.filter(
        (leaf) => leaf.unit === unit && leaf.functional === functional && leaf.fund === fund,
      );
      const amounts = nested(own.map((leaf) => [[leaf.economic ?? ''], leaf.fen]));
      return { 单位: unit, 功能科目: functional, 资金: fund, 经济科目: amounts };
    }),
    项目支出: PROJECTS.flatMap((name, i) => {
      const own = plan.filter((leaf) => leaf.project === name);
      const lines = own.map(({ functional, economic, fund, fen }) => {
        return { 功能科目: functional, 经济科目: economic, 资金: fund, 金额: yuan(fen) };
      });
      return own.length === 0 ? [] : [{ 名称: name, 单位: UNITS[i < 2 ? 0 : 1], 支出: lines }];
    }),
    其他支出: plan
      .filter((leaf) => OTHERS.includes(leaf.nature ?? ''))
      .map(({ unit, nature, functional, fen }) => {
        return { 单位: unit, 性质: nature, 功能科目: functional, 金额: yuan(fen) };
      }),
  };
  const lines = Object.entries(parts).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `类型: 决算\n年度: 2024\n${lines.join('').replace(/"§([^§]*)§"/g, '$1')}`;
}

let loaded: Profile | undefined;
/** The form that plans are published in, loaded once. */
export function planForm(): Profile {
  loaded ??= loadProfile('决算', templates);
  return loaded;
}

function budgetOf(plan: Plan): Budget {
  return modelOf(inputOf(plan), planForm().subjects).value;
}

/** Errors that the rules find in a plan. */
export function errorsOf(plan: Plan): string[] {
  const budget = budgetOf(plan);
  const context = { budget, profile: planForm(), tables: new Map() };
  const results = runChecks(context, rulesOf(planForm()));
  const found = diagnosticsOf(results);
  return found.filter((one) => one.severity === '错误').map((one) => one.message);
}

/** The tables that the compiler builds of a plan, by their number; all, or those asked for. */
export function tablesOf(plan: Plan, ...only: readonly string[]): ReadonlyMap<string, Table> {
  const root = rootScope(budgetOf(plan), planForm().rows);
  const wanted = [...planForm().tables].filter(([id]) => only.length === 0 || only.includes(id));
  const tables = wanted.flatMap(([, one]) => buildTables(one, root, planForm().numbers));
  return new Map(tables.map((table) => [table.id, table]));
}
