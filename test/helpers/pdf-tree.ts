/** Clauses on tags: ISO 14289-1 clause 7 and ISO 19005-2 clause 6.7, looked for in a finished PDF. */
import { isTag, type Kid, type Tag } from '../../src/render/pdf-tags.js';
import { readTags } from '../../src/render/pdf-tags-read.js';
import type { PdfName, PdfReference, PdfValue } from '../../src/render/pdf-values.js';
import { catalogOf, dictionaryAt, nameOf, type PdfFile, type PdfPage } from './pdf-file.js';

/** Types of ISO 32000-1, 14.8.4 that this program writes, and what may stand in some of them. */
const TYPES = new Set(
  'Document Div H1 H2 H3 H4 H5 H6 P TOC TOCI Reference Link Table Caption TR TH TD Figure'.split(
    ' ',
  ),
);
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  Table: ['Caption', 'TR'],
  TR: ['TH', 'TD'],
  TOC: ['TOCI'],
  TOCI: ['Reference'],
  Reference: ['Link'],
};
const PAINTS = new Set('Tj TJ \' " f F f* S s B B* b b* sh Do'.split(' '));

/** What is wrong, each with its clause. */
export function treeProblems(file: PdfFile, pages: readonly PdfPage[]): string[] {
  const problems: string[] = [];
  const top = readTags(file);
  /** Types by page and mark. */
  const marks = new Map<string, string>();
  let heading = 0;
  const walk = (tag: Tag, inFigure: boolean): void => {
    const { type, kids } = tag;
    const rank = Number(/^H(\d)$/.exec(type)?.[1] ?? 0);
    if (!TYPES.has(type)) problems.push(`ISO 19005-2 6.7.3.4 type ${type}`);
    if (rank > heading + 1) problems.push(`ISO 14289-1 7.4.2 H${rank} after H${heading}`);
    if (rank > 0) heading = rank;
    if (kids.length === 0 && !['TD', 'TH'].includes(type)) problems.push(`empty ${type}`);
    if (type === 'Figure' && inFigure) problems.push('Figure in Figure');
    if (type === 'Figure' && !tag.alt) problems.push('ISO 14289-1 7.3 Figure without Alt');
    if (type === 'TH' && !tag.scope) problems.push('ISO 14289-1 7.5 TH without Scope');
    if (type === 'Table') problems.push(...gridProblems(tag));
    const contained = CONTAINED[type];
    for (const kid of kids) {
      if (isTag(kid)) {
        if (contained && !contained.includes(kid.type)) {
          problems.push(`ISO 14289-1 7.5, 7.6 ${kid.type} in ${type}`);
        }
        walk(kid, inFigure || type === 'Figure');
      } else if (kid.kind === 'mark') {
        const key = `${kid.page} ${kid.id}`;
        if (marks.has(key)) problems.push(`mark ${key} stands twice in the tree`);
        if (contained) problems.push(`content right in a ${type}`);
        marks.set(key, type);
      } else if (type !== 'Link') problems.push(`ISO 14289-1 7.18.5 annotation in ${type}`);
    }
  };
  walk(top, false);
  if (top.type !== 'Document') problems.push('no Document');
  if (!top.kids.some((kid) => isTag(kid))) problems.push('nothing is tagged');
  problems.push(...pages.flatMap((page) => contentProblems(page, marks)));
  for (const key of marks.keys()) problems.push(`mark ${key} stands on no page`);
  return [...problems, ...linkProblems(file, pages), ...parentProblems(file, pages)];
}

/** Every place of a table's grid has one cell. */
function gridProblems(table: Tag): string[] {
  const rows = table.kids.filter((kid): kid is Tag => isTag(kid) && kid.type === 'TR');
  const covered = new Set<string>();
  let width = 0;
  const problems: string[] = [];
  rows.forEach((row, r) => {
    let column = 0;
    for (const cell of row.kids.filter(isTag)) {
      while (covered.has(`${r} ${column}`)) column += 1;
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let across = 0; across < cell.colSpan; across += 1) {
          const place = `${r + down} ${column + across}`;
          if (covered.has(place)) problems.push('ISO 14289-1 7.5 cells overlap');
          covered.add(place);
          width = Math.max(width, column + across + 1);
        }
      }
    }
  });
  if (covered.size !== width * rows.length) problems.push('ISO 14289-1 7.5 the grid has holes');
  if (!rows.some((row) => row.kids.some((kid) => isTag(kid) && kid.type === 'TH'))) {
    problems.push('ISO 14289-1 7.5 no TH');
  }
  return problems;
}

