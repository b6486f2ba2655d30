/** Names in force at a place of a template, of a table or of a sentence. */
import { suggestion } from '../input/issues.js';
import { PARAM_WORDS, type ParamName, type referenceProblem } from '../model/quantities.js';
import { ROW_SOURCE_NAMES, ROW_SOURCES } from '../model/rows.js';
import { ROOT_FIELDS, type RowSource } from '../model/scope.js';
import type { Problem } from './places.js';

/** Fields and amounts are undefined inside a row source that there is not: any may be meant. */
export interface Env {
  readonly fields: readonly string[] | undefined;
  readonly amounts: readonly string[] | undefined;
  /** Paragraphs of the rows; those of the package as a whole are in force everywhere. */
  readonly texts: readonly string[] | undefined;
  readonly sources: readonly string[];
}

export const PARAM_NAMES = Object.keys(PARAM_WORDS) as ParamName[];
/** Parameters that narrow rows; the others only mean something to a quantity. */
const ROW_PARAMS = PARAM_NAMES.filter((name) => !['口径', '项', '前', '级次'].includes(name));
const TITLE_FIELDS = ['序', '号'];
const sourceOf = (name: string): RowSource | undefined =>
  Object.hasOwn(ROW_SOURCES, name) ? (ROW_SOURCES as Record<string, RowSource>)[name] : undefined;

/** Names in force outside of all rows. */
export const OUTSIDE: Env = { fields: ROOT_FIELDS, amounts: [], texts: [], sources: [] };

/** Names in force in the rows of a source, and what is wrong with using it here. */
export function enterSource(env: Env, name: string): { inside: Env; problem?: Problem } {
  const row = sourceOf(name);
  const sources = [...env.sources, name];
  if (!row) {
    const hint = suggestion(name, ROW_SOURCE_NAMES, '行源');
    const problem = { message: `没有“${name}”这个行源`, hint };
    const inside = { fields: undefined, amounts: undefined, texts: undefined, sources };
    return { inside, problem };
  }
  const inside = {
    fields: env.fields && [...env.fields, ...row.fields],
    amounts: env.amounts && [...env.amounts, ...(row.amounts ?? [])],
    texts: env.texts && [...env.texts, ...(row.texts ?? [])],
    sources,
  };
  const judged = row.within && env.fields;
  if (!judged || row.within.some((one) => env.sources.includes(one))) return { inside };
  return { inside, problem: { message: `行源“${name}”只能用在“${row.within.join('”“')}”里面` } };
}

/** Names in force inside of row sources, the outermost first. */
export function namesWithin(sources: readonly string[]): Env {
  return sources.reduce((env, name) => enterSource(env, name).inside, OUTSIDE);
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
  };
}

/** What is wrong with a parameter that narrows rows. */
export function rowParamProblem(key: string, value: unknown): Problem | undefined {
  if (!ROW_PARAMS.includes(key as ParamName))
    return { message: `行不能按“${key}”选取`, hint: suggestion(key, ROW_PARAMS, '参数') };
  const words = PARAM_WORDS[key as ParamName];
  const wrong = (Array.isArray(value) ? value : [value]).find(
    (word) => words && !words.includes(String(word)),
  );
  if (words === undefined || wrong === undefined) return undefined;
  const hint = suggestion(String(wrong), words, '词');
  return { message: `“${key}”不能是“${String(wrong)}”`, hint };
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
