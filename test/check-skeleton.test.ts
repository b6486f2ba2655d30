/** `gongkai check --骨架`: what is missing, as YAML that makes the warnings go once it is filled in. */
import { describe, expect, it } from 'vitest';
import { accounts } from './helpers/accounts.js';
import { folderWith } from './helpers/checked.js';
import { compileWhole, SMALL } from './helpers/input.js';

const BEFORE = `上年:
  一般公共预算支出: { "2060101": 2500.50, "2060199": 20500 }
  机关运行经费: 1000500.50
  三公经费: { 公务接待费: 30000 }
`;
const input = (more = '') => `${SMALL}${BEFORE}${more}`;

const skeleton = async (text: string) =>
  (await folderWith({ 'a.yaml': text }).run('check', '@a.yaml', '--骨架')).out;
const missing = (text: string) =>
  compileWhole(text).diagnostics.filter(
    ({ code, severity }) =>
      severity === '错误' || ['reason-missing', 'section-missing'].includes(code),
  );
/** As a clerk fills it in. */
const filled = (text: string) =>
  text
    .replace(/（请填写数，没有的写 0）/g, '0')
    .replace(/（请填写数）/g, '3')
    .replace(/（请填写[^）]*）/g, '实际的内容');

describe('the skeleton', () => {
  it('groups what is missing, each with what it is about and the amounts', async () => {
    const out = await skeleton(input());
    expect(out).toContain(`变动原因:
  功能科目:
    "2060101": （请填写原因）  # 2060101 行政运行比上年减少 0.1 万元（0.25005 万元 → 0.15005 万元）
    "2060199": （请填写原因）  # 2060199 其他科学技术管理事务支出比上年减少 1.9 万元（2.05 万元 → 0.15 万元）
`);
    expect(out).toMatch(/^ {2}收支总体: （请填写原因） {2,}# 收支总预算比上年减少 2 万元（/m);
    expect(out).toMatch(/^政府采购: +# 情况说明写成没有安排政府采购\n {2}货物: （请填写数/m);
    expect(out.match(/^变动原因:/gm)).toHaveLength(1);
  });

  it('pasted and filled in makes the warnings go', async () => {
    const before = missing(input());
    expect(before.length).toBeGreaterThan(8);
    const pasted = input() + filled(await skeleton(input()));
    expect(missing(pasted).map(({ message }) => message)).toEqual([]);
  });

  it('pasted and left as it is is told of as not filled in', async () => {
    const reasons = /变动原因:\n(?: .*\n)+/.exec(await skeleton(input()))?.[0] ?? '';
    const found = compileWhole(input() + reasons).diagnostics;
    const left = found.filter(({ rule }) => rule === '文字-01');
    expect(left.length).toBe(reasons.match(/请填写/g)?.length);
    expect(found.filter(({ code }) => code === 'reason-missing')).toEqual([]);
  });

  it('goes on with a section that the file has, at the indent of that', async () => {
    const known = '变动原因:\n    功能科目:\n      "2060101": 人员减少\n';
    const out = await skeleton(input(known));
    const row = input(known).split('\n').indexOf('变动原因:') + 1;
    expect(out).toContain(
      `# 变动原因: 第 ${row} 行已有，下面的写在它里面，不要再写一次“变动原因”
    # 功能科目: 第 ${row + 1} 行已有，下面的写在它里面，不要再写一次“功能科目”
      "2060199": （请填写原因）`,
    );
    expect(out).not.toContain('"2060101"');
    // the lines of the innermost key go right behind it, the others behind the section
    const lines = out.split('\n').filter((text) => /^ {4}/.test(text) && !/^ *#/.test(text));
    const reasons = lines.slice(
      0,
      lines.findIndex((text) => /^ {4}- /.test(text)),
    );
    const [inner, outer] = [/^ {6}"/, /^ {4}\S|^ {6}[^"]/].map((at) =>
      reasons.filter((text) => at.test(text)),
    );
    const merged = filled(`${input(known)}${[...(inner ?? []), ...(outer ?? [])].join('\n')}\n`);
    expect(missing(merged).filter(({ code }) => code !== 'section-missing')).toEqual([]);
  });

  it('of accounts: reasons, sections and counts', async () => {
    const text = accounts(
      ['  车辆保有量: 1\n', ''],
      ['支出: { 一般公共预算: 1450,', '支出: { 一般公共预算: 1400,'],
      ['年末结转和结余: { 一般公共预算: 50, 政府', '年末结转和结余: { 一般公共预算: 100, 政府'],
      ['重点工作: { 事项: [{ 事项: 甲事, 完成情况: 已经完成 }] }\n', ''],
      ['全年预算: { 三公经费: { 公务接待费: 30.00, 公务用车运行维护费: 60 } }\n', ''],
    );
    const out = await skeleton(text);
    expect(out).toMatch(/# 三公经费说明: 第 \d+ 行已有.*\n {2}车辆保有量: （请填写数）/);
    expect(out).toContain('重点工作:');
    const pasted = (text + filled(out.replace(/# 三公经费说明.*\n.*\n/, ''))).replace(
      '三公经费说明:\n',
      '三公经费说明:\n  车辆保有量: 1\n',
    );
    expect(missing(text).length).toBeGreaterThan(3);
    expect(missing(pasted).filter(({ code }) => code === 'section-missing')).toEqual([]);
  });

  it('says so where nothing is missing, or nothing can be told', async () => {
    const full = input() + filled(await skeleton(input()));
    expect(await skeleton(full)).toBe('# a.yaml：没有要补写的\n');
    expect(await skeleton('类型: 预算\n')).toBe('# a.yaml：输入有错误，改正后再看\n');
  });

  it('is no JSON, and no list of rules', async () => {
    const folder = folderWith({ 'a.yaml': SMALL });
    for (const flags of [
      ['--format', 'json'],
      ['--format', 'sarif'],
    ]) {
      const { code, err } = await folder.run('check', '@a.yaml', '--skeleton', ...flags);
      expect([code, err.includes('--骨架')]).toEqual([2, true]);
    }
    expect((await folder.run('check', '--list', '--骨架')).code).toBe(2);
  });

  it('leaves out what is waived', async () => {
    const waiver = '豁免: [{ 规则: 增减-01, 内容: "2060101", 理由: 尾数 }]\n';
    const out = await skeleton(input(waiver));
    expect(out).not.toContain('"2060101"');
    expect(out).toContain('"2060199"');
  });
});
