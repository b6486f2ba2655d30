/** 勾稽检查表: everything that the rules compared as one more sheet of the workbook, for who reviews a package. */

import type { Decimal, Figure, Sides } from '../model/money.js';
import type { Align, Cell, Content, Table } from '../tables/table.js';
import { where } from '../where.js';
import { type FileReport, familyOf, type Item, itemsOf } from './report.js';
import { isFinding } from './rule.js';

const COLUMNS = [
  ['序号', 5],
  ['规则', 9],
  ['表', 14],
  ['应当成立的关系', 36],
  ['左边', 28],
  ['左边数', 12],
  ['右边', 24],
  ['右边数', 12],
  ['差额', 10],
  ['结论', 8],
  ['说明', 27],
] as const;

/** What a reviewer asks of a line, in the order in which the note counts them. */
export const CONCLUSIONS = ['相符', '尾差', '不符', '提示', '豁免', '未见问题'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

const ID = '勾稽检查表';
/** Amounts are shown to the 分 and beyond where that is what differs. */
const MOST_DECIMALS = 6;

/**
 * The sheet of a package.
 * @param report of a file whose figures could be read
 * @param nameOf how a file is called: a sheet must not tell in which folder it was made
 */
export function checkSheet(report: FileReport, nameOf: (file: string) => string): Table {
  const items = itemsOf(report);
  const rows = [
    ...items.map((item) => itemRow(item, report.file, nameOf)),
    ...report.silent.map(({ id, holds }) => ({
      contents: [text(id), BLANK, text(holds), ...Array(5).fill(BLANK), text('未见问题'), BLANK],
      bold: false,
    })),
  ];
  const body = rows.flatMap(({ contents, bold }, i) =>
    [text(`${i + 1}`), ...contents].map((content, col) => cell(i + 1, col, content, bold)),
  );
  const header = COLUMNS.map(([name], col) => ({
    ...cell(0, col, text(name), true),
    align: 'center' as const,
  }));
  return {
    id: ID,
    name: '',
    title: `${titleOf(report)}${ID}`,
    number: '',
    numberPlace: 'above',
    middle: '',
    lead: '',
    unit: '单位：万元',
    orientation: 'landscape',
    widths: COLUMNS.map(([, width]) => width),
    headerRows: 1,
    rows: rows.length + 1,
    levels: rows.map(() => undefined),
    cells: [...header, ...body],
    preface: [],
    notes: [counted(items, report.silent.length), ...MEANINGS],
    form: false,
  };
}

/** What a comparison comes to. */
function conclusionOf({ level, outcome, rule }: Item): Conclusion {
  if (level === '相符' || level === '豁免') return level;
  if (level === '提示') return outcome.sides || familyOf(rule) === '尾差' ? '尾差' : '提示';
  return '不符';
}

const MEANINGS = [
  '“尾差”是各数分别四舍五入到 0.01 万元造成的差；“豁免”是不符而编制单位写明了理由的；“未见问题”的规则没有需要比较的数，或只查有没有，没有查出问题。',
];

function titleOf({ model }: FileReport): string {
  if (!model) return '';
  const { department, year, kind, publisher } = model.budget;
  return department.name + kind.title(year, publisher);
}

function counted(items: readonly Item[], silent: number): string {
  const counts = new Map<Conclusion, number>([['未见问题', silent]]);
  for (const item of items) {
    const conclusion = conclusionOf(item);
    counts.set(conclusion, (counts.get(conclusion) ?? 0) + 1);
  }
  const counted = CONCLUSIONS.filter((one) => one !== '提示' || counts.has(one)).map(
    (one) => `${one} ${counts.get(one) ?? 0} ${one === '未见问题' ? '条' : '项'}`,
  );
  return `注：核对 ${items.length} 项。${counted.join('，')}。`;
}

function itemRow(
  item: Item,
  file: string,
  nameOf: (file: string) => string,
): { contents: Content[]; bold: boolean } {
  const { rule, table, outcome } = item;
  const conclusion = conclusionOf(item);
  const { sides } = outcome;
  const figures = sides
    ? [
        text(sides.left.name),
        measured(sides.left.figure, sides.unit),
        text(sides.right.name),
        measured(sides.right.figure, sides.unit),
        measured(off(sides), sides.unit),
      ]
    : Array(5).fill(BLANK);
  return {
    contents: [
      text(rule.id),
      text(table ? `${table.id} ${table.name}` : ''),
      text(rule.holds),
      ...figures,
      text(conclusion),
      text(explained(item, file, nameOf)),
    ],
    bold: conclusion !== '相符',
  };
}

/** The message or the waiver's reason, and the place; of what holds, nothing. */
function explained(
  { outcome, waiver, span }: Item,
  file: string,
  nameOf: (file: string) => string,
): string {
  if (!isFinding(outcome)) return '';
  const places = where([span], file, nameOf);
  const text = waiver ? `${outcome.message}。理由：${waiver.reason}` : outcome.message;
  return places === '' ? text : `${text}（${places}）`;
}

/** `左 − 右` where an equation must hold, and by how much the left is larger where it must not be. */
function off({ left, right }: Sides): Figure {
  const sources = [...left.figure.sources, ...right.figure.sources];
  return { value: left.figure.value.minus(right.figure.value), sources };
}

const BLANK: Content = { kind: 'blank' };

function text(value: string): Content {
  return value === '' ? BLANK : { kind: 'text', text: value };
}

/** Amounts as exact numbers in 万元; what is counted in something else says so. */
function measured(figure: Figure, unit: Sides['unit']): Content {
  if (unit !== '元') return text(`${figure.value} ${unit}`);
  const value = figure.value.div(10_000);
  return { kind: 'number', value, decimals: decimalsOf(value), grouping: true, figure };
}

/** At least two; all there are up to six, and more only where they would hide that it is not zero. */
function decimalsOf(value: Decimal): number {
  const decimals = Math.min(MOST_DECIMALS, Math.max(2, value.decimalPlaces()));
  const hidden = !value.isZero() && value.toDecimalPlaces(decimals).isZero();
  return hidden ? value.toSignificantDigits(2).decimalPlaces() : decimals;
}

const ALIGN: readonly Align[] = COLUMNS.map(([name]) =>
  ['序号', '规则', '结论'].includes(name)
    ? 'center'
    : ['左边数', '右边数', '差额'].includes(name)
      ? 'right'
      : 'left',
);

function cell(row: number, col: number, content: Content, bold: boolean): Cell {
  const align = ALIGN[col] ?? 'left';
  return { row, col, rowSpan: 1, colSpan: 1, content, align, bold, indent: 0 };
}
