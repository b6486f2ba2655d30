/**
 * The mistakes of the published packages: each is either impossible, since the program writes the
 * words from the figures, or found where a person writes it.
 */
import { describe, expect, it } from 'vitest';
import { edit, example } from './helpers/input.js';
import { compiled, compileExample, compileText, documentLines, placeIn } from './helpers/world.js';

const linesOf = new Map<string, readonly string[]>();
/** What the package of an example says, line by line. */
function lines(name: string): readonly string[] {
  const known = linesOf.get(name);
  if (known) return known;
  const made = documentLines(compiled(compileExample(`${name}.yaml`)).document);
  linesOf.set(name, made);
  return made;
}

describe('what the program writes cannot be wrong in these ways', () => {
  it.each([
    [
      'all basic expenditure called 人员经费',
      'hongshan/2023-final',
      /^人员经费1466\.62/,
      /^人员经费1316\.78万元，主要包括：基本工资、津贴补贴/,
    ],
    [
      'a subject under another name than the dictionary has',
      'hongshan/2023-final',
      /房租补贴/,
      /^22\.住房保障支出（类）住房改革支出（款）提租补贴（项）。年初预算为17\.52万元/,
    ],
    [
      'a choice of words left as the form has it',
      'jianghan/2024',
      /增加（减少）|增加下降/,
      /^2024年机关运行经费61\.03万元，较2023年预算减少0\.62万元，下降1\.01%。/,
    ],
    [
      'the code of one class before the name of another',
      'jianghan/2024',
      /201\s*卫生健康支出/,
      /卫生健康支出56\.48万元/,
    ],
    [
      'parts that do not add up to the whole beside them',
      'wuchang/2024-final',
      /项目支出1,702\.37万元/,
      /支出决算为4,255\.83万元.*其中：基本支出2,553\.45万元，项目支出1,702\.38万元。/,
    ],
    [
      'economic subjects that have no amount, or under other names',
      'wuchang/2024-final',
      /^人员经费.*、医疗费、|^公用经费.*因公出国\(境\)费用、维修/,
      /^公用经费174\.91万元，主要包括：办公费、印刷费、咨询费、/,
    ],
    [
      'a share that is not the quotient of its amounts',
      'wuchang/2024-final',
      /资金1,702\.38万元，占一般公共预算项目支出总额的40%/,
      /共涉及项目8个，资金1,512\.38万元，占一般公共预算项目支出总额的88\.8%。/,
    ],
    [
      'all expenditure given as the basic one',
      'wuchang/2026',
      /基本支出4,335\.95万元/,
      /^2026年一般公共预算基本支出2,665\.41万元，其中：/,
    ],
    [
      'a percentage with two points',
      'wuchang/2026',
      /\d\.\d+\.\d+%/,
      /机关事业单位基本养老保险缴费支出（项）2026年预算数113\.25万元，比2025预算增加12\.45万元，增长12\.4%/,
    ],
    [
      'the year before given as the year',
      'wuchang/2026',
      /行政单位医疗（项）2025年预算数/,
      /行政单位医疗（项）2026年预算数24\.67万元/,
    ],
    [
      '不持平, and 持平 without the word that it needs',
      'wuchang/2026',
      /不持平|，比2025年预算持平/,
      /^（2）公务用车运行维护费3万元，与2025年预算持平，/,
    ],
    [
      'kinds of purchases that do not add up to their total',
      'wuchang/2026',
      /服务类915\.17万元/,
      /政府采购预算支出合计1,198\.22万元.*货物类5\.5万元，工程类0万元，服务类1,192\.72万元。/,
    ],
    [
      'a kind of purchases that is not what the table adds up to',
      'jianghan/2024',
      /货物类3\.3万元/,
      /政府采购预算支出合计3\.8万元.*货物类3\.8万元。/,
    ],
    [
      'a total of appropriations that was forgotten',
      'putuo/2024-final',
      /财政拨款收入支出总计(0\.3万元|持平)/,
      /财政拨款收入支出总计2961\.68万元。与2023年度相比，财政拨款收入支出总计减少63\.14万元，下降2\.09%。/,
    ],
    [
      'a share that is not the quotient of its amounts, beside others that are',
      'putuo/2024-final',
      /占71\.73%/,
      /一般公共服务支出（类）2106\.66万元，占71\.65%；社会保障和就业支出（类）326\.72万元，占11\.11%；/,
    ],
    [
      'an economic subject without an amount in place of the one that has it',
      'putuo/2024-final',
      /个人农业生产补贴/,
      /人员经费2152\.26万元，主要包括：.*、退休费、奖励金；公用经费184\.65万元/,
    ],
    [
      'the name of a 款 given as the 项, and the 类 as the 款',
      'wanli/2025',
      /卫生健康支出（款）|计划生育事务（项）/,
      /^21\. “卫生健康支出（类）计划生育事务（款）计划生育服务（项）”科目20\.00万元，主要用于计划生育事务。/,
    ],
  ])('%s', (_, name, wrong, right) => {
    expect(lines(name).filter((one) => wrong.test(one))).toEqual([]);
    expect(lines(name).some((one) => right.test(one))).toBe(true);
  });
});

/** What an example itself is told. */
const toldOf = new Map<string, ReadonlySet<string>>();

