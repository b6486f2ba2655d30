/** Versions of what is told to programs; each grows when a reader of the old form would misread the new one. */

/** Of `check --format json`. */
export const CHECK_VERSION = 1;
/** Of `diff --format json` and `explain --format json`. */
export const DIFF_VERSION = 1;
