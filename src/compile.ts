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
import { type CheckResult, diagnosticsOf, runChecks } from './checks/rules.js';
import { STATED_RULES } from './checks/stated.js';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics.js';
import type { Profile } from './forms/library.js';
import { type Input, type LoadResult, loadInput } from './input/load.js';
import type { Budget } from './model/budget.js';
import { rootScope } from './model/scope.js';
import { buildDocument } from './narrative/build.js';
import type { Document } from './narrative/document.js';
import { loadSentences } from './narrative/sentences.js';
import { prepare, type SourceFile, type World } from './prepare.js';
import { buildTables } from './tables/build.js';
import type { Table } from './tables/table.js';

export type { SourceFile, World };

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
  /** What every rule looked at, whether it holds or not; none where the input could not be read. */
  readonly checks: readonly CheckResult[];
  /** The input and the files that it names. */
  readonly sources: readonly SourceFile[];
}

export type Phase = '读取' | '建模' | '制表' | '核对' | '成文' | '工作簿' | 'PDF' | '写出';

export interface CompileOptions {
  /** Called as each phase begins. */
  readonly onPhase?: (phase: Phase) => void;
}

/** From a file to everything that the renderers need. Never throws for what the files hold. */
export function compile(file: string, world: World, options: CompileOptions = {}): CompileResult {
  options.onPhase?.('读取');
  return compileInput(readInput(file, world), world, options);
}

/** 1 read: YAML → validated input with positions. */
export function readInput(file: string, world: World): LoadResult {
  return loadInput(file, world.read);
}

/** All phases after the first. */
export function compileInput(
  loaded: LoadResult,
  world: World,
  options: CompileOptions = {},
): CompileResult {
  const kind = loaded.input?.kind;
  // 2 model: profile, subjects, the year before → Budget
  options.onPhase?.('建模');
  const { model, sources, diagnostics } = prepare(loaded, world);
  const result = (
    checks: readonly CheckResult[],
    compiled?: Compiled,
    more: readonly Diagnostic[] = [],
  ): CompileResult => {
    const found = diagnosticsOf(checks).filter(({ severity }) => severity !== '提示');
    return { compiled, kind, diagnostics: [...diagnostics, ...found, ...more], checks, sources };
  };
  if (!model) return result([]);
  // a file with mistakes hears of its wrong totals as well; other rules would speak of what follows
  if (hasErrors(diagnostics))
    return result(runChecks({ ...model, tables: new Map() }, STATED_RULES));
  const { profile, budget } = model;
  try {
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
    const checks = runChecks({ budget, profile, tables: byTemplate });
    if (hasErrors(diagnosticsOf(checks))) return result(checks);

    // 5 narrative: sentences × Budget + tables → Document
    options.onPhase?.('成文');
    const document = buildDocument(profile, loadSentences(profile), root, byTemplate);
    return result(checks, { profile, budget, tables, document });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return result([], undefined, error.diagnostics);
  }
}
