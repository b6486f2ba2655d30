/** What became of sheets that are forms, as the report tells it. */
import { placeText } from '../diagnostics.js';
import { TO_CONFIRM } from '../input/draft.js';
import type { ReadRow, ReadTable } from '../reading/read-table.js';
import type { TextSheet } from '../reading/text-sheets.js';
import type { Amounts } from './amounts/amounts.js';
import { sheetName } from './books.js';
import type { Told } from './imported.js';

/** Rows with those within them. */
export const allRows = (rows: readonly ReadRow[]): ReadRow[] =>
  rows.flatMap((row) => [row, ...allRows(row.rows)]);

/** Which table a sheet was, and how much of it was read. */
export function tableTold({ template, sheet, rows, cells }: ReadTable): Told {
  const all = allRows(rows);
  const inRows = all.reduce((sum, row) => sum + row.cells.length, 0);
  return {
    where: sheet,
    what: `按 ${template.id} 读，${all.length} 行、${cells.length + inRows} 格`,
  };
}

/** What a sheet of texts said. */
export function textTold({ sheet, title, texts, entries, reasons }: TextSheet): Told {
  const names = [
    ...texts.map(({ name }) => name),
    ...entries.map(({ source, name }) => (name === '' ? source : `${source}“${name}”`)),
    ...(reasons.length > 0 ? [`${reasons.length} 条原因和用途`] : []),
  ];
  const where = sheetName({ file: sheet.file, name: sheet.grid.name });
  const what = names.length > 0 ? names.join('、') : '没有要由人写的，或还没有填';
  return { where, what: `${title}：${what}` };
}

/** How amounts were found, and that the tables they make are those that were read. */
export function amountsTold({ same, others, counts }: Amounts): readonly Told[] {
  const { cells, amounts, guessed } = counts;
  const open = `其中 ${guessed} 个各表没有写到这样细，按合计推算，标着“${TO_CONFIRM}”`;
  const found = `由 ${cells} 个印出的数得 ${amounts} 个金额`;
  const made = `由导入的内容再编出各表，印出的数 ${same} 个相同`;
  const apart = `${others.length} 个不同，见“没有取”`;
  return [
    { where: '收入、支出和结转', what: guessed > 0 ? `${found}，${open}` : found },
    { where: '同原表核对', what: `${made}，${others.length > 0 ? apart : '没有不同'}` },
  ];
}

/** A printed figure that the input does not give: the sheets contradict each other, or are not of this format. */
export const differenceTold = ({ cell, made }: Amounts['others'][number]): Told => ({
  where: placeText(cell.place),
  what: `印的是“${cell.text}”，由导入的内容得“${made}”：同别的格对不上，请核对原表`,
});
