/** 附表 in what is made of a package afterwards: skeleton, list of the format, diff, explain, stored packages. */
import { describe, expect, it } from 'vitest';
import { reportOf } from '../src/checks/report.js';
import { loadProfile } from '../src/forms/library.js';
import { compareEditions } from '../src/review/compare/compare.js';
import { findFigures, isMissing } from '../src/review/explain/find.js';
import type { Edition } from '../src/review/open/edition.js';
import { editionOf } from '../src/review/open/edition-of.js';
import { readEdition, storeEdition } from '../src/review/open/stored.js';
import { explainOutput } from '../src/review/show/explain-json.js';
import { explainText } from '../src/review/show/explain-text.js';
import { formatText } from '../src/review/show/format-text.js';
import { skeletonText } from '../src/review/show/skeleton.js';
import { trialProblems } from '../src/trial.js';
import { cellsOf } from './helpers/editions.js';
import { compileIn, FILES, LINES, PROFILE, province, SENTENCES } from './helpers/schedules.js';
import { brief, compiled, overlay } from './helpers/world.js';

const SAID = province([
  SENTENCES,
  '没有。',
  '新增{{数 "附表" 项="新增资产.数量"}}台，共{{金额 "附表" 项="新增资产.金额"}}。',
]);

function edition(parts = LINES): Edition {
  const result = compileIn(SAID, parts);
  return editionOf('a.yaml', compiled(result), result.sources, '1.0.0');
}

describe('the skeleton', () => {
  const skeleton = (parts: string) => skeletonText(reportOf('a.yaml', compileIn(FILES, parts)));

  it('has a line of each list that is not written, with all columns', () => {
    expect(skeleton('')).toContain(`附表:
  新增资产:  # “资产表”印成没有内容；没有的写 []
    - 单位: （请填写单位）
      名称: （请填写名称）
      种类: （请填写通用或专用）
      功能科目: （请填写功能科目）
      购置日期: （请填写购置日期）
      数量: （请填写数）
      面积: （请填写数）
      单价: （请填写数）
      金额: （请填写数）
`);
    expect(skeleton(LINES)).not.toContain('附表');
  });

  it('pasted and filled in is an input', () => {
    const pasted = /附表:\n(?: .*\n)+/.exec(skeleton(''))?.[0] ?? '';
    const filled = pasted
      .replace('（请填写单位）', '"100001"')
      .replace('（请填写通用或专用）', '专用')
      .replace('（请填写功能科目）', '"2010301"')
      .replace('（请填写购置日期）', '2026-03-01')
      .replaceAll('（请填写数）', '2')
      .replace('（请填写名称）', '仪器');
    const { diagnostics } = compileIn(FILES, filled);
    expect(
      diagnostics.filter(({ severity, rule }) => severity === '错误' || rule === '附表-01'),
    ).toEqual([]);
  });
});

describe('the list of a format', () => {
  it('tells the columns of each table, and how they are filled in', () => {
    expect(formatText(loadProfile('甲省', overlay(FILES)))).toContain(
      '附表“新增资产”：单位（单位，必填）、名称（文字，必填）、种类（通用/专用）、功能科目（功能科目）、购置日期（日期）、数量（台，必填）、面积（平方米）、单价（金额）、金额（金额，必填）\n',
    );
  });
});

describe('the trial of a format', () => {
  const tried = (files: typeof FILES | ReturnType<typeof province>) => {
    const folder = overlay(files);
    return trialProblems(loadProfile('甲省', folder), folder).map(brief);
  };

  it('needs no lines of the input', () => {
    expect(tried(FILES)).toEqual([]);
  });

  it('does not ask what lines are tied to: nobody can make that up', () => {
    const relation =
      '勾稽: {表间-91: {应当: 甲, 依据: 乙, 等式: {丙: {左: {表: 资产, 行: 合计, 列: 金额}, 右: {量: 支出}}}}}\n';
    expect(tried(province([PROFILE, '公开要求', `${relation}公开要求`]))).toEqual([]);
  });
});

