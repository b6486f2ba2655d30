/** The structure tree of a tagged PDF (ISO 32000-1, 14.7), and how it is written; for reading see pdf-tags-read.ts. */
import { dictionaryAt, nameOf, nextNumber, type PdfObjects } from './pdf-read.js';
import {
  dictionary,
  type PdfDictionary,
  PdfName,
  PdfReference,
  type PdfValue,
  PdfWritten,
  textString,
  writeEntry,
} from './pdf-values.js';

/** A piece of a page's content. */
export interface Mark {
  readonly kind: 'mark';
  /** The page's object. */
  readonly page: number;
  /** Number of the mark on its page. */
  readonly id: number;
}

export interface Annotation {
  readonly kind: 'annotation';
  readonly page: number;
  readonly object: number;
}

/** A structure element. */
export interface Tag {
  readonly kind: 'tag';
  readonly type: string;
  /** The browser's object of it. */
  readonly object: number | undefined;
  readonly kids: readonly Kid[];
  readonly alt: string | undefined;
  readonly language: string | undefined;
  /** Of a cell. */
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly scope: string | undefined;
}

export type Kid = Tag | Mark | Annotation;

export const isTag = (kid: Kid): kid is Tag => kid.kind === 'tag';
export const isMark = (kid: Kid): kid is Mark => kid.kind === 'mark';

/** Types of the elements of each page's marks, by their numbers. */
export type PageMarks = ReadonlyMap<number, ReadonlyMap<number, string>>;

/**
 * Puts a tree in the place of the old one. Of a cell's headers their scope tells; the browser's lists of
 * them name all labels of a row, on whichever side of the figure they stand.
 * @returns what the pages' marks stand for now
 */
export function writeTags(pdf: PdfObjects, top: Tag): PageMarks {
  const catalog = dictionaryAt(pdf, pdf.trailer.get('Root'));
  let next = nextNumber(pdf);
  const newObject = (value: PdfValue): PdfReference => {
    pdf.objects.set(next, value);
    next += 1;
    return new PdfReference(next - 1);
  };
  /** New elements by the old ones' objects. */
  const elements = new Map<number, PdfReference>();
  const marks = new Map<number, Map<number, string>>();
  /** Elements of a page's marks by their numbers, and of annotations. */
  const owners = new Map<number, PdfReference[]>();
  const annotations: (readonly [object: number, owner: PdfReference])[] = [];
  const write = (tag: Tag, parent: PdfReference): PdfReference => {
    const reference = new PdfReference(next);
    next += 1;
    if (tag.object !== undefined) elements.set(tag.object, reference);
    const page = tag.kids.find(isMark)?.page;
    const kids = tag.kids.map((kid): PdfValue => {
      if (isTag(kid)) return write(kid, reference);
      const { page: ownPage } = kid;
      if (kid.kind === 'annotation') {
        annotations.push([kid.object, reference]);
        return dictionary({
          Type: new PdfName('OBJR'),
          Pg: new PdfReference(ownPage),
          Obj: new PdfReference(kid.object),
        });
      }
      ofPage(marks, ownPage, () => new Map()).set(kid.id, tag.type);
      ofPage(owners, ownPage, () => [])[kid.id] = reference;
      if (ownPage === page) return kid.id;
      return dictionary({
        Type: new PdfName('MCR'),
        Pg: new PdfReference(ownPage),
        MCID: kid.id,
      });
    });
    pdf.objects.set(reference.number, new Element(tag, parent, page, kids));
    return reference;
  };
  const root: PdfDictionary = new Map();
  const rootReference = newObject(root);
  const document = write(top, rootReference);
  const tree = parentTree(pdf, owners, annotations);
  for (const [key, value] of dictionary({
    Type: new PdfName('StructTreeRoot'),
    K: document,
    ParentTree: newObject(dictionary({ Nums: tree.numbers })),
    ParentTreeNextKey: tree.next,
  })) {
    root.set(key, value);
  }
  catalog.set('StructTreeRoot', rootReference);
  leadToElements(pdf, elements);
  return marks;
}

