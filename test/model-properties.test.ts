/** Every published figure against whole-number sums taken straight from random inputs. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { cellText, type Table } from '../src/tables/table.js';
import {
  hundredths,
  INCOMES,
  type Leaf,
  type Plan,
  planProfile,
  plans,
  printed,
  tablesOf,
  wanOf,
  yuanOf,
} from './helpers/budgets.js';

const FISCAL = ['一般公共预算', '政府性基金预算', '国有资本经营预算'];
type Test = (leaf: Leaf) => boolean;

const spent: Test = (leaf) => leaf.side === '支出';
const received: Test = (leaf) => leaf.side === '收入';
const kept: Test = (leaf) => leaf.side === '年终';
const nature =
  (name: string): Test =>
  (leaf) =>
    leaf.nature === name;
const fund =
  (...names: string[]): Test =>
  (leaf) =>
    names.includes(leaf.fund);
const carried =
  (yes: boolean): Test =>
  (leaf) =>
    leaf.carried === yes;
const income =
  (kind: string): Test =>
  (leaf) =>
    leaf.income === kind;
const functional =
  (code: string): Test =>
  (leaf) =>
    leaf.functional?.startsWith(code) ?? false;
const economic =
  (...codes: string[]): Test =>
  (leaf) =>
    codes.some((code) => leaf.economic?.startsWith(code));
const personnel: Test = (leaf) => nature('基本支出')(leaf) && economic('301', '303')(leaf);
const office: Test = (leaf) => nature('基本支出')(leaf) && !economic('301', '303')(leaf);
const any: Test = () => true;
const all =
  (...tests: Test[]): Test =>
  (leaf) =>
    tests.every((test) => test(leaf));

const total = (plan: Plan, ...tests: Test[]) =>
  plan.leaves.filter(all(...tests)).reduce((n, leaf) => n + leaf.fen, 0n);

/** What a table of rows and columns should show: each row's place in the tree and its selection. */
interface Row {
  /** Names from the root down to the row. */
  readonly path: readonly string[];
  readonly code: string;
  readonly select: Test;
}
interface Listed {
  readonly id: string;
  /** Text columns before the figures. */
  readonly labels: number;
  readonly base: Test;
  readonly columns: readonly Test[];
  readonly rows: (plan: Plan) => readonly Row[];
}

function tree(
  plan: Plan,
  base: Test,
  key: 'functional' | 'economic',
  lengths: readonly number[],
): Row[] {
  const codes = new Set<string>();
  for (const leaf of plan.leaves.filter(base)) {
    const code = leaf[key];
    if (code) for (const length of lengths) codes.add(code.slice(0, length));
  }
  const select = key === 'functional' ? functional : economic;
  const path = (code: string) =>
    lengths.filter((n) => n <= code.length).map((n) => code.slice(0, n));
  return [
    { path: [], code: '', select: any },
    ...[...codes].sort().map((code) => ({ path: path(code), code, select: select(code) })),
  ];
}

const units = (plan: Plan): Row[] => [
  { path: [], code: '', select: any },
  { path: ['100'], code: '100', select: any },
  ...plan.units.map(({ code }) => ({
    path: ['100', code],
    code,
    select: (leaf: Leaf) => leaf.unit === code,
  })),
];

const projects = (plan: Plan): Row[] => {
  const rows: Row[] = [
    { path: [], code: '', select: any },
    { path: ['部门'], code: '部门', select: any },
  ];
  for (const unit of plan.units) {
    const own = plan.projects.filter((one) => one.unit === unit.code);
    if (own.length === 0) continue;
    rows.push({
      path: ['部门', unit.name],
      code: unit.name,
      select: (leaf) => leaf.unit === unit.code,
    });
    for (const category of new Set(own.map((one) => one.category))) {
      const names = own.filter((one) => one.category === category).map((one) => one.name);
      const path = ['部门', unit.name, category];
      rows.push({ path, code: category, select: (leaf) => names.includes(leaf.project ?? '') });
      for (const name of names) {
        rows.push({ path: [...path, name], code: name, select: (leaf) => leaf.project === name });
      }
    }
  }
  return rows;
};

