/** `import --文字`: what people changed in Word goes back to its place in the input, figures never do. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { draftTexts } from '../src/imports/edited/draft-texts.js';
import { type EditedText, editedText } from '../src/imports/edited/edited-text.js';
import { type PrintedPackage, printedPackage } from '../src/imports/edited/printed-texts.js';
import { writtenBack } from '../src/imports/edited/write-back.js';
import type { Source } from '../src/input/source.js';
import { renderDocx } from '../src/render/docx.js';
import { readWord } from '../src/word/read.js';
import { templates } from './helpers/input.js';
import { runs } from './helpers/runs.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';
import { editedWord, exampleWord, replaced, wordParagraph } from './helpers/word.js';
import { compiled, compileExample } from './helpers/world.js';

const FILE = 'wuchang/2026.yaml';
const INPUT = `inputs/${FILE}`;
const TEXT = readFileSync(INPUT, 'utf8');
const world = {
  templates,
  read: (file: string) =>
    readFileSync(file.startsWith('inputs/') ? file : join('inputs/wuchang', file)),
};

let source: Source;
let printed: PrintedPackage;
beforeAll(() => {
  const result = compile(INPUT, world);
  source = result.sources[0]?.input?.source as Source;
  printed = printedPackage({ ...result, compiled: compiled(result) }, source, world);
});

const editsOf = async (edit: (xml: string) => string): Promise<EditedText> =>
  editedText(printed, draftTexts(readWord(editedWord(await exampleWord(FILE), edit))));
const changes = (xml: string, ...pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((now, [from, to]) => replaced(now, from, to), xml);
/** Lines of the input that are other than they were. */
const changedLines = (text: string): [old: string, now: string][] => {
  const [before, after] = [TEXT.split('\n'), text.split('\n')];
  expect(after.length).toBe(before.length);
  return before.flatMap((line, i): [string, string][] =>
    line === after[i] ? [] : [[line.trim(), (after[i] ?? '').trim()]],
  );
};

describe('where the texts of the input are printed', () => {
  it('is known for the department’s own words and not for names that others refer to', () => {
    const own = [...printed.texts, ...printed.tables.flatMap(({ rows }) => rows.flat())].flatMap(
      (text) => text.passages.map((one) => ({ ...one, text })),
    );
    const paths = new Set(own.map(({ passage }) => passage.path.join('.')));
    expect(printed.placed).toBe(true);
    for (const path of ['概况.主要职责.0', '变动原因.收支总体', '变动原因.功能科目.2080505'])
      expect(paths).toContain(path);
    for (const path of ['绩效项目.0.名称', '单位.0.性质', '金额单位', '上年'])
      expect(paths).not.toContain(path);
    // what stands there is what was written, but for words that the sentence has itself
    for (const { passage, text, from, to } of own)
      expect(passage.text.replace(/\s/g, '')).toContain(
        text.text.slice(from, to).replace(/\s/g, ''),
      );
    expect(own.length).toBeGreaterThan(400);
  });
});

