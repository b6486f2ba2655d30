/** One cell template in one scope → what the cell shows. The only place where table figures round. */

import type { NamedTemplate } from '../forms/cell-names.js';
import {
  balancedShares,
  interpolate,
  type NumberStyle,
  percentage,
  proseAmount,
} from '../forms/style.js';
import type { CellTemplate, QuantityRef } from '../forms/template.js';
import { Decimal, type Figure, NO_FIGURE, toWan, ZERO } from '../model/money.js';
import { quantity } from '../model/quantities.js';
import type { Scope } from '../model/scope.js';
import type { Draft } from './grid.js';
import type { Align, CellName, Content } from './table.js';

export interface CellStyle {
  readonly numbers: NumberStyle;
  readonly zero: '显示' | '空白';
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
  const content = cellContent(template, scope, style);
  const numeric = template.quantity !== undefined || template.amount !== undefined;
  const name = nameOf(template, scope, style);
  return {
    ...(name ? { name } : {}),
    col,
    colSpan: template.cols,
    rowSpan: template.rows,
    content,
    align:
      template.align ??
      (template.ordinal
        ? 'center'
        : numeric && template.format !== '万元文字' && !template.share && !template.rate
          ? 'right'
          : style.align),
    bold: template.bold,
    indent: template.indent === 'level' ? Math.max(0, scope.level) : template.indent,
    level: scope.level,
    ordinal: template.ordinal,
    optional: template.optional,
  };
}

function nameOf(template: CellTemplate, scope: Scope, { names }: CellStyle): CellName | undefined {
  const asked = template.quantity
    ? { quantity: template.quantity.name, params: template.quantity.params }
    : template.amount === undefined
      ? undefined
      : { amount: template.amount };
  const place = names.get(template);
  if (!asked || !place) return undefined;
  const { row, column } = place;
  return { row, column, key: scope.key, level: scope.level, filter: scope.filter, asked };
}

function cellContent(template: CellTemplate, scope: Scope, style: CellStyle): Content {
  const figure = cellFigure(template, scope);
  if (template.text !== undefined) {
    // a field that is not written leaves no empty line
    const text = interpolate(template.text, scope.fields).replace(/^\n+|\n+$/g, '');
    return { kind: 'text', text };
  }
  if (template.boxes) {
    const { field, words } = template.boxes;
    return { kind: 'text', text: checkBoxes(words, scope.fields[field] ?? '') };
  }
  if (!figure) return { kind: 'blank' };
  if (template.rate) {
    const whole = scope.amounts[template.rate] ?? NO_FIGURE;
    const rate = ratePercent(template, figure.value, whole.value, style);
    return ratio(rate, figure, whole);
  }
  const zero = figure.value.isZero();
  if (zero && (template.zero ?? style.zero) === '空白') return { kind: 'blank', figure };
  if (template.share) {
    // the total is not narrowed by the row
    const whole = quantity({ ...scope, filter: {} }, template.share.name, template.share.params);
    if (!whole) return { kind: 'blank', figure };
    return ratio(shareText(template, figure, whole.value, scope, style), figure, whole);
  }
  const value = toWan(figure.value);
  switch (template.format) {
    case '万元文字': {
      const plain = { ...style.numbers, proseGrouping: false, proseTrim: true };
      return { kind: 'text', text: `${proseAmount(figure.value, plain)}万元`, figure };
    }
    case '数':
      return { kind: 'number', value, decimals: value.decimalPlaces(), grouping: false, figure };
    case '万元':
      return { kind: 'number', value, decimals: 2, grouping: style.numbers.tableGrouping, figure };
  }
}

/** With decimals of its own a percentage keeps its zeros (96.50%), but a whole one has none (100%). */
function ratePercent(template: CellTemplate, part: Decimal, whole: Decimal, style: CellStyle) {
  const { numbers } = style;
  if (template.decimals === undefined) return percentage(part, whole, numbers);
  const own = { ...numbers, percentDecimals: template.decimals, percentTrim: false };
  return percentage(part, whole, own)?.replace(/\.0+%$/, '%');
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

/** A percentage as it is printed; empty where there is none. */
function ratio(text: string | undefined, part: Figure, whole: Figure): Content {
  const figure = { ...part, whole };
  return text === undefined ? { kind: 'blank', figure } : { kind: 'text', text, figure };
}

/** The figure as a share of a total. */
function shareText(
  template: CellTemplate,
  figure: Figure,
  whole: Decimal,
  scope: Scope,
  style: CellStyle,
): string | undefined {
  if (style.numbers.balancedShares && template.parts.length > 0) {
    const parts = template.parts.map(
      (part) => quantity(scope, part.name, part.params)?.value ?? ZERO,
    );
    const own = template.parts.findIndex((part) => sameReference(part, template.quantity));
    // only parts that make up the whole can be made to sum to 100%
    if (Decimal.sum(...parts).eq(whole)) return balancedShares(parts, style.numbers)?.[own];
  }
  return ratePercent(template, figure.value, whole, style);
}

function sameReference(a: QuantityRef, b: QuantityRef | undefined): boolean {
  return a.name === b?.name && JSON.stringify(a.params) === JSON.stringify(b.params);
}

function cellFigure(template: CellTemplate, scope: Scope): Figure | undefined {
  if (template.quantity) return quantity(scope, template.quantity.name, template.quantity.params);
  if (template.amount) return scope.amounts[template.amount];
  return undefined;
}
