/** The second phase: an input, the profile that it names and the year before → Budget. */
import { dirname, join, posix, win32 } from 'node:path';
import { at, type Diagnostic, DiagnosticError } from './diagnostics.js';
import { loadProfile, type Profile, type TemplateFolder } from './forms/library.js';
import { namedSubjects, supplementSubjects } from './forms/subjects.js';
import { buildBudget, buildPrior, priorFromBudget } from './input/build.js';
import type { BuildResult } from './input/build-common.js';
import { buildFinal, buildLastYear } from './input/build-final.js';
import { type Input, type LoadResult, loadInput, type ReadFile } from './input/load.js';
import { checkReferences } from './input/references.js';
import type { Source } from './input/source.js';
import { textOf, valueAt } from './input/tree.js';
import type { Budget, YearFigures } from './model/budget.js';
import type { Subjects } from './model/subjects.js';
import type { InputWorld } from './world.js';

/** An input that a package is made of. */
type Publishable = Exclude<Input, { kind: '上年数' }>;

/** A file that was read, for showing source lines and for the manifest. */
export interface SourceFile {
  readonly file: string;
  readonly text: string | undefined;
  readonly bytes: Uint8Array;
  /** What it says, where it is valid. */
  readonly input?: Input;
}

export interface Prepared {
  /** Absent when the input is not valid, or when the file is not one to publish (上年数). */
  readonly model: { readonly profile: Profile; readonly budget: Budget } | undefined;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Never throws for what the files hold. Where the input itself is not valid, its references are
 * still checked, so that a person hears of as much as possible at once.
 */
export function prepare(loaded: LoadResult, world: InputWorld): Prepared {
  const sources = sourceOf(loaded);
  const diagnostics = [...loaded.diagnostics];
  const done = (model?: Prepared['model']): Prepared => ({ model, sources, diagnostics });
  const { input, source } = loaded;
  if (!source || input?.kind === '上年数') return done();
  try {
    const profile = profileOf(source, world.templates);
    const kind = textOf(valueAt(source.tree, ['类型']));
    if ((kind === '预算' || kind === '决算') && profile.kind !== kind) {
      // what else is told of the file would be about the wrong format
      const message = `格式“${profile.id}”是部门${profile.kind}的，本文件的类型是${kind}`;
      const hint = `请写部门${kind}的格式，或改正“类型”`;
      const problem = at(source.valueSpan(['格式']), 'profile-unknown', message, hint);
      return { model: undefined, sources, diagnostics: [problem] };
    }
    if (!input) {
      const told = new Set(diagnostics.map((d) => `${d.line}:${d.column}`));
      const more = checkReferences(source, namedSubjects(profile.subjects, source));
      diagnostics.push(...more.filter((d) => !told.has(`${d.line}:${d.column}`)));
      return done();
    }
    const { subjects, ...supplement } = supplementSubjects(
      profile.subjects,
      input.data.科目补充,
      source,
    );
    diagnostics.push(...supplement.diagnostics, ...checkReferences(source, subjects));
    const built = buildInput(input, subjects, world.read);
    sources.push(...built.sources);
    diagnostics.push(...built.diagnostics);
    return done({ profile, budget: built.value });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    diagnostics.push(...error.diagnostics);
    return done();
  }
}

function sourceOf({ file, text, bytes, input }: LoadResult): SourceFile[] {
  return bytes ? [{ file, text, bytes, ...(input ? { input } : {}) }] : [];
}

/** The profile that an input names; a wrong name is reported where the input says it. */
function profileOf(source: Source, templates: TemplateFolder): Profile {
  const name = textOf(valueAt(source.tree, ['格式']));
  if (name === undefined) throw new DiagnosticError([]);
  try {
    return loadProfile(name, templates);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d) =>
        d.code === 'profile-unknown' && d.line === 0
          ? at(source.valueSpan(['格式']), d.code, d.message, d.hint)
          : d,
      ),
    );
  }
}

