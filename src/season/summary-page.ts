/** A summary as a web page: the tables of its workbook. */
import { type Cell, cellText, type Table } from '../tables/table.js';
import { escaped, page } from './page.js';

export const summaryPage = (title: string, tables: readonly Table[]): string =>
  page(
    title,
    `<header>
<h1>${escaped(title)}</h1>
<nav><ul>${tables.map(({ id }) => `<li><a href="#${encodeURIComponent(id)}">${escaped(id)}</a></li>`).join('')}</ul></nav>
</header>
<main>
${tables.map(section).join('\n')}
</main>`,
  );

function section(table: Table): string {
  const { id, title, unit, rows, cells, notes, headerRows } = table;
  const byRow: Cell[][] = Array.from({ length: rows }, () => []);
  for (const cell of cells) byRow[cell.row]?.push(cell);
  // headings stand over their figures
  const numbers = new Set(
    (byRow[headerRows] ?? []).flatMap((one) => (isRight(one) ? one.col : [])),
  );
  const headCell = ({ content, col }: Cell) =>
    `<th scope="col"${numbers.has(col) ? NUMBER : ''}>${escaped(cellText(content))}</th>`;
  const line = (row: readonly Cell[], i: number) =>
    `<tr>${row.map(i < headerRows ? headCell : bodyCell).join('')}</tr>`;
  const drawn = byRow.map(line);
  return `<section id="${encodeURIComponent(id)}">
<h2>${escaped(title)}</h2>
<p class="quiet">${escaped(unit)}</p>
<table>
<thead>${drawn.slice(0, headerRows).join('')}</thead>
<tbody>
${drawn.slice(headerRows).join('\n')}
</tbody>
</table>
${notes.map((note) => `<p class="quiet">${escaped(note)}</p>`).join('\n')}
</section>`;
}

const NUMBER = ' class="number"';
const isRight = ({ align }: Cell): boolean => align === 'right';

const bodyCell = (cell: Cell): string => {
  const shown = escaped(cellText(cell.content));
  return `<td${isRight(cell) ? NUMBER : ''}>${cell.bold ? `<b>${shown}</b>` : shown}</td>`;
};
