/** The sheet that lists those of a workbook: no table of the package, whoever reads it. */

export const CONTENTS_SHEET = '目录';
/** Headings of its columns, by which it is told from a list of anything else that is called so. */
export const CONTENTS_HEADINGS = ['序号', '表号', '工作表'] as const;

/**
 * Whether a sheet is the contents of a workbook that this program wrote.
 * @param name of the sheet
 * @param rows texts of its cells, row by row
 */
export function isContents(name: string, rows: Iterable<readonly string[]>): boolean {
  if (name.trim() !== CONTENTS_SHEET) return false;
  for (const row of rows)
    if (CONTENTS_HEADINGS.every((heading, col) => row[col]?.trim() === heading)) return true;
  return false;
}