interface Built {
  readonly value: Budget;
  /** Files that the input names. */
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An input with the years that it is compared with. */
function buildInput(input: Publishable, subjects: Subjects, read: ReadFile): Built {
  const { data, source } = input;
  const related: Related[] = [];
  const unit = data.金额单位;
  const year = (key: '上年' | '年初预算', written: unknown, block: () => YearFigures) => {
    if (written === undefined) return undefined;
    if (typeof written !== 'string') return block();
    const found = relatedYear(key, written, input, subjects, read);
    related.push(found);
    return found.figures;
  };
  let built: BuildResult<Budget>;
  if (input.kind === '预算') {
    const { 上年, 年度 } = input.data;
    const prior = year('上年', 上年, () =>
      buildPrior(blockOf(上年), blockOf(上年).年度 ?? 年度 - 1, unit),
    );
    built = buildBudget(input.data, source, subjects, prior);
  } else {
    const { 上年, 年初预算, 年度 } = input.data;
    const last = () => buildLastYear(blockOf(上年), blockOf(上年).年度 ?? 年度 - 1);
    const prior = year('上年', 上年, last);
    const initial = year('年初预算', 年初预算, () =>
      buildPrior(blockOf(年初预算), data.年度, unit, '年初预算'),
    );
    built = buildFinal(input.data, source, subjects, { prior, initial });
  }
  return {
    value: built.value,
    sources: related.flatMap((one) => one.sources),
    diagnostics: [...related.flatMap((one) => one.diagnostics), ...built.diagnostics],
  };
}

function blockOf<T>(written: T): Exclude<T, string | undefined> {
  return written as Exclude<T, string | undefined>;
}

interface Related {
  readonly figures: YearFigures | undefined;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Which kinds of file may stand for a year that an input of a kind is compared with. */
const RELATED_KINDS = {
  预算: { 上年: ['预算', '上年数'], 年初预算: [] },
  决算: { 上年: ['决算'], 年初预算: ['预算', '上年数'] },
} as const satisfies Record<Publishable['kind'], Record<string, readonly Input['kind'][]>>;

/** Figures of a year from the input file that is named for it. */
function relatedYear(
  key: '上年' | '年初预算',
  name: string,
  { kind, source }: Publishable,
  subjects: Subjects,
  read: ReadFile,
): Related {
  const place = source.valueSpan([key]);
  const failed = (
    diagnostics: readonly Diagnostic[],
    sources: readonly SourceFile[] = [],
  ): Related => ({ figures: undefined, sources, diagnostics });
  if (posix.isAbsolute(name) || win32.isAbsolute(name) || !/\.ya?ml$/.test(name)) {
    const message = `${key}的文件要写相对本文件的路径，以 .yaml 结尾`;
    return failed([at(place, 'file-missing', message, `例如“${key}: 2025.yaml”`)]);
  }
  const loaded = loadInput(join(dirname(source.file), name), read);
  const sources = sourceOf(loaded);
  const { input } = loaded;
  if (!loaded.bytes) {
    const [problem] = loaded.diagnostics;
    const hint = `路径相对本文件；没有${key}文件时，可在这里直接列出${key}数`;
    const message = `${key}的文件“${name}”：${problem?.message ?? '不能读取'}`;
    return failed([at(place, 'file-missing', message, hint)]);
  }
  if (!input) return failed(loaded.diagnostics, sources);
  const kinds: readonly Input['kind'][] = RELATED_KINDS[kind][key];
  if (!kinds.includes(input.kind)) {
    const message = `${key}的文件“${name}”的类型是${input.kind}，应为${kinds.join('或')}`;
    const hint = `请写${kinds[0] ?? ''}的输入文件，或在这里直接列出${key}数`;
    return failed([at(place, 'value-unknown', message, hint)], sources);
  }
  if (input.kind === '上年数') {
    const diagnostics = checkReferences(input.source, subjects);
    const { data } = input;
    const figures = buildPrior(data, data.年度, data.金额单位, key);
    return { figures, sources, diagnostics };
  }
  const supplement = supplementSubjects(subjects, input.data.科目补充, input.source);
  const built =
    input.kind === '预算'
      ? buildBudget(input.data, input.source, supplement.subjects, undefined)
      : buildFinal(input.data, input.source, supplement.subjects, {
          prior: undefined,
          initial: undefined,
        });
  const diagnostics = [
    ...supplement.diagnostics,
    ...checkReferences(input.source, supplement.subjects),
    ...built.diagnostics,
  ];
  return { figures: priorFromBudget(built.value), sources, diagnostics };
}
