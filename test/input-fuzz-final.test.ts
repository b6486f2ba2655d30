/** Final accounts mistreated at random: whatever comes, the answer is in Chinese and has its place. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompileResult } from '../src/compile.js';
import { CODES, hasErrors } from '../src/diagnostics.js';
import { loadInput } from '../src/kinds/load.js';
import { ACCOUNTS } from './helpers/accounts.js';
import { example } from './helpers/input.js';
import { runs } from './helpers/runs.js';
import { compileText } from './helpers/world.js';

/** What people put where something else belongs; some of it right elsewhere in the file. */
const VALUES = [
  ...['', '~', 'true', '-1', '101', '19.675', '1e9', '.nan', '12万元', '１２', '"1"', '[', '{'],
  ...['[1, 2]', '[甲项目]', '{ a: 1 }', '{ "2010301": 1 }', '{ "100002": 1 }', '*x', '&x', '!x'],
  ...['|', '- 1', ': ', '#', '__proto__', 'constructor', '2010301', '201', '30101', '100002'],
  ...[
    '财政专户管理资金',
    '单位资金',
    '决算',
    '预算',
    '元',
    '甲项目',
    '2025-02-30',
    '\u0000',
    '\ud800',
  ],
  ...['甲：乙', '长'.repeat(300), '\t', '../../x', '{年度}', '{{金额 "支出"}}', '<b>', '=1'],
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 6 }));
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

type Mutation = (text: string) => string;

/** Changes one of the places that a pattern finds. */
const onPlace =
  (pattern: RegExp, change: (found: string) => string) =>
  (where: number): Mutation =>
  (text) => {
    const places = [...text.matchAll(pattern)];
    const found = places[Math.floor(where * places.length)];
    if (!found) return text;
    const end = found.index + found[0].length;
    return text.slice(0, found.index) + change(found[0]) + text.slice(end);
  };

const VALUE = /(?<=: )[^\s,{}[\]#][^,{}[\]#\n]*/g;
const KEY = /(?<=^ *(?:- )?|[{,] ?)["\p{L}\p{N}（）]+(?=: )/gmu;
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(share, value).map(([at, to]) => onPlace(VALUE, () => to)(at)) },
  { weight: 2, arbitrary: fc.tuple(share, value).map(([at, to]) => onPlace(KEY, () => to)(at)) },
  { weight: 2, arbitrary: share.map(onPlace(KEY, (key) => `${key.slice(0, -1)}`)) },
  { weight: 1, arbitrary: share.map(onPlace(/\n.*(?=\n)/g, () => '')) },
  { weight: 1, arbitrary: share.map(onPlace(/\n.*(?=\n)/g, (line) => line + line)) },
  { weight: 1, arbitrary: share.map(onPlace(/\n {2}/g, () => '\n')) },
  { weight: 1, arbitrary: share.map(onPlace(/[{}[\],]/g, () => '')) },
  { weight: 1, arbitrary: share.map(onPlace(/: /g, () => '：')) },
  {
    weight: 1,
    arbitrary: fc.tuple(share, fc.nat(300)).map(
      ([at, n]): Mutation =>
        (text) => {
          const from = Math.floor(at * text.length);
          return text.slice(0, from) + text.slice(from + n);
        },
    ),
  },
);
const mutated = (text: string, most: number) =>
  fc
    .array(mutation, { minLength: 1, maxLength: most })
    .map((list) => list.reduce((one, change) => change(one), text));

/** Each diagnostic is in words of its own and at a place of the text. */
function checkPlaces(diagnostics: CompileResult['diagnostics'], text: string): void {
  const lines = text.split('\n');
  for (const d of diagnostics) {
    expect(Object.keys(CODES)).toContain(d.code);
    expect(d.code).not.toBe('template-invalid');
    expect(d.message).toMatch(/\p{Script=Han}/u);
    const own = `${d.message} ${d.hint ?? ''}`.replace(/“[^”]*”|"[^"]*"/g, '');
    expect(own).not.toMatch(/undefined|null|object|function|Error|expected|invalid|NaN/);
    expect(d.file).toBe('a.yaml');
    // the file as a whole: a section that is missing, a file that is no text at all
    if (d.line === 0) continue;
    expect(d.line).toBeLessThanOrEqual(lines.length);
    expect(d.column).toBeGreaterThan(0);
    expect(d.column).toBeLessThanOrEqual([...(lines[d.line - 1] ?? '')].length + 1);
  }
}

it('the format: never throws, always tells what is wrong and where', () => {
  const kinds = { good: 0, bad: 0 };
  const whole = mutated(example('hongshan/2023-final.yaml'), 4);
  const text = fc.oneof(
    { weight: 9, arbitrary: mutated(ACCOUNTS, 3) },
    { weight: 1, arbitrary: whole },
  );
  fc.assert(
    fc.property(text, (written) => {
      const { input, diagnostics } = loadInput('a.yaml', () => new TextEncoder().encode(written));
      expect(input !== undefined).toBe(diagnostics.length === 0);
      checkPlaces(diagnostics, written);
      kinds[input ? 'good' : 'bad']++;
    }),
    { numRuns: runs(60) },
  );
  expect(kinds.good).toBeGreaterThan(0);
  expect(kinds.bad).toBeGreaterThan(20);
});

it('the whole compiler: never throws, and gives a package or an error', () => {
  const kinds = { good: 0, bad: 0 };
  fc.assert(
    fc.property(mutated(ACCOUNTS, 2), (written) => {
      const { compiled, diagnostics } = compileText({ 'a.yaml': written });
      expect(compiled !== undefined).toBe(!hasErrors(diagnostics));
      checkPlaces(diagnostics, written);
      kinds[compiled ? 'good' : 'bad']++;
    }),
    { numRuns: runs(20) },
  );
  expect(kinds.good).toBeGreaterThan(0);
  expect(kinds.bad).toBeGreaterThan(6);
});
