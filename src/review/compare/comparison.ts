/** What two editions differ in, as reviewers read it. The old side comes first everywhere. */

import type { Decimal } from '../../model/money.js';
import type { Edition, Leaf, Shown } from '../open/edition.js';

/** One thing in both editions; one side is absent where it was added or taken away. */
export interface Pair<T> {
  readonly old?: T | undefined;
  readonly new?: T | undefined;
}

/** One thing that both editions have. */
export type Both<T> = Readonly<Record<'old' | 'new', T>>;

/** The same of both sides, as far as they are there. */
export function ofBoth<T, U>({ old, new: now }: Pair<T>, of: (side: T) => U): Pair<U> {
  return {
    old: old === undefined ? undefined : of(old),
    new: now === undefined ? undefined : of(now),
  };
}

export interface Amounts {
  /** In 万元, of the figures as they are printed. */
  readonly change: Decimal;
  /** In per cent of the old one; undefined where that is zero. */
  readonly percent: string | undefined;
}

/** What was written otherwise, or, where inputs are not at hand, the finest cell that shows it. */
export interface Cause {
  readonly kind: '改数' | '改字' | '新增' | '删除' | '表内';
  readonly label: string;
  readonly oldLabel?: string | undefined;
  /** First of the leaves that changed together; a cell has none. */
  readonly leaf: Pair<Leaf>;
  readonly texts: Pair<string>;
  readonly amounts?: Amounts | undefined;
  /** Leaves that were added or taken away together. */
  readonly leaves: number;
}

/** Who a change is due to, by the positions of the causes. */
export interface Due {
  readonly causes: readonly number[];
  /** Follows from its causes alone, so that nobody need look at it. */
  readonly follows: boolean;
}

export interface CellChange extends Due {
  readonly row: string;
  readonly code: string | undefined;
  /** The row with what it stands below, by codes and names. */
  readonly rowPath: string;
  readonly column: string;
  readonly shown: Pair<Shown>;
  readonly amounts?: Amounts | undefined;
}

/** A row or a column. */
export interface LineChange {
  /** 换次序: the rows are the same ones, one behind the other in another order. */
  readonly kind: '新增' | '删除' | '改名' | '改编码' | '换次序';
  readonly name: string;
  readonly code?: string | undefined;
  readonly oldName?: string | undefined;
  readonly oldCode?: string | undefined;
  readonly note?: string | undefined;
  /** Positions of the causes that it is due to. */
  readonly causes: readonly number[];
}

/** A text that stands outside the grid of a table. */
export interface TextChange extends Pair<string> {
  readonly causes: readonly number[];
}

export interface TableChange {
  readonly id: string;
  readonly name: string;
  readonly oldName?: string | undefined;
  readonly kind: '变动' | '新增' | '删除';
  readonly rows: readonly LineChange[];
  readonly columns: readonly LineChange[];
  readonly cells: readonly CellChange[];
  /** Title, unit, notes: what stands outside the grid. */
  readonly texts: readonly TextChange[];
}

export interface Word {
  readonly text: string;
  readonly changed: boolean;
}

export interface SentenceChange extends Due {
  /** Part and section. */
  readonly place: string;
  readonly kind: '变动' | '新增' | '删除';
  readonly words: Pair<readonly Word[]>;
  /** Figures of the sentence that changed, in their order. */
  readonly figures: readonly Pair<Shown>[];
}

export interface SectionChange {
  readonly kind: '新增' | '删除' | '改名';
  readonly name: string;
  readonly oldName?: string | undefined;
  readonly causes: readonly number[];
}

export interface SettingChange {
  readonly what: '标题' | '格式' | '模板' | '程序版本';
  readonly name?: string | undefined;
  readonly values: Pair<string>;
}

export interface Comparison {
  readonly old: Edition;
  readonly new: Edition;
  /** 两年: editions of different years, compared by subject. */
  readonly mode: '同年' | '两年';
  readonly settings: readonly SettingChange[];
  readonly causes: readonly Cause[];
  readonly tables: readonly TableChange[];
  readonly sections: readonly SectionChange[];
  readonly sentences: readonly SentenceChange[];
  /** What was not compared, and why. */
  readonly remarks: readonly string[];
}
