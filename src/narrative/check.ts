/** What a sentence piece must satisfy: known helpers, quantities, rows, fields, words and pieces. */
import Handlebars from 'handlebars';
import { at, type Diagnostic } from '../diagnostics.js';
import {
  fieldKindProblem,
  quantityKindProblem,
  rowsKindProblem,
  sourceKindProblem,
} from '../forms/kinds.js';
import type { Profile } from '../forms/library.js';
import {
  type Env,
  enterSource,
  knowsYears,
  OUTSIDE,
  referenceHint,
  rowParamProblem,
  SCHEDULE,
} from '../forms/names.js';
import { scheduleItemProblem } from '../forms/schedules.js';
import { suggestion } from '../input/issues.js';
import { QUANTITIES, type Quantity, referenceProblem } from '../model/quantities.js';
import { ROW_SOURCE_NAMES } from '../model/rows.js';
import { figureColumn } from '../model/schedule.js';
import { BASES, type PackageName } from '../model/terms.js';
import {
  FIRST_WORDS,
  HELPER_NAMES,
  HELPERS,
  type HelperSpec,
  type Names,
  usage,
  WORDS_OF,
} from './helper-specs.js';
import { type Located, spanOf, wordOf } from './parse.js';

/** Names in force anywhere, for pieces that no section of the profile leads to. */
const ANYWHERE: Env = ROW_SOURCE_NAMES.filter((name) => name !== SCHEDULE).reduce<Env>(
  (env, name) => enterSource(env, name).inside,
  // of 附表 any may be meant
  { ...OUTSIDE, schedules: undefined },
);
const LOOP_WORDS = ['序', '中'];
/** Helpers that set a quantity beside itself on another basis. */
const COMPARING = ['变动', '完成', '差额', '增减', '幅度', '相差', '同向'];

type Call = hbs.AST.Node & {
  path: hbs.AST.Expression;
  params: hbs.AST.Expression[];
  hash?: hbs.AST.Hash;
};
type Place = '句' | '判断' | '块' | '分母';

/**
 * @param roots pieces that are printed as sections, outside of any row
 * @param named what the format declares of the input: its 附表, and the names of the fields of its cover
 * @returns every problem once
 */
export function checkPieces(
  pieces: ReadonlyMap<string, Located>,
  roots: readonly string[],
  profile: Pick<Profile, 'kind' | 'wording'> & { readonly charts: readonly string[] },
  named: Pick<Env, 'schedules'> & { readonly cover: readonly string[] },
): Diagnostic[] {
  const problems = new Map<string, Diagnostic>();
  const walked: Walked = { reached: new Set(), printed: 0 };
  const { kind, wording, charts } = profile;
  const own: Own = { kind, wording: Object.keys(wording), charts };
  const fields = [...(OUTSIDE.fields ?? []), ...named.cover];
  const outside = { ...OUTSIDE, fields, schedules: named.schedules };
  for (const name of roots) new Checker(pieces, own, problems, walked, outside).piece(name);
  for (const name of pieces.keys())
    if (!walked.reached.has(name)) new Checker(pieces, {}, problems, walked, ANYWHERE).piece(name);
  return [...problems.values()];
}

/** What a piece that is printed may use of its profile; without a member, any may be meant. */
interface Own {
  readonly kind?: PackageName;
  readonly wording?: readonly string[];
  readonly charts?: readonly string[];
}

/** Pieces that were walked through, and how many there would be if each were printed where it is named. */
interface Walked {
  readonly reached: Set<string>;
  printed: number;
}

/**
 * Pieces that a format may print, each counted where it is named: those of ours are some hundred. Pieces that
 * name two others each would double with every step.
 */
const MOST_PRINTED = 10_000;
/** Loops in each other; three are enough for department, unit, subject. */
const MOST_LOOPS = 4;

/** Walks a piece, and the pieces that it names with the names that are in force there. */
class Checker extends Handlebars.Visitor {
  private readonly path: string[] = [];
  /** That this place stands in. */
  private loops = 0;

  constructor(
    private readonly pieces: ReadonlyMap<string, Located>,
    private readonly own: Own,
    private readonly problems: Map<string, Diagnostic>,
    private readonly walked: Walked,
    private env: Env,
  ) {
    super();
  }

