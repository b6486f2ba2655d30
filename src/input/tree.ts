/** The parsed document → plain tree: aliases expanded, keys unique, every place remembered. */
import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { at, type Diagnostic } from '../diagnostics.js';
import type { Span } from '../model/money.js';
import { LIMITS } from './limits.js';

export { LIMITS };

/** A number as it was written, with its separators if it has any. */
export class Numeral {
  constructor(
    readonly text: string,
    readonly span: Span,
  ) {}
}

export type Tree = string | boolean | null | Numeral | Tree[] | { [key: string]: Tree };
export type Path = readonly (string | number)[];

/** `4,335.95` as pasted from a workbook. */
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** `“30101”`: quotation marks of prose around what is no prose, one or both of them. */
const PROSE_QUOTES = /^[“”‘’＂＇「『"']([^\s“”‘’＂＇「」『』"']+)[“”‘’＂＇」』"']$/;
const CODE = /^[\w.,+-]+$/;
const NUMBER = /^[-+]?\d+(\.\d+)?$/;
/** The other ways in which YAML writes a number. */
const YAML_NUMBER =
  /^(0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;
/** Blanks other than that of the keyboard: at the ends of plain text they are lost or told. */
const WIDE_BLANK = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/**
 * Characters that nobody means to write: control characters, halves of characters, those that take no room or
 * turn the direction of what follows, those that no font has. The blank that Korean uses is a letter to Unicode.
 * Variation selectors stay: some names are written with them.
 */
const INVISIBLE =
  /(?!\p{Variation_Selector}|[\t\n\r])[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{FFF9}-\u{FFFC}]/u;

/** The first character of a text that nobody means to write. */
export const invisibleIn = (text: string): string | undefined => INVISIBLE.exec(text)?.[0];

/** What to say of such a character. */
export function invisibleProblem(place: Span, found: string): Diagnostic {
  const name = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const what = /\p{Co}/u.test(found) ? '自造的字，别处显示不出' : '看不见的字符';
  const hint = '多是从网页或别的软件复制来的，请删去后重新输入';
  return at(place, 'text-unsafe', `文字里有${what}（${name}）`, hint);
}

/** What to say of a text that is longer than any may be. */
export const lengthProblem = (place: Span, text: string): Diagnostic =>
  at(place, 'type-wrong', `文字有 ${text.length} 字，超过 ${LIMITS.textLength} 字的上限`);

/** Maps know no key but those that were written, and still have a text where a message quotes one. */
const WRITTEN_MAP: object = Object.freeze(
  Object.create(null, { [Symbol.toPrimitive]: { value: () => '若干个“键: 值”' } }),
);

/** A map without keys, as `convertTree` makes them. */
export const writtenMap = (): { [key: string]: Tree } => Object.create(WRITTEN_MAP);

export interface Converted {
  readonly tree: Tree;
  readonly spans: ReadonlyMap<string, { key: Span; value: Span }>;
  readonly diagnostics: Diagnostic[];
  /** A bound was passed, so that the tree is not whole. */
  readonly stopped: boolean;
}

/** Expands and checks; the bounds of LIMITS hold for what is written and for what aliases make of it. */
export function convertTree(
  root: unknown,
  text: string,
  span: (a: number, b: number) => Span,
): Converted {
  const spans = new Map<string, { key: Span; value: Span }>();
  const diagnostics: Diagnostic[] = [];
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let alias: Span | undefined; // the outermost alias that is being expanded
  let count = 0;
  let stopped = false;
  const report = (diagnostic: Diagnostic) => {
    if (!alias) diagnostics.push(diagnostic);
  };
  const stop = (diagnostic: Diagnostic): null => {
    if (!stopped) diagnostics.push(diagnostic);
    stopped = true;
    return null;
  };
  const checkText = (value: string, [start, end]: readonly number[]) => {
    const found = invisibleIn(value);
    if (found !== undefined) {
      const written = text.slice(start, end).indexOf(found);
      const place =
        written < 0
          ? span(start ?? 0, end ?? 0)
          : span((start ?? 0) + written, (start ?? 0) + written + found.length);
      report(invisibleProblem(place, found));
    } else if (value.length > LIMITS.textLength) {
      report(lengthProblem(span(start ?? 0, end ?? 0), value));
    }
  };
  const follow = (name: string, place: Span, path: Path, key: Span | undefined): Tree => {
    const target = anchors.get(name);
    if (!target) {
      const hint = '内容以 * 开头时请加引号';
      return stop(at(place, 'yaml-alias', `别名“*${clip(name)}”没有对应的锚点`, hint));
    }
    if (open.has(target)) {
      return stop(at(place, 'yaml-alias', `别名“*${clip(name)}”指向了它自己所在的内容`));
    }
    const outer = alias;
    alias ??= place;
    const tree = convert(target, path, key ?? place);
    alias = outer;
    return tree;
  };
  const convert = (node: unknown, path: Path, key: Span | undefined): Tree => {
    if (stopped) return null;
    const range = (node as Node | null)?.range;
    const place = range ? span(range[0], range[1]) : (key ?? span(0, 0));
    spans.set(pathKey(path), { key: key ?? place, value: place });
    if (++count > LIMITS.nodes) {
      const message = `内容过多：展开后超过 ${LIMITS.nodes} 项`;
      return stop(at(alias ?? place, 'yaml-alias', message, '请检查别名（*）是否层层嵌套'));
    }
    if (path.length > LIMITS.depth) {
      return stop(at(alias ?? place, 'yaml-depth', `层次超过 ${LIMITS.depth} 层`));
    }
    if (isAlias(node)) return follow(node.source, place, path, key);
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined && !alias) anchors.set(node.anchor, node);
    }
    if (isScalar(node)) {
      const { value } = node;
      if (typeof value === 'number' || typeof value === 'bigint') {
        return new Numeral(node.source ?? String(value), place);
      }
      if (typeof value === 'boolean') return value;
      if (typeof value !== 'string') return null;
      if (node.type === 'PLAIN' && GROUPED.test(value)) return new Numeral(value, place);
      const quoted = node.type === 'PLAIN' ? PROSE_QUOTES.exec(value)?.[1] : undefined;
      if (quoted !== undefined && CODE.test(quoted)) {
        report(quotesProblem(place, quoted));
        // as it was meant, so that nothing else is told of it
        return NUMBER.test(quoted) ? new Numeral(quoted, place) : quoted;
      }
      checkText(value, range ?? [0, 0]);
      return value;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    open.add(node);
    const tree = isSeq(node)
      ? node.items.map((item, i) => convert(item, [...path, i], undefined))
      : convertMap(node, path, place);
    open.delete(node);
    return tree;
  };
  const joined = (pairs: YAMLMap['items'], i: number, n: number, path: Path): Numeral => {
    const start = (pairs[i]?.value as Node | null)?.range?.[0] ?? 0;
    const end = (pairs[i + n]?.key as Node | null)?.range?.[1] ?? start;
    const place = span(start, end);
    const written = text.slice(start, end);
    const plain = written.replaceAll(',', '');
    const message = `花括号里的金额不能写千分位逗号：“${clip(written)}”`;
    report(at(place, 'yaml-syntax', message, `请写成 ${clip(plain)}`));
    spans.set(pathKey(path), { key: spans.get(pathKey(path))?.key ?? place, value: place });
    return new Numeral(plain, place);
  };
  const convertMap = (node: YAMLMap, path: Path, place: Span): Tree => {
    const out = writtenMap();
    for (let i = 0; i < node.items.length; i++) {
      const pair = node.items[i] as YAMLMap['items'][number];
      const keyNode = pair.key as Node | null;
      const range = keyNode?.range;
      const keyPlace = range ? span(range[0], range[1]) : place;
      if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === 'boolean') {
        report(
          at(
            keyPlace,
            'yaml-syntax',
            '冒号前面的键必须是文字',
            '键是“true”“null”之类的词时请加引号',
          ),
        );
        continue;
      }
      if (keyNode.anchor !== undefined && !alias) anchors.set(keyNode.anchor, keyNode);
      const written = typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? '');
      checkText(written, range ?? [0, 0]);
      const quoted = keyNode.type === 'PLAIN' ? PROSE_QUOTES.exec(written)?.[1] : undefined;
      if (quoted !== undefined) report(quotesProblem(keyPlace, quoted));
      const name = quoted ?? written;
      if (name in out) {
        const hint = '同一层里一个键只能写一次，请合并或删去一处';
        report(at(keyPlace, 'yaml-duplicate-key', `键“${clip(name)}”重复了`, hint));
      } else if (name === '__proto__') {
        // object literals give this word a meaning of its own, so that its value would be lost
        report(at(keyPlace, 'key-unknown', '不能用“__proto__”作键'));
      } else {
        const thousands = node.flow ? thousandsBehind(node.items, i, text) : 0;
        out[name] = convert(pair.value, [...path, name], keyPlace);
        if (thousands > 0) out[name] = joined(node.items, i, thousands, [...path, name]);
        i += thousands;
      }
    }
    return out;
  };
  const tree = convert(root, [], undefined);
  return { tree, spans, diagnostics, stopped };
}

