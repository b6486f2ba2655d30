/**
 * Tables of a Word document read by those of the edition that it is compared with: where both have the same rows and
 * columns, each cell is what the other's is, and shows what is written in it. A document alone does not say which of
 * its numbers are amounts.
 */
import { Decimal, inYuan, NO_FIGURE } from '../../../model/money.js';
import { type Cell, type Content, cellText, type Table } from '../../../tables/table.js';
import type { Edition } from '../edition.js';
import { figureContent, typedAmount } from '../workbook/sheet-figures.js';

/** An edition whose tables are read by another's; those that fit none stay as they are. */
export function readByModel(word: Edition, model: Edition): Edition {
  const models = new Map(model.tables.map((table) => [table.id, table]));
  const tables = word.tables.map((table) => {
    const own = models.get(table.id);
    return (own && tableByModel(table, own)) ?? table;
  });
  return { ...word, tables };
}

const placeKey = ({ row, col }: Pick<Cell, 'row' | 'col'>): string => `${row},${col}`;

function tableByModel(table: Table, model: Table): Table | undefined {
  if (table.rows !== model.rows || table.widths.length !== model.widths.length) return undefined;
  const texts = new Map(table.cells.map((cell) => [placeKey(cell), cellText(cell.content)]));
  const cells = model.cells.map((cell): Cell => {
    const text = textAt(cell, texts);
    return text === cellText(cell.content)
      ? cell
      : { ...cell, content: shownAs(text, cell.content) };
  });
  const { title, lead, middle, unit, notes } = table;
  // the number of some stands in the heading above
  const number = table.number || model.number;
  return { ...model, title, number, lead, middle, unit, notes, cells };
}

/** Text of a cell: of one beside a header that is repeated it stands further down. */
function textAt({ row, col, rowSpan }: Cell, texts: ReadonlyMap<string, string>): string {
  const rows = Array.from({ length: rowSpan }, (_, i) => row + i);
  return rows.map((at) => texts.get(placeKey({ row: at, col })) ?? '').find(Boolean) ?? '';
}

/** What a cell shows in which something else was written. */
function shownAs(text: string, content: Content): Content {
  if (content.kind !== 'number' && content.figure === undefined) return { kind: 'text', text };
  const amount = typedAmount(text, true);
  if (amount) return figureContent(text, amount, scaleOf(content));
  return text.trim() === '' ? { kind: 'blank', figure: NO_FIGURE } : { kind: 'text', text };
}

/** 元 that one of what a cell shows is. */
function scaleOf(content: Content): number {
  const unit = content.kind === 'number' ? content.money?.unit : undefined;
  return unit === undefined ? 1 : inYuan(new Decimal(1), unit).toNumber();
}
