/** One value of an input, written anew: its quotes, comment and column stay; see text-edit.ts. */
import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { addEntry } from './entries.js';
import { startOf } from './place.js';
import {
  indentAt,
  isInFlow,
  isPlain,
  lineEnd,
  lineStart,
  nodeAt,
  type Path,
  pairOf,
  readYaml,
  scalarText,
  type YamlSource,
} from './source.js';
import { applied, EditError, type TextEdit } from './text-edit.js';
import { flowAs, scalarAs, type Written } from './written.js';

/** @throws EditError where the value is written elsewhere, or is none */
export function setScalar(source: YamlSource, path: Path, value: Written): TextEdit[] {
  const { text } = source;
  const node = nodeAt(source, path);
  if (!isPlain(node)) throw new EditError('这里引用了别处写的值（& 或 *），请在文字里改。');
  if (!node || (isScalar(node) && node.value === null && node.source === ''))
    return setEmpty(source, path, value);
  if (!isScalar(node) || !node.range) throw new EditError('这里不是一个值，请在文字里改。');
  const [from, to] = node.range;
  const indent = indentAt(text, lineStart(text, from));
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  // a block ends with its line
  const end = isBlock && text[to - 1] === '\n' ? to - 1 : to;
  const header = isBlock ? text.slice(from, lineEnd(text, from)).trimEnd() : '';
  const remark = /\s+#.*$/.exec(header)?.[0] ?? '';
  return firstThatSays(source, path, value, node.type, `${indent}  `, (said) => {
    const insert = said.replace(/\n|$/, (end) => `${remark}${end}`);
    return [{ from, to: end, insert }, ...aligned(text, from, end, insert)];
  });
}

/**
 * Edits with the plainest writing of a value that is read as that value: what lines in a block would take in, such
 * as the comment behind them, stays outside of quotes, and so do brackets.
 * @throws EditError where there is none
 */
function firstThatSays(
  source: YamlSource,
  path: Path,
  value: Written,
  type: Scalar.Type | undefined,
  indent: string,
  edits: (written: string) => TextEdit[],
): TextEdit[] {
  const plain = isInFlow(source, path) ? flowAs(value, type) : scalarAs(value, type, indent);
  for (const written of 'text' in value ? [plain, JSON.stringify(value.text)] : [plain]) {
    const made = edits(written);
    const now = applied(source.text, made);
    if (now === source.text) return [];
    if (saysAt(now, path, value)) return made;
  }
  throw new EditError('这里的写法特别，没有改，请在文字里改。');
}

/** Whether a text can be read, and says something at a path. */
function saysAt(text: string, path: Path, value: Written): boolean {
  const read = readYaml(text);
  if ('problem' in read) return false;
  const said = scalarText(nodeAt(read, path));
  return said === ('text' in value ? value.text : value.number);
}

/** Keeps the comment behind a value in its column, as far as there are spaces to give. */
function aligned(text: string, from: number, end: number, insert: string): TextEdit[] {
  const behind = /^( {2,})#/.exec(text.slice(end, lineEnd(text, end)));
  if (!behind || insert.includes('\n') || text.slice(from, end).includes('\n')) return [];
  const spaces = (behind[1] ?? '').length;
  const wanted = Math.max(1, spaces - (insert.length - (end - from)));
  return wanted === spaces ? [] : [{ from: end, to: end + spaces, insert: ' '.repeat(wanted) }];
}

const behind = (at: number) => (written: string) => [{ from: at, to: at, insert: ` ${written}` }];

/** A key without a value, or a list's dash alone. */
function setEmpty(source: YamlSource, path: Path, value: Written): TextEdit[] {
  const above = nodeAt(source, path.slice(0, -1));
  const key = path.at(-1);
  if (isSeq(above) && !above.flow) {
    const dash = startOf(source, path);
    const indent = ' '.repeat(dash + 2 - lineStart(source.text, dash));
    return firstThatSays(source, path, value, undefined, indent, behind(dash + 1));
  }
  if (!isMap(above) || key === undefined) throw new EditError('这里不能写，请在文字里改。');
  const pair = pairOf(above, String(key));
  if (!pair) return addEntry(source, path.slice(0, -1), [String(key), value]);
  const from = ((pair.key as Node).range?.[1] ?? 0) as number;
  const colon = source.text.indexOf(':', from) + 1;
  const indent = indentAt(source.text, lineStart(source.text, from));
  return firstThatSays(source, path, value, undefined, `${indent}  `, behind(colon));
}
