/** What is read of a Word document: its text with all tracked changes accepted, who changed what, and comments. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WordParagraph, WordTable } from '../src/word/document.js';
import { readWord } from '../src/word/read.js';
import { runs } from './helpers/runs.js';
import { wordOf, wordParagraph } from './helpers/word.js';

const run = (text: string, look = '') =>
  `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const inserted = (text: string, author = '王局') =>
  `<w:ins w:id="1" w:author="${author}">${run(text)}</w:ins>`;
const deleted = (text: string, author = '王局') =>
  `<w:del w:id="2" w:author="${author}"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
const paragraphOf = (content: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;

const paragraphs = (body: string, parts = {}) =>
  readWord(wordOf(body, parts)).blocks.filter(
    (block): block is WordParagraph => block.kind === 'paragraph',
  );
const texts = (body: string) => paragraphs(body).map(({ text }) => text);

const STYLES = {
  'word/styles.xml': `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="a3"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
    <w:style w:type="paragraph" w:styleId="x"><w:name w:val="甲"/><w:basedOn w:val="y"/></w:style>
    <w:style w:type="paragraph" w:styleId="y"><w:name w:val="乙"/><w:basedOn w:val="x"/></w:style>
  </w:styles>`,
};

describe('paragraphs', () => {
  it('are read with their breaks, tabs and hyphens, whatever the text is cut into', () => {
    expect(
      texts(
        `<w:p>${run('甲')}<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r><w:hyperlink w:anchor="x">${run('丁')}</w:hyperlink><w:sdt><w:sdtContent>${run('戊')}</w:sdtContent></w:sdt><w:r><w:br w:type="page"/></w:r></w:p>`,
      ),
    ).toEqual(['甲\t乙\n丙-丁戊']);
    expect(texts(wordParagraph('&lt;甲&gt; &amp;amp; “乙”'))).toEqual(['<甲> &amp; “乙”']);
  });

  it('know the headings by the names of styles and what those are based on', () => {
    const styled = (id: string) => paragraphOf(run('甲'), `<w:pStyle w:val="${id}"/>`);
    const found = paragraphs(['1', 'a3', 'x', '没有'].map(styled).join(''), STYLES);
    expect(found.map(({ heading, style }) => [heading, style])).toEqual([
      [1, 'heading 1'],
      [1, '我的标题'],
      [undefined, '甲'],
      [undefined, ''],
    ]);
  });

  it('leave out hidden text, drawings, text boxes and what older programs show for them', () => {
    const box =
      '<w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing>';
    const body = `<w:p>${run('甲')}<w:r>${box}</w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice/><mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:r>${run('丙', '<w:vanish/>')}${run('丁')}</w:p>`;
    const word = readWord(wordOf(body));
    expect(word.blocks).toMatchObject([{ kind: 'paragraph', text: '甲丁' }]);
    expect(word.boxes).toBe(1);
  });

  it('of the contents are told from the text, whatever their style', () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const toc = `<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>`;
    const body = `<w:p>${field('begin')}${toc}${field('separate')}${run('甲\t3')}</w:p><w:p>${run('乙\t4')}</w:p><w:p>${field('end')}</w:p><w:p>${run('丙')}${field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>${field('separate')}${run('7')}${field('end')}</w:p>`;
    expect(paragraphs(body).map(({ text, listed }) => [text, listed])).toEqual([
      ['甲\t3', true],
      ['乙\t4', true],
      ['', false],
      ['丙7', false],
    ]);
  });
});

describe('tracked changes', () => {
  it('read as accepted, with who made them', () => {
    const [one] = paragraphs(
      paragraphOf(
        `${run('甲')}${deleted('乙')}${inserted('丙')}${inserted('丁')}${inserted('戊', '李科')}${run('。')}`,
      ),
    );
    expect(one?.text).toBe('甲丙丁戊。');
    expect(one?.revisions).toEqual([
      { author: '王局', kind: '删', text: '乙' },
      { author: '王局', kind: '增', text: '丙丁' },
      { author: '李科', kind: '增', text: '戊' },
    ]);
  });

  it('of moves, of the ends of paragraphs, of rows and of looks', () => {
    const moved = `<w:moveFrom w:author="王">${run('甲')}</w:moveFrom>${run('乙')}<w:moveTo w:author="王">${run('甲')}</w:moveTo>`;
    expect(texts(paragraphOf(moved))).toEqual(['乙甲']);
    const gone = '<w:rPr><w:del w:id="3" w:author="王"/></w:rPr>';
    expect(
      texts(`${paragraphOf(run('甲'), gone)}${paragraphOf(run('乙'))}${paragraphOf(run('丙'))}`),
    ).toEqual(['甲乙', '丙']);
    const cell = (text: string) => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
    const table = `<w:tbl><w:tr>${cell('甲')}</w:tr><w:tr><w:trPr><w:del w:id="4" w:author="王"/></w:trPr>${cell('乙')}</w:tr></w:tbl>`;
    const [block] = readWord(wordOf(table)).blocks as [WordTable];
    expect(block.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['甲']]);
    const before = '<w:pPrChange w:author="王"><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange>';
    expect(paragraphs(paragraphOf(run('甲'), before), STYLES)[0]?.heading).toBeUndefined();
  });

  it('of the last end of a cell or of the text lose nothing and reach into nothing else', () => {
    const gone = '<w:rPr><w:del w:id="3" w:author="王"/></w:rPr>';
    const cell = (text: string, end = '') => `<w:tc>${paragraphOf(run(text), end)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('甲', gone)}${cell('乙')}</w:tr></w:tbl>`;
    const [first, block, last] = readWord(
      wordOf(`${paragraphOf(run('前'), gone)}${table}${paragraphOf(run('丙'), gone)}`),
    ).blocks as [WordParagraph, WordTable, WordParagraph];
    expect(first.text).toBe('前');
    expect(block.rows[0]?.cells.map(({ text }) => text)).toEqual(['甲', '乙']);
    expect(last.text).toBe('丙');
  });

  it('make of any edits the text that was left', () => {
    const part = fc.record({
      text: fc.stringMatching(/^[甲乙丙0-9。]{1,6}$/),
      kind: fc.constantFrom('同', '增', '删'),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const body = parts
          .map(({ text, kind }) =>
            kind === '同' ? run(text) : kind === '增' ? inserted(text) : deleted(text),
          )
          .join('');
        const [one] = paragraphs(paragraphOf(body));
        expect(one?.text).toBe(
          parts
            .filter(({ kind }) => kind !== '删')
            .map(({ text }) => text)
            .join(''),
        );
        const told = (kind: string) =>
          one?.revisions
            .filter((each) => each.kind === kind)
            .map(({ text }) => text)
            .join('');
        for (const kind of ['增', '删'])
          expect(told(kind)).toBe(
            parts
              .filter((each) => each.kind === kind)
              .map(({ text }) => text)
              .join(''),
          );
      }),
      { numRuns: runs(150) },
    );
  });
});

it('comments stand with the paragraph or cell that they are about', () => {
  const comments = {
    'word/comments.xml': `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="李科"><w:p>${run('请核对')}</w:p><w:p>${run('再看')}</w:p></w:comment></w:comments>`,
  };
  const mark = '<w:r><w:commentReference w:id="0"/></w:r>';
  const body = `<w:p>${run('甲')}${mark}</w:p><w:tbl><w:tr><w:tc><w:p>${run('1')}${mark}</w:p></w:tc></w:tr></w:tbl>`;
  const [text, table] = readWord(wordOf(body, comments)).blocks as [WordParagraph, WordTable];
  expect(text.comments).toEqual([{ author: '李科', text: '请核对 再看' }]);
  expect(table.rows[0]?.cells[0]?.comments).toHaveLength(1);
});

it('tables are read with spans, heads and names; one within a cell is lines of it', () => {
  const cell = (text: string, properties = '') =>
    `<w:tc><w:tcPr>${properties}</w:tcPr><w:p>${run(text)}</w:p></w:tc>`;
  const inner = `<w:tc><w:p>${run('外')}</w:p><w:tbl><w:tr>${cell('子')}${cell('丑')}</w:tr></w:tbl><w:p/></w:tc>`;
  const body = `<w:tbl><w:tblPr><w:tblCaption w:val="预算01 收支总表"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/></w:tblGrid>
    <w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('头', '<w:gridSpan w:val="2"/>')}</w:tr>
    <w:tr>${cell('甲', '<w:vMerge w:val="restart"/>')}${cell('1')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${inner}</w:tr></w:tbl>`;
  const [table] = readWord(wordOf(body)).blocks as [WordTable];
  expect(table).toMatchObject({ caption: '预算01 收支总表', widths: [100, 200] });
  expect(table.rows.map(({ head }) => head)).toEqual([true, false, false]);
  expect(
    table.rows.map(({ cells }) =>
      cells.map(({ col, colSpan, merged, text }) => [col, colSpan, merged, text]),
    ),
  ).toEqual([
    [[0, 2, undefined, '头']],
    [
      [0, 1, 'start', '甲'],
      [1, 1, undefined, '1'],
    ],
    [
      [0, 1, 'on', ''],
      [1, 1, undefined, '外\n子\t丑\n'],
    ],
  ]);
});
