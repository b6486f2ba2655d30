/** The second phase: an input, the profile that it names and the year before → Budget. */
import { dirname, join, posix, win32 } from 'node:path';
import { at, type Code, type Diagnostic, DiagnosticError } from './diagnostics.js';
import { loadProfile, type Profile, type TemplateFolder } from './forms/library.js';
import { loadRecoding } from './forms/recoding-file.js';
import { checkYears, subjectsOfYear } from './forms/subject-years.js';
import { namedSubjects, supplementSubjects } from './forms/supplement.js';
import { columnsFolded } from './input/pasted.js';
import { checkReferences, subjectsNamed } from './input/references.js';
import type { Source } from './input/source.js';
import { clip, textOf, valueAt } from './input/tree.js';
import { type Declared, declaredParts, readDeclared } from './kinds/common/declared.js';
import { narrowSchedules } from './kinds/common/unit-package.js';
import { kindNamed } from './kinds/index.js';
import type { BuildResult, Input, Published, RelatedYear, Years } from './kinds/kind.js';
import { type LoadResult, loadInput } from './kinds/load.js';
import { referencesOf } from './kinds/schemas.js';
import type { Budget, YearFigures } from './model/budget.js';
import { unitColumns } from './model/schedule.js';
import { type Subjects, withMissing } from './model/subjects.js';
import { cellText } from './where.js';
import type { InputWorld } from './world.js';

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
  const textIn = (file: string) => sources.find((one) => one.file === file)?.text;
  const done = (model?: Prepared['model']): Prepared => ({
    model,
    sources,
    diagnostics: columnsFolded(diagnostics, textIn),
  });
  const { input, source } = loaded;
  if (!source || (input && !input.kind.published)) return done();
  try {
    const profile = profileOf(source, world.templates);
    const kind = kindNamed(textOf(valueAt(source.tree, ['类型'])));
    if (kind?.published && profile.kind !== kind.name) {
      // what else is told of the file would be about the wrong format
      const message = `格式“${profile.id}”是部门${profile.kind}的，本文件的类型是${kind.name}`;
      const hint = `请写部门${kind.name}的格式，或改正“类型”`;
      const problem = at(source.valueSpan(['格式']), 'profile-unknown', message, hint);
      return { model: undefined, sources, diagnostics: [problem] };
    }
    if (!input?.kind.published) {
      const known = new Set(diagnostics.map((d) => `${d.line}:${d.column}`));
      const like = kind ?? kindNamed(profile.kind);
      const references = like ? referencesOf(like) : [];
      const subjects = namedSubjects(profile.subjects, source, world.templates);
      const unit = textOf(valueAt(source.tree, ['金额单位'])) === '万元' ? '万元' : '元';
      const more = [
        ...checkReferences(references, source, subjects),
        ...readDeclared(declaredOf(profile), source, unit, subjects).diagnostics,
      ];
      diagnostics.push(...more.filter((d) => !known.has(`${d.line}:${d.column}`)));
      return done();
    }
    const supplemented = withSupplement(input, profile.subjects, world.templates);
    const built = build(input, loaded.unit, input.kind.published, supplemented.value, world);
    const named = [...supplemented.sources, ...built.sources];
    // a bureau's file of subjects may be named by the files of several years
    for (const one of named) if (!sources.some(({ file }) => file === one.file)) sources.push(one);
    diagnostics.push(...supplemented.diagnostics, ...built.diagnostics);
    const declared = declaredOf(profile);
    const { 金额单位: unit } = input.data;
    const narrowed = loaded.unit
      ? narrowSchedules(source, loaded.unit, unitColumns(profile.schedules))
      : source;
    const own = readDeclared(declared, narrowed, unit, supplemented.value);
    diagnostics.push(...own.diagnostics);
    // figures of an input are known by its data
    if (sources[0] && own.data) {
      const data = { ...input.data, ...own.data };
      sources[0] = { ...sources[0], input: { ...input, source: narrowed, data } };
    }
    const parts = declaredParts(declared, own.data ?? {}, built.value);
    return done({ profile, budget: { ...built.value, ...parts } });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    diagnostics.push(...error.diagnostics);
    return done();
  }
}

/** What a format declares of the input. */
const declaredOf = ({ schedules, cover, kind, id }: Profile): Declared => ({
  schedules,
  cover: cover.fields,
  kind,
  id,
});

/**
 * The dictionary with what an input adds to it, by the names of its year; what the input refers to is checked
 * on the way.
 */
