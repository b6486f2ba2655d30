/** Which cells of a table are the sums of which others of it, as the relations of its format (勾稽) have it. */
import type { Equation } from '../forms/relation.js';
import type { Cell } from '../tables/table.js';
import type { ToldParts } from '../tables/totals.js';
import { figuresOf } from './relations.js';
import type { RuleContext } from './rule.js';

/**
 * The parts of each total that stands alone on the left of an equation, whose right side is cells of the same
 * table. What a quantity of the budget is added to is left out: no cell shows it.
 */
export function partsTold(context: RuleContext): ToldParts {
  const told = new Map<Cell, (readonly Cell[])[]>();
  for (const { equations } of context.profile.relations)
    for (const equation of equations)
      for (const [whole, parts] of sumsOf(equation, context))
        told.set(whole, [...(told.get(whole) ?? []), parts]);
  return told;
}

function sumsOf(equation: Equation, context: RuleContext): [Cell, readonly Cell[]][] {
  const [total, ...others] = equation.left;
  if (total?.kind !== 'cells' || others.length > 0) return [];
  const within = equation.right.every((t) => t.kind === 'cells' && t.table === total.table);
  if (!within) return [];
  // forms of one template are many tables: each is summed by itself
  return (context.tables.get(total.table) ?? []).flatMap((table) => {
    const alone = { ...context, tables: new Map([[total.table, [table]]]) };
    const wholes = figuresOf(total, equation, alone);
    const terms = equation.right.map((term) => figuresOf(term, equation, alone));
    return [...wholes].flatMap(([key, cells]): [Cell, readonly Cell[]][] => {
      const [whole, second] = cells;
      const parts = terms.flatMap((term) => term.get(key) ?? []);
      if (!whole || second || !parts.every(({ known }) => known)) return [];
      return [[whole.at, parts.map(({ at }) => at)]];
    });
  });
}