describe('words of the department', () => {
  it('are taken over at their places, and nothing else of the file changes', async () => {
    const edited = await editsOf((xml) =>
      changes(
        xml,
        ['8.配合引进和服务科技人才', '8.牵头引进和服务科技人才'],
        ['一是新招录人员，二是新增云平台改造项目', '一是招录了人员，二是新增云平台改造项目'],
      ),
    );
    // the reason is printed in three sentences, of which one was changed
    expect(edited.left).toMatchObject([{ kind: '几处' }]);
    expect(edited.taken.map(({ passage }) => passage.path)).toEqual([['概况', '主要职责', 7]]);
    const { text, refused } = writtenBack(TEXT, edited);
    expect(refused).toEqual([]);
    expect(changedLines(text)).toEqual([
      [expect.stringContaining('8.配合引进'), expect.stringContaining('8.牵头引进')],
    ]);
  });

  it('of a sentence of the form go back without the form’s words', async () => {
    const edited = await editsOf((xml) =>
      changes(xml, ['主要是为了规范经费使用', '主要是为了进一步规范经费使用']),
    );
    expect(edited.left).toEqual([]);
    const { text } = writtenBack(TEXT, edited);
    const [[old, now] = ['', '']] = changedLines(text);
    expect(now).toBe(old.replace('为了规范', '为了进一步规范'));
    expect(now).not.toContain('主要是为了进一步规范经费使用，主要');
  });

  it('of a table’s cell go back too', async () => {
    const edited = await editsOf((xml) =>
      changes(xml, [
        '6.培育高新技术企业，促进科技成果落地和对外科技合作',
        '6.培育高新技术企业，促进科技成果落地',
      ]),
    );
    expect(edited.left).toEqual([]);
    expect(edited.taken).toHaveLength(1);
    expect(edited.taken[0]?.passage.path[0]).toBe('整体绩效');
  });

  it('that came or went as a paragraph of a list are an entry more or less', async () => {
    const edited = await editsOf((xml) => {
      const end = xml.indexOf('</w:p>', xml.indexOf('做好离退休人员的服务。')) + 6;
      const more = `${xml.slice(0, end)}${wordParagraph('13.办好交办的其他事项。')}${wordParagraph('14.承担其他工作。')}${xml.slice(end)}`;
      const start = more.lastIndexOf('<w:p>', more.indexOf('5.推进通信网络'));
      return more.slice(0, start) + more.slice(more.indexOf('</w:p>', start) + 6);
    });
    expect(edited.left).toEqual([]);
    const { text, refused } = writtenBack(TEXT, edited);
    expect(refused).toEqual([]);
    const before = compiled(compileExample(FILE)).document;
    const now = compiled(
      compile(INPUT, {
        ...world,
        read: (file) => (file === INPUT ? new TextEncoder().encode(text) : world.read(file)),
      }),
    ).document;
    const said = (document: typeof before) =>
      document.parts[0]?.blocks.map((block) =>
        block.kind === 'paragraph' ? block.runs.map((run) => run.text).join('') : '',
      ) ?? [];
    const wanted = said(before).filter((line) => !line.startsWith('5.推进通信网络'));
    wanted.splice(
      wanted.findIndex((line) => line.startsWith('12.')) + 1,
      0,
      '13.办好交办的其他事项。',
      '14.承担其他工作。',
    );
    expect(said(now)).toEqual(wanted);
  });

  it('that were written anew from end to end stand in for what was there, and nothing is only removed', async () => {
    const wanted = '关于安全：另行规定，每年检查。';
    const rewrite = (from: string, to: string) => (xml: string) => {
      const start = xml.lastIndexOf('>', xml.indexOf(from)) + 1;
      return xml.slice(0, start) + to + xml.slice(xml.indexOf('<', start));
    };
    const edited = await editsOf(rewrite('5.推进通信网络', wanted));
    expect([edited.left, edited.added, edited.removed]).toEqual([[], [], []]);
    expect(edited.taken).toMatchObject([
      { text: wanted, passage: { path: ['概况', '主要职责', 4] } },
    ]);
    const amount = await editsOf(rewrite('5.推进通信网络', '另行安排三百万元。'));
    expect([amount.taken, amount.removed]).toEqual([[], []]);
    expect(amount.left).toMatchObject([{ kind: '金额' }]);
  });

  it('that are tracked changes count as accepted', async () => {
    const edited = await editsOf((xml) =>
      changes(xml, [
        '8.配合引进和服务科技人才',
        '8.</w:t></w:r><w:del w:id="1" w:author="王"><w:r><w:delText>配合</w:delText></w:r></w:del><w:ins w:id="2" w:author="王"><w:r><w:t>牵头</w:t></w:r></w:ins><w:r><w:t>引进和服务科技人才',
      ]),
    );
    expect(edited.taken.map(({ text }) => text.slice(0, 8))).toEqual(['8.牵头引进和服']);
  });

  it('changed at random come out as they were written, whatever they are', async () => {
    const plain = printed.texts.filter(
      ({ passages, text }) =>
        passages.length === 1 &&
        passages[0]?.to === text.length &&
        passages[0].from === 0 &&
        text.length > 20 &&
        text.startsWith(passages[0].passage.text.slice(0, 6)),
    );
    expect(plain.length).toBeGreaterThan(8);
    const bytes = await exampleWord(FILE);
    const words = fc
      .stringMatching(/^[甲乙丙，、：#&*'"\-[\]{}<>% ]{1,12}$/)
      .map((text) => `事项${text}事项`);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...plain), fc.nat(), words, async (target, at, put) => {
        const place = 4 + (at % (target.text.length - 8));
        const wanted = target.text.slice(0, place) + put + target.text.slice(place);
        const escaped = wanted
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;');
        const word = readWord(
          editedWord(bytes, (xml) => replaced(xml, `>${target.text}<`, `>${escaped}<`)),
        );
        const edited = editedText(printed, draftTexts(word));
        const { text, refused } = writtenBack(TEXT, edited);
        expect([edited.left, refused]).toEqual([[], []]);
        const result = compile(
          INPUT,
          {
            ...world,
            read: (file) => (file === INPUT ? new TextEncoder().encode(text) : world.read(file)),
          },
          { anyCharacters: true },
        );
        const now = readWord(
          await renderDocx(compiled(result).document, { subject: '', keywords: [] }),
        );
        expect(draftTexts(now).texts).toContain(wanted);
      }),
      { numRuns: runs(8) },
    );
  }, 120_000);
});

