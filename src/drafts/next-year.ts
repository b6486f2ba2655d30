/**
 * The input of a year → a start for the next one. Amounts stay and are marked: one mark for each unit, group,
 * project or section, which is what a person confirms as a whole; a mark for each amount would be hundreds to
 * delete, and one for all would be deleted unread.
 */
import { about, at, type Diagnostic } from '../diagnostics.js';
import { recodingBetween } from '../forms/recoded.js';
import { loadRecoding } from '../forms/recoding-file.js';
import type { TemplateFolder } from '../forms/shelf.js';
import { TO_CONFIRM, TO_FILL } from '../input/draft.js';
import { type NamedCode, subjectsNamed } from '../input/references.js';
import { parseSource, type Source } from '../input/source.js';
import { Numeral, type Path, type Tree, textOf, valueAt } from '../input/tree.js';
import { yamlText } from '../input/yaml-text.js';
import { OWN } from '../kinds/common/unit-package.js';
import type { Published } from '../kinds/kind.js';
import { loadInput } from '../kinds/load.js';
import { referencesOf } from '../kinds/schemas.js';
import { formatNames, loadFormat } from '../load-format.js';
import type { SourceFile } from '../prepare.js';
import type { InputWorld } from '../world.js';
import { draftOf } from './from-source.js';
import { stepsOf, TextEdits } from './text-edits.js';

export interface Rolled {
  /** The new year. */
  readonly year: number;
  /** @param from the input of the year before, as the new file names it */
  readonly textFor: (from: string) => string;
  /** What was done, a line each. */
  readonly report: readonly string[];
}

export interface RollFlags {
  readonly kind: string | undefined;
  /** The format of the new year; without it that of the same series. */
  readonly format: string | undefined;
}

/** Sections that are said anew every year. */
const ANEW: Readonly<Record<string, string>> = {
  变动原因: '变动原因，数定了以后 gongkai check --骨架 印出要写的各处',
  合计: '合计，可以不写；写了就同明细之和核对',
  豁免: '豁免，上年的没有照搬，确有理由的再写',
};
/** Sections that go on from year to year; everything else is of the year. */
const LASTING: ReadonlySet<string> = new Set([
  '类型',
  '金额单位',
  '主体',
  '部门',
  '单位',
  '概况',
  '名词解释',
  '科目补充',
  '政府经济科目',
  '封面',
]);

const COPIED = `${TO_CONFIRM}：照搬上年`;

/**
 * Rolls an input over to the next year. Never throws for what the file holds.
 * @returns the new text, or why there is none
 * @throws DiagnosticError where a format or the templates are wrong
 */
export function nextYear(
  file: string,
  { kind: asked, format }: RollFlags,
  world: InputWorld,
):
  | Rolled
  | { readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly SourceFile[] } {
  const loaded = loadInput(file, world.read);
  const { bytes, text, input, source: written } = loaded;
  const sources = bytes ? [{ file, text, bytes }] : [];
  const failed = (...diagnostics: readonly Diagnostic[]) => ({ diagnostics, sources });
  if (!input || !written) return failed(...loaded.diagnostics);
  const { published, name } = input.kind;
  const place = written.valueSpan(['类型']);
  if (!published) {
    const hint = '请写上年预算或决算的输入文件';
    return failed(at(place, 'value-unknown', `类型“${name}”不是一份材料，不能结转`, hint));
  }
  if (asked !== undefined && asked !== name) {
    const message = `这是部门${name}的输入，不能结转成部门${asked}`;
    const hint = `请从上年的部门${asked}结转，或用 gongkai init 新写一份，再把这份写作“${asked === '决算' ? '年初预算' : '上年执行数'}”`;
    return failed(at(place, 'value-unknown', message, hint));
  }
  const source = inYaml(written);
  const old = input.data.年度;
  const work = new YearEdits(source, published, old);
  const series = textOf(valueAt(source.tree, ['格式'])) ?? '';
  const newFormat = format ?? nextFormat(series, old, name, world.templates);
  if (newFormat !== undefined && loadFormat(newFormat, world.templates).kind !== name) {
    const message = `格式“${newFormat}”不是部门${name}的`;
    return failed(about(file, 'profile-unknown', message, `--格式 请写部门${name}的格式`));
  }
  work.header(newFormat);
  work.sections([]);
  work.units();
  work.subjects(subjectsNamed(referencesOf(input.kind), source), world.templates);
  return {
    year: old + 1,
    report: work.report,
    textFor: (from) => {
      const made = work.text(from);
      const { diagnostics } = parseSource(made, file);
      if (diagnostics.length > 0) throw new Error(`rolled text: ${diagnostics[0]?.message}`);
      return made;
    },
  };
}

