/**
 * The compiler, one direction:
 *
 *     YAML file ──read──▶ source tree with positions          input/
 *               ──model─▶ Budget                              kinds/, model/
 *               ──tables▶ Table[]                             forms/, tables/
 *               ──checks▶ Diagnostic[]                        checks/
 *               ──narrative▶ Document                         narrative/
 *               ──render─▶ xlsx · pdf · csv                   render/
 *               ──publish▶ out/…                              publish.ts
 */
import type { CheckResult, Rule } from './checks/rule.js';
import { diagnosticsOf, runChecks } from './checks/run.js';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics.js';
import type { Profile } from './forms/library.js';
import { type LoadResult, loadInput } from './kinds/load.js';
import { rulesOf } from './kinds/rules.js';
import type { Budget } from './model/budget.js';
import { rootScope } from './model/scope.js';
import type { KindName } from './model/terms.js';
import { buildDocument } from './narrative/build.js';
import type { Document } from './narrative/document.js';
import { loadSentences } from './narrative/sentences.js';
import { type Prepared, prepare, type SourceFile, type World } from './prepare.js';
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
  readonly kind: KindName | undefined;
  /** Budget and format, also where something in them is wrong; absent when the input is not valid. */
  readonly model: Prepared['model'];
  /** By the template's number; none where they could not be made. */
  readonly tables: ReadonlyMap<string, readonly Table[]>;
  readonly diagnostics: readonly Diagnostic[];
  /** What every rule looked at, whether it holds or not; none where the input could not be read. */
  readonly checks: readonly CheckResult[];
  /** The rules that were asked: those of the other kind and those that need more than there was are not. */
  readonly asked: readonly Rule[];
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
  const kind = loaded.input?.kind.name;
  // 2 model: profile, subjects, the year before → Budget
  options.onPhase?.('建模');
  const { model, sources, diagnostics } = prepare(loaded, world);
  let tables: ReadonlyMap<string, readonly Table[]> = new Map();
  let asked: readonly Rule[] = [];
  let checks: readonly CheckResult[] = [];
  const check = (budget: Budget, profile: Profile, rules: readonly Rule[]): void => {
    asked = rules;
    checks = runChecks({ budget, profile, tables }, asked);
  };
  const result = (more: readonly Diagnostic[] = [], compiled?: Compiled): CompileResult => {
    const found = diagnosticsOf(checks).filter(({ severity }) => severity !== '提示');
    const all = [...diagnostics, ...found, ...more];
    return { compiled, kind, model, tables, diagnostics: all, checks, asked, sources };
  };
  if (!model) return result();
  const { profile, budget } = model;
  // a file with mistakes hears of its wrong totals as well; other rules would speak of what follows
  if (hasErrors(diagnostics)) {
    check(
      budget,
      profile,
      rulesOf(profile).filter(({ early }) => early),
    );
    return result();
  }
  try {
    // 3 tables: templates × Budget → Table[]
    options.onPhase?.('制表');
    const root = rootScope(budget, profile.rows);
    tables = new Map(
      [...profile.tables].map(([id, template]) => [
        id,
        buildTables(template, root, profile.numbers),
      ]),
    );

    // 4 checks
    options.onPhase?.('核对');
    check(budget, profile, rulesOf(profile));
    if (hasErrors(diagnosticsOf(checks))) return result();

    // 5 narrative: sentences × Budget + tables → Document
    options.onPhase?.('成文');
    const document = buildDocument(profile, loadSentences(profile), root, tables);
    return result([], { profile, budget, tables: [...tables.values()].flat(), document });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return result(error.diagnostics);
  }
}
