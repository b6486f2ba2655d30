/** Two editions' prose: sections that came or went, sentences that say something else. */
import type { Block, Part, Run } from '../../narrative/document.js';
import { align, alikeTexts } from './align.js';
import { compareWords, marked } from './changed-words.js';
import type { Due, Pair, SectionChange, SentenceChange, Shown } from './comparison.js';

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

/** A part or a section of a part. */
interface Section {
  /** 第三部分 … › 一、…, as it is printed. */
  readonly name: string;
  /** The same without numbers, which move when a section is added. */
  readonly key: string;
  readonly paragraphs: readonly Passage[];
}

/** A text with the figures that it shows. */
interface Passage {
  readonly text: string;
  readonly figures: readonly { readonly at: number; readonly shown: Shown }[];
}

export function compareProse(
  old: readonly Part[],
  now: readonly Part[],
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
    const { causes } = due(
      { ...(before ? { old: before.name } : {}), ...(after ? { new: after.name } : {}) },
      [],
    );
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

const NUMBERED =
  /^\s*(?:第[一二三四五六七八九十百]+部分|[一二三四五六七八九十廿百]+、|（[一二三四五六七八九十百]+）|\d+[.、．])\s*/;

/** A heading by itself: what stands above it may have another name. */
const ownName = ({ key }: Section): string => key.split('\n').at(-1) ?? '';

/** A part's headings with what stands below each. */
function sectionsOf({ label, title, blocks }: Part): Section[] {
  const part = label === '' ? title : `${label} ${title}`;
  const out: { name: string; key: string; paragraphs: Passage[] }[] = [
    { name: part, key: title, paragraphs: [] },
  ];
  const trail: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      trail.length = Math.min(trail.length, block.level - 1);
      trail[block.level - 1] = block.text;
      const steps = trail.filter((step) => step !== undefined);
      out.push({
        name: [part, ...steps].join(' › '),
        key: [title, ...steps.map((step) => step.replace(NUMBERED, ''))].join('\n'),
        paragraphs: [],
      });
    } else {
      out.at(-1)?.paragraphs.push(...passageOf(block));
    }
  }
  return out;
}

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

function passageOf(block: Exclude<Block, { kind: 'heading' }>): Passage[] {
  if (block.kind === 'table') return [];
  if (block.kind === 'paragraph') return [passage(block.runs)];
  const { chart, caption } = block;
  const drawn: Run[] =
    chart.kind === 'bars'
      ? chart.series.flatMap(({ name, values }) =>
          values.flatMap(({ label, figure }, i) => [
            { text: `；${chart.categories[i] ?? ''}${name}` },
            { text: label, figure },
          ]),
        )
      : chart.slices.flatMap(({ name, value: { label, figure } }) => [
          { text: `；${name}` },
          { text: label, figure },
        ]);
  return [passage([{ text: caption }, ...drawn])];
}

function passage(runs: readonly Run[]): Passage {
  const figures: { at: number; shown: Shown }[] = [];
  let text = '';
  for (const run of runs) {
    if (run.figure)
      figures.push({ at: text.length, shown: { text: run.text, figure: run.figure } });
    text += run.text;
  }
  return { text, figures };
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

/** A paragraph's sentences, each with its own figures. */
export function sentencesOf({ text, figures }: Passage): Passage[] {
  const out: Passage[] = [];
  for (const match of text.matchAll(/[^。！？；]+[。！？；]*|[。！？；]+/g)) {
    const from = match.index;
    const to = from + match[0].length;
    out.push({
      text: match[0],
      figures: figures
        .filter(({ at }) => at >= from && at < to)
        .map(({ at, shown }) => ({ at: at - from, shown })),
    });
  }
  return out;
}

/** All sentences of a document's parts, each with the section that it stands in. */
export function allSentences(parts: readonly Part[]): { place: string; sentence: Passage }[] {
  return parts
    .flatMap(sectionsOf)
    .flatMap(({ name, paragraphs }) =>
      paragraphs.flatMap(sentencesOf).map((sentence) => ({ place: name, sentence })),
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
      : { ...(old ? { old: marked(old.text) } : {}), ...(now ? { new: marked(now.text) } : {}) };
  const figures = figurePairs(old, now);
  const texts = { ...(old ? { old: old.text } : {}), ...(now ? { new: now.text } : {}) };
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
