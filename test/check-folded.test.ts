/** Warnings of one rule fold to one with a list, for a person; JSON and SARIF keep each. */
import { describe, expect, it } from 'vitest';
import { alikeLines } from '../src/review/show/diagnostics-text.js';
import { folderWith } from './helpers/checked.js';
import { SMALL } from './helpers/input.js';

/** Five projects that name “三公” spending, each on a line of its own. */
const MANY = ['公务接待', '公务接待二', '公务接待三', '公务接待四', '公务接待五'].reduce(
  (text, name) =>
    `${text}  - { 名称: ${name}, 单位: "100001", 支出: [{ 功能科目: "2060199", 金额: 0.01 }] }\n`,
  SMALL.replace('3000.50', '3000.55'),
);
const folderOf = () => folderWith({ 'a.yaml': MANY });
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

describe('five warnings of one rule', () => {
  const LIST = [
    '  这条规则还有 4 处：',
    ...['二', '三', '四', '五'].map(
      (n, i) => `    第 ${32 + i} 行：项目“公务接待${n}”的“名称”说到`,
    ),
  ];
  const listed = (text: string) => {
    const lines = text.split('\n');
    const from = lines.indexOf(LIST[0] ?? '');
    return lines.slice(from, from + 5).map((line, i) => line.slice(0, LIST[i]?.length));
  };

  it('are one with a list in the text of check and compile', async () => {
    const folder = folderOf();
    const { out } = await folder.run('check', '@a.yaml');
    expect(count(out, /\[公开-18\]/g)).toBe(1);
    expect(listed(out)).toEqual(LIST);
    const { err } = await folder.run('compile', '@a.yaml', '--only', 'csv');
    expect(count(err, /\[公开-18\]/g)).toBe(1);
    expect(listed(err)).toEqual(LIST);
  });

  it('each stands for itself with --全部, in JSON and in SARIF', async () => {
    const folder = folderOf();
    expect(count((await folder.run('check', '@a.yaml', '--全部')).out, /\[公开-18\]/g)).toBe(5);
    const json = await folder.run('check', '@a.yaml', '--format', 'json');
    expect(count(json.out, /"规则": "公开-18"/g)).toBe(5);
    const sarif = await folder.run('check', '@a.yaml', '--format', 'sarif');
    expect(count(sarif.out, /"ruleId": "公开-18"/g)).toBe(5);
  });

  it('three are not folded', async () => {
    const three = folderWith({ 'a.yaml': MANY.split('\n').slice(0, -3).join('\n') });
    expect(count((await three.run('check', '@a.yaml')).out, /\[公开-18\]/g)).toBe(3);
  });

  it('mistakes are not', async () => {
    const wrong = MANY.replace(/金额: 0\.01/g, '金额: 0.01 }, { 功能科目: "2060199", 金额: x');
    const { out } = await folderWith({ 'a.yaml': wrong }).run('check', '@a.yaml');
    expect(out).not.toContain('这条规则还有');
    expect(out).toContain('amount-not-number');
  });
});

describe('the list', () => {
  it('is short, and of the same words their lines alone', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ message: `甲${i}`, line: i + 1 }));
    const lines = alikeLines(many);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('    …… 另有 9 处');
    const same = many.slice(0, 4).map(({ line }) => ({ message: '甲', line }));
    expect(alikeLines(same)).toEqual(['  同样的问题还有 3 处：第 2、3、4 行']);
  });
});
