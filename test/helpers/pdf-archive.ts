/**
 * Clauses of ISO 19005-2 level A and ISO 14289-1 as far as a program can look for them; docs/归档.md
 * lists which these are. Independent of what wrote the file but for the reading of single values.
 */
import { DOMParser } from '@xmldom/xmldom';
import {
  PdfName,
  type PdfReference,
  PdfStream,
  PdfString,
  type PdfValue,
} from '../../src/render/pdf-values.js';
import {
  bytesOf,
  catalogOf,
  dictionariesOf,
  dictionaryAt,
  nameOf,
  openFinished,
  type PdfFile,
  type PdfPage,
  pagesOf,
} from './pdf-file.js';
import { fontProblems } from './pdf-fonts.js';
import { treeProblems } from './pdf-tree.js';

/** What keeps a file from being PDF/A-2a and PDF/UA-1, each with its clause; empty where nothing is found. */
export function archiveProblems(pdf: Uint8Array): string[] {
  const file = openFinished(pdf);
  const pages = pagesOf(file);
  return [
    ...fileProblems(file),
    ...contentProblems(file, pages),
    ...colourProblems(file),
    ...objectProblems(file),
    ...catalogProblems(file),
    ...metadataProblems(file),
    ...fontProblems(file, pages),
    ...treeProblems(file, pages),
  ];
}

function fileProblems({ text, trailer, objects, offsets }: PdfFile): string[] {
  const problems: string[] = [];
  if (!/^%PDF-1\.7\n%[\x80-\xff]{4}\n/.test(text)) problems.push('ISO 19005-2 6.1.2 header');
  const [id, again] = (trailer.get('ID') ?? []) as readonly PdfValue[];
  if (!(id instanceof PdfString) || id.bytes.length !== 16 || !(again instanceof PdfString)) {
    problems.push('ISO 19005-2 6.1.3 ID');
  }
  if (trailer.has('Encrypt')) problems.push('ISO 19005-2 6.1.3 Encrypt');
  if (!text.endsWith('\n%%EOF\n')) problems.push('ISO 19005-2 6.1.3 data after the end');
  for (const [number, at] of offsets) {
    if (!new RegExp(`^${number} 0 obj\n<<`).test(text.slice(at, at + 40))) {
      problems.push(`ISO 19005-2 6.1.9 object ${number}`);
    }
  }
  for (const value of objects.values()) {
    if (!(value instanceof PdfStream)) continue;
    const filter = value.dictionary.get('Filter');
    if (filter !== undefined && nameOf(filter) !== 'FlateDecode') {
      problems.push('ISO 19005-2 6.1.7.2 filter');
    }
    for (const key of ['F', 'FFilter', 'FDecodeParms']) {
      if (value.dictionary.has(key)) problems.push(`ISO 19005-2 6.1.7.1 ${key}`);
    }
  }
  return problems;
}

const OPERATORS = new Set(
  `b B b* B* BDC BMC BT BX c cm cs CS d Do EMC ET EX f f* G g gs h i j J k K l m M MP n q Q re RG rg
  ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`.split(/\s+/),
);

function contentProblems(file: PdfFile, pages: readonly PdfPage[]): string[] {
  return pages.flatMap(({ entries, content }) => {
    const problems: string[] = [];
    if (!entries.has('Resources')) problems.push('ISO 19005-2 6.2.2 Resources');
    const [, , width, height] = (entries.get('MediaBox') as readonly number[]).map(Number);
    for (const length of [width, height]) {
      if (!(length && length >= 3 && length <= 14400)) problems.push('ISO 19005-2 6.1.13 page');
    }
    let depth = 0;
    for (const { operator } of content) {
      if (!OPERATORS.has(operator)) problems.push(`ISO 19005-2 6.2.2 operator ${operator}`);
      if (operator === 'k' || operator === 'K') problems.push('ISO 19005-2 6.2.4.3 CMYK');
      if (operator === 'q') depth += 1;
      if (operator === 'Q') depth -= 1;
      if (depth > 28) problems.push('ISO 19005-2 6.1.13 nesting');
    }
    if (depth !== 0) problems.push('q and Q do not pair');
    const states = dictionaryAt(file, entries.get('Resources')).get('ExtGState');
    for (const state of states ? dictionaryAt(file, states).values() : []) {
      const given = dictionaryAt(file, state);
      for (const key of ['TR', 'TR2', 'HTP', 'HTO']) {
        if (given.has(key)) problems.push(`ISO 19005-2 6.2.5 ${key}`);
      }
      const mode = given.get('BM');
      if (mode !== undefined && nameOf(mode) !== 'Normal') problems.push('ISO 19005-2 6.2.10 BM');
    }
    return problems;
  });
}

function colourProblems(file: PdfFile): string[] {
  const intents = (catalogOf(file).get('OutputIntents') ?? []) as readonly PdfValue[];
  const [intent] = intents.map((one) => dictionaryAt(file, one));
  if (!intent || nameOf(intent.get('S')) !== 'GTS_PDFA1') return ['ISO 19005-2 6.2.3 OutputIntent'];
  const reference = intent.get('DestOutputProfile') as PdfReference;
  const stream = file.objects.get(reference.number) as PdfStream;
  const profile = bytesOf(stream);
  const right =
    profile.readUInt32BE(0) === profile.length &&
    (profile[8] ?? 9) <= 4 &&
    profile.toString('latin1', 12, 20) === 'mntrRGB ' &&
    profile.toString('latin1', 36, 40) === 'acsp' &&
    stream.dictionary.get('N') === 3;
  return right ? [] : ['ISO 19005-2 6.2.3 profile'];
}

