/** How inputs of each kind are laid out in the fill-in workbook (填报工作簿). */
import { memoize } from 'es-toolkit/function/memoize';
import { type Layout, layoutOf } from '../fill-in/book.js';
import { KINDS } from './index.js';
import type { Kind } from './kind.js';
import { schemaOf } from './schemas.js';

/** Made once for each kind; where keys stand does not depend on the unit of amounts. */
export const layoutOfKind: (kind: Kind) => Layout = memoize((kind: Kind) =>
  layoutOf(kind.name, schemaOf(kind, '元'), kind.sheets),
);

export const layouts = (): readonly Layout[] => KINDS.map(layoutOfKind);
