/** The parts of finishing a PDF, each on its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markEdits } from '../src/render/pdf-content.js';
import { wholeGrids } from '../src/render/pdf-grids.js';
import { PdfLexer } from '../src/render/pdf-lexer.js';
import { codeOf, edited, operatorsOf } from '../src/render/pdf-operators.js';
import { type PdfObject, readPdf, UnreadElement } from '../src/render/pdf-read.js';
import { meaningful } from '../src/render/pdf-structure.js';
import { isTag, type Kid, newTag, type Tag } from '../src/render/pdf-tags.js';
import { readTags } from '../src/render/pdf-tags-read.js';
import { PdfFormatError, PdfReference, PdfStream, writeValue } from '../src/render/pdf-values.js';
import { writePdf } from '../src/render/pdf-write.js';
import { srgbProfile } from '../src/render/srgb.js';
import { openFinished } from './helpers/pdf-file.js';

const mark = (id: number, page = 1): Kid => ({ kind: 'mark', page, id });

const markContent = (content: string, types: ReadonlyMap<number, string>): string =>
  edited(content, markEdits(content, operatorsOf(content), types));

describe('structure elements', () => {
  const attributes = fc.constantFrom(
    '',
    '/A [<</O /Table\n/RowSpan 2>> <</O /Table\n/ColSpan 31>>]\n',
    '/A [<</O /Table\n/Headers [<6E31> (node1)]>> <</O /Table\n/RowSpan 1>> <</O /Table\n/ColSpan 1>>]\n/ID (node3)\n',
    '/A [<</O /Table\n/Scope /Row>> <</O /Table\n/RowSpan 1>> <</O /Table\n/ColSpan 4>>]\n/ID <6E31>\n',
    '/A [<</O /Table\n/Scope /Column>>]\n',
    '/Alt (a)\n/Lang (zh-CN)\n',
  );
  const page = fc.constantFrom('', '/Pg 71 0 R\n', '/Pg 72 0 R\n');
  const kids = fc.oneof(
    fc.constantFrom('', '/K 12\n', '/K 5 0 R\n', '/K [5 0 R]\n', '/K [6 0 R 5 0 R]\n', '/K [7]\n'),
    fc.constant('/K [1 <</Type /MCR\n/Pg 72 0 R\n/MCID 2>> 5 0 R]\n'),
  );
  const element = fc
    .tuple(fc.constantFrom('P', 'TD', 'H1'), page, kids, attributes)
    .map(([type, ...rest]) => `<</Type /StructElem\n/S /${type}\n/P 3 0 R\n${rest.join('')}`);
  const leaf = (id: number) => `<</Type /StructElem\n/S /NonStruct\n/P 4 0 R\n/Pg 71 0 R\n/K ${id}`;
  const written = (text: string) => `${text.trimEnd()}>>`;

  const tagsOf = (...texts: readonly string[]): Tag => {
    const objects = new Map<number, PdfObject>([
      [1, new Map([['StructTreeRoot', new PdfReference(2)]])],
      [2, new Map([['K', new PdfReference(3)]])],
      ...texts.map((text, at) => [3 + at, new UnreadElement(`.${text}`, 1)] as const),
    ]);
    return readTags({ objects, trailer: new Map([['Root', new PdfReference(1)]]) });
  };

  it('are read the same as browsers write them and in any other form', () => {
    const top = '<</Type /StructElem\n/S /Document\n/P 2 0 R\n/Pg 71 0 R\n/K 4 0 R>>';
    fc.assert(
      fc.property(element, (one) => {
        const texts = [top, ...[one, leaf(3), leaf(4)].map(written)];
        const spaced = texts.map((text) => text.replaceAll('\n', '  '));
        expect(tagsOf(...texts)).toEqual(tagsOf(...spaced));
      }),
    );
  });

  it('have their kids, spans and scope', () => {
    const top =
      '<</Type /StructElem\n/S /TD\n/P 2 0 R\n/K [4 0 R 5 0 R]\n/A [<</O /Table\n/Scope /Row>> <</O /Table\n/RowSpan 2>> <</O /Table\n/ColSpan 3>>]>>';
    const kid = (id: number) => ({
      ...newTag('NonStruct', [{ kind: 'mark', page: 71, id }]),
      object: id + 1,
    });
    expect(tagsOf(top, written(leaf(3)), written(leaf(4)))).toEqual({
      ...newTag('TD', [kid(3), kid(4)], { rowSpan: 2, colSpan: 3 }),
      object: 3,
      scope: 'Row',
    });
  });
});

describe('content', () => {
  const types = new Map([[3, 'TD']]);

  it('gives a mark the type of its element', () => {
    expect(markContent('/NonStruct <</MCID 3 >>BDC\nBT (a) Tj ET\nEMC', types)).toBe(
      '\n/TD <</MCID 3>> BDC\nBT (a) Tj ET\nEMC',
    );
  });

  it('makes artifacts of page numbers, rules and heads that are printed again', () => {
    expect(markContent('q\nBT (— 3 —) Tj ET\nQ', types)).toBe(
      'q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nBT (— 3 —) Tj ET\nEMC\nQ',
    );
    expect(markContent('0 0 5 5 re\nf\n', types)).toBe(
      '\n/Artifact <</Type /Layout>> BDC0 0 5 5 re\nf\nEMC\n',
    );
    expect(markContent('/Table <</MCID 0 >>BDC 0 0 5 1 re f EMC', types)).toContain(
      '/Artifact <</Type /Layout>> BDC 0 0 5 1 re f EMC',
    );
    expect(markContent('/NonStruct <</MCID 9 >>BDC BT (a) Tj ET EMC', types)).toContain(
      '/Artifact <</Type /Pagination>> BDC BT',
    );
  });

  it('leaves clips alone, and operators that stand in strings', () => {
    for (const content of [
      '0 0 9 9 re\nW* n',
      'q 1 0 0 1 0 0 cm Q',
      '/Span<</ActualText <feff0066> >> BDC EMC',
    ]) {
      expect(markContent(content, types)).toBe(content);
    }
    const tricky = '/P <</MCID 3>>BDC BT (ET \\( f \\) EMC \\\\) Tj <0a> Tj ET EMC';
    expect(markContent(tricky, types)).toBe(
      tricky.replace('/P <</MCID 3>>BDC', '\n/TD <</MCID 3>> BDC'),
    );
  });

  it('finds each operator where it ends, whatever its operands hold', () => {
    const operand = fc.constantFrom(
      ...['0', '-.5 12', '/F5 18', '(ET \\) BT)', '<0a0B>', '[<00> -3 <01>]', '/P <</MCID 3 >>'],
    );
    const operator = fc.constantFrom('BT', 'ET', 're', 'f*', 'W*', 'd1', 'T*', 'BDC', 'EMC', 'Tj');
    const space = fc.constantFrom(' ', '\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(operand, space, operator, space)), (written) => {
        const content = written.flat().join('');
        const { codes, ends } = operatorsOf(content);
        expect(codes).toEqual(written.map(([, , name]) => codeOf(name)));
        let at = 0;
        const expected = written.map(([given, before, name, after]) => {
          const end = at + given.length + before.length + name.length;
          at = end + after.length;
          return end;
        });
        expect(ends).toEqual(expected);
      }),
    );
  });

  it('refuses what browsers do not write', () => {
    expect(() => markContent('(a(b)) Tj', types)).toThrow(PdfFormatError);
    expect(() => markContent('BI /W 1 ID x EI', types)).toThrow(PdfFormatError);
  });
});

describe('tags', () => {
  const typesOf = (tag: Tag): string =>
    `${tag.type}(${tag.kids.map((kid) => (isTag(kid) ? typesOf(kid) : '·')).join(' ')})`;
  const div = (...kids: Kid[]) => newTag('NonStruct', kids);
  const document = (...kids: Kid[]) => typesOf(meaningful(newTag('Document', kids)));

  it('unwraps text, keeps groups and drops what is empty', () => {
    expect(document(div(newTag('P', [div(mark(1)), div(mark(2))]), div(mark(3)), div()))).toBe(
      'Document(Div(P(· ·) P(·)))',
    );
  });

  it('takes the lines above a grid as its caption, and only those', () => {
    const row = newTag('TR', [newTag('TD', [div(mark(9))])]);
    const heading = newTag('H2', [div(mark(0))]);
    expect(document(div(heading, div(mark(1)), newTag('Table', [mark(5), row])))).toBe(
      'Document(Div(H2(·) Table(Caption(P(·)) TR(TD(·)))))',
    );
    expect(document(div(newTag('P', [div(mark(0))]), div(mark(1)), newTag('Table', [row])))).toBe(
      'Document(Div(P(·) P(·) Table(TR(TD(·)))))',
    );
  });

  it('is one figure, with what its drawing says', () => {
    const drawing = { ...newTag('Figure', [div(mark(1))]), alt: '升' };
    const figure = newTag('Figure', [drawing, newTag('Caption', [div(mark(2))])]);
    const [whole] = meaningful(newTag('Document', [figure])).kids;
    expect(whole && isTag(whole) && [typesOf(whole), whole.alt]).toEqual([
      'Figure(· Caption(·))',
      '升',
    ]);
  });

  it('keeps a list that does not only lead elsewhere', () => {
    const link = newTag('LI', [newTag('Link', [div(mark(1))])]);
    expect(document(newTag('L', [link]))).toBe('Document(TOC(TOCI(Reference(Link(·)))))');
    expect(document(newTag('L', [link, newTag('LI', [div(mark(2))])]))).toBe(
      'Document(L(LI(Link(·)) LI(·)))',
    );
  });

  it('reads a row of heads from its first page, any other from all', () => {
    const cell = (type: string, scope?: string): Tag => ({
      ...newTag(type, [div(mark(1, 1), mark(1, 2))]),
      ...(scope ? { scope } : {}),
    });
    const rows = [
      newTag('TR', [cell('TH', 'Column')]),
      newTag('TR', [cell('TH', 'Row'), cell('TD')]),
    ];
    expect(document(newTag('Table', rows))).toBe('Document(Table(TR(TH(·)) TR(TH(· ·) TD(· ·))))');
  });
});

describe('grids', () => {
  const filled = (id: number) => newTag('TD', [mark(id)]);
  const shape = (top: Tag) =>
    top.kids
      .filter(isTag)
      .flatMap((table) =>
        table.kids
          .filter(isTag)
          .map((row) =>
            row.kids
              .filter(isTag)
              .map(({ kids, colSpan }) => `${kids.length}${colSpan > 1 ? `×${colSpan}` : ''}`),
          ),
      );
  const whole = (rows: Tag[], html: string) =>
    shape(wholeGrids(newTag('Document', [newTag('Table', rows)]), html));

  it('puts back the cells, and rows, that are empty', () => {
    const rows = [newTag('TR', [filled(1)]), newTag('TR', [filled(2), filled(3)])];
    const html = `<table><tbody><tr><td></td><td class="r">1</td><td colspan="2"></td></tr>
<tr id="a"><td></td><td></td></tr><tr class="k"><td>2</td><td></td><td><b>3</b></td></tr></tbody></table>`;
    expect(whole(rows, html)).toEqual([
      ['0', '1', '0×2'],
      ['0', '0'],
      ['1', '0', '1'],
    ]);
  });

  it('leaves alone what is not as printed', () => {
    const rows = [newTag('TR', [filled(1), filled(2)])];
    expect(whole(rows, '<table><tr><td>1</td></tr></table>')).toEqual([['1', '1']]);
    expect(whole(rows, '')).toEqual([['1', '1']]);
  });
});

describe('the file', () => {
  it('reads values as they were written', () => {
    const text = '<</A[1 -2.5 .25 true null(a\\(b\\)\\\\\\101)<FEFF4E00>/N#20x 12 0 R]/B<</C()>>>>';
    const written = writeValue(new PdfLexer(text).value());
    expect(written).toBe(
      '<</A[1 -2.5 0.25 true null (a\\(b\\)\\\\A) <FEFF4E00> /N#20x 12 0 R]/B<</C()>>>>',
    );
    expect(writeValue(new PdfLexer(written).value())).toBe(written);
  });

  it('refuses values that are cut off', () => {
    for (const text of ['<</A 1', '[1 2', '(a', '<</A', '']) {
      expect(() => new PdfLexer(text).value(), text).toThrow(PdfFormatError);
    }
    expect(() => readPdf(Buffer.from('%PDF-1.4\n'))).toThrow(PdfFormatError);
  });

  it('holds what can be reached and nothing else, in many object streams too', () => {
    const many = Array.from({ length: 450 }, (_, i) => new PdfReference(i + 10));
    const objects = new Map<number, import('../src/render/pdf-values.js').PdfValue>([
      [1, new Map([['Kids', many]])],
      [2, new Map()],
      [3, 'unreached' as never],
      ...many.map(({ number }) => [number, number] as const),
    ]);
    objects.set(20, new PdfStream(new Map(), Buffer.from('endstream inside')));
    const trailer = new Map([
      ['Root', new PdfReference(1)],
      ['Info', new PdfReference(2)],
    ]);
    const bytes = writePdf({ objects, trailer });
    expect(Buffer.compare(bytes, writePdf({ objects, trailer }))).toBe(0);
    const file = openFinished(bytes);
    const kids = (file.objects.get(1) as Map<string, PdfReference[]>).get('Kids') ?? [];
    const values = kids.map(({ number }) => file.objects.get(number));
    expect(values.filter((value) => typeof value === 'number')).toHaveLength(449);
    expect(values[0]).toBe(10);
    expect(values[449]).toBe(459);
    expect(Buffer.from((values[10] as PdfStream).data).toString()).toBe('endstream inside');
    // the free first, root, information, 450 kids, three object streams and the table
    expect(file.trailer.get('Size')).toBe(1 + 2 + 450 + 3 + 1);
  });
});

it('has the colours of the standard: white is white and the curve meets both ends', () => {
  const profile = Buffer.from(srgbProfile());
  const number = (at: number) => profile.readInt32BE(at) / 65536;
  const tags = new Map(
    Array.from({ length: profile.readUInt32BE(128) }, (_, i) => [
      profile.toString('latin1', 132 + i * 12, 136 + i * 12),
      profile.readUInt32BE(136 + i * 12),
    ]),
  );
  expect(profile.readUInt32BE(0)).toBe(profile.length);
  const column = (tag: string) => [8, 12, 16].map((at) => number((tags.get(tag) ?? 0) + at));
  const [red, green, blue, white] = ['rXYZ', 'gXYZ', 'bXYZ', 'wtpt'].map(column) as number[][];
  for (const axis of [0, 1, 2]) {
    const sum = (red?.[axis] ?? 0) + (green?.[axis] ?? 0) + (blue?.[axis] ?? 0);
    expect(sum).toBeCloseTo(white?.[axis] ?? 0, 3);
  }
  const at = tags.get('rTRC') ?? 0;
  const [g = 0, a = 0, b = 0, c = 0, d = 0] = [12, 16, 20, 24, 28].map((more) => number(at + more));
  expect((a + b) ** g).toBeCloseTo(1, 3);
  expect((a * d + b) ** g).toBeCloseTo(c * d, 3);
});
