/** Form text fields as the registry lists them: members of a schema, and the texts that an input gives. */
import * as z from 'zod';
import { code, count, date, paragraphs, text, year } from '../../input/fields.js';
import type { FieldValues, FormField } from '../../model/form-fields.js';
import { phrase, purpose } from '../../model/scope.js';
import type { Subjects } from '../../model/subjects.js';
import { economicItem, functionalItem } from './members.js';

type Value<F extends FormField> = FieldValues[F extends { value: infer V extends keyof FieldValues }
  ? V
  : 'text'];
type Members<F extends readonly FormField[]> = {
  [One in F[number] as One['key']]: One extends { required: true }
    ? z.ZodType<Value<One>>
    : z.ZodOptional<z.ZodType<Value<One>>>;
};

const VALUES: Readonly<Record<keyof FieldValues, (meaning: string) => z.ZodType>> = {
  text,
  paragraphs,
  date,
  year,
  count,
  postcode: (meaning) => code(meaning, /^\d{6}$/, '6 位数字'),
  // what is ticked among the boxes of a form; it may be none
  options: (meaning) =>
    z
      .union([text(meaning), z.array(text(meaning)).min(1)])
      .optional()
      .meta({ description: `${meaning}：打勾的一项，或几项` }),
  yesOrNo: () => z.enum(['是', '否']),
  functional: functionalItem,
  economic: economicItem,
};

/** The fields of a group as members of a schema. */
export function formMembers<const F extends readonly FormField[]>(fields: F): Members<F> {
  const members = fields.map(({ key, meaning, value = 'text', required }) => {
    const member = VALUES[value](meaning);
    return [key, required ? member : member.optional()];
  });
  return Object.fromEntries(members) as Members<F>;
}

/** The paragraphs of a section, by the names that sentences ask for; none where it is not written. */
export function paragraphsOf(
  fields: readonly FormField[],
  written: object = {},
): Readonly<Record<string, readonly string[]>> {
  const values = written as Readonly<Record<string, string | string[] | undefined>>;
  return Object.fromEntries(
    fields.map(({ key, field = key }) => [field, [values[key] ?? []].flat()]),
  );
}

/** What fields say where nothing is written. */
export type Otherwise = Readonly<Partial<Record<NonNullable<FormField['otherwise']>, string>>>;

/** What a package says of itself that forms repeat. */
export function packageWords(data: {
  readonly 年度: number;
  readonly 编制日期: string;
  readonly 部门: { readonly 名称: string; readonly 简称?: string | undefined };
}): Otherwise {
  const { 名称, 简称 = 名称 } = data.部门;
  return {
    部门名称: 名称,
    部门简称: 简称,
    编制日期: data.编制日期,
    本年度: `${data.年度}年`,
  };
}

/**
 * The texts of a form by the names that templates ask for; several paragraphs or options stand on lines
 * of their own, codes of subjects have their names beside them.
 * @param written the form in the input
 */
export function formTexts(
  fields: readonly FormField[],
  written: object,
  otherwise: Otherwise = {},
  subjects?: Subjects,
): Record<string, string> {
  const values = written as Readonly<Record<string, string | number | string[] | undefined>>;
  return Object.fromEntries(
    fields.map(({ key, field = key, value, otherwise: other, as }) => {
      const own = values[key] ?? (other && (otherwise[other] ?? values[other])) ?? '';
      const shown = [own].flat().join('\n');
      if (shown !== '' && (value === 'functional' || value === 'economic'))
        return [field, `[${shown}]${subjects?.[value].get(shown)?.name ?? ''}`];
      return [field, as === 'purpose' ? purpose(shown) : as === 'phrase' ? phrase(shown) : shown];
    }),
  );
}
