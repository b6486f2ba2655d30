/**
 * One amount of an example is written otherwise: it must be named, first and alone, and every cell and
 * sentence that changed must be put to it. Goes through leaves of all five examples.
 */
import { describe, expect, it } from 'vitest';
import { compareEditions } from '../src/review/compare/compare.js';
import type { Leaf } from '../src/review/open/edition.js';
import { EXAMPLES, exampleEdition, uncheckedEdition } from './helpers/editions.js';
import { example } from './helpers/input.js';

/** So many leaves of each example are tried, from its beginning to its end. */
const TRIED = 5;

/** The main file with one leaf 1,000,000 元 (100 万元) larger. */
function spoilt(text: string, { span, amount, text: written }: Leaf): string {
  const unit = amount?.eq(written.replaceAll(',', '')) ? 1_000_000 : 100;
  const larger = Number(written.replaceAll(',', '')) + unit;
  return text.slice(0, span.start) + String(larger) + text.slice(span.end);
}

describe.each(EXAMPLES)('%s', (name) => {
  const old = exampleEdition(name);
  const text = example(`${name}.yaml`);
  const leaves = (old.leaves ?? []).filter(
    (leaf) => leaf.amount && leaf.span.file === `${name}.yaml`,
  );

  it('puts everything that follows from one amount to it', () => {
    const wrong: string[] = [];
    const every = Math.ceil(leaves.length / TRIED);
    for (const leaf of leaves.filter((_, i) => i % every === 0)) {
      const now = uncheckedEdition(name, spoilt(text, leaf));
      const { causes, tables, sentences, settings } = compareEditions(old, now);
      const label = causes.map((cause) => cause.label).join('；');
      if (label !== leaf.label) wrong.push(`${leaf.label}: ${label}`);
      const changes = [...tables.flatMap(({ cells }) => cells), ...sentences];
      for (const change of changes)
        if (!change.follows || change.causes.join() !== '0')
          wrong.push(`${leaf.label}: ${JSON.stringify(change).slice(0, 200)}`);
      expect(settings).toEqual([]);
      expect(causes[0]?.amounts?.change.toFixed()).toBe('100');
    }
    expect(wrong).toEqual([]);
    expect(leaves.length).toBeGreaterThan(TRIED);
  });
});