/** The same input in YAML, where it is a workbook: a new year is made by changes of its text. */
function inYaml(source: Source): Source {
  if (!source.valueSpan([]).cell) return source;
  const { source: made, diagnostics } = parseSource(yamlText(draftOf(source)), source.file);
  if (!made) throw new Error(`rewritten input: ${diagnostics[0]?.message}`);
  return made;
}

/** The same series' format of the year after, of the same kind; undefined where there is none. */
function nextFormat(
  name: string,
  year: number,
  kind: string,
  templates: TemplateFolder,
): string | undefined {
  const [series, variant] = name.split(String(year));
  if (series === undefined || variant === undefined) return undefined;
  const known = formatNames(templates);
  const ofNext = `${series}${year + 1}`;
  return [`${ofNext}${variant}`, ofNext].find(
    (one) => known.includes(one) && loadFormat(one, templates).kind === kind,
  );
}

/** A place for the name of the file, which is known when the text is written. */
const FROM = '\u0001';
/** Names that stand in YAML without quotation marks. */
const PLAIN = /^[\p{Script=Han}\w./-]+\.(?:ya?ml|xlsx)$/u;

class YearEdits {
  readonly report: string[] = [];
  readonly #edits: TextEdits;

  constructor(
    private readonly source: Source,
    private readonly published: Published,
    private readonly old: number,
  ) {
    this.#edits = new TextEdits(source);
  }

  text(from: string): string {
    return this.#edits
      .result()
      .replaceAll(FROM, () => (PLAIN.test(from) ? from : JSON.stringify(from)));
  }

