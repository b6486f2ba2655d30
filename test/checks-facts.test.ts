/** Rules between the figures of an input: each where it speaks, at its place, and where it keeps silent. */
import { describe, expect, it } from 'vitest';
import { accounts } from './helpers/accounts.js';
import { department } from './helpers/departments.js';
import { compileWhole, edit, type Files } from './helpers/input.js';
import { placeIn } from './helpers/world.js';

/** `规则 行:列 级别 消息`, of rules of these families. */
function told(input: string, families: RegExp, others: Files = {}): string[] {
  return compileWhole(input, others)
    .diagnostics.filter(({ rule }) => rule !== undefined && families.test(rule))
    .map((d) => `${d.rule} ${d.line}:${d.column} ${d.severity} ${d.message}`);
}

const GOAL = { 内容: '目标' };
const PROJECT = { 名称: '甲', 单位: '100001', 支出: [{ 功能科目: '2010302', 金额: 50 }] };
/** 150 万元: 100 basic, 50 of the project 甲, which has a form. */
const withForm = (form: object, more: object = {}) =>
  department({
    收入: [{ 单位: '100001', 一般公共预算拨款: 150 }],
    项目支出: [PROJECT],
    绩效项目: [
      { 名称: '甲', 项目: ['甲'], 用途: '示例', 长期目标: [GOAL], 年度目标: [GOAL], ...form },
    ],
    ...more,
  });
const OVERALL = { 长期目标截止: 2030, 长期目标: [GOAL], 年度目标: [GOAL] };

describe('a project form', () => {
  const form = (parts: object, more: object = {}) => told(withForm(parts, more), /^绩效/);
  const at = (parts: object, passage: string, more: object = {}) =>
    placeIn(withForm(parts, more), passage);

  it('has activities that come to its budget', () => {
    expect(form({ 支出明细: [{ 活动: '一', 金额: 50 }] })).toEqual([]);
    const short = { 支出明细: [{ 活动: '一', 金额: 49.99 }] };
    expect(form(short)).toEqual([
      `绩效-01 ${at(short, '49.99')} 错误 绩效项目“甲”的支出明细之和 49.99 万元，项目支出 50 万元，相差 0.01 万元`,
    ]);
  });
  it('has them from the sources of its expenditure', () => {
    const other = { 支出明细: [{ 活动: '一', 来源: '其他资金', 金额: 50.0 }] };
    expect(form(other)).toEqual([
      expect.stringMatching(/^绩效-03 .* 警告 .*来源为本级财政拨款的 0 万元，项目支出里的 50 万元/),
      expect.stringMatching(/^绩效-03 .* 警告 .*来源为其他资金的 50 万元，项目支出里的 0 万元/),
    ]);
  });
  it('buys no more than its budget', () => {
    const buys = (n: number) => ({ 采购: [{ 品名: '机', 数量: '1台', 金额: n }] });
    expect(form(buys(50))).toEqual([]);
    expect(form(buys(50.01))).toEqual([
      `绩效-04 ${at(buys(50.01), '50.01')} 警告 绩效项目“甲”的采购金额之和 50.01 万元，超过了项目当年预算 50 万元`,
    ]);
  });
  it('costs no more in its year than in all', () => {
    expect(form({ 总预算: 50 })).toEqual([]);
    expect(form({ 总预算: 49 })[0]).toMatch(
      /^绩效-05 .* 警告 绩效项目“甲”的当年预算 50 万元，超过了项目总预算 49 万元$/,
    );
  });
  it('weighs its indicators out of a hundred, or of eighty beside the execution', () => {
    const weights = (...all: number[]) => ({
      年度目标: [
        {
          内容: '目标',
          指标: {
            产出指标: { 数量指标: all.map((权重, i) => ({ 名称: `指标${i}`, 值: '1', 权重 })) },
          },
        },
      ],
    });
    expect(form(weights(60, 40))).toEqual([]);
    expect(form(weights(40, 40))).toEqual([]);
    expect(form(weights(40, 41))).toEqual([
      expect.stringMatching(
        /^绩效-06 .* 警告 “甲年度目标”的指标权重合计 81，应为 100（含预算执行的 20 时为 80）$/,
      ),
    ]);
  });
  it('states in its cost indicators what its budgets are', () => {
    const cost = (值: string, 上年: string) => ({
      上年预算: 40,
      年度目标: [
        { 内容: '目标', 指标: { 成本指标: { 经济成本指标: [{ 名称: '成本控制', 值, 上年 }] } } },
      ],
    });
    expect(form(cost('≤50万元', '40'))).toEqual([]);
    expect(form(cost('≤50.01万元', '≤41 万元'))).toEqual([
      expect.stringMatching(
        /^绩效-07 .* 警告 绩效项目“甲”的指标“成本控制”写的 50.01 万元，当年预算 50 万元，相差 0.01 万元$/,
      ),
      expect.stringMatching(/^绩效-07 .*写的 41 万元，上年预算 40 万元/),
    ]);
  });
  it('covers the year of the package', () => {
    expect(form({ 起始年度: 2026, 终止年度: 2028 })).toEqual([]);
    const over = { 起始年度: 2024, 终止年度: 2025 };
    expect(form(over)).toEqual([
      `绩效-08 ${at(over, '终止年度')} 警告 绩效项目“甲”起止 2024—2025 年，不包括本年度 2026 年`,
    ]);
    const late = withForm({}, { 整体绩效: { ...OVERALL, 长期目标截止: 2025 } });
    expect(told(late, /^绩效/)).toEqual([
      `绩效-08 ${placeIn(late, '长期目标截止')} 警告 长期目标截止 2025 年，早于本年度 2026 年`,
    ]);
  });
  it('agrees with the file of the year before on the project of its name', () => {
    const before = department({
      年度: 2025,
      编制日期: '2025-01-15',
      收入: [{ 单位: '100001', 一般公共预算拨款: 130 }],
      项目支出: [{ ...PROJECT, 支出: [{ 功能科目: '2010302', 金额: 30 }] }],
    });
    const now = (last: number) =>
      told(withForm({ 上年预算: last }, { 上年: 'b.yaml' }), /^绩效-09/, { 'b.yaml': before });
    expect(now(30)).toEqual([]);
    expect(now(31)).toEqual([
      expect.stringContaining(
        '绩效项目“甲”的上年预算 31 万元，上年文件里的项目支出 30 万元，相差 1 万元',
      ),
    ]);
  });
  it('has no line twice', () => {
    const twice = { 支出明细: [25, 25].map((金额) => ({ 活动: '一', 金额 })) };
    expect(form(twice)).toEqual([
      expect.stringMatching(/^绩效-10 .* 警告 绩效项目“甲”的“支出明细”里“一”25 万元写了两次$/),
    ]);
  });
});

