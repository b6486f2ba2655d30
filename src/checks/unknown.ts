/** Columns whose figures are all unknown: the form asks more finely than another year is written. */

import { cellNames } from '../forms/cell-names.js';
import type { TableTemplate } from '../forms/template.js';
import { grouped } from '../grouped.js';
import { type Cell, type Table, whyBlank } from '../tables/table.js';
import type { Finding, Rule } from './rule.js';
import { nameOf } from './sums.js';

/** The figure cells of all tables of a template, column by column. */
function columnsOf(tables: readonly Table[]): readonly (readonly Cell[])[] {
  const cells = tables.flatMap(({ cells }) => cells.filter(({ name }) => name !== undefined));
  return [...grouped(cells, ({ name, col }) => name?.column || String(col)).values()];
}

/** Of the year itself by the government's classification: 表内-06 tells what is missing, and where. */
function isOwnGovernment({ asked, filter }: NonNullable<Cell['name']>): boolean {
  if (!('params' in asked)) return false;
  const { 口径, 政府经济科目 } = asked.params;
  return (口径 ?? '本年') === '本年' && (政府经济科目 ?? filter.government) !== undefined;
}

function unknownColumns(template: TableTemplate, tables: readonly Table[]): Finding[] {
  const [table] = tables;
  if (!table) return [];
  return columnsOf(tables).flatMap((column): Finding[] => {
    const [first] = column;
    const why = first && whyBlank(first.content);
    const name = first?.name;
    if (name && isOwnGovernment(name)) return [];
    if (!why || !name || !column.every(({ content }) => whyBlank(content))) return [];
    const asked = cellNames(template).find(
      (one) => one.row === name.row && one.column === name.column,
    );
    const basis = 'params' in name.asked ? (name.asked.params.口径 ?? '') : '';
    const words = name.column.replaceAll('/', '—') || name.row;
    const message = `${nameOf(table)}的“${words}”一栏的数都不知道：${why}`;
    const hint = `请把“${basis}”写得这样细（可以写它的输入文件名），或在格式里去掉这一栏`;
    return [{ span: template.placeOf(asked?.cell.path ?? []), message, hint }];
  });
}

export const unknownFigures: Rule = {
  id: '表内-05',
  code: 'template-invalid',
  severity: '错误',
  holds: '表里要上年、年初预算、全年预算的栏，那一口径的数写得同这一栏一样细',
  source: '不知道的数不印成零',
  run: ({ profile, tables }) =>
    [...profile.tables].flatMap(([id, template]) =>
      unknownColumns(template, tables.get(id) ?? []).map((one) => ({ ...one, table: id })),
    ),
};
