/**
 * What a format declares and an input writes: the lines of its 附表, the fields of its cover. The schema of a
 * kind lets them through; they are checked, and made into the model, by what the format declares.
 */
import * as z from 'zod';
import { at, type Diagnostic } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { code, date, fields, quantityOf, text } from '../../input/fields.js';
import { issueDiagnostics, suggestion } from '../../input/issues.js';
import { checkReferences, referencesIn } from '../../input/references.js';
import type { Source } from '../../input/source.js';
import { clip } from '../../input/tree.js';
import type { Budget } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { chineseDate } from '../../model/numerals.js';
import {
  codeField,
  type DeclaredField,
  isFigure,
  isReference,
  type Schedule,
  type ScheduleForm,
  type ScheduleLine,
} from '../../model/schedule.js';
import type { Subjects } from '../../model/subjects.js';
import type { PackageName } from '../../model/terms.js';
import { economicItem, functionalItem, MOST, projectName, unitReference } from './members.js';

/** What a format declares of the input. */
export interface Declared {
  readonly schedules: ReadonlyMap<string, ScheduleForm>;
  readonly cover: readonly DeclaredField[];
  readonly kind: PackageName;
  /** The format's name, for messages. */
  readonly id: string;
}

/** A key of every input under which anything may stand until the format is known. */
export const declaredField = (inside: 'object' | 'array', description: string) =>
  z
    .unknown()
    .optional()
    .meta({
      type: 'object',
      additionalProperties:
        inside === 'object'
          ? { type: ['string', 'number'] }
          : { type: 'array', items: { type: 'object' } },
      description,
    });

function member(field: DeclaredField, unit: AmountUnit, kind: PackageName): z.ZodType {
  const { meaning, options, length, counts, decimals } = field;
  const { amount, signed } = fields(unit);
  switch (field.kind) {
    case '文字':
      return options ? z.enum(options).meta({ description: meaning }) : text(meaning);
    case '编号': {
      const shape = length === undefined ? '数字或字母' : `${length} 位数字或字母`;
      return code(meaning, new RegExp(`^[0-9A-Za-z]{${length ?? '1,60'}}$`), shape);
    }
    case '日期':
      return date(meaning);
    case '金额':
      // only accounts have what was paid back
      return kind === '决算' ? signed(meaning) : amount(meaning);
    case '数量':
      return quantityOf(meaning, counts, decimals);
    case '单位':
      return unitReference();
    case '功能科目':
      return functionalItem();
    case '经济科目':
      return economicItem();
    case '项目':
      return projectName();
  }
}

/** The schemas of 封面 and 附表 as a format declares them. */
export function declaredMembers({ schedules, cover, kind }: Declared, unit: AmountUnit) {
  const members = (columns: readonly DeclaredField[]) =>
    Object.fromEntries(
      columns.map((column) => {
        const one = member(column, unit, kind);
        return [column.name, column.required ? one : one.optional()];
      }),
    );
  const lists = [...schedules].map(([key, { columns }]) => [
    key,
    z
      .array(z.strictObject(members(columns)))
      .max(MOST.附表)
      .optional(),
  ]);
  // that a field of the cover is missing a rule tells, so that it is in the skeleton
  const fieldsOf = cover.map((field) => [field.name, member(field, unit, kind).optional()]);
  return {
    封面: z.strictObject(Object.fromEntries(fieldsOf)).optional(),
    附表: z.strictObject(Object.fromEntries(lists)).optional(),
  };
}

/** What the two keys say, by what their schemas make of it. */
export interface DeclaredData {
  readonly 封面?: Readonly<Record<string, string | undefined>> | undefined;
  readonly 附表?:
    | Readonly<Record<string, readonly Readonly<Record<string, string | Figure | undefined>>[]>>
    | undefined;
}

/**
 * Checks 封面 and 附表 of an input by what its format declares. Works on the file as it is written, so that
 * one with other mistakes hears of these too.
 * @returns no data where something is wrong with it
 */
export function readDeclared(
  declared: Declared,
  source: Source,
  unit: AmountUnit,
  subjects: Subjects,
): { readonly data: DeclaredData | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const schema = z.object(declaredMembers(declared, unit));
  const { data, error } = schema.safeParse(source.tree);
  const references = checkReferences(referencesIn(schema), source, subjects);
  const issues = error?.issues ?? [];
  const unknown = issues.flatMap((issue) => unknownKeys(issue, declared, source));
  const others = issues.filter((issue) => !isUndeclared(issue));
  const diagnostics = [...unknown, ...issueDiagnostics(others, schema, source)];
  const known = new Set(diagnostics.map(({ line, column }) => `${line}:${column}`));
  const more = references.filter(({ line, column }) => !known.has(`${line}:${column}`));
  return { data: data as DeclaredData | undefined, diagnostics: [...diagnostics, ...more] };
}

