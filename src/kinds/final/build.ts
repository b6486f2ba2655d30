/** Validated final accounts → Budget. */
import { at } from '../../diagnostics.js';
import type { Budget, YearFigures } from '../../model/budget.js';
import type { FinalAccounts } from '../../model/final.js';
import {
  FINAL_FIELDS,
  FINAL_FORM,
  fieldsOf,
  PARAGRAPHS,
  THREE_PUBLIC_FORM,
} from '../../model/form-fields.js';
import type { Figure } from '../../model/money.js';
import type { SmallFirmItem } from '../../model/terms.js';
import { categoriesOf, countsOf, vehiclesOf, writtenOf } from '../common/categories.js';
import { formTexts, paragraphsOf } from '../common/form.js';
import { managementOf } from '../common/management.js';
import { buildPackage } from '../common/package.js';
import { expenditureFacts, projectsOf } from '../common/spending.js';
import type { BuildContext, Published } from '../kind.js';
import { threePublicItems } from '../prior/figures.js';
import { buildOverallEvaluation, buildProjectEvaluations } from './evaluation.js';
import { balanceFacts } from './income.js';
import { FINAL_PACKAGE } from './kind.js';
import type { FinalInput } from './schema.js';

export const buildFinal: Published<FinalInput>['build'] = (data, source, subjects, years) =>
  buildPackage(data, source, subjects, years.上年, (context) => {
    checkInitial(years.年初预算, data.年度, context);
    const { 中小企业, 预留, 预留成交, ...procurement } = data.政府采购 ?? {};
    const texts = sentenceFields(data);
    const kinds = categoriesOf(procurement, '政府采购', context.note);
    return {
      kind: FINAL_PACKAGE,
      facts: [...balanceFacts(data, context), ...expenditureFacts(data, context)],
      initial: years.年初预算,
      adjusted: data.全年预算 && {
        year: data.年度,
        facts: [],
        listings: [],
        threePublic: threePublicItems(data.全年预算.三公经费),
      },
      projects: projectsOf(data),
      texts: {
        ...paragraphsOf(PARAGRAPHS.duties, data.概况),
        ...paragraphsOf(PARAGRAPHS.finalAssets, data.国有资产),
        ...paragraphsOf([...PARAGRAPHS.outcomes, ...PARAGRAPHS.transfers], data),
        ...paragraphsOf(PARAGRAPHS.management, data.绩效管理),
        ...paragraphsOf(PARAGRAPHS.tasks, data.重点工作),
      },
      procurementByKind: kinds as Budget['procurementByKind'],
      vehicles: vehiclesOf(data.国有资产?.车辆, context),
      assetsStated: data.国有资产 !== undefined,
      reserved: writtenOf(预留),
      sentenceFields: texts,
      counts: new Map([
        ...countsOf(fieldsOf(THREE_PUBLIC_FORM), data.三公经费说明, ['三公经费说明'], context),
        ...countsOf(FINAL_FORM.equipment, data.国有资产, ['国有资产'], context),
      ]),
      management: managementOf(data.绩效管理),
      final: {
        fields: texts,
        runningCosts: categoriesOf(data.三公经费说明?.运行费明细, '运行费明细', context.note),
        smallFirms: new Map(Object.entries(中小企业 ?? {}) as [SmallFirmItem, Figure][]),
        reservedWon: writtenOf(预留成交),
        keyTasks: (data.重点工作?.事项 ?? []).map((task) => ({
          matter: task.事项,
          goals: task.内容 ?? '',
          done: task.完成情况,
        })),
        overall: data.整体自评 && buildOverallEvaluation(data.整体自评, data, source),
        projects: buildProjectEvaluations(data, context),
      },
    };
  });

/** Reports an initial budget that is another year's. */
function checkInitial(
  initial: YearFigures | undefined,
  year: number,
  { source, report }: BuildContext,
): void {
  if (!initial || initial.year === year) return;
  const message = `年初预算是 ${initial.year} 年的，本文件是 ${year} 年的`;
  report(at(source.valueSpan(['年初预算']), 'year-mismatch', message, '应为同一年的部门预算'));
}

/** Counts and short texts for sentences; what is not written stays empty, and is not said. */
const sentenceFields = ({ 概况, 三公经费说明, 国有资产 }: FinalInput) =>
  formTexts(FINAL_FIELDS, { ...概况, ...三公经费说明, ...国有资产 }) as FinalAccounts['fields'];
