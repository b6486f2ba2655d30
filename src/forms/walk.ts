/**
 * What goes through the trees of a template: whoever lists, checks or changes blocks, cells or
 * columns does it by these, and knows nothing of how they stand inside each other.
 */
import type { RowSourceName } from '../model/rows.js';
import type { Basis } from '../model/terms.js';
import type {
  Block,
  CellLayout,
  CellTemplate,
  Column,
  Lane,
  Layout,
  LeafColumn,
  ListSource,
  TableTemplate,
} from './template.js';

/** Blocks inside of a block, by their stacks; each with the row source that it is gone through by. */
function stacksIn(block: Block): { blocks: readonly Block[]; source?: RowSourceName }[] {
  switch (block.kind) {
    case 'rows':
      return [];
    case 'loop':
      return [{ blocks: block.body, source: block.source }, { blocks: block.empty }];
    case 'side':
      return [{ blocks: block.body }];
    case 'parallel':
      return block.lanes.map(({ body }) => ({ blocks: body }));
  }
}

/** A block's own cells, not those of the blocks inside it. */
export function cellsOf(block: Block): readonly CellTemplate[] {
  switch (block.kind) {
    case 'rows':
      return block.rows.flat();
    case 'loop':
      return [];
    case 'side':
      return block.labels;
    case 'parallel':
      return block.lanes.flatMap(({ filler }) => filler);
  }
}

interface BlockWithin {
  readonly block: Block;
  /** Row sources that it stands in, the outermost first. */
  readonly within: readonly RowSourceName[];
}

/** Blocks and all blocks inside them, the outer ones first. */
export function blocksIn(
  blocks: readonly Block[],
  within: readonly RowSourceName[] = [],
): BlockWithin[] {
  return blocks.flatMap((block) => [
    { block, within },
    ...stacksIn(block).flatMap(({ blocks, source }) =>
      blocksIn(blocks, source === undefined ? within : [...within, source]),
    ),
  ]);
}

/** Cells of the header, then those of all blocks. */
export function formCells({ header, body }: CellLayout): CellTemplate[] {
  return [...header.flat(), ...blocksIn(body).flatMap(({ block }) => cellsOf(block))];
}

const bases = new WeakMap<readonly object[], readonly Basis[]>();

/**
 * The other bases on which cells show quantities: 上年, 年初预算 …
 * @param within columns of a list, or the blocks that stand in a row of a form; asked for once of each
 */
export function basesIn(within: readonly Column[] | readonly Block[]): readonly Basis[] {
  const known = bases.get(within);
  if (known) return known;
  const cells = within.flatMap((one: Column | Block) =>
    one.kind === 'leaf' || one.kind === 'group'
      ? leafColumns([one]).map(({ cell }) => cell)
      : blocksIn([one]).flatMap(({ block }) => cellsOf(block)),
  );
  const asked = cells.flatMap(({ content }) =>
    content.kind === 'quantity' ? [content.quantity.params.口径, content.against] : [],
  );
  const found = [...new Set(asked)].filter((one) => one !== undefined && one !== '本年') as Basis[];
  bases.set(within, found);
  return found;
}

/** Blocks changed with everything inside: those alone that are kept, each cell changed. */
export function mapBlocks(
  blocks: readonly Block[],
  kept: (block: Block) => boolean,
  change: (cell: CellTemplate) => CellTemplate,
): Block[] {
  const inner = (list: readonly Block[]) => mapBlocks(list, kept, change);
  const changed = (block: Block): Block => {
    switch (block.kind) {
      case 'rows':
        return { ...block, rows: block.rows.map((row) => row.map(change)) };
      case 'loop':
        return { ...block, body: inner(block.body), empty: inner(block.empty) };
      case 'side':
        return { ...block, labels: block.labels.map(change), body: inner(block.body) };
      case 'parallel':
        return { ...block, lanes: block.lanes.map(lane) };
    }
  };
  const lane = ({ width, body, filler }: Lane): Lane => ({
    width,
    body: inner(body),
    filler: filler.map(change),
  });
  return blocks.filter(kept).map(changed);
}

/** Columns and all columns below them, the upper ones first. */
export function columnsIn(columns: readonly Column[]): Column[] {
  return columns.flatMap((column) => [
    column,
    ...(column.kind === 'group' ? columnsIn(column.columns) : []),
  ]);
}

/** Columns that have no others below them. */
export function leafColumns(columns: readonly Column[]): LeafColumn[] {
  return columnsIn(columns).filter((column) => column.kind === 'leaf');
}

/** So many columns of a list hold texts before the first that holds figures. */
export function leadingTexts(columns: readonly LeafColumn[]): number {
  const first = columns.findIndex(
    ({ cell: { content } }) => content.kind === 'quantity' || content.kind === 'amount',
  );
  return first < 0 ? columns.length : first;
}

/** The words of a table's header as they are written: fields are not filled in. */
export function headings(layout: Layout): string[] {
  if (layout.kind === 'list') return columnsIn(layout.columns).map(({ label }) => label);
  return layout.header
    .flat()
    .flatMap(({ content }) => (content.kind === 'text' ? content.text : []));
}

/** All row sources that a template goes through: its lists, its blocks, and that of its tables. */
export function rowSourcesIn({ layout, each }: TableTemplate): RowSourceName[] {
  const blocks = layout.kind === 'cells' ? blocksIn(layout.body) : [];
  return [
    ...(each === undefined ? [] : [each]),
    ...listSources(layout).map(({ source }) => source),
    ...blocks.flatMap(({ block }) => (block.kind === 'loop' ? [block.source] : [])),
  ];
}

/** Row sources that a list goes through; none of a table that is laid out cell by cell. */
export function listSources(layout: Layout): readonly ListSource[] {
  return layout.kind === 'list' ? layout.sources : [];
}
