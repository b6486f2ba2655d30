/** How often a property is tried: in full where CI says so, at a desk two thirds as often. */
export const runs = (full: number): number => (process.env.CI ? full : Math.ceil((full * 2) / 3));
