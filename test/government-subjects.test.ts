/** 政府预算支出经济分类: the mapping from a department's subjects, as parameter and as row source. */
import { describe, expect, it } from 'vitest';
import { governmentTarget, UNIT_NATURES } from '../src/model/subjects.js';
import { department } from './helpers/departments.js';
import { bodyOf, tableFor } from './helpers/one-table.js';
import { brief, compileText, edited, problemsOf, profileOf } from './helpers/world.js';

const { economic, government, mapping } = profileOf('预算').subjects;
const items = [...economic.keys()].filter((code) => code.length === 5);

describe('the mapping', () => {
  it.each(
    UNIT_NATURES,
  )('says of every 款 what it is in units of %s, or why that is open', (nature) => {
    const targets = items.map((code) => [code, governmentTarget(mapping, nature, code)] as const);
    expect(targets.filter(([, target]) => target === undefined)).toEqual([]);
    const wrong = targets.filter(
      ([, target]) => target && 'code' in target && government.get(target.code) === undefined,
    );
    expect(wrong).toEqual([]);
    const open = targets.flatMap(([code, target]) => (target && 'open' in target ? [code] : []));
    const later = ['30311', '31199', '31203', '31304', '39909', '39910'];
    expect(open).toEqual(nature === '机关' ? ['30107', ...later] : later);
  });

  it.each([
    ['30101', '50101', '50501'],
    ['30106', '50199', '50501'],
    ['30110', '50102', '50501'],
    ['30113', '50103', '50501'],
    ['30201', '50201', '50502'],
    ['30214', '50201', '50502'],
    ['30226', '50205', '50502'],
    ['30299', '50299', '50502'],
    ['30302', '50905', '50905'],
    ['30305', '50901', '50901'],
    ['30903', '50404', '50602'],
    ['31002', '50306', '50601'],
    ['31013', '50303', '50601'],
    ['31204', '50701', '50701'],
  ])('%s is %s in 机关 and %s in 事业单位', (code, office, institution) => {
    expect(governmentTarget(mapping, '机关', code)).toEqual({ code: office });
    expect(governmentTarget(mapping, '事业单位', code)).toEqual({ code: institution });
  });

  const file = 'subjects/经济分类对照.yaml';
  it.each([
    ['leaves none out', '    30216 50203\n', '', '没有写 30216 属于哪一款'],
    ['names what there is', '30216 50203', '30216 50213', '政府经济分类里没有 50213'],
    ['tells each once', '30216 50203', '30216 50203\n    30216 50202', '30216 写了两次'],
    [
      'has a reason for what is open',
      '30107 未定 ｜ 机关没有绩效工资；混编的单位按本地的规定列',
      '30107 未定',
      '这一行不是“原编码 现编码”',
    ],
  ])('%s', (_, from, to, message) => {
    const [problem] = problemsOf('预算', { [file]: edited(file, from, to) });
    expect(problem && brief(problem)).toMatch(
      new RegExp(`^templates/${file}:\\d+:\\d+ ${message}`),
    );
  });
});

const UNITS = [
  { 代码: '100001', 名称: '本级', 性质: '行政单位' },
  { 代码: '100002', 名称: '中心', 性质: '事业单位' },
];
const WAGES = { '30101': 30, '30201': 20 };
const basic = (economic: object = WAGES) => [
  { 单位: '100001', 功能科目: '2010301', 经济科目: economic },
  { 单位: '100002', 功能科目: '2010301', 经济科目: { '30101': 7, '30302': 3 } },
];
const income = (amount: number) => [
  { 单位: '100001', 一般公共预算拨款: amount },
  { 单位: '100002', 一般公共预算拨款: 10 },
];
const parts = (more: object = {}) => ({
  单位: UNITS,
  收入: income(50),
  基本支出: basic(),
  ...more,
});

const LIST = (source: string) =>
  `列: [{名: 编码, 文: "{编码}"}, {名: 科目, 文: "{名称}"}, {名: 合计, 量: 支出}]\n行源: [合计, ${source}]\n`;

