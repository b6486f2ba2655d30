/** Names in force at a place of a template, of a table or of a sentence. */
import { suggestion } from '../input/issues.js';
import {
  PARAM_WORDS,
  type ParamName,
  QUANTITIES,
  type Quantity,
  type referenceProblem,
} from '../model/quantities.js';
import { ROW_SOURCE_NAMES, ROW_SOURCES } from '../model/rows.js';
import { type ScheduleForm, scheduleAmounts, scheduleFields } from '../model/schedule.js';
import { ROOT_FIELDS, type RowSource } from '../model/scope.js';
import type { Problem } from './places.js';

/** Fields and amounts are undefined inside a row source that there is not: any may be meant. */
export interface Env {
  readonly fields: readonly string[] | undefined;
  readonly amounts: readonly string[] | undefined;
  /** Paragraphs of the rows; those of the package as a whole are in force everywhere. */
  readonly texts: readonly string[] | undefined;
  readonly sources: readonly string[];
  /** 附表 that sentences may go through; undefined where any may be meant. */
  readonly schedules: ReadonlyMap<string, ScheduleForm> | undefined;
  /** That of the table itself. */
  readonly own?: ScheduleForm | undefined;
}

export const PARAM_NAMES = Object.keys(PARAM_WORDS) as ParamName[];
/** Parameters that narrow rows; the others only mean something to a quantity. */
const ROW_PARAMS = PARAM_NAMES.filter(
  (name) => !['口径', '项', '前', '级次', '只列'].includes(name),
);
/** The row sources that take a parameter of their own. */
const sourcesTaking = (param: string): string[] =>
  ROW_SOURCE_NAMES.filter((name) => sourceOf(name)?.params?.includes(param as ParamName));
const TITLE_FIELDS = ['序', '号'];
const sourceOf = (name: string): RowSource | undefined =>
  Object.hasOwn(ROW_SOURCES, name) ? (ROW_SOURCES as Record<string, RowSource>)[name] : undefined;

/** Names in force outside of all rows. */
export const OUTSIDE: Env = {
  fields: ROOT_FIELDS,
  amounts: [],
  texts: [],
  sources: [],
  schedules: new Map(),
};

/** The source whose rows the format declares. */
export const SCHEDULE = '附表';

/**
 * Names in force in the rows of a source, and what is wrong with using it here.
 * @param item which 附表 is meant, outside of its table
 */
export function enterSource(
  env: Env,
  name: string,
  item?: string,
): { inside: Env; problem?: Problem } {
  if (name === SCHEDULE) return enterSchedule(env, item);
  const row = sourceOf(name);
  const sources = [...env.sources, name];
  if (!row) {
    const hint = suggestion(name, ROW_SOURCE_NAMES, '行源');
    const problem = { message: `没有“${name}”这个行源`, hint };
    const inside = { ...env, fields: undefined, amounts: undefined, texts: undefined, sources };
    return { inside, problem };
  }
  const total = name === '合计' ? env.own : undefined;
  // what is not added up stays empty in the total
  const more = total ? scheduleAmounts(total) : [];
  const inside = {
    ...env,
    fields: env.fields && [...env.fields, ...row.fields, ...(total ? scheduleFields(total) : [])],
    amounts: env.amounts && [...env.amounts, ...(row.amounts ?? []), ...more],
    texts: env.texts && [...env.texts, ...(row.texts ?? [])],
    sources,
  };
  const judged = row.within && env.fields;
  if (!judged || row.within.some((one) => env.sources.includes(one))) return { inside };
  return { inside, problem: { message: `行源“${name}”只能用在“${row.within.join('”“')}”里面` } };
}

