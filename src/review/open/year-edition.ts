/**
 * A year's figures as an edition of their own: what one year and the year before both tell, be the
 * latter but a list of figures (上年数). Reviewers put two years beside each other by it.
 */
import type { YearFigures } from '../../model/budget.js';
import { type Figure, IN_WAN, NO_FIGURE, sum, toWan } from '../../model/money.js';
import { ancestry, type Subjects } from '../../model/subjects.js';
import { type Fund, THREE_PUBLIC_ITEMS } from '../../model/terms.js';
import { select } from '../../model/totals.js';
import type { Align, Cell, Content, Table } from '../../tables/table.js';
import type { Edition, Leaf } from './edition.js';

/** Kinds of funds that are listed by subject. */
const FUNDS: readonly { name: string; funds: readonly Fund[] }[] = [
  { name: '一般公共预算', funds: ['一般公共预算'] },
  { name: '政府性基金预算', funds: ['政府性基金预算'] },
  { name: '国有资本经营预算', funds: ['国有资本经营预算'] },
  { name: '其他资金', funds: ['财政专户管理资金', '单位资金'] },
];

/** Who the figures are of, and where they stand. */
export type YearOf = Pick<Edition, 'name' | 'kind' | 'title' | 'department'> & {
  readonly leaves: readonly Leaf[];
};

export function yearEdition(figures: YearFigures, subjects: Subjects, of: YearOf): Edition {
  return {
    ...of,
    year: figures.year,
    format: undefined,
    version: undefined,
    templates: undefined,
    tables: [spending(figures, subjects), others(figures)],
    parts: undefined,
  };
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly figures: readonly Figure[];
}

/** 支出 by functional subject, 类 over 款 over 项. */
function spending({ facts }: YearFigures, subjects: Subjects): Table {
  const items = facts.flatMap(({ side, functional }) =>
    side === '支出' && functional !== undefined ? [functional] : [],
  );
  const codes = new Set(items.flatMap(ancestry));
  const amounts = (functional: string | undefined) =>
    FUNDS.map(({ funds }) =>
      select(facts, { side: '支出', funds, ...(functional === undefined ? {} : { functional }) }),
    );
  const row = (code: string): Row => ({
    code,
    name: subjects.functional.get(code)?.name ?? code,
    level: ancestry(code).length - 1,
    figures: withTotal(amounts(code)),
  });
  return grid(
    '支出（按功能科目）',
    ['科目编码', '科目名称', '合计', ...FUNDS.map(({ name }) => name)],
    [
      { code: '', name: '合计', level: -1, figures: withTotal(amounts(undefined)) },
      ...[...codes].sort().map(row),
    ],
  );
}

const withTotal = (parts: readonly Figure[]): Figure[] => [sum(parts), ...parts];

/** “三公”经费, 机关运行经费, 政府采购. */
function others({ threePublic, officeExpenses, procurement }: YearFigures): Table {
  const row = (name: string, level: number, figure: Figure | undefined): Row[] =>
    figure ? [{ code: '', name, level, figures: [figure] }] : [];
  const items = THREE_PUBLIC_ITEMS.flatMap((item) =>
    row(item, 1, threePublic && (threePublic.get(item) ?? NO_FIGURE)),
  );
  const rows = [
    ...row('“三公”经费合计', 0, threePublic && sum([...threePublic.values()])),
    ...items,
    ...row('机关运行经费', 0, officeExpenses),
    ...row('政府采购', 0, procurement),
  ];
  return grid('“三公”经费、机关运行经费和政府采购', ['项目', '金额'], rows);
}

/** A plain table; the first headings are those of code and name, as far as there are codes. */
function grid(name: string, headings: readonly string[], rows: readonly Row[]): Table {
  const coded = headings[0] === '科目编码';
  const lines: Content[][] = [
    headings.map(text),
    ...rows.map((row) => [
      ...(coded ? [text(row.code)] : []),
      text(row.name),
      ...row.figures.map(amount),
    ]),
  ];
  return {
    id: name,
    name,
    title: name,
    number: '',
    numberPlace: 'above',
    middle: '',
    lead: '',
    unit: '单位：万元',
    orientation: 'portrait',
    widths: headings.map(() => 10),
    headerRows: 1,
    rows: lines.length,
    levels: rows.map(({ level }) => level),
    cells: lines.flatMap((line, row) => line.map((content, col) => cell(row, col, content))),
    preface: [],
    notes: [],
    form: false,
  };
}

const text = (words: string): Content => ({ kind: 'text', text: words });

function amount(figure: Figure): Content {
  if (figure.value.isZero()) return { kind: 'blank', figure };
  const { value } = figure;
  const shown = { value: toWan(value), decimals: IN_WAN.decimals, grouping: true, money: IN_WAN };
  return { kind: 'number', ...shown, figure };
}

function cell(row: number, col: number, content: Content): Cell {
  const align: Align = content.kind === 'number' ? 'right' : 'left';
  return { row, col, rowSpan: 1, colSpan: 1, content, align, bold: row === 0, indent: 0 };
}
