/**
 * Editions as the file 审核/材料.json of a package, so that packages can be compared without compiling
 * anything anew: what is printed, and for each figure the inputs that it was made of.
 */
import { posix, relative, sep } from 'node:path';
import { z } from 'zod';
import { Decimal, type Figure, type Span } from '../model/money.js';
import type { Block, Chart, ChartValue, Part, Run } from '../narrative/document.js';
import type { Cell, Content, Table } from '../tables/table.js';
import { type Edition, type Leaf, placeKey } from './edition.js';

/** Where a package has it. */
export const EDITION_FILE = '审核/材料.json';
/** Grows when a reader of the old form would misread the new one. */
const FORM = 1;
const PURPOSE = '供 gongkai diff 对比用，有没有公开的明细，不要随材料公开';

const whole = z.int().min(0);
const span = z.int().min(1);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const terms = {
  值: decimal,
  /** Positions in 输入. */
  源: z.array(whole),
  倍: z.array(decimal).optional(),
};
const figureForm = z.strictObject({ ...terms, 总: z.strictObject(terms).optional() });
const shown = { 字: z.string(), 数: figureForm.optional() };
const contentForm = z.union([
  z.strictObject(shown),
  z.strictObject({ 值: decimal, 位: whole, 分: z.boolean(), 数: figureForm }),
]);
const cellForm = z.tuple([
  whole,
  whole,
  span,
  span,
  z.enum(['left', 'center', 'right']),
  z.boolean(),
  whole,
  contentForm.nullable(),
]);
const tableForm = z.strictObject({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  number: z.string(),
  numberPlace: z.enum(['above', 'right']),
  middle: z.string(),
  lead: z.string(),
  unit: z.string(),
  orientation: z.enum(['portrait', 'landscape']),
  widths: z.array(z.number().positive()).max(200),
  headerRows: whole,
  rows: z.int().min(0).max(5_000),
  levels: z.array(z.int().min(-1).nullable()),
  preface: z.array(z.string()),
  notes: z.array(z.string()),
  form: z.boolean(),
  cells: z.array(cellForm),
});
const runForm = z.strictObject(shown);
const valueForm = z.strictObject({ label: z.string(), 数: figureForm });
const chartForm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bars'),
    unit: z.string(),
    categories: z.array(z.string()),
    series: z.array(z.strictObject({ name: z.string(), values: z.array(valueForm) })),
  }),
  z.strictObject({
    kind: z.literal('shares'),
    slices: z.array(z.strictObject({ name: z.string(), value: valueForm })),
  }),
]);
const blockForm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string(),
    id: z.string(),
  }),
  z.strictObject({ kind: z.literal('paragraph'), runs: z.array(runForm) }),
  z.strictObject({
    kind: z.literal('figure'),
    id: z.string(),
    caption: z.string(),
    alt: z.string(),
    chart: chartForm,
  }),
]);
const fileForm = z.strictObject({
  说明: z.string(),
  格式版本: z.literal(FORM),
  版本: z.string(),
  标题: z.string(),
  部门: z.string(),
  年度: z.int(),
  格式: z.string(),
  模板: z.record(z.string(), z.string()),
  /** File, line, column, first character and the one behind the last, path, label, text, 元. */
  输入: z.array(
    z.tuple([
      z.string(),
      whole,
      whole,
      whole,
      whole,
      z.array(z.string()),
      z.string(),
      z.string(),
      decimal.nullable(),
    ]),
  ),
  表: z.array(tableForm),
  文字: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      title: z.string(),
      blocks: z.array(blockForm),
    }),
  ),
});

type FileForm = z.output<typeof fileForm>;
type FigureForm = z.output<typeof figureForm>;
type BlockForm = z.output<typeof blockForm>;

