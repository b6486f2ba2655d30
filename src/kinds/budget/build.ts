/** Validated input → Budget: references resolved, facts laid out, stated totals noted. */
import type { Diagnostic } from '../../diagnostics.js';
import type { Report } from '../../input/references.js';
import type { Source } from '../../input/source.js';
import { noteTo } from '../../input/stated.js';
import type { Budget, StatedTotal } from '../../model/budget.js';
import { PARAGRAPHS } from '../../model/form-fields.js';
import type { Subjects } from '../../model/subjects.js';
import { vehiclesOf } from '../common/categories.js';
import { packageWords, paragraphsOf } from '../common/form.js';
import {
  checkNames,
  checkYearBefore,
  commonParts,
  NOTHING,
  noteTotals,
} from '../common/package.js';
import { expenditureFacts, projectsOf } from '../common/spending.js';
import type { BuildResult, Years } from '../kind.js';
import { incomeFacts, keptFacts } from './income.js';
import { BUDGET_PACKAGE } from './kind.js';
import { buildOverall, buildPerformance, checkHistory } from './performance.js';
import { buildPurchases } from './purchases.js';
import type { BudgetInput } from './schema.js';
import { buildStaff } from './staff.js';

/** @param subjects the dictionary with the input's own 科目补充 already in it */
export function buildBudget(
  data: BudgetInput,
  source: Source,
  subjects: Subjects,
  { 上年: prior }: Years,
): BuildResult<Budget> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (d) => diagnostics.push(d);
  const stated: StatedTotal[] = [];
  const note = noteTo(stated, data.金额单位);
  checkNames(data, source, report);
  const facts = [
    ...incomeFacts(data, source, report, note),
    ...expenditureFacts(data, source, subjects, report, note),
    ...keptFacts(data),
  ];
  checkHistory(data, source, report);
  checkYearBefore(prior, data.年度, source, report);
  const budget: Budget = {
    kind: BUDGET_PACKAGE,
    ...commonParts(data, source),
    ...NOTHING,
    facts,
    prior,
    subjects,
    projects: projectsOf(data),
    texts: {
      ...paragraphsOf([...PARAGRAPHS.duties, ...PARAGRAPHS.people], data.概况),
      ...paragraphsOf(PARAGRAPHS.assets, data.国有资产),
    },
    ...buildPurchases(data, source, subjects, report, note),
    staff: data.人员 && buildStaff(data.人员, source, report),
    floorArea: data.国有资产?.房屋面积 ?? '',
    assetsStated: data.国有资产 !== undefined,
    vehicles: vehiclesOf(data.国有资产?.车辆, source, note),
    overall: data.整体绩效 && buildOverall(data.整体绩效, packageWords(data)),
    performance: buildPerformance(data, source, report),
    stated,
  };
  noteTotals(data, budget, note);
  return { value: budget, diagnostics };
}
