/**
 * What only a browser can know of paragraphs, as it knows where their lines end, and does not see to.
 *
 * Paragraphs are set to the full width. Where a long figure or word does not fit on a line any more, the line
 * before it would be pulled apart into a row of single characters; such a line ends where it ends instead.
 * And of three lines a browser leaves one alone on the next page.
 *
 * Where marks that stay together reach into the margin, a browser prints the whole document smaller for want
 * of room, unless it is kept from counting with them.
 */

/**
 * Room between the characters of a line beyond their own widths, in em and on average, at most; within a
 * run of Latin letters and digits there is none, all of it goes to the other places.
 */
export const MOST_STRETCH = 0.25;

/** What of the browser's world the function below uses; it runs in there. */
interface Rect {
  readonly top: number;
  readonly right: number;
}
interface TextNode {
  readonly data: string;
  readonly parentNode: { insertBefore(added: unknown, before: unknown): void };
  splitText(offset: number): TextNode;
}
interface Paragraph {
  readonly textContent: string;
  getBoundingClientRect(): Rect;
  setAttribute(name: string, value: string): void;
  closest(selector: string): Sheet | null;
}
interface Sheet {
  readonly classList: { add(name: string): void };
  querySelectorAll(selector: string): Iterable<Paragraph>;
}
declare const document: {
  querySelectorAll(selector: string): Iterable<Sheet>;
  createRange(): {
    selectNodeContents(node: unknown): void;
    setStart(node: TextNode, offset: number): void;
    setEnd(node: TextNode, offset: number): void;
    getClientRects(): Iterable<Rect>;
  };
  createTreeWalker(root: unknown, what: number): { nextNode(): TextNode | null };
  createElement(name: string): unknown;
};
declare function getComputedStyle(element: unknown): { readonly fontSize: string };

/**
 * Ends the lines of paragraphs that would be stretched further than they may, keeps paragraphs of three
 * lines on one page, and the print as large as it is. It runs in the browser, where paragraphs are as wide as on paper and not stretched
 * (正文.css), and uses nothing from outside itself.
 * @param selector of the sheets; those that are laid are put in columns (`paged`, see measured-places.ts)
 * @param most see `MOST_STRETCH`
 */
export function layParagraphs(selector: string, most: number): void {
  const TEXT = 4;
  const LATIN = /[!-~]/;
  /** What leaves a line few places that it is stretched at. */
  const LONG_RUN = /[!-~]{12}/;
  const range = document.createRange();

  /** Right ends of the lines, from the top. */
  const lineEnds = (paragraph: Paragraph, em: number): number[] => {
    range.selectNodeContents(paragraph);
    const ends: number[] = [];
    let top = Number.NEGATIVE_INFINITY;
    for (const rect of range.getClientRects()) {
      if (rect.top < top + em) ends.push(Math.max(ends.pop() ?? 0, rect.right));
      else {
        ends.push(rect.right);
        top = rect.top;
      }
    }
    return ends;
  };

  /** First characters of the lines that follow one that would be stretched too far. */
  const behindStretched = (paragraph: Paragraph, em: number, full: number) => {
    const found: { node: TextNode; offset: number }[] = [];
    const walker = document.createTreeWalker(paragraph, TEXT);
    let line = { top: Number.NEGATIVE_INFINITY, right: full, gaps: 0 };
    let before = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.data.length; offset += 1) {
        // a line that was ended by hand is not stretched
        if (node.data[offset] === '\n') line.right = full;
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        const rect = [...range.getClientRects()].at(-1);
        const char = node.data[offset] ?? '';
        if (!rect || char === '\n') continue;
        if (rect.top < line.top + em) {
          const gap = char === ' ' || (LATIN.test(before) && LATIN.test(char)) ? 0 : 1;
          line = { ...line, right: Math.max(line.right, rect.right), gaps: line.gaps + gap };
        } else {
          const stretch = (full - line.right) / em / Math.max(line.gaps, 1);
          if (stretch > most) found.push({ node, offset });
          line = { top: rect.top, right: rect.right, gaps: 0 };
        }
        before = char;
      }
    }
    return found;
  };

  const sheets = [...document.querySelectorAll(`:is(${selector}):not(.paged)`)];
  for (const paragraph of sheets.flatMap((sheet) => [...sheet.querySelectorAll('p')])) {
    const { right } = paragraph.getBoundingClientRect();
    const em = Number.parseFloat(getComputedStyle(paragraph).fontSize);
    const ends = lineEnds(paragraph, em);
    if (ends.length === 3) paragraph.setAttribute('style', 'break-inside: avoid');
    if (ends.some((end) => end > right + 1)) paragraph.closest('.text')?.classList.add('apart');
    // most paragraphs need no closer look
    const short = ends.slice(0, -1).some((end) => right - end > 2 * em);
    if (!short && !LONG_RUN.test(paragraph.textContent)) continue;
    // from the end, so that what stands before keeps its place
    for (const { node, offset } of behindStretched(paragraph, em, right).reverse()) {
      const next = node.splitText(offset);
      next.parentNode.insertBefore(document.createElement('br'), next);
    }
  }
  for (const sheet of sheets) sheet.classList.add('paged');
}
