/** 附表: lines that a format declares, as its tables print them. */
import type { AmountUnit } from '../../input/amount.js';
import type { Tree } from '../../input/tree.js';
import type { Span } from '../../model/money.js';
import type { WrittenAs } from '../../model/row-origins.js';
import {
  codeField,
  type DeclaredField,
  isFigure,
  labelColumn,
  type ScheduleForm,
} from '../../model/schedule.js';
import type { Subjects } from '../../model/subjects.js';
import type { ReadCell, ReadRow, ReadTable, Unread } from '../../reading/read-table.js';
import { emptyMap } from './draft-tree.js';
import type { Member } from './members.js';
import { plainName } from './read-rows.js';
import { rowsBySource } from './rows-of.js';
import { amountOf, writtenValue, yuanOf } from './values.js';

/** What names in a line may stand for. */
export interface Named {
  readonly units: readonly Member[];
  /** Projects by their names, each by the word that an input has for it. */
  readonly projects: ReadonlyMap<string, string>;
  readonly subjects: Subjects;
  readonly unit: AmountUnit;
}

export interface ScheduleLines {
  readonly key: string;
  readonly lines: readonly Tree[];
  readonly place: Span | undefined;
  readonly left: readonly Unread[];
}

/** The lines of the schedule that a table is of; undefined of a table of none. */
export function scheduleLines(table: ReadTable, named: Named): ScheduleLines | undefined {
  const form = table.template.schedule;
  if (!form) return undefined;
  const rows = rowsBySource([table], '附表').flat();
  const left: Unread[] = [];
  let group = '';
  const lines = rows.flatMap((row): Tree[] => {
    if (row.total) return [];
    if (isSubtotal(form, row)) {
      group = row.fields[form.groupBy ?? ''] || row.key;
      return [];
    }
    const line = lineOf(form, row, group, named, left);
    return Object.keys(line).length === 0 ? [] : [line];
  });
  return { key: form.key, lines, place: rows[0]?.place, left };
}

/** Whether a row stands over the lines of a group: it says nothing but whose it is. */
function isSubtotal(form: ScheduleForm, { fields }: ReadRow): boolean {
  const { groupBy } = form;
  if (groupBy === undefined) return false;
  const label = labelColumn(form)?.name;
  const groups = form.columns.filter(({ name }) => name === groupBy);
  const own = new Set(groups.flatMap((column) => [column.name, codeField(column)]));
  return form.columns
    .filter((column) => !isFigure(column) && !own.has(column.name))
    .every(({ name }) => {
      const shown = (fields[name] ?? '').trim();
      return shown === '' || (name === label && shown === '小计');
    });
}

function lineOf(
  form: ScheduleForm,
  row: ReadRow,
  group: string,
  named: Named,
  left: Unread[],
): { [key: string]: Tree } {
  const out = emptyMap();
  const cells = new Map(
    row.cells.flatMap((cell): [string, ReadCell][] =>
      cell.content.kind === 'amount' ? [[cell.content.amount, cell]] : [],
    ),
  );
  for (const column of form.columns) {
    const { name } = column;
    const cell = cells.get(name);
    const shown = (cell?.text ?? row.fields[name] ?? '').trim();
    const text = shown === '' && name === form.groupBy ? group : shown;
    const code = (row.fields[codeField(column)] ?? '').trim();
    if (text === '' && code === '') continue;
    const place = cell?.place ?? row.place;
    const value = columnValue(column, { text, code, cell, place }, named);
    if (value !== undefined) out[name] = value;
    else left.push({ place, message: `“${name}”栏的“${text || code}”不知道是什么` });
  }
  return out;
}

interface Shown {
  readonly text: string;
  readonly code: string;
  readonly cell: ReadCell | undefined;
  readonly place: Span;
}

const AS: Readonly<Partial<Record<DeclaredField['kind'], WrittenAs>>> = {
  日期: 'date',
  编号: 'code',
};

function columnValue(
  { kind }: DeclaredField,
  { text, code, cell, place }: Shown,
  { units, projects, subjects, unit }: Named,
): Tree | undefined {
  switch (kind) {
    case '金额': {
      const yuan = cell?.value ?? yuanOf(text);
      return yuan && amountOf(yuan, { place, unit });
    }
    case '数量':
      return cell?.value
        ? amountOf(cell.value, { place, unit: '元' })
        : writtenValue(text, 'count', { place, unit });
    case '单位':
      if (code !== '') return code;
      return units.find((one) => one.code === text || plainName(one.name) === plainName(text))
        ?.code;
    case '项目':
      return projects.get(plainName(text)) ?? (code || text);
    case '功能科目':
    case '经济科目': {
      const all = kind === '功能科目' ? subjects.functional : subjects.economic;
      const length = kind === '功能科目' ? 7 : 5;
      const written = /\d{5,7}/.exec(code || text)?.[0];
      if (written?.length === length) return written;
      const same = [...all].filter(([own, { name }]) => own.length === length && name === text);
      return same.length === 1 ? same[0]?.[0] : undefined;
    }
    default:
      return writtenValue(text, AS[kind] ?? 'text', { place, unit });
  }
}
