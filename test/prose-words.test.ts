/** 文字-01, 文字-05 and 文字-06: blanks, names of subjects, years; 科目补充; waivers and places. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROSE_RULES } from '../src/checks/prose.js';
import { compileText, edit, example, line, problems, SMALL } from './helpers/input.js';
import { findings, messages } from './helpers/prose.js';
import { compileExample } from './helpers/world.js';

const BUDGET = 'wuchang/2026.yaml';
const FINAL = 'wuchang/2024-final.yaml';
const HONGSHAN = 'hongshan/2025.yaml';

const GOLDEN = {
  'wuchang-2026': BUDGET,
  'hongshan-2025': HONGSHAN,
  'jianghan-2024': 'jianghan/2024.yaml',
  'wuchang-2024-final': FINAL,
  'hongshan-2023-final': 'hongshan/2023-final.yaml',
};
/** What the fixed wording of a published format calls otherwise than the dictionary. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'jianghan-2024': [
    ...Array<string>(3).fill('科目字典里没有“社会保障和就业”这个类级科目'),
    '科目字典里没有“住房货币化”这个项级科目',
  ],
};

describe('a text that was not filled in', () => {
  it.each([
    ['共涉及项目××个', '××'],
    ['资金XX万元', 'XX'],
    ['资金xxx万元', 'xxx'],
    ['TODO 补写职责', 'TODO'],
    ['金额 tbd', 'tbd'],
    ['FIXME', 'FIXME'],
    ['开展招商、培训等……', '……'],
    ['主要是...', '...'],
    ['主要是。。。', '。。。'],
    ['目标值待定', '待定'],
    ['原因（待补充）', '待补充'],
    ['数字待核实。', '待核实'],
    ['用途？？', '？？'],
    ['增加？万元', '？'],
    ['完成____次', '____'],
    ['（略）', '（略）'],
    ['【请填写主要职责】', '【请填写主要职责】'],
    ['（此处填写原因）', '（此处填写原因）'],
    ['某某单位负责', '某某'],
    ['2024 年机关运行经费 61.03 万元，较 2023 年预算增加（减少）0.62 万元', '增加（减少）'],
    ['较 2023 年预算增加下降 1%', '增加下降'],
    ['共涉及项目    个', '项目 个'],
    ['（）', undefined],
    ['网络运维（ ）', '（ ）'],
    ['涉及资金万元，', '资金万元'],
  ])('%s: told of %s', (text, words) => {
    const found = messages(BUDGET, '文字-01', text);
    expect(found).toEqual(words === undefined ? [] : [`“机构说明”里有“${words}”，像是没有填完`]);
  });
  it.each([
    '误差±5%，带宽≥2G，5×2次，XXIV届，exxon，AXX，Xbox',
    '接待定点饭店，招待定额，等待核实，对待填报，有待补充，亟待补齐短板，待补助对象',
    '按季填写台账（填写规范、完整），单位：万元，每万元产值能耗，几万元',
    '增加（含上级）5万元；减少0.5%；1.2.3 节',
    '“三公”经费（含因公出国（境）费）持平',
    '027-00000000，某年某月，某项工作',
  ])('nothing is told of %s', (text) => {
    expect(messages(BUDGET, '文字-01', text)).toEqual([]);
  });
  it('looks at names of projects and indicators, not at contacts', () => {
    expect(messages(BUDGET, '文字-01', 'XX项目', ['项目支出', 0, '名称'])).toHaveLength(1);
    const indicator = ['绩效项目', 0, '年度目标', 0, '指标', '产出指标', '数量指标', 0, '值'];
    expect(messages(BUDGET, '文字-01', '≥××%', indicator)).toHaveLength(1);
    for (const key of ['联系人', '联系电话'])
      expect(messages(BUDGET, '文字-01', '某某00000000××', ['整体绩效', key])).toEqual([]);
    expect(messages(BUDGET, '文字-01', '待定', ['豁免', 0, '理由'])).toEqual([]);
  });
});

describe('subjects that a text names', () => {
  it.each([
    // published
    [
      BUDGET,
      '22. 住房保障支出（类）住房改革支出（款）房租补贴（项）。',
      '科目字典里没有“房租补贴”这个项级科目',
      '提租补贴',
    ],
    [
      BUDGET,
      '3、201 卫生健康支出 56.48 万元',
      '科目字典里 201 是“一般公共服务支出”，这里写的是“卫生健康支出”',
      undefined,
    ],
    // made up
    [
      BUDGET,
      '住房保障支出(类) 住房改革支出(款) 住房公积 (项)',
      '没有“住房公积”这个项级',
      '住房公积金',
    ],
    [BUDGET, '卫生健康（类）行政事业单位医疗（款）', '没有“卫生健康”这个类级', '卫生健康支出'],
    [
      BUDGET,
      '社会保障和就业支出（类）行政事业单位离退休（款）',
      '没有“行政事业单位离退休”这个款级',
      undefined,
    ],
    [BUDGET, '住房改革支出（类）', '没有“住房改革支出”这个类级', undefined],
    [
      BUDGET,
      '卫生健康支出（类）住房改革支出（款）',
      '“住房改革支出”不是“卫生健康支出”下面的款级科目',
      undefined,
    ],
    [BUDGET, '其他行政单位医疗（项）', '没有“其他行政单位医疗”这个项级', undefined],
    [BUDGET, '2210202 房租补贴', '2210202 是“提租补贴”，这里写的是“房租补贴”', undefined],
    [BUDGET, '2210202住房公积金支出', '2210202 是“提租补贴”，这里写的是“住房公积金”', undefined],
    [BUDGET, '30201 办公用品', '30201 是“办公费”', undefined],
    [BUDGET, '从2080501事业单位离退休调剂', '2080501 是“行政单位离退休”', undefined],
    [
      HONGSHAN,
      '科学技术支出（类）技术研究与开发（款）其他技术研究开发支出（项级）',
      '没有“其他技术研究开发支出”',
      undefined,
    ],
  ])('%s is told of %s', (file, text, told, near) => {
    const [found, ...more] = findings(file, '文字-05', text);
    expect(more).toEqual([]);
    expect(found?.message).toContain(told);
    if (near !== undefined) expect(found?.hint).toContain(`是不是“${near}”？`);
  });
  it.each([
    '22. 住房保障支出（类）住房改革支出（款）提租补贴（项）。',
    '参公退休统筹待遇归到事业单位离退休（项）',
    '一般公共服务支出(类) 政府办公厅（室）及相关机构事务(款) 行政运行(项)',
    '工资福利支出（类）基本工资（款），政府采购货物（类）',
    '按功能分类科目（类、款、项）编列，支出功能分类（类）',
    '201 一般公共服务支出，2210202提租补贴，208社会保障和就业支出',
    '201个项目、208 人次、210 元、221.5万元，1201 卫生健康支出，2210202 科目',
    '2024年，301会议室，编号2210202，文号〔2024〕201号卫生健康支出',
    '（一）（类），住房保障支出（类）、卫生健康支出（类）',
    '卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）、事业单位医疗（项）',
    '其他社会保障和就业支出（款）其他社会保障和就业支出（项）',
    '科学技术支出（ 类 ）科学技术管理事务（ 款 ）',
    '工业（类）企业，共3（项）；若干事（项）',
  ])('nothing is told of %s', (text) => {
    expect(messages(FINAL, '文字-05', text)).toEqual([]);
  });
  it('knows the names of the format and of 科目补充', () => {
    expect(messages(BUDGET, '文字-05', '其他技术与开发支出（项）')).toEqual([]);
    const added =
      '科目补充:\n  功能分类:\n    "2060155": { 名称: 新型事务 }\n变动原因:\n  收支总体: 新型事务（项）增加，旧型事务（项）减少\n';
    expect(problems(SMALL + added).filter((one) => one.includes('旧型'))).toEqual([
      '35:19 警告 subject-unknown 科目字典里没有“旧型事务”这个项级科目 → 是不是“新型事务”？字典里没有的科目写在“科目补充”里',
    ]);
  });
});

describe('the year of a goal', () => {
  const goal = ['整体绩效', '年度目标', 0, '内容'];
  it.each([
    ['2025年完成招商任务', goal],
    ['到2025年底，完成招商任务', goal],
    ['1.2025 年围绕重点产业招商', ['整体绩效', '年度工作任务', 0]],
    ['2024年至2025年办好活动', ['绩效项目', 0, '年度目标', 0, '内容']],
  ])('%s is last year’s', (text, path) => {
    expect(messages(BUDGET, '文字-06', text, path)).toHaveLength(1);
  });
  it.each([
    ['2026年完成招商任务', goal],
    ['在2025年的基础上，2026年增长5%', goal],
    ['比2025年增长5%，支付2025年尾款', goal],
    ['到2030年，完成建设', goal],
    ['2025年完成', ['绩效项目', 0, '年度目标', 0, '指标', '产出指标', '数量指标', 0, '上年']],
    ['文号202500年', goal],
  ])('nothing is told of %s', (text, path) => {
    expect(messages(BUDGET, '文字-06', text, path)).toEqual([]);
  });
  it('is that of final accounts, too, and only a hint', () => {
    const path = ['项目自评', 0, '目标', 0, '内容'];
    expect(findings(FINAL, '文字-06', '2023年新增75户', path)[0]).toMatchObject({
      message: '“内容”说到 2023 年，没有说到 2024 年',
    });
    expect(PROSE_RULES.find(({ id }) => id === '文字-06')?.severity).toBe('提示');
  });
});

describe('科目补充 of a code that the dictionary has', () => {
  const added = (lines: string) => problems(`${SMALL}科目补充:\n${lines}`);
  it('is an error under another name, at the key', () => {
    expect(added('  功能分类:\n    "2210202": { 名称: 房租补贴 }\n')).toEqual([
      '33:5 name-duplicate 科目字典里 2210202 是“提租补贴”，这里写的是“房租补贴” → 科目补充只写字典里没有的科目；本区统一用别的名称的，写在格式文件的“科目”里',
    ]);
    expect(added('  经济分类:\n    "30201": { 名称: 办公用品 }\n')[0]).toContain(
      '33:5 name-duplicate 科目字典里 30201 是“办公费”，这里写的是“办公用品”',
    );
  });
  it('is fine under its own', () => {
    expect(added('  功能分类:\n    "2210202": { 名称: 提租补贴, 说明: 反映补贴。 }\n')).toEqual([]);
  });
});

describe('findings of an input', () => {
  const written = (reason: string, more = '') =>
    `${SMALL}上年:\n  一般公共预算支出: { "2060101": 500.50, "2060199": 1500 }\n变动原因:\n  功能科目: { "2060101": 增人 }\n  收支总体: ${reason}\n${more}`;
  it('stand where the words stand, folded or escaped or not', () => {
    const told = (text: string) =>
      problems(text).map((one) => one.split(' ').slice(0, 3).join(' '));
    expect(told(written('增人，比上年增加0.2万元'))).toEqual(['35:12 警告 total-mismatch']);
    expect(told(written('"增人，比上年增加0.2万元"'))).toEqual(['35:13 警告 total-mismatch']);
    expect(told(written('|\n    增人。\n    基本支出0.15万元，项目支出0.16万元'))).toEqual([
      '37:16 警告 total-mismatch',
    ]);
    expect(told(written('"增\\u4eba，项目支出0.16万元"'))).toEqual(['35:18 警告 total-mismatch']);
  });
  it('do not keep the package from being made', () => {
    expect(compileText(written('项目支出0.16万元')).compiled).toBeDefined();
  });
  it('can be waived', () => {
    const waiver = '豁免: [{ 规则: 文字-02, 内容: 项目支出, 理由: 含上级 }]\n';
    expect(problems(written('项目支出0.16万元', waiver))).toEqual([]);
    expect(problems(written('基本支出0.16万元', waiver))[0]).toContain('基本支出是 0.15005 万元');
    const share = '豁免: [{ 规则: 文字-03, 内容: 占支出合计, 理由: 口径不同 }]\n';
    expect(problems(written('项目支出0.15万元，占支出合计的40%'))).toHaveLength(1);
    expect(problems(written('项目支出0.15万元，占支出合计的40%', share))).toEqual([]);
  });
  it('are none in the examples', () => {
    for (const file of [
      BUDGET,
      FINAL,
      HONGSHAN,
      'hongshan/2023-final.yaml',
      'jianghan/2024.yaml',
    ]) {
      const prose = compileExample(file).checks.filter(({ rule }) => rule.id.startsWith('文字-'));
      expect(
        prose.flatMap(({ outcome }) => ('message' in outcome ? [outcome.message] : [])),
      ).toEqual([]);
    }
  });
  it('are none in what the program writes itself', () => {
    for (const [name, file] of Object.entries(GOLDEN)) {
      const lines = readFileSync(new URL(`golden/${name}/说明.txt`, import.meta.url), 'utf8');
      const found = lines.split('\n').flatMap((text) => {
        if (!/\d/.test(text)) return [];
        return ['文字-02', '文字-03', '文字-04', '文字-05'].flatMap((rule) =>
          messages(file, rule, text),
        );
      });
      expect(found).toEqual(KNOWN[name] ?? []);
    }
  });
  it('are found in an example that is changed', () => {
    const text = edit(
      example(FINAL),
      '  开展情况: 各项目',
      '  开展情况: 共涉及项目8个，资金1,702.38万元，占一般公共预算项目支出总额的40%。各项目',
    );
    const found = compileText(text).diagnostics.filter(({ rule }) => rule?.startsWith('文字'));
    expect(found.map((one) => [one.rule, line(one).slice(0, 40)])).toEqual([
      ['文字-03', expect.stringMatching(/^\d+:19 警告 total-mismatch/)],
    ]);
  });
});
