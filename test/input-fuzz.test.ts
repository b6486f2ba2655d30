/** A whole example, mistreated at random: the compiler answers in its own words, whatever comes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompileResult, compile } from '../src/compile.js';
import { CODES, hasErrors, renderDiagnostic } from '../src/diagnostics.js';
import { example, world } from './helpers/input.js';
import { runs } from './helpers/runs.js';

const BUDGET = example('wuchang/2026.yaml');
const PRIOR = example('wuchang/2025.yaml');

/** What people and programs put where something else belongs. */
const VALUES = [
  '',
  '~',
  'true',
  '否',
  '0',
  '-1',
  '1.005',
  '1e9',
  '.nan',
  '0x10',
  '12万元',
  '１２',
  '1,23',
  '99999999999999',
  '"1"',
  "'",
  '"',
  '[',
  '{',
  '[1, 2]',
  '{ a: 1 }',
  '- 1',
  '*x',
  '&x',
  '&x 1',
  '!x',
  '!!binary aGk=',
  '!!set { a }',
  '|',
  '>',
  '@',
  '%',
  '?',
  ':',
  '#',
  '---',
  '...',
  '<<',
  '__proto__',
  'constructor',
  '../../x',
  '<b>',
  '=cmd()',
  '甲：乙',
  '甲: 乙',
  '2026-02-30',
  '206',
  '2060101',
  '30101',
  '328001',
  '预算',
  '元',
  '\u0000',
  '\u0001',
  '\u001b[2J',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\ud800',
  '𠀀',
  'e\u0301',
  '长'.repeat(300),
  'x'.repeat(3000),
  '\t',
  '\r',
  ' '.repeat(50),
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 8 }));

type Mutation = (text: string) => string;
const at = (share: number, length: number) => Math.floor(share * length);
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

function onLines(change: (lines: string[], i: number) => void): (where: number) => Mutation {
  return (where) => (text) => {
    const lines = text.split('\n');
    change(lines, at(where, lines.length));
    return lines.join('\n');
  };
}

