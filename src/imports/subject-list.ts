/**
 * An official list of subjects, as a bureau of finance hands it out → subjects. Columns are found by their
 * headings: 科目编码 in one column, or 类, 款, 项 in three, whole or the last digits only; 科目名称; 说明.
 */

import { type Area, addressOf } from '../workbook/cells.js';
import type { Grid } from '../workbook/grids.js';

/** 收入分类 is not asked of departments. */
export const LISTED = ['功能分类', '经济分类', '政府经济分类'] as const;
export type Listed = (typeof LISTED)[number];
/** First digit and lengths of the codes of each. */
const SHAPES: Readonly<
  Record<Listed, { readonly first: string; readonly lengths: readonly number[] }>
> = {
  功能分类: { first: '2', lengths: [3, 5, 7] },
  经济分类: { first: '3', lengths: [3, 5] },
  政府经济分类: { first: '5', lengths: [3, 5] },
};
/** 政府收支分类: what is received. */
const INCOME = '1';

export interface ListedSubject {
  readonly table: Listed;
  readonly code: string;
  readonly name: string;
  readonly definition: string | undefined;
  /** 清单.xlsx › 支出功能分类 › A12 */
  readonly place: string;
}

/** A row that is no subject, and why. */
export interface Unread {
  readonly place: string;
  readonly message: string;
}

export interface SubjectList {
  readonly subjects: readonly ListedSubject[];
  readonly unread: readonly Unread[];
  /** Sheets without the headings of such a list. */
  readonly others: readonly string[];
  /** Rows of 收入分类. */
  readonly income: number;
}

/** Where the columns of a list are, and the row behind its headings. */
interface Columns {
  readonly from: number;
  /** One column with whole codes, or those of 类, 款 and 项. */
  readonly codes: readonly number[];
  readonly name: number;
  readonly definition: number | undefined;
}

/** A heading stands among the first rows of a sheet. */
const FIRST_ROWS = 40;
/** Rows that the headings of columns take. */
const HEADING_ROWS = 3;

const plain = ({ text }: Area): string => text.normalize('NFKC').replace(/\s+/g, '');

// 科目编码, 支出功能分类科目编码, 部门经济分类科目名称
const CODE = /^(?:\p{Script=Han}{0,14}科目)?(?:编码|代码|编号)$/u;
const NAME = /^(?:\p{Script=Han}{0,14}科目)?名称$|^科目$/u;
const DEFINITION = /^(?:科目)?(?:使用)?(?:说明|解释|核算内容|注释)$/;
/** A row that is of no subject. */
const TOTAL = /^(?:合计|总计|小计|共计)$/;
const LEVELS = ['类', '款', '项'] as const;

/** @param file as the command line named it */
export function readSubjectList(grids: readonly Grid[], file: string): SubjectList {
  const subjects: ListedSubject[] = [];
  const unread: Unread[] = [];
  const others: string[] = [];
  let income = 0;
  for (const grid of grids) {
    if (grid.rows.every((row) => row.every((area) => plain(area) === ''))) continue;
    const columns = columnsOf(grid);
    const sheet = [file, grid.name].filter((one) => one !== '').join(' › ');
    if (columns.length === 0) others.push(sheet);
    for (const one of columns) {
      const found = readRows(grid, one, sheet);
      subjects.push(...found.subjects);
      unread.push(...found.unread);
      income += found.income;
    }
  }
  const told = once(subjects);
  return { ...told, unread: [...unread, ...told.unread], others, income };
}

/**
 * The headings of a list: the first row that has them, with the rows below it where they take several. Two
 * classifications may stand side by side, each with a name of its own.
 */
