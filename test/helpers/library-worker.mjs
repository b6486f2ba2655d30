/** A program that uses the package by its name alone, in a worker: no command line, no terminal. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  check,
  compile,
  createBrowserHolder,
  diff,
  diffPage,
  diskWorld,
  explain,
  FORMATS,
  formatNames,
  isPublishable,
  loadFormat,
  publish,
  render,
} from 'gongkai';

const { input, out, memory } = workerData;
const world = diskWorld();
/** Inputs that are no files. */
const held = {
  ...world,
  read: (name) => {
    if (name in memory) return new TextEncoder().encode(memory[name]);
    throw Object.assign(new Error(name), { code: 'ENOENT' });
  },
};
const thrown = (work) =>
  work.then(
    () => undefined,
    ({ name, message }) => ({ name, message }),
  );

// a package, whole: with a browser that is kept for others
const result = compile(input, world);
const browser = createBrowserHolder('bundled');
const phases = [];
const options = { browser, withChecks: true, onPhase: (phase) => phases.push(phase) };
const made = await render(result, world, options);
const folder = await publish(out, made, world);
await browser.stop();

// a browser that is not there
process.env.PUPPETEER_EXECUTABLE_PATH = '/nowhere/chrome';
const noBrowser = await thrown(render(result, world, { formats: ['pdf'] }));

// inputs in memory
const [before, after, wrong] = ['a.yaml', 'b.yaml', 'wrong.yaml'].map((name) =>
  compile(name, held),
);
const changes = await diff(before, after, held);

parentPort.postMessage({
  formats: FORMATS,
  tables: result.compiled.tables.map(({ id }) => id),
  title: result.compiled.document.title,
  package: { folder, name: made.name, remarks: made.remarks, warnings: made.warnings },
  phases,
  noBrowser,
  checked: check([input], world),
  checkedAll: check(['a.yaml', 'wrong.yaml'], held, { all: true }),
  publishable: [before, after, wrong].map(isPublishable),
  problems: wrong.diagnostics.map(({ line, code }) => [line, code]),
  changes,
  page: diffPage(changes, held),
  ofPackages: await diff(folder, folder, world),
  figures: await explain(after, ['预算05-1', '行政运行', '合计'], held),
  ofPackage: await explain(folder, ['0.25'], world),
  refused: [
    await thrown(diff(before, wrong, held)),
    await thrown(diff('nowhere.yaml', folder, world)),
    await thrown(explain(after, ['预算05-1', '没有的行'], held)),
    await thrown((async () => loadFormat('甲区-2027', world.templates))()),
  ],
  formatNames: formatNames(world.templates),
  format: loadFormat('预算', world.templates).name,
});
