/** The few figures by which departments are seen side by side. */
import type { Budget } from './budget.js';
import type { Decimal } from './money.js';
import { type Params, type QuantityName, quantity } from './quantities.js';
import { FUNDS, type Fund } from './terms.js';

interface KeyFigure {
  readonly name: string;
  readonly quantity: QuantityName;
  readonly params: Params;
}

const LIST = [
  { name: '收入总计', quantity: '收入总计', params: {} },
  { name: '支出总计', quantity: '支出总计', params: {} },
  { name: '基本支出', quantity: '支出', params: { 性质: '基本支出' } },
  { name: '项目支出', quantity: '支出', params: { 性质: '项目支出' } },
  { name: '一般公共预算支出', quantity: '支出', params: { 资金: '一般公共预算' } },
  { name: '“三公”经费', quantity: '三公经费', params: {} },
] as const satisfies readonly KeyFigure[];

export type KeyFigureName = (typeof LIST)[number]['name'];
export const KEY_FIGURES: readonly KeyFigureName[] = LIST.map(({ name }) => name);

/** Exact 元; one that the input does not say is absent. */
export type KeyFigures = Readonly<Partial<Record<KeyFigureName, Decimal>>>;

export function keyFiguresOf(budget: Budget): KeyFigures {
  return Object.fromEntries(
    LIST.flatMap((one): [string, Decimal][] => {
      const found = quantity({ budget, filter: {} }, one.quantity, one.params);
      return found ? [[one.name, found.value]] : [];
    }),
  );
}

/** What a package says in a summary of many, in exact 元; what its input does not say is absent. */
export interface SummaryFigures {
  readonly totals: KeyFigures;
  /** 支出 by 类 of the functional classification, in the order of their codes. */
  readonly classes: readonly {
    readonly code: string;
    readonly name: string;
    readonly amount: Decimal;
  }[];
  readonly funds: readonly { readonly fund: Fund; readonly amount: Decimal }[];
  /** “三公”经费 of the year, and what the year before is compared with. */
  readonly threePublic: { readonly now?: Decimal; readonly before?: Decimal };
}

/** Digits of a 类. */
const CLASS = 3;

export function summaryFiguresOf(budget: Budget): SummaryFigures {
  const scope = { budget, filter: {} };
  const spent = (params: Params) => quantity(scope, '支出', params)?.value;
  const codes = budget.facts.flatMap(({ side, functional }) =>
    side === '支出' && functional !== undefined ? [functional.slice(0, CLASS)] : [],
  );
  const now = quantity(scope, '三公经费', {})?.value;
  const before = quantity(scope, '三公经费', { 口径: '上年' })?.value;
  return {
    totals: keyFiguresOf(budget),
    classes: [...new Set(codes)].sort().flatMap((code) => {
      const amount = spent({ 科目: code });
      const name = budget.subjects.functional.get(code)?.name ?? code;
      return amount ? [{ code, name, amount }] : [];
    }),
    funds: FUNDS.flatMap((fund) => {
      const amount = spent({ 资金: fund });
      return amount && !amount.isZero() ? [{ fund, amount }] : [];
    }),
    threePublic: { ...(now ? { now } : {}), ...(before ? { before } : {}) },
  };
}
