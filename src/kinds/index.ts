/** All kinds of input file. */
import { BUDGET } from './budget/index.js';
import { FINAL } from './final/index.js';
import type { Kind } from './kind.js';
import { PRIOR } from './prior/index.js';

export const KINDS: readonly Kind[] = [BUDGET, FINAL, PRIOR];

/** The kind that `类型` names; undefined where it names none. */
export const kindNamed = (name: unknown): Kind | undefined =>
  KINDS.find((kind) => kind.name === name);

/** Kinds that a package is made of. */
export const PACKAGE_NAMES = KINDS.flatMap(({ published }) => published?.kind.name ?? []);
