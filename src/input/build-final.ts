/** Validated final accounts → Budget. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Budget, Fact, StatedTotal, YearFigures } from '../model/budget.js';
import type { FinalAccounts } from '../model/final.js';
import type { Figure } from '../model/money.js';
import { phrase, purpose } from '../model/scope.js';
import type { Subjects } from '../model/subjects.js';
import {
  FINAL_FUNDS,
  FINAL_INCOME_KINDS,
  INCOME_FUND,
  type ProcurementKind,
  type SmallFirmItem,
  type ThreePublicItem,
} from '../model/terms.js';
import {
  type BuildResult,
  checkNames,
  checkYearBefore,
  head,
  noteStated,
  projectsOf,
  reasonsOf,
  writtenIn,
} from './build-common.js';
import { buildOverallEvaluation, buildProjectEvaluations } from './build-evaluation.js';
import { expenditureFacts, finalIncomeFacts } from './facts.js';
import type { Report } from './references.js';
import type { FinalInput } from './schema-final.js';
import type { Source } from './source.js';
import { kindsOf, noteTo, vehiclesOf } from './stated.js';

type LastYear = Exclude<FinalInput['上年'], string | undefined>;

/** Years that final accounts are compared with, as far as they are known. */
export interface Comparison {
  readonly prior: YearFigures | undefined;
  readonly initial: YearFigures | undefined;
}

/**
 * @param subjects the dictionary with the input's own 科目补充 already in it
 */
export function buildFinal(
  data: FinalInput,
  source: Source,
  subjects: Subjects,
  { prior, initial }: Comparison,
): BuildResult<Budget> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (d) => diagnostics.push(d);
  const stated: StatedTotal[] = [];
  const note = noteTo(stated, data.金额单位);
  checkNames(data, source, report);
  checkYearBefore(prior, data.年度, source, report);
  if (initial && initial.year !== data.年度) {
    const message = `年初预算是 ${initial.year} 年的，本文件是 ${data.年度} 年的`;
    report(at(source.valueSpan(['年初预算']), 'year-mismatch', message, '应为同一年的部门预算'));
  }
  const facts = [
    ...finalIncomeFacts(data, source, report, note),
    ...expenditureFacts(data, source, subjects, report, note),
  ];
  const three = Object.entries(data.全年预算?.三公经费 ?? {}) as [ThreePublicItem, Figure][];
  const { 中小企业, ...procurement } = data.政府采购 ?? {};
  const { 说明, 车辆 } = data.国有资产 ?? {};
  const budget: Budget = {
    kind: '决算',
    year: data.年度,
    date: data.编制日期,
    ...head(data),
    facts,
    prior,
    initial,
    adjusted: data.全年预算
      ? { year: data.年度, facts: [], threePublic: new Map(three) }
      : undefined,
    subjects,
    projects: projectsOf(data),
    texts: {
      主要职责: data.概况.主要职责,
      机构说明: data.概况.机构说明 ?? [],
      国有资产说明: 说明 === undefined ? [] : [说明],
      项目支出成效: data.项目支出成效 ?? [],
      绩效管理开展情况: data.绩效管理?.开展情况 ?? [],
      整体自评结果: data.绩效管理?.整体自评结果 ?? [],
      自评结果应用: data.绩效管理?.结果应用 ?? [],
      专项支出说明: data.专项支出说明 ?? [],
      重点工作综述: data.重点工作?.综述 ?? [],
    },
    glossary: new Map(Object.entries(data.名词解释 ?? {})),
    reasons: new Map([...reasonsOf(data.变动原因), ...reasonsOf(data.主要用途, '主要用途.')]),
    procurementByKind: new Map(
      Object.entries(kindsOf(procurement, '政府采购', note)) as [ProcurementKind, Figure][],
    ),
    services: new Map(),
    purchaseLines: [],
    serviceLines: [],
    staff: undefined,
    floorArea: '',
    vehicles: vehiclesOf(车辆, source, note),
    assetsStated: data.国有资产 !== undefined,
    overall: undefined,
    performance: [],
    final: {
      fields: sentenceFields(data),
      runningCosts: new Map(
        Object.entries(kindsOf(data.三公经费说明?.运行费明细, '运行费明细', note)),
      ),
      smallFirms: new Map(Object.entries(中小企业 ?? {}) as [SmallFirmItem, Figure][]),
      keyTasks: (data.重点工作?.事项 ?? []).map((task) => ({
        matter: task.事项,
        goals: task.内容 ?? '',
        done: task.完成情况,
      })),
      overall: data.整体自评 && buildOverallEvaluation(data.整体自评, data, source),
      projects: buildProjectEvaluations(data, source, report),
    },
    stated,
    ...writtenIn(data, source),
  };
  noteStated(data, budget, note);
  return { value: budget, diagnostics };
}

/** Counts and short texts for sentences; what is not written stays empty, and is not said. */
function sentenceFields(data: FinalInput): FinalAccounts['fields'] {
  const { 运行费明细: _costs, ...written } = data.三公经费说明 ?? {};
  const count = (n: number | undefined) => (n === undefined ? '' : String(n));
  const use = (text: string | undefined) => purpose(text ?? '');
  return {
    出国团组: count(written.出国团组),
    出国人次: count(written.出国人次),
    出国内容: use(written.出国内容),
    购置车辆: count(written.购置车辆),
    车辆保有量: count(written.车辆保有量),
    运行费用途: use(written.运行费用途),
    接待批次: count(written.接待批次),
    接待人次: count(written.接待人次),
    外宾接待批次: count(written.外宾接待批次),
    外宾接待人次: count(written.外宾接待人次),
    接待内容: use(written.接待内容),
    大型设备: count(data.国有资产?.大型设备),
    车辆说明: phrase(data.国有资产?.车辆说明 ?? ''),
    咨询电话: data.概况.咨询电话 ?? '',
  };
}

/** The totals of the year before as an `上年:` block lists them. */
export function buildLastYear(data: LastYear, year: number): YearFigures {
  const facts: Fact[] = [];
  for (const income of FINAL_INCOME_KINDS) {
    const amount = data.收入?.[income];
    if (amount)
      facts.push({ side: '收入', income, fund: INCOME_FUND[income], carriedOver: false, amount });
  }
  const byFund = [
    ['收入', '年初结转和结余', true],
    ['支出', '支出', false],
    ['年终结转结余', '年末结转和结余', false],
  ] as const;
  for (const [side, key, carriedOver] of byFund) {
    for (const fund of FINAL_FUNDS) {
      const amount = data[key]?.[fund];
      if (amount) facts.push({ side, fund, carriedOver, amount });
    }
  }
  for (const side of ['使用非财政拨款结余', '结余分配'] as const) {
    const amount = data[side];
    if (amount) facts.push({ side, fund: '单位资金', carriedOver: false, amount });
  }
  const three = data.三公经费;
  return {
    year,
    facts,
    ...(three
      ? { threePublic: new Map(Object.entries(three) as [ThreePublicItem, Figure][]) }
      : {}),
  };
}
