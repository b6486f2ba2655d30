/** A Word document says what the package says: sentence by sentence and cell by cell. */
import { describe, expect, it } from 'vitest';
import { diskWorld } from '../src/disk/disk-world.js';
import { compareOpened } from '../src/review/diff-sides.js';
import { editionOf } from '../src/review/open/edition-of.js';
import { wordEdition } from '../src/review/open/word/open-word.js';
import { readWord } from '../src/word/read.js';
import { textsOf } from './helpers/printed-lines.js';
import { kindsOf } from './helpers/runs.js';
import { exampleWord } from './helpers/word.js';
import { compiled, compileExample } from './helpers/world.js';

const EXAMPLES = kindsOf(
  ['wuchang/2026.yaml', 'wuchang/2024-final.yaml', 'wanli/2025.yaml', 'hunan/2026.yaml'],
  ['hongshan/2023-final.yaml', 'hongshan/2025.yaml', 'jianghan/2024.yaml', 'putuo/2024-final.yaml'],
);

const plain = (text: string): string => text.replace(/\s+/g, '');

describe.each(EXAMPLES)('the Word document of %s', (file) => {
  it('has every text of the document, as often as the PDF has it, and no other', async () => {
    const { document } = compiled(compileExample(file));
    const word = readWord(await exampleWord(file));
    const shown = word.blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? [block.listed ? block.text.replace(/\t\d+$/, '') : block.text]
        : block.rows.flatMap(({ cells }) => cells.map(({ text }) => text)),
    );
    // what test/printed-lines.test.ts finds in the PDF, text by text
    const wanted = textsOf(document);
    expect(wanted.length).toBeGreaterThan(500);
    const all = shown.map(plain).filter(Boolean);
    const counted = (texts: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
      return counts;
    };
    const has = counted(all);
    const missing = [...counted(wanted.map(({ text }) => text))].filter(
      ([text, count]) => (has.get(text) ?? 0) < count,
    );
    // label and title of a part are one paragraph
    const titles = document.parts.flatMap(({ label, title }) => [plain(label), plain(title)]);
    expect(missing.map(([text]) => text).filter((text) => !titles.includes(text))).toEqual([]);
    for (const { label, title } of document.parts) expect(all).toContain(plain(label + title));
    // besides: numbers of tables and the line above each, the heading of the contents
    const lines = document.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'table'
          ? [block.table.number, [block.table.lead, block.table.middle, block.table.unit].join('')]
          : [],
      ),
    );
    const known = new Set([
      ...wanted.map(({ text }) => text),
      ...lines.map(plain),
      '目录',
      ...document.parts.map(({ label, title }) => plain(label + title)),
    ]);
    expect(all.filter((text) => !known.has(text))).toEqual([]);
  });

  it('is no other package when it is read back and compared with its input', async () => {
    const result = compileExample(file);
    const edition = editionOf(file, compiled(result), result.sources, '1');
    const word = wordEdition(readWord(await exampleWord(file)), '材料.docx');
    const side = { sources: [], diagnostics: [], files: [], remarks: [] };
    const output = await compareOpened(
      { ...side, name: '输入', edition },
      { ...side, name: '文稿', edition: word },
      diskWorld(),
    );
    expect(output.表).toEqual([]);
    expect(output.文字).toEqual([]);
    expect(output.相同).toBe(true);
    expect(word.tables.length).toBe(
      compiled(result).document.parts.flatMap(({ blocks }) =>
        blocks.filter(({ kind }) => kind === 'table'),
      ).length,
    );
  });
});
