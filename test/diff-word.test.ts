/** `diff` with Word documents on one or both sides. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gongkai, temporaryFolder } from './helpers/terminal.js';
import { editedWord, exampleWord, replaced, wordOf, wordParagraph } from './helpers/word.js';

const FILE = 'wuchang/2026.yaml';

async function drafts(edit: (xml: string) => string, parts = {}) {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, '初稿.docx'), join(folder, '修改稿.docx')];
  const bytes = await exampleWord(FILE);
  writeFileSync(first, bytes);
  writeFileSync(second, editedWord(bytes, edit, parts));
  return [first, second] as const;
}

const COMMENT = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="李科"><w:p><w:r><w:t>请同人事核对</w:t></w:r></w:p></w:comment></w:comments>`;

describe('two drafts', () => {
  it('without a change are the same', async () => {
    const [first, second] = await drafts((xml) => xml);
    const { code, out } = await gongkai(['diff', first, second]);
    expect([code, out]).toEqual([0, expect.stringContaining('没有不同。')]);
  });

  it('show changed paragraphs as words, changed figures as figures, revisions and comments', async () => {
    const [first, second] = await drafts(
      (xml) => {
        const words = replaced(
          xml,
          '8.配合引进',
          '8.</w:t></w:r><w:del w:id="1" w:author="王局"><w:r><w:delText>配合</w:delText></w:r></w:del><w:ins w:id="2" w:author="王局"><w:r><w:t>牵头</w:t></w:r></w:ins><w:r><w:commentReference w:id="7"/></w:r><w:r><w:t>引进',
        );
        return replaced(words, '>877.73<', '>877.74<');
      },
      { 'word/comments.xml': COMMENT },
    );
    const { code, out } = await gongkai(['diff', first, second]);
    expect(code).toBe(1);
    expect(out).toContain('原　8.【配合】引进和服务科技人才');
    expect(out).toContain('现　8.【牵头】引进和服务科技人才');
    expect(out).toContain('877.73 → 877.74');
    expect(out).toContain('有 2 处修订（王局）还没有接受或拒绝，按全部接受以后的文字比');
    expect(out).toContain('批注（李科）：请同人事核对');
    const json = JSON.parse((await gongkai(['diff', first, second, '--format', 'json'])).out);
    expect(json.乙.种类).toBe('文稿');
    expect(json.文字).toHaveLength(1);
  });

  it('show a paragraph and a table that came or went', async () => {
    const [first, second] = await drafts((xml) => {
      const start = xml.indexOf('<w:tbl>', xml.indexOf('表 9</w:t>'));
      const without = xml.slice(0, start) + xml.slice(xml.indexOf('</w:tbl>', start) + 8);
      const at = without.indexOf('</w:p>', without.indexOf('做好离退休人员的服务。')) + 6;
      return `${without.slice(0, at)}${wordParagraph('13.完成其他工作。')}${without.slice(at)}`;
    });
    const { out } = await gongkai(['diff', first, second]);
    expect(out).toContain('现　13.完成其他工作。');
    expect(out).toMatch(/国有资本经营预算支出表.*删除的表/);
  });
});

it('a program that left out the names of tables when it saved changes nothing', async () => {
  const [first, second] = await drafts((xml) => xml.replace(/<w:tblCaption [^>]*>/g, ''));
  expect((await gongkai(['diff', first, second])).code).toBe(0);
  expect((await gongkai(['diff', `inputs/${FILE}`, second])).code).toBe(0);
  const { code, out } = await gongkai(['import', second, `inputs/${FILE}`, '--文字']);
  expect([code, out]).toEqual([0, expect.stringContaining('没有改动。')]);
});

it('tables of one title without names are told apart by what stands in them', async () => {
  const file = 'wuchang/2024-final.yaml';
  const folder = temporaryFolder();
  const [first, second] = [join(folder, '初稿.docx'), join(folder, '修改稿.docx')];
  const bytes = await exampleWord(file);
  const nameless = (xml: string) => xml.replace(/<w:tblCaption [^>]*>/g, '');
  writeFileSync(first, bytes);
  writeFileSync(second, editedWord(bytes, nameless));
  expect((await gongkai(['diff', first, second])).code).toBe(0);
  expect((await gongkai(['import', second, `inputs/${file}`, '--文字'])).code).toBe(0);
  // one of several project forms is gone: none of the others is taken for it
  const fewer = editedWord(bytes, (xml) => {
    const name = xml.indexOf('w:val="项目自评-3 ');
    const start = xml.lastIndexOf('<w:tbl>', name);
    const end = xml.lastIndexOf('</w:tbl>', xml.indexOf('w:val="项目自评-4 ')) + 8;
    expect(start).toBeGreaterThan(0);
    return nameless(xml.slice(0, start) + xml.slice(end));
  });
  writeFileSync(second, fewer);
  const { out, err } = await gongkai(['import', second, `inputs/${file}`, '--文字']);
  expect(out).not.toContain('可以取');
  expect(err).toContain('文稿里没有这张表，或对不上');
});

it('neither does one that leaves out of each grid the columns that it does not need', async () => {
  // a form whose second grid joins the last two columns in every row
  const cell = (text: string, span = 1) =>
    `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  const grid = (widths: readonly number[], rows: readonly string[]) =>
    `<w:tbl><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;
  const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="g"><w:name w:val="表间"/></w:style></w:styles>`;
  const gap = '<w:p><w:pPr><w:pStyle w:val="g"/></w:pPr></w:p>';
  const document = (second: string) =>
    wordOf(
      `${wordParagraph('申报表')}${wordParagraph('单位：万元')}${grid([1000, 1000, 1000], [cell('甲') + cell('1.00') + cell('2.00')])}${gap}${second}`,
      { 'word/styles.xml': styles },
    );
  const folder = temporaryFolder();
  const [a, b] = [join(folder, 'a.docx'), join(folder, 'a2.docx')];
  writeFileSync(a, document(grid([1000, 1000, 1000], [cell('乙') + cell('3.00', 2)])));
  writeFileSync(b, document(grid([1000, 1999], [cell('乙') + cell('3.00')])));
  const { out } = await gongkai(['diff', a, b]);
  expect(out).not.toContain('3.00');
  expect(out).not.toContain('新增的表');
});

describe('a draft beside', () => {
  it('its input has but what was changed, to the cell', async () => {
    const [first, second] = await drafts((xml) => replaced(xml, '>877.73<', '>877.74<'));
    expect((await gongkai(['diff', `inputs/${FILE}`, first])).code).toBe(0);
    const { code, out } = await gongkai(['diff', `inputs/${FILE}`, second]);
    expect(code).toBe(1);
    expect(out).toContain('共变动的来源 1 处、1 张表、1 格');
  });

  it('a document that is none of ours is read by its own words', async () => {
    const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
    const document = (amount: string, text: string) =>
      wordOf(
        `${wordParagraph('某某局2026年部门预算')}${wordParagraph(text)}${wordParagraph('收支总表')}${wordParagraph('单位：万元')}<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>${row('项目', '预算数')}${row('一、拨款收入', amount)}${row('收入总计', '120.00')}</w:tbl>`,
      );
    const folder = temporaryFolder();
    const [a, b] = [join(folder, 'a.docx'), join(folder, 'b.docx')];
    writeFileSync(a, document('100.00', '负责全区的工作。'));
    writeFileSync(b, document('110.00', '统筹全区的工作。'));
    const { code, out } = await gongkai(['diff', a, b]);
    expect(code).toBe(1);
    expect(out).toContain('100.00 → 110.00，+10.00 万元');
    expect(out).toContain('原　【负责】全区的工作。');
  });

  it('is told when it is none', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.docx');
    writeFileSync(file, 'x');
    const { code, err } = await gongkai(['diff', file, file]);
    expect([code, err]).toEqual([1, expect.stringContaining('这不是 Word 文件（.docx）')]);
    const missing = await gongkai(['diff', join(folder, '没有.docx'), file]);
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('找不到')]);
  });
});
