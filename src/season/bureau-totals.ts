/** The bureau's own totals: a table with a department a row and key figures as columns, .csv or .xlsx. */
import { about, type Diagnostic } from '../diagnostics.js';
import { KEY_FIGURES, type KeyFigureName } from '../model/key-figures.js';
import { Decimal, inYuan, type MoneyUnit } from '../model/money.js';
import { unitSaidIn } from '../reading/unit-said.js';
import type { Area } from '../workbook/cells.js';
import { exactNumber } from '../workbook/exact.js';
import { readGrids } from '../workbook/grids.js';
import type { BureauTotal } from './summary.js';

const DEPARTMENT = /^(部门|单位|部门名称|单位名称|部门代码|单位代码|代码|名称)$/;
/** Rows above the headings that are looked at. */
const MOST_ABOVE = 20;

/** @returns the totals, or what is wrong with the file */
export async function readBureauTotals(
  bytes: Uint8Array,
  file: string,
): Promise<{ totals: BureauTotal[] } | { problem: Diagnostic }> {
  const read = await readGrids(bytes, file);
  if ('problem' in read) return read;
  for (const { rows } of read.grids) {
    const head = rows.slice(0, MOST_ABOVE).findIndex((row) => columnsOf(row).figures.length > 0);
    if (head < 0) continue;
    const { department, figures } = columnsOf(rows[head] ?? []);
    if (department === undefined) continue;
    const above = rows.slice(0, head + 1).flat();
    const unit = above.map(({ text }) => unitSaidIn(text)).find((one) => one !== undefined);
    if (unit === undefined || unit === 'unknown')
      return failed(file, '没有写金额单位', '表头上面写一格“单位：万元”或“单位：元”');
    return {
      totals: rows.slice(head + 1).flatMap((row) => totalOf(row, department, figures, unit)),
    };
  }
  return failed(
    file,
    '没有认出表头',
    `要有“部门”一列，和下面的一列或几列：${KEY_FIGURES.join('、')}`,
  );
}

const failed = (file: string, message: string, hint: string) => ({
  problem: about(file, 'workbook-invalid', `本级总数${message}`, hint),
});

interface Column {
  readonly name: KeyFigureName;
  readonly at: number;
}

const plain = (text: string): string => text.replace(/[\s“”"'（）()]|万元|元/g, '');

function columnsOf(row: readonly Area[]): { department: number | undefined; figures: Column[] } {
  const words = row.map(({ text }) => plain(text));
  const department = words.findIndex((word) => DEPARTMENT.test(word));
  const figures = KEY_FIGURES.flatMap((name): Column[] => {
    const at = words.indexOf(plain(name));
    return at < 0 ? [] : [{ name, at }];
  });
  return { department: department < 0 ? undefined : department, figures };
}

function totalOf(
  row: readonly Area[],
  department: number,
  figures: readonly Column[],
  unit: MoneyUnit,
): BureauTotal[] {
  const name = row[department]?.text.trim() ?? '';
  if (name === '' || /^(合计|总计|小计)$/.test(name)) return [];
  const told = figures.flatMap(({ name: figure, at }) => {
    const area = row[at];
    const value = area && numberOf(area);
    if (!value) return [];
    const step = inYuan(new Decimal(10).pow(-value.decimalPlaces()), unit);
    // amounts of this trade have two decimals, also where the last is a zero that was not written
    const finest = inYuan(new Decimal('0.01'), unit);
    return [[figure, { value: inYuan(value, unit), step: Decimal.min(step, finest) }] as const];
  });
  return told.length === 0 ? [] : [{ department: name, figures: Object.fromEntries(told) }];
}

/** What a cell holds, be it a text that is a number; undefined where it is none: unknown is not zero. */
function numberOf(area: Area): Decimal | undefined {
  const exact = exactNumber(area);
  if (exact) return exact;
  const text = area.text.trim().replaceAll(',', '');
  return /^-?\d{1,20}(\.\d{1,10})?$/.test(text) ? new Decimal(text) : undefined;
}
