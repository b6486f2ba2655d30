/**
 * The sheets of an input → a fill-in workbook (填报工作簿): lists with headings, what may be chosen, running
 * totals and a line as an example. The same bytes for the same input. Import this module lazily: see xlsx.ts.
 */
import type ExcelJS from 'exceljs';
import type { Book, RestLine } from '../fill-in/book.js';
import { type CellValue, cellOf, type NameOf } from '../fill-in/cell-values.js';
import type { FlatRow } from '../fill-in/flatten.js';
import { type Column, keysOf, type Sheet } from '../fill-in/layout.js';
import {
  DICTIONARY,
  EXAMPLE,
  MARK,
  MEANING,
  ORDERS,
  REMARK,
  REST,
  TOTALS,
} from '../fill-in/names.js';
import { writtenPath } from '../fill-in/notation.js';
import { ROOT } from '../fill-in/read.js';
import type { KeyOrders } from '../fill-in/same.js';
import type { Shape } from '../fill-in/shape.js';
import type { Target } from '../input/references.js';
import { Decimal, type MoneyUnit } from '../model/money.js';
import { Workbook } from '../workbook/library.js';
import { setProperties, type WorkbookMeta } from './xlsx.js';
import { seal } from './xlsx-seal.js';
import {
  cleanText,
  columnLetters,
  displayWidth,
  escapeText,
  lineCount,
  needsTextFormat,
} from './xlsx-text.js';

export interface FillInOptions {
  readonly meta: WorkbookMeta;
  /** That amounts are written in. */
  readonly unit: MoneyUnit;
  /** Top-level keys whose sheets are there though nothing is written in them. */
  readonly asked?: ReadonlySet<string>;
  /** The name of what a code stands for, as `bookOf` was given it. */
  readonly nameOf?: NameOf;
  /** What may be chosen where something is named: `2060101 行政运行`. */
  readonly choices?: ReadonlyMap<Target, readonly string[]>;
}

const TITLE_ROW = 1;
const ABOUT_ROW = 2;
const TOTAL_ROW = 3;
const HEADING_ROW = 4;
const FIRST_ROW = 5;
/** Lines that are ready to be written in, behind those that are. */
const SPARE = 40;
const A4 = 9;
/** Half-width characters. */
const WIDTH = {
  mark: 6,
  code: 22,
  money: 18,
  text: 24,
  long: 70,
  meaning: 50,
  remark: 28,
} as const;
const MOST_HEIGHT = 300;
const LINE_HEIGHT = 15;

const SONG = { name: '宋体', family: 3, charset: 134 };
const HEI = { name: '黑体', family: 3, charset: 134 };
const LINE = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const fill = (argb: string): ExcelJS.Fill => ({
  ...{ type: 'pattern', pattern: 'solid', fgColor: { argb } },
});
const HEADING_FILL = fill('FFD9E2EC');
const TOTAL_FILL = fill('FFF2F2F2');
/** Of cells to be written in, where the others of the line are printed. */
const OPEN_FILL = fill('FFFFFBE6');
const MARK_COLOUR = { argb: 'FFB45309' };
const GREY = { argb: 'FF808080' };
const MONEY = '#,##0.00';
const OPEN = { locked: false } as const;

/**
 * @param book as `bookOf` makes it
 * @throws Error in Chinese if a text is longer than a cell can hold
 */
export async function renderFillIn(book: Book, options: FillInOptions): Promise<Uint8Array> {
  const workbook = new Workbook();
  setProperties(workbook, options.meta);
  const { asked = new Set() } = options;
  const shown = book.sheets.filter(
    ({ sheet, rows }) =>
      rows.length > 0 ||
      sheet.schedule !== undefined ||
      keysOf(sheet).some((key) => asked.has(key)),
  );
  const dictionary = new Dictionary(options.choices ?? new Map());
  const refs: string[] = [];
  const units = shown.find(({ sheet }) => isUnits(sheet));
  if (units) dictionary.addUnits(units.sheet, lastRow(units.rows.length));
  for (const { sheet, rows } of shown) {
    const { ref } = await writeSheet(workbook, sheet, rows, options, dictionary);
    refs.push(ref);
  }
  refs.push(await writeRest(workbook, book.rest));
  refs.push(writeOrders(workbook, book.orders));
  refs.push(dictionary.write(workbook));
  const packed = await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } });
  return seal(
    new Uint8Array(packed),
    refs.map((grid) => ({ grid })),
  );
}

