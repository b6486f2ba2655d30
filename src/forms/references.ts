/** Quantities and parameters as templates write them → what the model knows them by. */
import {
  type ParamName,
  type Params,
  type QuantityName,
  referenceProblem,
} from '../model/quantities.js';
import { PARAM_NAMES, referenceHint, rowParamProblem } from './names.js';
import type { Spot } from './spot.js';
import type { QuantityRef } from './template.js';
import type { ParamInput } from './template-schema.js';

/** The parameters that are written, in the order of the registry. */
export function writtenParams(input: ParamInput): [ParamName, string | string[]][] {
  return PARAM_NAMES.flatMap((name) => {
    const value = input[name];
    return value === undefined ? [] : [[name, value]];
  });
}

/** A quantity with its parameters; one that there is not, or that does not take them, is reported. */
export function readReference(
  input: { readonly 量: string } & ParamInput,
  spot: Spot,
): QuantityRef {
  const params = Object.fromEntries(writtenParams(input));
  const problem = referenceProblem(input.量, params);
  if (problem) {
    const hint = referenceHint(problem, input[problem.key as keyof typeof input]);
    spot.below(problem.key).report(problem.message, hint);
  }
  return { name: input.量 as QuantityName, params: params as Params };
}

/**
 * Parameters that narrow rows; those that narrow none are reported.
 * @param source that the rows are of, where they are of one
 */
export function readRowParams(input: ParamInput, spot: Spot, source?: string): Params {
  const written = writtenParams(input);
  for (const [name, value] of written) {
    const problem = rowParamProblem(name, value, source);
    if (problem) spot.below(name).reportAll([problem]);
  }
  return Object.fromEntries(written) as Params;
}

/** Whether two ask for the same. */
export function sameReference(a: QuantityRef, b: QuantityRef): boolean {
  return a.name === b.name && JSON.stringify(a.params) === JSON.stringify(b.params);
}
