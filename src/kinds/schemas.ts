/** Schemas of kinds of file, each made once: making one takes longer than using it. */
import { memoize } from 'es-toolkit/function/memoize';
import type * as z from 'zod';
import type { AmountUnit } from '../input/amount.js';
import { type Reference, referencesIn } from '../input/references.js';
import type { InputData, Kind } from './kind.js';

const inYuan = memoize((kind: Kind) => kind.schema('元'));
const inWan = memoize((kind: Kind) => kind.schema('万元'));

/** @param unit unit that the file's amounts are written in */
export const schemaOf = (kind: Kind, unit: AmountUnit): z.ZodType<InputData> =>
  unit === '元' ? inYuan(kind) : inWan(kind);

/** Where a file of a kind refers to what stands elsewhere. */
export const referencesOf: (kind: Kind) => readonly Reference[] = memoize((kind: Kind) =>
  referencesIn(inYuan(kind)),
);
