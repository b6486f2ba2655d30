/** The rows of a list → lines of amounts, each with all that is said of it and where it stands. */
import { at, type Diagnostic } from '../../diagnostics.js';
import { suggestion } from '../../input/issues.js';
import { type Decimal, inYuan, type Span, ZERO } from '../../model/money.js';
import type { Fund, IncomeKind, Nature, UnitKind } from '../../model/terms.js';
import type { Area } from '../../workbook/cells.js';
import { exactNumber } from '../../workbook/exact.js';
import type { Sheet } from '../books.js';
import type { Catalogue, Classification, FoundSubject } from './catalogue.js';
import { amountIn, fullWidth, unitIn, type WrittenUnit } from './cells.js';
import { isPlain, type ListLayout, unitOfColumn } from './layout.js';
import type { AmountColumn, Role, Section } from './mapping.js';
import { checkTotals, type TotalRow } from './totals.js';
import { plainWords, type Words } from './words.js';

/** A subject as a list writes it; `name` only where the dictionary does not have the code. */
export interface LineSubject {
  readonly code: string;
  readonly name: string | undefined;
}

/** One amount of a list. */
export interface ListLine {
  readonly section: Section;
  readonly unit: WrittenUnit;
  readonly unitKind: UnitKind | undefined;
  readonly nature: Nature | undefined;
  readonly functional: LineSubject | undefined;
  readonly economic: LineSubject | undefined;
  readonly government: LineSubject | undefined;
  readonly project: { readonly name: string; readonly code: string } | undefined;
  /** Undefined where the list says nothing of it. */
  readonly fund: Fund | undefined;
  readonly carried: boolean;
  readonly income: IncomeKind | undefined;
  readonly year: number | undefined;
  readonly purchase: Purchase | undefined;
  /** 元, exact. */
  readonly amount: Decimal;
  readonly place: Span;
  /** Of a list that adds up all kinds of money. */
  readonly allFunds: boolean;
}

export interface Purchase {
  readonly code: string;
  readonly name: string;
  readonly number: string;
  readonly measure: string;
  /** As the file has it. */
  readonly price: Decimal | undefined;
}

/** What was read of one sheet. */
export interface ReadList {
  readonly layout: ListLayout;
  readonly lines: readonly ListLine[];
  readonly zeros: number;
  /** Lines in rows that are hidden: they are taken as well. */
  readonly hidden: number;
  readonly totals: readonly TotalRow[];
  /** Amounts that would be lost are errors; sums that do not agree are warnings. */
  readonly problems: readonly Diagnostic[];
}

type Texts = ReadonlyMap<Role, readonly string[]>;

/** @param catalogue subjects of the year */
export function readList(layout: ListLayout, catalogue: Catalogue): ReadList {
  return new Reader(layout, catalogue).read();
}

class Reader {
  private readonly problems: Diagnostic[] = [];
  private readonly warnings: Diagnostic[] = [];
  private lines: ListLine[] = [];
  private readonly totals: TotalRow[] = [];
  private readonly sums: TotalRow[] = [];
  private readonly found = new Map<string, FoundSubject | undefined>();
  /** Codes that were told to stand beside another name. */
  private readonly misnamed = new Set<string>();
  private readonly hints = new Map<string, string>();
  private readonly roles: readonly { readonly column: number; readonly role: Role }[];
  private readonly amounts: readonly {
    readonly column: number;
    readonly amount: AmountColumn;
    readonly unit: '元' | '万元';
  }[];
  /** The column of the row's total, where others hold its parts. */
  private readonly whole: number | undefined;
  private zeros = 0;
  private hidden = 0;
  private readonly sheet: Sheet;

