/** Sections of an input that a package is published with. */
import type { Budget } from '../model/budget.js';
import { type Rule, wholeFile } from './rule.js';

export interface Section {
  readonly key: string;
  readonly isWritten: (budget: Budget) => boolean;
  /** What is printed, or missing, without it. */
  readonly otherwise: string;
  /** How to say that there is none. */
  readonly none?: string;
}

/** The rule that the sections of a kind of package are all written. */
export function sectionsRule(
  id: string,
  texts: Pick<Rule, 'holds' | 'source'>,
  sections: readonly Section[],
): Rule {
  return {
    id,
    code: 'section-missing',
    severity: '警告',
    ...texts,
    run: ({ budget }) =>
      sections
        .filter(({ isWritten }) => !isWritten(budget))
        .map(({ key, otherwise, none }) => ({
          span: wholeFile(budget),
          message: `没有写“${key}”：${otherwise}`,
          ...(none === undefined ? {} : { hint: `确实没有的写“${none}”` }),
        })),
  };
}
