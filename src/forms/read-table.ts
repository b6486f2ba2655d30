/** A table's file, of the right shape → its type. */
import type { Params } from '../model/quantities.js';
import type { RowSourceName } from '../model/rows.js';
import { checkCaptions, checkLayout } from './check.js';
import type { Complain } from './places.js';
import { readBlocks, readGrid } from './read-block.js';
import { readColumns } from './read-cell.js';
import { readRowParams } from './references.js';
import type { Layout, ListSource, TableTemplate } from './template.js';
import type { TableInput } from './template-schema.js';

/** A table as its file has it: what stands around the grid as it is written, the grid as a tree. */
export interface TableFile {
  /** Below the templates folder. */
  readonly file: string;
  readonly input: TableInput;
  readonly each: RowSourceName | undefined;
  readonly scope: Params;
  readonly layout: Layout;
}

/**
 * Reads a table; everything that is wrong with it is reported.
 * @returns undefined for a table that has neither columns nor cells
 */
export function readTable(
  file: string,
  input: TableInput,
  report: Complain,
): TableFile | undefined {
  const each = input.逐 as RowSourceName | undefined;
  checkCaptions(input, each, report);
  const scope = readRowParams(input.范围 ?? {}, ['范围'], report);
  const layout = readLayout(input, report);
  if (layout) checkLayout(layout, each, report);
  return layout && { file, input, each, scope, layout };
}

function readLayout(input: TableInput, report: Complain): Layout | undefined {
  const { 列, 行源, 列宽: widths, 表头 = [], 表体 } = input;
  if (列) {
    if (表体 || input.表头 || widths) report(['列'], '写了“列”就不能再写“列宽”“表头”“表体”');
    if (!行源) report(['列'], '写了“列”还要写“行源”');
    const sources = (行源 ?? []).map((one, i) => readSource(one, ['行源', i], report));
    return { kind: 'list', columns: readColumns(列, ['列'], report), sources };
  }
  if (widths && 表体) {
    const header = readGrid(表头, widths.length, ['表头'], report);
    const body = readBlocks(表体, widths.length, ['表体'], report);
    return { kind: 'cells', widths, header, body };
  }
  report([], '表要写“列”和“行源”，或者写“列宽”和“表体”');
  return undefined;
}

function readSource(
  written: NonNullable<TableInput['行源']>[number],
  path: ListSource['path'],
  report: Complain,
): ListSource {
  const input = typeof written === 'string' ? { 逐: written } : written;
  const params = readRowParams(input, path, report);
  return { source: input.逐 as RowSourceName, params, path };
}

/** @param dropped grid columns that the profile leaves out */
export function toTemplate(
  { file, input, each, scope, layout }: TableFile,
  dropped: readonly number[] = [],
): TableTemplate {
  return {
    file,
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
    layout,
    dropped,
    preface: input.前文 ?? '',
    notes: input.注 ?? [],
    emptyNote: input.空表 ?? '',
    zero: input.零,
    totalName: input.合计名 ?? '合计',
  };
}
