/** What was found of inputs → lines of the list of departments. */
import { dirname } from 'node:path/posix';
import type { InputSummary, PackageMade } from '../index.js';
import type { Department, State } from './departments-wire.js';
import type { OpenedSeason } from './opened-season.js';

/** What is known of an input; only its path until it was looked at. */
export interface Looked {
  /** From the opened folder, with `/`. */
  readonly path: string;
  readonly summary?: Omit<InputSummary, 'sources'>;
  readonly package?: PackageMade | undefined;
}

const NONE = { 错误: 0, 警告: 0, 提示: 0, 待核: 0 } as const;

/** @param all those of the folder, it among them */
export function departmentOf(looked: Looked, all: readonly Looked[]): Department {
  const { path, summary } = looked;
  if (!summary) return { path, units: 0, state: '读取中', counts: NONE };
  const { kind, year, code, department, format, units, counts, first, figures } = summary;
  const { packageName } = summary;
  const twin =
    packageName === undefined
      ? undefined
      : all.find((one) => one.path !== path && one.summary?.packageName === packageName);
  const totals =
    figures && kind !== '上年数'
      ? Object.fromEntries(
          Object.entries(figures).map(([name, yuan]) => [name, yuan.div(10_000).toFixed()]),
        )
      : undefined;
  return {
    path,
    ...present({ code, department, kind, year, format, first, totals, twin: twin?.path }),
    units,
    state: stateOf(looked),
    counts,
    ...(looked.package ? { published: { folder: looked.package.folder } } : {}),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function present<T extends object>(all: T): Present<T> {
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

function stateOf({ summary, package: made }: Looked): State {
  if (!summary) return '读取中';
  const { counts, kind, blank } = summary;
  if (blank) return '未开始';
  if (counts.错误 > 0) return '有错误';
  if (kind === '上年数') return '不单独公开';
  if (made) return made.same ? '已公开' : '公开后有改动';
  if (counts.待核 > 0) return '待核';
  return counts.警告 > 0 ? '有警告' : '可以公开';
}

/**
 * Departments that have an input of an earlier year, and none of the latest year that the folder has of that
 * kind. Where an input cannot be read, the folder that it stands in tells whose it is.
 */
export function notStarted(all: readonly Looked[]): Department[] {
  // what is still to be read may be what seems to be missing
  if (all.some(({ summary }) => !summary)) return [];
  return (['预算', '决算'] as const).flatMap((kind) => {
    const inputs = all.filter(({ summary }) => summary?.kind === kind);
    const years = inputs.flatMap(({ summary }) => summary?.year ?? []);
    const latest = Math.max(...years);
    const begun = inputs.filter(({ summary }) => summary?.year === latest);
    const unread = all.filter(({ summary }) => !summary?.kind || summary.year === undefined);
    const taken = new Set(begun.flatMap(ownersOf));
    const folders = new Set(
      [...begun.filter((one) => ownersOf(one).length === 0), ...unread].map(({ path }) =>
        dirname(path),
      ),
    );
    const missing = new Map<string, Looked>();
    for (const one of inputs) {
      const owners = ownersOf(one);
      const [owner] = owners;
      const { year = latest } = one.summary ?? {};
      const hasBegun = owners.some((word) => taken.has(word)) || folders.has(dirname(one.path));
      if (owner === undefined || year >= latest || hasBegun) continue;
      if ((missing.get(owner)?.summary?.year ?? 0) < year) missing.set(owner, one);
    }
    return [...missing.values()].map(
      ({ path, summary }): Department => ({
        path,
        missing: true,
        ...present({ code: summary?.code, department: summary?.department }),
        kind,
        year: latest,
        units: summary?.units ?? 0,
        state: '未开始',
        counts: NONE,
      }),
    );
  });
}

/** Departments of a season's list that have no input yet. @param there the inputs that are there */
export function notHandedIn(
  { departments }: Pick<OpenedSeason, 'departments'>,
  there: readonly string[],
): Department[] {
  const known = new Set(there);
  return departments
    .filter(({ path }) => !known.has(path))
    .map((one) => ({ ...one, missing: true, units: 0, state: '未开始', counts: NONE }));
}

/** What tells whose an input is: the name, and the code, which stays where a department is renamed. */
const ownersOf = ({ summary }: Looked): string[] => [
  ...(summary?.department ? [`名称 ${summary.department}`] : []),
  ...(summary?.code ? [`代码 ${summary.code}`] : []),
];