const functionalTree = (base: Test) => (plan: Plan) => tree(plan, base, 'functional', [3, 5, 7]);
const BY_NATURE = [any, nature('基本支出'), nature('项目支出')];
const general = all(spent, fund('一般公共预算'));
const generalColumns = [any, nature('基本支出'), personnel, office, nature('项目支出')];
const fiscalFund = (name: string, id: string): Listed => {
  const base = all(spent, fund(name));
  return { id, labels: 2, base, columns: BY_NATURE, rows: functionalTree(base) };
};
const generalBasic = all(general, nature('基本支出'));
const onProjects = all(spent, nature('项目支出'));
const LISTED: readonly Listed[] = [
  {
    id: '预算02',
    labels: 2,
    base: received,
    columns: [any, carried(false), ...INCOMES.map(income), carried(true)],
    rows: units,
  },
  { id: '预算03', labels: 2, base: spent, columns: BY_NATURE, rows: functionalTree(spent) },
  {
    id: '预算05-1',
    labels: 2,
    base: general,
    columns: generalColumns,
    rows: functionalTree(general),
  },
  { id: '预算05-2', labels: 2, base: general, columns: generalColumns, rows: units },
  {
    id: '预算06',
    labels: 2,
    base: generalBasic,
    columns: [any, personnel, office],
    rows: (plan) => tree(plan, generalBasic, 'economic', [3, 5]),
  },
  {
    id: '预算07',
    labels: 0,
    base: all(spent, fund(...FISCAL), economic('30212', '31013', '30231', '30217')),
    columns: [
      any,
      economic('30212'),
      economic('31013', '30231'),
      economic('31013'),
      economic('30231'),
      economic('30217'),
    ],
    rows: () => [{ path: [], code: '', select: any }],
  },
  fiscalFund('政府性基金预算', '预算08'),
  fiscalFund('国有资本经营预算', '预算09'),
  {
    id: '预算10',
    labels: 2,
    base: onProjects,
    columns: [
      any,
      ...FISCAL.map((name) => all(fund(name), carried(false))),
      ...FISCAL.map((name) => all(fund(name), carried(true))),
      fund('财政专户管理资金'),
      fund('单位资金'),
    ],
    rows: projects,
  },
];

/** The body as text, row by row, cell by cell; spans do not occur in these tables. */
function body(table: Table): string[][] {
  const width = table.widths.length;
  const rows = Array.from({ length: table.rows - table.headerRows }, () =>
    Array<string>(width).fill(''),
  );
  for (const cell of table.cells) {
    const row = rows[cell.row - table.headerRows];
    if (row) row[cell.col] = cellText(cell.content);
  }
  return rows;
}

