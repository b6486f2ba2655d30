/** An edition's prose as sections and sentences, each sentence with the figures that it shows. */
import type { Run } from '../../narrative/document.js';
import type { ProseBlock, ProsePart, Shown } from './edition.js';

/** A part or a section of a part. */
export interface Section {
  /** 第三部分 … › 一、…, as it is printed. */
  readonly name: string;
  /** The same without numbers, which move when a section is added. */
  readonly key: string;
  readonly paragraphs: readonly Passage[];
}

/** A text with the figures that it shows. */
export interface Passage {
  readonly text: string;
  readonly figures: readonly { readonly at: number; readonly shown: Shown }[];
}

/** The number before a heading or a passage. */
export const NUMBERED =
  /^\s*(?:第[一二三四五六七八九十百]+部分|[一二三四五六七八九十廿百]+、|（[一二三四五六七八九十百]+）|\d+[.、．])\s*/;

/** A part's headings with what stands below each. */
export function sectionsOf({ label, title, blocks }: ProsePart): Section[] {
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
      out.at(-1)?.paragraphs.push(passageOf(block));
    }
  }
  return out;
}

function passageOf(block: Exclude<ProseBlock, { kind: 'heading' }>): Passage {
  if (block.kind === 'paragraph') return passage(block.runs);
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
  return passage([{ text: caption }, ...drawn]);
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
export function allSentences(parts: readonly ProsePart[]): { place: string; sentence: Passage }[] {
  return parts
    .flatMap(sectionsOf)
    .flatMap(({ name, paragraphs }) =>
      paragraphs.flatMap(sentencesOf).map((sentence) => ({ place: name, sentence })),
    );
}
