/** 内容: sections and tables of a part in any order, such as each table followed by what is said of it. */
import { describe, expect, it } from 'vitest';
import { formatText } from '../src/review/show/format-text.js';
import { department } from './helpers/departments.js';
import { OWN, START, told } from './helpers/trial.js';
import { compiled, compileText, partLines, profileOf } from './helpers/world.js';

const PROFILE = `${START}部分:
  - 标题: 表和说明
    编号: （一）
    内容:
      - {目录: 收支总表, 表: [预算01]}
      - {节: [收支总体, 名词_基本支出]}
      - {表: [预算03]}
      - {目录: 三公经费表, 表: [预算07]}
      - {节: [其他事项, 名词_项目支出]}
    目录列出: [其他事项]
`;
const INPUT = { '2026.yaml': department({ 格式: '试' }) };

describe('a part that says the order of its sections and tables', () => {
  const { document } = compiled(compileText(INPUT, { [OWN]: PROFILE }));
  const [part] = document.parts;
  const lines = (part ? partLines(part) : []).filter((line) => /^[#［（]/.test(line));

  it('prints them in that order, and the numbers of headings and items go on through both', () => {
    expect(lines).toEqual([
      '# 一、收支总表',
      '［预算01　表1　收支总表］',
      '# 二、收支预算总体安排情况',
      '（一）基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。',
      '［预算03　表3　支出总表］',
      '# 三、三公经费表',
      '［预算07　表7　一般公共预算“三公”经费支出表］',
      '# 四、其他重要事项的情况说明',
      '## （一）机关运行经费情况',
      '## （二）政府采购预算情况',
      '## （三）政府购买服务预算情况',
      '## （四）国有资产占有使用情况',
      '## （五）预算绩效管理情况',
      '（二）项目支出：指在基本支出之外为完成特定的行政任务和事业发展目标所发生的支出。',
    ]);
  });

  it('has headings of ids of their own, to which the contents lead', () => {
    const ids = part?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : [])) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    const entries = document.contents.map(({ level, text }) => '　'.repeat(level) + text);
    expect(entries).toEqual([
      '第一部分　表和说明',
      ...lines.flatMap((line) =>
        /^#+ /.test(line) ? [line.replace(/^#+ /, (m) => '　'.repeat(m.length - 1))] : [],
      ),
    ]);
    for (const { target } of document.contents.slice(1)) expect(ids).toContain(target);
  });

  it('takes tables before text and text before tables to be what 节 and 表 are', () => {
    const written = (order: string) => {
      const own = `${START}部分:\n  - 标题: 甲\n${order}`;
      const [only] = compiled(compileText(INPUT, { [OWN]: own })).document.parts;
      return only;
    };
    expect(written('    内容: [{节: [支出]}, {目录: 乙, 表: [预算03]}]\n')).toEqual(
      written('    节: [支出]\n    表: [{目录: 乙, 表: [预算03]}]\n'),
    );
  });
});

describe('what is wrong with it', () => {
  const refused = (part: string, ...expected: (readonly [string, string, string?])[]) =>
    told(OWN, { [OWN]: `${START}部分: [{标题: 甲, ${part}}]\n` }, ...expected);

  it('is another order beside it', () => {
    const hint = '请把它写进“内容”，如 内容: [{节: [收支总体]}, {目录: 收支总表, 表: [预算01]}]';
    refused('节: [支出], 内容: [{表: [预算01]}]', [
      '节: [支出]',
      '写了“内容”，就不能另写“节”：不知道排在哪里',
      hint,
    ]);
    refused('内容: [{节: [支出]}], 表: [{表: [预算01]}]', [
      '表: [{表',
      '写了“内容”，就不能另写“表”：不知道排在哪里',
      hint,
    ]);
  });
  it('is an item that is both, or neither, or has what the other has', () => {
    refused('内容: [{节: [支出], 表: [预算01]}]', [
      '{节',
      '“内容”的一项写“节”或“表”，不能都写',
      '请分成两项',
    ]);
    refused('内容: [{目录: 乙}]', ['{目录', '“内容”的一项要写“节”或“表”']);
    refused('内容: [{目录: 乙, 节: [支出]}]', [
      '目录',
      '“目录”只用在有“表”的一项里',
      '节的标题写在语句文件里',
    ]);
  });
  it('is a section twice, a table that there is not, a field that there is not: each at its place', () => {
    refused('内容: [{节: [支出]}, {表: [预算01]}, {节: [支出]}]', [
      '支出]}]',
      '“支出”这一节列了两次',
    ]);
    refused('内容: [{目录: "{部門}表", 表: [预算01]}]', [
      '"{部門}表"',
      '没有“部門”这个字段',
      '是不是“部门”？',
    ]);
    refused('目录列出: [收入], 内容: [{节: [支出]}]', [
      '收入',
      '这一部分没有“收入”这一节',
      '可用的节：支出',
    ]);
    refused('内容: [支出]', [
      '支出',
      '“内容”第 1 项应当是若干个“键: 值”，写的是“支出”',
      '例如 {目录: 收支总表, 表: [预算01]}',
    ]);
  });
});

it('what gongkai formats tells of the format has that order too', () => {
  const lines = formatText(profileOf('试', { [OWN]: PROFILE })).split('\n');
  const words = lines.map((line) => line.trim().split(/ +/)[0]);
  expect(words.slice(2, words.indexOf('勾稽关系'))).toEqual([
    '第一部分　表和说明',
    '预算01',
    '节：收支总体、名词_基本支出',
    '预算03',
    '预算07',
    '节：其他事项、名词_项目支出',
  ]);
});
