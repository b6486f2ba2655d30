/** What reviewers are told of a changed example: causes first, what follows put to each of them. */
import { describe, expect, it } from 'vitest';
import { compareEditions } from '../src/review/compare/compare.js';
import type { Edition } from '../src/review/open/edition.js';
import { cellsOf, changed, difference, exampleEdition } from './helpers/editions.js';

const WUCHANG = 'wuchang/2026';
/** 10 万元 more of 办公费, and of the appropriation that pays it. */
const MORE_OFFICE = [
  ['"30201": 1086384', '"30201": 1186384'],
  ['一般公共预算拨款: 34651500', '一般公共预算拨款: 34751500'],
  ['收入总计: 43359530', '收入总计: 43459530'],
  ['支出总计: 43359530', '支出总计: 43459530'],
  ['基本支出: 26654130', '基本支出: 26754130'],
  ['公用经费: 3307730', '公用经费: 3407730'],
] as const;

describe('two amounts that change together', () => {
  const comparison = difference(WUCHANG, ...MORE_OFFICE);
  const [income, office] = comparison.causes;

  it('are both named, with their places and by how much', () => {
    expect(comparison.causes.map(({ label, kind }) => [kind, label])).toEqual([
      ['改数', '收入 › 328001 › 一般公共预算拨款'],
      ['改数', '基本支出 › 328001 › 2060101 行政运行 › 30201 办公费'],
    ]);
    expect(income?.leaf.old?.span.line).toBe(63);
    expect(office?.texts).toEqual({ old: '1086384', new: '1186384' });
    expect([office?.amounts?.change.toFixed(), office?.amounts?.percent]).toEqual(['10', '+9.20%']);
  });

  it('have every changed cell put to the one that it is made of', () => {
    const cells = comparison.tables.flatMap((table) => table.cells);
    expect(cells.every(({ follows, causes }) => follows && causes.length === 1)).toBe(true);
    const ofIncome = comparison.tables.flatMap(({ id, cells: own }) =>
      own.some(({ causes }) => causes[0] === 0) ? [id] : [],
    );
    expect(ofIncome).toEqual(['预算01', '预算02', '预算04', '预算11']);
    expect(cellsOf(comparison)).toEqual(
      expect.arrayContaining([
        '预算01 收入总计．收入 › 预算数 4,335.95→4,345.95',
        '预算05-1 行政运行．基本支出 › 公用经费 268.31→278.31',
        '预算06 办公费．本年一般公共预算基本支出 › 合计 131.02→141.02',
        '预算11 人员类项目支出．占比 53.9%→53.7%',
      ]),
    );
  });

  it('change sentences, with the words that changed', () => {
    const sentence = comparison.sentences.find(({ place }) =>
      place.endsWith('一、收支预算总体安排情况'),
    );
    expect(sentence?.causes).toEqual([0, 1]);
    const words = (side: 'old' | 'new') =>
      sentence?.words[side]?.filter((word) => word.changed).map((word) => word.text);
    expect(words('old')).toEqual(['4,335.95万元', '960.28万元', '28.4%']);
    expect(words('new')).toEqual(['4,345.95万元', '970.28万元', '28.7%']);
    expect(comparison.sentences.every(({ follows }) => follows)).toBe(true);
  });

  it('change nothing else', () => {
    const { settings, sections, remarks, mode } = comparison;
    expect({ settings, sections, remarks, mode }).toEqual({
      settings: [],
      sections: [],
      remarks: [],
      mode: '同年',
    });
  });
});

