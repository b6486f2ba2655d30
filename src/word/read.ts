/**
 * The text of a Word document as it reads with all its tracked changes accepted: paragraphs and tables in their order,
 * who changed what, and the comments. Contents, headers, pictures and text boxes are left out.
 */

import type {
  Revision,
  WordBlock,
  WordCell,
  WordDocument,
  WordParagraph,
  WordRow,
} from './document.js';
import { damagedWord, tooMuch, WORD_BOUNDS, type WordParts, wordParts } from './parts.js';
import { readComments, readStyles, type WordComment, type WordStyle, walk } from './styles.js';

/** @throws Unreadable that says in Chinese what is wrong with the file */
export function readWord(bytes: Uint8Array): WordDocument {
  return readParts(wordParts(bytes));
}

/** Elements that are left out: drawings, what older programs show instead of them, looks. */
const SKIPPED: ReadonlySet<string> = new Set([
  ...['w:drawing', 'w:pict', 'w:object', 'mc:Fallback'],
  // how things were before
  ...['w:pPrChange', 'w:rPrChange', 'w:tcPrChange', 'w:trPrChange', 'w:tblPrChange'],
  ...['w:tblGridChange', 'w:sectPrChange', 'w:numPr'],
]);
const BOX = 'w:txbxContent';

interface DraftParagraph {
  text: string;
  style: WordStyle | undefined;
  readonly revisions: Revision[];
  readonly comments: WordComment[];
  align: WordCell['align'];
  left: number;
  bold: boolean;
  listed: boolean;
  /** Its end is deleted: the next paragraph goes on in it. */
  joined: boolean;
}

interface DraftCell {
  readonly lines: string[];
  revisions: Revision[];
  comments: WordComment[];
  colSpan: number;
  merged: WordCell['merged'];
  align: WordCell['align'];
  left: number;
  bold: boolean;
}

interface DraftTable {
  readonly rows: WordRow[];
  readonly widths: number[];
  caption: string;
  cells: DraftCell[];
  head: boolean;
  deleted: boolean;
  cell: DraftCell | undefined;
}

const ALIGN: Readonly<Record<string, WordCell['align']>> = {
  ...{ left: 'left', start: 'left', both: 'left', center: 'center' },
  ...{ right: 'right', end: 'right' },
};
const isOn = (value: string | undefined): boolean => !['0', 'false', 'off'].includes(value ?? '');

function readParts(parts: WordParts): WordDocument {
  const reader = new Reader(readStyles(parts.styles), readComments(parts.comments));
  walk(
    parts.text,
    ({ name, attributes }) => reader.open(name, attributes),
    (text) => reader.characters(text),
    (name) => reader.close(name),
  );
  const { blocks, boxes } = reader;
  return { title: titleOf(parts.properties), blocks, macros: parts.macros, boxes };
}

const titleOf = (properties: string): string => {
  let within = false;
  let title = '';
  const onText = (text: string) => {
    if (within) title += text;
  };
  walk(
    properties,
    ({ name }) => (within = name === 'dc:title'),
    onText,
    () => (within = false),
  );
  return title.trim();
};

type Attributes = Readonly<Record<string, string>>;

/** Follows the elements of the text from its beginning. */
class Reader {
  readonly blocks: WordBlock[] = [];
  boxes = 0;
  private readonly left = { ...WORD_BOUNDS } as Record<
    'tags' | 'paragraphs' | 'cells' | 'characters',
    number
  >;
  private depth = 0;
  /** How deep the element lies that is skipped with all in it. */
  private skipped = 0;
  private readonly tables: DraftTable[] = [];
  private paragraph: DraftParagraph | undefined;
  /** A paragraph whose end is deleted, before what goes on in it. */
  private begun: DraftParagraph | undefined;
  /** Within the properties of a paragraph, or of its end. */
  private inProperties = false;
  private inEnd = false;
  private hidden = false;
  private within: 'text' | 'deleted' | 'instruction' | undefined;
  /** Who inserts or deletes what is read. */
  private readonly changes: {
    readonly element: string;
    readonly author: string;
    readonly kind: Revision['kind'];
  }[] = [];
  /** Fields that are open, outermost first: whether each is one of contents. */
  private readonly fields: { instruction: string }[] = [];

  constructor(
    private readonly styles: ReadonlyMap<string, WordStyle>,
    private readonly comments: ReadonlyMap<string, WordComment>,
  ) {}

