/**
 * The kinds of value that an input file is made of. Each checks what was written, turns it into
 * what the model uses, and describes itself for the JSON Schema that editors read.
 */
import * as z from 'zod';
import type { Code } from '../diagnostics.js';
import { nameProblem } from '../file-names.js';
import { Decimal, type Figure, type Span } from '../model/money.js';
import { type AmountUnit, readAmount } from './amount.js';
import { describe, Numeral, type Tree } from './tree.js';
import { plainCode, typedDateHint, typedNumberHint } from './typed.js';

/** What a check tells `issues.ts` beside its message. */
export interface IssueParams {
  readonly gongkai: Code;
  readonly hint?: string;
}

type Context = z.core.$RefinementCtx<unknown>;

function fail(
  ctx: Context,
  code: Code,
  message: string,
  hint?: string,
  path: (string | number)[] = [],
): never {
  ctx.issues.push({
    code: 'custom',
    input: ctx.value,
    message,
    path,
    params: { gongkai: code, ...(hint ? { hint } : {}) } satisfies IssueParams,
    continue: false,
  });
  return z.NEVER;
}

function missing(value: unknown): boolean {
  return value === undefined || value === null;
}

/**
 * Builders that know the file's unit of amounts: of an amount, and of one that may be less than nothing, as
 * when money is paid back or a balance is a loss.
 */
export function fields(unit: AmountUnit) {
  const make = (negative: boolean) => (meaning: string) =>
    z
      .unknown()
      .transform((value, ctx): Figure => {
        if (missing(value)) return fail(ctx, 'key-missing', '缺少金额');
        const result = readAmount(value, unit, negative);
        return 'figure' in result ? result.figure : fail(ctx, ...result.problem);
      })
      .meta({ type: 'number', description: `${meaning}${IN_FILE_UNIT}` });
  return { amount: make(false), signed: make(true) };
}

const IN_FILE_UNIT = '（单位见“金额单位”）';

/** Whether what describes a field for editors is that of an amount. */
export const isMoney = ({ description }: { readonly description?: unknown }): boolean =>
  String(description).endsWith(IN_FILE_UNIT);

/** The first clause of a meaning, for messages. */
function short(meaning: string): string {
  return meaning.split(/[，；（]/)[0] ?? meaning;
}

/** Lines without the white space around them and without empty ones between. */
function withoutBlankLines(written: string): string {
  const lines = written.split(/\r\n?|\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** Text on one line or several; line breaks inside are kept for the caller to fold. */
export const text = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): string => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少内容（${meaning}）`);
      const written = value instanceof Numeral ? value.text : value;
      if (typeof written !== 'string') {
        const hint =
          typeof written === 'boolean'
            ? '请加引号'
            : '以“- ”或“键: ”开头的内容请改为一段文字，或加引号';
        return fail(ctx, 'type-wrong', `这里应当写文字，写的是${describe(value as Tree)}`, hint);
      }
      if (written.trim() === '') return fail(ctx, 'text-empty', `文字是空的：${short(meaning)}`);
      return withoutBlankLines(written);
    })
    .meta({ type: ['string', 'number'], description: meaning });

/** Text of a form, which may be empty. */
export const label = (meaning: string) => z.union([z.literal(''), text(meaning)]);

/** One paragraph, or a list of paragraphs. */
export const paragraphs = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): string[] => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少内容（${meaning}）`);
      const out: string[] = [];
      const add = (item: unknown, path: number[]) => {
        const written = item instanceof Numeral ? item.text : item;
        if (typeof written !== 'string' || written.trim() === '') {
          const message = `这里应当写一段文字，写的是${written === '' ? '空的' : describe(item as Tree)}`;
          const hint = `${short(meaning)}可以写一段文字，或以“- ”开头的若干段文字`;
          fail(ctx, typeof written === 'string' ? 'text-empty' : 'type-wrong', message, hint, path);
          return;
        }
        if (/^[-－][^\s\d.]|^[-－]\d+[.、]|[。；] [-－] /.test(written.trim())) {
          fail(ctx, 'type-wrong', '列表的“-”后面要空一格，每段一行', '例如“- 1.贯彻执行……”', path);
          return;
        }
        for (const line of written.split(/\r?\n/)) if (line.trim() !== '') out.push(line.trim());
      };
      if (Array.isArray(value)) for (const [i, item] of value.entries()) add(item, [i]);
      else add(value, []);
      if (Array.isArray(value) && value.length === 0) {
        return fail(ctx, 'text-empty', `文字是空的：${short(meaning)}`);
      }
      return out;
    })
    .meta({
      anyOf: [
        { type: ['string', 'number'] },
        { type: 'array', items: { type: ['string', 'number'] } },
      ],
      description: meaning,
    });

