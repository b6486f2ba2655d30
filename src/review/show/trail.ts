/** How a printed figure comes about, as diff and explain tell it. */

import {
  type Decimal,
  type Figure,
  factorsOf,
  IN_WAN,
  printedIn,
  stepOf,
} from '../../model/money.js';
import { smallest } from '../../tables/rounding.js';
import { pointText } from '../../where.js';
import { type Leaf, placeKey, type Shown } from '../open/edition.js';
import { amountPrinted } from '../open/printed-amount.js';
import type { LineOutput, TrailOutput } from './diff-schema.js';
import { slashed } from './json-text.js';

/** The inputs that trails speak of, each once. */
export class Lines {
  readonly list: LineOutput[] = [];
  readonly #known = new Map<Leaf, number>();

  /** Position of a leaf. */
  add(leaf: Leaf): number {
    const known = this.#known.get(leaf);
    if (known !== undefined) return known;
    const { span, label, text, amount } = leaf;
    this.list.push({
      文件: slashed(span.file),
      行: span.line,
      列: span.column,
      ...(span.cell ? { 工作表: span.cell.sheet, 格: span.cell.address } : {}),
      名: label,
      写: text,
      元: amount?.toFixed(),
    });
    this.#known.set(leaf, this.list.length - 1);
    return this.list.length - 1;
  }
}

/** Where an input was written, within its file: `第 12 行`, `基本支出!D12`. */
export const pointOf = ({ 行, 工作表, 格 }: LineOutput): string =>
  pointText({ line: 行, ...(工作表 && 格 ? { cell: { sheet: 工作表, address: 格 } } : {}) });

/** `inputs/2026.yaml:232`, `2027.xlsx › 基本支出!D12` */
export const inputPlace = (line: LineOutput): string =>
  line.格 ? `${line.文件} › ${pointOf(line)}` : `${line.文件}:${line.行}`;

/** Leaves of an edition by their places. */
export function leafFinder(leaves: readonly Leaf[]): (figure: Figure) => (Leaf | undefined)[] {
  const byPlace = new Map(leaves.map((leaf) => [placeKey(leaf.span), leaf]));
  return ({ sources }) => sources.map((span) => byPlace.get(placeKey(span)));
}

/** @param find the leaves of a figure's sources, in their order */
export function trailOf(
  printed: Shown & { readonly figure: Figure },
  find: (figure: Figure) => (Leaf | undefined)[],
  lines: Lines,
): TrailOutput {
  const { text, figure } = printed;
  const { whole } = figure;
  return {
    印: text,
    ...termsOf(figure, find, lines),
    取整: whole
      ? isOwnShare(text, figure.value, whole.value)
        ? '四舍五入的百分比'
        : '使各项合计为 100%'
      : roundingOf(printed),
    总: whole && termsOf(whole, find, lines),
  };
}

/** Whether a printed share is that of its own rounding; some forms make the shares of a whole add up. */
function isOwnShare(text: string, part: Decimal, whole: Decimal): boolean {
  const printed = /(-?\d+(?:\.(\d+))?)%/.exec(text);
  if (!printed || whole.isZero()) return true;
  const share = part
    .div(whole)
    .times(100)
    .toDecimalPlaces(printed[2]?.length ?? 0);
  // a share that rounds to nothing is told as less than the least
  return share.eq(printed[1] ?? '') || text.startsWith('不足');
}

/** How an exact amount became the printed one: 四舍五入到 0.01 万元; a number of things is never rounded. */
function roundingOf(printed: Shown & { readonly figure: Figure }): string {
  const { figure, money } = printed;
  if (figure.counted !== undefined) return '不取整';
  const shown = amountPrinted(printed);
  const unit = money?.unit ?? shown?.unit ?? IN_WAN.unit;
  // a sentence drops the zeros at the end
  const least = unit === '元' ? 0 : IN_WAN.decimals;
  const decimals = money?.decimals ?? Math.max(least, shown?.value.decimalPlaces() ?? 0);
  const step = stepOf({ unit, decimals });
  if (figure.value.mod(step).isZero()) return '不取整';
  const adjusted = shown && !shown.value.eq(printedIn(figure.value, { unit, decimals }));
  return `四舍五入到 ${smallest({ unit, decimals })}${adjusted ? '，再按最大余数法配平' : ''}`;
}

function termsOf(
  figure: Figure,
  find: (figure: Figure) => (Leaf | undefined)[],
  lines: Lines,
): Omit<TrailOutput, '印' | '取整' | '总'> {
  const factors = factorsOf(figure);
  const terms = find(figure).flatMap((leaf, i) => {
    const factor = factors[i];
    return leaf && factor ? [{ at: lines.add(leaf), factor }] : [];
  });
  const times = terms.filter(({ factor }) => !factor.abs().eq(1) && !factor.isZero());
  const of = (factor: number) => terms.filter((term) => term.factor.eq(factor)).map(({ at }) => at);
  return {
    精确: figure.value.toFixed(),
    单位: figure.counted === undefined ? '元' : '',
    加: of(1),
    减: of(-1),
    乘:
      times.length > 0
        ? times.map(({ at, factor }) => ({ 输入: at, 倍: factor.toFixed() }))
        : undefined,
  };
}
