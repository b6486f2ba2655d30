/** Validated input → Budget: references resolved, facts laid out, stated totals checked. */
import { at, type Diagnostic, hasErrors } from '../diagnostics.js';
import type { Budget, Fact, YearFigures } from '../model/budget.js';
import type { Figure } from '../model/money.js';
import type { Subjects } from '../model/subjects.js';
import {
  FUNDS,
  type Fund,
  type ProcurementKind,
  THREE_PUBLIC_ITEMS,
  type ThreePublicItem,
} from '../model/terms.js';
import { officeExpenses, procurementTotal, statedTotals, threePublic } from '../model/totals.js';
import { buildOverall, buildPerformance, checkHistory } from './build-performance.js';
import { basicFacts, incomeFacts, otherFacts, projectFacts } from './facts.js';
import { checkTotal, type Report, unique } from './references.js';
import type { BudgetInput, PriorInput } from './schema.js';
import type { Source } from './source.js';

export interface BuildResult<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type PriorFields = Exclude<BudgetInput['上年'], string | undefined>;

/**
 * @param subjects the dictionary with the input's own 科目补充 already in it
 * @param prior figures of the year before, if known
 */
export function buildBudget(
  data: BudgetInput,
  source: Source,
  subjects: Subjects,
  prior: YearFigures | undefined,
): BuildResult<Budget> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (d) => diagnostics.push(d);
  unique(data.单位, ['单位'], '代码', source, report);
  unique(data.单位, ['单位'], '名称', source, report);
  unique(data.项目支出 ?? [], ['项目支出'], '名称', source, report);
  const facts = [
    ...incomeFacts(data, source, report),
    ...basicFacts(data, source, subjects, report),
    ...projectFacts(data, report),
    ...otherFacts(data),
    ...FUNDS.flatMap((fund): Fact[] => {
      const amount = data.年终结转结余?.[fund];
      return amount ? [{ side: '年终结转结余', fund, carriedOver: false, amount }] : [];
    }),
  ];
  checkHistory(data, source, report);
  if (prior && prior.year !== data.年度 - 1) {
    report(
      at(
        source.valueSpan(['上年']),
        'year-mismatch',
        `上年数是 ${prior.year} 年的，本文件是 ${data.年度} 年的`,
        `上年应为 ${data.年度 - 1} 年`,
      ),
    );
  }
  const reasons = new Map<string, string>();
  flatten(data.变动原因 ?? {}, '', reasons);
  const budget: Budget = {
    kind: '预算',
    year: data.年度,
    date: data.编制日期,
    department: {
      code: data.部门.代码,
      name: data.部门.名称,
      formalName: data.部门.全称 ?? data.部门.名称,
    },
    units: data.单位.map(({ 代码, 名称, 性质 }) => ({ code: 代码, name: 名称, kind: 性质 })),
    facts,
    prior,
    subjects,
    projects: (data.项目支出 ?? []).map((p) => ({
      name: p.名称,
      code: p.编码 ?? '',
      unit: p.单位,
      category: p.类别 ?? '本级支出项目',
      purpose: p.用途,
    })),
    texts: {
      duties: data.概况.主要职责,
      organisation: data.概况.机构说明 ?? [],
      staff: data.概况.人员构成 ?? [],
      assets: data.国有资产?.说明,
      glossary: new Map(Object.entries(data.名词解释 ?? {})),
    },
    reasons,
    procurementByKind: new Map(Object.entries(data.政府采购 ?? {}) as [ProcurementKind, Figure][]),
    services: new Map(Object.entries(data.政府购买服务 ?? {})),
    assetsStated: data.国有资产 !== undefined,
    vehicles: new Map(Object.entries(data.国有资产?.车辆 ?? {})),
    overall: data.整体绩效 ? buildOverall(data.整体绩效, data.编制日期) : undefined,
    performance: buildPerformance(data, source, report),
  };
  for (const [name, stated] of Object.entries(data.合计 ?? {})) {
    const computed = statedTotals[name as keyof typeof statedTotals](budget);
    if (stated) checkTotal(stated, computed, `“${name}”`, data.金额单位, report);
  }
  return { value: hasErrors(diagnostics) ? undefined : budget, diagnostics };
}

/** The figures of a year before, from a complete input of that year. */
export function priorFromBudget(budget: Budget): YearFigures {
  const stated = procurementTotal(budget);
  return {
    year: budget.year,
    facts: budget.facts,
    threePublic: new Map(THREE_PUBLIC_ITEMS.map((item) => [item, threePublic(budget, item)])),
    officeExpenses: officeExpenses(budget),
    ...(stated ? { procurement: stated } : {}),
  };
}

/** The figures of a year before, as listed in a 上年数 file or a `上年:` block. */
export function buildPrior(data: PriorInput | PriorFields, year: number): YearFigures {
  const bySubject: [Fund, Record<string, Figure> | undefined][] = [
    ['一般公共预算', data.一般公共预算支出],
    ['政府性基金预算', data.政府性基金预算支出],
    ['国有资本经营预算', data.国有资本经营预算支出],
    ['单位资金', data.其他资金支出],
  ];
  const facts = bySubject.flatMap(([fund, amounts]) =>
    Object.entries(amounts ?? {}).map(
      ([functional, amount]): Fact => ({
        side: '支出',
        fund,
        carriedOver: false,
        functional,
        amount,
      }),
    ),
  );
  const kept = data.年终结转结余;
  if (kept)
    facts.push({ side: '年终结转结余', fund: '一般公共预算', carriedOver: false, amount: kept });
  const three = Object.entries(data.三公经费 ?? {}) as [ThreePublicItem, Figure][];
  return {
    year,
    facts,
    ...(data.三公经费 ? { threePublic: new Map(three) } : {}),
    ...(data.机关运行经费 ? { officeExpenses: data.机关运行经费 } : {}),
    ...(data.政府采购 ? { procurement: data.政府采购 } : {}),
  };
}

function flatten(node: object, prefix: string, out: Map<string, string>) {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else if (value) flatten(value as object, `${prefix}${key}.`, out);
  }
}
