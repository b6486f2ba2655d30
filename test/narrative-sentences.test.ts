/** A sentence file with a mistake is refused when it is loaded, in Chinese, at its line. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { budgetSchema } from '../src/kinds/budget/schema.js';
import { finalSchema } from '../src/kinds/final/schema.js';
import { FIRST_WORDS, HELPER_NAMES } from '../src/narrative/helper-specs.js';
import { brief, edited, placeIn, problemsOf } from './helpers/world.js';

const FILE = 'templates/profiles/试.hbs';
const PROFILE = '名称: 试\n继承: 预算\n部分: [{标题: 文, 节: [收入]}]\n';
const inline = (text: string, name = '收入') => `{{#*inline "${name}"}}\n${text}\n{{/inline}}\n`;
const problems = (hbs: string) =>
  problemsOf('试', { 'profiles/试.yaml': PROFILE, 'profiles/试.hbs': hbs }).map(brief);

function refused(hbs: string, passage: string, message: string, hint?: string) {
  expect(problems(hbs)).toEqual([
    `${FILE}:${placeIn(hbs, passage)} ${message}${hint ? `〔${hint}〕` : ''}`,
  ]);
}
/** What may be named outside of all rows. */
const FIELDS =
  '可用的字段：车辆总数、年度、上年度、前年度、主体、部门材料、部门、部门全称、部门代码、部门简称、下属单位数、编制日期……';
/** The same with the passage in the piece 收入. */
const sentence = (text: string, passage: string, message: string, hint?: string) =>
  refused(inline(text), passage, message, hint);

it('a sentence without a mistake is accepted', () => {
  const text = `{{部门}}{{#if (非零 "支出" 资金="单位资金")}}{{金额 "支出"}}{{else}}无{{/if}}
{{#逐 "项级科目" 资金="一般公共预算" 间="、"}}{{@序}}{{类}}{{变动 "支出" 基="科目上年数"}}{{原因 "功能科目.{编码}"}}{{else}}无{{/逐}}
{{#unless 编制日期}}{{占比 "支出" 性质="基本支出" 总=(量 "支出")}}{{/unless}}{{> 基本支出}}`;
  expect(problems(inline(text))).toEqual([]);
});

