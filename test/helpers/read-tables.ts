/**
 * Compiled inputs as tables that were read: what a reader of worksheets gives of a package that says just
 * this. Goes through the template as the compiler does; only what a cell prints comes along.
 */
import type { CompileResult } from '../../src/compile.js';
import { interpolate } from '../../src/forms/style.js';
import type { Block, CellTemplate, TableTemplate } from '../../src/forms/template.js';
import { basesIn, leafColumns } from '../../src/forms/walk.js';
import { inYuan, type MoneyStyle, type Span } from '../../src/model/money.js';
import { narrow, type Params } from '../../src/model/quantities.js';
import { ROW_SOURCES, type RowSourceName, rowsOf } from '../../src/model/rows.js';
import type { RowSource, Scope } from '../../src/model/scope.js';
import { rootScope } from '../../src/model/scope.js';
import type { ReadCell, ReadRow, ReadTable } from '../../src/reading/read-table.js';
import { readPattern } from '../../src/reading/text-pattern.js';
import { type CellStyle, draftCell } from '../../src/tables/cells.js';
import { cellText } from '../../src/tables/table.js';

interface Found {
  readonly cells: ReadCell[];
  readonly rows: ReadRow[];
}

class Double {
  private line = 0;

  constructor(
    private readonly template: TableTemplate,
    private readonly style: CellStyle,
    private readonly sheet: string,
  ) {}

  private place(): Span {
    this.line++;
    const cell = { sheet: this.sheet, address: `A${this.line}` };
    return { file: '材料.xlsx', cell, line: this.line, column: 1, start: 0, end: 0 };
  }

  cell(cell: CellTemplate, scope: Scope): ReadCell {
    const { content } = draftCell(cell, scope, 0, this.style);
    const figure = 'figure' in content ? content.figure : undefined;
    const amount = cell.content.kind === 'amount' || cell.content.kind === 'quantity';
    const { money } = this.style;
    const value =
      content.kind === 'number'
        ? content.money
          ? inYuan(content.value, content.money.unit)
          : content.value
        : undefined;
    return {
      row: '',
      column: '',
      content: cell.content,
      text: cellText(content),
      ...(value === undefined ? {} : { value }),
      ...(amount && figure && figure.counted === undefined ? { money } : {}),
      place: this.place(),
    };
  }

  table(scope: Scope): Found {
    const { layout } = this.template;
    if (layout.kind === 'cells') return this.blocks(layout.body, scope);
    const shown = { ...scope, bases: basesIn(layout.columns) };
    const columns = leafColumns(layout.columns);
    const rows = layout.sources.flatMap(({ source, params }) =>
      rowsOf(shown, source, params).map((one) =>
        this.row(source, params, one, {
          cells: columns.map(({ cell }) => this.cell(cell, one)),
          rows: [],
        }),
      ),
    );
    return { cells: [], rows };
  }

  private row(
    source: RowSourceName,
    params: Params,
    scope: Scope,
    { cells, rows }: Found,
  ): ReadRow {
    const fields: Record<string, string> = {};
    for (const { content, text } of cells)
      if (content.kind === 'text') Object.assign(fields, readPattern(content.text, text));
    return {
      source,
      params,
      key: scope.key,
      fields,
      total: scope.level < 0,
      indent: 0,
      cells: cells.filter(({ content }) => content.kind !== 'text'),
      rows,
      place: this.place(),
    };
  }

  private blocks(blocks: readonly Block[], scope: Scope): Found {
    const out: Found = { cells: [], rows: [] };
    const add = ({ cells, rows }: Found) => {
      out.cells.push(...cells);
      out.rows.push(...rows);
    };
    for (const block of blocks) {
      if (block.kind === 'rows')
        out.cells.push(...block.rows.flat().map((cell) => this.cell(cell, scope)));
      if (block.kind === 'side') {
        out.cells.push(...block.labels.map((cell) => this.cell(cell, scope)));
        add(this.blocks(block.body, scope));
      }
      if (block.kind === 'parallel')
        for (const lane of block.lanes) add(this.blocks(lane.body, scope));
      if (block.kind !== 'loop') continue;
      const scopes = rowsOf({ ...scope, bases: basesIn(block.body) }, block.source, block.params);
      if (scopes.length === 0) add(this.blocks(block.empty, scope));
      for (const one of scopes)
        out.rows.push(this.row(block.source, block.params, one, this.blocks(block.body, one)));
    }
    return out;
  }
}

/** Fields that stand around the grid: in the title, in the line above it. */
function fieldsAround(template: TableTemplate, scope: Scope): Record<string, string> {
  const { title, lead, middle } = template;
  return Object.assign(
    {},
    ...[title, lead, middle].map((text) => readPattern(text, interpolate(text, scope.fields))),
  );
}

/** The tables of a compiled input as they would be read back. */
export function readTablesOf({ model, tables }: CompileResult): ReadTable[] {
  if (!model) throw new Error('the input does not compile');
  const { profile, budget } = model;
  const root = rootScope(budget, profile.rows);
  return [...profile.tables].flatMap(([id, template]): ReadTable[] => {
    const outer = template.schedule ? { ...root, schedule: template.schedule.key } : root;
    const { single }: Partial<RowSource> = template.each ? ROW_SOURCES[template.each] : {};
    const scopes = template.each ? rowsOf(outer, template.each, {}) : [outer];
    return scopes.map((scope, i) => {
      const sheet = template.each && !single ? `${id}-${i + 1}` : id;
      const money: MoneyStyle = template.money ?? profile.numbers.tableMoney;
      const scoped: Scope = {
        ...scope,
        filter: narrow(scope.filter, template.scope),
        fields: { ...scope.fields, 金额单位: money.unit },
      };
      const style: CellStyle = {
        numbers: profile.numbers,
        zero: template.zero ?? profile.numbers.zero,
        money,
        align: 'left',
        names: new Map(),
      };
      const { cells, rows } = new Double(template, style, sheet).table(scoped);
      const [made] = tables.get(id) ?? [];
      return {
        template,
        key: scope.key,
        fields: fieldsAround(template, scoped),
        cells,
        rows,
        empty: made?.empty !== undefined,
        unread: [],
        sheet,
      };
    });
  });
}
