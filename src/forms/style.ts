/** How a profile prints numbers, in tables and in sentences. */
import { Decimal as DecimalBase } from 'decimal.js';
import { Decimal, type MoneyStyle, printedIn } from '../model/money.js';

export interface NumberStyle {
  /** Table cells that are exactly zero: 0.00, or left empty. */
  readonly zero: '显示' | '空白';
  /** Unit and decimals of amounts in tables that do not say otherwise. */
  readonly tableMoney: MoneyStyle;
  /** Unit and decimals of amounts in sentences and charts. */
  readonly proseMoney: MoneyStyle;
  /** Amounts of tables are adjusted so that printed parts add up to printed totals. */
  readonly footed: boolean;
  /** Thousands separators in table cells. */
  readonly tableGrouping: boolean;
  /** Thousands separators in sentences. */
  readonly proseGrouping: boolean;
  /** Sentences drop the zeros at the end of amounts: 3 万元, 190.5 万元. */
  readonly proseTrim: boolean;
  /** Decimals of percentages. */
  readonly percentDecimals: number;
  /** Percentages drop the zeros at the end: 69%, 100%. */
  readonly percentTrim: boolean;
  /** Shares of one whole are made to sum to 100%, by the largest remainder. */
  readonly balancedShares: boolean;
}

function group(fixed: string): string {
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** An amount of so many 元 as a sentence prints it, without the unit. Rounded once, half up. */
export function proseAmount(yuan: Decimal, style: NumberStyle): string {
  const { proseMoney: money, proseTrim, proseGrouping } = style;
  const value = printedIn(yuan, money);
  const fixed = proseTrim ? value.toString() : value.toFixed(money.decimals);
  return proseGrouping ? group(fixed) : fixed;
}

/** The same with its unit: 1,234.5万元. */
export const proseAmountInUnit = (yuan: Decimal, style: NumberStyle): string =>
  `${proseAmount(yuan, style)}${style.proseMoney.unit}`;

/** A share of something that rounds to nothing: 不足0.1%. */
export function shareText(part: Decimal, whole: Decimal, style: NumberStyle): string | undefined {
  const share = percentage(part, whole, style);
  if (share === undefined || part.isZero() || /[1-9]/.test(share)) return share;
  return `不足${new Decimal(10).pow(-style.percentDecimals).toString()}%`;
}

/**
 * part ÷ whole as a percentage, rounded half up to the profile's decimals.
 * @returns undefined for a zero base, of which there is no percentage
 */
export function percentage(part: Decimal, whole: Decimal, style: NumberStyle): string | undefined {
  if (whole.isZero()) return undefined;
  const percent = part
    .div(whole)
    .times(100)
    .toDecimalPlaces(style.percentDecimals, DecimalBase.ROUND_HALF_UP);
  return printPercent(percent, style);
}

function printPercent(percent: Decimal, style: NumberStyle): string {
  return `${style.percentTrim ? percent.toString() : percent.toFixed(style.percentDecimals)}%`;
}

/**
 * The shares of all parts of a whole, rounded so that they sum to exactly 100%: each is cut off,
 * and the units that remain go to the parts with the largest remainders (the first on a tie).
 * @param parts none negative; their sum is the whole
 * @returns undefined for a whole of zero
 */
export function balancedShares(
  parts: readonly Decimal[],
  style: NumberStyle,
): string[] | undefined {
  const whole = Decimal.sum(0, ...parts);
  if (whole.isZero()) return undefined;
  const scale = new Decimal(10).pow(style.percentDecimals + 2);
  const exact = parts.map((part) => part.div(whole).times(scale));
  const cut = exact.map((one) => one.floor());
  const missing = scale.minus(Decimal.sum(...cut)).toNumber();
  const order = exact
    .map((one, i) => ({ i, rest: one.minus(one.floor()) }))
    .sort((a, b) => b.rest.comparedTo(a.rest) || a.i - b.i);
  const raised = new Set(order.slice(0, missing).map(({ i }) => i));
  return cut.map((units, i) =>
    printPercent(
      units
        .plus(raised.has(i) ? 1 : 0)
        .times(100)
        .div(scale),
      style,
    ),
  );
}

/** `{字段}` places filled in; unknown names were refused when the template was loaded. */
export function interpolate(template: string, fields: Readonly<Record<string, string>>): string {
  return template.replace(PLACE, (_, name: string) => fields[name] ?? '');
}

/** The fields that the `{字段}` places of a text name. */
export function fieldsNamed(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, name = '']) => name);
}

/** A `{字段}` place in a text. */
const PLACE = /\{([^{}]+)\}/g;
