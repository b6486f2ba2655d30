/**
 * What became of subjects when the classification changed (templates/subjects/对照.yaml): renamed,
 * recoded, merged, split, abolished.
 */

/** The two classifications. */
export const SUBJECT_TABLES = ['功能分类', '经济分类'] as const;
export type SubjectTable = (typeof SUBJECT_TABLES)[number];

export interface NamedSubject {
  readonly code: string;
  /** Undefined where only the subject above it is known to have moved. */
  readonly name: string | undefined;
}

/** A change of one subject; those of one year take effect together. */
export interface RecodingEntry {
  /** The first year of the new classification. */
  readonly year: number;
  readonly table: SubjectTable;
  readonly from: NamedSubject;
  /** Undefined where it was abolished. */
  readonly to: NamedSubject | undefined;
  /** What is below moves along, its last digits as they were. */
  readonly below: boolean;
  readonly note: string | undefined;
}

/** What became of a subject. */
export interface Recoded {
  /** What it is now: one subject, several where it was split, none where it was abolished. */
  readonly now: readonly NamedSubject[];
  /** Codes of the same year as the subject's own that became the same: it was merged with them. */
  readonly mergedWith: readonly string[];
  /** Year of the last change that it went through. */
  readonly year: number;
  readonly note: string | undefined;
}

/** What became of the subjects of one year's classification in another's. */
export interface Recoding {
  /** @returns undefined where nothing is known to have changed */
  readonly of: (table: SubjectTable, code: string) => Recoded | undefined;
}

/**
 * Follows the changes from one year's classification to another's; towards an earlier year, back along
 * them. What stands in no entry is taken to be what it was.
 */
export function recodingBetween(
  entries: readonly RecodingEntry[],
  fromYear: number,
  toYear: number,
): Recoding {
  const ahead = changesBetween(entries, fromYear, toYear);
  const back = [...ahead].reverse();
  const onward = fromYear <= toYear;
  const [there, andBack] = onward ? [ahead, back] : [back, ahead];
  const [step, stepBack] = onward ? [become, haveBeen] : [haveBeen, become];
  return {
    of: (table, code) => {
      const { now, passed } = follow(code, there, table, step);
      const [first] = passed;
      if (!first) return undefined;
      const origins = now.flatMap((one) => follow(one.code, andBack, table, stepBack).now);
      const codes = new Set(origins.map((one) => one.code));
      const mergedWith = [...codes].filter((other) => other !== code);
      const was = (onward ? first.from : first.to)?.name;
      const [only] = now;
      const unchanged = now.length === 1 && only?.code === code && (only.name ?? was) === was;
      if (unchanged && mergedWith.length === 0) return undefined;
      const changes = [...passed].sort((a, b) => a.year - b.year);
      const notes = new Set(changes.flatMap(({ note }) => note ?? []));
      return {
        now,
        mergedWith,
        year: Math.max(...changes.map((change) => change.year)),
        note: notes.size > 0 ? [...notes].join('；') : undefined,
      };
    },
  };
}

/** The changes of each year after the earlier of two and up to the later, the earliest first. */
function changesBetween(
  entries: readonly RecodingEntry[],
  ...years: readonly number[]
): readonly (readonly RecodingEntry[])[] {
  const within = entries.filter(
    ({ year }) => year > Math.min(...years) && year <= Math.max(...years),
  );
  return [...new Set(within.map(({ year }) => year))]
    .sort((a, b) => a - b)
    .map((year) => within.filter((entry) => entry.year === year));
}

/** @param changes those of one year and one classification */
type Step = (one: NamedSubject, changes: readonly RecodingEntry[]) => readonly Moved[] | undefined;
interface Moved {
  readonly to: NamedSubject | undefined;
  readonly by: RecodingEntry;
}

/** What a subject became in a year; undefined where it stayed. */
const become: Step = (one, changes) => {
  const own = changes.filter(({ from }) => from.code === one.code);
  if (own.length > 0) return own.map((by) => ({ to: by.to, by }));
  const by = changes
    .filter(({ from, below }) => below && one.code.startsWith(from.code))
    .reduce<RecodingEntry | undefined>(
      (nearest, entry) =>
        nearest && nearest.from.code.length > entry.from.code.length ? nearest : entry,
      undefined,
    );
  return by?.to && [{ to: below(one, by.from, by.to), by }];
};

/** What a subject had been before a year; undefined where it was the same. */
const haveBeen: Step = (one, changes) => {
  const moved = changes.flatMap((by): Moved[] => {
    if (by.to?.code === one.code) return [{ to: by.from, by }];
    if (!by.below || !by.to || !one.code.startsWith(by.to.code)) return [];
    const to = below(one, by.to, by.from);
    // what has an entry of its own, or a nearer one above it, has gone its own way
    const [away] = become(to, changes) ?? [];
    return away?.by === by ? [{ to, by }] : [];
  });
  return moved.length > 0 ? moved : undefined;
};

/** A subject as it stands below another than before. */
function below(one: NamedSubject, from: NamedSubject, to: NamedSubject): NamedSubject {
  return { code: to.code + one.code.slice(from.code.length), name: one.name };
}

function follow(
  code: string,
  years: readonly (readonly RecodingEntry[])[],
  table: SubjectTable,
  step: Step,
): { readonly now: readonly NamedSubject[]; readonly passed: ReadonlySet<RecodingEntry> } {
  const passed = new Set<RecodingEntry>();
  let now: readonly NamedSubject[] = [{ code, name: undefined }];
  for (const year of years) {
    const changes = year.filter((entry) => entry.table === table);
    const next = new Map<string, NamedSubject>();
    for (const one of now) {
      for (const { to, by } of step(one, changes) ?? [{ to: one, by: undefined }]) {
        if (by) passed.add(by);
        if (to && next.get(to.code)?.name === undefined) next.set(to.code, to);
      }
    }
    now = [...next.values()];
  }
  return { now, passed };
}
