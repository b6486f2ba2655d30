/** 科目补充: subjects that an input adds to the dictionary. */
import { z } from 'zod';
import { text } from './fields.js';

const functional = z.strictObject({
  名称: text('科目名称'),
  说明: text('名词解释').optional(),
});
const economic = z.strictObject({ 名称: text('科目名称') });

const supplement = z.strictObject({
  功能分类: z.record(z.string(), functional).optional(),
  经济分类: z.record(z.string(), economic).optional(),
});
export type Supplement = z.output<typeof supplement>;

export const supplementField = () =>
  supplement.optional().meta({ description: '科目字典里没有的科目' });