describe('figures', () => {
  it('in a sentence and in a table are pointed at and never taken over', async () => {
    const edited = await editsOf((xml) =>
      changes(
        xml,
        ['比2025年预算增加960.28万元', '比2025年预算增加999.99万元'],
        ['>4,335.95<', '>4,335.96<'],
      ),
    );
    expect(edited.taken).toEqual([]);
    expect(
      edited.left.map((left) => ('old' in left ? [left.kind, left.old, left.now] : left)),
    ).toEqual([
      ['数', '960.28万元', '999.99万元'],
      ['数', '4,335.95', '4,335.96'],
    ]);
    expect(writtenBack(TEXT, edited).text).toBe(TEXT);
  });

  it('within the department’s own words are not taken either', async () => {
    const own = printed.texts.find(
      ({ passages, text }) =>
        passages.length === 1 && passages[0]?.to === text.length && text.startsWith('4.督促'),
    );
    if (!own) throw new Error('no such text');
    const edited = await editsOf((xml) =>
      changes(xml, ['4.督促工业企业', '4.投入30万元督促工业企业']),
    );
    expect(edited.taken).toEqual([]);
    expect(edited.left).toMatchObject([{ kind: '金额' }]);
  });

  it.each([
    '30 万元',
    '30亿元',
    '30余万元',
    '三十万元',
    '12.5个百分点',
    '12.5％',
  ])('nor is %s, however it is written or changed', async (amount) => {
    const own = '4.督促工业企业';
    const put = await editsOf((xml) => changes(xml, [own, `4.投入${amount}督促工业企业`]));
    expect([put.taken, put.left]).toMatchObject([[], [{ kind: '金额', now: amount }]]);
    // the digits alone are changed
    const at = printed.texts.findIndex(({ text }) => text.startsWith(own));
    const text = printed.texts[at];
    if (!text) throw new Error('no such text');
    const longer = text.text.replace('4.督促', `4.投入${amount}督促`);
    const moved = (to: number) => to + longer.length - text.text.length;
    const base = {
      ...printed,
      texts: printed.texts.with(at, {
        ...text,
        text: longer,
        passages: text.passages.map((one) => ({ ...one, to: moved(one.to) })),
      }),
    };
    const other = longer.replace(/3|三|12/, (found) => (found === '三' ? '四' : '7'));
    const bytes = editedWord(await exampleWord(FILE), (xml) =>
      replaced(xml, `>${text.text}<`, `>${other}<`),
    );
    const edited = editedText(base, draftTexts(readWord(bytes)));
    expect([edited.taken, edited.left]).toMatchObject([[], [{ kind: '金额', old: amount }]]);
  });

  it('put where a zero is printed as nothing are figures too', async () => {
    const table = printed.tables.findIndex(({ rows }) =>
      rows.some((cells) => cells.some(({ text, figures }) => text === '' && figures.length > 0)),
    );
    expect(table).toBeGreaterThanOrEqual(0);
    const { rows } = printed.tables[table] as PrintedPackage['tables'][number];
    const draft = draftTexts(readWord(await exampleWord(FILE)));
    const place = rows.flatMap((cells, r) =>
      cells.flatMap(({ text, figures }, c) => (text === '' && figures.length > 0 ? [[r, c]] : [])),
    )[0] as [number, number];
    const tables = draft.tables.map((one) => {
      if (one.id !== printed.tables[table]?.id) return one;
      return {
        ...one,
        rows: one.rows.map((cells, r) =>
          r === place[0] ? cells.map((text, c) => (c === place[1] ? '5.00' : text)) : cells,
        ),
      };
    });
    expect(editedText(printed, { ...draft, tables }).left).toMatchObject([
      { kind: '数', old: '', now: '5.00' },
    ]);
  });

  it('never get into the input, whichever is changed to whatever', async () => {
    const bytes = await exampleWord(FILE);
    const figures = printed.texts
      .flatMap((text) =>
        text.figures.map((one) => ({ text, ...one, shown: text.text.slice(one.from, one.to) })),
      )
      .filter(({ shown }) => /\d/.test(shown));
    expect(figures.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...figures),
        fc.integer({ min: 1, max: 99_999 }),
        async ({ text, from, to, shown }, other) => {
          const changed = shown.replace(/[\d.,]+/, `${other}.01`);
          fc.pre(changed !== shown);
          const now = `${text.text.slice(0, from)}${changed}${text.text.slice(to)}`;
          const word = readWord(
            editedWord(bytes, (xml) => replaced(xml, `>${text.text}<`, `>${now}<`)),
          );
          const edited = editedText(printed, draftTexts(word));
          expect([edited.taken, edited.added, edited.removed]).toEqual([[], [], []]);
          expect(edited.left.filter(({ kind }) => kind === '数').length).toBeGreaterThan(0);
        },
      ),
      { numRuns: runs(20) },
    );
  }, 60_000);
});

