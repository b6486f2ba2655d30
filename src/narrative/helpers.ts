/**
 * The words that sentences are written with. Each figure that a sentence shows comes from one of
 * these; it is rounded here, once, and marked so that the document knows where it comes from.
 */
import type Handlebars from 'handlebars';
import {
  interpolate,
  type NumberStyle,
  percentage,
  proseAmountInUnit,
  shareText,
} from '../forms/style.js';
import type { TextName } from '../model/form-fields.js';
import { absolute, difference, type Figure, printedIn } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import { type Params, type QuantityName, quantity, whyNotKnown } from '../model/quantities.js';
import { type RowSourceName, rowsOf, rowsUnknown } from '../model/rows.js';
import { phrase, purpose, type Scope } from '../model/scope.js';
import type { Basis } from '../model/terms.js';
import { formatNumber } from '../tables/table.js';
import { HELPERS } from './helper-specs.js';

/** What a sentence is printed with; travels as Handlebars data. */
export interface SentenceContext {
  readonly scope: Scope;
  readonly numbers: NumberStyle;
  readonly wording: Readonly<Record<string, string>>;
  /** Figures shown so far; a mark in the text carries the index. */
  readonly figures: Figure[];
  /** Takes note of a figure that a sentence asks for although it is not known. */
  readonly unknown: (place: hbs.AST.SourceLocation, why: string) => void;
}

/** Marks around a figure in the text: start, index, separator, text, end. */
export const MARK = { start: '\u0001', middle: '\u0002', end: '\u0003' } as const;
/** Stands before a text of the input that must not be read as #, * or ! of a line; never printed. */
export const PLAIN = '\u0004';

/**
 * A department's own text as part of a line: no line breaks, no control characters, no markup.
 * A line that was broken between two Chinese characters is joined without a space.
 */
export function inline(text: string): string {
  const line = text
    .replace(/(?<=[\u2e80-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\uffef])/g, '')
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .trim();
  return /^[#*:!]/.test(line) ? PLAIN + line : line;
}

/** Fields of a scope as Handlebars sees them. */
export function contextOf(scope: Scope): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(scope.fields)) out[key] = inline(value);
  return out;
}

const sentenceOf = (options: Handlebars.HelperOptions): SentenceContext =>
  options.data.context as SentenceContext;

function paramsOf(options: Options, name: keyof typeof HELPERS): Params {
  const own: readonly string[] = HELPERS[name].options;
  return Object.fromEntries(
    Object.entries(options.hash as object).filter(([key]) => !own.includes(key)),
  ) as Params;
}

function figureOf(
  options: Options,
  helper: keyof typeof HELPERS,
  name: string,
  more: Params = {},
): Figure | undefined {
  const { scope, unknown } = sentenceOf(options);
  const params = { ...paramsOf(options, helper), ...more };
  const figure = quantity(scope, name as QuantityName, params);
  // a sentence that does not ask first would say that nothing changed, or leave a gap
  const why =
    figure || ASKING.includes(helper)
      ? undefined
      : whyNotKnown(scope, name as QuantityName, params);
  if (why !== undefined) unknown(options.loc, why);
  return figure;
}

/** Helpers that ask whether there is a figure. */
const ASKING: readonly (keyof typeof HELPERS)[] = ['有', '非零', '同向'];
type Options = Handlebars.HelperOptions & {
  /** Of the call in the sentence file; its `source` is the file. */
  readonly loc: hbs.AST.SourceLocation;
};

function mark(context: SentenceContext, figure: Figure, text: string): string {
  context.figures.push(figure);
  return `${MARK.start}${context.figures.length - 1}${MARK.middle}${text}${MARK.end}`;
}

function amount(context: SentenceContext, figure: Figure | undefined, keepZeros = false): string {
  if (!figure) return '';
  if (figure.counted !== undefined)
    return mark(context, figure, `${countText(context, figure)}${figure.counted}`);
  const style = keepZeros ? { ...context.numbers, proseTrim: false } : context.numbers;
  return mark(context, figure, proseAmountInUnit(figure.value, style));
}

/** A number of things as a sentence prints it. */
const countText = ({ numbers }: SentenceContext, { value }: Figure): string =>
  formatNumber(value, value.decimalPlaces(), numbers.proseGrouping);

/** A quantity beside itself on another basis; undefined where either is not known. */
function compared(helper: keyof typeof HELPERS, name: string, options: Options) {
  const { 对 = '上年' } = options.hash as { 对?: Basis };
  const now = figureOf(options, helper, name);
  const other = figureOf(options, helper, name, { 口径: 对 });
  if (!now || !other) return undefined;
  const off = difference(now, other);
  return { now, other, up: !off.value.isNegative(), size: absolute(off) };
}