  header(format: string | undefined): void {
    const year = this.old + 1;
    this.#edits.setValue(['年度'], String(year));
    const before = textOf(valueAt(this.source.tree, ['格式'])) ?? '';
    if (format !== undefined && format !== before) {
      this.#edits.setValue(
        ['格式'],
        /^\p{L}[\p{L}\d_-]*$/u.test(format) ? format : JSON.stringify(format),
      );
      this.#edits.remark(['格式'], `${TO_CONFIRM}：原来是 ${before}`);
      this.report.push(`格式：${before} → ${format}`);
    } else if (before.includes(String(this.old))) {
      this.#edits.remark(['格式'], `${TO_CONFIRM}：还是 ${this.old} 年的格式，有 ${year} 年的请改`);
      this.report.push(`格式还是 ${before}，有 ${year} 年的请改`);
    }
    this.#dates(['编制日期']);
  }

  /** The sections of the department, or of a unit in 单位材料. */
  sections(base: Path): void {
    const map = valueAt(this.source.tree, base);
    const roles = new Map(this.published.years.map(({ role, files }) => [role as string, files]));
    const cleared: string[] = [];
    for (const step of stepsOf(map)) {
      const key = String(step);
      const path = [...base, key];
      const files = roles.get(key);
      const anew = ANEW[key];
      if (files) this.#related(path, files[0] === this.published.kind.name);
      else if (anew !== undefined) {
        if (this.#edits.replacePair(path, [`# ${TO_FILL}：${anew}`])) cleared.push(key);
      } else if (key === '单位格式') this.#edits.remark(path, `${TO_CONFIRM}：上年的格式`);
      else if (key === '封面') this.#inside(path);
      else if (!['年度', '格式', '编制日期', OWN].includes(key) && !LASTING.has(key)) {
        this.#copied(path);
        this.#inside(path);
      }
    }
    const owned = base.length === 0 ? '' : `单位 ${base.at(-1)} 的`;
    if (cleared.length > 0) this.report.push(`${owned}${cleared.join('、')}：清掉，要重写`);
    const own = [...roles].find(([, files]) => files[0] === this.published.kind.name)?.[0];
    if (base.length === 0 && own !== undefined && valueAt(this.source.tree, [own]) === undefined) {
      const { end } = this.source.valueSpan(['年度']);
      const line = this.source.text.indexOf('\n', end);
      const place = line < 0 ? this.source.text.length : line + 1;
      this.#edits.setText({ start: place, end: place }, `${own}: ${FROM}\n`);
    }
  }

  units(): void {
    for (const unit of stepsOf(valueAt(this.source.tree, [OWN]))) this.sections([OWN, unit]);
  }

  /** A year that the package is compared with: last year is the file itself. */
  #related(path: Path, isOwnKind: boolean): void {
    const key = String(path.at(-1));
    const ofUnit = path.length > 1;
    // a unit's figures are taken from the department's file
    const lines = isOwnKind
      ? ofUnit
        ? []
        : [`${key}: ${FROM} # 上年的输入文件`]
      : [`# ${TO_FILL}：${key}`];
    this.#edits.replacePair(path, lines);
    if (!ofUnit) this.report.push(isOwnKind ? `${key}：就是这份输入` : `${key}：清掉，要重写`);
  }

  /** Marks what stays as it was: each item of a list, or a section as a whole. */
  #copied(path: Path): void {
    const value = valueAt(this.source.tree, path);
    if (Array.isArray(value))
      value.forEach((_, i) => {
        this.#edits.remark([...path, i], COPIED);
      });
    else this.#edits.remark(path, COPIED);
  }

  /** Dates, years and figures of earlier years inside of a section. */
  #inside(path: Path): void {
    const value = valueAt(this.source.tree, path);
    const steps = stepsOf(value);
    const has = (key: string) => steps.includes(key);
    for (const step of steps) {
      const inner = [...path, step];
      const key = String(step);
      if (/日期$/.test(key)) this.#dates(inner);
      else if (key === '近两年收支') this.#edits.replacePair(inner, [`# ${TO_FILL}：${key}`]);
      else this.#inside(inner);
    }
    // one year on: what was last year's is the year's before
    if (has('上年') && has('值')) {
      if (has('前年')) this.#move([...path, '上年'], [...path, '前年']);
      this.#move([...path, '值'], [...path, '上年']);
    }
    if (has('上年预算')) {
      if (has('前年预算')) this.#move([...path, '上年预算'], [...path, '前年预算']);
      this.#edits.remark([...path, '上年预算'], `${TO_FILL}：${this.old} 年的预算`);
    }
    this.#years(path, value);
  }

  /** A project of the year alone is one of the next year. */
  #years(path: Path, value: Tree | undefined): void {
    const years = ['起始年度', '终止年度'].map((key) => [...path, key]);
    const own = years.every((one) => {
      const year = valueAt(this.source.tree, one);
      return year instanceof Numeral && year.text === String(this.old);
    });
    if (own && value !== undefined)
      for (const one of years) this.#edits.setValue(one, String(this.old + 1));
  }

  #move(from: Path, to: Path): void {
    const { start, end } = this.source.valueSpan(from);
    const text = this.source.text.slice(start, end);
    if (!text.includes('\n')) this.#edits.setValue(to, text);
  }

  /** A date a year later, to be confirmed. */
  #dates(path: Path): void {
    const date = /^(\d{4})-(\d\d-\d\d)$/.exec(textOf(valueAt(this.source.tree, path)) ?? '');
    if (!date) return;
    const day = date[2] === '02-29' ? '02-28' : date[2];
    this.#edits.setValue(path, `${Number(date[1]) + 1}-${day}`);
    this.#edits.remark(path, `${TO_FILL}：${String(path.at(-1))}`);
  }

  /** Subjects that the new year's classification has not: another code, or what became of it. */
  subjects(named: Iterable<NamedCode>, templates: TemplateFolder): void {
    const { old } = this;
    const recoding = recodingBetween(loadRecoding(templates), old, old + 1);
    const told = new Set<string>();
    for (const { code, path, place } of named) {
      const table = code.startsWith('2')
        ? '功能分类'
        : code.startsWith('3')
          ? '经济分类'
          : undefined;
      const became = table && recoding.of(table, code);
      if (!became) continue;
      const names = became.now.map((one) => `${one.code} ${one.name ?? ''}`.trim());
      const [only] = became.now;
      const say = (what: string, result: string) => {
        this.#edits.remarkAt(place.start, `${TO_CONFIRM}：${what}`);
        if (!told.has(code)) this.report.push(`科目 ${code}：${result}`);
        told.add(code);
      };
      if (became.now.length === 1 && only) {
        if (only.code === code) continue; // another name alone
        const taken = this.#beside(path, only.code);
        if (!taken) this.#edits.setText(place, `"${only.code}"`);
        say(
          taken
            ? `${old + 1} 年并入 ${names[0]}，同那一行合并`
            : `原来是 ${code}，现为 ${names[0]}`,
          taken ? `并入 ${names[0]}，要合并` : `→ ${names[0]}`,
        );
      } else if (names.length > 1) {
        say(`${old + 1} 年起分为 ${names.join('、')}，请分开写`, `分为 ${names.join('、')}`);
      } else {
        const note = became.note === undefined ? '' : `（${became.note}）`;
        say(`${old + 1} 年起取消${note}`, `取消${note}`);
      }
    }
  }

  /** Whether a map has another key already that a key would become. */
  #beside(path: Path, code: string): boolean {
    const siblings = valueAt(this.source.tree, path.slice(0, -1));
    return stepsOf(siblings).includes(code);
  }
}
