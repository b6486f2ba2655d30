/** Word documents that nobody should open: refused in Chinese, before they take memory or time. */

import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { wordEdition } from '../src/review/open/word/open-word.js';
import { readWord } from '../src/word/read.js';
import { Unreadable } from '../src/workbook/guard.js';
import { runs } from './helpers/runs.js';
import { exampleWord, wordOf, wordParagraph } from './helpers/word.js';

const refusal = (bytes: Uint8Array): string => {
  try {
    readWord(bytes);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  return '';
};

describe('is refused', () => {
  it.each([
    ['nothing', new Uint8Array(), '文件是空的'],
    ['a text', strToU8('第一部分 概况'), '这不是 Word 文件（.docx）'],
    ['a PDF', strToU8('%PDF-1.7\n'), '这是 PDF 文件，不是 Word 文件'],
    ['RTF', strToU8('{\\rtf1 x}'), '这是 RTF 文件'],
    ['HTML', strToU8('<html><body>甲'), '这是网页或 XML 文件'],
    [
      'a .doc',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)]),
      '旧版 Word 文件（.doc）',
    ],
    ['another zip', zipSync({ 'a.txt': strToU8('甲') }), '里面没有 Word 的文字'],
    ['a workbook', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), '这是 Excel 工作簿'],
    [
      'a zip that was cut',
      zipSync({ 'word/document.xml': strToU8('甲'.repeat(9)) }).slice(0, 60),
      '不完整',
    ],
    ['no XML', zipSync({ 'word/document.xml': strToU8('甲<w:p') }), '可能已经损坏'],
  ])('%s', (_, bytes, message) => {
    expect(refusal(bytes)).toContain(message);
  });

  it('an encrypted one', () => {
    const bytes = zipSync({ 'word/document.xml': strToU8('<a/>') });
    bytes[6] = (bytes[6] ?? 0) | 1;
    expect(refusal(bytes)).toContain('设了打开密码');
  });

  it('what declares entities', () => {
    const xml = '<!DOCTYPE a [<!ENTITY b "甲"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>';
    expect(refusal(zipSync({ 'word/document.xml': strToU8(xml) }))).toContain('DOCTYPE');
    const elsewhere = wordOf(wordParagraph('甲'), {
      'word/styles.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    });
    expect(refusal(elsewhere)).toContain('DOCTYPE');
    expect(refusal(wordOf('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>'))).toContain('损坏');
  });

  it('a bomb of 4 MB: what is unpacked is bounded by what is declared and by what comes', () => {
    const body = wordParagraph('甲').repeat(600_000);
    const bomb = wordOf(body);
    expect(bomb.byteLength).toBeLessThan(4 * 1024 * 1024);
    expect(refusal(bomb)).toContain('内容过多');
    // many parts
    const parts = Object.fromEntries(
      Array.from({ length: 12_000 }, (_, i) => [`x/${i}`, new Uint8Array()]),
    );
    expect(refusal(zipSync({ ...parts, 'word/document.xml': strToU8('<a/>') }))).toContain(
      '内容过多',
    );
  });

  it('100,000 paragraphs, a million cells, a text without end, elements without end', () => {
    expect(refusal(wordOf('<w:p/>'.repeat(100_000)))).toContain('内容过多');
    expect(refusal(wordOf(`<w:tbl><w:tr>${'<w:tc/>'.repeat(300_000)}</w:tr></w:tbl>`))).toContain(
      '内容过多',
    );
    expect(refusal(wordOf(wordParagraph('甲'.repeat(6_000_000))))).toContain('内容过多');
    expect(refusal(wordOf(`${'<w:sdt>'.repeat(500)}${'</w:sdt>'.repeat(500)}`))).toContain('损坏');
    const nested = '<w:tbl><w:tr><w:tc>'.repeat(100) + '</w:tc></w:tr></w:tbl>'.repeat(100);
    expect(refusal(wordOf(nested))).toContain('损坏');
  });
});

it('tables that say they are as wide as many, or have rows without end, are refused when they are laid out', () => {
  const wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr></w:tc></w:tr>';
  const narrow = '<w:tr><w:tc/></w:tr>';
  const edition = (body: string) => wordEdition(readWord(wordOf(body)), 'a.docx');
  expect(() => edition(`<w:tbl>${wide}${narrow.repeat(150_000)}</w:tbl>`)).toThrow('内容过多');
  expect(() =>
    edition(`<w:tbl>${wide.repeat(100)}</w:tbl>${wordParagraph('甲')}`.repeat(60)),
  ).toThrow('内容过多');
  const revised =
    '<w:ins w:author="甲"><w:r><w:t>一</w:t></w:r></w:ins><w:del w:author="乙"><w:r><w:delText>二</w:delText></w:r></w:del>';
  const cell = `<w:tbl><w:tr><w:tc><w:p>${revised.repeat(100_000)}</w:p></w:tc></w:tr></w:tbl>`;
  expect(edition(cell).tables).toHaveLength(1);
});

it('spans wider than any form are cut, numbers that are none are nothing', () => {
  const cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>';
  const word = readWord(
    wordOf(`<w:tbl><w:tblGrid><w:gridCol w:w="x"/></w:tblGrid><w:tr>${cell}${cell}</w:tr></w:tbl>`),
  );
  expect(word.blocks).toMatchObject([
    { widths: [0], rows: [{ cells: [{ colSpan: 200 }, { col: 200 }] }] },
  ]);
});

it('a real document with any bytes changed is read or refused, never anything else', async () => {
  const good = await exampleWord('putuo/2024-final.yaml');
  const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 20 }),
      fc.nat(good.length),
      (changes, cut) => {
        const bytes = good.slice(0, cut % 3 === 0 ? cut : good.length);
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
        expect(typeof refusal(bytes)).toBe('string');
      },
    ),
    { numRuns: runs(60) },
  );
});
