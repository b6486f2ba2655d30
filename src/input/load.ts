/** One input file, read and validated: text → tree → typed input, with every problem of the file. */
import { about, at, type Diagnostic } from '../diagnostics.js';
import type { AmountUnit } from './amount.js';
import { issueDiagnostics, suggestion } from './issues.js';
import { type BudgetInput, KINDS, type Kind, type PriorInput, schemaOf } from './schema.js';
import type { FinalInput } from './schema-final.js';
import { decode, parseSource, type Source } from './source.js';
import { describe, Numeral, valueAt } from './tree.js';

/** The outside world: how a file is read. Throws as node:fs does. */
export type ReadFile = (file: string) => Uint8Array;

export type Input =
  | { readonly kind: '预算'; readonly data: BudgetInput; readonly source: Source }
  | { readonly kind: '决算'; readonly data: FinalInput; readonly source: Source }
  | { readonly kind: '上年数'; readonly data: PriorInput; readonly source: Source };

export interface LoadResult {
  readonly file: string;
  readonly input: Input | undefined;
  /** The tree with its places, even where it is not a valid input. */
  readonly source: Source | undefined;
  /** Text of the file as far as it could be read, for showing source lines. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and validates one input file. Never throws for what the file holds. */
export function loadInput(file: string, read: ReadFile): LoadResult {
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    return {
      file,
      input: undefined,
      source: undefined,
      text: undefined,
      bytes: undefined,
      diagnostics: [unreadable(file, error)],
    };
  }
  const decoded = decode(bytes, file);
  if (decoded.text === undefined) {
    return {
      file,
      input: undefined,
      source: undefined,
      text: undefined,
      bytes,
      diagnostics: decoded.problem ? [decoded.problem] : [],
    };
  }
  const { text } = decoded;
  const { source, diagnostics } = parseSource(text, file);
  if (!source) return { file, input: undefined, source, text, bytes, diagnostics };
  const { input, problems } = validate(source);
  return {
    file,
    input: diagnostics.length > 0 ? undefined : input,
    source,
    text,
    bytes,
    diagnostics: [...diagnostics, ...problems],
  };
}

function unreadable(file: string, error: unknown): Diagnostic {
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === 'ENOENT')
    return about(file, 'file-missing', '找不到这个文件', '请检查文件名和所在的文件夹');
  if (reason === 'EISDIR')
    return about(file, 'file-missing', '这是一个文件夹，不是文件', '请写到具体的 .yaml 文件');
  if (reason === 'EACCES') return about(file, 'file-missing', '没有权限读取这个文件');
  return about(file, 'file-missing', '文件不能读取');
}

function validate(source: Source): { input: Input | undefined; problems: Diagnostic[] } {
  const { tree } = source;
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree) || tree instanceof Numeral) {
    const hint =
      typeof tree === 'string' && tree.includes('：')
        ? '键和值之间要用半角冒号加空格“: ”，不能用全角“：”'
        : '第一行应当像“类型: 预算”这样';
    return {
      input: undefined,
      problems: [at(source.valueSpan([]), 'type-wrong', '文件内容应当是若干个“键: 值”', hint)],
    };
  }
  const kind = valueAt(tree, ['类型']);
  if (typeof kind !== 'string' || !(KINDS as readonly string[]).includes(kind)) {
    const fullWidth = Object.keys(tree).find((key) => key.includes('：'));
    const place = source.valueSpan(['类型']);
    const problem =
      kind === undefined
        ? at(
            source.valueSpan([]),
            'key-missing',
            '缺少“类型”',
            fullWidth
              ? '键和值之间要用半角冒号加空格“: ”，不能用全角“：”'
              : `请在开头加上“类型: 预算”`,
          )
        : kind === null
          ? at(source.keySpan(['类型']), 'key-missing', '“类型”后面没有内容', '例如“类型: 预算”')
          : at(
              place,
              'value-unknown',
              `“类型”不能写${describe(kind)}`,
              suggestion(typeof kind === 'string' ? kind : '', KINDS, '类型'),
            );
    return { input: undefined, problems: [problem] };
  }
  const unit: AmountUnit = valueAt(tree, ['金额单位']) === '万元' ? '万元' : '元';
  const schema = schemaOf(kind as Kind, unit);
  const result = schema.safeParse(tree);
  if (!result.success)
    return { input: undefined, problems: issueDiagnostics(result.error.issues, schema, source) };
  return { input: { kind, data: result.data, source } as Input, problems: [] };
}
