/** Formulas of a sheet after cells were written: each has what it comes to now, or is told where nobody knows. */
import { Decimal } from '../model/money.js';
import { addressOf } from './cells.js';
import { computed, type Operand } from './computed.js';
import { cellXml } from './sheet-edit.js';
import { type CellPart, cutSheet } from './sheet-parts.js';

export interface Recomputed {
  readonly xml: string;
  /** By address: what formulas come to. */
  readonly known: ReadonlyMap<string, Decimal>;
  /** Addresses of formulas that are more than sums: they keep what the file has as their results. */
  readonly unknown: readonly string[];
}

const MOST_NESTED = 50;

/**
 * Stores what the formulas of a sheet come to.
 * @throws Unreadable where the XML is no worksheet
 */
export function recompute(xml: string): Recomputed {
  const { head, rows, tail } = cutSheet(xml);
  const cells = new Map(
    rows.flatMap(({ number, cells: own }) =>
      own.map((cell): [string, CellPart] => [addressOf(number, cell.col), cell]),
    ),
  );
  const results = new Map<string, Operand>();
  const resultOf = (address: string, depth: number): Operand => {
    const cell = cells.get(address);
    if (!cell?.formula) return operandOf(cell);
    if (results.has(address)) return results.get(address);
    // what goes round in a circle is not known
    results.set(address, undefined);
    const value =
      cell.formula.plain && depth < MOST_NESTED
        ? computed(cell.formula.text, (other) => resultOf(other, depth + 1))
        : undefined;
    results.set(address, value);
    return value;
  };
  const known = new Map<string, Decimal>();
  const unknown: string[] = [];
  const written = rows.map((row) => {
    let own = row.xml;
    for (const cell of row.cells) {
      if (!cell.formula) continue;
      const address = addressOf(row.number, cell.col);
      const value = resultOf(address, 0);
      if (!(value instanceof Decimal)) unknown.push(address);
      else {
        known.set(address, value);
        if (numberIn(cell)?.eq(value)) continue;
        const result = { kind: 'number', digits: value.toFixed() } as const;
        own = own.replace(cell.xml, () => cellXml(address, cell.style, result, cell.formula?.xml));
      }
    }
    return own;
  });
  return { xml: head + written.join('') + tail, known, unknown };
}

function numberIn({ type, value }: CellPart): Decimal | undefined {
  if (type !== '' && type !== 'n') return undefined;
  return /^[-+]?[\d.]+(?:[eE][-+]?\d{1,3})?$/.test(value) ? new Decimal(value) : undefined;
}

function operandOf(cell: CellPart | undefined): Operand {
  if (!cell || (cell.type !== 'inlineStr' && cell.value === '')) return 'blank';
  if (cell.type === 's' || cell.type === 'inlineStr' || cell.type === 'str') return 'text';
  return numberIn(cell);
}
