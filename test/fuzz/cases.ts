/** Files mistreated at random, from a seed: what the program makes of each, and how long it takes. */
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { compile } from '../../src/compile.js';
import { DiagnosticError } from '../../src/diagnostics.js';
import { loadFormat } from '../../src/load-format.js';
import { readWorkbook } from '../../src/review/open/workbook/read-workbook.js';
import { problemsText } from '../../src/review/show/compile-text.js';
import { example, templates, world } from '../helpers/input.js';
import { mistreated, share, VALUES } from '../helpers/mistreat.js';

export const KINDS = ['输入', '上年', '格式', '表', '语句', '勾稽', '工作簿'] as const;
export type CaseKind = (typeof KINDS)[number];
/** 编译 for what was let through, 拒绝 for what was told, 出错 for what nobody foresaw. */
export type Outcome = '编译' | '拒绝' | '出错';

export interface Case {
  readonly kind: CaseKind;
  readonly outcome: Outcome;
  readonly seconds: number;
  /** Of what nobody foresaw. */
  readonly error?: unknown;
  readonly bytes: Uint8Array;
}

const FORMAT = 'wuchang-2026';
const FILES: Readonly<Record<Exclude<CaseKind, '工作簿'>, string>> = {
  输入: 'wuchang/2026.yaml',
  上年: 'wuchang/2025.yaml',
  格式: `profiles/${FORMAT}.yaml`,
  表: 'budget/预算01.yaml',
  语句: 'budget/情况说明.hbs',
  勾稽: 'budget/勾稽.yaml',
};

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Bytes put, dropped and doubled anywhere. */
const ofBytes = (original: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(share, fc.uint8Array({ maxLength: 8 }), fc.nat(40)), {
      minLength: 1,
      maxLength: 4,
    })
    .map((edits) =>
      edits.reduce((bytes, [where, put, drop]) => {
        const i = Math.floor(where * bytes.length);
        return new Uint8Array([...bytes.subarray(0, i), ...put, ...bytes.subarray(i + drop)]);
      }, original),
    );

/** A value of the tree in place of another one, moved, doubled, or of another shape. */
function ofTree(original: string): fc.Arbitrary<Uint8Array> {
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, -1, 1.5, '', [], {}, [[]], { 元: 1 }, ...VALUES),
    fc.jsonValue({ maxDepth: 3 }),
  );
  return fc
    .array(fc.tuple(share, value, fc.nat(4)), { minLength: 1, maxLength: 3 })
    .map((edits) => {
      const tree: unknown = parse(original);
      for (const [where, put, how] of edits) {
        const places = placesIn(tree);
        const place = places[Math.floor(where * places.length)];
        if (!place) continue;
        const { holder, key } = place;
        const before = holder[key];
        if (how === 0) delete holder[key];
        else if (how === 1) holder[key] = [before, before];
        else if (how === 2) holder[key] = { [String(key)]: before };
        else holder[key] = put;
      }
      return encode(stringify(tree));
    });
}

type Holder = Record<string | number, unknown>;

function placesIn(tree: unknown): { holder: Holder; key: string | number }[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.keys(tree).flatMap((key) => [
    { holder: tree as Holder, key },
    ...placesIn((tree as Holder)[key]),
  ]);
}

/** What people and attackers write between braces. */
const HANDLEBARS = [
  '{{1}}',
  '{{null}}',
  '{{#if true}}',
  '{{/if}}',
  '{{> (lookup this "部门")}}',
  '{{#逐 "单位"}}',
  '{{/逐}}',
  '{{量 "支出"}}',
  '{{../x}}',
  '{{@root}}',
  '{{{甲}}}',
  '{{#*inline "甲"}}',
  '{{/inline}}',
  '{{!--',
  '{{{{',
  '}}',
  '{{constructor}}',
  '{{__proto__}}',
  '{{#with this}}',
  '{{lookup this "x"}}',
  '{{量 1}}',
  '{{#逐 null}}',
];

const ofSentences = (original: string): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(share, fc.constantFrom(...HANDLEBARS, ...VALUES), fc.nat(12)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((edits) =>
      encode(
        edits.reduce((text, [where, put, drop]) => {
          const i = Math.floor(where * text.length);
          return text.slice(0, i) + put + text.slice(i + drop);
        }, original),
      ),
    );

function arbitraryOf(kind: CaseKind, original: Uint8Array): fc.Arbitrary<Uint8Array> {
  if (kind === '工作簿') return ofBytes(original);
  const text = decode(original);
  if (kind === '语句') return fc.oneof(ofSentences(text), ofBytes(original));
  return fc.oneof(
    { weight: 3, arbitrary: mistreated.map((change) => encode(change(text))) },
    { weight: 3, arbitrary: ofTree(text) },
    { weight: 1, arbitrary: ofBytes(original) },
  );
}

/**
 * Tries one case.
 * @param seed the same seed gives the same case
 * @param workbook a good one
 */
export async function tryCase(kind: CaseKind, seed: number, workbook: Uint8Array): Promise<Case> {
  const isInput = kind === '输入' || kind === '上年';
  const original =
    kind === '工作簿'
      ? workbook
      : isInput
        ? encode(example(FILES[kind]))
        : templates.read(FILES[kind]);
  const [bytes = original] = fc.sample(arbitraryOf(kind, original), { seed, numRuns: 1 });
  const start = performance.now();
  const done = (outcome: Outcome, error?: unknown): Case => {
    const seconds = (performance.now() - start) / 1000;
    return { kind, outcome, seconds, bytes, ...(error === undefined ? {} : { error }) };
  };
  try {
    return done((await isGood(kind, bytes)) ? '编译' : '拒绝');
  } catch (error) {
    return error instanceof DiagnosticError ? done('拒绝') : done('出错', error);
  }
}

async function isGood(kind: CaseKind, bytes: Uint8Array): Promise<boolean> {
  if (kind === '工作簿') return !('problem' in (await readWorkbook(bytes, 'a.xlsx')));
  const own = (name: CaseKind) =>
    name === kind ? bytes : example(FILES[name as Exclude<CaseKind, '工作簿'>]);
  const folder = {
    ...templates,
    read: (path: string) =>
      kind !== '输入' && kind !== '上年' && path === FILES[kind] ? bytes : templates.read(path),
  };
  if (kind !== '输入' && kind !== '上年') loadFormat(FORMAT, folder);
  const files = { 'a/2026.yaml': own('输入'), 'a/2025.yaml': own('上年') };
  const result = compile('a/2026.yaml', { ...world(files), templates: folder });
  problemsText(result, false);
  return result.compiled !== undefined;
}
