/**
 * Slips of the keyboard that YAML takes for something else: blanks that are none to it, rows pasted from a
 * workbook. Each is told once, where it stands, with the line as it should be.
 */
import { CST, Lexer } from 'yaml';
import type { SyntaxProblem } from './syntax.js';
import { clip, LIMITS } from './tree.js';

/** Blanks that are no white space to YAML. */
const WIDE = '[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]';
/** What only a file with such a slip, or a very long one, holds. */
const SUSPICIOUS = new RegExp(`${WIDE}|\\S\\t+\\S`);
/** Bytes from which a file may hold more than may be written. */
const LONG = LIMITS.nodes;
const MOST = 20;

export interface Slip extends SyntaxProblem {
  readonly lineStart: number;
  /** Where the parser has recovered from it: what it complains of before is of this slip. */
  readonly until: number;
  /** Text that may be meant as it stands, unless the parser complains of it. */
  readonly harmless: boolean;
}

export interface Slips {
  readonly slips: readonly Slip[];
  /** The file is too long to be parsed. */
  readonly tooMuch?: SyntaxProblem;
}

interface Plain {
  readonly source: string;
  readonly start: number;
  /** Nothing but blanks and dashes stand before it on its line. */
  readonly first: boolean;
  /** Behind `{` or `,`. */
  readonly inFlow: boolean;
  readonly isKey: boolean;
}

/** Looks through the words of a text as the parser cuts them; quoted text and blocks of prose are let alone. */
export function slipsIn(text: string): Slips {
  if (!SUSPICIOUS.test(text) && text.length < LONG) return { slips: [] };
  const slips: Slip[] = [];
  let offset = 0;
  let first = true; // nothing but blanks and dashes so far on this line
  let [written, aliases] = [0, 0];
  let header = false; // the next scalar is a block of prose
  let before = ''; // the mark before, blanks aside
  let plain: Omit<Plain, 'isKey'> | undefined; // waits for what follows it
  let marker = false;
  for (const source of new Lexer().lex(text)) {
    const type = marker ? 'scalar' : CST.tokenType(source);
    marker = !marker && source === CST.SCALAR;
    if (marker || source === CST.DOCUMENT || source === CST.FLOW_END) continue;
    const start = offset;
    offset += source.length;
    if (plain && type !== 'space' && type !== 'newline' && type !== 'comment') {
      if (slips.length < MOST)
        slips.push(...ofPlain({ ...plain, isKey: type === 'map-value-ind' }, text));
      plain = undefined;
    }
    if (type === 'alias') aliases++;
    if (type === 'scalar' || type === 'alias' || type?.endsWith('quoted-scalar')) written++;
    if (type === 'map-value-ind') written--;
    if (aliases > LIMITS.aliases || written > LIMITS.nodes)
      return { slips: [], tooMuch: tooMuch(start, aliases > LIMITS.aliases) };
    if (type === 'scalar' && !header) {
      plain = { source, start, first, inFlow: before === '{' || before === ',' };
    }
    if (type === 'block-scalar-header') header = true;
    else if (type === 'scalar') header = false;
    if (type === 'newline' || source.includes('\n')) first = true;
    else if (type !== 'space' && type !== 'seq-item-ind') first = false;
    if (type !== 'space' && type !== 'newline' && type !== 'comment') before = source;
  }
  if (plain) slips.push(...ofPlain({ ...plain, isKey: false }, text));
  return { slips };
}

function tooMuch(start: number, ofAliases: boolean): SyntaxProblem {
  const [most, what] = ofAliases ? [LIMITS.aliases, '处别名（*）'] : [LIMITS.nodes, '项'];
  const message = `内容过多：写了超过 ${most} ${what}`;
  return { start, end: start + 1, code: 'yaml-alias', message, hint: '请检查是不是误贴了别的内容' };
}

const LEAD = new RegExp(`^([ ]*)(${WIDE}[ ]*)+`);
const COLON = new RegExp(`^[ ]*[^\\s:：，。；“]{1,20}:(${WIDE}+)`);

