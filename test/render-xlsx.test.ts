import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { sheetNames } from '../src/render/xlsx-text.js';
import { all, at, pageOf, type ReadSheet, refsOf } from './helpers/read-xlsx.js';
import {
  cell,
  empty,
  form,
  HOSTILE_TEXTS,
  samples,
  table,
  text,
  tree,
  twoSided,
  wide,
} from './helpers/sample-tables.js';
import { META, render, sampleWorkbook } from './helpers/sample-workbook.js';

const { book, sheetOf } = sampleWorkbook();

describe('sheets', () => {
  it('are named by id and name, with full-width forms of what Excel forbids', () => {
    expect(book().sheets.map((sheet) => sheet.name)).toEqual([
      '预算01 收支总表',
      '预算02 收入总表',
      '预算03 支出总表',
      '预算08 政府性基金预算支出表',
      '预算12-1 项目支出绩效目标表',
      '预算［09］ a：b＊c？d／e＼f’g',
    ]);
  });

  it('have unique valid names whatever is asked for', () => {
    expect(sheetNames(['A', 'a', '', 'History', '长'.repeat(40), '长'.repeat(40)])).toEqual([
      'A',
      'a (2)',
      '表',
      'History (2)',
      '长'.repeat(31),
      `${'长'.repeat(27)} (2)`,
    ]);
    const names = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(names, (wanted) => {
        const got = sheetNames(wanted);
        expect(new Set(got.map((name) => name.toLowerCase())).size).toBe(wanted.length);
        for (const name of got) {
          expect(name).toMatch(/^(?!')[^[\]:*?/\\\n]{1,31}(?<!')$/);
        }
      }),
    );
  });

  it('refuses to write a workbook without sheets, which Excel could not open', async () => {
    await expect(renderXlsx([], META)).rejects.toThrow('没有表格');
  });
});

describe('layout', () => {
  it('puts number, title, lead and unit above the grid and the notes below', () => {
    const sheet = sheetOf(twoSided);
    const shown = ['A1', 'A2', 'A3', 'D3', 'A4', 'C4', 'A6', 'B6', 'D6', 'A9', 'A10'];
    expect(shown.map((ref) => at(sheet, ref).text)).toEqual([
      '表 1',
      '收支总表',
      '部门：某区数据管理局',
      '单位：万元',
      '收 入',
      '支 出',
      '一、一般公共预算拨款收入',
      '4335.95',
      '0',
      '收入总计',
      '注：各项四舍五入后，与合计数可能存在尾差。',
    ]);
    expect([...sheet.merges].sort()).toEqual(
      ['A1:D1', 'A2:D2', 'A3:C3', 'A4:B4', 'C4:D4', 'A10:D10'].sort(),
    );
    const title = at(sheet, 'A2').style;
    expect(title).toMatchObject({ font: '黑体', size: 16, bold: true });
    expect(title.alignment).toMatchObject({ horizontal: 'center', vertical: 'center' });
    expect(at(sheet, 'A3').style.alignment.horizontal).toBe('left');
    expect(at(sheet, 'D3').style.alignment.horizontal).toBe('right');
  });

  it('leaves out the rows that a form does not have', () => {
    const sheet = sheetOf(empty);
    expect(at(sheet, 'A3').text).toBe('单位：万元');
    expect([...sheet.merges].sort()).toEqual(['A1:C1', 'A2:C2', 'A3:C3', 'A6:C6']);
    expect(at(sheet, 'A6').text).toMatch(/^说明：/);
  });

  it('merges header cells over rows and columns', () => {
    const merges = new Set(sheetOf(wide).merges);
    for (const ref of ['A4:A6', 'B4:B6', 'C4:C6', 'D4:N4', 'D5:D6', 'E5:F5', 'M5:N5']) {
      expect(merges).toContain(ref);
    }
  });

  it('draws thin borders at all four sides of every place of the grid, covered ones too', () => {
    for (const [sample, grid] of [
      [wide, 'A4:N9'],
      [form, 'A4:E10'],
    ] as const) {
      const sheet = sheetOf(sample);
      const places = refsOf(grid);
      const borders = places.map((ref) => at(sheet, ref).style.borders);
      expect(new Set(borders.flat())).toEqual(new Set(['thin']));
    }
    expect(at(sheetOf(wide), 'A2').style.borders).toEqual(['', '', '', '']);
  });

  it('draws borders where the table has no cell at all', async () => {
    const { sheets } = await render([
      table({ id: 'a', widths: [9, 9], rows: 2, cells: [cell(0, 0, text('x'))] }),
    ]);
    for (const ref of ['A2', 'B2', 'A3', 'B3']) {
      expect(at(sheets[0] as ReadSheet, ref).style.borders).toEqual([
        'thin',
        'thin',
        'thin',
        'thin',
      ]);
    }
  });

  it('indents by subject level and keeps bold, alignment and wrapping', () => {
    const sheet = sheetOf(tree);
    const indents = ['B6', 'B7', 'B8', 'B9', 'B10'].map(
      (ref) => at(sheet, ref).style.alignment.indent,
    );
    expect(indents).toEqual([undefined, '1', '2', '2', '1']);
    expect(at(sheet, 'B6').style).toMatchObject({ font: '宋体', bold: false });
    expect(at(sheet, 'B6').style.alignment).toMatchObject({ wrapText: '1', vertical: 'center' });
    expect(at(sheet, 'A5').style).toMatchObject({ bold: true });
    expect(at(sheet, 'A5').style.alignment.horizontal).toBe('center');
  });
});

