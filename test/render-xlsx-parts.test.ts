/** The parts of a workbook by ECMA-376: elements, their order, attributes and types, and what refers to what. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { totalsOf } from '../src/tables/totals.js';
import { placeOf } from '../src/workbook/cells.js';
import { faultsOf } from './helpers/ooxml.js';
import {
  all,
  attributes,
  type ReadSheet,
  type ReadWorkbook,
  readXlsx,
} from './helpers/read-xlsx.js';
import { META } from './helpers/sample-workbook.js';
import { compiled, compileExample } from './helpers/world.js';

const EXAMPLES = ['wuchang/2026.yaml', 'wuchang/2024-final.yaml', 'hongshan/2023-final.yaml'];

const rootOf = (xml: string): Element => {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (!root) throw new Error('no root');
  return root;
};
const CHECKED = /^xl\/(worksheets\/sheet\d+|workbook|styles|sharedStrings)\.xml$/;
const checkedParts = ({ parts }: ReadWorkbook): [string, string][] =>
  [...parts].filter(([path]) => CHECKED.test(path));

const increase = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number));

/** What its cells, columns and merged ranges say of each other. */
function inconsistent({ name, xml, merges, cells, heights }: ReadSheet): string[] {
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`${name}: ${what}`);
  if (!increase(all(xml, 'row').map((row) => Number(row.getAttribute('r'))))) fault('rows');
  for (const row of all(xml, 'row')) {
    const places = all(row, 'c').map((c) => placeOf(c.getAttribute('r') ?? ''));
    if (!increase(places.map((place) => place?.col ?? -1))) fault(`row ${row.getAttribute('r')}`);
    if (places.some((place) => String((place?.row ?? -1) + 1) !== row.getAttribute('r')))
      fault(`cells of another row in ${row.getAttribute('r')}`);
  }
  const edges = all(xml, 'col').flatMap((col) => {
    const { min, max } = attributes(col);
    return [Number(min) - 0.5, Number(max)];
  });
  if (!increase(edges)) fault('columns');
  for (const height of heights) if (height > 409.5) fault(`${height} points`);
  const taken = new Set<string>();
  for (const range of merges) {
    const [from, to] = range.split(':').map((ref) => placeOf(ref));
    if (!from || !to || (from.row === to.row && from.col === to.col)) fault(range);
    else
      for (let row = from.row; row <= to.row; row++)
        for (let col = from.col; col <= to.col; col++) {
          if (taken.has(`${row}:${col}`)) fault(`${range} over another`);
          taken.add(`${row}:${col}`);
        }
  }
  for (const { ref, type, raw } of cells.values()) {
    if (type === '' && raw !== '' && !/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(raw)) fault(`${ref} ${raw}`);
  }
  const breaks = all(xml, 'brk').map((one) => Number(one.getAttribute('id')));
  if (!increase(breaks) || breaks.some((row) => row >= heights.length - 1)) fault('breaks');
  return faults;
}

/** Indices that lead nowhere. */
function dangling({ parts, sheets, definedNames }: ReadWorkbook): string[] {
  const styles = rootOf(parts.get('xl/styles.xml') ?? '');
  const sizeOf = (tag: string) => Number(all(styles, tag)[0]?.getAttribute('count') ?? 0);
  const faults: string[] = [];
  const sizes = { fontId: 'fonts', fillId: 'fills', borderId: 'borders', xfId: 'cellStyleXfs' };
  for (const xf of all(styles, 'xf'))
    for (const [key, tag] of Object.entries(sizes))
      if (Number(xf.getAttribute(key) ?? 0) >= sizeOf(tag)) faults.push(`${key} of a style`);
  const formats = all(styles, 'numFmt').map((one) => Number(one.getAttribute('numFmtId')));
  if (new Set(formats).size < formats.length || formats.some((id) => id < 164))
    faults.push('number formats');
  const strings = all(rootOf(parts.get('xl/sharedStrings.xml') ?? ''), 'si').length;
  const names = new Set(sheets.map(({ name }) => name));
  if (names.size < sheets.length) faults.push('names of sheets');
  for (const { xml, cells, name } of sheets) {
    for (const c of all(xml, 'c'))
      if (Number(c.getAttribute('s') ?? 0) >= sizeOf('cellXfs')) faults.push(`${name}: style`);
    for (const { ref, type, raw } of cells.values())
      if (type === 's' && !(Number(raw) < strings)) faults.push(`${name}!${ref}: string ${raw}`);
    for (const link of all(xml, 'hyperlink')) {
      const [, to = ''] = /^'(.*)'!A1$/.exec(link.getAttribute('location') ?? '') ?? [];
      if (!names.has(to)) faults.push(`link to ${to}`);
    }
  }
  for (const key of definedNames.keys())
    if (Number(key.split('!')[1]) >= sheets.length) faults.push(key);
  return faults;
}