describe('carry-over in a budget', () => {
  const kept = (line: object) =>
    told(
      department({
        收入: [{ 单位: '100001', 一般公共预算拨款: 90, 上年结转结余: { 一般公共预算: 10 } }],
        基本支出: [
          { 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 80 } },
          { 单位: '100001', 功能科目: '2010301', 经济科目: { '30201': 20 }, ...line },
        ],
      }),
      /^平衡/,
    );
  it('is marked where it is spent, all of it and no more', () => {
    expect(kept({ 功能科目: '2010302' })).toEqual([
      expect.stringMatching(
        /^平衡-08 .* 警告 一般公共预算上年结转结余 10 万元，写明“结转: 是”的支出 0 万元，相差 10 万元$/,
      ),
    ]);
    expect(kept({ 结转: '是' })).toEqual([
      expect.stringMatching(
        /^平衡-07 .* 错误 一般公共预算写明“结转: 是”的支出 20 万元，超过了上年结转结余 10 万元$/,
      ),
    ]);
  });
});

describe('the two years before, in the overall form', () => {
  const history = (last: object, more: object = {}) =>
    told(
      withForm(
        { 上年预算: 40, 前年预算: 20 },
        {
          整体绩效: { ...OVERALL, 近两年收支: [{ 年度: 2025, ...last }] },
          上年: { 支出: { 一般公共预算: 120 }, 机关运行经费: 15 },
          变动原因: { 收支总体: '新增', 机关运行经费: '新增' },
          ...more,
        },
      ),
      /^(绩效-02|增减-0[45])/,
    );
  const right = { 财政拨款: 120, 人员类项目支出: 65, 运转类项目支出: 15, 特定目标类项目支出: 40 };
  it('close, agree with the year before, and hold the budgets of the projects', () => {
    expect(history(right)).toEqual([]);
    expect(history({ ...right, 财政拨款: 121, 人员类项目支出: 66 })).toEqual([
      expect.stringContaining('近两年收支里上年的财政拨款 121 万元，上年财政拨款支出 120 万元'),
    ]);
    expect(history({ ...right, 运转类项目支出: 16, 人员类项目支出: 64 })).toEqual([
      expect.stringContaining('近两年收支里上年的运转类项目支出 16 万元，上年机关运行经费 15 万元'),
    ]);
    expect(history({ ...right, 特定目标类项目支出: 39, 人员类项目支出: 66 })).toEqual([
      expect.stringContaining(
        '各绩效项目的上年预算之和 40 万元，超过了近两年收支里上年的特定目标类项目支出 39 万元',
      ),
    ]);
    expect(history({ ...right, 人员类项目支出: 66 })).toEqual([
      expect.stringMatching(/^绩效-02 .* 错误 2025 年收入 120 万元，支出 121 万元，相差 1 万元$/),
    ]);
  });
});

