/** What a table is made of before it is laid out, and the rows that a source gives it. */
import type { Path } from '../input/source.js';
import type { Params } from '../model/quantities.js';
import { type RowSourceName, rowsOf } from '../model/rows.js';
import type { Scope } from '../model/scope.js';
import { levelOf } from './cells.js';
import type { DraftRow } from './grid.js';

export interface Parts {
  readonly header: readonly DraftRow[];
  readonly body: readonly DraftRow[];
  readonly widths: readonly number[];
  /** What the template calls a list's columns. */
  readonly names: readonly string[];
  readonly empty: boolean;
  /** Tree level of each body row; undefined where rows have none. */
  readonly levels: readonly (number | undefined)[];
}

/** The rows of a source, each with its place among the rows around it. */
export function itemsOf(scope: Scope, source: RowSourceName, params: Params, path: Path): Scope[] {
  const { item = '' } = scope;
  const depth = item === '' ? 0 : levelOf(scope) + 1;
  return rowsOf(scope, source, params).map((one, i) => ({
    ...one,
    depth,
    item: `${item}${path.join('.')}:${i}/`,
  }));
}
