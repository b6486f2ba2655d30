/** How well a row of a sheet is one of a template: 0 as it is printed, more the less it is. */
import type { Area } from '../workbook/cells.js';
import type { ColumnMap } from './headings.js';
import { isTotalLabel, labelDistance } from './labels.js';
import { readNumber, saysNothing } from './numbers.js';
import { areaAt, isBlankArea, type SheetToRead } from './sheet.js';
import type { PlacedCell, RowStep, SideStep } from './steps.js';
import { fixedWords, hasFields, readPattern } from './text-pattern.js';

/** What no row costs that is taken for one of the template. */
export const NO_MATCH = 9;

/** What a sheet has where a template has a cell, with the columns of the sheet that are the template's. */
export class Places {
  constructor(
    readonly sheet: SheetToRead,
    readonly columns: ColumnMap,
  ) {}

  /** Sheet columns of a cell; none where the sheet does not have it. */
  columnsOf({ col, cell }: PlacedCell): number[] {
    return [...new Set(this.columns.slice(col, col + cell.cols).flat())];
  }

  /** Whether the sheet has a place for a cell. */
  has(placed: PlacedCell): boolean {
    return this.columnsOf(placed).length > 0;
  }

  /** Areas of a cell in a row, from the left, without those that begin before it. */
  areas(placed: PlacedCell, row: number): Area[] {
    const columns = this.columnsOf(placed);
    const first = Math.min(...columns);
    const all = columns.map((col) => areaAt(this.sheet, row, col));
    return [...new Set(all)].filter(({ col }) => col >= first);
  }

  /** The first area of a cell that says something, else its first place. */
  area(placed: PlacedCell, row: number): Area {
    const areas = this.areas(placed, row);
    const said = areas.find((area) => !isBlankArea(area));
    return said ?? areas[0] ?? areaAt(this.sheet, row, this.columnsOf(placed)[0] ?? 0);
  }
}

interface Tally {
  labels: number;
  missed: number;
  cost: number;
  said: number;
  fields: number;
  filled: number;
  figures: number;
  shown: number;
  /** Of those, what is no figure. */
  strange: number;
}

function count(
  tally: Tally,
  placed: PlacedCell,
  row: number,
  places: Places,
  merge: readonly number[] = [],
): void {
  const { content } = placed.cell;
  if (!places.has(placed)) return;
  const area = places.area(placed, row);
  const blank = isBlankArea(area);
  if (!blank && area.row === row) tally.said++;
  switch (content.kind) {
    case 'text': {
      const { text } = content;
      if (text.trim() === '') {
        if (!blank) tally.cost += 0.3;
        return;
      }
      if (hasFields(text)) {
        if (fixedWords(text).trim() === '') {
          tally.fields++;
          if (!blank || merge.includes(placed.col)) tally.filled++;
          return;
        }
        tally.labels++;
        const fields = readPattern(text, area.text);
        if (blank || !fields) tally.missed++;
        return;
      }
      tally.labels++;
      const names = content.name === text ? [text] : [text, content.name];
      const near = blank ? [] : names.flatMap((name) => labelDistance(name, area.text) ?? []);
      if (near.length === 0) tally.missed++;
      else tally.cost += Math.min(...near);
      return;
    }
    case 'quantity':
    case 'amount':
      tally.figures++;
      if (!blank) tally.shown++;
      if (!blank && !readNumber(area) && !saysNothing(area.text)) tally.strange++;
      return;
    default:
  }
}

const NOTHING: Tally = {
  labels: 0,
  missed: 0,
  cost: 0,
  said: 0,
  fields: 0,
  filled: 0,
  figures: 0,
  shown: 0,
  strange: 0,
};

