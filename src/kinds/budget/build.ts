/** Validated input → Budget: references resolved, facts laid out, stated totals noted. */
import { PARAGRAPHS } from '../../model/form-fields.js';
import { vehiclesOf } from '../common/categories.js';
import { packageWords, paragraphsOf } from '../common/form.js';
import { managementOf } from '../common/management.js';
import { buildPackage } from '../common/package.js';
import { expenditureFacts, projectsOf } from '../common/spending.js';
import type { Published } from '../kind.js';
import { incomeFacts, keptFacts } from './income.js';
import { BUDGET_PACKAGE } from './kind.js';
import { buildOverall, buildPerformance, checkHistory } from './performance.js';
import { buildPurchases } from './purchases.js';
import type { BudgetInput } from './schema.js';
import { buildStaff } from './staff.js';
import { buildStatements } from './statements.js';

export const buildBudget: Published<BudgetInput>['build'] = (data, source, subjects, years) =>
  buildPackage(data, source, subjects, years.上年, (context) => {
    checkHistory(data, context);
    return {
      kind: BUDGET_PACKAGE,
      facts: [
        ...incomeFacts(data, context),
        ...expenditureFacts(data, context),
        ...keptFacts(data, context),
      ],
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
      overall: data.整体绩效 && buildOverall(data.整体绩效, packageWords(data)),
      performance: buildPerformance(data, context),
      management: managementOf(data.绩效管理),
      statements: buildStatements(data, context),
    };
  });
