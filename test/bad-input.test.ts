import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';

const GOOD = readFileSync('inputs/wuchang/2026.yaml', 'utf8');

/** Replaces the only or first occurrence; a pattern that is not there is a mistake of the test. */
function edit(from: string, to: string): string {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, () => to);
}

/** The line (from 1) that a text first stands in. */
function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

const CASES: readonly [
  name: string,
  text: () => string,
  part: string | undefined,
  message: string,
][] = [
  ['an unknown key', () => edit('编制日期:', '天气: 晴\n编制日期:'), '天气', '没有“天气”这个键'],
  ['a misspelt key', () => edit('金额单位:', '金额单未:'), '金额单未', '是不是“金额单位”？'],
  [
    'a duplicate key',
    () => edit('年度: 2026', '年度: 2026\n年度: 2026'),
    undefined,
    '键“年度”重复了',
  ],
  ['text for a number', () => edit('1585228', '一百万'), '一百万', '金额应为数字，写的是“一百万”'],
  [
    'three decimals',
    () => edit('1585228', '1585228.005'),
    '1585228.005',
    '有 3 位小数，以元为单位最多 2 位',
  ],
  [
    'a subject that does not exist',
    () => edit('"2060101"', '"2060111"'),
    '"2060111"',
    '科目字典里没有功能科目 2060111',
  ],
  [
    'a unit that is not listed',
    () => edit('收入:\n  - 单位: "328001"', '收入:\n  - 单位: "328009"'),
    '"328009"',
    '“单位”里没有列出代码 328009',
  ],
  [
    'a stated total that is wrong',
    () => edit('  支出总计: 43359530', '  支出总计: 43359531'),
    '43359531',
    '“支出总计”写的是 43359531.00 元',
  ],
  ['an empty file', () => '', undefined, '文件是空的'],
  ['a workbook that is cut off', () => 'PK\u0003\u0004 xl/workbook.xml', undefined, '工作簿不完整'],
  [
    'an alias bomb',
    () =>
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
        .join('\n')}\n${GOOD}`,
    undefined,
    '内容过多',
  ],
  [
    'a name with ../',
    () => edit('名称: 武昌区经济信息化和科技创新局\n', '名称: ../../etc/局\n'),
    '../../etc/局',
    '不能用于文件名的字符',
  ],
];

describe('bad input', () => {
  it.each(
    CASES,
  )('%s: told with its place, and nothing in the output folder changes', async (_, make, part, message) => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    mkdirSync(join(out, '旧材料'), { recursive: true });
    writeFileSync(join(out, '旧材料', '旧.txt'), '旧');
    writeFileSync(join(folder, '2025.yaml'), readFileSync('inputs/wuchang/2025.yaml'));
    const text = make();
    const file = join(folder, '2026.yaml');
    writeFileSync(file, text);
    const before = snapshot(out);
    const { code, out: printed, err } = await gongkai(['compile', file, '-o', out]);
    expect(code).toBe(1);
    expect(printed).toBe('');
    expect(err).toContain(message);
    expect(err).not.toMatch(/\bat .*:\d+:\d+\)/);
    if (part !== undefined) expect(err).toContain(`2026.yaml:${lineOf(text, part)}:`);
    expect(snapshot(out)).toEqual(before);
  });

  it('a missing file is told by name', async () => {
    const folder = temporaryFolder();
    const { code, err } = await gongkai([
      'compile',
      join(folder, '没有.yaml'),
      '-o',
      join(folder, 'out'),
    ]);
    expect(code).toBe(1);
    expect(err).toContain('没有.yaml: 错误：找不到这个文件');
  });

  it('tells all mistakes of a file in one run', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '2026.yaml');
    writeFileSync(
      file,
      edit('编制日期: 2025-12-17', '编制日期: 2025-02-30\n天气: 晴')
        .replace('1585228', '十')
        .replace('金额单位: 元', '金额单位: 亿元')
        .replace('"2080501"', '"2080511"')
        .replace('  - 单位: "328003"', '  - 单位: "328004"'),
    );
    const { err } = await gongkai(['compile', file, '-o', join(folder, 'out')]);
    for (const message of [
      '没有 2025-02-30 这一天',
      '没有“天气”这个键',
      '写的是“十”',
      '“金额单位”不能写“亿元”',
      '科目字典里没有功能科目 2080511',
      '“单位”里没有列出代码 328004',
    ]) {
      expect(err).toContain(message);
    }
    expect(err).toContain('有 6 处错误，没有写出');
  });
});
