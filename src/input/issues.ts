/** Turns what zod found into diagnostics with a place, a Chinese sentence and the likely mend. */
import { distance } from 'fastest-levenshtein';
import type * as z from 'zod';
import { at, type Code, type Diagnostic } from '../diagnostics.js';
import type { IssueParams } from './fields.js';
import type { Source } from './source.js';
import { clip, describe, Numeral, type Path, type Tree, textOf, valueAt } from './tree.js';

/** What a schema is made of. */
type AnyDef = {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: z.ZodType[];
};

export const defOf = (schema: z.ZodType): AnyDef =>
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
  if (written === '') return undefined;
  const closest = (words: readonly string[]) => {
    let best: { word: string; off: number } | undefined;
    for (const word of words) {
      const off = distance(written, word);
      if (!best || off < best.off) best = { word, off };
    }
    return best;
  };
  const near = closest(known);
  if (!near || near.off <= 1) return near && near.off < longer(near.word) ? near.word : undefined;
  // a word left incomplete, or one written with more around it
  const part = closest(known.filter((word) => word.includes(written) || written.includes(word)));
  if (part) return part.word;
  return near.off <= Math.ceil(longer(near.word) / 2) ? near.word : undefined;

  function longer(word: string): number {
    return Math.max(written.length, word.length);
  }
}

/** `是不是“…”？` or the list of what is possible here. */
export function suggestion(written: string, known: readonly string[], noun: string): string {
  const near = nearest(written, known);
  // of a few values all are shown: the nearest word need not be the one that is meant
  const few = ['值', '口径'].includes(noun) && known.length <= FEW;
  if (near !== undefined && !few) return `是不是“${near}”？`;
  if (known.length === 0) return '';
  const shown = known.slice(0, 12).join('、');
  return `可用的${noun}：${shown}${known.length > 12 ? '……' : ''}`;
}

const FEW = 6;

const KIND_NAME: Record<string, string> = {
  object: '若干个“键: 值”',
  record: '若干个“键: 值”',
  array: '以“- ”开头的列表',
  string: '文字',
};

/** What else to say of a wrong value, by key. */
const ADVICE: Readonly<Record<string, string>> = {
  资金: '；事业收入、事业单位经营收入、上级补助收入、附属单位上缴收入、其他收入安排的支出写“单位资金”',
  金额单位: '；别的单位请先换算',
};

const COLON = '键和值之间要用半角冒号加空格“: ”，不能用全角“：”';

/** What the last step of a path names: `“部门”`, or the item of a list. */
function named(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'string') return `“${clip(last)}”`;
  const list = path.at(-2);
  if (last === undefined) return '文件内容';
  return typeof list === 'string' ? `“${clip(list)}”第 ${last + 1} 项` : `第 ${last + 1} 项`;
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
  const numbers = new Set<string>();
  return issues.flatMap((issue) => {
    // a number where keys belong: told once, in place of every key that it lacks
    const path = numberInPlaceOfKeys(issue, source);
    if (!path) return one(issue, schema, source);
    const key = path.join('/');
    if (numbers.has(key)) return [];
    numbers.add(key);
    const value = valueAt(source.tree, path);
    const message = `${named(path)}应当是${KIND_NAME.object}，写的是${describe(value)}`;
    const known = knownKeys(schema, path);
    const hint = `例如 ${String(path.at(-1))}: { ${known[0] ?? '…'}: … }，可用的键：${known.slice(0, 8).join('、')}`;
    return [at(source.valueSpan(path), 'type-wrong', message, hint)];
  });
}

/** The path of the number that an issue takes for a map, if it does. */
function numberInPlaceOfKeys(issue: z.core.$ZodIssue, source: Source): Path | undefined {
  const path = issue.path as Path;
  const most = issue.code === 'unrecognized_keys' ? path.length : path.length - 1;
  for (let n = 1; n <= most; n++) {
    const start = path.slice(0, n);
    if (valueAt(source.tree, start) instanceof Numeral) return start;
  }
  return undefined;
}

