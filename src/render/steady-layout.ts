/**
 * A body that agrees with its own layout: its contents name the pages of their targets, what is set closer
 * saves a page, and labels are divided where the pages break.
 */
import type { Body, BodyText } from './html.js';
import type { Pages } from './html-table.js';
import { closerBy, expectedPages, type Fit, fitText, helpful, type Layout } from './page-fit.js';
import { fitTables } from './table-fit.js';

export interface SteadyLayout {
  readonly text: BodyText;
  readonly layout: Layout;
  /**
   * Anchors beside those that the contents name: where they are printed on the pages that this layout has
   * them on, all that depends on pages is right.
   */
  readonly witnesses: readonly string[];
}

/** From this layout on forms stay divided as they are; only the contents may still change. */
const FORMS_STAY = 3;
const MOST_LAYOUTS = FORMS_STAY + 2;

/**
 * Lays a body out until it agrees with the layout.
 * @param targets anchors that the contents name
 * @param layOut finds where a body's anchors lie
 * @returns undefined where it does not come to an end, or a target is not in it
 */
export async function layOutSteadily(
  body: Body,
  targets: readonly string[],
  layOut: (text: BodyText) => Promise<Layout>,
): Promise<SteadyLayout | undefined> {
  const { places: first } = await layOut(body.at(new Map()));
  if (!targets.every((target) => first.has(target))) return undefined;
  let fits = body.sheets.flatMap(({ text, tables }): Fit | Fit[] => {
    return (tables ? fitTables(tables, first) : fitText(text, first)) ?? [];
  });
  let pages: Pages = expectedPages(first, fits);
  for (let turn = 2; turn <= MOST_LAYOUTS; turn += 1) {
    const text = body.at(pages, closerBy(fits));
    const layout = await layOut(text);
    const { places } = layout;
    const kept = turn === 2 ? helpful(fits, first, places) : fits;
    const same = (id: string) => pages.get(id) === places.get(id)?.page;
    const right = targets.every(same);
    const steady = turn >= FORMS_STAY || (body.rows.every(same) && kept.length === fits.length);
    if (right && steady) {
      const closer = fits.flatMap(({ start, end }) => [start, end]);
      return { text, layout, witnesses: [...closer, ...besideBreaks(body.rows, layout)] };
    }
    const found = turn < FORMS_STAY ? places.keys() : targets;
    pages = new Map([
      ...pages,
      ...[...found].map((id) => [id, places.get(id)?.page ?? 0] as const),
    ]);
    fits = kept;
  }
  return undefined;
}

/** The first and the last of some rows on each page. As no row stands before the row above it, they vouch for all. */
function besideBreaks(rows: readonly string[], { places }: Layout): string[] {
  const page = (row: string | undefined) => row && places.get(row)?.page;
  return rows.filter((row, index) => {
    return page(row) !== page(rows[index - 1]) || page(row) !== page(rows[index + 1]);
  });
}

/** Whether as many pages were printed as were laid out, and each anchor on the page that it was laid out on. */
export function isPrintedAs(laidOut: Layout, printed: Layout): boolean {
  return (
    printed.pages === laidOut.pages &&
    [...printed.places].every(([id, { page }]) => laidOut.places.get(id)?.page === page)
  );
}