/** A code: digits, or digits and letters, kept as text with its leading zeros. */
export const code = (meaning: string, pattern: RegExp, shape: string) =>
  z
    .unknown()
    .transform((value, ctx): string => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${meaning}`);
      const written =
        value instanceof Numeral
          ? value.text
          : typeof value === 'string'
            ? value.trim()
            : undefined;
      if (written === undefined || !pattern.test(written)) {
        const plain = plainCode(written ?? '');
        const hint =
          written !== undefined && /[“”‘’]/.test(written)
            ? '引号要用半角的 "，不能用中文引号'
            : pattern.test(plain)
              ? `请用半角、不空格，写成 "${plain}"`
              : undefined;
        const wanted = `${meaning}应为 ${shape}，写的是${describe(value as Tree)}`;
        return fail(ctx, 'type-wrong', wanted, hint);
      }
      return written;
    })
    .meta({ type: ['string', 'integer'], description: `${meaning}，${shape}` });

/** A subject's code. Whether there is such a subject, and of the right level, the dictionary says. */
export const subjectCode = (meaning: string, shape: string) =>
  z
    .unknown()
    .transform((value, ctx): string => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${meaning}`);
      const written = value instanceof Numeral ? value.text : value;
      if (typeof written !== 'string' || written.trim() === '') {
        return fail(ctx, 'type-wrong', `${meaning}应为 ${shape}，写的是${describe(value as Tree)}`);
      }
      return written.trim();
    })
    .meta({ type: ['string', 'integer'], description: `${meaning}，${shape}` });

/** A name that also becomes part of a file or sheet name. */
export const name = (meaning: string) =>
  text(meaning).transform((value, ctx): string => {
    if (value.length > 60) return fail(ctx, 'text-unsafe', `${meaning}超过 60 字`);
    if (/[\\/:*?"<>|\u0000-\u001f\u007f]|^\.|\.\.|\.$/.test(value)) {
      return fail(
        ctx,
        'text-unsafe',
        `${meaning}里有不能用于文件名的字符`,
        '不能含有 / \\ : * ? " < > |、换行或“..”，不能以“.”开头或结尾',
      );
    }
    const problem = nameProblem(value);
    if (problem) return fail(ctx, 'text-unsafe', `${meaning}“${value}”不能用于文件名：${problem}`);
    return value;
  });

export const year = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): number => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${meaning}`);
      const written = value instanceof Numeral ? value.text : '';
      if (!/^20\d\d$/.test(written))
        return fail(
          ctx,
          'type-wrong',
          `${meaning}应为四位年份，写的是${describe(value as Tree)}`,
          numberHint(value) ?? '例如 2026，不加引号，不写“年”',
        );
      return Number(written);
    })
    .meta({ type: 'integer', minimum: 2000, maximum: 2099, description: meaning });

/** What to write in place of a text that is a number but for how it is typed. */
const numberHint = (value: unknown): string | undefined =>
  typeof value === 'string' ? typedNumberHint(value) : undefined;

/** A count of things: a whole number, zero or more. */
export const count = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): number => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${meaning}`);
      const written = value instanceof Numeral ? value.text : '';
      if (!/^\d{1,7}$/.test(written)) {
        const message = `${meaning}应为整数，写的是${describe(value as Tree)}`;
        const hint = numberHint(value) ?? '只写数字，不加引号，不写单位；没有的写 0';
        return fail(ctx, 'type-wrong', message, hint);
      }
      return Number(written);
    })
    .meta({ type: 'integer', minimum: 0, description: meaning });

