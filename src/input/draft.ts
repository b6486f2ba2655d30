/** An input in the making: what an import, a new year or a workbook gives, before it is written. */
import type { Path, Tree } from './tree.js';

/** Words that mark what a person has to look at; `check` lists them until they are gone. */
export const TO_CONFIRM = '待核';
export const TO_FILL = '待填';

/** What is said of a place in a draft: in YAML a comment. */
export interface Remark {
  readonly path: Path;
  /** Without the sign that begins a comment; may have several lines. */
  readonly text: string;
  /**
   * `behind` the value, on its line; `above` the key, on lines of its own; `instead` of a key that the
   * tree does not have, at the end of what it belongs to.
   */
  readonly where: 'behind' | 'above' | 'instead';
}

export interface Draft {
  readonly tree: Tree;
  readonly remarks: readonly Remark[];
}
