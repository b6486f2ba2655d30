/** Where something is written in a template or a profile, and the way to report what is wrong there. */
import { at, type Diagnostic } from '../diagnostics.js';
import type { Path } from '../input/source.js';
import type { Span } from '../model/money.js';
import type { Problem } from './places.js';

/** Places of values and keys by their paths: of one file, or of a profile over those that it extends. */
export interface Spans {
  readonly valueSpan: (path: Path) => Span;
  readonly keySpan: (path: Path) => Span;
}

export class Spot {
  /** @param problems where they are collected */
  constructor(
    private readonly spans: Spans,
    private readonly problems: Diagnostic[],
    readonly path: Path = [],
  ) {}

  below(...steps: Path): Spot {
    return new Spot(this.spans, this.problems, [...this.path, ...steps]);
  }

  /** Place of the value. */
  get span(): Span {
    return this.spans.valueSpan(this.path);
  }

  get keySpan(): Span {
    return this.spans.keySpan(this.path);
  }

  /** Reports a problem of the value. */
  report(message: string, hint?: string): void {
    this.problems.push(at(this.span, 'template-invalid', message, hint));
  }

  reportAll(problems: readonly Problem[]): void {
    for (const { message, hint } of problems) this.report(message, hint);
  }

  /** Reports a problem of the key that the value stands behind. */
  reportKey(message: string, hint?: string): void {
    this.problems.push(at(this.keySpan, 'template-invalid', message, hint));
  }
}