/** Whether an amount is nothing as a sentence prints it. */
const printsZero = ({ value }: Figure, { numbers }: SentenceContext): boolean =>
  printedIn(value, numbers.proseMoney).isZero();

/** A profile's word; `增幅.208` is its variant for the rows of a 类, 款 or 项. */
function wordingOf({ wording, scope }: SentenceContext, key: string): string {
  const code = scope.fields.编码 ?? '';
  const variants = [7, 5, 3].map((length) => wording[`${key}.${code.slice(0, length)}`]);
  return variants.find((word) => word !== undefined) ?? wording[key] ?? '';
}

interface Reference {
  readonly name: string;
  readonly params: Params;
}

function change(name: string, options: Options): string {
  const context = sentenceOf(options);
  const two = compared('变动', name, options);
  if (!two) return '';
  const { 基 = '上年数' } = options.hash as { 基?: string };
  const base = `${context.scope.fields.上年度 ?? ''}${wordingOf(context, 基)}`;
  if (printsZero(two.size, context)) return `与${base}持平`;
  return `比${base}${two.up ? '增加' : '减少'}${amount(context, two.size)}${growth(context, two)}`;
}

/** ，增长12.5%; nothing of a base of zero, and nothing that rounds to 增长0%. */
function growth(context: SentenceContext, { up, size, other }: Compared): string {
  const rate = percentage(size.value, other.value, context.numbers);
  if (rate === undefined || !/[1-9]/.test(rate)) return '';
  return `，${wordingOf(context, up ? '增幅' : '降幅')}${mark(context, { ...size, whole: other }, rate)}`;
}

/** A reason with its lead; “一是…”, “主要…” and “原因是…” bring their own. */
function reason(key: string, options: Options): string {
  const text = reasonText(sentenceOf(options).scope, key);
  if (text === undefined) return '';
  const hash = options.hash as Record<string, string | undefined>;
  const { 前 = '主要原因是', 点 = '，', 列 = '' } = hash;
  if (key.startsWith('主要用途')) return `${点}${purpose(text)}`;
  if (/^(主要|原因)/.test(text)) return `${点}${text}`;
  const lead = 前 === '主要是' ? '主要原因' : 前.replace(/是$/, '');
  if (/^[一二三四五]是/.test(text)) return `${点}${lead}${列}${text}`;
  return `${点}${前}${/是：?$/.test(前) ? text.replace(/^是(?!否)/, '') : text}`;
}

/** `{编码}` and `{资金}` in a key are the row's own. */
function reasonText(scope: Scope, key: string): string | undefined {
  const text = scope.budget.reasons.get(interpolate(key, scope.fields));
  return phrase(inline(text ?? '')) || undefined;
}

type Compared = NonNullable<ReturnType<typeof compared>>;
const keepsZeros = (options: Options) => (options.hash as { 零?: string }).零 === '保留';

function textsOf({ budget, texts }: Scope, name: string): readonly string[] {
  return texts?.[name] ?? budget.texts[name as TextName] ?? [];
}

