/** The list of departments as it is looked at: filtered, sorted, summed. */
import { Decimal } from 'decimal.js';
import type { Department, State } from '../departments-wire.js';

export interface Wanted {
  readonly states: ReadonlySet<State>;
  /** Of the name, the code or the path. */
  readonly words: string;
  /** 预算 2027, or empty for all. */
  readonly package: string;
}

/** What a column sorts by: 部门, 状态, 要改的, or the name of a figure. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Tells a line from the others: a department may have an input, and lack one of the next year. */
export const keyOf = ({ path, missing, year }: Department): string =>
  missing ? `${path}?${year}` : path;

/** 预算 2027; what cannot be read belongs to all. */
export const packageOf = ({ kind, year }: Department): string | undefined =>
  kind === undefined || year === undefined ? undefined : `${kind} ${year}`;

/** The latest year first; of a year, the kind of which there is more. */
export function packagesIn(departments: readonly Department[]): string[] {
  const counts = new Map<string, number>();
  for (const one of departments) {
    const name = packageOf(one);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const yearOf = (name: string) => Number(name.split(' ')[1]);
  // 上年数 is what the others are compared with: never what a list is about
  const isMinor = (name: string) => (name.startsWith('上年数') ? 1 : 0);
  return [...counts.keys()].sort(
    (a, b) =>
      isMinor(a) - isMinor(b) ||
      yearOf(b) - yearOf(a) ||
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  );
}

/** Those of a package and of words, whatever their state: what the filter by state counts. */
export function matching(
  departments: readonly Department[],
  { words, package: name }: Pick<Wanted, 'words' | 'package'>,
): Department[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return departments.filter((one) => {
    const own = packageOf(one);
    const text = [one.department, one.code, one.path].join('\n').toLowerCase();
    return (
      (name === '' || own === undefined || own === name) &&
      parts.every((part) => text.includes(part))
    );
  });
}

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });

/** @param states in the order in which they are sorted */
export function sorted(
  departments: readonly Department[],
  { column, descending }: Order,
  states: readonly State[],
): Department[] {
  const sign = descending ? -1 : 1;
  const byName = (a: Department, b: Department) =>
    COLLATOR.compare(a.code ?? '', b.code ?? '') ||
    COLLATOR.compare(a.department ?? a.path, b.department ?? b.path) ||
    COLLATOR.compare(a.path, b.path);
  return [...departments].sort((a, b) => {
    if (column === '部门') return sign * byName(a, b);
    if (column === '状态')
      return sign * (states.indexOf(a.state) - states.indexOf(b.state)) || byName(a, b);
    if (column === '要改的') return sign * (toMend(a) - toMend(b)) || byName(a, b);
    const [x, y] = [a.totals?.[column], b.totals?.[column]];
    // what is not known comes last either way
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined) || byName(a, b);
    return sign * new Decimal(x).cmp(y) || byName(a, b);
  });
}

/** An error weighs more than any number of what is less. */
const toMend = ({ counts }: Department) => counts.错误 * 1e8 + counts.待核 * 1e4 + counts.警告;

export interface Sum {
  /** Exact, in 万元; absent where none of them is known. */
  readonly total?: string;
  readonly unknown: number;
}

export function summed(departments: readonly Department[], figure: string): Sum {
  const known = departments.flatMap(({ totals }) => totals?.[figure] ?? []);
  const unknown = departments.length - known.length;
  if (known.length === 0) return { unknown };
  return { total: Decimal.sum(...known).toFixed(), unknown };
}

/** 1,234.56: two places at least, and none of those that are written left out. */
export function grouped(wan: string): string {
  const [, sign = '', whole = '', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(wan) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${places.padEnd(2, '0')}`;
}

/** 还有 12 天, 今天截止, 已过 3 天. @param today of this machine */
export function daysLeft(deadline: string, today: Date): string {
  const [year = 0, month = 1, day = 1] = deadline.split('-').map(Number);
  const from = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const days = Math.round((Date.UTC(year, month - 1, day) - from) / 86_400_000);
  if (days === 0) return '今天截止';
  return days > 0 ? `还有 ${days} 天` : `已过 ${-days} 天`;
}

/** Its colour; the words say the same. */
export function toneOf(state: State): 'error' | 'warning' | 'good' | 'quiet' {
  if (state === '有错误') return 'error';
  if (state === '待核' || state === '有警告' || state === '公开后有改动') return 'warning';
  return state === '可以公开' || state === '已公开' ? 'good' : 'quiet';
}
