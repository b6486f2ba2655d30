/** What the sheets of a form's text say → the paragraphs, reasons and statements of an input. */
import { TO_FILL } from '../../input/draft.js';
import type { Path, Tree } from '../../input/tree.js';
import type { TextName } from '../../model/form-fields.js';
import { ROW_ORIGINS } from '../../model/row-origins.js';
import { TEXT_ORIGINS } from '../../model/text-origins.js';
import type { ReadEntry, ReadReason, ReadTexts, TextSheet } from '../../reading/text-sheets.js';
import type { DraftTree } from './draft-tree.js';

/** Writes what is read; what tables have said already stays. */
export function putTexts(tree: DraftTree, sheets: readonly TextSheet[]): void {
  for (const { texts, reasons, entries } of sheets) {
    for (const one of texts) putParagraphs(tree, one);
    for (const one of reasons) tree.take(pathOfReason(one), one.text, one.place);
    for (const one of entries) putEntry(tree, one);
  }
}

function putParagraphs(tree: DraftTree, { name, lines, place }: ReadTexts): void {
  const origin = Object.hasOwn(TEXT_ORIGINS, name) ? TEXT_ORIGINS[name as TextName] : undefined;
  if (!origin) return;
  const { path, value } = origin;
  tree.take(path, value === 'paragraphs' ? oneOrMore(lines) : lines.join('\n'), place);
}

const oneOrMore = (lines: readonly string[]): Tree => {
  const [only = ''] = lines;
  return lines.length === 1 ? only : [...lines];
};

const PURPOSES = '主要用途';

function pathOfReason({ key }: ReadReason): Path {
  const [first = '', ...rest] = key.split('.');
  return first === PURPOSES ? [first, ...rest] : ['变动原因', first, ...rest];
}

function putEntry(tree: DraftTree, { source, name, texts, place }: ReadEntry): void {
  const origin = ROW_ORIGINS[source];
  if (origin.kind !== 'list' || origin.inside) return;
  const entry = [...origin.at, tree.list(origin.at).length];
  const [called = '名称'] = origin.key ?? [];
  tree.take([...entry, called], name === '' ? NAMELESS : name, place);
  if (name === '') tree.remark([...entry, called], `${TO_FILL}：表里没有写名称`, 'behind');
  for (const own of texts) tree.take([...entry, own.name], oneOrMore(own.lines), own.place);
}

const NAMELESS = '（请填写名称）';