  piece(name: string): void {
    const piece = this.pieces.get(name);
    if (!piece) return;
    this.walked.reached.add(name);
    this.path.push(name);
    this.accept(piece.program);
    this.path.pop();
  }

  private report(node: hbs.AST.Node, message: string, hint?: string): void {
    const file = this.pieces.get(this.path.at(-1) ?? '')?.file;
    if (!file) return;
    const found = at(spanOf(file, node.loc), 'template-invalid', message, hint);
    this.problems.set(`${found.file}:${found.span?.start} ${message}`, found);
  }

  private known(
    node: hbs.AST.Node,
    word: string,
    words: readonly string[] | undefined,
    noun: string,
  ): void {
    if (words?.includes(word) === false)
      this.report(node, `没有“${word}”这个${noun}`, suggestion(word, words, noun));
  }

  /** A bare name: a field, or @序 and @中 of a loop. */
  private name(node: hbs.AST.Expression): void {
    const word = wordOf(node);
    if (!('data' in node && node.data)) {
      this.known(node, word, this.env.fields, '字段');
      this.field(node, word);
    } else if (this.env.sources.length === 0 || !LOOP_WORDS.includes(word.slice(1))) {
      this.report(node, `没有“${word}”`, '“@序”“@中”只能用在 {{#逐 …}} 里面');
    }
  }

  /** A field that this kind of package can fill. */
  private field(node: hbs.AST.Node, word: string): void {
    const problem = this.own.kind && fieldKindProblem(word, this.env.sources, this.own.kind);
    if (problem) this.report(node, problem.message, problem.hint);
  }

  private call(node: Call, place: Place): void {
    const name = wordOf(node.path);
    if (!Object.hasOwn(HELPERS, name)) {
      this.report(node.path, `没有“${name}”这个写法`, suggestion(name, HELPER_NAMES, '写法'));
      return;
    }
    const spec: HelperSpec = HELPERS[name as keyof typeof HELPERS];
    if (spec.use !== place) {
      const written = usage(name, spec);
      const hint = spec.use === '分母' ? `只用在 ${written} 里` : `请写 ${written}`;
      this.report(node, `“${name}”不能这样用`, hint);
      return;
    }
    const [first, ...more] = node.params;
    if (first?.type !== 'StringLiteral' || more.length > 0) {
      const quoted = `${name} "…"`;
      this.report(node, `“${name}”后面要写一个加引号的${spec.first}`, `${quoted}，引号用半角的`);
      return;
    }
    const pairs = node.hash?.pairs ?? [];
    this.params(name, spec, first as hbs.AST.StringLiteral, pairs);
    for (const pair of pairs) if (spec.options.includes(pair.key)) this.option(pair, name === '率');
    if (name === '率' && !pairs.some(({ key }) => key === '总'))
      this.report(node, '“率”还要写 总="…"', '总 是作为分母的金额');
    if (name === '同向' && !pairs.some(({ key }) => key === '同'))
      this.report(node, '“同向”还要写 同=(量 "…")');
  }

  /** The first word, and the parameters of a 量 or a 行源. */
  private params(
    name: string,
    spec: HelperSpec,
    first: hbs.AST.StringLiteral,
    pairs: readonly hbs.AST.HashPair[],
  ): void {
    const { value } = first;
    const others = pairs.filter((pair) => !spec.options.includes(pair.key));
    for (const pair of others) {
      if (pair.value.type !== 'StringLiteral')
        this.report(pair, `“${pair.key}=”后面要写加引号的字`);
      else if (spec.first !== '量' && spec.first !== '行源')
        this.report(
          pair,
          `“${name}”没有“${pair.key}”这一项`,
          suggestion(pair.key, spec.options, '项'),
        );
    }
    if (spec.first === '量') {
      const params = Object.fromEntries(others.map((pair) => [pair.key, literal(pair)]));
      const problem = referenceProblem(value, params);
      const pair = others.find(({ key }) => key === problem?.key);
      if (problem) {
        const hint = referenceHint(problem, pair ? literal(pair) : value);
        this.report(pair ?? first, problem.message, hint);
      } else {
        this.money(name, first);
        const known = this.ofKind(name, first, pairs, params);
        if (known && COMPARING.includes(name)) this.change(name, first, pairs);
        else if (known) this.column(name, first, others);
      }
    } else if (spec.first === '行源') {
      const { kind } = this.own;
      const { problem = kind && sourceKindProblem(value, kind) } = enterSource(
        this.env,
        value,
        itemOf(pairs),
      );
      if (problem) this.report(first, problem.message, problem.hint);
      for (const pair of others) {
        if (value === SCHEDULE && pair.key === '项') continue;
        const wrong = rowParamProblem(pair.key, literal(pair), value);
        if (wrong) this.report(pair, wrong.message, wrong.hint);
      }
    } else {
      const word = value.replace(/^(功能科目|主要用途)\.\d{3}(\d{4})?$/, '$1.{编码}');
      this.known(first, word, this.wordsFor(spec.first), spec.first);
      if (spec.first === '字段') this.field(first, value);
    }
  }

