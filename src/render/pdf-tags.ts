/** The structure tree of a tagged PDF (ISO 32000-1, 14.7): read, and written anew. */
import { sortBy } from 'es-toolkit/array/sortBy';
import { dictionaryAt, nameOf, type PdfObjects, resolved } from './pdf-read.js';
import {
  dictionary,
  type PdfDictionary,
  PdfFormatError,
  PdfName,
  PdfReference,
  PdfString,
  type PdfValue,
  textString,
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
  readonly kids: readonly Kid[];
  readonly alt?: string;
  readonly language?: string;
  /** What header cells are named by. */
  readonly id?: string;
  /** Of a cell. */
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly scope?: string;
  /** Ids of the cell's headers. */
  readonly headers: readonly string[];
}

export type Kid = Tag | Mark | Annotation;

export const isTag = (kid: Kid): kid is Tag => kid.kind === 'tag';

/** @throws PdfFormatError where the PDF is not tagged */
export function readTags(pdf: PdfObjects): Tag {
  const root = dictionaryAt(pdf, dictionaryAt(pdf, pdf.trailer.get('Root')).get('StructTreeRoot'));
  const [top] = readKids(pdf, root, undefined);
  if (!top || !isTag(top)) throw new PdfFormatError('没有标签');
  return top;
}

function readKids(pdf: PdfObjects, parent: PdfDictionary, page: number | undefined): Kid[] {
  const kids = resolved(pdf, parent.get('K'));
  const given = Array.isArray(kids) ? kids : kids === undefined ? [] : [kids];
  return given.map((kid) => readKid(pdf, kid, page));
}

function readKid(pdf: PdfObjects, value: PdfValue, inherited: number | undefined): Kid {
  if (typeof value === 'number') return { kind: 'mark', page: stated(inherited), id: value };
  const entries = dictionaryAt(pdf, value);
  const own = entries.get('Pg');
  const page = own instanceof PdfReference ? own.number : inherited;
  const type = nameOf(entries.get('Type'));
  if (type === 'MCR') return { kind: 'mark', page: stated(page), id: Number(entries.get('MCID')) };
  const object = entries.get('Obj');
  if (type === 'OBJR' && object instanceof PdfReference) {
    return { kind: 'annotation', page: stated(page), object: object.number };
  }
  return readElement(pdf, entries, page);
}

function stated(page: number | undefined): number {
  if (page === undefined) throw new PdfFormatError('标签没有页');
  return page;
}

function readElement(pdf: PdfObjects, entries: PdfDictionary, page: number | undefined): Tag {
  const attributes = new Map<string, PdfValue>();
  const given = resolved(pdf, entries.get('A')) ?? [];
  for (const some of Array.isArray(given) ? given : [given]) {
    for (const [key, value] of dictionaryAt(pdf, some)) attributes.set(key, value);
  }
  const text = (key: string): string | undefined => {
    const value = entries.get(key);
    return value instanceof PdfString ? stringText(value) : undefined;
  };
  const [alt, language, id] = [text('Alt'), text('Lang'), text('ID')];
  const headers = attributes.get('Headers');
  const scope = nameOf(attributes.get('Scope'));
  return {
    kind: 'tag',
    type: nameOf(entries.get('S')),
    kids: readKids(pdf, entries, page),
    ...(alt === undefined ? {} : { alt }),
    ...(language === undefined ? {} : { language }),
    ...(id === undefined ? {} : { id }),
    ...(scope ? { scope } : {}),
    rowSpan: Number(attributes.get('RowSpan') ?? 1),
    colSpan: Number(attributes.get('ColSpan') ?? 1),
    headers: Array.isArray(headers)
      ? headers.flatMap((header) => (header instanceof PdfString ? header.bytes : []))
      : [],
  };
}

