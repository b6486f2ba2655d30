/** How large the titles of cover and parts are set, so that they keep to a line where they can. */
import type { Cover } from '../narrative/document.js';
import { codeWidth } from './html-text.js';
import { roomOf } from './paper.js';

/** Type sizes in pt of a title: the largest, the smallest for one line, and the one when it is broken. */
interface TitleSizes {
  readonly largest: number;
  readonly smallest: number;
  readonly broken: number;
}
const COVER_SIZES: TitleSizes = { largest: 36, smallest: 22, broken: 28 };
/** Of the lines above the title, in pt. */
const ABOVE_SIZE = 14;
const PART_SIZES: TitleSizes = { largest: 18, smallest: 15, broken: 18 };

/** The size in pt at which a title keeps to one line of a text page, if it can; longer ones break evenly. */
function titleSize(title: string, { largest, smallest, broken }: TitleSizes): number {
  const fitting = Math.floor((roomOf('text') / Math.max(codeWidth(title) * RESERVE, 1)) * 2) / 2;
  return fitting < smallest ? broken : Math.min(fitting, largest);
}
/** Bold digits and letters are a little wider than half an em. */
const RESERVE = 1.02;

/** The lines of the cover's title, those of one title of one size, that of the longest; sizes in pt. */
export function coverTitle({ above = [], title }: Cover): { text: string; size: number }[] {
  const size = Math.min(...title.map((text) => titleSize(text, COVER_SIZES)));
  return [
    ...above.map((text) => ({ text, size: ABOVE_SIZE })),
    ...title.map((text) => ({ text, size })),
  ];
}

/** Of a part's title, in pt. */
export const partTitleSize = (title: string): number => titleSize(title, PART_SIZES);

/** Height of a part's label and title, in pt, as 正文.css sets them. */
export function partTitleHeight(title: string): number {
  const lines = Math.ceil((codeWidth(title) * PART_SIZES.broken) / roomOf('text'));
  return 34 + 27 * lines + 10;
}
