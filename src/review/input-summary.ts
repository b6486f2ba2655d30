/** An input in one line: whose it is, how far it is, and its key figures. For lists of many. */
import { itemsOf, reportOf, toldOf } from '../checks/report.js';
import { isFinding } from '../checks/rule.js';
import { type CompileResult, compileInput, readInput } from '../compile.js';
import { type Diagnostic, hasErrors, sortDiagnostics } from '../diagnostics.js';
import { isFillIn } from '../fill-in/read.js';
import { TO_FILL } from '../input/draft.js';
import { Numeral, textOf, valueAt } from '../input/tree.js';
import type { LoadResult } from '../kinds/load.js';
import { type KeyFigures, keyFiguresOf } from '../model/key-figures.js';
import { KIND_NAMES, type KindName } from '../model/terms.js';
import type { InputWorld } from '../world.js';

export interface InputSummary {
  /** What the input says of itself, as far as it can be read. */
  readonly kind?: KindName | undefined;
  readonly year?: number | undefined;
  readonly code?: string | undefined;
  readonly department?: string | undefined;
  readonly format?: string | undefined;
  readonly units: number;
  /** 警告 are those besides 待核 and 待填. */
  readonly counts: {
    readonly 错误: number;
    readonly 警告: number;
    readonly 提示: number;
    readonly 待核: number;
  };
  /** The gravest, and of those the first in the file; 提示 are none. */
  readonly first?: { readonly message: string; readonly line: number } | undefined;
  /** A draft in which no amount is written yet, and which says that there is still to be. */
  readonly blank: boolean;
  /** Exact 元; none where an amount could not be read, and of a blank draft. */
  readonly figures?: KeyFigures | undefined;
  /** Name of the package's folder; none where there are errors, or no package is made. */
  readonly packageName?: string | undefined;
  /** Every file that was read for it. */
  readonly sources: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/**
 * Reads and checks one input. Never throws for what the file holds.
 * @returns undefined where the file is no input: other YAML, or a workbook that is none to be filled in
 */
export function summarize(file: string, world: InputWorld): InputSummary | undefined {
  const loaded = readInput(file, world);
  return isInput(loaded) ? summaryOf(loaded, compileInput(loaded, world)) : undefined;
}

const MENTIONED = /^["']?类型["']?[ \t]*[:：]/m;

/** Also one with mistakes, as long as it is meant to be one. */
function isInput({ file, source, text, bytes }: LoadResult): boolean {
  if (/\.xlsx$/i.test(file)) return bytes !== undefined && isFillIn(bytes);
  if (source) return valueAt(source.tree, ['类型']) !== undefined || MENTIONED.test(source.text);
  return MENTIONED.test(text ?? '');
}

function summaryOf(loaded: LoadResult, result: CompileResult): InputSummary {
  const { model, diagnostics, checks, compiled } = result;
  const report = reportOf(result.file, result);
  const told = toldOf(report);
  const open = checks.filter(
    ({ rule, outcome, severity }) =>
      rule.code === 'draft-unfinished' && severity !== undefined && isFinding(outcome),
  );
  const blank =
    model?.budget.facts.every(({ amount }) => amount.value.isZero()) === true &&
    open.some(({ outcome }) => isFinding(outcome) && outcome.message.startsWith(TO_FILL));
  const isRead = !hasErrors(diagnostics.filter(({ rule }) => rule === undefined));
  return {
    ...headOf(loaded),
    ...(model
      ? {
          code: model.budget.department.code,
          department: model.budget.department.name,
          format: model.profile.id,
        }
      : {}),
    units: model?.budget.units.length ?? 0,
    counts: {
      错误: told.错误,
      警告: told.警告 - open.filter(({ severity }) => severity === '警告').length,
      提示: told.提示,
      待核: open.length,
    },
    first: firstOf(report),
    blank,
    figures: model && isRead && !blank ? keyFiguresOf(model.budget) : undefined,
    packageName: compiled?.document.title,
    sources: result.sources.map((one) => ({ file: one.file, bytes: one.bytes })),
  };
}

/** As it is written, where no model could be made. */
function headOf({ source }: LoadResult) {
  if (!source) return {};
  const written = (...path: string[]) => textOf(valueAt(source.tree, path));
  const year = valueAt(source.tree, ['年度']);
  const kind = written('类型');
  return {
    kind: KIND_NAMES.find((one) => one === kind),
    year: year instanceof Numeral && /^\d{4}$/.test(year.text) ? Number(year.text) : undefined,
    code: written('部门', '代码'),
    department: written('部门', '名称'),
    format: written('格式'),
  };
}

function firstOf(report: ReturnType<typeof reportOf>): InputSummary['first'] {
  const problems = sortDiagnostics(report.problems).map(
    ({ severity, message, line }: Diagnostic) => ({ severity, message, line }),
  );
  const found = itemsOf(report).flatMap(({ severity, outcome, span }) =>
    severity && isFinding(outcome) ? [{ severity, message: outcome.message, line: span.line }] : [],
  );
  const all = [...problems, ...found];
  const grave = (['错误', '警告'] as const).find((one) =>
    all.some(({ severity }) => severity === one),
  );
  const own = all.filter(({ severity }) => severity === grave);
  const [first, ...others] = own.filter(({ line }) => line > 0);
  const chosen = first ? others.reduce((a, b) => (b.line < a.line ? b : a), first) : own[0];
  return chosen && { message: chosen.message, line: chosen.line };
}
