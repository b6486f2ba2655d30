/** Rules over texts: what is found in a text that a clerk writes beside the figures of an example. */
import { PROSE_RULES } from '../../src/checks/prose.js';
import { type Finding, isFinding, type RuleContext } from '../../src/checks/rule.js';
import type { Compiled } from '../../src/compile.js';
import { passagesOf } from '../../src/input/passages.js';
import { parseSource } from '../../src/input/source.js';
import { compiled, compileExample } from './world.js';

export function exampleOf(file: string): Compiled {
  return compiled(compileExample(file));
}

/** Where a text stands in an input when a test does not say: a paragraph of the department's own. */
export const PARAGRAPH = ['概况', '机构说明'];

type Path = readonly (string | number)[];
type Placed = readonly [file: string, text: string, path: Path];
let last: { key: string; context: RuleContext } | undefined;

/** An example with a text at a path in place of its own texts; made once for rules that follow each other. */
function contextOf(...placed: Placed): RuleContext {
  const key = JSON.stringify(placed);
  if (last?.key === key) return last.context;
  const [file, text, path] = placed;
  const { budget, profile } = exampleOf(file);
  const tree = path.reduceRight<unknown>(
    (value, step) =>
      typeof step === 'number' ? [...Array(step).fill('无'), value] : { [step]: value },
    text,
  );
  const { source } = parseSource(JSON.stringify(tree), 'a.yaml');
  if (!source) throw new Error('the text is not valid');
  const passages = passagesOf(source);
  last = { key, context: { budget: { ...budget, passages }, profile, tables: new Map() } };
  return last.context;
}

/** What a rule finds when a text stands at a path of an example, in place of its own texts. */
export function findings(
  file: string,
  rule: string,
  text: string,
  path: Path = PARAGRAPH,
): Finding[] {
  const run = PROSE_RULES.find(({ id }) => id === rule)?.run;
  if (!run) throw new Error(`no rule ${rule}`);
  return run(contextOf(file, text, path)).filter(isFinding);
}

/** The messages alone. */
export function messages(...args: Parameters<typeof findings>): string[] {
  return findings(...args).map(({ message }) => message);
}
