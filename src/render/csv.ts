/**
 * Table → CSV for machines and for Excel: UTF-8 with BOM, CRLF line ends, quoting of RFC 4180.
 */
import type { Content, Table } from '../tables/table.js';
import { cleanText } from './xlsx-text.js';

const BOM = '\uFEFF';
const LINE_END = '\r\n';
/** What Excel, WPS and LibreOffice take as the start of a formula; full-width forms count in CJK locales. */
const FORMULA_START = /^[=+@\t\r\n＝＋＠]/;
const MINUS_START = /^[-－]/;
/** A lone dash, or a number and nothing else. */
const HARMLESS_MINUS = /^[-－](\d[\d,]*(\.\d+)?%?)?$/;

/**
 * A table as CSV text. First the title, then a line with those of number, lead and unit that the form
 * has, then header and body as a full rectangle (a merged cell's text stands in its top left place), then
 * the notes, each a line. Numbers have fixed decimals and no separators. A text that a spreadsheet would run
 * as a formula gets a leading apostrophe.
 */
export function renderCsv(table: Table): string {
  const records: string[][] = [[field(table.title)]];
  const caption = captionRecord(table);
  if (caption.length > 0) records.push(caption);
  records.push(...grid(table));
  for (const note of table.notes) records.push([field(note)]);
  return BOM + records.map((record) => record.map(quote).join(',') + LINE_END).join('');
}

/** The line below the title; none where the form has nothing for it. */
export function captionRecord({ number, lead, middle, unit }: Table): string[] {
  return [number, lead, middle, unit].map(field).filter((text) => text !== '');
}

function grid(table: Table): string[][] {
  const rows = Array.from({ length: table.rows }, () => table.widths.map(() => ''));
  for (const cell of table.cells) {
    const row = rows[cell.row];
    if (row !== undefined) row[cell.col] = contentField(cell.content);
  }
  return rows;
}

function contentField(content: Content): string {
  switch (content.kind) {
    case 'blank':
      return '';
    case 'text':
      return field(content.text);
    case 'number':
      return content.value.toFixed(content.decimals);
  }
}

/** A text that no spreadsheet runs. Judged after cleaning: a dropped character must not uncover a formula. */
function field(text: string): string {
  const clean = cleanText(text);
  const minus = MINUS_START.test(clean) && !HARMLESS_MINUS.test(clean);
  return FORMULA_START.test(clean) || minus ? `'${clean}` : clean;
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
