/** Names that the templates of a format ask an input for. */

/** Names that something asks for. */
export interface Asked {
  readonly quantities: Set<string>;
  readonly rows: Set<string>;
  readonly fields: Set<string>;
  /** Years and budgets beside the year's own figures. */
  readonly bases: Set<string>;
  /** Reasons and purposes, as sentences ask for them. */
  readonly reasons: Set<string>;
  /** Paragraphs of the department's own. */
  readonly paragraphs: Set<string>;
}

/** Nothing, to be added to. */
export const askNothing = (): Asked => ({
  quantities: new Set(),
  rows: new Set(),
  fields: new Set(),
  bases: new Set(),
  reasons: new Set(),
  paragraphs: new Set(),
});
