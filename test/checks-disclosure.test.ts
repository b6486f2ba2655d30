/** Rules of disclosure: each where it warns and where it keeps silent. */
import { describe, expect, it } from 'vitest';
import { compileWhole, line, problems, SMALL } from './helpers/input.js';

const COMPLETE = `${SMALL}政府采购: { 货物: 0 }
政府购买服务: { 公共服务: 0 }
国有资产: { 车辆: { 公务用车: 1 } }
`;
/** A year before in which nothing but one figure differs. */
const before = (figures: string, rest = '') =>
  `${COMPLETE.replace('货物: 0', '货物: 500000')}上年:
  一般公共预算支出: { "2060101": 1500.50, "2060199": 1500 }
${figures}${rest}`;

describe('every section that a package is published with', () => {
  const missing = (input: string) =>
    compileWhole(input)
      .diagnostics.filter((d) => d.code === 'section-missing')
      .map(line);

  it('is asked for, with how to say that there is none', () => {
    expect(missing(SMALL)).toEqual([
      '0:0 警告 section-missing 没有写“上年”：情况说明里没有同上年的比较',
      '0:0 警告 section-missing 没有写“整体绩效”：没有整体支出绩效目标表',
      '0:0 警告 section-missing 没有写“绩效项目”：没有项目支出绩效目标表',
      '0:0 警告 section-missing 没有写“政府采购”：情况说明写成没有安排政府采购 → 确实没有的写“政府采购: { 货物: 0, 工程: 0, 服务: 0 }”',
      '0:0 警告 section-missing 没有写“政府购买服务”：情况说明写成没有安排政府购买服务 → 确实没有的写“政府购买服务: { 公共服务: 0 }”',
      '0:0 警告 section-missing 没有写“国有资产”：情况说明写成没有车辆 → 确实没有的写“国有资产: { 车辆: { 公务用车: 0 } }”',
    ]);
  });

  it('is silent about what is written, be it none', () => {
    expect(missing(COMPLETE)).toHaveLength(3);
    expect(missing(before(''))).toHaveLength(2);
  });
});

describe('a total that differs from the year before', () => {
  it.each([
    ['机关运行经费', '  机关运行经费: 900000\n', '机关运行经费比上年减少 89.95 万元'],
    ['政府采购', '  政府采购: 400000\n', '政府采购预算比上年增加 10 万元'],
    ['三公经费', '  三公经费: { 公务接待费: 20000 }\n', '“三公”经费合计比上年减少 2 万元'],
  ])('%s without a reason is told', (_, figures, message) => {
    expect(problems(before(figures)).join('\n')).toContain(message);
  });

  it('names each item of “三公”经费 and where its reason goes', () => {
    expect(problems(before('  三公经费: { 公务接待费: 20000 }\n'))[1]).toMatch(
      /警告 reason-missing “三公”经费中公务接待费比上年减少 2 万元，没有写原因 → 请在“变动原因”的“三公经费”的“公务接待费”后面写原因$/,
    );
  });

  it('with its reason, or without a change as printed, is not', () => {
    const reasons = '变动原因:\n  政府采购: 新增\n';
    expect(problems(before('  政府采购: 400000\n', reasons))).toEqual([]);
    expect(problems(before('  政府采购: 499999\n'))).toEqual([]);
    expect(problems(before(''))).toEqual([]);
  });
});

describe('cars', () => {
  const running = (count: number) =>
    COMPLETE.replace('公务用车: 1', `公务用车: ${count}`).replace('"30101": ', '"30231": ');
  it('are missing where there is money to run them', () => {
    expect(problems(running(0)).join('\n')).toMatch(
      /警告 balance-mismatch 有公务用车运行维护费 [\d.,]+ 万元，“国有资产”的“车辆”却是 0 辆 → 请核对“国有资产”里的车辆数/,
    );
    expect(problems(running(1))).toEqual([]);
  });
});

describe('a fund that the year before does not speak of', () => {
  const own = COMPLETE.replace(
    '一般公共预算拨款: 3000.50',
    '一般公共预算拨款: 3000.50\n    事业收入: 20000',
  )
    .replace(
      '        金额: 1500\n',
      '        金额: 1500\n      - { 功能科目: "2060199", 资金: 单位资金, 金额: 20000 }\n',
    )
    .replace('货物: 0', '货物: 500000');
  const year = (stated: string) => `${own}上年:
  一般公共预算支出: { "2060101": 1500.50, "2060199": 1500 }
${stated}变动原因: { 收支总体: 事业收入增加 }
`;
  const told = (input: string) =>
    compileWhole(input)
      .diagnostics.filter((d) => d.message.includes('上年数里没有写'))
      .map(line);

  it('is told at the money of this year', () => {
    expect(told(year(''))).toEqual([
      '32:42 警告 section-missing 本年有单位资金支出 2 万元，上年数里没有写这种资金，含它的数不同上年比较 → 请在“上年”里写上年的数；上年确实没有的写“支出: { 单位资金: 0 }”',
    ]);
  });

  it('is not where it is written, be it none', () => {
    expect(told(year('  支出: { 单位资金: 0 }\n'))).toEqual([]);
    expect(told(year('  其他资金支出: { "2060199": 10000 }\n'))).toEqual([]);
    expect(told(own)).toEqual([]);
  });
});

describe('the general public budget', () => {
  it('is explained by the grand total that changed in the same direction', () => {
    const less = `${COMPLETE}上年:
  一般公共预算支出: { "2060101": 1500.50, "2060199": 21500 }
变动原因: { 收支总体: 项目减少 }
`;
    expect(problems(less).filter((text) => text.includes('一般公共预算拨款'))).toEqual([]);
  });

  it('asks for a reason of its own where the grand total went the other way', () => {
    const other = `${COMPLETE.replace(
      '一般公共预算拨款: 3000.50',
      '一般公共预算拨款: 3000.50\n    事业收入: 90000',
    ).replace(
      '        金额: 1500\n',
      '        金额: 1500\n      - { 功能科目: "2060199", 资金: 单位资金, 金额: 90000 }\n',
    )}上年:
  一般公共预算支出: { "2060101": 1500.50, "2060199": 21500 }
  支出: { 单位资金: 0 }
`;
    const asked = (reasons: string) =>
      problems(`${other}变动原因: { ${reasons} }\n`).filter((text) =>
        text.includes('一般公共预算拨款'),
      );
    expect(asked('收支总体: 事业收入增加').join()).toMatch(
      /一般公共预算拨款比上年减少 2 万元，没有写原因 → 请在“变动原因”的“一般公共预算”后面写原因/,
    );
    expect(asked('收支总体: 事业收入增加, 一般公共预算: 项目减少')).toEqual([]);
  });
});