/** The slips of plain text, which may go on for several lines. */
function ofPlain(plain: Plain, text: string): Slip[] {
  const { source, start, first, inFlow, isKey } = plain;
  if (!SUSPICIOUS.test(source)) return [];
  const out: Slip[] = [];
  const lines = source.split('\n');
  const end = start + source.length;
  let at = start;
  lines.forEach((line, i) => {
    const alone = i > 0 || first;
    const last = i === lines.length - 1;
    // a line of prose may look like a key
    const goesOn = i > 0 && !(last && isKey);
    const add = (from: number, to: number, message: string, hint: string, harmless: boolean) =>
      out.push({
        start: at + from,
        end: at + to,
        code: 'yaml-syntax',
        message,
        hint,
        lineStart: text.lastIndexOf('\n', at - 1) + 1,
        until: Math.max(end, blockEnd(text, at)),
        harmless,
      });
    const lead = alone ? LEAD.exec(line)?.[0] : undefined;
    const rest = line.slice(lead?.length ?? 0);
    const colon = alone || inFlow ? COLON.exec(line.slice(lead?.length ?? 0)) : undefined;
    if (lead && (/^- |^[^\s:：，。；]{1,20}:(\s|$)/.test(rest) || colon || (last && isKey))) {
      const wide = lead.search(/[^ ]/);
      const message = `行首用了${blankName(lead[wide] ?? '')}`;
      add(
        wide,
        lead.trimEnd().length || lead.length,
        message,
        `请改用半角空格：“${aligned(text, at, lead)}”`,
        goesOn && !rest.startsWith('- '),
      );
    } else if (colon?.[1] && !(last && isKey)) {
      const from = line.indexOf(colon[1], line.indexOf(':'));
      const message = `冒号后面用了${blankName(colon[1])}`;
      const mended = line.trim().replace(colon[1], ' ');
      add(from, from + colon[1].length, message, `请改用半角空格：“${clip(mended)}”`, !inFlow);
    } else if (alone && /\S\t+\S/.test(line)) {
      const cells = line
        .trim()
        .split(/\t+/)
        .map((cell) => cell.trim());
      const row = pastedRow(cells);
      if (row) {
        const from = line.search(/\S/);
        const message = '这一行像是从表格里粘贴来的，各格之间是制表符（Tab）';
        add(from, line.trimEnd().length, message, `请写成“${row}”的样子`, false);
      }
    }
    at += line.length + 1;
  });
  return out;
}

/** `30101 工资 1000` as the file should have it; undefined where no amount stands at the end. */
function pastedRow(cells: readonly string[]): string | undefined {
  const [name = ''] = cells;
  const amount = (cells.at(-1) ?? '').replaceAll(',', '');
  if (cells.length < 2 || !/^-?\d+(\.\d+)?$/.test(amount)) return undefined;
  const key = /^["'“]?(\w+)["'”]?:?$/.exec(name)?.[1];
  return key === undefined ? `${clip(name)}: ${amount}` : `"${clip(key)}": ${amount}`;
}

function blankName(blank: string): string {
  const code = blank.codePointAt(0) ?? 0;
  if (code === 0x3000) return '全角空格';
  if (code === 0xa0) return '不间断空格（U+00A0，多是从网页或 Word 复制来的）';
  return `特殊的空格（U+${code.toString(16).toUpperCase().padStart(4, '0')}）`;
}

/** A line with the blanks before it that the lines around it call for. */
function aligned(text: string, at: number, lead: string): string {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const to = text.indexOf('\n', at);
  const whole = text.slice(from, to < 0 ? text.length : to);
  const rest = whole.slice(whole.indexOf(lead) + lead.length).trimEnd();
  const before = text
    .slice(Math.max(0, from - 2000), from)
    .split('\n')
    .filter((one) => one.trim() !== '');
  const behind =
    to < 0
      ? []
      : text
          .slice(to + 1, to + 2000)
          .split('\n')
          .filter((one) => one.trim() !== '');
  const blanks = whole.slice(0, whole.indexOf(lead) + lead.length);
  const wide = blanks.replaceAll(' ', '').length;
  const counts = [blanks.length, blanks.length + wide, blanks.length - wide];
  const previous = before.at(-1) ?? '';
  const wanted = [
    contentColumn(behind[0] ?? ''),
    contentColumn(previous),
    contentColumn(previous) + 2,
  ];
  const dash = contentColumn(rest);
  const count = wanted.flatMap((column) => counts.filter((n) => n + dash === column))[0];
  return `${' '.repeat(count ?? counts[blanks.includes('\u3000') ? 1 : 0] ?? 0)}${clip(rest, 60)}`;
}

/** Where a line's text begins, behind the dashes of a list. */
function contentColumn(line: string): number {
  return /^[ ]*(- +)*/.exec(line)?.[0].length ?? 0;
}

/** The end of the lines that stand as far right as the one of an offset, or further. */
function blockEnd(text: string, offset: number): number {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = new RegExp(`^(?:${WIDE}| )*`).exec(text.slice(from, from + 200))?.[0].length ?? 0;
  let end = text.indexOf('\n', offset);
  while (end >= 0 && indent > 0) {
    const next = text.slice(end + 1, end + 1 + indent);
    if (next.trim() !== '' || next.includes('\n')) break;
    end = text.indexOf('\n', end + 1);
  }
  return end < 0 ? text.length : end;
}
