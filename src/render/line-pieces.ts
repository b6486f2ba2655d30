/** Where the lines of a text may break, beyond what the browser knows: figures stay whole, addresses come apart. */
import { sumBy } from 'es-toolkit/math/sumBy';

/** A stretch of text. */
export interface LinePiece {
  readonly text: string;
  /** No line breaks within it. */
  readonly whole: boolean;
  /** A line may break behind it, though the browser sees no reason for it. */
  readonly cut: boolean;
}

/** Greatest width of a whole in em: the line that it does not fit on any more is pulled apart by as much. */
const WIDEST = 9;

const DIGITS = '[0-9０-９]+(?:[.,．，][0-9０-９]+)*[％%‰℃]?';
const SIGN = String.raw`[+＋\-−－±≥≤＞＜><=≈~￥¥$]?`;
const NUMBER = `${SIGN}${DIGITS}`;
/** Between the ends of a range, the factors of a product, the parts of a date. */
const BETWEEN = '(?:[-‐–—−~～／/×:]|——|至)';
/** A multiple and a unit; any character behind a number counts as its unit, so that none is forgotten. */
const UNIT = String.raw`(?:[百千万亿]*(?:个百分点|百分点|平方公里|平方米|立方米|公里|公斤|千瓦时|人次|户次|辆次|小时|分钟|美元|港元|欧元|日元|[台辆件]（套）|\p{Script=Han})(?:[/／]\p{Script=Han})?)`;
const SPACE = '[ \u00a0]?';
const FIGURE = `(?:第${SPACE})?${NUMBER}(?:${SPACE}${UNIT}?${BETWEEN}${NUMBER})*(?:${SPACE}${UNIT})?`;
const ORDINAL = String.raw`第[〇零一二三四五六七八九十百]+\p{Script=Han}`;
/**
 * The number of an item within a text, with the first character of the item. An opening bracket stays
 * outside: no line ends with one, and squeezed against what stands before it belongs to the same stretch.
 */
const MARK = String.raw`(?:(?<=^|[\n。；：，、])(?:[0-9０-９]{1,2}[.．、)）]|[①-⑳])|(?<=(?:^|[\n。；：，、])[（(])[0-9０-９一二三四五六七八九十]{1,3}[）)])[^\s0-9０-９]`;
/** An address, or another run of Latin characters. */
const RUN = '[A-Za-z][!-~]{11,}';
const PIECE = new RegExp(`(?<run>${RUN})|${MARK}|${ORDINAL}|${FIGURE}`, 'gu');
const FIRST_END = new RegExp(`(?<=[0-9０-９％%‰℃\\p{Script=Han}]${BETWEEN})(?=${NUMBER})`, 'u');
const FIRST_NUMBER = new RegExp(`^(?:第${SPACE})?${NUMBER}`, 'u');

/** Behind these characters of a run a line may break, but not before them. */
const SEAM = /(?<=[/.?&=\-_:;,#%+@])(?![/.?&=\-_:;,#%+@])/;
/** Letters of a word that stay together, and of a longer one before and behind the first and last cut. */
const LONGEST_WORD = 12;
const LEAST_LETTERS = 2;

/**
 * A text in pieces by where its lines may break: a number stays with its sign, its unit and the other
 * end of its range, 第 with its number, an item's number with the item; a run of Latin characters comes
 * apart at the seams of an address. The pieces one after the other are the text.
 * @param room greatest width in em of what stays whole, such as that of a narrow column; where a figure is
 * wider it parts between the ends of its range, else before its unit, else between its digits
 */
export function linePieces(text: string, room = WIDEST): LinePiece[] {
  const widest = Math.min(room, WIDEST);
  const pieces: LinePiece[] = [];
  let end = 0;
  for (const { 0: found, index, groups } of text.matchAll(PIECE)) {
    if (index > end) pieces.push(before(text.slice(end, index)));
    if (groups?.run === undefined) pieces.push(...wholes(found, widest));
    else pieces.push(...found.split(SEAM).flatMap(word));
    end = index + found.length;
  }
  if (end < text.length) pieces.push(plain(text.slice(end)));
  return pieces;
}

/** Width of a text in em, with room to spare: digits of some typefaces are wider than half an em. */
export function pieceWidth(text: string): number {
  return sumBy([...text], (char) => ((char.codePointAt(0) ?? 0) < 0x2000 ? 0.6 : 1));
}

const plain = (text: string): LinePiece => ({ text, whole: false, cut: false });

/**
 * Text before a whole. A line may break behind its last comma or bracket, and the browser must be told:
 * it trims punctuation at the end of a line, and where such a mark ends a stretch of text that does not
 * fit on a line it moves all of it to the next one.
 */
const before = (text: string): LinePiece => ({ text, whole: false, cut: CLOSING.test(text) });
const CLOSING = /[，。、；：！？）》”’】〕〉」』]$/;

function wholes(figure: string, widest: number): LinePiece[] {
  if (pieceWidth(figure) <= widest) return [{ text: figure, whole: true, cut: false }];
  const behind = figure.search(FIRST_END);
  const seam = behind > 0 ? behind : (FIRST_NUMBER.exec(figure)?.[0].length ?? 0);
  if (seam === 0 || seam === figure.length) return letters(figure);
  return [figure.slice(0, seam), figure.slice(seam)].flatMap((part) => wholes(part, widest));
}

/** A word of an address; one that is too long for any line breaks where it must. */
function word(text: string): LinePiece[] {
  return text.length > LONGEST_WORD ? letters(text) : [{ text, whole: false, cut: true }];
}

function letters(text: string): LinePiece[] {
  const chars = [...text];
  return chars.map((char, index) => {
    const inside = index + 1 >= LEAST_LETTERS && index + 1 <= chars.length - LEAST_LETTERS;
    return { text: char, whole: false, cut: inside };
  });
}
