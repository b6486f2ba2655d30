/** The Word document in LibreOffice, where that is installed: opened, printed, and saved anew by it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { kindsOf } from './helpers/runs.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';
import { exampleWord } from './helpers/word.js';
import { compiled, compileExample } from './helpers/world.js';

const office = ((): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const FILES = kindsOf(['wuchang/2026.yaml'], ['wuchang/2024-final.yaml', 'hunan/2026.yaml']);

describe.skipIf(!office).each(FILES)('%s in LibreOffice', (file) => {
  const convert = (folder: string, to: string): void => {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(
      'soffice',
      [
        profile,
        '--headless',
        '--convert-to',
        to,
        '--outdir',
        join(folder, 'out'),
        join(folder, '材料.docx'),
      ],
      { stdio: 'ignore' },
    );
  };

  it('is opened and printed with numbered pages, and is the same after it was saved there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '材料.docx'), await exampleWord(file));
    convert(folder, 'pdf');
    const pdf = await getDocumentProxy(
      new Uint8Array(readFileSync(join(folder, 'out', '材料.pdf'))),
    );
    expect(pdf.numPages).toBeGreaterThan(20);
    const last = await (await pdf.getPage(pdf.numPages)).getTextContent();
    const text = last.items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .replace(/\s/g, '');
    expect(text).toContain(`—${pdf.numPages}—`);
    const first = await (await pdf.getPage(1)).getTextContent();
    const cover = first.items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .replace(/\s/g, '');
    for (const line of compiled(compileExample(file)).document.cover.lines)
      expect(cover).toContain(line.replace(/\s/g, ''));
    await pdf.loadingTask.destroy();
    convert(folder, 'docx:MS Word 2007 XML');
    const saved = join(folder, 'out', '材料.docx');
    const { code, out } = await gongkai(['diff', join(folder, '材料.docx'), saved]);
    expect([code, out]).toEqual([0, expect.stringContaining('没有不同。')]);
    const back = await gongkai(['import', saved, `inputs/${file}`, '--文字']);
    expect([back.code, back.out]).toEqual([0, expect.stringContaining('没有改动。')]);
  }, 300_000);
});
