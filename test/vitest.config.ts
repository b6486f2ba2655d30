import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long for their length, by which vitest orders what it has not run before. */
const LONG = [
  'determinism.test.ts',
  'printed-lines.test.ts',
  'checks-corruption.test.ts',
  'import-round.test.ts',
  'render-boxes.test.ts',
  'render-pdf.test.ts',
  'package.test.ts',
  'signals.test.ts',
  'import-blank-forms.test.ts',
  'fill-official.test.ts',
  'fill-in.test.ts',
  'relations.test.ts',
  'checks-tables-within.test.ts',
  'library.test.ts',
  'render-browser.test.ts',
  'formats-beside.test.ts',
  'diff-html.test.ts',
];

/** The longest first, so that none is left for one worker at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONG.indexOf(basename(moduleId));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/setup.ts'],
    // for what hangs alone: a busy machine must not make a test fail
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    // much is made and dropped: a larger nursery collects it in fewer goes
    execArgv: ['--max-semi-space-size=64'],
    maxWorkers: 2,
    // the program, and what it keeps, is loaded once a worker: tests put back what they change of the process
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
