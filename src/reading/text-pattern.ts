/** A text of a template with {字段} places, read backwards: what a cell says where the places are. */

/** A field; `below` where nothing but the end of a line parts it from the field before. */
interface Field {
  readonly field: string;
  readonly below: boolean;
}
type Piece = Field | { readonly words: string };

const PLACE = /\{([^{}]+)\}/g;
/** Blanks make no difference, nor whether a character is full-width. */
function same(char: string): string {
  let found = comparedAs.get(char);
  if (found === undefined) {
    found = char.normalize('NFKC').replace(/\s/g, '');
    if (comparedAs.size >= MOST_CHARS) comparedAs.clear();
    comparedAs.set(char, found);
  }
  return found;
}
const comparedAs = new Map<string, string>();
const MOST_CHARS = 20_000;
const plain = (text: string): string => [...text].map(same).join('');

/** The fixed words and the fields of a text, in their order. */
function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of template.matchAll(PLACE)) {
    const words = template.slice(from, found.index);
    const below = from > 0 && words.trim() === '' && words.includes('\n');
    pieces.push({ words }, { field: found[1] ?? '', below });
    from = found.index + found[0].length;
  }
  pieces.push({ words: template.slice(from) });
  return pieces.filter((piece) => 'field' in piece || plain(piece.words) !== '');
}

const known = new Map<string, readonly Piece[]>();
function pieces(template: string): readonly Piece[] {
  const found = known.get(template) ?? piecesOf(template);
  known.set(template, found);
  return found;
}

/** Whether a text of a template has fields. */
export const hasFields = (template: string): boolean => template.includes('{');

/** The words of a text that stand whatever its fields say. */
export const fixedWords = (template: string): string =>
  pieces(template)
    .map((piece) => ('words' in piece ? piece.words : ''))
    .join('');

/** Fields that can be told from what stands beside them: a number, what is in brackets. */
const SHAPES: readonly (readonly [RegExp, RegExp])[] = [
  [/序号$/, /^\d{0,3}/],
  [/注$/, /^(?:[（(][^（）()]*[）)])?/],
];

/** What fields say that nothing parts; none of them, where it cannot be told which says what. */
function share(names: readonly string[], text: string): Record<string, string> {
  const out: Record<string, string> = {};
  let rest = text;
  const left = names.filter((name, i) => {
    const shape = SHAPES.find(([called]) => called.test(name))?.[1];
    // what comes behind one that can be anything is a part of it
    const before = names.slice(0, i).every((one) => one in out);
    if (!shape || !before || names.length === 1) return true;
    const said = shape.exec(rest)?.[0] ?? '';
    out[name] = said;
    rest = rest.slice(said.length).trim();
    return false;
  });
  const [only] = left;
  if (left.length > 1 && rest !== '') return out;
  for (const name of left) out[name] = name === only ? rest : '';
  return left.length === 0 && rest !== '' ? {} : out;
}

/** What fields say that no words part: of those on lines of their own the last have the last line. */
function touching(fields: readonly Field[], text: string): Record<string, string> {
  const names = fields.map(({ field }) => field);
  const last = fields.findLastIndex(({ below }) => below);
  if (last < 1) return share(names, text);
  const end = text.lastIndexOf('\n');
  const [above, below] = [text.slice(0, Math.max(0, end)).trim(), text.slice(end + 1).trim()];
  return { ...share(names.slice(0, last), above), ...share(names.slice(last), below) };
}

/**
 * What a text says of a template's fields: the words between them must be there, in their order.
 * @returns undefined where they are not; of fields that nothing parts none is told, if there is anything
 */
export function readPattern(template: string, text: string): Record<string, string> | undefined {
  const chars = [...text];
  // what stands for each character when it is compared, and where it begins in the text
  let compared = '';
  const origin: number[] = [];
  chars.forEach((char, i) => {
    for (const one of same(char)) {
      compared += one;
      for (let k = 0; k < one.length; k++) origin.push(i);
    }
  });
  const all = pieces(template);
  const fields: Record<string, string> = {};
  let at = 0;
  let open: Field[] = [];
  const close = (end: number) => {
    const from = origin[at] ?? chars.length;
    const to = end > at ? (origin[end - 1] ?? 0) + 1 : from;
    Object.assign(fields, touching(open, chars.slice(from, to).join('').trim()));
    open = [];
  };
  for (const [i, piece] of all.entries()) {
    if ('field' in piece) {
      open.push(piece);
      continue;
    }
    const words = plain(piece.words);
    const last = i === all.length - 1;
    const found =
      open.length === 0
        ? compared.startsWith(words, at)
          ? at
          : -1
        : last
          ? compared.endsWith(words)
            ? compared.length - words.length
            : -1
          : compared.indexOf(words, at);
    if (found < at) return undefined;
    close(found);
    at = found + words.length;
  }
  if (open.length > 0) close(compared.length);
  else if (at < compared.length) return undefined;
  return fields;
}
