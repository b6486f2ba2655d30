/** Lines of amounts → the sections of an input: units, income, expenditure, purchases. */
import { sortBy } from 'es-toolkit/array/sortBy';
import { at, type Diagnostic } from '../../diagnostics.js';
import { grouped } from '../../grouped.js';
import { type Draft, type Remark, TO_CONFIRM, TO_FILL } from '../../input/draft.js';
import { Numeral, type Path, type Tree } from '../../input/tree.js';
import { FINAL_FUNDS } from '../../kinds/final/kind.js';
import { type Decimal, type Span, ZERO } from '../../model/money.js';
import {
  FISCAL_FUNDS,
  FUNDS,
  type Fund,
  INCOME,
  INCOME_KINDS,
  type IncomeKind,
  type PackageName,
} from '../../model/terms.js';
import type { Told } from '../imported.js';
import type { Catalogue, Classification } from './catalogue.js';
import type { LineSubject, ListLine } from './lines.js';
import { withoutKnownFunds } from './remainder.js';
import { type UnitsFound, unitsOf } from './units.js';

/** What the command line says of the input. */
export interface Asked {
  readonly kind: PackageName;
  readonly format: string;
  readonly year: number | undefined;
  readonly department: { readonly code: string | undefined; readonly name: string | undefined };
  /** In which the input's amounts are written. */
  readonly unit: '元' | '万元';
}

export interface DraftOfLines {
  readonly draft: Draft;
  /** Sums of what was taken, by section. */
  readonly taken: readonly Told[];
  readonly left: readonly Told[];
  readonly problems: readonly Diagnostic[];
}

type Map_ = { [key: string]: Tree };

/** Everything about one line that is known when its unit is. */
interface Booked extends Omit<ListLine, 'unit' | 'fund'> {
  readonly unit: string;
  readonly fund: Fund;
}

export function draftOfLines(
  all: readonly ListLine[],
  asked: Asked,
  catalogue: Catalogue,
): DraftOfLines {
  const maker = new Maker(asked, catalogue);
  return maker.make(all);
}

class Maker {
  private readonly problems: Diagnostic[] = [];
  private readonly remarks: Remark[] = [];
  private readonly left: Told[] = [];
  private readonly taken: Told[] = [];
  private readonly added = new Map<Classification, Map<string, LineSubject>>();

  constructor(
    private readonly asked: Asked,
    private readonly catalogue: Catalogue,
  ) {}

  make(all: readonly ListLine[]): DraftOfLines {
    const { asked } = this;
    const { year, lines: ofYear } = this.ofYear(all);
    const found = unitsOf(ofYear, asked.department);
    this.problems.push(...found.problems);
    const known = withoutKnownFunds(ofYear, found);
    this.problems.push(...known.problems);
    const booked = this.booked(known.lines, found);
    const spent = booked.filter(({ section }) => section === '支出');
    const tree: Map_ = {
      类型: asked.kind,
      格式: asked.format,
      ...(year === undefined ? {} : { 年度: new Numeral(String(year), NOWHERE) }),
      金额单位: asked.unit,
      ...this.head(found),
    };
    if (year === undefined) this.fill(['年度'], '例如 年度: 2027');
    this.fill(['编制日期'], '例如 编制日期: 2027-01-15');
    this.fill(['概况'], '概况: 部门的主要职责等');
    const income = this.income(booked, spent, found);
    if (income.length > 0) tree.收入 = income;
    for (const section of ['年初结转和结余', '年末结转和结余'] as const) {
      const entries = this.balances(
        booked.filter((one) => one.section === section),
        section,
      );
      if (entries.length > 0) tree[section] = entries;
    }
    tree.基本支出 = this.basic(spent.filter(({ nature }) => nature === '基本支出'));
    const projects = this.projects(spent.filter(({ nature }) => nature === '项目支出'));
    if (projects.length > 0) tree.项目支出 = projects;
    const others = this.others(
      spent.filter(({ nature }) => nature !== '基本支出' && nature !== '项目支出'),
    );
    if (others.length > 0) tree.其他支出 = others;
    const purchases = this.purchases(booked);
    if (purchases.length > 0) tree.政府采购明细 = purchases;
    const supplement = this.supplement();
    if (supplement) tree.科目补充 = supplement;
    const open = known.lines.filter(
      ({ fund, section }) => fund === undefined && section === '支出',
    );
    if (known.derived)
      this.remark(
        ['基本支出'],
        `${TO_CONFIRM}：“单位资金”的数由各种资金合起来的表减去写明资金的表得来`,
      );
    if (open.some((line) => !isOther(line)))
      this.remark(['基本支出'], `${TO_CONFIRM}：表里没有写资金的，按一般公共预算`);
    const fiscal = known.lines.some(
      ({ section, allFunds, income: kind }) =>
        section === '收入' &&
        allFunds &&
        kind !== undefined &&
        FISCAL_FUNDS.includes(INCOME[kind].fund),
    );
    if (fiscal)
      this.remark(['收入'], `${TO_CONFIRM}：财政拨款收入没有分是哪一种预算的，按一般公共预算`);
    this.account(booked);
    return {
      draft: { tree, remarks: this.remarks },
      taken: this.taken,
      left: this.left,
      problems: this.problems,
    };
  }

