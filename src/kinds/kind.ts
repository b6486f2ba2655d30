/**
 * What a kind of input file is: how it is written, what it refers to, what is made of it, what it is
 * compared with and what must hold. Each kind describes itself in a folder; the rest of the program asks.
 */
import type * as z from 'zod';
import type { Rule } from '../checks/rule.js';
import type { Diagnostic } from '../diagnostics.js';
import type { SheetSpec } from '../fill-in/layout.js';
import type { AmountUnit } from '../input/amount.js';
import type { Report } from '../input/references.js';
import type { Source } from '../input/source.js';
import type { Note } from '../input/stated.js';
import type { GovernmentTargets, Supplement } from '../input/supplement.js';
import type { Budget, YearFigures } from '../model/budget.js';
import type { PackageKind } from '../model/kind.js';
import type { Subjects } from '../model/subjects.js';
import type { KindName, YearRole } from '../model/terms.js';

/** What is built, as well as it can be where there are errors. */
export interface BuildResult<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the parts of a model are built with. */
export interface BuildContext {
  readonly source: Source;
  /** The dictionary with the input's own 科目补充 already in it. */
  readonly subjects: Subjects;
  readonly report: Report;
  /** Takes note of totals that the input states. */
  readonly note: Note;
}

/** What an input of any kind says. */
export interface InputData {
  readonly 年度: number;
  readonly 金额单位: AmountUnit;
  readonly 科目补充?: Supplement | undefined;
  readonly 政府经济科目?: GovernmentTargets | undefined;
}

/** The years that an input is compared with, as far as they are known. */
export type Years = Readonly<Partial<Record<YearRole, YearFigures | undefined>>>;

/** @typeParam D what the schema makes of a file */
export interface Kind<D extends InputData = InputData> {
  readonly name: KindName;
  /** @param unit unit that the file's amounts are written in */
  schema(unit: AmountUnit): z.ZodType<D>;
  /** Its sheets in the fill-in workbook; what has none goes to a last one, by its path. */
  readonly sheets: readonly SheetSpec[];
  /**
   * The year's figures, for another input that is compared with them.
   * @param subjects the dictionary with the input's own 科目补充 already in it
   * @param unit code of a unit: its figures alone, undefined where they are not told apart
   */
  figures(
    data: D,
    source: Source,
    subjects: Subjects,
    role: YearRole,
    unit?: string,
  ): BuildResult<YearFigures | undefined>;
  /** How a package is made of it; none of what is only compared with. */
  readonly published?: Published<D>;
}

export interface Published<D extends InputData = InputData> {
  readonly kind: PackageKind;
  readonly years: readonly RelatedYear<D>[];
  /** @param subjects the dictionary with the input's own 科目补充 already in it */
  build(data: D, source: Source, subjects: Subjects, years: Years): BuildResult<Budget>;
  /** What must hold in this kind of package alone. */
  readonly rules: readonly Rule[];
}

/** A year that a package is compared with. */
export interface RelatedYear<D extends InputData = InputData> {
  readonly role: YearRole;
  /** Kinds of file that may stand for it, the likeliest first. */
  readonly files: readonly KindName[];
  /** The name of a file, or the figures that the input lists itself; undefined where it says nothing. */
  written(data: D): string | YearFigures | undefined;
}

/** A file that was read and is valid; its data is what its kind's schema made of it. */
export interface Input {
  readonly kind: Kind;
  readonly data: InputData;
  readonly source: Source;
}
