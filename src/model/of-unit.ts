/** A department's year as far as it is one of its units'. */
import type { Budget } from './budget.js';

/**
 * The facts of a unit; figures that are written of the department as a whole are not the unit's.
 * @returns undefined where the unit is not of that year, or where it is not written what it kept
 */
export function ofUnit(budget: Budget, code: string): Budget | undefined {
  const units = budget.units.filter((unit) => unit.code === code);
  const nobody = budget.facts.some(({ unit, amount }) => !unit && !amount.value.isZero());
  if (units.length === 0 || nobody) return undefined;
  return {
    ...budget,
    units,
    facts: [...budget.facts, ...budget.internal].filter(({ unit }) => unit === code),
    internal: [],
    transfers: [],
    procurementByKind: new Map(),
    stated: [],
  };
}