describe('diff', () => {
  const more = LINES.replace(
    '    - { 单位: "100002"',
    '    - { 单位: "100001", 名称: 打印机, 数量: 2, 金额: 3000 }\n    - { 单位: "100002"',
  ).replace('30000.5', '27000.5');

  it('knows the lines again between others, and what they have changed', () => {
    const comparison = compareEditions(edition(), edition(more));
    const [table] = comparison.tables;
    expect(table?.rows.map(({ kind, name }) => [kind, name])).toEqual([['新增', '打印机']]);
    expect(cellsOf(comparison)).toEqual([
      '资产 合计．数量（台） 4→6',
      '资产 打印机．数量（台） ∅→2',
      '资产 打印机．金额 ∅→0.30',
      '资产 打印机．单位 ∅→示例局本级',
      '资产 仪器．金额 3.00→2.70',
    ]);
    expect(comparison.causes.map(({ label }) => label)).toEqual([
      '附表 › 新增资产 › 100001 › 打印机',
      '附表 › 新增资产 › 100002 › 仪器 › 金额',
    ]);
  });

  it('tells counts without amounts', () => {
    const comparison = compareEditions(edition(), edition(LINES.replace('数量: 3', '数量: 5')));
    const [first] = comparison.tables[0]?.cells ?? [];
    expect([first?.shown.new?.text, first?.amounts]).toEqual(['6', undefined]);
    expect(comparison.causes.map(({ label, amounts }) => [label, amounts])).toEqual([
      ['附表 › 新增资产 › 100001 › 计算机 › 通用 › 数量', undefined],
    ]);
  });

  it('takes an amount in 万元 for the same as one in 元', () => {
    const inWan = (text: string) =>
      text.replace('15000,', '').replace('金额: 30000.5', '金额: 3.00005');
    const lines = inWan(LINES).replace('单价: 5000, 金额: 15000', '单价: 0.5, 金额: 1.5');
    const result = compileIn(SAID, lines);
    expect(result.diagnostics.length).toBeGreaterThan(0);
    const leaves = edition(LINES).leaves?.filter(({ path }) => path[0] === '附表') ?? [];
    expect(
      leaves.flatMap(({ path, amount }) => (amount ? [`${path.at(-1)} ${amount}`] : [])),
    ).toEqual(['单价 5000', '金额 15000', '金额 30000.5']);
  });
});

describe('explain', () => {
  const explained = (...words: string[]) => {
    const own = edition();
    const found = findFigures(own, words);
    if (isMissing(found)) throw new Error(found.message);
    return explainText(explainOutput('a.yaml', words, found, own.leaves ?? [], '1.0.0'));
  };

  it('leads from a total to the lines', () => {
    expect(explained('资产!合计.金额')).toBe(`资产 资产表　合计．金额
  印的是　4.50
  精确数　45,000.5 元 = 4.50005 万元，四舍五入到 0.01 万元
  表里是　计算机 1.50 + 仪器 3.00
  由来，共 2 处，合计 45,000.5 元
    a.yaml:18  + 15,000　附表 › 新增资产 › 100001 › 计算机 › 通用 › 金额
    a.yaml:19  + 30,000.5　附表 › 新增资产 › 100002 › 仪器 › 金额
`);
  });

  it('tells counts as they are, in a table and in a sentence', () => {
    const lines = `  印的是　4
  精确数　4
`;
    expect(explained('资产!合计.数量')).toContain(lines);
    const said = explained('新增4台');
    expect(said).toContain(lines);
    expect(said).toContain('a.yaml:18  + 3　附表 › 新增资产 › 100001 › 计算机 › 通用 › 数量');
  });
});

describe('a stored package', () => {
  it('comes back as it was, its counts as counts', () => {
    const own = edition();
    const back = readEdition(storeEdition(own, '.'), 'x');
    const counts = (of: Edition | undefined) =>
      of?.tables[0]?.cells.flatMap(({ content }) => content.figure?.counted ?? []);
    expect(counts(own)?.length).toBeGreaterThan(4);
    expect(counts(back)).toEqual(counts(own));
    const { causes, tables, sentences } = compareEditions(own, back ?? { ...own, tables: [] });
    expect({ causes, tables, sentences }).toEqual({ causes: [], tables: [], sentences: [] });
  });
});
