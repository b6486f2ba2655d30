/**
 * Table[] → Excel workbook: one sheet a table, the same bytes for the same tables on any day in any time
 * zone. Import this module lazily: exceljs takes a quarter of a second to load.
 */
import type ExcelJS from 'exceljs';
import type { Table } from '../tables/table.js';
import type { Totals } from '../tables/totals.js';
import { CONTENTS_SHEET } from '../workbook/contents-sheet.js';
import { Workbook } from '../workbook/library.js';
import { contentsLinks, contentsTable, LEAST_LISTED } from './xlsx-contents.js';
import {
  type Area,
  BODY_SIZE,
  type Look,
  planSheet,
  type SheetPlan,
  TITLE_SIZE,
} from './xlsx-layout.js';
import { MARGINS } from './xlsx-pages.js';
import { type SheetExtras, seal } from './xlsx-seal.js';
import { cleanText, columnLetters, sheetNames } from './xlsx-text.js';

/** What stands in the workbook's properties. */
export interface WorkbookMeta {
  readonly title: string;
  readonly author: string;
  /** ISO 8601 day. */
  readonly date: string;
  /** What it is about; left out where nobody says. */
  readonly subject?: string;
  readonly keywords?: readonly string[];
}

export interface WorkbookOptions {
  /** The cells of a table that are formulas over their printed parts; none unless told. */
  readonly totals?: (table: Table) => Totals;
}

const A4 = 9;
const FOOTER = '&C— &P —';
const SONG = { name: '宋体', family: 3, charset: 134 };
const HEI = { name: '黑体', family: 3, charset: 134 };

/**
 * The workbook of a package.
 * @param tables in the order of the sheets, at least one
 * @throws Error in Chinese if there is no table, or a text is longer than a cell of Excel can hold
 */
export async function renderXlsx(
  tables: readonly Table[],
  meta: WorkbookMeta,
  { totals }: WorkbookOptions = {},
): Promise<Uint8Array> {
  if (tables.length === 0) throw new Error('没有表格，不能生成工作簿。');
  const workbook = new Workbook();
  setProperties(workbook, meta);
  const styles = styleCache();
  const add = (name: string, table: Table, extras: Partial<SheetExtras> = {}): SheetExtras => {
    const plan = planSheet(table, totals?.(table));
    const sheet = workbook.addWorksheet(name, sheetOptions(table, plan));
    fill(sheet, plan, styles);
    return { grid: rangeRef(plan), ...extras };
  };
  const wanted = tables.map((table) => `${table.id} ${table.name}`);
  if (tables.length < LEAST_LISTED) {
    const names = sheetNames(wanted);
    const extras = tables.map((table, i) => add(names[i] ?? '', table));
    return pack(workbook, extras);
  }
  const [first = '', ...names] = sheetNames([CONTENTS_SHEET, ...wanted]);
  const contents = contentsTable(tables, names);
  const links = contentsLinks(planSheet(contents), names);
  const extras = [
    add(first, contents, { links }),
    ...tables.map((table, i) => add(names[i] ?? '', table)),
  ];
  return pack(workbook, extras);
}

async function pack(
  workbook: ExcelJS.Workbook,
  extras: readonly SheetExtras[],
): Promise<Uint8Array> {
  const packed = await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } });
  return seal(new Uint8Array(packed), extras);
}

export function setProperties(workbook: ExcelJS.Workbook, meta: WorkbookMeta): void {
  const date = new Date(`${meta.date}T00:00:00Z`);
  const title = cleanText(meta.title);
  const author = cleanText(meta.author) || title;
  Object.assign(workbook, { title, creator: author, lastModifiedBy: author, company: author });
  workbook.subject = cleanText(meta.subject ?? '');
  workbook.keywords = cleanText((meta.keywords ?? []).join('、'));
  workbook.created = date;
  workbook.modified = date;
  workbook.views = [
    {
      x: 0,
      y: 0,
      width: 24_000,
      height: 14_000,
      firstSheet: 0,
      activeTab: 0,
      visibility: 'visible',
    },
  ];
}

