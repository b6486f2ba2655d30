/** The JSON of `gongkai check`: true to its schema, exact, and pointing at the right characters. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../src/forms/library.js';
import { rulesOf } from '../src/kinds/rules.js';
import { generatedFiles } from '../src/reference.js';
import {
  type CheckOutput,
  checkSchema,
  type PlaceOutput,
} from '../src/review/show/check-schema.js';
import { BALANCED, type Folder, folderWith, UNBALANCED } from './helpers/checked.js';
import { templates } from './helpers/input.js';
import { gongkai } from './helpers/terminal.js';

const SCHEMA = 'templates/schema/检查结果.json';
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(generatedFiles().get(SCHEMA) ?? ''),
);

/** The parsed output, which its schema accepts. */
function parsed(out: string): CheckOutput {
  const output: unknown = JSON.parse(out);
  validate(output);
  expect(validate.errors ?? []).toEqual([]);
  return checkSchema.parse(output);
}

const json = async (folder: Folder, ...args: string[]) =>
  parsed((await folder.run('check', ...args, '--format', 'json')).out);
const resultsOf = (output: CheckOutput, rule: string) =>
  output.文件.flatMap((file) => file.结果).filter((one) => one.规则 === rule);

describe('the JSON', () => {
  it('has both sides of a finding as exact decimals, each with its places', async () => {
    const folder = folderWith({ '2026.yaml': UNBALANCED });
    const output = await json(folder, '@2026.yaml');
    const [found] = resultsOf(output, '平衡-01');
    expect(found).toMatchObject({
      级别: '错误',
      表: { 号: '预算01', 名: '收支总表' },
      左: { 名: '一般公共预算收入', 数: '0.3', 单位: '万元' },
      右: { 数: '0.25', 单位: '万元' },
      关系: '=',
      差额: '0.05',
    });
    const text = (place: PlaceOutput | undefined) =>
      UNBALANCED.slice(place?.起 ?? 0, place?.止 ?? 0);
    expect([found?.位置, ...(found?.左?.位置 ?? [])].map(text)).toEqual(['3000', '3000']);
    expect(found?.右?.位置.map(text)).toEqual(['1000', '1500']);
    for (const place of found?.右?.位置 ?? []) {
      const line = UNBALANCED.split('\n')[place.行 - 1] ?? '';
      expect([...line].slice(place.列 - 1, place.列 + 3).join('')).toBe(text(place));
      expect(place.文件).toBe('2026.yaml');
    }
  });

  it('loses no digit, and has no number that is an amount', async () => {
    const many = UNBALANCED.replace(': 3000 }', ': 123456789012.34 }');
    const { out } = await folderWith({ 'a.yaml': many }).run(
      'check',
      '@a.yaml',
      '--format',
      'json',
    );
    const [found] = resultsOf(parsed(out), '平衡-01');
    expect(found?.左?.数).toBe('12345678.901234');
    expect(found?.差额).toBe('12345678.651234');
    const numbers = [...out.matchAll(/"([^"]+)": -?[\d.]+,?$/gm)].map(([, key]) => key);
    const counted = ['格式版本', '年度', '核对', '错误', '警告', '提示', '豁免', '相符'];
    expect(new Set(numbers)).toEqual(new Set([...counted, '行', '列', '起', '止']));
  });

  it('is what the example of the guide shows', async () => {
    const guide = readFileSync('docs/检查.md', 'utf8');
    const example = (name: string) =>
      new RegExp(`<!-- 例子 ${name} -->\n\`\`\`\\w+\n(.*?)\`\`\``, 's').exec(guide)?.[1] ?? '';
    const output = await json(folderWith({ '2026.yaml': example('输入') }), '@2026.yaml');
    expect(resultsOf(output, '平衡-01')).toEqual([JSON.parse(example('结果'))]);
    const waiver = `${UNBALANCED}${/```yaml\n豁免:\n(.*?)```/s.exec(guide)?.[1]}`;
    const waived = await json(folderWith({ '2026.yaml': waiver }), '@2026.yaml');
    expect(resultsOf(waived, '平衡-01')[0]).toMatchObject({
      级别: '豁免',
      豁免理由: '年终结转结余财政部门尚未批复',
    });
  });

  it('counts what it lists; what holds is listed with --all alone', async () => {
    const folder = folderWith({ 'a.yaml': UNBALANCED });
    const brief = (await json(folder, '@a.yaml')).文件[0];
    const whole = (await json(folder, '@a.yaml', '--all')).文件[0];
    expect(brief?.统计).toEqual(whole?.统计);
    expect(brief?.结果.some((one) => one.级别 === '相符')).toBe(false);
    const levels = ['错误', '警告', '提示', '豁免', '相符'] as const;
    for (const level of levels)
      expect(whole?.结果.filter((one) => one.级别 === level)).toHaveLength(
        whole?.统计[level] ?? -1,
      );
    expect(whole?.结果).toHaveLength(whole?.统计.核对 ?? -1);
    const spoken = new Set(whole?.结果.map((one) => one.规则));
    const budgetRules = rulesOf(loadProfile('wuchang-2026', templates)).map(({ id }) => id);
    expect([...spoken, ...(whole?.未见问题 ?? [])].sort()).toEqual(budgetRules.sort());
  });

  it('has what is wrong with an input, by its code', async () => {
    const folder = folderWith({
      '好 50%.yaml': BALANCED,
      '坏.yaml': BALANCED.replace(': 1000', ': 一千'),
      '不是.yaml': '\ta: [',
    });
    const names = ['好 50%.yaml', '坏.yaml', '不是.yaml', '无.yaml'];
    const { code, out } = await folder.run(
      'check',
      ...names.map((n) => `@${n}`),
      '--format',
      'json',
    );
    expect(code).toBe(1);
    const { 文件: files } = parsed(out);
    expect(files.map((file) => file.文件)).toEqual(names);
    const [good, bad, , missing] = files;
    expect(good?.说明).toBeUndefined();
    expect(bad?.说明).toMatch(/^输入有 1 处错误/);
    expect(bad?.结果[0]).toMatchObject({
      代码: 'amount-not-number',
      位置: { 文件: '坏.yaml', 行: 15, 列: 16 },
    });
    expect(missing?.结果).toMatchObject([{ 代码: 'file-missing', 位置: { 行: 0, 列: 0 } }]);
    expect(missing?.统计).toMatchObject({ 核对: 0, 错误: 1 });
  });

  it('says of last year’s figures that they are not checked', async () => {
    const { out } = await gongkai(['check', 'inputs/wuchang/2025.yaml', '--format', 'json']);
    expect(parsed(out).文件[0]).toMatchObject({
      类型: '上年数',
      说明: '是上年数，随引用它的文件一起核对，不单独核对。',
      结果: [],
    });
  });

  it('is the same each time, also of real inputs, and goes to a file whole', async () => {
    const folder = folderWith({ '旧.json': 'old' });
    const output = parsed(
      (await folder.run('check', 'inputs/**/*.yaml', '--all', '--format', 'json')).out,
    );
    expect(output.文件.length).toBeGreaterThan(5);
    // one of each kind: what differs from one time to the next does so whatever file it is
    const two = ['inputs/wuchang/2026.yaml', 'inputs/putuo/2024-final.yaml'];
    const args = [...two, '--all', '--format', 'json'];
    const { out } = await folder.run('check', ...args);
    const told = await folder.run('check', ...args, '-o', '@旧.json');
    expect(folder.read('旧.json')).toBe(out);
    expect(told.out).toMatch(/^共 \d+ 个文件，核对 \d+ 项：.*已写到 旧\.json\n$/);
    const quiet = await folder.run(
      'check',
      'inputs/wuchang/2026.yaml',
      '--format',
      'json',
      '-o',
      '@新.json',
      '-q',
    );
    expect([quiet.code, quiet.out]).toEqual([0, '']);
    for (const file of output.文件) {
      const text = readFileSync(file.文件, 'utf8');
      const places = file.结果.flatMap((one) => [one.位置, ...(one.左?.位置 ?? [])]);
      for (const place of places.filter((one) => one.文件 === file.文件 && one.行 > 0)) {
        const before = text.slice(0, place.起).split('\n');
        expect([before.length, [...(before.at(-1) ?? '')].length + 1]).toEqual([
          place.行,
          place.列,
        ]);
      }
    }
  });
});
