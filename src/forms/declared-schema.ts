/** How a format declares what an input writes for it: columns of a 附表, fields of the cover. */
import * as z from 'zod';
import { count, text } from '../input/fields.js';
import { COLUMN_KINDS, COVER_KINDS } from '../model/schedule.js';

const required = z.literal('是').optional().meta({ description: '必填；不写的可以不填' });
const options = z
  .array(text('可以填的字'))
  .min(1)
  .optional()
  .meta({ description: '只能填其中一个' });
const length = count('编号的位数')
  .refine((n) => n > 0 && n <= 60, '编号的位数从 1 到 60')
  .optional();
const meaning = text('填写说明，编辑器里提示').optional();

const coverKind = z.enum(COVER_KINDS);
export const coverField = z.union([
  coverKind,
  z.strictObject({
    类: coverKind.optional().meta({ description: '不写即文字' }),
    必填: required,
    选项: options,
    位数: length,
    说明: meaning,
  }),
]);

const columnKind = z.enum(COLUMN_KINDS);
const scheduleColumn = z.union([
  columnKind,
  z.strictObject({
    类: columnKind.optional().meta({ description: '不写即文字' }),
    必填: required,
    选项: options,
    位数: length,
    计: text('数量的计量单位，如 台、辆、平方米').optional(),
    位: count('数量的小数位数，不写即整数')
      .refine((n) => n <= 4, '数量的小数位数最多 4 位')
      .optional(),
    合计: z.literal('否').optional().meta({ description: '不相加的，如单价，写“否”' }),
    说明: meaning,
  }),
]);

/** Both alike: a cover field takes fewer keys. */
export type DeclaredInput = z.output<typeof scheduleColumn>;

export const schedule = z
  .strictObject({
    键: text('输入文件“附表”下的键，不写就是表号').optional(),
    栏: z
      .record(z.string(), scheduleColumn)
      .meta({ description: '栏名: 怎样填，如 {类: 金额, 必填: 是}，或只写类' }),
    小计: text('按哪一栏分组，每组前面有一行小计').optional(),
  })
  .meta({ description: '这张表的各行由输入文件的“附表”逐行写' });
export type ScheduleInput = z.output<typeof schedule>;
