/** A whole example, mistreated at random: the compiler answers in its own words, whatever comes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompileResult, compile } from '../src/compile.js';
import { CODES, hasErrors, renderDiagnostic } from '../src/diagnostics.js';
import { example, world } from './helpers/input.js';
import { at, mutate, mutation, share, VALUES } from './helpers/mistreat.js';
import { runs } from './helpers/runs.js';

const BUDGET = example('wuchang/2026.yaml');
const PRIOR = example('wuchang/2025.yaml');

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