/**
 * A number of things, with where it is written.
 * @param counts what is counted: 台, 辆, 平方米
 * @param decimals the most that it may have
 */
export const quantityOf = (meaning: string, counts: string, decimals: number) =>
  z
    .unknown()
    .transform((value, ctx): Figure => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${short(meaning)}`);
      const written = value instanceof Numeral ? value.text.replaceAll(',', '') : '';
      const wanted = new RegExp(`^\\d{1,9}${decimals > 0 ? `(\\.\\d{1,${decimals}})?` : ''}$`);
      if (value instanceof Numeral && wanted.test(written))
        return { value: new Decimal(written), sources: [value.span], counted: counts };
      const shape = decimals > 0 ? `数字，最多 ${decimals} 位小数` : '整数';
      const message = `${short(meaning)}应为${shape}，写的是${describe(value as Tree)}`;
      const hint = numberHint(value) ?? `只写数字，不加引号，不写“${counts}”；没有的写 0`;
      return fail(ctx, 'type-wrong', message, hint);
    })
    .meta({ type: 'number', minimum: 0, description: `${meaning}（${counts}）` });

/** An area: a number with at most two decimals, kept as it is written. */
export const area = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): string => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${short(meaning)}`);
      const written = value instanceof Numeral ? value.text.replaceAll(',', '') : '';
      if (/^\d{1,9}(\.\d{1,2})?$/.test(written)) return new Decimal(written).toString();
      const message = `${short(meaning)}应为数字，最多两位小数，写的是${describe(value as Tree)}`;
      const hint = numberHint(value) ?? '例如 1248.5，不加引号，不写单位';
      return fail(ctx, 'type-wrong', message, hint);
    })
    .meta({ type: 'number', minimum: 0, description: meaning });

/** Points of an evaluation: a number from 0 to 100 with at most two decimals, exact. */
export const score = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): Points => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${short(meaning)}`);
      const written = value instanceof Numeral ? value.text : '';
      if (!(value instanceof Numeral) || !/^\d{1,3}(\.\d{1,2})?$/.test(written)) {
        const message = `${short(meaning)}应为数字，最多两位小数，写的是${describe(value as Tree)}`;
        const hint = numberHint(value) ?? '例如 19.67，不加引号，不写“分”';
        return fail(ctx, 'type-wrong', message, hint);
      }
      const points = new Decimal(written);
      if (points.gt(100)) return fail(ctx, 'type-wrong', `${short(meaning)}不能超过 100`);
      return { value: points, place: value.span };
    })
    .meta({ type: 'number', minimum: 0, maximum: 100, description: meaning });

/** Points and where they were written. */
export interface Points {
  readonly value: Decimal;
  readonly place: Span;
}

/** `2025-12-17`, a day that exists. */
export const date = (meaning: string) =>
  z
    .unknown()
    .transform((value, ctx): string => {
      if (missing(value)) return fail(ctx, 'key-missing', `缺少${meaning}`);
      const match = typeof value === 'string' ? /^(20\d\d)-(\d\d)-(\d\d)$/.exec(value) : null;
      if (!match) {
        const hint = typeof value === 'string' ? typedDateHint(value) : undefined;
        return fail(ctx, 'date-invalid', `${short(meaning)}应写成 2025-12-17 的样子`, hint);
      }
      const [, y, m, d] = match.map(Number) as [number, number, number, number];
      const days = new Date(Date.UTC(y, m, 0)).getUTCDate();
      if (m < 1 || m > 12 || d < 1 || d > days)
        return fail(ctx, 'date-invalid', `没有 ${match[0]} 这一天`);
      return match[0];
    })
    .meta({ type: 'string', pattern: '^20\\d\\d-\\d\\d-\\d\\d$', description: meaning });
