/** Figures of a year in the fill-in workbook (填报工作簿). */
import type { SheetSpec } from '../../fill-in/layout.js';
import { factsSheet } from '../common/sheets.js';

const HEAD = ['类型', '年度', '金额单位'];
const FIGURES = [
  '一般公共预算支出',
  '政府性基金预算支出',
  '国有资本经营预算支出',
  '其他资金支出',
  '支出',
  '年终结转结余',
  '三公经费',
  '机关运行经费',
  '政府采购',
];

export const PRIOR_SHEETS: readonly SheetSpec[] = [
  factsSheet('基本信息', '哪一年的数，金额的单位', HEAD, ['栏目', '细目']),
  factsSheet('上年数', '这一年度的数，逐项列出', FIGURES, ['栏目', '科目']),
];
