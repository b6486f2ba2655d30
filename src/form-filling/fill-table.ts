/** A compiled table → what is to be written into the sheet of a form that is aligned with its template. */
import { fieldsNamed } from '../forms/style.js';
import type { MoneyUnit } from '../model/money.js';
import { type AlignedSheet, alignSheet, captionsOf } from '../reading/read-sheet.js';
import { areaAt, isBlankArea } from '../reading/sheet.js';
import type { PlacedCell } from '../reading/steps.js';
import { fixedWords, readPattern } from '../reading/text-pattern.js';
import { type Cell, cellText, type Table } from '../tables/table.js';
import { type Area, addressOf, blankAt } from '../workbook/cells.js';
import type { RowShift } from '../workbook/row-shift.js';
import type { CellValue, CellWrite } from '../workbook/sheet-edit.js';
import { captionWrites } from './captions.js';
import { type ListPair, type Pairing, pairRows } from './pair-rows.js';
import { type Place, planRows, type RowPlan } from './plan-rows.js';
import { entriesOf, type FoundRow } from './rows.js';
import { sheetOfTable, type TableSheet } from './table-sheet.js';
import type { Unplaced } from './unplaced.js';
import { BLANK, cellValue, stands, textValue } from './values.js';

export interface TableFill {
  /** By address, after rows have moved. */
  readonly writes: ReadonlyMap<string, CellWrite>;
  readonly shifts: readonly RowShift[];
  readonly merges: ((ranges: readonly string[]) => readonly string[]) | undefined;
  /** What cells with formulas are to come to, by address after rows have moved. */
  readonly expected: ReadonlyMap<string, CellValue>;
  readonly left: readonly Unplaced[];
}

/**
 * @param form the sheet of the form, aligned with the template that the table is of
 * @param shiftProblem why rows of the sheet cannot be moved; undefined where they can
 * @returns in Chinese why nothing of the table is written
 */
export function fillTable(
  table: Table,
  form: AlignedSheet,
  shiftProblem: () => string | undefined,
): TableFill | { readonly problem: string } {
  const source = sheetOfTable(table);
  const own = alignSheet(source.sheet, form.template);
  if (!own) return { problem: '材料里的这张表同表样对不上' };
  const { unit } = captionsOf(form);
  if (unit === 'unknown') return { problem: '表上写的金额单位不是元、万元、亿元' };
  const whole = {
    from: form.top,
    to: endOfRoom(form),
    lane: { from: 0, to: form.program.width },
  };
  const pairing = pairRows(entriesOf(own), entriesOf(form), whole);
  const plan = planRows(pairing.lists, form.places.sheet.grid, shiftProblem);
  if ('problem' in plan) return plan;
  const filling = new Filling(source, own, form, unit, plan);
  filling.all(pairing);
  if (filling.inexact) return { problem: `金额换成${unit}不能除尽，表上的单位请同材料一致` };
  for (const write of captionWrites(table, own, form))
    if ('message' in write) filling.left.push(write);
    else filling.put(write.area, write.area.row, write.area.col, textValue(write.text));
  return filling;
}

/** The row behind the last with room: below the grid's last words a form may have blank rows with lines around. */
function endOfRoom({ places, bottom }: AlignedSheet): number {
  const { sheet, columns } = places;
  const isRoom = (row: number): boolean => {
    const areas = columns.flat().map((col) => areaAt(sheet, row, col));
    return areas.every(isBlankArea) && areas.some(({ bordered }) => bordered);
  };
  let end = bottom;
  while (end < sheet.grid.rows.length && isRoom(end)) end++;
  return end;
}

class Filling implements TableFill {
  readonly writes = new Map<string, CellWrite>();
  readonly expected = new Map<string, CellValue>();
  readonly left: Unplaced[] = [];
  inexact = false;
  readonly shifts: readonly RowShift[];
  merges: TableFill['merges'];
  /** Rows of the form, after they have moved, by rows of the table. */
  private readonly rows = new Map<number, number>();
  /** Columns that the form does not have, with how many figures would stand in them. */
  private readonly columns = new Map<string, number>();

