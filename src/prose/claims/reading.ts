/** A prose read for its figures, once: its numbers, sentences and clauses, the units and amounts that it names. */
import type { Lexicon, UnitName } from '../lexicon.js';
import { numbersIn, type WrittenNumber } from '../numbers.js';
import { type Bounds, boundsOf } from '../text.js';
import type { Topic } from '../topics.js';
import type { Mention } from './claim.js';

export interface Reading extends Bounds {
  readonly lexicon: Lexicon;
  /** Section of the input where the text stands; empty for a text from elsewhere. */
  readonly section: string;
  /** Whether it speaks of one project, or of one thing that is bought. */
  readonly ofProject: boolean;
  /** What it speaks of without naming it. */
  readonly topic: Topic | undefined;
  /** The prose. */
  readonly text: string;
  readonly numbers: readonly WrittenNumber[];
  /** How many of them begin before an offset. */
  readonly counted: Int32Array;
  /** The same by the offsets at which they begin, and end. */
  readonly starts: ReadonlyMap<number, WrittenNumber>;
  readonly ends: ReadonlyMap<number, WrittenNumber>;
  /** Names of units that the text holds, where there are several. */
  readonly units: readonly UnitName[];
  /** What is named before an offset, once it was looked for. */
  readonly mentions: Map<number, Mention | undefined>;
}

const OF_PROJECT = new Set(['绩效项目', '项目自评', '项目支出', '政府采购明细', '购买服务明细']);

/** @param path where the text stands in an input; empty for a text from elsewhere */
export function readingOf(
  text: string,
  path: readonly (string | number)[],
  lexicon: Lexicon,
): Reading {
  const section = String(path[0] ?? '');
  const numbers = numbersIn(text);
  const starts = new Map(numbers.map((one) => [one.start, one]));
  const counted = new Int32Array(text.length + 1);
  for (let i = 1; i <= text.length; i++) counted[i] = (counted[i - 1] ?? 0) + +starts.has(i - 1);
  return {
    ...boundsOf(text),
    lexicon,
    section,
    ofProject: OF_PROJECT.has(section),
    topic: lexicon.topicAt(path),
    text,
    numbers,
    counted,
    starts,
    ends: new Map(numbers.map((one) => [one.end, one])),
    units: lexicon.units.filter(({ word }) => text.includes(word)),
    mentions: new Map(),
  };
}

/** The numbers within a stretch, in their order. */
export function numbersWithin(
  { numbers, counted }: Reading,
  from: number,
  to: number,
): WrittenNumber[] {
  return numbers.slice(counted[from], counted[to]).filter(({ end }) => end <= to);
}

/** The stretch before an offset, no longer than so much and no further than the sentence. */
export function sentenceBefore({ text, sentence }: Reading, offset: number, most: number): string {
  return text.slice(Math.max(sentence[offset] ?? 0, offset - most), offset);
}

/** The same of its clause. */
export function clauseBefore({ text, clause }: Reading, offset: number, most: number): string {
  return text.slice(Math.max(clause[offset] ?? 0, offset - most), offset);
}

/** The offset behind the words that a pattern finds one after the other from an offset on. */
export function skip(text: string, offset: number, word: RegExp, most = 8): number {
  let end = offset;
  for (let i = 0; i < most; i++) {
    const found = word.exec(text.slice(end, end + 8));
    if (!found) break;
    end += found[0].length;
  }
  return end;
}
