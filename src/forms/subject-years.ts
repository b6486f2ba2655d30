/** Years of subjects: the names that an input's year had, and codes that it did not have. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { NamedCode } from '../input/references.js';
import { outOfYear, type Subjects } from '../model/subjects.js';
import { type RecodingEntry, recodingBetween, type SubjectTable } from './recoded.js';

const TABLES = {
  功能分类: 'functional',
  经济分类: 'economic',
} as const satisfies Record<SubjectTable, keyof Subjects>;

/**
 * The dictionary with the names of a year. What a format or another list calls otherwise than the dictionary
 * stays as it is.
 * @param entries of 对照.yaml, asked for only where names have changed since
 */
export function subjectsOfYear(
  base: Subjects,
  year: number,
  entries: () => readonly RecodingEntry[],
): Subjects {
  if (year >= base.changed) return base;
  const years = ofYears.get(base) ?? new Map<number, Subjects>();
  const made = years.get(year) ?? withNamesOf(base, year, entries());
  ofYears.set(base, years.set(year, made));
  return made;
}

/** By dictionary, what it is in earlier years: many inputs are of one year. */
const ofYears = new WeakMap<Subjects, Map<number, Subjects>>();

function withNamesOf(base: Subjects, year: number, all: readonly RecodingEntry[]): Subjects {
  const recoding = recodingBetween(all, base.changed, year);
  const renamed = <T extends { readonly name: string }>(
    names: ReadonlyMap<string, T>,
    table: SubjectTable,
  ): ReadonlyMap<string, T> => {
    const out = new Map(names);
    // a subject whose name changed is in an entry that gives it the name of today
    const changed = all.filter(({ to, year: since }) => to !== undefined && since > year);
    for (const { to, table: own } of changed) {
      const subject = own === table && to ? names.get(to.code) : undefined;
      if (!to || !subject || base.named.has(to.code)) continue;
      const last = all.filter((one) => one.table === table && one.to?.code === to.code).at(-1);
      const [was, ...others] = recoding.of(table, to.code)?.now ?? [];
      if (!was?.name || others.length > 0 || was.code !== to.code) continue;
      if (subject.name === last?.to?.name) out.set(to.code, { ...subject, name: was.name });
    }
    return out;
  };
  return {
    ...base,
    functional: renamed(base.functional, '功能分类'),
    economic: renamed(base.economic, '经济分类'),
  };
}

/** Keys that tell of the year before, or of both. */
const BEFORE = '上年';
const BOTH: ReadonlySet<unknown> = new Set(['变动原因', '主要用途']);

/**
 * Codes that an input names and that its year does not have, each with what took its place.
 * @param entries of 对照.yaml, asked for only where there is such a code
 */
export function checkYears(
  named: Iterable<NamedCode>,
  year: number,
  subjects: Subjects,
  entries: () => readonly RecodingEntry[],
): Diagnostic[] {
  const out: Diagnostic[] = [];
  if (subjects.validity.size === 0) return out;
  for (const { code, path, place } of named) {
    const own = path[0] === BEFORE ? year - 1 : year;
    const wrong = outOfYear(subjects, code, own);
    if (!wrong || (BOTH.has(path[0]) && !outOfYear(subjects, code, year - 1))) continue;
    const { since, until = 0 } = wrong;
    const message =
      since === undefined
        ? `${own} 年没有科目 ${title(wrong.code, subjects)}，只用到 ${until} 年`
        : `${own} 年没有科目 ${title(wrong.code, subjects)}，${since} 年起才有`;
    const other = otherOf(code, wrong, subjects, entries());
    const keep = `确在用的，在“科目补充”里写上 "${wrong.code}": {名称: …}`;
    out.push(at(place, 'subject-year', message, other ? `${other}；${keep}` : keep));
  }
  return out;
}

const nameIn = ({ functional, economic }: Subjects, code: string): string =>
  (functional.get(code) ?? economic.get(code))?.name ?? '';
const title = (code: string, subjects: Subjects): string =>
  `${code} ${nameIn(subjects, code)}`.trim();

/** What took the place of a code that has ended; what a new one has taken the place of. */
function otherOf(
  code: string,
  { since, until }: { readonly since?: number; readonly until?: number },
  subjects: Subjects,
  entries: readonly RecodingEntry[],
): string {
  const from = until ?? since ?? 0;
  const to = until === undefined ? from - 1 : from + 1;
  const table = (Object.keys(TABLES) as SubjectTable[]).find((one) =>
    subjects[TABLES[one]].has(code),
  );
  const found = table && recodingBetween(entries, from, to).of(table, code);
  if (!found) return '';
  const now = found.now.filter((one) => one.code !== code);
  const words = now.map((one) => `${one.code} ${one.name ?? nameIn(subjects, one.code)}`.trim());
  if (words.length === 0) return found.note ?? '';
  const note = found.note ? `（${found.note}）` : '';
  return until === undefined
    ? `以前是 ${words.join('、')}${note}`
    : `改为 ${words.join('、')}${note}`;
}
