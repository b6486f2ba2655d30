/** `gongkai formats`: what a bureau sees of the formats. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gongkai } from './helpers/terminal.js';

describe('gongkai formats', () => {
  it('lists every format with its name and what it extends, and all of them are right', async () => {
    const { code, out, err } = await gongkai(['formats']);
    expect([code, err]).toEqual([0, '']);
    const files = readdirSync('templates/profiles').filter((name) => name.endsWith('.yaml'));
    const names = ['预算', '决算', ...files.map((name) => name.slice(0, -5)).sort()];
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(names);
    expect(lines[names.indexOf('wuchang-2026-as-published')]).toMatch(
      /^wuchang-2026-as-published {5}武昌区2026年.*，继承 wuchang-2026$/,
    );
  });

  it('tells what a format publishes, with the file that each table comes from', async () => {
    const { code, out } = await gongkai(['formats', 'hongshan-2025-as-published']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/（部门预算，继承 hongshan-2025 → 预算）$/);
    expect(lines).toContain('第四部分　名词解释');
    const file = (id: string) =>
      lines
        .find((line) => line.startsWith(`  ${id} `))
        ?.split(/ +/)
        .at(-1);
    expect(file('预算03')).toBe('templates/budget/预算03.yaml');
    expect(file('预算12')).toBe('templates/profiles/hongshan-2025/预算12.yaml');
    expect(lines.at(-1)).toBe('没有错误。');
  });

  it('fails for one that there is not, and still tells of the others', async () => {
    const { code, out, err } = await gongkai(['formats', 'hongshan-2052', 'jianghan-2024']);
    expect(code).toBe(1);
    expect(err).toContain('没有“hongshan-2052”这个格式');
    expect(err).toContain('提示：是不是“hongshan-2025”？');
    expect(out).toContain('预算15 ');
  });

  it('explains itself', async () => {
    const { code, out } = await gongkai(['formats', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('gongkai formats 甲区-2027');
    expect(out).not.toMatch(/Usage|Options|display help/);
  });
});
