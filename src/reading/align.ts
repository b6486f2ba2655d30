/**
 * Which rows of a sheet are which of a template: of all the ways to go down both at once, the cheapest. Rows
 * that someone inserted are passed over, and so are rows of the template that the sheet does not have.
 */
import { beginsAt, NO_MATCH, type Places, rowCost, sideCost } from './row-cost.js';
import { areaAt, isBlankArea } from './sheet.js';
import type { LaneSteps, RowStep, Step } from './steps.js';

/** What was found, from the top down. */
export type Found =
  | { readonly kind: 'row' | 'side'; readonly step: number; readonly row: number }
  /** A row of a source begins. */
  | { readonly kind: 'item'; readonly step: number; readonly row: number }
  | { readonly kind: 'end'; readonly step: number }
  | {
      readonly kind: 'parallel';
      readonly step: number;
      readonly lanes: readonly (readonly Found[])[];
    }
  /** A row of the sheet that is none of the template's. */
  | { readonly kind: 'unknown'; readonly row: number; readonly columns: readonly number[] };

const COST = { skippedRow: 1.5, optionalRow: 0.05, blankRow: 0.3, noItems: 0.02, unknownRow: 1 };
/** Ways that cost so much more than the cheapest are not gone on with. */
const BEAM = 8;
/** More rows stand in no lane. */
const MOST_IN_LANE = 400;

/** What it costs that the sheet does not have a row of the template: more the more it would say. */
function skipCost({ cells, optional }: RowStep): number {
  if (optional) return COST.optionalRow;
  const labels = cells.filter(
    ({ cell: { content } }) => content.kind === 'text' && content.text.trim() !== '',
  ).length;
  if (labels === 0 && !cells.some(({ name }) => name)) return COST.blankRow;
  return COST.skippedRow + Math.min(2, Math.max(0, labels - 2) / 2);
}

type Move =
  | { readonly kind: 'row' | 'side' | 'skip' | 'enter' | 'leave' | 'again' | 'unknown' }
  | { readonly kind: 'parallel'; readonly from: number };

interface Way {
  readonly cost: number;
  readonly before: readonly [row: number, step: number];
  readonly move: Move;
}

export class Alignment {
  private readonly ways: (Way | undefined)[][] = [];
  private readonly lanes = new Map<string, readonly Alignment[]>();
  private readonly costs = new Map<number, number>();

  /**
   * @param columns of the sheet, that the steps stand in
   * @param from the first row
   * @param to the row behind the last
   */
  constructor(
    private readonly steps: readonly Step[],
    private readonly places: Places,
    private readonly columns: readonly number[],
    private readonly from: number,
    private readonly to: number,
  ) {
    const start: Way = { cost: 0, before: [-1, -1], move: { kind: 'skip' } };
    this.reach(from, 0, start);
    for (let row = from; row <= to; row++) this.goOn(row);
  }

  /** What it costs to have come to the end of the steps before a row. */
  costAt(row: number): number {
    return this.ways[row - this.from]?.[this.steps.length]?.cost ?? Number.POSITIVE_INFINITY;
  }

  private at(row: number, step: number): Way | undefined {
    return this.ways[row - this.from]?.[step];
  }

  private reach(row: number, step: number, way: Way): boolean {
    if (row > this.to) return false;
    this.ways[row - this.from] ??= new Array<Way | undefined>(this.steps.length + 1);
    const own = this.ways[row - this.from] as (Way | undefined)[];
    const known = own[step];
    if (known && known.cost <= way.cost + 1e-9) return false;
    own[step] = way;
    return true;
  }

  /** All that can follow before a row. */
  private goOn(row: number): void {
    const own = this.ways[row - this.from];
    if (!own) return;
    for (let turn = 0, changed = true; changed && turn < 6; turn++) {
      changed = false;
      for (let step = 0; step < this.steps.length; step++) if (this.stay(row, step)) changed = true;
    }
    const least = Math.min(...own.flatMap((way) => (way ? [way.cost] : [])));
    own.forEach((way, step) => {
      if (way && way.cost <= least + BEAM) this.move(row, step, way);
    });
  }