  constructor(
    private readonly source: TableSheet,
    private readonly own: AlignedSheet,
    private readonly form: AlignedSheet,
    private readonly unit: MoneyUnit | undefined,
    private readonly plan: RowPlan,
  ) {
    this.shifts = plan.shifts;
  }

  all({ fixed, lists, missing, unused }: Pairing): void {
    for (const { step, from, to } of fixed) {
      if (step.kind === 'row') this.rows.set(from, this.plan.moved(to));
      for (const placed of step.cells) this.fixedCell(placed, from, to);
    }
    for (const list of lists) this.list(list);
    for (const { step, row } of unused)
      for (const placed of step.cells) if (placed.name) this.clear(placed, row);
    for (const row of missing) this.missing(row);
    this.merges = this.mergedAnew(fixed.length > 0 ? lists : []);
    for (const [name, count] of this.columns) {
      const message = `“${name}”一栏官方表里没有，${count} 个数没有填`;
      this.left.push({ address: undefined, message });
    }
  }

  /** Writes a value at a place of the form as it is before rows move. */
  put(area: Area, row: number, col: number, value: CellValue): void {
    this.write(this.plan.moved(row), col, area, value);
  }

  /** @param row after rows have moved, from 1 */
  private write(row: number, col: number, area: Area, value: CellValue, like?: string): void {
    const address = addressOf(row, col);
    if (area.formula) {
      if (value.kind === 'text' && !stands(area, value))
        this.left.push({ address, message: `这一格是公式，没有改成“${clip(value.text)}”` });
      else if (value.kind !== 'text') {
        this.expected.set(address, value);
        this.writes.set(address, { value });
      }
      return;
    }
    const known = stands(area, value);
    if (known && like === undefined) return;
    this.writes.set(address, { value: known ? undefined : value, like });
  }

  private cellAt(placed: PlacedCell, row: number): { area: Area; cell: Cell } | undefined {
    if (!this.own.places.has(placed)) return undefined;
    const [area] = this.own.places.areas(placed, row);
    const cell = area && this.source.cellOf(area);
    return area && cell && area.row === row ? { area, cell } : undefined;
  }

  /** The value of a cell; a blank where an amount does not go into the form's unit. */
  private valueOf({ content }: Cell): CellValue {
    const value = cellValue(content, this.unit);
    if (!value) this.inexact = true;
    return value ?? BLANK;
  }

  private lost(placed: PlacedCell, cell: Cell): void {
    const { content } = cell;
    const isZero = content.kind === 'blank' || content.figure?.value.isZero();
    if (!placed.name || isZero) return;
    const { column } = placed.name;
    this.columns.set(column, (this.columns.get(column) ?? 0) + 1);
  }

  // ---- rows that the form prints

  private fixedCell(placed: PlacedCell, from: number, to: number): void {
    const found = this.cellAt(placed, from);
    if (!found) return;
    const { content } = placed.cell;
    const { places } = this.form;
    if (!places.has(placed)) {
      this.lost(placed, found.cell);
      return;
    }
    const target = places.areas(placed, to)[0] ?? places.area(placed, to);
    if (target.row !== to) {
      if (placed.name) this.covered(target, found.cell);
      return;
    }
    if (placed.name || content.kind === 'boxes') {
      this.put(target, to, target.col, this.valueOf(found.cell));
      return;
    }
    if (content.kind !== 'text' || fieldsNamed(content.text).length === 0) return;
    const text = cellText(found.cell.content);
    const fits =
      isBlankArea(target) ||
      fixedWords(content.text).trim() === '' ||
      readPattern(content.text, target.text) !== undefined;
    // the name of a grand total is the form's own
    const named = !isBlankArea(target) && fixedWords(content.text).trim() === '' && isTotal(text);
    if (named || sameText(target.text, text)) return;
    const address = addressOf(this.plan.moved(to), target.col);
    if (fits) this.put(target, to, target.col, textValue(text));
    else
      this.left.push({
        address,
        message: `官方表这里写的是“${clip(target.text)}”，没有改成“${clip(text)}”`,
      });
  }

