/** The second phase: an input, the profile that it names and the year before → Budget. */
import { dirname, join, posix, win32 } from 'node:path';
import { at, type Diagnostic, DiagnosticError, hasErrors } from './diagnostics.js';
import { loadProfile, type Profile, type TemplateFolder } from './forms/library.js';
import { supplementSubjects } from './forms/subjects.js';
import { buildBudget, buildPrior, priorFromBudget } from './input/build.js';
import { type Input, type LoadResult, loadInput, type ReadFile } from './input/load.js';
import { checkReferences } from './input/references.js';
import type { Source } from './input/source.js';
import { textOf, valueAt } from './input/tree.js';
import type { Budget, YearFigures } from './model/budget.js';
import type { Subjects } from './model/subjects.js';

/** What compiling needs of the outside. */
export interface World {
  readonly read: ReadFile;
  readonly templates: TemplateFolder;
}

/** A file that was read, for showing source lines and for the manifest. */
export interface SourceFile {
  readonly file: string;
  readonly text: string | undefined;
  readonly bytes: Uint8Array;
}

export interface Prepared {
  /** Absent when there are errors, or when the file is not one to publish (上年数). */
  readonly model: { readonly profile: Profile; readonly budget: Budget } | undefined;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Never throws for what the files hold. Where the input itself is not valid, its references are
 * still checked, so that a person hears of as much as possible at once.
 */
export function prepare(loaded: LoadResult, world: World): Prepared {
  const sources = sourceOf(loaded);
  const diagnostics = [...loaded.diagnostics];
  const done = (model?: Prepared['model']): Prepared => ({ model, sources, diagnostics });
  const { input, source } = loaded;
  if (!source || input?.kind === '上年数') return done();
  try {
    const profile = profileOf(source, world.templates);
    if (input?.kind !== '预算') {
      const told = new Set(diagnostics.map((d) => `${d.line}:${d.column}`));
      const more = checkReferences(source, profile.subjects);
      diagnostics.push(...more.filter((d) => !told.has(`${d.line}:${d.column}`)));
      return done();
    }
    const { subjects, ...supplement } = supplementSubjects(
      profile.subjects,
      input.data.科目补充,
      source,
    );
    diagnostics.push(...supplement.diagnostics, ...checkReferences(source, subjects));
    const before = yearBefore(input, subjects, world.read);
    sources.push(...before.sources);
    diagnostics.push(...before.diagnostics);
    const built = buildBudget(input.data, source, subjects, before.figures);
    diagnostics.push(...built.diagnostics);
    return done(
      built.value && !hasErrors(diagnostics) ? { profile, budget: built.value } : undefined,
    );
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    diagnostics.push(...error.diagnostics);
    return done();
  }
}

function sourceOf({ file, text, bytes }: LoadResult): SourceFile[] {
  return bytes ? [{ file, text, bytes }] : [];
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

interface YearBefore {
  readonly figures: YearFigures | undefined;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Figures of the year before: from another input file, or from the `上年:` block. */
function yearBefore(
  { data, source }: Extract<Input, { kind: '预算' }>,
  subjects: Subjects,
  read: ReadFile,
): YearBefore {
  const { 上年, 年度 } = data;
  const nothing = (diagnostics: readonly Diagnostic[], sources: readonly SourceFile[] = []) => ({
    figures: undefined,
    sources,
    diagnostics,
  });
  if (上年 === undefined) return nothing([]);
  if (typeof 上年 !== 'string') {
    return { ...nothing([]), figures: buildPrior(上年, 上年.年度 ?? 年度 - 1) };
  }
  const place = source.valueSpan(['上年']);
  if (posix.isAbsolute(上年) || win32.isAbsolute(上年) || !/\.ya?ml$/.test(上年)) {
    const message = '上年的文件要写相对本文件的路径，以 .yaml 结尾';
    return nothing([at(place, 'file-missing', message, '例如“上年: 2025.yaml”')]);
  }
  const loaded = loadInput(join(dirname(source.file), 上年), read);
  const sources = sourceOf(loaded);
  const { input } = loaded;
  if (!loaded.bytes) {
    const [problem] = loaded.diagnostics;
    const hint = '路径相对本文件；没有上年文件时，可在这里直接列出上年数';
    return nothing([
      at(place, 'file-missing', `上年的文件“${上年}”：${problem?.message ?? '不能读取'}`, hint),
    ]);
  }
  if (!input) return nothing(loaded.diagnostics, sources);
  if (input.kind === '上年数') {
    const diagnostics = checkReferences(input.source, subjects);
    return { figures: buildPrior(input.data, input.data.年度), sources, diagnostics };
  }
  const supplement = supplementSubjects(subjects, input.data.科目补充, input.source);
  const built = buildBudget(input.data, input.source, supplement.subjects, undefined);
  const diagnostics = [
    ...supplement.diagnostics,
    ...checkReferences(input.source, supplement.subjects),
    ...built.diagnostics,
  ];
  return { figures: built.value && priorFromBudget(built.value), sources, diagnostics };
}
