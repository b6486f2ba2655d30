/** A season whose list is opened in place of a folder. */
export interface OpenedSeason {
  readonly departments: readonly {
    /** Its input, from the opened folder, with `/`; there may be none yet. */
    readonly path: string;
    readonly department?: string;
    readonly code?: string;
  }[];
  /** How far it is, in a line; empty where it never ran. */
  readonly progress: () => string;
}