/** The last row that is ready to be written in. */
const lastRow = (lines: number): number => FIRST_ROW + lines + SPARE;

const isUnits = ({ levels: [first] }: Sheet): boolean =>
  first !== undefined && 'into' in first && first.into === '单位';

// ---- a sheet

interface Placed {
  readonly column: Column | typeof MARK | typeof MEANING | typeof REMARK;
  /** From 1. */
  readonly col: number;
  readonly width: number;
}

async function writeSheet(
  workbook: ExcelJS.Workbook,
  sheet: Sheet,
  rows: readonly FlatRow[],
  options: FillInOptions,
  dictionary: Dictionary,
): Promise<{ ref: string }> {
  const columns = columnsOf(sheet, rows);
  const example = exampleOf(sheet, options);
  const first = FIRST_ROW + (example ? 1 : 0);
  const last = lastRow(rows.length);
  // what is empty is not printed
  const printed = first + Math.max(rows.length, 5) - 1;
  const page = workbook.addWorksheet(sheet.name, pageOf(columns, printed));
  for (const { col, width } of columns) page.getColumn(col).width = width;
  writeHead(page, sheet.name, sheet.about);
  writeHeadings(page, columns, sheet, options.unit);
  writeTotals(page, columns, sheet, rows, last);
  if (example) writeExample(page, columns, example);
  for (const [i, row] of rows.entries()) writeRow(page, first + i, columns, row);
  for (let n = first + rows.length; n <= last; n++)
    writeRow(page, n, columns, { cells: new Map() });
  for (const { column, col } of columns) {
    if (typeof column === 'string') continue;
    const validation = dictionary.validation(column);
    if (validation)
      validate(page, `${columnLetters(col)}${first}:${columnLetters(col)}${last}`, validation);
  }
  await protect(page);
  return { ref: `A${HEADING_ROW}:${columnLetters(columns.length)}${last}` };
}

function columnsOf(sheet: Sheet, rows: readonly FlatRow[]): Placed[] {
  const meaning = sheet.columns.some(({ role }) => role === 'step') ? [MEANING] : [];
  const all = [MARK, ...sheet.columns, ...meaning, REMARK] as const;
  return all.map((column, i) => ({
    column: column as Placed['column'],
    col: i + 1,
    width: typeof column === 'string' ? widthOf(column) : columnWidth(column, rows),
  }));
}

const widthOf = (name: string): number =>
  name === MARK ? WIDTH.mark : name === MEANING ? WIDTH.meaning : WIDTH.remark;

/** Wide enough for what stands in it, up to a bound; then it is wrapped. */
function columnWidth(column: Column, rows: readonly FlatRow[]): number {
  if (column.role === 'paragraph') return WIDTH.long;
  const least = column.shape?.money ? WIDTH.money : displayWidth(column.heading) + 6;
  let widest = least;
  for (const { cells } of rows) {
    const cell = cells.get(column);
    // with separators and decimals
    if (cell?.kind === 'number') widest = Math.max(widest, cell.text.length * 1.4 + 6);
    const text = cell?.text ?? '';
    for (const line of text.split('\n')) widest = Math.max(widest, displayWidth(line) + 2);
  }
  const money = column.role === 'value' && column.shape?.money !== true ? WIDTH.money : 0;
  const most = column.shape?.target ? 48 : column.role === 'value' ? 60 : 40;
  return Math.min(Math.max(widest, money), most);
}

function pageOf(columns: readonly Placed[], printed: number): Partial<ExcelJS.AddWorksheetOptions> {
  return {
    views: [{ state: 'frozen', xSplit: 1, ySplit: HEADING_ROW }],
    headerFooter: { oddFooter: '&L&A&C— &P —' },
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      printTitlesRow: `${HEADING_ROW}:${HEADING_ROW}`,
      printArea: `A$1:${columnLetters(columns.length)}$${printed}`,
    },
  };
}