  /** Of the columns of a 附表, those that count things are shown by 数, and only they. */
  private column(
    name: string,
    first: hbs.AST.StringLiteral,
    pairs: readonly hbs.AST.HashPair[],
  ): void {
    if (first.value !== SCHEDULE) {
      if (name === '数') this.report(first, `“数”后面要写“${SCHEDULE}”`, '别的量请用“金额”');
      return;
    }
    const { schedules } = this.env;
    if (schedules === undefined) return;
    const item = itemOf(pairs);
    const problem = scheduleItemProblem(item, schedules);
    const kind = item === undefined ? undefined : figureColumn(item, schedules)?.column.kind;
    if (problem) this.report(first, problem.message, problem.hint);
    else if (name === '金额' && kind === '数量')
      this.report(first, `“${item}”是数量，不是金额`, `请写 {{数 "${SCHEDULE}" 项="${item}"}}`);
    else if (name === '数' && kind === '金额')
      this.report(first, `“${item}”是金额`, `请写 {{金额 "${SCHEDULE}" 项="${item}"}}`);
  }

  /** What counts things is no money: sentences print its field. */
  private money(helper: string, first: hbs.AST.StringLiteral): void {
    const { counts }: Quantity = QUANTITIES[first.value as keyof typeof QUANTITIES];
    if (!counts || ['有', '非零'].includes(helper)) return;
    const hint = '请直接写字段，例如 {{出国团组}}';
    this.report(first, `量“${first.value}”是数目，不是金额，不能用“${helper}”`, hint);
  }

  /** Whether this kind of package can have a quantity, and the basis that it is set beside; told where not. */
  private ofKind(
    name: string,
    first: hbs.AST.StringLiteral,
    pairs: readonly hbs.AST.HashPair[],
    params: Readonly<Record<string, string>>,
  ): boolean {
    const { kind } = this.own;
    if (!kind) return true;
    const beside = COMPARING.includes(name) ? pairs.find(({ key }) => key === '对') : undefined;
    const problem =
      quantityKindProblem(first.value, params, kind) ??
      (beside && rowsKindProblem({ 口径: literal(beside) }, kind));
    const pair = pairs.find(({ key }) => key === problem?.key) ?? beside;
    if (problem)
      this.report(problem.key === '量' ? first : (pair ?? first), problem.message, problem.hint);
    return problem === undefined;
  }

  /** Comparing needs a quantity of several years, and 变动 and 幅度 the profile's words. */
  private change(
    name: string,
    first: hbs.AST.StringLiteral,
    pairs: readonly hbs.AST.HashPair[],
  ): void {
    if (!knowsYears(first.value))
      this.report(first, `量“${first.value}”没有上年数，不能用“${name}”`);
    const base = name !== '变动' || pairs.some((pair) => pair.key === '基') ? [] : ['上年数'];
    if (name !== '变动' && name !== '幅度') return;
    for (const word of ['增幅', '降幅', ...base])
      if (this.own.wording?.includes(word) === false)
        this.report(first, `格式的“用语”里缺少“${word}”`);
  }

  private wordsFor(names: Exclude<Names, '量' | '行源'>): readonly string[] | undefined {
    switch (names) {
      case '金额':
        return this.env.amounts;
      case '字段':
        return this.env.fields;
      case '用语':
        return this.own.wording;
      case '图':
        return this.own.charts;
      case '段':
      case '原因':
        return this.own.kind ? WORDS_OF[this.own.kind][names] : FIRST_WORDS[names];
    }
  }