function tableOf(tables: ReadonlyMap<string, Table>, id: string): Table {
  const table = tables.get(id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
}

/** The exact figure behind a cell of the body, in 元. */
function exact(table: Table, row: number, col: number): Decimal {
  const at = row < 0 ? table.rows + row : table.headerRows + row;
  const content = table.cells.find((cell) => cell.row === at && cell.col === col)?.content;
  return content && 'figure' in content && content.figure ? content.figure.value : new Decimal(0);
}

// the same budgets on every run; other seeds are for the desk
fc.configureGlobal({ seed: 2026 });
const RUNS = { numRuns: 60 };

beforeAll(() => {
  planProfile();
});

describe('the tables of a random budget', () => {
  it.each(LISTED.map((one) => [one.id, one] as const))(
    '%s: every cell is the rounded exact sum of its leaves',
    (id, { labels, base, columns, rows }) => {
      fc.assert(
        fc.property(plans, (plan) => {
          const shown = body(tableOf(tablesOf(plan), id));
          if (!plan.leaves.some(base)) {
            expect(shown).toEqual([shown[0]?.map(() => '')]);
            return;
          }
          expect(shown.map((row) => row.slice(labels))).toEqual(
            rows(plan).map((row) =>
              columns.map((column) => printed(total(plan, base, row.select, column))),
            ),
          );
        }),
        RUNS,
      );
    },
  );

  it.each(LISTED.filter((one) => one.labels > 0).map((one) => [one.id, one] as const))(
    '%s: has the rows that its leaves call for, in order',
    (id, { base, rows }) => {
      fc.assert(
        fc.property(plans, (plan) => {
          fc.pre(plan.leaves.some(base));
          const shown = body(tableOf(tablesOf(plan), id)).map((row) => row[0]);
          expect(shown).toEqual(rows(plan).map((row) => row.code));
        }),
        { numRuns: 30 },
      );
    },
  );

  it('预算01: income by its source, expenditure by 类, and the totals below', () => {
    const { classes } = planProfile().rows;
    fc.assert(
      fc.property(plans, (plan) => {
        const shown = body(tableOf(tablesOf(plan), '预算01')).map((row) => [row[1], row[3]]);
        const lines = classes.map((code, i) => {
          const kind = INCOMES[i];
          return [
            kind === undefined ? '' : printed(total(plan, received, income(kind))),
            printed(total(plan, spent, functional(code))),
          ];
        });
        expect(shown).toEqual([
          ...lines,
          [printed(total(plan, received, carried(false))), printed(total(plan, spent))],
          [printed(total(plan, received, carried(true))), printed(total(plan, kept))],
          [printed(total(plan, received)), printed(total(plan, spent) + total(plan, kept))],
        ]);
      }),
      RUNS,
    );
  });

  it('预算04: the same of 财政拨款, with zeros left blank', () => {
    const { classes } = planProfile().rows;
    fc.assert(
      fc.property(plans, (plan) => {
        const blank = (fen: bigint) => (fen === 0n ? '' : printed(fen));
        const fiscal = fund(...FISCAL);
        const incomes = [false, true].flatMap((yes) => [
          total(plan, received, fiscal, carried(yes)),
          ...FISCAL.map((name) => total(plan, received, fund(name), carried(yes))),
        ]);
        const expenses = [
          total(plan, spent, fiscal),
          ...classes.map((code) => total(plan, spent, fiscal, functional(code))),
          total(plan, kept, fiscal),
        ];
        const shown = body(tableOf(tablesOf(plan), '预算04')).map((row) => [row[1], row[3]]);
        expect(shown).toEqual([
          ...expenses.map((fen, i) => [blank(incomes[i] ?? 0n), blank(fen)]),
          [
            blank(total(plan, received, fiscal)),
            blank(total(plan, spent, fiscal) + total(plan, kept, fiscal)),
          ],
        ]);
      }),
      RUNS,
    );
  });

  it('agree with each other, exactly', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const tables = tablesOf(plan);
        const at = (id: string, row: number, col: number) =>
          exact(tableOf(tables, id), row, col).toFixed(2);
        const sumOf = (...tests: Test[]) => yuanOf(total(plan, ...tests));
        // 收入: 表1 = 表2
        expect([at('预算01', -1, 1), at('预算02', 0, 2)]).toEqual(Array(2).fill(sumOf(received)));
        // 支出: 表1 = 表3
        expect([at('预算01', -3, 3), at('预算03', 0, 2)]).toEqual(Array(2).fill(sumOf(spent)));
        // 一般公共预算: 表5-1 = 表5-2
        expect([at('预算05-1', 0, 2), at('预算05-2', 0, 2)]).toEqual(Array(2).fill(sumOf(general)));
        // 基本支出: 表5-1 = 表6
        expect([at('预算05-1', 0, 3), at('预算06', 0, 2)]).toEqual(
          Array(2).fill(sumOf(generalBasic)),
        );
        // 项目支出: 表3 = 表10
        expect([at('预算03', 0, 4), at('预算10', 0, 2)]).toEqual(Array(2).fill(sumOf(onProjects)));
        // 财政拨款: 表4 = 表5 + 表8 + 表9
        const parts = ['预算05-1', '预算08', '预算09'].map((id) =>
          exact(tableOf(tables, id), 0, 2),
        );
        expect([at('预算04', 0, 3), Decimal.sum(...parts).toFixed(2)]).toEqual(
          Array(2).fill(sumOf(spent, fund(...FISCAL))),
        );
      }),
      RUNS,
    );
  });

  it('every figure knows each amount that it was summed from', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const table = tableOf(tablesOf(plan), '预算03');
        for (const [i, row] of functionalTree(spent)(plan).entries()) {
          const content = table.cells.find(
            (cell) => cell.row === table.headerRows + i && cell.col === 2,
          )?.content;
          if (content?.kind !== 'number') continue;
          const sources = content.figure.sources.map((span) => `${span.line}:${span.column}`);
          expect(sources).toHaveLength(plan.leaves.filter(all(spent, row.select)).length);
          expect(new Set(sources).size).toBe(sources.length);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('尾差', () => {
  /** The largest difference between a printed parent and its printed children. */
  function largest(plan: Plan, { base, columns, rows }: Listed): bigint {
    const list = rows(plan);
    let most = 0n;
    for (const parent of list) {
      const children = list.filter(
        (row) =>
          row.path.length === parent.path.length + 1 &&
          parent.path.every((step, i) => row.path[i] === step),
      );
      if (children.length === 0) continue;
      for (const column of columns) {
        const show = (row: Row) => hundredths(total(plan, base, row.select, column));
        const off = children.reduce((n, row) => n + show(row), 0n) - show(parent);
        const size = off < 0n ? -off : off;
        if (size > most) most = size;
      }
    }
    return most;
  }
  const note = (off: bigint) =>
    `注：本表各数分别由元换算为万元并四舍五入，分项之和与合计之间最大有 ${wanOf(off * 10_000n)} 万元的尾差。`;
  const printedNote = (table: Table) => table.notes.filter((one) => one.includes('尾差'));

  it('is noted exactly when printed parts do not add up, with the largest difference', () => {
    const seen = { with: 0, without: 0 };
    fc.assert(
      fc.property(plans, (plan) => {
        const tables = tablesOf(plan);
        for (const listed of LISTED) {
          const off = plan.leaves.some(listed.base) ? largest(plan, listed) : 0n;
          expect(printedNote(tableOf(tables, listed.id))).toEqual(off === 0n ? [] : [note(off)]);
          seen[off === 0n ? 'without' : 'with']++;
        }
      }),
      RUNS,
    );
    expect(Math.min(seen.with, seen.without)).toBeGreaterThan(20);
  });

  const basic = (functionalCode: string, fen: bigint): Leaf => ({
    side: '支出',
    fen,
    fund: '一般公共预算',
    carried: false,
    unit: '100001',
    nature: '基本支出',
    functional: functionalCode,
    economic: '30101',
  });
  const plan = (...leaves: Leaf[]): Plan => ({
    units: [{ code: '100001', name: '单位1', kind: '行政单位' }],
    projects: [],
    leaves,
  });

  it('of one hundredth: 0.005 + 0.005 is 0.01, printed parts 0.01 + 0.01', () => {
    const tables = tablesOf(plan(basic('2060101', 5_000n), basic('2060102', 5_000n)));
    expect(body(tableOf(tables, '预算03')).map((row) => [row[0], row[2]])).toEqual([
      ['', '0.01'],
      ['206', '0.01'],
      ['20601', '0.01'],
      ['2060101', '0.01'],
      ['2060102', '0.01'],
    ]);
    expect(printedNote(tableOf(tables, '预算03'))).toEqual([note(1n)]);
  });

  it('none where the printed parts close, though each is rounded', () => {
    // 0.0149 + 0.0051 = 0.02, printed 0.01 + 0.01 = 0.02
    const tables = tablesOf(plan(basic('2060101', 14_900n), basic('2060102', 5_100n)));
    expect(body(tableOf(tables, '预算03')).map((row) => row[2])).toEqual([
      '0.02',
      '0.02',
      '0.02',
      '0.01',
      '0.01',
    ]);
    expect(printedNote(tableOf(tables, '预算03'))).toEqual([]);
  });
});