function writeHead(page: ExcelJS.Worksheet, title: string, about: string): void {
  const name = page.getCell(TITLE_ROW, 2);
  name.value = title;
  name.style = { font: { ...HEI, size: 14 }, alignment: { vertical: 'middle' } };
  page.getRow(TITLE_ROW).height = 24;
  const text = page.getCell(ABOUT_ROW, 2);
  text.value = about;
  text.style = { font: { ...SONG, size: 10, color: GREY }, alignment: { vertical: 'middle' } };
  page.getRow(ABOUT_ROW).height = 18;
}

function writeHeadings(
  page: ExcelJS.Worksheet,
  columns: readonly Placed[],
  sheet: Sheet,
  unit: MoneyUnit,
): void {
  page.getRow(HEADING_ROW).height = 24;
  for (const { column, col } of columns) {
    const cell = page.getCell(HEADING_ROW, col);
    cell.value = typeof column === 'string' ? column : headingOf(column, sheet, unit);
    cell.style = {
      font: { ...HEI, size: 11 },
      alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
      border: BOX,
      fill: HEADING_FILL,
    };
    const note = typeof column === 'string' ? NOTES[column] : noteOf(column);
    if (note) cell.note = { texts: [{ text: note }], margins: { insetmode: 'auto' } };
  }
}

const NOTES: Readonly<Record<string, string>> = {
  [MARK]: `写“${EXAMPLE}”的行是例子，不读`,
  [REMARK]: '给自己看的话，不印在材料里；写“待核”“待填”的，check 会列出来',
};

function headingOf(column: Column, sheet: Sheet, unit: MoneyUnit): string {
  const { heading, shape, identity, role } = column;
  const needed = shape?.required && (identity || role === 'key' || role === 'member') ? '*' : '';
  const money = shape?.money || heading === sheet.sums?.heading;
  return `${heading}${needed}${money ? `（${unit}）` : ''}`;
}

function noteOf({ role, shape }: Column): string {
  if (role === 'part') return '同一个栏目有几段的，写 1、2、3；只有一段的不写';
  if (!shape) return '';
  const { description, options = [], target } = shape;
  const choice = options.length > 0 && options.length <= 12 ? `可以写：${options.join('、')}` : '';
  const code = target && /科目|单位|类或项/.test(target) ? '写代码；代码后面的名称可以不写' : '';
  const needed = shape.required ? '' : '可以不写';
  return [withoutUnit(description), choice, code, needed].filter((line) => line !== '').join('\n');
}

/** Running totals above the headings, with what they come to now: other programs show that. */
function writeTotals(
  page: ExcelJS.Worksheet,
  columns: readonly Placed[],
  sheet: Sheet,
  rows: readonly FlatRow[],
  last: number,
): void {
  const { sums } = sheet;
  const unless = columns.find(
    ({ column }) => typeof column !== 'string' && column.heading === sums?.unless?.heading,
  );
  const added = columns.filter(
    ({ column }) => typeof column !== 'string' && isAdded(column, sheet),
  );
  if (added.length === 0) return;
  const label = page.getCell(TOTAL_ROW, 2);
  label.value = TOTALS;
  label.style = { font: { ...SONG, size: 10, color: GREY }, alignment: { horizontal: 'right' } };
  for (const { column, col } of added) {
    const range = (letters: string) => `${letters}${FIRST_ROW}:${letters}${last}`;
    const words = unless ? (sums?.unless?.words ?? []) : [];
    const letters = unless ? columnLetters(unless.col) : '';
    const criteria = [
      `${range('A')},"<>${EXAMPLE}"`,
      ...words.map((word) => `${range(letters)},"<>${word}"`),
    ];
    let total = new Decimal(0);
    for (const { cells } of rows) {
      const cell = cells.get(column as Column);
      const word = unless && cells.get(unless.column as Column)?.text;
      if (cell?.kind === 'number' && !words.includes(word ?? '')) total = total.plus(cell.text);
    }
    const cell = page.getCell(TOTAL_ROW, col);
    const formula = `SUMIFS(${range(columnLetters(col))},${criteria.join(',')})`;
    cell.value = { formula, result: total.toNumber() };
    cell.style = {
      font: { ...SONG, size: 11, bold: true },
      alignment: { horizontal: 'right', vertical: 'middle' },
      border: BOX,
      fill: TOTAL_FILL,
      numFmt: MONEY,
    };
  }
}

