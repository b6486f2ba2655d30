/** 人员: 编制 and who is in office. */
import * as z from 'zod';
import { at } from '../../diagnostics.js';
import { count } from '../../input/fields.js';
import type { Staff } from '../../model/budget.js';
import type { BuildContext } from '../kind.js';

export function staffField() {
  const people = (of: string) => ({
    行政: count(`行政${of}`).optional(),
    事业: count(`事业${of}（含参公）`).optional(),
  });
  return z
    .strictObject({
      编制: z.strictObject(people('编制')),
      在职: z.strictObject({ ...people('人员'), 参公事业: count('其中参公事业人员').optional() }),
      离休: count('离休人员').optional(),
      退休: count('退休人员').optional(),
    })
    .optional()
    .meta({ description: '人员构成；合计由程序计算' });
}

export function buildStaff(
  { 编制, 在职, 离休, 退休 }: NonNullable<z.output<ReturnType<typeof staffField>>>,
  { source, report }: BuildContext,
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