  /** What costs no row of the sheet. @returns whether something became cheaper */
  private stay(row: number, at: number): boolean {
    const way = this.at(row, at);
    const step = this.steps[at];
    if (!way || !step) return false;
    const to = (next: number, cost: number, kind: 'side' | 'skip' | 'enter' | 'leave' | 'again') =>
      this.reach(row, next, { cost: way.cost + cost, before: [row, at], move: { kind } });
    switch (step.kind) {
      case 'row':
        return to(at + 1, skipCost(step), 'skip');
      case 'side':
        return to(at + 1, row < this.to ? sideCost(step, row, this.places) : 1.5, 'side');
      case 'loop': {
        const entered = to(at + 1, 0, 'enter');
        return to(step.empties, COST.noItems, 'leave') || entered;
      }
      case 'again': {
        const loop = this.steps[step.loop];
        if (loop?.kind !== 'loop') return false;
        const begun =
          row < this.to &&
          step.sides.some((side) => {
            const one = this.steps[side];
            return one?.kind === 'side' && beginsAt(one, row, this.places);
          });
        const left = to(loop.exit, 0, 'leave');
        // a grand total stands there once
        if (loop.total) return left;
        return to(step.loop + 1, begun ? 2 : 0.01, 'again') || left;
      }
      case 'parallel':
        return false;
    }
  }

  private move(row: number, at: number, way: Way): void {
    const step = this.steps[at];
    const before = [row, at] as const;
    if (row < this.to) {
      const unknown = way.cost + this.unknownCost(row);
      this.reach(row + 1, at, { cost: unknown, before, move: { kind: 'unknown' } });
    }
    if (step?.kind === 'row' && row < this.to) {
      const cost = rowCost(step, row, this.places);
      if (cost >= NO_MATCH) return;
      this.reach(row + 1, at + 1, { cost: way.cost + cost, before, move: { kind: 'row' } });
    }
    if (step?.kind === 'parallel') {
      const lanes = this.lanesAt(row, at, step.lanes);
      for (let end = row; end <= Math.min(this.to, row + MOST_IN_LANE); end++) {
        const cost = lanes.reduce((sum, lane) => sum + lane.costAt(end), way.cost);
        if (Number.isFinite(cost))
          this.reach(end, at + 1, { cost, before, move: { kind: 'parallel', from: row } });
      }
      if (this.at(row, at + 1)?.before === before) this.goOn(row);
    }
  }

  private lanesAt(row: number, at: number, lanes: readonly LaneSteps[]): readonly Alignment[] {
    const key = `${row},${at}`;
    const known =
      this.lanes.get(key) ??
      lanes.map(({ steps, from, to }) => {
        const columns = this.places.columns.slice(from, to).flat();
        const last = Math.min(this.to, row + MOST_IN_LANE);
        return new Alignment(steps, this.places, columns, row, last);
      });
    this.lanes.set(key, known);
    return known;
  }

  /** What it costs to pass over a row: nothing where it is blank, little where only its number stands there. */
  private unknownCost(row: number): number {
    const known = this.costs.get(row);
    if (known !== undefined) return known;
    const first = Math.min(...this.columns);
    const areas = new Set(this.columns.map((col) => areaAt(this.places.sheet, row, col)));
    const said = [...areas].filter(
      (area) => !isBlankArea(area) && area.row === row && area.col >= first,
    );
    const [only] = said;
    const number = said.length === 1 && /^\s*\d{1,3}\s*$/.test(only?.text ?? '');
    const cost = said.length === 0 ? 0 : number ? 0.2 : COST.unknownRow;
    this.costs.set(row, cost);
    return cost;
  }

  /** The cheapest way to the end of the steps before a row. */
  foundBefore(row: number): Found[] {
    const out: Found[] = [];
    let at: readonly [number, number] = [row, this.steps.length];
    while (at[0] >= this.from) {
      const way: Way | undefined = this.at(at[0], at[1]);
      if (!way || way.before[0] < 0) break;
      out.unshift(...this.told(way, at[0]));
      at = way.before;
    }
    return out;
  }

  private told({ before: [row, step], move }: Way, to: number): Found[] {
    switch (move.kind) {
      case 'row':
      case 'side':
        return [{ kind: move.kind, step, row }];
      case 'enter':
        return [{ kind: 'item', step, row }];
      case 'again': {
        const again = this.steps[step];
        const loop = again?.kind === 'again' ? again.loop : step;
        return [
          { kind: 'end', step: loop },
          { kind: 'item', step: loop, row },
        ];
      }
      case 'leave': {
        const again = this.steps[step];
        return again?.kind === 'again' ? [{ kind: 'end', step: again.loop }] : [];
      }
      case 'parallel': {
        const lanes = this.lanes.get(`${row},${step}`) ?? [];
        return [{ kind: 'parallel', step, lanes: lanes.map((lane) => lane.foundBefore(to)) }];
      }
      case 'unknown':
        return this.unknownCost(row) >= COST.unknownRow
          ? [{ kind: 'unknown', row, columns: this.columns }]
          : [];
      case 'skip':
        return [];
    }
  }
}
