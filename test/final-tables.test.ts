/** 公开01–09 of a department that has everything, cell by cell; all expectations added by hand. */
import { describe, expect, it } from 'vitest';
import { full } from './helpers/final.js';
import { bare, said, shown } from './helpers/final-read.js';
import { compileWhole } from './helpers/input.js';

const result = compileWhole(full());
const base = said(result);
const wuchang = said(compileWhole(full({ 格式: 'wuchang-2024' })));
const hongshan = said(compileWhole(full({ 格式: 'hongshan-2023' })));

/** Code (or name) and figures of the rows of a table whose figures begin in column 4. */
const listed = (id: string) => base.rows(id).map(([code = '', , , , ...cells]) => [code, ...cells]);

it('balances: nothing is found but an execution over the budget and a box that the form does not have', () => {
  expect(result.diagnostics.map((one) => one.message)).toEqual([
    '“信息化”的执行数 44 万元，超过了全年预算 40 万元',
    '“信息化”的“项目类型”写的是“试点项目”，表上没有这一项，另加了一格',
  ]);
});

describe('公开01', () => {
  const rows = base.rows('公开01');

  it('income by source: 250 + 22 + 9 + 4 + 20 + 10 + 3 + (2 + 3) = 323', () => {
    expect(rows.slice(0, 9).map((row) => row.slice(0, 3))).toEqual([
      shown('一、一般公共预算财政拨款收入', '1', 250),
      shown('二、政府性基金预算财政拨款收入', '2', 22),
      shown('三、国有资本经营预算财政拨款收入', '3', 9),
      shown('四、上级补助收入', '4', 4),
      shown('五、事业收入', '5', 20),
      shown('六、经营收入', '6', 10),
      shown('七、附属单位上缴收入', '7', 3),
      shown('八、其他收入', '8', 5),
      ['', '9', ''],
    ]);
  });

  it('expenditure by 类: all 26, those without money too', () => {
    const lines = rows.slice(0, 26).map((row) => row.slice(3));
    expect(lines.map((row) => row[1])).toEqual(Array.from({ length: 26 }, (_, i) => `${32 + i}`));
    expect(lines.filter((row) => row[2] !== '0.00')).toEqual([
      // 140 + 55 + 28 of 一般公共预算, 37 of 单位资金
      shown('一、一般公共服务支出', '32', 260),
      shown('八、社会保障和就业支出', '39', 20),
      shown('十一、城乡社区支出', '42', 6),
      shown('二十一、国有资本经营预算支出', '52', 8),
      shown('二十三、其他支出', '54', 18),
    ]);
  });

  it('closes on both sides with 351', () => {
    expect(rows.slice(26)).toEqual([
      shown('本年收入合计', '27', 323, '本年支出合计', '58', 312),
      shown('使用非财政拨款结余', '28', 8, '结余分配', '59', 9),
      shown('年初结转和结余', '29', 20, '年末结转和结余', '60', 30),
      ['', '30', '', '', '61', ''],
      shown('总计', '31', 351, '总计', '62', 351),
    ]);
  });

  it('numbers its columns below the header', () => {
    const table = base.table('公开01');
    const ordinals = table.cells
      .filter((cell) => cell.row === 2)
      .map(({ content }) => ('text' in content ? content.text : ''));
    expect(ordinals).toEqual(['栏　　次', '', '1', '栏　　次', '', '2']);
  });

  it('wuchang: no blank line, so that the right side begins at 31; zeros stay empty', () => {
    const lines = wuchang.rows('公开01');
    expect(lines.slice(25)).toEqual([
      ['', '26', '', '二十六、抗疫特别国债安排的支出', '56', ''],
      shown('本年收入合计', '27', 323, '本年支出合计', '57', 312),
      shown('使用非财政拨款结余（含专用结余）', '28', 8, '结余分配', '58', 9),
      shown('年初结转和结余', '29', 20, '年末结转和结余', '59', 30),
      shown('总计', '30', 351, '总计', '60', 351),
    ]);
    expect(wuchang.table('公开01')).toMatchObject({
      title: '2024年度收入支出决算总表',
      lead: '部门：示例局（汇总）',
    });
  });
});