/** What may stand nowhere, with its clause. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  AA: '6.5.2',
  A0: '6.5.1',
  OpenAction: '6.5.1',
  JavaScript: '6.5.1',
  JS: '6.5.1',
  AcroForm: '6.4.1',
  XFA: '6.4.2',
  EmbeddedFiles: '6.8',
  OCProperties: '6.9',
  AlternatePresentations: '6.10',
  PresSteps: '6.10',
  Requirements: '6.11',
  OPI: '6.2.8',
  Alternates: '6.2.8',
  Ref: '6.2.9',
  PS: '6.2.9',
  Perms: '6.1.12',
};

function objectProblems(file: PdfFile): string[] {
  const problems: string[] = [];
  for (const entries of dictionariesOf(file)) {
    for (const [key, value] of entries) {
      if (FORBIDDEN[key]) problems.push(`ISO 19005-2 ${FORBIDDEN[key]} ${key}`);
      if (key.length > 127) problems.push('ISO 19005-2 6.1.13 name');
      if (/[^\x21-\x7e]/.test(key)) problems.push('ISO 19005-2 6.1.8 name');
      if (value instanceof PdfString && value.bytes.length > 32767) {
        problems.push('ISO 19005-2 6.1.13 string');
      }
      if (value instanceof PdfName && value.text.length > 127) {
        problems.push('ISO 19005-2 6.1.13 name');
      }
      if (typeof value === 'number' && Math.abs(value) > 2147483647) {
        problems.push('ISO 19005-2 6.1.13 number');
      }
      if (key === 'Interpolate' && value === true) problems.push('ISO 19005-2 6.2.8 Interpolate');
    }
    if (nameOf(entries.get('Type')) === 'Annot') problems.push(...annotationProblems(entries));
    // a cell's attributes are under A as well as actions are
    const action = entries.get('A');
    if (action instanceof Map && action.has('S')) problems.push('ISO 19005-2 6.5.1 action');
  }
  return problems;
}

const [INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE] = [1, 2, 4, 32, 256];

function annotationProblems(entries: ReadonlyMap<string, PdfValue>): string[] {
  const flags = Number(entries.get('F') ?? 0);
  const problems: string[] = [];
  if (nameOf(entries.get('Subtype')) !== 'Link') problems.push('ISO 19005-2 6.3.1 annotation');
  if (!(flags & PRINT) || flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE)) {
    problems.push('ISO 19005-2 6.3.2 flags');
  }
  return problems;
}

function catalogProblems(file: PdfFile): string[] {
  const catalog = catalogOf(file);
  const problems: string[] = [];
  const mark = catalog.get('MarkInfo');
  if (!(mark instanceof Map) || mark.get('Marked') !== true) {
    problems.push('ISO 19005-2 6.7.2.2 Marked');
  }
  if (mark instanceof Map && mark.get('Suspects') === true)
    problems.push('ISO 14289-1 7.1 Suspects');
  const language = catalog.get('Lang');
  if (!(language instanceof PdfString) || !/^[a-z]{2}(-[A-Z]{2})?$/.test(language.bytes)) {
    problems.push('ISO 19005-2 6.7.4, ISO 14289-1 7.2 Lang');
  }
  const viewer = catalog.get('ViewerPreferences');
  if (!(viewer instanceof Map) || viewer.get('DisplayDocTitle') !== true) {
    problems.push('ISO 14289-1 7.1 DisplayDocTitle');
  }
  if (!catalog.has('Outlines')) problems.push('ISO 14289-1 7.17 Outlines');
  return problems;
}

/** What an archive reads first, and that the other information says the same. */
export function metadataOf(file: PdfFile): ReadonlyMap<string, string> {
  const reference = catalogOf(file).get('Metadata') as PdfReference | undefined;
  const stream = reference ? file.objects.get(reference.number) : undefined;
  if (!(stream instanceof PdfStream)) return new Map();
  const text = new TextDecoder().decode(bytesOf(stream));
  const packet =
    /^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>(.*)<\?xpacket end="[rw]"\?>$/s;
  const inside = packet.exec(text)?.[1];
  if (inside === undefined || stream.dictionary.has('Filter')) return new Map();
  const read = new DOMParser({
    onError: (_, message) => {
      throw new Error(message);
    },
  }).parseFromString(inside.trim(), 'text/xml');
  return new Map(
    Array.from(read.getElementsByTagName('*'), (element) => [
      element.nodeName,
      (element.textContent ?? '').trim(),
    ]),
  );
}

function metadataProblems(file: PdfFile): string[] {
  const found = metadataOf(file);
  const info = dictionaryAt(file, file.trailer.get('Info'));
  const problems = Object.entries({
    'pdfaid:part': '2',
    'pdfaid:conformance': 'A',
    'pdfuaid:part': '1',
    'pdfaSchema:namespaceURI': 'http://www.aiim.org/pdfua/ns/id/',
  }).flatMap(([name, value]) => (found.get(name) === value ? [] : [`ISO 19005-2 6.6 ${name}`]));
  if (!found.get('dc:title')) problems.push('ISO 14289-1 7.1 dc:title');
  const date = (info.get('CreationDate') as PdfString).bytes.slice(2, 10);
  if (found.get('xmp:CreateDate')?.slice(0, 10).replaceAll('-', '') !== date) {
    problems.push('ISO 19005-2 6.6 dates differ');
  }
  return problems;
}
