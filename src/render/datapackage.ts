/**
 * 数据/datapackage.json: what the CSV files hold, for programs that read them without any PDF: a Tabular Data
 * Package (https://specs.frictionlessdata.io/tabular-data-package/) that says of each table which lines are its
 * rows, what its columns are, of which type and unit, and what each row is called.
 *
 * The files are as people print them: a title, headings over several lines, notes. The dialect passes over all
 * of that (`commentRows`), and the columns have their names here. `commentRows` is of version 2 of the
 * specification, as the dialect says of itself; version 1 allows it, but a program that knows no more than version
 * 1 stops at the title, which has fewer fields than the columns are, rather than take headings for data. Nothing of
 * version 1 passes over lines: `header` is one line, and the headings are several, with merged cells.
 */
import { type Cell, cellText, type Table } from '../tables/table.js';
import { captionRecord } from './csv.js';
import { cleanText } from './xlsx-text.js';

interface PackageMeta {
  readonly title: string;
  readonly author: string;
  /** ISO 8601 day. */
  readonly date: string;
}

/** A table and its file beside the descriptor. */
export interface NamedTable {
  readonly table: Table;
  readonly path: string;
}

/** The descriptor as JSON text; the same tables give the same bytes. */
export function dataPackage(meta: PackageMeta, tables: readonly NamedTable[]): string {
  const descriptor = {
    profile: 'tabular-data-package',
    name: 'budget-tables',
    title: cleanText(meta.title),
    created: `${meta.date}T00:00:00Z`,
    contributors: [{ title: cleanText(meta.author), role: 'publisher' }],
    resources: tables.map(resource),
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}

function resource({ table, path }: NamedTable, index: number): object {
  const { id, title, unit, headerRows, rows, notes } = table;
  const first = captionRecord(table).length > 0 ? 3 : 2;
  const body = first + headerRows;
  const end = first + rows;
  const passed = [...range(1, body), ...range(end, end + notes.length)];
  const names = columnNames(table);
  return {
    profile: 'tabular-data-resource',
    // the specification wants Latin letters
    name: `table-${String(index + 1).padStart(2, '0')}`,
    path,
    title: cleanText(title),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    table: id,
    ...(unit === '' ? {} : { unit: cleanText(unit) }),
    dialect: {
      $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json',
      ...{ delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true },
      header: false,
      commentRows: passed,
    },
    schema: {
      fields: names.map((name, col) => field(table, name, col)),
      missingValues: [''],
    },
    rows: rowNames(table).map((name, i) => ({ line: body + i, ...name })),
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

function field(table: Table, name: string, col: number): object {
  const own = table.cells.filter(
    (cell) => cell.col === col && cell.row >= table.headerRows && cellText(cell.content) !== '',
  );
  const numbers = own.length > 0 && own.every(({ content }) => content.kind === 'number');
  const columns = new Set(own.flatMap((cell) => cell.name?.column || []));
  const [column] = columns;
  const units = new Set(
    own.flatMap(({ content }) =>
      content.kind === 'number' ? [content.money?.unit ?? content.figure.counted ?? ''] : [],
    ),
  );
  const [unit] = units;
  return {
    name,
    type: numbers ? 'number' : 'string',
    ...(numbers ? { decimalChar: '.' } : {}),
    ...(numbers && units.size === 1 && unit ? { unit } : {}),
    ...(columns.size === 1 ? { title: column } : {}),
  };
}

/** The headings above each column, joined by `/`; a number behind those that would be alike. */
function columnNames({ cells, headerRows, widths }: Table): string[] {
  const heads = cells.filter(({ row }) => row < headerRows);
  const taken = new Set<string>();
  return widths.map((_, col) => {
    const above = heads
      .filter((cell) => cell.col <= col && col < cell.col + cell.colSpan)
      .sort((a, b) => a.row - b.row)
      .map(({ content }) => cellText(content).replace(/\s+/g, ''))
      .filter((text) => text !== '' && !/^\d+$/.test(text));
    const base = cleanText(above.join('/')) || `列${col + 1}`;
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}（${n}）`;
    taken.add(name);
    return name;
  });
}

/** What each row of the body is called where it has figures: its name, and what tells it from others alike. */
function rowNames({ cells, headerRows, rows }: Table): { name: string; key?: string }[] {
  const first = new Map<number, NonNullable<Cell['name']>>();
  for (const { row, name } of cells) if (name && !first.has(row)) first.set(row, name);
  return range(headerRows, rows).map((row) => {
    const found = first.get(row);
    const key = found?.key ?? '';
    return { name: found?.row ?? '', ...(key === '' ? {} : { key }) };
  });
}