describe('公开02 and 公开03', () => {
  it('本年收入 by subject and source, the carry-over left out', () => {
    expect(listed('公开02').map((row) => row.filter((_, i) => i < 8))).toEqual([
      shown('', 323, 281, 4, 20, 10, 3, 5),
      shown('201', 272, 230, 4, 20, 10, 3, 5),
      shown('20103', 272, 230, 4, 20, 10, 3, 5),
      shown('2010301', 142, 140, 0, 0, 0, 0, 2),
      shown('2010302', 60, 60, 0, 0, 0, 0, 0),
      shown('2010350', 60, 30, 4, 20, 0, 3, 3),
      shown('2010399', 10, 0, 0, 0, 10, 0, 0),
      ...['208', '20805', '2080505'].map((code) => shown(code, 20, 20, 0, 0, 0, 0, 0)),
      ...['212', '21208', '2120803'].map((code) => shown(code, 6, 6, 0, 0, 0, 0, 0)),
      ...['223', '22301', '2230199'].map((code) => shown(code, 9, 9, 0, 0, 0, 0, 0)),
      ...['229', '22960', '2296003'].map((code) => shown(code, 16, 16, 0, 0, 0, 0, 0)),
    ]);
  });

  it('expenditure by subject and nature', () => {
    expect(listed('公开03')).toEqual([
      shown('', 312, 215, 82, 5, 7, 3),
      shown('201', 260, 186, 59, 5, 7, 3),
      shown('20103', 260, 186, 59, 5, 7, 3),
      shown('2010301', 141, 141, 0, 0, 0, 0),
      shown('2010302', 55, 0, 55, 0, 0, 0),
      shown('2010350', 53, 45, 0, 5, 0, 3),
      shown('2010399', 11, 0, 4, 0, 7, 0),
      ...['208', '20805', '2080505'].map((code) => shown(code, 20, 20, 0, 0, 0, 0)),
      ...['212', '21208', '2120803'].map((code) => shown(code, 6, 6, 0, 0, 0, 0)),
      ...['223', '22301', '2230199'].map((code) => shown(code, 8, 3, 5, 0, 0, 0)),
      ...['229', '22960', '2296003'].map((code) => shown(code, 18, 0, 18, 0, 0, 0)),
    ]);
    expect(base.rows('公开03').map((row) => row[3])).toContain('社会保障和就业支出');
  });
});

describe('公开04', () => {
  const rows = base.rows('公开04');

  it('income of the three budgets, expenditure by 类 and fund', () => {
    expect(rows.slice(0, 4).map((row) => row.slice(0, 3))).toEqual([
      shown('一、一般公共预算财政拨款', '1', 250),
      shown('二、政府性基金预算财政拨款', '2', 22),
      shown('三、国有资本经营预算财政拨款', '3', 9),
      ['', '4', ''],
    ]);
    const spent = rows.slice(0, 26).map((row) => row.slice(3));
    expect(spent.filter((row) => row[2] !== '0.00')).toEqual([
      shown('一、一般公共服务支出', '33', 223, 223, 0, 0),
      shown('八、社会保障和就业支出', '40', 20, 20, 0, 0),
      shown('十一、城乡社区支出', '43', 6, 0, 6, 0),
      shown('二十一、国有资本经营预算支出', '53', 8, 0, 0, 8),
      shown('二十三、其他支出', '55', 18, 0, 18, 0),
    ]);
  });

  it('closes with the carry-over by fund: 281 + 19 = 275 + 25', () => {
    expect(rows.slice(26)).toEqual([
      shown('本年收入合计', '27', 281, '本年支出合计', '59', 275, 243, 24, 8),
      shown('年初财政拨款结转和结余', '28', 19, '年末财政拨款结转和结余', '60', 25, 17, 7, 1),
      shown('一般公共预算财政拨款', '29', 10, '', '61', '', '', '', ''),
      shown('政府性基金预算财政拨款', '30', 9, '', '62', '', '', '', ''),
      shown('国有资本经营预算财政拨款', '31', 0, '', '63', '', '', '', ''),
      shown('总计', '32', 300, '总计', '64', 300, 260, 31, 9),
    ]);
  });
});

