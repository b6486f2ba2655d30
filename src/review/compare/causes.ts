/** Leaves that differ → causes, those that were added or taken away together as one. */

import { grouped } from '../../grouped.js';
import { Decimal, type Figure, factorsOf } from '../../model/money.js';
import { chineseDate } from '../../model/numerals.js';
import type { Edition, Leaf, Shown } from '../open/edition.js';
import { placeKey } from '../open/edition.js';
import { amountsOfYuan } from './amounts.js';
import { type Cause, ofBoth, type Pair } from './comparison.js';
import { leafChanges } from './leaf-changes.js';

/** Parts of an input whose amounts may be added up, since each is a fact of its own. */
const FACTS: ReadonlySet<string> = new Set(['收入', '基本支出', '项目支出', '其他支出']);
/** A shorter text stands in too many places to tell where it came from. */
const TELLING = 2;

/** The causes of a change and what they touch. */
export interface Causes {
  readonly list: readonly Cause[];
  /** Positions of the causes that a figure of the one or the other side is made of. */
  readonly ofFigures: (shown: Pair<Shown>) => readonly number[];
  /** Positions of the causes whose text stands in a text of the one or the other side. */
  readonly ofTexts: (texts: Pair<string>) => readonly number[];
}

/** Nothing is known of the inputs. */
export const NO_CAUSES: Causes = { list: [], ofFigures: () => [], ofTexts: () => [] };

/** @param old an edition whose leaves are known, as are those of the new one */
export function causesOf(old: Edition, now: Edition): Causes {
  const groups = groupsOf(leafChanges(old.leaves ?? [], now.leaves ?? []));
  const telling = groups.map((group) => group.map(standsIn));
  const ofOld = new Map<string, Share>();
  const ofNew = new Map<string, Share>();
  groups.forEach((group, i) => {
    for (const pair of group) {
      if (pair.old) ofOld.set(placeKey(pair.old.span), { cause: i, amount: pair.old.amount });
      if (pair.new) ofNew.set(placeKey(pair.new.span), { cause: i, amount: pair.new.amount });
    }
  });
  return {
    list: groups.map(causeOf),
    ofFigures: ({ old: was, new: is }) =>
      distinct([
        ...moving(was?.figure, ofOld, is?.figure, ofNew),
        ...moving(was?.figure?.whole, ofOld, is?.figure?.whole, ofNew),
      ]),
    ofTexts: (texts) => {
      const before = squeezed(texts.old ?? '');
      const after = squeezed(texts.new ?? '');
      return telling.flatMap((group, i) =>
        group.some((stands) => stands(before, after)) ? [i] : [],
      );
    },
  };
}

/** The cause that a source belongs to, and how much it is. */
interface Share {
  readonly cause: number;
  readonly amount: Decimal | undefined;
}

/** Causes that make a figure another; what was but moved within a sum does not. */
function moving(
  old: Figure | undefined,
  ofOld: ReadonlyMap<string, Share>,
  now: Figure | undefined,
  ofNew: ReadonlyMap<string, Share>,
): number[] {
  const parts = new Map<number, Decimal | undefined>();
  const add = (figure: Figure | undefined, shares: ReadonlyMap<string, Share>, sign: number) => {
    if (!figure) return;
    const factors = factorsOf(figure);
    figure.sources.forEach((span, i) => {
      const share = shares.get(placeKey(span));
      if (!share) return;
      const { cause, amount } = share;
      const sum = parts.has(cause) ? parts.get(cause) : ZERO;
      // a number of things, or what is only multiplied by: it counts, whatever it comes to
      const part = factors[i]?.isZero() ? undefined : amount?.times(factors[i] ?? 1).times(sign);
      parts.set(cause, part && sum?.plus(part));
    });
  };
  add(old, ofOld, -1);
  add(now, ofNew, 1);
  return [...parts].flatMap(([cause, part]) => (part?.isZero() ? [] : [cause]));
}

