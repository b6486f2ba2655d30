/** Every text that a document prints. */
import type { Block, Document } from '../narrative/document.js';
import { cellText, type Table } from '../tables/table.js';

/** Texts as they are printed, in their order; some come more than once. */
export function* printedTexts({ cover, contents, parts, closing }: Document): Generator<string> {
  yield* cover.above ?? [];
  yield* cover.title;
  yield* cover.lines;
  for (const { text } of contents) yield text;
  for (const { label, title, blocks } of parts) {
    yield label;
    yield title;
    for (const block of blocks) yield* textsOfBlock(block);
  }
  yield* closing;
}

function* textsOfBlock(block: Block): Generator<string> {
  switch (block.kind) {
    case 'heading':
      yield block.text;
      break;
    case 'paragraph':
      yield block.runs.map(({ text }) => text).join('');
      break;
    case 'table':
      yield* textsOfTable(block.table);
      break;
    case 'figure':
      yield block.caption;
      yield* stringsIn(block.chart);
  }
}

function* textsOfTable(table: Table): Generator<string> {
  const { number, title, lead, middle, unit, notes, preface, cells } = table;
  yield* [number, title, lead, middle, unit, ...preface, ...notes];
  for (const { content } of cells) if (content.kind === 'text') yield cellText(content);
}

/** The words of a chart; where its figures come from is not printed. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (key !== 'figure') yield* stringsIn(inner);
  }
}