/** Names in force in the lines of a 附表: that of the table, or one that a sentence names. */
function enterSchedule(env: Env, item: string | undefined): { inside: Env; problem?: Problem } {
  const form = item === undefined ? env.own : env.schedules?.get(item);
  const inside = {
    ...env,
    fields: form && env.fields && [...env.fields, ...scheduleFields(form)],
    amounts: form && env.amounts && [...env.amounts, ...scheduleAmounts(form)],
    sources: [...env.sources, SCHEDULE],
  };
  if (form || env.schedules === undefined) return { inside };
  if (item !== undefined) {
    const hint = suggestion(item, [...env.schedules.keys()], SCHEDULE);
    return { inside, problem: { message: `格式的表里没有“${item}”这张附表`, hint } };
  }
  const message = `行源“${SCHEDULE}”要说明是哪一张附表`;
  const hint = '表里写“附表: {栏: {…}}”；语句里写 {{#逐 "附表" 项="…"}}';
  return { inside, problem: { message, hint } };
}

/**
 * Names in force inside of row sources, the outermost first.
 * @param own 附表 of the table that they stand in
 */
export function namesWithin(sources: readonly string[], own?: ScheduleForm): Env {
  return sources.reduce<Env>((env, name) => enterSource(env, name).inside, { ...OUTSIDE, own });
}

/** What the rows of all of a table's sources have, those left out of which nothing is known. */
export function commonNames(envs: readonly Env[], outer: Env): Env {
  const all = (lists: readonly (readonly string[] | undefined)[]) => {
    const [first, ...others] = lists.filter((list) => list !== undefined);
    return first?.filter((name) => others.every((list) => list.includes(name)));
  };
  if (envs.length === 0) return outer;
  return {
    fields: all(envs.map((env) => env.fields)),
    amounts: all(envs.map((env) => env.amounts)),
    texts: all(envs.map((env) => env.texts)),
    sources: outer.sources,
    schedules: outer.schedules,
    own: outer.own,
  };
}

/**
 * What is wrong with a parameter of rows.
 * @param source that the rows are of, where they are of one
 */
export function rowParamProblem(key: string, value: unknown, source?: string): Problem | undefined {
  const own = (source === undefined ? undefined : sourceOf(source))?.params ?? [];
  const known = [...ROW_PARAMS, ...own];
  if (!known.includes(key as ParamName)) {
    const taking = sourcesTaking(key);
    if (taking.length > 0) return { message: `“${key}”只能同行源“${taking.join('”“')}”一起写` };
    return { message: `行不能按“${key}”选取`, hint: suggestion(key, known, '参数') };
  }
  const words = PARAM_WORDS[key as ParamName];
  const wrong = (Array.isArray(value) ? value : [value]).find(
    (word) => words && !words.includes(String(word)),
  );
  if (words === undefined || wrong === undefined) return undefined;
  const hint = suggestion(String(wrong), words, '词');
  return { message: `“${key}”不能是“${String(wrong)}”`, hint };
}

/** Whether a quantity has figures on other bases; of one that there is not that is told elsewhere. */
export function knowsYears(name: string): boolean {
  const known: Readonly<Record<string, Quantity>> = QUANTITIES;
  return !Object.hasOwn(known, name) || known[name]?.params.includes('口径') === true;
}

type ReferenceProblem = NonNullable<ReturnType<typeof referenceProblem>>;

/** @param value what stands behind the key that the problem is about */
export function referenceHint({ key, known }: ReferenceProblem, value: unknown): string {
  if (key === '量') return suggestion(String(value), known, '量');
  // a quantity that does not take the parameter knows parameters, not words
  if (known.every((name) => PARAM_NAMES.includes(name as ParamName)))
    return suggestion(key, known, '参数');
  const words = (Array.isArray(value) ? value : [value]).map(String);
  return suggestion(words.find((word) => !known.includes(word)) ?? '', known, '词');
}

/**
 * Fields that the titles, the notes and the lines around a table may name.
 * @param each the row source that has a table a row, if there is one
 */
export function titleFields(each: string | undefined): readonly string[] | undefined {
  const { fields } = namesWithin(each === undefined ? [] : [each]);
  return fields && [...fields, ...TITLE_FIELDS];
}
