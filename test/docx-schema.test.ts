/** The parts of Word documents against the schemas of ISO/IEC 29500. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { kindsOf } from './helpers/runs.js';
import { editedWord, exampleWord, partsOf, replaced } from './helpers/word.js';

const FOLDER = 'test/schemas/ooxml';
const SCHEMAS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.xsd'))
  .map((fileName) => ({ fileName, contents: readFileSync(`${FOLDER}/${fileName}`, 'utf8') }));
const MAIN = SCHEMAS.find(({ fileName }) => fileName === 'wml.xsd');

const PARTS = /^word\/(?:document|styles|settings|fontTable|footnotes|endnotes|footer\d+)\.xml$/;

/** What is wrong with the parts of a document. What later versions of Word may add is no part of the standard. */
async function faults(bytes: Uint8Array): Promise<string[]> {
  const xml = Object.entries(partsOf(bytes))
    .filter(([path]) => PARTS.test(path))
    .map(([path, text]) => ({
      fileName: path.replace('word/', ''),
      contents: text.replace(/ mc:Ignorable="[^"]*"/, ''),
    }));
  expect(xml.length).toBeGreaterThan(5);
  if (!MAIN) throw new Error('no schema');
  const { errors } = await validateXML({
    xml,
    schema: MAIN.contents,
    preload: SCHEMAS.filter((one) => one !== MAIN),
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
  return errors.map(({ message }) => message);
}

describe.each(
  kindsOf(
    ['hunan/2026.yaml', 'putuo/2024-final.yaml'],
    [
      'wuchang/2026.yaml',
      'wuchang/2024-final.yaml',
      'hongshan/2023-final.yaml',
      'hongshan/2025.yaml',
      'jianghan/2024.yaml',
      'wanli/2025.yaml',
    ],
  ),
)('the Word document of %s', (file) => {
  it('is as the standard has it', async () => {
    expect(await faults(await exampleWord(file))).toEqual([]);
  }, 120_000);
});

it('a fault would be found', async () => {
  const wrong = editedWord(await exampleWord('putuo/2024-final.yaml'), (xml) =>
    replaced(xml, '<w:jc w:val="center"/>', '<w:jc w:val="middle"/>'),
  );
  expect((await faults(wrong)).join()).toContain('middle');
}, 120_000);