function quotesProblem(place: Span, quoted: string): Diagnostic {
  const mended = /^\d/.test(quoted) ? `"${clip(quoted)}"` : clip(quoted);
  const message = '用了全角的引号，引号要用半角的 "';
  return at(place, 'yaml-syntax', message, `请写成 ${mended}`);
}

/**
 * `{ "30101": 1,000,000 }`: in brackets a comma ends an entry, so that the thousands become keys of their own.
 * @returns how many of the entries behind one belong to its amount
 */
function thousandsBehind(pairs: YAMLMap['items'], i: number, text: string): number {
  const value = pairs[i]?.value;
  if (!isScalar(value) || !/^[-+]?\d{1,3}$/.test(value.source ?? '')) return 0;
  let [n, end] = [0, value.range?.[1] ?? 0];
  for (;;) {
    const { key, value: other } = pairs[i + n + 1] ?? {};
    if (!isScalar(key) || !/^\d{3}(\.\d+)?$/.test(key.source ?? '')) return n;
    const [start = 0, behind = 0] = key.range ?? [];
    // an entry of its own has a value, or a blank before it
    if ((isScalar(other) && other.value !== null) || (other && !isScalar(other))) return n;
    if (text.slice(end, start) !== ',' || /^\s*:/.test(text.slice(behind, behind + 20))) return n;
    n++;
    end = behind;
  }
}

