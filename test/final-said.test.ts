/** Final accounts say only what is written, and explain a change only with a reason for its direction. */
import { describe, expect, it } from 'vitest';
import { A, full } from './helpers/final.js';
import { bare, said } from './helpers/final-read.js';
import { compileWhole } from './helpers/input.js';

type Parts = Readonly<Record<string, unknown>>;
const FORMS = ['决算', 'hongshan-2023'] as const;
const whole = (parts: Parts, 格式 = '决算') => said(compileWhole(full({ ...parts, 格式 })));
const small = (parts: Parts, 格式 = '决算') => said(compileWhole(bare({ ...parts, 格式 })));
const ITEMS = '）“三公”经费财政拨款支出决算具体';

describe('“三公”经费说明', () => {
  const uses = {
    出国内容: '主要用于参展',
    运行费用途: '主要是用于执法执勤。',
    接待内容: '用于交流；',
  };

  it('counts that are not written are not said; a use is led once and ends once', () => {
    const lines = whole({ 三公经费说明: uses }).section(ITEMS);
    expect(lines.slice(1, 2)).toEqual(['主要用于开展以下工作：参展。']);
    expect(lines.slice(3)).toEqual([
      '（1）公务用车购置费支出20万元。',
      '（2）公务用车运行费支出6万元，主要用于执法执勤。',
      '3.公务接待费全年预算为2万元，支出决算为4万元，完成全年预算的200%。主要用于交流。',
    ]);
    const other = whole({ 三公经费说明: uses }, 'hongshan-2023').section(ITEMS);
    expect(other.slice(3)).toEqual([
      '（1）公务用车购置费20万元，完成全年预算的80%，比全年预算减少5万元，主要原因是招标节约。',
      '（2）公务用车运行费6万元，完成全年预算的75%，比全年预算减少2万元。主要用于执法执勤。',
      '3.公务接待费支出决算为4万元，完成全年预算的200%，比全年预算增加2万元，主要原因是接待增加。主要用于交流。',
    ]);
  });

  it.each(FORMS)('counts that are 0 are said: %s', (form) => {
    const zeros = {
      购置车辆: 0,
      车辆保有量: 0,
      接待批次: 3,
      接待人次: 0,
      外宾接待批次: 0,
      外宾接待人次: 0,
    };
    const text = whole({ 三公经费说明: zeros }, form).section(ITEMS).join('');
    expect(text).toContain('本年度购置（更新）公务用车0辆。');
    expect(text).toMatch(/截至2024年12月31日，开支财政拨款的公务用车保有量为?0辆。/);
    expect(text).toMatch(/全年国内公务接待3批次，0人次；外宾接待0批次，0人次。$/);
    expect(text).not.toContain('团组');
  });

  it('costs of running cars without their use', () => {
    const costs = { 三公经费说明: { 运行费明细: { 燃料费: 4, 维修费: 2 } } };
    expect(whole(costs).section(ITEMS)[3]).toBe(
      '（2）公务用车运行费支出6万元，其中：燃料费4万元；维修费2万元。',
    );
    expect(whole(costs, 'hongshan-2023').section(ITEMS)[3]).toMatch(
      /比全年预算减少2万元。其中：燃料费4万元；维修费2万元。$/,
    );
  });

  it('large equipment that is not written', () => {
    for (const form of FORMS) {
      const one = whole({ 国有资产: { 车辆: { 其他用车: 4 } } }, form);
      expect(one.section('、国有资产占用').join('')).not.toContain('100万元以上');
    }
  });
});

describe('reasons of “三公”经费', () => {
  const prior = (meals: number) => ({
    收入: { 一般公共预算拨款: 240 },
    支出: { 一般公共预算: 240 },
    三公经费: { 公务用车运行维护费: 7, 公务接待费: meals },
  });
  const 变动原因 = {
    三公经费: {
      公务用车购置费: '更新一辆',
      公务用车运行维护费: '是油价下降。',
      公务接待费: '来访增加',
    },
  };

  it('each against the year before; none where nothing changed', () => {
    const lines = (meals: number) =>
      whole({ 变动原因, 上年: prior(meals), 三公经费说明: {} }).section(ITEMS);
    const start = '3.公务接待费全年预算为2万元，支出决算为4万元，完成全年预算的200%。';
    expect(lines(3).slice(-3)).toEqual([
      '（1）公务用车购置费支出20万元，主要原因是更新一辆。',
      '（2）公务用车运行费支出6万元，较上年减少的主要原因是油价下降。',
      // 1 ÷ 3
      `${start}较上年增加1万元，增长33.3%。决算数较上年增加的主要原因是来访增加。`,
    ]);
    expect(lines(4).at(-1)).toBe(start);
  });

  it('hongshan: where it differs from 全年预算, or nothing was spent', () => {
    const 三公经费预算执行 = {
      '因公出国（境）费': '不印',
      公务用车运行维护费: '节约',
      公务接待费: '未安排',
    };
    const parts = { 变动原因: { 三公经费预算执行 }, 三公经费说明: {} };
    const lines = whole(parts, 'hongshan-2023').section(ITEMS);
    expect(lines[0]).toMatch(/支出决算为5万元，完成全年预算的100%。$/);
    expect(lines[3]).toMatch(/比全年预算减少2万元，主要原因是节约。$/);
    expect(small(parts, 'hongshan-2023').section(ITEMS).at(-1)).toBe(
      '3.公务接待费支出决算为0万元，主要原因是未安排。',
    );
  });
});

