/** Sections of an input that a package is published with. */
import type { Budget } from '../model/budget.js';
import { type AskedNames, asksAny } from '../narrative/asked.js';
import { type Finding, type Rule, wholeFile } from './rule.js';

/**
 * A key, whether it is written, the names by which a format prints it, what is printed or missing without
 * it, what to fill in, how to say that there is none.
 */
export type Section = readonly [
  key: string,
  isWritten: (budget: Budget) => boolean,
  printed: AskedNames,
  otherwise: string,
  form: (budget: Budget) => unknown,
  none?: string,
];

/** The rule that the sections of a kind of package are all written, where the format prints them. */
export function sectionsRule(
  texts: Pick<Rule, 'id' | 'holds' | 'source'>,
  sections: readonly Section[],
): Rule {
  return {
    code: 'section-missing',
    severity: '警告',
    ...texts,
    run: ({ budget, profile }) =>
      sections
        .filter(([, isWritten, printed]) => !isWritten(budget) && asksAny(profile, printed))
        .map(
          ([key, , , otherwise, form, none]): Finding => ({
            span: wholeFile(budget),
            message: `没有写“${key}”：${otherwise}`,
            missing: { path: [key], value: form(budget), note: otherwise },
            ...(none === undefined ? {} : { hint: `确实没有的写“${none}”` }),
          }),
        ),
  };
}
