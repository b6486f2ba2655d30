/** 绩效管理: how many projects had goals, were followed and were evaluated, as an input counts them. */
import * as z from 'zod';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import type { Budget } from '../../model/budget.js';
import {
  MANAGEMENT_FORM,
  MANAGEMENT_STAGES,
  type ManagementStage,
} from '../../model/form-fields.js';
import type { Figure } from '../../model/money.js';
import { formMembers, formTexts } from './form.js';

/** A stage a member: its counts, and the amount of its projects. */
export function managementFields(unit: AmountUnit) {
  const stage = <S extends ManagementStage>(name: S) =>
    z
      .strictObject({
        ...formMembers(MANAGEMENT_FORM[name] as (typeof MANAGEMENT_FORM)[S]),
        金额: fields(unit).amount(`${name}的项目涉及的预算金额`).optional(),
      })
      .optional()
      .meta({ description: `${name}的项目数和金额` });
  return { 绩效目标: stage('绩效目标'), 绩效跟踪: stage('绩效跟踪'), 绩效自评: stage('绩效自评') };
}

type Written = Readonly<Partial<Record<ManagementStage, object | undefined>>>;

/** What is written of the stages; nothing of one that is not written. */
export function managementOf(written: Written = {}): Budget['management'] {
  const amounts = MANAGEMENT_STAGES.flatMap((stage): [ManagementStage, Figure][] => {
    const { 金额 } = (written[stage] ?? {}) as { readonly 金额?: Figure };
    return 金额 ? [[stage, 金额]] : [];
  });
  const counts = MANAGEMENT_STAGES.map((stage) =>
    formTexts(MANAGEMENT_FORM[stage], written[stage] ?? {}),
  );
  return { counts: Object.assign({}, ...counts), amounts: new Map(amounts) };
}