describe('names that do not exist', () => {
  it('a helper', () => {
    sentence('合计{{金客 "支出"}}', '金客', '没有“金客”这个写法', '是不是“金额”？');
    sentence(
      '{{#each 部门}}甲{{/each}}',
      'each',
      '没有“each”这个写法',
      `可用的写法：${HELPER_NAMES.slice(0, 12).join('、')}……`,
    );
    expect(problems(inline('{{#if (没有的 "支出")}}甲{{/if}}'))[0]).toContain(
      '没有“没有的”这个写法',
    );
  });
  it('a quantity, a parameter of it and a word', () => {
    sentence('{{金额 "支初"}}', '"支初"', '没有“支初”这个量', '是不是“支出”？');
    sentence('{{金额 "支出" 资今="单位资金"}}', '资今', '量“支出”没有参数“资今”', '是不是“资金”？');
    sentence(
      '{{金额 "支出" 资金="单位资京"}}',
      '资金=',
      '参数“资金”不能是“单位资京”',
      '是不是“单位资金”？',
    );
    sentence('{{占比 "支出" 总=(量 "支初")}}', '"支初"', '没有“支初”这个量', '是不是“支出”？');
  });
  it('a row source, a parameter of it and a word', () => {
    sentence(
      '{{#逐 "功能科木"}}甲{{/逐}}',
      '"功能科木"',
      '没有“功能科木”这个行源',
      '是不是“功能科目”？',
    );
    sentence(
      '{{#逐 "项级科目" 口径="上年"}}甲{{/逐}}',
      '口径=',
      '行不能按“口径”选取',
      '可用的参数：资金、性质、类别、科目、经济科目、政府经济科目、结转、来源',
    );
    sentence('{{行数 "项级科目" 结转="上年"}}', '结转=', '“结转”不能是“上年”', '是不是“本年”？');
    sentence('{{#逐 "采购"}}甲{{/逐}}', '"采购"', '行源“采购”只能用在“绩效项目”里面');
  });
  it('a field, also one of other rows only', () => {
    sentence('{{部们}}', '部们', '没有“部们”这个字段', '是不是“部门”？');
    sentence('{{#if 用土}}甲{{/if}}', '用土', '没有“用土”这个字段', FIELDS);
    sentence('{{#逐 "车辆"}}{{数量}}{{/逐}}{{数量}}', '数量}}\n', '没有“数量”这个字段', FIELDS);
    sentence('{{补尾 "用途" 尾="。"}}', '"用途"', '没有“用途”这个字段', '是不是“运行费用途”？');
    sentence('{{@序}}', '@序', '没有“@序”', '“@序”“@中”只能用在 {{#逐 …}} 里面');
  });
  it('an amount, a reason, a word of the profile and a text', () => {
    sentence(
      '{{#逐 "购买服务"}}{{额 "金颇"}}{{/逐}}',
      '"金颇"',
      '没有“金颇”这个金额',
      '是不是“金额”？',
    );
    sentence('{{原因 "收支总休"}}', '"收支总休"', '没有“收支总休”这个原因', '是不是“收支总体”？');
    sentence('{{用语 "增副"}}', '"增副"', '没有“增副”这个用语', '是不是“增幅”？');
    sentence('{{变动 "支出" 基="上年书"}}', '基=', '没有“上年书”这个用语', '是不是“上年数”？');
    sentence('{{段 "主要职则"}}', '"主要职则"', '没有“主要职则”这个段', '是不是“主要职责”？');
  });
  it('a piece, and a piece that leads back to itself', () => {
    sentence('{{> 三公经废}}', '{{> 三公', '没有“三公经废”这一节', '是不是“三公经费”？');
    const ring = inline('{{> 甲}}') + inline('{{> 乙}}', '甲') + inline('{{> 收入}}', '乙');
    refused(ring, '{{> 收入', '“收入”一节引用了它自己');
  });
  it('a field of a partial is judged where the partial is used, and told once', () => {
    const file = `${inline('{{#逐 "车辆"}}{{> 甲}}{{/逐}}')}${inline('{{名称}}', '甲')}`;
    expect(problems(file)).toEqual([]);
    const both = `${inline('{{> 甲}}{{> 甲}}')}${inline('{{名称}}', '甲')}`;
    expect(problems(both)).toHaveLength(1);
    expect(problems(both)[0]).toContain(`${FILE}:${placeIn(both, '名称}}')} 没有“名称”这个字段`);
  });
});

describe('helpers in the wrong place', () => {
  it('are refused with the right way', () => {
    const quoted = '金额 "…"，引号用半角的';
    sentence('{{金额 “支出”}}', '{{金额', '“金额”后面要写一个加引号的量', quoted);
    sentence('{{非零 "支出"}}', '{{非零', '“非零”不能这样用', '请写 {{#if (非零 "…")}}…{{/if}}');
    sentence('{{逐 "车辆"}}', '{{逐', '“逐”不能这样用', '请写 {{#逐 "…"}}…{{/逐}}');
    sentence('{{#金额 "支出"}}甲{{/金额}}', '{{#金额', '“金额”不能这样用', '请写 {{金额 "…"}}');
    sentence('{{量 "支出"}}', '{{量', '“量”不能这样用', '只用在 总=(量 "…") 里');
    sentence('{{占比 "支出" 总="支出总计"}}', '总=', '“总=”后面要写 (量 "…")');
    sentence('{{金额 支出}}', '{{金额', '“金额”后面要写一个加引号的量', quoted);
    sentence('{{金额 "支出" "收入"}}', '{{金额', '“金额”后面要写一个加引号的量', quoted);
    sentence('{{金额}}', '{{金额', '“金额”后面要写一个加引号的量', quoted);
    sentence('{{#if}}甲{{/if}}', 'if', '“if”后面要写一个字段，或加括号的判断，例如 (非零 "支出")');
    sentence('{{原因 "收支总体" 钱="甲"}}', '钱=', '“原因”没有“钱”这一项', '可用的项：前、点、列');
    sentence('{{#if (多于 "车辆" 数="一")}}甲{{/if}}', '数=', '“数=”后面要写加引号的整数');
    sentence('{{变动 "政府购买服务"}}', '"政府购买', '量“政府购买服务”没有上年数，不能用“变动”');
    sentence('{{#> 支出}}甲{{/支出}}', '{{#>', '不能用 {{#> …}}', '请用 {{> 节名}}');
  });
});

