/** What the templates of a format ask of an input, by name: a part that nothing asks for is not printed. */
import { type Asked, askNothing } from './asked-names.js';
import type { Profile } from './library.js';
import { fieldsNamed } from './style.js';
import type { QuantityRef, TableTemplate } from './template.js';
import { columnsIn, formCells, leafColumns, rowSourcesIn } from './walk.js';

export { type Asked, askNothing };

/** Adds what the tables, the charts and the cover of a format ask for. */
export function askedByTables(profile: Profile, asked: Asked): void {
  for (const table of profile.tables.values()) askedByTable(table, asked);
  for (const chart of profile.charts.values()) {
    if (chart.kind === 'shares') {
      asked.rows.add(chart.source);
      for (const one of [chart.quantity, chart.whole]) addQuantity(one, asked);
    } else {
      for (const { quantity } of chart.series) addQuantity(quantity, asked);
      if (chart.parts) {
        asked.rows.add(chart.parts.source);
        addQuantity(chart.parts.quantity, asked);
      }
      for (const { basis } of chart.categories) asked.bases.add(basis);
    }
  }
  const { cover, closing, packageName } = profile;
  for (const text of [...cover.title, ...cover.lines, ...closing, packageName])
    addPlaces(text, asked);
}

function askedByTable(table: TableTemplate, asked: Asked): void {
  const { layout, title, name, number, lead, middle, preface, notes, emptyNote } = table;
  const columns = layout.kind === 'list' ? layout.columns : [];
  for (const source of rowSourcesIn(table)) asked.rows.add(source);
  for (const { label } of columnsIn(columns)) addPlaces(label, asked);
  for (const text of [title, name, number, lead, middle, preface, ...notes, emptyNote])
    addPlaces(text, asked);
  const cells =
    layout.kind === 'cells' ? formCells(layout) : leafColumns(columns).map(({ cell }) => cell);
  for (const { content } of cells) {
    if (content.kind === 'text') addPlaces(content.text, asked);
    if (content.kind === 'boxes') asked.fields.add(content.field);
    if (content.kind !== 'quantity') continue;
    addQuantity(content.quantity, asked);
    if (content.against !== undefined) asked.bases.add(content.against);
    const { ratio } = content;
    if (ratio?.kind === 'share')
      for (const one of [ratio.whole, ...ratio.parts]) addQuantity(one, asked);
  }
}

function addQuantity({ name, params }: QuantityRef, asked: Asked): void {
  asked.quantities.add(name);
  if (params.口径 !== undefined) asked.bases.add(params.口径);
}

/** The fields that the `{字段}` places of a text name. */
function addPlaces(text: string, asked: Asked): void {
  for (const name of fieldsNamed(text)) asked.fields.add(name);
}
