/** What final accounts must say: reasons, counts and sections; where a rule asks and where it is silent. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts, at, type Change, speaks, told } from './helpers/accounts.js';

/** ACCOUNTS with 变动原因, a line of flow YAML. */
const because = (reasons: string): Change => [
  '全年预算: {',
  `变动原因: { ${reasons} }\n全年预算: {`,
];
describe('a difference has its reason', () => {
  const hint = (path: string) => `请在“变动原因”的${path}后面写原因`;
  it('a subject against the budget at the start of the year, also one that was not spent', () => {
    const path = (code: string) => hint(`“功能科目”的“${code}”`);
    speaks(
      [['"2010302": 500.0', '"2010302": 499.99, "2010303": 1']],
      ['500.00', '2010302 一般行政管理事务比年初预算增加 0.01 万元，没有写原因', path('2010302')],
      ['1 }\n  机关', '2010303 机关服务比年初预算减少 1 万元，没有写原因', path('2010303')],
    );
    speaks([
      ['"2010302": 500.0', '"2010302": 499.99, "2010303": 1'],
      because('功能科目: { "2010302": 追加, "2010303": 撤销 }'),
    ]);
    // below 0.01 万元 as printed
    speaks([['"2010302": 500.0', '"2010302": 499.996']]);
  });
  it('收、支总计', () => {
    // other money alone: 430 + … = 2300
    const change: Change[] = [
      ['事业收入: 400.0', '事业收入: 430'],
      ['单位资金: 410.0', '单位资金: 440'],
    ];
    const message = '收、支总计比上年减少 30 万元，没有写原因';
    speaks(change, ['800', message, hint('“收支总体”')]);
    speaks([...change, because('收支总体: 减收')]);
  });

  describe('appropriations', () => {
    const change: Change[] = [
      ['一般公共预算拨款: 1400', '一般公共预算拨款: 1390'],
      ['一般公共预算: 1450', '一般公共预算: 1440'],
    ];
    const more = (what: string) => `${what}比上年增加 10 万元，没有写原因`;
    const total = ['800', more('收、支总计'), hint('“收支总体”')] as const;
    const income = [
      '900',
      more('一般公共预算财政拨款收入'),
      hint('“财政拨款收入”的“一般公共预算”'),
    ] as const;
    it.each<[string, (typeof total | typeof income)[]]>([
      ['收支总体: 增', [income]],
      ['财政拨款: 增', [total, income]],
      ['一般公共预算支出: 增', [total, income]],
      ['财政拨款收入: { 一般公共预算: 增 }', [total]],
    ])('what a reason explains: %s', (reason, left) => {
      speaks([...change, because(reason)], ...left);
    });
    it('what changed the other way is asked for, whatever explains the total', () => {
      const less: Change[] = [
        ['事业收入: 400.0', '事业收入: 430'],
        ['单位资金: 410.0', '单位资金: 440'],
      ];
      const both = ['900', more('财政拨款收、支总计'), hint('“财政拨款”')] as const;
      speaks([...change, ...less, because('收支总体: 减收')], both, income);
    });
    it('each is asked for; of a fund, what was newly given, not what was carried over', () => {
      speaks(change, total, income);
      // 政府性基金 of the year before: 280 and 20 carried over are 300 too
      speaks(
        [
          ['政府性基金预算拨款: 300, 事业', '政府性基金预算拨款: 280, 事业'],
          ['{ 一般公共预算: 100, 单位', '{ 一般公共预算: 100, 政府性基金预算: 20, 单位'],
        ],
        // the total is the same: what came in this year is not
        ['900', '收入合计比上年增加 20 万元，没有写原因', hint('“收入”')],
        [
          '300 }',
          '政府性基金预算财政拨款收入比上年增加 20 万元，没有写原因',
          hint('“财政拨款收入”的“政府性基金预算”'),
        ],
      );
    });
  });

  describe('“三公”经费', () => {
    const meals = ['30, "30231"', '“三公”经费中公务接待费比上年增加 10 万元，没有写原因'] as const;
    const whose = (item: string) => hint(`“三公经费”的“${item}”`);
    it('against the year before, all and each line', () => {
      speaks(
        [['公务接待费: 30 }', '公务接待费: 20 }']],
        ['60.00', '“三公”经费合计比上年增加 10 万元，没有写原因', whose('合计')],
        [...meals, whose('公务接待费')],
      );
    });
    it('of which the lines changed and the sum did not; cars also by their two parts', () => {
      const change: Change = ['60, 公务接待费: 30 }', '70, 公务接待费: 20 }'];
      const cars = '“三公”经费中公务用车购置及运行费比上年减少 10 万元，没有写原因';
      speaks(
        [change],
        ['60.00', cars, whose('公务用车购置及运行费')],
        [...meals, whose('公务接待费')],
      );
      for (const part of ['购置及运行费', '购置费', '运行维护费'])
        speaks([change, because(`三公经费: { 公务用车${part}: 少, 公务接待费: 多 }`)]);
    });
    it('against the adjusted budget', () => {
      speaks(
        [['公务接待费: 30.00', '公务接待费: 35']],
        [
          '60.00',
          '“三公”经费合计比全年预算减少 5 万元，没有写原因',
          hint('“三公经费预算执行”的“合计”'),
        ],
      );
    });
  });

  it('机关运行经费', () => {
    speaks(
      [['机关运行经费: 150', '机关运行经费: 149.99']],
      ['60, "30217"', '机关运行经费比年初预算增加 0.01 万元，没有写原因', hint('“机关运行经费”')],
    );
  });
});