describe('as a row source', () => {
  it.each([
    [
      '政府经济科目',
      [
        '|合计|60.00',
        '501|机关工资福利支出|30.00',
        '50101|工资奖金津补贴|30.00',
        '502|机关商品和服务支出|20.00',
        '50201|办公经费|20.00',
        '505|对事业单位经常性补助|7.00',
        '50501|工资福利支出|7.00',
        '509|对个人和家庭的补助|3.00',
        '50905|离退休费|3.00',
      ],
    ],
    [
      '类级政府经济科目',
      [
        '|合计|60.00',
        '501|机关工资福利支出|30.00',
        '502|机关商品和服务支出|20.00',
        '505|对事业单位经常性补助|7.00',
        '509|对个人和家庭的补助|3.00',
      ],
    ],
    [
      '款级政府经济科目',
      [
        '|合计|60.00',
        '50101|工资奖金津补贴|30.00',
        '50201|办公经费|20.00',
        '50501|工资福利支出|7.00',
        '50905|离退休费|3.00',
      ],
    ],
  ])('%s', (source, rows) => {
    expect(bodyOf(tableFor(LIST(source), parts()))).toEqual(rows);
  });
});

const CELLS =
  '列宽: [10, 10]\n表体: [{行: [{文: 甲}, {量: 支出, 政府经济科目: "50"}]}, {行: [{文: 乙}, {量: 支出, 政府经济科目: "501"}]}, {行: [{文: 丙}, {量: 支出, 政府经济科目: "50502"}]}]\n';

it('as a parameter: a beginning of a code, as 经济科目 is', () => {
  expect(bodyOf(tableFor(CELLS, parts()))).toEqual(['甲|60.00', '乙|30.00', '丙|0.00']);
});

describe('what is not determined', () => {
  const told = (more: object, source = '政府经济科目') => {
    const files = {
      'profiles/试.yaml':
        '名称: 试\n继承: 预算\n部分: [{标题: 表, 表: [{目录: 表, 表: [试表]}]}]\n',
      'profiles/试/试表.yaml': `表号: 试表\n名称: 试表\n纸张: 纵向\n${LIST(source)}`,
    };
    const { diagnostics } = compileText(
      { 'a.yaml': department({ 格式: '试', ...parts(more) }) },
      files,
    );
    return diagnostics.filter(({ severity }) => severity === '错误').map(brief);
  };
  const bonus = { 基本支出: basic({ '30101': 30, '30107': 20 }) };

  it('is an error where a form asks for it, and says how to write it', () => {
    const [first, ...others] = told(bonus);
    expect(others).toEqual([]);
    expect(first).toMatch(
      /^a\.yaml:\d+:\d+ 试表 试表按政府预算经济分类列示，机关的 30107 绩效工资没有确定的对应：机关没有绩效工资.*〔请在“政府经济科目”里写 "30107": \{ 机关: "5…" \}/,
    );
  });
  it('is nothing to tell where no form asks', () => {
    expect(told(bonus, '功能科目')).toEqual([]);
  });
  it.each([
    ['for all', { '30107': '50199' }],
    ['by nature', { '30107': { 机关: '50199' } }],
  ])('may be determined by the input: %s', (_, targets) => {
    const more = { ...bonus, 政府经济科目: targets };
    expect(told(more)).toEqual([]);
    const rows = bodyOf(tableFor(LIST('款级政府经济科目'), parts(more)));
    expect(rows).toContain('50199|其他工资福利支出|20.00');
  });
  it('names of both classifications are looked up', () => {
    expect(told({ 政府经济科目: { '30197': '50199' } })[0]).toContain(
      '科目字典里没有经济科目 30197',
    );
    expect(told({ 政府经济科目: { '30107': '50198' } })[0]).toContain(
      '科目字典里没有政府经济科目 50198',
    );
  });

  const project = (line: object) => ({
    收入: income(55),
    项目支出: [
      {
        名称: '甲项目',
        单位: '100001',
        用途: '甲',
        支出: [{ 功能科目: '2010302', 金额: 5, ...line }],
      },
    ],
  });
  it('expenditure without an economic subject is told at its amount', () => {
    const [first, ...others] = told(project({}));
    expect(others).toEqual([]);
    expect(first).toContain(
      '这笔支出没有写经济科目〔请写“经济科目”；只知道政府预算科目的，写“政府经济科目”〕',
    );
  });
  it('which may be written of a project alone', () => {
    expect(told(project({ 政府经济科目: '50299' }))).toEqual([]);
    const rows = bodyOf(
      tableFor(LIST('款级政府经济科目'), parts(project({ 政府经济科目: '50299' }))),
    );
    expect(rows).toContain('50299|其他商品和服务支出|5.00');
  });
});
