/** Quantities and parameters as templates write them → what the model knows them by. */
import type { Path } from '../input/source.js';
import {
  type ParamName,
  type Params,
  type QuantityName,
  referenceProblem,
} from '../model/quantities.js';
import { PARAM_NAMES, referenceHint, rowParamProblem } from './names.js';
import type { Complain } from './places.js';
import type { QuantityRef } from './template.js';
import type { ParamInput } from './template-schema.js';

/** The parameters that are written, in the order of the registry. */
export function writtenParams(input: ParamInput): [ParamName, string | string[]][] {
  return PARAM_NAMES.flatMap((name) => {
    const value = input[name];
    return value === undefined ? [] : [[name, value]];
  });
}

/**
 * A quantity with its parameters.
 * @param path of the map that 量 stands in; a quantity or parameter that there is not is reported below it
 */
export function readReference(
  input: { readonly 量: string } & ParamInput,
  path: Path,
  report: Complain,
): QuantityRef {
  const params = Object.fromEntries(writtenParams(input));
  const problem = referenceProblem(input.量, params);
  if (problem) {
    const written = input[problem.key as keyof typeof input];
    report([...path, problem.key], problem.message, referenceHint(problem, written));
  }
  return { name: input.量 as QuantityName, params: params as Params };
}

/**
 * Parameters that narrow rows.
 * @param path of the map that they stand in; one that narrows no rows is reported below it
 */
export function readRowParams(input: ParamInput, path: Path, report: Complain): Params {
  const written = writtenParams(input);
  for (const [name, value] of written) {
    const problem = rowParamProblem(name, value);
    if (problem) report([...path, name], problem.message, problem.hint);
  }
  return Object.fromEntries(written) as Params;
}

/** Whether two ask for the same. */
export function sameReference(a: QuantityRef, b: QuantityRef): boolean {
  return a.name === b.name && JSON.stringify(a.params) === JSON.stringify(b.params);
}
