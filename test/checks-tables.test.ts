/** The rules that add up the tables again: silent on the examples, and not on a changed cell. */
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../src/forms/library.js';
import { PACKAGE_NAMES } from '../src/kinds/index.js';
import { labelled } from '../src/tables/labels.js';
import { templates } from './helpers/input.js';
import {
  cellAt,
  EXAMPLES,
  type Example,
  exampleContext,
  finds,
  found,
  resultsOf,
  tableOf,
  tampered,
} from './helpers/table-rules.js';

const BUDGETS = ['wuchang/2026.yaml', 'hongshan/2025.yaml', 'jianghan/2024.yaml'] as const;
const ACCOUNTS = ['wuchang/2024-final.yaml', 'hongshan/2023-final.yaml'] as const;

describe('the examples', () => {
  it.each(EXAMPLES)('%s: nothing is found but 尾差', (path) => {
    expect(found(exampleContext(path))).toEqual([]);
    const hints = found(exampleContext(path), true);
    expect(hints.filter((line) => !line.startsWith('尾差-01 提示'))).toEqual([]);
  });

  const evaluated = (path: Example) => {
    const ids = resultsOf(exampleContext(path)).map(({ rule }) => rule.id);
    return [...new Set(ids)].filter((id) => id.startsWith('表'));
  };
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `表间-${String(from + i).padStart(2, '0')}`);
  const within = ['表内-02', '表内-03', '表内-04'];

  it.each(BUDGETS)('%s: every pair that the format publishes is compared', (path) => {
    const purchases = path === 'jianghan/2024.yaml' ? ids(16, 17) : [];
    expect(evaluated(path)).toEqual([...within, ...ids(1, 15), ...purchases]);
  });
  it.each(ACCOUNTS)('%s: every pair that the format publishes is compared', (path) => {
    expect(evaluated(path)).toEqual([...within, ...ids(21, 31)]);
  });
});

