/** What was changed in a text: which words, and whether they are a figure, the input's own words or the form's. */
import { stretches } from '../../review/compare/align.js';
import { wordsOf } from '../../review/compare/changed-words.js';
import type { FigureStretch, PassageStretch, PrintedText, Stretch } from './printed-texts.js';

/** Words that became others; offsets are those of the old text. */
export interface Edit extends Stretch {
  readonly old: string;
  readonly now: string;
}

export interface SortedEdits {
  readonly figures: readonly { readonly edit: Edit; readonly of: FigureStretch }[];
  readonly passages: readonly { readonly edit: Edit; readonly of: PassageStretch }[];
  /** Fixed words of the form. */
  readonly fixed: readonly Edit[];
}

/** The words that differ, from the front; what stands side by side is one. */
export function editsBetween(old: string, now: string): Edit[] {
  const [was, is] = [wordsOf(old), wordsOf(now)];
  const edits: Edit[] = [];
  let [i, k, at] = [0, 0, 0];
  let isOpen = false;
  for (const { kind, count } of stretches(was, is)) {
    if (kind === '同') {
      at += was.slice(i, i + count).join('').length;
      [i, k, isOpen] = [i + count, k + count, false];
      continue;
    }
    const last = isOpen ? edits.pop() : undefined;
    const gone = kind === '旧' ? was.slice(i, i + count).join('') : '';
    const come = kind === '新' ? is.slice(k, k + count).join('') : '';
    if (kind === '旧') i += count;
    else k += count;
    const from = last?.from ?? at;
    at += gone.length;
    edits.push({
      from,
      to: at,
      old: `${last?.old ?? ''}${gone}`,
      now: `${last?.now ?? ''}${come}`,
    });
    isOpen = true;
  }
  return edits;
}

/** Each edit with what it changes; one that reaches over the input's own words and others changes the others. */
export function sortedEdits(
  { figures, passages }: PrintedText,
  edits: readonly Edit[],
): SortedEdits {
  const sorted = { figures: [], passages: [], fixed: [] } as {
    figures: { edit: Edit; of: FigureStretch }[];
    passages: { edit: Edit; of: PassageStretch }[];
    fixed: Edit[];
  };
  for (const edit of edits) {
    const touched = figures.filter(({ from, to }) =>
      // a zero that is printed as nothing is touched by what is put there
      from === to ? edit.from <= from && edit.to >= to : edit.from < to && edit.to > from,
    );
    const within = passages
      .filter(({ from, to }) => edit.from >= from && edit.to <= to)
      .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    if (touched.length > 0) for (const of of touched) sorted.figures.push({ edit, of });
    else if (within) sorted.passages.push({ edit, of: within });
    else sorted.fixed.push(edit);
  }
  return sorted;
}

/** An amount or a rate with its unit, in digits or in Chinese: it is checked against the figures, whoever wrote it. */
const AMOUNT =
  /(?:\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+)\s*[余多]?\s*(?:[亿万千百十]*元|[%％‰]|个?百分点)/g;

/** Amounts and rates of a text. */
export const amountsIn = (text: string): string[] => text.match(AMOUNT) ?? [];

/** The amounts that a text has lost and those that it has got; undefined where they are the same. */
export function changedAmounts(
  old: string,
  now: string,
): { readonly old: string; readonly now: string } | undefined {
  const gone = amountsIn(old);
  const come = amountsIn(now).filter((amount) => {
    const at = gone.indexOf(amount);
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  return gone.length + come.length > 0 ? { old: gone.join('、'), now: come.join('、') } : undefined;
}
