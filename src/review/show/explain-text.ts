/** Where figures come from, as a person reads it in a terminal. */
import { displayWidth, printable } from '../../diagnostics.js';
import { grouped } from '../../grouped.js';
import type { AmountUnit } from '../../input/amount.js';
import { Decimal, inYuan } from '../../model/money.js';
import { formatNumber } from '../../tables/table.js';
import type { ExplainOutput, LineOutput, TrailOutput } from './diff-schema.js';
import { inputPlace } from './trail.js';

type FigureOutput = ExplainOutput['数'][number];
type Terms = Pick<TrailOutput, '精确' | '加' | '减' | '乘'>;

/** Figures of the same amount from the same inputs are explained once, behind all their places. */
export function explainText({ 数, 输入 }: ExplainOutput): string {
  const alike = grouped(数, ({ 由来: { 印: _, ...trail }, 其中 }) => JSON.stringify([trail, 其中]));
  const blocks = [...alike.values()].map((figures) => [
    ...figures.flatMap(placeLines),
    ...trailLines(figures[0] as FigureOutput, 输入, unitOf(输入, figures[0])),
  ]);
  return `${blocks.map((lines) => lines.map(printable).join('\n')).join('\n\n')}\n`;
}

function placeLines({ 处, 行, 列, 句, 由来 }: FigureOutput): string[] {
  const place = 行 === undefined ? 处 : `${处}　${[行, 列].filter(Boolean).join('．')}`;
  const shown = 由来.印 === '' ? '（空）' : 由来.印;
  return [place, ...(句 === undefined ? [] : [`  ${句}`]), `  印的是　${shown}`];
}

/** 元 or 万元; empty where no money is spoken of. */
type Unit = AmountUnit | '';

/** The unit that the inputs are written in (金额单位); 元 where they differ. */
function unitOf(inputs: readonly LineOutput[], figure: FigureOutput | undefined): Unit {
  if (figure?.由来.单位 === '') return '';
  const amounts = inputs.flatMap(({ 写, 元 }) =>
    元 === undefined || new Decimal(元).isZero() ? [] : [{ 写: 写.replaceAll(',', ''), 元 }],
  );
  const inWan = ({ 写, 元 }: { 写: string; 元: string }) => inYuan(new Decimal(写), '万元').eq(元);
  return amounts.length > 0 && amounts.every(inWan) ? '万元' : '元';
}

function trailLines(
  { 由来, 其中 }: FigureOutput,
  inputs: readonly LineOutput[],
  unit: Unit,
): string[] {
  const { 精确, 取整, 总 } = 由来;
  const exact = 总
    ? `${amountText(精确, unit)} ÷ ${amountText(总.精确, unit)} × 100% = ${percent(精确, 总.精确)}`
    : unit !== '元'
      ? amountText(精确, unit)
      : `${amountText(精确, unit)} = ${amountText(精确, '万元')}`;
  const parts = 其中.map((part) => `${part.行} ${part.印 || '0'}`).join(' + ');
  return [
    `  精确数　${exact}${取整 === '不取整' ? '' : `，${取整}`}`,
    ...(其中.length > 0 ? [`  表里是　${parts}`] : []),
    ...termLines(由来, inputs, 总 ? '分子' : '由来', unit),
    ...(总 ? termLines(总, inputs, '分母', unit) : []),
  ];
}

/** The lines of the inputs, those of one entry together with what they come to. */
function termLines(
  terms: Terms,
  inputs: readonly LineOutput[],
  name: string,
  unit: Unit,
): string[] {
  const lines = linesOf(terms, inputs, unit);
  if (lines.length === 0) return [`  ${name}　输入里没有写，所以是 0`];
  const width = Math.max(...lines.map(({ place }) => displayWidth(place)));
  const total =
    lines.length > 1 ? `，共 ${lines.length} 处，合计 ${amountText(terms.精确, unit)}` : '';
  const line = ({ place, value }: Line, label: string, indent: string) =>
    `${indent}${place}${' '.repeat(width - displayWidth(place))}  ${value}　${label}`;
  const groups = grouped(lines, ({ entry }) => entry);
  return [
    `  ${name}${total}`,
    ...[...groups].flatMap(([entry, own]) => {
      if (own.length === 1) return own.map((one) => line(one, one.label, '    '));
      const sum = own.reduce((all, { amount }) => all.plus(amount), new Decimal(0));
      const rest = ({ label }: Line) => label.slice(entry.length).replace(/^ › /, '');
      return [
        `    ${entry}　${amountText(sum.toFixed(), unit)}`,
        ...own.map((one) => line(one, rest(one), '      ')),
      ];
    }),
  ];
}

interface Line {
  readonly place: string;
  readonly label: string;
  /** The label without its last step. */
  readonly entry: string;
  readonly value: string;
  readonly amount: Decimal;
}

/** The lines that a figure is made of, in the order in which they were met. */
function linesOf({ 加, 减, 乘 = [] }: Terms, inputs: readonly LineOutput[], unit: Unit): Line[] {
  const terms = [
    ...加.map((at) => ({ at, sign: '+', by: '1' })),
    ...减.map((at) => ({ at, sign: '-', by: '-1' })),
    ...乘.map(({ 输入, 倍 }) => ({ at: 输入, sign: '+', by: 倍 })),
  ];
  return terms
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, sign, by }): Line[] => {
      const input = inputs[at];
      if (!input) return [];
      const { 名: label, 写, 元 = 写.replaceAll(',', '') } = input;
      const times = by.replace('-', '') === '1' ? '' : ` × ${by}`;
      return [
        {
          place: inputPlace(input),
          label,
          entry: label.split(' › ').slice(0, -1).join(' › ') || label,
          value: `${sign} ${separated(inUnit(元, unit))}${times}`,
          amount: new Decimal(元).times(by),
        },
      ];
    });
}

const separated = (amount: string): string => {
  const value = new Decimal(amount);
  return formatNumber(value, value.decimalPlaces(), true);
};
/** An amount in 元 as a number of another unit. */
const inUnit = (yuan: string, unit: Unit): string =>
  unit !== '万元' ? yuan : new Decimal(yuan).div(10_000).toFixed();
const amountText = (yuan: string, unit: Unit): string =>
  `${separated(inUnit(yuan, unit))} ${unit}`.trimEnd();

/** More decimals than are ever printed. */
const DECIMALS = 6;
function percent(part: string, whole: string): string {
  if (new Decimal(whole).isZero()) return '没有百分比（分母是 0）';
  return `${new Decimal(part).div(whole).times(100).toDecimalPlaces(DECIMALS).toFixed()}%`;
}
