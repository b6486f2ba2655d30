/** Totals that a person writes beside what they can be computed from: 合计. */
import type { Budget, StatedTotal } from '../model/budget.js';
import {
  type Decimal,
  type Figure,
  IN_WAN,
  type MoneyStyle,
  stepOf,
  toWan,
} from '../model/money.js';
import { type Outcome, place, type Rule } from './rule.js';

/** The largest difference that rounding of so many terms and of their total explains, in 元. */
export function mostRounding(terms: number, money: MoneyStyle): Decimal {
  return stepOf(money)
    .times(terms + 1)
    .div(2);
}

/** Whether an amount may have been rounded to 0.01 万元. */
const isRounded = ({ value }: Figure) => value.mod(100).isZero();

/** Everything that an input states and that can be computed: of its own year, and of years before. */
function statedIn({ stated = [], prior, initial }: Budget): StatedTotal[] {
  return [...stated, ...(prior?.stated ?? []), ...(initial?.stated ?? [])];
}

/** Compares to the 分, or, amounts that were written in 万元, as they are published. */
function compare(total: StatedTotal): Outcome[] {
  const { what, stated, computed, computedName, unit, terms } = total;
  const sides = {
    left: { name: what, figure: stated },
    right: { name: computedName, figure: computed },
    sign: '=',
    unit: unit === '辆' ? '辆' : '元',
  } as const;
  const equal =
    unit === '万元'
      ? toWan(stated.value).eq(toWan(computed.value))
      : stated.value.eq(computed.value);
  const span = place(stated);
  if (equal || !span) return [{ sides }];
  const show = (value: Decimal) => {
    const written = { 元: value.toFixed(2), 万元: String(value.div(10_000)), 辆: String(value) };
    return `${written[unit]} ${unit}`;
  };
  const off = stated.value.minus(computed.value).abs();
  const message = `${what}写的是 ${show(stated.value)}，${computedName}是 ${show(computed.value)}，相差 ${show(off)}`;
  const rounded = terms.filter(isRounded).length;
  if (
    unit === '万元' &&
    isRounded(stated) &&
    rounded > 0 &&
    off.lte(mostRounding(rounded, IN_WAN))
  ) {
    const hint = '各数分别四舍五入到 0.01 万元时会有这样的尾差；要一分不差，请用元填写';
    return [{ span, message: `${message}，是尾差`, hint, sides, severity: '提示' }];
  }
  return [{ span, message, hint: '请核对明细；合计可以不写，由程序计算', sides }];
}

const compareAll =
  (group: StatedTotal['group']) =>
  ({ budget }: { readonly budget: Budget }): Outcome[] =>
    statedIn(budget)
      .filter((total) => total.group === group)
      .flatMap(compare);

const statedRule = (
  group: StatedTotal['group'],
  texts: Pick<Rule, 'id' | 'holds' | 'source'>,
): Rule => ({
  code: 'total-mismatch',
  severity: '错误',
  early: true,
  run: compareAll(group),
  ...texts,
});

export const STATED_RULES: readonly Rule[] = [
  statedRule('分组', {
    id: '合计-01',
    holds: '“收入”“基本支出”“项目支出”里每组写明的合计等于这一组的明细之和',
    source: '写明的数由程序复算',
  }),
  statedRule('总数', {
    id: '合计-02',
    holds: '“合计”里写明的总数等于由明细算出的数',
    source: '写明的数由程序复算；收支总表、支出总表、“三公”经费表的合计',
  }),
  statedRule('各类', {
    id: '合计-04',
    holds: '分类的数写明的合计等于各类之和；写了逐项的，各类等于逐项之和',
    source: '政府采购 = 货物 + 工程 + 服务；政府购买服务、车辆、公务用车运行费的构成',
  }),
  statedRule('上年', {
    id: '合计-05',
    holds: '上年、年初预算写明的支出总数等于分科目的数之和',
    source: '同上年、同年初预算相比的总额',
  }),
];

/** Of packages that list their purchases one by one. */
export const LINES_STATED = statedRule('逐项', {
  id: '合计-03',
  holds: '采购金额等于数量乘单价，单价四舍五入到分的除外',
  source: '政府采购预算表',
});
