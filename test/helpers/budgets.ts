/**
 * Random small budgets: as a plan of leaf amounts in 分 (whole numbers), as the YAML that a clerk
 * would write, and as what the compiler makes of it. Expectations are summed from the plan.
 */
import fc from 'fast-check';
import { loadProfile, type Profile } from '../../src/forms/library.js';
import { rootScope } from '../../src/model/scope.js';
import { buildTables } from '../../src/tables/build.js';
import type { Table } from '../../src/tables/table.js';
import { modelOf, templates } from './input.js';

/** 分 → 元, exact, as text. */
export function yuanOf(fen: bigint): string {
  const size = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}

/** 分 → hundredths of 万元, half up and away from zero, in whole numbers alone. */
export function hundredths(fen: bigint): bigint {
  return fen < 0n ? -((-fen + 5_000n) / 10_000n) : (fen + 5_000n) / 10_000n;
}

/** 分 → 万元 as a plain figure with two decimals. */
export function wanOf(fen: bigint): string {
  return yuanOf(hundredths(fen));
}

/** 分 → 万元 as a table shows it, with thousands separators. */
export function printed(fen: bigint): string {
  const [whole = '', cents = ''] = wanOf(fen).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

const FUNDS = [
  '一般公共预算',
  '政府性基金预算',
  '国有资本经营预算',
  '财政专户管理资金',
  '单位资金',
];
export const INCOMES = [
  '一般公共预算拨款',
  '政府性基金预算拨款',
  '国有资本经营预算拨款',
  '财政专户管理资金',
  '事业收入',
  '事业单位经营收入',
  '上级补助收入',
  '附属单位上缴收入',
  '其他收入',
];
const FUNCTIONAL = ['2060101', '2060102', '2060199', '2080501', '2080505', '2210201', '2210203'];
const ECONOMIC = ['30101', '30103', '30201', '30212', '30217', '30231', '30302', '31002', '31013'];
const KINDS = ['行政单位', '参公事业单位', '事业单位'];
const OTHERS = ['事业单位经营支出', '上缴上级支出', '对附属单位补助支出'];

/** One leaf amount of a plan. */
export interface Leaf {
  readonly side: '收入' | '支出' | '年终';
  readonly fen: bigint;
  readonly fund: string;
  readonly carried: boolean;
  readonly unit?: string;
  readonly income?: string;
  readonly nature?: string;
  readonly functional?: string;
  readonly economic?: string;
  readonly project?: string;
}

export interface Plan {
  readonly units: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
  }[];
  readonly projects: readonly {
    readonly name: string;
    readonly unit: string;
    readonly category: string;
  }[];
  readonly leaves: readonly Leaf[];
}

/** Small amounts make the rounding matter, large ones the separators. */
const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: 200_000n }),
  fc.bigInt({ min: 0n, max: 10n ** 12n }),
);
const fund = fc.constantFrom(...FUNDS);

function leavesOf(units: readonly string[]): fc.Arbitrary<Leaf[]> {
  const unit = fc.constantFrom(...units);
  const carried = fc.boolean();
  const functional = fc.constantFrom(...FUNCTIONAL);
  const economic = fc.constantFrom(...ECONOMIC);
  const income = fc.record({
    side: fc.constant('收入' as const),
    fen: amount,
    fund: fc.constant(''),
    carried: fc.constant(false),
    unit,
    income: fc.constantFrom(...INCOMES),
  });
  const before = fc.record({
    side: fc.constant('收入' as const),
    fen: amount,
    fund,
    carried: fc.constant(true),
    unit,
  });
  const basic = fc.record({
    side: fc.constant('支出' as const),
    fen: amount,
    fund,
    carried,
    unit,
    functional,
    economic,
    nature: fc.constant('基本支出'),
  });
  const project = fc.record({
    side: fc.constant('支出' as const),
    fen: amount,
    fund,
    carried,
    functional,
    economic,
    nature: fc.constant('项目支出'),
    project: fc.constantFrom('甲', '乙', '丙'),
  });
  const other = fc.record({
    side: fc.constant('支出' as const),
    fen: amount,
    fund,
    carried: fc.constant(false),
    unit,
    functional,
    nature: fc.constantFrom(...OTHERS),
  });
  const kept = fc.record({
    side: fc.constant('年终' as const),
    fen: amount,
    fund,
    carried: fc.constant(false),
  });
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: income },
      { weight: 1, arbitrary: before },
      { weight: 6, arbitrary: basic },
      { weight: 4, arbitrary: project },
      { weight: 1, arbitrary: other },
      { weight: 1, arbitrary: kept },
    ),
    { maxLength: 40, size: 'max' },
  );
}

/** The key under which an input has one amount at most; 其他支出 and the lines of a project repeat. */
function slot(leaf: Leaf): string | undefined {
  if (leaf.nature && leaf.nature !== '基本支出') return undefined;
  const { side, fund: money, carried, unit, income, functional, economic } = leaf;
  return JSON.stringify([side, income ? '' : money, carried, unit, income, functional, economic]);
}

