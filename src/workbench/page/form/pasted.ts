/** Columns that are copied from a worksheet. */
import { EditError, type TextEdit } from '../../../yaml-edit/text-edit.js';
import { typedAmount } from './amounts.js';

/** A column that was copied from a worksheet: a line for each cell, the first column of several. */
export const pastedColumn = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t')[0]?.trim() ?? '');

/**
 * Each pasted number in the place below the one before, all or none: a column that ends elsewhere than it seems is a
 * wrong figure that looks right.
 * @param keyAt the place; undefined below the last
 * @throws EditError where a cell is no number, or has no place
 */
export function pastedInto(
  cells: readonly string[],
  keyAt: (index: number) => string | undefined,
  set: (key: string, number: string) => readonly TextEdit[],
): TextEdit[] {
  return cells.flatMap((cell, i) => {
    const nth = `粘贴的 ${cells.length} 格里第 ${i + 1} 格`;
    const number = typedAmount(cell);
    if (number === undefined)
      throw new EditError(
        cell === '' ? `${nth}是空的，一格也没有写。` : `${nth}“${cell}”不是数，一格也没有写。`,
      );
    const key = keyAt(i);
    if (key === undefined)
      throw new EditError(`${nth}（${cell}）在表里没有地方，一格也没有写。先加上这一行。`);
    return set(key, number);
  });
}
