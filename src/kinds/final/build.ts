/** Validated final accounts → Budget. */
import { at, type Diagnostic } from '../../diagnostics.js';
import type { Report } from '../../input/references.js';
import type { Source } from '../../input/source.js';
import { noteTo } from '../../input/stated.js';
import type { Budget, StatedTotal } from '../../model/budget.js';
import type { FinalAccounts } from '../../model/final.js';
import { FINAL_FIELDS, PARAGRAPHS } from '../../model/form-fields.js';
import type { Figure } from '../../model/money.js';
import type { Subjects } from '../../model/subjects.js';
import type { SmallFirmItem } from '../../model/terms.js';
import { categoriesOf, vehiclesOf } from '../common/categories.js';
import { formTexts, paragraphsOf } from '../common/form.js';
import {
  checkNames,
  checkYearBefore,
  commonParts,
  NOTHING,
  noteTotals,
} from '../common/package.js';
import { expenditureFacts, projectsOf } from '../common/spending.js';
import type { BuildResult, Years } from '../kind.js';
import { threePublicItems } from '../prior/figures.js';
import { buildOverallEvaluation, buildProjectEvaluations } from './evaluation.js';
import { balanceFacts } from './income.js';
import { FINAL_PACKAGE } from './kind.js';
import type { FinalInput } from './schema.js';

/** @param subjects the dictionary with the input's own 科目补充 already in it */
export function buildFinal(
  data: FinalInput,
  source: Source,
  subjects: Subjects,
  { 上年: prior, 年初预算: initial }: Years,
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
    ...balanceFacts(data, source, report, note),
    ...expenditureFacts(data, source, subjects, report, note),
  ];
  const { 中小企业, ...procurement } = data.政府采购 ?? {};
  const budget: Budget = {
    kind: FINAL_PACKAGE,
    ...commonParts(data, source),
    ...NOTHING,
    facts,
    prior,
    initial,
    adjusted: data.全年预算 && {
      year: data.年度,
      facts: [],
      threePublic: threePublicItems(data.全年预算.三公经费),
    },
    subjects,
    projects: projectsOf(data),
    texts: {
      ...paragraphsOf(PARAGRAPHS.duties, data.概况),
      ...paragraphsOf(PARAGRAPHS.finalAssets, data.国有资产),
      ...paragraphsOf([...PARAGRAPHS.outcomes, ...PARAGRAPHS.transfers], data),
      ...paragraphsOf(PARAGRAPHS.management, data.绩效管理),
      ...paragraphsOf(PARAGRAPHS.tasks, data.重点工作),
    },
    procurementByKind: categoriesOf(procurement, '政府采购', note) as Budget['procurementByKind'],
    vehicles: vehiclesOf(data.国有资产?.车辆, source, note),
    assetsStated: data.国有资产 !== undefined,
    final: {
      fields: sentenceFields(data),
      runningCosts: categoriesOf(data.三公经费说明?.运行费明细, '运行费明细', note),
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
  };
  noteTotals(data, budget, note);
  return { value: budget, diagnostics };
}

/** Counts and short texts for sentences; what is not written stays empty, and is not said. */
const sentenceFields = ({ 概况, 三公经费说明, 国有资产 }: FinalInput) =>
  formTexts(FINAL_FIELDS, { ...概况, ...三公经费说明, ...国有资产 }) as FinalAccounts['fields'];
