/**
 * Rows and cells of read tables → the places of the input that they were made from, by the origins of row
 * sources, fields and quantities. Nothing here knows of a single table.
 */
import type { TableTemplate } from '../../forms/template.js';
import { blocksIn } from '../../forms/walk.js';
import { grouped } from '../../grouped.js';
import type { AmountUnit } from '../../input/amount.js';
import { clip, Numeral, type Path, pathKey, textOf } from '../../input/tree.js';
import { countOrigin, FIELD_ORIGINS } from '../../model/field-origins.js';
import type { Decimal, Span } from '../../model/money.js';
import type { Params } from '../../model/quantities.js';
import { QUANTITY_ORIGINS } from '../../model/quantity-origins.js';
import {
  COMPUTED,
  type FieldOrigin,
  type LeafOrigin,
  type ListOrigin,
  type MapOrigin,
  ROW_ORIGINS,
  type RowOrigin,
  SAID_BY_COLUMN,
  type WrittenAs,
} from '../../model/row-origins.js';
import { ROW_SOURCES, type RowSourceName } from '../../model/rows.js';
import type { DeclaredField } from '../../model/schedule.js';
import type { RowSource } from '../../model/scope.js';
import { COST_SOURCES, type PackageName } from '../../model/terms.js';
import type { ReadCell, ReadRow, ReadTable, Unread } from '../../reading/read-table.js';
import { readPattern } from '../../reading/text-pattern.js';
import { tickedWords } from '../../reading/ticked.js';
import { type DraftTree, emptyMap } from './draft-tree.js';
import { amountOf, writtenValue, yuanOf } from './values.js';

/** What package it is that the tables are of. */
export interface PackageWords {
  readonly kind: PackageName;
  readonly year: number;
  /** Unit that the input's amounts are to be written in. */
  readonly unit: AmountUnit;
  /** Fields that the format has on its cover. */
  readonly cover: readonly DeclaredField[];
}

/** A leaf that need not be written where it says what is printed without it. */
interface Default {
  readonly path: Path;
  readonly otherwise: NonNullable<LeafOrigin['otherwise']>;
}

type Fields = Readonly<Record<string, string>>;
/** A row, or a table that is made for one. */
type RowParts = Omit<ReadRow, 'params' | 'indent'> & { readonly params?: Params };

/** A field that other leaves make, as it was read. */
export interface ComputedField {
  readonly entry: Path;
  readonly name: string;
  readonly shown: string;
  readonly place: Span;
}

/** What stands around a cell. */
interface Within {
  /** The rows, the outermost first, each with the entry of the input that it is of. */
  readonly rows: readonly { readonly source: RowSourceName; readonly entry: Path | undefined }[];
  readonly params: Params;
  /** Code of the functional subject that the row around is of. */
  readonly functional?: string;
  /** Whether the row around is of a part of the department's figures. */
  readonly part: boolean;
  /** How often the template goes through a source inside of the row around. */
  readonly loops: (source: RowSourceName, inside: RowSourceName | undefined) => number;
  /** Entries of lists of maps that the table has filled, by their places. */
  readonly filled: Set<string>;
  /** The label that was printed last, for rows that it stands beside. */
  readonly labels: Map<string, string>;
}

const WHAT: Readonly<Record<WrittenAs, string>> = {
  text: '文字',
  paragraphs: '文字',
  date: '日期',
  year: '年份',
  count: '整数',
  postcode: '6 位的邮政编码',
  options: '打勾的选项',
  publisher: '“部门”或“单位”',
  yesOrNo: '“是”或“否”',
  functional: '项级功能科目的代码',
  economic: '款级经济科目的代码',
  code: '代码',
  points: '分数',
  amount: '带单位的金额',
};

/** Names as they are compared: without white space, brackets of one width. */
export const plainName = (name: string): string =>
  name.replace(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')');

/** What the texts of cells say: their fields by name. */
export function fieldsIn(cells: readonly ReadCell[]): Fields {
  const out: Record<string, string> = {};
  for (const { content, text } of cells) {
    if (content.kind === 'boxes') out[content.field] = tickedWords(text, content.words) ?? '';
    if (content.kind === 'text') Object.assign(out, readPattern(content.text, text));
  }
  return out;
}