/** Whether the old text was in one passage and the new text is in the other. */
function standsIn(pair: Pair<Leaf>): (before: string, after: string) => boolean {
  const was = finder(pair.old);
  const is = finder(pair.new);
  return (before, after) =>
    pair.old && pair.new ? was(before) && is(after) : was(before) || is(after);
}

/** Finds what a leaf says in a passage; amounts are printed otherwise than they are written. */
function finder(leaf: Leaf | undefined): (passage: string) => boolean {
  const text = leaf && !leaf.amount ? squeezed(leaf.text) : '';
  if (text === '') return () => false;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const printed = chineseDate(text);
    return (passage) => passage.includes(text) || passage.includes(printed);
  }
  if (text.length >= TELLING) return (passage) => passage.includes(text);
  const alone = new RegExp(`(?<![\\d.,])${escaped(text)}(?![\\d.,])`);
  return (passage) => alone.test(passage);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const squeezed = (text: string): string => text.replace(/\s|[。．.；;，,、]+$/g, '');

const distinct = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b);

/** What was written otherwise on its own; what is new or gone, with what stands beside it. */
function groupsOf(changes: readonly Pair<Leaf>[]): Pair<Leaf>[][] {
  const groups = grouped(changes, (change) => {
    const leaf = (change.new ?? change.old) as Leaf;
    const side = change.new ? (change.old ? '改' : '新') : '旧';
    const depth = side === '改' ? leaf.path.length : 2;
    return [side, ...leaf.path.slice(0, depth)].join('\n');
  });
  return [...groups.values()].sort((a, b) => Number(sizeOf(b).comparedTo(sizeOf(a))));
}

/** The larger a change, the earlier it is told. */
function sizeOf(group: readonly Pair<Leaf>[]): Decimal {
  return group.reduce((size, pair) => size.plus(changed(pair).abs()), new Decimal(0));
}

const changed = (pair: Pair<Leaf>): Decimal =>
  (pair.new?.amount ?? ZERO).minus(pair.old?.amount ?? ZERO);
const ZERO = new Decimal(0);

function causeOf(group: readonly Pair<Leaf>[]): Cause {
  const first = group[0] as Pair<Leaf>;
  const leaf = (first.new ?? first.old) as Leaf;
  const amounts = groupAmounts(group);
  const kind =
    first.old && first.new
      ? leaf.amount || /^-?[\d.,]+$/.test(leaf.text)
        ? '改数'
        : '改字'
      : first.new
        ? '新增'
        : '删除';
  const alone = group.length === 1;
  return {
    kind,
    label: alone ? leaf.label : commonLabel(group.map((pair) => (pair.new ?? pair.old) as Leaf)),
    ...(first.old && first.new && first.old.label !== leaf.label
      ? { oldLabel: first.old.label }
      : {}),
    leaf: first,
    texts: alone ? ofBoth(first, ({ text }) => text) : {},
    amounts,
    leaves: group.length,
  };
}

/** How much an amount changed, or how much came or went with an entry. */
function groupAmounts(group: readonly Pair<Leaf>[]) {
  const amounts = group.filter((pair) => pair.old?.amount || pair.new?.amount);
  if (amounts.length === 0) return undefined;
  const root = (pair: Pair<Leaf>) => (pair.new ?? pair.old)?.path[0] ?? '';
  if (amounts.length > 1 && !amounts.every((pair) => FACTS.has(root(pair)))) return undefined;
  const total = (side: 'old' | 'new') =>
    amounts.reduce((sum, pair) => sum.plus(pair[side]?.amount ?? ZERO), ZERO);
  return amountsOfYuan(total('old'), total('new'));
}

/** What the labels of several leaves begin with. */
function commonLabel(leaves: readonly Leaf[]): string {
  const labels = leaves.map(({ label }) => label.split(' › '));
  const [first = []] = labels;
  const same = first.findIndex((word, i) => labels.some((label) => label[i] !== word));
  return first.slice(0, same < 0 ? first.length : Math.max(1, same)).join(' › ');
}