const isAdded = ({ shape, heading }: Column, { sums }: Sheet): boolean =>
  heading === sums?.heading || (shape?.money === true && !/合计$|^单价$/.test(heading));

// ---- lines

function writeRow(
  page: ExcelJS.Worksheet,
  n: number,
  columns: readonly Placed[],
  { cells, shape, remark = '' }: FlatRow,
): void {
  let lines = 1;
  const hasMeaning = columns.some(({ column }) => column === MEANING);
  for (const { column, col, width } of columns) {
    const cell = page.getCell(n, col);
    if (typeof column === 'string') {
      const text = column === MEANING ? meaningOf(shape) : column === REMARK ? remark : '';
      if (text !== '') cell.value = plainText(text);
      cell.style =
        column === MEANING ? MEANING_STYLE : column === REMARK ? REMARK_STYLE : TEXT_STYLE;
      lines = Math.max(lines, lineCount(text, width - 1));
      continue;
    }
    const value = cells.get(column);
    const own = column.shape ?? (column.role === 'value' ? shape : undefined);
    if (value) cell.value = written(value);
    const plain = styleOf(column, own, value);
    const asking = hasMeaning && (column.role === 'value' || column.role === 'paragraph');
    cell.style = asking ? highlighted(plain) : plain;
    if (value?.kind === 'text')
      lines = Math.max(lines, lineCount(value.text, Math.max(2, Math.floor(width) - 1)));
  }
  if (lines > 1) page.getRow(n).height = Math.min(MOST_HEIGHT, lines * LINE_HEIGHT);
}

/** The unit stands in the heading. */
const withoutUnit = (description: string): string =>
  description.replace(/（单位见“金额单位”）$/, '');

const meaningOf = (shape: Shape | undefined): string => {
  if (!shape) return '';
  const { description, options = [] } = shape;
  const choice = options.length > 1 ? `可以写：${options.join('、')}` : '';
  return [withoutUnit(description), choice].filter((text) => text !== '').join('；');
};

function written({ kind, text }: CellValue): ExcelJS.CellValue {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === 'TRUE';
  return plainText(text);
}

/** Excel reads _x000D_ as the character of that number. */
const plainText = (text: string): string =>
  text
    .split('\r')
    .map((piece) => escapeText(cleanText(piece)))
    .join('_x000D_');

const style = (more: Partial<ExcelJS.Style>): Partial<ExcelJS.Style> => ({
  font: { ...SONG, size: 11 },
  border: BOX,
  protection: OPEN,
  ...more,
});
const WRAPPED = { vertical: 'middle', wrapText: true } as const;
// one object for each: exceljs recognises styles by identity
const TEXT_STYLE = style({ alignment: WRAPPED });
const CODE_STYLE = style({ alignment: WRAPPED, numFmt: '@' });
const MONEY_STYLE = style({ alignment: { ...WRAPPED, horizontal: 'right' }, numFmt: MONEY });
const NUMBER_STYLE = style({ alignment: { ...WRAPPED, horizontal: 'right' } });
const FACT_STYLE = style({ alignment: { ...WRAPPED, horizontal: 'left' } });
const MEANING_STYLE = style({ alignment: WRAPPED, font: { ...SONG, size: 10, color: GREY } });
const REMARK_STYLE = style({
  alignment: WRAPPED,
  font: { ...SONG, size: 10, color: MARK_COLOUR },
});
/** The same styles with the colour of what is to be written, each made once. */
const highlights = new Map<Partial<ExcelJS.Style>, Partial<ExcelJS.Style>>();
function highlighted(plain: Partial<ExcelJS.Style>): Partial<ExcelJS.Style> {
  const known = highlights.get(plain) ?? { ...plain, fill: OPEN_FILL };
  highlights.set(plain, known);
  return known;
}
const EXAMPLE_FONT = { ...SONG, size: 10, italic: true, color: GREY };
const EXAMPLE_STYLE = style({ alignment: WRAPPED, font: EXAMPLE_FONT, numFmt: '@' });
const EXAMPLE_MONEY = style({
  ...{ alignment: { ...WRAPPED, horizontal: 'right' }, font: EXAMPLE_FONT, numFmt: MONEY },
});