/** Where each field is printed. */
function placesIn(cells: readonly ReadCell[]): ReadonlyMap<string, Span> {
  const out = new Map<string, Span>();
  for (const cell of cells)
    for (const name of Object.keys(fieldsIn([cell]))) if (!out.has(name)) out.set(name, cell.place);
  return out;
}

const NOTHING = /^\s*无?\s*$/;

/** Whether a row of a list says nothing of its own: a total, a heading, 无. */
function isHeading(
  { headings, fields: own }: ListOrigin,
  { total, cells }: RowParts,
  fields: Fields,
): boolean {
  if (total) return true;
  if (!headings) return false;
  const amounts = cells.some(
    ({ content, text }) => content.kind === 'amount' && text.trim() !== '',
  );
  const texts = Object.entries(fields).filter(([name]) => name in own && !headings.includes(name));
  return texts.every(([, text]) => NOTHING.test(text)) && (texts.length > 0 || !amounts);
}

/** Whether entries of a list are texts alone. */
const isTexts = ({ fields }: ListOrigin): boolean =>
  Object.values(fields).some((one) => one !== COMPUTED && 'path' in one && one.path.length === 0);

/** What the projects come to that a row is of, in 元, as far as it is printed. */
function computedIn({ cells }: RowParts, { amounts = {} }: ListOrigin): Decimal | undefined {
  const cell = cells.find(
    ({ content, text }) =>
      content.kind === 'amount' &&
      !content.ratio &&
      amounts[content.amount] === COMPUTED &&
      text.trim() !== '',
  );
  return cell && (cell.value ?? yuanOf(cell.text));
}

/** How often a template goes through a source inside of another, at least once. */
function loopsIn({ layout, each }: TableTemplate): Within['loops'] {
  const blocks = layout.kind === 'cells' ? blocksIn(layout.body) : [];
  return (source, inside) =>
    Math.max(
      1,
      blocks.filter(
        ({ block, within }) =>
          block.kind === 'loop' && block.source === source && (within.at(-1) ?? each) === inside,
      ).length,
    );
}

const narrows = (origin: RowOrigin): boolean =>
  origin.kind === 'composed' || (origin.kind === 'selecting' && origin.by === '其他');

/** Goes through tables; what it finds is in the tree. */
export class RowReader {
  /** Leaves that were read and may be left out. */
  readonly defaults: Default[] = [];
  readonly left: Unread[] = [];
  /** What projects come to that entries are of, in 元, by the entry's place: 当年预算, 执行数. */
  readonly computed = new Map<string, Decimal>();
  /** Fields of entries that nothing is written for. */
  readonly computedFields: ComputedField[] = [];
  /** Entries of 绩效项目 in the order that the form of the department as a whole has them in. */
  readonly overallOrder: Path[] = [];

  constructor(
    private readonly tree: DraftTree,
    private readonly about: PackageWords,
  ) {}

  /** @param place of what its fields say, where no cell tells it */
  table(table: ReadTable, place: Span): void {
    const { each, scope } = table.template;
    const within: Within = {
      rows: [],
      params: scope,
      part: false,
      loops: loopsIn(table.template),
      filled: new Set(),
      labels: new Map(),
    };
    const { fields, cells, rows } = table;
    if (each === undefined) this.inside({ fields, cells, rows, place }, within);
    else this.rows([{ source: each, key: '', total: false, fields, cells, rows, place }], within);
  }

  /** Rows that stand beside each other. */
  private rows(rows: readonly RowParts[], within: Within): void {
    const entries = new Map<RowParts, Path>();
    for (const [source, own] of grouped(rows, (row) => row.source))
      for (const [row, entry] of this.entriesOf(source, own, within)) entries.set(row, entry);
    for (const row of rows) this.row(row, entries.get(row), within);
  }

  private row(row: RowParts, entry: Path | undefined, within: Within): void {
    const origin = ROW_ORIGINS[row.source];
    if (origin.kind === 'map') {
      const fields = { ...row.fields, ...fieldsIn(row.cells) };
      if (!row.total) this.mapRow(origin, { ...row, fields }, within);
      return;
    }
    if (origin.kind === 'list' && !entry) return;
    if (row.source === '整体项目' && entry) this.overallOrder.push(entry);
    const functional = origin.kind === 'selecting' && origin.by === '功能科目' && !row.total;
    this.inside(row, {
      ...within,
      rows: [...within.rows, { source: row.source, entry }],
      params: { ...within.params, ...row.params },
      ...(functional && row.key !== '' ? { functional: row.key } : {}),
      part: within.part || (!row.total && narrows(origin)),
    });
  }

