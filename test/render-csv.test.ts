import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../src/render/csv.js';
import {
  BLANK,
  cell,
  empty,
  form,
  HOSTILE_TEXTS,
  hostile,
  PARAGRAPH,
  table,
  text,
  tree,
  twoSided,
  wan,
  wide,
} from './helpers/sample-tables.js';

/** Records as another program reads them. */
function read(csv: string): string[][] {
  return parse(csv, { bom: true, relax_column_count: true, record_delimiter: '\r\n' });
}

/** What a body text becomes, read back. */
function bodyText(written: string): string | undefined {
  return read(
    renderCsv(table({ id: 'a', widths: [9, 9], cells: [cell(0, 0, text(written))] })),
  )[1]?.[0];
}

describe('CSV', () => {
  it('is the title, the caption, a full rectangle and the notes, with BOM and CRLF', () => {
    expect(renderCsv(twoSided)).toBe(
      `\uFEFF${[
        '收支总表',
        '表 1,部门：某区数据管理局,单位：万元',
        '收 入,,支 出,',
        '项 目,预算数,项 目,预算数',
        '一、一般公共预算拨款收入,4335.95,一、一般公共服务支出,0.00',
        '二、政府性基金预算拨款收入,-1234567.80,五、科学技术支出,2838.72',
        ',,十八、住房保障支出,215.59',
        '收入总计,4335.95,支出总计,4335.95',
        '注：各项四舍五入后，与合计数可能存在尾差。',
        '',
      ].join('\r\n')}`,
    );
  });

  it('keeps the rectangle under merged headers and in forms', () => {
    expect(
      read(renderCsv(wide))
        .slice(2, 5)
        .map((row) => row.length),
    ).toEqual([14, 14, 14]);
    const rows = read(renderCsv(form)).slice(2);
    expect(rows.map((row) => row.length)).toEqual([5, 5, 5, 5, 5, 5, 5]);
    expect(rows[1]).toEqual(['项目概况', `${PARAGRAPH}\n${PARAGRAPH}`, '', '', '']);
    expect(rows[3]).toEqual(['', '产出指标', '数量指标', '接入单位数量', '≥40 家']);
    expect(rows[4]).toEqual(['', '', '', '故障处理平均时长', '-5%']);
  });

  it('shows an empty table with its statement, and no caption that the form lacks', () => {
    expect(read(renderCsv(empty))).toEqual([
      ['政府性基金预算支出表'],
      ['表 8', '单位：万元'],
      ['科目编码', '科目名称', '合计'],
      ['', '', ''],
      ['说明：我单位本年度没有使用政府性基金预算拨款安排的支出，故本表无数据。'],
    ]);
    expect(renderCsv(table({ id: 'a', widths: [1, 1], cells: [cell(0, 0, BLANK)] }))).toBe(
      '\uFEFF样表\r\n,\r\n',
    );
  });

  it('writes codes as they are and numbers with fixed decimals and no separators', () => {
    expect(read(renderCsv(tree))[6]).toEqual([
      '2060101',
      '行政运行',
      '1002.10',
      '1002.10',
      '20.5%',
    ]);
    const big = table({ id: 'a', cells: [cell(0, 0, wan('123456789012345678.9'))] });
    expect(read(renderCsv(big))[1]).toEqual(['123456789012345678.90']);
  });

  it('quotes what RFC 4180 asks to be quoted, and nothing else', () => {
    const cells = ['a,b', 'a"b', 'a\r\nb', "a'b", 'a b'].map((value, col) =>
      cell(0, col, text(value)),
    );
    const csv = renderCsv(table({ id: 'a', widths: [1, 1, 1, 1, 1], cells }));
    expect(csv).toBe('\uFEFF样表\r\n"a,b","a""b","a\nb",a\'b,a b\r\n');
  });
});

describe('formula injection', () => {
  it.each([
    "=cmd|' /C calc'!A0",
    '+1',
    '+SUM(A1)',
    '@SUM(A1)',
    '\t=1',
    '-2+3',
    '-1-cmd',
    '--',
    '＝1+1',
    '＋1',
    '＠a',
    '－1+1',
    '=',
  ])('puts an apostrophe before %j', (written) => {
    expect(bodyText(written)).toBe(`'${written}`);
  });

  it('looks behind dropped characters and at line ends', () => {
    expect(bodyText('\u0000=1')).toBe("'=1");
    expect(bodyText('\r=1')).toBe("'\n=1");
  });

  it.each([
    '-',
    '－',
    '-12.5',
    '-1,234.50',
    '-5%',
    '—',
    '(1)',
    '2060101',
    'a=b',
    '1+1',
    "'a",
  ])('leaves %j alone', (written) => {
    expect(bodyText(written)).toBe(written);
  });

  it('also guards title, caption, header and notes, but no number', () => {
    const rows = read(renderCsv(hostile));
    expect(rows.slice(0, 3)).toEqual([
      ["'=1+1"],
      ["'@1", '部门：<&>', '单位：万元'],
      ["'=表头", '说明'],
    ]);
    expect(rows.at(-1)).toEqual(["'+注"]);
    expect(rows).toHaveLength(HOSTILE_TEXTS.length + 4);
    expect(read(renderCsv(twoSided))[5]?.[1]).toBe('-1234567.80');
  });

  it('holds for any text: what is read back is the text, guarded where it must be', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_TEXTS)),
      {
        minLength: 2,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(texts, (written) => {
        const cells = written.map((value, col) => cell(0, col, text(value)));
        const fields =
          read(renderCsv(table({ id: 'a', widths: written.map(() => 1), cells })))[1] ?? [];
        expect(fields).toHaveLength(written.length);
        fields.forEach((field, col) => {
          expect(field).not.toMatch(/^[=+@\t\r]/);
          expect(letters(field)).toBe(letters(written[col] ?? ''));
        });
      }),
    );
  });
});

/** A text without control characters, halves of characters and apostrophes. */
function letters(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}\uFFFD\uFFFE\uFFFF']/gu, '');
}
