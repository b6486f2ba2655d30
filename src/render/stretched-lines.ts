/**
 * Lines that would be pulled apart too far. Paragraphs are set to the full width; where a long figure or
 * word does not fit on a line any more, the line before it would be a row of single characters. Such a line
 * ends where it ends instead.
 */

/** Room between the characters of a line beyond their own widths, in em and on average, at most. */
export const MOST_STRETCH = 0.25;

/** What of the browser's world the function below uses; it runs in there. */
interface Rect {
  readonly top: number;
  readonly right: number;
  readonly height: number;
}
interface TextNode {
  readonly data: string;
  readonly parentNode: { insertBefore(added: unknown, before: unknown): void };
  splitText(offset: number): TextNode;
}
declare const document: {
  querySelectorAll(selector: string): Iterable<{ getBoundingClientRect(): Rect }>;
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
 * Ends the lines of paragraphs that would be stretched further than they may. It runs in the browser, where
 * paragraphs are as wide as on paper and not stretched (正文.css).
 * @param most see `MOST_STRETCH`
 */
export function endStretchedLines(most: number): void {
  const range = document.createRange();
  const TEXT = 4;
  for (const paragraph of document.querySelectorAll('p')) {
    const { right } = paragraph.getBoundingClientRect();
    const em = Number.parseFloat(getComputedStyle(paragraph).fontSize);
    // ends of lines; a character is at least a quarter of an em wide, so few lines are looked at closely
    range.selectNodeContents(paragraph);
    const ends: Rect[] = [];
    for (const rect of range.getClientRects()) {
      const last = ends.at(-1);
      if (last && rect.top < last.top + em) {
        ends[ends.length - 1] = {
          ...last,
          right: Math.max(last.right, rect.right),
          top: last.top,
          height: last.height,
        };
      } else ends.push({ top: rect.top, right: rect.right, height: rect.height });
    }
    if (!ends.slice(0, -1).some((end) => right - end.right > 2 * em)) continue;
    const breaks: { node: TextNode; offset: number }[] = [];
    const walker = document.createTreeWalker(paragraph, TEXT);
    let line = { top: Number.NEGATIVE_INFINITY, right: 0, length: 0, ended: true };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let offset = 0; offset < node.data.length; offset += 1) {
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        const rect = [...range.getClientRects()].at(-1);
        if (node.data[offset] === '\n') line.ended = true;
        else if (rect && rect.top > line.top + em) {
          const room = (right - line.right) / em / Math.max(line.length - 1, 1);
          if (!line.ended && room > most) breaks.push({ node, offset });
          line = { top: rect.top, right: rect.right, length: 1, ended: false };
        } else if (rect) {
          line.right = Math.max(line.right, rect.right);
          line.length += 1;
        }
      }
    }
    // from the end, so that what stands before keeps its place
    for (const { node, offset } of breaks.reverse()) {
      const next = node.splitText(offset);
      next.parentNode.insertBefore(document.createElement('br'), next);
    }
  }
}