  // ---- year, units, department

  private ofYear(all: readonly ListLine[]) {
    const years = [...new Set(all.flatMap(({ year }) => year ?? []))].sort();
    const [only] = years;
    const year = this.asked.year ?? (years.length === 1 ? only : undefined);
    const lines = all.filter((line) => line.year === undefined || line.year === year);
    const others = all.length - lines.length;
    if (others > 0 && this.asked.year === undefined) {
      const first = all.find((line) => line.year !== undefined);
      const message = `表里有几个年度：${years.join('、')}`;
      if (first)
        this.problems.push(at(first.place, 'year-mismatch', message, '请写 --年度，取哪一年的'));
    } else if (others > 0) {
      const what = `不是 ${year} 年的 ${others} 个金额没有取（表里的年度：${years.join('、')}）`;
      this.left.push({ where: '年度', what });
      if (lines.length === 0) {
        const first = all[0];
        if (first)
          this.problems.push(
            at(
              first.place,
              'year-mismatch',
              `表里没有 ${year} 年的数`,
              `表里的年度：${years.join('、')}`,
            ),
          );
      }
    }
    return { year, lines };
  }

  private head({ units }: UnitsFound): Map_ {
    const { department } = this.asked;
    const code = department.code ?? commonCode(units.map((unit) => unit.code));
    if (department.code === undefined)
      if (code === undefined) this.fill(['部门', '代码'], '代码: "328"');
      else this.remark(['部门', '代码'], `${TO_CONFIRM}：由各单位的代码得来`, 'behind');
    if (department.name === undefined) this.fill(['部门', '名称'], '名称: 部门的全称');
    const list = units.map((unit, i): Tree => {
      if (unit.made)
        this.remark(['单位', i, '代码'], `${TO_CONFIRM}：表里没有代码，按名称的次序编的`, 'behind');
      if (unit.name === undefined) this.fill(['单位', i, '名称'], '名称: 单位的全称');
      if (unit.kind === undefined)
        this.fill(['单位', i, '性质'], '性质: 行政单位、参公事业单位或事业单位');
      return {
        代码: unit.code,
        ...(unit.name === undefined ? {} : { 名称: unit.name }),
        ...(unit.kind === undefined ? {} : { 性质: unit.kind }),
      };
    });
    const own: Map_ = {
      ...(code === undefined ? {} : { 代码: code }),
      ...(department.name === undefined ? {} : { 名称: department.name }),
    };
    return { 部门: own, 单位: list };
  }

  private booked(lines: readonly ListLine[], found: UnitsFound): Booked[] {
    const funds: readonly Fund[] = this.asked.kind === '决算' ? FINAL_FUNDS : FUNDS;
    return lines.flatMap((line): Booked[] => {
      const unit = found.codeOf(line.unit);
      if (unit === undefined) return [];
      const otherwise: Fund = isOther(line) ? '单位资金' : '一般公共预算';
      const fund = line.fund ?? otherwise;
      if (!funds.includes(fund)) {
        const hint = '决算里没有这种资金，缴入专户的是事业收入，请在表里改为单位资金';
        this.problems.push(at(line.place, 'value-unknown', `决算的资金不能是“${fund}”`, hint));
        return [];
      }
      for (const [of, subject] of [
        ['功能科目', line.functional],
        ['经济科目', line.economic],
        ['政府经济科目', line.government],
      ] as const)
        if (subject?.name !== undefined) this.addSubject(of, subject, line.place);
      const carried = line.carried && this.asked.kind === '预算';
      return [{ ...line, unit, fund, carried }];
    });
  }

