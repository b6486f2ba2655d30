/** An edition → the file by which its package is compared. */
import { posix, relative, sep } from 'node:path';
import type { Figure } from '../../model/money.js';
import type { Block, Chart, ChartValue } from '../../narrative/document.js';
import type { Content, Table } from '../../tables/table.js';
import { type Edition, placeKey } from './edition.js';
import {
  type BlockForm,
  type ChartForm,
  type ContentForm,
  type FigureForm,
  type FileForm,
  FORM,
  PURPOSE,
  type TableForm,
} from './store-form.js';

/**
 * An edition that was compiled as the text of its file. Inputs are told by their paths from the folder
 * of the first of them, so that the same input gives the same bytes in any folder.
 * @param folder of the main input
 */
export function storeEdition(edition: Edition, folder: string): string {
  const leaves = edition.leaves ?? [];
  const index = new Map(leaves.map((leaf, i) => [placeKey(leaf.span), i]));
  const pack = packer(index);
  const form: FileForm = {
    说明: PURPOSE,
    格式版本: FORM,
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
    ]),
    表: edition.tables.map(pack.table),
    文字: (edition.parts ?? []).map(({ id, label, title, blocks }) => ({
      id,
      label,
      title,
      blocks: blocks.flatMap(pack.block),
    })),
  };
  return `${JSON.stringify(form)}\n`;
}

function packer(index: ReadonlyMap<string, number>) {
  const plain = ({ value, sources, factors }: Figure) => ({
    值: value.toFixed(),
    源: sources.flatMap((source) => index.get(placeKey(source)) ?? []),
    ...(factors ? { 倍: factors.map((factor) => factor.toFixed()) } : {}),
  });
  const figure = (one: Figure): FigureForm => ({
    ...plain(one),
    ...(one.whole ? { 总: plain(one.whole) } : {}),
  });
  const told = (text: string, one: Figure | undefined) => ({
    字: text,
    ...(one ? { 数: figure(one) } : {}),
  });
  const content = (one: Content): ContentForm | null => {
    if (one.kind === 'blank') return one.figure ? told('', one.figure) : null;
    if (one.kind === 'text') return told(one.text, one.figure);
    const { value, decimals, grouping } = one;
    return { 值: value.toFixed(), 位: decimals, 分: grouping, 数: figure(one.figure) };
  };
  const value = ({ label, figure: one }: ChartValue) => ({ label, 数: figure(one) });
  const chart = (one: Chart): ChartForm =>
    one.kind === 'bars'
      ? {
          ...one,
          categories: [...one.categories],
          series: one.series.map(({ name, values }) => ({ name, values: values.map(value) })),
        }
      : {
          kind: one.kind,
          slices: one.slices.map((slice) => ({ name: slice.name, value: value(slice.value) })),
        };
  return {
    table: ({ cells, widths, levels, preface, notes, ...rest }: Table): TableForm => ({
      ...rest,
      widths: [...widths],
      levels: levels.map((level) => level ?? null),
      preface: [...preface],
      notes: [...notes],
      cells: cells.map((cell) => [
        cell.row,
        cell.col,
        cell.rowSpan,
        cell.colSpan,
        cell.align,
        cell.bold,
        cell.indent,
        content(cell.content),
      ]),
    }),
    block: (block: Block): BlockForm[] => {
      switch (block.kind) {
        case 'heading':
          return [block];
        case 'paragraph':
          return [
            {
              kind: block.kind,
              runs: block.runs.map(({ text, figure: one }) => told(text, one)),
            },
          ];
        case 'figure':
          return [{ ...block, chart: chart(block.chart) }];
        case 'table':
          return [];
      }
    },
  };
}
