/** Where in an input the fields of the package as a whole come from; those of rows are in row-origins.ts. */
import {
  FINAL_FORM,
  fieldsOf,
  MANAGEMENT_FORM,
  MANAGEMENT_STAGES,
  OVERALL_FORM,
  PLANNED_FORM,
  THREE_PUBLIC_FORM,
} from './form-fields.js';
import { COMPUTED, type FieldOrigin, type LeafOrigin, originsOf } from './row-origins.js';
import type { BASE_FIELDS } from './scope.js';
import { PUBLISHERS } from './terms.js';

const BASE: Readonly<Record<(typeof BASE_FIELDS)[number], FieldOrigin>> = {
  车辆总数: COMPUTED,
  年度: { path: ['年度'], value: 'year' },
  上年度: COMPUTED,
  前年度: COMPUTED,
  主体: { path: ['主体'], value: 'publisher', unless: PUBLISHERS[0] },
  部门材料: COMPUTED,
  部门: { path: ['部门', '名称'] },
  部门全称: { path: ['部门', '全称'], otherwise: '部门名称' },
  部门代码: { path: ['部门', '代码'], value: 'code' },
  部门简称: { path: ['部门', '简称'], otherwise: '部门名称' },
  下属单位数: COMPUTED,
  编制日期: { path: ['编制日期'], value: 'date' },
  编制年月: COMPUTED,
  行政单位数: COMPUTED,
  事业单位数: COMPUTED,
  参公单位数: COMPUTED,
  房屋面积: { path: ['国有资产', '房屋面积'] },
  有车辆: COMPUTED,
  金额单位: COMPUTED,
};

/** By the names that templates ask for. */
export const FIELD_ORIGINS: Readonly<Record<string, FieldOrigin>> = {
  ...BASE,
  ...originsOf(fieldsOf(OVERALL_FORM), ['整体绩效']),
  ...originsOf(fieldsOf(THREE_PUBLIC_FORM), ['三公经费说明']),
  ...originsOf([...FINAL_FORM.vehicles, ...FINAL_FORM.equipment], ['国有资产']),
  ...originsOf(FINAL_FORM.phone, ['概况']),
  ...originsOf(fieldsOf(PLANNED_FORM), ['国有资产', '计划购置']),
  ...Object.assign(
    {},
    ...MANAGEMENT_STAGES.map((stage) => originsOf(MANAGEMENT_FORM[stage], ['绩效管理', stage])),
  ),
};

/** Where a count comes from, by the name that 数目 has for it. */
export const countOrigin = (name: string): LeafOrigin | undefined => {
  const found = FIELD_ORIGINS[name];
  return found !== undefined && found !== COMPUTED && 'path' in found ? found : undefined;
};