/** `规则 行:列`, of an example with one passage changed, beside what the example itself is told. */
function found(name: string, from: string, to: string): string[] {
  const told = (text: string) =>
    compileText({ 'a.yaml': text, '2025.yaml': example('wuchang/2025.yaml') }).diagnostics.map(
      (one) => ({ ...one, key: `${one.rule ?? one.code} ${one.message}` }),
    );
  const before = toldOf.get(name) ?? new Set(told(example(name)).map(({ key }) => key));
  toldOf.set(name, before);
  return told(edit(example(name), from, to))
    .filter(({ key }) => !before.has(key))
    .map(({ rule, code, line, column }) => `${rule ?? code} ${line}:${column}`);
}

/** Where a passage stands in an example after the change. */
const at = (name: string, from: string, to: string, passage: string) =>
  placeIn(edit(example(name), from, to), passage);

describe('where a person writes them, they are found', () => {
  it('政府采购 of 2026: the kinds that were published beside the total that was published', () => {
    const [name, from, to] = ['wuchang/2026.yaml', '服务: 11927200', '服务: 9151700'] as const;
    expect(found(name, from, to)).toContain(`合计-02 ${at(name, from, to, '11982200')}`);
  });
  it('“占一般公共预算项目支出总额的40%” of 2024', () => {
    const sentence = '共涉及项目8个，资金1,702.38万元，占一般公共预算项目支出总额的40%。';
    const from = '开展情况: 各项目';
    const to = `开展情况: ${sentence}各项目`;
    const place = new RegExp(
      `^文字-03 ${at('wuchang/2024-final.yaml', from, to, '资金1,702.38').split(':')[0]}:`,
    );
    expect(found('wuchang/2024-final.yaml', from, to)).toContainEqual(expect.stringMatching(place));
  });
  it('提租补贴 called 房租补贴, in a text and in 科目补充', () => {
    const name = 'hongshan/2023-final.yaml';
    const from = '变动原因:\n';
    const written = `${from}  支出: 住房保障支出（类）住房改革支出（款）房租补贴（项）减少\n`;
    expect(found(name, from, written)).toContainEqual(expect.stringMatching(/^文字-05 /));
    const renamed = `科目补充: { 功能分类: { "2210202": { 名称: 房租补贴 } } }\n${from}`;
    expect(found(name, from, renamed)).toEqual([
      `name-duplicate ${at(name, from, renamed, '"2210202": { 名称')}`,
    ]);
  });
  it('the code of one class before the name of another', () => {
    const from = '机构说明: ';
    const to = `${from}201 卫生健康支出 56.48 万元。`;
    expect(found('jianghan/2024.yaml', from, to)).toContainEqual(
      expect.stringMatching(/^文字-05 /),
    );
  });
  it('all basic expenditure given as 人员经费, and all expenditure as the basic one', () => {
    const text = (name: string, sentence: string) =>
      found(name, '主要职责:\n', `主要职责:\n    - ${sentence}\n`);
    expect(text('hongshan/2023-final.yaml', '人员经费1466.62万元。')).toContainEqual(
      expect.stringMatching(/^文字-02 /),
    );
    expect(text('wuchang/2026.yaml', '2026年一般公共预算基本支出 4,335.95 万元。')).toContainEqual(
      expect.stringMatching(/^文字-02 /),
    );
    expect(text('wuchang/2024-final.yaml', '项目支出1,702.37万元。')).toContainEqual(
      expect.stringMatching(/^文字-02 /),
    );
    expect(text('jianghan/2024.yaml', '政府采购货物类3.3万元。')).toContainEqual(
      expect.stringMatching(/^文字-02 /),
    );
  });
  it('the total of appropriations as it was forgotten', () => {
    const name = 'putuo/2024-final.yaml';
    const text = (sentence: string) => found(name, '机构说明:\n', `机构说明:\n    - ${sentence}\n`);
    expect(text('2024年度财政拨款收入支出总计0.3万元。')).toContainEqual(
      expect.stringMatching(/^文字-02 /),
    );
  });
  it('a 类 that is printed otherwise in two tables: only where the format makes these foot, and says so', () => {
    const { tables } = compiled(compileExample('putuo/2024-final.yaml'));
    const shown = (id: string) =>
      tables
        .filter((table) => table.id === id)
        .flatMap(({ notes }) => notes.filter((note) => note.includes('最大余数法')));
    expect(shown('公开01')).toEqual([
      '注：为使各项之和等于合计，本表有 1 个数按最大余数法调整了末位。',
    ]);
    expect(shown('公开03')).toEqual([]);
  });
  it('货物 of 2024 that is not what is listed', () => {
    const [name, from] = ['jianghan/2024.yaml', '国有资产:\n'] as const;
    const to = `政府采购: { 货物: 33000 }\n${from}`;
    expect(found(name, from, to)).toEqual([`合计-04 ${at(name, from, to, '33000 }')}`]);
  });
  it('the two years before that are not those of the year before, and small firms beyond the contracts', () => {
    // waived in the examples, which follow what was published
    const unwaived = (name: string) => {
      const text = example(name);
      const from = text.indexOf('豁免:\n');
      const to = text.indexOf('\n\n', from);
      return found(name, text.slice(from, to), '').map((one) => one.split(' ')[0]);
    };
    expect(unwaived('wuchang/2026.yaml')).toEqual(['增减-04', '增减-05']);
    expect(unwaived('wuchang/2024-final.yaml')).toEqual(['平衡-09']);
  });
});
