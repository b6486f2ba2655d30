/**
 * The file by which a package is compared without compiling anything anew, written and read.
 */
import { posix, relative, sep } from 'node:path';
import { type Figure, IN_WAN } from '../../model/money.js';
import type { Chart, ChartValue } from '../../narrative/document.js';
import type { Cell, Content, Table } from '../../tables/table.js';
import { type Edition, type ProseBlock, placeKey } from './edition.js';
import {
  type BlockForm,
  type ContentForm,
  type FileForm,
  FORM_VERSION,
  fileForm,
  printedForm,
  type TableForm,
} from './stored-form.js';
import type { StoredSummary } from './stored-summary.js';

/** Where a package has it. */
export const EDITION_FILE = '审核/材料.json';
const PURPOSE = '供 gongkai diff 对比用，有没有公开的明细，不要随材料公开';

/**
 * @param text of the file
 * @param name how the package was named on the command line
 * @returns undefined where the text is not such a file, or one of another version
 */
export function readEdition(text: string, name: string): Edition | undefined {
  const file = fileForm.safeParse(jsonOf(text)).data;
  if (!file) return undefined;
  const leaves = file.输入;
  const printed = printedForm(leaves.map((leaf) => leaf.span)).safeParse(file).data;
  if (!printed) return undefined;
  return {
    name,
    kind: '材料',
    title: file.标题,
    department: file.部门,
    year: file.年度,
    format: file.格式,
    version: file.版本,
    templates: new Map(Object.entries(file.模板)),
    tables: printed.表,
    parts: printed.文字,
    leaves,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * An edition that was compiled as the text of its file. Inputs are told by their paths from the folder
 * of the first of them, so that the same input gives the same bytes in any folder.
 * @param folder of the main input
 * @param summary what it says in a summary of many
 */
export function storeEdition(edition: Edition, folder: string, summary?: StoredSummary): string {
  const leaves = edition.leaves ?? [];
  const write = writer(new Map(leaves.map((leaf, i) => [placeKey(leaf.span), i])));
  const file: FileForm = {
    说明: PURPOSE,
    格式版本: FORM_VERSION,
    版本: edition.version ?? '',
    标题: edition.title,
    部门: edition.department ?? '',
    年度: edition.year ?? 0,
    格式: edition.format ?? '',
    模板: Object.fromEntries(edition.templates ?? []),
    输入: leaves.map(({ path, label, text, amount, span: at }) => [
      relative(folder, at.file).split(sep).join(posix.sep),
      at.line,
      at.column,
      at.start,
      at.end,
      [...path],
      label,
      text,
      amount?.toFixed() ?? null,
      ...(at.cell ? ([at.cell.sheet, at.cell.address] as const) : ([] as const)),
    ]),
    表: edition.tables.map(write.table),
    文字: (edition.parts ?? []).map(({ id, label, title, blocks }) => ({
      id,
      label,
      title,
      blocks: blocks.map(write.block),
    })),
    ...(summary ? { 汇总: summary } : {}),
  };
  return `${JSON.stringify(file)}\n`;
}

/** @param positions of the inputs by their places */
function writer(positions: ReadonlyMap<string, number>) {
  const plain = ({ value, sources, factors, counted }: Figure) => ({
    值: value.toFixed(),
    源: sources.flatMap((source) => positions.get(placeKey(source)) ?? []),
    ...(factors ? { 倍: factors.map((factor) => factor.toFixed()) } : {}),
    ...(counted === undefined ? {} : { 计: counted }),
  });
  const figure = (one: Figure) => ({
    ...plain(one),
    ...(one.whole ? { 总: plain(one.whole) } : {}),
  });
  const shown = (text: string, one: Figure | undefined) => ({
    字: text,
    ...(one ? { 数: figure(one) } : {}),
  });
  const content = (one: Content): ContentForm => {
    if (one.kind === 'blank') return one.figure ? shown('', one.figure) : null;
    if (one.kind === 'text') return shown(one.text, one.figure);
    const { value, decimals, grouping, money = null } = one;
    const written = { 值: value.toFixed(), 位: decimals, 分: grouping, 数: figure(one.figure) };
    // 万元 with two decimals is what most forms print
    if (money?.unit === IN_WAN.unit && money.decimals === IN_WAN.decimals) return written;
    return { ...written, 钱: money && { 单位: money.unit, 小数: money.decimals } };
  };
  const cell = (one: Cell): TableForm['cells'][number] => [
    one.row,
    one.col,
    one.rowSpan,
    one.colSpan,
    one.align,
    one.bold,
    one.indent,
    content(one.content),
  ];
  const value = ({ label, figure: one }: ChartValue) => ({ label, 数: figure(one) });
  const chart = (one: Chart) =>
    one.kind === 'bars'
      ? {
          ...one,
          categories: [...one.categories],
          series: one.series.map(({ values, change, ...rest }) => ({
            ...rest,
            values: values.map(value),
            ...(change ? { change: [...change] } : {}),
          })),
        }
      : { ...one, slices: one.slices.map((slice) => ({ ...slice, value: value(slice.value) })) };
  return {
    table: ({
      widths,
      levels,
      preface,
      notes,
      cells,
      subject: _,
      empty: __,
      ...rest
    }: Table): TableForm => ({
      ...rest,
      widths: [...widths],
      levels: levels.map((level) => level ?? null),
      preface: [...preface],
      notes: [...notes],
      cells: cells.map(cell),
    }),
    block: (block: ProseBlock): BlockForm => {
      switch (block.kind) {
        case 'heading':
          return block;
        case 'paragraph':
          return {
            kind: block.kind,
            runs: block.runs.map(({ text, figure: one }) => shown(text, one)),
          };
        case 'figure':
          return { ...block, chart: chart(block.chart) };
      }
    },
  };
}
