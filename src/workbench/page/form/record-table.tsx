/** Records of values alone as a table, with the totals of their amounts. */
import type { Node } from 'yaml';
import { setScalar } from '../../../yaml-edit/set-scalar.js';
import { nodeAt, type Path } from '../../../yaml-edit/source.js';
import { isAmount } from '../editor/schema.js';
import { grouped } from '../grouped.js';
import { total, UNKNOWN, writtenAmount } from './amounts.js';
import { useForm } from './form-context.js';
import { MoveButtons } from './move-buttons.js';
import { pastedInto } from './pasted.js';
import { ValueField } from './value-field.js';

export interface RecordTableProps {
  readonly path: Path;
  readonly label: string;
  readonly columns: readonly string[];
  readonly shown: readonly { readonly item: Node; readonly at: number }[];
  readonly all: readonly Node[];
}

export function RecordTable({ path, label, columns, shown, all }: RecordTableProps) {
  const { source, words, edit } = useForm();
  const isSum = (column: string) => isAmount(words.schema, [...path, 0, column]);
  const amounts = columns.filter(isSum);
  const at = (row: number, column: string) => writtenAmount(nodeAt(source, [...path, row, column]));
  const sumOf = (written: readonly string[]) => {
    const sum = total(written);
    return sum === undefined ? UNKNOWN : grouped(sum);
  };
  const paste = (row: number, column: string) => (cells: readonly string[]) =>
    edit(() =>
      pastedInto(
        cells,
        (i) => (row + i < all.length ? String(row + i) : undefined),
        (to, number) => setScalar(source, [...path, Number(to), column], { number }),
      ),
    );
  return (
    <div class="scrolled">
      <table class="grid">
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
            {amounts.length > 1 && <th scope="col">合计</th>}
            <th scope="col">
              <span class="unseen">次序、删除</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at: row }) => (
            <tr key={row}>
              <th scope="row">{row + 1}</th>
              {columns.map((column) => (
                <td key={column}>
                  <ValueField
                    path={[...path, row, column]}
                    label={`第 ${row + 1} 项 ${column}`}
                    {...(isSum(column) ? { onPasteColumn: paste(row, column) } : {})}
                  />
                </td>
              ))}
              {amounts.length > 1 && (
                <td class="figure">{sumOf(amounts.map((column) => at(row, column)))}</td>
              )}
              <td>
                <MoveButtons
                  path={[...path, row]}
                  label={`第 ${row + 1} 项`}
                  first={row === 0}
                  last={row === all.length - 1}
                />
              </td>
            </tr>
          ))}
        </tbody>
        {amounts.length > 0 && (
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              {columns.map((column) => (
                <td key={column} class="figure">
                  {isSum(column) ? sumOf(all.map((_, row) => at(row, column))) : ''}
                </td>
              ))}
              {amounts.length > 1 && (
                <td class="figure">
                  {sumOf(all.flatMap((_, row) => amounts.map((column) => at(row, column))))}
                </td>
              )}
              <td class="quiet">只供核对</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
