/** What budgets and final accounts have in common on the way from input to model. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Budget, Project, YearFigures } from '../model/budget.js';
import type { Figure } from '../model/money.js';
import { statedTotals } from '../model/totals.js';
import { passagesOf } from './passages.js';
import { type Report, unique } from './references.js';
import type { BudgetInput } from './schema.js';
import type { FinalInput } from './schema-final.js';
import type { Source } from './source.js';
import type { Note } from './stated.js';

export interface BuildResult<T> {
  /** Made as well as it can be where there are errors. */
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

type AnyInput = BudgetInput | FinalInput;

/** Names and codes that others refer to stand once each. */
export function checkNames(data: AnyInput, source: Source, report: Report): void {
  unique(data.单位, ['单位'], '代码', source, report);
  unique(data.单位, ['单位'], '名称', source, report);
  unique(data.项目支出 ?? [], ['项目支出'], '名称', source, report);
}

export function checkYearBefore(
  prior: YearFigures | undefined,
  year: number,
  source: Source,
  report: Report,
): void {
  if (!prior || prior.year === year - 1) return;
  const message = `上年数是 ${prior.year} 年的，本文件是 ${year} 年的`;
  const place = source.valueSpan(['上年']);
  const hint = `上年应为 ${year - 1} 年`;
  // last year's file, copied, with its year left as it was
  const stale = prior.year === year ? `是不是“年度”没有改成 ${year + 1}？否则` : '';
  report(at(place, 'year-mismatch', message, stale + hint));
}

/** Department and units. */
export function head(data: AnyInput): Pick<Budget, 'department' | 'units'> {
  const { 代码, 名称, 全称, 简称 } = data.部门;
  return {
    department: { code: 代码, name: 名称, formalName: 全称 ?? 名称, shortName: 简称 ?? 名称 },
    units: data.单位.map((unit) => ({ code: unit.代码, name: unit.名称, kind: unit.性质 })),
  };
}

export function projectsOf(data: AnyInput): Project[] {
  return (data.项目支出 ?? []).map((p) => ({
    name: p.名称,
    code: p.编码 ?? '',
    unit: p.单位,
    category: p.类别 ?? '本级支出项目',
    purpose: p.用途,
  }));
}

/** Totals that the input states are those of its leaves. */
export function noteStated(data: AnyInput, budget: Budget, note: Note): void {
  for (const [name, stated] of Object.entries(data.合计 ?? {})) {
    const computed = statedTotals[name as keyof typeof statedTotals](budget);
    note({ group: '总数', what: `“${name}”`, stated, terms: leaves(budget, computed), computed });
  }
}

/** The amounts that a figure sums, by their places. */
function leaves({ facts, procurementByKind }: Budget, { sources }: Figure): Figure[] {
  const within = new Set(sources);
  const all = [...facts.map((fact) => fact.amount), ...procurementByKind.values()];
  return all.filter((amount) => amount.sources.some((span) => within.has(span)));
}

/** What rules ask of the file as it was written: its texts, its places, its waivers. */
export function writtenIn(
  { 豁免 = [] }: AnyInput,
  source: Source,
): Pick<Budget, 'passages' | 'placeOf' | 'waivers'> {
  return {
    passages: passagesOf(source),
    placeOf: (path) => source.keySpan(path),
    waivers: 豁免.map(({ 规则, 内容, 理由 }, i) => ({
      rule: 规则,
      about: 内容,
      reason: 理由,
      place: source.valueSpan(['豁免', i, '规则']),
    })),
  };
}

/** Texts by their path: `三公经费.合计`. */
export function reasonsOf(node: object | undefined, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(node ?? {})) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else if (value)
      for (const [path, text] of reasonsOf(value as object, `${prefix}${key}.`))
        out.set(path, text);
  }
  return out;
}