describe('what goes with the year and with the units', () => {
  it('is dated when such a package is made', () => {
    const dated = (编制日期: string) => department({ 编制日期 });
    expect(told(dated('2025-07-01'), /^公开-05/)).toEqual([]);
    expect(told(dated('2025-06-30'), /^公开-05/)).toEqual([
      `公开-05 ${placeIn(dated('2025-06-30'), '编制日期')} 警告 2026 年度部门预算的编制日期是 2025-06-30，应在 2025-07-01 和 2026-12-31 之间`,
    ]);
    expect(told(accounts(['2025-09-01', '2024-09-01']), /^公开-05/)).toHaveLength(1);
  });
  it('has 机关运行经费 only where there are offices', () => {
    const unit = (性质: string) =>
      told(
        department({
          单位: [{ 代码: '100001', 名称: '示例中心', 性质 }],
          上年: { 支出: { 一般公共预算: 100 }, 机关运行经费: 20 },
          变动原因: { 机关运行经费: '改制' },
        }),
        /^公开-06/,
      );
    expect(unit('参公事业单位')).toEqual([]);
    expect(unit('事业单位')).toEqual([
      expect.stringContaining('没有机关运行经费，“上年”里却写了 20 万元'),
      expect.stringContaining('写了机关运行经费的变动原因'),
    ]);
  });
  it('has no more staff than posts', () => {
    const staff = (行政: number) =>
      told(department({ 人员: { 编制: { 行政: 5 }, 在职: { 行政 } } }), /^公开-17/);
    expect(staff(5)).toEqual([]);
    expect(staff(6)).toEqual([expect.stringContaining('在职行政人员 6 人，超过了行政编制 5 人')]);
  });
  it('says once what it says', () => {
    const line = { 功能科目: '2010302', 金额: 25 };
    const input = withForm({}, { 项目支出: [{ ...PROJECT, 支出: [line, line] }] });
    expect(told(input, /^公开-09/)).toEqual([
      expect.stringContaining('项目“甲”的 2010302 25 万元写了两次'),
    ]);
  });
});

describe('totals among kinds', () => {
  it.each([
    [
      '政府购买服务',
      { 政府购买服务: { 公共服务: 2, 合计: 3 } },
      '“政府购买服务”的合计写的是 3 万元，明细之和是 2 万元，相差 1 万元',
    ],
    [
      '政府采购',
      { 政府采购: { 货物: 2, 服务: 2, 合计: 5 } },
      '“政府采购”的合计写的是 5 万元，明细之和是 4 万元，相差 1 万元',
    ],
    [
      '车辆',
      { 国有资产: { 车辆: { 甲: 1, 乙: 2, 合计: 2 } } },
      '“车辆”的合计写的是 2 辆，明细之和是 3 辆，相差 1 辆',
    ],
  ])('of %s are compared, not counted', (_, parts, message) => {
    expect(told(department(parts), /^合计/)).toEqual([
      expect.stringMatching(`^合计-04 \\d+:\\d+ 错误 ${message}$`),
    ]);
  });
  it('of purchases that are listed one by one are those of the lines', () => {
    const line = { 单位: '100001', 品目编码: 'A02010105', 品目: '机', 数量: 2, 单价: 3 };
    const stated = (合计: number) =>
      told(department({ 政府采购明细: [line], 政府采购: { 合计 } }), /^合计/);
    expect(stated(6)).toEqual([]);
    expect(stated(7)).toEqual([expect.stringContaining('“政府采购”的合计写的是 7 万元')]);
  });
});