  open(name: string, attributes: Attributes): void {
    this.depth += 1;
    this.spend('tags', 1);
    if (this.depth > WORD_BOUNDS.depth) throw damagedWord();
    if (name === BOX) this.boxes += 1;
    if (this.skipped > 0) return;
    if (SKIPPED.has(name)) {
      this.skipped = this.depth;
      return;
    }
    const value = attributes['w:val'];
    const table = this.tables.at(-1);
    const { paragraph } = this;
    switch (name) {
      case 'w:p':
        this.spend('paragraphs', 1);
        this.paragraph = this.begun ?? newParagraph();
        this.begun = undefined;
        return;
      case 'w:pPr':
        this.inProperties = true;
        return;
      case 'w:rPr':
        this.inEnd = this.inProperties;
        return;
      case 'w:pStyle':
        if (paragraph) paragraph.style = this.styles.get(value ?? '');
        return;
      case 'w:jc':
        if (this.inProperties && paragraph) paragraph.align = ALIGN[value ?? ''];
        return;
      case 'w:ind':
        if (this.inProperties && paragraph)
          paragraph.left = Number(attributes['w:left'] ?? attributes['w:start'] ?? 0) || 0;
        return;
      case 'w:b':
        if (!this.inProperties && paragraph && isOn(value)) paragraph.bold = true;
        return;
      case 'w:r':
        this.hidden = false;
        return;
      case 'w:vanish':
        if (!this.inProperties) this.hidden = isOn(value);
        return;
      case 'w:ins':
      case 'w:moveTo':
      case 'w:del':
      case 'w:moveFrom':
        this.change(name, attributes['w:author'] ?? '', table);
        return;
      case 'w:t':
        this.within = 'text';
        return;
      case 'w:delText':
        this.within = 'deleted';
        return;
      case 'w:instrText':
        this.within = 'instruction';
        return;
      case 'w:tab':
        if (!this.inProperties) this.add('\t');
        return;
      case 'w:cr':
        this.add('\n');
        return;
      case 'w:br':
        if ((attributes['w:type'] ?? 'textWrapping') === 'textWrapping') this.add('\n');
        return;
      case 'w:noBreakHyphen':
        this.add('-');
        return;
      case 'w:fldChar':
        this.field(attributes['w:fldCharType']);
        return;
      case 'w:commentReference': {
        const comment = this.comments.get(attributes['w:id'] ?? '');
        if (comment) paragraph?.comments.push(comment);
        return;
      }
      case 'w:tbl':
        this.endBegun(table?.cell);
        this.tables.push(newTable());
        return;
      case 'w:gridCol':
        table?.widths.push(Number(attributes['w:w'] ?? 0) || 0);
        return;
      case 'w:tblCaption':
        if (table && !table.cell) table.caption = value ?? '';
        return;
      case 'w:tblHeader':
        if (table) table.head = isOn(value);
        return;
      case 'w:tc':
        this.spend('cells', 1);
        if (table) table.cell = newCell();
        return;
      case 'w:gridSpan':
        if (table?.cell)
          table.cell.colSpan = Math.min(Math.max(Number(value) || 1, 1), MOST_COLUMNS);
        return;
      case 'w:vMerge':
        if (table?.cell) table.cell.merged = value === 'restart' ? 'start' : 'on';
    }
  }

  characters(text: string): void {
    if (this.skipped > 0 || this.within === undefined) return;
    this.spend('characters', text.length);
    if (this.within === 'instruction') {
      const field = this.fields.at(-1);
      if (field) field.instruction += text;
    } else this.add(text, this.within === 'deleted');
  }

  close(name: string): void {
    this.depth -= 1;
    if (this.skipped > 0) {
      if (this.depth < this.skipped) this.skipped = 0;
      return;
    }
    const table = this.tables.at(-1);
    switch (name) {
      case 'w:t':
      case 'w:delText':
      case 'w:instrText':
        this.within = undefined;
        return;
      case 'w:pPr':
        this.inProperties = false;
        return;
      case 'w:rPr':
        this.inEnd = false;
        return;
      case 'w:ins':
      case 'w:moveTo':
      case 'w:del':
      case 'w:moveFrom':
        if (this.changes.at(-1)?.element === name) this.changes.pop();
        return;
      case 'w:p':
        this.endParagraph(table?.cell);
        return;
      case 'w:tc':
        this.endBegun(table?.cell);
        if (table?.cell) table.cells.push(table.cell);
        if (table) table.cell = undefined;
        return;
      case 'w:body':
        this.endBegun(undefined);
        return;
      case 'w:tr':
        if (table) endRow(table);
        return;
      case 'w:tbl':
        this.endTable();
    }
  }