  /** Fields, cells and rows of a table or a row. */
  private inside(
    { fields, cells, rows, place }: Pick<RowParts, 'fields' | 'cells' | 'rows' | 'place'>,
    within: Within,
  ): void {
    const places = placesIn(cells);
    for (const [name, shown] of Object.entries({ ...fields, ...fieldsIn(cells) }))
      this.field(name, shown, within, places.get(name) ?? place);
    for (const cell of cells) {
      if (cell.text.trim() === '') continue;
      if (cell.content.kind === 'amount') this.amountCell(cell.content.amount, cell, cells, within);
      if (cell.content.kind === 'quantity') this.quantityCell(cell, within);
    }
    this.rows(rows, within);
  }

  /** Where the entries of rows of one source stand in the input; new ones where there are none yet. */
  private entriesOf(
    source: RowSourceName,
    rows: readonly RowParts[],
    within: Within,
  ): (readonly [RowParts, Path])[] {
    const origin = ROW_ORIGINS[source];
    if (origin.kind === 'part') {
      if (this.tree.get(origin.at) === undefined) this.tree.put(origin.at, emptyMap());
      return rows.map((row) => [row, origin.at]);
    }
    if (origin.kind !== 'list') return [];
    const around = within.rows.at(-1);
    const base = origin.inside ? (around ? around.entry : origin.outside) : [];
    if (!base) return [];
    const path = [...base, ...origin.at];
    const lines = rows
      .map((row) => ({ row, fields: { ...row.fields, ...fieldsIn(row.cells) } }))
      .filter(({ row, fields }) => !isHeading(origin, row, fields));
    // a form may go through its goals twice: for their texts, then for their indicators
    const loops = within.loops(source, around?.source);
    const size = lines.length % loops === 0 ? lines.length / loops : lines.length;
    return lines.flatMap((_, from) => {
      if (from % size !== 0) return [];
      const once = lines.slice(from, from + size);
      const indices = this.indicesOf(
        path,
        origin,
        once.map(({ row, fields }) => ({ fields, amount: computedIn(row, origin) })),
      );
      return once.map(({ row }, i): [RowParts, Path] => {
        const entry = [...path, indices[i] ?? 0];
        // a list of texts has its entry from the one field
        if (!isTexts(origin) && this.tree.get(entry) === undefined)
          this.tree.put(entry, emptyMap());
        return [row, entry];
      });
    });
  }

  /** The places in a list that rows are of: by the number or the name that they say, else by their order. */
  private indicesOf(
    path: Path,
    origin: ListOrigin,
    rows: readonly { readonly fields: Fields; readonly amount: Decimal | undefined }[],
  ): number[] {
    const { key = [], number = [] } = origin;
    const list = this.tree.list(path);
    const before = list.length;
    const used = new Set<number>();
    const use = (index: number) => {
      used.add(index);
      return index;
    };
    const named = rows.map(({ fields }): number | undefined => {
      const said = number.map((name) => fields[name] ?? '').find((one) => /^\d+$/.test(one));
      if (said !== undefined) return use(Math.max(1, Number(said)) - 1);
      const index = this.indexNamed(path, origin, fields, used);
      return index < 0 ? undefined : use(index);
    });
    const found = named.map((index, i) => {
      const same = index === undefined ? this.indicesOfAmount(path, rows[i]?.amount, used) : [];
      return same.length === 1 ? use(same[0] as number) : index;
    });
    let next = before;
    return found.map((index, i) => {
      if (index !== undefined) return index;
      const [first = ''] = key;
      const isNamed = (rows[i]?.fields[first] ?? '').trim() !== '';
      let place = isNamed && before > 0 ? next : 0;
      while (used.has(place)) place++;
      next = Math.max(next, place + 1);
      return use(place);
    });
  }

