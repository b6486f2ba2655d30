import { describe, expect, it } from 'vitest';
import { NO_FIGURE } from '../src/model/money.js';
import { type Numbering, toBlocks } from '../src/narrative/blocks.js';
import { inline, MARK, PLAIN as PLAIN_MARK } from '../src/narrative/helpers.js';
import { department } from './helpers/departments.js';
import { compiled, compileText, partLines } from './helpers/world.js';

const PLAIN: Numbering = { style: '一、', shortTwenties: false };
const lines = (text: string, numbering: Partial<Numbering> = {}) =>
  partLines({
    id: 'p',
    label: '',
    title: '',
    blocks: toBlocks(text, [], { ...PLAIN, ...numbering }, 'p'),
  });

describe('lines of a piece', () => {
  it('become headings of two levels, each numbered within the one above, and paragraphs', () => {
    const text = '# 甲\n## 子\n## 丑\n一段\n\n  # 乙  \n## 寅\n#丙\n###丁';
    expect(lines(text)).toEqual([
      '# 一、甲',
      '## （一）子',
      '## （二）丑',
      '一段',
      '# 二、乙',
      '## （一）寅',
      '#丙',
      '###丁',
    ]);
  });
  it('have ids of their own for headings', () => {
    const ids = toBlocks('# 甲\n## 子\n# 乙\n## 丑', [], PLAIN, 'p3').flatMap((block) =>
      block.kind === 'heading' ? [block.id] : [],
    );
    expect(ids).toEqual(['p3-1', 'p3-1-1', 'p3-2', 'p3-2-1']);
  });
  it('that begin with * are items in the style of the part, through all of it', () => {
    expect(lines('* 甲\n段\n* 乙')).toEqual(['一、甲', '段', '二、乙']);
    expect(lines('* 甲\n* 乙', { style: '（一）' })).toEqual(['（一）甲', '（二）乙']);
    expect(lines('* 甲', { style: '无' })).toEqual(['甲']);
  });
  it('that begin with a colon are paragraphs whatever follows', () => {
    expect(lines(': # 甲\n: * 乙\n: : 丙\n:丁')).toEqual(['# 甲', '* 乙', ': 丙', ':丁']);
  });
  it('number the twenties of headings as the profile does', () => {
    const many = Array.from({ length: 22 }, () => '# 甲').join('\n');
    expect(lines(many, { shortTwenties: true }).slice(18, 22)).toEqual([
      '# 十九、甲',
      '# 二十、甲',
      '# 廿一、甲',
      '# 廿二、甲',
    ]);
    expect(lines(many).at(-1)).toBe('# 二十二、甲');
  });
  it('keep a marked figure apart, and drop the mark in a heading', () => {
    const figure = { ...NO_FIGURE };
    const mark = `${MARK.start}0${MARK.middle}3万元${MARK.end}`;
    const [heading, paragraph] = toBlocks(`# 共${mark}\n共${mark}。`, [figure], PLAIN, 'p');
    expect(heading).toMatchObject({ text: '一、共3万元' });
    expect(paragraph).toEqual({
      kind: 'paragraph',
      runs: [{ text: '共' }, { text: '3万元', figure }, { text: '。' }],
    });
  });
});

describe('a text of the input as part of a line', () => {
  it('has no line breaks and no control characters', () => {
    expect(inline('甲\n  乙')).toBe('甲乙');
    expect(inline('甲 \r\n乙，\n丙')).toBe('甲乙，丙');
    expect(inline('one\ntwo')).toBe('one two');
    expect(inline('甲\u0001\u0002乙\u2028丙\u007f')).toBe('甲 乙 丙');
    // nothing that could pass for a mark is left
    const forged = `${MARK.start}0${MARK.middle}9万元${MARK.end}${PLAIN_MARK}`;
    expect(lines(`共${inline(forged)}`)).toEqual(['共0 9万元']);
  });

  /** Each hostile text in every place where a department's text begins or ends a line. */
  const HOSTILE = [
    ['# 不是标题', '# 不是标题'],
    ['## 不是标题', '## 不是标题'],
    ['* 不是条目', '* 不是条目'],
    [': 冒号', ': 冒号'],
    ['{{金额 "支出"}}{{/if}}', '{{金额 "支出"}}{{/if}}'],
    ['{年度}', '{年度}'],
    ['<b>&amp;"粗"</b>', '<b>&amp;"粗"</b>'],
  ] as const;

  it.each(HOSTILE)('%j stays plain text', (written, printed) => {
    const { document } = compiled(
      compileText(
        {
          '2026.yaml': department({
            格式: '试',
            概况: { 主要职责: [written] },
            国有资产: { 说明: written },
            名词解释: { [written]: written },
            政府购买服务: { [written]: 1 },
            变动原因: { 收支总体: written },
          }),
        },
        {
          'profiles/试.yaml': '名称: 试\n继承: 预算\n部分: [{标题: 文, 节: [试句]}]\n',
          'profiles/试.hbs': `{{#*inline "试句"}}
{{段 "主要职责"}}
{{段 "国有资产说明"}}
{{#逐 "补充名词"}}
{{名称}}
* {{名称}}
# {{解释}}
{{补尾 "名称" 尾="。"}}
{{/逐}}
{{#逐 "购买服务"}}
{{名称}}
{{/逐}}
{{#逐 "购买服务" 间="、"}}{{名称}}{{/逐}}
甲{{原因 "收支总体" 前="因" 点=""}}乙
{{/inline}}
`,
        },
      ),
    );
    expect(document.parts[0] && partLines(document.parts[0])).toEqual([
      printed,
      printed,
      printed,
      `一、${printed}`,
      `# 一、${printed}`,
      `${printed}。`,
      printed,
      printed,
      `甲因${printed}乙`,
    ]);
  });
});
