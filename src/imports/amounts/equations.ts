/**
 * What printed cells say of an input's amounts: the compiler makes the tables of an input in which every
 * amount that may be there is there, and each of their figures knows which of these it is the sum of.
 */
import type { CheckResult } from '../../checks/rule.js';
import type { Profile } from '../../forms/library.js';
import type { TableTemplate } from '../../forms/template.js';
import { type Decimal, difference, factorsOf, type Span, stepOf, ZERO } from '../../model/money.js';
import type { ReadTable } from '../../reading/read-table.js';
import { type CellName, type Table, whyBlank } from '../../tables/table.js';
import { pairsOf } from './pairs.js';

/** What a cell shows: an amount, and how exact it is. */
export interface Equation {
  /** Positions of amounts, ascending. */
  readonly leaves: readonly number[];
  /** What each is multiplied by. */
  readonly factors: readonly number[];
  /** In 元, as printed. */
  readonly printed: Decimal;
  /** The least that two different printed amounts differ by, in 元. */
  readonly step: Decimal;
  /** The cell; undefined where it is a line that the table does not have. */
  readonly place: Span | undefined;
  readonly cell?: { readonly table: string; readonly name: CellName };
  /** Adjusted so that parts add up: it may be the next step above or below what it rounds to. */
  readonly footed?: true;
  /** No cell, but what must be, to the last cent. */
  readonly exact?: true;
  /** Of those, that as much is spent and kept as is received: each amount is in one of them. */
  readonly balance?: true;
}

export interface CellsSeen {
  readonly equations: readonly Equation[];
  /** How many cells that show something have a figure that is not known. */
  readonly unknown: number;
}

/**
 * @param compiled tables of an input in which each amount is positive and written at a place of its own
 * @param read what the worksheets show
 * @param leafAt position of the amount that is written at a place; undefined of what is no such amount
 */
export function equationsOf(
  compiled: readonly Table[],
  read: readonly ReadTable[],
  leafAt: (span: Span) => number | undefined,
  profile: Pick<Profile, 'tables' | 'numbers'>,
): CellsSeen {
  const pairs = pairsOf(compiled, read, profile);
  const unknown = pairs.filter(
    ({ cell, found }) => found && found.text.trim() !== '' && whyBlank(cell.content) !== undefined,
  ).length;
  const equations = pairs.flatMap(({ table, sheet, cell, found }): Equation[] => {
    const { name, content } = cell;
    const { figure } = content;
    if (!figure || figure.whole || figure.counted !== undefined) return [];
    if ('against' in name.asked && name.asked.against !== undefined) return [];
    const terms = termsOf(figure, leafAt);
    if (!terms || terms.size === 0) return [];
    if (found && found.text.trim() !== '' && found.value === undefined) return [];
    const money = sheet.template.money ?? profile.numbers.tableMoney;
    // zeros at the end are not always printed: it is rounded all the same
    const shown = found?.money ?? money;
    const decimals =
      shown.unit === money.unit ? Math.max(shown.decimals, money.decimals) : shown.decimals;
    const leaves = [...terms.keys()].sort((a, b) => a - b);
    return [
      {
        leaves,
        factors: leaves.map((leaf) => terms.get(leaf) ?? 0),
        printed: found?.value ?? ZERO,
        step: stepOf({ unit: shown.unit, decimals }),
        place: found?.place,
        cell: { table: table.id, name },
        ...(isFooted(sheet.template, profile) ? { footed: true as const } : {}),
      },
    ];
  });
  return { equations, unknown };
}

/**
 * What rules compare: two figures that must be equal.
 * @param results of rules on the same input as the compiled tables
 * @param each what an amount of that input is, in 元
 */
export function ruled(
  results: readonly CheckResult[],
  leafAt: (span: Span) => number | undefined,
  each: Decimal,
): Equation[] {
  return results.flatMap(({ outcome: { sides } }): Equation[] => {
    if (sides?.sign !== '=' || sides.unit !== '元') return [];
    const both = difference(sides.left.figure, sides.right.figure);
    const all = factorsOf(both);
    const terms = new Map<number, number>();
    let sum = ZERO;
    both.sources.forEach((span, i) => {
      const leaf = leafAt(span);
      const factor = all[i] ?? ZERO;
      if (leaf === undefined || factor.isZero()) return;
      terms.set(leaf, (terms.get(leaf) ?? 0) + factor.toNumber());
      sum = sum.plus(factor.times(each));
    });
    const leaves = [...terms.keys()].filter((leaf) => terms.get(leaf) !== 0).sort((a, b) => a - b);
    if (leaves.length === 0) return [];
    // the rest of the difference is what is written already
    const printed = sum.minus(both.value);
    const factors = leaves.map((leaf) => terms.get(leaf) ?? 0);
    return [{ leaves, factors, printed, step: each, place: undefined, exact: true }];
  });
}

const isFooted = (
  { form, footed }: TableTemplate,
  { numbers }: Pick<Profile, 'numbers'>,
): boolean => !form && (footed ?? numbers.footed);

/** Which amounts a figure is the sum of; undefined where it is of other things as well. */
function termsOf(
  figure: Parameters<typeof factorsOf>[0],
  leafAt: (span: Span) => number | undefined,
): Map<number, number> | undefined {
  const factors = factorsOf(figure);
  const terms = new Map<number, number>();
  for (const [i, span] of figure.sources.entries()) {
    const leaf = leafAt(span);
    if (leaf === undefined) return undefined;
    const factor = factors[i]?.toNumber() ?? 0;
    if (factor !== 0) terms.set(leaf, (terms.get(leaf) ?? 0) + factor);
  }
  return terms;
}