describe('尾差', () => {
  const third = (total: string, unit = '万元') =>
    compileWhole(
      department({
        金额单位: unit,
        收入: [{ 单位: '100001', 一般公共预算拨款: 0.99 }],
        基本支出: [
          {
            单位: '100001',
            功能科目: '2010301',
            经济科目: { '30101': 0.33, '30102': 0.33, '30103': 0.33 },
            合计: Number(total),
          },
        ],
      }),
    )
      .checks.filter(({ rule, severity }) => rule.id === '合计-01' && severity)
      .map(({ severity, outcome }) => `${severity} ${'message' in outcome ? outcome.message : ''}`);
  it('is a hint with its amount as far as rounding goes: 0.005 × (3 + 1)', () => {
    expect(third('0.99')).toEqual([]);
    for (const total of ['1.00', '1.01', '0.97'])
      expect(third(total)).toEqual([expect.stringMatching(/^提示 .*相差 0\.0[12] 万元，是尾差$/)]);
    expect(third('1.02')).toEqual([expect.stringMatching(/^错误 .*相差 0\.03 万元$/)]);
  });
  it('is none where amounts are written in 元', () => {
    expect(third('1.00', '元')).toEqual([expect.stringMatching(/^错误 .*相差 0\.01 元$/)]);
  });
});

describe('final accounts', () => {
  const final = (...changes: [string, string][]) =>
    told(accounts(...changes), /^(平衡-09|增减-1[34]|绩效-1[45]|公开-1[56])/);
  it('keep silent as they are', () => {
    expect(final()).toEqual([]);
  });
  it.each<[string, [string, string][], string]>([
    [
      'small firms',
      [['货物: 18 }', '货物: 18, 服务: 6 }']],
      '平衡-09 .* 警告 各类授予中小企业之和 24 万元，授予中小企业合同金额 25 万元，相差 1 万元',
    ],
    [
      '“三公”经费 over its budget',
      [['公务接待费: 30.00', '公务接待费: 29']],
      '增减-13 .* 警告 公务接待费决算 30 万元，超过了全年预算 29 万元',
    ],
    [
      'a year before without expenditure',
      [['  支出: { 一般公共预算: 1450, 政府性基金预算: 200, 单位资金: 410.0 }\n', '']],
      '增减-14 .* 警告 上年决算数没有写支出，收、支总计不能同上年相比',
    ],
    [
      'execution over the budget',
      [
        ['全年预算: 1000', '全年预算: 400'],
        ['总分: 85', '总分: 95'],
      ],
      '绩效-14 .* 警告 “甲自评”的执行数 500 万元，超过了全年预算 400 万元',
    ],
    [
      'projects beyond the whole',
      [
        ['全年预算: 1000', '全年预算: 2061'],
        ['    总分: 85\n', ''],
      ],
      '绩效-15 .* 警告 各项目自评全年预算之和 2,061 万元，超过了整体自评的全年预算 2,060 万元',
    ],
    [
      'a delegation without expenditure',
      [['接待批次: 2', '接待批次: 2\n  出国人次: 3']],
      '公开-15 .* 警告 “出国人次”是 3，因公出国（境）费却没有支出',
    ],
    [
      'more receptions than guests',
      [['接待批次: 2', '接待批次: 2\n  接待人次: 1']],
      '公开-16 .* 警告 “接待批次” 2，比“接待人次” 1 还多',
    ],
  ])('hear of %s', (_, changes, expected) => {
    expect(final(...changes)).toEqual([expect.stringMatching(`^${expected}$`)]);
  });
});