  // ---- subjects that the dictionary does not have

  private addSubject(of: Classification, subject: LineSubject, place: Span): void {
    const own = this.added.get(of) ?? new Map<string, LineSubject>();
    this.added.set(of, own);
    if (own.has(subject.code)) return;
    const { code } = subject;
    const missing = (of === '功能科目' ? [3, 5] : [3])
      .map((length) => code.slice(0, length))
      .find((above) => this.catalogue.nameOf(of, above) === undefined);
    own.set(code, subject);
    if (missing === undefined) return;
    const hint = '请先用“gongkai import --科目”导入本地的科目表，或核对编码';
    const message = `科目字典里没有${of} ${code}，也没有它的上级 ${missing}`;
    this.problems.push(at(place, 'subject-unknown', message, hint));
  }

  private supplement(): Map_ | undefined {
    const keys = {
      功能科目: '功能分类',
      经济科目: '经济分类',
      政府经济科目: '政府经济分类',
    } as const;
    const entries = [...this.added].filter(([, subjects]) => subjects.size > 0);
    if (entries.length === 0) return undefined;
    this.remark(['科目补充'], `${TO_CONFIRM}：字典里没有的科目，名称取自表里`);
    return Object.fromEntries(
      entries.map(([of, subjects]) => [
        keys[of],
        Object.fromEntries(
          sortBy([...subjects.values()], [({ code }) => code]).map(({ code, name }) => [
            code,
            { 名称: name ?? '' },
          ]),
        ),
      ]),
    );
  }

  // ---- income

  private income(
    booked: readonly Booked[],
    spent: readonly Booked[],
    { units }: UnitsFound,
  ): Tree[] {
    const received = booked.filter(({ section }) => section === '收入');
    const derived = received.length === 0;
    if (derived && spent.length === 0) {
      this.fill(['收入'], '收入: 每个单位一项');
      return [];
    }
    const byUnit = grouped(
      derived ? spent.filter((one) => !isOther(one)) : received,
      ({ unit }) => unit,
    );
    const entries = units.flatMap(({ code: unit }): Tree[] => {
      const own = byUnit.get(unit) ?? [];
      const entry: Map_ = { 单位: unit };
      const carried = derived || this.asked.kind === '预算' ? own.filter((one) => one.carried) : [];
      const bySource = grouped(
        own.filter((one) => !one.carried),
        ({ income, fund }) => (derived ? SOURCE_OF[fund] : income),
      );
      for (const kind of INCOME_KINDS) {
        const lines = bySource.get(kind);
        if (lines)
          entry[kind] = this.divided(lines, ['收入', kind], derived && this.asked.kind === '预算');
      }
      const unknown = derived ? (bySource.get(undefined) ?? []) : [];
      const carriedFunds: Map_ = {};
      for (const [fund, lines] of sortBy(
        [...grouped(carried, ({ fund }) => fund)],
        [([fund]) => FUNDS.indexOf(fund)],
      ))
        carriedFunds[fund] = this.divided(lines, ['收入', '上年结转结余'], derived);
      if (Object.keys(carriedFunds).length > 0) entry.上年结转结余 = carriedFunds;
      if (unknown.length > 0) {
        const sum = this.show(total(unknown));
        this.fillLater(unit, `其他收入: ${sum}，单位资金安排的支出是这么多，分别写明是哪一项收入`);
      }
      return Object.keys(entry).length > 1 || unknown.length > 0 ? [entry] : [];
    });
    if (derived)
      this.remark(['收入'], `${TO_CONFIRM}：没有收入的表，按各种资金安排的支出推算，收入等于支出`);
    for (const [unit, text] of this.later)
      this.remarks.push({
        path: ['收入', entries.findIndex((one) => (one as Map_).单位 === unit)],
        text,
        where: 'instead',
      });
    return entries;
  }

  private readonly later: [string, string][] = [];
  private fillLater(unit: string, text: string): void {
    this.later.push([unit, `${TO_FILL}：${text}`]);
  }

  /** One amount, or one for each functional subject where all lines have one. */
  private divided(lines: readonly Booked[], path: Path, whole: boolean): Tree {
    const bare = lines.find(({ functional }) => !functional);
    if (bare && this.asked.kind === '决算') {
      const message = `决算的“${path.join('”里“')}”要按功能科目写，这里没有功能科目`;
      this.problems.push(at(bare.place, 'key-missing', message));
    }
    if (bare || whole) return this.numeral(lines);
    return this.byKey(lines, ({ functional }) => functional?.code ?? '');
  }

