/** Turns what zod found into diagnostics with a place, a Chinese sentence and the likely mend. */
import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { at, type Code, type Diagnostic } from '../diagnostics.js';
import type { IssueParams } from './fields.js';
import { Numeral, type Path, type Source, type Tree } from './source.js';

type AnyDef = {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  valueType?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: z.ZodType[];
};

const defOf = (schema: z.ZodType): AnyDef =>
  (schema as unknown as { _zod: { def: AnyDef } })._zod.def;

/** The schemas that a path can lead to (several below a union). */
function schemasAt(schema: z.ZodType, path: Path): z.ZodType[] {
  const def = defOf(schema);
  if (def.innerType) return schemasAt(def.innerType, path);
  if (def.type === 'union') return (def.options ?? []).flatMap((option) => schemasAt(option, path));
  const [head, ...rest] = path;
  if (head === undefined) return [schema];
  const next = def.shape?.[String(head)] ?? def.element ?? def.valueType;
  return next ? schemasAt(next, rest) : [];
}

function knownKeys(schema: z.ZodType, path: Path): string[] {
  return schemasAt(schema, path).flatMap((found) => Object.keys(defOf(found).shape ?? {}));
}

/** The known word that a person most likely meant, if one is near enough. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const word of known) {
    const d = distance(written, word);
    if (d < least) [best, least] = [word, d];
  }
  const allowed = Math.max(1, Math.ceil(Math.max(written.length, best?.length ?? 0) / 2));
  return best !== undefined &&
    (least <= allowed || best.includes(written) || written.includes(best))
    ? best
    : undefined;
}

/** `你是不是想写“…”` or the list of what is possible here. */
export function suggestion(written: string, known: readonly string[], noun: string): string {
  const near = nearest(written, known);
  if (near !== undefined) return `是不是“${near}”？`;
  if (known.length === 0) return '';
  const shown = known.slice(0, 12).join('、');
  return `可用的${noun}：${shown}${known.length > 12 ? '……' : ''}`;
}

function valueAt(tree: Tree, path: Path): Tree | undefined {
  let node: Tree | undefined = tree;
  for (const step of path) {
    if (node === null || typeof node !== 'object' || node instanceof Numeral) return undefined;
    node = (node as Record<string, Tree>)[String(step)];
  }
  return node;
}

const KIND_NAME: Record<string, string> = {
  object: '若干个“键: 值”',
  record: '若干个“键: 值”',
  array: '以“- ”开头的列表',
  string: '文字',
};

function describe(value: Tree | undefined): string {
  if (value === null) return '空的';
  if (Array.isArray(value)) return '一个列表';
  if (value instanceof Numeral) return `数字 ${value.text}`;
  if (typeof value === 'object') return '若干个“键: 值”';
  return `“${String(value).slice(0, 20)}”`;
}

/**
 * @param schema the schema that was applied, for the names of known keys
 * @param source where the places come from
 */
export function issueDiagnostics(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  source: Source,
): Diagnostic[] {
  return issues.flatMap((issue) => one(issue, schema, source));
}

function one(issue: z.core.$ZodIssue, schema: z.ZodType, source: Source): Diagnostic[] {
  const path = issue.path as Path;
  const value = valueAt(source.tree, path);
  const last = path.at(-1);
  const missing = value === undefined;
  const missingKey = (): Diagnostic =>
    at(
      source.keySpan(path),
      'key-missing',
      `缺少“${String(last)}”`,
      `请在这里加上“${String(last)}: ”`,
    );
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = knownKeys(schema, path).filter((word) => word !== key);
        const colon = key.includes('：')
          ? '键和值之间要用半角冒号“: ”'
          : suggestion(key, known, '键');
        return at(source.keySpan([...path, key]), 'key-unknown', `没有“${key}”这个键`, colon);
      });
    case 'invalid_type': {
      if (missing && typeof last === 'string') return [missingKey()];
      const expected = KIND_NAME[issue.expected] ?? issue.expected;
      const colon =
        typeof value === 'string' && value.includes('：')
          ? '键和值之间要用半角冒号加空格“: ”，不能用全角“：”'
          : undefined;
      return [
        at(
          source.valueSpan(path),
          'type-wrong',
          `这里应当是${expected}，写的是${describe(value)}`,
          colon,
        ),
      ];
    }
    case 'invalid_value': {
      if (missing && typeof last === 'string') return [missingKey()];
      const known = issue.values.map(String);
      const written = value instanceof Numeral ? value.text : String(value);
      return [
        at(
          source.valueSpan(path),
          'value-unknown',
          `“${String(last)}”不能写${describe(value)}`,
          suggestion(written, known, '值'),
        ),
      ];
    }
    case 'invalid_union': {
      // the members of a union differ in shape: report for the one whose shape was written
      const isMap =
        value !== null &&
        typeof value === 'object' &&
        !Array.isArray(value) &&
        !(value instanceof Numeral);
      const branch = isMap ? issue.errors.at(-1) : issue.errors[0];
      return (branch ?? []).flatMap((inner) =>
        one({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, schema, source),
      );
    }
    case 'too_small':
      return [at(source.keySpan(path), 'key-missing', `“${String(last)}”至少要有一项`)];
    case 'too_big':
      return [
        at(
          source.keySpan(path),
          'value-unknown',
          `“${String(last)}”的项数过多（最多 ${String(issue.maximum)} 项）`,
        ),
      ];
    case 'custom': {
      const params = issue.params as IssueParams | undefined;
      const codeName: Code = params?.gongkai ?? 'type-wrong';
      if (missing && typeof last === 'string') return [missingKey()];
      const place = value === null ? source.keySpan(path) : source.valueSpan(path);
      const label =
        typeof last === 'string' && value === null ? `“${last}”后面没有内容` : issue.message;
      return [at(place, codeName, label, params?.hint)];
    }
    default:
      return [at(source.valueSpan(path), 'type-wrong', `这里的写法不对（${issue.code}）`)];
  }
}
