/** A linear program: amounts that are as near to what is printed as all cells together allow. */
import type { LegacyHighs } from 'highs/legacy-types';
import type { Reduced } from './reduced.js';

/** What being off a printed amount costs: within its rounding nearly nothing, beyond it more than anything. */
const TIERS: readonly { readonly within: number; readonly cost: number }[] = [
  { within: 0.4, cost: 1 },
  { within: 0.09, cost: 20 },
  { within: Number.POSITIVE_INFINITY, cost: 10_000 },
];

/** An amount that was adjusted says where it was nearest to. */
const FOOTED = [
  { within: 1.4, cost: 10 },
  { within: Number.POSITIVE_INFINITY, cost: 10_000 },
];

/** What must be is so to the last cent, unless the cells say otherwise. */
const EXACT = { within: Number.POSITIVE_INFINITY, cost: 1_000 };

/** As the package exports it to modules; its types speak of the other kind. */
type HighsLoader = () => Promise<LegacyHighs>;

/** Loaded once; each model is solved by itself. */
let solver: Promise<LegacyHighs> | undefined;

async function loadSolver(): Promise<LegacyHighs> {
  const { default: load } = (await import('highs')) as unknown as { default: HighsLoader };
  return load();
}

/** Amounts in steps, by a linear program: as near to what is printed as all cells together allow. */
export async function linear(
  { columns, rows, step: scale }: Reduced,
  preferences: readonly number[],
  without: ReadonlySet<number>,
): Promise<number[]> {
  if (columns.length === 0) return [];
  solver ??= loadSolver();
  const highs = await solver;
  const objective: string[] = [];
  const constraints: string[] = [];
  const bounds: string[] = [];
  const negative = new Set<number>();
  rows.forEach(({ equation, terms }, r) => {
    if (terms.length === 0) return;
    const step = equation.step.div(scale).toNumber();
    const sum = terms.map(([column, factor]) => signed(factor, `x${column}`));
    const tiers = equation.exact ? [EXACT] : equation.footed ? FOOTED : TIERS;
    tiers.forEach(({ within, cost }, t) => {
      for (const [side, sign] of [
        ['u', '+'],
        ['d', '-'],
      ] as const) {
        const name = `${side}${t}_${r}`;
        sum.push(`${sign} ${name}`);
        objective.push(`+ ${cost / step} ${name}`);
        if (Number.isFinite(within)) bounds.push(`${name} <= ${within * step}`);
      }
    });
    if (equation.printed.isNegative() && !equation.exact)
      for (const [column] of terms) negative.add(column);
    constraints.push(`r${r}: ${sum.join('\n ')} = ${equation.printed.div(scale).toFixed()}`);
  });
  preferences.forEach((preference, column) => {
    if (preference !== 0) objective.push(signed(preference * TINY, `x${column}`));
  });
  for (const column of negative) bounds.push(`x${column} >= -1e15`);
  for (const column of without) bounds.push(`x${column} = 0`);
  const model = [
    'Minimize',
    `obj: ${objective.join('\n ')}`,
    'Subject To',
    ...constraints,
    'Bounds',
    ...bounds,
    'End',
    '',
  ].join('\n');
  const { Columns } = highs.solve(model);
  return columns.map((_, i) => (Columns[`x${i}`] as { Primal?: number } | undefined)?.Primal ?? 0);
}

/** Beside a step that an amount is off, what is likelier hardly counts. */
const TINY = 1e-7;
const signed = (factor: number, name: string): string =>
  `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`;
