/** A fill-in workbook (填报工作簿) → the source of an input, as if it were YAML; places are cells. */
import { about, at, type Code, type Diagnostic, hasErrors } from '../diagnostics.js';
import { suggestion } from '../input/issues.js';
import type { LoadedSource } from '../input/load.js';
import { marksIn, type SourceRemark } from '../input/remarks.js';
import type { Source } from '../input/source.js';
import { spanner } from '../input/spans.js';
import { clip, Numeral, type Path, pathKey, type Tree, writtenMap } from '../input/tree.js';
import { Decimal, type Span } from '../model/money.js';
import { addressOf } from '../workbook/cells.js';
import {
  type FlatCell,
  type FlatSheet,
  readFlatSheets,
  sheetNamesIn,
} from '../workbook/flat-cells.js';
import { Unreadable } from '../workbook/guard.js';
import { Assembly, ordered, type Placed, type PlacedRow } from './assemble.js';
import { type Layout, REST_KINDS, type RestKind } from './book.js';
import { numberIn } from './cell-values.js';
import {
  type Column,
  headingKey,
  keysOf,
  SCHEDULE,
  SCHEDULE_PREFIX,
  type Sheet,
  scheduleSheet,
} from './layout.js';
import {
  DICTIONARY,
  EXAMPLE,
  FIRST,
  KIND_LINE,
  MARK,
  MEANING,
  ORDERS,
  REMARK,
  REST,
  TOTALS,
} from './names.js';
import { readPath, writtenPath } from './notation.js';
import type { KeyOrders } from './same.js';

type Result = Pick<LoadedSource, 'source' | 'text' | 'diagnostics'>;

/**
 * Reads a workbook that stands for an input. Never throws for what it holds.
 * @param layouts of the kinds of input
 */
export function readFillIn(bytes: Uint8Array, file: string, layouts: readonly Layout[]): Result {
  let sheets: readonly FlatSheet[];
  try {
    sheets = readFlatSheets(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, message, hint } = error;
    return failed([about(file, code, message, hint)]);
  }
  return new Reading(sheets, file, layouts).result();
}