  private balances(lines: readonly Booked[], section: string): Tree[] {
    return sortBy([...grouped(lines, ({ unit }) => unit)], [([unit]) => unit]).map(
      ([unit, own]): Tree => {
        const funds = sortBy(
          [...grouped(own, ({ fund }) => fund)],
          [([fund]) => FUNDS.indexOf(fund)],
        );
        return {
          单位: unit,
          ...Object.fromEntries(
            funds.map(([fund, some]) => [fund, this.divided(some, [section, fund], false)]),
          ),
        };
      },
    );
  }

  // ---- expenditure

  private basic(lines: readonly Booked[]): Tree[] {
    const complete = lines.filter((line) => {
      if (!line.functional) this.lacks(line, '功能科目');
      else if (!line.economic) this.lacks(line, '经济科目');
      return line.functional && line.economic;
    });
    const groups = grouped(complete, ({ unit, functional, fund, carried }) =>
      [unit, functional?.code, FUNDS.indexOf(fund), carried].join(),
    );
    return sortBy([...groups], [([key]) => key]).flatMap(([, own]): Tree[] => {
      const [first] = own;
      if (!first) return [];
      return [
        {
          单位: first.unit,
          功能科目: first.functional?.code ?? '',
          ...(first.fund === '一般公共预算' ? {} : { 资金: first.fund }),
          ...(first.carried ? { 结转: '是' } : {}),
          经济科目: this.byKey(own, ({ economic }) => economic?.code ?? ''),
        },
      ];
    });
  }

  private lacks(line: Booked, what: '功能科目' | '经济科目'): void {
    const government = what === '经济科目' && line.government;
    const hint = government
      ? '基本支出要部门预算支出经济分类的款（3 开头），政府预算支出经济分类不能代替'
      : undefined;
    const message = `${line.nature ?? ''}的这一行没有${what}`;
    this.problems.push(at(line.place, 'key-missing', message, hint));
  }

  private projects(lines: readonly Booked[]): Tree[] {
    const byProject = grouped(lines, ({ unit, project }) =>
      [unit, project?.name ?? '', project?.code ?? ''].join('\n'),
    );
    return sortBy([...byProject], [([key]) => key]).flatMap(([, own], i): Tree[] => {
      const [first] = own;
      if (!first) return [];
      if (!first.project)
        this.remark(
          ['项目支出', i, '名称'],
          `${TO_FILL}：表里没有项目名称，请分成各个项目`,
          'behind',
        );
      const code = first.project?.code ?? '';
      const parts = grouped(own, (line) => {
        if (!line.functional) this.lacks(line, '功能科目');
        return [
          ...[line.functional?.code, line.economic?.code ?? '', line.government?.code ?? ''],
          ...[FUNDS.indexOf(line.fund), line.carried],
        ].join();
      });
      return [
        {
          名称: first.project?.name ?? '项目支出',
          ...(/^[0-9A-Za-z-]{1,40}$/.test(code) ? { 编码: code } : {}),
          单位: first.unit,
          支出: sortBy([...parts], [([key]) => key]).map(
            ([, some]): Tree => this.spentLine(some, '一般公共预算'),
          ),
        },
      ];
    });
  }

  private others(lines: readonly Booked[]): Tree[] {
    const parts = grouped(lines, (line) => {
      if (!line.functional) this.lacks(line, '功能科目');
      const { unit, nature, functional, economic, government, fund } = line;
      return [unit, nature, functional?.code, economic?.code, government?.code, fund].join();
    });
    return sortBy([...parts], [([key]) => key]).map(([, some]): Tree => {
      const [first] = some;
      return {
        单位: first?.unit ?? '',
        性质: first?.nature ?? '',
        ...this.spentLine(some, '单位资金'),
      };
    });
  }

  /** @param usual fund that is not written */
  private spentLine(lines: readonly Booked[], usual: Fund): Map_ {
    const [first] = lines;
    return {
      功能科目: first?.functional?.code ?? '',
      ...(first?.economic ? { 经济科目: first.economic.code } : {}),
      ...(first?.government ? { 政府经济科目: first.government.code } : {}),
      ...(first && first.fund !== usual ? { 资金: first.fund } : {}),
      ...(first?.carried ? { 结转: '是' } : {}),
      金额: this.numeral(lines),
    };
  }

