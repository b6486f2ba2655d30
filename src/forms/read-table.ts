/** A table's file, of the right shape → its type. */
import type { Params } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';
import type { ScheduleForm } from '../model/schedule.js';
import { checkCaptions, checkLayout, checkListLayout } from './check.js';
import { SCHEDULE } from './names.js';
import { readBlocks, readGrid } from './read-block.js';
import { readColumns } from './read-cell.js';
import { readSchedule } from './read-declared.js';
import { readRowParams } from './references.js';
import type { Spot } from './spot.js';
import type { ColumnNumbers, Layout, ListSource, TableTemplate } from './template.js';
import { moneyOf, NONE, type TableInput } from './template-schema.js';
import { blocksIn, listSources } from './walk.js';

/** A table as its file has it: what stands around the grid as it is written, the grid as a tree. */
export interface TableFile {
  /** Below the templates folder. */
  readonly file: string;
  /** Of the file as a whole. */
  readonly root: Spot;
  readonly input: TableInput;
  readonly each: RowSourceName | undefined;
  readonly scope: Params;
  readonly schedule: ScheduleForm | undefined;
  readonly layout: Layout;
}

/** Key of a profile's changes of tables: a path that begins with it leads into the profile. */
export const CHANGES = '改表';

/**
 * Reads a table; everything that is wrong with it is reported.
 * @param spot of the file as a whole
 * @returns undefined for a table that has neither columns nor cells
 */
export function readTable(file: string, input: TableInput, spot: Spot): TableFile | undefined {
  const each = input.逐 as RowSourceName | undefined;
  checkCaptions(input, each, spot);
  const scope = readRowParams(input.范围 ?? {}, spot.below('范围'));
  const schedule = input.附表 && readSchedule(input.表号, input.附表, spot.below('附表'));
  const layout = readLayout(input, spot);
  if (layout) {
    checkLayout(layout, each, spot, schedule);
    checkListLayout(input, layout, spot);
  }
  if (schedule && layout && !sourcesIn(layout).includes(SCHEDULE) && each !== SCHEDULE)
    spot.below('附表').reportKey('写了“附表”，行源里却没有“附表”', '例如 行源: [合计, 附表]');
  return layout && { file, root: spot, input, each, scope, schedule, layout };
}

/** Row sources that a layout goes through. */
const sourcesIn = (layout: Layout): string[] => [
  ...listSources(layout).map(({ source }) => source),
  ...(layout.kind === 'cells' ? blocksIn(layout.body) : []).flatMap(({ block }) =>
    block.kind === 'loop' ? block.source : [],
  ),
];

function readLayout(input: TableInput, spot: Spot): Layout | undefined {
  const { 列, 行源, 列宽: widths, 表头, 表体 } = input;
  if (列) {
    const columns = readColumns(列, spot.below('列'));
    if (表体 || 表头 || widths) spot.below('列').report('写了“列”就不能再写“列宽”“表头”“表体”');
    if (!行源) spot.below('列').report('写了“列”还要写“行源”');
    return { kind: 'list', columns, sources: readSources(行源 ?? [], spot.below('行源')) };
  }
  if (widths && 表体) {
    const header = readGrid(表头 ?? [], widths.length, spot.below('表头'));
    const body = readBlocks(表体, widths.length, spot.below('表体'));
    return { kind: 'cells', widths, header, body };
  }
  spot.report('表要写“列”和“行源”，或者写“列宽”和“表体”');
  return undefined;
}

function readSources(written: NonNullable<TableInput['行源']>, spot: Spot): ListSource[] {
  return written.map((one, i) => {
    const input = typeof one === 'string' ? { 逐: one } : one;
    const { path } = spot.below(i);
    return {
      path,
      source: input.逐 as RowSourceName,
      params: readRowParams(input, spot.below(i), input.逐),
    };
  });
}

/** 栏次 as it is written; undefined where there is no such line. */
export function columnNumbersOf(written: TableInput['栏次']): ColumnNumbers | undefined {
  if (written === undefined || written === NONE) return undefined;
  if (typeof written === 'string') return { label: written, cols: undefined };
  return { label: written.字, cols: written.列 };
}

/**
 * @param profile place of what a profile put in, and of the profile as a whole
 * @param dropped grid columns that the profile leaves out
 */
export function toTemplate(
  { file, root, input, each, scope, schedule, layout }: TableFile,
  profile: Spot,
  dropped: readonly number[],
): TableTemplate {
  return {
    file,
    placeOf: (path) => (path[0] === CHANGES ? profile : root).below(...path).span,
    id: input.表号,
    name: input.名称,
    title: input.标题 ?? input.名称,
    number: input.印号 ?? '',
    numberPlace: input.印号处 ?? '上',
    middle: input.年度行 ?? '',
    lead: input.部门行 ?? '',
    unit: input.单位行 ?? '',
    landscape: input.纸张 === '横向',
    form: input.申报表 === '是',
    each,
    scope,
    schedule,
    layout,
    dropped,
    preface: input.前文 ?? '',
    notes: input.注 ?? [],
    emptyNote: input.空表 ?? '',
    zero: input.零,
    money: input.金额 && moneyOf(input.金额),
    footed: input.尾差 && input.尾差 === '配平',
    totalName: input.合计名 ?? '合计',
    columnNumbers: columnNumbersOf(input.栏次),
    totalSpans: input.合计跨列 === '是',
    totalWhenEmpty: input.空表合计 === '是',
  };
}
