/**
 * The words that sentences are written with. Each figure that a sentence shows comes from one of
 * these; it is rounded here, once, and marked so that the document knows where it comes from.
 */
import type Handlebars from 'handlebars';
import { type NumberStyle, percentage, proseAmount, shareText } from '../forms/style.js';
import { difference, type Figure, toWan } from '../model/money.js';
import { numeral } from '../model/numerals.js';
import { type Params, type QuantityName, quantity } from '../model/quantities.js';
import { type RowSourceName, rowsOf } from '../model/rows.js';
import { phrase, type Scope } from '../model/scope.js';
import { THREE_PUBLIC_ITEMS } from '../model/terms.js';

/** What a sentence is printed with; travels as Handlebars data. */
export interface Telling {
  readonly scope: Scope;
  readonly numbers: NumberStyle;
  readonly wording: Readonly<Record<string, string>>;
  /** Figures shown so far; a mark in the text carries the index. */
  readonly figures: Figure[];
}

/** What the word after a helper's name names. */
export type Names = '量' | '行源' | '金额' | '字段' | '原因' | '段' | '用语';

export interface HelperSpec {
  readonly meaning: string;
  /** Where it stands: {{…}} in a sentence, (…) after if, {{#…}}…{{/…}}, (…) after 总=. */
  readonly use: '句' | '判断' | '块' | '分母';
  readonly first: Names;
  /** Hash members of the helper's own; with a 量 or a 行源 all others are its parameters. */
  readonly options: readonly string[];
}

const spec = (
  use: HelperSpec['use'],
  first: Names,
  meaning: string,
  ...options: readonly string[]
): HelperSpec => ({ use, first, meaning, options });

export const HELPERS = {
  万元: spec('句', '量', '量的金额，带“万元”'),
  额: spec('句', '金额', '本行的金额字段，带“万元”'),
  占比: spec('句', '量', '量占总数的百分比；总 为分母的量，不写即支出总计', '总'),
  变动: spec(
    '句',
    '量',
    '同上年相比：“比…增加…万元，增长…%”或“与…持平”；基 为上年数的用语，不写即“上年数”',
    '基',
  ),
  量: spec('分母', '量', '作为分母的量，用在 占比 的 总= 里'),
  非零: spec('判断', '量', '量是否不为零'),
  有: spec('判断', '量', '量是否有数（写了的）'),
  原因: spec('句', '原因', '变动原因，前面带逗号；没有写就什么也不印', '前', '点'),
  有原因: spec('判断', '原因', '是否写了这个变动原因'),
  逐: spec(
    '块',
    '行源',
    '逐行：{{#逐 "行源"}}…{{else}}没有行时…{{/逐}}；间 为行间的字；@序 @中 为序号',
    '间',
  ),
  行数: spec('句', '行源', '行源的行数'),
  多于: spec('判断', '行源', '行源的行数是否多于 数', '数'),
  段: spec('句', '段', '概况里的各段文字'),
  有段: spec('判断', '段', '概况里是否写了这些文字'),
  用语: spec('句', '用语', '格式里的用语；“用语.科目代码”是某类、款、项的变体'),
  补尾: spec('句', '字段', '字段后面补上一个词，已经以它结尾的不补', '尾'),
} as const;
export const HELPER_NAMES = Object.keys(HELPERS);

/** Marks around a figure in the text: start, index, separator, text, end. */
export const MARK = { start: '\u0001', middle: '\u0002', end: '\u0003' } as const;
/** Stands before a text of the input that must not be read as # or * of a line; never printed. */
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
  return /^[#*:]/.test(line) ? PLAIN + line : line;
}

/** Fields of a scope as Handlebars sees them. */
export function contextOf(scope: Scope): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(scope.fields)) out[key] = inline(value);
  return out;
}

type Options = Handlebars.HelperOptions;
const told = (options: Options): Telling => options.data.telling as Telling;

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
  return quantity(told(options).scope, name as QuantityName, {
    ...paramsOf(options, helper),
    ...more,
  });
}

function mark(telling: Telling, figure: Figure, text: string): string {
  telling.figures.push(figure);
  return `${MARK.start}${telling.figures.length - 1}${MARK.middle}${text}${MARK.end}`;
}

function amount(telling: Telling, figure: Figure | undefined): string {
  if (!figure) return '';
  return mark(telling, figure, `${proseAmount(figure.value, telling.numbers)}万元`);
}

/** A profile's word; `增幅.208` is its variant for the rows of a 类, 款 or 项. */
function wordingOf({ wording, scope }: Telling, key: string): string {
  const code = scope.fields.编码 ?? '';
  const variants = [7, 5, 3].map((length) => wording[`${key}.${code.slice(0, length)}`]);
  return variants.find((word) => word !== undefined) ?? wording[key] ?? '';
}

interface Reference {
  readonly name: string;
  readonly params: Params;
}

