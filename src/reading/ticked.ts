/** Check boxes in a text: 1、部门预算项目☑　2、区级专项□. */
import { sameLabel } from './labels.js';

const TICKED = '☑☒✓✔√■●';
const EMPTY = '□☐○◻';
const WITH_MARK = new RegExp(`([^${TICKED}${EMPTY}]*)([${TICKED}${EMPTY}])`, 'gu');
const MARK_FIRST = new RegExp(`^\\s*[${TICKED}${EMPTY}]`, 'u');

/** An option of a form, or the words beside a box, without the number before it. */
const word = (text: string): string =>
  text
    .trim()
    .replace(/^[（(]?\d+[)）.、．]?\s*/, '')
    .trim();

/**
 * The words that are ticked, one a line, in the words of the form where it has them.
 * @param options as the form lists them
 * @returns undefined where the text has no boxes and is none of the options
 */
export function tickedWords(text: string, options: readonly string[]): string | undefined {
  const listed = new Map(options.map((option) => [sameLabel(option), word(option)]));
  const known = (said: string) => listed.get(sameLabel(said)) ?? word(said);
  // a mark before its word is one behind it, read from the end
  const first = MARK_FIRST.test(text);
  const marks = first
    ? [...text.matchAll(/([^\s])([^☑☒✓✔√■●□☐○◻]*)/gu)].flatMap(([, mark = '', words = '']) =>
        TICKED.includes(mark) || EMPTY.includes(mark) ? [{ mark, words }] : [],
      )
    : [...text.matchAll(WITH_MARK)].map(([, words = '', mark = '']) => ({ mark, words }));
  if (marks.length === 0) {
    const said = sameLabel(text);
    return said === '' ? '' : listed.get(said);
  }
  return marks
    .filter(({ mark, words }) => TICKED.includes(mark) && words.trim() !== '')
    .map(({ words }) => known(words))
    .join('\n');
}
