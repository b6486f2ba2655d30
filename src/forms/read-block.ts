/** Blocks of a template's file → their types; their cells must tile the columns that each fills. */
import type { Path } from '../input/source.js';
import type { RowSourceName } from '../model/rows.js';
import { PARAM_NAMES } from './names.js';
import type { Complain } from './places.js';
import { readCells } from './read-cell.js';
import { readRowParams } from './references.js';
import type { Block, CellTemplate, Lane } from './template.js';
import type { BlockInput, CellInput, LaneInput } from './template-schema.js';
import { SHORT, tilingProblems, widthOf } from './tiling.js';

/** The keys of which each makes a block of its kind, with what may stand beside it. */
const KINDS = {
  行: ['名', '粗', '可略'],
  格: ['名', '粗'],
  逐: ['名', ...PARAM_NAMES, '内容', '合并', '空'],
  左栏: ['名', '内容'],
  并列: ['名'],
} as const satisfies Partial<Record<keyof BlockInput, readonly string[]>>;
type Kind = keyof typeof KINDS;

/**
 * @param columns grid columns that each of the blocks fills
 * @param path of the list that they stand in
 * @returns those that are of one kind; the others are reported
 */
export function readBlocks(
  written: readonly BlockInput[],
  columns: number,
  path: Path,
  report: Complain,
): Block[] {
  return written.flatMap((block, i) => readBlock(block, columns, [...path, i], report) ?? []);
}

function readBlock(
  input: BlockInput,
  columns: number,
  path: Path,
  report: Complain,
): Block | undefined {
  if (!isOneKind(input, path, report)) return undefined;
  const base = { path, name: input.名 };
  const inside = (width: number) => readBlocks(input.内容 ?? [], width, [...path, '内容'], report);
  if (input.并列) {
    const lanes = readLanes(input.并列, columns, [...path, '并列'], report);
    return { ...base, kind: 'parallel', lanes };
  }
  if (input.左栏) {
    const labels = readSingleRow(input.左栏, [...path, '左栏'], report);
    const used = widthOf(labels);
    if (used < columns) return { ...base, kind: 'side', labels, body: inside(columns - used) };
    report([...path, '左栏'], `左栏占了 ${used} 列，右边没有列了`);
    return { ...base, kind: 'side', labels, body: [] };
  }
  if (input.逐 !== undefined) {
    for (const column of input.合并 ?? [])
      if (column > columns) report([...path, '合并'], `没有第 ${column} 列`);
    return {
      ...base,
      kind: 'loop',
      // whether there is such a source, and here, is told when names are checked
      source: input.逐 as RowSourceName,
      params: readRowParams(input, path, report),
      merge: (input.合并 ?? []).map((column) => column - 1),
      body: inside(columns),
      empty: readBlocks(input.空 ?? [], columns, [...path, '空'], report),
    };
  }
  const rows = readRows(input, columns, path, report);
  return { ...base, kind: 'rows', rows, optional: input.可略 === '是' };
}

/** Whether a block is of one kind; what else does not belong together is reported as well. */
function isOneKind(input: BlockInput, path: Path, report: Complain): boolean {
  const kinds = (Object.keys(KINDS) as Kind[]).filter((key) => input[key] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const hint = kind === undefined ? undefined : `写了${kinds.join('、')}`;
    report(path, '这里要在“行”“格”“逐”“左栏”“并列”中写一个', hint);
    return false;
  }
  const allowed: readonly string[] = [kind, ...KINDS[kind]];
  for (const key of Object.keys(input))
    if (!allowed.includes(key)) report([...path, key], `“${key}”不能同“${kind}”写在一起`);
  if ((kind === '逐' || kind === '左栏') && !input.内容) report(path, '缺少“内容”');
  return true;
}

function readRows(
  input: BlockInput,
  columns: number,
  path: Path,
  report: Complain,
): CellTemplate[][] {
  const rows = input.格
    ? readGrid(input.格, columns, [...path, '格'], report)
    : [readRow(input.行 ?? [], columns, [...path, '行'], report)];
  if (input.粗 !== '是') return rows;
  return rows.map((row) => row.map((cell) => ({ ...cell, bold: true })));
}

function readRow(
  written: readonly CellInput[],
  columns: number,
  path: Path,
  report: Complain,
): CellTemplate[] {
  const cells = readSingleRow(written, path, report);
  const used = widthOf(cells);
  const hint = used < columns ? SHORT : '请减去多的格，或改小“列”';
  if (used !== columns) report(path, `这一行的格共占 ${used} 列，应为 ${columns} 列`, hint);
  return cells;
}

/** Cells of a row that has none below it: no cell may span rows. */
function readSingleRow(
  written: readonly CellInput[],
  path: Path,
  report: Complain,
): CellTemplate[] {
  written.forEach((cell, i) => {
    if (typeof cell !== 'string' && cell.行 !== undefined)
      report([...path, i, '行'], '这里的格不能跨行，请用“格”“左栏”或“合并”');
  });
  return readCells(written, path, report);
}

/**
 * Rows whose cells may span each other's.
 * @param columns grid columns that they fill
 * @param path of the list of rows
 */
export function readGrid(
  written: readonly (readonly CellInput[])[],
  columns: number,
  path: Path,
  report: Complain,
): CellTemplate[][] {
  const rows = written.map((row, r) => readCells(row, [...path, r], report));
  for (const { row, message, hint } of tilingProblems(rows, columns))
    report([...path, row], message, hint);
  return rows;
}

/** @param columns grid columns that they fill together */
function readLanes(
  written: readonly LaneInput[],
  columns: number,
  path: Path,
  report: Complain,
): Lane[] {
  const total = written.reduce((n, lane) => n + lane.列数, 0);
  if (total !== columns) report(path, `并列各栏共 ${total} 列，应为 ${columns} 列`);
  return written.map(({ 列数: width, 内容, 补 = [] }, i) => {
    const place = [...path, i, '补'];
    const filler = readCells(补, place, report);
    for (const { message, hint } of 补.length > 0 ? tilingProblems([filler], width) : [])
      report(place, message, hint);
    return { width, body: readBlocks(内容, width, [...path, i, '内容'], report), filler };
  });
}
