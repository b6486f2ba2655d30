/** What stands behind a name that is to be compared or explained. */
import type { CompileResult } from '../../compile.js';
import { about, type Diagnostic } from '../../diagnostics.js';
import type { Input } from '../../kinds/kind.js';
import type { SourceFile } from '../../prepare.js';
import type { Edition } from './edition.js';

export interface Opened {
  readonly name: string;
  /** Absent where there are errors, and for a 上年数 file. */
  readonly edition?: Edition;
  /** Figures of a year that are no package. */
  readonly prior?: Input;
  /** The input and what it gave; a package and a workbook have none. */
  readonly compiled?: CompileResult;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were read, so that nothing is written over them. */
  readonly files: readonly string[];
  /** What a reviewer must know of it. */
  readonly remarks: readonly string[];
}

/** What cannot be opened. */
export function failed(
  name: string,
  code: Diagnostic['code'],
  message: string,
  hint: string,
): Opened {
  const diagnostics = [about(name, code, message, hint)];
  return { name, sources: [], diagnostics, files: [], remarks: [] };
}
