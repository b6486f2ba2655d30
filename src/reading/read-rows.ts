/** What was found going down a sheet → rows of their sources, with what their cells say. */
import type { Profile } from '../forms/library.js';
import { fieldsNamed } from '../forms/style.js';
import { FUNCTIONAL_PARTS } from '../model/subjects.js';
import type { Area } from '../workbook/cells.js';
import type { Found } from './align.js';
import { clip, type FigureContext, readFigure } from './figures.js';
import { codeFields, codeOfParts, keyOf } from './keys.js';
import { isErrorValue } from './numbers.js';
import type { ReadCell, ReadRow, Unread } from './read-table.js';
import { isTotalRow, type Places } from './row-cost.js';
import { beginningIn, isBlankArea, placeOfArea } from './sheet.js';
import type { LoopStep, PlacedCell, RowStep, SideStep, Step } from './steps.js';
import { fixedWords, readPattern } from './text-pattern.js';
import { tickedWords } from './ticked.js';

/** A row that is being read, or the table itself. */
interface Open {
  readonly loop: LoopStep | undefined;
  readonly fields: Record<string, string>;
  readonly cells: ReadCell[];
  readonly rows: ReadRow[];
  total: boolean;
  indent: number;
  first: Area | undefined;
  /** Texts of the item before it, by their columns, and its code. */
  readonly last: LastItem;
}
interface LastItem {
  readonly texts: Map<number, string>;
  code: readonly string[];
  key: string;
}

export interface RowsRead {
  readonly fields: Readonly<Record<string, string>>;
  readonly cells: readonly ReadCell[];
  readonly rows: readonly ReadRow[];
  readonly unread: readonly Unread[];
}

/** The fields that parts of a code stand in; a whole one has a field of its own. */
const CODE_FIELDS: ReadonlySet<string> = new Set(['编码', ...FUNCTIONAL_PARTS]);

export class RowReader {
  private readonly unread: Unread[] = [];
  private readonly used = new Set<Area>();
  /** What was said last in each loop, to go on after. */
  private readonly lasts = new Map<LoopStep, LastItem>();

  constructor(
    private readonly places: Places,
    private readonly context: FigureContext,
    private readonly profile: Profile,
    /** Fields that the lines around the grid say. */
    private readonly outer: Readonly<Record<string, string>>,
  ) {}

  read(found: readonly Found[], steps: readonly Step[]): RowsRead {
    const table = open(undefined);
    this.go(found, steps, [table]);
    const { fields, cells, rows } = table;
    return { fields: { ...this.outer, ...fields }, cells, rows, unread: this.unread };
  }

  private go(found: readonly Found[], steps: readonly Step[], around: readonly Open[]): void {
    const stack = [...around];
    const top = () => stack.at(-1) as Open;
    for (const one of found) {
      switch (one.kind) {
        case 'item': {
          const loop = steps[one.step];
          if (loop?.kind !== 'loop') break;
          const last = this.lasts.get(loop) ?? { texts: new Map(), code: [], key: '' };
          this.lasts.set(loop, last);
          stack.push(open(loop, last));
          break;
        }
        case 'end': {
          const done = stack.pop();
          if (done?.loop) this.close(done, stack);
          break;
        }
        case 'row':
        case 'side': {
          const step = steps[one.step];
          if (step?.kind === 'row' || step?.kind === 'side') this.cells(step, one.row, top());
          break;
        }
        case 'parallel': {
          const step = steps[one.step];
          if (step?.kind === 'parallel')
            one.lanes.forEach((lane, i) => {
              this.go(lane, step.lanes[i]?.steps ?? [], stack);
            });
          break;
        }
        case 'unknown':
          this.unknownRow(one.row, one.columns);
      }
    }
  }

