/**
 * A template as the steps by which its rows follow each other down a sheet: rows, what spans several of them
 * at the side, row sources that repeat, stacks beside each other. A list is a form of a row for each source.
 */
import { cellNames, type NamedTemplate } from '../forms/cell-names.js';
import type { Block, CellTemplate, Column, TableTemplate } from '../forms/template.js';
import { leftEdges, widthOf } from '../forms/tiling.js';
import { leafColumns } from '../forms/walk.js';
import type { Params } from '../model/quantities.js';
import { ROW_SOURCES, type RowSourceName } from '../model/rows.js';
import type { RowSource } from '../model/scope.js';
import { sameLabel } from './labels.js';

/** A cell of a template with its grid column. */
export interface PlacedCell {
  readonly cell: CellTemplate;
  readonly col: number;
  /** Of a figure. */
  readonly name: Pick<NamedTemplate, 'row' | 'column'> | undefined;
}

export interface RowStep {
  readonly kind: 'row';
  readonly cells: readonly PlacedCell[];
  /** Left out where nothing stands behind the first cell. */
  readonly optional: boolean;
  /** Of the grand total of a list, what it is called. */
  readonly total: string | undefined;
  /** What stands at the side of it and of the rows around it, by the places of the steps. */
  readonly sides: readonly number[];
  /** Of a source that is narrowed to a subject, what the codes of its rows begin with. */
  readonly codes: string | undefined;
  /** Of other sources, what the codes begin with of which there are others beside them. */
  readonly otherCodes: readonly string[];
  /** Whether the grand total is a row of its own, and no row of the source. */
  readonly totalled: boolean;
}
export interface SideStep {
  readonly kind: 'side';
  readonly cells: readonly PlacedCell[];
}
/** Its rows come next: `again` is behind them, then what stands there when there is none of them. */
export interface LoopStep {
  readonly kind: 'loop';
  readonly source: RowSourceName;
  readonly params: Params;
  /** Grid columns of which equal neighbours are one cell. */
  readonly merge: readonly number[];
  readonly empties: number;
  readonly exit: number;
  /** Whether it is the grand total of a list or of a form like one. */
  readonly total: boolean;
}
export interface AgainStep {
  readonly kind: 'again';
  readonly loop: number;
  /** Sides around the loop: another row of it stands beside what they say. */
  readonly sides: readonly number[];
}
export interface ParallelStep {
  readonly kind: 'parallel';
  readonly lanes: readonly LaneSteps[];
}
export interface LaneSteps {
  readonly steps: readonly Step[];
  /** Grid columns. */
  readonly from: number;
  readonly to: number;
}
export type Step = RowStep | SideStep | LoopStep | AgainStep | ParallelStep;

/** Headings of a grid column, from the top down. */
export interface HeadingPath {
  /** Each as it is printed and by the name that it has. */
  readonly labels: readonly (readonly string[])[];
  /** What the column of a list shows; undefined in forms. */
  readonly cell: CellTemplate | undefined;
  readonly optional: boolean;
}

export interface Program {
  readonly steps: readonly Step[];
  /** Of each grid column; empty where the form has no header. */
  readonly headings: readonly HeadingPath[];
  readonly width: number;
}

const known = new WeakMap<TableTemplate, Program>();

/** The steps of a template. */
export function programOf(template: TableTemplate): Program {
  const program = known.get(template) ?? makeProgram(template);
  known.set(template, program);
  return program;
}

function makeProgram(template: TableTemplate): Program {
  const { layout } = template;
  if (layout.kind === 'cells') {
    const steps = new StepList(cellNames(template), layout.body.some(isTotalLoop));
    for (const block of withTotals(layout.body, isTotalLoop)) steps.block(block, 0);
    const headings = layout.header.length > 0 ? formHeadings(layout.header, layout.widths) : [];
    return { steps: steps.finished(), headings, width: layout.widths.length };
  }
  const columns = leafColumns(layout.columns);
  const steps = new StepList(cellNames(template), layout.sources.some(isTotalSource));
  for (const { source, params } of withTotals(layout.sources, isTotalSource)) {
    const total = source === '合计' ? template.totalName : undefined;
    steps.list(
      source,
      params,
      columns.map(({ cell }) => cell),
      total,
    );
  }
  return {
    steps: steps.finished(),
    headings: listHeadings(layout.columns, []),
    width: columns.length,
  };
}

const isTotalSource = ({ source }: { readonly source: RowSourceName }): boolean =>
  source === '合计';
const isTotalLoop = (block: Block): boolean => block.kind === 'loop' && isTotalSource(block);

/** A grand total before or behind what it adds up may stand at its other end too. */
function withTotals<T extends object>(all: readonly T[], isTotal: (one: T) => boolean): T[] {
  const isItem = (one: T | undefined): one is T =>
    one !== undefined && !isTotal(one) && 'source' in one;
  return all.flatMap((one, i) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    return [
      ...(isItem(one) && after && isTotal(after) ? [after] : []),
      one,
      ...(isItem(one) && before && isTotal(before) ? [before] : []),
    ];
  });
}