describe('print', () => {
  it('is A4, one page wide, centred, with a footer, in the orientation of the table', () => {
    for (const sample of samples) {
      const sheet = sheetOf(sample);
      expect(pageOf(sheet, 'pageSetup')).toMatchObject({
        paperSize: '9',
        orientation: sample.orientation,
        fitToWidth: '1',
        // a short form is one page
        fitToHeight: sample === form ? '1' : '0',
      });
      expect(pageOf(sheet, 'pageSetUpPr')).toEqual({ fitToPage: '1' });
      expect(pageOf(sheet, 'printOptions').horizontalCentered).toBe('1');
      expect(all(sheet.xml, 'oddFooter')[0]?.textContent).toBe('&C— &P —');
    }
  });

  it('covers the whole sheet and repeats title and header of lists, the title of forms', () => {
    const name = (index: number): string => `'${book().sheets[index]?.name}'!`;
    expect(Object.fromEntries(book().definedNames)).toEqual({
      '_xlnm.Print_Area!0': `${name(0)}$A$1:$D$10`,
      '_xlnm.Print_Titles!0': `${name(0)}$2:$5`,
      '_xlnm.Print_Area!1': `${name(1)}$A$1:$N$9`,
      '_xlnm.Print_Titles!1': `${name(1)}$2:$6`,
      '_xlnm.Print_Area!2': `${name(2)}$A$1:$E$10`,
      '_xlnm.Print_Titles!2': `${name(2)}$2:$4`,
      '_xlnm.Print_Area!3': `${name(3)}$A$1:$C$6`,
      '_xlnm.Print_Titles!3': `${name(3)}$2:$4`,
      '_xlnm.Print_Area!4': `${name(4)}$A$1:$E$10`,
      '_xlnm.Print_Titles!4': `${name(4)}$2:$3`,
      '_xlnm.Print_Area!5': `${name(5)}$A$1:$B$${HOSTILE_TEXTS.length + 5}`,
      '_xlnm.Print_Titles!5': `${name(5)}$2:$4`,
    });
  });

  it('names columns beyond Z', async () => {
    const widths = Array.from({ length: 28 }, () => 8);
    const { definedNames } = await render([table({ id: 'a', widths, rows: 1, cells: [] })]);
    expect(definedNames.get('_xlnm.Print_Area!0')).toBe("'a 样表'!$A$1:$AB$2");
  });

  it('freezes the header of lists, and the title of forms', () => {
    expect(pageOf(sheetOf(wide), 'pane')).toMatchObject({
      state: 'frozen',
      ySplit: '6',
      topLeftCell: 'A7',
    });
    expect(pageOf(sheetOf(form), 'pane')).toMatchObject({ ySplit: '3', topLeftCell: 'A4' });
  });
});

describe('the file', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('names its author and dates as given, and nothing of the writing library', () => {
    const core = book().parts.get('docProps/core.xml') ?? '';
    for (const property of [
      `<dc:title>${META.title}</dc:title>`,
      `<dc:creator>${META.author}</dc:creator>`,
      `<cp:lastModifiedBy>${META.author}</cp:lastModifiedBy>`,
      '<dcterms:created xsi:type="dcterms:W3CDTF">2026-02-01T00:00:00Z</dcterms:created>',
      '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-02-01T00:00:00Z</dcterms:modified>',
    ]) {
      expect(core).toContain(property);
    }
    for (const xml of book().parts.values()) expect(xml.toLowerCase()).not.toContain('exceljs');
  });

  it('has the same bytes on any day in any time zone', async () => {
    const runs: Uint8Array[] = [];
    const offsets: number[] = [];
    for (const [zone, now] of [
      ['Asia/Shanghai', '2026-02-01T08:00:00Z'],
      ['America/Los_Angeles', '2031-11-30T23:59:59Z'],
      ['UTC', '2000-02-29T00:00:00Z'],
    ] as const) {
      vi.stubEnv('TZ', zone);
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
      offsets.push(new Date().getTimezoneOffset());
      runs.push(await renderXlsx(samples, META));
    }
    expect(new Set(offsets).size).toBe(3);
    const [first, ...others] = runs.map((bytes) => Buffer.from(bytes).toString('base64'));
    for (const other of others) expect(other === first).toBe(true);
  });

  it('stamps every entry of the archive 1980-01-01 00:00', async () => {
    const bytes = Buffer.from(await renderXlsx([empty], META));
    const stamps: string[] = [];
    for (
      let i = bytes.indexOf('PK\u0001\u0002');
      i >= 0;
      i = bytes.indexOf('PK\u0001\u0002', i + 4)
    ) {
      stamps.push(bytes.toString('hex', i + 12, i + 16)); // DOS time, DOS date, little-endian
    }
    expect(stamps).toEqual(Array.from({ length: 10 }, () => '00002100'));
  });
});
