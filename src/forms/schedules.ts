/** 附表 of a format as a whole: each declared once, and what asks for one asks for a column that there is. */
import { suggestion } from '../input/issues.js';
import { figureColumn, figureItems, type ScheduleForm } from '../model/schedule.js';
import { SCHEDULE } from './names.js';
import type { Problem } from './places.js';
import type { Spot } from './spot.js';
import type { CellTemplate, QuantityRef, TableTemplate } from './template.js';
import { formCells, leafColumns } from './walk.js';

type Forms = ReadonlyMap<string, ScheduleForm>;
type Tables = ReadonlyMap<string, TableTemplate>;

/** The 附表 that the tables of a format ask of the input, by their keys. */
export const schedulesOf = (tables: Tables): Forms =>
  new Map(
    [...tables.values()].flatMap(({ schedule }) => (schedule ? [[schedule.key, schedule]] : [])),
  );

/** What is wrong with the 项 of a reference to a column of a 附表; undefined where nothing is. */
export function scheduleItemProblem(
  written: string | readonly string[] | undefined,
  forms: Forms,
): Problem | undefined {
  const item = written === undefined ? undefined : String(written);
  const found = item === undefined ? undefined : figureColumn(item, forms);
  if (found?.column.summed) return undefined;
  const known = figureItems(forms);
  if (found) {
    const message = `“${item}”不相加（合计: 否），没有合计`;
    return { message, hint: `可用的项：${known.join('、')}` };
  }
  const hint = suggestion(item ?? '', known, '项');
  if (item === undefined) return { message: '“附表”要写“项”：哪一张附表的哪一栏', hint };
  const message = `没有“${item}”这个附表的金额或数量`;
  return { message, hint: hint || '格式的表里没有写“附表”，见格式指南' };
}

/**
 * Reports 附表 that two tables declare, tables that declare one and do not print it, and cells that ask for
 * columns that no 附表 has.
 * @param spotOf where a path of a table's template is written
 */
export function checkSchedules(
  tables: Tables,
  spotOf: (id: string, path: CellTemplate['path']) => Spot,
): void {
  const forms = schedulesOf(tables);
  for (const [id, template] of tables) {
    const { schedule } = template;
    const [first] = [...tables].find(([, other]) => other.schedule?.key === schedule?.key) ?? [];
    if (schedule && first !== undefined && first !== id)
      spotOf(id, ['附表']).reportKey(
        `附表“${schedule.key}”已经由表“${first}”说明`,
        '请写不同的“键”',
      );
    for (const { ref, path } of referencesIn(template)) {
      if (ref.name !== SCHEDULE) continue;
      const problem = scheduleItemProblem(ref.params.项, forms);
      if (problem) spotOf(id, path).reportAll([problem]);
    }
  }
}

/** The quantities that the cells of a table ask for, each with where it is written. */
function referencesIn({
  layout,
}: TableTemplate): { ref: QuantityRef; path: CellTemplate['path'] }[] {
  const cells =
    layout.kind === 'cells'
      ? formCells(layout)
      : leafColumns(layout.columns).map(({ cell }) => cell);
  return cells.flatMap(({ content, path }) => {
    if (content.kind !== 'quantity') return [];
    const own = { ref: content.quantity, path: [...path, '项'] };
    if (content.ratio?.kind !== 'share') return [own];
    const { whole, parts } = content.ratio;
    return [
      own,
      { ref: whole, path: [...path, '占'] },
      ...parts.map((ref, i) => ({ ref, path: [...path, '配平', i] })),
    ];
  });
}
