/** How much a printed figure changed. */

import { type Decimal, inYuan, toWan, ZERO } from '../../model/money.js';
import type { Content } from '../../tables/table.js';
import { cellText } from '../../tables/table.js';
import type { Shown } from '../open/edition.js';
import { amountPrinted } from '../open/printed-amount.js';
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

/** A printed amount in 万元; undefined where a text is none. */
function printedAmount(shown: Shown): Decimal | undefined {
  const { text, figure } = shown;
  if (!figure || figure.whole) return undefined;
  if (text === '') return figure.value.isZero() ? ZERO : undefined;
  const printed = amountPrinted(shown);
  return printed && inYuan(printed.value, printed.unit).div(10_000);
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
  if (!content.figure) return { text };
  const money = content.kind === 'number' ? content.money : undefined;
  return { text, figure: content.figure, ...(money ? { money } : {}) };
}
