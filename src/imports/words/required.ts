/** What an input must have and no table has said: texts to be put in, other values to be told of. */
import * as z from 'zod';
import { Numeral, type Path, type Tree } from '../../input/tree.js';

/** A key that is not there. */
export interface Lacking {
  readonly path: Path;
  /** Whether any text may stand there. */
  readonly text: boolean;
  /** What its writer is told. */
  readonly meaning: string;
}

interface Meta {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly object[];
  readonly description?: string;
}

/** A schema inside of what only says what becomes of it; its own words, the outermost first. */
function opened(schema: unknown): { readonly schema: unknown; readonly meta: Meta } {
  const meta = schema instanceof z.ZodType ? ((schema.meta() ?? {}) as Meta) : {};
  if (schema instanceof z.ZodOptional) {
    const inside = opened(schema.unwrap());
    return { ...inside, meta: { ...inside.meta, ...meta } };
  }
  return { schema, meta };
}

const isText = ({ type, anyOf }: Meta): boolean =>
  anyOf !== undefined || (Array.isArray(type) && type.includes('number'));

/**
 * @param skipped keys at the top that others fill
 */
export function lackingIn(
  tree: Tree,
  written: unknown,
  skipped: ReadonlySet<string>,
  path: Path = [],
): Lacking[] {
  const { schema, meta } = opened(written);
  if (Array.isArray(tree)) {
    const element = schema instanceof z.ZodArray ? schema.element : undefined;
    return tree.flatMap((one, i) => lackingIn(one, element, skipped, [...path, i]));
  }
  if (tree === null || typeof tree !== 'object' || tree instanceof Numeral) return [];
  if (schema instanceof z.ZodRecord)
    return Object.entries(tree).flatMap(([key, one]) =>
      lackingIn(one, schema.valueType, skipped, [...path, key]),
    );
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, member]): Lacking[] => {
    const here = [...path, key];
    if (path.length === 0 && skipped.has(key)) return [];
    if (key in tree) return lackingIn(tree[key] ?? null, member, skipped, here);
    if (member instanceof z.ZodOptional) return [];
    const own = opened(member);
    if (own.schema instanceof z.ZodObject)
      return lackingIn(Object.create(null), own.schema, skipped, here);
    const { description: meaning = key } = { ...meta, ...own.meta };
    return [{ path: here, text: isText(own.meta), meaning }];
  });
}
