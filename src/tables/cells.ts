/** One cell template in one scope → what the cell shows. The only place where table figures round. */

import type { NamedTemplate } from '../forms/cell-names.js';
import { sameReference } from '../forms/references.js';
import {
  balancedShares,
  interpolate,
  type NumberStyle,
  percentage,
  proseAmountInUnit,
} from '../forms/style.js';
import type {
  AmountContent,
  CellContent,
  CellTemplate,
  QuantityContent,
  QuantityRef,
  Ratio,
} from '../forms/template.js';
import {
  absolute,
  Decimal,
  difference,
  type Figure,
  type MoneyStyle,
  NO_FIGURE,
  printedIn,
  ZERO,
} from '../model/money.js';
import { hasYear, quantity, unknownOf } from '../model/quantities.js';
import { POINT_FIELDS } from '../model/rows-evaluation.js';
import type { Scope } from '../model/scope.js';
import type { Draft } from './grid.js';
import type { Align, CellName, Content } from './table.js';

export interface CellStyle {
  readonly numbers: NumberStyle;
  readonly zero: '显示' | '空白';
  /** Unit and decimals of the table's amounts. */
  readonly money: MoneyStyle;
  /** Alignment of text cells without one of their own. */
  readonly align: Align;
  /** Names of the figure cells of the table. */
  readonly names: ReadonlyMap<CellTemplate, Pick<NamedTemplate, 'row' | 'column'>>;
}

/** @param col grid column of the cell's left edge */
export function draftCell(
  template: CellTemplate,
  scope: Scope,
  col: number,
  style: CellStyle,
): Draft {
  const shown = template.content;
  const name = nameOf(template, scope, style);
  const draft: Draft = {
    col,
    colSpan: template.cols,
    rowSpan: template.rows,
    content: cellContent(shown, scope, style),
    align: template.align ?? alignOf(shown, style),
    bold: template.bold,
    indent: template.indent === 'level' ? Math.max(0, scope.level) : template.indent,
    level: levelOf(scope),
    ordinal: shown.kind === 'ordinal' ? shown.counts : undefined,
    optional: template.optional,
  };
  return name ? { name, ...draft } : draft;
}

/** How deep a row is in its table: below the rows that it is nested in. */
export const levelOf = ({ level, depth = 0 }: Scope): number => (level < 0 ? level : level + depth);

function nameOf(template: CellTemplate, scope: Scope, { names }: CellStyle): CellName | undefined {
  const { content } = template;
  const place = names.get(template);
  if (!place || (content.kind !== 'quantity' && content.kind !== 'amount')) return undefined;
  const asked =
    content.kind === 'quantity'
      ? {
          quantity: content.quantity.name,
          params: content.quantity.params,
          ...(content.against ? { against: content.against } : {}),
        }
      : { amount: content.amount };
  const { row, column } = place;
  const { key, level, item = '', filter } = scope;
  return { row, column, key, level, item, filter, asked };
}

/** Figures stand at the right, but not those that are printed as words or as shares. */
function alignOf(shown: CellContent, style: CellStyle): Align {
  if (shown.kind === 'ordinal') return 'center';
  const figure = shown.kind === 'quantity' || shown.kind === 'amount';
  const share = figure && shown.ratio !== undefined && shown.ratio.kind !== 'growth';
  return figure && shown.format !== '金额文字' && !share ? 'right' : style.align;
}

function cellContent(shown: CellContent, scope: Scope, style: CellStyle): Content {
  switch (shown.kind) {
    case 'text': {
      // a field that is not written leaves no empty line
      const text = interpolate(shown.text, scope.fields).replace(/^\n+|\n+$/g, '');
      const points = text !== '' && POINTS.includes(shown.text);
      return { kind: 'text', text, ...(points ? { points } : {}) };
    }
    case 'boxes':
      return { kind: 'text', text: checkBoxes(shown.words, scope.fields[shown.field] ?? '') };
    case 'quantity':
    case 'amount': {
      const figure = figureOf(shown, scope);
      return figure ? figureContent(shown, figure, scope, style) : notKnown(scope, refsOf(shown));
    }
    default:
      return { kind: 'blank' };
  }
}

/** Cells that are points and nothing else. */
const POINTS: readonly string[] = POINT_FIELDS.map((field) => `{${field}}`);

type FigureCell = QuantityContent | AmountContent;

function figureOf(shown: FigureCell, scope: Scope): Figure | undefined {
  if (shown.kind === 'amount') return scope.amounts[shown.amount];
  const [own, base] = refsOf(shown).map(({ name, params }) => quantity(scope, name, params));
  if (shown.against === undefined) return own;
  return own && base && difference(own, base);
}

/** What a cell asks for: its quantity, and the same on the basis that it is compared with. */
function refsOf(shown: FigureCell): QuantityRef[] {
  if (shown.kind === 'amount') return [];
  const { quantity: own, against } = shown;
  if (against === undefined) return [own];
  return [own, { ...own, params: { ...own.params, 口径: against } }];
}

