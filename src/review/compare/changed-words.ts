/** Two sentences word by word. */
import { stretches } from './align.js';
import type { Both, Word } from './comparison.js';

const NUMBER = /\d[\d,]*(?:\.\d+)?(?:%|万元|元)?/g;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Words of both that are the same between two changes are marked with them, if they are so short. */
const SHORT = 1;

/** Words of a sentence, a figure with its unit as one. */
export function wordsOf(text: string): string[] {
  const out: string[] = [];
  let from = 0;
  const plain = (part: string) => {
    for (const { segment } of segmenter.segment(part)) out.push(segment);
  };
  for (const match of text.matchAll(NUMBER)) {
    plain(text.slice(from, match.index));
    out.push(match[0]);
    from = match.index + match[0].length;
  }
  plain(text.slice(from));
  return out;
}

/** Both sentences with their changed words marked. */
export function compareWords(old: string, now: string): Both<Word[]> {
  const before: Word[] = [];
  const after: Word[] = [];
  const [was, is] = [wordsOf(old), wordsOf(now)];
  let i = 0;
  let k = 0;
  for (const { kind, count } of stretches(was, is)) {
    const changed = kind !== '同';
    if (kind !== '新') before.push({ text: was.slice(i, i + count).join(''), changed });
    if (kind !== '旧') after.push({ text: is.slice(k, k + count).join(''), changed });
    if (kind !== '新') i += count;
    if (kind !== '旧') k += count;
  }
  return { old: joined(before), new: joined(after) };
}

/** A whole sentence as it came or went. */
export const marked = (text: string): Word[] => [{ text, changed: true }];

/** A lone comma between two changes is part of one change. */
function joined(words: readonly Word[]): Word[] {
  const out: Word[] = [];
  words.forEach((word, i) => {
    const between = words[i - 1]?.changed === true && words[i + 1]?.changed === true;
    const changed = word.changed || (between && word.text.length <= SHORT);
    const last = out.at(-1);
    if (last && last.changed === changed)
      out[out.length - 1] = { text: last.text + word.text, changed };
    else out.push({ text: word.text, changed });
  });
  return out;
}