  /** The entries whose projects come to an amount, of those that no other row is of. */
  private indicesOfAmount(
    path: Path,
    amount: Decimal | undefined,
    used: ReadonlySet<number>,
  ): number[] {
    if (!amount) return [];
    return this.tree.entries(path).flatMap((entry, i) => {
      const known = this.computed.get(pathKey(entry));
      return known && !used.has(i) && known.eq(amount) ? [i] : [];
    });
  }

  /** The entry that a row names, of those that no other row is of; −1 where there is none. */
  private indexNamed(
    path: Path,
    { key = [], fields: origins }: ListOrigin,
    fields: Fields,
    used: ReadonlySet<number>,
  ): number {
    const at = key.flatMap((name) => {
      const own = origins[name];
      return own && own !== COMPUTED && 'path' in own ? [own.path] : [];
    });
    const list = this.tree.list(path);
    for (const name of key) {
      const wanted = plainName(fields[name] ?? '');
      if (wanted === '') continue;
      // a public name is the name, where no other is written
      const index = list.findIndex((_, i) => {
        const words = at.map((steps) => textOf(this.tree.get([...path, i, ...steps])) ?? '');
        return !used.has(i) && words.some((word) => plainName(word) === wanted);
      });
      if (index >= 0) return index;
    }
    return -1;
  }

  private mapRow(origin: MapOrigin, row: RowParts, within: Within): void {
    const base = origin.inside ? within.rows.at(-1)?.entry : [];
    if (!base) return;
    let path: Path = [...base, ...origin.at];
    for (const name of origin.keys) {
      // a label that stands beside several rows is printed once
      const place = pathKey([...path, name]);
      const shown = (row.fields[name] ?? '').trim() || (within.labels.get(place) ?? '');
      if (shown === '') return;
      within.labels.set(place, shown);
      path = [...path, shown];
    }
    if (!origin.lists) {
      this.leaves(origin, row, path);
      return;
    }
    const lead = origin.lead ?? '';
    const shown = (row.fields[lead] ?? '').trim();
    if (shown === '') return;
    const list = this.tree.list(path);
    if (shown === origin.none) return;
    const own = origin.fields[lead] as LeafOrigin;
    const isFilled = (i: number) => within.filled.has(pathKey([...path, i]));
    const known = list.findIndex((_, i) => {
      const text = textOf(this.tree.get([...path, i, ...own.path])) ?? '';
      return plainName(text) === plainName(shown) && !isFilled(i);
    });
    const entry = [...path, known < 0 ? list.length : known];
    within.filled.add(pathKey(entry));
    if (known < 0) this.tree.put(entry, emptyMap());
    this.leaves(origin, row, entry);
  }

  /** The fields and amounts of a row of a map. */
  private leaves(origin: MapOrigin, row: RowParts, entry: Path): void {
    const places = placesIn(row.cells);
    for (const [name, shown] of Object.entries(row.fields)) {
      const own = origin.fields[name];
      if (own) this.assign(own, shown, entry, places.get(name) ?? row.place);
    }
    for (const cell of row.cells) {
      const { content } = cell;
      const own = content.kind === 'amount' ? origin.amounts?.[content.amount] : undefined;
      if (own && own !== COMPUTED && cell.text.trim() !== '')
        this.amount([...entry, ...own.path], cell);
    }
  }

  /** What a field says goes to the innermost row whose source has it, else to the package as a whole. */
  private field(name: string, shown: string, { rows }: Within, place: Span): void {
    if (shown.trim() === '') return;
    for (const { source, entry } of [...rows].reverse()) {
      const { fields }: RowSource = ROW_SOURCES[source];
      if (!fields.includes(name)) continue;
      const origin = ROW_ORIGINS[source];
      const own = 'fields' in origin ? origin.fields[name] : undefined;
      if (own === COMPUTED && entry) this.computedFields.push({ entry, name, shown, place });
      if (own && entry) this.assign(own, shown, entry, place);
      return;
    }
    const declared = this.about.cover.find((one) => one.name === name);
    if (declared) {
      const value = { 日期: 'date', 编号: 'code' } as const;
      const as = value[declared.kind as keyof typeof value] ?? 'text';
      this.leaf(['封面', name], shown, as, place);
    } else if (Object.hasOwn(FIELD_ORIGINS, name))
      this.assign(FIELD_ORIGINS[name] ?? COMPUTED, shown, [], place);
  }