function one(issue: z.core.$ZodIssue, schema: z.ZodType, source: Source): Diagnostic[] {
  const path = issue.path as Path;
  const value = valueAt(source.tree, path);
  const last = path.at(-1);
  if (value === undefined && typeof last === 'string' && issue.code !== 'unrecognized_keys') {
    const parent = path.slice(0, -1);
    const where = parent.length > 0 ? `${named(parent)}里` : '';
    return [at(source.keySpan(path), 'key-missing', `${where}缺少“${last}”`, `请加上“${last}: ”`)];
  }
  if (value === null && issue.code !== 'unrecognized_keys') {
    const place = typeof last === 'string' ? source.keySpan(path) : source.valueSpan(path);
    const message =
      typeof last === 'string' ? `${named(path)}后面没有内容` : `${named(path)}是空的`;
    return [at(place, 'key-missing', message, '请填写，或删去这一行；“#”后面的字是说明，不算内容')];
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = knownKeys(schema, path).filter((word) => word !== key);
        const hint = key.includes('：')
          ? COLON
          : /^\d{3}(\.\d+)?$/.test(key)
            ? '金额不要写千分位逗号，例如 300000'
            : suggestion(key, known, '键');
        const message = `没有“${clip(key)}”这个键`;
        return at(source.keySpan([...path, key]), 'key-unknown', message, hint);
      });
    case 'invalid_type': {
      const expected = KIND_NAME[issue.expected] ?? '别的内容';
      const message = `${named(path)}应当是${expected}，写的是${describe(value)}`;
      const hint = typeHint(issue.expected, value) ?? recordHint(schema, path, value);
      return [at(source.valueSpan(path), 'type-wrong', message, hint)];
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      const written = textOf(value) ?? '';
      const hint =
        known.length === 1
          ? `只能写“${known[0]}”，否则删去这一行`
          : suggestion(written, known, '值') + (ADVICE[String(last)] ?? '');
      const message = `${named(path)}不能写${describe(value)}`;
      return [at(source.valueSpan(path), 'value-unknown', message, hint)];
    }
    case 'invalid_union': {
      // the members of a union differ in shape: report for the one whose shape was written
      const isMap =
        value !== null &&
        typeof value === 'object' &&
        !Array.isArray(value) &&
        !(value instanceof Numeral);
      // a member that takes lists has only found fault with what is in it
      const ofList = issue.errors.find((inner) => inner.every(({ path }) => path.length > 0));
      const branch = isMap
        ? issue.errors.at(-1)
        : ((Array.isArray(value) ? ofList : undefined) ?? issue.errors[0]);
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
          Number(issue.maximum) >= 1000 ? '请按下属部门或单位分成几个文件' : undefined,
        ),
      ];
    case 'custom': {
      const params = issue.params as IssueParams | undefined;
      const codeName: Code = params?.gongkai ?? 'type-wrong';
      return [at(source.valueSpan(path), codeName, issue.message, params?.hint)];
    }
    default:
      return [at(source.valueSpan(path), 'type-wrong', '这里的写法不对')];
  }
}

function typeHint(expected: string, value: Tree | undefined): string | undefined {
  if (typeof value === 'string' && value.includes('：')) return COLON;
  const isMap = typeof value === 'object' && !Array.isArray(value) && !(value instanceof Numeral);
  if (expected === 'array' && isMap) return '每一项的第一行前面要加“- ”';
  if (expected !== 'array' && Array.isArray(value)) return '请删去各行开头的“- ”';
  return undefined;
}

/** Keys that maps of amounts are written with, by their pattern. */
const EXAMPLE_KEYS: Readonly<Record<string, string>> = {
  '^\\d{7}$': '"2010301"',
  '^\\d{5}$': '"30101"',
};

/** A number where each amount has a key of its own: 一般公共预算拨款: { "2010301": 1400 }. */
function recordHint(schema: z.ZodType, path: Path, value: Tree | undefined): string | undefined {
  if (!(value instanceof Numeral)) return undefined;
  const record = schemasAt(schema, path).find((found) => defOf(found).type === 'record');
  if (!record) return undefined;
  const pattern = defOf(record).keyType?.meta()?.pattern;
  const key = (typeof pattern === 'string' ? EXAMPLE_KEYS[pattern] : undefined) ?? '名称';
  return `例如 ${String(path.at(-1))}: { ${key}: ${clip(value.text)} }`;
}
