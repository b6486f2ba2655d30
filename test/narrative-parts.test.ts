/** How a format numbers its parts and tables, and what its contents list. */
import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from './helpers/accounts.js';
import { compiled, compileText, problemsOf } from './helpers/world.js';

const PARTS = `部分:
  - 标题: "{部门}（部门）主要职能"
    目录: 部门主要职能
    节: [主要职责]
  - 标题: 决算表
    表:
      - {目录: 收支总表, 只列目录: 是, 表: [公开01]}
      - {目录: 收入表, 表: [公开02]}
  - 标题: 情况说明
    节: [决算收支总体]
    标题不列目录: 是
`;
const made = (numbering: string) => {
  const profile = `名称: 甲区决算\n继承: 决算\n${PARTS}${numbering}`;
  const { document } = compiled(
    compileText(
      { 'a.yaml': ACCOUNTS.replace('格式: 决算', '格式: 甲区') },
      { 'profiles/甲区.yaml': profile },
    ),
  );
  return document;
};

describe('the contents', () => {
  it('number parts alone, and list tables without a heading of their own', () => {
    const document = made('编号: { 部分: 一、, 表: "1." }\n');
    expect(document.contents.map(({ level, text }) => `${level} ${text}`)).toEqual([
      '0 一、部门主要职能',
      '1 一、部门主要职责',
      '0 二、决算表',
      '1 1. 收支总表',
      '1 2. 收入表',
      '0 三、情况说明',
    ]);
    const [duties, tables] = document.parts;
    expect([duties?.label, duties?.title]).toEqual(['', '示例局（部门）主要职能']);
    const [first] = document.contents.filter(({ text }) => text === '1. 收支总表');
    // it leads to the table itself, above which nothing is printed
    expect(first?.target).toBe('公开01');
    expect(
      tables?.blocks.map((block) => (block.kind === 'heading' ? block.text : block.kind)),
    ).toEqual(['table', '2. 收入表', 'table']);
  });

  it('say 第一部分 otherwise, or no number', () => {
    const lines = (numbering: string) =>
      made(numbering)
        .contents.filter(({ level }) => level === 0)
        .map(({ text }) => text);
    expect(lines('')).toEqual(['第一部分　部门主要职能', '第二部分　决算表', '第三部分　情况说明']);
    expect(made('').parts[0]?.label).toBe('第一部分');
    expect(lines('编号: { 部分: 无 }\n')).toEqual(['部门主要职能', '决算表', '情况说明']);
  });

  it('take no other word', () => {
    const profile = `名称: 甲区决算\n继承: 决算\n编号: { 部分: 第1部分 }\n`;
    const [problem] = problemsOf('甲区', { 'profiles/甲区.yaml': profile });
    expect(problem).toMatchObject({ line: 3, column: 11 });
    expect(problem?.message).toContain('第1部分');
  });
});
