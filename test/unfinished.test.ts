/** 待核 and 待填 in comments: what is still to be done is found, and nothing that only speaks of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../src/input/source.js';
import { folderWith } from './helpers/checked.js';
import { SMALL } from './helpers/input.js';

const remarksOf = (text: string) =>
  (parseSource(text, 'a.yaml').source?.remarks ?? []).map(({ text: said, span, about }) => ({
    said,
    at: `${span.line}:${span.column}`,
    ...(about === undefined ? {} : { about }),
  }));

describe('marks in comments', () => {
  it('are found with what is said behind them, wherever a comment may stand', () => {
    const text = [
      '# 待填：封面',
      '年度: 2026 # 待核',
      '甲: # 名称；待核：按合计推算；待填',
      '  - { 乙: 1 } # 见 待填（原因），',
      '  # 待核：整组',
      '  - |- # 待填：说明',
      '    文字',
      '丙: "x" # 待核：\r',
    ].join('\n');
    expect(remarksOf(text)).toEqual([
      { said: '待填：封面', at: '1:3' },
      { said: '待核', at: '2:12', about: '年度: 2026' },
      { said: '待核：按合计推算', at: '3:9', about: '甲:' },
      { said: '待填', at: '3:18', about: '甲:' },
      { said: '待填（原因）', at: '4:18', about: '- { 乙: 1 }' },
      { said: '待核：整组', at: '5:5' },
      { said: '待填：说明', at: '6:10', about: '- |-' },
      { said: '待核：', at: '8:10', about: '丙: "x"' },
    ]);
  });

  it('are none in texts, keys and quotation marks', () => {
    const text = [
      '甲: 待填',
      '待核: "# 待填"',
      "乙: '甲 # 待核'",
      '丙: 甲#待核',
      '丁: |',
      '  # 待填',
      '  文字 # 待核',
      '# 写着“待核”的要核对，「待填」的要填',
      '戊: 1',
    ].join('\n');
    expect(remarksOf(text)).toEqual([]);
  });

  it('are as many as there are comments with one, whatever the values are', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constant('# 待核'));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { minLength: 1 }), (lines) => {
        const text = lines.map(
          ([one, marked]) => `- ${JSON.stringify(one)}${marked ? ' # 待核' : ''}`,
        );
        const marked = lines.flatMap(([, is], i) => (is ? [i + 1] : []));
        const found = parseSource(text.join('\n'), 'a.yaml').source?.remarks ?? [];
        expect(found.map(({ span }) => span.line)).toEqual(marked);
      }),
    );
  });
});

/** A department with marks behind two amounts and above a group. */
const MARKED = SMALL.replace(/^(.*"30101": .*)$/m, '$1 # 待核：按合计推算').replace(
  /^年度: .*$/m,
  '$& # 待填',
);

describe('check', () => {
  it('tells of each mark, counts them and passes, but not with --strict', async () => {
    const folder = folderWith({ 'a.yaml': MARKED });
    const plain = await folder.run('check', '@a.yaml');
    expect(plain.code).toBe(0);
    expect(plain.out).toContain('【待核和待填】');
    expect(plain.out).toMatch(
      /a\.yaml:\d+:\d+: 警告：待核：按合计推算 \[待办-01\]\n .*"30101": .*# 待核/,
    );
    expect(plain.out).toMatch(/a\.yaml:\d+:\d+: 警告：待填：年度: \d+ \[待办-02\]/);
    const before = await folderWith({ 'a.yaml': SMALL }).run('check', '@a.yaml');
    const warnings = (text: string) => Number(/警告 (\d+)/.exec(text)?.[1]);
    expect(warnings(plain.out)).toBe(warnings(before.out) + 2);
    expect((await folder.run('check', '@a.yaml', '--strict')).code).toBe(1);
  });

  it('has them in JSON and SARIF with their rule and place', async () => {
    const folder = folderWith({ 'a.yaml': MARKED });
    const json = JSON.parse((await folder.run('check', '@a.yaml', '--format', 'json')).out);
    const found = JSON.stringify(json);
    expect(found).toContain('"规则":"待办-01"');
    expect(found).toContain('"规则":"待办-02"');
    const sarif = JSON.parse((await folder.run('check', '@a.yaml', '--format', 'sarif')).out);
    const ids = sarif.runs[0].results.map((one: { ruleId: string }) => one.ruleId);
    expect(ids).toEqual(expect.arrayContaining(['待办-01', '待办-02']));
    expect((await folder.run('check', '--list')).out).toMatch(/待办-01.*待核/);
  });

  it('tells of them too in a file that is not valid', async () => {
    const wrong = MARKED.replace(/^编制日期: .*$/m, '编制日期: 待定');
    const { out, code } = await folderWith({ 'a.yaml': wrong }).run('check', '@a.yaml');
    expect(code).toBe(1);
    expect(out).toContain('[待办-01]');
    expect(out).toContain('[待办-02]');
  });

  it('folds many to one with the lines of the others', async () => {
    const many = `${SMALL}# 待核：上年数\n# 待核：上年数\n# 待核：上年数\n# 待核：上年数\n`;
    const { out } = await folderWith({ 'a.yaml': many }).run('check', '@a.yaml');
    expect(out.match(/\[待办-01\]/g)).toHaveLength(1);
    expect(out).toMatch(/同样的问题还有 3 处：第 \d+、\d+、\d+ 行/);
  });
});

describe('compile', () => {
  it('tells of them and writes the package', async () => {
    const folder = folderWith({ 'a.yaml': MARKED });
    const { code, err } = await folder.run('compile', '@a.yaml', '--only', 'csv');
    expect(code).toBe(0);
    expect(err).toContain('[待办-01]');
    expect(err).toContain('[待办-02]');
  });
});
