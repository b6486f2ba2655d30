/** A workbook's file with some of its sheets changed: every other part keeps its bytes. */
import { strFromU8, strToU8, zipSync } from 'fflate';
import { FORMS } from './bounds.js';
import { type SheetEntry, sheetList } from './flat-cells.js';
import { damaged, unpackAll } from './guard.js';
import { movedFormula, type RowShift } from './row-shift.js';

const WORKBOOK = 'xl/workbook.xml';
const CHAIN = 'xl/calcChain.xml';

/** A workbook that is being changed. */
export class BookEdit {
  private readonly parts: Record<string, Uint8Array>;
  readonly sheets: readonly SheetEntry[];

  /**
   * @param bytes of a workbook that can be read
   * @throws Unreadable where it cannot
   */
  constructor(bytes: Uint8Array) {
    this.parts = unpackAll(bytes, FORMS);
    this.sheets = sheetList({ part: (path) => this.part(path) }).sheets;
  }

  /** The text of a part; undefined where there is none. */
  part(path: string): string | undefined {
    const bytes = this.parts[path];
    return bytes && strFromU8(bytes);
  }

  /** The XML of a sheet by its name. */
  sheet(name: string): string {
    const xml = this.part(this.pathOf(name));
    if (xml === undefined) throw damaged();
    return xml;
  }

  private pathOf(name: string): string {
    return this.sheets.find((one) => one.name === name)?.path ?? '';
  }

  /** Whether something refers to rows by their numbers that is not looked into: a pivot table. */
  get hasPivots(): boolean {
    return Object.keys(this.parts).some((path) => path.startsWith('xl/pivot'));
  }

  putSheet(name: string, xml: string): void {
    this.parts[this.pathOf(name)] = strToU8(xml);
  }

  /** Names and formulas of other sheets follow rows that have moved. */
  follow(sheet: string, shifts: readonly RowShift[]): void {
    const book = this.part(WORKBOOK) ?? '';
    const followed = book.replace(
      /(<definedName\s[^>]*>)([^<]*)(<\/definedName>)/g,
      (all, start: string, formula: string, end: string) => {
        const to = movedFormula(plain(formula), '', sheet, shifts);
        return to === undefined ? all : `${start}${escaped(to)}${end}`;
      },
    );
    if (followed !== book) this.parts[WORKBOOK] = strToU8(followed);
    for (const { name, path } of this.sheets) {
      const xml = name === sheet ? undefined : this.part(path);
      if (xml === undefined) continue;
      const changed = xml.replace(
        /(<f(?:\s[^>]*)?>)([^<]*)(<\/f>)/g,
        (all, start: string, formula: string, end: string) => {
          const to = movedFormula(plain(formula), name, sheet, shifts);
          return to === undefined ? all : `${start}${escaped(to)}${end}`;
        },
      );
      if (changed !== xml) this.parts[path] = strToU8(changed);
    }
  }

  /** The order in which formulas were computed names cells: a program makes it anew where it is missing. */
  dropChain(): void {
    if (!this.parts[CHAIN]) return;
    delete this.parts[CHAIN];
    const without = (path: string, tag: RegExp) => {
      const xml = this.part(path);
      if (xml !== undefined) this.parts[path] = strToU8(xml.replace(tag, ''));
    };
    without('[Content_Types].xml', /<Override\s[^>]*calcChain\.xml"[^>]*\/>/);
    without('xl/_rels/workbook.xml.rels', /<Relationship\s[^>]*calcChain\.xml"[^>]*\/>/);
  }

  /** Has whoever opens the workbook compute its formulas. */
  computeOnLoad(): void {
    const book = this.part(WORKBOOK) ?? '';
    if (/<calcPr\s[^>]*fullCalcOnLoad="1"/.test(book)) return;
    const changed = /<calcPr[\s/>]/.test(book)
      ? book
          .replace(/(<calcPr\b[^>]*?)\sfullCalcOnLoad="[^"]*"/, '$1')
          .replace(/<calcPr\b/, '<calcPr fullCalcOnLoad="1"')
      : book.replace(
          // its place is behind the names
          /<(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr|webPublishObjects|extLst)[\s/>]|<\/workbook>/,
          (found) => `<calcPr fullCalcOnLoad="1"/>${found}`,
        );
    this.parts[WORKBOOK] = strToU8(changed);
  }

  /** The file; the same changes give the same bytes. */
  bytes(): Uint8Array {
    return zipSync(this.parts, { level: 6, mtime: new Date(1980, 0, 1) });
  }
}

const plain = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
