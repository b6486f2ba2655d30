/** Projects of the performance forms: their order, what they consist of, and what each row tells. */
import { describe, expect, it } from 'vitest';
import { bodyOf, going, tableFor } from './helpers/one-table.js';

const GOALS = { 长期目标: [{ 内容: '远' }], 年度目标: [{ 内容: '近' }] };
const spending = (amount: number, more = {}) => ({ 功能科目: '2010302', 金额: amount, ...more });

/** Three projects of 项目支出 in two forms; 乙 is paid from transfers of the government above. */
const PROJECTS = {
  收入: [{ 单位: '100001', 一般公共预算拨款: 190, 上年结转结余: { 一般公共预算: 10 } }],
  项目支出: [
    { 名称: '甲', 编码: 'X-1', 单位: '100001', 支出: [spending(30), spending(10, { 结转: '是' })] },
    { 名称: '乙', 单位: '100001', 类别: '转移支付项目', 支出: [spending(15), spending(5)] },
    { 名称: '丙', 编码: 'X-3', 单位: '100001', 支出: [spending(40)] },
  ],
};
const form = (名称: string, 项目: readonly string[], more = {}) => ({
  名称,
  项目,
  用途: `${名称}用途`,
  ...GOALS,
  ...more,
});
const budget = (first = {}, second = {}, overall?: object) => ({
  ...PROJECTS,
  绩效项目: [form('平台', ['甲', '乙'], first), form('会务', ['丙'], second)],
  ...(overall ? { 整体绩效: { 长期目标截止: 2030, ...GOALS, ...overall } } : {}),
});
const field = (name: string) => `"{${name}}"`;
const amount = (name: string, more = '') => `{额: ${name}${more}}`;

describe('整体项目', () => {
  const CELLS = ['"{序号}.{项目名称}"', '"{公开名称}"', amount('当年预算')];
  const names = (order?: readonly string[]) =>
    bodyOf(
      tableFor(
        going('整体项目', CELLS),
        budget({ 公开名称: '网络平台' }, {}, order ? { 项目次序: order } : {}),
      ),
    );
  it('stand in the order of 项目次序, those that it leaves out behind', () => {
    // 30 + 10 + 15 + 5, and 40
    const [platform, meetings] = ['平台|网络平台|60.00', '会务|会务|40.00'];
    expect(names()).toEqual([`1.${platform}`, `2.${meetings}`]);
    expect(names(['会务', '平台'])).toEqual([`1.${meetings}`, `2.${platform}`]);
    expect(names(['会务'])).toEqual([`1.${meetings}`, `2.${platform}`]);
  });
  it('the forms of the projects stay in the order of 绩效项目', () => {
    const parts = budget({}, {}, { 项目次序: ['会务', '平台'] });
    expect(bodyOf(tableFor(going('绩效项目', CELLS), parts))[0]).toBe('1.平台|平台|60.00');
  });
});

describe('所含项目', () => {
  it('are the projects of a form, each with its code and its amount', () => {
    const inside = `列宽: [10, 10, 10]\n表体:
  - 逐: 绩效项目
    内容:
      - 逐: 所含项目
        内容: [{行: ["{序号}.{名称}", "{编码}", {额: 金额}]}]
`;
    expect(bodyOf(tableFor(inside, budget()))).toEqual([
      '1.甲|X-1|40.00',
      '2.乙||20.00',
      '1.丙|X-3|40.00',
    ]);
    // what a quantity tells there is of that project as well
    const quantities = inside.replace('{额: 金额}', '{量: 支出, 结转: 结转}');
    expect(bodyOf(tableFor(quantities, budget()))).toEqual([
      '1.甲|X-1|10.00',
      '2.乙||0.00',
      '1.丙|X-3|0.00',
    ]);
  });
});

describe('级次', () => {
  const levels = ['', ', 级次: 本级', ', 级次: 上级'];
  it('tells what of a project is paid by the own government and by the one above', () => {
    const cells = levels.map((level) => `{量: 支出${level}}`);
    expect(bodyOf(tableFor(going('绩效项目', ['"{项目名称}"', ...cells]), budget()))).toEqual([
      '平台|60.00|40.00|20.00',
      '会务|40.00|40.00|0.00',
    ]);
    const current = levels.map((level) => `{量: 支出, 结转: 本年${level}}`);
    expect(bodyOf(tableFor(going('绩效项目', current), budget()))[0]).toBe('50.00|30.00|20.00');
  });
  it('and of all projects, where the row is of no project', () => {
    const cells = levels.slice(1).map((level) => `{量: 支出, 性质: 项目支出${level}}`);
    expect(bodyOf(tableFor(going('合计', cells), budget()))).toEqual(['80.00|20.00']);
  });
});

