/** Helpers that final accounts are told with — comparing, rates, lists, charts — printed and refused. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, accounts, type Change } from './helpers/accounts.js';
import { brief, compiled, compileText, partLines, placeIn, problemsOf } from './helpers/world.js';

const PROFILE = '名称: 试\n继承: 决算\n部分: [{标题: 文, 节: [试句]}]\n';
const FILE = 'templates/profiles/试.hbs';
const files = (text: string) => ({
  'profiles/试.yaml': PROFILE,
  'profiles/试.hbs': `{{#*inline "试句"}}\n${text}\n{{/inline}}\n`,
});

/** The lines that a text prints for final accounts. */
function say(text: string, input = ACCOUNTS): string[] {
  const own = input.replace('格式: 决算', '格式: 试');
  const [part] = compiled(compileText({ 'a.yaml': own }, files(text))).document.parts;
  return part ? partLines(part) : [];
}
function refused(text: string, ...expected: readonly [string, string, string?][]) {
  const all = files(text);
  const places = expected.map(
    ([passage, message, hint]) =>
      `${FILE}:${placeIn(all['profiles/试.hbs'], passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  );
  expect(problemsOf('试', all).map(brief)).toEqual(places);
}
const GENERAL = '资金="一般公共预算" 对="年初预算"';
const REASON = '项目追加';
/** 2270 万元 of the year before instead of 2060, all of it other money. */
const SHRUNK: readonly Change[] = [
  ['事业收入: 400.0', '事业收入: 610'],
  ['单位资金: 410.0', '单位资金: 620'],
];
/** 1450 万元 of the general budget beside an initial 1250. */
const grown = accounts(
  ...SHRUNK,
  ['"2010302": 500.0', '"2010302": 300'],
  ['重点工作:', `变动原因: { 功能科目: { "2010302": ${REASON} } }\n重点工作:`],
);

describe('a quantity beside itself on another basis', () => {
  it('完成: the percentage, with decimals and zeros as asked', () => {
    // 1450 ÷ 1250 = 1.16；2060 ÷ 2270 = 0.90748…
    expect(
      say(
        `{{完成 "支出" ${GENERAL}}}、{{完成 "支出" ${GENERAL} 零="保留"}}、{{完成 "支出" ${GENERAL} 位="2" 零="保留"}}、{{完成 "支出" ${GENERAL} 位="2"}}`,
        grown,
      ),
    ).toEqual(['116%、116.0%、116.00%、116%']);
    const rates = '{{完成 "支出"}}、{{完成 "支出" 位="2"}}、{{完成 "支出" 位="0"}}';
    expect(say(rates, accounts(...SHRUNK))).toEqual(['90.7%、90.75%、91%']);
    expect(say('{{完成 "三公经费" 对="全年预算"}}')).toEqual(['100%']);
  });
  it('差额: without a sign, against the year before unless 对 says otherwise', () => {
    expect(say(`{{差额 "支出"}}、{{差额 "支出" ${GENERAL}}}`, grown)).toEqual(['210万元、200万元']);
  });
  it('增减: the direction, in words of one’s own', () => {
    expect(
      say(
        `{{增减 "支出"}}、{{增减 "支出" 增="多" 减="少"}}、{{增减 "支出" ${GENERAL} 增="多"}}`,
        grown,
      ),
    ).toEqual(['减少、少、多']);
  });
  it('幅度: with the profile’s words, and nothing of nothing', () => {
    // 210 ÷ 2270 = 9.251…%；200 ÷ 1250 = 16%
    expect(say(`甲{{幅度 "支出"}}、乙{{幅度 "支出" ${GENERAL}}}。`, grown)).toEqual([
      '甲，下降9.3%、乙，增长16%。',
    ]);
    expect(say('甲{{幅度 "三公经费" 项="因公出国（境）费"}}。')).toEqual(['甲。']);
    // 0.01 ÷ 1450 would read 增长0%
    const little = accounts(['"2010302": 500.0', '"2010302": 499.999']);
    expect(say(`甲{{幅度 "支出" ${GENERAL}}}。`, little)).toEqual(['甲。']);
  });
  it('相差: whether it differs as printed', () => {
    const differs = (initial: string) =>
      say(
        `{{#if (相差 "支出" ${GENERAL})}}不同{{else}}相同{{/if}}`,
        accounts(['"2010302": 500.0', `"2010302": ${initial}`]),
      )[0];
    expect(['500.004', '500.005', '499.995'].map(differs)).toEqual(['相同', '不同', '不同']);
  });
  it('同向: whether it changed in the direction in which another did', () => {
    const text = `{{#if (同向 "支出" 资金="一般公共预算" 同=(量 "收入总计"))}}同{{else}}异{{/if}}`;
    // 1450 of 一般公共预算 beside these of the year before
    const before = (income: number, spent: number): Change[] => [
      ['一般公共预算拨款: 1400', `一般公共预算拨款: ${income}`],
      ['一般公共预算: 1450', `一般公共预算: ${spent}`],
    ];
    const balanced: Change[] = [
      ['事业收入: 400.0', '事业收入: 390'],
      ['单位资金: 410.0', '单位资金: 400'],
    ];
    const says = (...changes: Change[]) => say(text, accounts(...changes))[0];
    expect(says(...before(1390, 1440))).toBe('同'); // + 10, + 10
    expect(says(...before(1410, 1460))).toBe('同'); // − 10, − 10
    expect(says(...SHRUNK, ...before(1390, 1440))).toBe('异'); // + 10, − 200
    expect(says(...SHRUNK)).toBe('异'); // 0, − 210
    expect(says(...balanced, ...before(1410, 1460))).toBe('异'); // − 10, 0
    expect(says()).toBe('异'); // 0, 0
    const [start = ''] = ACCOUNTS.split('年初预算:');
    expect(say(text, start)).toEqual(['异']);
  });
  it('says nothing where the other is not known', () => {
    const [start = ''] = ACCOUNTS.split('年初预算:');
    const text = `甲{{完成 "支出"}}{{差额 "支出"}}{{幅度 "支出"}}{{#if (相差 "支出")}}不同{{/if}}。`;
    expect(say(text, start)).toEqual(['甲。']);
  });
});