  private assign(origin: FieldOrigin, shown: string, entry: Path, place: Span): void {
    if (origin === COMPUTED || shown.trim() === '') return;
    if ('apart' in origin) {
      const parts = origin.apart(shown.trim(), this.about.year);
      if (!parts) this.unread(place, `看不出“${clip(shown.trim())}”由什么写成`);
      for (const [key, part] of Object.entries(parts ?? {}))
        this.leaf([...entry, key], part, origin.values[key] ?? 'text', place);
      return;
    }
    const { path, ofPackage = false, value = 'text', otherwise, unless } = origin;
    if (unless !== undefined && shown.replace(/[（）()分\s]/g, '') === unless) return;
    const full = ofPackage ? path : [...entry, ...path];
    if (otherwise) this.defaults.push({ path: full, otherwise });
    this.leaf(full, shown, value, place);
  }

  private leaf(path: Path, shown: string, as: WrittenAs, place: Span): void {
    const value = writtenValue(shown, as, { place, unit: this.about.unit });
    if (value !== undefined) this.tree.take(path, value, place);
    else if (as !== 'options') this.unread(place, `“${clip(shown.trim())}”不是${WHAT[as]}`);
  }

  private quantityCell(cell: ReadCell, { params: around, functional, part }: Within): void {
    const { content, place, text, value } = cell;
    if (content.kind !== 'quantity' || content.ratio || content.against) return;
    const { kind, year } = this.about;
    const params = { ...around, ...content.quantity.params };
    const path = QUANTITY_ORIGINS[content.quantity.name]({
      kind,
      year,
      params,
      ...(functional === undefined ? {} : { functional }),
      part,
    });
    if (!path) return;
    // a subject without an amount need not be listed
    if (/^\d{7}$/.test(String(path.at(-1))) && value?.isZero()) return;
    if (content.quantity.name === '数目' && countOrigin(String(params.项)))
      this.leaf(path, text, 'count', place);
    else this.amount(this.inYear(path, place), cell);
  }

  /** A number in a path is the year of an entry, which begins with it. */
  private inYear(path: Path, place: Span): Path {
    const at = path.findIndex((step) => typeof step === 'number');
    if (at < 0) return path;
    const base = path.slice(0, at);
    const year = String(path[at]);
    const list = this.tree.list(base);
    const known = list.findIndex((_, i) => textOf(this.tree.get([...base, i, '年度'])) === year);
    const entry = [...base, known < 0 ? list.length : known];
    if (known < 0) this.tree.put([...entry, '年度'], new Numeral(year, place));
    return [...entry, ...path.slice(at + 1)];
  }

  private amountCell(
    name: string,
    cell: ReadCell,
    beside: readonly ReadCell[],
    { rows }: Within,
  ): void {
    for (const { source, entry } of [...rows].reverse()) {
      const origin = ROW_ORIGINS[source];
      const own = 'amounts' in origin ? origin.amounts?.[name] : undefined;
      if (!own || !entry) continue;
      if (cell.content.kind === 'amount' && cell.content.ratio) return;
      if (own === COMPUTED) {
        const yuan = cell.value ?? yuanOf(cell.text);
        const path = pathKey(entry);
        if (yuan && !this.computed.has(path)) this.computed.set(path, yuan);
        return;
      }
      const { unlessAmount } = own;
      const same = beside.some(
        ({ content, text }) =>
          content.kind === 'amount' && content.amount === unlessAmount && text === cell.text,
      );
      if (unlessAmount !== undefined && same) return;
      this.amount([...entry, ...own.path], cell);
      const said = SAID_BY_COLUMN[name];
      if (said && said[1] !== COST_SOURCES[0])
        this.tree.take([...entry, said[0]], said[1], cell.place);
      return;
    }
  }

  private amount(path: Path, { text, value, place, money }: ReadCell): void {
    const yuan = value ?? yuanOf(text);
    if (yuan) this.tree.take(path, amountOf(yuan, { place, unit: this.about.unit }), place, money);
    else this.unread(place, `“${clip(text.trim())}”不是金额`);
  }

  private unread(place: Span, message: string): void {
    this.left.push({ place, message });
  }
}
