/** Texts of any length and of any words: the rules over prose stay quick, and never throw. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { PROSE_RULES } from '../src/checks/prose.js';
import { diagnosticsOf, runChecks } from '../src/checks/run.js';
import { expectSteady } from './helpers/growth.js';
import { exampleOf, messages } from './helpers/prose.js';

const FINAL = 'wuchang/2024-final.yaml';

describe('long texts', () => {
  const { budget, profile } = exampleOf(FINAL);
  const read = (text: string) => {
    const passage = {
      ...budget.passages[0],
      path: ['概况', '机构说明'],
      text,
      place: () => budget.units[0],
    };
    const context = {
      budget: { ...budget, passages: [passage] },
      profile,
      tables: new Map(),
    } as never;
    diagnosticsOf(runChecks(context, PROSE_RULES));
  };
  const PIECES = [
    '9',
    '9,',
    '1.',
    ' ',
    '　',
    'X',
    '×',
    'a',
    '…',
    '.',
    '。',
    '_',
    '（',
    '(',
    '）',
    '【',
    '填',
    '待',
    '某',
    '？',
    '万元',
    '5万元',
    '5%',
    '占',
    '占基本支出的5%',
    '基本支出5万元',
    '基本支出',
    '支出',
    '为',
    '比上年增加5万元，',
    '比上年',
    '完成预算的5%',
    '（类）',
    '住房（项）',
    '2210202 房',
    '201',
    '其中',
    '2024年',
    '政府采购货物5万元、',
    '增加（减少）',
    '元',
    '行政运行（项）2025年预算数',
    '占5%；',
    '全部为一般公共预算财政拨款5万元，',
    '收入预算5万元、',
    '增加5万元（',
    '同比',
    '支出5万元，其中：甲5万元，占5%；',
    '三公经费同比增加5%，',
    '公用经费由2025年的5万元增加到6万元，',
    '由5万元',
    '科学技术（类）支出5万元',
    '待遇归到事业单位离退修（项）',
    '局本级支出5万元，',
    '局本级2026年',
    '支出预算5万元，',
    '退休费5万元、',
    '3个项目共5万元，',
    '项目共3个',
    '**',
    '* ',
    '□',
    '○○',
    '此处填写',
    '增加/减少',
    '增加 万元，',
    '2025年',
    '《',
    '【请',
    '支出减少，',
    '公用经费比上年增加1万元，增长2%，占基本支出的3%',
  ];
  it.each(PIECES)('of %s, eight times as long, take no more than their share of time', (piece) =>
    expectSteady(
      (size) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size),
      2500,
      read,
    ));
  it('never throws, whatever is written', () => {
    const text = fc.array(fc.constantFrom(...PIECES, '，', '。', '\n', '比', '较', '约'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (pieces) => {
        for (const rule of PROSE_RULES) messages(FINAL, rule.id, pieces.join(''));
      }),
      { numRuns: 200 },
    );
  });
});
