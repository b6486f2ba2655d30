/** A Word document → the edition that it shows: its tables and its text, with all tracked changes accepted. */
import { basename } from 'node:path';
import { about, type Diagnostic } from '../../../diagnostics.js';
import { readBytes } from '../../../input/load.js';
import type { Table } from '../../../tables/table.js';
import type { WordBlock, WordDocument, WordParagraph, WordText } from '../../../word/document.js';
import { WORD_BOUNDS } from '../../../word/parts.js';
import { readWord } from '../../../word/read.js';
import { Unreadable } from '../../../workbook/guard.js';
import type { Disk } from '../../../world.js';
import type { Edition, ProseBlock, ProsePart } from '../edition.js';
import type { Opened } from '../opened.js';
import { tableOf } from '../workbook/read-workbook.js';
import { type SheetRows, sheetRows, type TableInText, textsAndTables } from './word-tables.js';

/** Reads a Word document; what is wrong with it is told in Chinese. */
export function readDraft(
  path: string,
  disk: Pick<Disk, 'readUpTo'>,
): { readonly word: WordDocument } | { readonly problem: Diagnostic } {
  const found = readBytes(path, (file) => disk.readUpTo(file, WORD_BOUNDS.file));
  return 'problem' in found ? found : reading(path, () => ({ word: readWord(found.bytes) }));
}

/** What comes of reading a document, or why it cannot be read. */
function reading<T>(path: string, read: () => T): T | { readonly problem: Diagnostic } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, message, hint } = error;
    return { problem: about(path, code, message, hint) };
  }
}

export function openWord(path: string, disk: Disk): Opened {
  const common = { name: path, sources: [] };
  const refused = (problem: Diagnostic): Opened => {
    return { ...common, diagnostics: [problem], files: [], remarks: [] };
  };
  const read = readDraft(path, disk);
  if ('problem' in read) return refused(read.problem);
  const made = reading(path, () => ({ edition: wordEdition(read.word, path) }));
  if ('problem' in made) return refused(made.problem);
  const remarks = wordRemarks(read.word, path);
  return { ...common, edition: made.edition, diagnostics: [], files: [path], remarks };
}

/** What stands below the text: a style, and the part of an edition. */
const CLOSING = '文末';

/** Paragraphs that say nothing of the package: the contents. */
export const isContents = (block: WordBlock): boolean =>
  block.kind === 'paragraph' &&
  (block.listed || /^(?:toc|目录)/.test(block.style) || /^\s*目\s*录\s*$/.test(block.text));

export function wordEdition(word: WordDocument, name: string): Edition {
  const blocks = word.blocks.filter((block) => !isContents(block));
  const tables: Table[] = [];
  let places = WORD_BOUNDS.places;
  const parts: { id: string; label: string; title: string; blocks: ProseBlock[] }[] = [
    { id: '封面', label: '', title: '封面', blocks: [] },
  ];
  for (const one of textsAndTables(blocks)) {
    if (one.kind === 'table') {
      const table = sheetRows(one, places);
      places -= table.rows.length * table.widths.length;
      tables.push(wordTable(one, table, tables.length));
      continue;
    }
    const { paragraph } = one;
    const level = headingLevel(paragraph);
    if (level === 0) {
      const [first = '', ...others] = paragraph.text.split('\n');
      const [, label = '', title = ''] = PART.exec(first) ?? [undefined, '', first];
      parts.push({ id: first, label, title: [title, ...others].join('').trim(), blocks: [] });
    } else {
      if (paragraph.style === CLOSING && parts.at(-1)?.id !== CLOSING)
        parts.push({ id: CLOSING, label: '', title: CLOSING, blocks: [] });
      parts.at(-1)?.blocks.push(blockOf(paragraph, level));
    }
  }
  const title = word.title || basename(name).replace(/\.docx$/i, '');
  return {
    name,
    kind: '文稿',
    title,
    department: undefined,
    year: yearOf(title),
    format: undefined,
    version: undefined,
    templates: undefined,
    tables,
    parts: parts as readonly ProsePart[],
    leaves: undefined,
  };
}

function yearOf(title: string): number | undefined {
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(title)?.[1];
  return year === undefined ? undefined : Number(year);
}

const PART = /^\s*(第[一二三四五六七八九十百]+部分)\s*(.*)$/;
const LEVELS: readonly RegExp[] = [
  PART,
  /^\s*[一二三四五六七八九十廿百]+、/,
  /^\s*（[一二三四五六七八九十廿百]+）/,
  /^\s*\d+[.．、]/,
];

/** 0 a part, 1 一、, 2 （一）, 3 1.; undefined for text. Numbers tell more than styles, whose levels differ. */
function headingLevel({ text, heading }: WordParagraph): 0 | 1 | 2 | 3 | undefined {
  if (heading === undefined) return undefined;
  const numbered = LEVELS.findIndex((pattern) => pattern.test(text));
  const level = numbered >= 0 ? numbered : Math.max(heading - 1, 0) % 3;
  return Math.min(level, 3) as 0 | 1 | 2 | 3;
}

function blockOf({ text }: WordParagraph, level: 1 | 2 | 3 | undefined): ProseBlock {
  if (level === undefined) return { kind: 'paragraph', runs: [{ text }] };
  return { kind: 'heading', level, text, id: text };
}

/** A table by the name that it was given, else by its own words. */
function wordTable(table: TableInText, { rows, widths, fixed }: SheetRows, index: number): Table {
  const shown = table.above.find(({ style }) => style === '表题') ?? table.above[0];
  const title = shown?.text || `第${index + 1}张表`;
  const [, id = title, name = title] = /^(\S+) (.+)$/.exec(table.grids[0]?.caption ?? '') ?? [];
  return tableOf({ name: title, rows, widths, fixed, landscape: false }, { id, name });
}

/** Names that are told of those who changed something. */
const MOST_NAMES = 3;

/** What a reviewer must know of a draft: changes that nobody decided on, comments, what was not read. */
export function wordRemarks({ blocks, boxes, macros }: WordDocument, path: string): string[] {
  const texts = blocks.flatMap((block): readonly WordText[] =>
    block.kind === 'paragraph' ? [block] : block.rows.flatMap(({ cells }) => cells),
  );
  const revisions = texts.flatMap((one) => one.revisions);
  const comments = texts.flatMap((one) =>
    one.comments.map((comment) => ({ comment, at: one.text })),
  );
  const authors = [...new Set(revisions.map(({ author }) => author || '不知名的人'))];
  const who = `${authors.slice(0, MOST_NAMES).join('、')}${authors.length > MOST_NAMES ? '等' : ''}`;
  return [
    ...(revisions.length > 0
      ? [
          `${path} 有 ${revisions.length} 处修订（${who}）还没有接受或拒绝，按全部接受以后的文字比。`,
        ]
      : []),
    ...comments.map(
      ({ comment, at }) =>
        `${path} 批注（${comment.author || '不知名的人'}）：${comment.text.trim()}　——在“${brief(at)}”`,
    ),
    ...(boxes > 0 ? [`${path} 有 ${boxes} 个文本框，里面的文字没有读。`] : []),
    ...(macros ? [`${path} 带有宏，没有运行，也没有读。`] : []),
  ];
}

const BRIEF = 24;
const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > BRIEF ? `${line.slice(0, BRIEF)}…` : line;
};
