/** Sections of an input that a package is published with. */
import { type Asked, askedByTables, askNothing } from '../forms/asked.js';
import type { Profile } from '../forms/library.js';
import type { Budget } from '../model/budget.js';
import { asksFor } from './asks.js';
import { type Finding, type Rule, wholeFile } from './rule.js';

/** A key, whether it is written (or the format has no use for it), what is printed or missing without it, what to fill in, how to say that there is none. */
export type Section = readonly [
  key: string,
  isWritten: (budget: Budget, profile: Profile) => boolean,
  otherwise: string,
  form: (budget: Budget) => unknown,
  none?: string,
];

/** The rule that the sections of a kind of package are all written. */
export function sectionsRule(
  texts: Pick<Rule, 'id' | 'holds' | 'source'>,
  sections: readonly Section[],
): Rule {
  return {
    code: 'section-missing',
    severity: '警告',
    ...texts,
    run: ({ budget, profile }) =>
      sections
        .filter(([key, isWritten]) => !isWritten(budget, profile) && isPublished(key, profile))
        .map(
          ([key, , otherwise, form, none]): Finding => ({
            span: wholeFile(budget),
            message: `没有写“${key}”：${otherwise}`,
            missing: { path: [key], value: form(budget), note: otherwise },
            ...(none === undefined ? {} : { hint: `确实没有的写“${none}”` }),
          }),
        ),
  };
}

/** The row sources of the tables that a section is for, and whatever else asks for it. */
const ASKING: Readonly<
  Record<string, { readonly tables: readonly string[] } | Partial<Record<keyof Asked, string[]>>>
> = {
  上年: { bases: ['上年'] },
  年初预算: { bases: ['年初预算'] },
  全年预算: { bases: ['全年预算'] },
  政府采购: { quantities: ['政府采购'], rows: ['政府采购明细'] },
  政府购买服务: { quantities: ['政府购买服务'], rows: ['购买服务', '购买服务明细'] },
  国有资产: { rows: ['车辆'], fields: ['车辆总数', '有车辆'] },
  整体绩效: { tables: ['整体绩效'] },
  绩效项目: { tables: ['绩效项目'] },
  重点工作: { tables: ['重点工作'] },
  整体自评: { tables: ['整体自评'] },
  项目自评: { tables: ['项目自评'] },
};

/** Whether a format prints what a section says: another province's form may have no such table. */
function isPublished(key: string, profile: Profile): boolean {
  const asking = ASKING[key];
  if (!asking) return true;
  if ('tables' in asking) {
    const byTables = askNothing();
    askedByTables(profile, byTables);
    return asking.tables.some((source) => byTables.rows.has(source));
  }
  const kinds = Object.entries(asking) as [keyof Asked, string[]][];
  return kinds.some(([kind, names]) => asksFor(profile, kind, names));
}
