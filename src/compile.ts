/**
 * The compiler, one direction:
 *
 *     1 YAML file ──read──▶ source tree with positions          input/
 *     2           ──model─▶ Budget                              prepare.ts, kinds/, model/
 *     3           ──tables▶ Table[]                             forms/, tables/
 *     4           ──checks▶ CheckResult[]                       checks/
 *     5           ──narrative▶ Document                         narrative/
 *     6           ──render─▶ xlsx · pdf · csv, a whole package  package.ts, render/, publish.ts
 */
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type CheckResult, isFinding, type Rule } from './checks/rule.js';
import { diagnosticsOf, runChecks } from './checks/run.js';
import { UNFINISHED_RULES, unfinishedIn } from './checks/unfinished.js';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics.js';
import type { Profile, TemplateFolder } from './forms/library.js';
import { glyphProblems } from './glyphs/missing.js';
import { typefacesOf } from './glyphs/typefaces.js';
import { OWN } from './kinds/common/unit-package.js';
import { type LoadResult, loadInput, loadUnit } from './kinds/load.js';
import { rulesOf } from './kinds/rules.js';
import type { Budget } from './model/budget.js';
import { rootScope } from './model/scope.js';
import type { KindName } from './model/terms.js';
import { buildDocument } from './narrative/build.js';
import type { Document } from './narrative/document.js';
import { loadSentences } from './narrative/sentences.js';
import { prepare, type SourceFile } from './prepare.js';
import { buildAll, emptyTablesOf } from './tables/build.js';
import type { Table } from './tables/table.js';
import { type InputWorld, templatesFor } from './world.js';

export type { SourceFile };

/** Budget and format: what everything else is made from. */
export interface Model {
  readonly profile: Profile;
  readonly budget: Budget;
}

/** Everything that the renderers need. */
export interface Compiled extends Model {
  readonly tables: readonly Table[];
  readonly document: Document;
}

export interface CompileResult {
  /** The input's name, as it was given. */
  readonly file: string;
  /** The unit whose package it is; absent where it is the department's. */
  readonly unit?: LoadResult['unit'];
  /** Absent when there are errors, or when the file is not one to publish (上年数). */
  readonly compiled?: Compiled;
  /** Absent when the input is not valid. */
  readonly kind: KindName | undefined;
  /** Budget and format, also where something in them is wrong; absent when the input is not valid. */
  readonly model: Model | undefined;
  /** By the template's number; none where they could not be made. */
  readonly tables: ReadonlyMap<string, readonly Table[]>;
  /** What is wrong, and what should be looked at; 提示 are among `checks` alone. */
  readonly diagnostics: readonly Diagnostic[];
  /** What every rule looked at, whether it holds or not; none where the input could not be read. */
  readonly checks: readonly CheckResult[];
  /** The rules that were asked: those of the other kind and those that need more than there was are not. */
  readonly asked: readonly Rule[];
  /** The input and the files that it names. */
  readonly sources: readonly SourceFile[];
  /** Where its format was looked for. */
  readonly templates: TemplateFolder;
}

/** An input that compiled without errors. */
export type Publishable = CompileResult & { readonly compiled: Compiled };
export const isPublishable = (result: CompileResult): result is Publishable =>
  result.compiled !== undefined;

/** Phases as a person is told of them. */
export type Phase = '读取' | '建模' | '制表' | '核对' | '成文';

export interface CompileOptions {
  /** A unit whose own package is made, by its code or its name, or 本级; the department's without one. */
  readonly unit?: string;
  /**
   * Takes characters that the typefaces of this program lack: no PDF is made, or one with those of the
   * machine. They are errors without it.
   */
  readonly anyCharacters?: boolean;
  /** Called as each phase begins. */
  readonly onPhase?: (phase: Phase) => void;
}

/**
 * From a file to everything that the renderers need. Never throws for what the files hold.
 * @param file as `world.read` takes it; files that it names are read relative to it
 */
export function compile(
  file: string,
  world: InputWorld,
  options: CompileOptions = {},
): CompileResult {
  options.onPhase?.('读取');
  return compileInput(readInput(file, world, options.unit), world, options);
}

/**
 * Phase 1, read: YAML → validated input with positions.
 * @param unit narrows it to a unit, by its code or its name, or 本级
 */
export function readInput(file: string, world: InputWorld, unit?: string): LoadResult {
  const loaded = loadInput(file, world.read);
  return unit === undefined ? loaded : loadUnit(loaded, unit);
}

/** Phases 2 to 5. */
export function compileInput(
  loaded: LoadResult,
  world: InputWorld,
  options: CompileOptions = {},
): CompileResult {
  const work = phases(loaded, world, options);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    options.onPhase?.(step.value);
  }
}

