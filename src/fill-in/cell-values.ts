/** What stands in a cell ↔ a value of an input. */
import type { Code } from '../diagnostics.js';
import type { Target } from '../input/references.js';
import { Numeral, type Tree, writtenMap } from '../input/tree.js';
import { Decimal, type Span } from '../model/money.js';
import { exactNumber, looksLikeFloat } from '../workbook/exact.js';
import type { FlatCell } from '../workbook/flat-cells.js';
import { onlyList } from './layout.js';
import { isListOfTexts, type Shape } from './shape.js';

/** A cell, as far as it is a value. */
export type CellValue = Pick<FlatCell, 'kind' | 'text'>;

/** The name of what a code stands for; undefined where it is not known. */
export type NameOf = (target: Target, code: string) => string | undefined;

export type Problem = readonly [code: Code, message: string, hint?: string];

/** What is no text, where a cell takes anything. */
const WORDS: readonly (readonly [word: string, is: (tree: Tree) => boolean, make: () => Tree])[] = [
  ['（空）', (tree) => tree === null, () => null],
  ['（空列表）', (tree) => Array.isArray(tree) && tree.length === 0, () => []],
  ['（没有）', (tree) => isMap(tree) && Object.keys(tree).length === 0, writtenMap],
];

export const isMap = (tree: Tree | undefined): tree is { [key: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof Numeral);

/** Excel keeps no more. */
const DIGITS = 15;
/** A number that a cell gives back as it is. */
const CANONICAL = /^(?!-0$)-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const PLAIN = /^[-+]?\d+(?:\.\d+)?$/;
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

const isShort = (digits: string): boolean => digits.replace(/^[-0.]+|\./g, '').length <= DIGITS;

/** What a Numeral says, without its spelling: 1,000.50 and 1000.5 are one. */
export function numberIn(text: string): string {
  const plain = text.replaceAll(',', '');
  return PLAIN.test(plain) ? new Decimal(plain).toFixed() : text;
}

/**
 * The cell of a value.
 * @param shape what may stand there
 * @param free whether the cell takes anything, so that what is no text has words
 * @returns undefined for what no cell of that kind gives back
 */
export function cellOf(
  tree: Tree,
  shape: Shape | undefined,
  nameOf: NameOf,
  free = false,
): CellValue | undefined {
  if (tree instanceof Numeral) return numeralCell(tree.text, shape);
  if (typeof tree === 'boolean') return { kind: 'boolean', text: tree ? 'TRUE' : 'FALSE' };
  if (typeof tree === 'string') {
    if (tree === '') return undefined;
    const name = shape?.target && /^\w+$/.test(tree) ? nameOf(shape.target, tree) : undefined;
    return { kind: 'text', text: name === undefined ? tree : `${tree} ${name}` };
  }
  if (free) {
    const word = WORDS.find(([, is]) => is(tree))?.[0];
    if (word !== undefined) return { kind: 'text', text: word };
  }
  if (!Array.isArray(tree) || tree.length === 0) return undefined;
  if (!free && !(shape && isListOfTexts(shape))) return undefined;
  const lines = tree.flatMap((one) => (typeof one === 'string' ? [one] : []));
  if (lines.length < tree.length) return undefined;
  return { kind: 'text', text: lines.map((one) => marked(one, shape)).join('\n') };
}

const marked = (line: string, shape: Shape | undefined): string =>
  onlyList(shape) ? line : `- ${line}`;

function numeralCell(text: string, shape: Shape | undefined): CellValue {
  const number = numberIn(text);
  const asNumber = shape?.scalar === 'number' ? PLAIN.test(number) : CANONICAL.test(text);
  return asNumber && isShort(number) ? { kind: 'number', text: number } : { kind: 'text', text };
}

/**
 * The value of a cell.
 * @param place where it stands
 */
export function readCell(
  { kind, text }: CellValue,
  shape: Shape | undefined,
  place: Span,
  free = false,
): { readonly tree: Tree } | { readonly problem: Problem } {
  switch (kind) {
    case 'boolean':
      return { tree: text === 'TRUE' };
    case 'date':
      return { tree: text };
    case 'error':
      return { problem: ['type-wrong', `这一格是公式的错误 ${text}`, '请改好公式，或直接写内容'] };
    case 'number':
      return numberValue(text, place);
    case 'text':
      return { tree: textValue(text, shape, place, free) };
  }
}

function numberValue(
  text: string,
  place: Span,
): { readonly tree: Tree } | { readonly problem: Problem } {
  const meant = looksLikeFloat({ exact: text });
  if (meant) {
    const message = `数字 ${text} 带着计算留下的尾数`;
    const hint = `是不是 ${meant.toFixed()}？请在这一格里重新写，或用 ROUND 取整后再粘贴`;
    return { problem: ['amount-decimals', message, hint] };
  }
  const number = exactNumber({ exact: text });
  if (!number) return { problem: ['type-wrong', `这一格的数字“${text}”不能读`, '请重新写一遍'] };
  return { tree: new Numeral(number.toFixed(), place) };
}

function textValue(text: string, shape: Shape | undefined, place: Span, free: boolean): Tree {
  const trimmed = text.trim();
  if (free) {
    const made = WORDS.find(([word]) => word === trimmed)?.[2];
    if (made) return made();
  }
  if (shape?.scalar === 'number')
    return PLAIN.test(trimmed) || GROUPED.test(trimmed) ? new Numeral(trimmed, place) : text;
  if (shape?.scalar === 'choice' || shape?.scalar === 'date') return trimmed;
  if (namesCode(shape)) return codeIn(trimmed);
  const lines = text.split('\n');
  if (shape && onlyList(shape))
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  const list = free || (shape !== undefined && isListOfTexts(shape));
  if (list && lines.every((line) => line.startsWith('- ')))
    return lines.map((line) => line.slice(2));
  return text;
}

/** Whether a place names a unit or a subject, by its code. */
export const namesCode = (shape: Shape | undefined): boolean =>
  shape?.target !== undefined && shape.target !== '项目' && shape.target !== '绩效项目';

/** `2060101 行政运行` → 2060101 */
export const codeIn = (text: string): string => /^([0-9A-Za-z]+)\s/.exec(text)?.[1] ?? text;
