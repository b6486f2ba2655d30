/** Word documents for tests: those of the examples, made once, and what people make of them. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { renderDocx } from '../../src/render/docx.js';
import { compiled, compileExample } from './world.js';

const ABOUT = { subject: '某局', keywords: ['预算'] };
const made = new Map<string, Promise<Uint8Array>>();

/** @param file of the folder inputs: wuchang/2026.yaml */
export function exampleWord(file: string): Promise<Uint8Array> {
  const known = made.get(file) ?? renderDocx(compiled(compileExample(file)).document, ABOUT);
  made.set(file, known);
  return known;
}

/** The parts that are text, by their paths. */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]),
  );
}

/** A document with its text changed as a person would, and other parts put in. */
export function editedWord(
  bytes: Uint8Array,
  edit: (xml: string) => string,
  parts: Readonly<Record<string, string>> = {},
): Uint8Array {
  const files = unzipSync(bytes);
  files['word/document.xml'] = strToU8(edit(strFromU8(files['word/document.xml'] as Uint8Array)));
  for (const [path, text] of Object.entries(parts)) files[path] = strToU8(text);
  return zipSync(files);
}

/** Words of the text for others; they have to be there. */
export function replaced(xml: string, from: string, to: string): string {
  if (!xml.includes(from)) throw new Error(`not in the text: ${from}`);
  return xml.replace(from, () => to);
}

/** A paragraph as Word writes it. */
export const wordParagraph = (text: string, more = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="Normal"/>${more}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

const HEAD =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>';
const END = '</w:body></w:document>';

/** A document of these blocks and nothing else. */
export const wordOf = (body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({ 'word/document.xml': `${HEAD}${body}${END}`, ...parts }).map(
        ([path, text]) => [path, strToU8(text)],
      ),
    ),
  );
