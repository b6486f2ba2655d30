/** What the schema of an input says of a place in it. */
import type { JsonSchema } from '../../words.js';
import type { Place } from './tree-place.js';

/** What a code stands for. */
export type CodeKind = 'functional' | 'economic' | 'government' | 'unit' | 'project';

/** All that a node of a schema may be, references followed. */
function ways(root: JsonSchema, node: JsonSchema, seen = new Set<JsonSchema>()): JsonSchema[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const referred = node.$ref === undefined ? undefined : pointed(root, node.$ref);
  const others = [
    ...(referred ? [referred] : []),
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
    ...(node.allOf ?? []),
  ];
  return [node, ...others.flatMap((one) => ways(root, one, seen))];
}

/** Where a reference within the schema leads: `#/definitions/位置`. */
function pointed(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  let node: unknown = root;
  for (const part of ref.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
    node = (node as Record<string, unknown>)[name];
  }
  return typeof node === 'object' && node !== null ? (node as JsonSchema) : undefined;
}

function below(node: JsonSchema, key: string | number): JsonSchema[] {
  if (typeof key === 'number') return node.items ? [node.items] : [];
  const { properties, patternProperties, additionalProperties } = node;
  if (properties && Object.hasOwn(properties, key)) return [properties[key] as JsonSchema];
  const matching = Object.entries(patternProperties ?? {}).filter(([pattern]) =>
    new RegExp(pattern, 'u').test(key),
  );
  if (matching.length > 0) return matching.map(([, one]) => one);
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/**
 * The parts of a schema that what stands at a path may follow, the most general first; none where nothing
 * may stand there.
 */
export function schemaAt(root: JsonSchema, path: Place['path']): JsonSchema[] {
  let nodes = ways(root, root);
  for (const key of path)
    nodes = nodes.flatMap((node) => below(node, key)).flatMap((node) => ways(root, node));
  return [...new Set(nodes)];
}

export interface KeyWord {
  readonly key: string;
  readonly description: string;
  readonly required: boolean;
  /** What stands below it: a value in its line, a map or a list. */
  readonly holds: 'value' | 'map' | 'list';
}

/** The keys that a map at a path may have, those that it must have first. */
export function keysAt(root: JsonSchema, path: Place['path']): KeyWord[] {
  const found = new Map<string, KeyWord>();
  for (const { properties, required } of schemaAt(root, path)) {
    for (const [key, node] of Object.entries(properties ?? {})) {
      if (found.has(key)) continue;
      const below = ways(root, node);
      found.set(key, {
        key,
        description: described(below),
        required: required?.includes(key) ?? false,
        holds: holds(below),
      });
    }
  }
  const all = [...found.values()];
  return [...all.filter(({ required }) => required), ...all.filter(({ required }) => !required)];
}

function holds(nodes: readonly JsonSchema[]): KeyWord['holds'] {
  const types = nodes.flatMap(({ type }) => type ?? []);
  if (types.some((type) => type !== 'object' && type !== 'array')) return 'value';
  if (types.includes('array')) return 'list';
  return types.includes('object') ? 'map' : 'value';
}

/** What a place says in the words of the schema; empty where it says nothing. */
export const described = (nodes: readonly JsonSchema[]): string =>
  nodes.find(({ description }) => description)?.description ?? '';

/** The words that may stand at a path, where the schema lists them. */
export function valuesAt(root: JsonSchema, path: Place['path']): string[] {
  const words = schemaAt(root, path).flatMap((node) => [
    ...(node.enum ?? []),
    ...(node.const === undefined ? [] : [node.const]),
  ]);
  return [...new Set(words.map(String))];
}

/** Whether an amount of money stands at a path. */
export const isAmount = (root: JsonSchema, path: Place['path']): boolean =>
  schemaAt(root, path).some(
    ({ type, description }) => type === 'number' && description?.includes('单位见“金额单位”'),
  );

const PATTERNS: Readonly<Record<string, CodeKind>> = {
  '^\\d{7}$': 'functional',
  '^\\d{3}(\\d{4})?$': 'functional',
  '^\\d{5}$': 'economic',
};

/** What the keys of a map at a path are codes of. */
export function codeOfKeys(root: JsonSchema, path: Place['path']): CodeKind | undefined {
  const nodes = schemaAt(root, path);
  for (const { propertyNames, description, additionalProperties } of nodes) {
    const kind = PATTERNS[propertyNames?.pattern ?? ''];
    if (kind) return kind;
    // 附属单位上缴收入: { 单位代码: 金额 }
    if (additionalProperties && /单位(的)?代码[:：]/.test(description ?? '')) return 'unit';
  }
  return undefined;
}

const MEANINGS: readonly (readonly [string, CodeKind])[] = [
  ['功能科目代码', 'functional'],
  ['经济科目代码', 'economic'],
  ['政府经济科目代码', 'government'],
  ['单位代码', 'unit'],
  ['项目支出里的项目名称', 'project'],
];

/** What the value at a path is the code of; a unit's own 代码 is not one that refers to it. */
export function codeOfValue(root: JsonSchema, path: Place['path']): CodeKind | undefined {
  if (path.at(-1) === '代码') return undefined;
  for (const { type, description = '' } of schemaAt(root, path)) {
    if (type === undefined || type === 'object' || type === 'array') continue;
    for (const [begin, kind] of MEANINGS) if (description.startsWith(begin)) return kind;
  }
  return undefined;
}

/** Whether a code has the length that the schema asks for at a path: 项, 款, or also 类. */
export function fits(
  root: JsonSchema,
  path: Place['path'],
  kind: CodeKind,
  code: string,
  asKey: boolean,
): boolean {
  if (kind === 'unit' || kind === 'project') return true;
  const patterns = schemaAt(root, path).flatMap(
    ({ propertyNames }) => propertyNames?.pattern ?? [],
  );
  if (asKey && patterns.length > 0) return patterns.some((one) => new RegExp(one).test(code));
  return code.length === (kind === 'functional' ? 7 : 5);
}
