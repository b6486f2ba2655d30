/** What words may mean: which figure of a budget, as data. It is computed where a text is judged, not where it is read. */
import type { Params, QuantityName } from '../model/quantities.js';
import type { Basis } from '../model/terms.js';

/** One thing that words may mean, and what messages call it. */
export type Meaning = { readonly what: string } & (
  | AskedQuantity
  | { readonly parts: readonly Meaning[] }
  | ProjectFigure
  | { readonly field: '总预算' | '前年预算' | '支出明细'; readonly index: number }
);

/** A figure of the registry. */
export interface AskedQuantity {
  readonly quantity: QuantityName;
  readonly params: Params;
  /** Code of the unit that it is of, where not of the whole department. */
  readonly unit?: string;
  /** The one basis that it is known of, where there is one alone. */
  readonly only?: Basis;
}

/** What is spent for projects, or budgeted for them. */
export interface ProjectFigure {
  readonly projects: readonly string[];
  /** Of 财政拨款 alone. */
  readonly fiscal?: boolean;
  /** The form of the project, by its place in the input, which states figures of its own. */
  readonly form?: { readonly section: '绩效项目' | '项目自评'; readonly index: number };
}

/** A quantity of the registry as a meaning. */
export const asked = (
  what: string,
  quantity: QuantityName,
  params: Params = {},
  unit?: string,
): Meaning => ({ what, quantity, params, ...(unit === undefined ? {} : { unit }) });

/** Words with what they may mean, the likeliest first. */
export interface Name {
  /** As prose has it: without spaces and quotation marks. */
  readonly word: string;
  /** 采购: a kind of purchase, named so only where 政府采购 is spoken of. */
  readonly kind: '部门' | '单位' | '采购' | '科目' | '经济' | '项目';
  readonly meanings: readonly Meaning[];
}