  // ---- purchases

  private purchases(booked: readonly Booked[]): Tree[] {
    const bought = booked.filter(({ purchase }) => purchase !== undefined);
    if (bought.length === 0 || this.asked.kind !== '预算') return [];
    const coded = bought.filter(({ purchase }) => purchase?.code !== '' && purchase?.name !== '');
    const bare = bought.filter((one) => !coded.includes(one));
    if (bare.length > 0)
      this.fill(
        ['政府采购'],
        `表里有 ${bare.length} 行、${this.show(total(bare))} ${this.asked.unit}标明是政府采购而没有品目编码，请写各类的金额`,
      );
    const entries = coded.map((line): Map_ => {
      const { purchase, unit, project, nature, functional, economic } = line;
      const number = /^\d{1,7}$/.test(purchase?.number ?? '') ? purchase?.number : undefined;
      return {
        单位: unit,
        项目: project?.name ?? nature ?? '',
        品目编码: purchase?.code ?? '',
        品目: purchase?.name ?? '',
        ...(functional ? { 功能科目: functional.code } : {}),
        ...(economic ? { 经济科目: economic.code } : {}),
        ...(number === undefined ? {} : { 数量: new Numeral(number, line.place) }),
        ...(purchase?.measure ? { 计量单位: purchase.measure } : {}),
        金额: this.numeral([line]),
      };
    });
    return sortBy(entries, [
      (entry) =>
        JSON.stringify(entry, (_, value) => (value instanceof Numeral ? value.text : value)),
    ]);
  }

  // ---- amounts, remarks

  private byKey(lines: readonly Booked[], keyOf: (line: Booked) => string): Map_ {
    const parts = sortBy([...grouped(lines, keyOf)], [([key]) => key]);
    return Object.fromEntries(parts.map(([key, some]) => [key, this.numeral(some)]));
  }

  private numeral(lines: readonly Booked[]): Numeral {
    const [first] = lines;
    return new Numeral(this.show(total(lines)), first?.place ?? NOWHERE);
  }

  /** 元 → the digits of the input's unit, exact. */
  private show(yuan: Decimal): string {
    return (this.asked.unit === '元' ? yuan : yuan.div(10_000)).toFixed();
  }

  private remark(path: Path, text: string, where: Remark['where'] = 'above'): void {
    this.remarks.push({ path, text, where });
  }

  private fill(path: Path, text: string): void {
    this.remarks.push({ path, text: `${TO_FILL}：${text}`, where: 'instead' });
  }

  /** What came to which section, so that a person can compare it with the platform. */
  private account(booked: readonly Booked[]): void {
    const { unit } = this.asked;
    const parts = grouped(booked, ({ section, nature, income, fund }) =>
      section === '支出' ? `${nature} · ${fund}` : `${section} · ${income ?? fund}`,
    );
    for (const [where, lines] of sortBy([...parts], [([key]) => key]))
      this.taken.push({
        where,
        what: `${lines.length} 个金额，合计 ${this.show(total(lines))} ${unit}`,
      });
  }
}

const NOWHERE: Span = { file: '', line: 0, column: 0, start: 0, end: 0 };

const isOther = ({ nature }: Pick<ListLine, 'nature'>): boolean =>
  nature !== undefined && nature !== '基本支出' && nature !== '项目支出';

/** The one source that a kind of money comes from; undefined where there are several. */
const SOURCE_OF: Readonly<Partial<Record<Fund, IncomeKind>>> = {
  一般公共预算: '一般公共预算拨款',
  政府性基金预算: '政府性基金预算拨款',
  国有资本经营预算: '国有资本经营预算拨款',
  财政专户管理资金: '财政专户管理资金',
};

const total = (lines: readonly { readonly amount: Decimal }[]): Decimal =>
  lines.reduce((sum, { amount }) => sum.plus(amount), ZERO);

/** What the codes of all units begin with, where that can be the code of their department. */
function commonCode(codes: readonly string[]): string | undefined {
  const [first] = codes;
  if (first === undefined) return undefined;
  const shortest = Math.min(...codes.map((code) => code.length));
  let length = 0;
  while (length < shortest && codes.every((code) => code[length] === first[length])) length++;
  // units have three digits of their own behind the department's
  const code = first.slice(0, Math.min(length, shortest - 3));
  return code.length >= 3 ? code : undefined;
}
