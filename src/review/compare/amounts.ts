/** How much a printed figure changed. */

import { Decimal, toWan } from '../../model/money.js';
import type { Content } from '../../tables/table.js';
import { cellText } from '../../tables/table.js';
import type { Shown } from '../open/edition.js';
import type { Amounts, Pair } from './comparison.js';

const PERCENT_DECIMALS = 2;

/** Of two amounts in 万元; a side that is not there counts nothing. */
function amountsOf(old: Decimal, now: Decimal): Amounts {
  const change = now.minus(old);
  const percent = old.isZero() ? undefined : change.div(old.abs()).times(100);
  return {
    change,
    percent: percent && `${percent.isNegative() ? '' : '+'}${percent.toFixed(PERCENT_DECIMALS)}%`,
  };
}

/** Of two amounts in 元. */
export function amountsOfYuan(old: Decimal | undefined, now: Decimal | undefined): Amounts {
  return amountsOf(toWan(old ?? ZERO), toWan(now ?? ZERO));
}

const ZERO = new Decimal(0);
/** `30万元`, `-1,234.5`, but not a share. */
const PRINTED = /^(-?[\d,]+(?:\.\d+)?)(?:万元)?$/;

/** A printed amount in 万元; undefined where a text is none, and where it counts other things. */
function printedAmount({ text, figure }: Shown): Decimal | undefined {
  if (!figure || figure.whole || figure.counted) return undefined;
  if (text === '') return figure.value.isZero() ? ZERO : undefined;
  const digits = PRINTED.exec(text)?.[1];
  return digits === undefined ? undefined : new Decimal(digits.replaceAll(',', ''));
}

/** How much a pair of printed amounts changed; undefined where one of them is no amount. */
export function changeOf({ old, new: now }: Pair<Shown>): Amounts | undefined {
  const before = old ? printedAmount(old) : ZERO;
  const after = now ? printedAmount(now) : ZERO;
  return before && after && amountsOf(before, after);
}

/** What a cell shows, with the figure behind it. */
export function shownOf(content: Content): Shown {
  const text = cellText(content);
  return content.figure ? { text, figure: content.figure } : { text };
}
