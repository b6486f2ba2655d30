/** Rules over texts: what is found in a text that a clerk writes beside the figures of an example. */
import { PROSE_RULES } from '../../src/checks/prose.js';
import { type Finding, isFinding } from '../../src/checks/rule.js';
import type { Compiled } from '../../src/compile.js';
import { passagesOf } from '../../src/input/passages.js';
import { parseSource } from '../../src/input/source.js';
import { compiled, compileExample } from './world.js';

export function exampleOf(file: string): Compiled {
  return compiled(compileExample(file));
}

/** Where a text stands in an input when a test does not say: a paragraph of the department's own. */
export const PARAGRAPH = ['概况', '机构说明'];

/** What a rule finds when a text stands at a path of an example, in place of its own texts. */
export function findings(
  file: string,
  rule: string,
  text: string,
  path: readonly (string | number)[] = PARAGRAPH,
): Finding[] {
  const { budget, profile } = exampleOf(file);
  const tree = path.reduceRight<unknown>(
    (value, step) =>
      typeof step === 'number' ? [...Array(step).fill('无'), value] : { [step]: value },
    text,
  );
  const { source } = parseSource(JSON.stringify(tree), 'a.yaml');
  if (!source) throw new Error('the text is not valid');
  const run = PROSE_RULES.find(({ id }) => id === rule)?.run;
  if (!run) throw new Error(`no rule ${rule}`);
  const context = {
    budget: { ...budget, passages: passagesOf(source) },
    profile,
    tables: new Map(),
  };
  return run(context).filter(isFinding);
}

/** The messages alone. */
export function messages(...args: Parameters<typeof findings>): string[] {
  return findings(...args).map(({ message }) => message);
}
