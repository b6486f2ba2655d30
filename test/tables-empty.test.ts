/** 空表: the tables in which there is nothing, told of in sentences and in a table of their own. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { bodyOf } from './helpers/one-table.js';
import { OWN, START } from './helpers/trial.js';
import { compiled, compileText, partLines } from './helpers/world.js';

const PARTS = `部分:
  - 标题: 预算表
    表:
      - {目录: 空表一览, 表: [空表一览]}
      - {目录: 各表, 表: [预算01, 预算05-1, 预算07, 预算08, 预算09]}
  - {标题: 关于空表的说明, 节: [空表说明]}
改表:
  预算08: {表号: 预算06, 空表: "注：本部门{年度}年没有政府性基金预算支出"}
`;
const FILES = {
  [OWN]: START + PARTS,
  'profiles/试.hbs': `{{#*inline "空表说明"}}
# 关于空表的说明
{{#if (多于 "空表" 数="0")}}
{{行数 "空表"}}张表没有数：
{{/if}}
{{#逐 "空表"}}
（{{@中}}）{{标题}}（{{印号}}、{{表号}}、{{名称}}）：{{补尾 "理由" 尾="。"}}
{{else}}
没有空表。
{{/逐}}
{{/inline}}
`,
  'profiles/试/空表一览.yaml': `表号: 空表一览
名称: 空表一览
纸张: 纵向
空表: 注：没有空表
列:
  - {名: 表号, 文: "{印号}"}
  - {名: 表名, 文: "{标题}"}
  - {名: 理由, 文: "{理由}"}
行源: [空表]
`,
};
const whole = department({
  格式: '试',
  收入: [
    {
      单位: '100001',
      一般公共预算拨款: 101,
      政府性基金预算拨款: 1,
      国有资本经营预算拨款: 2,
    },
  ],
  基本支出: [
    {
      单位: '100001',
      功能科目: '2010301',
      经济科目: { '30101': 80, '30201': 20, '30217': 1 },
    },
  ],
  项目支出: [
    {
      名称: '甲',
      单位: '100001',
      支出: [
        { 功能科目: '2296003', 资金: '政府性基金预算', 金额: 1 },
        { 功能科目: '2230199', 资金: '国有资本经营预算', 金额: 2 },
      ],
    },
  ],
});

function read(input: string, files = FILES) {
  const result = compileText({ 'a.yaml': input }, files);
  const { tables, document } = compiled(result);
  const list = tables.find(({ id }) => id === '空表一览');
  const told = result.checks.flatMap(({ rule, outcome, severity }) =>
    rule.id === '公开-08' && severity && 'message' in outcome ? outcome.message : [],
  );
  return { list, lines: document.parts.at(-1) && partLines(document.parts.at(-1) as never), told };
}

describe('empty tables', () => {
  it('are listed in the order of the package, each with the reason that its template states', () => {
    const { list, lines } = read(department({ 格式: '试' }));
    expect(list && bodyOf(list)).toEqual([
      '表7|一般公共预算“三公”经费支出表|本部门2026年没有使用财政拨款安排的“三公”经费',
      '表6|政府性基金预算支出表|本部门2026年没有政府性基金预算支出',
      '表9|国有资本经营预算支出表|本部门2026年没有使用国有资本经营预算拨款安排的支出',
    ]);
    expect(lines).toEqual([
      '# 一、关于空表的说明',
      '3张表没有数：',
      '（一）一般公共预算“三公”经费支出表（表7、预算07、一般公共预算“三公”经费支出表）：本部门2026年没有使用财政拨款安排的“三公”经费。',
      '（二）政府性基金预算支出表（表6、预算06、政府性基金预算支出表）：本部门2026年没有政府性基金预算支出。',
      '（三）国有资本经营预算支出表（表9、预算09、国有资本经营预算支出表）：本部门2026年没有使用国有资本经营预算拨款安排的支出。',
    ]);
  });

  it('are none where all have figures; the list says that of itself, and is not among them', () => {
    const { list, lines } = read(whole);
    expect(list?.notes).toEqual(['注：没有空表']);
    expect(lines).toEqual(['# 一、关于空表的说明', '没有空表。']);
  });

  it('need not say it below the grid where the package lists them', () => {
    const none = FILES[OWN].replace('注：本部门{年度}年没有政府性基金预算支出', '见后');
    expect(read(department({ 格式: '试' }), { ...FILES, [OWN]: none }).told).toEqual([]);
    const unlisted = `${START}部分: [{标题: 表, 表: [{表: [预算01, 预算08]}]}]\n改表: {预算08: {空表: 见后}}\n`;
    expect(read(department({ 格式: '试' }), { [OWN]: unlisted } as never).told).toEqual([
      '预算08 政府性基金预算支出表没有数，表下也没有说明',
    ]);
  });
});