function columnsOf({ rows }: Grid): readonly Columns[] {
  for (let r = 0; r < Math.min(rows.length, FIRST_ROWS); r++) {
    const top = (rows[r] ?? []).map(plain);
    // a merged heading covers several places
    const names = top.flatMap((heading, col) =>
      isHeading(heading, NAME) && rows[r]?.[col]?.col === col ? [col] : [],
    );
    const found = names.flatMap((name, i): Columns[] => {
      // what stands between the names before and behind it may be headed for it
      const [start, end] = [(names[i - 1] ?? -1) + 1, names[i + 1] ?? Number.POSITIVE_INFINITY];
      const before = (col: number) => col >= start && col < name;
      const around = (col: number) => col >= start && col < end;
      const find = (pattern: RegExp, within: (col: number) => boolean) =>
        top.findIndex((heading, col) => within(col) && isHeading(heading, pattern));
      const definition = find(DEFINITION, (col) => col > name && around(col));
      const common = { name, definition: definition < 0 ? undefined : definition };
      for (let below = 0; below < HEADING_ROWS; below++) {
        const codes = levelsIn(rows[r + below] ?? [], around);
        if (codes.length > 1) return [{ ...common, from: r + below + 1, codes }];
      }
      const [left, any] = [find(CODE, before), find(CODE, around)];
      const code = left < 0 ? any : left;
      return code < 0 ? [] : [{ ...common, from: r + 1, codes: [code] }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** A heading, but not that of what a subject was before. */
const isHeading = (text: string, pattern: RegExp): boolean =>
  pattern.test(text) && !/^[原旧]/.test(text);

/** Columns that are headed 类, 款 and 项, as many as there are in this order. */
function levelsIn(row: readonly Area[], within: (col: number) => boolean): number[] {
  const found: number[] = [];
  for (const level of LEVELS) {
    const col = row.findIndex(
      (area, c) => within(c) && plain(area) === level && c > (found.at(-1) ?? -1),
    );
    if (col < 0) break;
    found.push(col);
  }
  return found;
}

interface Found {
  readonly subjects: readonly ListedSubject[];
  readonly unread: readonly Unread[];
  readonly income: number;
}

function readRows(
  { rows, numbers }: Grid,
  { from, codes, name, definition }: Columns,
  sheet: string,
): Found {
  const subjects: ListedSubject[] = [];
  const unread: Unread[] = [];
  let income = 0;
  let above = '';
  for (let r = from; r < rows.length; r++) {
    const row = rows[r] ?? [];
    const cells = codes.map((col) => row[col]);
    const written = cells.map((area) => (area ? digitsOf(area) : ''));
    const title = nameOf(row[name]);
    const place = `${sheet} › ${addressOf(numbers[r] ?? r + 1, codes[0] ?? 0)}`;
    if (written.every((one) => one === '') && !/[\p{L}\p{N}]/u.test(title)) continue;
    if ([title, ...written].some((one) => TOTAL.test(one))) continue;
    // a heading that stands again on each page, and its second row
    if (NAME.test(title) || LEVELS.some((level) => written.includes(level))) continue;
    const wrong = (message: string) => void unread.push({ place, message });
    const code = codes.length === 1 ? (written[0] ?? '') : joined(written, above);
    if (code === undefined) wrong(`“${title}”写了下级的编码，它的上级没有编码`);
    else if (code === '') wrong(`“${title}”没有编码`);
    else if (!/^\d+$/.test(code))
      wrong(`编码“${written.filter((one) => one).join(' ')}”不全是数字`);
    else if (code.startsWith(INCOME)) income++;
    else {
      const table = LISTED.find((one) => code.startsWith(SHAPES[one].first));
      if (!table || !SHAPES[table].lengths.includes(code.length))
        wrong(
          `编码“${code}”不是科目的编码：功能分类以 2 开头，3、5、7 位；经济分类以 3、5 开头，3、5 位`,
        );
      else if (title === '') wrong(`${code} 没有名称`);
      else if (/[〔〕｜]/.test(title)) wrong(`${code} 的名称“${title}”里有不能用的符号`);
      else {
        const words = definition === undefined ? '' : wordsOf(row[definition]);
        subjects.push({ table, code, name: title, definition: words || undefined, place });
      }
    }
    if (code !== undefined && /^\d+$/.test(code)) above = code;
  }
  return { subjects, unread, income };
}

/**
 * The whole code of 类, 款 and 项 of which a row may have the last digits only.
 * @param above the code of the row before
 * @returns undefined where neither the row nor the one before says what a level is below
 */
function joined(written: readonly string[], above: string): string | undefined {
  const last = written.findLastIndex((one) => one !== '');
  let code = '';
  for (const [level, one] of written.slice(0, last + 1).entries()) {
    const end = 3 + 2 * level;
    // a whole code in the column of its level
    if (one.length === end && level > 0) code = one;
    else {
      const part = one === '' ? above.slice(end - (level === 0 ? 3 : 2), end) : one;
      // a level that is not there makes a 款 of a 项; a later one may be written whole
      if (part === '' && !written.slice(level + 1).some(isWhole(level + 1))) return undefined;
      code += /^\d+$/.test(part) ? part.padStart(level === 0 ? 3 : 2, '0') : part;
    }
  }
  return code;
}

/** Whether a code stands in the column of its level as a whole. @param first level of the first */
const isWhole =
  (first: number) =>
  (one: string, i: number): boolean =>
    one.length === 3 + 2 * (first + i);

/** A code as it is meant: 201 01 02 and 201-01-02 without what parts it; a number without what its format adds. */
function digitsOf(area: Area): string {
  const { amount } = area;
  if (amount?.value.isInteger()) return amount.value.toFixed(0);
  const text = plain(area);
  return text.replace(/[-.·—–]/g, '');
}

/** A name by the signs that the dictionary has: no blanks, full-width brackets. */
function nameOf(area: Area | undefined): string {
  return (area?.text ?? '').replace(/\s+/g, '').replaceAll('(', '（').replaceAll(')', '）');
}

const wordsOf = (area: Area | undefined): string => (area?.text ?? '').replace(/\s+/g, '');

/** Each subject once; one that is listed again by another name is told. */
function once(all: readonly ListedSubject[]): Pick<SubjectList, 'subjects' | 'unread'> {
  const subjects = new Map<string, ListedSubject>();
  const unread: Unread[] = [];
  for (const one of all) {
    const before = subjects.get(one.code);
    if (!before) subjects.set(one.code, one);
    else if (before.name !== one.name)
      unread.push({
        place: one.place,
        message: `${one.code} 又写成“${one.name}”，前面（${before.place}）是“${before.name}”`,
      });
  }
  return { subjects: [...subjects.values()], unread };
}
