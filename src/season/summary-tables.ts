/** A summary as tables: a sheet of the workbook each, and a part of the page. Amounts in 万元, rounded at the cell. */
import { KEY_FIGURES } from '../model/key-figures.js';
import { Decimal, toWan } from '../model/money.js';
import type { Align, Cell, Content, Table } from '../tables/table.js';
import {
  type Contradiction,
  comparableLines,
  type KnownSum,
  type SeasonSummary,
  type SummaryLine,
  summaryOf,
} from './summary.js';

type Value = Content | string;

interface Column {
  readonly name: string;
  readonly width: number;
  readonly align?: Align;
}

const amounts = (names: readonly string[], width = 14): Column[] =>
  names.map((name) => ({ name, width, align: 'right' }));

export interface BureauComparison {
  readonly found: readonly Contradiction[];
  readonly compared: number;
}

/**
 * @param name of the season
 * @param lines of its departments: those of one year and kind are added, others have tables of their own
 * @param bureau what came of comparing with the bureau's own totals, where these were given
 */
export function summaryTables(
  name: string,
  lines: readonly SummaryLine[],
  bureau: BureauComparison | undefined,
): Table[] {
  const groups = comparableLines(lines);
  const tables = groups.flatMap(({ of, lines: some }) => {
    const summary = summaryOf(some);
    const title = groups.length > 1 ? `${name}（${of}）` : name;
    const suffix = groups.length > 1 ? ` ${of}` : '';
    return [
      departmentsTable(title, summary),
      classesTable(title, summary),
      fundsTable(title, summary),
      threePublicTable(title, summary),
      ...(summary.districts.length > 0 ? [districtsTable(title, summary)] : []),
    ].map((table) => ({ ...table, id: `${table.id}${suffix}` }));
  });
  return [...tables, ...(bureau ? [bureauTable(name, bureau)] : [])];
}

function departmentsTable(title: string, { lines, totals }: SeasonSummary): Table {
  const there = lines.filter((one) => one.package);
  const rows = lines.map(({ code = '', name, district = '', package: made }): Value[] => [
    code,
    name,
    district,
    ...KEY_FIGURES.map((figure) => (made ? amount(made.totals[figure]) : text(''))),
    made ? '' : '没有材料',
  ]);
  const missing = lines.length - there.length;
  return tableOf({
    id: '各部门',
    title: `${title}各部门情况表`,
    columns: [
      { name: '代码', width: 10 },
      { name: '部门', width: 30 },
      { name: '地区', width: 10 },
      ...amounts(KEY_FIGURES),
      { name: '说明', width: 10 },
    ],
    rows: [...rows, ['', '合计', '', ...KEY_FIGURES.map((one) => total(totals.get(one))), '']],
    notes: [
      `注：${lines.length} 个部门，${there.length} 个有材料${missing > 0 ? `，${missing} 个没有，不在合计里` : ''}。`,
      ...unknownNotes(totals),
    ],
  });
}

function classesTable(title: string, { classes, totals }: SeasonSummary): Table {
  const spent = classes.reduce((sum, one) => sum.plus(one.amount), new Decimal(0));
  const rows = classes.map(({ code, name, amount: one }): Value[] => [
    code,
    name,
    amount(one),
    share(one, spent),
  ]);
  return tableOf({
    id: '按类',
    title: `${title}支出按功能分类汇总表`,
    columns: [
      { name: '类', width: 8 },
      { name: '名称', width: 30 },
      ...amounts(['支出']),
      { name: '占比（%）', width: 10, align: 'right' },
    ],
    rows: [...rows, ['', '合计', amount(spent), '']],
    notes: [
      `注：各部门材料的支出总计是 ${wanText(totals.get('支出总计')?.value)} 万元，连同年终结转结余。`,
    ],
  });
}

function fundsTable(title: string, { funds }: SeasonSummary): Table {
  const spent = funds.reduce((sum, one) => sum.plus(one.amount), new Decimal(0));
  const rows = funds.map(({ fund, amount: one }): Value[] => [
    fund,
    amount(one),
    share(one, spent),
  ]);
  return tableOf({
    id: '按资金',
    title: `${title}支出按资金汇总表`,
    columns: [
      { name: '资金', width: 30 },
      ...amounts(['支出']),
      { name: '占比（%）', width: 10, align: 'right' },
    ],
    rows: [...rows, ['合计', amount(spent), '']],
    notes: [],
  });
}

function threePublicTable(title: string, { lines, threePublic }: SeasonSummary): Table {
  const rows = lines.flatMap(({ name, code = '', package: made }): Value[][] => {
    if (!made) return [];
    const { now, before } = made.threePublic;
    const change = now && before ? now.minus(before) : undefined;
    return [[code, name, amount(now), amount(before), amount(change), growth(now, before)]];
  });
  const { now, before, compared, left } = threePublic;
  return tableOf({
    id: '三公',
    title: `${title}“三公”经费同上年比较表`,
    columns: [
      { name: '代码', width: 10 },
      { name: '部门', width: 30 },
      ...amounts(['本年', '上年', '增减']),
      { name: '增减（%）', width: 10, align: 'right' },
    ],
    rows: [
      ...rows,
      ['', '合计', amount(now), amount(before), amount(now.minus(before)), growth(now, before)],
    ],
    notes: [
      `注：合计是两年都写明的 ${compared} 个部门的${left > 0 ? `；${left} 个部门没有写明其中一年，不在合计里` : ''}。`,
    ],
  });
}