/** All that is painted is tagged or an artifact, never both; marks that are met leave `marks`. */
function contentProblems({ number, content }: PdfPage, marks: Map<string, string>): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  for (const { operator, operands } of content) {
    if (operator === 'BDC' || operator === 'BMC') {
      const [type, properties] = operands as [PdfName, PdfValue];
      const id = properties instanceof Map ? properties.get('MCID') : undefined;
      if (id !== undefined) {
        const key = `${number} ${Number(id)}`;
        if (marks.get(key) !== type.text) problems.push(`mark ${key} is not ${type.text}`);
        marks.delete(key);
      }
      const around = open.filter((one) => one !== 'Span');
      if (type.text !== 'Span' && around.length > 0) {
        problems.push(`ISO 14289-1 7.1 ${type.text} in ${around.join()}`);
      }
      open.push(type.text);
    } else if (operator === 'EMC') open.pop();
    else if (PAINTS.has(operator) && !open.some((one) => one !== 'Span')) {
      problems.push(`ISO 14289-1 7.1 unmarked ${operator}`);
    }
  }
  return open.length > 0 ? [...problems, 'marks stay open'] : problems;
}

/** Links are said in words, in the tree, and in its order. */
function linkProblems(file: PdfFile, pages: readonly PdfPage[]): string[] {
  return pages.flatMap(({ entries }) => {
    const problems = nameOf(entries.get('Tabs')) === 'S' ? [] : ['ISO 14289-1 7.18.3 Tabs'];
    const annotations = (entries.get('Annots') ?? []) as readonly PdfValue[];
    for (const annotation of annotations.map((one) => dictionaryAt(file, one))) {
      if (!annotation.has('Contents')) problems.push('ISO 14289-1 7.18.5 Contents');
      if (!annotation.has('StructParent')) problems.push('ISO 14289-1 7.18.1 StructParent');
    }
    return problems;
  });
}

/** The parent tree leads from each page's marks to the elements that hold them. */
function parentProblems(file: PdfFile, pages: readonly PdfPage[]): string[] {
  const root = dictionaryAt(file, catalogOf(file).get('StructTreeRoot'));
  const numbers = dictionaryAt(file, root.get('ParentTree')).get('Nums') as readonly PdfValue[];
  const byKey = new Map(
    Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[i * 2], numbers[i * 2 + 1]]),
  );
  const holds = (kids: readonly PdfValue[], page: number, id: number, own: PdfValue | undefined) =>
    kids.some((kid) => {
      if (typeof kid === 'number') return kid === id && (own as PdfReference).number === page;
      if (!(kid instanceof Map)) return false;
      return kid.get('MCID') === id && (kid.get('Pg') as PdfReference).number === page;
    });
  return pages.flatMap(({ number, entries }) => {
    const owners = (byKey.get(entries.get('StructParents')) ?? []) as readonly PdfValue[];
    return owners.flatMap((owner, id) => {
      if (owner === null) return [];
      const element = dictionaryAt(file, owner);
      const kids = element.get('K') ?? null;
      const all = Array.isArray(kids) ? kids : [kids];
      return holds(all, number, id, element.get('Pg')) ? [] : [`parent of ${id} on ${number}`];
    });
  });
}

/** Whatever has this type, in reading order. */
export function tagsOf(top: Tag, type: string): Tag[] {
  const kids = top.kids.filter((kid: Kid): kid is Tag => isTag(kid));
  return [...(top.type === type ? [top] : []), ...kids.flatMap((kid) => tagsOf(kid, type))];
}
