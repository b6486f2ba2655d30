/** Bounds on what an input may be. */
export const LIMITS = {
  bytes: 4 * 1024 * 1024,
  nodes: 200_000,
  aliases: 10_000,
  depth: 40,
  textLength: 20_000,
} as const;
