/** The units that lines are of: each by one code, however its lines call it. */
import { at, type Diagnostic } from '../../diagnostics.js';
import type { UnitKind } from '../../model/terms.js';
import type { WrittenUnit } from './cells.js';
import type { ListLine } from './lines.js';

export interface FoundUnit {
  readonly code: string;
  readonly name: string | undefined;
  readonly kind: UnitKind | undefined;
  /** Whether the code was made up, as the lists have none. */
  readonly made: boolean;
}

export interface UnitsFound {
  /** By code. */
  readonly units: readonly FoundUnit[];
  readonly codeOf: (unit: WrittenUnit) => string | undefined;
  readonly problems: readonly Diagnostic[];
}

type UnitLine = Pick<ListLine, 'unit' | 'unitKind' | 'place'>;

/**
 * Finds the units of some lines. Lines without one are the department's own, where it has no others.
 * @param department as the command line has it
 */
export function unitsOf(
  lines: readonly UnitLine[],
  department: { readonly code: string | undefined; readonly name: string | undefined },
): UnitsFound {
  const problems: Diagnostic[] = [];
  const names = new Map<string, string>();
  const codes = new Map<string, Set<string>>();
  const kinds = new Map<string, UnitKind>();
  for (const { unit, place } of lines) {
    if (unit.code === undefined || unit.name === undefined) continue;
    const known = names.get(unit.code);
    if (known === undefined) names.set(unit.code, unit.name);
    else if (known !== unit.name && !codes.get(unit.name)?.has(unit.code)) {
      const message = `单位 ${unit.code} 叫“${unit.name}”，别处叫“${known}”`;
      problems.push(at(place, 'name-duplicate', message, '输入里用先写的名称', '警告'));
    }
    codes.set(unit.name, (codes.get(unit.name) ?? new Set()).add(unit.code));
  }
  const bare = new Set(
    lines.flatMap(({ unit }) => (unit.code === undefined ? (unit.name ?? []) : [])),
  );
  const made = madeCodes(
    [...bare].filter((name) => !codes.has(name)),
    department.code,
    names,
  );
  const isAny = lines.some(({ unit }) => unit.code ?? unit.name);
  const alone = isAny ? undefined : (department.code ?? '001');
  const codeOf = ({ code, name }: WrittenUnit): string | undefined => {
    if (code !== undefined) return code;
    if (name === undefined) return alone;
    const known = codes.get(name);
    return known ? (known.size === 1 ? [...known][0] : undefined) : made.get(name);
  };
  const used = new Set<string>();
  for (const { unit, unitKind, place } of lines) {
    const code = codeOf(unit);
    if (code !== undefined) {
      used.add(code);
      if (unitKind) kinds.set(code, unitKind);
      continue;
    }
    const all = unit.name === undefined ? undefined : [...(codes.get(unit.name) ?? [])];
    const message = all ? `“${unit.name}”有几个代码：${all.join('、')}` : '这一行没有单位';
    problems.push(at(place, 'unit-unknown', message, '请在表里补上单位的代码'));
  }
  const nameOfMade = new Map([...made].map(([name, code]) => [code, name]));
  const units = [...used].sort().map(
    (code): FoundUnit => ({
      code,
      name:
        names.get(code) ?? nameOfMade.get(code) ?? (code === alone ? department.name : undefined),
      kind: kinds.get(code),
      made: nameOfMade.has(code) || (code === alone && department.code === undefined),
    }),
  );
  return { units, codeOf, problems };
}

/** Codes for units that have none, in the order of their names: the department's and three digits. */
function madeCodes(
  bare: readonly string[],
  department: string | undefined,
  taken: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  let n = 0;
  for (const name of [...bare].sort()) {
    let code: string;
    do code = `${department ?? ''}${String(++n).padStart(3, '0')}`;
    while (taken.has(code));
    made.set(name, code);
  }
  return made;
}