describe('the fields of a project', () => {
  const told = (names: readonly string[], own = {}) =>
    bodyOf(tableFor(going('绩效项目', names.map(field)), budget(own)))[0];

  it('支出方向 is 用途 unless it is written', () => {
    expect(told(['支出方向', '用途'])).toBe('平台用途|平台用途');
    expect(told(['支出方向', '用途'], { 支出方向: '租赁线路。' })).toBe('租赁线路|平台用途');
  });

  it('years with and without 年', () => {
    const years = ['起始年度', '终止年度', '起始年份', '终止年份', '项目年度'];
    expect(told(years)).toBe('||||2026年');
    const own = { 起始年度: 2024, 终止年度: 2028, 项目年度: '三年期' };
    expect(told(years, own)).toBe('2024年|2028年|2024|2028|三年期');
  });

  it('前两年预算 says what is known, and 无', () => {
    expect(told(['前两年预算'])).toBe('无');
    expect(told(['前两年预算'], { 上年预算: 1070.194 })).toBe('2025年预算为1070.19万元');
    expect(told(['前两年预算'], { 前年预算: 950 })).toBe('2024年预算为950万元');
    expect(told(['前两年预算'], { 前年预算: 950, 上年预算: 0 })).toBe(
      '2024年预算为950万元，2025年预算为0万元',
    );
  });

  it('变动理由 is 无 where none is written', () => {
    expect(told(['变动理由'])).toBe('无');
    expect(told(['变动理由'], { 变动理由: '扩容。' })).toBe('扩容');
  });

  it('texts of several paragraphs keep their lines', () => {
    const own = {
      立项依据: ['一', '二'],
      实施方案: '三',
      评价结果: '四',
      预算执行情况: '五',
      安排频度: '常年项目',
    };
    expect(told(['立项依据', '实施方案', '评价结果', '预算执行情况', '安排频度'], own)).toBe(
      '一\n二|三|四|五|常年项目',
    );
    expect(told(['立项依据', '实施方案', '评价结果', '预算执行情况', '安排频度'])).toBe('||||');
  });
});

describe('the amounts of a project', () => {
  const amounts = ['当年预算', '总预算', '跨年总预算', '上年预算', '前年预算'].map((name) =>
    amount(name),
  );
  it('跨年总预算 stands only where it is written; 总预算 is the budget otherwise', () => {
    const parts = budget({ 总预算: 300, 上年预算: 50, 前年预算: 20 });
    expect(bodyOf(tableFor(going('绩效项目', amounts), parts))).toEqual([
      '60.00|300.00|300.00|50.00|20.00',
      '40.00|40.00|||',
    ]);
  });

  it('延续总预算 only of a project that goes on and has a total', () => {
    const cells = [amount('延续总预算')];
    const on = { 安排频度: '延续性项目' };
    const parts = budget({ ...on, 总预算: 300 }, on);
    expect(bodyOf(tableFor(going('绩效项目', cells), parts))).toEqual(['300.00', '']);
    const once = budget({ 安排频度: '一次性项目', 总预算: 300 });
    expect(bodyOf(tableFor(going('绩效项目', cells), once))).toEqual(['', '']);
  });

  it('a cost line stands in the column of where its money comes from', () => {
    const lines = {
      支出明细: [
        { 活动: '租线路', 金额: 35 },
        { 活动: '建机房', 来源: '上级转移支付', 金额: 20 },
        { 活动: '其余', 来源: '其他资金', 金额: 5 },
      ],
    };
    const cells = [
      '"{序号}.{活动}"',
      ...['金额', '本级金额', '上级金额', '其他金额'].map((name) => amount(name)),
    ];
    const table = `列宽: [10, 10, 10, 10, 10]\n表体:
  - 逐: 绩效项目
    内容: [{逐: 支出明细, 内容: [{行: [${cells.join(', ')}]}]}]
`;
    expect(bodyOf(tableFor(table, budget(lines)))).toEqual([
      '1.租线路|35.00|35.00||',
      '2.建机房|20.00||20.00|',
      '3.其余|5.00|||5.00',
    ]);
  });
});

describe('权重', () => {
  it('of goals and of indicators, nothing where none is written', () => {
    const indicator = (名称: string, more = {}) => ({ 名称, 值: '一', ...more });
    const 年度目标 = [
      {
        内容: '甲',
        权重: 60,
        指标: { 产出指标: { 数量指标: [indicator('子', { 权重: 0 }), indicator('丑')] } },
      },
      {
        内容: '乙',
        权重: 0,
        指标: { 效益指标: { 社会效益指标: [indicator('寅', { 权重: 100 })] } },
      },
      { 内容: '丙', 指标: { 效益指标: { 社会效益指标: [indicator('卯')] } } },
    ];
    const table = `逐: 绩效项目\n列宽: [10, 10, 10, 10]\n表体:
  - 逐: 年度目标
    内容:
      - 左栏: ["{目标}", "{权重}"]
        内容: [{逐: 指标, 内容: [{行: ["{三级}", "{权重}"]}]}]
`;
    expect(bodyOf(tableFor(table, budget({ 年度目标 })))).toEqual([
      '甲|60|子|0',
      '丑|',
      '乙|0|寅|100',
      '丙||卯|',
    ]);
  });
});

describe('选项 with numbers of their own', () => {
  const ticked = (options: string, written?: string) =>
    bodyOf(
      tableFor(
        going('绩效项目', [`{选: 安排频度, 选项: [${options}]}`]),
        budget(written === undefined ? {} : { 安排频度: written }),
      ),
    )[0];
  it('are printed with these, and ticked by what stands behind them', () => {
    const own = '1. 一次性项目, 2. 常年项目, 3．延续性项目';
    expect(ticked(own, '常年项目')).toBe('1. 一次性项目□　2. 常年项目☑　3．延续性项目□');
    expect(ticked(own, '延续性项目')).toBe('1. 一次性项目□　2. 常年项目□　3．延续性项目☑');
    expect(ticked(own)).toBe('1. 一次性项目□　2. 常年项目□　3．延续性项目□');
  });
  it('beside those that are numbered here', () => {
    expect(ticked('一次性项目, 2. 常年项目', '一次性项目')).toBe('1、一次性项目☑　2. 常年项目□');
    expect(ticked('5、一次性项目, 常年项目', '常年项目')).toBe('5、一次性项目□　2、常年项目☑');
  });
});
