/** Cells and columns of a template's file → their types, with what is wrong with each by itself. */
import { plainLabel } from '../model/numerals.js';
import { readReference, sameReference, writtenParams } from './references.js';
import type { Spot } from './spot.js';
import type { Align, CellContent, CellTemplate, Column, QuantityRef, Ratio } from './template.js';
import type { CellFields, CellInput, ColumnInput } from './template-schema.js';

/** What a cell shows; of several, which is a mistake, the first. */
const KINDS = ['文', '量', '额', '选', '次'] as const;
const NOTHING = `请写“${KINDS.join('”“')}”中的一个，或用“子列”分成几列；要空着的列写 文: ""`;
const ALIGN: Readonly<Record<NonNullable<CellFields['齐']>, Align>> = {
  左: 'left',
  中: 'center',
  右: 'right',
};
const DEFAULT_WIDTH = 14;

function readCell(written: CellInput, spot: Spot): CellTemplate {
  const input: CellFields = typeof written === 'string' ? { 文: written } : written;
  return {
    path: spot.path,
    content: readContent(input, spot),
    cols: input.列 ?? 1,
    rows: input.行 ?? 1,
    bold: input.粗 === '是',
    align: input.齐 && ALIGN[input.齐],
    indent: input.缩进 === '级次' ? 'level' : (input.缩进 ?? 0),
    optional: input.可略 === '是',
  };
}

/** @param spot of the list that they stand in */
export function readCells(written: readonly CellInput[], spot: Spot): CellTemplate[] {
  return written.map((cell, i) => readCell(cell, spot.below(i)));
}

function readContent(input: CellFields, spot: Spot): CellContent {
  const { 文, 称, 量, 额, 选, 选项, 次 } = input;
  const kinds = KINDS.filter((key) => input[key] !== undefined);
  if (kinds.length > 1) spot.report(`一格里只能写“${kinds.join('”“')}”中的一个`);
  const quantity = 量 === undefined ? undefined : readReference({ ...input, 量 }, spot);
  for (const [key] of quantity ? [] : writtenParams(input))
    spot.below(key).report(`“${key}”要同“量”一起写`);
  if (称 !== undefined && 文 === undefined) spot.below('称').report('“称”要同“文”一起写');
  const ratio = readRatio(input, quantity, spot);
  if ((选 === undefined) !== (选项 === undefined)) spot.report('“选”和“选项”要一起写');
  const style = { ratio, format: input.式 ?? '金额', zero: input.零 } as const;
  if (文 !== undefined) return { kind: 'text', text: 文, name: 称 ?? plainLabel(文) };
  if (quantity) return { kind: 'quantity', quantity, ...style };
  if (额 !== undefined) return { kind: 'amount', amount: 额, ...style };
  if (选 !== undefined) return { kind: 'boxes', field: 选, words: 选项 ?? [] };
  if (次 !== undefined) return { kind: 'ordinal', counts: 次 };
  return { kind: 'nothing' };
}

/** @param quantity of the cell itself */
function readRatio(
  { 文, 额, 选, 次, 占, 配平, 率, 位: decimals }: CellFields,
  quantity: QuantityRef | undefined,
  spot: Spot,
): Ratio | undefined {
  const whole = 占 && readReference(占, spot.below('占'));
  if (占 && (文 !== undefined || !(quantity || (额 ?? 选 ?? 次))))
    spot.below('占').report('写了“占”还要写“量”或“额”');
  if (率 !== undefined && 额 === undefined) spot.below('率').report('写了“率”还要写“额”');
  const parts = (配平 ?? []).map((part, i) => readReference(part, spot.below('配平', i)));
  if (配平 && !占) spot.below('配平').report('写了“配平”还要写“占”');
  if (配平 && !parts.some((part) => quantity && sameReference(part, quantity)))
    spot.below('配平').report('“配平”要列出总数的各个部分，其中有这一格自己的量');
  if (率 !== undefined) return { kind: 'rate', whole: 率, decimals };
  return whole && { kind: 'share', whole, parts, decimals };
}

/** @param spot of the list that they stand in */
export function readColumns(written: readonly ColumnInput[], spot: Spot): Column[] {
  return written.map((column, i) => readColumn(column, spot.below(i)));
}

export function readColumn(input: ColumnInput, spot: Spot): Column {
  const { 名: label, 称: name = label, 宽: width, 子列, ...content } = input;
  const base = { path: spot.path, name, label };
  if (子列) {
    for (const key of Object.keys(input))
      if (!['名', '称', '子列'].includes(key))
        spot.below(key).report(`“${key}”不能同“子列”写在一起`);
    return { ...base, kind: 'group', columns: readColumns(子列, spot.below('子列')) };
  }
  const cell = readCell(content, spot);
  if (cell.content.kind === 'nothing') spot.report(`列“${label}”没有写印什么`, NOTHING);
  return { ...base, kind: 'leaf', width: width ?? DEFAULT_WIDTH, cell };
}