describe('text and syntax', () => {
  it('text outside of an inline, behind white space', () => {
    refused(
      `${inline('甲')}\n  这里有字\n`,
      '这里有字',
      '语句要写在 {{#*inline "节名"}} 和 {{/inline}} 之间',
    );
    expect(problems(`{{!-- 说明 --}}\n${inline('甲')}{{金额 "支出"}}`)[0]).toContain(
      `${FILE}:5:1 `,
    );
  });
  it('blocks that do not close in turn, at the block', () => {
    const hint = '成对的写法一对套一对，不能交叉，也不能漏写';
    sentence(
      '甲\n乙{{#if 部门}}丙',
      'if 部门',
      '“{{#if}}”要用“{{/if}}”结束，却遇到“{{/inline}}”',
      hint,
    );
    sentence('甲{{/if}}', 'inline', '“{{#*inline}}”要用“{{/inline}}”结束，却遇到“{{/if}}”', hint);
    sentence(
      '{{#逐 "车辆"}}甲{{/if}}{{/逐}}',
      '逐 "车辆',
      '“{{#逐}}”要用“{{/逐}}”结束，却遇到“{{/if}}”',
      hint,
    );
  });
  it('a file that ends too early, and a broken tag, at their lines', () => {
    const open = '{{#*inline "收入"}}\n甲\n乙\n';
    const [early] = problems(open);
    expect(early).toMatch(new RegExp(`^${FILE}:[34]:1 到文件末尾还有没有结束的`));
    const [broken, ...more] = problems(inline('甲\n{{金额 "支出}}\n乙'));
    expect(broken).toMatch(new RegExp(`^${FILE}:3:1 语句文件的写法有误.*引号`));
    expect(more).toEqual([]);
  });
  it('in the base are told in the file of the base', () => {
    const file = 'budget/情况说明.hbs';
    const base = edited(file, '{{> 本年度部门}}没有安排项目支出。', '{{年渡}}年没有安排项目支出。');
    expect(problemsOf('wuchang-2026', { [file]: base }).map(brief)).toEqual([
      `templates/${file}:${placeIn(base, '年渡')} 没有“年渡”这个字段〔是不是“年度”？〕`,
    ]);
  });
  it('every mistake is told, not the first alone', () => {
    expect(problems(inline('{{万园 "支出"}}{{部们}}\n{{金额 "支初"}}'))).toHaveLength(3);
  });
});

describe('the words of the helpers', () => {
  it('reasons are those that the two input formats together allow', () => {
    const budget = budgetSchema('元').shape.变动原因.unwrap().shape;
    const final = finalSchema('元').shape.变动原因.unwrap().shape;
    const items = (key: string, members: Readonly<Record<string, z.ZodType>>) =>
      Object.keys((members[key] as z.ZodOptional<z.ZodObject>).unwrap().shape).map(
        (item) => `${key}.${item}`,
      );
    const ofParts = [
      ...items('三公经费', budget),
      ...items('三公经费', final),
      ...items('三公经费预算执行', final),
      // what a row or a subject stands for
      ...['财政拨款收入.{资金}', '功能科目.{编码}', '主要用途.{编码}'],
    ];
    const whole = [...Object.keys(budget), ...Object.keys(final)].filter(
      (key) => !ofParts.some((part) => part.startsWith(`${key}.`)),
    );
    expect([...FIRST_WORDS.原因].sort()).toEqual([...new Set([...whole, ...ofParts])].sort());
  });
});