/** The subject that a source goes through the parts of. */
function subjectOf({ source, params }: Pick<LoopStep, 'source' | 'params'>): string | undefined {
  const { subjects }: RowSource = ROW_SOURCES[source];
  if (subjects === undefined) return undefined;
  const { 科目, 经济科目, 政府经济科目 } = params;
  const own = { functional: 科目, economic: 经济科目, government: 政府经济科目 }[subjects];
  return typeof own === 'string' ? own : undefined;
}

class StepList {
  private readonly all: Step[] = [];
  private sides: number[] = [];
  private codes: string | undefined;

  constructor(
    private readonly names: readonly NamedTemplate[],
    private readonly totalled: boolean,
  ) {}

  private within(): Pick<RowStep, 'codes' | 'otherCodes' | 'totalled'> {
    return { codes: this.codes, otherCodes: [], totalled: this.totalled };
  }

  /** All of them; those that are not narrowed know what the others are. */
  finished(): Step[] {
    const codes = this.all.flatMap((step) => (step.kind === 'row' ? (step.codes ?? []) : []));
    return this.all.map((step) =>
      step.kind === 'row' && step.codes === undefined ? { ...step, otherCodes: codes } : step,
    );
  }

  private placed(cells: readonly CellTemplate[], edges: readonly number[], left: number) {
    return cells.map((cell, i): PlacedCell => {
      const name = this.names.find((one) => one.cell === cell);
      return { cell, col: left + (edges[i] ?? 0), name };
    });
  }

  /** A row for each row of a source. */
  list(
    source: RowSourceName,
    params: Params,
    cells: readonly CellTemplate[],
    total: string | undefined,
  ): void {
    const own = this.names.filter(({ row }) => row === source);
    const placed = cells.map((cell, col): PlacedCell => {
      const name = own.find((one) => one.cell === cell);
      return { cell, col, name };
    });
    const row = (): RowStep => ({
      ...{ kind: 'row', cells: placed, optional: false, total, sides: [] },
      ...this.within(),
    });
    this.loop({ source, params, merge: [], total: total !== undefined }, () => {
      this.all.push(row());
    });
  }

  private loop(
    loop: Pick<LoopStep, 'source' | 'params' | 'merge' | 'total'>,
    body: () => void,
    empties: () => void = () => {},
  ): void {
    const at = this.all.length;
    const open = { kind: 'loop' as const, ...loop, empties: 0, exit: 0 };
    this.all.push(open);
    const around = this.codes;
    this.codes = subjectOf(loop) ?? around;
    body();
    this.codes = around;
    this.all.push({ kind: 'again', loop: at, sides: [...this.sides] });
    open.empties = this.all.length;
    empties();
    open.exit = this.all.length;
  }

  block(block: Block, left: number): void {
    const inside = (blocks: readonly Block[], at = left) => {
      for (const one of blocks) this.block(one, at);
    };
    switch (block.kind) {
      case 'rows': {
        const edges = leftEdges(block.rows);
        block.rows.forEach((cells, r) => {
          this.all.push({
            kind: 'row',
            cells: this.placed(cells, edges[r] ?? [], left),
            optional: block.optional,
            total: undefined,
            sides: [...this.sides],
            ...this.within(),
          });
        });
        break;
      }
      case 'loop': {
        const { source, params } = block;
        const merge = block.merge.map((col) => left + col);
        this.loop(
          { source, params, merge, total: source === '合计' },
          () => inside(block.body),
          () => inside(block.empty),
        );
        break;
      }
      case 'side': {
        const [edges = []] = leftEdges([block.labels]);
        const at = this.all.length;
        this.all.push({ kind: 'side', cells: this.placed(block.labels, edges, left) });
        this.sides.push(at);
        inside(block.body, left + widthOf(block.labels));
        this.sides.pop();
        break;
      }
      case 'parallel': {
        let from = left;
        const lanes = block.lanes.map((lane): LaneSteps => {
          const own = new StepList(this.names, this.totalled);
          for (const one of lane.body) own.block(one, from);
          const to = from + lane.width;
          const made = { steps: own.finished(), from, to };
          from = to;
          return made;
        });
        this.all.push({ kind: 'parallel', lanes });
      }
    }
  }
}

// ---- headings

function listHeadings(
  columns: readonly Column[],
  above: readonly (readonly string[])[],
): HeadingPath[] {
  return columns.flatMap((column) => {
    const labels = [...above, [column.label, column.name]];
    if (column.kind === 'group') return listHeadings(column.columns, labels);
    const { cell } = column;
    return [{ labels, cell, optional: cell.optional }];
  });
}

/** Nothing, or what stands before the numbers of the columns. */
const isNoHeading = (text: string): boolean => /^(?:栏次)?$/.test(sameLabel(text));

function formHeadings(
  header: readonly (readonly CellTemplate[])[],
  widths: readonly number[],
): HeadingPath[] {
  const edges = leftEdges(header);
  const labels = widths.map((): string[][] => []);
  const optional = widths.map(() => false);
  header.forEach((cells, r) => {
    cells.forEach((cell, i) => {
      const from = edges[r]?.[i] ?? 0;
      for (let col = from; col < from + cell.cols; col++) {
        if (cell.optional) optional[col] = true;
        if (cell.content.kind !== 'text' || isNoHeading(cell.content.text)) continue;
        labels[col]?.push([cell.content.text, cell.content.name]);
      }
    });
  });
  return labels.map((own, col) => ({
    labels: own,
    cell: undefined,
    optional: optional[col] ?? false,
  }));
}