describe('an empty table', () => {
  const gift = (amount: number) =>
    told(
      department({
        基本支出: [
          {
            单位: '100001',
            功能科目: '2010301',
            经济科目: { '30101': 80, '30201': 20, '30217': amount },
          },
        ],
        收入: [{ 单位: '100001', 一般公共预算拨款: 100 + amount }],
      }),
      /^公开-08/,
    );
  it('says that there is nothing: zeros that are written keep it from saying so', () => {
    expect(gift(1)).toEqual([]);
    expect(told(department(), /^公开-08/)).toEqual([]);
    expect(gift(0)).toEqual([
      expect.stringMatching(/^公开-08 .* 警告 预算07 .*没有数，表下也没有说明$/),
    ]);
  });
});

describe('豁免', () => {
  const wrong = edit(department(), '"30201": 20', '"30201": 21');
  const waived = (parts: object) =>
    `${wrong}豁免:\n  - ${JSON.stringify({ 理由: '财政批复如此', ...parts })}\n`;
  it('lets a finding stand, with its reason, and the package is made', () => {
    expect(compileWhole(wrong).compiled).toBeUndefined();
    const { compiled, checks } = compileWhole(waived({ 规则: '平衡-01' }));
    expect(compiled).toBeDefined();
    const [covered] = checks.filter((one) => one.waiver);
    expect(covered?.rule.id).toBe('平衡-01');
    expect(covered?.severity).toBeUndefined();
    expect(covered?.waiver?.reason).toBe('财政批复如此');
  });
  it('covers only what it speaks of; a number is not part of another', () => {
    const narrow = (内容: string) =>
      told(waived({ 规则: '平衡-01', 内容 }), /^(平衡|豁免)/).map((one) => one.slice(0, 5));
    // 收入 100 万元，支出 101 万元，相差 1 万元
    for (const 内容 of ['相差 1 万元', '相差1万元', '支出和年终结转结余 101'])
      expect(narrow(内容)).toEqual([]);
    for (const 内容 of ['相差 2 万元', '相差 0.1 万元', '01 万元', '结余 10', '收入 1'])
      expect(narrow(内容)).toEqual(['平衡-01', '豁免-02']);
  });
  it('says what was found where its words are not among it', () => {
    const { diagnostics } = compileWhole(waived({ 规则: '平衡-01', 内容: '相差 2 万元' }));
    expect(diagnostics.find((d) => d.rule === '豁免-02')?.hint).toMatch(
      /^“内容”要是这句话里的字：一般公共预算收入 100 万元，.*相差 1 万元$/,
    );
  });
  it('of an error without a number would cover any other: told, with what to write', () => {
    const { diagnostics } = compileWhole(waived({ 规则: '平衡-01', 内容: '一般公共预算' }));
    const [found] = diagnostics.filter((d) => d.rule === '豁免-03');
    expect(found?.severity).toBe('警告');
    expect(found?.hint).toBe('请写“内容: 相差 1 万元”');
  });
  it('of waivers is none', () => {
    expect(told(waived({ 规则: '豁免-02' }), /^豁免/)).toEqual([
      expect.stringMatching(/^豁免-01 .* 错误 关于豁免的规则不能豁免：豁免-02$/),
    ]);
  });
  it('of a rule that there is not, or for nothing, is told', () => {
    expect(told(waived({ 规则: '平衡-99' }), /^豁免/)).toEqual([
      expect.stringMatching(/^豁免-01 .* 错误 部门预算没有“平衡-99”这条规则$/),
    ]);
    expect(told(waived({ 规则: '平衡-03' }), /^豁免/)).toEqual([
      expect.stringMatching(/^豁免-01 .* 错误 部门预算没有“平衡-03”这条规则$/),
    ]);
    expect(told(waived({ 规则: '表间-02' }), /^豁免/)).toEqual([
      expect.stringMatching(/^豁免-02 .* 警告 规则“表间-02”的豁免没有用到$/),
    ]);
  });
  it('is given with a reason', () => {
    const { diagnostics } = compileWhole(`${wrong}豁免: [{ 规则: 平衡-01 }]\n`);
    expect(diagnostics.map((d) => d.message)).toContainEqual(expect.stringContaining('缺少“理由”'));
  });
});
