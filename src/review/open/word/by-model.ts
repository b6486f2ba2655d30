/**
 * Tables of a Word document read by those of the edition that it is compared with: where both have the same rows and
 * columns, each cell is what the other's is, and shows what is written in it. A document alone does not say which of
 * its numbers are amounts.
 */
import { groupBy } from 'es-toolkit/array/groupBy';
import { Decimal, inYuan, NO_FIGURE } from '../../../model/money.js';
import { gridsOf } from '../../../render/table-grids.js';
import { type Cell, type Content, cellText, type Table } from '../../../tables/table.js';
import type { Edition } from '../edition.js';
import { figureContent, typedAmount } from '../workbook/sheet-figures.js';
import { pairedTables } from './pair-tables.js';

/** An edition whose tables are called, and read, as another's; those that fit none stay as they are. */
export function readByModel(word: Edition, model: Edition): Edition {
  const sought = (table: Table) => ({
    id: table.id,
    text: [table.title, ...table.cells.map(({ content }) => cellText(content))].join(' '),
    table,
  });
  const pairs = pairedTables(model.tables.map(sought), word.tables.map(sought));
  const models = new Map([...pairs].map(([own, { table }]) => [table, own.table]));
  const tables = word.tables.map((table) => {
    const own = models.get(table);
    if (!own) return table;
    const named = { ...table, id: own.id, name: own.name };
    return model.kind === '文稿' ? named : (tableByModel(named, own) ?? named);
  });
  return { ...word, tables };
}

function tableByModel(table: Table, model: Table): Table | undefined {
  const rows = gridsOf(model).flatMap(({ head, body }) => [...head, ...body]);
  const written = Object.values(groupBy(table.cells, ({ row }) => row));
  if (rows.length !== written.length) return undefined;
  const texts = new Map<string, string>();
  for (const [r, { cells }] of rows.entries()) {
    const own = (written[r] ?? []).toSorted((a, b) => a.col - b.col);
    if (own.length !== cells.length) return undefined;
    cells.forEach(({ cell, joined }, i) => {
      const text = own[i] ? cellText(own[i].content) : '';
      // of a label beside a header that is repeated, the lower part shows it
      const whole = joined ? model.cells.find((one) => cell && covers(one, cell)) : cell;
      if (whole && joined !== 'below') texts.set(placeKey(whole), text);
    });
  }
  const cells = model.cells.map((cell): Cell => {
    const text = texts.get(placeKey(cell)) ?? '';
    return text === cellText(cell.content)
      ? cell
      : { ...cell, content: shownAs(text, cell.content) };
  });
  const { title, lead, middle, unit, notes } = table;
  // the number of some stands in the heading above
  const number = table.number || model.number;
  return { ...model, title, number, lead, middle, unit, notes, cells };
}

const placeKey = ({ row, col }: Cell): string => `${row},${col}`;

const covers = (one: Cell, { row, col }: Cell): boolean =>
  one.col === col && one.row <= row && row < one.row + one.rowSpan;

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
