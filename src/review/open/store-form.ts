/**
 * The file 审核/材料.json of a package, by which packages are compared without compiling anything anew:
 * what is printed, and for each figure the inputs that it was made of. It may come from anyone.
 */
import { z } from 'zod';

/** Where a package has it. */
export const EDITION_FILE = '审核/材料.json';
/** Grows when a reader of the old form would misread the new one. */
export const FORM = 1;
export const PURPOSE = '供 gongkai diff 对比用，有没有公开的明细，不要随材料公开';

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
export const fileForm = z.strictObject({
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

export type FileForm = z.output<typeof fileForm>;
export type FigureForm = z.output<typeof figureForm>;
export type BlockForm = z.output<typeof blockForm>;
export type TableForm = FileForm['表'][number];
export type ContentForm = z.output<typeof contentForm>;
export type ChartForm = z.output<typeof chartForm>;
export type ValueForm = z.output<typeof valueForm>;