/** What it costs to take a row of a sheet for one of a template. */
export function rowCost(step: RowStep, row: number, places: Places): number {
  const tally = { ...NOTHING };
  for (const placed of step.cells) count(tally, placed, row, places, step.merge);
  if (step.total !== undefined) return totalCost(step, row, places, tally);
  if (step.codes !== undefined && !codeBegins(step, row, places, step.codes)) return NO_MATCH;
  if (tally.labels > 0) {
    if (tally.missed * 2 > tally.labels) return NO_MATCH;
    return tally.cost + (3 * tally.missed) / tally.labels;
  }
  if (tally.said === 0) return step.cells.every(isEmptyCell) ? 0 : 2;
  // a remark that someone wrote into the list
  const remark = tally.figures > 0 && tally.shown === 0 && tally.filled < 2 && tally.fields > 1;
  if (remark || (tally.strange > 1 && tally.strange === tally.shown)) return NO_MATCH;
  const strange = Math.min(0.6, tally.strange * 0.5);
  const missing = tally.fields > 0 ? 0.5 * (1 - tally.filled / tally.fields) : 0;
  const other = step.otherCodes.some((code) => codeBegins(step, row, places, code)) ? 0.5 : 0;
  return (
    0.1 +
    other +
    strange +
    tally.cost +
    missing +
    (step.totalled && isTotalRow(step, row, places) ? 1.2 : 0)
  );
}

/** Whether the code of a row is of a subject, where the form prints codes. */
function codeBegins(step: RowStep, row: number, places: Places, subject: string): boolean {
  const coded = step.cells.filter(
    (placed) =>
      placed.cell.content.kind === 'text' &&
      placed.cell.content.text.trim() === '{编码}' &&
      places.has(placed),
  );
  return coded.every((placed) => {
    const code = places.area(placed, row).text.normalize('NFKC').replace(/\s/g, '');
    return code === '' || code.startsWith(subject);
  });
}

const isEmptyCell = ({ cell: { content } }: PlacedCell): boolean =>
  content.kind === 'nothing' ||
  content.kind === 'ordinal' ||
  (content.kind === 'text' && content.text.trim() === '');

/** The texts of a row of a list, wherever in its columns they stand. */
const textsOf = (step: RowStep, row: number, places: Places): Area[] =>
  step.cells
    .filter((placed) => placed.cell.content.kind === 'text' && places.has(placed))
    .flatMap((placed) => places.areas(placed, row))
    .filter((area) => !isBlankArea(area));

/** Whether the texts of a row say that it is a grand total, and nothing else. */
export function isTotalRow(step: RowStep, row: number, places: Places): boolean {
  const texts = textsOf(step, row, places);
  return texts.length > 0 && texts.every(({ text }) => isTotalLabel(text));
}

function totalCost(step: RowStep, row: number, places: Places, tally: Tally): number {
  const texts = textsOf(step, row, places);
  // a list of figures alone has nothing to call its only row by
  const nameless = !step.cells.some(
    (placed) => placed.cell.content.kind === 'text' && places.has(placed),
  );
  if (nameless) return tally.shown === tally.strange ? NO_MATCH : 0;
  const named = texts.some(
    ({ text }) => labelDistance(step.total ?? '', text) === 0 || isTotalLabel(text),
  );
  if (texts.length === 0 && tally.said > 0) return tally.cost + (step.total === '' ? 0 : 0.5);
  return named && texts.length === 1 ? tally.cost : NO_MATCH;
}

/** Whether something new stands at the side from a row on. */
export function beginsAt({ cells }: SideStep, row: number, places: Places): boolean {
  return cells.some((placed) => {
    if (placed.cell.content.kind !== 'text' || !places.has(placed)) return false;
    const area = places.area(placed, row);
    if (isBlankArea(area) || area.row !== row) return false;
    const above = row > 0 ? places.area(placed, row - 1) : undefined;
    return area.rowSpan > 1 || above?.text !== area.text;
  });
}

/** What it costs to take what stands at the side from a row on for that of a template. */
export function sideCost(step: SideStep, row: number, places: Places): number {
  const tally = { ...NOTHING };
  for (const placed of step.cells) count(tally, placed, row, places);
  if (tally.labels > 0) return tally.cost + (2 * tally.missed) / tally.labels;
  return beginsAt(step, row, places) ? tally.cost : 1.5;
}