  /** A row of a source has ended: it goes to the one that it stands in. */
  private close(done: Open, stack: readonly Open[]): void {
    const { loop, cells, rows, indent, first, last } = done;
    // one that shows nothing itself is where the rows in it are
    const place = first ? placeOfArea(this.context.sheet, first) : rows[0]?.place;
    if (!loop || !place) return;
    const { source, params } = loop;
    const around = Object.assign({}, this.outer, ...stack.map(({ fields }) => fields));
    const total = done.total || loop.total;
    const fields = total ? { ...done.fields, 编码: '' } : done.fields;
    const { schedule } = this.context;
    const known = { ...around, ...fields };
    const key = total ? '' : keyOf(source, known, this.profile, schedule, last.key);
    if (!total) last.key = key;
    for (const inner of [...this.lasts.keys()])
      if (inner !== loop && inner.exit < loop.exit && inner.exit > loop.exit - 1000) {
        // what was said in an item does not go on in the next
        if (this.isInside(inner, loop)) this.lasts.delete(inner);
      }
    stack.at(-1)?.rows.push({ source, params, key, fields, total, indent, cells, rows, place });
  }

  private isInside(inner: LoopStep, outer: LoopStep): boolean {
    return inner.exit <= outer.empties && inner !== outer;
  }

  private cells(step: RowStep | SideStep, row: number, into: Open): void {
    const total =
      step.kind === 'row' &&
      into.loop !== undefined &&
      (step.total !== undefined || isTotalRow(step, row, this.places));
    if (total) into.total = true;
    if (total) this.markTexts(step, row);
    const parts: { name: string; area: Area; texts: string[] }[] = [];
    for (const placed of step.cells) {
      if (!this.places.has(placed)) continue;
      const { content } = placed.cell;
      const area = this.places.area(placed, row);
      into.first ??= area;
      switch (content.kind) {
        case 'text': {
          if (total) {
            this.totalText(placed, row, into);
            break;
          }
          const names = fieldsNamed(content.text);
          const [only] = names;
          const plain = fixedWords(content.text).trim() === '';
          if (only !== undefined && names.length === 1 && plain && CODE_FIELDS.has(only)) {
            const areas = this.places.areas(placed, row).filter((one) => one.row === row);
            for (const one of areas) this.used.add(one);
            const texts = areas.map((one) => (isBlankArea(one) ? '' : one.text.trim()));
            parts.push({ name: only, area, texts });
            break;
          }
          this.text(placed, area, row, into);
          break;
        }
        case 'boxes': {
          this.used.add(area);
          const words = tickedWords(area.text, content.words);
          if (words === undefined) this.tell(area, `看不出这里勾选了什么：“${clip(area.text)}”`);
          else into.fields[content.field] = words;
          break;
        }
        case 'quantity':
        case 'amount':
          if (placed.name) this.figure(placed, area, row, into);
          break;
        default:
          this.used.add(area);
      }
    }
    if (parts.length > 0) this.code(parts, into);
    if (step.kind === 'row') this.leftover(step, row);
  }

  private figure(placed: PlacedCell, area: Area, row: number, into: Open): void {
    const { name } = placed;
    if (!name) return;
    // a number that stands over several rows is that of the first
    const own = area.row === row ? area : { ...area, row, text: '' };
    this.used.add(area);
    const { amount: _amount, ...blank } = own;
    const read = readFigure(own === area ? area : blank, placed.cell.content, name, this.context);
    if ('problem' in read) this.tell(area, read.problem);
    else into.cells.push(read);
  }

  private text(placed: PlacedCell, area: Area, row: number, into: Open): void {
    const { content } = placed.cell;
    if (content.kind !== 'text') return;
    const text = area.text.trim();
    if (isErrorValue(text)) {
      this.tell(area, `这一格是公式的错误值 ${text}`);
      return;
    }
    const names = fieldsNamed(content.text);
    if (names.length === 0) {
      if (content.text.trim() !== '') this.used.add(area);
      return;
    }
    const { last, loop } = into;
    const merges = loop?.merge.includes(placed.col) === true;
    const said =
      merges && text === '' && !area.bordered ? (last.texts.get(placed.col) ?? '') : text;
    last.texts.set(placed.col, said);
    const fields = isBlankArea(area) && said === '' ? {} : readPattern(content.text, said);
    this.used.add(area);
    if (!fields) {
      this.tell(area, `同表样的“${clip(content.text)}”对不上：“${clip(text)}”`);
      return;
    }
    if (fields.名称 !== undefined && row === area.row) into.indent = area.indent;
    if (said === '')
      Object.assign(into.fields, Object.fromEntries(names.map((name) => [name, ''])));
    Object.assign(into.fields, fields);
    if (said !== '' && names.some((name) => fields[name] === undefined))
      this.tell(area, `这一格里${names.join('、')}连在一起，分不开，没有取`);
  }

