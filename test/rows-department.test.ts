/** People, floor area, cars and what is bought line by line, as tables print them. */
import { describe, expect, it } from 'vitest';
import { cellText } from '../src/tables/table.js';
import { bodyOf, going, tableFor } from './helpers/one-table.js';

const UNITS = {
  单位: [
    { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
    { 代码: '100002', 名称: '甲中心', 性质: '参公事业单位' },
    { 代码: '100003', 名称: '乙中心', 性质: '事业单位' },
  ],
};

describe('人员构成', () => {
  const PEOPLE = [
    ...['编制总数', '行政编制', '事业编制', '在职总数', '在职行政', '在职事业', '在职参公'],
    ...['离休人数', '退休人数'],
  ].map((field) => `"{${field}}"`);
  const TABLE = `${going('人员构成', PEOPLE)}    空: [{行: [没有写${', ""'.repeat(8)}]}]\n`;

  it('adds up posts and those in office; who is managed like civil servants is among them', () => {
    const 人员 = {
      编制: { 行政: 11, 事业: 12 },
      在职: { 行政: 10, 事业: 7, 参公事业: 4 },
      离休: 1,
      退休: 22,
    };
    expect(bodyOf(tableFor(TABLE, { 人员 }))).toEqual(['23|11|12|17|10|7|4|1|22']);
  });

  it('has zeros for what is not written, and no row without 人员', () => {
    const 人员 = { 编制: { 事业: 3 }, 在职: {} };
    expect(bodyOf(tableFor(TABLE, { 人员 }))).toEqual(['3|0|3|0|0|0|0|0|0']);
    expect(bodyOf(tableFor(TABLE))).toEqual([`没有写${'|'.repeat(8)}`]);
  });
});

describe('fields of the package', () => {
  const FIELDS = ['编制年月', '参公单位数', '房屋面积', '车辆总数', '有车辆'];
  const TABLE = going(
    '合计',
    FIELDS.map((field) => `"{${field}}"`),
  );
  it('tell the month, the units managed like civil service below the first, area and cars', () => {
    const own = {
      ...UNITS,
      编制日期: '2026-11-05',
      国有资产: { 房屋面积: 1248.5, 车辆: { 公务用车: 2, 执法执勤用车: 3 } },
    };
    expect(bodyOf(tableFor(TABLE, own))).toEqual(['2026年11月|1|1248.5|5|是']);
  });
  it('are empty, or zero, where nothing is written', () => {
    expect(bodyOf(tableFor(TABLE))).toEqual(['2026年1月|0||0|']);
    const none = { 国有资产: { 房屋面积: 0, 车辆: { 公务用车: 0 } } };
    expect(bodyOf(tableFor(TABLE, none))).toEqual(['2026年1月|0|0|0|']);
    // the department itself is not counted, whatever it is
    const alone = { 单位: [{ 代码: '100001', 名称: '示例局本级', 性质: '参公事业单位' }] };
    expect(bodyOf(tableFor(TABLE, alone))[0]?.split('|')[1]).toBe('0');
  });
});

const FUNDING = { 资金来源: '预算安排', 资金性质: '经费拨款补助' };

describe('政府采购明细', () => {
  const column = (name: string, more = '') => `  - {名: ${name}, 文: "{${name}}"${more}}\n`;
  const TABLE = `列:
${column('编码')}${column('名称', ', 缩进: 级次')}${['项目', '品目', '功能科目', '经济科目', '资金来源', '资金性质', '数量', '计量单位'].map((name) => column(name)).join('')}${['金额', '中小企业', '小微企业'].map((name) => `  - {名: ${name}, 额: ${name}, 零: 空白}\n`).join('')}行源: [政府采购明细]
空表: 没有采购
`;
  // written out of the order of the units; 甲中心 buys nothing
  const 政府采购明细 = [
    {
      单位: '100003',
      品目编码: 'C0101',
      品目: '运行维护',
      金额: 12.5,
      中小企业: 12.5,
      小微企业: 2.25,
    },
    {
      单位: '100001',
      项目: '公用经费',
      品目编码: 'A020101',
      品目: '电脑',
      功能科目: '2010301',
      经济科目: '30201',
      ...FUNDING,
      数量: 3,
      单价: 0.5,
      计量单位: '台',
    },
    { 单位: '100001', 品目编码: 'B0801', 品目: '修缮', 数量: 1, 金额: 20, 中小企业: 8 },
  ];
  const table = tableFor(TABLE, { ...UNITS, 政府采购明细 });

  it('has a total, the department, and the lines of each unit in their order', () => {
    expect(bodyOf(table)).toEqual([
      // 12.5 + 3 × 0.5 + 20; 12.5 + 8; 2.25
      '|合计|||||||||34.00|20.50|2.25',
      '100|示例局|||||||||||',
      '100001|示例局本级|公用经费|[A020101]电脑|[2010301]行政运行|[30201]办公费|预算安排|经费拨款补助|3|台|1.50||',
      '100001|示例局本级||[B0801]修缮|||||1||20.00|8.00|',
      '100003|乙中心||[C0101]运行维护|||||||12.50|12.50|2.25',
    ]);
    const names = table.cells.filter((cell) => cell.row > 0 && cell.col === 1);
    expect(names.map((cell) => cell.indent)).toEqual([0, 0, 1, 1, 1]);
  });

  it('is one blank row with the statement where nothing is bought', () => {
    const none = tableFor(TABLE, UNITS);
    expect([bodyOf(none), none.notes]).toEqual([['|'.repeat(12)], ['没有采购']]);
  });

  it('gives the totals by kind that sentences and tables tell', () => {
    const cells = ['货物', '工程', '服务'].map((kind) => `{量: 政府采购, 项: ${kind}}`);
    const kinds = tableFor(going('合计', ['{量: 政府采购}', ...cells]), {
      ...UNITS,
      政府采购明细,
    });
    expect(bodyOf(kinds)).toEqual(['34.00|1.50|20.00|12.50']);
  });
});

describe('购买服务明细', () => {
  const FIELDS = [
    ...['编码', '名称', '包含政府采购', '项目', '内容', '数量', '资金来源', '资金性质'],
    ...['功能科目', '经济科目', '一级目录', '二级目录', '三级目录'],
  ];
  const TABLE = going('购买服务明细', [...FIELDS.map((field) => `"{${field}}"`), '{额: 金额}']);
  const 购买服务明细 = [
    {
      单位: '100001',
      包含政府采购: '否',
      项目: '管理',
      内容: '审计',
      数量: 2,
      金额: 7.5,
      ...FUNDING,
      功能科目: '2010302',
      经济科目: '30299',
      一级目录: '辅助性服务',
      二级目录: '会计审计服务',
      三级目录: '审计服务',
    },
    { 单位: '100001', 内容: '咨询', 金额: 0, 一级目录: '公共服务' },
  ];
  it('has a total, the department and lines, those of no amount too', () => {
    expect(bodyOf(tableFor(TABLE, { 购买服务明细 }))).toEqual([
      '|合计||||||||||||7.50',
      '100|示例局||||||||||||',
      '100001|示例局本级|否|管理|审计|2|预算安排|经费拨款补助|[2010302]一般行政管理事务|[30299]其他商品和服务支出|辅助性服务|会计审计服务|审计服务|7.50',
      '100001|示例局本级|||咨询||||||公共服务|||0.00',
    ]);
  });
  it('comes to the categories that 购买服务 goes through', () => {
    const table = tableFor(going('购买服务', ['"{名称}"', '{额: 金额}', '{量: 政府购买服务}']), {
      购买服务明细,
    });
    expect(bodyOf(table)).toEqual(['辅助性服务|7.50|7.50', '公共服务|0.00|7.50']);
  });
});

describe('cells', () => {
  it('begin and end without the empty lines of fields that are not written', () => {
    const cell = (text: string) => going('合计', [`"${text}"`]);
    const textOf = (text: string, parts = {}) =>
      cellText(tableFor(cell(text), parts).cells[0]?.content ?? { kind: 'blank' });
    const AROUND = '{房屋面积}\\n{部门}\\n{房屋面积}\\n{年度}\\n{房屋面积}\\n{房屋面积}';
    expect(textOf(AROUND)).toBe('示例局\n\n2026');
    expect(textOf(AROUND, { 国有资产: { 房屋面积: 9 } })).toBe('9\n示例局\n9\n2026\n9\n9');
    expect(textOf('{房屋面积}\\n{房屋面积}')).toBe('');
  });

  it('show a share with decimals of their own', () => {
    const share = (more: string) => `{量: 支出, 类别: 公用经费, 占: {量: 支出总计}${more}}`;
    // 20 of 100 + 50 = 13.333… %; all of it; 39.75 of 150 = 26.5 %
    const parts = {
      收入: [{ 单位: '100001', 一般公共预算拨款: 150 }],
      其他支出: [
        {
          单位: '100001',
          性质: '上缴上级支出',
          功能科目: '2010301',
          资金: '一般公共预算',
          金额: 50,
        },
      ],
    };
    const table = tableFor(
      going('合计', [
        share(''),
        share(', 位: 0'),
        share(', 位: 2'),
        '{量: 支出, 占: {量: 支出总计}, 位: 2}',
        '{额: 金额, 占: {量: 支出总计}, 位: 2}',
      ]).replace('逐: 合计', '逐: 购买服务'),
      { ...parts, 政府购买服务: { 公共服务: 39.75 } },
    );
    expect(bodyOf(table)).toEqual(['13.3%|13%|13.33%|100%|26.50%']);
  });
});