  constructor(
    private readonly layout: ListLayout,
    private readonly catalogue: Catalogue,
  ) {
    this.sheet = layout.sheet;
    const { columns } = layout;
    this.roles = columns.flatMap(({ column, meaning }) =>
      meaning && meaning !== 'unused' && 'role' in meaning ? [{ column, role: meaning.role }] : [],
    );
    const all = columns.flatMap((one) => {
      const { column, meaning } = one;
      return meaning && meaning !== 'unused' && 'amount' in meaning
        ? [{ column, amount: meaning.amount, unit: unitOfColumn(layout, one) }]
        : [];
    });
    const parts = all.filter(({ amount }) => !isPlain(amount));
    this.amounts = parts.length > 0 ? parts : all;
    this.whole = parts.length > 0 ? all.find(({ amount }) => isPlain(amount))?.column : undefined;
  }

  read(): ReadList {
    const { rows } = this.sheet.grid;
    const { layout } = this;
    // of amounts whose unit is not known none is right
    if (layout.unitProblem) this.problems.push(layout.unitProblem);
    else for (let r = layout.from; r < rows.length; r++) this.readRow(r, rows[r] ?? []);
    this.takeOutSums();
    // a line that is missing makes every total wrong
    if (this.problems.length === 0) this.problems.push(...checkTotals(this.totals, this.lines));
    return {
      layout,
      lines: this.lines,
      zeros: this.zeros,
      hidden: this.hidden,
      totals: [...this.totals, ...this.sums],
      problems: [...this.problems, ...this.warnings],
    };
  }

  /**
   * A line without an economic subject beside lines that have one is their sum, where it is as much: what it
   * says would be counted twice.
   */
  private takeOutSums(): void {
    if (!this.hasRole('经济科目')) return;
    const keyOf = ({ unit, nature, section, functional, project, fund, carried }: ListLine) =>
      [unitKey(unit), section, nature, functional?.code, project?.name, fund, carried].join('\n');
    const sums = new Map<string, Decimal>();
    for (const line of this.lines)
      if (line.economic) sums.set(keyOf(line), (sums.get(keyOf(line)) ?? ZERO).plus(line.amount));
    const isSum = (line: ListLine) => !line.economic && sums.get(keyOf(line))?.eq(line.amount);
    for (const [i, line] of [...this.lines].entries()) {
      if (!isSum(line)) continue;
      const { amount, place, functional, unit } = line;
      const own = { word: '', subject: functional?.code ?? '', unit: unitKey(unit), isLine: false };
      this.sums.push({ ...own, amount, place, before: i });
    }
    if (this.sums.length > 0) this.lines = this.lines.filter((line) => !isSum(line));
  }

  private readRow(r: number, row: readonly Area[]): void {
    const texts = this.textsOf(row);
    const amounts = this.amountsOf(r, row);
    const total = this.totalOf(texts, row);
    if (total) {
      const sum = amounts.reduce((all, { value }) => all.plus(value), ZERO);
      const place = this.sheet.place(r, amounts[0]?.column ?? 0);
      if (amounts.length > 0)
        this.totals.push({ ...total, amount: sum, place, before: this.lines.length });
      return;
    }
    if (amounts.length === 0 || this.isHeading(row)) return;
    this.checkWhole(r, row, amounts);
    const those = amounts.filter(({ value }) => !value.isZero());
    if (those.length === 0) {
      this.zeros++;
      return;
    }
    const { numbers, hiddenRows } = this.sheet.grid;
    if (hiddenRows.has(numbers[r] ?? 0)) this.hidden++;
    for (const { column, amount, value } of those) this.addLine(r, column, amount, value, texts);
  }

  private textsOf(row: readonly Area[]): Texts {
    const texts = new Map<Role, string[]>();
    for (const { column, role } of this.roles) {
      const text = codeText(row[column]);
      const known = texts.get(role);
      if (known) known.push(text);
      else texts.set(role, [text]);
    }
    return texts;
  }

