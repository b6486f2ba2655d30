/** Table templates + Budget → Table[]. */

import { cellNames, isSum } from '../forms/cell-names.js';
import { interpolate, type NumberStyle } from '../forms/style.js';
import type {
  Block,
  CellLayout,
  CellTemplate,
  Column,
  ColumnNumbers,
  LeafColumn,
  ListLayout,
  TableTemplate,
} from '../forms/template.js';
import { leftEdges, widthOf } from '../forms/tiling.js';
import { basesIn, leadingTexts, leafColumns, rowSourcesIn } from '../forms/walk.js';
import type { Path } from '../input/source.js';
import { plainLabel } from '../model/numerals.js';
import { narrow, type Params } from '../model/quantities.js';
import { ROW_SOURCES, type RowSourceName, rowsOf } from '../model/rows.js';
import { labelColumn } from '../model/schedule.js';
import type { EmptyTable, RowSource, Scope } from '../model/scope.js';
import { type CellStyle, draftCell, levelOf } from './cells.js';
import { adjustedAmounts, adjustedNote, footed } from './footing.js';
import {
  type Draft,
  type DraftRow,
  dropColumns,
  dropEmptyRows,
  emptyColumns,
  isBlank,
  layOut,
  mergeEqual,
  shift,
} from './grid.js';
import { roundingNote } from './rounding.js';
import { cellText, type Table, whyBlank } from './table.js';

/** The tables of all templates by their numbers; those that list the empty ones are made of the others. */
export function buildAll(
  templates: ReadonlyMap<string, TableTemplate>,
  root: Scope,
  numbers: NumberStyle,
): Map<string, Table[]> {
  const all = [...templates];
  const made = new Map(
    all.flatMap(([id, template]) =>
      listsEmptyTables(template) ? [] : [[id, buildTables(template, root, numbers)] as const],
    ),
  );
  const scope = { ...root, emptyTables: emptyTablesOf(all.flatMap(([id]) => made.get(id) ?? [])) };
  return new Map(
    all.map(([id, template]) => [id, made.get(id) ?? buildTables(template, scope, numbers)]),
  );
}

const listsEmptyTables = (template: TableTemplate): boolean =>
  rowSourcesIn(template).includes('空表');

/** The tables in which there is nothing, as rows and sentences name them. */
export const emptyTablesOf = (tables: readonly Table[]): EmptyTable[] =>
  tables.flatMap(({ id, number, name, title, empty }) =>
    empty ? [{ id, number, name, title, reason: empty.reason }] : [],
  );

/** The tables that one template gives: one, or one a row of its `逐`; none where it has no row. */
export function buildTables(template: TableTemplate, root: Scope, numbers: NumberStyle): Table[] {
  const { schedule, each } = template;
  const outer = schedule ? { ...root, schedule: schedule.key } : root;
  if (!each) {
    const table = buildTable(template, outer, numbers, '');
    return table.rows > table.headerRows ? [table] : [];
  }
  const { single }: RowSource = ROW_SOURCES[each];
  return rowsOf(outer, each, {}).map((scope, i) =>
    buildTable(template, scope, numbers, single ? '' : `-${i + 1}`),
  );
}

