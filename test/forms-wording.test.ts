/** What a profile lists in the contents, and the words that it puts in the place of names. */
import { describe, expect, it } from 'vitest';
import { department } from './helpers/departments.js';
import { OWN, START } from './helpers/trial.js';
import { brief, compiled, compileText, partLines, placeIn, problemsOf } from './helpers/world.js';

const SENTENCES = 'profiles/试.hbs';
const INPUT = department({
  格式: '试',
  基本支出: [
    { 单位: '100001', 功能科目: '2010301', 经济科目: { '30101': 60 } },
    { 单位: '100001', 功能科目: '2060101', 经济科目: { '30101': 40 } },
  ],
});
const documentOf = (profile: string, sentences: string) =>
  compiled(compileText({ 'a.yaml': INPUT }, { [OWN]: START + profile, [SENTENCES]: sentences }))
    .document;

describe('目录列出', () => {
  const SECTIONS = `{{#*inline "收入"}}
# 收入情况
## 本年收入
本年。
{{/inline}}
{{#*inline "支出"}}
# 支出情况
## 基本支出
基本。
## 项目支出
项目。
# 支出结构
## 比重
结构。
{{/inline}}
`;
  const contents = (part: string) =>
    documentOf(`部分:\n  - {标题: 说明, ${part}}\n`, SECTIONS).contents.map(
      ({ level, text }) => `${'　'.repeat(level)}${text}`,
    );
  const FIRST = ['第一部分　说明', '　一、收入情况'];
  const SECOND = ['　二、支出情况', '　三、支出结构'];
  it('lists the sub-headings of the sections that it names, of each of their headings', () => {
    expect(contents('节: [收入, 支出]')).toEqual([...FIRST, ...SECOND]);
    expect(contents('节: [收入, 支出], 目录列出: [支出]')).toEqual([
      ...FIRST,
      '　二、支出情况',
      '　　（一）基本支出',
      '　　（二）项目支出',
      '　三、支出结构',
      '　　（一）比重',
    ]);
    expect(contents('节: [收入, 支出], 目录列出: [收入]')).toEqual([
      ...FIRST,
      '　　（一）本年收入',
      ...SECOND,
    ]);
  });
  it('leads to the headings as they are printed', () => {
    const { contents: entries, parts } = documentOf(
      '部分: [{标题: 说明, 节: [收入, 支出], 目录列出: [支出, 收入]}]\n',
      SECTIONS,
    );
    const headings = parts[0]?.blocks.flatMap((block) =>
      block.kind === 'heading' ? [[block.id, block.text]] : [],
    );
    expect(entries.slice(1).map(({ target, text }) => [target, text])).toEqual(headings);
  });
  it('names sections of its own part', () => {
    const text = `${START}部分:\n  - {标题: 甲, 节: [收入], 目录列出: [收人]}\n  - {标题: 乙, 节: [支出], 目录列出: [收入 ]}\n`;
    expect(problemsOf('试', { [OWN]: text }).map(brief)).toEqual([
      `templates/${OWN}:${placeIn(text, '收人')} 这一部分没有“收人”这一节〔是不是“收入”？〕`,
      `templates/${OWN}:${placeIn(text, '收入 ]')} 这一部分没有“收入”这一节〔可用的节：支出〕`,
    ]);
  });
});

describe('用语 with a field', () => {
  const said = (words: string) => {
    const text =
      '{{#*inline "支出"}}\n{{#逐 "类级科目" 间="、"}}{{用语 "文内类名" 字段="名称"}}{{/逐}}。\n{{/inline}}\n';
    const [part] = documentOf(`部分: [{标题: 说明, 节: [支出]}]\n用语: {${words}}\n`, text).parts;
    return part && partLines(part);
  };
  it('is the field where the word is empty', () => {
    expect(said('')).toEqual(['一般公共服务支出、科学技术支出。']);
  });
  it('is the word of a class where that has one', () => {
    expect(said('文内类名.206: 科技类支出')).toEqual(['一般公共服务支出、科技类支出。']);
    expect(said('文内类名.206: 科技类支出, 文内类名: 各类')).toEqual(['各类、科技类支出。']);
  });
  it('names a field of the row and a word of the profile', () => {
    const problems = (call: string) => {
      const text = `{{#*inline "支出"}}\n{{#逐 "类级科目"}}\n${call}\n{{/逐}}\n{{/inline}}\n`;
      const own = `${START}部分: [{标题: 说明, 节: [支出]}]\n`;
      return { text, found: problemsOf('试', { [OWN]: own, [SENTENCES]: text }).map(brief) };
    };
    const field = problems('{{用语 "文内类名" 字段="名秤"}}');
    expect(field.found).toEqual([
      `templates/${SENTENCES}:${placeIn(field.text, '字段=')} 没有“名秤”这个字段〔是不是“名称”？〕`,
    ]);
    const word = problems('{{用语 "文内类各" 字段="名称"}}');
    expect(word.found).toEqual([
      `templates/${SENTENCES}:${placeIn(word.text, '"文内类各"')} 没有“文内类各”这个用语〔是不是“文内类名”？〕`,
    ]);
  });
});