  /** A member of a helper's own. */
  private option(pair: hbs.AST.HashPair, rate: boolean): void {
    if (pair.key === '总' || pair.key === '同') {
      if (pair.value.type === 'StringLiteral' && rate)
        this.known(pair, literal(pair), this.env.amounts, '金额');
      else if (pair.value.type !== 'SubExpression' || rate)
        this.report(pair, rate ? '“总=”后面要写加引号的金额' : `“${pair.key}=”后面要写 (量 "…")`);
      else this.call(pair.value as hbs.AST.SubExpression, '分母');
    } else if (pair.value.type !== 'StringLiteral') {
      this.report(pair, `“${pair.key}=”后面要写加引号的字`);
    } else if (pair.key === '对') {
      this.known(pair, literal(pair), BASES, '口径');
    } else if (pair.key === '零' && literal(pair) !== '保留') {
      this.report(pair, '“零=”只能写“保留”');
    } else if (pair.key === '连' && literal(pair) !== '是') {
      this.report(pair, '“连=”只能写“是”');
    } else if (pair.key === '位' && !/^[0-6]$/.test(literal(pair))) {
      this.report(pair, '“位=”后面要写 0 到 6 的整数');
    } else if (pair.key === '字段') {
      this.known(pair, literal(pair), this.env.fields, '字段');
    } else if (pair.key === '基') {
      this.known(pair, literal(pair), this.own.wording, '用语');
    } else if (pair.key === '数' && !/^\d+$/.test(literal(pair))) {
      this.report(pair, '“数=”后面要写加引号的整数');
    }
  }

  private condition(node: hbs.AST.BlockStatement): void {
    const [what, ...more] = node.params;
    if (!what || more.length > 0) {
      this.report(node.path, '“if”后面要写一个字段，或加括号的判断，例如 (非零 "支出")');
    } else if (what.type === 'SubExpression') {
      this.call(what as hbs.AST.SubExpression, '判断');
    } else {
      this.name(what);
    }
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    const calls = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
    if (calls || Object.hasOwn(HELPERS, wordOf(node.path))) this.call(node, '句');
    else this.name(node.path);
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    const name = wordOf(node.path);
    const outer = this.env;
    if (name === 'if' || name === 'unless') this.condition(node);
    else {
      this.call(node, '块');
      if (this.loops === MOST_LOOPS)
        this.report(node.path, `“逐”最多套 ${MOST_LOOPS} 层`, '请减少层次');
      // where the rows are not understood, what is asked of them can't be judged
      const first = node.params[0] as Partial<hbs.AST.StringLiteral> | undefined;
      const item = itemOf(node.hash?.pairs ?? []);
      this.env = enterSource(outer, String(first?.value), item).inside;
    }
    const loop = this.env === outer ? 0 : 1;
    this.loops += loop;
    if (node.program) this.accept(node.program);
    this.loops -= loop;
    this.env = outer;
    if (node.inverse) this.accept(node.inverse);
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    const name = wordOf(node.name);
    const names = [...this.pieces.keys()];
    if (!names.includes(name))
      this.report(node, `没有“${name}”这一节`, suggestion(name, names, '节'));
    else if (this.path.includes(name)) this.report(node, `“${name}”一节引用了它自己`);
    else if (node.params.length > 0 || node.hash)
      this.report(node, `“${name}”后面不能再写别的`, '节里的字段取自它所在的行');
    else if (this.walked.printed++ < MOST_PRINTED) this.piece(name);
    else if (this.walked.printed === MOST_PRINTED + 1)
      this.report(node, `各节互相引用过多，展开后超过 ${MOST_PRINTED} 处`, '请减少引用的层次');
  }

  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.report(node, '不能用 {{#> …}}', '请用 {{> 节名}}');
  }

  override DecoratorBlock(node: hbs.AST.DecoratorBlock): void {
    this.report(node, '一节里面不能再写 {{#* …}}');
  }

  override Decorator(node: hbs.AST.Decorator): void {
    this.report(node, '不能用 {{* …}}');
  }
}

/** What 项= says. */
function itemOf(pairs: readonly hbs.AST.HashPair[]): string | undefined {
  const pair = pairs.find(({ key }) => key === '项');
  return pair && literal(pair);
}

function literal(pair: hbs.AST.HashPair): string {
  return pair.value.type === 'StringLiteral' ? (pair.value as hbs.AST.StringLiteral).value : '';
}
