/** A place in the tree of a YAML text. */
export interface Place {
  /** Of a key, the map that it stands in; of a value, the value. Keys, and positions in lists. */
  readonly path: readonly (string | number)[];
  /**
   * key: a key with a colon behind it, or one that is begun in brackets; value: what stands behind a colon;
   * node: what begins a line or an entry of a list, a key or the value of `path`, as the schema has it;
   * text: in a comment, or in a text of several lines.
   */
  readonly kind: 'key' | 'value' | 'node' | 'text';
  /** The word that the place stands in or at the end of, with its quotes. */
  readonly from: number;
  readonly to: number;
  /** The other keys of the map that the word stands in. */
  readonly siblings: readonly string[];
  /** In brackets. */
  readonly flow: boolean;
}