export const plans: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
    fc.array(fc.constantFrom('本级支出项目', '转移支付项目', '其他项目'), {
      minLength: 3,
      maxLength: 3,
    }),
  )
  .chain(([kinds, owners, categories]) => {
    const units = kinds.map((kind, i) => ({ code: `10000${i + 1}`, name: `单位${i + 1}`, kind }));
    const projects = ['甲', '乙', '丙'].map((name, i) => ({
      name,
      unit: units[(owners[i] ?? 0) % units.length]?.code ?? '',
      category: categories[i] ?? '',
    }));
    return leavesOf(units.map((unit) => unit.code)).map((drawn): Plan => {
      const taken = new Set<string>();
      const leaves = drawn.flatMap((leaf): Leaf[] => {
        const key = slot(leaf);
        if (key !== undefined && taken.has(key)) return [];
        if (key !== undefined) taken.add(key);
        const owner = projects.find((one) => one.name === leaf.project);
        const money = leaf.income ? fundOf(leaf.income) : leaf.fund;
        return [{ ...leaf, fund: money, ...(owner ? { unit: owner.unit } : {}) }];
      });
      const used = projects.filter((one) => leaves.some((leaf) => leaf.project === one.name));
      return { units, projects: used, leaves };
    });
  });

function fundOf(income: string): string {
  const own = FUNDS.find((one) => income.startsWith(one));
  return own ?? '单位资金';
}

type Node = string | bigint | readonly Node[] | { readonly [key: string]: Node };

/** Flow-style YAML; whole numbers are 分 and are written as 元. */
function yaml(node: Node): string {
  if (typeof node === 'bigint') return yuanOf(node);
  if (typeof node === 'string') return JSON.stringify(node);
  if (Array.isArray(node)) return `[${node.map(yaml).join(', ')}]`;
  return `{ ${Object.entries(node)
    .map(([key, value]) => `${JSON.stringify(key)}: ${yaml(value)}`)
    .join(', ')} }`;
}

/** What a clerk would write. */
export function inputOf({ units, projects, leaves }: Plan): string {
  const of = (test: Partial<Leaf>) =>
    leaves.filter((leaf) =>
      Object.entries(test).every(([key, value]) => leaf[key as keyof Leaf] === value),
    );
  const carry = (carried: boolean): { [key: string]: Node } => (carried ? { 结转: '是' } : {});
  const byFund = (list: readonly Leaf[]) =>
    Object.fromEntries(list.map((one) => [one.fund, one.fen]));
  const income = units.map(({ code }) => ({
    单位: code,
    ...Object.fromEntries(
      of({ side: '收入', unit: code, carried: false }).map((one) => [one.income ?? '', one.fen]),
    ),
    上年结转结余: byFund(of({ side: '收入', unit: code, carried: true })),
  }));
  const groups = new Map<string, { [key: string]: Node }>();
  for (const leaf of of({ nature: '基本支出' })) {
    const key = [leaf.unit, leaf.functional, leaf.fund, leaf.carried].join();
    const before = (groups.get(key)?.经济科目 ?? {}) as { [key: string]: Node };
    groups.set(key, {
      单位: leaf.unit ?? '',
      功能科目: leaf.functional ?? '',
      资金: leaf.fund,
      ...carry(leaf.carried),
      经济科目: { ...before, [leaf.economic ?? '']: leaf.fen },
    });
  }
  const parts: { [key: string]: Node } = {
    格式: 'wuchang-2026',
    编制日期: '2026-01-15',
    金额单位: '元',
    部门: { 代码: '100', 名称: '部门' },
    单位: units.map(({ code, name, kind }) => ({ 代码: code, 名称: name, 性质: kind })),
    概况: { 主要职责: '示例' },
    收入: income,
    基本支出: [...groups.values()],
    项目支出: projects.map(({ name, unit, category }) => ({
      名称: name,
      单位: unit,
      类别: category,
      支出: of({ project: name }).map((one) => ({
        功能科目: one.functional ?? '',
        经济科目: one.economic ?? '',
        资金: one.fund,
        ...carry(one.carried),
        金额: one.fen,
      })),
    })),
    其他支出: OTHERS.flatMap((nature) => of({ nature })).map((one) => ({
      单位: one.unit ?? '',
      性质: one.nature ?? '',
      功能科目: one.functional ?? '',
      资金: one.fund,
      金额: one.fen,
    })),
    年终结转结余: byFund(of({ side: '年终' })),
  };
  const lines = Object.entries(parts).map(([key, value]) => `${key}: ${yaml(value)}\n`);
  return `类型: 预算\n年度: 2026\n${lines.join('')}`;
}

let loaded: Profile | undefined;
/** The profile that plans are published in, loaded once. */
export function planProfile(): Profile {
  loaded ??= loadProfile('wuchang-2026', templates);
  return loaded;
}

/** The tables that the compiler builds of a plan, by their number; all, or those asked for. */
export function tablesOf(plan: Plan, ...only: readonly string[]): ReadonlyMap<string, Table> {
  const profile = planProfile();
  const root = rootScope(modelOf(inputOf(plan), profile.subjects).value, profile.rows);
  const wanted = [...profile.tables].filter(([id]) => only.length === 0 || only.includes(id));
  const tables = wanted.flatMap(([, one]) => buildTables(one, root, profile.numbers));
  return new Map(tables.map((table) => [table.id, table]));
}