describe('what is not the department’s', () => {
  it('is told and stays: fixed words, rows, tables, paragraphs without a place', async () => {
    const edited = await editsOf((xml) => {
      const now = changes(xml, [
        '一、收支预算总体安排情况</w:t></w:r><w:bookmarkEnd',
        '一、收支总体安排</w:t></w:r><w:bookmarkEnd',
      ]);
      const row = now.lastIndexOf('<w:tr>', now.indexOf('>2101101<'));
      const fewer = now.slice(0, row) + now.slice(now.indexOf('</w:tr>', row) + 7);
      const start = fewer.indexOf('<w:tbl>', fewer.indexOf('表 9</w:t>'));
      const end = fewer.indexOf('</w:tbl>', start) + 8;
      const without = fewer.slice(0, start) + fewer.slice(end);
      const close = without.lastIndexOf('</w:p>') + 6;
      return `${without.slice(0, close)}${wordParagraph('另附说明。')}${without.slice(close)}`;
    });
    expect(edited.taken).toEqual([]);
    expect(new Set(edited.left.map(({ kind }) => kind))).toEqual(new Set(['字', '行', '段', '表']));
  });
});

it('nothing is taken out of a document that is another one', async () => {
  const other = editedText(printed, draftTexts(readWord(await exampleWord('hunan/2026.yaml'))));
  expect(other).toEqual({
    taken: [],
    added: [],
    removed: [],
    left: [{ kind: '稿', place: '全文' }],
  });
});