describe('texts', () => {
  it('are causes of the sentences that say them', () => {
    const { causes, sentences, tables } = difference(WUCHANG, ['离退休人员去世', '离退休人员减少']);
    expect(causes.map(({ kind, label }) => [kind, label])).toEqual([
      ['改字', '变动原因 › 2080501 行政单位离退休'],
    ]);
    expect(tables).toEqual([]);
    expect(sentences.map(({ causes: due, follows }) => [due, follows])).toEqual([[[0], true]]);
    const marked = sentences[0]?.words.new?.filter((word) => word.changed);
    expect(marked?.map((word) => word.text)).toEqual(['减少']);
  });

  it('are told apart from figures that change in the same sentence', () => {
    const { causes, sentences } = difference(
      WUCHANG,
      ['服务: 11927200', '服务: 11827200'],
      ['政府采购: 11982200', '政府采购: 11882200'],
      ['  政府采购: 新增云平台改造项目', '  政府采购: 云平台改造'],
    );
    expect(causes.map(({ label }) => label)).toEqual(['政府采购 › 服务', '变动原因 › 政府采购']);
    const both = sentences.filter((sentence) => sentence.causes.length === 2);
    expect(both).toHaveLength(1);
  });
});

describe('rows and tables', () => {
  const project = `  - 名称: 新项目
    单位: "328001"
    支出:
      - 功能科目: "2060499"
        金额: 100000

`;
  const added = [
    ['  - 名称: 国密改造项目', `${project}  - 名称: 国密改造项目`],
    ['一般公共预算拨款: 34651500', '一般公共预算拨款: 34751500'],
    ['收入总计: 43359530', '收入总计: 43459530'],
    ['支出总计: 43359530', '支出总计: 43459530'],
    ['项目支出: 16705400', '项目支出: 16805400'],
  ] as const;

  it('tells of an added project once, with its amount', () => {
    const { causes, tables } = difference(WUCHANG, ...added);
    expect(causes.map(({ kind, label, leaves }) => [kind, label, leaves])).toContainEqual([
      '新增',
      '项目支出 › 328001 › 新项目',
      4,
    ]);
    const listed = tables.find(({ id }) => id === '预算10');
    expect(listed?.rows).toMatchObject([{ kind: '新增', name: '新项目' }]);
    expect(listed?.rows[0]?.causes).not.toEqual([]);
    expect(listed?.cells.every(({ follows }) => follows)).toBe(true);
  });

  it('tells of a removed one by turning the sides', () => {
    const { causes, tables } = compareEditions(changed(WUCHANG, ...added), exampleEdition(WUCHANG));
    expect(causes.map(({ kind }) => kind).sort()).toEqual(['删除', '改数']);
    expect(tables.find(({ id }) => id === '预算10')?.rows).toMatchObject([
      { kind: '删除', name: '新项目' },
    ]);
  });

  it('knows a project under a new name, in its row and in the rest', () => {
    const { causes, tables } = difference(WUCHANG, [
      '名称: 国密改造项目',
      '名称: 国产密码改造项目',
    ]);
    expect(causes.map(({ kind, label }) => [kind, label])).toEqual([
      ['改字', '项目支出 › 328001 › 国产密码改造项目 › 名称'],
    ]);
    expect(tables.find(({ id }) => id === '预算10')?.rows).toMatchObject([
      { kind: '改名', name: '国产密码改造项目', oldName: '国密改造项目' },
    ]);
    expect(tables.flatMap(({ cells }) => cells).filter(({ amounts }) => amounts)).toEqual([]);
  });
});

describe('settings', () => {
  it('are told where the profile is another one', () => {
    const { settings, causes } = difference(WUCHANG, [
      '格式: wuchang-2026-as-published',
      '格式: wuchang-2026',
    ]);
    expect(settings).toEqual([
      { what: '格式', values: { old: 'wuchang-2026-as-published', new: 'wuchang-2026' } },
    ]);
    expect(causes).toEqual([]);
  });

  it('are told where templates or the program are', () => {
    const edition = exampleEdition(WUCHANG);
    const other: Edition = {
      ...edition,
      version: '2.0.0',
      templates: new Map([...(edition.templates ?? []), ['budget/预算01.yaml', 'f'.repeat(64)]]),
    };
    const { settings } = compareEditions(edition, other);
    expect(settings.map(({ what, name }) => [what, name])).toEqual([
      ['程序版本', undefined],
      ['模板', 'budget/预算01.yaml'],
    ]);
  });
});
