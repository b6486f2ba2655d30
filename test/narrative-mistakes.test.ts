/** Sentences of a profile that would never be printed, or printed with their braces. */
import { describe, expect, it } from 'vitest';
import { OWN, START, type Told, told } from './helpers/trial.js';
import { brief, problemsOf } from './helpers/world.js';

const FILE = 'profiles/试.hbs';
const inline = (text: string, name = '收入') => `{{#*inline "${name}"}}\n${text}\n{{/inline}}\n`;

const refused = (hbs: string, ...expected: readonly Told[]) =>
  told(FILE, { [FILE]: hbs }, ...expected);

describe('a piece that nothing prints', () => {
  it('is most likely another, misspelled', () => {
    refused(inline('甲', '收支总休'), [
      '"收支总休"',
      '没有用到“收支总休”这一节',
      '是不是“收支总体”？',
    ]);
  });
  it('may be one that the profile meant to print as a section', () => {
    refused(inline('甲', '全新的一段'), [
      '"全新',
      '没有用到“全新的一段”这一节',
      '要代替别处的一节，名字须同它一样；新的一节要列入“部分”的“节”，或在别的节里写 {{> 节名}}',
    ]);
  });
  it('is not used by naming itself', () => {
    const [problem] = problemsOf('试', {
      [OWN]: START,
      [FILE]: inline('{{#if 部门}}{{> 收支总休}}{{/if}}', '收支总休'),
    }).map(brief);
    expect(problem).toContain('没有用到“收支总休”这一节');
  });
  it('is right where another piece names it, or a part of the profile', () => {
    refused(inline('{{#if 部门}}{{> 全新的一段}}{{/if}}') + inline('甲', '全新的一段'));
    const own = `${START}部分: [{标题: 文, 节: [全新的一段]}]\n`;
    told(FILE, { [OWN]: own, [FILE]: inline('甲', '全新的一段') });
  });
  it('is right where it redefines one of the base that the profile does not print', () => {
    const own = `${START}部分: [{标题: 文, 节: [支出]}]\n`;
    told(FILE, { [OWN]: own, [FILE]: inline('甲') });
  });

  describe('of a profile that extends another', () => {
    const MIDDLE = {
      'profiles/中.yaml': '名称: 中\n继承: 预算\n部分: [{标题: 文, 节: [收入, 中节]}]\n',
      'profiles/中.hbs': inline('{{> 小节}}', '中节') + inline('甲', '小节'),
    };
    const CHILD = '名称: 试\n继承: 中\n部分: [{标题: 文, 节: [收入]}]\n';
    it('may leave pieces of that one unused, and redefine them', () => {
      told(FILE, { ...MIDDLE, [OWN]: CHILD });
      told(FILE, { ...MIDDLE, [OWN]: CHILD, [FILE]: inline('乙', '小节') });
      told(FILE, { ...MIDDLE, [OWN]: CHILD, [FILE]: inline('乙', '中节') });
    });
    it('is told in the file where it stands', () => {
      const middle = `${MIDDLE['profiles/中.hbs']}${inline('甲', '小结')}`;
      const files = { ...MIDDLE, [OWN]: CHILD, 'profiles/中.hbs': middle };
      told('profiles/中.hbs', files, ['"小结"', '没有用到“小结”这一节', '是不是“小节”？']);
      told(FILE, { ...MIDDLE, [OWN]: CHILD, [FILE]: inline('甲', '中结') }, [
        '"中结"',
        '没有用到“中结”这一节',
        '是不是“中节”？',
      ]);
    });
  });
});

it('a piece that a file defines twice is told at the second', () => {
  const first = inline('甲') + inline('{{!-- 另一节 --}}乙', '支出');
  const text = `${first}\n${inline('丙').replace('"收入"', "'收入'")}`;
  refused(text, [
    "'收入'",
    '“收入”这一节写了两次',
    '第 1 行已经有这一节，请删去一处，或换一个名字',
  ]);
});

describe('braces in the text', () => {
  const two = (field: string) => `语句里写 {{${field}}}，用两层半角花括号`;
  it('of one layer, of full width, and without their other half, each at its place', () => {
    refused(
      inline(
        '一\n  {{部门}}是{部门}，｛｛年度｝｝年\n{{#if 部门}}\n　见｛万元 "支出"｝和{年度\n{{/if}}\n年}末',
      ),
      ['{部门}，', '“{部门}”的花括号只有一层', two('部门')],
      ['｛｛年度', '“｛｛年度｝｝”的花括号是全角的', two('年度')],
      ['｛万元', '“｛万元 "支出"｝”的花括号是全角的', two('万元 "支出"')],
      ['{年度\n', '“{年度”的花括号不配对', two('字段')],
      ['年}末', '“年}”的花括号不配对', two('字段')],
    );
  });
  it('of a word that a helper prints', () => {
    refused(inline('{{原因 "收支总体" 前="因{部门}"}}'), [
      '{部门}',
      '“{部门}”的花括号只有一层',
      two('部门'),
    ]);
  });
  it('are told in every piece, and a comment may have them', () => {
    refused(`{{!-- {部门} --}}\n${inline('{{!-- {部门} --}}甲{}', '支出')}`, [
      '{}',
      '“{}”里没有写字段',
      two('字段'),
    ]);
  });
  it('of full width that close a place are a fault of the syntax', () => {
    refused(inline('甲{{部门｝｝'), [
      '甲{{',
      '语句文件的写法有误',
      '请检查这一行前后的 {{ }} 和 {{#…}} {{/…}} 是否成对，花括号和引号是否用了半角的',
    ]);
  });
});

describe('a loop that is not understood', () => {
  it('is told alone: what its rows have is not known', () => {
    refused(inline('{{#逐 "功能科木"}}{{@序}}{{名称}}{{额 "金额"}}{{/逐}}'), [
      '"功能科木"',
      '没有“功能科木”这个行源',
      '是不是“功能科目”？',
    ]);
    refused(inline('{{#逐 功能科目}}{{编码}}{{/逐}}'), [
      '{{#逐',
      '“逐”后面要写一个加引号的行源',
      '逐 "…"，引号用半角的',
    ]);
  });
});

describe('what is no name where a name belongs', () => {
  it.each([
    ['{{1}}', '没有“1”这个字段'],
    ['{{1.5}}', '没有“1.5”这个字段'],
    ['{{true}}', '没有“true”这个字段'],
    ['{{undefined}}', '没有“undefined”这个字段'],
    ['{{null}}', '没有“null”这个字段'],
    ['{{"甲"}}', '没有“甲”这个字段'],
    ['{{1 "甲"}}', '没有“1”这个写法'],
    ['{{null 甲="乙"}}', '没有“null”这个写法'],
    ['{{#if true}}甲{{/if}}', '没有“true”这个字段'],
    ['{{#unless 0}}甲{{/unless}}', '没有“0”这个字段'],
    ['{{#if (1)}}甲{{/if}}', '没有“1”这个写法'],
    ['{{#null}}甲{{/null}}', '没有“null”这个写法'],
    ['{{> (lookup this "部门")}}', '没有“(…)”这一节'],
    ['{{> 1}}', '没有“1”这一节'],
    ['{{> undefined}}', '没有“undefined”这一节'],
    ['{{#逐 1}}甲{{/逐}}', '“逐”后面要写一个加引号的行源'],
  ])('%s', (written, message) => {
    const problems = problemsOf('试', { [OWN]: START, [FILE]: inline(written) });
    expect(problems.map((d) => d.message)).toContain(message);
    for (const d of problems) expect([d.file, d.line]).toEqual([`templates/${FILE}`, 2]);
  });
});
