/**
 * Every row of every workbook has the height that its text takes, measured anew from what is written: columns in
 * pixels as Excel draws them, lines broken character by character, 宋体 with digits of half an em.
 */
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../src/render/xlsx.js';
import { placeOf } from '../src/workbook/cells.js';
import { type ReadSheet, readXlsx } from './helpers/read-xlsx.js';
import { cell, table, text } from './helpers/sample-tables.js';
import { META } from './helpers/sample-workbook.js';
import { EXAMPLES } from './helpers/table-rules.js';
import { compiled, compileExample } from './helpers/world.js';

/** Pixels of a digit of 宋体 10, the default font; and what a cell keeps free of its width, an indent takes. */
const DIGIT = 7;
const FREE = 5;
const INDENT = 9;
/** Pixels a point. */
const PIXELS = 96 / 72;
/** Of the type size: LibreOffice with Noto, the highest lines of the programs (Excel with 宋体: 1.2). */
const LINE = 1.448;
const AIR = 6;
const NOT_FIRST = '，。、；：？！％…—·”’）》〉】〕］｝」』,.;:?!%)]}';
const NOT_LAST = '“‘（《〈【〔［｛「『([{';

const isWord = (char: string): boolean => /[!-~]/.test(char);
const emsOf = (char: string): number => ((char.codePointAt(0) as number) < 0x100 ? 0.5 : 1);

/** Lines of a text in a width of ems: each as full as may be, a word longer than a line is cut. */
function linesOf(shown: string, ems: number): number {
  let lines = 0;
  for (const paragraph of shown.split('\n')) {
    const chars = [...paragraph];
    let start = 0;
    do {
      let end = start;
      let width = 0;
      while (end < chars.length && width + emsOf(chars[end] as string) <= ems + 1e-9)
        width += emsOf(chars[end++] as string);
      const full = Math.max(end, start + 1);
      end = full;
      const mayBreak = (at: number) => {
        const [before, after] = [chars[at - 1] as string, chars[at] as string];
        return (
          !(isWord(before) && isWord(after)) &&
          !NOT_FIRST.includes(after) &&
          !NOT_LAST.includes(before)
        );
      };
      while (end < chars.length && end > start && !mayBreak(end)) end--;
      start = end > start ? end : full;
      lines++;
    } while (start < chars.length);
  }
  return lines;
}

interface Room {
  readonly where: string;
  readonly top: number;
  readonly bottom: number;
  readonly lines: number;
  readonly size: number;
  /** Points of its rows together. */
  readonly height: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function roomsOf(sheet: ReadSheet): Room[] {
  const ends = new Map(sheet.merges.map((range) => range.split(':') as [string, string]));
  return [...sheet.cells.values()].flatMap(({ ref, text: shown, style }) => {
    const [from, to] = [placeOf(ref), placeOf(ends.get(ref) ?? ref)];
    if (!from || !to || shown === '') return [];
    const wide = sumOf(
      sheet.widths.slice(from.col, to.col + 1).map((width) => Math.trunc(width * DIGIT)),
    );
    const pixels = wide - FREE - Number(style.alignment.indent ?? 0) * INDENT;
    const wraps = style.alignment.wrapText === '1';
    const lines = wraps ? linesOf(shown, pixels / (style.size * PIXELS)) : 1;
    const height = sumOf(sheet.heights.slice(from.row + 1, to.row + 2));
    const where = `${sheet.name}!${ref}`;
    return [{ where, top: from.row + 1, bottom: to.row + 1, lines, size: style.size, height }];
  });
}

const cutOff = (rooms: readonly Room[]): string[] =>
  rooms
    .filter(({ lines, size, height }) => height < lines * size * LINE - 0.05)
    .map(({ where, lines, height }) => `${where}：${lines} 行，高 ${height}`);

/** Rows that no text accounts for, with one line more than it has. */
function tooHigh({ name, heights }: ReadSheet, rooms: readonly Room[]): string[] {
  const explained = new Set<number>();
  for (const { top, bottom, lines, size, height } of rooms) {
    const most = (lines + 1) * size * LINE + AIR * (bottom - top + 1);
    for (let row = top; row <= bottom; row++) if (height <= most) explained.add(row);
  }
  return heights.flatMap((height, row) =>
    height <= 21 || explained.has(row) ? [] : [`${name}!${row}：高 ${height}`],
  );
}

describe.each(EXAMPLES)('the rows of %s', (file) => {
  it('hold their lines, and no more than one line besides', async () => {
    const { tables } = compiled(compileExample(file));
    const { sheets } = readXlsx(await renderXlsx(tables, META));
    let wrapped = 0;
    for (const sheet of sheets) {
      const rooms = roomsOf(sheet);
      expect(cutOff(rooms)).toEqual([]);
      expect(tooHigh(sheet, rooms)).toEqual([]);
      wrapped += rooms.filter(({ lines }) => lines > 1).length;
    }
    expect(wrapped).toBeGreaterThan(0);
  });
});

describe('the measure', () => {
  it.each([
    ['一二三四五', 5, 1],
    ['一二三四五六', 5, 2],
    ['一二三四五。', 5, 2],
    ['一二三四12345', 5, 2],
    ['一二三四（五）', 5, 2],
    ['x'.repeat(25), 5, 3],
    ['一\n\n二', 5, 3],
  ])('breaks %s', (shown, ems, lines) => {
    expect(linesOf(shown, ems)).toBe(lines);
  });

  it('finds text that is cut off, and a row too high', async () => {
    const words = table({ id: 'a', cells: [cell(0, 0, text('经济信息化'.repeat(60)))] });
    const [sheet] = readXlsx(await renderXlsx([words], META)).sheets as [ReadSheet];
    const with_ = (factor: number) => {
      const other = { ...sheet, heights: sheet.heights.map((height) => height * factor) };
      return { other, rooms: roomsOf(other) };
    };
    expect(cutOff(with_(0.7).rooms)).toHaveLength(2);
    const high = with_(2);
    expect(tooHigh(high.other, high.rooms).length).toBeGreaterThan(0);
  });
});

it('columns are measured in digits of 宋体 10, in every program', async () => {
  const words = table({ id: 'a', cells: [cell(0, 0, text('甲'))] });
  const styles = readXlsx(await renderXlsx([words], META)).parts.get('xl/styles.xml') ?? '';
  const [, first] = /<fonts[^>]*>(<font>.*?<\/font>)/.exec(styles) ?? [];
  expect(first).toContain('<sz val="10"/>');
  expect(first).toContain('<name val="宋体"/>');
  expect(styles).not.toContain('Calibri');
});
