/** Departments that lack something or have everything: their whole text reads as a person would write it. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { compiled, compileText, documentLines } from './helpers/world.js';

const SPLIT = /^第[一二三四]部分/;

/** All lines of the text; `section` gives those below a heading, up to the next of its level. */
function read(parts: Record<string, unknown>) {
  const { tables, document } = compiled(compileText({ '2026.yaml': department(parts) }));
  const all = documentLines(document);
  const section = (heading: string): string[] => {
    const from = all.findIndex((line) => line.startsWith('#') && line.includes(heading));
    if (from < 0) throw new Error(`no heading ${heading}`);
    const level = all[from]?.indexOf(' ') ?? 0;
    const rest = all.slice(from + 1);
    const to = rest.findIndex(
      (line) => SPLIT.test(line) || (line.startsWith('#') && line.indexOf(' ') <= level),
    );
    return rest.slice(0, to < 0 ? undefined : to);
  };
  return { all, section, tables };
}

/** What no sentence may hold: stops that follow each other, leads without anything behind them. */
const WRONG = [
  /[，、；：。][，、；。]/,
  /(包括|其中|主要用于)：[，、；]/,
  /占比?[，。；]/,
  /比上?年?[，。]/,
  /是[，。；]/,
  /（）|undefined|NaN|\s。/,
  /^[，、；。：]/,
];
const LEADS = /(：)$/;
const CLOSED = /[。；：]$|^#|^［|^第|^　|^目录$|^\d+\..*(本级|馆)$/;

const UNIT = '100001';
const spend = (功能科目: string, amount: number, more = {}) => ({
  单位: UNIT,
  功能科目,
  经济科目: { '30201': amount },
  ...more,
});

const DEPARTMENTS = {
  'one unit and nothing else': {},
  'an institution that earns its money': {
    单位: [{ 代码: UNIT, 名称: '示例馆', 性质: '事业单位' }],
    收入: [{ 单位: UNIT, 财政专户管理资金: 20, 事业收入: 40.5, 上级补助收入: 10, 其他收入: 9.5 }],
    基本支出: [
      spend('2050299', 30, { 资金: '单位资金' }),
      spend('2050299', 20, { 资金: '财政专户管理资金' }),
    ],
    其他支出: [{ 单位: UNIT, 性质: '事业单位经营支出', 功能科目: '2050299', 金额: 25 }],
    年终结转结余: { 单位资金: 5 },
    科目补充: { 功能分类: { '2050299': { 名称: '其他普通教育支出' } } },
  },
  'only money of the year before': {
    收入: [{ 单位: UNIT, 上年结转结余: { 一般公共预算: 50 } }],
    基本支出: [],
    项目支出: [{ 名称: '修缮', 单位: UNIT, 支出: [{ 功能科目: '2010399', 结转: '是', 金额: 50 }] }],
  },
  'only money that is kept': {
    基本支出: [],
    年终结转结余: { 一般公共预算: 100 },
  },
  'all funds, a year before, subjects given up': {
    上年: {
      一般公共预算支出: { '2010301': 90, '2010302': 30, '2010303': 20 },
      政府性基金预算支出: { '2296003': 5, '2120803': 7 },
      国有资本经营预算支出: { '2230199': 4 },
      年终结转结余: 0,
      三公经费: { 公务接待费: 2 },
      机关运行经费: 15,
      政府采购: 3,
    },
    变动原因: {
      收支总体: '一是人员增加，二是项目增加。',
      功能科目: { '2010301': '一是调资，二是增人；', '2010302': '项目结束。' },
      三公经费: { 公务接待费: '没有安排接待。' },
      机关运行经费: '主要是调整定额。',
    },
    收入: [
      {
        单位: UNIT,
        一般公共预算拨款: 110,
        政府性基金预算拨款: 30,
        国有资本经营预算拨款: 4,
        上年结转结余: { 一般公共预算: 20, 政府性基金预算: 2 },
      },
    ],
    基本支出: [spend('2010301', 100)],
    项目支出: [
      {
        名称: '体育设施项目',
        单位: UNIT,
        用途: '建设体育设施。',
        支出: [
          { 功能科目: '2296003', 资金: '政府性基金预算', 金额: 30 },
          { 功能科目: '2296003', 资金: '政府性基金预算', 结转: '是', 金额: 2 },
        ],
      },
      {
        名称: '历史遗留',
        单位: UNIT,
        支出: [{ 功能科目: '2230199', 资金: '国有资本经营预算', 金额: 4 }],
      },
      { 名称: '修缮', 单位: UNIT, 支出: [{ 功能科目: '2010399', 结转: '是', 金额: 20 }] },
    ],
    年终结转结余: { 一般公共预算: 10 },
    政府采购: { 货物: 3 },
    政府购买服务: { 公共服务: 2 },
    国有资产: { 车辆: { 业务用车: 2, 应急用车: 1 }, 说明: '无大型设备。' },
    名词解释: { 甲: '指甲。', 乙: '指乙' },
  },
} as const;

