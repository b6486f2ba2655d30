/** The cover and the parts of the text → the sheets of a form that have room for them. */
import type { Profile } from '../forms/library.js';
import type { Block, Document, Part } from '../narrative/document.js';
import { isUnfilled } from '../prose/blanks.js';
import { areaAt, beginningIn, type SheetToRead } from '../reading/sheet.js';
import { readPattern } from '../reading/text-pattern.js';
import { coverPatterns, MOST_OF_COVER, partOf } from '../reading/text-sheets.js';
import type { Area } from '../workbook/cells.js';
import type { RowShift } from '../workbook/row-shift.js';
import type { TextWrite } from './captions.js';

export interface TextFill {
  readonly writes: readonly TextWrite[];
  /** Rows that are put in, for more paragraphs than there are rows. */
  readonly shifts: readonly RowShift[];
}

const sameText = (one: string, other: string): boolean =>
  one.replace(/\s/g, '') === other.replace(/\s/g, '');

/** @returns undefined where the sheet is no cover of the format */
export function fillCover(
  sheet: SheetToRead,
  { cover }: Pick<Profile, 'cover'>,
  document: Document,
): TextFill | undefined {
  const patterns = coverPatterns(cover);
  const lines = [...document.cover.title, ...document.cover.lines];
  const rows = sheet.grid.rows.slice(0, MOST_OF_COVER).map((_, row) => row);
  const areas = rows.flatMap((row) => beginningIn(sheet, row));
  let found = false;
  const writes = patterns.flatMap((pattern) => {
    const area = areas.find(({ text }) => readPattern(pattern, text) !== undefined);
    const text = lines.find((line) => readPattern(pattern, line) !== undefined);
    found ||= area !== undefined;
    return area && text !== undefined && !sameText(area.text, text) ? [{ area, text }] : [];
  });
  return found ? { writes, shifts: [] } : undefined;
}

/**
 * @param taken parts that other sheets have
 * @returns undefined where the sheet is no part of the text; the part that it is
 */
export function fillPart(
  sheet: SheetToRead,
  profile: Profile,
  document: Document,
): (TextFill & { readonly part: string; readonly missing: boolean }) | undefined {
  const found = partOf(sheet, profile);
  if (!found) return undefined;
  const { part, row, before } = found;
  const id = `p${profile.parts.indexOf(part) + 1}`;
  const own = document.parts.find((one) => one.id === id);
  if (!own) return { part: part.title, missing: true, writes: [], shifts: [] };
  const title = row < 0 ? [] : titleWrite(beginningIn(sheet, row)[0], own, before);
  const body = bodyOf(sheet, row + 1, linesOf(own));
  return { part: own.title, missing: false, ...body, writes: [...title, ...body.writes] };
}

function titleWrite(area: Area | undefined, { title }: Part, before: string): TextWrite[] {
  if (!area || sameText(area.text, title)) return [];
  // what stands before a fixed title is somebody's own, unless it is still the form's
  if (area.text.trim().endsWith(title) && !isUnfilled(before)) return [];
  return [{ area, text: title }];
}

/** Headings and paragraphs of a part, one a line. */
const linesOf = ({ blocks }: Part): string[] =>
  blocks.flatMap((block: Block) => {
    if (block.kind === 'heading') return [block.text];
    return block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [];
  });

/** Lines in the rows below a title, or all in the one cell that stands over them. */
function bodyOf(sheet: SheetToRead, from: number, lines: readonly string[]): TextFill {
  const { rows, numbers } = sheet.grid;
  const all = Array.from({ length: Math.max(0, rows.length - from) }, (_, i) => from + i);
  const old = all.flatMap((row) => beginningIn(sheet, row).filter(({ col }) => col === colOf(row)));
  function colOf(row: number): number | undefined {
    return beginningIn(sheet, row)[0]?.col;
  }
  const [first = areaAt(sheet, from + 1, 0)] = old;
  const blanks = /^\s*/.exec(first.text)?.[0] ?? '';
  const indented = lines.map((line) => `${blanks}${line}`);
  if (first.rowSpan > 1 || old.length < 2) {
    const text = indented.join('\n');
    const others = old.slice(1).map((area) => ({ area, text: '' }));
    return {
      writes: sameText(first.text, text) ? [] : [{ area: first, text }, ...others],
      shifts: [],
    };
  }
  const room = old.map(({ row }) => row);
  const last = room.at(-1) ?? from;
  const writes = indented.map((text, i): TextWrite => {
    const row = room[i] ?? last + 1 + i - room.length;
    return { area: { ...areaAt(sheet, row, first.col), row, col: first.col }, text };
  });
  const spare = old.slice(lines.length).map((area) => ({ area, text: '' }));
  const count = lines.length - room.length;
  const number = numbers[last] ?? last + 1;
  const shifts = count > 0 ? [{ at: number + 1, count, like: number }] : [];
  return { writes: [...writes, ...spare], shifts };
}