it('万元 零="保留" keeps two decimals; without it the zeros at the end go', () => {
  expect(say('{{金额 "支出"}}、{{金额 "支出" 零="保留"}}')).toEqual(['2,060万元、2,060.00万元']);
});

it('率 is the share of one amount of a row in another', () => {
  const rates = '{{#逐 "项目自评"}}占{{率 "执行数" 总="全年预算"}}。{{/逐}}';
  expect(say(rates)).toEqual(['占50%。']);
  const none = accounts(['全年预算: 1000 ', '全年预算: 0 '], ['总分: 85', '总分: 95']);
  expect(say(rates, none)).toEqual(['占。']);
});

describe('逐 with 末', () => {
  const words = (...names: string[]) => {
    const entries = names.map((name) => `${name}: 解释`).join(', ');
    return accounts(['重点工作:', `名词解释: { ${entries} }\n重点工作:`]);
  };
  it.each([
    [['甲'], '甲。'],
    [['甲', '乙'], '甲和乙。'],
    [['甲', '乙', '丙'], '甲、乙和丙。'],
  ])('%s', (names, expected) => {
    const text = '{{#逐 "补充名词" 间="、" 末="和"}}{{名称}}{{/逐}}。';
    expect(say(text, words(...names))).toEqual([expected]);
  });
  it('passes over rows that print nothing', () => {
    const text = '{{#逐 "补充名词" 间="、" 末="和"}}{{#if (有原因 "收入")}}甲{{/if}}{{/逐}}。';
    expect(say(text, words('甲', '乙'))).toEqual(['。']);
  });
});

describe('原因', () => {
  const because = (reason: string, more: string) =>
    say(
      `甲{{原因 "收支总体"${more}}}。`,
      accounts(['重点工作:', `变动原因: { 收支总体: ${reason} }\n重点工作:`]),
    );
  it('列 stands before a list of reasons, and only there', () => {
    expect(because('一是增人，二是增项', ' 列="："')).toEqual([
      '甲，主要原因：一是增人，二是增项。',
    ]);
    expect(because('增人', ' 列="："')).toEqual(['甲，主要原因是增人。']);
    expect(because('一是增人', ' 前="主要是" 列="："')).toEqual(['甲，主要原因：一是增人。']);
  });
  it('of a row, of a class and of what is written elsewhere', () => {
    const input = accounts([
      '重点工作:',
      '变动原因: { 财政拨款收入: { 政府性基金预算: 土地出让 } }\n主要用途: { "201": 办公 }\n重点工作:',
    ]);
    expect(
      say('{{#逐 "拨款构成" 间="；"}}{{名称}}{{原因 "财政拨款收入.{资金}"}}{{/逐}}', input),
    ).toEqual(['一般公共预算财政拨款收入；政府性基金预算财政拨款收入，主要原因是土地出让']);
    expect(say('用于{{原因 "主要用途.201" 点="" 前=""}}。', input)).toEqual(['用于办公。']);
  });
});

