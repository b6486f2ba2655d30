/** A document and its tables → the files of a package. */
import type { Browser } from 'puppeteer';
import type { TemplateFolder } from '../forms/library.js';
import type { Document } from '../narrative/document.js';
import type { Table } from '../tables/table.js';
import type { FontSet } from './fonts.js';

export type Format = 'xlsx' | 'pdf' | 'csv';

export interface PackageFiles {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Templates that they were made by, beside those of the tables and the text. */
  readonly templates: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Pages of the PDF, if one was made. */
  readonly pages: number | undefined;
  /** System typefaces were asked for, and none of them is on this machine. */
  readonly fontsMissing: boolean;
}

export interface RenderOptions {
  readonly formats: readonly Format[];
  /** Sheets of the workbook alone, behind those of the tables. */
  readonly sheets?: readonly Table[];
  readonly templates: TemplateFolder;
  readonly fonts: FontSet;
  readonly browser: () => Promise<Browser>;
  readonly onPhase: (phase: '工作簿' | 'PDF') => void;
}

/** Renders what is asked for; the workbook and the CSV are made while the browser prints. */
export async function renderPackage(
  document: Document,
  tables: readonly Table[],
  { formats, sheets = [], templates, fonts, browser, onPhase }: RenderOptions,
): Promise<PackageFiles> {
  const printing = formats.includes('pdf')
    ? beginPdf(document, templates, browser, fonts)
    : undefined;
  // the browser needs this thread until it has the document; after that both work at once
  await printing?.served;
  const files: { path: string; bytes: Uint8Array }[] = [];
  if (formats.includes('xlsx')) {
    onPhase('工作簿');
    const { renderXlsx } = await import('./xlsx.js');
    const bytes = await renderXlsx([...tables, ...sheets], document);
    files.push({ path: `${document.title}.xlsx`, bytes });
  }
  if (formats.includes('csv')) {
    const { renderCsv } = await import('./csv.js');
    const encoder = new TextEncoder();
    for (const table of tables)
      files.push({ path: `数据/${fileName(table)}.csv`, bytes: encoder.encode(renderCsv(table)) });
  }
  if (!printing) return { files, templates: [], pages: undefined, fontsMissing: false };
  onPhase('PDF');
  const { bytes, pages, templates: used } = await printing.done;
  files.push({ path: `${document.title}.pdf`, bytes });
  const fontsMissing = fonts === 'system' && onlyBundled(bytes);
  return { files, templates: used, pages, fontsMissing };
}

/** Begins to print. `served` resolves when the browser has the document, or has failed. */
function beginPdf(
  document: Document,
  templates: TemplateFolder,
  browser: () => Promise<Browser>,
  fonts: FontSet,
) {
  let onServed = () => {};
  const served = new Promise<void>((resolve) => {
    onServed = resolve;
  });
  const done = import('./pdf.js').then(({ renderPdf }) =>
    renderPdf(document, templates, browser(), { fonts, onServed }),
  );
  done.catch(() => onServed());
  return { served, done };
}

/** Whether a PDF holds no typeface but the bundled ones. */
export function onlyBundled(pdf: Uint8Array): boolean {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const names = [...text.matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)];
  return names.every(([, name]) => name?.startsWith('Noto'));
}

/** `预算05-1 一般公共预算支出表（分功能科目）`, safe on every file system. */
function fileName(table: Table): string {
  return `${table.id} ${table.name}`
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_')
    .slice(0, 80)
    .trim();
}