  private amountsOf(r: number, row: readonly Area[]) {
    return this.amounts.flatMap(({ column, amount, unit }) => {
      const area = row[column];
      const found = area && amountIn(area, unit);
      if (!found) return [];
      if (area.rowSpan > 1 || area.colSpan > 1) {
        // told and counted once, where it begins
        if (area.row !== r || area.col !== column) return [];
        if ('value' in found && !found.value.isZero() && !this.totalWord(row))
          this.fail(r, column, 'amount-not-number', mergedMessage(area), MERGED_HINT);
      }
      if ('value' in found) return [{ column, amount, value: inYuan(found.value, unit) }];
      if (!this.isHeading(row))
        this.fail(r, column, 'amount-not-number', found.problem, found.hint);
      return [];
    });
  }

  private totalWord(row: readonly Area[]): Area | undefined {
    return row.find(({ text }) => isWord(text) && this.layout.mapping.totals.find(text).length > 0);
  }

  /** The headings once more, as on each printed page. */
  private isHeading(row: readonly Area[]): boolean {
    const column = this.amounts[0]?.column ?? 0;
    const heading = this.layout.columns[column]?.heading.split(' / ').at(-1);
    return heading !== undefined && row[column]?.text.replace(/\s+/g, '') === heading;
  }

  /** Of which lines a row is the total: its words say so, or its subject is one above others. */
  private totalOf(
    texts: Texts,
    row: readonly Area[],
  ): Pick<TotalRow, 'word' | 'subject' | 'unit' | 'isLine'> | undefined {
    const unit = unitKey(unitIn(texts.get('单位') ?? []));
    const word = this.totalWord(row);
    const functional = this.subject('功能科目', functionalTexts(texts));
    if (word) {
      const isLine = functional?.kind === 'item';
      return { word: word.text.replace(/\s+/g, ''), subject: '', unit: '', isLine };
    }
    const economic = this.subject('经济科目', texts.get('经济科目') ?? []);
    for (const one of [functional, economic])
      if (one?.kind === 'above') return { word: '', subject: one.code, unit, isLine: false };
    return undefined;
  }

  private subject(of: Classification, texts: readonly string[]): FoundSubject | undefined {
    const key = `${of}\n${texts.join('\n')}`;
    if (!this.found.has(key)) this.found.set(key, this.catalogue.find(of, texts));
    return this.found.get(key);
  }

  /** A row's own total says whether all its parts were understood. */
  private checkWhole(
    r: number,
    row: readonly Area[],
    amounts: readonly { readonly value: Decimal }[],
  ): void {
    if (this.whole === undefined) return;
    const area = row[this.whole];
    const column = this.layout.columns[this.whole];
    if (!area || !column || area.row !== r) return;
    const unit = unitOfColumn(this.layout, column);
    const found = amountIn(area, unit);
    if (!found || 'problem' in found) return;
    const whole = inYuan(found.value, unit);
    const sum = amounts.reduce((all, { value }) => all.plus(value), ZERO);
    if (whole.eq(sum)) return;
    this.fail(
      r,
      this.whole,
      'total-mismatch',
      `“${column.heading}”是 ${whole.toFixed()} 元，认出的各列加起来是 ${sum.toFixed()} 元`,
      '多半有一列没有认出：用 --只看 看各列认作了什么，用 --对应 改正',
    );
  }

