/**
 * Rules over what a person writes: a text must be filled in, and must not contradict the figures.
 * They keep silent where a text cannot be told to speak of a figure that is computed.
 */

import type { Rule } from '../rule.js';
import { statedAmounts } from './amounts.js';
import { blanksLeft } from './blanks.js';
import { statedChanges } from './changes.js';
import { projectCounts } from './counts.js';
import { statedShares } from './shares.js';
import { namedSubjects } from './subjects.js';
import { yearsLeft } from './years.js';

export const PROSE_RULES: readonly Rule[] = [
  {
    id: '文字-01',
    code: 'text-placeholder',
    severity: '警告',
    holds: '文字都填完了，没有“××”“待定”“……”一类的空',
    source: '公开的文字应当完整',
    run: ({ budget }) => blanksLeft(budget),
  },
  {
    id: '文字-02',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的收支、“三公”经费、政府采购、科目和项目的金额等于由明细算出的数',
    source: '情况说明的文字同各表一致',
    run: ({ budget }) => [...statedAmounts(budget), ...projectCounts(budget)],
  },
  {
    id: '文字-03',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的占比、完成预算的百分比等于由明细算出的比例，占比不超过 100%',
    source: '情况说明的文字同各表一致',
    run: ({ budget }) => statedShares(budget),
  },
  {
    id: '文字-04',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的增减方向、增减额和增减幅度同由明细算出的一致',
    source: '变动原因同增减变动一致',
    run: ({ budget, profile }) => statedChanges(budget, profile.numbers),
  },
  {
    id: '文字-05',
    code: 'subject-unknown',
    severity: '警告',
    holds: '文字里写的类、款、项都是科目字典里的名称，科目代码同名称一致',
    source: '政府收支分类科目',
    run: ({ budget }) => namedSubjects(budget),
  },
  {
    id: '文字-06',
    code: 'year-mismatch',
    severity: '提示',
    holds: '目标、工作任务、原因和用途说到年份的，说的是本年度',
    source: '绩效目标申报表按年度填报',
    run: ({ budget }) => yearsLeft(budget),
  },
];
