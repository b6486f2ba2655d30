/** The few figures by which departments are seen side by side. */
import type { Budget } from './budget.js';
import type { Decimal } from './money.js';
import { type Params, type QuantityName, quantity } from './quantities.js';

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
