/**
 * The form of 审核/材料.json, each part of it with what it is read as: what is printed, and for each figure
 * the inputs that it was made of. The file may come from anyone.
 */
import * as z from 'zod';
import {
  Decimal,
  type Figure,
  IN_WAN,
  MONEY_UNITS,
  type MoneyStyle,
  type Span,
} from '../../model/money.js';
import type { ChartValue, Run } from '../../narrative/document.js';
import type { Cell, Content } from '../../tables/table.js';
import type { Leaf } from './edition.js';
import { summaryForm } from './stored-summary.js';

/** Grows when a reader of the old form would misread the new one. */
export const FORM_VERSION = 1;

const whole = z.int().min(0);
const span = z.int().min(1);
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .transform((text) => new Decimal(text));

/** Of what is no amount, null; in 万元 with two decimals where it is not written. */
const money = z
  .strictObject({ 单位: z.enum(MONEY_UNITS), 小数: whole.max(20) })
  .transform(({ 单位, 小数 }): MoneyStyle => ({ unit: 单位, decimals: 小数 }))
  .nullable()
  .optional();

/** File, line, column, first character and the one behind the last, path, label, text, 元; of a workbook the sheet and the cell. */
const place = [z.string(), whole, whole, whole, whole] as const;
const leaf = z
  .tuple([
    ...place,
    z.array(z.string()),
    z.string(),
    z.string(),
    decimal.nullable(),
    z.string().optional(),
    z.string().optional(),
  ])
  .transform(
    ([file, line, column, start, end, path, label, text, amount, sheet, address]): Leaf => ({
      path,
      label,
      text,
      amount: amount ?? undefined,
      span: {
        ...{ file, line, column, start, end },
        ...(sheet !== undefined && address !== undefined ? { cell: { sheet, address } } : {}),
      },
    }),
  );

/** The whole file, its tables and prose as they are. */
export const fileForm = z.strictObject({
  说明: z.string(),
  格式版本: z.literal(FORM_VERSION),
  版本: z.string(),
  标题: z.string(),
  部门: z.string(),
  年度: z.int(),
  格式: z.string(),
  模板: z.record(z.string(), z.string()),
  输入: z.array(leaf),
  表: z.array(z.unknown()),
  文字: z.array(z.unknown()),
  /** Absent of packages that an earlier version made. */
  汇总: summaryForm.optional(),
});

/**
 * Its tables and prose.
 * @param places of the inputs: a figure names its sources by their positions
 */
export function printedForm(places: readonly Span[]) {
  const terms = {
    值: decimal,
    源: z.array(whole),
    倍: z.array(decimal).optional(),
    计: z.string().optional(),
  };
  const plainForm = z.strictObject(terms);
  const plain = ({ 值, 源, 倍, 计 }: z.output<typeof plainForm>): Figure => ({
    value: 值,
    sources: 源.flatMap((at) => places[at] ?? []),
    ...(倍 ? { factors: 倍 } : {}),
    ...(计 === undefined ? {} : { counted: 计 }),
  });
  const figure = z
    .strictObject({ ...terms, 总: plainForm.transform(plain).optional() })
    .transform(({ 总, ...own }): Figure => ({ ...plain(own), ...(总 ? { whole: 总 } : {}) }));

  const shown = z.strictObject({ 字: z.string(), 数: figure.optional() });
  const textContent = shown.transform(({ 字, 数 }): Content => {
    const own = 数 ? { figure: 数 } : {};
    return 字 === '' && 数 ? { kind: 'blank', ...own } : { kind: 'text', text: 字, ...own };
  });
  const numberContent = z
    .strictObject({ 值: decimal, 位: whole, 分: z.boolean(), 数: figure, 钱: money })
    .transform(
      ({ 值, 位, 分, 数, 钱 = IN_WAN }): Content => ({
        kind: 'number',
        ...(钱 ? { money: 钱 } : {}),
        value: 值,
        decimals: 位,
        grouping: 分,
        figure: 数,
      }),
    );
  const content = z.union([textContent, numberContent]).nullable();
  const align = z.enum(['left', 'center', 'right']);
  const cell = z.tuple([whole, whole, span, span, align, z.boolean(), whole, content]).transform(
    ([row, col, rowSpan, colSpan, side, bold, indent, held]): Cell => ({
      row,
      col,
      rowSpan,
      colSpan,
      align: side,
      bold,
      indent,
      content: held ?? { kind: 'blank' },
    }),
  );
  const level = z.int().min(-1).nullable();
  const table = z.strictObject({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    number: z.string(),
    numberPlace: z.enum(['above', 'right']),
    middle: z.string(),
    lead: z.string(),
    unit: z.string(),
    adjusted: whole.optional(),
    orientation: z.enum(['portrait', 'landscape']),
    headerRows: whole,
    rows: whole.max(5_000),
    form: z.boolean(),
    widths: z.array(z.number().positive()).max(200),
    levels: z.array(level.transform((one) => one ?? undefined)),
    preface: z.array(z.string()),
    notes: z.array(z.string()),
    cells: z.array(cell),
  });

  const value = z
    .strictObject({ label: z.string(), 数: figure })
    .transform(({ label, 数 }): ChartValue => ({ label, figure: 数 }));
  const chart = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('bars'),
      unit: z.string(),
      categories: z.array(z.string()),
      series: z.array(
        z.strictObject({
          name: z.string(),
          part: z.literal(true).exactOptional(),
          values: z.array(value),
          change: z.array(z.string()).exactOptional(),
        }),
      ),
    }),
    z.strictObject({
      kind: z.literal('shares'),
      slices: z.array(z.strictObject({ name: z.string(), value })),
    }),
  ]);
  const run = shown.transform(({ 字, 数 }): Run => ({ text: 字, ...(数 ? { figure: 数 } : {}) }));
  const block = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('heading'),
      level: z.literal([1, 2, 3]),
      text: z.string(),
      id: z.string(),
    }),
    z.strictObject({ kind: z.literal('paragraph'), runs: z.array(run) }),
    z.strictObject({
      kind: z.literal('figure'),
      id: z.string(),
      caption: z.string(),
      alt: z.string(),
      chart,
    }),
  ]);
  const part = z.strictObject({
    id: z.string(),
    label: z.string(),
    title: z.string(),
    blocks: z.array(block),
  });
  return z.object({ 表: z.array(table), 文字: z.array(part) });
}

/** The file as it is written. */
export type FileForm = Omit<z.input<typeof fileForm>, keyof PrintedForm> & PrintedForm;
type PrintedForm = z.input<ReturnType<typeof printedForm>>;
export type TableForm = PrintedForm['表'][number];
export type BlockForm = PrintedForm['文字'][number]['blocks'][number];
export type ContentForm = TableForm['cells'][number][7];
