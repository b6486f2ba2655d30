/** The output formats of a package, one list; all of them together print a document and its tables. */
import type { Browser } from 'puppeteer';
import type { TemplateFolder } from '../forms/library.js';
import type { Document } from '../narrative/document.js';
import type { Table } from '../tables/table.js';
import type { Totals } from '../tables/totals.js';
import { BUNDLED_NAMES, type FontSet } from './fonts.js';

/** A file of a package, or of the templates. */
export interface RenderedFile {
  /** From the package's folder on, or from templates/, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What is printed, and with what. */
export interface RenderJob {
  readonly document: Document;
  readonly tables: readonly Table[];
  /** Sheets of the workbook alone, behind those of the tables. */
  readonly sheets: readonly Table[];
  /** The cells of a table that are formulas in the workbook. */
  readonly totals?: (table: Table) => Totals;
  readonly templates: TemplateFolder;
  readonly fonts: FontSet;
  readonly browser: () => Promise<Browser>;
}

export interface Rendered {
  readonly files: readonly RenderedFile[];
  /** Template files that it was made by, beside those of the tables and the text. */
  readonly templates?: readonly RenderedFile[];
  /** What a person is told of it: PDF 80 页. */
  readonly remark?: string;
  /** A sentence on what is not as it was asked for. */
  readonly warning?: string;
}

interface Renderer {
  /** As `--only` takes it. */
  readonly name: string;
  /** As a person at a terminal is told while it goes on; one that takes no time has none. */
  readonly phase?: string;
  /** Whether it needs a browser, which then works beside the other renderers. */
  readonly browser?: boolean;
  /**
   * Loads what it needs when it is called.
   * @param onServed to be called when the browser has what it needs, or the work has failed
   */
  readonly render: (job: RenderJob, onServed: () => void) => Promise<Rendered>;
}

/** A further format is an entry here, with its module beside this one. */
export const RENDERERS = [
  {
    name: 'xlsx',
    phase: '工作簿',
    render: async ({ document, tables, sheets, totals }) => {
      const { renderXlsx } = await import('./xlsx.js');
      const meta = { ...document, ...aboutOf(document, tables) };
      const bytes = await renderXlsx([...tables, ...sheets], meta, totals ? { totals } : {});
      return { files: [{ path: `${document.title}.xlsx`, bytes }] };
    },
  },
  {
    name: 'pdf',
    phase: 'PDF',
    browser: true,
    render: async ({ document, templates, fonts, browser }, onServed) => {
      const { renderPdf } = await import('./pdf.js');
      const printed = await renderPdf(document, templates, browser(), { fonts, onServed });
      const { bytes, pages } = printed;
      const missing = fonts === 'system' && onlyBundled(printed.typefaces);
      return {
        files: [{ path: `${document.title}.pdf`, bytes }],
        templates: printed.templates,
        remark: `PDF ${pages} 页`,
        ...(missing ? { warning: FONTS_MISSING } : {}),
      };
    },
  },
  {
    name: 'docx',
    phase: 'Word',
    render: async ({ document, tables }) => {
      const { renderDocx } = await import('./docx.js');
      const bytes = await renderDocx(document, aboutOf(document, tables));
      return { files: [{ path: `${document.title}.docx`, bytes }] };
    },
  },
  {
    name: 'csv',
    render: async ({ document, tables }) => {
      const { renderCsv } = await import('./csv.js');
      const { dataPackage } = await import('./datapackage.js');
      const encoder = new TextEncoder();
      const named = tables.map((table) => ({ table, path: `${fileName(table)}.csv` }));
      const made: [path: string, text: string][] = [
        ...named.map(({ table, path }): [string, string] => [path, renderCsv(table)]),
        ['datapackage.json', dataPackage(document, named)],
      ];
      return {
        files: made.map(([path, text]) => ({ path: `数据/${path}`, bytes: encoder.encode(text) })),
      };
    },
  },
] as const satisfies readonly Renderer[];

export type Format = (typeof RENDERERS)[number]['name'];
export const FORMATS: readonly Format[] = RENDERERS.map(({ name }) => name);

const asked = (formats: readonly Format[]): readonly Renderer[] =>
  RENDERERS.filter(({ name }) => formats.includes(name));

export const needsBrowser = (formats: readonly Format[]): boolean =>
  asked(formats).some(({ browser }) => browser);

/**
 * Renders what is asked for; what needs no browser is made while the browser prints.
 * @param onPhase called as each format's turn comes
 * @throws BrowserError
 */
export async function renderAll(
  job: RenderJob,
  formats: readonly Format[],
  onPhase: (phase: string) => void = () => {},
): Promise<Rendered[]> {
  const renderers = asked(formats);
  const printing = renderers.filter(({ browser }) => browser).map((one) => begin(one, job));
  // the browser needs this thread until it has the document; after that both work at once
  await Promise.all(printing.map(({ served }) => served));
  const made: Rendered[] = [];
  const finish = async ({ phase }: Renderer, work: () => Promise<Rendered>) => {
    if (phase) onPhase(phase);
    made.push(await work());
  };
  for (const one of renderers) if (!one.browser) await finish(one, () => one.render(job, () => {}));
  for (const { renderer, done } of printing) await finish(renderer, () => done);
  return made;
}

/** Begins to print. `served` resolves when the browser has the document, or has failed. */
function begin(renderer: Renderer, job: RenderJob) {
  let onServed = () => {};
  const served = new Promise<void>((resolve) => {
    onServed = resolve;
  });
  const done = renderer.render(job, onServed);
  done.then(onServed, onServed);
  return { renderer, served, done };
}

const FONTS_MISSING =
  '本机没有安装仿宋_GB2312、楷体_GB2312、方正小标宋等公文字体，PDF 已改用内置字体。';

/** Whether a PDF's typefaces are but the bundled ones. */
export function onlyBundled(typefaces: readonly string[]): boolean {
  return typefaces.every((name) => BUNDLED_NAMES.has(name));
}

/** What the properties of a workbook say of it besides its title. */
const aboutOf = (document: Document, tables: readonly Table[]) => ({
  subject: `${document.author}　${document.cover.title.join('')}`,
  keywords: [...new Set(tables.map(({ name }) => name))],
});

/** `预算05-1 一般公共预算支出表（分功能科目）`, safe on every file system. */
function fileName(table: Table): string {
  return `${table.id} ${table.name}`
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_')
    .slice(0, 80)
    .trim();
}