function styleOf(
  { role }: Column,
  shape: Shape | undefined,
  value: CellValue | undefined,
): Partial<ExcelJS.Style> {
  if (shape?.scalar === 'number' || value?.kind === 'number') {
    const money = shape?.money || (shape === undefined && role === 'value');
    if (money) return MONEY_STYLE;
    return role === 'value' ? FACT_STYLE : NUMBER_STYLE;
  }
  if (value?.kind === 'text') return needsTextFormat(value.text) ? CODE_STYLE : TEXT_STYLE;
  // a text of more than 255 characters does not show in a cell of texts alone
  const short =
    shape?.target !== undefined || shape?.scalar === 'choice' || shape?.scalar === 'date';
  return short ? CODE_STYLE : role === 'value' && !shape ? MONEY_STYLE : TEXT_STYLE;
}

/** The example of a sheet, its amounts (in 元) in the unit of the workbook. */
function exampleOf(
  sheet: Sheet,
  { nameOf = () => undefined, unit }: FillInOptions,
): FlatRow | undefined {
  const { example } = sheet;
  if (!example) return undefined;
  const isAmount = ({ heading, shape }: Column) => shape?.money || heading === sheet.sums?.heading;
  return {
    cells: new Map(
      sheet.columns.flatMap((column): [Column, CellValue][] => {
        const written = example[column.heading];
        const wan = written !== undefined && unit === '万元' && isAmount(column);
        const text = wan ? new Decimal(written).div(10_000).toFixed() : written;
        const cell = text === undefined ? undefined : cellOf(text, column.shape, nameOf);
        return cell ? [[column, cell]] : [];
      }),
    ),
  };
}

function writeExample(
  page: ExcelJS.Worksheet,
  columns: readonly Placed[],
  { cells }: FlatRow,
): void {
  for (const { column, col } of columns) {
    const cell = page.getCell(FIRST_ROW, col);
    const text =
      column === MARK ? EXAMPLE : typeof column === 'string' ? '' : cells.get(column)?.text;
    const money =
      typeof column !== 'string' && /^[\d.]+$/.test(text ?? '') && /金额/.test(column.heading);
    if (text) cell.value = money ? Number(text) : text;
    cell.style = money ? EXAMPLE_MONEY : EXAMPLE_STYLE;
  }
}

async function protect(page: ExcelJS.Worksheet): Promise<void> {
  // without a password: it keeps from slips, not from people
  await page.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    insertRows: true,
    deleteRows: true,
    sort: true,
    autoFilter: true,
  });
}

// ---- what is chosen from

/** Excel takes a list of choices in a formula up to this. */
const MOST_INLINE = 200;

class Dictionary {
  private readonly columns: { heading: string; values: readonly ExcelJS.CellValue[] }[] = [];
  private readonly byTarget = new Map<string, string>();

  constructor(choices: ReadonlyMap<Target, readonly string[]>) {
    for (const [target, values] of choices) if (values.length > 0) this.add(target, values);
  }

  private add(heading: string, values: readonly ExcelJS.CellValue[]): string {
    const letters = columnLetters(this.columns.push({ heading, values }));
    const range = `${DICTIONARY}!$${letters}$2:$${letters}$${values.length + 1}`;
    this.byTarget.set(heading, range);
    return range;
  }

  /** Units as their own sheet lists them, also those that are added there. */
  addUnits(sheet: Sheet, last: number): void {
    const [code, name] = ['代码', '名称'].map((heading) =>
      columnLetters(sheet.columns.findIndex((one) => one.heading === heading) + 2),
    );
    const values = Array.from({ length: last - FIRST_ROW }, (_, i) => {
      const n = FIRST_ROW + i + (sheet.example ? 1 : 0);
      const [one, other] = [`${sheet.name}!${code}${n}`, `${sheet.name}!${name}${n}`];
      return { formula: `IF(${one}="","",${one}&" "&${other})`, result: '' };
    });
    this.add('单位', values);
  }