  private addLine(
    r: number,
    column: number,
    fixed: AmountColumn,
    amount: Decimal,
    texts: Texts,
  ): void {
    const { mapping } = this.layout;
    const first = (role: Role) => (texts.get(role) ?? []).find((text) => text !== '') ?? '';
    const before = this.problems.length;
    const columnOf = (role: Role) => this.roles.find((one) => one.role === role)?.column ?? column;
    const unknown = (role: Role, text: string, hint: string) =>
      this.fail(r, columnOf(role), 'value-unknown', `“${role}”写的“${text}”没有认出`, hint);
    const oneOf = <T extends string>(role: Role, words: Words<T>, known: readonly string[]) => {
      const written = (texts.get(role) ?? []).filter((text) => text !== '');
      const meanings = new Set(written.flatMap((text) => words.ofValue(text)));
      const [only] = meanings;
      if (meanings.size === 1) return only;
      if (written.length > 0) {
        const text = written.join(' ');
        unknown(role, text, valueHint(role, text, known));
      }
      return undefined;
    };
    const isCarryWord = (role: Role) =>
      (texts.get(role) ?? []).some((text) => mapping.carried.ofValue(text).length > 0);
    this.checkCodes(r);
    const unitCodes = new Set(
      (texts.get('单位') ?? []).flatMap((text) => unitIn([text]).code ?? []),
    );
    if (unitCodes.size > 1) {
      const message = `这一行有几个单位：${[...unitCodes].join('、')}`;
      const hint = '用 --对应 把不是本单位的一列写到“不用”里';
      this.fail(r, columnOf('单位'), 'unit-unknown', message, hint);
    }
    const section: Section =
      fixed.section ?? (this.hasRole('收入来源') || fixed.income ? '收入' : '支出');
    const functional = this.item(r, column, '功能科目', functionalTexts(texts));
    const economic = fixed.economic
      ? { code: fixed.economic, name: undefined }
      : this.item(r, column, '经济科目', texts.get('经济科目') ?? []);
    const government = this.item(r, column, '政府经济科目', texts.get('政府经济科目') ?? []);

    const carried =
      fixed.carried ||
      isCarryWord('资金') ||
      isCarryWord('结转') ||
      mapping.yes.find(first('结转')).length > 0;
    const fund = fixed.fund ?? oneOf('资金', mapping.funds, FUND_WORDS) ?? mapping.fund;

    const project = this.projectOf(texts);
    const nature =
      section === '支出' ? this.natureOf(fixed, texts, project !== undefined, oneOf) : undefined;
    if (section === '支出' && nature === undefined && this.problems.length === before)
      this.fail(r, column, 'value-unknown', '没有写是基本支出还是项目支出', NATURE_HINT);
    const isCarried = section === '收入' && isCarryWord('收入来源');
    const income =
      section !== '收入' || isCarried
        ? undefined
        : (fixed.income ?? oneOf('收入来源', mapping.incomes, []) ?? mapping.income);
    if (section === '收入' && !isCarried && income === undefined && this.problems.length === before)
      this.fail(r, column, 'value-unknown', '没有写收入的来源', '');
    const unitKind = oneOf('单位性质', mapping.unitKinds, []);
    const yearText = /20\d\d/.exec(first('年度').normalize('NFKC'))?.[0];
    if (this.problems.length > before) return;
    this.lines.push({
      ...{ section, unit: unitIn(texts.get('单位') ?? []), unitKind, nature, functional, economic },
      ...{ government, project, fund, carried: carried || isCarried, income, amount },
      year: yearText === undefined ? undefined : Number(yearText),
      purchase:
        mapping.yes.find(first('政府采购')).length > 0 ? this.purchaseOf(r, texts) : undefined,
      place: this.sheet.place(r, column),
      allFunds: mapping.allFunds,
    });
  }

  /** By the column of the amount, a word for it, the kind of project, or whether there is a project at all. */
  private natureOf(
    fixed: AmountColumn,
    texts: Texts,
    ofProject: boolean,
    oneOf: (role: Role, words: Words<Nature>, known: readonly string[]) => Nature | undefined,
  ): Nature | undefined {
    const { mapping } = this.layout;
    if (fixed.nature) return fixed.nature;
    const isWritten = (role: Role) => (texts.get(role) ?? []).some((text) => text !== '');
    for (const role of ['性质', '项目类别'] as const)
      if (isWritten(role)) return oneOf(role, mapping.natures, NATURE_WORDS);
    if (mapping.nature) return mapping.nature;
    if (!this.hasRole('项目')) return undefined;
    return ofProject ? '项目支出' : '基本支出';
  }

