/** Each rule on figures and scores of final accounts: where it speaks, with hand-made numbers, and where it keeps silent. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts, at, type Change, speaks, told } from './helpers/accounts.js';
import { edited } from './helpers/world.js';

it('nothing is told of accounts in which everything agrees', () => {
  expect(told(ACCOUNTS)).toEqual([]);
});

/** The two sides of a unit's money, and what is asked about the gap. */
const sides = (whose: string, income: string, expenditure: string, gap: string) =>
  `${whose}收入（含年初结转和结余） ${income} 万元，支出（含年末结转和结余） ${expenditure} 万元，相差 ${gap} 万元`;
const missing = (side: '年初' | '年末', gap: string) =>
  `请核对收入和支出；是不是漏写了“${side}结转和结余” ${gap} 万元？`;

/** Of money of the unit's own, the surplus may be what is missing. */
const missingOwn = (side: '年初' | '年末', gap: string) => {
  const surplus = side === '年初' ? '使用非财政拨款结余' : '结余分配';
  return `请核对收入和支出；是不是漏写了“${side}结转和结余”或“${surplus}” ${gap} 万元？`;
};

describe('income and expenditure', () => {
  const own = '示例中心：单位资金';
  // a difference below what is printed of totals, so that no reason is asked for
  it('of a unit and a fund agree to the 分, carry-over and 结余分配 included; told once', () => {
    speaks(
      [['结余分配: { "100002": 10 }', '结余分配: { "100002": 10.000001 }']],
      ['400 }', sides(own, '470', '470.000001', '0.01').replace(/万元$/, '元'), '请核对收入和支出'],
    );
  });
  it.each<[string, Change, string, string, '年初' | '年末']>([
    // 400 + 20
    ['年初结转和结余', ['"100002", 单位资金: { "2010350": 50 }', '"100002"'], '420', '470', '年初'],
    // 410 + 10
    ['年末结转和结余', ['单位资金: { "2010350": 50.0 }', '单位资金: {}'], '470', '420', '年末'],
  ])('%s is part of them', (_, change, income, expenditure, side) => {
    const input = accounts(change);
    const line = at(input, '400 }', sides(own, income, expenditure, '50'), missingOwn(side, '50'));
    expect(told(input)[0]).toBe(line);
    expect(told(input).filter((other) => other.includes('相差'))).toEqual([line]);
  });
  it('使用非财政拨款结余 is part of both', () => {
    speaks(
      [['使用非财政拨款结余: { "100002": 20 }\n', '']],
      ['400 }', sides(own, '450', '470', '20'), missingOwn('年初', '20')],
    );
  });
  it('of units do not agree though those of the fund do', () => {
    speaks(
      [['{ "100002": 20 }', '{ "100001": 20 }']],
      ['20 }\n基本', sides('示例局本级：单位资金', '20', '0', '20'), missingOwn('年末', '20')],
      ['400 }', sides(own, '450', '470', '20'), missingOwn('年初', '20')],
    );
  });
  it('of each subject of an appropriation agree, though the totals do', () => {
    const whose = '示例局本级：2010301 行政运行的一般公共预算';
    const other = '示例局本级：2010302 一般行政管理事务的一般公共预算';
    speaks(
      [['"2010301": 900, "2010302": 500 }', '"2010301": 910, "2010302": 490 }']],
      ['910', sides(whose, '1,010', '1,000', '10'), missing('年末', '10')],
      ['490', sides(other, '490', '500', '10'), missing('年初', '10')],
    );
  });
  it('of each subject of an appropriation agree in each unit, though those of the subject do', () => {
    const run = (unit: string) => `${unit}：2010301 行政运行的一般公共预算`;
    speaks(
      [
        ['{ "2010301": 50.00 }', '{ "2010301": 40.00 }'],
        [
          '单位资金: { "2010350": 50.0 }',
          '单位资金: { "2010350": 50.0 }, 一般公共预算: { "2010301": 10.0 }',
        ],
      ],
      ['900', sides(run('示例局本级'), '1,000', '990', '10'), missing('年末', '10')],
      ['10.0 }', sides(run('示例中心'), '0', '10', '10'), missing('年初', '10')],
    );
  });
  it('of other money need not agree subject by subject', () => {
    const spent = '"2010350", 资金: 单位资金';
    speaks([[spent, spent.replace('2010350', '2010399')]]);
  });
});

