/** What `gongkai compile` can be told; apart from what compiles, which other commands need not load. */
import type { FontSet } from '../render/fonts.js';
import type { Format } from '../render/renderers.js';

export interface CompileFlags {
  /** Output folder; `out` below the current one unless told otherwise. */
  readonly output?: string;
  /** The packages of units: 全部, 本级, or the code or name of one; the department's alone without it. */
  readonly unit?: string;
  readonly only?: readonly Format[];
  readonly fonts?: FontSet;
  /** How many files are compiled at a time. */
  readonly jobs?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** The workbook ends with a sheet of everything that was checked. */
  readonly withChecks?: boolean;
  /** Totals of the workbook are formulas over the printed parts, where these add up to them. */
  readonly formulas?: boolean;
  /** A workbook that a bureau gives out, to be filled in too. */
  readonly fill?: string;
  /** Whether the package holds what reviewers compare it by; it does unless told otherwise. */
  readonly review?: boolean;
  /** Makes also what has not changed. */
  readonly force?: boolean;
}

/** The word of `--单位` for the department and all of its units. */
export const ALL_UNITS = '全部';

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function compileUsage({ only, withChecks, formulas }: CompileFlags): string | undefined {
  if (!only || only.includes('xlsx')) return undefined;
  if (formulas) return '--公式 在 Excel 里把合计写成公式，--only 里要有 xlsx';
  if (!withChecks) return undefined;
  return '--with-checks 在 Excel 里加一张勾稽检查表，--only 里要有 xlsx';
}

/** Without threads: one is printed while the other is computed. */
export const AT_A_TIME = 2;
/** Each has a browser of its own, which takes memory. */
export const MOST_AT_A_TIME = 16;
