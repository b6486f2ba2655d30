/** Forms: blocks of cells. */
import type { Block, CellLayout, CellTemplate } from '../forms/template.js';
import { leftEdges, widthOf } from '../forms/tiling.js';
import { basesIn } from '../forms/walk.js';
import type { Scope } from '../model/scope.js';
import { type CellStyle, draftCell } from './cells.js';
import { type Draft, type DraftRow, isBlank, mergeEqual, shift } from './grid.js';
import { itemsOf, type Parts } from './parts.js';

/** @param stated that it is empty is said below it, and zeros are left out */
export function formParts(
  layout: CellLayout,
  stated: boolean,
  scope: Scope,
  style: CellStyle,
): Parts {
  const header = gridRows(layout.header, scope, { ...style, align: 'center' }).map((row) =>
    row.map((cell) => ({ ...cell, bold: true })),
  );
  const rowsOfBody = (how: CellStyle) =>
    layout.body.flatMap((block) => blockRows(block, scope, how));
  const body = rowsOfBody(style);
  const empty = isEmpty(body);
  return {
    header,
    body: empty && stated ? rowsOfBody({ ...style, zero: '空白' }) : body,
    widths: layout.widths,
    names: [],
    empty,
    levels: levelsOf(body),
  };
}

/** Whether a body has places for figures and not one figure that was written. */
function isEmpty(body: readonly DraftRow[]): boolean {
  const figures = body.flat().flatMap(({ content }) => content.figure ?? []);
  return figures.length > 0 && figures.every((figure) => figure.sources.length === 0);
}

/** Tree level of each row of a form that goes through a tree below its grand total. */
function levelsOf(body: readonly DraftRow[]): (number | undefined)[] {
  const levels = body.map((row) => row[0]?.level);
  return levels.includes(-1) ? levels : levels.map(() => undefined);
}

const isBlankDraft = ({ content }: Draft) => isBlank(content);

function gridRows(
  rows: readonly (readonly CellTemplate[])[],
  scope: Scope,
  style: CellStyle,
): Draft[][] {
  const edges = leftEdges(rows);
  return rows.map((cells, r) =>
    cells.map((cell, i) => draftCell(cell, scope, edges[r]?.[i] ?? 0, style)),
  );
}

function blockRows(block: Block, scope: Scope, style: CellStyle): Draft[][] {
  switch (block.kind) {
    case 'rows': {
      const rows = gridRows(block.rows, scope, style);
      const left = block.optional && rows.every((row) => row.slice(1).every(isBlankDraft));
      return left ? [] : rows;
    }
    case 'loop': {
      const shown = { ...scope, bases: basesIn(block.body) };
      const scopes = itemsOf(shown, block.source, block.params, block.path);
      const inside = scopes.length > 0 ? block.body : block.empty;
      const rows = (scopes.length > 0 ? scopes : [scope]).flatMap((one) =>
        inside.flatMap((inner) => blockRows(inner, one, style)),
      );
      return mergeEqual(rows, block.merge);
    }
    case 'side': {
      const labels = gridRows([block.labels], scope, style).flat();
      const used = widthOf(block.labels);
      const inner = block.body.flatMap((one) => blockRows(one, scope, style));
      return inner.map((row, i) => [
        ...(i === 0 ? labels.map((label) => ({ ...label, rowSpan: inner.length })) : []),
        ...shift(row, used),
      ]);
    }
    case 'parallel': {
      let from = 0;
      const stacks = block.lanes.map((lane) =>
        lane.body.flatMap((one) => blockRows(one, scope, style)),
      );
      const height = Math.max(...stacks.map((stack) => stack.length));
      const lanes = block.lanes.map((lane, i) => {
        const stack = stacks[i] ?? [];
        const missing = lane.filler.length === 0 ? 0 : height - stack.length;
        const fillers = Array.from({ length: missing }, () =>
          gridRows([lane.filler], scope, style).flat(),
        );
        const rows = [...stack, ...fillers].map((row) => shift(row, from));
        from += lane.width;
        return rows;
      });
      return Array.from({ length: height }, (_, i) => lanes.flatMap((lane) => lane[i] ?? []));
    }
  }
}