function withSupplement(
  { kind, data, source }: Input,
  base: Subjects,
  templates: TemplateFolder,
): BuildResult<Subjects> & Pick<Related, 'sources'> {
  const { 年度: year } = data;
  const changes = () => loadRecoding(templates);
  const ofYear = subjectsOfYear(base, year, changes);
  const { subjects, sources, diagnostics } = supplementSubjects(ofYear, data, source, templates);
  const references = referencesOf(kind);
  const problems = [
    ...checkReferences(references, source, subjects),
    ...checkYears(subjectsNamed(references, source), year, subjects, changes),
  ];
  return { value: subjects, sources, diagnostics: [...diagnostics, ...problems] };
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

/** A package with the years that it is compared with. */
function build(
  { data, source }: Input,
  unit: LoadResult['unit'],
  published: Published,
  subjects: Subjects,
  world: InputWorld,
): Built {
  const years: { -readonly [K in keyof Years]: Years[K] } = {};
  const related: Related[] = [];
  for (const year of published.years) {
    const written = year.written(data);
    if (typeof written === 'string') {
      const of = unit?.departmentYears.has(year.role) ? unit.unit.code : undefined;
      const found = relatedYear(year, written, source, subjects, world, of);
      related.push(found);
      years[year.role] = found.figures;
    } else years[year.role] = written;
  }
  // a subject that another year's file adds has its name there
  const named = related.reduce((all, one) => withMissing(all, one.subjects ?? all), subjects);
  const { value, diagnostics } = published.build(data, source, named, years);
  return {
    value,
    sources: related.flatMap((one) => one.sources),
    diagnostics: [...related.flatMap((one) => one.diagnostics), ...diagnostics],
  };
}

interface Related {
  readonly figures: YearFigures | undefined;
  /** The dictionary with what its file adds to it. */
  readonly subjects?: Subjects;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What keeps a file from being a text: told where the file is named. */
const UNREAD: ReadonlySet<Code> = new Set(['file-missing', 'file-too-large', 'file-not-text']);

/** Figures of a year from the input file that is named for it. @param unit whose alone they are to be */
function relatedYear(
  { role, files }: RelatedYear,
  name: string,
  source: Source,
  subjects: Subjects,
  { read, templates }: InputWorld,
  unit: string | undefined,
): Related {
  const place = source.valueSpan([role]);
  const failed = (
    diagnostics: readonly Diagnostic[],
    sources: readonly SourceFile[] = [],
  ): Related => ({ figures: undefined, sources, diagnostics });
  if (posix.isAbsolute(name) || win32.isAbsolute(name) || !/\.(ya?ml|xlsx)$/i.test(name)) {
    const message = `${role}的文件要写相对本文件的路径，以 .yaml 或 .xlsx 结尾`;
    return failed([at(place, 'file-missing', message, `例如“${role}: 2025.yaml”`)]);
  }
  const loaded = loadInput(join(dirname(source.file), name), read, source.file);
  const sources = sourceOf(loaded);
  const { input } = loaded;
  const unread = loaded.diagnostics.find(({ code }) => UNREAD.has(code));
  if (unread) {
    const { code, line, column, message, hint, span } = unread;
    const listed = `路径相对本文件；没有${role}文件时，可在这里直接列出${role}数`;
    const where = span?.cell ? cellText(span.cell) : line > 0 ? `第 ${line} 行第 ${column} 列` : '';
    const told = `${role}的文件“${clip(name, 80)}”${where}：${message}`;
    const missing = hint === undefined || message.startsWith('找不到');
    return failed([at(place, code, told, missing ? listed : hint)], sources);
  }
  if (!input) return failed(loaded.diagnostics, sources);
  if (!files.includes(input.kind.name)) {
    const message = `${role}的文件“${name}”的类型是${input.kind.name}，应为${files.join('或')}`;
    const hint = `请写${files[0] ?? ''}的输入文件，或在这里直接列出${role}数`;
    return failed([at(place, 'value-unknown', message, hint)], sources);
  }
  const own = withSupplement(input, subjects, templates);
  const { value, diagnostics } = input.kind.figures(
    input.data,
    input.source,
    own.value,
    role,
    unit,
  );
  return {
    figures: value,
    subjects: own.value,
    sources: [...sources, ...own.sources],
    diagnostics: [...loaded.diagnostics, ...own.diagnostics, ...diagnostics],
  };
}