  private spend(what: keyof typeof this.left, amount: number): void {
    this.left[what] -= amount;
    if (this.left[what] < 0) throw tooMuch();
  }

  /** Something is inserted or deleted: runs, the end of a paragraph, or a row. */
  private change(element: string, author: string, table: DraftTable | undefined): void {
    const kind = element === 'w:ins' || element === 'w:moveTo' ? '增' : '删';
    if (this.inEnd) {
      if (kind === '删' && this.paragraph) this.paragraph.joined = true;
    } else if (!this.paragraph) {
      if (kind === '删' && table) table.deleted = true;
    }
    this.changes.push({ element, author, kind });
  }

  private add(text: string, isDeleted = false): void {
    const { paragraph } = this;
    if (!paragraph || this.inProperties) return;
    const change = this.changes.at(-1);
    if (this.fields.some(({ instruction }) => CONTENTS.test(instruction))) paragraph.listed = true;
    if (this.hidden) return;
    if (change) {
      const last = paragraph.revisions.at(-1);
      const { author, kind } = change;
      if (last && last.author === author && last.kind === kind)
        paragraph.revisions[paragraph.revisions.length - 1] = { ...last, text: last.text + text };
      else paragraph.revisions.push({ author, kind, text });
    }
    if (!isDeleted && change?.kind !== '删') paragraph.text += text;
  }

  private field(type: string | undefined): void {
    if (type === 'begin') this.fields.push({ instruction: '' });
    else if (type === 'end') this.fields.pop();
  }

  private endParagraph(cell: DraftCell | undefined): void {
    const { paragraph } = this;
    this.paragraph = undefined;
    if (!paragraph) return;
    if (paragraph.joined) this.begun = { ...paragraph, joined: false };
    else this.put(paragraph, cell);
  }

  /** A paragraph whose end is deleted goes on in nothing that stands elsewhere. */
  private endBegun(cell: DraftCell | undefined): void {
    const { begun } = this;
    this.begun = undefined;
    if (begun) this.put(begun, cell);
  }

  private put(paragraph: DraftParagraph, cell: DraftCell | undefined): void {
    const { text, revisions, comments, style, listed } = paragraph;
    if (cell) {
      cell.lines.push(text);
      cell.revisions = cell.revisions.concat(revisions);
      cell.comments = cell.comments.concat(comments);
      cell.align = paragraph.align ?? cell.align;
      cell.left = Math.max(cell.left, paragraph.left);
      cell.bold ||= paragraph.bold;
      return;
    }
    const { name = '', heading } = style ?? {};
    this.blocks.push({
      ...{ kind: 'paragraph', text, style: name, revisions, comments, listed },
      ...(heading === undefined ? {} : { heading }),
    } as WordParagraph);
  }

  private endTable(): void {
    const table = this.tables.pop();
    if (!table) return;
    const { rows, widths, caption } = table;
    const outer = this.tables.at(-1)?.cell;
    // a table within a cell is read as lines of that cell
    if (outer)
      for (const row of rows) outer.lines.push(row.cells.map(({ text }) => text).join('\t'));
    else this.blocks.push({ kind: 'table', rows, widths, caption });
  }
}

/** No form has more columns. */
const MOST_COLUMNS = 200;
/** A field that lists headings, or the number of their pages. */
const CONTENTS = /^\s*TOC\b/;

const newParagraph = (): DraftParagraph => ({
  ...{ text: '', style: undefined, revisions: [], comments: [], align: undefined },
  ...{ left: 0, bold: false, listed: false, joined: false },
});

const newTable = (): DraftTable => ({
  ...{ rows: [], widths: [], caption: '', cells: [] },
  ...{ head: false, deleted: false, cell: undefined },
});

const newCell = (): DraftCell => ({
  ...{ lines: [], revisions: [], comments: [], colSpan: 1, merged: undefined },
  ...{ align: undefined, left: 0, bold: false },
});

function endRow(table: DraftTable): void {
  const { cells, head, deleted } = table;
  Object.assign(table, { cells: [], head: false, deleted: false });
  if (deleted) return;
  let col = 0;
  const placed = cells.map(({ lines, ...cell }): WordCell => {
    const at = col;
    col += cell.colSpan;
    return { ...cell, text: lines.join('\n'), col: at };
  });
  table.rows.push({ cells: placed, head });
}
