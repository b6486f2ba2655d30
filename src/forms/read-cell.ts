/** Cells and columns of a template's file → their types, with what is wrong with each by itself. */
import type { Path } from '../input/source.js';
import type { Complain } from './places.js';
import { readReference, sameReference, writtenParams } from './references.js';
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

/** @param path of the cell */
export function readCell(written: CellInput, path: Path, report: Complain): CellTemplate {
  const input: CellFields = typeof written === 'string' ? { 文: written } : written;
  return {
    path,
    content: readContent(input, path, report),
    cols: input.列 ?? 1,
    rows: input.行 ?? 1,
    bold: input.粗 === '是',
    align: input.齐 && ALIGN[input.齐],
    indent: input.缩进 === '级次' ? 'level' : (input.缩进 ?? 0),
    optional: input.可略 === '是',
  };
}

/** @param path of the list that they stand in */
export function readCells(
  written: readonly CellInput[],
  path: Path,
  report: Complain,
): CellTemplate[] {
  return written.map((cell, i) => readCell(cell, [...path, i], report));
}

function readContent(input: CellFields, path: Path, report: Complain): CellContent {
  const { 文, 量, 额, 选, 选项, 次 } = input;
  const kinds = KINDS.filter((key) => input[key] !== undefined);
  if (kinds.length > 1) report(path, `一格里只能写“${kinds.join('”“')}”中的一个`);
  const quantity = 量 === undefined ? undefined : readReference({ ...input, 量 }, path, report);
  if (!quantity) {
    for (const [key] of writtenParams(input)) report([...path, key], `“${key}”要同“量”一起写`);
  }
  const ratio = readRatio(input, quantity, path, report);
  if ((选 === undefined) !== (选项 === undefined)) report(path, '“选”和“选项”要一起写');
  const style = { ratio, format: input.式 ?? '万元', zero: input.零 } as const;
  if (文 !== undefined) return { kind: 'text', text: 文 };
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
  path: Path,
  report: Complain,
): Ratio | undefined {
  const whole = 占 && readReference(占, [...path, '占'], report);
  const other = 额 ?? 选 ?? 次;
  if (占 && (文 !== undefined || !(quantity || other)))
    report([...path, '占'], '写了“占”还要写“量”或“额”');
  if (率 !== undefined && 额 === undefined) report([...path, '率'], '写了“率”还要写“额”');
  const parts = (配平 ?? []).map((part, i) => readReference(part, [...path, '配平', i], report));
  if (配平 && !占) report([...path, '配平'], '写了“配平”还要写“占”');
  if (配平 && !parts.some((part) => quantity && sameReference(part, quantity)))
    report([...path, '配平'], '“配平”要列出总数的各个部分，其中有这一格自己的量');
  if (率 !== undefined) return { kind: 'rate', whole: 率, decimals };
  return whole && { kind: 'share', whole, parts, decimals };
}

/** @param path of the list that they stand in */
export function readColumns(
  written: readonly ColumnInput[],
  path: Path,
  report: Complain,
): Column[] {
  return written.map((column, i) => readColumn(column, [...path, i], report));
}

/** @param path of the column */
export function readColumn(input: ColumnInput, path: Path, report: Complain): Column {
  const { 名: name, 宽: width, 子列, ...content } = input;
  const base = { path, name, label: name };
  if (子列) {
    for (const key of Object.keys(input)) {
      if (key !== '名' && key !== '子列') report([...path, key], `“${key}”不能同“子列”写在一起`);
    }
    return { ...base, kind: 'group', columns: readColumns(子列, [...path, '子列'], report) };
  }
  const cell = readCell(content, path, report);
  if (cell.content.kind === 'nothing') report(path, `列“${name}”没有写印什么`, NOTHING);
  return { ...base, kind: 'leaf', width: width ?? DEFAULT_WIDTH, cell };
}
