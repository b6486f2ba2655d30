/** Whether everything is tried that can be: where CI says so. At a desk, what is of a kind is tried on fewer. */
export const THOROUGH = Boolean(process.env.CI);

/** How often a property is tried: in full where CI says so, at a desk two thirds as often. */
export const runs = (full: number): number => (THOROUGH ? full : Math.ceil((full * 2) / 3));

/** Cases of which those alone are tried at a desk that are of kinds of their own. */
export const kindsOf = <T>(own: readonly T[], more: readonly T[]): readonly T[] =>
  THOROUGH ? [...own, ...more] : own;
