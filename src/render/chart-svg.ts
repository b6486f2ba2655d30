/** The chart library's SVG as it goes into a page. */

/** What only a page with a mouse needs, or what the page's own style decides. */
const NEEDLESS = / (?:class|pointer-events|baseProfile|version|xmlns:xlink|ecmeta_\w+)="[^"]*"/g;
const FONT_FAMILY = /font-family:[^;"]*;?/g;
/** Areas that only catch the mouse. */
const UNSEEN =
  /<(path|rect)\b(?=[^>]* fill="none"(?![^>]* stroke=)|[^>]* fill-opacity="0"[^>]* stroke-width="0")[^>]*><\/\1>\n?/g;
const STYLE_ELEMENT = /<style\b[\s\S]*?<\/style>\n?/g;

/**
 * Takes off styles and whatever serves a mouse, so that text has the page's typeface, and counts ids
 * anew after the prefix: the library counts on through a process. Text can't be mistaken for a tag,
 * as the library escapes it.
 */
export function tidySvg(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  const rename = (id: string): string => {
    const name = names.get(id) ?? `${prefix}-${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return svg
    .replace(STYLE_ELEMENT, '')
    .replace(UNSEEN, '')
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag
        .replace(NEEDLESS, '')
        .replace(FONT_FAMILY, '')
        .replace(/ id="([^"]*)"/g, (_, id) => ` id="${rename(id)}"`)
        .replace(/url\(#([^)]*)\)/g, (_, id) => `url(#${rename(id)})`),
    );
}