  private covered(target: Area, { content }: Cell): void {
    if (content.kind === 'blank') return;
    const address = addressOf(this.plan.moved(target.row), target.col);
    const message = `这一格同上面的行合并了，没有填“${clip(cellText(content))}”`;
    this.left.push({ address, message });
  }

  private clear(placed: PlacedCell, row: number): void {
    if (!this.form.places.has(placed)) return;
    const target = this.form.places.area(placed, row);
    if (target.row === row && !isBlankArea(target)) this.put(target, row, target.col, BLANK);
  }

  private missing({ step, row }: FoundRow): void {
    const cells = step.cells.flatMap((placed) => this.cellAt(placed, row) ?? []);
    const figures = cells.filter(
      ({ cell: { content } }) =>
        content.kind !== 'blank' && content.figure?.value.isZero() === false,
    );
    if (figures.length === 0) return;
    const label = cells.map(({ area }) => area.text.trim()).find((text) => text !== '') ?? '';
    const message = `“${clip(label)}”一行官方表里没有，${figures.length} 个数没有填`;
    this.left.push({ address: undefined, message });
  }

  // ---- rows of lists

  private list(list: ListPair): void {
    const room = this.plan.roomOf(list);
    const rows = [...new Set(list.rows.map(({ row }) => row))];
    const { looks, levels } = this.looksOf(list);
    rows.forEach((row, i) => {
      const place = room[i];
      if (!place) return;
      this.rows.set(row, place.to);
      const written = list.rows
        .filter((entry) => entry.row === row)
        .flatMap((entry) => {
          const level = this.levelOf(entry, this.own);
          // a blank row of the form looks as the form wants it
          const own = place.row === undefined ? undefined : levels.get(place.row);
          const same = place.row !== undefined && (own === undefined || own.has(level));
          return this.item(entry, place, same ? undefined : looks.get(level));
        });
      this.clearRow(list, place.row, new Set(written));
    });
    for (const { row } of room.slice(rows.length)) this.clearRow(list, row, new Set());
  }

  /** What stands in a row of a list, but for some columns, is of another row. */
  private clearRow({ lane }: ListPair, row: number | undefined, but: ReadonlySet<number>): void {
    if (row === undefined) return;
    const columns = this.form.places.columns.slice(lane.from, lane.to).flat();
    const areas = new Set(columns.map((col) => areaAt(this.form.places.sheet, row, col)));
    for (const area of areas)
      if (area.row === row && !but.has(area.col)) this.put(area, row, area.col, BLANK);
  }

  /** Of each level of a list, the row of the form that shows how it looks; and the levels of each row. */
  private looksOf({ standing }: ListPair) {
    const looks = new Map<string, number>();
    const levels = new Map<number, Set<string>>();
    for (const entry of standing) {
      const level = this.levelOf(entry, this.form);
      if (!looks.has(level)) looks.set(level, entry.row);
      levels.set(entry.row, (levels.get(entry.row) ?? new Set()).add(level));
    }
    return { looks, levels };
  }

  /** What tells the levels of a list apart: how long the code is; without one, how far a name is moved in. */
  private levelOf({ step, row }: FoundRow, { places, program }: AlignedSheet): string {
    const at = program.steps.indexOf(step);
    const texts = step.cells.filter(
      (placed) => placed.cell.content.kind === 'text' && places.has(placed),
    );
    const codes = texts.filter(isCode).flatMap((placed) => places.areas(placed, row));
    const digits = codes.map(({ text }) => text.replace(/\D/g, '')).join('').length;
    const name = texts.find((placed) => !isCode(placed));
    const indent = name ? places.area(name, row).indent : 0;
    return `${at}/${digits > 0 ? digits : `→${indent}`}`;
  }