// ---- writing

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
  const content = (one: Content): FileForm['表'][number]['cells'][number][7] => {
    if (one.kind === 'blank') return one.figure ? told('', one.figure) : null;
    if (one.kind === 'text') return told(one.text, one.figure);
    const { value, decimals, grouping } = one;
    return { 值: value.toFixed(), 位: decimals, 分: grouping, 数: figure(one.figure) };
  };
  const value = ({ label, figure: one }: ChartValue) => ({ label, 数: figure(one) });
  const chart = (one: Chart): z.output<typeof chartForm> =>
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
    table: ({ cells, widths, levels, preface, notes, ...rest }: Table): FileForm['表'][number] => ({
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

// ---- reading

/**
 * @param text of the file
 * @param name how the package was named on the command line
 * @returns undefined where the text is not such a file, or one of another version
 */
export function readEdition(text: string, name: string): Edition | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = fileForm.safeParse(json);
  if (!parsed.success) return undefined;
  const form = parsed.data;
  const leaves = form.输入.map(
    ([file, line, column, start, end, path, label, written, amount]): Leaf => ({
      path,
      label,
      text: written,
      amount: amount === null ? undefined : new Decimal(amount),
      span: { file, line, column, start, end },
    }),
  );
  const unpack = unpacker(leaves.map((leaf) => leaf.span));
  return {
    name,
    kind: '材料',
    title: form.标题,
    department: form.部门,
    year: form.年度,
    format: form.格式,
    version: form.版本,
    templates: new Map(Object.entries(form.模板)),
    tables: form.表.map(unpack.table),
    parts: form.文字.map(
      ({ blocks, ...rest }): Part => ({ ...rest, blocks: blocks.map(unpack.block) }),
    ),
    leaves,
  };
}

function unpacker(spans: readonly Span[]) {
  const plain = ({ 值, 源, 倍 }: Omit<FigureForm, '总'>): Figure => ({
    value: new Decimal(值),
    sources: 源.flatMap((i) => spans[i] ?? []),
    ...(倍 ? { factors: 倍.map((factor) => new Decimal(factor)) } : {}),
  });
  const figure = ({ 总, ...own }: FigureForm): Figure => ({
    ...plain(own),
    ...(总 ? { whole: plain(总) } : {}),
  });
  const content = (form: z.output<typeof contentForm> | null): Content => {
    if (form === null) return { kind: 'blank' };
    if ('字' in form) {
      const own = form.数 ? { figure: figure(form.数) } : {};
      return form.字 === '' && form.数
        ? { kind: 'blank', ...own }
        : { kind: 'text', text: form.字, ...own };
    }
    return {
      kind: 'number',
      value: new Decimal(form.值),
      decimals: form.位,
      grouping: form.分,
      figure: figure(form.数),
    };
  };
  const value = ({ label, 数 }: z.output<typeof valueForm>): ChartValue => ({
    label,
    figure: figure(数),
  });
  const chart = (form: z.output<typeof chartForm>): Chart =>
    form.kind === 'bars'
      ? {
          ...form,
          series: form.series.map(({ name, values }) => ({ name, values: values.map(value) })),
        }
      : {
          kind: form.kind,
          slices: form.slices.map((slice) => ({ name: slice.name, value: value(slice.value) })),
        };
  return {
    table: ({ cells, levels, ...rest }: FileForm['表'][number]): Table => ({
      ...rest,
      levels: levels.map((level) => level ?? undefined),
      cells: cells.map(
        ([row, col, rowSpan, colSpan, align, bold, indent, form]): Cell => ({
          row,
          col,
          rowSpan,
          colSpan,
          align,
          bold,
          indent,
          content: content(form),
        }),
      ),
    }),
    block: (form: BlockForm): Block => {
      if (form.kind === 'heading') return form;
      if (form.kind === 'figure') return { ...form, chart: chart(form.chart) };
      const runs = form.runs.map(
        ({ 字, 数 }): Run => ({ text: 字, ...(数 ? { figure: figure(数) } : {}) }),
      );
      return { kind: 'paragraph', runs };
    },
  };
}