/**
 * Page set-up, footer and panes. A list repeats title and header on each page and keeps them in view; a form
 * its title and the line above its grid.
 */
function sheetOptions(table: Table, plan: SheetPlan): Partial<ExcelJS.AddWorksheetOptions> {
  const lastColumn = columnLetters(plan.widths.length);
  // the header of a form is repeated by none: what is read back as a header over a list has figures below it
  const fixed = table.form ? plan.gridTop - 1 : plan.headerBottom;
  return {
    views: [{ state: 'frozen', xSplit: 0, ySplit: fixed }],
    headerFooter: { oddFooter: FOOTER },
    pageSetup: {
      paperSize: A4,
      orientation: table.orientation,
      fitToPage: true,
      fitToWidth: 1,
      // a page down that is fixed would make Excel pass over the breaks
      fitToHeight: plan.pages.down,
      horizontalCentered: true,
      margins: MARGINS,
      // exceljs puts a $ before each part; the rows' own $ makes the area absolute
      printArea: `A$1:${lastColumn}$${plan.heights.length}`,
      printTitlesRow: `${plan.titleRow}:${fixed}`,
    },
  };
}

/** exceljs takes a column of this width for one that nobody set, and leaves it out. */
const LIBRARY_WIDTH = 9;

function fill(sheet: ExcelJS.Worksheet, plan: SheetPlan, styleOf: StyleOf): void {
  plan.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width === LIBRARY_WIDTH ? width + 0.01 : width;
  });
  plan.heights.forEach((height, index) => {
    sheet.getRow(index + 1).height = height;
  });
  for (const area of plan.areas) write(sheet, area, styleOf(area.look));
  for (const row of plan.pages.breaks) sheet.getRow(row).addPageBreak();
}

function write(sheet: ExcelJS.Worksheet, area: Area, style: ExcelJS.Style): void {
  const { top, left, bottom, right, value } = area;
  // covered places get the style too: Excel draws the borders of a merged range place by place
  for (let row = top; row <= bottom; row += 1) {
    for (let col = left; col <= right; col += 1) sheet.getCell(row, col).style = style;
  }
  if (value.kind === 'text') sheet.getCell(top, left).value = value.text;
  if (value.kind === 'number') {
    const { number, formula } = value;
    sheet.getCell(top, left).value = formula === undefined ? number : { formula, result: number };
  }
  if (bottom > top || right > left) sheet.mergeCellsWithoutStyle(top, left, bottom, right);
}

type StyleOf = (look: Look) => ExcelJS.Style;

/** One style object for all areas of a look: exceljs recognises it by identity. */
function styleCache(): StyleOf {
  const styles = new Map<string, ExcelJS.Style>();
  return (look) => {
    const key = JSON.stringify(look);
    const style = styles.get(key) ?? makeStyle(look);
    styles.set(key, style);
    return style;
  };
}

function makeStyle(look: Look): ExcelJS.Style {
  const thin = { style: 'thin' } as const;
  const font = look.role === 'title' ? { ...HEI, size: TITLE_SIZE } : { ...SONG, size: BODY_SIZE };
  return {
    font: { ...font, bold: look.bold },
    alignment: {
      horizontal: look.align,
      vertical: 'middle',
      wrapText: look.wrap,
      ...(look.indent > 0 ? { indent: look.indent } : {}),
    },
    ...(look.format === '' ? {} : { numFmt: look.format }),
    ...(look.role === 'grid'
      ? { border: { top: thin, left: thin, bottom: thin, right: thin } }
      : {}),
  } as ExcelJS.Style;
}

function rangeRef(plan: SheetPlan): string {
  const bottom = Math.max(plan.gridTop, plan.gridBottom);
  return `A${plan.gridTop}:${columnLetters(plan.widths.length)}${bottom}`;
}