/** Replaces the value behind the colon or the dash of the first line at or behind a place that has one. */
const replaceValue = (where: number, to: string): Mutation =>
  onLines((lines, i) => {
    const found = lines.findIndex((line, n) => n >= i && /^ *(- |[^#]*: )\S/.test(line));
    const line = lines[found];
    if (line !== undefined)
      lines[found] = line.replace(/^( *(?:- )?(?:[^#:]*: )?)(.*)$/, (_, head) => head + to);
  })(where);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(share, value).map(([where, to]) => replaceValue(where, to)) },
  { weight: 2, arbitrary: share.map(onLines((lines, i) => void lines.splice(i, 1))) },
  { weight: 1, arbitrary: share.map(onLines((lines, i) => void lines.splice(i, 5))) },
  {
    weight: 2,
    arbitrary: share.map(onLines((lines, i) => void lines.splice(i, 0, lines[i] ?? ''))),
  },
  {
    weight: 1,
    arbitrary: share.map(
      onLines((lines, i) => void lines.splice(i, 2, ...lines.slice(i, i + 2).reverse())),
    ),
  },
  {
    weight: 1,
    arbitrary: share.map(onLines((lines, i) => void lines.splice(i, 1, ` ${lines[i]}`))),
  },
  {
    weight: 1,
    arbitrary: share.map(
      onLines((lines, i) => void lines.splice(i, 1, (lines[i] ?? '').replace(/^ {1,2}/, ''))),
    ),
  },
  {
    weight: 1,
    arbitrary: share.map(
      onLines((lines, i) => void lines.splice(i, 1, (lines[i] ?? '').replace(': ', '：'))),
    ),
  },
  {
    weight: 1,
    arbitrary: share.map(
      onLines((lines, i) => void lines.splice(i, 1, (lines[i] ?? '').replace(/^ +/, '\t'))),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(share, share).map(
      ([from, to]): Mutation =>
        (text) => {
          // the key of one line under the value of another
          const lines = text.split('\n');
          const key = /^ *(?:- )?([^:#]+):/.exec(lines[at(from, lines.length)] ?? '')?.[1] ?? 'x';
          const i = at(to, lines.length);
          lines[i] = (lines[i] ?? '').replace(/^( *(?:- )?)[^:#]+:/, (_, head) => `${head}${key}:`);
          return lines.join('\n');
        },
    ),
  },
  {
    weight: 1,
    arbitrary: share.map(
      (where): Mutation =>
        (text) =>
          text.slice(0, at(where, text.length)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(share, value).map(
      ([where, to]): Mutation =>
        (text) => {
          const i = at(where, text.length);
          return text.slice(0, i) + to + text.slice(i);
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(share, fc.nat(20)).map(
      ([where, n]): Mutation =>
        (text) => {
          const i = at(where, text.length);
          return text.slice(0, i) + text.slice(i + n);
        },
    ),
  },
);
const mutate = (text: string, list: readonly Mutation[]) =>
  list.reduce((one, change) => change(one), text);

/** What holds of every answer, and of nothing that a JavaScript error would print. */
function checkAnswer({ compiled, diagnostics, sources }: CompileResult): void {
  expect(compiled !== undefined).toBe(!hasErrors(diagnostics));
  for (const d of diagnostics) {
    expect(Object.keys(CODES)).toContain(d.code);
    expect(d.code).not.toBe('template-invalid');
    const own = `${d.message} ${d.hint ?? ''}`.replace(/“[^”]*”|"[^"]*"/g, '');
    expect(d.message).toMatch(/\p{Script=Han}/u);
    expect(own).not.toMatch(/undefined|null|object|function|Error|expected|invalid|[A-Z]{3,}_/);
    expect(d.message.length).toBeLessThan(400);
    const source = sources.find((one) => one.file === d.file);
    expect(source).toBeDefined();
    if (d.line === 0) {
      expect(d.column).toBe(0);
    } else {
      const lines = source?.text?.split('\n') ?? [];
      expect(d.line).toBeGreaterThan(0);
      expect(d.line).toBeLessThanOrEqual(lines.length);
      expect(d.column).toBeGreaterThan(0);
      expect(d.column).toBeLessThanOrEqual([...(lines[d.line - 1] ?? '')].length + 1);
    }
    const shown = renderDiagnostic(d, source?.text);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
}

const answer = (budget: string | Uint8Array, prior: string | Uint8Array) =>
  compile('a/2026.yaml', world({ 'a/2026.yaml': budget, 'a/2025.yaml': prior }));

const RUNS = { lines: runs(70), prior: runs(15), bytes: runs(30), anything: runs(300) };

// the same mistreatment on every run; other seeds are for the desk
describe('whatever happens to an input', () => {
  it('it starts from a good one', () => {
    expect(answer(BUDGET, PRIOR).compiled?.budget.department.name).toMatch(/局$/);
  });

  it('slips of lines and values', () => {
    const kinds = { good: 0, bad: 0 };
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (list) => {
        const result = answer(mutate(BUDGET, list), PRIOR);
        checkAnswer(result);
        kinds[result.compiled ? 'good' : 'bad']++;
      }),
      { numRuns: RUNS.lines },
    );
    // neither all refused nor all let through
    expect(kinds.good).toBeGreaterThan(0);
    expect(kinds.bad).toBeGreaterThan(RUNS.lines / 3);
  });

  it('slips in the file of the year before', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 2 }), (list) => {
        checkAnswer(answer(BUDGET, mutate(PRIOR, list)));
      }),
      { numRuns: RUNS.prior },
    );
  });

  it('bytes overwritten, added and cut off', () => {
    const bytes = new TextEncoder().encode(BUDGET);
    fc.assert(
      fc.property(
        share,
        fc.uint8Array({ minLength: 1, maxLength: 8, max: 0x7f }),
        fc.boolean(),
        (where, put, cut) => {
          const copy = cut ? bytes.slice(0, at(where, bytes.length) + put.length) : bytes.slice();
          copy.set(
            put.subarray(0, copy.length),
            Math.min(at(where, bytes.length), copy.length - put.length),
          );
          checkAnswer(answer(copy, PRIOR));
        },
      ),
      { numRuns: RUNS.bytes },
    );
  });

  it('files that are nothing like an input', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            ...VALUES,
            '类型: 预算',
            '类型: 上年数',
            '年度: 2026',
            '\n',
            '  ',
            '- ',
            ': ',
          ),
          { maxLength: 60 },
        )
        .map((list) => list.join('')),
      fc
        .json()
        .map(
          (json) => `类型: 预算\n格式: wuchang-2026\n部门: ${json}\n单位: ${json}\n收入: ${json}\n`,
        ),
    );
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 100 })), (input) => {
        const result = answer(input, PRIOR);
        checkAnswerOfAnything(result);
      }),
      { numRuns: RUNS.anything },
    );
  });
});

/** Alone a 上年数 file is well-formed without giving a package. */
function checkAnswerOfAnything(result: CompileResult): void {
  if (result.kind === '上年数') expect(result.compiled).toBeUndefined();
  else checkAnswer(result);
}
