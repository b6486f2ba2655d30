/** Two editions' prose: sections that came or went, sentences that say something else. */
import type { ProsePart, Shown } from '../open/edition.js';
import {
  NUMBERED,
  type Passage,
  type Section,
  sectionsOf,
  sentencesOf,
} from '../open/printed-prose.js';
import { align, alikeTexts } from './align.js';
import { compareWords, marked } from './changed-words.js';
import {
  type Due,
  ofBoth,
  type Pair,
  type SectionChange,
  type SentenceChange,
} from './comparison.js';

export interface ProseContext {
  /** Who a change of a sentence is due to; the figures are those of its two sides. */
  readonly due: (texts: Pair<string>, figures: readonly Pair<Shown>[]) => Due;
}

export interface ProseChanges {
  readonly sections: readonly SectionChange[];
  readonly sentences: readonly SentenceChange[];
}

/** Passages are the same, changed, if they are so much alike. */
const ALIKE = 0.4;

export function compareProse(
  old: readonly ProsePart[],
  now: readonly ProsePart[],
  { due }: ProseContext,
): ProseChanges {
  const sections: SectionChange[] = [];
  const sentences: SentenceChange[] = [];
  const pairs = align(
    old.flatMap(sectionsOf),
    now.flatMap(sectionsOf),
    ({ key }) => key,
    alikeSections,
    ALIKE,
  );
  for (const { old: before, new: after } of pairs) {
    const name = (after ?? before)?.name ?? '';
    const { causes } = due({ old: before?.name, new: after?.name }, []);
    if (!before) sections.push({ kind: '新增', name, causes });
    else if (!after) sections.push({ kind: '删除', name, causes });
    else if (ownName(before) !== ownName(after))
      sections.push({ kind: '改名', name, oldName: before.name, causes });
    sentences.push(
      ...passagePairs(before?.paragraphs ?? [], after?.paragraphs ?? []).map((pair) =>
        sentenceChange(name, pair, due),
      ),
    );
  }
  return { sections, sentences };
}

/** A heading by itself: what stands above it may have another name. */
const ownName = ({ key }: Section): string => key.split('\n').at(-1) ?? '';

function alikeSections(a: Section, b: Section): number {
  const text = ({ paragraphs }: Section) =>
    paragraphs
      .map((one) => one.text)
      .join('\n')
      .slice(0, 2000);
  const [here, there] = [text(a), text(b)];
  const same = here !== '' && there !== '' ? alikeTexts(here, there) : 0;
  return Math.max(alikeTexts(a.key, b.key), same);
}

/** Changed sentences of two sequences of paragraphs. */
function passagePairs(old: readonly Passage[], now: readonly Passage[]): Pair<Passage>[] {
  // a number before a passage moves when another is added
  const said = (one: Passage | undefined) => one?.text.replace(NUMBERED, '');
  const differ = (pairs: readonly Pair<Passage>[]) =>
    pairs.filter((pair) => said(pair.old) !== said(pair.new));
  const put = (a: readonly Passage[], b: readonly Passage[]) =>
    differ(
      align(
        a,
        b,
        (one) => said(one) ?? '',
        (x, y) => alikeTexts(x.text, y.text),
        ALIKE,
      ),
    );
  return put(old, now).flatMap((pair) =>
    pair.old && pair.new ? put(sentencesOf(pair.old), sentencesOf(pair.new)) : [pair],
  );
}

function sentenceChange(
  place: string,
  { old, new: now }: Pair<Passage>,
  due: ProseContext['due'],
): SentenceChange {
  const words =
    old && now
      ? compareWords(old.text, now.text)
      : ofBoth({ old, new: now }, ({ text }) => marked(text));
  const figures = figurePairs(old, now);
  const texts = { old: old?.text, new: now?.text };
  return {
    place,
    kind: old ? (now ? '变动' : '删除') : '新增',
    words,
    figures,
    ...due(texts, figures),
  };
}

/** Figures that are shown otherwise, in pairs where the two sentences show as many. */
function figurePairs(old: Passage | undefined, now: Passage | undefined): Pair<Shown>[] {
  const before = (old?.figures ?? []).map(({ shown }) => shown);
  const after = (now?.figures ?? []).map(({ shown }) => shown);
  const pairs: Pair<Shown>[] =
    before.length === after.length
      ? after.map((shown, i) => ({ old: before[i] as Shown, new: shown }))
      : align(
          before,
          after,
          ({ text }) => text,
          () => 0,
          1,
        );
  return pairs.filter((pair) => pair.old?.text !== pair.new?.text);
}
