/** What may happen to the lines and values of a YAML text, at random. */
import fc from 'fast-check';

/** What people and programs put where something else belongs. */
export const VALUES = [
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

export type Mutation = (text: string) => string;
export const at = (share: number, length: number) => Math.floor(share * length);
export const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

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

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
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

/** One to three of them, one after the other. */
export const mistreated: fc.Arbitrary<Mutation> = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((list) => (text) => mutate(text, list));

export const mutate = (text: string, list: readonly Mutation[]): string =>
  list.reduce((one, change) => change(one), text);
