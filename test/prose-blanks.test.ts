/** 文字-01, 文字-05 and 文字-06: placeholders of reasons, names nearly right, years of reasons. */
import { describe, expect, it } from 'vitest';
import { compileText, line, SMALL } from './helpers/input.js';
import { findings, messages } from './helpers/prose.js';

const BUDGET = 'wuchang/2026.yaml';
type Path = readonly (string | number)[];
const REASON: Path = ['变动原因', '收支总体'];
const USE: Path = ['主要用途', '206'];

describe('a reason that was not written', () => {
  it.each([
    '无',
    '同上',
    '略',
    '—',
    '/',
    '无。',
  ])('%s is told of in reasons and purposes alone', (text) => {
    for (const path of [REASON, USE])
      expect(messages(BUDGET, '文字-01', text, path)).toHaveLength(1);
    expect(messages(BUDGET, '文字-01', text)).toEqual([]);
    expect(messages(BUDGET, '文字-01', text, ['项目自评', 0, '问题'])).toEqual([]);
  });
  it('may be a dash, which is no text', () => {
    for (const [dash, place] of [
      ['-', '32:3'],
      ['——', '32:10'],
    ]) {
      const input = `${SMALL}变动原因:\n  收支总体: "${dash}"\n`;
      const found = compileText(input).diagnostics.map(line);
      expect(found.filter((one) => one.includes('没有写变动原因'))).toEqual([
        `${place} 警告 text-placeholder “收支总体”写的是“${dash}”，没有写变动原因 → 请写原因或用途；用不到的请删去这一项`,
      ]);
    }
  });
  it.each([
    ['此处填写增减原因', '此处填写增减原因'],
    ['人员增加/减少', '增加/减少'],
    ['请填写原因', '请填写原因'],
    ['**项目共**万元', '**'],
    ['新增***项目', '***'],
    ['○○项目增加', '○○'],
    ['□新增项目', '□'],
    ['新招录  人，增加 万元', '招录 人，'],
    ['新招录 人', '招录 人'],
    ['经费增加 万元', '增加 万元'],
  ])('%s: told of %s', (text, words) => {
    const found = messages(BUDGET, '文字-01', text, REASON);
    expect(found[0]).toContain(`“${words.replace(/\s+/g, ' ')}”`);
  });
  it.each([
    '无新增项目',
    '新招录3 人，增加 5 万元',
    '二〇〇八年、二○○九年设立，电话138****1234',
    '☑是 □否',
    '增加人员，减少开支，增加 人员编制',
    '**第一部分**',
    '**主要职责** 见下',
    '填补国内空白',
    '金额单位 万元',
    '【填补国内空白】',
    '（待填补缺口）',
    '线索待核实，信访件待补充，问题待确认，均按期办结',
    '仍有一批历史遗留的线索待核实。',
    '【2026年重点工作】',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-01', text)).toEqual([]);
    if (!text.includes('**')) expect(messages(BUDGET, '文字-01', text, REASON)).toEqual([]);
  });
  it.each([
    '待定',
    '（待定）',
    '原因待补充',
    '数字待核实',
    '[待填报]',
    '方案待录入。',
  ])('%s is told of', (text) => {
    expect(messages(BUDGET, '文字-01', text)).toHaveLength(1);
  });
});

describe('marks of a template', () => {
  it.each([
    ['ＸＸ项目', 'ＸＸ'],
    ['增加X万元', 'X'],
    ['新增ｘ人，减少支出', 'ｘ'],
    ['YYYY年增加', 'YYYY'],
    ['N/A', 'N/A'],
    ['比上年{单位}增加', '{单位}'],
    ['由{{部门}}负责', '{{部门}}'],
    [`由${'$'}{单位名称}负责`, `${'$'}{单位名称}`],
    ['由[单位名称]负责', '[单位名称]'],
    ['由（单位名称）负责', '（单位名称）'],
    ['主要是项目（增加内容）', '（增加内容）'],
    ['主要是（写明具体原因）', '（写明具体原因）'],
    ['主要是（增加（减少））', '增加（减少）'],
    ['增加（减少）', '增加（减少）'],
    ['负责相关工作（根据实际情况修改）', '（根据实际情况修改）'],
    ['政府性基金（如无请删除）', '（如无请删除）'],
    ['示例：因人员增加', '示例：'],
  ])('%s: told of %s', (text, words) => {
    const found = messages(BUDGET, '文字-01', text);
    expect(found[0]).toContain(`“${words}”`);
  });
  it.each([
    '引进X光机一台，5X型，20×30',
    'ISO9001、NBA、NASA',
    '增加人员（增加3人）',
    '设备更新（补充医疗保险）',
    '关于预算的通知（修改稿）',
    '减少支出（按实际支出结算）',
    '（含项目名称、金额）',
    '[2026]3号、〔2026〕5号',
    '<信息化建设>',
    '举例说明，示范样例库建设',
    'Y公司、年年增加',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-01', text)).toEqual([]);
  });
  it('增加或减少 is a choice in a reason alone', () => {
    expect(messages(BUDGET, '文字-01', '增加或减少的主要原因', REASON)).toHaveLength(1);
    expect(messages(BUDGET, '文字-01', '增加或减少的主要原因')).toEqual([]);
  });
});