describe.each(Object.entries(DEPARTMENTS))('%s', (_, parts) => {
  const { all } = read(parts);
  it('has no stray stops and no leads without a follower', () => {
    expect(all.filter((line) => WRONG.some((wrong) => wrong.test(line)))).toEqual([]);
    expect(
      all.filter((line, i) => LEADS.test(line) && (all[i + 1] ?? '#').startsWith('#')),
    ).toEqual([]);
    expect(all.slice(4).filter((line) => !CLOSED.test(line))).toEqual([]);
  });
});

describe('what is not there is said in a sentence', () => {
  it('no 财政拨款', () => {
    const { section } = read(DEPARTMENTS['an institution that earns its money']);
    expect(section('、财政拨款收支预算总体情况')).toEqual(['2026年没有财政拨款收支。']);
    expect(section('、一般公共预算支出安排情况')).toEqual([
      '2026年没有使用一般公共预算拨款安排的支出。',
    ]);
    expect(section('、一般公共预算基本支出安排')).toEqual([
      '2026年没有使用一般公共预算拨款安排的基本支出。',
    ]);
    expect(section('）机关运行经费')).toEqual(['2026年没有安排机关运行经费。']);
    // 40.5 ÷ 80 and 9.5 ÷ 80, half up
    expect(section('、收入预算安排情况')).toEqual([
      '部门预算收入80万元。其中：财政专户管理资金收入20万元，占25%；事业收入40.5万元，占50.6%；上级补助收入10万元，占12.5%；其他收入9.5万元，占11.9%。',
    ]);
    expect(section('、支出预算安排情况')).toEqual([
      '部门预算支出80万元。其中：基本支出50万元，占比62.5%；项目支出0万元，占比0%；事业单位经营支出25万元，占比31.3%；年终结转结余5万元，占比6.3%。',
    ]);
  });

  it('no projects, no procurement, no performance, no 三公, no year before', () => {
    const { section, tables, all } = read({});
    expect(section('、项目支出安排情况')).toEqual(['2026年没有安排项目支出。']);
    expect(section('）政府采购预算情况')).toEqual(['2026年没有安排政府采购预算支出。']);
    expect(section('）预算绩效管理情况')[0]).toMatch(/^2026年，部门预算支出全面实施.*。同时，/);
    expect(section('“三公”经费支出安排情况')[0]).toBe(
      '2026年一般公共预算“三公”经费支出0万元。其中：',
    );
    expect(section('、收支预算总体安排情况').at(-1)).toBe('2026年部门收支总预算100万元。');
    expect(section('、部门机构设置')).toEqual([
      '从预算单位构成看，示例局部门预算包括本级预算。',
      '纳入示例局2026年部门预算编制范围的预算单位包括：',
      '1.示例局本级',
    ]);
    expect(tables.find((table) => table.id === '预算10')?.notes).toEqual([
      '备注：本部门2026年没有安排项目支出',
    ]);
    expect(all.filter((line) => line.includes('预算12'))).toEqual([]);
    // a reason is of a change: without a year before there is none to give
    const reasons = { 变动原因: { 收支总体: '增人', 功能科目: { '2010301': '增人' } } };
    expect(read(reasons).all.filter((line) => line.includes('增人'))).toEqual([]);
  });

  it('no money of this year', () => {
    const { section } = read(DEPARTMENTS['only money of the year before']);
    expect(section('、收支预算总体安排情况')[1]).toBe('收入包括：上年结转结余。');
    expect(section('、收入预算安排情况')[0]).toBe(
      '部门预算收入50万元。其中：上年结转结余50万元，占100%。',
    );
    expect(section('、项目支出安排情况')[0]).toBe(
      '2026年项目支出50万元，其中：使用上年结转50万元。',
    );
    expect(section('、财政拨款收支预算总体情况')[0]).toMatch(/收入包括：上年结转50万元。$/);
  });

  it('no spending', () => {
    const { all, section } = read(DEPARTMENTS['only money that is kept']);
    expect(section('、一般公共预算支出安排情况')).toEqual([
      '## （一）一般公共预算拨款规模变化情况',
      '2026年一般公共预算拨款100万元。其中：本年预算100万元。',
    ]);
    expect(section('、财政拨款收支预算总体情况').at(-1)).toBe('年终结转结余100万元。');
    expect(all.filter((line) => line.includes('功能分类科目（项级）'))).toEqual([]);
  });
});

