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
  private readonly lines: ListLine[] = [];
  private readonly totals: TotalRow[] = [];
  private readonly found = new Map<string, FoundSubject | undefined>();
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
    for (let r = layout.from; r < rows.length; r++) this.readRow(r, rows[r] ?? []);
    // a line that is missing makes every total wrong
    if (this.problems.length === 0) this.problems.push(...checkTotals(this.totals, this.lines));
    return {
      layout,
      lines: this.lines,
      zeros: this.zeros,
      totals: this.totals,
      problems: this.problems,
    };
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
      const found = area && amountIn(area);
      if (!found) return [];
      if ('value' in found) return [{ column, amount, value: inYuan(found.value, unit) }];
      if (!this.isHeading(row))
        this.fail(r, column, 'amount-not-number', found.problem, found.hint);
      return [];
    });
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
  ): Pick<TotalRow, 'word' | 'subject' | 'unit'> | undefined {
    const unit = unitKey(unitIn(texts.get('单位') ?? []));
    const word = row.find(
      ({ text }) => isWord(text) && this.layout.mapping.totals.find(text).length > 0,
    );
    if (word) return { word: word.text.replace(/\s+/g, ''), subject: '', unit: '' };
    const functional = this.subject('功能科目', functionalTexts(texts));
    if (functional?.kind === 'above') return { word: '', subject: functional.code, unit };
    const economic = this.subject('经济科目', texts.get('经济科目') ?? []);
    if (economic?.kind === 'above') return { word: '', subject: economic.code, unit };
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
    const found = area && amountIn(area);
    if (!found || !column || 'problem' in found) return;
    const whole = inYuan(found.value, unitOfColumn(this.layout, column));
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
    const oneOf = <T extends string>(
      role: Role,
      text: string,
      found: readonly T[],
      known: readonly string[],
    ) => {
      if (text !== '' && found.length !== 1) unknown(role, text, valueHint(role, text, known));
      return found.length === 1 ? found[0] : undefined;
    };
    const section: Section =
      fixed.section ?? (this.hasRole('收入来源') || fixed.income ? '收入' : '支出');
    const functional = this.item(r, column, '功能科目', functionalTexts(texts));
    const economic = fixed.economic
      ? { code: fixed.economic, name: undefined }
      : this.item(r, column, '经济科目', texts.get('经济科目') ?? []);
    const government = this.item(r, column, '政府经济科目', texts.get('政府经济科目') ?? []);

    const fundText = first('资金');
    const carryText = first('结转');
    const carried =
      fixed.carried ||
      mapping.carried.ofValue(fundText).length > 0 ||
      mapping.carried.ofValue(carryText).length > 0 ||
      mapping.yes.find(carryText).length > 0;
    const funds = mapping.funds.ofValue(fundText);
    const fund = fixed.fund ?? oneOf('资金', fundText, funds, FUND_WORDS) ?? mapping.fund;

    const project = this.projectOf(texts);
    let nature: Nature | undefined;
    if (section === '支出') {
      const word = first('性质');
      const category = first('项目类别');
      nature =
        fixed.nature ??
        oneOf('性质', word, mapping.natures.ofValue(word), NATURE_WORDS) ??
        (word === ''
          ? oneOf('项目类别', category, mapping.natures.ofValue(category), NATURE_WORDS)
          : undefined) ??
        mapping.nature ??
        (word === '' && category === '' && this.hasRole('项目')
          ? project
            ? '项目支出'
            : '基本支出'
          : undefined);
      if (nature === undefined && this.problems.length === before)
        this.fail(r, column, 'value-unknown', '没有写是基本支出还是项目支出', NATURE_HINT);
    }
    const incomeText = first('收入来源');
    const incomes = mapping.incomes.ofValue(incomeText);
    const isCarried = section === '收入' && mapping.carried.ofValue(incomeText).length > 0;
    const income =
      section !== '收入' || isCarried
        ? undefined
        : (fixed.income ?? oneOf('收入来源', incomeText, incomes, []) ?? mapping.income);
    if (section === '收入' && !isCarried && income === undefined && this.problems.length === before)
      this.fail(r, column, 'value-unknown', '没有写收入的来源', '');
    const kindText = first('单位性质');
    const kinds = mapping.unitKinds.ofValue(kindText);
    const unitKind = oneOf('单位性质', kindText, kinds, []);
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
    if (found.known) return { code: found.code, name: undefined };
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

/** A code that is stored as a number without what its format adds; all else as it is shown. */
function codeText(area: Area | undefined): string {
  const number = area && exactNumber(area);
  if (number?.isInteger()) return number.toFixed(0);
  return area?.text.trim() ?? '';
}

export const unitKey = ({ code, name }: WrittenUnit): string => code ?? name ?? '';