/** Whether a workbook stands for an input, as its sheets are called; false where it cannot be read. */
export function isFillIn(bytes: Uint8Array): boolean {
  try {
    return sheetNamesIn(bytes).some((name) => nameKey(name) === nameKey(FIRST));
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

const failed = (diagnostics: readonly Diagnostic[], text?: string): Result => ({
  ...{ source: undefined, text, diagnostics },
});

/** How many rows from the top headings are looked for in. */
const HEADINGS_WITHIN = 40;
/** So many known columns that are filled make a line, so many known headings a sheet of ours. */
const LEAST_LIKE = 3;
const BETWEEN = ' ｜ ';

/** How names of sheets are compared. */
const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** A sheet of the workbook with the row of its headings. */
interface Headed {
  readonly flat: FlatSheet;
  readonly heading: number;
  readonly columns: ReadonlyMap<number, string>;
}

class Reading {
  private readonly text: string;
  private readonly spans = new Map<FlatCell, Span>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly assembly = new Assembly();
  private readonly remarks: SourceRemark[] = [];
  /** Headings that say in which unit the amounts below are. */
  private readonly units: { unit: string; place: Span }[] = [];

  constructor(
    private readonly sheets: readonly FlatSheet[],
    private readonly file: string,
    private readonly layouts: readonly Layout[],
  ) {
    this.text = this.writeText();
  }

  result(): Result {
    const { file, text } = this;
    const twice = this.sheets.find(
      ({ name }, i) => this.sheets.findIndex((one) => nameKey(one.name) === nameKey(name)) < i,
    );
    if (twice) {
      const message = `有两张工作表都叫“${clip(twice.name)}”（只差大小写或空格）`;
      return failed([about(file, 'workbook-invalid', message, '请改名或删去一张')], text);
    }
    const layout = this.layout();
    const matched = layout && this.matched(layout);
    if (!layout || !matched || matched.length === 0) {
      const message = '这个工作簿不是填报工作簿：没有认识的工作表';
      return failed([about(file, 'workbook-invalid', message, NOT_OURS)], text);
    }
    for (const [sheet, flat] of matched) this.readSheet(sheet, flat);
    const orders = this.readOrders();
    this.readRest();
    const tree = ordered(this.assembly.tree, layout.shape, orders, writtenPath);
    this.checkUnits(tree);
    const diagnostics = [...this.diagnostics, ...this.assembly.diagnostics];
    if (Object.keys(this.assembly.tree).length === 0 && !hasErrors(diagnostics))
      return failed([about(file, 'file-empty', '填报工作簿里还没有写内容')], text);
    // what is told of columns and lines would be told again of all that is missing
    const unread = this.diagnostics.some(({ severity }) => severity === '错误');
    return { source: unread ? undefined : this.source(tree), text, diagnostics };
  }

  // ---- the text that stands for the workbook

  private writeText(): string {
    const lines: string[] = [];
    const found: [FlatCell, string, number, number][] = [];
    let offset = 0;
    for (const { name, rows } of this.sheets) {
      for (const row of rows) {
        const cells = row.map((cell) => cell.text.replace(/[\r\n]/g, ' '));
        for (const [i, cell] of row.entries()) {
          const length = cells[i]?.length ?? 0;
          found.push([cell, name, offset, offset + length]);
          offset += length + BETWEEN.length;
        }
        // behind the last cell stands a line break
        offset += 1 - BETWEEN.length;
        lines.push(cells.join(BETWEEN));
      }
    }
    const text = lines.join('\n');
    const span = spanner(text, this.file);
    for (const [cell, sheet, start, end] of found)
      this.spans.set(cell, { ...span(start, end), cell: { sheet, address: cell.address } });
    return text;
  }

  private placeOf(cell: FlatCell): Span {
    return this.spans.get(cell) ?? { file: this.file, line: 1, column: 1, start: 0, end: 1 };
  }

  /** A place in a row where nothing stands. */
  private emptyPlace(flat: FlatSheet, row: readonly FlatCell[], col: number): Span {
    const [first] = row;
    const near = first ? this.placeOf(first) : undefined;
    const address = addressOf((first?.row ?? 0) + 1, col);
    const at = near ?? { file: this.file, line: 1, column: 1, start: 0, end: 1 };
    return { ...at, cell: { sheet: flat.name, address } };
  }

  private problem(place: Span, code: Code, message: string, hint?: string): void {
    this.diagnostics.push(at(place, code, message, hint));
  }

  private warn(place: Span, code: Code, message: string, hint?: string): void {
    this.diagnostics.push(at(place, code, message, hint, '警告'));
  }

  // ---- which sheet is which

  /** The kind of input that the workbook says it is; the first where it does not say. */
  private layout(): Layout | undefined {
    for (const { rows } of this.sheets)
      for (const row of rows) {
        const i = row.findIndex((cell) => headingKey(cell.text).key === KIND_LINE);
        const kind = row[i + 1]?.text.trim();
        const found = i >= 0 && this.layouts.find((one) => one.kind === kind);
        if (found) return found;
      }
    return this.layouts[0];
  }

  private matched(layout: Layout): (readonly [Sheet, FlatSheet])[] {
    const wanted = new Map(layout.sheets.map((sheet) => [nameKey(sheet.name), sheet]));
    const known = new Set([REST.sheet, ORDERS.sheet, DICTIONARY].map(nameKey));
    const found = new Map<Sheet, FlatSheet>();
    const lists: [Sheet, FlatSheet][] = [];
    const others: FlatSheet[] = [];
    for (const flat of this.sheets) {
      const key = nameKey(flat.name);
      const sheet = wanted.get(key);
      if (sheet) found.set(sheet, flat);
      else if (key.startsWith(SCHEDULE_PREFIX)) lists.push([this.scheduleOf(flat, layout), flat]);
      else if (!known.has(key)) others.push(flat);
    }
    // in the order of the layout: what others refer to is read before them
    const ours = layout.sheets.flatMap((sheet) => {
      const flat = found.get(sheet);
      return flat ? [[sheet, flat] as const] : [];
    });
    const anyRest = this.sheets.some(({ name }) => nameKey(name) === nameKey(REST.sheet));
    if (ours.length + lists.length === 0 && !anyRest) return [];
    for (const flat of others) {
      const cell = flat.rows[0]?.[0];
      if (!cell) continue;
      const like = this.likeSheet(flat, layout);
      if (like && (!flat.hidden || !found.has(like))) {
        const message = `工作表“${clip(flat.name)}”同“${like.name}”一样写法，名称不同，里面的内容没有读`;
        const rename = found.has(like)
          ? `请把内容并入“${like.name}”，删去这一张`
          : `请把名称改回“${like.name}”`;
        this.problem(this.placeOf(cell), 'workbook-invalid', message, rename);
      }
      if (like || flat.hidden) continue;
      const names = layout.sheets.map(({ name }) => name);
      const message = `不认识工作表“${clip(flat.name)}”，没有读`;
      this.warn(this.placeOf(cell), 'key-unknown', message, suggestion(flat.name, names, '工作表'));
    }
    return [...ours, ...lists];
  }

  /** The sheet of ours that another has all necessary columns of, with lines below them. */
  private likeSheet(flat: FlatSheet, layout: Layout): Sheet | undefined {
    let best: { sheet: Sheet; matches: number } | undefined;
    for (const sheet of layout.sheets) {
      const keys = new Map(sheet.columns.map((column) => [headingKey(column.heading).key, column]));
      const headed = this.headed(flat, [...keys.keys()]);
      if (!headed) continue;
      const there = new Set([...headed.columns.values()].flatMap((key) => keys.get(key) ?? []));
      const isFilled = flat.rows
        .slice(headed.heading + 1)
        .some((row) => !isExample(row, headed) && row.filter(({ text }) => text.trim()).length > 1);
      if (there.size < LEAST_LIKE || !isFilled) continue;
      if (necessaryColumns(sheet).some((column) => !there.has(column))) continue;
      if (there.size > (best?.matches ?? 0)) best = { sheet, matches: there.size };
    }
    return best?.sheet;
  }

  private scheduleOf(flat: FlatSheet, { shape }: Layout): Sheet {
    const heading = flat.rows.find((row) => row.some(({ text }) => headingKey(text).key === MARK));
    const names = (heading ?? []).map(({ text }) => nameIn(text));
    const columns = names.filter((name) => ![MARK, MEANING, REMARK].includes(name));
    return scheduleSheet(flat.name.trim().slice(SCHEDULE_PREFIX.length).trim(), columns, shape);
  }

  /** Finds the row that most headings stand in. */
  private headed(flat: FlatSheet, headings: readonly string[]): Headed | undefined {
    const keys = new Set(headings.map((one) => headingKey(one).key));
    let best: { row: number; matches: number } | undefined;
    for (const [row, cells] of flat.rows.slice(0, HEADINGS_WITHIN).entries()) {
      const found = new Set(
        cells.map(({ text }) => headingKey(text).key).filter((key) => keys.has(key)),
      );
      if (found.size > (best?.matches ?? 0)) best = { row, matches: found.size };
    }
    if (!best || best.matches < Math.min(2, keys.size)) return undefined;
    const cells = flat.rows[best.row] ?? [];
    return {
      flat,
      heading: best.row,
      columns: new Map(cells.map(({ col, text }) => [col, headingKey(text).key])),
    };
  }

  // ---- what stands in them

  private readSheet(sheet: Sheet, flat: FlatSheet): void {
    if (flat.rows.length === 0) return;
    const headed = this.headed(
      flat,
      sheet.columns.map(({ heading }) => heading),
    );
    if (!headed) {
      const cell = flat.rows[0]?.[0];
      const wanted = sheet.columns.map(({ heading }) => heading).join('、');
      const message = `工作表“${flat.name}”里没有找到表头`;
      if (cell)
        this.problem(this.placeOf(cell), 'workbook-invalid', message, `表头应当有：${wanted}`);
      return;
    }
    const columns = this.columnsOf(sheet, headed);
    this.tellAbove(flat, headed, columns);
    this.tellExamples(sheet, flat, headed, columns);
    const rows = flat.rows.slice(headed.heading + 1).filter((row) => !isExample(row, headed));
    const filled = rows.flatMap((row) => {
      const read = this.rowOf(flat, row, columns);
      return read ? [read] : [];
    });
    this.noteRemarks(sheet, headed, columns, rows);
    if (filled.length === 0) return;
    if (!this.hasColumns(sheet, headed, columns)) return;
    this.tellUnknown(sheet, headed, columns, rows);
    this.tellUncomputed(flat, headed, columns);
    for (const row of filled) this.assembly.add(sheet, row);
  }

  /** Lines that somebody has sorted above the headings would be lost. */
  private tellAbove(
    flat: FlatSheet,
    { heading }: Headed,
    columns: ReadonlyMap<number, Column>,
  ): void {
    for (const row of flat.rows.slice(0, heading)) {
      const filled = row.filter(({ col, text }) => columns.has(col) && text.trim() !== '');
      const [first] = filled;
      const isTotals = row.some(({ text }) => text.trim() === TOTALS);
      if (!first || isTotals || filled.length < LEAST_LIKE) continue;
      const hint = '请移到表头下面；排序时不要连表头一起排';
      this.problem(this.placeOf(first), 'workbook-invalid', '这一行在表头上面，没有读', hint);
    }
  }

  /** An example that somebody has written a line over, or copied with its mark, would be lost. */
  private tellExamples(
    { example = {} }: Sheet,
    flat: FlatSheet,
    headed: Headed,
    columns: ReadonlyMap<number, Column>,
  ): void {
    for (const row of flat.rows.slice(headed.heading + 1)) {
      if (!isExample(row, headed)) continue;
      const changed = row.find((cell) => {
        const column = columns.get(cell.col);
        return column && !isExampleText(cell.text, example[column.heading]);
      });
      if (!changed) continue;
      const message = `标着“${EXAMPLE}”的行不读，这一行却不是原来的例子`;
      const hint = `要算数的，请删去“${MARK}”一栏里的“${EXAMPLE}”；不要的，请删去这一行`;
      this.problem(this.placeOf(changed), 'workbook-invalid', message, hint);
    }
  }

  /** Marks in the column for people: what is still to be confirmed or filled in. */
  private noteRemarks(
    sheet: Sheet,
    headed: Headed,
    columns: ReadonlyMap<number, Column>,
    rows: readonly (readonly FlatCell[])[],
  ): void {
    const col = [...headed.columns].find(([, key]) => key === REMARK)?.[0];
    if (col === undefined) return;
    for (const row of rows) {
      const cell = row.find((one) => one.col === col);
      if (!cell) continue;
      const place = this.placeOf(cell);
      const said = row
        .filter((one) => one.col < col && columnsWith(headed, one))
        .map(({ text }) => text);
      const path = askedIn(sheet, columns, row);
      for (const { text } of marksIn(cell.text))
        this.remarks.push({
          ...{ text, span: place },
          ...(path ? { path } : {}),
          ...(said.length > 0 ? { about: clip(said.join(' ')) } : {}),
        });
    }
  }

  /** Columns by their number in the sheet. */
  private columnsOf(sheet: Sheet, { flat, heading, columns }: Headed): ReadonlyMap<number, Column> {
    const byKey = new Map(sheet.columns.map((column) => [headingKey(column.heading).key, column]));
    const found = new Map<number, Column>();
    const cells = new Map((flat.rows[heading] ?? []).map((cell) => [cell.col, cell]));
    for (const [col, key] of columns) {
      const column = byKey.get(key);
      const cell = cells.get(col);
      if (!column || !cell) continue;
      if ([...found.values()].includes(column)) {
        const message = `有两栏都叫“${column.heading}”`;
        this.problem(this.placeOf(cell), 'name-duplicate', message, '请改名或删去一栏');
        continue;
      }
      found.set(col, column);
      const { unit } = headingKey(cell.text);
      if (unit !== undefined) this.units.push({ unit, place: this.placeOf(cell) });
    }
    return found;
  }

  private rowOf(
    flat: FlatSheet,
    row: readonly FlatCell[],
    columns: ReadonlyMap<number, Column>,
  ): PlacedRow | undefined {
    const cells = new Map<Column, Placed>();
    for (const cell of row) {
      const column = columns.get(cell.col);
      if (!column || cell.text.trim() === '') continue;
      cells.set(column, { kind: cell.kind, text: cell.text, place: this.placeOf(cell) });
    }
    if (cells.size === 0) return undefined;
    const [first] = cells.values();
    return { cells, place: first?.place ?? this.emptyPlace(flat, row, 0) };
  }

  /** Tells of columns without which no line makes sense, once for all lines. */
  private hasColumns(
    sheet: Sheet,
    { flat, heading }: Headed,
    columns: ReadonlyMap<number, Column>,
  ): boolean {
    const there = new Set(columns.values());
    const missing = necessaryColumns(sheet).filter((column) => !there.has(column));
    if (missing.length === 0) return true;
    const row = flat.rows[heading] ?? [];
    const place = this.emptyPlace(flat, row, (row.at(-1)?.col ?? 0) + 1);
    const names = missing.map((column) => `“${column.heading}”`).join('、');
    const message = `工作表“${flat.name}”的表头里没有${names}`;
    const hint = '请在表头补上；是改了名字的，请改回来';
    this.problem(place, 'key-missing', message, hint);
    return false;
  }

  private tellUnknown(
    sheet: Sheet,
    { flat, heading }: Headed,
    columns: ReadonlyMap<number, Column>,
    rows: readonly (readonly FlatCell[])[],
  ): void {
    const used = new Set(rows.flatMap((row) => row.map(({ col }) => col)));
    const headings = flat.rows[heading] ?? [];
    const known = sheet.columns.map((column) => column.heading);
    for (const cell of headings) {
      const { key } = headingKey(cell.text);
      if (columns.has(cell.col) || [MARK, MEANING, REMARK].includes(key) || !used.has(cell.col))
        continue;
      const message = `没有“${clip(cell.text)}”这一栏，这一列没有读`;
      const left = known.filter(
        (one) => ![...columns.values()].some((column) => column.heading === one),
      );
      this.warn(this.placeOf(cell), 'key-unknown', message, suggestion(key, left, '栏'));
    }
    const named = new Set(headings.map(({ col }) => col));
    const stray = rows.flat().find(({ col, text }) => !named.has(col) && text.trim() !== '');
    if (stray)
      this.warn(
        this.placeOf(stray),
        'key-unknown',
        `这一列没有表头，没有读`,
        '请写上表头，或删去这一列',
      );
  }

  private tellUncomputed(
    flat: FlatSheet,
    { heading }: Headed,
    columns: ReadonlyMap<number, Column>,
  ): void {
    const below = flat.rows[heading]?.[0]?.row ?? 0;
    for (const address of flat.uncomputed) {
      const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
      const col = [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;
      if (Number(row) - 1 <= below || !columns.has(col)) continue;
      const span = { ...this.emptyPlace(flat, flat.rows[heading] ?? [], col) };
      const place = { ...span, cell: { sheet: flat.name, address } };
      const hint = '请用 Excel 或 WPS 打开，保存一次再试；或直接写数';
      this.problem(place, 'workbook-invalid', '这一格的公式没有存下结果', hint);
    }
  }

  /** Lines of a sheet of ours by the names of its columns. */
  private linesOf(name: string, headings: readonly string[]): ReadonlyMap<string, FlatCell>[] {
    const flat = this.sheets.find((one) => nameKey(one.name) === nameKey(name));
    const headed = flat && this.headed(flat, headings);
    if (!flat || !headed) return [];
    return flat.rows
      .slice(headed.heading + 1)
      .filter((row) => !isExample(row, headed))
      .map((row) => new Map(row.map((cell) => [headed.columns.get(cell.col) ?? '', cell])));
  }

  private readOrders(): KeyOrders {
    const lines = this.linesOf(ORDERS.sheet, [ORDERS.path, ORDERS.keys]);
    return new Map(
      lines.flatMap((line): [string, string[]][] => {
        const keys = line.get(ORDERS.keys)?.text;
        const path = line.get(ORDERS.path)?.text ?? '';
        return keys === undefined ? [] : [[path === ROOT ? '' : path, readPath(keys).map(String)]];
      }),
    );
  }

  private readRest(): void {
    for (const line of this.linesOf(REST.sheet, [REST.path, REST.kind, REST.text])) {
      const path = line.get(REST.path);
      const [kind, text] = [line.get(REST.kind), line.get(REST.text)];
      if (!path) {
        const cell = kind ?? text;
        if (cell) this.problem(this.placeOf(cell), 'key-missing', `这一行没有写“${REST.path}”`);
        continue;
      }
      const place = this.placeOf(text ?? path);
      const value = restValue(kind?.text.trim() ?? '文字', text?.text ?? '', place);
      if (value !== undefined) this.assembly.put(readPath(path.text), value, place);
      else {
        const hint = `可以写：${REST_KINDS.join('、')}`;
        this.problem(this.placeOf(kind ?? path), 'value-unknown', `“${REST.kind}”不能这样写`, hint);
      }
    }
  }

  /** Amounts below a heading that says 万元 are not in 元. */
  private checkUnits(tree: Tree): void {
    const unit = tree && typeof tree === 'object' && '金额单位' in tree ? tree.金额单位 : undefined;
    if (typeof unit !== 'string') return;
    for (const { unit: said, place } of this.units)
      if (said !== unit) {
        const message = `表头写的是${said}，“金额单位”写的是${unit}`;
        this.problem(place, 'value-unknown', message, '金额是按哪个单位写的，两处都改成哪个');
      }
  }

  private source(tree: Tree): Source {
    const { file, text } = this;
    const { places } = this.assembly;
    const cells = [...this.spans.values()].sort((a, b) => a.start - b.start);
    const span = spanner(text, file);
    const [first] = cells;
    const whole: Span = first ?? span(0, 1);
    const nearest = (path: Path): { key: Span; value: Span } => {
      for (let n = path.length; n > 0; n--) {
        const found = places.get(pathKey(path.slice(0, n)));
        if (found) return found;
      }
      return { key: whole, value: whole };
    };
    return {
      file,
      text,
      tree,
      remarks: this.remarks,
      valueSpan: (path) => nearest(path).value,
      keySpan: (path) => nearest(path).key,
      spanOf: (start, end) => {
        const cell = lastUpTo(cells, start)?.cell;
        return { ...span(start, end), ...(cell ? { cell } : {}) };
      },
    };
  }
}

const NOT_OURS =
  '填报工作簿由 gongkai init --excel 或 gongkai convert 写出；公开的表、空白表样、平台导出的明细请用 gongkai import 导入';

/** What stands for the path of the whole input. */
export const ROOT = '（整份）';

const columnsWith = ({ columns }: Headed, { col }: FlatCell): boolean =>
  ![MARK, MEANING, REMARK].includes(columns.get(col) ?? MARK);

const nameIn = (text: string): string => text.trim().replace(/\s*[（(](元|万元)[）)]$/, '');

/** Columns without which no line makes sense. */
function necessaryColumns({ columns }: Sheet): Column[] {
  const firstStep = columns.find(({ role }) => role === 'step');
  return columns.filter(
    (column) =>
      ['key', 'value', 'paragraph'].includes(column.role) ||
      column === firstStep ||
      (column.role === 'member' && column.shape?.required),
  );
}

/** Whether a cell of an example still has what was written there, behind a code also its name; amounts in either unit. */
const isExampleText = (text: string, written: string | undefined): boolean => {
  const plain = text.trim();
  if (plain === '') return true;
  if (written === undefined) return false;
  const [number, yuan] = [numberIn(plain), numberIn(written)];
  const wan = /^\d+(\.\d+)?$/.test(yuan) ? new Decimal(yuan).div(10_000).toFixed() : yuan;
  return plain === written || plain.startsWith(`${written} `) || [yuan, wan].includes(number);
};

function isExample(row: readonly FlatCell[], { columns }: Headed): boolean {
  const mark = row.find(({ col }) => columns.get(col) === MARK);
  return mark?.text.trim() === EXAMPLE;
}

function restValue(kind: string, text: string, place: Span): Tree | undefined {
  const make: Readonly<Record<RestKind, () => Tree>> = {
    文字: () => text,
    数字: () => new Numeral(text.trim(), place),
    是否: () => text.trim() === '是',
    空: () => null,
    空列表: () => [],
    没有内容: writtenMap,
  };
  return Object.hasOwn(make, kind) ? make[kind as RestKind]() : undefined;
}

/** The last of some spans, by their beginnings, that does not begin behind an offset. */
function lastUpTo(spans: readonly Span[], offset: number): Span | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}

/** What a row asks for in which nothing is written; undefined where something is. */
function askedIn(
  sheet: Sheet,
  columns: ReadonlyMap<number, Column>,
  row: readonly FlatCell[],
): Path | undefined {
  const written = row.filter(({ col, text }) => columns.has(col) && text.trim() !== '');
  const steps = written.filter(({ col }) => columns.get(col)?.role === 'step');
  if (steps.length < written.length) return undefined;
  if (steps.length > 0)
    return 'into' in (sheet.levels[0] ?? {}) ? undefined : steps.map(({ text }) => text.trim());
  return sheet.schedule === undefined ? keysOf(sheet).slice(0, 1) : [SCHEDULE, sheet.schedule];
}