type At = readonly [template: string, row: string, column: string];
const CASES: readonly { id: string; path: Example; cells: readonly At[] }[] = [
  {
    id: '表间-01',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算01', '一般公共预算拨款收入', '预算数'],
      ['预算02', '328001', '一般公共预算'],
    ],
  },
  {
    id: '表间-02',
    path: 'hongshan/2025.yaml',
    cells: [
      ['预算01', '住房保障支出', '预算数'],
      ['预算03', '2210201', '合计'],
    ],
  },
  {
    id: '表间-03',
    path: 'jianghan/2024.yaml',
    cells: [
      ['预算01', '一般公共预算拨款收入', '预算数'],
      ['预算04', '一般公共预算拨款', '预算数'],
    ],
  },
  {
    id: '表间-04',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算03', '2060101', '基本支出'],
      ['预算05-1', '2060101', '小计'],
    ],
  },
  {
    id: '表间-05',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算04', '科学技术支出', '预算数'],
      ['预算05-1', '2060101', '合计'],
    ],
  },
  {
    id: '表间-06',
    path: 'jianghan/2024.yaml',
    cells: [
      ['预算04', '政府性基金预算拨款', '预算数'],
      ['预算08', '', ''],
    ],
  },
  {
    id: '表间-07',
    path: 'jianghan/2024.yaml',
    cells: [
      ['预算04', '国有资本经营预算拨款', '预算数'],
      ['预算09', '', ''],
    ],
  },
  {
    id: '表间-08',
    path: 'hongshan/2025.yaml',
    cells: [
      ['预算05-1', '2210201', '项目支出'],
      ['预算05-2', '@1', '公用经费'],
    ],
  },
  {
    id: '表间-09',
    path: 'jianghan/2024.yaml',
    cells: [
      ['预算05-1', '2210201', '人员经费'],
      ['预算06', '30101', '人员经费'],
    ],
  },
  {
    id: '表间-10',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算06', '30217', '合计'],
      ['预算07', '', '公务接待费'],
    ],
  },
  {
    id: '表间-11',
    path: 'hongshan/2025.yaml',
    cells: [
      ['预算03', '2060199', '项目支出'],
      ['预算10', '@3', '合计'],
    ],
  },
  {
    id: '表间-12',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算10', '@3', '合计'],
      ['预算12', '项目当年预算', ''],
    ],
  },
  {
    id: '表间-13',
    path: 'hongshan/2025.yaml',
    cells: [
      ['预算01', '支出总计', '预算数'],
      ['预算11', '合计', '当年金额'],
    ],
  },
  {
    id: '表间-14',
    path: 'wuchang/2026.yaml',
    cells: [
      ['预算05-1', '2060101', '公用经费'],
      ['预算11', '运转类项目支出', '当年金额'],
    ],
  },
  {
    id: '表间-15',
    path: 'jianghan/2024.yaml',
    cells: [
      ['预算10', '@3', '合计'],
      ['预算11', '特定目标类项目支出', '当年金额'],
    ],
  },
  {
    id: '表间-16',
    path: 'jianghan/2024.yaml',
    cells: [['政府采购', '501001', '采购金额合计（万元）']],
  },
  {
    id: '表间-17',
    path: 'jianghan/2024.yaml',
    cells: [['购买服务', '501001', '购买金额']],
  },
  {
    id: '表间-21',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开01', '其他收入', '金额'],
      ['公开02', '@2', '财政拨款收入'],
    ],
  },
  {
    id: '表间-22',
    path: 'hongshan/2023-final.yaml',
    cells: [
      ['公开01', '住房保障支出', '金额'],
      ['公开03', '@2', '本年支出合计'],
    ],
  },
  {
    id: '表间-23',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开01', '年末结转和结余', '金额'],
      ['公开04', '年末财政拨款结转和结余', '小计'],
    ],
  },
  {
    id: '表间-24',
    path: 'hongshan/2023-final.yaml',
    cells: [
      ['公开02', '@2', '财政拨款收入'],
      ['公开04', '本年收入合计', '决算数'],
    ],
  },
  {
    id: '表间-25',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开03', '@2', '项目支出'],
      ['公开05', '@2', '项目支出'],
    ],
  },
  {
    id: '表间-26',
    path: 'hongshan/2023-final.yaml',
    cells: [
      ['公开04', '住房保障支出', '一般公共预算财政拨款'],
      ['公开05', '@2', '小计'],
    ],
  },
  {
    id: '表间-27',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开05', '@2', '基本支出'],
      ['公开06', '30101', '决算数'],
    ],
  },
  {
    id: '表间-28',
    path: 'hongshan/2023-final.yaml',
    cells: [
      ['公开04', '政府性基金预算财政拨款', '决算数'],
      ['公开07', '合计', '本年收入'],
    ],
  },
  {
    id: '表间-29',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开04', '本年支出合计', '国有资本经营预算财政拨款'],
      ['公开08', '@2', '合计'],
    ],
  },
  {
    id: '表间-30',
    path: 'wuchang/2024-final.yaml',
    cells: [
      ['公开03', '@2', '基本支出'],
      ['公开08', '@2', '项目支出'],
    ],
  },
  {
    id: '表间-31',
    path: 'hongshan/2023-final.yaml',
    cells: [
      ['公开06', '30231', '决算数'],
      ['公开09', '', '决算数/公务接待费'],
    ],
  },
];

describe('a pair of tables', () => {
  it('is one relation, and all that are declared are spoken of here', () => {
    const relations = PACKAGE_NAMES.flatMap((kind) => loadProfile(kind, templates).relations);
    const declared = relations.map(({ id }) => id).filter((id) => id.startsWith('表间'));
    expect(declared).toEqual(CASES.map(({ id }) => id));
  });

  it.each(CASES)('$id of $path is of the tables that are spoken of here', ({ id, path, cells }) => {
    const { relations } = exampleContext(path).profile;
    const { equations = [] } = relations.find((one) => one.id === id) ?? {};
    const terms = equations.flatMap(({ left, right }) => [...left, ...right]);
    const tables = terms.flatMap((term) => (term.kind === 'cells' ? [term.table] : []));
    expect([...new Set(tables)].sort()).toEqual(cells.map(([template]) => template).sort());
  });

  it.each(CASES)('$id of $path finds a changed cell of either', ({ id, path, cells }) => {
    const context = exampleContext(path);
    for (const [template, row, column] of cells) {
      const table = tableOf(context, template);
      const at = labelled(table).length > 0 ? cellAt(table, row, column) : undefined;
      // an empty table has no cell to change
      if (at) expect(finds(tampered(context, table, at, '10000'), id)).toBe(true);
    }
  });
});