  private item({ step, row }: FoundRow, place: Place, look: number | undefined): number[] {
    const { places } = this.form;
    const { sheet } = places;
    const like = look ?? (place.row === undefined ? place.like : undefined);
    /** Values that go into one cell, from the left. */
    const values = new Map<number, { area: Area; values: CellValue[] }>();
    for (const placed of step.cells) {
      const found = this.cellAt(placed, row);
      if (!found) continue;
      if (!places.has(placed)) {
        this.lost(placed, found.cell);
        continue;
      }
      const value = this.valueOf(found.cell);
      const areas = places
        .columnsOf(placed)
        .map((col) => areaAt(sheet, place.row ?? place.like, col));
      const parts = splitCode(value, placed, areas.length);
      parts.forEach((part, i) => {
        const area = areas[i];
        if (!area) return;
        const known = values.get(area.col) ?? { area, values: [] };
        known.values.push(part);
        values.set(area.col, known);
      });
    }
    for (const [col, { area, values: own }] of values) {
      const style = like === undefined ? undefined : this.plan.addressOf(like, col);
      const here = area.row === place.row ? area : blankAt(place.to, col);
      const same = style !== undefined && style === this.plan.addressOf(place.row ?? -1, col);
      this.write(place.to, col, here, joined(own), same ? undefined : style);
    }
    return [...values.keys()];
  }

  // ---- merged ranges

  /** Cells that stand over several rows of a list are merged as in the table. */
  private mergedAnew(lists: readonly ListPair[]): TableFill['merges'] {
    const { places } = this.form;
    const wanted: string[] = [];
    const anchors = new Set<string>();
    const inLists = new Set(lists.flatMap((list) => list.rows.map(({ row }) => row)));
    const areas = new Set(this.own.places.sheet.grid.rows.flat());
    for (const area of areas) {
      if (area.rowSpan < 2) continue;
      const rows = Array.from({ length: area.rowSpan }, (_, i) => area.row + i);
      if (!rows.some((row) => inLists.has(row))) continue;
      const to = rows.flatMap((row) => this.rows.get(row) ?? []);
      const columns = this.own.places.columns.flatMap((own, col) =>
        own.some((one) => one >= area.col && one < area.col + area.colSpan)
          ? (places.columns[col] ?? [])
          : [],
      );
      if (to.length < rows.length || columns.length === 0) continue;
      const [first, last] = [Math.min(...to), Math.max(...to)];
      const [left, right] = [Math.min(...columns), Math.max(...columns)];
      anchors.add(addressOf(first, left));
      wanted.push(`${addressOf(first, left)}:${addressOf(last, right)}`);
    }
    const stretches = lists.flatMap((list) => {
      const room = this.plan.roomOf(list).map(({ to }) => to);
      const columns = places.columns.slice(list.lane.from, list.lane.to).flat();
      return room.length === 0 || columns.length === 0
        ? []
        : [
            {
              rows: [Math.min(...room), Math.max(...room)] as const,
              cols: [Math.min(...columns), Math.max(...columns)] as const,
            },
          ];
    });
    return this.plan.mergesWith(stretches, anchors, wanted);
  }
}

const clip = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}……` : text);
const sameText = (one: string, other: string): boolean =>
  one.replace(/\s/g, '') === other.replace(/\s/g, '');
const isTotal = (text: string): boolean =>
  /^(?:.{0,6}总计|合计|总计)$/.test(text.replace(/\s/g, ''));

const isCode = ({ cell: { content } }: PlacedCell): boolean =>
  content.kind === 'text' && /^\{(?:编码|类|款|项)\}$/.test(content.text.trim());

/** A whole code in the columns of its parts: 类, then 款 and 项. */
function splitCode(value: CellValue, placed: PlacedCell, columns: number): CellValue[] {
  const whole =
    columns > 1 && isCode(placed) && value.kind === 'text' && /^\d{3,7}$/.test(value.text);
  if (!whole) return [value];
  const { text } = value;
  return [text.slice(0, 3), text.slice(3, 5), text.slice(5)].slice(0, columns).map(textValue);
}

/** What goes into one cell together: the parts of a code. */
function joined(values: readonly CellValue[]): CellValue {
  const [only = BLANK, ...others] = values.filter(({ kind }) => kind !== 'blank');
  if (others.length === 0) return only;
  return textValue(values.map((one) => (one.kind === 'text' ? one.text : '')).join(''));
}
