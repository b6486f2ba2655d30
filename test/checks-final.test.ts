/** Each rule of final accounts: where it speaks, with hand-made numbers, and where it keeps silent. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts, at, told } from './helpers/accounts.js';
import { edited } from './helpers/world.js';

type Change = readonly [from: string, to: string];

/** What is told of ACCOUNTS with these changes; each expectation a passage, a message and a hint. */
function speaks(changes: readonly Change[], ...expected: readonly [string, string, string][]) {
  const input = accounts(...changes);
  expect(told(input)).toEqual(
    expected.map(([passage, message, hint]) => at(input, passage, message, hint)),
  );
}

it('nothing is told of accounts in which everything agrees', () => {
  expect(told(ACCOUNTS)).toEqual([]);
});

describe('income and expenditure', () => {
  const fund = '请核对“收入”“年初结转和结余”和各项支出，或补写“年末结转和结余”';
  const unit = '请核对这个单位的“收入”、各项支出和结转结余';
  const subject = '请核对这个科目的收入、支出和结转结余';
  // a difference below what is printed of totals, so that no reason is asked for
  it('of a fund and of a unit agree to the 分, carry-over and 结余分配 included', () => {
    speaks(
      [['结余分配: { "100002": 10 }', '结余分配: { "100002": 10.000001 }']],
      [
        '400 }',
        '单位资金收入 470 万元，支出、结余分配和年末结转和结余 470.000001 万元，相差 0.000001 万元',
        fund,
      ],
      ['400 }', '示例中心的收入 470 万元，支出 470.000001 万元，相差 0.000001 万元', unit],
    );
  });
  it.each<[string, Change]>([
    ['年初结转和结余', ['"100002", 单位资金: { "2010350": 50 }', '"100002"']],
    [
      '年末结转和结余',
      ['单位资金: { "2010350": 50.0 }', '单位资金: { "2010350": 50.0, "2010399": 50 }'],
    ],
  ])('%s is part of both', (_, change) => {
    const lines = told(accounts(change));
    expect(lines.filter((line) => line.includes('相差 50 万元'))).toHaveLength(2);
  });
  it('使用非财政拨款结余 is part of both', () => {
    speaks(
      [['使用非财政拨款结余: { "100002": 20 }\n', '']],
      [
        '400 }',
        '单位资金收入 450 万元，支出、结余分配和年末结转和结余 470 万元，相差 20 万元',
        fund,
      ],
      ['400 }', '示例中心的收入 450 万元，支出 470 万元，相差 20 万元', unit],
    );
  });
  it('of units do not agree though those of the fund do', () => {
    speaks(
      [['{ "100002": 20 }', '{ "100001": 20 }']],
      ['900', '示例局本级的收入 1,820 万元，支出 1,800 万元，相差 20 万元', unit],
      ['400 }', '示例中心的收入 450 万元，支出 470 万元，相差 20 万元', unit],
    );
  });
  it('of each subject of an appropriation agree, though the totals do', () => {
    speaks(
      [['"2010301": 900, "2010302": 500 }', '"2010301": 910, "2010302": 490 }']],
      [
        '910',
        '2010301 行政运行的一般公共预算收入和年初结转结余 1,010 万元，支出和年末结转结余 1,000 万元，相差 10 万元',
        subject,
      ],
      [
        '490',
        '2010302 一般行政管理事务的一般公共预算收入和年初结转结余 490 万元，支出和年末结转结余 500 万元，相差 10 万元',
        subject,
      ],
    );
  });
  it('of other money need not agree subject by subject', () => {
    const spent = '"2010350", 资金: 单位资金';
    speaks([[spent, spent.replace('2010350', '2010399')]]);
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
  it('are no more than their full marks, of indicators and of goals', () => {
    speaks(
      [
        ['分值: 50 , 得分: 50.0', '分值: 50, 得分: 50.01'],
        ['得分: 25', '得分: 30.5'],
        ['    总分: 85\n', ''],
      ],
      ['目标:\n      - 分值', '“甲自评”自评表的“年度目标”得 30.5 分，超过了分值 30 分', hint],
      ['目标:\n      - 分值', '“甲自评”自评表的“乙”得 50.01 分，超过了分值 50 分', hint],
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
      ['全年预算: 1000', '全年预算: 400'],
      ['总分: 85', '总分: 95'],
    ]);
  });
});

describe('a difference has its reason', () => {
  const hint = (path: string) => `请在“变动原因”的${path}后面写原因`;
  it('a subject against the budget at the start of the year, also one that was not spent', () => {
    const path = (code: string) => hint(`“功能科目”的“${code}”`);
    speaks(
      [['"2010302": 500.0', '"2010302": 499.99, "2010303": 1']],
      ['500.00', '2010302 一般行政管理事务比年初预算增加 0.01 万元，没有写原因', path('2010302')],
      ['1 }\n  机关', '2010303 机关服务比年初预算减少 1 万元，没有写原因', path('2010303')],
    );
    const reasons = '变动原因: { 功能科目: { "2010302": 追加, "2010303": 撤销 } }\n全年预算:';
    speaks([
      ['"2010302": 500.0', '"2010302": 499.99, "2010303": 1'],
      ['全年预算: { 三公', `${reasons} { 三公`],
    ]);
    // below 0.01 万元 as printed
    speaks([['"2010302": 500.0', '"2010302": 499.996']]);
  });
  it.each<[string, Change, string, string, string]>([
    ['2270.00', ['2270.00', '2300'], '800', '收、支总计比上年减少 30 万元', '“收支总体”'],
    [
      '三公经费 against the year before',
      ['公务接待费: 90', '公务接待费: 80'],
      '60.00',
      '“三公”经费合计比上年增加 10 万元',
      '“三公经费”的“合计”',
    ],
    [
      '三公经费 against the adjusted budget',
      ['公务接待费: 30.00', '公务接待费: 35'],
      '60.00',
      '“三公”经费合计比全年预算减少 5 万元',
      '“三公经费预算执行”的“合计”',
    ],
    [
      '机关运行经费',
      ['机关运行经费: 150', '机关运行经费: 149.99'],
      '60, "30217"',
      '机关运行经费比年初预算增加 0.01 万元',
      '“机关运行经费”',
    ],
  ])('%s', (_, change, passage, message, path) => {
    speaks([change], [passage, `${message}，没有写原因`, hint(path)]);
  });
});

describe('every section that final accounts are published with', () => {
  it('is asked for', () => {
    const [start = ''] = ACCOUNTS.split('年初预算:');
    expect(told(start)).toEqual(
      [
        '没有写“上年”：情况说明里没有同上年的比较，没有图1和图4',
        '没有写“年初预算”：情况说明里没有同年初预算的比较',
        '没有写“全年预算”：“三公”经费支出决算表没有预算数',
        '没有写“政府采购”：情况说明写成没有政府采购支出〔确实没有的写“政府采购: { 货物: 0, 工程: 0, 服务: 0 }”〕',
        '没有写“国有资产”：情况说明写成没有车辆〔确实没有的写“国有资产: { 车辆: { 公务用车: 0 } }”〕',
        '没有写“重点工作”：没有重点工作完成情况表',
        '没有写“整体自评”：没有部门整体绩效自评表',
        '没有写“项目自评”：没有项目自评表',
      ].map((message) => `a.yaml:0:0 ${message}`),
    );
  });
  it('but no evaluation of projects where there are none', () => {
    const [start = ''] = ACCOUNTS.split('年初预算:');
    const none = start
      .replace(/项目支出:[\s\S]*?(?=结余分配)/, '')
      .replace('"2010301": 900, "2010302": 500', '"2010301": 900')
      .replace('"2120803": 300', '"2120803": 100');
    expect(told(none)).toHaveLength(7);
    expect(told(none).join()).not.toContain('项目自评');
  });
});
