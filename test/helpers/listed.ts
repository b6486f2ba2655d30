/** What the tables of a plan should show, said in selections of its leaves; and what they do show. */
import { cellText, type Table } from '../../src/tables/table.js';
import { INCOMES, type Leaf, type Plan } from './budgets.js';

export const FISCAL = ['一般公共预算', '政府性基金预算', '国有资本经营预算'];
export type Test = (leaf: Leaf) => boolean;

export const spent: Test = (leaf) => leaf.side === '支出';
export const received: Test = (leaf) => leaf.side === '收入';
export const kept: Test = (leaf) => leaf.side === '年终';
export const nature =
  (name: string): Test =>
  (leaf) =>
    leaf.nature === name;
export const fund =
  (...names: string[]): Test =>
  (leaf) =>
    names.includes(leaf.fund);
export const carried =
  (yes: boolean): Test =>
  (leaf) =>
    leaf.carried === yes;
export const income =
  (kind: string): Test =>
  (leaf) =>
    leaf.income === kind;
export const functional =
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
export const all =
  (...tests: Test[]): Test =>
  (leaf) =>
    tests.every((test) => test(leaf));

export const total = (plan: Plan, ...tests: Test[]) =>
  plan.leaves.filter(all(...tests)).reduce((n, leaf) => n + leaf.fen, 0n);

/** What a table of rows and columns should show: each row's place in the tree and its selection. */
export interface Row {
  /** Names from the root down to the row. */
  readonly path: readonly string[];
  readonly code: string;
  readonly select: Test;
}
export interface Listed {
  readonly id: string;
  /** Text columns before the figures. */
  readonly labels: number;
  readonly base: Test;
  readonly columns: readonly Test[];
  /** Columns that the profile drops: they stand only where they have an amount. */
  readonly dropped?: readonly Test[];
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

export const functionalTree = (base: Test) => (plan: Plan) =>
  tree(plan, base, 'functional', [3, 5, 7]);
const BY_NATURE = [any, nature('基本支出'), nature('项目支出')];
export const general = all(spent, fund('一般公共预算'));
const generalColumns = [any, nature('基本支出'), personnel, office, nature('项目支出')];
const fiscalFund = (name: string, id: string): Listed => {
  const base = all(spent, fund(name));
  return { id, labels: 2, base, columns: BY_NATURE, rows: functionalTree(base) };
};
export const generalBasic = all(general, nature('基本支出'));
export const onProjects = all(spent, nature('项目支出'));
export const LISTED: readonly Listed[] = [
  {
    id: '预算02',
    labels: 2,
    base: received,
    columns: [any, carried(false), ...INCOMES.map(income), carried(true)],
    rows: units,
  },
  {
    id: '预算03',
    labels: 2,
    base: spent,
    columns: BY_NATURE,
    dropped: ['事业单位经营支出', '上缴上级支出', '对附属单位补助支出'].map(nature),
    rows: functionalTree(spent),
  },
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
    base: all(spent, fund('一般公共预算'), economic('30212', '31013', '30231', '30217')),
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
export function body(table: Table): string[][] {
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

export function tableOf(tables: ReadonlyMap<string, Table>, id: string): Table {
  const table = tables.get(id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
}