function buildTable(
  template: TableTemplate,
  scope: Scope,
  numbers: NumberStyle,
  suffix: string,
): Table {
  const money = template.money ?? numbers.tableMoney;
  const scoped = {
    ...scope,
    filter: narrow(scope.filter, template.scope),
    fields: { ...scope.fields, 金额单位: money.unit },
  };
  const style: CellStyle = {
    numbers,
    zero: template.zero ?? numbers.zero,
    money,
    align: template.form ? 'center' : 'left',
    names: new Map(cellNames(template).map((one) => [one.cell, one])),
  };
  const id = template.id + suffix;
  const fields = {
    ...scoped.fields,
    序: shortNumber(id),
    号: id.replace(/^\D+/, ''),
  };
  const say = (text: string) => interpolate(text, fields);
  // “表{序}” of a table that is called by words alone would be a number without a number
  const numberless = /\{[序号]\}/.test(template.number) && fields.号 === '';
  const parts =
    template.layout.kind === 'list'
      ? listParts(template.layout, template, scoped, style)
      : formParts(template.layout, template.emptyNote !== '', scoped, style);
  const { empty, levels } = parts;
  const unused = emptyColumns(
    [...parts.header, ...parts.body],
    template.layout.kind === 'list' ? isNothing : isBlank,
  );
  // a profile leaves out what its department does not have; a part with an amount is never left out
  const dropped = template.dropped.filter(
    (col) => isSum(parts.names[col] ?? '') || !hasAmount(parts.body, col),
  );
  const gone = [...new Set([...dropped, ...unused])];
  const header = dropEmptyRows(dropColumns(parts.header, gone));
  const rounded = dropColumns(parts.body, gone);
  const foots = !template.form && (template.footed ?? numbers.footed);
  const body = foots ? footed(rounded, levels, money) : rounded;
  const adjusted = foots ? adjustedAmounts(rounded, body) : undefined;
  const widths = parts.widths.filter((_, col) => !gone.includes(col));
  const rounding = template.form ? undefined : roundingNote(body, levels, money);
  const notes = [
    ...template.notes.map(say),
    ...(adjusted ? [adjustedNote(adjusted)] : []),
    ...(rounding ? [rounding] : []),
    ...(empty && template.emptyNote ? [say(template.emptyNote)] : []),
  ];
  return {
    id,
    ...(template.each && scope.key !== '' ? { subject: scope.key } : {}),
    name: say(template.name),
    title: say(template.title),
    number: numberless ? '' : say(template.number),
    numberPlace: template.numberPlace === '右' ? 'right' : 'above',
    middle: say(template.middle),
    lead: say(template.lead),
    unit: say(template.unit),
    ...(adjusted === undefined ? {} : { adjusted }),
    orientation: template.landscape ? 'landscape' : 'portrait',
    widths,
    headerRows: header.length,
    rows: header.length + body.length,
    levels,
    preface: say(template.preface)
      .split('\n')
      .filter((line) => line !== ''),
    cells: layOut([...header, ...body], widths.length),
    notes,
    // the list of empty tables is none of them: it says that there are none
    ...(empty && !listsEmptyTables(template)
      ? { empty: { reason: withoutLead(say(template.emptyNote)) } }
      : {}),
    form: template.form,
  };
}

/** What a note says, without the word that it begins with below a grid: 注：… */
const withoutLead = (note: string): string => note.replace(/^(备注|说明|注)[：:]/, '');

/** Whether a column of its own shows an amount that is not zero. */
function hasAmount(body: readonly DraftRow[], col: number): boolean {
  return body.some((row) =>
    row.some(
      ({ col: from, colSpan, content }) =>
        from === col && colSpan === 1 && content.figure && !content.figure.value.isZero(),
    ),
  );
}

/** Nothing, or an amount of nothing, however zeros are shown. */
const isNothing = (content: Draft['content']): boolean =>
  isBlank(content) || (content.kind !== 'text' && content.figure?.value.isZero() === true);

/** 预算05-1 → 5-1 */
export function shortNumber(id: string): string {
  return id.replace(/^\D+0*/, '');
}

interface Parts {
  readonly header: readonly DraftRow[];
  readonly body: readonly DraftRow[];
  readonly widths: readonly number[];
  /** What the template calls a list's columns. */
  readonly names: readonly string[];
  readonly empty: boolean;
  /** Tree level of each body row; undefined where rows have none. */
  readonly levels: readonly (number | undefined)[];
}

/** The rows of a source, each with its place among the rows around it. */
function itemsOf(scope: Scope, source: RowSourceName, params: Params, path: Path): Scope[] {
  const { item = '' } = scope;
  const depth = item === '' ? 0 : levelOf(scope) + 1;
  return rowsOf(scope, source, params).map((one, i) => ({
    ...one,
    depth,
    item: `${item}${path.join('.')}:${i}/`,
  }));
}

