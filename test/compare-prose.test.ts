/** Prose of two editions: sentences that say something else, and nothing of those that only moved. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, alikeTexts, stretches } from '../src/review/compare/align.js';
import { compareWords, wordsOf } from '../src/review/compare/changed-words.js';
import { compareProse } from '../src/review/compare/sentence-changes.js';
import type { ProseBlock, ProsePart } from '../src/review/open/edition.js';
import { sentencesOf } from '../src/review/open/printed-prose.js';
import { EXAMPLES, exampleEdition } from './helpers/editions.js';

const due = () => ({ causes: [], follows: false });
const compare = (old: readonly ProsePart[], now: readonly ProsePart[]) =>
  compareProse(old, now, { due });
const partsOf = (name: string): readonly ProsePart[] => exampleEdition(name).parts ?? [];

const heading = (text: string, level: 1 | 2 = 1): ProseBlock => ({
  kind: 'heading',
  level,
  text,
  id: text,
});
const paragraph = (text: string): ProseBlock => ({ kind: 'paragraph', runs: [{ text }] });
const part = (...blocks: ProseBlock[]): ProsePart => ({
  id: 'p1',
  label: '第一部分',
  title: '说明',
  blocks,
});
const told = (words: readonly { text: string; changed: boolean }[] | undefined) =>
  words?.map(({ text, changed }) => (changed ? `【${text}】` : text)).join('');

describe('words', () => {
  it('are those of the sentence, a figure with its unit as one', () => {
    expect(wordsOf('比2025年增加281.05万元，增长30.6%。')).toEqual(
      expect.arrayContaining(['281.05万元', '30.6%', '增长', '2025']),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => wordsOf(text).join('') === text),
    );
  });

  it.each([
    [
      '比上年增加1.5万元。',
      '比上年减少1.5万元。',
      '比上年【增加】1.5万元。',
      '比上年【减少】1.5万元。',
    ],
    ['共9.99万元', '共10万元', '共【9.99万元】', '共【10万元】'],
    ['一样', '一样', '一样', '一样'],
  ])('of “%s” and “%s” are marked where they differ', (old, now, before, after) => {
    const words = compareWords(old, now);
    expect([told(words.old), told(words.new)]).toEqual([before, after]);
  });

  it('marked or not, are the two sentences', () => {
    const sentence = fc.string({
      unit: fc.constantFrom(...'预算支出增加减少，。12345.%万元 '),
      maxLength: 40,
    });
    fc.assert(
      fc.property(sentence, sentence, (old, now) => {
        const words = compareWords(old, now);
        expect(words.old.map(({ text }) => text).join('')).toBe(old);
        expect(words.new.map(({ text }) => text).join('')).toBe(now);
      }),
    );
  });
});

describe('sentences', () => {
  it('end where a reader ends them, with the figures that stand in them', () => {
    const figure = { text: '2万元' };
    const text = '收入1万元。支出2万元；其中：基本支出1万元！没有句号';
    const sentences = sentencesOf({
      text,
      figures: [{ at: text.indexOf('2万元'), shown: figure }],
    });
    expect(sentences.map((one) => one.text)).toEqual([
      '收入1万元。',
      '支出2万元；',
      '其中：基本支出1万元！',
      '没有句号',
    ]);
    expect(sentences[1]?.figures).toEqual([{ at: 2, shown: figure }]);
  });
});

describe('sections', () => {
  const two = part(
    heading('一、收入'),
    paragraph('收入多。'),
    heading('二、支出'),
    paragraph('支出少。'),
  );

  it('are the same where only their numbers move', () => {
    const three = part(
      heading('一、总体'),
      paragraph('总体平衡。'),
      heading('二、收入'),
      paragraph('收入多。'),
      heading('三、支出'),
      paragraph('支出少。'),
    );
    const { sections, sentences } = compare([two], [three]);
    expect(sections).toEqual([{ kind: '新增', name: '第一部分 说明 › 一、总体', causes: [] }]);
    expect(sentences.map(({ kind, words }) => [kind, told(words.new)])).toEqual([
      ['新增', '【总体平衡。】'],
    ]);
    expect(compare([three], [two]).sections).toEqual([
      { kind: '删除', name: '第一部分 说明 › 一、总体', causes: [] },
    ]);
  });

  it('under another heading are renamed, what stands below is compared', () => {
    const now = part(
      heading('一、收入情况'),
      paragraph('收入多，支出少。'),
      heading('二、支出'),
      paragraph('支出少。'),
    );
    const { sections, sentences } = compare([two], [now]);
    expect(sections).toEqual([
      {
        kind: '改名',
        name: '第一部分 说明 › 一、收入情况',
        oldName: '第一部分 说明 › 一、收入',
        causes: [],
      },
    ]);
    expect(sentences.map(({ words }) => [told(words.old), told(words.new)])).toEqual([
      ['收入多。', '收入多【，支出少】。'],
    ]);
  });
});

describe.each(EXAMPLES)('the prose of %s', (name) => {
  const parts = partsOf(name);

  it('is the same as itself', () => {
    expect(compare(parts, parts)).toEqual({ sections: [], sentences: [] });
  });

  it('with one word changed differs in one sentence', () => {
    const places = parts.flatMap((one, p) =>
      one.blocks.flatMap((block, b) =>
        block.kind === 'paragraph' && block.runs.some(({ text }) => text.length > 6)
          ? [[p, b]]
          : [],
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), ([p, b]) => {
        const now = parts.map((one, i) => ({
          ...one,
          blocks: one.blocks.map((block, k) => {
            if (i !== p || k !== b || block.kind !== 'paragraph') return block;
            const at = block.runs.findIndex(({ text }) => text.length > 6);
            const runs = block.runs.map((run, r) =>
              r === at ? { ...run, text: `${run.text.slice(0, 3)}改动${run.text.slice(3)}` } : run,
            );
            return { ...block, runs };
          }),
        }));
        const { sections, sentences } = compare(parts, now);
        expect(sections).toEqual([]);
        expect(sentences).toHaveLength(1);
        expect(told(sentences[0]?.words.new)).toContain('改动');
      }),
      { numRuns: 20 },
    );
  });
});

describe('alignment', () => {
  const items = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '甲乙', '乙丙'), {
    maxLength: 12,
  });
  const put = (old: readonly string[], now: readonly string[]) =>
    align(old, now, (text) => text, alikeTexts, 0.5);

  it('keeps every item of both sides once, in its order', () => {
    fc.assert(
      fc.property(items, items, (old, now) => {
        const pairs = put(old, now);
        expect(pairs.flatMap((pair) => pair.old ?? [])).toEqual(old);
        expect(pairs.flatMap((pair) => pair.new ?? [])).toEqual(now);
      }),
    );
  });

  it('pairs what is the same with itself', () => {
    fc.assert(fc.property(items, (list) => put(list, list).every((pair) => pair.old === pair.new)));
  });

  it('of sequences that differ nearly everywhere gives up before what is the same at their ends', () => {
    const long = (mark: string, size: number) => [
      ...Array.from({ length: size }, (_, i) => `${mark}${i}`),
      '同',
    ];
    expect(stretches(long('a', 100), long('b', 100)).at(-1)).toEqual({ kind: '同', count: 1 });
    expect(stretches(long('a', 20_000), long('b', 20_000))).toEqual([
      { kind: '旧', count: 20_001 },
      { kind: '新', count: 20_001 },
    ]);
  });
});
