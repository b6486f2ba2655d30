/** Cells that a protected sheet lets nobody change. */
import { addressOf } from '../workbook/cells.js';
import { cutSheet } from '../workbook/sheet-parts.js';

/**
 * @param sheet XML of a worksheet
 * @param styles XML of the workbook's styles
 * @returns whether the cell at an address is locked
 */
export function lockedCells(sheet: string, styles: string): (address: string) => boolean {
  const protection = /<sheetProtection\b[^>]*>/.exec(sheet)?.[0];
  if (protection === undefined || !/\ssheet="(?:1|true)"/.test(protection)) return () => false;
  const open = openStyles(styles);
  const unlocked = new Set(
    cutSheet(sheet).rows.flatMap(({ number, cells }) =>
      cells.filter(({ style }) => open.has(style)).map(({ col }) => addressOf(number, col)),
    ),
  );
  return (address) => !unlocked.has(address);
}

/** Styles of cells that stay open on a protected sheet. */
function openStyles(styles: string): ReadonlySet<string> {
  const all = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? '';
  const each = all.match(/<xf\b[^>]*?(?:\/>|>[\s\S]*?<\/xf>)/g) ?? [];
  return new Set(
    each.flatMap((xf, i) =>
      /<protection\b[^>]*\slocked="(?:0|false)"/.test(xf) ? [String(i)] : [],
    ),
  );
}