describe('the command', () => {
  it('shows what there is, writes it where it is told to, and says so by its exit code', async () => {
    const folder = temporaryFolder();
    const [draft, input] = [join(folder, '修改稿.docx'), join(folder, '2026.yaml')];
    for (const name of ['2026.yaml', '2025.yaml'])
      copyFileSync(`inputs/wuchang/${name}`, join(folder, name));
    const bytes = await exampleWord(FILE);
    writeFileSync(draft, bytes);
    expect(await gongkai(['import', draft, input, '--文字'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('没有改动。'),
    });
    writeFileSync(
      draft,
      editedWord(bytes, (xml) =>
        changes(xml, ['8.配合引进', '8.牵头引进'], ['增加960.28万元', '增加280万元']),
      ),
    );
    const shown = await gongkai(['import', draft, input, '--文字']);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('原　8.【配合】引进');
    expect(shown.out).toContain('现　8.【牵头】引进');
    expect(shown.out).toContain('2026.yaml:48:7 概况 › 主要职责 › 第8条');
    expect(shown.err).toContain('文中 960.28万元 改成了 280万元，输入里没有变');
    expect(readFileSync(input, 'utf8')).toBe(TEXT);
    const refused = await gongkai(['import', draft, input, '--文字', '-o', input]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('已经有了')]);
    await gongkai(['import', draft, input, '--文字', '-o', input, '--覆盖']);
    expect(changedLines(readFileSync(input, 'utf8'))).toHaveLength(1);
    // what was taken over is no change any more; the figure is still one
    const again = await gongkai(['import', draft, input, '--文字']);
    expect(again.out).not.toContain('可以取');
    expect(again.err).toContain('960.28万元');
  });

  it('shows the cells of a fill-in workbook, and writes into none', async () => {
    const folder = temporaryFolder();
    const [draft, book] = [join(folder, '修改稿.docx'), join(folder, '2026.xlsx')];
    for (const name of ['2026.yaml', '2025.yaml'])
      copyFileSync(`inputs/wuchang/${name}`, join(folder, name));
    await gongkai(['convert', join(folder, '2026.yaml'), book]);
    const bytes = await exampleWord(FILE);
    writeFileSync(
      draft,
      editedWord(bytes, (xml) => changes(xml, ['8.配合引进', '8.牵头引进'])),
    );
    const shown = await gongkai(['import', draft, book, '--文字']);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/2026\.xlsx › \S+![A-Z]+\d+ 概况 › 主要职责/);
    expect(shown.out).toContain('请在 Excel 或 WPS 里照上面的格子改');
    const refused = await gongkai(['import', draft, book, '--文字', '-o', join(folder, 'b.yaml')]);
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringContaining('能写回的是 .yaml 的输入'),
    ]);
  });

  it('finds the input of the package that a draft lies in, as it was', async () => {
    const folder = temporaryFolder();
    for (const name of ['2026.yaml', '2025.yaml'])
      copyFileSync(`inputs/wuchang/${name}`, join(folder, name));
    mkdirSync(join(folder, 'out'));
    await gongkai([
      'compile',
      join(folder, '2026.yaml'),
      '-o',
      join(folder, 'out'),
      '--only',
      'docx',
      '-q',
    ]);
    const title = compiled(compileExample(FILE)).document.title;
    const draft = join(folder, 'out', title, `${title}.docx`);
    writeFileSync(
      draft,
      editedWord(readFileSync(draft), (xml) => changes(xml, ['8.配合引进', '8.牵头引进'])),
    );
    const found = await gongkai(['import', draft, '--文字']);
    expect(found).toMatchObject({ code: 0, out: expect.stringContaining('可以取 1 处') });
    writeFileSync(join(folder, '2026.yaml'), `${TEXT}\n# 改过\n`);
    const lost = await gongkai(['import', draft, '--文字']);
    expect([lost.code, lost.err]).toEqual([
      2,
      expect.stringContaining('由 2026.yaml 编出，它不在附近或改过了'),
    ]);
  });

  it.each([
    [['--文字'], '--文字 要写一个 Word 文件（.docx）'],
    [['甲.docx', '乙.docx', '--文字'], '--文字 要写一个 Word 文件（.docx）'],
    [['甲.docx', '乙.txt', '--文字'], '“乙.txt”不是输入文件'],
    [['甲.docx', 'a.yaml', 'b.yaml', '--文字'], '只同一个输入文件比'],
    [['甲.docx', 'a.yaml', '--文字', '--科目'], '--科目 不能同 --文字 一起用'],
    [['甲.docx', 'a.yaml', '--文字', '--格式', 'x'], '--格式 不能同 --文字 一起用'],
    [['甲.docx', 'a.yaml', '--文字', '-o', 'b.xlsx'], '-o 后面请写 .yaml 文件名'],
    [['甲.docx', 'a.yaml', '--文字', '--覆盖'], '--覆盖 同 -o 一起用'],
  ])('%j is refused', async (args, message) => {
    const { code, err } = await gongkai(['import', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('tells of a draft that cannot be read, and of an input with errors', async () => {
    const folder = temporaryFolder();
    const draft = join(folder, '稿.docx');
    writeFileSync(draft, '%PDF-1.7');
    const wrong = await gongkai(['import', draft, INPUT, '--文字']);
    expect([wrong.code, wrong.err]).toEqual([
      1,
      expect.stringContaining('这是 PDF 文件，不是 Word 文件'),
    ]);
    const input = join(folder, 'a.yaml');
    writeFileSync(input, TEXT.replace('34651500', '34651501'));
    copyFileSync('inputs/wuchang/2025.yaml', join(folder, '2025.yaml'));
    const unequal = await gongkai(['import', draft, input, '--文字']);
    expect([unequal.code, unequal.err]).toEqual([
      1,
      expect.stringContaining('有错误，没有同文稿比'),
    ]);
  });
});