describe('公开05 to 公开08', () => {
  it('公开05: 一般公共预算 alone', () => {
    expect(listed('公开05')).toEqual([
      shown('', 243, 188, 55),
      shown('201', 223, 168, 55),
      shown('20103', 223, 168, 55),
      shown('2010301', 140, 140, 0),
      shown('2010302', 55, 0, 55),
      shown('2010350', 28, 28, 0),
      ...['208', '20805', '2080505'].map((code) => shown(code, 20, 20, 0)),
    ]);
  });

  it('公开06: the form’s 款, those that it does not list among them, then the totals 133 and 55', () => {
    const rows = base.rows('公开06');
    const lane = (from: number) => rows.slice(0, -1).map((row) => row.slice(from, from + 3));
    const paid = (from: number) => lane(from).filter(([, , amount]) => Number(amount) > 0);
    expect(paid(0)).toEqual([
      shown('301', '工资福利支出', 130),
      shown('30101', '基本工资', 100),
      shown('30102', '津贴补贴', 10),
      shown('30108', '机关事业单位基本养老保险缴费', 20),
      shown('303', '对个人和家庭的补助', 3),
      shown('30305', '生活补助', 3),
    ]);
    expect(paid(3)).toEqual([
      shown('302', '商品和服务支出', 44),
      shown('30201', '办公费', 16),
      shown('30211', '差旅费', 14),
      shown('30212', '因公出国（境）费用', 5),
      shown('30217', '公务接待费', 3),
      shown('30231', '公务用车运行维护费', 6),
    ]);
    // 310 with its seven 款 and 31006 among them, then two 类 that the form has not at all
    expect(lane(6).slice(2, 5)).toEqual([
      shown('31003', '专用设备购置', 0),
      shown('31006', '大型修缮', 5),
      shown('31007', '信息网络及软件购置更新', 0),
    ]);
    expect(lane(6).slice(8, 14)).toEqual([
      shown('31099', '其他资本性支出', 0),
      shown('307', '债务利息及费用支出', 2),
      shown('30704', '国外债务发行费用', 2),
      shown('312', '对企业补助', 4),
      shown('31299', '其他对企业补助', 4),
      ['', '', ''],
    ]);
    expect(lane(6)[0]).toEqual(shown('310', '资本性支出', 5));
    expect(rows.at(-1)).toEqual(shown('人员经费合计', '', 133, '公用经费合计', '', '', '', '', 55));
    // wuchang's form has no 31021
    expect(wuchang.rows('公开06').map((row) => row[6])).not.toContain('31021');
  });

  it('公开07: also what was only carried over', () => {
    expect(listed('公开07')).toEqual([
      shown('', 9, 22, 24, 6, 18, 7),
      shown('212', 5, 6, 6, 6, 0, 5),
      shown('21208', 5, 6, 6, 6, 0, 5),
      shown('2120803', 0, 6, 6, 6, 0, 0),
      shown('2120899', 5, 0, 0, 0, 0, 5),
      ...['229', '22960', '2296003'].map((code) => shown(code, 4, 16, 18, 0, 18, 2)),
    ]);
    expect(base.table('公开07').notes).toEqual([
      '注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。',
    ]);
  });

  it('公开08: expenditure of 国有资本经营预算', () => {
    expect(listed('公开08')).toEqual(
      ['', '223', '22301', '2230199'].map((code) => shown(code, 8, 3, 5)),
    );
  });

  it('公开09: 全年预算 40 beside 决算 35, in both natures of expenditure', () => {
    expect(base.rows('公开09')).toEqual([shown(40, 5, 33, 25, 8, 2, 35, 5, 26, 20, 6, 4)]);
  });
});

it('hongshan: other words above the tables', () => {
  expect(hongshan.table('公开01')).toMatchObject({ middle: '2024年度', unit: '金额单位：万元' });
});

it('hongshan: 公开04 without 国有资本经营预算, but where there is some', () => {
  expect(hongshan.rows('公开04').at(-1)).toEqual(
    shown('总计', '32', 300, '总计', '64', 300, 260, 31, 9),
  );
  const without = said(compileWhole(bare({ 格式: 'hongshan-2023' })));
  const words = without
    .table('公开04')
    .cells.filter((cell) => cell.row < 3)
    .map(({ content }) => ('text' in content ? content.text : ''));
  expect(words).toContain('政府性基金预算财政拨款');
  expect(words).not.toContain('国有资本经营预算财政拨款');
  expect(without.rows('公开04').at(-1)).toEqual(
    shown('总计', '32', 100, '总计', '64', 100, 100, 0),
  );
});
