/** What is told of a workbook that is read all the same: macros, formulas that failed or that other files feed. */
import { about, at, type Diagnostic, type Severity } from '../diagnostics.js';
import type { Span } from '../model/money.js';
import { type Area, addressOf, placeOf } from './cells.js';
import { cyclesIn, type FormulaCell } from './cycles.js';

/** A sheet as far as its remarks need it. */
export interface FormulaSheet {
  readonly name: string;
  readonly rows: readonly (readonly Area[])[];
  /** Number of each row in the file, from 1. */
  readonly numbers: readonly number[];
  /** Text of each formula by its address; empty where it is that of another cell, moved. */
  readonly formulas: ReadonlyMap<string, string>;
}

/** Another workbook, as files have it: [1]表!A1, '[2]表 一'!A1. */
const OTHER_BOOK = /\[\d+\][^[\]+*/(),;&=<>!]*!/;
const MACROS = '这是带宏的工作簿：只读了格子，宏没有读取，也没有运行';

/**
 * @param macros whether the workbook has any
 * @returns a message for each kind and sheet, at the first cell
 */
export function remarksOn(
  file: string,
  macros: boolean,
  sheets: readonly FormulaSheet[],
): Diagnostic[] {
  const remark = (
    sheet: string,
    [first, ...more]: readonly string[],
    message: string,
    hint: string,
    severity: Severity,
  ): Diagnostic[] => {
    if (first === undefined) return [];
    const told = `${message}${others(first, more)}`;
    return [at(placeOfCell(file, sheet, first), 'workbook-cells', told, hint, severity)];
  };
  const ofSheets = sheets.flatMap((sheet) => {
    const { name, formulas } = sheet;
    const failed = failedIn(sheet);
    const linked = [...formulas].flatMap(([address, text]) =>
      OTHER_BOOK.test(text) ? [address] : [],
    );
    const error = failed[0]?.error ?? '';
    return [
      ...remark(
        name,
        failed.map(({ address }) => address),
        `公式出错，格子里是 ${error}`,
        '请改好公式再保存；不要了的请删去',
        '警告',
      ),
      ...remark(
        name,
        linked,
        '公式引用别的工作簿，用的是上次保存时的数',
        '请核对这些数；以后不变的，请复制后“选择性粘贴—数值”',
        '提示',
      ),
    ];
  });
  const cells = sheets.flatMap(({ name, formulas }) =>
    [...formulas].map(([address, formula]): FormulaCell => ({ sheet: name, address, formula })),
  );
  const cyclic = cyclesIn(cells).flatMap((cycle) => {
    const [first] = cycle;
    if (!first) return [];
    const told = [...cycle, first].map(({ address }) => address);
    const way = told.length > MOST_TOLD ? [...told.slice(0, MOST_TOLD), '……'] : told;
    const message = `公式循环引用（${way.join(' → ')}），存下的数不可信`;
    return remark(first.sheet, [first.address], message, '请改好公式，重算后再保存', '警告');
  });
  const ofMacros = { ...about(file, 'workbook-cells', MACROS), severity: '提示' } as const;
  return [...(macros ? [ofMacros] : []), ...ofSheets, ...cyclic];
}

/** Cells whose formulas failed, with what they show. */
function failedIn({ rows, numbers }: FormulaSheet): { address: string; error: string }[] {
  return rows.flatMap((row, r) =>
    row.flatMap(({ error, row: top, col }, c) =>
      error !== undefined && top === r && col === c
        ? [{ address: addressOf(numbers[r] ?? r + 1, c), error }]
        : [],
    ),
  );
}

/** More cells than these are counted. */
const MOST_TOLD = 6;

/** `（D12、D15，共 2 处）`; nothing where there is but one. */
function others(first: string, more: readonly string[]): string {
  if (more.length === 0) return '';
  const told = [first, ...more].slice(0, MOST_TOLD);
  const rest = more.length + 1 > told.length ? ' 等' : '';
  return `（${told.join('、')}${rest}，共 ${more.length + 1} 处）`;
}

/** Place of a cell in a workbook that no text stands for: its row and column as line and column. */
export function placeOfCell(file: string, sheet: string, address: string): Span {
  const { row, col } = placeOf(address);
  return { file, cell: { sheet, address }, line: row + 1, column: col + 1, start: 0, end: 0 };
}