  private hasRole(role: Role): boolean {
    return this.roles.some((one) => one.role === role);
  }

  private projectOf(texts: Texts): ListLine['project'] {
    const written = (texts.get('项目') ?? []).map((text) => text.replace(/\s+/g, ' ').trim());
    const joined = written.find((text) => text !== '') ?? '';
    const parted = /^\[?([0-9A-Za-z-]{8,40})\]?[-_—\s]*(\P{ASCII}.*)$/u.exec(joined);
    const codeIn = (texts.get('项目编码') ?? []).find((text) => text !== '');
    const name = fullWidth(parted?.[2] ?? joined);
    if (name === '' && codeIn === undefined) return undefined;
    return { name: name || (codeIn ?? ''), code: codeIn ?? parted?.[1] ?? '' };
  }

  private purchaseOf(r: number, texts: Texts): Purchase {
    const written = (texts.get('品目') ?? []).filter((text) => text !== '');
    const code = /[ABC]\d{2,10}/.exec(written.join(' ').normalize('NFKC'))?.[0] ?? '';
    const name = written
      .map((text) => text.replace(code, '').replace(/^[\s\][()-]+/, ''))
      .findLast((text) => text !== '');
    const first = (role: Role) => (texts.get(role) ?? []).find((text) => text !== '') ?? '';
    const priceColumn = this.roles.find(({ role }) => role === '单价')?.column;
    const area = priceColumn === undefined ? undefined : this.sheet.grid.rows[r]?.[priceColumn];
    const price = area && amountIn(area);
    return {
      code,
      name: name ?? '',
      number: first('数量'),
      measure: first('计量单位'),
      price: price && 'value' in price ? price.value : undefined,
    };
  }

  private item(
    r: number,
    column: number,
    of: Classification,
    texts: readonly string[],
  ): LineSubject | undefined {
    const found = this.subject(of, texts);
    if (!found || found.kind === 'above') return undefined;
    const place = this.roles.find(({ role }) => role.startsWith(of))?.column ?? column;
    if (found.kind === 'unclear') {
      const hint = found.hint || this.nearest(of, texts.join(' '));
      this.fail(r, place, 'subject-unknown', found.message, hint);
      return undefined;
    }
    if (found.known) {
      this.checkName(r, place, of, found);
      return { code: found.code, name: undefined };
    }
    if (found.name !== '') return { code: found.code, name: fullWidth(found.name) };
    const message = `科目字典里没有${of} ${found.code}`;
    this.fail(
      r,
      place,
      'subject-unknown',
      message,
      `${this.nearest(of, found.code)}新的科目请加上名称一列`,
    );
    return undefined;
  }

  /** Codes that a spreadsheet took for numbers have lost their last digits. */
  private checkCodes(r: number): void {
    for (const { column, role } of this.roles) {
      const area = this.sheet.grid.rows[r]?.[column];
      if (!area || !CODED.has(role)) continue;
      const digits = exactNumber(area)?.abs().trunc().toFixed().length ?? 0;
      if (digits <= MOST_CODE_DIGITS && !SCIENTIFIC.test(area.text.trim())) continue;
      const message = `“${area.text.trim()}”是存成了数字的编码，第 15 位以后已经丢了`;
      this.fail(r, column, 'value-unknown', message, '请重新导出，编码一列存成文本；或删去这一列');
    }
  }

  /** A column that was sorted without the others puts codes beside the names of others. */
  private checkName(
    r: number,
    column: number,
    of: Classification,
    { code, name }: { readonly code: string; readonly name: string },
  ): void {
    const known = this.catalogue.nameOf(of, code) ?? '';
    if (name === '' || isNameOf(name, known) || this.misnamed.has(code)) return;
    this.misnamed.add(code);
    const message = `${of} ${code} 叫“${known}”，这一行写的是“${fullWidth(name)}”`;
    const hint = '按编码取了；请核对编码、名称两列是不是错开了';
    this.warnings.push(at(this.sheet.place(r, column), 'subject-unknown', message, hint, '警告'));
  }