describe('上年', () => {
  const prior = '请核对“上年”的收入、支出和结转结余';
  it('has the same total on both sides, carry-over and 结余分配 included', () => {
    const sums = '上年收入总计 2,270 万元，支出总计 2,270.000001 万元，相差 0.01 元';
    const place = '1400, 政府';
    speaks([['单位资金: 410.0 }', '单位资金: 410.000001 }']], [place, sums, prior]);
    speaks([['  结余分配: 10\n', '  结余分配: 10.000001\n']], [place, sums, prior]);
    speaks(
      [['  使用非财政拨款结余: 20\n', '  使用非财政拨款结余: 19.999999\n']],
      [place, sums.replaceAll('2,270 ', '2,269.999999 ').replace('2,270.000001', '2,270'), prior],
    );
  });
  it('of which only one side is written need not', () => {
    const [start = '', rest = ''] = ACCOUNTS.split('上年:\n');
    const after = rest.slice(rest.indexOf('三公经费说明:'));
    const lines = (block: string) => told(`${start}上年:\n${block}${after}`).join();
    expect(lines('  收入: { 一般公共预算拨款: 2270 }\n')).not.toContain('上年收入总计');
    expect(lines('  支出: { 一般公共预算: 2270 }\n')).not.toContain('上年收入总计');
    expect(lines('  三公经费: { 公务接待费: 90 }\n')).not.toContain('上年收入总计');
  });
});

it('every class must be one that the form lists', () => {
  const base = edited('final/决算.yaml', '支出类别: ["201", ', '支出类别: [');
  const classes = told(ACCOUNTS, {}, { 'final/决算.yaml': base });
  expect(classes).toEqual([
    at(
      ACCOUNTS,
      '800',
      '格式“决算”的收支总表没有 201 一般公共服务支出这一类',
      '请核对科目，或在格式文件的“支出类别”里加上这一类',
    ),
  ]);
});

describe('“三公”经费 and cars', () => {
  it('运行费明细 adds up to what was spent under 30231', () => {
    speaks(
      [['保险费: 20.00', '保险费: 20.01']],
      [
        '40, 保险费',
        '运行费明细之和 60.01 万元，公务用车运行维护费 60 万元，相差 0.01 万元',
        '请核对“三公经费说明”的“运行费明细”和经济科目 30231',
      ],
    );
    speaks([['  运行费明细: { 燃料费: 40, 保险费: 20.00 }\n', '']]);
  });
  it('no more cars are kept than the department has', () => {
    const hint = '请核对“三公经费说明”的“车辆保有量”和“国有资产”';
    speaks(
      [['车辆保有量: 1', '车辆保有量: 2']],
      ['60.00', '公务用车保有量 2 辆，“国有资产”的“车辆”却只有 1 辆', hint],
    );
    speaks([['其他用车: 1', '其他用车: 2']]);
  });
  it('there is a car where there is money to run it', () => {
    speaks(
      [
        ['其他用车: 1', '其他用车: 0'],
        ['车辆保有量: 1', '车辆保有量: 0'],
      ],
      [
        '60.00',
        '有公务用车运行维护费 60 万元，“国有资产”的“车辆”却是 0 辆',
        '请核对“国有资产”里的车辆数',
      ],
      [
        '车辆保有量: 0',
        '有公务用车运行维护费 60 万元，“三公经费说明”的“车辆保有量”却是 0',
        '请核对“车辆保有量”；别的单位支付或承担的，在“豁免”里写明理由',
      ],
    );
  });
});