function change(name: string, options: Options): string {
  const telling = told(options);
  const now = figureOf(options, '变动', name);
  const before = figureOf(options, '变动', name, { 年度: '上年' });
  if (!now || !before) return '';
  const { 基 = '上年数' } = options.hash as { 基?: string };
  const base = `${telling.scope.fields.上年度 ?? ''}${wordingOf(telling, 基)}`;
  const off = difference(now, before);
  if (toWan(off.value).isZero()) return `与${base}持平`;
  const up = off.value.isPositive();
  const size = { value: off.value.abs(), sources: off.sources };
  const share = percentage(size.value, before.value, telling.numbers);
  const word = wordingOf(telling, up ? '增幅' : '降幅');
  // no percentage of a base of zero, and none that rounds to “增长0%”
  const says = share !== undefined && /[1-9]/.test(share);
  const tail = says ? `，${word}${mark(telling, size, share)}` : '';
  return `比${base}${up ? '增加' : '减少'}${amount(telling, size)}${tail}`;
}

/** A reason with its lead; “一是…”, “主要…” and “原因是…” bring their own. */
function reason(key: string, options: Options): string {
  const text = reasonText(told(options).scope, key);
  if (text === undefined) return '';
  const { 前 = '主要原因是', 点 = '，' } = options.hash as Record<string, string | undefined>;
  if (/^(主要|原因)/.test(text)) return `${点}${text}`;
  const lead = 前 === '主要是' ? '主要原因' : 前.replace(/是$/, '');
  if (/^[一二三四五]是/.test(text)) return `${点}${lead}${text}`;
  return `${点}${前}${前.endsWith('是') ? text.replace(/^是(?!否)/, '') : text}`;
}

/** `{编码}` in a key is the row's own code. */
function reasonText(scope: Scope, key: string): string | undefined {
  const text = scope.budget.reasons.get(key.replace('{编码}', scope.fields.编码 ?? ''));
  return phrase(inline(text ?? '')) || undefined;
}

const REASONS: readonly string[] = [
  '收支总体',
  '一般公共预算',
  '功能科目.{编码}',
  '机关运行经费',
  '政府采购',
  ...['合计', ...THREE_PUBLIC_ITEMS, '公务用车购置及运行费'].map((item) => `三公经费.${item}`),
];

const TEXTS: Record<string, (scope: Scope) => readonly string[]> = {
  主要职责: (scope) => scope.budget.texts.duties,
  机构说明: (scope) => scope.budget.texts.organisation,
  人员构成: (scope) => scope.budget.texts.staff,
  国有资产说明: (scope) =>
    scope.budget.texts.assets === undefined ? [] : [scope.budget.texts.assets],
};

/** Words that a helper's first word may be, where they do not depend on the place or the profile. */
export const FIRST_WORDS = { 原因: REASONS, 段: Object.keys(TEXTS) } as const;

export function registerHelpers(engine: typeof Handlebars): void {
  const rows = (source: string, helper: keyof typeof HELPERS, options: Options): Scope[] =>
    rowsOf(told(options).scope, source as RowSourceName, paramsOf(options, helper));
  const helpers: Record<keyof typeof HELPERS, (first: string, options: Options) => unknown> = {
    万元: (name, options) => amount(told(options), figureOf(options, '万元', name)),
    额: (name, options) => amount(told(options), told(options).scope.amounts[name]),
    占比: (name, options) => {
      const telling = told(options);
      const part = figureOf(options, '占比', name);
      const base = (options.hash as { 总?: Reference }).总 ?? { name: '支出总计', params: {} };
      const whole = quantity(
        { ...telling.scope, filter: {} },
        base.name as QuantityName,
        base.params,
      );
      if (!part || !whole) return '';
      const share = shareText(part.value, whole.value, telling.numbers);
      return share === undefined ? '' : mark(telling, part, share);
    },
    变动: change,
    量: (name, options): Reference => ({ name, params: paramsOf(options, '量') }),
    非零: (name, options) => !(figureOf(options, '非零', name)?.value.isZero() ?? true),
    有: (name, options) => figureOf(options, '有', name) !== undefined,
    原因: reason,
    有原因: (key, options) => reasonText(told(options).scope, key) !== undefined,
    逐: (source, options) => {
      const telling = told(options);
      const separator = (options.hash as { 间?: string }).间;
      const parts = rows(source, '逐', options).map((scope, i) => {
        const data = {
          ...options.data,
          telling: { ...telling, scope },
          序: i + 1,
          中: numeral(i + 1),
        };
        const text = options.fn(contextOf(scope), { data });
        return separator === undefined ? text : text.trim();
      });
      if (parts.length === 0)
        return options.inverse(contextOf(telling.scope), { data: options.data });
      return separator === undefined ? parts.join('') : parts.filter(Boolean).join(separator);
    },
    行数: (source, options) => String(rows(source, '行数', options).length),
    多于: (source, options) =>
      rows(source, '多于', options).length > Number((options.hash as { 数?: string }).数 ?? 0),
    段: (name, options) =>
      (TEXTS[name]?.(told(options).scope) ?? []).map((text) => `: ${inline(text)}\n`).join(''),
    有段: (name, options) => (TEXTS[name]?.(told(options).scope) ?? []).length > 0,
    用语: (name, options) => wordingOf(told(options), name),
    补尾: (name, options) => {
      const text = inline(told(options).scope.fields[name] ?? '');
      const { 尾 = '' } = options.hash as { 尾?: string };
      return text.endsWith(尾) ? text : text + 尾;
    },
  };
  for (const [name, helper] of Object.entries(helpers)) engine.registerHelper(name, helper);
}
