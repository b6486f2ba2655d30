/** 对方: transfers between the units of a department are set off in its sum, and shown in each unit's package. */
import { describe, expect, it } from 'vitest';
import { isFinding } from '../src/checks/rule.js';
import { compile } from '../src/compile.js';
import { department } from './helpers/departments.js';
import { templates } from './helpers/input.js';
import { bodyOf } from './helpers/one-table.js';
import { brief, compiled } from './helpers/world.js';

const OFFICE = '100001';
const STATION = '100002';
type Parts = Readonly<Record<string, unknown>>;
const OWN = { 概况: { 主要职责: ['甲'] } };

/** The office pays 10 of its 15 to the station, which pays 2 of its 3 back. */
const PARTS: Parts = {
  单位: [
    { 代码: OFFICE, 名称: '示例局本级', 性质: '行政单位' },
    { 代码: STATION, 名称: '示例站', 性质: '事业单位' },
  ],
  收入: [
    { 单位: OFFICE, 一般公共预算拨款: 100, 附属单位上缴收入: 2, 其他收入: 13 },
    { 单位: STATION, 上级补助收入: 14, 事业收入: 3 },
  ],
  基本支出: [
    { 单位: OFFICE, 功能科目: '2010301', 经济科目: { '30101': 100 } },
    { 单位: OFFICE, 功能科目: '2010301', 资金: '单位资金', 经济科目: { '30201': 5 } },
    { 单位: STATION, 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': 15 } },
  ],
  单位材料: { [OFFICE]: OWN, [STATION]: OWN },
};
const down = { 单位: OFFICE, 性质: '对附属单位补助支出', 功能科目: '2010399', 金额: 10 };
const up = { 单位: STATION, 性质: '上缴上级支出', 功能科目: '2010399', 金额: 2 };
const MARKED: Parts = {
  ...PARTS,
  其他支出: [
    { ...down, 对方: STATION },
    { ...up, 对方: OFFICE },
  ],
};
const made = (parts: Parts, unit?: string) =>
  compile(
    '2026.yaml',
    {
      read: () => new TextEncoder().encode(department({ 格式: '预算', ...parts })),
      templates,
    },
    unit === undefined ? {} : { unit },
  );
const rows = (id: string, parts: Parts, unit?: string) =>
  bodyOf(compiled(made(parts, unit)).tables.find((table) => table.id === id) as never);
const wrong = (parts: Parts) =>
  made(parts)
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map((one) => brief(one).replace(/^\S+ /, ''));
/** The first amounts of 预算02 by row. */
const received = (parts: Parts, unit?: string) =>
  rows('预算02', parts, unit).map((line) => line.split('|').slice(1, 3).join(' '));

describe('transfers that are marked', () => {
  it('are no part of the department’s sum, on either side', () => {
    // 100 + 13 of the office; 3 of the station, and 4 that are from elsewhere
    expect(received(MARKED)).toEqual([
      '合计 120.00',
      '示例局 120.00',
      '示例局本级 113.00',
      '示例站 7.00',
    ]);
    // 100 + 5 + 15
    expect(rows('预算03', MARKED)[0]).toBe('|合计|120.00|120.00|0.00|0.00|0.00|0.00');
  });
  it('are in the package of each of the two', () => {
    expect(received(MARKED, OFFICE)).toEqual(['合计 115.00', '示例局本级 115.00']);
    expect(received(MARKED, STATION)).toEqual(['合计 17.00', '示例站 17.00']);
    expect(rows('预算03', MARKED, OFFICE)[0]).toBe('|合计|115.00|105.00|0.00|0.00|0.00|10.00');
    expect(rows('预算03', MARKED, STATION)[0]).toBe('|合计|17.00|15.00|0.00|0.00|2.00|0.00');
  });
  it('are both in the sum where they are not marked', () => {
    const parts = { ...PARTS, 其他支出: [down, up] };
    expect(received(parts)[0]).toBe('合计 132.00');
    expect(rows('预算03', parts)[0]).toBe('|合计|132.00|120.00|0.00|0.00|2.00|10.00');
  });
  it('leave no line where all of an income is one', () => {
    const parts = {
      ...MARKED,
      收入: [
        { 单位: OFFICE, 一般公共预算拨款: 100, 附属单位上缴收入: 2, 其他收入: 13 },
        { 单位: STATION, 上级补助收入: 10, 事业收入: 7 },
      ],
    };
    const [head] = compiled(made(parts)).tables.filter(({ id }) => id === '预算01');
    expect(head && bodyOf(head).join('\n')).toMatch(/上级补助收入\|0\.00/);
    expect(
      compiled(made(parts)).budget.facts.filter(({ income }) => income === '上级补助收入'),
    ).toEqual([]);
    expect(compiled(made(parts)).budget.internal).toHaveLength(4);
  });
});

describe('income by subject', () => {
  it('closes by unit with what a unit pays on to another', () => {
    const parts = {
      ...MARKED,
      收入: [
        {
          单位: OFFICE,
          一般公共预算拨款: 100,
          附属单位上缴收入: { 2010399: 2 },
          其他收入: { 2010301: 5, 2010399: 8 },
        },
        { 单位: STATION, 上级补助收入: { 2010399: 2, 2010350: 12 }, 事业收入: { 2010350: 3 } },
      ],
      其他支出: [
        { ...down, 金额: 2, 对方: STATION },
        { ...down, 金额: 8 },
        { ...up, 对方: OFFICE },
      ],
    };
    const found = made(parts).checks.filter(({ rule }) => rule.id === '平衡-11');
    expect(found.filter(({ outcome }) => isFinding(outcome)).map(({ outcome }) => outcome)).toEqual(
      [],
    );
    // the office: 2010301, 2010399; the station: 2010350, 2010399
    expect(found).toHaveLength(4);
  });
});

describe('both sides', () => {
  const both = (amount: number) => ({
    ...MARKED,
    收入: [
      { 单位: OFFICE, 一般公共预算拨款: 100, 附属单位上缴收入: 2, 其他收入: 13 },
      {
        单位: STATION,
        上级补助收入: 14,
        事业收入: 3,
        对方: { 上级补助收入: { [OFFICE]: amount } },
      },
    ],
  });
  const outcomes = (amount: number) =>
    made(both(amount)).checks.filter(({ rule }) => rule.id === '平衡-14');
  it('agree where both are written', () => {
    expect(outcomes(10).map(({ outcome }) => isFinding(outcome))).toEqual([false]);
  });
  it('are told with both places where they do not', () => {
    const [{ outcome } = { outcome: undefined }] = outcomes(9);
    expect(outcome).toMatchObject({
      message:
        '单位 100002 从 100001 收的上级补助收入 9 万元，单位 100001 写“对方”的对附属单位补助支出 10 万元，相差 1 万元',
    });
    const sides = outcome?.sides;
    expect([sides?.left.figure.sources.length, sides?.right.figure.sources.length]).toEqual([1, 1]);
    const lines = [sides?.left, sides?.right].map((side) => side?.figure.sources[0]?.line);
    const text = department({ 格式: '预算', ...both(9) }).split('\n');
    expect(lines.map((line) => text[(line ?? 0) - 1]?.trim())).toEqual(['"100001": 9', '金额: 10']);
  });
});

describe('what cannot be set off', () => {
  const hint = '请核对两个单位写的，或对方的“收入”里补写“上级补助收入”；“资金”不写即单位资金';
  it('is more than the other has received, or of another fund', () => {
    expect(wrong({ ...MARKED, 其他支出: [{ ...down, 金额: 15, 对方: STATION }] })[0]).toBe(
      `对方单位 100002 的上级补助收入（单位资金）没有这么多，两边不能抵销〔${hint}〕`,
    );
    expect(
      wrong({ ...MARKED, 其他支出: [{ ...down, 资金: '一般公共预算', 对方: STATION }] })[0],
    ).toBe(`对方单位 100002 的上级补助收入（一般公共预算）没有这么多，两边不能抵销〔${hint}〕`);
  });
  it('is paid to oneself, to nobody that is listed, or is no transfer', () => {
    const marked = (more: Parts) => wrong({ ...MARKED, 其他支出: [{ ...down, ...more }] });
    expect(marked({ 对方: OFFICE })[0]).toBe('“对方”是这个单位自己〔请写收款的单位〕');
    expect(marked({ 对方: '100009' })[0]).toMatch(/^“单位”里没有列出代码 100009/);
    expect(marked({ 性质: '事业单位经营支出', 对方: STATION })[0]).toBe(
      '事业单位经营支出没有收款的“对方”〔“对方”只用于对附属单位补助支出、上缴上级支出；请删去〕',
    );
  });
});
