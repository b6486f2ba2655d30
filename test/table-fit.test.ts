/** Tables of a sheet on few pages: what is set closer, and where it is expected then. */
import { describe, expect, it } from 'vitest';
import { expectedPages, type Place, type TableFlow } from '../src/render/page-fit.js';
import { depthOf } from '../src/render/paper.js';
import { fitTables } from '../src/render/table-fit.js';

const DEPTH = depthOf('table');

/** A table whose rows are so high at first and in closer settings. */
function table(id: string, heights: readonly number[], form = false): TableFlow {
  const settings = heights.map((height) => ({ height, header: 30, long: height > DEPTH - 80 }));
  return { start: id, end: `${id}-end`, kind: 'table', form, settings };
}
const at = (page: number, top: number): Place => ({ page, top });
const placed = (places: Record<string, Place>) => new Map(Object.entries(places));

describe('tables of a sheet', () => {
  it('stay as they are where nothing is saved', () => {
    const places = placed({ a: at(1, 0), 'a-end': at(1, 300) });
    expect(fitTables([table('a', [250, 200])], places)).toBeUndefined();
  });

  it('are set as little closer as saves the last page', () => {
    const places = placed({ a: at(1, 0), 'a-end': at(2, 100), b: at(3, 0), 'b-end': at(3, DEPTH) });
    const fit = fitTables([table('a', [720, 700, 640, 560, 500]), table('b', [640, 600])], places);
    // 70 pt without the header repeated, and a little room
    expect(fit?.closer).toEqual(new Map([['a', 2]]));
    expect(fit?.saved).toBe(1);
  });

  it('find room below one another, without the header counted as saved', () => {
    const places = placed({
      a: at(1, 0),
      'a-end': at(1, 400),
      b: at(2, 0),
      'b-end': at(2, DEPTH - 380),
      c: at(3, 0),
      'c-end': at(3, DEPTH),
    });
    const tables = [
      table('a', [350, 345, 320]),
      table('b', [300, 295, 250]),
      table('c', [640, 640, 640]),
    ];
    const fit = fitTables(tables, places);
    // 20 pt too much, and the room between: one step saves 10
    expect(fit?.closer).toEqual(
      new Map([
        ['a', 2],
        ['b', 2],
      ]),
    );
    expect(Object.fromEntries(expectedPages(places, fit ? [fit] : []))).toEqual({
      a: 1,
      'a-end': 1,
      b: 1,
      'b-end': 1,
      c: 2,
      'c-end': 2,
    });
  });

  it('leaves a form on its page that fills it well', () => {
    const places = placed({
      a: at(1, 0),
      'a-end': at(1, 400),
      b: at(2, 0),
      'b-end': at(2, DEPTH - 370),
    });
    const heights = [400, 300, 250];
    expect(fitTables([table('a', heights), table('b', heights)], places)?.saved).toBe(1);
    const filled = placed({ ...Object.fromEntries(places), 'b-end': at(2, 400) });
    expect(
      fitTables([table('a', heights, true), table('b', heights, true)], filled),
    ).toBeUndefined();
  });
});