describe('a text of nothing but signs', () => {
  it.each(['。', '，，', '…', '、', '——', '！', '（）'])('%s is no reason', (text) => {
    for (const path of [REASON, USE])
      expect(messages(BUDGET, '文字-01', text, path)).toEqual([
        `“${path[1]}”写的是“${text}”，没有写${path[0]}`,
      ]);
  });
  it.each(['。', '，', '；。'])('%s is nowhere a text', (text) => {
    expect(messages(BUDGET, '文字-01', text)).toEqual([`“机构说明”只写了“${text}”，没有内容`]);
  });
  it.each(['—', '/', '≥', '√'])('%s may be an answer', (text) => {
    expect(messages(BUDGET, '文字-01', text, ['绩效项目', 0, '依据'])).toEqual([]);
  });
});

describe('a name that the words before a level nearly end in', () => {
  it.each([
    ['参公退休统筹待遇归到事业单位离退修（项）', '事业单位离退修', '事业单位离退休'],
    [
      '经费调整到其他科学技术管理事务支岀（项）中列支',
      '其他科学技术管理事务支岀',
      '其他科学技术管理事务支出',
    ],
  ])('%s is told of %s', (text, words, near) => {
    const [found, ...more] = findings(BUDGET, '文字-05', text);
    expect(more).toEqual([]);
    expect(found?.message).toContain(`没有“${words}”`);
    expect(found?.hint).toContain(`是不是“${near}”？`);
  });
  it.each([
    '参公退休统筹待遇归到事业单位离退休（项）',
    '本年度新开工的若干重点工作（项）',
    '一批民生实事项目（项）',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-05', text)).toEqual([]);
  });
});

describe('the year of a reason', () => {
  it.each<[string, Path]>([
    ['2025年新招录人员', REASON],
    ['2025年购置设备', USE],
    ['2025年购置设备', ['项目支出', 0, '用途']],
    ['2025年完成', ['绩效项目', 0, '申请理由']],
    ['2025年完成，2024年启动', ['整体绩效', '长期目标', 0, '内容']],
    ['2025年组织了绩效自评', ['绩效管理', '开展情况']],
  ])('%s is a hint at %s', (text, path) => {
    expect(messages(BUDGET, '文字-06', text, path)).toHaveLength(1);
  });
  it.each<[string, Path]>([
    ['2026年新招录人员，2025年退休3人', REASON],
    ['2020年设立', REASON],
    ['比2025年减少，较2025年预算数减少', REASON],
    ['从2025年的5万元减少，由2025年转入，到2025年底，截至2025年，自2025年起', REASON],
    ['2025年的尾款，2025年度预算数，2025年末结转，2025年以来，补缴2025年社保', REASON],
    ['根据《2025年工作要点》、武政〔2025〕3号', REASON],
    ['2025年至2027年完成', ['整体绩效', '长期目标', 0, '内容']],
    ['到2030年完成', ['整体绩效', '长期目标', 0, '内容']],
    ['2025年成立', ['概况', '机构说明']],
    ['产业促进经费由2025年的78.4万元压减到30万元', ['整体绩效', '年度工作任务', 0]],
    ['2023年至2025年项目支出累计500万元', ['整体绩效', '年度工作任务', 0]],
  ])('nothing is told of %s', (text, path) => {
    expect(messages(BUDGET, '文字-06', text, path)).toEqual([]);
  });
});