function stringText({ bytes }: PdfString): string {
  if (!bytes.startsWith('\xfe\xff')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

/** Types of the elements of each page's marks, by their numbers. */
export type PageMarks = ReadonlyMap<number, ReadonlyMap<number, string>>;

/**
 * Puts a tree in the place of the old one. Names of header cells count from 1 in reading order.
 * @returns what the pages' marks stand for now
 */
export function writeTags(pdf: PdfObjects, top: Tag): PageMarks {
  const catalog = dictionaryAt(pdf, pdf.trailer.get('Root'));
  let next = Math.max(...pdf.objects.keys()) + 1;
  const newObject = (value: PdfValue): PdfReference => {
    pdf.objects.set(next, value);
    next += 1;
    return new PdfReference(next - 1);
  };
  const ids = headerIds(top);
  const named: (readonly [string, PdfReference])[] = [];
  const marks = new Map<number, Map<number, string>>();
  /** Elements of a page's marks by their numbers, and of annotations. */
  const owners = new Map<number, PdfReference[]>();
  const annotations: (readonly [object: number, owner: PdfReference])[] = [];
  const write = (tag: Tag, parent: PdfReference): PdfReference => {
    const element: PdfDictionary = new Map();
    const reference = newObject(element);
    const pages = tag.kids.flatMap((kid) => (kid.kind === 'mark' ? kid.page : []));
    const page = pages[0];
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
    const id = tag.id === undefined ? undefined : ids.get(tag.id);
    if (id) named.push([id, reference]);
    const entries: Record<string, PdfValue | undefined> = {
      Type: new PdfName('StructElem'),
      S: new PdfName(tag.type),
      P: parent,
      Pg: page === undefined ? undefined : new PdfReference(page),
      K: kids.length > 1 ? kids : kids[0],
      ID: id === undefined ? undefined : new PdfString(id),
      A: cellAttributes(tag, ids),
      Alt: tag.alt === undefined ? undefined : textString(tag.alt),
      Lang: tag.language === undefined ? undefined : textString(tag.language),
    };
    for (const [key, value] of dictionary(entries)) element.set(key, value);
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
    IDTree: named.length > 0 ? newObject(nameTree(named)) : undefined,
  })) {
    root.set(key, value);
  }
  catalog.set('StructTreeRoot', rootReference);
  return marks;
}

function ofPage<T>(pages: Map<number, T>, page: number, start: () => T): T {
  const found = pages.get(page) ?? start();
  pages.set(page, found);
  return found;
}

/** New names of the header cells that cells refer to, by their old ones. */
function headerIds(top: Tag): Map<string, string> {
  const cells: Tag[] = [];
  const collect = (tag: Tag): void => {
    cells.push(tag);
    for (const kid of tag.kids) if (isTag(kid)) collect(kid);
  };
  collect(top);
  const wanted = new Set(cells.flatMap(({ headers }) => headers));
  const found = cells.flatMap(({ id }) => (id !== undefined && wanted.has(id) ? id : []));
  return new Map(found.map((id, index) => [id, `h${String(index + 1).padStart(6, '0')}`]));
}

function cellAttributes(tag: Tag, ids: ReadonlyMap<string, string>): PdfDictionary | undefined {
  const headers = tag.headers.flatMap((id) => ids.get(id) ?? []);
  const attributes = dictionary({
    O: new PdfName('Table'),
    Scope: tag.scope === undefined ? undefined : new PdfName(tag.scope),
    RowSpan: tag.rowSpan > 1 ? tag.rowSpan : undefined,
    ColSpan: tag.colSpan > 1 ? tag.colSpan : undefined,
    Headers: headers.length > 0 ? headers.map((id) => new PdfString(id)) : undefined,
  });
  return attributes.size > 1 ? attributes : undefined;
}

/** A name tree of one node under the root; the names come in order. */
function nameTree(named: readonly (readonly [string, PdfReference])[]): PdfDictionary {
  const sorted = sortBy([...named], [([name]) => name]);
  return dictionary({
    Names: sorted.flatMap(([name, reference]) => [new PdfString(name), reference]),
  });
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
