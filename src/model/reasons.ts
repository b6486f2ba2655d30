/**
 * The registry of reasons: what an input may explain below 变动原因, and which change asks for it. The
 * schema, the helpers of sentences, the rules and what is read into hand-written reasons derive from it.
 */
import { sortBy } from 'es-toolkit/array/sortBy';
import type { Params, QuantityName } from './quantities.js';
import type { RowSourceName } from './rows.js';
import {
  type Basis,
  CAR_ITEMS,
  CARS,
  EXPENSE_ITEM_NAMES,
  FISCAL_FUNDS,
  FURTHER_ITEMS,
  type PackageName,
} from './terms.js';

export interface Reason {
  /** Path below 变动原因; `{编码}` stands for the code of any 项. */
  readonly key: string;
  /** How sentences ask for it, where a field of the row is part of the path. */
  readonly asked?: string;
  /** What the writer of an input is told. */
  readonly meaning: string;
  /** The change that it explains, if one must be explained. */
  readonly change?: Change;
}

/** A quantity beside itself on another basis. */
interface Change {
  /** The quantity as messages name it. */
  readonly what: string;
  readonly name: QuantityName;
  readonly params?: Params;
  readonly basis: Basis;
  /** Only more than the basis must be explained; else any difference. */
  readonly above?: true;
  /** Rows that are compared one by one; their fields stand for what is in braces. */
  readonly rows?: { readonly source: RowSourceName; readonly params: Params };
  /** Other reasons that explain it as well. */
  readonly also?: readonly string[];
  /** Reasons of wider totals: they explain a change of the same direction. */
  readonly wider?: readonly string[];
  /** What a reason calls it without naming it in full. */
  readonly words?: readonly string[];
}

const GENERAL = { 资金: '一般公共预算' } as const;
const BALANCE = ['收支', '收、支', '收入支出', '收入、支出', '总收支', '部门预算', '部门收支'];
const GENERAL_WORDS = ['一般公共预算', '一般公共预算财政拨款'];
const OFFICE_WORDS = ['机关运行经费'];

/** A reason for each item of “三公”经费 and for all of it. */
function threePublic(
  group: string,
  differing: string,
  change: (item: string, what: string) => Omit<Change, 'name' | 'params'> | undefined,
): Reason[] {
  return ['合计', ...EXPENSE_ITEM_NAMES, CARS].map((item) => {
    const total = item === '合计';
    // what stands beside “三公”经费 must be explained by no rule that all departments have
    const asked =
      item in FURTHER_ITEMS
        ? undefined
        : change(item, total ? '“三公”经费合计' : `“三公”经费中${item}`);
    return {
      key: `${group}.${item}`,
      meaning: `${total ? '“三公”经费总额' : item}${differing}的原因`,
      ...(asked
        ? { change: { ...asked, name: '三公经费', params: total ? {} : { 项: item } } }
        : {}),
    };
  });
}