// ---- lists: a tree of columns, gone through by row sources

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

function listParts(
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

// ---- forms: blocks of cells

/** @param stated that it is empty is said below it, and zeros are left out */
function formParts(layout: CellLayout, stated: boolean, scope: Scope, style: CellStyle): Parts {
  const header = gridRows(layout.header, scope, { ...style, align: 'center' }).map((row) =>
    row.map((cell) => ({ ...cell, bold: true })),
  );
  const rowsOfBody = (how: CellStyle) =>
    layout.body.flatMap((block) => blockRows(block, scope, how));
  const body = rowsOfBody(style);
  const empty = isEmpty(body);
  return {
    header,
    body: empty && stated ? rowsOfBody({ ...style, zero: '空白' }) : body,
    widths: layout.widths,
    names: [],
    empty,
    levels: levelsOf(body),
  };
}

/** Whether a body has places for figures and not one figure that was written. */
function isEmpty(body: readonly DraftRow[]): boolean {
  const figures = body.flat().flatMap(({ content }) => content.figure ?? []);
  return figures.length > 0 && figures.every((figure) => figure.sources.length === 0);
}

/** Tree level of each row of a form that goes through a tree below its grand total. */
function levelsOf(body: readonly DraftRow[]): (number | undefined)[] {
  const levels = body.map((row) => row[0]?.level);
  return levels.includes(-1) ? levels : levels.map(() => undefined);
}

const isBlankDraft = ({ content }: Draft) => isBlank(content);

function gridRows(
  rows: readonly (readonly CellTemplate[])[],
  scope: Scope,
  style: CellStyle,
): Draft[][] {
  const edges = leftEdges(rows);
  return rows.map((cells, r) =>
    cells.map((cell, i) => draftCell(cell, scope, edges[r]?.[i] ?? 0, style)),
  );
}

function blockRows(block: Block, scope: Scope, style: CellStyle): Draft[][] {
  switch (block.kind) {
    case 'rows': {
      const rows = gridRows(block.rows, scope, style);
      const left = block.optional && rows.every((row) => row.slice(1).every(isBlankDraft));
      return left ? [] : rows;
    }
    case 'loop': {
      const shown = { ...scope, bases: basesIn(block.body) };
      const scopes = itemsOf(shown, block.source, block.params, block.path);
      const inside = scopes.length > 0 ? block.body : block.empty;
      const rows = (scopes.length > 0 ? scopes : [scope]).flatMap((one) =>
        inside.flatMap((inner) => blockRows(inner, one, style)),
      );
      return mergeEqual(rows, block.merge);
    }
    case 'side': {
      const labels = gridRows([block.labels], scope, style).flat();
      const used = widthOf(block.labels);
      const inner = block.body.flatMap((one) => blockRows(one, scope, style));
      return inner.map((row, i) => [
        ...(i === 0 ? labels.map((label) => ({ ...label, rowSpan: inner.length })) : []),
        ...shift(row, used),
      ]);
    }
    case 'parallel': {
      let from = 0;
      const stacks = block.lanes.map((lane) =>
        lane.body.flatMap((one) => blockRows(one, scope, style)),
      );
      const height = Math.max(...stacks.map((stack) => stack.length));
      const lanes = block.lanes.map((lane, i) => {
        const stack = stacks[i] ?? [];
        const missing = lane.filler.length === 0 ? 0 : height - stack.length;
        const fillers = Array.from({ length: missing }, () =>
          gridRows([lane.filler], scope, style).flat(),
        );
        const rows = [...stack, ...fillers].map((row) => shift(row, from));
        from += lane.width;
        return rows;
      });
      return Array.from({ length: height }, (_, i) => lanes.flatMap((lane) => lane[i] ?? []));
    }
  }
}
