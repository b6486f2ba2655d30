/**
 * Which row of a form each row of a compiled table goes into. Rows that the form prints are met by what they
 * are in the template; those of a list go into the form's rows for it one after the other, from the first.
 */
import type { LaneSteps, RowStep, SideStep } from '../reading/steps.js';
import type { FoundEntry, FoundLanes, FoundRow } from './rows.js';

/** A row that both have. */
export interface RowPair {
  readonly step: RowStep | SideStep;
  /** Of the table. */
  readonly from: number;
  /** Of the form. */
  readonly to: number;
}

/** A list of the table and the form's room for it. */
export interface ListPair {
  /** Rows of the table, in their order. */
  readonly rows: readonly FoundRow[];
  /** Rows of the form that are there for the list, in their order. */
  readonly room: readonly number[];
  /** Those of the form that have a row of the list already. */
  readonly standing: readonly FoundRow[];
  /** The row of the form behind the room. */
  readonly end: number;
  /** Columns of the template that it stands in. */
  readonly lane: Pick<LaneSteps, 'from' | 'to'>;
  /** Whether others stand beside it, whose rows move with its own. */
  readonly beside: boolean;
}

export interface Pairing {
  readonly fixed: readonly RowPair[];
  readonly lists: readonly ListPair[];
  /** Rows of the table that the form does not have. */
  readonly missing: readonly FoundRow[];
  /** Rows of the form that the table does not have: what they show is no longer so. */
  readonly unused: readonly FoundRow[];
}

interface Stretch {
  /** Rows of the form. */
  readonly from: number;
  readonly to: number;
  readonly lane: Pick<LaneSteps, 'from' | 'to'>;
  readonly beside: boolean;
}

/**
 * @param table what was found of the template in the compiled table
 * @param form the same in the form
 * @param whole all rows of the form's grid, and all columns of the template
 */
export function pairRows(
  table: readonly FoundEntry[],
  form: readonly FoundEntry[],
  whole: Omit<Stretch, 'beside'>,
): Pairing {
  const pairing = new PairingRows();
  pairing.stretch(table, form, { ...whole, beside: false });
  return pairing;
}

const isRow = (entry: FoundEntry): entry is FoundRow =>
  entry.kind !== 'lanes' && entry.kind !== 'strange';

/** A row of figures alone: in a blank form nothing shows where it stands. */
const isNameless = ({ step }: FoundRow): boolean =>
  step.cells.every(
    ({ cell: { content } }) => content.kind !== 'text' || content.text.trim() === '',
  );

class PairingRows implements Pairing {
  readonly fixed: RowPair[] = [];
  readonly lists: ListPair[] = [];
  readonly missing: FoundRow[] = [];
  readonly unused: FoundRow[] = [];

  stretch(table: readonly FoundEntry[], form: readonly FoundEntry[], stretch: Stretch): void {
    const rows = form.filter(isRow);
    const met = new Map<unknown, FoundRow>();
    for (const row of rows) if (row.kind === 'fixed') met.set(row.step, row);
    const taken = new Set<FoundRow>();
    let from = stretch.from;
    let run: FoundRow[] = [];
    const flush = (to: number) => {
      this.list(run, form, { ...stretch, from, to });
      run = [];
    };
    /** Where the next row is that both have. */
    const nextFixed = (at: number): number => {
      for (const entry of table.slice(at)) {
        if (entry.kind !== 'fixed' || entry.step.kind !== 'row') continue;
        const to = met.get(entry.step);
        if (to && to.row >= from) return to.row;
      }
      return stretch.to;
    };
    for (const [i, entry] of table.entries()) {
      switch (entry.kind) {
        case 'fixed': {
          const to = met.get(entry.step);
          if (!to) this.missing.push(entry);
          else {
            taken.add(to);
            this.fixed.push({ step: entry.step, from: entry.row, to: to.row });
            if (entry.step.kind !== 'row' || to.row < from) break;
            flush(to.row);
            from = to.row + 1;
          }
          break;
        }
        case 'lanes': {
          const own = form.find(
            (one): one is FoundLanes => one.kind === 'lanes' && one.step === entry.step,
          );
          // what comes next in the form may be a list
          const behind = own ? form.slice(form.indexOf(own) + 1).find(isRow) : undefined;
          const to = Math.min(nextFixed(i + 1), behind?.row ?? stretch.to);
          entry.lanes.forEach((lane, n) => {
            const steps = entry.step.lanes[n];
            const other = own?.lanes[n];
            if (steps && other) this.stretch(lane, other, { from, to, lane: steps, beside: true });
            else this.missing.push(...lane.filter(isRow));
          });
          from = to;
          break;
        }
        case 'total': {
          const to = rows.find((one) => one.kind === 'total' && !taken.has(one));
          if (to) {
            taken.add(to);
            this.fixed.push({ step: entry.step, from: entry.row, to: to.row });
          } else if (isNameless(entry)) run.push(entry);
          else this.missing.push(entry);
          break;
        }
        case 'item':
          run.push(entry);
          break;
        default:
      }
    }
    flush(stretch.to);
    this.unused.push(...rows.filter((row) => row.kind !== 'item' && !taken.has(row)));
  }

  /** Rows of lists between two rows that both have. */
  private list(run: readonly FoundRow[], form: readonly FoundEntry[], stretch: Stretch): void {
    const { lane, beside } = stretch;
    const inside = ({ row }: { readonly row: number }) => row >= stretch.from && row < stretch.to;
    const standing = form.filter(isRow).filter((one) => one.kind === 'item' && inside(one));
    if (run.length === 0 && standing.length === 0) return;
    const others = form.filter(
      (one): one is Exclude<FoundEntry, FoundLanes> =>
        // what stands at the side of a list is in its rows
        one.kind !== 'lanes' &&
        one.kind !== 'item' &&
        (one.kind === 'strange' || one.step.kind === 'row') &&
        inside(one),
    );
    let { from, to } = stretch;
    // the grand total of a list is above all of its rows, or below them
    for (const { kind, row } of others) {
      if (kind !== 'total') continue;
      const above = standing.length > 0 ? standing.every((one) => one.row > row) : row === from;
      if (above) from = Math.max(from, row + 1);
      else to = Math.min(to, row);
    }
    const taken = new Set(others.map(({ row }) => row));
    const room = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).filter(
      (row) => !taken.has(row),
    );
    this.lists.push({ rows: run, room, standing, end: to, lane, beside });
  }
}