describe('图', () => {
  const three = '甲\n{{图 "收支总计变动"}}\n{{图 "收入结构"}}\n乙{{图 "支出结构"}}丙';
  it('stands on a line of its own, numbered', () => {
    expect(say(three)).toEqual([
      '甲',
      '［图1：收、支决算总计变动情况］',
      '［图2：收入决算结构］',
      '乙',
      '［图3：支出决算结构］',
      '丙',
    ]);
  });
  it('of a year that is not known leaves no gap in the numbers', () => {
    const [start = ''] = ACCOUNTS.split('年初预算:');
    expect(say(three, start)).toEqual([
      '甲',
      '［图1：收入决算结构］',
      '乙',
      '［图2：支出决算结构］',
      '丙',
    ]);
  });
});

describe('mistakes', () => {
  const bases = '可用的口径：本年、上年、上年执行数、年初预算、全年预算';
  it('in what is compared', () => {
    refused(
      '{{完成 "支出" 对="去年"}}{{差额 "支出" 对=上年}}{{幅度 "三公经费" 项="接待费"}}',
      ['对="去年"', '没有“去年”这个口径', bases],
      ['对=上年', '“对=”后面要写加引号的字'],
      ['项="接待费"', '参数“项”不能是“接待费”', '是不是“公务接待费”？'],
    );
    refused(
      '{{完成 "授予中小企业"}}{{差额 "自评项目支出"}}{{#if (相差 "支出" 对="年初")}}甲{{/if}}',
      ['"授予', '量“授予中小企业”没有上年数，不能用“完成”'],
      ['"自评项目', '量“自评项目支出”没有上年数，不能用“差额”'],
      ['对="年初"', '没有“年初”这个口径', bases],
    );
  });
  it('in how it is printed', () => {
    const whole = '“位=”后面要写 0 到 6 的整数';
    refused(
      '{{完成 "支出" 位="7"}}{{完成 "支出" 位="1.0"}}{{完成 "支出" 零="去掉"}}{{金额 "支出" 零="有"}}',
      ['位="7"', whole],
      ['位="1.0"', whole],
      ['零="去掉"', '“零=”只能写“保留”'],
      ['零="有"', '“零=”只能写“保留”'],
    );
  });
  it('in the other quantity of 同向, and in 连', () => {
    refused(
      '{{#if (同向 "支出")}}甲{{/if}}{{#if (同向 "支出" 同="收入")}}乙{{/if}}{{#if (同向 "支出" 同=(量 "收人"))}}丙{{/if}}{{段 "主要职责" 连="否"}}',
      ['(同向 "支出")', '“同向”还要写 同=(量 "…")'],
      ['同="收入"', '“同=”后面要写 (量 "…")'],
      ['"收人"', '没有“收人”这个量', '是不是“收入”？'],
      ['连="否"', '“连=”只能写“是”'],
    );
  });
  it('in where it stands', () => {
    refused(
      '{{相差 "支出"}}{{#if (图 "收入结构")}}甲{{/if}}{{#if (完成 "支出")}}乙{{/if}}',
      ['{{相差', '“相差”不能这样用', '请写 {{#if (相差 "…")}}…{{/if}}'],
      ['(图', '“图”不能这样用', '请写 {{图 "…"}}'],
      ['(完成', '“完成”不能这样用', '请写 {{完成 "…"}}'],
    );
  });
  it('in the name of a chart, of a reason and of an amount', () => {
    refused(
      '{{图 "收入结够"}}{{图 收入结构}}{{原因 "主要用途.20101"}}{{原因 "支出" 排="甲"}}',
      ['"收入结够"', '没有“收入结够”这个图', '是不是“收入结构”？'],
      ['{{图 收', '“图”后面要写一个加引号的图', '图 "…"，引号用半角的'],
      ['"主要用途.20101"', '没有“主要用途.20101”这个原因', '是不是“主要用途.{编码}”？'],
      ['排=', '“原因”没有“排”这一项', '可用的项：前、点、列'],
    );
    refused(
      '{{#逐 "运行费明细" 末=和}}{{率 "金额"}}{{率 "金频" 总="金额"}}{{率 "金额" 总="预算"}}{{率 "金额" 总=(量 "支出")}}{{/逐}}',
      ['末=和', '“末=”后面要写加引号的字'],
      ['{{率 "金额"}}', '“率”还要写 总="…"', '总 是作为分母的金额'],
      ['"金频"', '没有“金频”这个金额', '是不是“金额”？'],
      ['总="预算"', '没有“预算”这个金额', '可用的金额：金额'],
      ['总=(量', '“总=”后面要写加引号的金额'],
    );
  });
});