function districtsTable(title: string, { districts }: SeasonSummary): Table {
  const rows = districts.flatMap(({ name, packages, totals }): Value[][] => {
    const place = name === '' ? '没有写地区' : name;
    const mean = (one: KnownSum | undefined): Content =>
      one && one.unknown < packages ? amount(one.value.div(packages - one.unknown)) : unknown();
    return [
      [place, '合计', String(packages), ...KEY_FIGURES.map((one) => total(totals.get(one)))],
      [place, '每个部门平均', String(packages), ...KEY_FIGURES.map((one) => mean(totals.get(one)))],
    ];
  });
  return tableOf({
    id: '各地区',
    title: `${title}各地区汇总表`,
    columns: [
      { name: '地区', width: 14 },
      { name: '', width: 14 },
      { name: '部门数', width: 8, align: 'right' },
      ...amounts(KEY_FIGURES),
    ],
    rows,
    notes: ['注：平均只除以写明了这个数的部门数。'],
  });
}

function bureauTable(title: string, { found, compared }: BureauComparison): Table {
  const rows = found.map(({ department, figure, bureau, package: own }): Value[] => [
    department,
    figure,
    amount(bureau),
    amount(own),
    amount(own?.minus(bureau)),
    own ? '不符' : '没有材料，或材料没有这个数',
  ]);
  return tableOf({
    id: '同本级核对',
    title: `${title}同本级总数核对表`,
    columns: [
      { name: '部门', width: 30 },
      { name: '数', width: 18 },
      ...amounts(['本级', '材料', '差额']),
      { name: '说明', width: 24 },
    ],
    rows,
    notes: [`注：核对 ${compared} 个数，${found.length} 个不符。`],
  });
}

const text = (value: string): Content =>
  value === '' ? { kind: 'blank' } : { kind: 'text', text: value };
/** Unknown is not zero. */
const unknown = (): Content => text('—');

function amount(yuan: Decimal | undefined): Content {
  if (!yuan) return unknown();
  const figure = { value: yuan, sources: [] };
  return { kind: 'number', value: toWan(yuan), decimals: 2, grouping: true, figure };
}

/** What a sum of known ones shows: marked where it is not of all. */
function total(sum: KnownSum | undefined): Content {
  if (!sum) return unknown();
  return sum.unknown === 0 ? amount(sum.value) : text(`${wanText(sum.value)}*`);
}

const unknownNotes = (totals: SeasonSummary['totals']): string[] => {
  const some = [...totals].filter(([, { unknown: count }]) => count > 0);
  if (some.length === 0) return [];
  const parts = some.map(([name, { unknown: count }]) => `${name} ${count} 个`);
  return [`* 有的部门没有写明，不在合计里：${parts.join('，')}。`];
};

const wanText = (yuan: Decimal | undefined): string =>
  yuan === undefined
    ? '—'
    : toWan(yuan)
        .toFixed(2)
        .replace(/\B(?=(\d{3})+\.)/g, ',');

const share = (part: Decimal, whole: Decimal): Content =>
  whole.isZero() ? unknown() : text(part.div(whole).times(100).toFixed(2));

function growth(now: Decimal | undefined, before: Decimal | undefined): Content {
  if (!now || !before || before.isZero()) return unknown();
  return text(now.minus(before).div(before).times(100).toFixed(2));
}

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  readonly notes: readonly string[];
}

function tableOf({ id, title, columns, rows, notes }: Drawn): Table {
  const cell = (row: number, col: number, value: Value, head: boolean): Cell => {
    const align = head ? 'center' : (columns[col]?.align ?? 'left');
    const content = typeof value === 'string' ? text(value) : value;
    const bold = head || rows[row - 1]?.includes('合计') === true;
    return { row, col, rowSpan: 1, colSpan: 1, content, align, bold, indent: 0 };
  };
  return {
    id,
    name: '',
    title,
    number: '',
    numberPlace: 'above',
    middle: '',
    lead: '',
    unit: '单位：万元',
    orientation: columns.length > 5 ? 'landscape' : 'portrait',
    widths: columns.map(({ width }) => width),
    headerRows: 1,
    rows: rows.length + 1,
    levels: rows.map(() => undefined),
    cells: [
      ...columns.map(({ name }, col) => cell(0, col, name, true)),
      ...rows.flatMap((row, i) => row.map((value, col) => cell(i + 1, col, value, false))),
    ],
    preface: [],
    notes,
    form: false,
  };
}