/** As `compileInput`, but lets other work of this process have its turn between two phases. */
export async function compileInTurns(
  loaded: LoadResult,
  world: InputWorld,
  options: CompileOptions = {},
): Promise<CompileResult> {
  const work = phases(loaded, world, options);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    options.onPhase?.(step.value);
    await turn();
  }
}

/** Each phase goes on from what those before gave; the first with errors is the last. Yields its name before it. */
function* phases(
  loaded: LoadResult,
  world: InputWorld,
  { anyCharacters = false }: CompileOptions,
): Generator<Phase, CompileResult, void> {
  // 2 model: profile, subjects, the year before → Budget
  yield '建模';
  const { file, input, unit } = loaded;
  const templates = templatesFor(dirname(file), world);
  const { model, sources, diagnostics } = prepare(loaded, { ...world, templates });
  const read = {
    file,
    ...(unit ? { unit } : {}),
    kind: input?.kind.name,
    model,
    sources,
    templates,
    diagnostics,
    ...NOTHING_MADE,
  };
  if (!model) return withUnfinished(read, loaded);
  // a file with mistakes hears of its wrong totals as well; other rules would speak of what follows
  const rules = rulesOf(model.profile);
  if (hasErrors(diagnostics))
    return checked(
      read,
      model,
      rules.filter(({ early }) => early),
    );

  // 3 tables: templates × Budget → Table[]
  yield '制表';
  const tabled = { ...read, tables: tablesOf(model) };

  // 4 checks: rules × Budget and tables → what holds and what does not
  yield '核对';
  const judged = checked(tabled, model, rules);
  if (hasErrors(judged.diagnostics)) return judged;

  // 5 narrative: sentences × Budget and tables → Document
  yield '成文';
  const told = narrated(judged, model);
  return anyCharacters ? told : withGlyphs(told);
}

const NOTHING_MADE = { tables: new Map<never, never>(), checks: [], asked: [] };

/** An input of which no model was made still says what is to be done. */
function withUnfinished(read: CompileResult, { source }: LoadResult): CompileResult {
  const checks = unfinishedIn(source?.remarks ?? []);
  if (checks.length === 0) return read;
  const asked = UNFINISHED_RULES;
  return { ...read, asked, checks, diagnostics: [...read.diagnostics, ...diagnosticsOf(checks)] };
}

function tablesOf({ profile, budget }: Model): CompileResult['tables'] {
  return buildAll(profile.tables, rootScope(budget, profile.rows), profile.numbers);
}

function checked(before: CompileResult, model: Model, asked: readonly Rule[]): CompileResult {
  const results = runChecks({ ...model, tables: before.tables }, asked);
  const { unit } = before;
  const checks = unit ? results.map((one) => writtenBelow(OWN, unit.unit.code, one)) : results;
  const found = diagnosticsOf(checks).filter(({ severity }) => severity !== '提示');
  return { ...before, asked, checks, diagnostics: [...before.diagnostics, ...found] };
}

/** What is missing in a unit's package is written in a section of the unit's own. */
function writtenBelow(section: string, unit: string, result: CheckResult): CheckResult {
  const { outcome } = result;
  if (!isFinding(outcome) || !outcome.missing) return result;
  const { missing, hint } = outcome;
  const where = `写在“${section}”的“${unit}”里`;
  return {
    ...result,
    outcome: {
      ...outcome,
      hint: hint === undefined ? `请${where}` : `${hint}；${where}`,
      missing: { ...missing, path: [section, unit, ...missing.path] },
    },
  };
}

/** What no typeface prints is an error like others. */
function withGlyphs(before: CompileResult): CompileResult {
  const { file, compiled, sources, templates } = before;
  if (!compiled) return before;
  const { document, profile } = compiled;
  const written = { file, sources, templates: profile.files };
  const found = glyphProblems(document, typefacesOf(templates), written);
  if (found.length === 0) return before;
  const { compiled: _, ...refused } = before;
  const diagnostics = [...before.diagnostics, ...found];
  return hasErrors(found) ? { ...refused, diagnostics } : { ...before, diagnostics };
}

function narrated(before: CompileResult, model: Model): CompileResult {
  const { profile, budget } = model;
  const { tables, diagnostics } = before;
  try {
    const all = [...tables.values()].flat();
    const root = { ...rootScope(budget, profile.rows), emptyTables: emptyTablesOf(all) };
    const document = buildDocument(profile, loadSentences(profile), root, tables);
    return { ...before, compiled: { ...model, tables: all, document } };
  } catch (error) {
    // the sentences of a format may be wrong
    if (!(error instanceof DiagnosticError)) throw error;
    return { ...before, diagnostics: [...diagnostics, ...error.diagnostics] };
  }
}