export function pathKey(path: Path): string {
  return path.join('\u0000');
}

/** A text of the file as a message quotes it: the beginning, on one line. */
export function clip(text: string, most = 30): string {
  const line = text.replace(/\s+/g, ' ');
  const characters = [...line.slice(0, 2 * most)];
  return line.length > most ? `${characters.slice(0, most).join('')}……` : line;
}

/**
 * A text that plain writing would make something else of: thousands with separators are a number, quotation marks
 * of prose around a code are taken off, what looks like a slip of the keyboard is told.
 */
export function looksTyped(text: string): boolean {
  return GROUPED.test(text) || PROSE_QUOTES.test(text) || WIDE_BLANK.test(text);
}

/** Whether a text, as it stands, is read as a number. */
export function isNumeral(text: string): boolean {
  return NUMBER.test(text) || GROUPED.test(text) || YAML_NUMBER.test(text);
}

/** What was written, in words. */
export function describe(value: Tree | undefined): string {
  if (value === null || value === undefined) return '空的';
  if (Array.isArray(value)) return '一个列表';
  if (value instanceof Numeral) return `数字 ${clip(value.text)}`;
  if (typeof value === 'object') return '若干个“键: 值”';
  return `“${clip(String(value))}”`;
}

/** The value at a path; undefined where the path ends in nothing. */
export function valueAt(tree: Tree, path: Path): Tree | undefined {
  let node: Tree | undefined = tree;
  for (const step of path) {
    if (node === null || typeof node !== 'object' || node instanceof Numeral) return undefined;
    node = (node as Record<string, Tree>)[String(step)];
  }
  return node;
}

/** The text of a scalar, numbers as they were written; undefined for anything else. */
export function textOf(tree: Tree | undefined): string | undefined {
  const text = tree instanceof Numeral ? tree.text : tree;
  return typeof text === 'string' ? text.trim() : undefined;
}
