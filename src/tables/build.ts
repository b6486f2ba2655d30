/** Table templates + Budget → Table[]. */

import { cellNames, isSum } from '../forms/cell-names.js';
import { interpolate, type NumberStyle } from '../forms/style.js';
import type { TableTemplate } from '../forms/template.js';
import { rowSourcesIn } from '../forms/walk.js';
import { narrow } from '../model/quantities.js';
import { ROW_SOURCES, rowsOf } from '../model/rows.js';
import type { EmptyTable, RowSource, Scope } from '../model/scope.js';
import type { CellStyle } from './cells.js';
import { adjustedAmounts, adjustedNote, footed } from './footing.js';
import { formParts } from './form-parts.js';
import {
  type Draft,
  type DraftRow,
  dropColumns,
  dropEmptyRows,
  emptyColumns,
  isBlank,
  layOut,
} from './grid.js';
import { listParts } from './list-parts.js';
import { roundingNote } from './rounding.js';
import type { Table } from './table.js';

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
