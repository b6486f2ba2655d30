/** The units of a department that has several, as a text names them. */
import type { Budget, Unit } from '../../model/budget.js';
import { proseOf } from './figures.js';

export interface Alias {
  /** As prose has it. */
  readonly word: string;
  readonly unit: Unit;
}

const cache = new WeakMap<Budget, readonly Alias[]>();

/** Names of units that are not the department's as well, the longest first; none of a department of one unit. */
export function aliasesOf(budget: Budget): readonly Alias[] {
  const known = cache.get(budget);
  if (known) return known;
  const made = budget.units.length > 1 ? make(budget) : [];
  cache.set(budget, made);
  return made;
}

const OWN = /\(?本级\)?$/;

function make({ units, department }: Budget): Alias[] {
  const names = [department.name, department.formalName, department.shortName].map(
    (name) => proseOf(name).text,
  );
  const full = units.map((unit): Alias => ({ word: proseOf(unit.name).text, unit }));
  const own = full.filter(({ word }) => OWN.test(word));
  const [one] = own.length === 1 ? own : [];
  const body = one?.word.replace(OWN, '').replace(/\([^()]*\)$/, '') ?? '';
  const short = one
    ? [...names, body, body.slice(-1)].map(
        (word): Alias => ({ word: `${word}本级`, unit: one.unit }),
      )
    : [];
  const seen = new Set(names);
  return [...full, ...short]
    .sort((a, b) => b.word.length - a.word.length)
    .filter(({ word }) => word.length > 2 && !seen.has(word) && seen.add(word));
}
