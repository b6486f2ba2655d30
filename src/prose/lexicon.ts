/** The words by which a text may name what a budget has, and whose and which year's it is. Names alone, no figures. */
import { memoize } from 'es-toolkit/function/memoize';
import { once } from 'es-toolkit/function/once';
import type { Budget, Unit } from '../model/budget.js';
import type { Compared } from '../model/reasons.js';
import type { PackageName } from '../model/terms.js';
import type { Name } from './meanings.js';
import { departmentNames, projectNames, unitNames } from './names.js';
import { type Dictionary, dictionaryOf, economicNames, functionalNames } from './names-subjects.js';
import { proseOf } from './text.js';
import { type Topic, topicAt } from './topics.js';

/** What a text is read with. */
export interface Lexicon {
  readonly kind: PackageName;
  readonly year: number;
  /** The year before, where the input has figures of it. */
  readonly priorYear: number | undefined;
  /** The department, as prose has its names. */
  readonly owners: readonly string[];
  readonly severalUnits: boolean;
  /** Names of units that are not the department's as well, the longest first; none of a department of one unit. */
  readonly units: readonly UnitName[];
  /** The longest name that ends at an offset of a prose. */
  readonly nameBefore: (text: string, end: number) => Name | undefined;
  /** The same of the totals of a unit; its name stands further before. */
  readonly unitNameBefore: (unit: Unit, text: string, end: number) => Name | undefined;
  readonly dictionary: () => Dictionary;
  /** What a text speaks of by the path where it stands. */
  readonly topicAt: (path: readonly (string | number)[]) => Topic | undefined;
}

/** A name of a unit, as prose has it. */
export interface UnitName {
  readonly word: string;
  readonly unit: Unit;
}

/**
 * The lexicon of a budget; it is made as it is asked.
 * @param budget whose names the texts use
 * @param compared totals that reasons of changes are written for
 */
export function lexiconOf(budget: Budget, compared: readonly Compared[]): Lexicon {
  const { kind, year, prior, department, units } = budget;
  // most texts name nothing
  const names = once(() =>
    lookup(
      byWord(
        [...functionalNames(budget), ...economicNames(budget), ...projectNames(budget)],
        departmentWords(kind),
      ),
    ),
  );
  const ofUnit = memoize((unit: Unit) => lookup(byWord(unitNames(kind, unit))));
  return {
    kind: kind.name,
    year,
    priorYear: prior?.year,
    owners: [department.name, department.shortName].map((name) => proseOf(name).text),
    severalUnits: units.length > 1,
    units: units.length > 1 ? namesOfUnits(budget) : [],
    nameBefore: (text, end) => names()(text, end),
    unitNameBefore: (unit, text, end) => ofUnit(unit)(text, end),
    dictionary: once(() => dictionaryOf(budget.subjects)),
    topicAt: (path) => topicAt(budget, compared, path),
  };
}

type Words = ReadonlyMap<string, Name>;

/** The same of every department. */
const departmentWords = memoize((kind: Budget['kind']) => byWord(departmentNames(kind)));

/** Of two names that share a word the first says of what kind it is; both are meant. */
function byWord(names: readonly Name[], known: Words = new Map()): Words {
  const words = new Map(known);
  for (const name of names) {
    const word = proseOf(name.word).text;
    const before = words.get(word);
    const meanings = [...(before?.meanings ?? []), ...name.meanings];
    words.set(word, { word, kind: before?.kind ?? name.kind, meanings });
  }
  return words;
}

function lookup(words: Words): Lexicon['nameBefore'] {
  const lengths = [...new Set([...words.keys()].map((word) => word.length))].sort((a, b) => b - a);
  return (text, end) => {
    for (const length of lengths) {
      const found = length <= end ? words.get(text.slice(end - length, end)) : undefined;
      if (found) return found;
    }
    return undefined;
  };
}

const ITSELF = /\(?本级\)?$/;

function namesOfUnits({ units, department }: Budget): UnitName[] {
  const names = [department.name, department.formalName, department.shortName].map(
    (name) => proseOf(name).text,
  );
  const full = units.map((unit): UnitName => ({ word: proseOf(unit.name).text, unit }));
  const own = full.filter(({ word }) => ITSELF.test(word));
  const [one] = own.length === 1 ? own : [];
  const body = one?.word.replace(ITSELF, '').replace(/\([^()]*\)$/, '') ?? '';
  const short = one
    ? [...names, body, body.slice(-1)].map(
        (word): UnitName => ({ word: `${word}本级`, unit: one.unit }),
      )
    : [];
  const seen = new Set(names);
  return [...full, ...short]
    .sort((a, b) => b.word.length - a.word.length)
    .filter(({ word }) => word.length > 2 && !seen.has(word) && seen.add(word));
}
