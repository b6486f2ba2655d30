/** Validated input → Budget: references resolved, facts laid out, stated totals checked. */
import { at, type Diagnostic, hasErrors } from '../diagnostics.js';
import type { Budget, Fact, YearFigures } from '../model/budget.js';
import { type Figure, sum, toWan } from '../model/money.js';
import { expenseGroup, type Subjects } from '../model/subjects.js';
import {
  FUNDS,
  type Fund,
  INCOME_FUND,
  INCOME_KINDS,
  type ProcurementKind,
  THREE_PUBLIC_ITEMS,
} from '../model/terms.js';
import { officeExpenses, procurementTotal, statedTotals, threePublic } from '../model/totals.js';
import { buildOverall, buildPerformance } from './build-performance.js';
import { suggestion } from './issues.js';
import type { BudgetInput, PriorInput } from './schema.js';
import type { Source } from './source.js';

export interface BuildResult<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Report = (diagnostic: Diagnostic) => void;
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
  unique(data.单位, '单位', '代码', source, report);
  unique(data.项目支出 ?? [], '项目支出', '名称', source, report);
  const facts = [
    ...incomeFacts(data, source, report),
    ...basicFacts(data, source, subjects, report),
    ...projectFacts(data, source, subjects, report),
    ...otherFacts(data, source, subjects, report),
    ...FUNDS.flatMap((fund): Fact[] => {
      const amount = data.年终结转结余?.[fund];
      return amount ? [{ side: '年终结转结余', fund, carriedOver: false, amount }] : [];
    }),
  ];
  checkReasons(data, source, subjects, report);
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
    vehicles: new Map(Object.entries(data.国有资产?.车辆 ?? {})),
    overall: data.整体绩效 ? buildOverall(data.整体绩效, data.编制日期) : undefined,
    performance: buildPerformance(data, source, report),
  };
  for (const [name, stated] of Object.entries(data.合计 ?? {})) {
    const computed = statedTotals[name as keyof typeof statedTotals](budget);
    if (stated) checkTotal(stated, computed, name, data.金额单位, report);
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
export function buildPrior(
  data: PriorInput | PriorFields,
  year: number,
  subjects: Subjects,
  source: Source,
  base: readonly string[],
): BuildResult<YearFigures> {
  const diagnostics: Diagnostic[] = [];
  const facts: Fact[] = [];
  const bySubject: [string, Fund, Record<string, Figure> | undefined][] = [
    ['一般公共预算支出', '一般公共预算', data.一般公共预算支出],
    ['政府性基金预算支出', '政府性基金预算', data.政府性基金预算支出],
    ['国有资本经营预算支出', '国有资本经营预算', data.国有资本经营预算支出],
    ['其他资金支出', '单位资金', data.其他资金支出],
  ];
  for (const [key, fund, amounts] of bySubject) {
    for (const [functional, amount] of Object.entries(amounts ?? {})) {
      checkSubject(
        functional,
        [...base, key, functional],
        subjects,
        source,
        (d) => diagnostics.push(d),
        true,
      );
      facts.push({ side: '支出', fund, carriedOver: false, functional, amount });
    }
  }
  if (data.年终结转结余)
    facts.push({
      side: '年终结转结余',
      fund: '一般公共预算',
      carriedOver: false,
      amount: data.年终结转结余,
    });
  const value: YearFigures = {
    year,
    facts,
    ...(data.三公经费
      ? {
          threePublic: new Map(
            Object.entries(data.三公经费) as [(typeof THREE_PUBLIC_ITEMS)[number], Figure][],
          ),
        }
      : {}),
    ...(data.机关运行经费 ? { officeExpenses: data.机关运行经费 } : {}),
    ...(data.政府采购 ? { procurement: data.政府采购 } : {}),
  };
  return { value: hasErrors(diagnostics) ? undefined : value, diagnostics };
}

function incomeFacts(data: BudgetInput, source: Source, report: Report): Fact[] {
  unique(data.收入, '收入', '单位', source, report);
  return data.收入.flatMap((entry, i) => {
    checkUnit(data, entry.单位, ['收入', i, '单位'], source, report);
    const facts: Fact[] = INCOME_KINDS.flatMap((income) => {
      const amount = entry[income];
      return amount
        ? [
            {
              side: '收入' as const,
              income,
              fund: INCOME_FUND[income],
              carriedOver: false,
              unit: entry.单位,
              amount,
            },
          ]
        : [];
    });
    for (const fund of FUNDS) {
      const amount = entry.上年结转结余?.[fund];
      if (amount) facts.push({ side: '收入', fund, carriedOver: true, unit: entry.单位, amount });
    }
    if (entry.合计)
      checkTotal(
        entry.合计,
        sum(facts.map((f) => f.amount)),
        `${entry.单位}的收入`,
        data.金额单位,
        report,
      );
    return facts;
  });
}

function basicFacts(data: BudgetInput, source: Source, subjects: Subjects, report: Report): Fact[] {
  const seen = new Set<string>();
  return data.基本支出.flatMap((group, i) => {
    const path = ['基本支出', i] as const;
    const fund = group.资金 ?? '一般公共预算';
    checkUnit(data, group.单位, [...path, '单位'], source, report);
    checkSubject(group.功能科目, [...path, '功能科目'], subjects, source, report, false);
    const key = [group.单位, group.功能科目, fund, group.结转 ?? ''].join();
    if (seen.has(key)) {
      report(
        at(
          source.valueSpan([...path, '功能科目']),
          'name-duplicate',
          `单位 ${group.单位} 的功能科目 ${group.功能科目} 写了两组`,
          '请合并到一组里',
        ),
      );
    }
    seen.add(key);
    const facts = Object.entries(group.经济科目).map(([economic, amount]): Fact => {
      checkEconomic(economic, [...path, '经济科目', economic], subjects, source, report, true);
      return {
        side: '支出',
        nature: '基本支出',
        unit: group.单位,
        functional: group.功能科目,
        economic,
        group: expenseGroup(subjects, economic),
        fund,
        carriedOver: group.结转 === '是',
        amount,
      };
    });
    if (group.合计)
      checkTotal(
        group.合计,
        sum(facts.map((f) => f.amount)),
        `${group.功能科目}基本支出`,
        data.金额单位,
        report,
      );
    return facts;
  });
}

function projectFacts(
  data: BudgetInput,
  source: Source,
  subjects: Subjects,
  report: Report,
): Fact[] {
  return (data.项目支出 ?? []).flatMap((project, i) => {
    const path = ['项目支出', i] as const;
    checkUnit(data, project.单位, [...path, '单位'], source, report);
    const facts = project.支出.map((line, j): Fact => {
      checkSubject(
        line.功能科目,
        [...path, '支出', j, '功能科目'],
        subjects,
        source,
        report,
        false,
      );
      if (line.经济科目)
        checkEconomic(
          line.经济科目,
          [...path, '支出', j, '经济科目'],
          subjects,
          source,
          report,
          false,
        );
      return {
        side: '支出',
        nature: '项目支出',
        project: project.名称,
        unit: project.单位,
        functional: line.功能科目,
        ...(line.经济科目 ? { economic: line.经济科目 } : {}),
        fund: line.资金 ?? '一般公共预算',
        carriedOver: line.结转 === '是',
        amount: line.金额,
      };
    });
    if (project.合计)
      checkTotal(
        project.合计,
        sum(facts.map((f) => f.amount)),
        `项目“${project.名称}”`,
        data.金额单位,
        report,
      );
    return facts;
  });
}

function otherFacts(data: BudgetInput, source: Source, subjects: Subjects, report: Report): Fact[] {
  return (data.其他支出 ?? []).map((line, i): Fact => {
    checkUnit(data, line.单位, ['其他支出', i, '单位'], source, report);
    checkSubject(line.功能科目, ['其他支出', i, '功能科目'], subjects, source, report, false);
    return {
      side: '支出',
      nature: line.性质,
      unit: line.单位,
      functional: line.功能科目,
      fund: line.资金 ?? '单位资金',
      carriedOver: false,
      amount: line.金额,
    };
  });
}

type Place = readonly (string | number)[];

function unique(
  list: readonly object[],
  key: string,
  member: string,
  source: Source,
  report: Report,
) {
  const seen = new Set<unknown>();
  list.forEach((item, i) => {
    const value = (item as Record<string, unknown>)[member];
    if (seen.has(value))
      report(
        at(
          source.valueSpan([key, i, member]),
          'name-duplicate',
          `${member}“${String(value)}”重复了`,
        ),
      );
    seen.add(value);
  });
}

function checkUnit(data: BudgetInput, unit: string, path: Place, source: Source, report: Report) {
  if (data.单位.some((u) => u.代码 === unit)) return;
  const codes = data.单位.map((u) => u.代码);
  report(
    at(
      source.valueSpan(path),
      'unit-unknown',
      `“单位”里没有列出代码 ${unit}`,
      suggestion(unit, codes, '单位代码'),
    ),
  );
}

function checkSubject(
  code: string,
  path: Place,
  subjects: Subjects,
  source: Source,
  report: Report,
  isKey: boolean,
) {
  const found = subjects.functional.get(code);
  if (found && code.length === 7) return;
  const place = isKey ? source.keySpan(path) : source.valueSpan(path);
  if (!/^\d{7}$/.test(code)) {
    const name = found ? `（${found.name}）` : '';
    report(at(place, 'subject-level', `功能科目要写到项级（7 位），写的是 ${code}${name}`));
    return;
  }
  report(
    at(
      place,
      'subject-unknown',
      `科目字典里没有功能科目 ${code}`,
      addHint(
        code,
        [...subjects.functional.keys()].filter((c) => c.length === 7),
        '功能分类',
        subjects.functional,
      ),
    ),
  );
}

function checkEconomic(
  code: string,
  path: Place,
  subjects: Subjects,
  source: Source,
  report: Report,
  isKey: boolean,
) {
  const found = subjects.economic.get(code);
  if (found && code.length === 5) return;
  const place = isKey ? source.keySpan(path) : source.valueSpan(path);
  if (!/^\d{5}$/.test(code)) {
    report(
      at(
        place,
        'subject-level',
        `经济科目要写到款级（5 位），写的是 ${code}${found ? `（${found.name}）` : ''}`,
      ),
    );
    return;
  }
  report(
    at(
      place,
      'subject-unknown',
      `科目字典里没有经济科目 ${code}`,
      addHint(
        code,
        [...subjects.economic.keys()].filter((c) => c.length === 5),
        '经济分类',
        subjects.economic,
      ),
    ),
  );
}

/** The nearest code of the same 类, and how to add one that is really missing. */
function addHint(
  code: string,
  codes: readonly string[],
  table: string,
  names: ReadonlyMap<string, { name: string }>,
): string {
  const differing = (other: string) => [...other].filter((digit, i) => digit !== code[i]).length;
  const near = codes.filter((other) => differing(other) === 1).slice(0, 3);
  const shown = near.map((other) => `${other} ${names.get(other)?.name ?? ''}`).join('、');
  return `${shown ? `是不是 ${shown}？` : ''}确有这个科目时，在“科目补充”的“${table}”里写 "${code}": {名称: …}`;
}

function checkReasons(data: BudgetInput, source: Source, subjects: Subjects, report: Report) {
  for (const code of Object.keys(data.变动原因?.功能科目 ?? {})) {
    checkSubject(code, ['变动原因', '功能科目', code], subjects, source, report, true);
  }
}

/** Reports a stated total that differs from the sum; amounts written in 万元 are compared as published. */
function checkTotal(
  stated: Figure,
  computed: Figure,
  what: string,
  unit: '元' | '万元',
  report: Report,
) {
  const equal =
    unit === '元' ? stated.value.eq(computed.value) : toWan(stated.value).eq(toWan(computed.value));
  const span = stated.sources[0];
  if (equal || !span) return;
  const show = (figure: Figure) =>
    `${unit === '元' ? figure.value.toFixed(2) : figure.value.div(10_000).toString()} ${unit}`;
  const off = { value: stated.value.minus(computed.value), sources: [] };
  report(
    at(
      span,
      'total-mismatch',
      `${what}的合计写的是 ${show(stated)}，明细之和是 ${show(computed)}，相差 ${show(off)}`,
      '请核对明细；合计可以不写，由程序计算',
    ),
  );
}

function flatten(node: object, prefix: string, out: Map<string, string>) {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else if (value) flatten(value as object, `${prefix}${key}.`, out);
  }
}
