/** One input file, read and validated by its kind: text → tree → typed input, with every problem of the file. */
import { at, type Diagnostic, hasErrors } from '../diagnostics.js';
import { readFillIn } from '../fill-in/read.js';
import { issueDiagnostics, suggestion } from '../input/issues.js';
import { type LoadedSource, loadSource, type ReadFile, type ReadWorkbook } from '../input/load.js';
import type { Source } from '../input/source.js';
import { describe, Numeral, type Tree, valueAt } from '../input/tree.js';
import { KIND_NAMES } from '../model/terms.js';
import {
  type Narrowed,
  narrowToUnit,
  type UnitName,
  unitCalled,
  unitsIn,
  wordsFor,
} from './common/unit-package.js';
import { kindNamed } from './index.js';
import type { Input } from './kind.js';
import { layouts } from './layouts.js';
import { schemaOf } from './schemas.js';

export interface LoadResult extends LoadedSource {
  readonly input: Input | undefined;
  /** The unit that it was narrowed to, where the package is a unit's. */
  readonly unit?: UnitOf | undefined;
}

/** The unit that an input was narrowed to. */
export interface UnitOf extends Omit<Narrowed, 'source' | 'diagnostics'> {
  /** Every word that means it, its code first. */
  readonly words: readonly string[];
}

/** What it is the package of, for messages: the file, and the unit where it is one's. */
export const labelOf = ({ file, unit }: { file: string; unit?: LoadResult['unit'] }): string =>
  unit ? `${file}（${unit.unit.name}）` : file;

const readWorkbook: ReadWorkbook = (bytes, file) => readFillIn(bytes, file, layouts());

/**
 * Reads and validates one input file. Never throws for what the file holds.
 * @param from the file that names it, if one does
 */
export function loadInput(file: string, read: ReadFile, from?: string): LoadResult {
  const loaded = loadSource(file, read, from, readWorkbook);
  if (!loaded.source) return { ...loaded, input: undefined };
  const { input, problems } = validate(loaded.source);
  return {
    ...loaded,
    input: hasErrors(loaded.diagnostics) ? undefined : input,
    diagnostics: [...loaded.diagnostics, ...problems],
  };
}

/** An input that is no file: what was made of something else, to see what comes of it. */
export function loadedFrom(source: Source): LoadResult {
  const { input, problems } = validate(source);
  const { file, text } = source;
  return { file, text, bytes: undefined, source, input, diagnostics: problems };
}

/**
 * An input narrowed to one of its units. Where the input itself is not valid, or no package is made of it,
 * it comes back as it is.
 * @param word the unit's code, its name, or 本级
 */
export function loadUnit(loaded: LoadResult, word: string): LoadResult {
  const { input } = loaded;
  if (!input?.kind.published) return loaded;
  const unit = unitCalled(input.source, word);
  const nothing = { ...loaded, input: undefined, source: undefined };
  if ('message' in unit) return { ...nothing, diagnostics: [unit] };
  const { source, diagnostics, ...narrowed } = narrowToUnit(input.source, unit);
  const of = { ...narrowed, words: wordsFor(input.source, unit) };
  if (!source) return { ...nothing, diagnostics, unit: of };
  const { input: own, problems } = validate(source);
  return { ...loaded, source, input: own, diagnostics: problems, unit: of };
}

/** The units that an input may be narrowed to, in its order. */
export const unitsOf = ({ input }: LoadResult): UnitName[] =>
  input?.kind.published ? unitsIn(input.source) : [];

interface Validated {
  readonly input: Input | undefined;
  readonly problems: readonly Diagnostic[];
}

function validate(source: Source): Validated {
  const { tree } = source;
  const failed = (...problems: readonly Diagnostic[]) => ({ input: undefined, problems });
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree) || tree instanceof Numeral) {
    const fullWidth = typeof tree === 'string' && tree.includes('：');
    const hint = fullWidth ? COLON : '第一行应当像“类型: 预算”这样';
    return failed(at(source.valueSpan([]), 'type-wrong', '文件内容应当是若干个“键: 值”', hint));
  }
  const kind = kindNamed(tree.类型);
  if (!kind) return failed(kindProblem(source, tree));
  const schema = schemaOf(kind, valueAt(tree, ['金额单位']) === '万元' ? '万元' : '元');
  const { data, error } = schema.safeParse(tree);
  if (!data) return failed(...issueDiagnostics(error.issues, schema, source));
  return { input: { kind, data, source }, problems: [] };
}

const COLON = '键和值之间要用半角冒号加空格“: ”，不能用全角“：”';

/** What is wrong with 类型. */
function kindProblem(source: Source, tree: { readonly [key: string]: Tree }): Diagnostic {
  const { 类型: kind } = tree;
  if (kind === undefined) {
    const fullWidth = Object.keys(tree).some((key) => key.includes('：'));
    const hint = fullWidth ? COLON : '请在开头加上“类型: 预算”';
    return at(source.valueSpan([]), 'key-missing', '缺少“类型”', hint);
  }
  if (kind === null)
    return at(source.keySpan(['类型']), 'key-missing', '“类型”后面没有内容', '例如“类型: 预算”');
  const hint = suggestion(typeof kind === 'string' ? kind : '', KIND_NAMES, '类型');
  const message = `“类型”不能写${describe(kind)}`;
  return at(source.valueSpan(['类型']), 'value-unknown', message, hint);
}
