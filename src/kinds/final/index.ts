/** 决算: what a department discloses of the final accounts of a year. */
import { figuresOf } from '../common/package.js';
import type { Kind } from '../kind.js';
import { listedFigures } from '../prior/figures.js';
import { buildFinal } from './build.js';
import { FINAL_PACKAGE } from './kind.js';
import { lastYearFigures } from './last-year.js';
import { BALANCE_RULES } from './rules/balance.js';
import { COUNT_RULES } from './rules/counts.js';
import { DISCLOSURE_RULES } from './rules/disclosure.js';
import { EVALUATION_RULES } from './rules/evaluation.js';
import { type FinalInput, finalSchema } from './schema.js';
import { FINAL_SHEETS } from './sheets.js';

export const FINAL: Kind<FinalInput> = {
  name: FINAL_PACKAGE.name,
  schema: finalSchema,
  sheets: FINAL_SHEETS,
  figures: figuresOf(buildFinal),
  published: {
    kind: FINAL_PACKAGE,
    years: [
      {
        role: '上年',
        files: ['决算'],
        written: ({ 上年, 年度 }) =>
          typeof 上年 === 'object' ? lastYearFigures(上年, 上年.年度 ?? 年度 - 1) : 上年,
      },
      {
        role: '年初预算',
        files: ['预算', '上年数'],
        written: ({ 年初预算, 年度, 金额单位 }) =>
          typeof 年初预算 === 'object'
            ? listedFigures(年初预算, 年度, 金额单位, '年初预算')
            : 年初预算,
      },
    ],
    build: buildFinal,
    rules: [...BALANCE_RULES, ...EVALUATION_RULES, ...DISCLOSURE_RULES, ...COUNT_RULES],
  },
};