  private nearest(of: Classification, written: string): string {
    const key = `${of}\n${written}`;
    const known = this.hints.get(key) ?? suggestion(written, this.catalogue.names(of), of);
    const hint = known.startsWith('可用的') ? '' : known;
    this.hints.set(key, hint);
    return hint;
  }

  private fail(
    r: number,
    column: number,
    code: Diagnostic['code'],
    message: string,
    hint: string,
  ): void {
    this.problems.push(at(this.sheet.place(r, column), code, message, hint || undefined));
  }
}

/** Roles of columns that may hold codes. */
const CODED: ReadonlySet<Role> = new Set([
  ...(['单位', '项目编码', '项目', '功能科目', '经济科目', '政府经济科目', '品目'] as const),
]);
/** Excel keeps so many of a number. */
const MOST_CODE_DIGITS = 15;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d{1,3}$/i;

const mergedMessage = ({ rowSpan, colSpan }: Area) =>
  `这个金额的格子合并了${rowSpan > 1 ? ` ${rowSpan} 行` : ''}${colSpan > 1 ? ` ${colSpan} 列` : ''}，分不清是哪一${rowSpan > 1 ? '行' : '列'}的`;
const MERGED_HINT = '请取消合并，在各格里分别写金额';

const NATURE_HINT = '用 --对应 写明“性质”或“项目类别”是哪一列，或“默认”是什么';
const FUND_WORDS = [
  '一般公共预算',
  '政府性基金预算',
  '国有资本经营预算',
  '财政专户管理资金',
  '单位资金',
];
const NATURE_WORDS = ['基本支出', '项目支出'];
const valueHint = (role: Role, text: string, known: readonly string[]) =>
  known.length === 0
    ? ''
    : `用 --对应 在“值”的“${role === '项目类别' ? '性质' : role}”里写明“${text}”是哪一种：${known.join('、')}`;

/** A total is called by a few words; figures and longer texts are not looked up. */
const isWord = (text: string) => text.length > 1 && text.length < 20 && !/\d/.test(text);

/** Cells of the functional subject; codes in three columns as one. */
function functionalTexts(texts: Texts): readonly string[] {
  const [top, middle, item] = (['功能科目类', '功能科目款', '功能科目项'] as const).map(
    (role) => texts.get(role)?.[0]?.normalize('NFKC').replace(/\s+/g, '') ?? '',
  );
  const own = texts.get('功能科目') ?? [];
  if (!top && !middle && !item) return own;
  return [joined(top ?? '', middle ?? '', item ?? ''), ...own];
}

/** 206, 01, 01 → 2060101; each may also be whole: 206, 20601, 2060101. */
function joined(top: string, middle: string, item: string): string {
  if (!/^\d*$/.test(top + middle + item)) return [top, middle, item].filter(Boolean).join('/');
  const two = (part: string) => (part === '' ? '' : part.padStart(2, '0'));
  const above = middle.length > 3 ? middle : `${top}${two(middle)}`;
  return item.length > 3 ? item : `${above}${two(item)}`;
}

/** A code that is stored as a number without what its format adds but zeros before it; all else as it is shown. */
function codeText(area: Area | undefined): string {
  const number = area && exactNumber(area);
  const shown = area?.text.trim() ?? '';
  if (!number?.isInteger()) return shown;
  const digits = number.toFixed(0);
  return /^0+[1-9]\d*$/.test(shown) && shown.endsWith(digits) ? shown : digits;
}

/** Whether a list means a subject by what it writes: all of its name, or the way to it, or a part. */
function isNameOf(written: string, known: string): boolean {
  const [one, other] = [written, known].map((text) =>
    plainWords(text).replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return !one || !other || one.includes(other) || other.includes(one);
}

export const unitKey = ({ code, name }: WrittenUnit): string => code ?? name ?? '';
