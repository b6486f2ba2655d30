/** Validated input → Budget: references resolved, facts laid out, stated totals checked. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Budget, Fact, Staff, StatedTotal, YearFigures } from '../model/budget.js';
import { type Figure, sum } from '../model/money.js';
import type { Subjects } from '../model/subjects.js';
import {
  FUNDS,
  type Fund,
  OTHER_FUNDS,
  THREE_PUBLIC_ITEMS,
  type ThreePublicItem,
} from '../model/terms.js';
import { officeExpenses, procurementTotal, threePublic } from '../model/totals.js';
import type { AmountUnit } from './amount.js';
import type { BuildResult } from './build-common.js';
import {
  checkNames,
  checkYearBefore,
  head,
  noteStated,
  projectsOf,
  reasonsOf,
  writtenIn,
} from './build-common.js';
import { buildOverall, buildPerformance, checkHistory } from './build-performance.js';
import { buildProcurement } from './build-procurement.js';
import { expenditureFacts, incomeFacts } from './facts.js';
import type { Report } from './references.js';
import type { BudgetInput, PriorInput } from './schema.js';
import type { Source } from './source.js';
import { type Note, noteTo, vehiclesOf } from './stated.js';

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
  const stated: StatedTotal[] = [];
  const note = noteTo(stated, data.金额单位);
  checkNames(data, source, report);
  const facts = [
    ...incomeFacts(data, source, report, note),
    ...expenditureFacts(data, source, subjects, report, note),
    ...FUNDS.flatMap((fund): Fact[] => {
      const amount = data.年终结转结余?.[fund];
      return amount ? [{ side: '年终结转结余', fund, carriedOver: false, amount }] : [];
    }),
  ];
  checkHistory(data, source, report);
  checkYearBefore(prior, data.年度, source, report);
  const budget: Budget = {
    kind: '预算',
    year: data.年度,
    date: data.编制日期,
    ...head(data),
    facts,
    prior,
    initial: undefined,
    adjusted: undefined,
    subjects,
    projects: projectsOf(data),
    texts: {
      主要职责: data.概况.主要职责,
      机构说明: data.概况.机构说明 ?? [],
      人员构成: data.概况.人员构成 ?? [],
      国有资产说明: data.国有资产?.说明 === undefined ? [] : [data.国有资产.说明],
    },
    glossary: new Map(Object.entries(data.名词解释 ?? {})),
    reasons: new Map([...reasonsOf(data.变动原因), ...reasonsOf(data.主要用途, '主要用途.')]),
    ...buildProcurement(data, source, subjects, report, note),
    staff: data.人员 && buildStaff(data.人员, source, report),
    floorArea: data.国有资产?.房屋面积 ?? '',
    assetsStated: data.国有资产 !== undefined,
    vehicles: vehiclesOf(data.国有资产?.车辆, source, note),
    overall: data.整体绩效 ? buildOverall(data.整体绩效, data.编制日期) : undefined,
    performance: buildPerformance(data, source, report),
    final: undefined,
    stated,
    ...writtenIn(data, source),
  };
  noteStated(data, budget, note);
  return { value: budget, diagnostics };
}

function buildStaff(
  { 编制, 在职, 离休, 退休 }: NonNullable<BudgetInput['人员']>,
  source: Source,
  report: Report,
): Staff {
  if ((在职.参公事业 ?? 0) > (在职.事业 ?? 0)) {
    const message = '“参公事业”是“事业”的一部分，不能比它多';
    report(at(source.valueSpan(['人员', '在职', '参公事业']), 'balance-mismatch', message));
  }
  return {
    posts: { civil: 编制.行政 ?? 0, institution: 编制.事业 ?? 0 },
    serving: {
      civil: 在职.行政 ?? 0,
      institution: 在职.事业 ?? 0,
      managed: 在职.参公事业 ?? 0,
    },
    retired: { veteran: 离休 ?? 0, ordinary: 退休 ?? 0 },
  };
}

/** The figures of a year before, from a complete input of that year. */
export function priorFromBudget(budget: Budget): YearFigures {
  const stated = procurementTotal(budget);
  return {
    year: budget.year,
    facts: budget.facts,
    stated: budget.stated ?? [],
    threePublic: new Map(THREE_PUBLIC_ITEMS.map((item) => [item, threePublic(budget, item)])),
    officeExpenses: officeExpenses(budget),
    ...(stated ? { procurement: stated } : {}),
  };
}

/**
 * The figures of a year before, as listed in a 上年数 file or a `上年:` block. A total of 支出 beside
 * figures by subject is compared with their sum; alone it stands for all that is known.
 * @param unit unit that the amounts are written in
 * @param name what messages call that year
 */
export function buildPrior(
  data: PriorInput | PriorFields,
  year: number,
  unit: AmountUnit,
  name: '上年' | '年初预算' = '上年',
): YearFigures {
  const totals: StatedTotal[] = [];
  const note: Note = noteTo(totals, unit);
  const spent = (fund: Fund, amount: Figure, functional?: string): Fact => ({
    side: '支出',
    fund,
    carriedOver: false,
    amount,
    ...(functional === undefined ? {} : { functional }),
  });
  const groups: [readonly Fund[], Record<string, Figure> | undefined][] = [
    [['一般公共预算'], data.一般公共预算支出],
    [['政府性基金预算'], data.政府性基金预算支出],
    [['国有资本经营预算'], data.国有资本经营预算支出],
    [OTHER_FUNDS, data.其他资金支出],
  ];
  const facts = groups.flatMap(([funds, bySubject]): Fact[] => {
    const listed = Object.entries(bySubject ?? {});
    const stated = funds.flatMap((fund) => {
      const amount = data.支出?.[fund];
      return amount ? [{ fund, amount }] : [];
    });
    if (listed.length === 0) return stated.map(({ fund, amount }) => spent(fund, amount));
    const terms = listed.map(([, amount]) => amount);
    const what = `${name}${funds.join('和')}支出`;
    const total = sum(stated.map(({ amount }) => amount));
    note({ group: '上年', what, stated: stated.length > 0 ? total : undefined, terms });
    const fund = funds.at(-1) as Fund;
    return listed.map(([functional, amount]) => spent(fund, amount, functional));
  });
  const kept = data.年终结转结余;
  if (kept)
    facts.push({ side: '年终结转结余', fund: '一般公共预算', carriedOver: false, amount: kept });
  const three = Object.entries(data.三公经费 ?? {}) as [ThreePublicItem, Figure][];
  return {
    year,
    facts,
    stated: totals,
    ...(data.三公经费 ? { threePublic: new Map(three) } : {}),
    ...(data.机关运行经费 ? { officeExpenses: data.机关运行经费 } : {}),
    ...(data.政府采购 ? { procurement: data.政府采购 } : {}),
  };
}