  /** The name of a grand total, in the field that its template has it in, if only one. */
  private totalText(placed: PlacedCell, row: number, into: Open): void {
    const { content } = placed.cell;
    if (content.kind !== 'text') return;
    const area = this.places.area(placed, row);
    const names = fieldsNamed(content.text);
    for (const name of names)
      into.fields[name] = CODE_FIELDS.has(name) || area.row !== row ? '' : area.text.trim();
  }

  private markTexts(step: RowStep, row: number): void {
    for (const placed of step.cells) {
      if (placed.cell.content.kind !== 'text') continue;
      for (const area of this.places.areas(placed, row)) this.used.add(area);
      for (const area of beginningIn(this.places.sheet, row))
        if (area.col <= Math.max(...this.places.columnsOf(placed))) {
          const before = area.col + area.colSpan > Math.min(...this.places.columnsOf(placed));
          if (before) this.used.add(area);
        }
    }
  }

  private code(
    parts: readonly { readonly name: string; readonly area: Area; readonly texts: string[] }[],
    into: Open,
  ): void {
    const { last } = into;
    const areas = new Set(parts.map(({ area }) => area));
    const texts =
      areas.size === 1 && parts.length > 1
        ? (parts[0]?.texts ?? [])
        : parts.flatMap(({ texts: own }) => own);
    const split = texts.length > 1;
    if (!split) {
      const [text = ''] = texts;
      const code = text.normalize('NFKC').replace(/\s/g, '');
      const own = /^\d{3,7}$/.test(code)
        ? [code.slice(0, 3), code.slice(3, 5), code.slice(5, 7)]
        : [text];
      last.code = own;
      Object.assign(into.fields, codeFields(own), { 编码: /^\d+$/.test(code) ? code : text });
      return;
    }
    const own = codeOfParts(texts, last.code);
    last.code = own;
    Object.assign(into.fields, codeFields(own));
  }

  /** What stands in a row, in columns of the template, where the template has nothing. */
  private leftover(step: RowStep, row: number): void {
    for (const placed of step.cells) {
      if (!this.places.has(placed)) continue;
      for (const area of this.places.areas(placed, row)) {
        if (area.row !== row || this.used.has(area) || isBlankArea(area)) continue;
        this.used.add(area);
        const { content } = placed.cell;
        if (content.kind === 'text' && content.text.trim() !== '') continue;
        this.tell(area, `表样这里没有内容，写的是“${clip(area.text.trim())}”`);
      }
    }
  }

  /** @param columns of the sheet, that the row is looked for in */
  private unknownRow(row: number, columns: readonly number[]): void {
    const areas = beginningIn(this.places.sheet, row).filter(
      (area) => !isBlankArea(area) && columns.includes(area.col),
    );
    const [first] = areas;
    if (!first) return;
    const said = areas.map(({ text }) => clip(text.trim())).slice(0, 4);
    this.tell(first, `这一行对不上表样的任何一行：${said.join('、')}`);
  }

  private tell(area: Area, message: string): void {
    this.unread.push({ place: placeOfArea(this.context.sheet, area), message });
  }
}

const open = (
  loop: LoopStep | undefined,
  last: LastItem = { texts: new Map(), code: [], key: '' },
): Open => ({
  ...{ loop, fields: {}, cells: [], rows: [], total: false, indent: 0, first: undefined },
  last,
});
