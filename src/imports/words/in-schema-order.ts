/** A tree with its keys in the order in which the input's schema has them: as a person would write it. */
import * as z from 'zod';
import { Numeral, type Tree } from '../../input/tree.js';
import { emptyMap } from './draft-tree.js';

/** The schema inside of what only says that it may be absent, or what becomes of it. */
function inner(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return inner(schema.unwrap());
  if (schema instanceof z.ZodPipe) return inner(schema.in);
  return schema;
}

/** Of several schemas the one that has keys. */
function objectIn(schema: unknown): unknown {
  const one = inner(schema);
  return one instanceof z.ZodUnion
    ? (one.options.map(inner).find((option) => option instanceof z.ZodObject) ?? one)
    : one;
}

export function inSchemaOrder(tree: Tree, schema: unknown): Tree {
  const own = objectIn(schema);
  if (Array.isArray(tree)) {
    const element = own instanceof z.ZodArray ? own.element : undefined;
    return tree.map((one) => inSchemaOrder(one, element));
  }
  if (tree === null || typeof tree !== 'object' || tree instanceof Numeral) return tree;
  const shape: Readonly<Record<string, unknown>> = own instanceof z.ZodObject ? own.shape : {};
  const value = own instanceof z.ZodRecord ? own.valueType : undefined;
  const known = Object.keys(shape).filter((key) => key in tree);
  const others = Object.keys(tree).filter((key) => !Object.hasOwn(shape, key));
  const out = emptyMap();
  for (const key of [...known, ...others])
    out[key] = inSchemaOrder(tree[key] ?? null, shape[key] ?? value);
  return out;
}