/** Whether an issue is about keys that the format does not declare. */
const isUndeclared = ({ code: found, path }: z.core.$ZodIssue): boolean =>
  found === 'unrecognized_keys' && path.length === 1;

/** What to say of keys that the format does not declare, and where it would have to. */
function unknownKeys(
  issue: z.core.$ZodIssue,
  { schedules, cover, id }: Declared,
  source: Source,
): Diagnostic[] {
  if (issue.code !== 'unrecognized_keys' || !isUndeclared(issue)) return [];
  const ofCover = issue.path[0] === '封面';
  const known = ofCover ? cover.map(({ name }) => name) : [...schedules.keys()];
  const place = ofCover ? '格式的“封面”的“栏目”' : '格式里这张表的“附表”';
  const noun = ofCover ? '封面栏目' : '附表';
  return issue.keys.map((key) => {
    const path = [...(issue.path as string[]), key];
    const message = `格式“${id}”没有“${clip(key)}”这个${noun}`;
    const hint = suggestion(key, known, noun) || `请删去；要有的，在${place}里说明`;
    return at(source.keySpan(path), 'key-unknown', message, hint);
  });
}

/** Of a budget what the format declares of it. */
export function declaredParts(
  { schedules, cover }: Declared,
  data: DeclaredData,
  budget: Budget,
): Pick<Budget, 'schedules' | 'coverFields'> {
  return {
    schedules: new Map(
      [...schedules].map(([key, form]): [string, Schedule] => {
        const written = data.附表?.[key];
        const lines = (written ?? []).map((line, i) => lineOf(form, line, i, budget));
        return [key, { form, written: written !== undefined, lines }];
      }),
    ),
    coverFields: Object.fromEntries(
      cover.map(({ name, kind }) => {
        const written = data.封面?.[name] ?? '';
        return [name, kind === '日期' && written !== '' ? chineseDate(written) : written];
      }),
    ),
  };
}

function lineOf(
  { columns }: ScheduleForm,
  written: Readonly<Record<string, string | Figure | undefined>>,
  index: number,
  budget: Budget,
): ScheduleLine {
  const texts: Record<string, string> = {};
  const amounts: Record<string, Figure> = {};
  let [unit, subject]: (string | undefined)[] = [];
  for (const column of columns) {
    const { name, kind } = column;
    const value = written[name];
    if (isFigure(column)) {
      const figure = value as Figure | undefined;
      if (figure) amounts[name] = figure;
      if (kind === '数量') texts[name] = figure?.value.toString() ?? '';
      continue;
    }
    const said = (value as string | undefined) ?? '';
    texts[name] = isReference(column)
      ? nameOf(column, said, budget)
      : kind === '日期' && said !== ''
        ? chineseDate(said)
        : said;
    if (isReference(column)) texts[codeField(column)] = codeOf(column, said, budget);
    if (kind === '单位') unit = said;
    if (kind === '功能科目' || kind === '经济科目') subject ??= said || undefined;
  }
  const first = columns.find((column) => texts[column.name]);
  const key = subject ?? (first && texts[first.name]) ?? `第${index + 1}行`;
  return { unit, key, texts, amounts };
}

/** The name of what a code, or a project's name, stands for. */
function nameOf({ kind }: DeclaredField, said: string, budget: Budget): string {
  const { units, subjects, projects } = budget;
  if (said === '') return '';
  if (kind === '单位') return units.find((one) => one.code === said)?.name ?? said;
  if (kind === '项目') return projectCalled(said, projects)?.name ?? said;
  const { functional, economic } = subjects;
  return (kind === '功能科目' ? functional : economic).get(said)?.name ?? said;
}

const codeOf = ({ kind }: DeclaredField, said: string, { projects }: Budget): string =>
  kind === '项目' && said !== '' ? (projectCalled(said, projects)?.code ?? '') : said;

/** A project by its name, alone or with its unit's code before it, or by its own code. */
const projectCalled = (said: string, projects: Budget['projects']) =>
  projects.find(({ key, name, unit, code: own }) =>
    [key, name, `${unit}/${name}`, own].includes(said),
  );