describe('a reason of what stands above', () => {
  /** 351 against 400, though 财政拨款 is 300 against 273 and 一般公共预算 243 against 235. */
  const less = {
    收入: { 一般公共预算拨款: 240, 政府性基金预算拨款: 22, 国有资本经营预算拨款: 6, 事业收入: 122 },
    年初结转和结余: { 一般公共预算: 5, 政府性基金预算: 0, 单位资金: 0 },
    使用非财政拨款结余: 5,
    支出: { 一般公共预算: 235, 政府性基金预算: 13, 国有资本经营预算: 6, 单位资金: 122 },
    结余分配: 4,
    年末结转和结余: {
      一般公共预算: 10,
      政府性基金预算: 9,
      国有资本经营预算: 0,
      单位资金: 1,
    },
  };
  const GENERAL = '）一般公共预算财政拨款支出决算总体情况';

  it.each(FORMS)('explains a change in its own direction only: %s', (form) => {
    const one = whole({ 上年: less, 变动原因: { 收支总体: '事业减少' } }, form);
    // 49 of 400, 67 of 390, 64 of 376
    expect(one.section('、收入支出决算总体')[0]).toMatch(
      /减少49万元，(下降|降低)12.3%，主要原因是事业减少。$/,
    );
    expect(one.section('、收入决算情况')[0]).toMatch(
      /减少67万元，(下降|降低)17.2%[，。]主要原因是事业减少。/,
    );
    expect(one.section('、支出决算情况')[0]).toMatch(
      /减少64万元，(下降|降低)17%[，。]主要原因是事业减少。/,
    );
    expect(one.section('、财政拨款收入支出决算总体')[0]).toMatch(/各增加27万元，增长9.9%。$/);
    expect(one.section(GENERAL)[0]).toMatch(/增加8万元，增长3.4%。$/);
  });

  it.each(FORMS)('the nearest that is written counts: %s', (form) => {
    const both = { 上年: less, 变动原因: { 收支总体: '事业减少', 财政拨款: '项目增加' } };
    expect(whole(both, form).section(GENERAL)[0]).toMatch(/增长3.4%[，。]主要原因是项目增加。$/);
    // 财政拨款 300 against 293, 一般公共预算 243 against 255
    const more = {
      ...less,
      收入: { ...less.收入, 一般公共预算拨款: 260 },
      支出: { ...less.支出, 一般公共预算: 255 },
    };
    expect(whole({ ...both, 上年: more }, form).section(GENERAL)[0]).toMatch(
      /减少12万元，(下降|降低)4.7%。$/,
    );
  });
});

describe('the base', () => {
  it('has the telephone at the end of 主要职责', () => {
    expect(whole({}).section('、部门主要职责')).toEqual([
      '负责示例工作。',
      '单位咨询电话：000-0000。',
    ]);
    expect(small({}).section('、部门主要职责')).toEqual(['负责示例工作。']);
  });

  it('numbers 国有资本经营 where there are several', () => {
    const state = { '2230101': 3, '2230199': 2 };
    const one = small({
      收入: [{ 单位: A, 国有资本经营预算拨款: state }],
      科目补充: { 功能分类: { '2230101': { 名称: '甲' } } },
      基本支出: [],
      项目支出: Object.entries(state).map(([功能科目, 金额]) => ({
        名称: 功能科目,
        单位: A,
        支出: [{ 功能科目, 资金: '国有资本经营预算', 金额 }],
      })),
    });
    expect(
      one
        .section('、国有资本经营预算财政拨款支出决算情况')
        .map((text) => text.replace(/（类）.*（项）/, '')),
    ).toEqual([
      '2024年度国有资本经营预算财政拨款支出5万元。国有资本经营预算支出具体包括：',
      '1.国有资本经营预算支出。支出决算为3万元。',
      '2.国有资本经营预算支出。支出决算为2万元。',
    ]);
  });
});
