/** What budgets and final accounts have in common on the way from input to model. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Budget, Project, YearFigures } from '../model/budget.js';
import { statedTotals } from '../model/totals.js';
import { checkTotal, type Report, unique } from './references.js';
import type { BudgetInput } from './schema.js';
import type { FinalInput } from './schema-final.js';
import type { Source } from './source.js';

export interface BuildResult<T> {
  readonly value: T | undefined;
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
  report(at(place, 'year-mismatch', message, `上年应为 ${year - 1} 年`));
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
export function checkStated(data: AnyInput, budget: Budget, report: Report): void {
  for (const [name, stated] of Object.entries(data.合计 ?? {})) {
    const computed = statedTotals[name as keyof typeof statedTotals](budget);
    if (stated) checkTotal(stated, computed, `“${name}”`, data.金额单位, report);
  }
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
