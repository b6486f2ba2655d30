/** 科目补充: subjects that an input adds to the dictionary, itself or by a bureau's file; 政府经济科目. */
import * as z from 'zod';
import type { UnitNature } from '../model/subjects.js';
import { subjectCode, text } from './fields.js';
import { refersTo } from './references.js';

export const functionalEntry = z.strictObject({
  名称: text('科目名称'),
  说明: text('名词解释').optional(),
});
export const economicEntry = z.strictObject({ 名称: text('科目名称') });

/** The classifications that may be added to. */
export const SUPPLEMENTED = ['功能分类', '经济分类', '政府经济分类'] as const;
export type Supplemented = (typeof SUPPLEMENTED)[number];

const fileName = () => text('科目文件的名字，不写 .yaml');

const supplement = z.strictObject({
  文件: z
    .union([fileName(), z.array(fileName()).min(1).max(10)])
    .optional()
    .meta({
      description:
        '本局共用的科目文件的名字，例如 我市2026；由“gongkai import --科目”生成，写几个的后面的为准',
    }),
  功能分类: z.record(z.string(), functionalEntry).optional(),
  经济分类: z.record(z.string(), economicEntry).optional(),
  政府经济分类: z.record(z.string(), economicEntry).optional(),
});
export type Supplement = z.output<typeof supplement>;

export const supplementField = () =>
  supplement.optional().meta({ description: '科目字典里没有的科目，或列有它们的科目文件' });

/** A 款 of 政府预算支出经济分类. */
export const governmentItem = () =>
  refersTo('政府经济科目', subjectCode('政府经济科目代码', '5 位数字（款级）'));

const targets = z.record(
  refersTo('经济科目', z.string().meta({ pattern: '^\\d{5}$' })),
  z.union([
    governmentItem(),
    z.strictObject({
      机关: governmentItem().optional(),
      事业单位: governmentItem().optional(),
    } satisfies Record<UnitNature, z.ZodType>),
  ]),
);
export type GovernmentTargets = z.output<typeof targets>;

export const governmentField = () =>
  targets.optional().meta({
    description:
      '款级经济科目代码: 它在政府预算支出经济分类里的款；字典里没有确定对应的，或本地另有规定的才写。机关（行政单位和参公事业单位）和事业单位不同的分开写',
  });