/** By the kind of package, in the order in which an input writes them. */
export const REASONS: Readonly<Record<PackageName, readonly Reason[]>> = {
  预算: [
    {
      key: '收支总体',
      meaning: '收支总预算比上年增减的原因',
      change: { what: '收支总预算', name: '支出总计', basis: '上年', words: BALANCE },
    },
    {
      key: '一般公共预算',
      meaning: '一般公共预算拨款规模变化的原因；不写同收支总体',
      change: {
        what: '一般公共预算拨款',
        name: '支出总计',
        params: GENERAL,
        basis: '上年',
        wider: ['收支总体'],
        words: GENERAL_WORDS,
      },
    },
    { key: '财政拨款', meaning: '财政拨款收支增减的原因' },
    {
      key: '功能科目.{编码}',
      meaning: '该科目增减的原因',
      change: {
        what: '{编码} {名称}',
        name: '支出',
        basis: '上年',
        rows: { source: '项级科目', params: GENERAL },
      },
    },
    ...threePublic('三公经费', '增减或不安排', (item, what) =>
      item === CARS ? undefined : { what, basis: '上年' },
    ),
    {
      key: '机关运行经费',
      meaning: '机关运行经费增减的原因',
      change: { what: '机关运行经费', name: '机关运行经费', basis: '上年', words: OFFICE_WORDS },
    },
    {
      key: '政府采购',
      meaning: '政府采购预算增减的原因',
      change: {
        what: '政府采购预算',
        name: '政府采购',
        basis: '上年',
        words: ['政府采购', '采购'],
      },
    },
  ],
  决算: [
    {
      key: '收支总体',
      meaning: '收、支总计比上年增减的原因',
      change: { what: '收、支总计', name: '支出总计', basis: '上年', words: BALANCE },
    },
    {
      key: '收入',
      meaning: '收入合计增减的原因；不写同收支总体',
      change: {
        what: '收入合计',
        name: '收入',
        params: { 结转: '本年' },
        basis: '上年',
        wider: ['收支总体'],
        words: ['本年收入', '收入合计'],
      },
    },
    {
      key: '支出',
      meaning: '支出合计增减的原因；不写同收支总体',
      change: {
        what: '支出合计',
        name: '支出',
        basis: '上年',
        wider: ['收支总体'],
        words: ['本年支出', '支出合计'],
      },
    },
    {
      key: '财政拨款',
      meaning: '财政拨款收、支总计增减的原因；不写同收支总体',
      change: {
        what: '财政拨款收、支总计',
        name: '收入总计',
        params: { 资金: '财政拨款' },
        basis: '上年',
        wider: ['收支总体'],
        words: ['财政拨款'],
      },
    },
    ...FISCAL_FUNDS.map(
      (fund): Reason => ({
        key: `财政拨款收入.${fund}`,
        asked: '财政拨款收入.{资金}',
        meaning: `${fund}财政拨款收入增减的原因`,
        change: {
          what: `${fund}财政拨款收入`,
          name: '收入',
          params: { 资金: fund, 结转: '本年' },
          basis: '上年',
        },
      }),
    ),
    {
      key: '一般公共预算支出',
      meaning: '一般公共预算财政拨款支出增减的原因；不写同财政拨款',
      change: {
        what: '一般公共预算财政拨款支出',
        name: '支出',
        params: GENERAL,
        basis: '上年',
        wider: ['财政拨款', '收支总体'],
        words: GENERAL_WORDS,
      },
    },
    {
      key: '功能科目.{编码}',
      meaning: '该科目支出决算不同于年初预算的原因',
      change: {
        what: '{编码} {名称}',
        name: '支出',
        basis: '年初预算',
        rows: { source: '预决算科目', params: GENERAL },
      },
    },
    ...threePublic('三公经费', '比上年增减', (item, what) => {
      if (CAR_ITEMS.some((part) => part === item)) return undefined;
      // the two parts of what is spent on cars may be explained one by one
      const also = item === CARS ? CAR_ITEMS.map((part) => `三公经费.${part}`) : [];
      return { what, basis: '上年', also };
    }),
    ...threePublic('三公经费预算执行', '不同于全年预算', (item, what) => {
      if (item === CARS) return undefined;
      return item === '合计'
        ? { what, basis: '全年预算' }
        : { what: `${item}决算`, basis: '全年预算', above: true };
    }),
    {
      key: '机关运行经费',
      meaning: '机关运行经费不同于年初预算的原因',
      change: {
        what: '机关运行经费',
        name: '机关运行经费',
        basis: '年初预算',
        words: OFFICE_WORDS,
      },
    },
  ],
};

/** A change with the reasons that explain it; any that is written does, and messages ask for the first. */
export interface Compared extends Change {
  readonly keys: readonly [string, ...string[]];
  /** Those reasons as sentences ask for them. */
  readonly asked: readonly string[];
}

/** The changes that a kind of package must explain, in the order of the first reason that explains each. */
export function comparedIn(kind: PackageName): Compared[] {
  const written = REASONS[kind].map(({ key }) => key);
  const askedAs = new Map(REASONS[kind].map(({ key, asked = key }) => [key, asked]));
  const compared = REASONS[kind].flatMap(({ key, change }): Compared[] => {
    if (!change) return [];
    const keys = [key, ...(change.also ?? [])] as const;
    return [{ ...change, keys, asked: keys.map((one) => askedAs.get(one) ?? one) }];
  });
  return sortBy(compared, [({ keys }) => Math.min(...keys.map((key) => written.indexOf(key)))]);
}

/** All reasons as sentences ask for them. */
export const REASON_WORDS: readonly string[] = [
  ...new Set(Object.values(REASONS).flatMap((list) => list.map(({ key, asked }) => asked ?? key))),
];
