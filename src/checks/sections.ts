/** Sections of an input that a package is published with. */
import type { Budget } from '../model/budget.js';
import { type Finding, type Rule, wholeFile } from './rule.js';

/** A key, whether it is written, what is printed or missing without it, what to fill in, how to say that there is none. */
export type Section = readonly [
  key: string,
  isWritten: (budget: Budget) => boolean,
  otherwise: string,
  form: (budget: Budget) => unknown,
  none?: string,
];

/** The rule that the sections of a kind of package are all written. */
export function sectionsRule(
  texts: Pick<Rule, 'id' | 'holds' | 'source'>,
  sections: readonly Section[],
): Rule {
  return {
    code: 'section-missing',
    severity: '警告',
    ...texts,
    run: ({ budget }) =>
      sections
        .filter(([, isWritten]) => !isWritten(budget))
        .map(
          ([key, , otherwise, form, none]): Finding => ({
            span: wholeFile(budget),
            message: `没有写“${key}”：${otherwise}`,
            missing: { path: [key], value: form(budget), note: otherwise },
            ...(none === undefined ? {} : { hint: `确实没有的写“${none}”` }),
          }),
        ),
  };
}
