/** What a schema lets stand at a place, as far as a sheet has to know: its keys in order, numbers or texts, what is chosen from. */
import { memoize } from 'es-toolkit/function/memoize';
import type * as z from 'zod';
import { isMoney } from '../input/fields.js';
import { defOf } from '../input/issues.js';
import { type Target, targetOf } from '../input/references.js';
import type { Path } from '../input/tree.js';

/** Several of these where a place takes one amount or a map of them. */
export interface Shape {
  readonly description: string;
  readonly required: boolean;
  readonly scalar?: 'text' | 'number' | 'date' | 'choice' | 'paragraphs';
  /** What a choice is made from. */
  readonly options?: readonly string[];
  /** Of an amount in the file's unit. */
  readonly money?: true;
  /** What its text names, or the keys of its map do. */
  readonly target?: Target;
  /** Keys that are known by name, in the order of the schema. */
  readonly members?: ReadonlyMap<string, Shape>;
  /** What stands under other keys. */
  readonly entries?: Shape;
  readonly keyTarget?: Target;
  /** What stands in a list. */
  readonly items?: Shape;
}

const UNKNOWN: Shape = { description: '', required: false };

/** The shape of a schema; made once for each. */
export const shapeOf: (schema: z.ZodType) => Shape = memoize(shapeFrom);

function shapeFrom(schema: z.ZodType): Shape {
  const def = defOf(schema);
  const { description = '' } = (schema.meta() ?? {}) as { description?: string };
  const target = targetOf(schema);
  const named = { ...(description ? { description } : {}), ...(target ? { target } : {}) };
  if (def.innerType)
    return { ...shapeFrom(def.innerType), ...named, required: def.type !== 'optional' };
  if (def.type === 'union')
    return { ...joined((def.options ?? []).map(shapeFrom)), ...named, required: true };
  const shape = { description, required: true, ...named };
  if (def.shape)
    return {
      ...shape,
      members: new Map(Object.entries(def.shape).map(([key, one]) => [key, shapeFrom(one)])),
    };
  if (def.element) return { ...shape, items: shapeFrom(def.element) };
  if (def.valueType) {
    const keyTarget = def.keyType && targetOf(def.keyType);
    return { ...shape, entries: shapeFrom(def.valueType), ...(keyTarget ? { keyTarget } : {}) };
  }
  return { ...shape, ...scalarOf(schema) };
}

/** A place that takes one of several things. */
const joined = (shapes: readonly Shape[]): Shape =>
  Object.assign({ ...UNKNOWN }, ...shapes.toReversed());

function scalarOf(schema: z.ZodType): Partial<Shape> {
  const def = defOf(schema) as ReturnType<typeof defOf> & {
    entries?: Record<string, string>;
    values?: readonly unknown[];
  };
  const meta = (schema.meta() ?? {}) as Record<string, unknown>;
  if (def.entries) return { scalar: 'choice', options: Object.values(def.entries) };
  if (def.values) return { scalar: 'choice', options: def.values.map(String) };
  if (meta.anyOf) return { scalar: 'paragraphs' };
  if (meta.type === 'number' || meta.type === 'integer')
    return { scalar: 'number', ...(isMoney(meta) ? { money: true } : {}) };
  if (meta.type === 'string' && meta.pattern) return { scalar: 'date' };
  if (meta.type === 'object') return {}; // what a format declares
  if (meta.type === undefined && def.in) return scalarOf(def.in);
  return { scalar: 'text' };
}

/** What may stand at a path below a shape. */
export function shapeAt(shape: Shape | undefined, path: Path): Shape | undefined {
  let at = shape;
  for (const step of path) {
    at = typeof step === 'number' ? at?.items : (at?.members?.get(step) ?? at?.entries);
    if (!at) return undefined;
  }
  return at;
}

/** Whether it is one value in a cell: no paragraphs, no map. */
export const isPlain = (shape: Shape): boolean =>
  (shape.scalar !== undefined && shape.scalar !== 'paragraphs' && !shape.entries) ||
  isListOfTexts(shape);

/** A list of words, which a cell takes line by line. */
export const isListOfTexts = ({ items }: Shape): boolean => items?.scalar === 'text';
