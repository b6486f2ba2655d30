/** Departments that lack most things: their text reads as a person would write it, in each form. */
import { describe, expect, it } from 'vitest';
import { A, full } from './helpers/final.js';
import { bare, type Said, said } from './helpers/final-read.js';
import { compileWhole } from './helpers/input.js';

/** What no line may hold: stops that follow each other, leads without anything behind them. */
const WRONG = [
  /[，、；：。][，、；。：]/,
  /(包括|主要用于)[，、；。]|其中[、；。]/,
  /[占为的][，。；]|完成预算[，。；]/,
  /支出支出|（）|\(\)|undefined|NaN|\s。|\{|\}/,
  /^[，、；。：]/,
];
const CLOSED = new RegExp(
  [
    /[。；：]$|^#|^［|^第.部分|^　|^目录$|^无$|电话：|（到项级）$/,
    /^\d+\.[^。]*(本级|馆|队|中心)$/, // a list of units
    /^[一二]、部门整体绩效|自评得分[\d.]+分$/, // headings in front of 自评表
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Headings with nothing below, leads with nothing behind, lines that do not end. */
function faults(all: readonly string[]): string[] {
  const nothing = /^#|^第.部分/;
  return all.filter((line, i) => {
    const next = all[i + 1] ?? '第一部分';
    const deeper = next.startsWith('##') && line.startsWith('# ');
    const empty = line.startsWith('#') && nothing.test(next) && !deeper;
    const part = /^第.部分/.test(line) && /^第.部分/.test(next);
    const lead = /：$/.test(line) && nothing.test(next);
    return empty || part || lead || !CLOSED.test(line) || WRONG.some((wrong) => wrong.test(line));
  });
}

const three = (n: number) => ({
  '因公出国（境）费': n,
  公务用车购置费: n,
  公务用车运行维护费: n,
  公务接待费: n,
});
const spent = (economic: Record<string, number>, more = {}) => [
  { 单位: A, 功能科目: '2010301', 经济科目: economic, ...more },
];
const own = { 资金: '单位资金' };

const DEPARTMENTS: Record<string, Record<string, unknown>> = {
  'one unit and one expenditure': {},
  'an institution without 财政拨款': {
    单位: [{ 代码: A, 名称: '示例馆', 性质: '事业单位' }],
    收入: [{ 单位: A, 事业收入: { '2010301': 50 }, 其他收入: { '2010301': 20 } }],
    基本支出: spent({ '30201': 60, '30217': 1 }, own),
    结余分配: { [A]: 9 },
    上年: { 收入: { 事业收入: 60 }, 支出: { 单位资金: 60 } },
    变动原因: { 收支总体: '增收', 财政拨款: '没有了' },
  },
  'only money that is carried through': {
    收入: [{ 单位: A }],
    基本支出: [],
    年初结转和结余: [{ 单位: A, 政府性基金预算: { '2296003': 5 } }],
    年末结转和结余: [{ 单位: A, 政府性基金预算: { '2296003': 5 } }],
  },
  'only money of the year before': {
    收入: [{ 单位: A }],
    年初结转和结余: [{ 单位: A, 一般公共预算: { '2010301': 100 } }],
  },
  'all as the year before and as planned': {
    上年: { 收入: { 一般公共预算拨款: 100 }, 支出: { 一般公共预算: 100 }, 三公经费: {} },
    年初预算: { 一般公共预算支出: { '2010301': 100 }, 机关运行经费: 0 },
    全年预算: { 三公经费: three(0) },
    变动原因: { 收支总体: '不印', 财政拨款: '不印', 功能科目: { '2010301': '不印' } },
  },
  '“三公”经费 that nobody planned': {
    基本支出: spent({ '30101': 60, '30212': 10, '31013': 10, '30231': 10, '30217': 10 }),
    全年预算: { 三公经费: three(0) },
    上年: { 三公经费: three(10) },
  },
  '“三公”经费 that was not spent': {
    上年: {
      收入: { 一般公共预算拨款: 100, 政府性基金预算拨款: 7 },
      支出: { 一般公共预算: 100, 政府性基金预算: 7 },
      三公经费: three(5),
    },
    全年预算: { 三公经费: three(3) },
  },
  'a plan of which nothing came': {
    收入: [{ 单位: A, 其他收入: { '2010301': 100 } }],
    基本支出: spent({ '30101': 100 }, own),
    年初预算: { 一般公共预算支出: { '2010302': 8 }, 机关运行经费: 3 },
  },
  'empty lists': {
    政府采购: { 货物: 5, 中小企业: { 合同金额: 0, 小微企业: 0 } },
    国有资产: { 车辆: { 公务用车: 0 } },
    项目自评: [],
    绩效管理: {},
    三公经费说明: {},
  },
};

const compiledOnce = new Map<string, Said>();
/** A department in a form; each is compiled once. */
function read(name: keyof typeof DEPARTMENTS, form = '决算'): Said {
  const key = `${name} ${form}`;
  const one =
    compiledOnce.get(key) ?? said(compileWhole(bare({ ...DEPARTMENTS[name], 格式: form })));
  compiledOnce.set(key, one);
  return one;
}

describe.each(Object.keys(DEPARTMENTS))('%s', (name) => {
  it.each(['决算', 'hongshan-2023'])('reads well in %s', (form) => {
    const { all } = read(name, form);
    expect(faults(all)).toEqual([]);
    expect(all.join('')).not.toContain('不印');
  });
});

it.each([
  '决算',
  'wuchang-2024',
  'hongshan-2023',
])('a department that has everything reads well too: %s', (form) => {
  expect(faults(said(compileWhole(full({ 格式: form }))).all)).toEqual([]);
});

describe('one unit and one expenditure', () => {
  const one = read('one unit and one expenditure');

  it('has no section, table or part for what there is not', () => {
    expect(one.ids).toEqual(Array.from({ length: 9 }, (_, i) => `公开0${i + 1}`));
    expect(one.all.filter((text) => /^第.部分　/.test(text))).toEqual([
      '第一部分　示例局部门概况',
      '第二部分　示例局2024年度部门决算表',
      '第三部分　示例局2024年度部门决算情况说明',
      '第四部分　名词解释',
    ]);
    expect(one.section('、机构设置')).toEqual([
      '从单位构成看，示例局部门决算由实行独立核算的示例局本级决算组成。',
      '纳入示例局2024年度部门决算编制范围的二级预算单位包括：',
      '1.示例局本级',
    ]);
  });

  it('compares with nothing, and draws neither years nor a structure of one part', () => {
    expect(one.figures).toEqual([]);
    expect(one.section('、收入支出决算总体')).toEqual(['2024年度收、支总计均为100万元。']);
    expect(one.section('）一般公共预算财政拨款支出决算具体情况')[0]).toBe(
      '2024年度一般公共预算财政拨款支出决算为100万元。其中：基本支出100万元，项目支出0万元。',
    );
    expect(one.section('）“三公”经费财政拨款支出决算总体')).toEqual([
      '2024年度“三公”经费财政拨款支出决算为0万元。',
    ]);
    expect(one.section('、政府采购支出')).toEqual(['2024年度示例局没有政府采购支出。']);
    expect(one.section('）预算绩效管理')).toEqual(['2024年度没有开展绩效自评的项目。']);
  });

  it.each([
    ['决算', '示例局2024年度无政府性基金预算财政拨款收入支出。'],
    ['hongshan-2023', '本单位无政府性基金预算财政拨款收入支出经费。'],
  ])('公开07, 08, 09 say that there is none: %s', (form, statement) => {
    const { table, rows } = read('one unit and one expenditure', form);
    expect(table('公开07').notes.at(-1)).toBe(statement);
    expect(table('公开08').notes.at(-1)).toMatch(/无国有资本经营预算财政拨款支出/);
    expect(table('公开09').notes.at(-1)).toBe('示例局2024年度无财政拨款“三公”经费支出。');
    for (const id of ['公开07', '公开08', '公开09'])
      expect(rows(id).map((row) => row.filter((text) => text && text !== '合　　计'))).toEqual([
        [],
      ]);
  });

  it('says what is as the year before', () => {
    const same = read('all as the year before and as planned');
    expect(same.section('、收入支出决算总体')[0]).toMatch(/与2023年度相比，收、支总计持平。$/);
    expect(same.section('、财政拨款收入支出决算总体')[0]).toMatch(
      /与2023年度相比，财政拨款收、支总计持平。$/,
    );
    expect(same.section('）一般公共预算财政拨款支出决算总体情况')[0]).toMatch(
      /占本年支出合计的100%。与2023年度相比持平。$/,
    );
    expect(same.section('）“三公”经费财政拨款支出决算总体')[0]).toMatch(/决算数与上年持平。$/);
  });

  it('shares out nothing where there is neither income nor expenditure', () => {
    const kept = read('only money that is carried through');
    expect(kept.figures).toEqual([]);
    expect(kept.section('、政府性基金预算财政拨款收入支出决算情况')).toEqual([
      '2024年度政府性基金预算财政拨款年初结转和结余5万元，本年收入0万元，本年支出0万元，年末结转和结余5万元。',
    ]);
    expect(kept.rows('公开07').at(-1)?.slice(4)).toEqual([
      '5.00',
      '0.00',
      '0.00',
      '0.00',
      '0.00',
      '5.00',
    ]);
  });

  it('tells a plan of which nothing came', () => {
    const planned = read('a plan of which nothing came');
    expect(planned.section('、一般公共预算财政拨款支出决算情况')).toEqual([
      '## （一）一般公共预算财政拨款支出决算总体情况',
      '2024年度一般公共预算财政拨款支出0万元，占本年支出合计的0%。',
      '## （二）一般公共预算财政拨款支出决算具体情况',
      '2024年度一般公共预算财政拨款支出年初预算为8万元，支出决算为0万元，完成年初预算的0%。其中：基本支出0万元，项目支出0万元。',
      '1.一般公共服务支出具体包括：',
      '（1）一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）。年初预算为8万元，支出决算为0万元，完成年初预算的0%。',
    ]);
  });
});