export function registerHelpers(engine: typeof Handlebars): void {
  const rows = (source: string, helper: keyof typeof HELPERS, options: Options): Scope[] => {
    const { scope, unknown } = sentenceOf(options);
    const params = paramsOf(options, helper);
    const why = rowsUnknown(scope, source as RowSourceName, params)?.unknown;
    if (why !== undefined) unknown(options.loc, why);
    return rowsOf(scope, source as RowSourceName, params);
  };
  const helpers: Record<keyof typeof HELPERS, (first: string, options: Options) => unknown> = {
    金额: (name, options) =>
      amount(sentenceOf(options), figureOf(options, '金额', name), keepsZeros(options)),
    数: (name, options) => {
      const context = sentenceOf(options);
      const figure = figureOf(options, '数', name);
      return figure ? mark(context, figure, countText(context, figure)) : '';
    },
    额: (name, options) => amount(sentenceOf(options), sentenceOf(options).scope.amounts[name]),
    率: (name, options) => {
      const context = sentenceOf(options);
      const { amounts } = context.scope;
      const part = amounts[name];
      const { 总 = '', 前 = '' } = options.hash as { 总?: string; 前?: string };
      const whole = amounts[总];
      const rate = part && whole && percentage(part.value, whole.value, context.numbers);
      return part && whole && rate !== undefined
        ? 前 + mark(context, { ...part, whole }, rate)
        : '';
    },
    占比: (name, options) => {
      const context = sentenceOf(options);
      const part = figureOf(options, '占比', name);
      const base = (options.hash as { 总?: Reference }).总 ?? { name: '支出总计', params: {} };
      const whole = quantity(
        { ...context.scope, filter: {} },
        base.name as QuantityName,
        base.params,
      );
      if (!part || !whole) return '';
      const share = shareText(part.value, whole.value, context.numbers);
      return share === undefined ? '' : mark(context, { ...part, whole }, share);
    },
    变动: change,
    完成: (name, options) => {
      const context = sentenceOf(options);
      const two = compared('完成', name, options);
      const { 位 } = options.hash as { 位?: string };
      const style = {
        ...context.numbers,
        ...(位 === undefined ? {} : { percentDecimals: Number(位) }),
        ...(keepsZeros(options) ? { percentTrim: false } : {}),
      };
      const rate = two && percentage(two.now.value, two.other.value, style);
      return two && rate !== undefined ? mark(context, { ...two.now, whole: two.other }, rate) : '';
    },
    差额: (name, options) => amount(sentenceOf(options), compared('差额', name, options)?.size),
    增减: (name, options) => {
      const { 增 = '增加', 减 = '减少' } = options.hash as { 增?: string; 减?: string };
      return (compared('增减', name, options)?.up ?? true) ? 增 : 减;
    },
    幅度: (name, options) => {
      const two = compared('幅度', name, options);
      return two ? growth(sentenceOf(options), two) : '';
    },
    相差: (name, options) => {
      const two = compared('相差', name, options);
      return two !== undefined && !printsZero(two.size, sentenceOf(options));
    },
    图: (name) => `\n! ${name}\n`,
    量: (name, options): Reference => ({ name, params: paramsOf(options, '量') }),
    非零: (name, options) => !(figureOf(options, '非零', name)?.value.isZero() ?? true),
    有: (name, options) => figureOf(options, '有', name) !== undefined,
    原因: reason,
    有原因: (key, options) => reasonText(sentenceOf(options).scope, key) !== undefined,
    逐: (source, options) => {
      const context = sentenceOf(options);
      const separator = (options.hash as { 间?: string }).间;
      const parts = rows(source, '逐', options).map((scope, i) => {
        const data = {
          ...options.data,
          context: { ...context, scope },
          序: i + 1,
          中: numeral(i + 1),
        };
        const text = options.fn(contextOf(scope), { data });
        return separator === undefined ? text : text.trim();
      });
      if (parts.length === 0)
        return options.inverse(contextOf(context.scope), { data: options.data });
      if (separator === undefined) return parts.join('');
      const said = parts.filter(Boolean);
      const last = (options.hash as { 末?: string }).末 ?? separator;
      return [said.slice(0, -1).join(separator), ...said.slice(-1)].filter(Boolean).join(last);
    },
    行数: (source, options) => String(rows(source, '行数', options).length),
    多于: (source, options) =>
      rows(source, '多于', options).length > Number((options.hash as { 数?: string }).数 ?? 0),
    段: (name, options) => {
      const texts = textsOf(sentenceOf(options).scope, name).map(inline);
      if ((options.hash as { 连?: string }).连 !== '是')
        return texts.map((text) => `: ${text}\n`).join('');
      const [first = '', ...others] = texts;
      const lines = [
        `${phrase(first.replaceAll(PLAIN, ''))}。`,
        ...others.map((text) => `: ${text}`),
      ];
      return first === '' ? '' : lines.join('\n');
    },
    同向: (name, options) => {
      const one = compared('同向', name, options);
      const { 同 } = options.hash as { 同?: Reference };
      const scope = { ...sentenceOf(options).scope, filter: {} };
      const of = (more: Params) =>
        同 && quantity(scope, 同.name as QuantityName, { ...同.params, ...more });
      const [now, before] = [of({}), of({ 口径: '上年' })];
      if (!one || !now || !before) return false;
      const other = difference(now, before).value;
      return !one.size.value.isZero() && !other.isZero() && one.up === other.isPositive();
    },
    有段: (name, options) => textsOf(sentenceOf(options).scope, name).length > 0,
    用语: (name, options) => {
      const { 字段 = '' } = options.hash as { 字段?: string };
      return (
        wordingOf(sentenceOf(options), name) || inline(sentenceOf(options).scope.fields[字段] ?? '')
      );
    },
    补尾: (name, options) => {
      const text = inline(sentenceOf(options).scope.fields[name] ?? '');
      const { 尾 = '' } = options.hash as { 尾?: string };
      return text.endsWith(尾) ? text : text + 尾;
    },
  };
  for (const [name, helper] of Object.entries(helpers)) engine.registerHelper(name, helper);
}
