/** Blocks of a template's file → their types; their cells must tile the columns that each fills. */
import type { RowSourceName } from '../model/rows.js';
import { PARAM_NAMES } from './names.js';
import { readCells } from './read-cell.js';
import { readRowParams } from './references.js';
import type { Spot } from './spot.js';
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
 * Blocks below each other; those that are not of one kind are left out, and reported.
 * @param columns grid columns that each of them fills
 * @param spot of the list that they stand in
 */
export function readBlocks(written: readonly BlockInput[], columns: number, spot: Spot): Block[] {
  return written.flatMap((block, i) => readBlock(block, columns, spot.below(i)) ?? []);
}

function readBlock(input: BlockInput, columns: number, spot: Spot): Block | undefined {
  if (!isOneKind(input, spot)) return undefined;
  const base = { path: spot.path, name: input.名 };
  const inside = (width: number) => readBlocks(input.内容 ?? [], width, spot.below('内容'));
  if (input.并列) {
    const lanes = readLanes(input.并列, columns, spot.below('并列'));
    return { ...base, kind: 'parallel', lanes };
  }
  if (input.左栏) {
    const labels = readSingleRow(input.左栏, spot.below('左栏'));
    const used = widthOf(labels);
    if (used < columns) return { ...base, kind: 'side', labels, body: inside(columns - used) };
    spot.below('左栏').report(`左栏占了 ${used} 列，右边没有列了`);
    return { ...base, kind: 'side', labels, body: [] };
  }
  if (input.逐 !== undefined) {
    for (const column of input.合并 ?? [])
      if (column > columns) spot.below('合并').report(`没有第 ${column} 列`);
    return {
      ...base,
      kind: 'loop',
      // whether there is such a source, and here, is reported when names are checked
      source: input.逐 as RowSourceName,
      params: readRowParams(input, spot, input.逐),
      merge: (input.合并 ?? []).map((column) => column - 1),
      body: inside(columns),
      empty: readBlocks(input.空 ?? [], columns, spot.below('空')),
    };
  }
  const optional = input.可略 === '是';
  return { ...base, kind: 'rows', rows: readRows(input, columns, spot), optional };
}

/** Whether a block is of one kind; what else does not belong together is reported as well. */
function isOneKind(input: BlockInput, spot: Spot): boolean {
  const kinds = (Object.keys(KINDS) as Kind[]).filter((key) => input[key] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const hint = kind && `写了${kinds.join('、')}`;
    spot.report('这里要在“行”“格”“逐”“左栏”“并列”中写一个', hint);
    return false;
  }
  const allowed: readonly string[] = [kind, ...KINDS[kind]];
  for (const key of Object.keys(input))
    if (!allowed.includes(key)) spot.below(key).report(`“${key}”不能同“${kind}”写在一起`);
  if ((kind === '逐' || kind === '左栏') && !input.内容) spot.report('缺少“内容”');
  return true;
}

function readRows(input: BlockInput, columns: number, spot: Spot): CellTemplate[][] {
  const rows = input.格
    ? readGrid(input.格, columns, spot.below('格'))
    : [readRow(input.行 ?? [], columns, spot.below('行'))];
  if (input.粗 !== '是') return rows;
  return rows.map((row) => row.map((cell) => ({ ...cell, bold: true })));
}

function readRow(written: readonly CellInput[], columns: number, spot: Spot): CellTemplate[] {
  const cells = readSingleRow(written, spot);
  const used = widthOf(cells);
  const hint = used < columns ? SHORT : '请减去多的格，或改小“列”';
  if (used !== columns) spot.report(`这一行的格共占 ${used} 列，应为 ${columns} 列`, hint);
  return cells;
}

/** Cells of a row that has none below it: no cell may span rows. */
function readSingleRow(written: readonly CellInput[], spot: Spot): CellTemplate[] {
  written.forEach((cell, i) => {
    if (typeof cell !== 'string' && cell.行 !== undefined)
      spot.below(i, '行').report('这里的格不能跨行，请用“格”“左栏”或“合并”');
  });
  return readCells(written, spot);
}

/**
 * Rows whose cells may span each other's.
 * @param columns grid columns that they fill
 */
export function readGrid(
  written: readonly (readonly CellInput[])[],
  columns: number,
  spot: Spot,
): CellTemplate[][] {
  const rows = written.map((row, r) => readCells(row, spot.below(r)));
  for (const { row, message, hint } of tilingProblems(rows, columns))
    spot.below(row).report(message, hint);
  return rows;
}

/** @param columns grid columns that they fill together */
function readLanes(written: readonly LaneInput[], columns: number, spot: Spot): Lane[] {
  const total = written.reduce((n, lane) => n + lane.列数, 0);
  if (total !== columns) spot.report(`并列各栏共 ${total} 列，应为 ${columns} 列`);
  return written.map(({ 列数: width, 内容, 补 }, i) => {
    const filler = readCells(补 ?? [], spot.below(i, '补'));
    spot.below(i, '补').reportAll(补 ? tilingProblems([filler], width) : []);
    return { width, body: readBlocks(内容, width, spot.below(i, '内容')), filler };
  });
}
