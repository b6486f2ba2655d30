/** Lists: a tree of columns, gone through by row sources. */
import { interpolate } from '../forms/style.js';
import type {
  Column,
  ColumnNumbers,
  LeafColumn,
  ListLayout,
  TableTemplate,
} from '../forms/template.js';
import { basesIn, leadingTexts, leafColumns } from '../forms/walk.js';
import { plainLabel } from '../model/numerals.js';
import { type RowSourceName, rowsOf } from '../model/rows.js';
import { labelColumn } from '../model/schedule.js';
import type { Scope } from '../model/scope.js';
import { type CellStyle, draftCell } from './cells.js';
import type { Draft, DraftRow } from './grid.js';
import { itemsOf, type Parts } from './parts.js';
import { cellText, whyBlank } from './table.js';

function depth(column: Column): number {
  return column.kind === 'leaf' ? 1 : 1 + Math.max(...column.columns.map(depth));
}

/** A cell of a list's header. */
const headCell = (text: string, col: number): Draft => ({
  col,
  colSpan: 1,
  rowSpan: 1,
  content: { kind: 'text', text },
  align: 'center',
  bold: true,
  indent: 0,
  level: 0,
  ordinal: undefined,
  optional: false,
});

/** 栏次: the line below the headings that numbers the columns behind its label. */
function numberedColumns({ label, cols }: ColumnNumbers, columns: readonly LeafColumn[]): DraftRow {
  const colSpan = cols ?? leadingTexts(columns);
  const numbered = columns.slice(colSpan).map(
    (_, i): Draft => ({
      ...headCell('', colSpan + i),
      ordinal: '栏',
    }),
  );
  return colSpan > 0 ? [{ ...headCell(label, 0), colSpan }, ...numbered] : numbered;
}

/** The line of a total whose label stands across the texts that the line begins with. */
function spanned(spans: boolean, line: Draft[]): Draft[] {
  if (!spans) return line;
  const isText = ({ content, ordinal, name }: Draft) =>
    content.kind === 'text' ? !content.figure : !name && ordinal !== '行';
  const from = line.findIndex(isText);
  const behind = line.findIndex((draft, col) => col >= from && !isText(draft));
  const texts = line.slice(from, behind < 0 ? line.length : behind);
  const [first] = texts;
  if (!first || texts.length < 2) return line;
  const text = texts.map(({ content }) => cellText(content)).join('');
  const label: Draft = {
    ...first,
    colSpan: texts.length,
    content: { kind: 'text', text },
    align: 'center',
    indent: 0,
    ordinal: undefined,
  };
  return [...line.slice(0, from), label, ...line.slice(from + texts.length)];
}

function columnHeader(columns: readonly Column[], scope: Scope): Draft[][] {
  const height = Math.max(...columns.map(depth));
  const rows: Draft[][] = Array.from({ length: height }, () => []);
  const place = (list: readonly Column[], level: number, from: number): number => {
    let col = from;
    for (const column of list) {
      const colSpan = leafColumns([column]).length;
      const rowSpan = column.kind === 'group' ? 1 : height - level;
      const text = interpolate(column.label, scope.fields);
      const optional = column.kind === 'leaf' && column.cell.optional;
      rows[level]?.push({ ...headCell(text, col), colSpan, rowSpan, optional });
      if (column.kind === 'group') place(column.columns, level + 1, col);
      col += colSpan;
    }
    return col;
  };
  place(columns, 0, 0);
  return rows;
}

export function listParts(
  layout: ListLayout,
  { totalName, totalSpans, totalWhenEmpty, columnNumbers, schedule }: TableTemplate,
  around: Scope,
  style: CellStyle,
): Parts {
  const columns = leafColumns(layout.columns);
  const scope = { ...around, bases: basesIn(layout.columns) };
  const total = rowsOf(scope, '合计', {})[0] ?? scope;
  const cellsOf = (one: Scope, source?: RowSourceName, how = style): Draft[] =>
    spanned(
      one.level < 0 && totalSpans,
      columns.map((column, col) => {
        // it is its heading that goes where nothing stands below it
        const made = { ...draftCell(column.cell, one, col, how), optional: false };
        const draft = made.name && source ? { ...made, name: { ...made.name, row: source } } : made;
        return one.level < 0 && draft.content.kind === 'text' && !draft.content.figure
          ? { ...draft, align: 'center' }
          : draft;
      }),
    );
  const label = (schedule && labelColumn(schedule)?.name) ?? '名称';
  const named = (one: Scope): Scope =>
    one.level < 0 ? { ...one, fields: { ...one.fields, [label]: totalName } } : one;
  const all = layout.sources.flatMap(({ source, params, path }) =>
    itemsOf(scope, source, params, path).map((one) => ({ source, one: named(one) })),
  );
  // a list of quantities is empty where they are of nothing, and known to be; one of anything else, where it has no rows
  const empty =
    !schedule && columns.some(({ cell }) => cell.content.kind === 'quantity')
      ? cellsOf(total).every(
          ({ content }) => !content.figure?.sources.length && whyBlank(content) === undefined,
        )
      : all.length === 0;
  const kept = empty ? all.filter(({ one }) => totalWhenEmpty && one.level < 0) : all;
  const how: CellStyle = empty ? { ...style, zero: '空白' } : style;
  const lines = kept.map(({ source, one }) => cellsOf(one, source, how));
  const blank = empty && lines.length === 0;
  return {
    header: [
      ...columnHeader(layout.columns, scope),
      ...(columnNumbers ? [numberedColumns(columnNumbers, columns)] : []),
    ],
    body: blank ? [[]] : lines,
    widths: columns.map((column) => column.width),
    names: columns.map((column) => plainLabel(column.name)),
    empty,
    levels: blank ? [undefined] : kept.map(({ one }) => one.level),
  };
}