describe.each(EXAMPLES)('the parts of %s', (file) => {
  it('are as the schema has them, and what refers to something finds it', async () => {
    const { tables } = compiled(compileExample(file));
    const book = readXlsx(await renderXlsx(tables, META, { totals: totalsOf }));
    const checked = checkedParts(book);
    expect(checked).toHaveLength(book.sheets.length + 3);
    for (const [path, xml] of checked) expect(faultsOf(rootOf(xml)), path).toEqual([]);
    expect(book.sheets.flatMap(inconsistent)).toEqual([]);
    expect(dangling(book)).toEqual([]);
    for (const sheet of book.sheets) {
      const last = all(sheet.xml, 'dimension')[0]?.getAttribute('ref')?.split(':').at(-1) ?? '';
      expect(placeOf(last)?.col, sheet.name).toBe(sheet.widths.length - 1);
      // a page down that is fixed would make Excel pass over the breaks
      const down = all(sheet.xml, 'pageSetup')[0]?.getAttribute('fitToHeight');
      if (all(sheet.xml, 'brk').length > 0) expect(down).toBe('0');
    }
  });

  it('have properties that are each there once, with days of W3CDTF', async () => {
    const { tables } = compiled(compileExample(file));
    const { parts } = readXlsx(await renderXlsx(tables.slice(0, 1), META));
    for (const path of ['docProps/core.xml', 'docProps/app.xml']) {
      const children = Array.from(rootOf(parts.get(path) ?? '').childNodes);
      const names = children.map(({ nodeName }) => nodeName);
      expect(new Set(names).size, path).toBe(names.length);
    }
    const core = rootOf(parts.get('docProps/core.xml') ?? '');
    for (const tag of ['dcterms:created', 'dcterms:modified']) {
      expect(all(core, tag)[0]?.textContent).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(all(core, tag)[0]?.getAttribute('xsi:type')).toBe('dcterms:W3CDTF');
    }
    expect(all(core, 'dc:language')[0]?.textContent).toBe('zh-CN');
  });
});

describe('the check of the parts', () => {
  const { tables } = compiled(compileExample('wuchang/2026.yaml'));
  it.each([
    ['sheet1', '<pageMargins ', '<pageMargins over="1" '],
    ['sheet1', 'orientation="portrait"', 'orientation="upright"'],
    ['sheet1', 'customHeight="1"', 'customHeight="yes"'],
    ['sheet1', '<cols>', '<mergeCells count="0"/><cols>'],
    ['sheet1', '<mergeCells count="', '<mergeCells count="9'],
    ['sheet1', '<sheetData>', '<sheetData/><sheetData>'],
    ['sheet1', ' ref="A1', ' ref="1A'],
    ['styles', 'horizontal="center"', 'horizontal="centre"'],
    ['styles', '<name val=', '<name value='],
  ])('finds in %s what is no more %s', async (part, from, to) => {
    const { parts } = readXlsx(await renderXlsx(tables.slice(0, 1), META));
    const path = part === 'styles' ? 'xl/styles.xml' : `xl/worksheets/${part}.xml`;
    const xml = parts.get(path) ?? '';
    expect(xml).toContain(from);
    expect(faultsOf(rootOf(xml.replace(from, to))).length).toBeGreaterThan(0);
  });
});
