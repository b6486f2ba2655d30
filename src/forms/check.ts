/** What a table template must satisfy as a whole: each place names only what is in force there. */
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import { commonNames, type Env, enterSource, namesWithin, titleFields } from './names.js';
import { type Complain, complainOf, fieldProblems, literalProblems } from './places.js';
import type {
  CellLayout,
  CellTemplate,
  Column,
  Layout,
  ListLayout,
  TableTemplate,
} from './template.js';
import type { TableInput } from './template-schema.js';
import { blocksIn, cellsOf, columnsIn } from './walk.js';

type Each = TableTemplate['each'];
/** Row sources around the whole of a table. */
const around = (each: Each) => (each === undefined ? [] : [each]);

/** Texts around a grid that may name fields. */
const TEXTS = [
  '名称',
  '标题',
  '印号',
  '年度行',
  '部门行',
  '单位行',
  '前文',
  '空表',
] as const satisfies readonly (keyof TableInput)[];
type Captions = {
  readonly [K in (typeof TEXTS)[number] | '注' | '合计名']?: TableInput[K] | undefined;
};

/** Reports what is wrong with the texts around a table's grid. */
export function checkCaptions(
  captions: Captions,
  each: string | undefined,
  report: Complain,
): void {
  const fields = titleFields(each);
  const check = (text: string, path: Path) => complainOf(report, path, fieldProblems(text, fields));
  for (const key of TEXTS) check(captions[key] ?? '', [key]);
  captions.注?.forEach((note, i) => {
    check(note, ['注', i]);
  });
  complainOf(report, ['合计名'], literalProblems(captions.合计名 ?? ''));
}

/** Reports fields, amounts and row sources that a layout names where they are not in force. */
export function checkLayout(layout: Layout, each: Each, report: Complain): void {
  const checkSource = (name: string, within: readonly string[], path: Path) => {
    const { problem } = enterSource(namesWithin(within), name);
    if (problem) report(path, problem.message, problem.hint);
  };
  const outer = around(each);
  if (each !== undefined) checkSource(each, [], ['逐']);
  if (layout.kind === 'list') {
    for (const { source, path } of layout.sources) checkSource(source, outer, path);
    checkColumns(layout.columns, namesInList(layout, each), report);
    return;
  }
  for (const { block, within } of blocksIn(layout.body, outer))
    if (block.kind === 'loop') checkSource(block.source, within, [...block.path, '逐']);
  for (const { cell, env } of namedCells(layout, each)) checkCell(cell, env, report);
}

/** All cells of a form with the names in force where each stands. */
export function namedCells(
  { header, body }: CellLayout,
  each: Each,
): { cell: CellTemplate; env: Env }[] {
  const outer = around(each);
  const named = (cells: readonly CellTemplate[], within: readonly string[]) => {
    const env = namesWithin(within);
    return cells.map((cell) => ({ cell, env }));
  };
  return [
    ...named(header.flat(), outer),
    ...blocksIn(body, outer).flatMap(({ block, within }) => named(cellsOf(block), within)),
  ];
}

/** Names that the columns of a list may use. */
export function namesInList({ sources }: ListLayout, each: Each): Env {
  const outer = around(each);
  const inside = sources.map(({ source }) => namesWithin([...outer, source]));
  return commonNames(inside, namesWithin(outer));
}

/** Reports what columns name that is not in force in the rows of their list. */
export function checkColumns(columns: readonly Column[], env: Env, report: Complain): void {
  for (const column of columnsIn(columns)) {
    const problems = fieldProblems(column.label, env.fields);
    complainOf(report, [...column.path, '名'], problems);
    if (column.kind === 'leaf') checkCell(column.cell, env, report);
  }
}

function checkCell({ content, path }: CellTemplate, env: Env, report: Complain): void {
  const checkAmount = (key: string, name: string) => {
    if (env.amounts?.includes(name) !== false) return;
    const hint = suggestion(name, env.amounts, '金额');
    report([...path, key], `这一行没有“${name}”这个金额`, hint);
  };
  switch (content.kind) {
    case 'text':
      complainOf(report, [...path, '文'], fieldProblems(content.text, env.fields));
      break;
    case 'amount':
      checkAmount('额', content.amount);
      if (content.ratio?.kind === 'rate') checkAmount('率', content.ratio.whole);
      break;
    case 'boxes':
      if (env.fields?.includes(content.field) === false) {
        const hint = suggestion(content.field, env.fields, '字段');
        report([...path, '选'], `没有“${content.field}”这个字段`, hint);
      }
  }
}
