/** Codes, keys and bounds that the schemas of several kinds of input file are made of. */
import * as z from 'zod';
import { code, subjectCode, text } from '../../input/fields.js';
import { refersTo } from '../../input/references.js';

export const unitCode = () => code('单位代码', /^[0-9A-Za-z]{1,20}$/, '20 位以内的数字或字母');

// what names a unit, a subject or a project of elsewhere
export const unitReference = () => refersTo('单位', unitCode());
export const functionalItem = () =>
  refersTo('功能科目', subjectCode('功能科目代码', '7 位数字（项级）'));
export const economicItem = () =>
  refersTo('经济科目', subjectCode('经济科目代码', '5 位数字（款级）'));
export const projectName = () => refersTo('项目', text('项目支出里的项目名称'));

// keys of maps that do
export const unitKey = () => refersTo('单位', z.string());
export const functionalItemKey = () =>
  refersTo('功能科目', z.string().meta({ pattern: '^\\d{7}$' }));
export const economicItemKey = () => refersTo('经济科目', z.string().meta({ pattern: '^\\d{5}$' }));

/** An optional member for each word of a closed vocabulary. */
export function each<K extends string, T extends z.ZodType>(
  words: readonly K[],
  member: (word: K) => T,
) {
  return Object.fromEntries(words.map((word) => [word, member(word).optional()])) as Record<
    K,
    z.ZodOptional<T>
  >;
}

/** More than any department has; without a bound a file could keep the compiler busy for minutes. */
export const MOST = {
  单位: 2_000,
  收入: 2_000,
  基本支出: 40_000,
  项目支出: 20_000,
  其他支出: 20_000,
  绩效项目: 5_000,
  采购: 20_000,
  附表: 2_000,
};
