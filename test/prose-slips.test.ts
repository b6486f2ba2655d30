/** 文字-07 to 文字-10: missing units, parts and wholes, slips of the pen. Each with near misses. */
import { describe, expect, it } from 'vitest';
import { PROSE_RULES } from '../src/checks/prose.js';
import { isFinding } from '../src/checks/rule.js';
import { compileWhole, SMALL } from './helpers/input.js';
import { exampleOf, findings, messages } from './helpers/prose.js';

const BUDGET = 'wuchang/2026.yaml';
const REASON = ['变动原因', '收支总体'];

describe('a share without %, an amount without its unit', () => {
  it.each([
    ['基本支出2665.41万元，占总支出的61.47，', '占总支出的61.47'],
    ['占比45.2。', '占比45.2'],
    ['比上年增长12.5，', '增长12.5'],
    ['下降3', '下降3'],
    ['完成年初预算的98.5；', '完成年初预算的98.5'],
    ['执行率为98。', '执行率为98'],
    ['因人员调入增加35.6，其余持平', '增加35.6'],
    ['安排经费120，用于培训', '经费120'],
    ['共计1,055.02。', '共计1,055.02'],
    ['增加3，其余不变', '增加3'],
  ])('%s: told of %s', (text, words) => {
    const found = messages(BUDGET, '文字-07', text);
    expect(found).toEqual([`“机构说明”里的“${words}”没有写单位`]);
  });
  it.each([
    '占总支出的61.47%，增长12.5％',
    '增长3倍，下降2个百分点，增加35.6万元',
    '占地1200，占用3间',
    '占全市第3，',
    '列入2026年预算2026。',
    '一般公共服务支出201，行政运行支出2010101，',
    '经费1，经费2，',
    '单位：万元。支出120，收入130。',
    '增加1、招录；2、调入',
    '支出（含上级资金）120万元',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-07', text)).toEqual([]);
  });
  it('nor of what stands in an indicator', () => {
    expect(messages(BUDGET, '文字-07', '比上年增长12.5', ['绩效项目', 0, '指标'])).toEqual([]);
  });
});

describe('a part and its whole', () => {
  it.each([
    ['安排经费100万元，其中办公费120万元。', '120万元', '100万元'],
    ['安排经费100万元，其中：办公费20万元、会议费1200万元', '1200万元', '100万元'],
    ['预算100万元，比上年增加5万元，其中办公费120万元', '120万元', '100万元'],
    ['支出1亿元，其中基本支出1.2亿元', '1.2亿元', '1亿元'],
    ['支出１００万元，其中办公费１２０万元', '120万元', '100万元'],
    ['编制20人，其中行政编制25人', '25人', '20人'],
  ])('%s', (text, part, whole) => {
    expect(messages(BUDGET, '文字-08', text)).toEqual([
      `“其中”的“${part}”大于前面的总数“${whole}”`,
    ]);
  });
  it.each([
    '安排经费100万元，其中办公费20万元、会议费80万元',
    '经费1.2亿元，其中5000万元用于建设',
    '比上年增加5万元，其中人员经费6万元',
    '比上年增加5万元，其中人员经费增加6万元，公用经费减少1万元',
    '预算100万元，其中办公费20万元，比上年减少150万元',
    '预算100万元，其中办公费20万元；项目支出300万元',
    '预算100万元。其中办公费120万元',
    '科室2个，其中工作人员20人',
    '每次不超过5万元，其中三年共30万元',
    '安排经费100万元以上，其中专项120万元',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-08', text)).toEqual([]);
  });
  it('points at the part as it is written', () => {
    const text = '安排经费 100 万元，其中办公费 120 万元。';
    const [found] = findings(BUDGET, '文字-08', text);
    expect(found?.span.end).toBe((found?.span.start ?? 0) + '120 万元'.length);
  });
});

describe('an amount that is many times the total', () => {
  it.each([
    ['增加经费200000.00万元', '经费200000.00万元'],
    ['新增项目，增加 200000 万元', '增加200000万元'],
    ['政府采购预算80亿元', '预算80亿元'],
  ])('%s is told of', (text, words) => {
    const found = messages(BUDGET, '文字-08', text, REASON);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^“${words}”是部门总数 [\\d,.]+ 万元的 \\d+ 倍$`));
  });
  it('asks for the unit where 元 would fit', () => {
    const [found] = findings(BUDGET, '文字-08', '增加经费200000.00万元', REASON);
    expect(found?.hint).toBe('是不是把元写成了万元？请核对单位');
  });
  it.each([
    '增加经费20万元',
    '增加经费20000万元',
    '全区规上工业产值增加200亿元',
    '招商引资项目总投资增加200亿元',
    '带动社会资金200亿元',
    '增加经费200000.00元',
    '增值税收入200亿元',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-08', text, REASON)).toEqual([]);
  });
});

describe('slips of the pen', () => {
  it.each([
    ['经费的的增加', '“的的”重复了'],
    ['负责和和协调', '“和和”重复了'],
    ['主要主要是人员增加', '“主要主要”重复了'],
    ['增加35万元万元', '“万元万元”重复了'],
    ['增加人员，，减少支出', '“，，”标点重复了'],
    ['负责示例工作。，', '“。，”标点重复了'],
    ['负责示例工作。。', '“。。”标点重复了'],
    ['增加人员,减少支出', '“,”是半角的标点'],
    ['增加人员;减少支出,压减经费', '“;”是半角的标点，共 2 处'],
  ])('%s', (text, what) => {
    expect(messages(BUDGET, '文字-09', text)).toEqual([`“机构说明”里的${what}`]);
  });
  it.each([
    '以服务为目的的活动',
    '为了了解情况，参与与配合，以及及时办理，平和和谐',
    '但是是非曲直，针对对象，即将到期',
    '研究研究，一步一步，进一步加强',
    '1,055.02万元，A,B两类',
    '详见……。其他略。',
    '（一）负责示例工作；（二）负责其他。',
    '在职人员人员经费，本部门部门预算，年度年度目标',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-09', text)).toEqual([]);
  });
});

describe('two names for one department', () => {
  const input = (reason: string) =>
    `${SMALL.replace('负责示例工作', '本部门负责示例工作')}变动原因: { 收支总体: ${reason} }\n`;
  const mixed = (reason: string) =>
    compileWhole(input(reason)).checks.flatMap(({ rule, outcome, severity }) =>
      rule.id === '文字-10' && isFinding(outcome)
        ? [`${outcome.span.line}:${outcome.span.column} ${severity} ${outcome.message}`]
        : [],
    );
  it('are told of once, at the first place of the rarer', () => {
    expect(mixed('本单位人员增加，本单位增编')).toEqual([
      '14:9 提示 “本单位”写了 2 处，“本部门”写了 1 处，叫法不一',
    ]);
  });
  it('one alone, or another word, is not', () => {
    expect(mixed('本部门人员增加')).toEqual([]);
    expect(mixed('基本单位普查，基本部门')).toEqual([]);
  });
});

describe('the examples', () => {
  it.each([
    'wuchang/2026.yaml',
    'wuchang/2024-final.yaml',
    'hongshan/2025.yaml',
    'hongshan/2023-final.yaml',
    'jianghan/2024.yaml',
  ])('%s: nothing is found in what was really published', (file) => {
    const { budget, profile } = exampleOf(file);
    const rules = PROSE_RULES.filter(({ id }) => /文字-(?:07|08|09|10)/.test(id));
    expect(rules).toHaveLength(4);
    const context = { budget, profile, tables: new Map() };
    for (const rule of rules) expect(rule.run(context)).toEqual([]);
  });
});
