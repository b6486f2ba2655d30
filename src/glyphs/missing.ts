/** Characters that no typeface prints, each where it was written: a reader of the PDF would see a box. */
import { about, at, type Diagnostic, type Severity } from '../diagnostics.js';
import type { Profile } from '../forms/library.js';
import { passagesOf } from '../input/passages.js';
import { decode, type Source } from '../input/source.js';
import { spanner } from '../input/spans.js';
import { Numeral, type Path, type Tree } from '../input/tree.js';
import type { Span } from '../model/money.js';
import type { Document } from '../narrative/document.js';
import type { SourceFile } from '../prepare.js';
import { printedTexts } from './printed.js';
import type { Typefaces } from './typefaces.js';

/** A PDF shows boxes in place of some characters. */
export class MissingGlyphsError extends Error {
  override readonly name = 'MissingGlyphsError';

  /** @param characters those that are not shown, as far as the file tells */
  constructor(readonly characters: readonly string[]) {
    super(`PDF 里有印成方框的字${characters.map(named).join('、')}`);
  }
}

/** Where texts were written. */
export interface Written {
  /** The input, for what stands nowhere as it is printed. */
  readonly file: string;
  /** The input and the files that it names. */
  readonly sources: readonly SourceFile[];
  /** Those of the format. */
  readonly templates: Profile['files'];
}

/** Stands for what could not be read: typefaces that have it print nothing that was meant. */
const LOST = '\ufffd';

/**
 * Characters of a document that typefaces lack, as a browser looks for them: what is written as letter and
 * mark may be one glyph. Selectors of forms are not among them.
 */
export function missingIn(document: Document, typefaces: Typefaces): string[] {
  return lackedBy(typefaces, charactersOf(document)[0]);
}

const lackedBy = ({ has }: Typefaces, characters: readonly string[]): string[] =>
  characters.filter((one) => !has(one) && !/[\n\r\t\p{Variation_Selector}]/u.test(one));

/** What is printed, as single characters and as those that a selector follows. */
function charactersOf(document: Document): [characters: string[], selected: string[]] {
  const characters = new Set<string>();
  const selected = new Set<string>();
  // most cells of tables print what another one does
  for (const text of new Set(printedTexts(document))) {
    for (const one of text.normalize('NFC')) characters.add(one);
    for (const [one] of text.matchAll(/.\p{Variation_Selector}/gu)) selected.add(one);
  }
  return [[...characters], [...selected]];
}

/**
 * What is wrong with the characters of a document.
 * @param typefaces those that print it
 * @returns an error for each place of a character that they lack; a warning where they do not have the form
 * that a selector asks for
 */
export function glyphProblems(
  document: Document,
  typefaces: Typefaces,
  written: Written,
): Diagnostic[] {
  const [characters, selected] = charactersOf(document);
  return [
    ...missingProblems(lackedBy(typefaces, characters), written, BUNDLED_HINT),
    ...selected.flatMap((one) => selectorProblems(one, written)),
  ];
}

const BUNDLED_HINT =
  '请核对是不是打错了；确是这个字的，在装有这个字的字体的电脑上加 --fonts 系统 编译；只要 Excel 和 CSV 时加 --only xlsx,csv';
const LOST_HINT = '是转码时丢掉的字，请重新输入';

/** What to say where the typefaces of this machine lack a character too. */
export const SYSTEM_HINT =
  '请核对是不是打错了；确是这个字的，请先在本机安装有这个字的字体；只要 Excel 和 CSV 时加 --only xlsx,csv';

/** An error for each place of each character. */
export function missingProblems(
  characters: readonly string[],
  written: Written,
  hint: string,
): Diagnostic[] {
  return characters.flatMap((one) =>
    one === LOST
      ? problemsAt(one, written, `文字里有丢失的字（${codesOf(one)}）`, LOST_HINT)
      : problemsAt(one, written, `没有字体能印${named(one)}，PDF 里会是方框`, hint),
  );
}

function selectorProblems(sequence: string, written: Written): Diagnostic[] {
  const [base = '', selector = ''] = sequence;
  const message = `“${base}”后面有异体选择符（${codesOf(selector)}），PDF 按“${base}”通行的字形印`;
  return problemsAt(sequence, written, message, '不要那个字形的，请删去后重新输入', '警告');
}

function problemsAt(
  text: string,
  { file, sources, templates }: Written,
  message: string,
  hint: string,
  severity: Severity = '错误',
): Diagnostic[] {
  const inInputs = sources.flatMap((source) => placesIn(source, text));
  const places = inInputs.length > 0 ? inInputs : templates.flatMap((one) => placesOf(one, text));
  if (places.length === 0) return [{ ...about(file, 'glyph-missing', message, hint), severity }];
  return places.map((place) => at(place, 'glyph-missing', message, hint, severity));
}

/** With a mark's own place for the letter that it stands on. */
const named = (character: string) =>
  `“${/\p{M}/u.test(character) ? '◌' : ''}${character}”（${codesOf(character)}）`;

const codesOf = (text: string): string =>
  [...text]
    .map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');

/** Places in a file of the input; comments of an input are not looked at. */
function placesIn({ input, file, text }: SourceFile, wanted: string): Span[] {
  if (input) return placesInSource(input.source, wanted);
  return text === undefined ? [] : placesInText(text, file, wanted);
}

function placesInSource(source: Source, wanted: string): Span[] {
  const values = passagesOf(source).flatMap((passage) => {
    const { text, place } = passage;
    const found = indexesOf(text, wanted).map((index) => place(wanted, index));
    // written as letter and mark, printed as one
    return found.length === 0 && text.normalize('NFC').includes(wanted) ? [place(text)] : found;
  });
  const keys = keysWith(source.tree, wanted).map((path) => source.keySpan(path));
  return [...values, ...keys].sort((a, b) => a.start - b.start);
}

/** Paths of the keys that a text stands in. */
function keysWith(tree: Tree, wanted: string, path: Path = []): Path[] {
  if (typeof tree !== 'object' || !tree || tree instanceof Numeral) return [];
  const list = Array.isArray(tree);
  return Object.entries(tree).flatMap(([key, value]) => {
    const own = [...path, list ? Number(key) : key];
    const here = !list && key.normalize('NFC').includes(wanted) ? [own] : [];
    return [...here, ...keysWith(value, wanted, own)];
  });
}

function placesOf({ shown, bytes }: Profile['files'][number], wanted: string): Span[] {
  const { text } = decode(bytes, shown);
  return text === undefined ? [] : placesInText(text, shown, wanted);
}

function placesInText(text: string, file: string, wanted: string): Span[] {
  const indexes = indexesOf(text, wanted);
  if (indexes.length === 0) return [];
  const span = spanner(text, file);
  return indexes.map((index) => span(index, index + wanted.length));
}

function indexesOf(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1))
    found.push(from);
  return found;
}