  validation({ shape, role }: Column): ExcelJS.DataValidation | undefined {
    if (!shape) return undefined;
    if (role === 'part' || role === 'number') return undefined;
    const named = shape.target && this.byTarget.get(shape.target);
    // a code alone will do
    if (named)
      return { type: 'list', allowBlank: true, formulae: [named], showErrorMessage: false };
    const { options = [] } = shape;
    if (options.length === 0) return undefined;
    const inline = options.join(',');
    const formula =
      inline.length <= MOST_INLINE && !options.some((one) => /[",]/.test(one))
        ? `"${inline}"`
        : (this.byTarget.get(inline) ?? this.add(inline, options));
    return {
      ...{ type: 'list', allowBlank: true, formulae: [formula] },
      ...{ showErrorMessage: true, errorStyle: 'stop' },
      ...{ errorTitle: '请从列表里选', error: '这一栏只能写列表里的词' },
    };
  }

  write(workbook: ExcelJS.Workbook): string {
    const page = workbook.addWorksheet(DICTIONARY, { state: 'hidden' });
    for (const [i, { heading, values }] of this.columns.entries()) {
      page.getCell(1, i + 1).value = heading.length > 20 ? '选项' : heading;
      for (const [n, value] of values.entries()) page.getCell(n + 2, i + 1).value = value;
    }
    return 'A1:A1';
  }
}

function validate(
  page: ExcelJS.Worksheet,
  range: string,
  validation: ExcelJS.DataValidation,
): void {
  // exceljs knows ranges, its types do not
  (
    page as unknown as { dataValidations: { add(range: string, one: object): void } }
  ).dataValidations.add(range, validation);
}

// ---- what no sheet has

async function writeRest(workbook: ExcelJS.Workbook, lines: readonly RestLine[]): Promise<string> {
  const columns: Placed[] = [WIDTH.mark, 50, 12, WIDTH.long].map((width, i) => ({
    ...{ column: MARK, col: i + 1, width },
  }));
  const last = lastRow(lines.length);
  const page = workbook.addWorksheet(
    REST.sheet,
    pageOf(columns, FIRST_ROW + Math.max(lines.length, 5)),
  );
  for (const { col, width } of columns) page.getColumn(col).width = width;
  writeHead(
    page,
    REST.sheet,
    '别的工作表里没有位置的内容，按它在输入文件里的位置写；多数部门不用写',
  );
  page.getRow(HEADING_ROW).height = 24;
  for (const [i, heading] of [MARK, REST.path, REST.kind, REST.text].entries()) {
    const cell = page.getCell(HEADING_ROW, i + 1);
    cell.value = heading;
    cell.style = {
      font: { ...HEI, size: 11 },
      alignment: { horizontal: 'center', vertical: 'middle' },
      border: BOX,
      fill: HEADING_FILL,
    };
  }
  for (let n = FIRST_ROW; n <= last; n++) {
    const line = lines[n - FIRST_ROW];
    const texts = line ? ['', line.path, line.kind, line.text] : ['', '', '', ''];
    for (const [i, text] of texts.entries()) {
      const cell = page.getCell(n, i + 1);
      if (text !== '') cell.value = plainText(text);
      cell.style = needsTextFormat(text) ? CODE_STYLE : TEXT_STYLE;
    }
  }
  await protect(page);
  return `A${HEADING_ROW}:D${last}`;
}

function writeOrders(workbook: ExcelJS.Workbook, orders: KeyOrders): string {
  const page = workbook.addWorksheet(ORDERS.sheet, { state: 'hidden' });
  page.getRow(1).values = [ORDERS.path, ORDERS.keys];
  let n = 1;
  for (const [path, keys] of orders) {
    n += 1;
    page.getCell(n, 1).value = plainText(path === '' ? ROOT : path);
    page.getCell(n, 2).value = plainText(writtenPath(keys));
  }
  return `A1:B${n}`;
}
