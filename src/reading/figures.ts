/** What a cell of a sheet says where a template has a figure. */
import type { CellContent } from '../forms/template.js';
import { inYuan, type MoneyStyle, type MoneyUnit } from '../model/money.js';
import { QUANTITIES, type Quantity } from '../model/quantities.js';
import { figureColumn, type ScheduleForm } from '../model/schedule.js';
import type { Area } from '../workbook/cells.js';
import { isErrorValue, readNumber, saysNothing } from './numbers.js';
import type { ReadCell } from './read-table.js';
import { isBlankArea, placeOfArea, type SheetToRead } from './sheet.js';

/** What figures are read with. */
export interface FigureContext {
  readonly sheet: SheetToRead;
  /** Of the amounts of the sheet; undefined where it is not known. */
  readonly unit: MoneyUnit | undefined;
  readonly schedules: ReadonlyMap<string, ScheduleForm>;
  /** Of the table itself. */
  readonly schedule: ScheduleForm | undefined;
}

/** Whether a content shows a number of things, or a share, and no money. */
function isNoMoney(content: CellContent, { schedules, schedule }: FigureContext): boolean {
  if (content.kind === 'amount') {
    const column = schedule?.columns.find(({ name }) => name === content.amount);
    return content.ratio !== undefined || column?.kind === '数量';
  }
  if (content.kind !== 'quantity') return true;
  if (content.ratio) return true;
  const { name, params } = content.quantity;
  if (name === '附表') {
    const item = params.项 === undefined ? undefined : figureColumn(String(params.项), schedules);
    return item?.column.kind === '数量';
  }
  const { counts }: Quantity = QUANTITIES[name];
  return counts === true;
}

/**
 * The figure that an area shows.
 * @returns why it was not understood, in Chinese, where something else stands there
 */
export function readFigure(
  area: Area,
  content: CellContent,
  name: Pick<ReadCell, 'row' | 'column'>,
  context: FigureContext,
): ReadCell | { readonly problem: string } {
  const text = area.text.trim();
  const place = placeOfArea(context.sheet, area);
  const empty: ReadCell = { row: name.row, column: name.column, content, text, place };
  if (isErrorValue(text)) return { problem: `这一格是公式的错误值 ${text}` };
  if (isBlankArea(area) || (!area.amount && saysNothing(text))) return empty;
  const number = readNumber(area);
  if (!number) return { problem: `这一格应是数，写的是“${clip(text)}”` };
  const { value, decimals } = number;
  if (isNoMoney(content, context)) return { ...empty, value };
  const unit = number.unit ?? context.unit;
  if (unit === undefined) return { problem: '金额的单位不清楚，没有取' };
  const money: MoneyStyle = { unit, decimals };
  return { ...empty, value: inYuan(value, unit), money };
}

export const clip = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}……` : text);
