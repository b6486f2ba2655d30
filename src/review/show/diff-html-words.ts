/** Words and figures of the page: how a value, an increase, a changed text reads. */

import { compareWords } from '../compare/changed-words.js';
import type { Word } from '../compare/comparison.js';

/** One side of a change, ready to print. */
export interface Value {
  readonly figure: boolean;
  /** Empty where there is nothing on this side; `absent` says so. */
  readonly words: readonly Word[];
  readonly absent: string | undefined;
}

/** A number as cells print it, or what they print in place of one. */
const FIGURE = /^([+\-−]?\d[\d,]*(\.\d+)?[%％]?|[-—–－/]*)$/;

/** Both sides of a change of plain texts: figures as they are, words with the difference marked. */
export function values(old: string | undefined, now: string | undefined): [Value, Value] {
  const figures = [old, now].every((text) => text === undefined || isFigure(text));
  const words =
    old && now && !figures
      ? compareWords(old, now)
      : { old: plain(old ?? ''), new: plain(now ?? '') };
  return [value(old, words.old, figures), value(now, words.new, figures)];
}

const isFigure = (text: string) => FIGURE.test(text.trim());
const plain = (text: string): Word[] => (text === '' ? [] : [{ text, changed: false }]);

function value(text: string | undefined, words: readonly Word[], figure: boolean): Value {
  if (text === undefined) return { figure, words, absent: '（无）' };
  return { figure, words, absent: text.trim() === '' ? '（空）' : undefined };
}

/** `+1,234.50`: an amount in 万元 with its sign, two decimals or as many as it has. */
export function signed(amount: string): string {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = `${grouped}.${decimals.padEnd(2, '0')}`;
  return /[1-9]/.test(text) ? `${sign || '+'}${text}` : text;
}
