/** Row source of 附表: the lines that an input writes as the format declares them, below their subtotals. */
import { grouped } from '../grouped.js';
import type { Figure } from './money.js';
import type { Params } from './quantities.js';
import {
  fieldsOfColumn,
  labelColumn,
  linesOfUnits,
  type ScheduleForm,
  type ScheduleLine,
  scheduleFields,
  scheduleTotals,
} from './schedule.js';
import { type RowSource, row, type Scope } from './scope.js';

/** The texts of a row that stands over several lines: counts as they are added up, else nothing. */
function headTexts(form: ScheduleForm, totals: Record<string, Figure>): Record<string, string> {
  const blank = Object.fromEntries(scheduleFields(form).map((name) => [name, '']));
  const counts = form.columns.filter(({ kind, summed }) => kind === '数量' && summed);
  return {
    ...blank,
    ...Object.fromEntries(counts.map(({ name }) => [name, totals[name]?.value.toString() ?? ''])),
  };
}

/** A row over several lines. */
function headRow(
  scope: Scope,
  form: ScheduleForm,
  lines: readonly ScheduleLine[],
  texts: Record<string, string>,
  more: Pick<Scope, 'level' | 'key'>,
): Scope {
  const totals = scheduleTotals(form, lines);
  return row(
    scope,
    { ...headTexts(form, totals), ...texts },
    { ...more, amounts: { ...scope.amounts, ...totals } },
  );
}

const lineRow = (scope: Scope, { texts, amounts, key }: ScheduleLine, level: number): Scope =>
  row(scope, { ...texts }, { level, key, amounts: { ...scope.amounts, ...amounts } });

/** Lines in the order in which they are written, those of one group together below its subtotal. */
function scheduleRows(scope: Scope, params: Params): Scope[] {
  const schedule = scope.budget.schedules.get(String(params.项 ?? scope.schedule ?? ''));
  if (!schedule) return [];
  const { form } = schedule;
  const lines = linesOfUnits(schedule, scope.filter.units);
  const { groupBy } = form;
  if (groupBy === undefined) return lines.map((line) => lineRow(scope, line, 0));
  const label = labelColumn(form)?.name ?? '';
  const named = form.columns.filter(({ name }) => name === groupBy).flatMap(fieldsOfColumn);
  return [...grouped(lines, ({ texts }) => texts[groupBy] ?? '')].flatMap(([name, own]) => {
    const first = own[0]?.texts ?? {};
    const texts = {
      ...(label === groupBy ? {} : { [label]: '小计' }),
      ...Object.fromEntries(named.map((field) => [field, first[field] ?? ''])),
    };
    return [
      headRow(scope, form, own, texts, { level: 0, key: name }),
      ...own.map((line) => lineRow(scope, line, 1)),
    ];
  });
}

/**
 * The total of the schedule that the table around is of; none where it has no line.
 * @param name what the total is called
 */
export function scheduleTotal(scope: Scope, name: string): Scope[] {
  const schedule = scope.budget.schedules.get(scope.schedule ?? '');
  const lines = schedule ? linesOfUnits(schedule, scope.filter.units) : [];
  if (!schedule || lines.length === 0) return [];
  const label = labelColumn(schedule.form)?.name;
  const texts: Record<string, string> = label === undefined ? {} : { [label]: name };
  const named = row(scope, { 名称: name });
  return [headRow(named, schedule.form, lines, texts, { level: -1, key: '' })];
}

export const SCHEDULE_SOURCES = {
  附表: {
    meaning:
      '表的“附表”所要的各行，照输入写的次序，有“小计”的分组；合计 是各行之和。字段和金额是“栏”里写的。语句里写明是哪一张：{{#逐 "附表" 项="新增资产配置"}}',
    keyed: true,
    fields: [],
    rows: scheduleRows,
  },
} as const satisfies Record<string, RowSource>;
