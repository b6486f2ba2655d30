/** What a template asks for although its kind of package can never have it: an empty table, an empty place. */
import {
  PARAM_WORDS,
  type ParamName,
  type Params,
  QUANTITIES,
  type Quantity,
} from '../model/quantities.js';
import { ROW_SOURCES } from '../model/rows.js';
import { hasField, type RowSource } from '../model/scope.js';
import { fundsOf, incomesOf, type PackageName } from '../model/terms.js';
import type { Problem } from './places.js';

const quantities: Readonly<Record<string, Quantity>> = QUANTITIES;
const sources: Readonly<Record<string, RowSource>> = ROW_SOURCES;

const has = (kinds: readonly PackageName[] | undefined, kind: PackageName): boolean =>
  kinds?.includes(kind) ?? true;

/** 部门预算里没有“重点工作”这个行源的行 */
const missing = (kind: PackageName, what: string, kinds: readonly PackageName[]): Problem => ({
  message: `${what}，部门${kind}里没有`,
  hint: `只有部门${kinds.join('、部门')}有；请改用别的，或删去`,
});

/** What is wrong with going through a row source in a kind of package; a source that there is not is told elsewhere. */
export function sourceKindProblem(name: string, kind: PackageName): Problem | undefined {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source?.kinds || has(source.kinds, kind)) return undefined;
  return missing(kind, `行源“${name}”的行`, source.kinds);
}

/** A parameter that can be of nothing in a kind of package, by its key; a quantity may be undefined for rows. */
function paramKindProblem(
  quantity: string | undefined,
  params: Readonly<Record<string, unknown>>,
  kind: PackageName,
): (Problem & { readonly key: string }) | undefined {
  const list = (value: unknown): string[] =>
    value === undefined ? [] : [value].flat().map(String);
  const [basis] = list(params.口径);
  if (kind === '预算' && (basis === '年初预算' || basis === '全年预算'))
    return { key: '口径', ...missing(kind, `“口径: ${basis}”的数`, ['决算']) };
  const known: Readonly<Record<string, readonly string[]>> = {
    资金: [...fundsOf(kind), '财政拨款'],
    来源: incomesOf(kind),
  };
  for (const [key, words] of Object.entries(known)) {
    // of several words one that can be had is enough
    const written = list(params[key]);
    // a word that there is not is told elsewhere
    if (!written.every((one) => PARAM_WORDS[key as ParamName]?.includes(one))) continue;
    const [word] = written;
    if (word === undefined || written.some((one) => words.includes(one))) continue;
    const hint = `部门${kind}里的${key}：${words.join('、')}`;
    return { key, message: `部门${kind}里没有“${word}”这种${key}`, hint };
  }
  if (kind === '决算' && quantity === '支出' && list(params.结转).includes('结转'))
    return {
      key: '结转',
      message: '部门决算的支出不分本年和结转，“结转: 结转”的数总是 0',
      hint: '请删去“结转”；年初、年末的结转结余用量“收入”（结转: 结转）和“年终结转结余”',
    };
  return undefined;
}

/** What is wrong with asking for a quantity in a kind of package, with the key that it is about. */
export function quantityKindProblem(
  name: string,
  params: Readonly<Record<string, unknown>> | Params,
  kind: PackageName,
): (Problem & { readonly key: string }) | undefined {
  const found = Object.hasOwn(quantities, name) ? quantities[name] : undefined;
  if (!found) return undefined;
  if (found.kinds && !has(found.kinds, kind))
    return { key: '量', ...missing(kind, `量“${name}”`, found.kinds) };
  return paramKindProblem(name, params as Readonly<Record<string, unknown>>, kind);
}

/** What is wrong with narrowing rows by parameters in a kind of package. */
export const rowsKindProblem = (
  params: Readonly<Record<string, unknown>> | Params,
  kind: PackageName,
) => paramKindProblem(undefined, params as Readonly<Record<string, unknown>>, kind);

/**
 * What is wrong with naming a field in a kind of package.
 * @param within row sources around, which may have a field of that name
 */
export function fieldKindProblem(
  name: string,
  within: readonly string[],
  kind: PackageName,
): Problem | undefined {
  if (hasField(kind, name)) return undefined;
  if (within.some((one) => sources[one]?.fields.includes(name))) return undefined;
  return missing(kind, `字段“${name}”`, [kind === '预算' ? '决算' : '预算']);
}
