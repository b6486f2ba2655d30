/** Which scalars of two inputs are the same one: lines move, entries are renamed, lists grow. */
import { describe, expect, it } from 'vitest';
import type { Pair } from '../src/review/compare/comparison.js';
import { leafChanges } from '../src/review/compare/leaf-changes.js';
import type { Leaf } from '../src/review/open/edition.js';
import { changed, exampleEdition } from './helpers/editions.js';

const WUCHANG = 'wuchang/2026';
const told = ({ old, new: now }: Pair<Leaf>) =>
  `${(now ?? old)?.label}: ${old?.text ?? '∅'} → ${now?.text ?? '∅'}`;

/** What the program takes for changed after some edits of an example. */
function changes(...edits: readonly (readonly [string, string])[]): string[] {
  const leaves = (edition: { leaves: readonly Leaf[] | undefined }) => edition.leaves ?? [];
  return leafChanges(leaves(exampleEdition(WUCHANG)), leaves(changed(WUCHANG, ...edits))).map(told);
}

describe('leaves', () => {
  it('have names of their own, in words of the field', () => {
    const leaves = exampleEdition(WUCHANG).leaves ?? [];
    const paths = leaves.map(({ path }) => path.join('\n'));
    expect(new Set(paths).size).toBe(paths.length);
    const labels = leaves.map(({ label }) => label);
    expect(labels).toContain('基本支出 › 328001 › 2060101 行政运行 › 30201 办公费');
    expect(labels).toContain('上年 › 一般公共预算支出 › 2060101 行政运行');
    expect(labels).toContain('变动原因 › 2080501 行政单位离退休');
  });

  it('leave out what is never printed', () => {
    const roots = new Set((exampleEdition(WUCHANG).leaves ?? []).map(({ path }) => path[0]));
    for (const key of ['类型', '格式', '金额单位', '合计', '豁免'])
      expect(roots).not.toContain(key);
  });

  it('know their worth in 元, and counts have none', () => {
    const leaves = exampleEdition(WUCHANG).leaves ?? [];
    const one = (label: string) => leaves.find((leaf) => leaf.label === label);
    expect(one('收入 › 328001 › 一般公共预算拨款')?.amount?.toFixed()).toBe('34651500');
    expect(one('国有资产 › 车辆 › 业务用车')).toMatchObject({ text: '1', amount: undefined });
  });
});

describe('changes of leaves', () => {
  it('are none where nothing changed', () => {
    expect(changes()).toEqual([]);
  });

  it('are none where lines move, comments change, an amount is written otherwise', () => {
    expect(
      changes(['  货物: 55000\n', '\n\n  # 新的说明\n  货物: 55,000.00\n'], ['  # 局本级\n', '']),
    ).toEqual([]);
  });

  it('name an amount, a text, a count', () => {
    expect(
      changes(
        ['工程: 0', '工程: 10000'],
        ['服务: 11927200', '服务: 11917200'],
        ['离退休人员去世', '离退休人员减少'],
      ),
    ).toEqual([
      '变动原因 › 2080501 行政单位离退休: 离退休人员去世 → 离退休人员减少',
      '政府采购 › 工程: 0 → 10000',
      '政府采购 › 服务: 11927200 → 11917200',
    ]);
  });

  it('pair the texts of a list by what stands between the same ones', () => {
    const [first = '', ...others] = changes([
      '    - 2.研究提出全区工业的发展方向和空间安排',
      '    - 1之2.新的一条。\n    - 2.研究提出全区工业的发展方向和布局',
    ]);
    expect(first).toMatch(/第2条: 2.研究提出全区工业的发展方向和空间安排.* → 1之2.新的一条。$/);
    expect(others).toHaveLength(1);
    expect(others[0]).toMatch(/第3条: ∅ → 2.研究提出全区工业的发展方向和布局/);
  });

  it('know an entry under a new name', () => {
    expect(changes(['  - 名称: 国密改造项目\n', '  - 名称: 国产密码改造项目\n'])).toEqual([
      '项目支出 › 328001 › 国产密码改造项目 › 名称: 国密改造项目 → 国产密码改造项目',
    ]);
  });

  it('tell what was added and what is gone', () => {
    expect(
      changes(
        ['      "30205": 1500     # 水费\n', ''],
        ['"30206": 3000     # 电费', '"30206": 4500'],
      ),
    ).toEqual([
      '基本支出 › 328001 › 2060101 行政运行 › 30206 电费: 3000 → 4500',
      '基本支出 › 328001 › 2060101 行政运行 › 30205 水费: 1500 → ∅',
    ]);
  });
});
