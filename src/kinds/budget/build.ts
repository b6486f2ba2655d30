/** Validated input → Budget: references resolved, facts laid out, stated totals noted. */
import { FINAL_FORM, PARAGRAPHS, PLANNED_COUNTS, PLANNED_FORM } from '../../model/form-fields.js';
import { type Figure, sum } from '../../model/money.js';
import { countsOf, numbersOf, vehicleFigures, vehiclesOf } from '../common/categories.js';
import { packageWords, paragraphsOf } from '../common/form.js';
import { managementOf } from '../common/management.js';
import { buildPackage, checkYearBefore } from '../common/package.js';
import { expenditureFacts, projectsOf } from '../common/spending.js';
import type { BuildContext, Published } from '../kind.js';
import { incomeFacts, keptFacts } from './income.js';
import { BUDGET_PACKAGE } from './kind.js';
import { buildOverall, buildPerformance, checkHistory } from './performance.js';
import { buildPurchases } from './purchases.js';
import type { BudgetInput } from './schema.js';
import { buildStaff } from './staff.js';
import { buildStatements } from './statements.js';

/** 计划购置 by kinds; undefined where it is not written. */
function plannedVehicles({ 国有资产 }: BudgetInput, context: BuildContext) {
  const written = 国有资产?.计划购置?.车辆;
  const path = ['国有资产', '计划购置', '车辆'];
  return written && vehicleFigures(written, '计划购置的车辆', path, context);
}

/** Numbers of trips, people and things; how many cars are bought is the sum of their kinds. */
function countsIn(
  { 三公经费说明, 国有资产 }: BudgetInput,
  planned: ReadonlyMap<string, Figure> | undefined,
  context: BuildContext,
): ReadonlyMap<string, Figure> {
  const equipment = countsOf(
    PLANNED_FORM.equipment,
    国有资产?.计划购置,
    ['国有资产', '计划购置'],
    context,
  );
  return new Map([
    ...countsOf(PLANNED_COUNTS, 三公经费说明, ['三公经费说明'], context),
    ...countsOf(FINAL_FORM.equipment, 国有资产, ['国有资产'], context),
    ...equipment,
    ...(planned ? [['购置车辆', sum([...planned.values()])] as const] : []),
  ]);
}

export const buildBudget: Published<BudgetInput>['build'] = (data, source, subjects, years) =>
  buildPackage(data, source, subjects, years.上年, (context) => {
    checkHistory(data, context);
    checkYearBefore('上年执行数', years.上年执行数, data.年度, context);
    const spent = expenditureFacts(data, context);
    const planned = plannedVehicles(data, context);
    const counts = countsIn(data, planned, context);
    return {
      kind: BUDGET_PACKAGE,
      outturn: years.上年执行数,
      facts: [...incomeFacts(data, spent, context), ...spent, ...keptFacts(data, context)],
      projects: projectsOf(data),
      texts: {
        ...paragraphsOf([...PARAGRAPHS.duties, ...PARAGRAPHS.people], data.概况),
        ...paragraphsOf(PARAGRAPHS.assets, data.国有资产),
      },
      ...buildPurchases(data, context),
      staff: data.人员 && buildStaff(data.人员, context),
      floorArea: data.国有资产?.房屋面积 ?? '',
      assetsStated: data.国有资产 !== undefined,
      vehicles: vehiclesOf(data.国有资产?.车辆, context),
      plannedVehicles: planned && numbersOf(planned),
      counts,
      sentenceFields: Object.fromEntries(
        [...counts].map(([name, { value }]) => [name, value.toString()]),
      ),
      overall: data.整体绩效 && buildOverall(data.整体绩效, packageWords(data)),
      performance: buildPerformance(data, context),
      management: managementOf(data.绩效管理),
      statements: buildStatements(data, context),
    };
  });
