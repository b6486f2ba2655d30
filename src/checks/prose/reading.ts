/** A text read for its figures: its numbers, sentences and clauses, and the units that it names. */
import type { Budget, Passage } from '../../model/budget.js';
import type { Span } from '../../model/money.js';
import { isFinding, type Outcome } from '../rule.js';
import { originalOf, type Prose, proseOf, type Quoted, quotedIn } from './figures.js';
import { type Alias, aliasesOf } from './units.js';

export interface Reading {
  readonly budget: Budget;
  readonly passage: Passage;
  readonly prose: Prose;
  readonly quoted: readonly Quoted[];
  /** The same by the offsets at which they begin, and end. */
  readonly starts: ReadonlyMap<number, Quoted>;
  readonly ends: ReadonlyMap<number, Quoted>;
  /** Where the sentence, and the clause, of every character begins. */
  readonly sentence: Int32Array;
  readonly clause: Int32Array;
  /** Where the period begins: it goes on behind a semicolon, and on a new line behind a colon. */
  readonly period: Int32Array;
  /** Names of units that the text holds, where there are several. */
  readonly units: readonly Alias[];
}

/** Sections that hold no statements of the department's own on its figures. */
const UNREAD = new Set([
  '名词解释',
  '科目补充',
  '豁免',
  '部门',
  '单位',
  '格式',
  '上年',
  '年初预算',
]);
/** Sections that speak of one project, or of one thing that is bought. */
export const OF_PROJECT = new Set([
  '绩效项目',
  '项目自评',
  '项目支出',
  '政府采购明细',
  '购买服务明细',
]);

const cache = new WeakMap<Budget, readonly Reading[]>();

/** The texts of a budget in which figures or changes stand. */
export function readingsOf(budget: Budget): readonly Reading[] {
  const known = cache.get(budget);
  if (known) return known;
  const made = budget.passages
    .filter((passage) => !UNREAD.has(String(passage.path[0])) && speaks(passage))
    .map((passage) => read(budget, passage));
  cache.set(budget, made);
  return made;
}

/** Of one text; more named figures than any text has. */
const MOST_OUTCOMES = 100;

/** What is found in the parts of a text, one after the other. */
export function outcomesOf<T, O extends Outcome>(
  parts: Iterable<T>,
  find: (part: T) => readonly O[],
): O[] {
  const out: O[] = [];
  const told = new Set<string>();
  for (const part of parts) {
    for (const outcome of find(part)) {
      // the same words twice need one finding
      if (isFinding(outcome) && told.has(outcome.message)) continue;
      if (isFinding(outcome)) told.add(outcome.message);
      out.push(outcome);
    }
    if (out.length >= MOST_OUTCOMES) break;
  }
  return out;
}

/** Shorter ones hold a value alone: ≥95%, 100 万元. */
const SHORTEST = 6;

function speaks({ path, text }: Passage): boolean {
  if (path[0] === '变动原因' || path[2] === '变动理由') return true;
  if (text.length < SHORTEST) return false;
  return (
    /[\d０-９]\s*(?:[万亿]?元|[%％])/.test(text) || /[上去]年|一年|[\d０-９]年|预算/.test(text)
  );
}

function read(budget: Budget, passage: Passage): Reading {
  const prose = proseOf(passage.text);
  const { text } = prose;
  const sentence = new Int32Array(text.length + 1);
  const clause = new Int32Array(text.length + 1);
  const period = new Int32Array(text.length + 1);
  for (let i = 1; i <= text.length; i++) {
    const ch = text.charAt(i - 1);
    const stop = '。;!！?？\n'.includes(ch);
    const pause = ch === ',' && !/^\d,\d{3}/.test(text.slice(Math.max(0, i - 2), i + 3));
    sentence[i] = stop ? i : (sentence[i - 1] ?? 0);
    const ends = '。!！?？'.includes(ch) || (ch === '\n' && !/[:;]/.test(text.charAt(i - 2)));
    period[i] = ends ? i : (period[i - 1] ?? 0);
    clause[i] = stop || pause || ch === ':' ? i : (clause[i - 1] ?? 0);
  }
  const units = aliasesOf(budget).filter(({ word }) => text.includes(word));
  const quoted = quotedIn(prose);
  const starts = new Map(quoted.map((one) => [one.start, one]));
  const ends = new Map(quoted.map((one) => [one.end, one]));
  return { budget, passage, prose, quoted, starts, ends, sentence, clause, period, units };
}

/** The words of a stretch of prose as they are written, and their place. */
export function written(
  { passage, prose }: Reading,
  start: number,
  end: number,
): { words: string; span: Span } {
  const { words, from } = originalOf(passage.text, prose, start, end);
  return { words: words.replace(/\s+/g, ' '), span: passage.place(words, from) };
}
