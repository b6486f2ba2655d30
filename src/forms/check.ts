/** What a table template must satisfy as a whole: each place names only what is in force there. */
import { suggestion } from '../input/issues.js';
import type { ScheduleForm } from '../model/schedule.js';
import { commonNames, type Env, enterSource, namesWithin, titleFields } from './names.js';
import { fieldProblems, literalProblems } from './places.js';
import type { Spot } from './spot.js';
import type {
  CellLayout,
  CellTemplate,
  Column,
  Layout,
  ListLayout,
  TableTemplate,
} from './template.js';
import { listFields, NONE, type TableInput } from './template-schema.js';
import { blocksIn, cellsOf, columnsIn, leadingTexts, leafColumns } from './walk.js';

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

/**
 * Reports what is wrong with the texts around a table's grid.
 * @param spot of the map that they stand in
 */
export function checkCaptions(captions: Captions, each: Each, spot: Spot): void {
  const fields = titleFields(each);
  for (const key of TEXTS) spot.below(key).reportAll(fieldProblems(captions[key] ?? '', fields));
  for (const [i, note] of captions.注?.entries() ?? [])
    spot.below('注', i).reportAll(fieldProblems(note, fields));
  spot.below('合计名').reportAll(literalProblems(captions.合计名 ?? ''));
}

/**
 * Reports what is wrong with how the lines of a list are laid out, where a table's file or a change of it
 * says so; a table that is laid out cell by cell has its own cells for it.
 * @param spot of the map that it stands in
 */
export function checkListLayout(
  written: Pick<TableInput, keyof typeof listFields>,
  layout: Layout,
  spot: Spot,
): void {
  if (layout.kind === 'cells') {
    const hint = '逐格写的表，在“表头”“表体”里写这样的格';
    for (const key of Object.keys(listFields) as (keyof typeof listFields)[])
      if (written[key] !== undefined)
        spot.below(key).reportKey(`“${key}”要同“列”“行源”一起写`, hint);
    return;
  }
  const 栏次 = written.栏次;
  if (栏次 === undefined) return;
  const { 字, 列 } = typeof 栏次 === 'string' ? { 字: 栏次 } : 栏次;
  spot.below('栏次').reportAll(literalProblems(字));
  const columns = leafColumns(layout.columns);
  const most = columns.length - 1;
  if (列 !== undefined && 列 > most)
    spot.below('栏次', '列').report(`“${字}”占了 ${列} 栏，右边没有要编号的栏了`, `最多写 ${most}`);
  if (typeof 栏次 === 'string' && 栏次 !== NONE && leadingTexts(columns) > most)
    spot.below('栏次').report('各栏都是文字，没有要编号的栏', '请用“列”写明前面的字跨几栏');
}

/**
 * Reports fields, amounts and row sources that a layout names where they are not in force.
 * @param root of the file, or of the profile, that the layout's paths begin in
 * @param own 附表 of the table
 */
export function checkLayout(
  layout: Layout,
  each: Each,
  root: Spot,
  own: ScheduleForm | undefined,
): void {
  const outer = around(each);
  const checkSource = (name: string, within: readonly string[], spot: Spot) => {
    const { problem } = enterSource(namesWithin(within, own), name);
    if (problem) spot.reportAll([problem]);
  };
  if (each !== undefined) checkSource(each, [], root.below('逐'));
  if (layout.kind === 'list') {
    for (const { source, path } of layout.sources) checkSource(source, outer, root.below(...path));
    checkColumns(layout.columns, namesInList(layout, each, own), root);
    return;
  }
  for (const { block, within } of blocksIn(layout.body, outer))
    if (block.kind === 'loop') checkSource(block.source, within, root.below(...block.path, '逐'));
  for (const { cell, env } of cellsNamed(layout, each, own)) checkCell(cell, env, root);
}

/** All cells of a form with the names in force where each stands. */
export function cellsNamed(
  { header, body }: CellLayout,
  each: Each,
  own: ScheduleForm | undefined,
): { cell: CellTemplate; env: Env }[] {
  const outer = around(each);
  const named = (cells: readonly CellTemplate[], within: readonly string[]) => {
    const env = namesWithin(within, own);
    return cells.map((cell) => ({ cell, env }));
  };
  return [
    ...named(header.flat(), outer),
    ...blocksIn(body, outer).flatMap(({ block, within }) => named(cellsOf(block), within)),
  ];
}

/** Names that the columns of a list may use. */
export function namesInList(
  { sources }: ListLayout,
  each: Each,
  own: ScheduleForm | undefined,
): Env {
  const outer = around(each);
  const inside = sources.map(({ source }) => namesWithin([...outer, source], own));
  return commonNames(inside, namesWithin(outer, own));
}

/** Reports what columns name that is not in force in the rows of their list. */
export function checkColumns(columns: readonly Column[], env: Env, root: Spot): void {
  for (const column of columnsIn(columns)) {
    root.below(...column.path, '名').reportAll(fieldProblems(column.label, env.fields));
    if (column.kind === 'leaf') checkCell(column.cell, env, root);
  }
}

function checkCell({ content, path }: CellTemplate, env: Env, root: Spot): void {
  const checkAmount = (key: string, name: string) => {
    if (env.amounts?.includes(name) !== false) return;
    const hint = suggestion(name, env.amounts, '金额');
    root.below(...path, key).report(`这一行没有“${name}”这个金额`, hint);
  };
  switch (content.kind) {
    case 'text':
      root.below(...path, '文').reportAll(fieldProblems(content.text, env.fields));
      break;
    case 'amount':
      checkAmount('额', content.amount);
      if (content.ratio?.kind === 'rate') checkAmount('率', content.ratio.whole);
      break;
    case 'boxes': {
      if (env.fields?.includes(content.field) !== false) break;
      const hint = suggestion(content.field, env.fields, '字段');
      root.below(...path, '选').report(`没有“${content.field}”这个字段`, hint);
    }
  }
}
