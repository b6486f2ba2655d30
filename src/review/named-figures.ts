/**
 * The printed figures of a package by their names: where one comes from, which of them a line feeds, which of them
 * a rule compared. Names are those of narrative/printed-figures.ts.
 */
import { itemsOf, reportOf } from '../checks/report.js';
import type { CompileResult, Publishable } from '../compile.js';
import { type Figure, factorsOf, type Side, type Span } from '../model/money.js';
import type { Document } from '../narrative/document.js';
import { cellFigure, type NamedFigure, printedFigures } from '../narrative/printed-figures.js';
import { cellText } from '../tables/table.js';
import type { World } from '../world.js';
import { cellFound, type Found } from './explain/find.js';
import type { Leaf } from './open/edition.js';
import { placeKey } from './open/edition.js';
import { leavesIn } from './open/edition-of.js';
import { sectionsOf, sentencesOf } from './open/printed-prose.js';
import { ReviewError } from './open/review-error.js';
import { listed } from './show/check-json.js';
import type { ExplainOutput } from './show/diff-schema.js';
import { explainOutput } from './show/explain-json.js';
import { slashed } from './show/json-text.js';

/** A figure as it is printed. */
export interface PrintedFigure {
  /** The name that its element has in the document. */
  readonly figure: string;
  /** 预算05-1 一般公共预算支出表 › 行政运行 › 合计, or the section. */
  readonly place: string;
  readonly text: string;
  /** The sentence that it stands in. */
  readonly sentence?: string;
}

/** A place of an input: a line of a file, or a cell of a workbook. */
export interface InputPlace {
  /** With `/`. */
  readonly file: string;
  readonly line: number;
  readonly sheet?: string | undefined;
  readonly cell?: string | undefined;
}

/**
 * Where a figure comes from.
 * @param name of an element of the document, its `data-figure`
 * @returns what `gongkai explain --format json` prints
 * @throws ReviewError where this version has no such figure
 */
export function trace(
  result: Publishable,
  name: string,
  { version }: Pick<World, 'version'>,
): ExplainOutput {
  const { tables, document } = result.compiled;
  const named = printedFigures(tables, document).find((one) => one.name === name);
  if (!named) throw new ReviewError('材料已经变了，没有这个数，请再点一次。');
  const found = foundOf(named, document);
  const { place } = printedOf(named, document);
  return explainOutput(result.file, [place], [found], leavesIn(result), version);
}

/** All printed figures that what is written in a place makes larger or smaller. */
export function feeds({ compiled }: Publishable, place: InputPlace): PrintedFigure[] {
  const { tables, document } = compiled;
  const isThere = (span: Span): boolean =>
    slashed(span.file) === place.file &&
    (place.cell === undefined
      ? span.line === place.line
      : span.cell?.address === place.cell && span.cell.sheet === place.sheet);
  return printedFigures(tables, document)
    .filter(
      ({ figure }) => isFed(figure, isThere) || (figure.whole && isFed(figure.whole, isThere)),
    )
    .map((one) => printedOf(one, document));
}

/** Whether a source that counts stands in a place. */
function isFed(figure: Figure, isThere: (span: Span) => boolean): boolean {
  const at = figure.sources.findIndex(isThere);
  if (at < 0) return false;
  const factors = factorsOf(figure);
  return figure.sources.some((span, i) => isThere(span) && !factors[i]?.isZero());
}

/** The names of the printed figures that both sides of a finding are. */
export interface FindingFigures {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** @param index of the finding in the `结果` of `check` or `findings` */
export function findingFigures(result: CompileResult, index: number): FindingFigures {
  const report = reportOf(result.file, result);
  const item = listed(itemsOf(report))[index - report.problems.length];
  const sides = item?.outcome.sides;
  if (!sides) return { left: [], right: [] };
  const all = printedFigures([...result.tables.values()].flat(), result.compiled?.document);
  return { left: namesOf(sides.left, all), right: namesOf(sides.right, all) };
}

/** Those that the rule took from the tables; else all that print the same amount from the same places. */
function namesOf({ figure, parts }: Side, all: readonly NamedFigure[]): string[] {
  const summed = new Set(parts?.map(cellFigure));
  const taken = all.filter(({ name }) => summed.has(name));
  const same = (other: Figure) =>
    other === figure ||
    (other.value.eq(figure.value) &&
      figure.sources.length > 0 &&
      placesOf(other) === placesOf(figure));
  return (taken.length > 0 ? taken : all.filter((one) => same(one.figure))).map(({ name }) => name);
}

const placesOf = ({ sources }: Figure) => sources.map(placeKey).sort().join('\n');

/** Something that is written in an input. */
export interface InputLine extends InputPlace {
  /** 基本支出 › 2060101 行政运行 › 30101 基本工资 */
  readonly label: string;
  /** As it is written. */
  readonly text: string;
}

/** All that an input and the files that it names say, in their order; nothing where the input is not valid. */
export function inputLines(result: CompileResult): InputLine[] {
  return leavesIn(result).map(({ label, text, span }: Leaf) => ({
    file: slashed(span.file),
    line: span.line,
    ...(span.cell ? { sheet: span.cell.sheet, cell: span.cell.address } : {}),
    label,
    text,
  }));
}

// ---- in words

function foundOf(named: NamedFigure, document: Document): Found {
  if (named.kind === 'cell') return cellFound(named.table, named.cell);
  const { place, text, sentence = text } = printedOf(named, document);
  return { kind: 'sentence', place, sentence, text, figure: named.figure };
}

function printedOf(named: NamedFigure, document: Document): PrintedFigure {
  const { name: figure } = named;
  if (named.kind === 'cell') {
    const { table, cell } = named;
    const row = [cell.code, cell.rowText.trim()].filter(Boolean).join(' ');
    const steps = [`${table.id} ${table.name}`, row, cell.columnPath.join('.')];
    return { figure, place: steps.filter(Boolean).join(' › '), text: cellText(cell.content) };
  }
  const part = document.parts[named.part];
  const block = part?.blocks[named.block];
  if (!part || block?.kind !== 'paragraph') throw new Error(`no paragraph ${figure}`);
  const before = part.blocks.slice(0, named.block).filter((one) => one.kind === 'heading');
  const place = sectionsOf({ ...part, blocks: before }).at(-1)?.name ?? part.title;
  const text = block.runs[named.run]?.text ?? '';
  return { figure, place, text, sentence: sentenceAt(block.runs, named.run) };
}

/** The sentence of a paragraph that a run begins in. */
function sentenceAt(runs: readonly { readonly text: string }[], run: number): string {
  const text = runs.map((one) => one.text).join('');
  let left = runs.slice(0, run).reduce((length, one) => length + one.text.length, 0);
  for (const sentence of sentencesOf({ text, figures: [] })) {
    if (left < sentence.text.length) return sentence.text;
    left -= sentence.text.length;
  }
  return text;
}
