/** What was found down a sheet as a list of rows: those that a form has once, and those of its lists. */
import type { Found } from '../reading/align.js';
import type { AlignedSheet } from '../reading/read-sheet.js';
import { isTotalRow, type Places } from '../reading/row-cost.js';
import type { LoopStep, ParallelStep, RowStep, SideStep, Step } from '../reading/steps.js';

/** A row of the sheet that is one of the template. */
export interface FoundRow {
  /** `fixed` stands there once, `item` is a row of a list, `total` is the grand total of one. */
  readonly kind: 'fixed' | 'item' | 'total';
  readonly step: RowStep | SideStep;
  readonly row: number;
  /** The lists that it is a row of, the outermost first. */
  readonly lists: readonly LoopStep[];
}
/** Stacks of rows beside each other, each in its own columns. */
export interface FoundLanes {
  readonly kind: 'lanes';
  readonly step: ParallelStep;
  readonly lanes: readonly (readonly FoundEntry[])[];
}
/** A row that is none of the template's, with something in it. */
export interface StrangeRow {
  readonly kind: 'strange';
  readonly row: number;
}
export type FoundEntry = FoundRow | FoundLanes | StrangeRow;

export const entriesOf = ({ found, program, places }: AlignedSheet): FoundEntry[] =>
  entriesIn(found, program.steps, [], places);

function entriesIn(
  found: readonly Found[],
  steps: readonly Step[],
  around: readonly LoopStep[],
  places: Places,
): FoundEntry[] {
  const lists = [...around];
  const entries: FoundEntry[] = [];
  for (const one of found) {
    if (one.kind === 'unknown') {
      entries.push({ kind: 'strange', row: one.row });
      continue;
    }
    const step = steps[one.step];
    if (one.kind === 'item') {
      if (step?.kind === 'loop') lists.push(step);
    } else if (one.kind === 'end') lists.pop();
    else if (one.kind === 'parallel') {
      if (step?.kind !== 'parallel') continue;
      const lanes = one.lanes.map((lane, i) =>
        entriesIn(lane, step.lanes[i]?.steps ?? [], lists, places),
      );
      // what stands beside each other in a row of a list is in that row
      if (lists.length > 0) entries.push(...lanes.flat());
      else entries.push({ kind: 'lanes', step, lanes });
    } else if (step?.kind === 'row' || step?.kind === 'side')
      entries.push({
        kind: kindOf(step, one.row, lists, places),
        step,
        row: one.row,
        lists: [...lists],
      });
  }
  return entries;
}

function kindOf(
  step: RowStep | SideStep,
  row: number,
  lists: readonly LoopStep[],
  places: Places,
): FoundRow['kind'] {
  const list = lists.at(-1);
  if (!list) return 'fixed';
  const total =
    step.kind === 'row' &&
    (list.total ||
      step.total !== undefined ||
      (lists.length === 1 && isTotalRow(step, row, places)));
  return total ? 'total' : 'item';
}