describe('counts of “三公”经费', () => {
  const asked = (item: string, amount: number, field: string, what: string) =>
    [
      `有${item} ${amount} 万元，没有写“三公经费说明”的“${field}”：情况说明里没有${what}`,
      `请在“三公经费说明”里写“${field}: ”`,
    ] as const;
  it('are asked for where there is expenditure', () => {
    const kept = asked('公务用车运行维护费', 60, '车辆保有量', '公务用车保有量');
    speaks([['  车辆保有量: 1\n', '']], ['60.00', ...kept]);
    const guests = asked('公务接待费', 30, '接待批次', '接待批次和人次');
    speaks([['  接待批次: 2\n', '']], ['30, "30231"', ...guests]);
    const input = accounts(['"30101": 800', '"30101": 760, "30212": 15.0, "31013": 25']);
    const lines = told(input).filter((line) => line.includes('三公经费说明'));
    expect(lines).toEqual([
      at(input, '15.0', ...asked('因公出国（境）费', 15, '出国人次', '团组数和人次')),
      at(input, '25,', ...asked('公务用车购置费', 25, '购置车辆', '购置（更新）车辆数')),
    ]);
  });
  it('that are 0 where there is expenditure are told at their place', () => {
    speaks(
      [['  接待批次: 2\n', '  接待批次: 0\n']],
      [
        '接待批次: 0',
        '有公务接待费 30 万元，“三公经费说明”的“接待批次”却是 0',
        '请核对“接待批次”；别的单位支付或承担的，在“豁免”里写明理由',
      ],
    );
  });
});

describe('what is written of a subject', () => {
  const whole = (section: string, subject: string) =>
    `a.yaml:0:0 “${section}”里写了 ${subject}，但这个科目没有支出，也没有年初预算〔请核对科目代码；用不到的请删去〕`;
  const uses = (codes: string): Change => ['全年预算: {', `主要用途: { ${codes} }\n全年预算: {`];
  it('is told where the subject has no amounts', () => {
    expect(told(accounts(because('功能科目: { "2010303": 撤销 }')))).toEqual([
      whole('变动原因', '2010303 机关服务'),
    ]);
    expect(told(accounts(uses('"208": 养老, "201": 办公, "2010302": 甲')))).toEqual([
      whole('主要用途', '208 社会保障和就业支出'),
    ]);
  });
  it('is used where there was a budget only', () => {
    speaks([
      ['"2010302": 500.0', '"2010302": 500, "2010303": 1'],
      because('功能科目: { "2010303": 撤销 }'),
    ]);
  });
});

describe('every section that final accounts are published with', () => {
  it('is asked for', () => {
    const [start = ''] = ACCOUNTS.split('年初预算:');
    const sections = told(start).filter((line) => line.startsWith('a.yaml:0:0'));
    expect(sections).toEqual(
      [
        '没有写“上年”：情况说明里没有同上年的比较，没有变动情况的图',
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
    const sections = told(none).filter((line) => line.startsWith('a.yaml:0:0'));
    expect(sections).toHaveLength(7);
    expect(sections.join()).not.toContain('项目自评');
  });
});