describe('all funds', () => {
  const { section, all } = read(DEPARTMENTS['all funds, a year before, subjects given up']);

  it('tells the change of the sum that stands before it', () => {
    // 130 against 90 + 30 + 20 = 140: less, while the grand total of 166 against 156 is more, so
    // that the reason written for the grand total is none of this
    expect(section('一般公共预算拨款规模变化情况')).toEqual([
      '2026年一般公共预算拨款130万元，比2025年预算减少10万元，下降7.1%。其中：本年预算110万元；上年结转20万元。',
    ]);
  });

  it('tells each subject that was given up with its own reason, in each fund', () => {
    const office = '一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）';
    expect(section('一般公共预算拨款具体使用情况')).toEqual([
      `1.${office}行政运行（项）2026年预算数100万元，比2025年预算增加10万元，增长11.1%，主要原因一是调资，二是增人。`,
      `2.${office}其他政府办公厅（室）及相关机构事务支出（项）2026年预算数20万元，比2025年预算增加20万元。`,
      `另有${office}一般行政管理事务（项）2025年预算数30万元，2026年没有安排，主要是项目结束；${office}机关服务（项）2025年预算数20万元，2026年没有安排。`,
    ]);
    expect(section('、政府性基金预算支出安排情况')).toEqual([
      '2026年政府性基金预算支出32万元，其中：基本支出0万元，项目支出32万元。具体使用情况如下：',
      '1.其他支出（类）彩票公益金安排的支出（款）用于体育事业的彩票公益金支出（项）2026年预算数32万元，比2025年预算增加27万元，增长540%。',
      '另有城乡社区支出（类）国有土地使用权出让收入安排的支出（款）城市建设支出（项）2025年预算数7万元，2026年没有安排。',
    ]);
    expect(section('、国有资本经营预算支出安排情况')[1]).toMatch(
      /2026年预算数4万元，与2025年预算持平。$/,
    );
  });

  it('tells projects, carried money, cars and terms', () => {
    expect(section('、项目支出安排情况')).toEqual([
      '2026年项目支出56万元，其中：政府性基金预算本年拨款30万元，国有资本经营预算本年拨款4万元，使用上年结转22万元。',
      '具体使用情况如下：',
      '（一）体育设施项目32万元。主要用于建设体育设施。',
      '（二）历史遗留项目4万元。',
      '（三）修缮项目20万元。',
    ]);
    expect(section('）国有资产占有使用情况')).toEqual([
      '截至2025年12月31日，部门共有车辆3辆。其中：业务用车2辆，应急用车1辆。',
      '无大型设备。',
    ]);
    expect(section('）机关运行经费')).toEqual([
      '2026年机关运行经费100万元，比2025年增加85万元，增长566.7%，主要是调整定额。',
    ]);
    expect(section('“三公”经费支出安排情况').at(-1)).toBe(
      '3.公务接待费0万元，比2025年预算减少2万元，下降100%，主要原因是没有安排接待。',
    );
    expect(all.slice(-3, -1)).toEqual(['十、甲：指甲。', '十一、乙：指乙。']);
  });
});

describe('what a figure is narrowed to', () => {
  const goals = { 长期目标: [{ 内容: '甲' }], 年度目标: [{ 内容: '乙' }] };
  const own = {
    单位: [
      { 代码: UNIT, 名称: '示例局本级', 性质: '行政单位' },
      { 代码: '100002', 名称: '示例馆', 性质: '事业单位' },
    ],
    收入: [
      { 单位: UNIT, 一般公共预算拨款: 70, 政府性基金预算拨款: 8 },
      { 单位: '100002', 一般公共预算拨款: 7 },
    ],
    基本支出: [
      { 单位: UNIT, 功能科目: '2010301', 经济科目: { '30201': 20 } },
      { 单位: '100002', 功能科目: '2010301', 经济科目: { '30202': 7 } },
    ],
    项目支出: [
      { 名称: '建馆', 单位: UNIT, 用途: '用于建设', 支出: [{ 功能科目: '2010302', 金额: 30 }] },
      { 名称: '修缮', 单位: UNIT, 支出: [{ 功能科目: '2010302', 金额: 20 }] },
      {
        名称: '接待',
        单位: UNIT,
        支出: [{ 功能科目: '2296003', 经济科目: '30217', 资金: '政府性基金预算', 金额: 8 }],
      },
    ],
    绩效项目: [{ 名称: '建馆', 项目: ['建馆'], 用途: '主要用于建设', ...goals }],
  };
  const { all, section } = read(own);

  it('money of goals: to the projects that have them', () => {
    const hongshan = read({ ...own, 格式: 'hongshan-2025' });
    expect(hongshan.section('）预算绩效管理情况')[0]).toMatch(
      /设置了1个一级项目支出绩效目标，涉及一般公共预算本年财政拨款30万元。/,
    );
  });

  it('“三公”经费: to the general public budget', () => {
    expect(section('“三公”经费支出安排情况')[0]).toMatch(/“三公”经费支出0万元/);
  });

  it('机关运行经费: to the units that have it, in the list of its subjects too', () => {
    const jianghan = read({ ...own, 格式: 'jianghan-2024' });
    expect(section('）机关运行经费')[0]).toMatch(/机关运行经费20万元/);
    expect(jianghan.section('）机关运行经费')).toEqual([
      '2026年机关运行经费20万元。主要包括：办公费。',
    ]);
  });

  it('a purpose that brings its own lead does not have two', () => {
    expect(all.find((line) => line.startsWith('（一）建馆'))).toMatch(/主要用于建设。$/);
    expect(all.join()).not.toContain('用于用于');
    expect(all.join()).not.toContain('用于主要用于');
  });
});