/** Nothing, with the reason where the input could know it. */
function notKnown(scope: Scope, refs: readonly QuantityRef[]): Content & { kind: 'blank' } {
  for (const { name, params } of refs) {
    const found = unknownOf(scope, name, params);
    if (found) {
      const coarse = found.coarse?.amount.sources[0];
      return { kind: 'blank', unknown: found.unknown, ...(coarse ? { coarse } : {}) };
    }
    const { 口径: basis } = params;
    const other = basis !== undefined && basis !== '本年' && hasYear(scope.budget, params);
    // a year that is there and does not state what a column is for: not a blank without a word
    if (other && !quantity(scope, name, params))
      return { kind: 'blank', unknown: `${basis}没有写${name}` };
  }
  return { kind: 'blank' };
}

function figureContent(shown: FigureCell, figure: Figure, scope: Scope, style: CellStyle): Content {
  const { ratio } = shown;
  if (ratio?.kind === 'rate') {
    const whole = scope.amounts[ratio.whole] ?? NO_FIGURE;
    return percent(ratePercent(ratio, figure.value, whole.value, style), figure, whole, style);
  }
  if (figure.value.isZero() && (shown.zero ?? style.zero) === '空白')
    return { kind: 'blank', figure };
  if (ratio?.kind === 'growth') {
    const [, base] = refsOf(shown).map(({ name, params }) => quantity(scope, name, params));
    // an increase over less than nothing is one all the same
    const whole = absolute(base ?? NO_FIGURE);
    return percent(ratePercent(ratio, figure.value, whole.value, style), figure, whole, style);
  }
  if (ratio) {
    // the total is not narrowed by the row
    const whole = quantity({ ...scope, filter: {} }, ratio.whole.name, ratio.whole.params);
    if (!whole) return { ...notKnown({ ...scope, filter: {} }, [ratio.whole]), figure };
    return percent(
      shareText(shown, ratio, figure, whole.value, scope, style),
      figure,
      whole,
      style,
    );
  }
  if (figure.counted !== undefined) return countContent(shown, figure, figure.counted, style);
  const { money, numbers } = style;
  const value = printedIn(figure.value, money);
  switch (shown.format) {
    case '金额文字': {
      const plain = { ...numbers, proseMoney: money, proseGrouping: false, proseTrim: true };
      return { kind: 'text', text: proseAmountInUnit(figure.value, plain), figure };
    }
    case '数': {
      const decimals = value.decimalPlaces();
      return { kind: 'number', value, decimals, grouping: false, money, figure };
    }
    case '金额': {
      const { decimals } = money;
      return { kind: 'number', value, decimals, grouping: numbers.tableGrouping, money, figure };
    }
  }
}

/** A number of things: as it is, in what its column counts. */
function countContent(
  { format }: FigureCell,
  figure: Figure,
  counted: string,
  { numbers }: CellStyle,
): Content {
  const { value } = figure;
  if (format === '金额文字') return { kind: 'text', text: `${value}${counted}`, figure };
  const grouping = format === '金额' && numbers.tableGrouping;
  return { kind: 'number', value, decimals: value.decimalPlaces(), grouping, figure };
}

/** A percentage as it is printed, or what the form prints where there is none: of a whole of zero. */
function percent(
  percentage: string | undefined,
  part: Figure,
  whole: Figure,
  { numbers }: CellStyle,
): Content {
  const figure = { ...part, whole };
  const text = percentage ?? numbers.noPercentage;
  return text === '' ? { kind: 'blank', figure } : { kind: 'text', text, figure };
}

/** With decimals of its own a percentage keeps its zeros (96.50%), but a whole one has none (100%). */
function ratePercent({ decimals }: Ratio, part: Decimal, whole: Decimal, style: CellStyle) {
  const { numbers } = style;
  if (decimals === undefined) return percentage(part, whole, numbers);
  const own = { ...numbers, percentDecimals: decimals, percentTrim: false };
  return percentage(part, whole, own)?.replace(/\.0+%$/, '%');
}

/** The figure as a share of a total. */
function shareText(
  shown: FigureCell,
  share: Ratio & { readonly kind: 'share' },
  figure: Figure,
  whole: Decimal,
  scope: Scope,
  style: CellStyle,
): string | undefined {
  if (style.numbers.balancedShares && share.parts.length > 0 && shown.kind === 'quantity') {
    const parts = share.parts.map(
      ({ name, params }) => quantity(scope, name, params)?.value ?? ZERO,
    );
    const own = share.parts.findIndex((part) => sameReference(part, shown.quantity));
    // only parts that make up the whole can be made to sum to 100%
    if (Decimal.sum(...parts).eq(whole)) return balancedShares(parts, style.numbers)?.[own];
  }
  return ratePercent(share, figure.value, whole, style);
}

/** 1、部门预算项目☑ 2、区级专项□; a word that the form does not list stands behind, ticked. */
function checkBoxes(options: readonly string[], written: string): string {
  const ticked = written === '' ? [] : written.split('\n');
  const words = options.map(optionWord);
  const labels = options.map((label, i) => (label === words[i] ? `${i + 1}、${label}` : label));
  const others = ticked.filter((word) => !words.includes(word));
  const all = [
    ...words.map((word, i) => [labels[i], ticked.includes(word)] as const),
    ...others.map((word, i) => [`${words.length + i + 1}、${word}`, true] as const),
  ];
  return all.map(([label, on]) => `${label}${on ? '☑' : '□'}`).join('　');
}

/** What an option that a form numbers in its own way says: 1. 运转类 → 运转类. */
export const optionWord = (option: string): string => option.replace(/^\d+[.、．]\s*/, '');