/** A tag as it stands in the file. */
class Element extends PdfWritten {
  constructor(
    private readonly tag: Tag,
    private readonly parent: PdfReference,
    /** Of its marks. */
    private readonly page: number | undefined,
    private readonly kids: readonly PdfValue[],
  ) {
    super();
  }

  written(numberOf: (object: number) => number): string {
    const { type, alt, language } = this.tag;
    let text = `<</Type/StructElem/S/${type}/P ${numberOf(this.parent.number)} 0 R`;
    if (this.page !== undefined) text += `/Pg ${numberOf(this.page)} 0 R`;
    const [only] = this.kids;
    if (only !== undefined)
      text += writeEntry('K', this.kids.length > 1 ? this.kids : only, numberOf);
    const attributes = cellAttributes(this.tag);
    if (attributes) text += writeEntry('A', attributes);
    if (alt !== undefined) text += writeEntry('Alt', textString(alt));
    if (language !== undefined) text += writeEntry('Lang', textString(language));
    return `${text}>>`;
  }
}

function ofPage<T>(pages: Map<number, T>, page: number, start: () => T): T {
  const found = pages.get(page) ?? start();
  pages.set(page, found);
  return found;
}

function cellAttributes(tag: Tag): PdfDictionary | undefined {
  if (tag.scope === undefined && tag.rowSpan <= 1 && tag.colSpan <= 1) return undefined;
  return dictionary({
    O: new PdfName('Table'),
    Scope: tag.scope === undefined ? undefined : new PdfName(tag.scope),
    RowSpan: tag.rowSpan > 1 ? tag.rowSpan : undefined,
    ColSpan: tag.colSpan > 1 ? tag.colSpan : undefined,
  });
}

/** Bookmarks lead to the new elements. */
function leadToElements(pdf: PdfObjects, elements: ReadonlyMap<number, PdfReference>): void {
  for (const value of pdf.objects.values()) {
    const old = value instanceof Map ? value.get('SE') : undefined;
    if (!(value instanceof Map) || !(old instanceof PdfReference)) continue;
    const element = elements.get(old.number);
    if (element) value.set('SE', element);
    else value.delete('SE');
  }
}

/** From each page's marks, and from annotations, to their elements; both are numbered anew. */
function parentTree(
  pdf: PdfObjects,
  owners: ReadonlyMap<number, readonly PdfReference[]>,
  annotations: readonly (readonly [number, PdfReference])[],
): { numbers: PdfValue[]; next: number } {
  const numbers: PdfValue[] = [];
  let key = 0;
  for (const [number, value] of pdf.objects) {
    if (!(value instanceof Map) || nameOf(value.get('Type')) !== 'Page') continue;
    const elements = owners.get(number);
    value.delete('StructParents');
    if (!elements) continue;
    value.set('StructParents', key);
    numbers.push(
      key,
      Array.from(elements, (element) => element ?? null),
    );
    key += 1;
  }
  for (const [object, owner] of annotations) {
    dictionaryAt(pdf, new PdfReference(object)).set('StructParent', key);
    numbers.push(key, owner);
    key += 1;
  }
  return { numbers, next: key };
}

/** An element of a type that the browser has not. */
export function newTag(type: string, kids: readonly Kid[], spans: Spans = ONE): Tag {
  const { rowSpan, colSpan } = spans;
  const unsaid = { object: undefined, alt: undefined, language: undefined, scope: undefined };
  return { kind: 'tag', type, kids, ...unsaid, rowSpan, colSpan };
}

/** Rows and columns of a cell. */
export type Spans = Pick<Tag, 'rowSpan' | 'colSpan'>;
const ONE: Spans = { rowSpan: 1, colSpan: 1 };
