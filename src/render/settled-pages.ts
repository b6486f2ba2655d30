/**
 * A body that agrees with where it lies: its contents name the pages of their targets, what is set closer
 * saves a page, and labels are divided where the pages break. Whoever lays it out tells the places.
 */
import type { Body, BodyText } from './html.js';
import type { Pages } from './html-table.js';
import { closerBy, expectedPages, type Fit, fitText, helpful, type Places } from './page-fit.js';
import { fitTables } from './table-fit.js';

export interface Settled {
  readonly text: BodyText;
  readonly places: Places;
}

/** From this layout on forms stay divided as they are; only the contents may still change. */
const SETTLED = 3;
const MOST_LAYOUTS = SETTLED + 2;

/**
 * Lays a body out until it agrees with the layout itself.
 * @param targets anchors that the contents name
 * @param layOut where a body's anchors lie
 * @returns undefined where it does not come to an end, or a target is not in it
 */
export async function settle(
  body: Body,
  targets: readonly string[],
  layOut: (text: BodyText) => Promise<Places>,
): Promise<Settled | undefined> {
  const first = await layOut(body.at(new Map()));
  if (!targets.every((target) => first.has(target))) return undefined;
  let fits = body.sheets.flatMap(({ text, tables }): Fit | Fit[] => {
    return (tables ? fitTables(tables, first) : fitText(text, first)) ?? [];
  });
  let pages: Pages = expectedPages(first, fits);
  for (let turn = 2; turn <= MOST_LAYOUTS; turn += 1) {
    const text = body.at(pages, closerBy(fits));
    const places = await layOut(text);
    const kept = turn === 2 ? helpful(fits, first, places) : fits;
    const same = (id: string) => pages.get(id) === places.get(id)?.page;
    const right = targets.every(same);
    const steady = turn >= SETTLED || (body.rows.every(same) && kept.length === fits.length);
    if (right && steady) return { text, places };
    const found = turn < SETTLED ? places.keys() : targets;
    pages = new Map([
      ...pages,
      ...[...found].map((id) => [id, places.get(id)?.page ?? 0] as const),
    ]);
    fits = kept;
  }
  return undefined;
}

/** Whether everything is printed on the page that it was taken to be on. */
export function onSamePages(taken: Places, printed: Places): boolean {
  return [...printed].every(([id, { page }]) => taken.get(id)?.page === page);
}
