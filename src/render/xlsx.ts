/**
 * Table[] → Excel workbook: one sheet a table, the same bytes for the same tables on any day in any time
 * zone. Import this module lazily: exceljs takes a quarter of a second to load.
 */
import type ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import type { Table } from '../tables/table.js';
import { Workbook } from '../workbook/library.js';
import {
  type Area,
  BODY_SIZE,
  type Look,
  planSheet,
  type SheetPlan,
  TITLE_SIZE,
} from './xlsx-layout.js';
import { cleanText, sheetNames } from './xlsx-text.js';

/** What stands in the workbook's properties. */
export interface WorkbookMeta {
  readonly title: string;
  readonly author: string;
  /** ISO 8601 day. */
  readonly date: string;
}

const A4 = 9;
/** Inches. */
const MARGINS = { left: 0.59, right: 0.59, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.4 };
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
): Promise<Uint8Array> {
  if (tables.length === 0) throw new Error('没有表格，不能生成工作簿。');
  const workbook = new Workbook();
  setProperties(workbook, meta);
  const names = sheetNames(tables.map((table) => `${table.id} ${table.name}`));
  const styles = styleCache();
  const gridRefs = tables.map((table, index) => {
    const plan = planSheet(table);
    const sheet = workbook.addWorksheet(names[index] ?? '', sheetOptions(table, plan));
    fill(sheet, plan, styles);
    return rangeRef(plan);
  });
  const packed = await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } });
  return seal(new Uint8Array(packed), gridRefs);
}

export function setProperties(workbook: ExcelJS.Workbook, meta: WorkbookMeta): void {
  const date = new Date(`${meta.date}T00:00:00Z`);
  const title = cleanText(meta.title);
  const author = cleanText(meta.author) || title;
  Object.assign(workbook, { title, creator: author, lastModifiedBy: author, company: author });
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

/** Page set-up, footer and panes. A list repeats title and header on each page and keeps them in view. */
function sheetOptions(table: Table, plan: SheetPlan): Partial<ExcelJS.AddWorksheetOptions> {
  const list = !table.form && table.headerRows > 0;
  const lastColumn = columnLetters(plan.widths.length);
  return {
    views: [list ? { state: 'frozen', xSplit: 0, ySplit: plan.headerBottom } : { state: 'normal' }],
    headerFooter: { oddFooter: FOOTER },
    pageSetup: {
      paperSize: A4,
      orientation: table.orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: MARGINS,
      // exceljs puts a $ before each part; the rows' own $ makes the area absolute
      printArea: `A$1:${lastColumn}$${plan.heights.length}`,
      ...(list ? { printTitlesRow: `${plan.titleRow}:${plan.headerBottom}` } : {}),
    },
  };
}

function fill(sheet: ExcelJS.Worksheet, plan: SheetPlan, styleOf: StyleOf): void {
  plan.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  plan.heights.forEach((height, index) => {
    sheet.getRow(index + 1).height = height;
  });
  for (const area of plan.areas) write(sheet, area, styleOf(area.look));
}

function write(sheet: ExcelJS.Worksheet, area: Area, style: ExcelJS.Style): void {
  const { top, left, bottom, right, value } = area;
  // covered places get the style too: Excel draws the borders of a merged range place by place
  for (let row = top; row <= bottom; row += 1) {
    for (let col = left; col <= right; col += 1) sheet.getCell(row, col).style = style;
  }
  if (value.kind === 'text') sheet.getCell(top, left).value = value.text;
  if (value.kind === 'number') sheet.getCell(top, left).value = value.number;
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

/**
 * Packs the workbook again, because exceljs stamps the clock on every entry: all of 1980-01-01, as Excel's
 * own. Dates in a zip have no time zone, and fflate reads local time, which is how it is made here. On the
 * way each sheet is told that codes are meant to be text, or Excel marks every one with a green corner.
 * @param gridRefs range of the grid, for each sheet
 */
export function seal(packed: Uint8Array, gridRefs: readonly string[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [path, bytes] of Object.entries(unzipSync(packed))) {
    if (!path.endsWith('/')) files[path] = bytes;
  }
  gridRefs.forEach((ref, index) => {
    const path = `xl/worksheets/sheet${index + 1}.xml`;
    const xml = new TextDecoder().decode(files[path]);
    const ignored = `<ignoredErrors><ignoredError sqref="${ref}" numberStoredAsText="1"/></ignoredErrors>`;
    // its place is behind the footer, before what there is of drawings
    const behind = /<(?:drawing|legacyDrawing|tableParts)\b|<\/worksheet>$/;
    files[path] = new TextEncoder().encode(xml.replace(behind, `${ignored}$&`));
  });
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

function rangeRef(plan: SheetPlan): string {
  const bottom = Math.max(plan.gridTop, plan.gridBottom);
  return `A${plan.gridTop}:${columnLetters(plan.widths.length)}${bottom}`;
}

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