describe('what small firms were given', () => {
  const hint = '请核对“政府采购”';
  it('is no more than what was bought, of all and of each kind', () => {
    speaks(
      [
        [
          '合同金额: 25, 小微企业: 15, 货物: 18',
          '合同金额: 31, 小微企业: 32, 货物: 20.01, 工程: 1',
        ],
      ],
      ['31, 小微', '授予中小企业合同金额 31 万元，超过了政府采购支出总额 30 万元', hint],
      ['32,', '授予小微企业合同金额 32 万元，超过了中小企业的 31 万元', hint],
      ['20.01', '货物采购授予中小企业 20.01 万元，超过了货物支出 20 万元', hint],
      ['1 } }', '工程采购授予中小企业 1 万元，超过了工程支出 0 万元', hint],
    );
  });
  it('may be all of it', () => {
    speaks([['合同金额: 25, 小微企业: 15, 货物: 18', '合同金额: 30, 小微企业: 30, 货物: 20']]);
  });
  it('needs that something was bought', () => {
    const input = accounts(['货物: 20.00, 服务: 10, 中小', '中小']);
    const lines = told(input);
    expect(lines[0]).toBe(
      at(input, '25, 小微', '授予中小企业合同金额 25 万元，超过了政府采购支出总额 0 万元', hint),
    );
  });
});

describe('scores of a self-evaluation', () => {
  const hint = '请核对各项“分值”；不写分值的，分值同得分';
  const within = '请核对“得分”和“分值”';
  it('come to 100 together with the execution of the budget', () => {
    // 20 + 30 + 49.5; 10 + 25 + 49.5 = 84.5
    speaks(
      [
        ['分值: 50 , 得分: 50.0', '分值: 49.5, 得分: 49.5'],
        ['总分: 85', '总分: 84.5'],
      ],
      ['目标:\n      - 分值', '“甲自评”自评表的分值合计 99.5 分，应为 100 分', hint],
    );
    speaks([
      ['全年预算: 1000', '执行率分值: 10\n    全年预算: 1000'],
      ['分值: 30', '分值: 40'],
      // 500 ÷ 1000 × 10 + 25 + 50
      ['总分: 85', '总分: 80'],
    ]);
  });
  it('are written for each indicator; the first without is pointed at', () => {
    // 20 + 30
    speaks(
      [
        [
          '目标值: 1, 完成值: 1, 分值: 50 , 得分: 50.0 }',
          '目标值: 1, 完成值: 1 }, { 名称: 丙, 目标值: 1, 完成值: 1 }',
        ],
        ['    总分: 85\n', ''],
      ],
      ['乙, 目标值', '“甲自评”自评表的分值合计 50 分，应为 100 分', '“乙”等 2 项指标没有写得分'],
    );
  });
  it('are no more than their full marks, of indicators and of goals', () => {
    speaks(
      [
        ['分值: 50 , 得分: 50.0', '分值: 50, 得分: 50.01'],
        ['得分: 25', '得分: 30.5'],
        ['    总分: 85\n', ''],
      ],
      ['30.5', '“甲自评”自评表的“年度目标”得 30.5 分，超过了分值 30 分', within],
      ['50.01', '“甲自评”自评表的“乙”得 50.01 分，超过了分值 50 分', within],
    );
  });
  it('sum to the total that is stated', () => {
    speaks(
      [['总分: 85', '总分: 85.01']],
      [
        '85.01',
        '“甲自评”自评表的总分写的是 85.01，各项得分之和是 85',
        '请核对各项得分；总分可以不写，由程序计算',
      ],
    );
  });
  it('are not asked of a form that is not scored', () => {
    speaks([
      [', 分值: 80, 得分: 80', ''],
      ['  总分: 100\n', ''],
    ]);
  });
  it('the execution of more than the budget gives full marks and no more', () => {
    speaks([
      ['全年预算: 1000', '偏差原因: 追加\n    全年预算: 400'],
      ['总分: 85', '总分: 95'],
    ]);
  });
});
