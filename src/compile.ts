/**
 * The compiler, one direction:
 *
 *     YAML file ──read──▶ source tree with positions          input/
 *               ──model─▶ Budget                              input/build, model/
 *               ──tables▶ Table[]                             forms/, tables/
 *               ──checks▶ Diagnostic[]                        checks/
 *               ──narrative▶ Document                         narrative/
 *               ──render─▶ xlsx · pdf · csv                   render/
 *               ──publish▶ out/…                              publish.ts
 */
import { dirname, isAbsolute, join } from 'node:path';
import { runChecks } from './checks/rules.js';
import { at, type Diagnostic, DiagnosticError, hasErrors } from './diagnostics.js';
import { loadProfile, type Profile, type TemplateFolder } from './forms/library.js';
import { supplementSubjects } from './forms/subjects.js';
import { buildBudget, buildPrior, priorFromBudget } from './input/build.js';
import { type Input, loadInput, type ReadFile } from './input/load.js';
import type { Budget, YearFigures } from './model/budget.js';
import { rootScope } from './model/scope.js';
import type { Subjects } from './model/subjects.js';
import { buildDocument } from './narrative/build.js';
import type { Document } from './narrative/document.js';
import { loadSentences } from './narrative/sentences.js';
import { buildTables } from './tables/build.js';
import type { Table } from './tables/table.js';

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

export interface Compiled {
  readonly profile: Profile;
  readonly budget: Budget;
  readonly tables: readonly Table[];
  readonly document: Document;
}

export interface CompileResult {
  /** Absent when there are errors, or when the file is not one to publish (上年数). */
  readonly compiled: Compiled | undefined;
  readonly kind: Input['kind'] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The input and the files that it names. */
  readonly sources: readonly SourceFile[];
}

export type Phase = '读取' | '建模' | '制表' | '核对' | '成文' | '工作簿' | 'PDF' | '写出';

export interface CompileOptions {
  /** Called as each phase begins. */
  readonly onPhase?: (phase: Phase) => void;
}

/** What the first phase gives: the input, if it is well-formed, and what was read on the way. */
export interface ReadInput {
  readonly input: Input | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/** From a file to everything that the renderers need. Never throws for what the files hold. */
export function compile(file: string, world: World, options: CompileOptions = {}): CompileResult {
  options.onPhase?.('读取');
  return compileInput(readInput(file, world), world, options);
}

/** 1 read: YAML → validated input with positions. */
export function readInput(file: string, world: World): ReadInput {
  const { input, text, bytes, diagnostics } = loadInput(file, world.read);
  return { input, diagnostics, sources: bytes ? [{ file, text, bytes }] : [] };
}

/** All phases after the first. */
export function compileInput(
  { input, ...read }: ReadInput,
  world: World,
  options: CompileOptions = {},
): CompileResult {
  const sources = [...read.sources];
  const diagnostics = [...read.diagnostics];
  const load = (path: string): Input | undefined => {
    const other = readInput(path, world);
    sources.push(...other.sources);
    diagnostics.push(...other.diagnostics);
    return other.input;
  };
  const result = (compiled: Compiled | undefined): CompileResult => ({
    compiled,
    kind: input?.kind,
    diagnostics,
    sources,
  });
  if (input?.kind !== '预算') return result(undefined);
  try {
    // 2 model: profile, subjects, the year before → Budget
    options.onPhase?.('建模');
    const profile = profileOf(input, world.templates);
    const supplemented = supplementSubjects(profile.subjects, input.data.科目补充, input.source);
    diagnostics.push(...supplemented.diagnostics);
    const prior = priorYear(input, supplemented.subjects, load, diagnostics);
    const built = buildBudget(input.data, input.source, supplemented.subjects, prior);
    diagnostics.push(...built.diagnostics);
    const budget = built.value;
    if (!budget || hasErrors(diagnostics)) return result(undefined);

    // 3 tables: templates × Budget → Table[]
    options.onPhase?.('制表');
    const root = rootScope(budget, profile.rows);
    const byTemplate = new Map(
      [...profile.tables].map(([id, template]) => [
        id,
        buildTables(template, root, profile.numbers),
      ]),
    );
    const tables = [...byTemplate.values()].flat();

    // 4 checks
    options.onPhase?.('核对');
    diagnostics.push(...runChecks({ budget, profile }));
    if (hasErrors(diagnostics)) return result(undefined);

    // 5 narrative: sentences × Budget + tables → Document
    options.onPhase?.('成文');
    const document = buildDocument(profile, loadSentences(profile), root, byTemplate);
    return result({ profile, budget, tables, document });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    diagnostics.push(...error.diagnostics);
    return result(undefined);
  }
}

type BudgetFile = Extract<Input, { kind: '预算' }>;

/** The profile that an input names; a wrong name is reported where the input says it. */
function profileOf(input: BudgetFile, templates: TemplateFolder): Profile {
  try {
    return loadProfile(input.data.格式, templates);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d) =>
        d.code === 'profile-unknown' && d.line === 0
          ? at(input.source.valueSpan(['格式']), d.code, d.message, d.hint)
          : d,
      ),
    );
  }
}

/** Figures of the year before: from another input file, or from the `上年:` block. */
function priorYear(
  input: BudgetFile,
  subjects: Subjects,
  load: (path: string) => Input | undefined,
  diagnostics: Diagnostic[],
): YearFigures | undefined {
  const { 上年, 年度 } = input.data;
  if (上年 === undefined) return undefined;
  const take = <T>(built: {
    value: T | undefined;
    diagnostics: readonly Diagnostic[];
  }): T | undefined => {
    diagnostics.push(...built.diagnostics);
    return built.value;
  };
  if (typeof 上年 !== 'string')
    return take(buildPrior(上年, 上年.年度 ?? 年度 - 1, subjects, input.source, ['上年']));
  const place = input.source.valueSpan(['上年']);
  if (isAbsolute(上年) || !/\.ya?ml$/.test(上年)) {
    diagnostics.push(
      at(
        place,
        'file-missing',
        '上年的文件要写相对本文件的路径，以 .yaml 结尾',
        '例如“上年: 2025.yaml”',
      ),
    );
    return undefined;
  }
  const before = diagnostics.length;
  const found = load(join(dirname(input.source.file), 上年));
  if (!found) {
    const missing = diagnostics.slice(before).some((d) => d.code === 'file-missing');
    if (missing)
      diagnostics.splice(
        before,
        Number.POSITIVE_INFINITY,
        at(
          place,
          'file-missing',
          `找不到上年的文件“${上年}”`,
          '路径相对本文件；没有上年文件时，可在这里直接列出上年数',
        ),
      );
    return undefined;
  }
  if (found.kind === '上年数')
    return take(buildPrior(found.data, found.data.年度, subjects, found.source, []));
  const year = take(
    buildBudget(
      found.data,
      found.source,
      supplementSubjects(subjects, found.data.科目补充, found.source).subjects,
      undefined,
    ),
  );
  return year && priorFromBudget(year);
}
