/** Tables of a format that ask for what its kind of package can never have. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Path } from '../input/source.js';
import type { Params } from '../model/quantities.js';
import type { PackageName } from '../model/terms.js';
import { cellsNamed } from './check.js';
import {
  fieldKindProblem,
  quantityKindProblem,
  rowsKindProblem,
  sourceKindProblem,
} from './kinds.js';
import type { Problem } from './places.js';
import { fieldsNamed } from './style.js';
import type { CellTemplate, QuantityRef, TableTemplate } from './template.js';
import { blocksIn, columnsIn, leafColumns, listSources } from './walk.js';

/** A cell with the row sources that it stands in. */
interface Standing {
  readonly cell: CellTemplate;
  readonly within: readonly string[];
}

function cellsOf({ layout, each, schedule }: TableTemplate): Standing[] {
  if (layout.kind === 'cells')
    return cellsNamed(layout, each, schedule).map(({ cell, env }) => ({
      cell,
      within: env.sources,
    }));
  const within = [
    ...(each === undefined ? [] : [each]),
    ...layout.sources.map((one) => one.source),
  ];
  return leafColumns(layout.columns).map(({ cell }) => ({ cell, within }));
}

/** Every problem of a table, each at its place in the table or in the profile that put it there. */
export function tableKindProblems(table: TableTemplate, kind: PackageName): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (path: Path, problem: Problem | undefined) => {
    if (!problem) return;
    found.push(at(table.placeOf(path), 'template-invalid', problem.message, problem.hint));
  };
  const addRows = (path: Path, params: Params) => {
    const problem = rowsKindProblem(params, kind);
    if (problem) add([...path, problem.key], problem);
  };
  const addQuantity = (path: Path, { name, params }: QuantityRef) => {
    const problem = quantityKindProblem(name, params, kind);
    if (problem) add([...path, problem.key], problem);
  };
  const { layout, each, scope } = table;
  if (each !== undefined) add(['逐'], sourceKindProblem(each, kind));
  addRows(['范围'], scope);
  for (const { path, source, params } of listSources(layout)) {
    add(path, sourceKindProblem(source, kind));
    addRows(path, params);
  }
  for (const { block } of layout.kind === 'cells' ? blocksIn(layout.body) : []) {
    if (block.kind !== 'loop') continue;
    add([...block.path, '逐'], sourceKindProblem(block.source, kind));
    addRows(block.path, block.params);
  }
  for (const { cell, within } of cellsOf(table)) {
    const { content, path } = cell;
    if (content.kind === 'text')
      for (const name of fieldsNamed(content.text))
        add([...path, '文'], fieldKindProblem(name, within, kind));
    if (content.kind !== 'quantity') continue;
    addQuantity(path, content.quantity);
    const { ratio } = content;
    if (ratio?.kind !== 'share') continue;
    addQuantity([...path, '占'], ratio.whole);
    for (const [i, part] of ratio.parts.entries()) addQuantity([...path, '配平', i], part);
  }
  const around = each === undefined ? [] : [each];
  const columns = layout.kind === 'list' ? columnsIn(layout.columns) : [];
  const texts: readonly (readonly [Path, string])[] = [
    ...columns.map(({ path, label }) => [[...path, '名'], label] as const),
    [['标题'], table.title],
    [['名称'], table.name],
    [['部门行'], table.lead],
    [['年度行'], table.middle],
    [['前文'], table.preface],
    [['空表'], table.emptyNote],
    ...table.notes.map((note, i) => [['注', i], note] as const),
  ];
  for (const [path, text] of texts)
    for (const name of fieldsNamed(text)) add(path, fieldKindProblem(name, around, kind));
  return found;
}
