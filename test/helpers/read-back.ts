/** What was read from a sheet, put side by side with the compiled table that was printed on it. */
import { interpolate } from '../../src/forms/style.js';
import type { Block, CellTemplate } from '../../src/forms/template.js';
import { leafColumns } from '../../src/forms/walk.js';
import { inYuan } from '../../src/model/money.js';
import type { ReadCell, ReadRow, ReadTable } from '../../src/reading/read-table.js';
import { cellText, type Table } from '../../src/tables/table.js';

/** All cells of a reading, each with the key of its row; rows within rows come behind them. */
function cellsOf({ cells, rows, key }: Pick<ReadTable, 'cells' | 'rows' | 'key'>): {
  readonly cell: ReadCell;
  readonly key: string;
}[] {
  return [...cells.map((cell) => ({ cell, key })), ...rows.flatMap(cellsOf)];
}

export interface Difference {
  readonly figures: number;
  /** What is not as it was compiled, told in a line each. */
  readonly wrong: readonly string[];
}

/**
 * Compares the figures of a compiled table with those that were read, by row, column and key; where the sheet
 * does not say the key, by their order.
 */
export function compareFigures(table: Table, read: ReadTable | undefined): Difference {
  const named = table.cells.filter(({ name }) => name);
  if (!read) return { figures: named.length, wrong: [`${table.id} 没有读`] };
  const waiting = new Map<string, ReadCell[]>();
  const placeOf = (row: string, column: string, key: string) => [row, column, key].join(' | ');
  for (const { cell, key } of cellsOf(read)) {
    const place = placeOf(cell.row, cell.column, key);
    waiting.set(place, [...(waiting.get(place) ?? []), cell]);
  }
  const wrong: string[] = [];
  for (const { name, content } of named) {
    if (!name) continue;
    const place = placeOf(name.row, name.column, name.key);
    const keyless = placeOf(name.row, name.column, '');
    const found = waiting.get(place)?.shift() ?? waiting.get(keyless)?.shift();
    const shown = cellText(content).trim();
    if (!found) wrong.push(`${table.id} 少 ${place}：${shown}`);
    else if (!isSame(content, found))
      wrong.push(
        `${table.id} 错 ${place}：${shown}，读成 ${found.value?.toString() ?? found.text}`,
      );
  }
  for (const [place, cells] of waiting)
    for (const { text } of cells) wrong.push(`${table.id} 多 ${place}：${text}`);
  return { figures: named.length, wrong };
}

function isSame(content: Table['cells'][number]['content'], { value, text }: ReadCell): boolean {
  if (content.kind === 'blank') return value === undefined && text === '';
  if (content.kind === 'text') return text === content.text.trim();
  const exact = content.money ? inYuan(content.value, content.money.unit) : content.value;
  return value?.eq(exact) === true;
}

// ---- texts

type Fields = Readonly<Record<string, string>>;

const plain = (text: string): string => text.replace(/\s/g, '');

/** The texts with fields that a template would print of what was read. */
export function printedTexts({ template, fields, rows }: ReadTable): ReadonlySet<string> {
  const out = new Set<string>();
  const cell = ({ content }: CellTemplate, own: Fields) => {
    if (content.kind === 'text' && content.text.includes('{'))
      out.add(plain(interpolate(content.text, own)));
  };
  const { layout } = template;
  if (layout.kind === 'list') {
    for (const row of rows)
      for (const column of leafColumns(layout.columns))
        cell(column.cell, { ...fields, ...row.fields });
    return out;
  }
  const visit = (blocks: readonly Block[], own: Fields, within: readonly ReadRow[]): void => {
    for (const block of blocks) {
      if (block.kind === 'rows') for (const one of block.rows.flat()) cell(one, own);
      if (block.kind === 'side') {
        for (const one of block.labels) cell(one, own);
        visit(block.body, own, within);
      }
      if (block.kind === 'parallel') for (const lane of block.lanes) visit(lane.body, own, within);
      if (block.kind === 'loop') {
        const items = within.filter(({ source }) => source === block.source);
        for (const row of items) visit(block.body, { ...own, ...row.fields }, row.rows);
      }
    }
  };
  visit(layout.body, fields, rows);
  out.delete('');
  return out;
}

/** Texts of the body of a compiled table that are no figures. */
export const bodyTexts = ({ cells, headerRows }: Table): string[] =>
  cells.flatMap(({ row, content }) =>
    row >= headerRows && content.kind === 'text' && !content.figure && plain(content.text) !== ''
      ? [plain(content.text)]
      : [],
  );

/** Texts without fields that a template prints. */
export function fixedTexts({ template }: ReadTable): ReadonlySet<string> {
  const { layout, totalName } = template;
  const out = new Set([totalName, '合计']);
  const cell = ({ content }: CellTemplate) => {
    if (content.kind === 'text') out.add(content.text);
  };
  const visit = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'rows') block.rows.flat().forEach(cell);
      if (block.kind === 'side') block.labels.forEach(cell);
      if (block.kind === 'side') visit(block.body);
      if (block.kind === 'loop') visit([...block.body, ...block.empty]);
      if (block.kind === 'parallel')
        for (const lane of block.lanes) {
          lane.filler.forEach(cell);
          visit(lane.body);
        }
    }
  };
  if (layout.kind === 'cells') visit(layout.body);
  return out;
}

/** Texts of a compiled table that a reading does not print, as far as they are no ordinals or check boxes. */
export function textsLost(table: Table, read: ReadTable): string[] {
  const printed = printedTexts(read);
  const fixed = new Set([...fixedTexts(read)].map(plain));
  return bodyTexts(table).filter(
    (text) =>
      !printed.has(text) && !fixed.has(text) && !/^\d{1,3}$/.test(text) && !/[☑□]/.test(text),
  );
}
