/** One package, made and not yet written: in this thread, or in one that has nothing else to do. */
import { pick } from 'es-toolkit/object/pick';
import pLimit from 'p-limit';
import { type CompileResult, compileInTurns, isPublishable, type Publishable } from '../compile.js';
import { DiagnosticError } from '../diagnostics.js';
import { nameProblem } from '../file-names.js';
import type { OfficialForm } from '../form-filling/fill-form.js';
import { labelOf } from '../kinds/load.js';
import { type Package, renderPackage } from '../package.js';
import { FORMATS, needsBrowser } from '../render/renderers.js';
import { type BrowserHolder, createBrowserHolder } from '../render/session.js';
import { problemsText } from '../review/show/compile-text.js';
import { bundleWorlds } from '../season/bundle-world.js';
import type { World } from '../world.js';
import { loaderOf } from './load-order.js';
import type { Company, Made, MakeFlags, Maker, Order } from './maker.js';
import { EXIT, failureOf } from './terminal.js';

/** What all packages of one maker share. */
interface Shop {
  readonly flags: MakeFlags;
  readonly form: OfficialForm | undefined;
  readonly world: World;
  readonly browser: BrowserHolder;
}

/** A maker in this thread, with a browser of its own as soon as one is needed. */
export function createMaker(flags: MakeFlags, form: OfficialForm | undefined, world: World): Maker {
  const browser = createBrowserHolder(flags.fonts ?? 'bundled');
  const usual: Shop = { flags, form, world, browser };
  const usualLoad = loaderOf(world.read);
  const worldOf = bundleWorlds(world);
  // two files at once would only keep each other waiting
  const computing = pLimit(1);
  return {
    make: async (order, company) => {
      const timings: [string, number][] = [];
      const onPhase = (phase: string) => {
        timings.push([phase, world.now()]);
        company.onPhase?.(phase);
      };
      const { bundle, flags: given } = order;
      const shop =
        bundle || given
          ? { ...usual, world: bundle ? worldOf(bundle) : world, flags: given ?? flags }
          : usual;
      const load = bundle ? loaderOf(shop.world.read) : usualLoad;
      const result = await computing(() => compute(order, load, shop, onPhase));
      const made = await packageOf(result, order, shop, company, onPhase);
      return { ...made, timings, now: world.now() };
    },
    stop: browser.stop,
    kill: browser.kill,
  };
}

/** All but the files of the package. */
async function compute(
  order: Order,
  load: ReturnType<typeof loaderOf>,
  { flags, world, browser }: Shop,
  onPhase: (phase: string) => void,
): Promise<CompileResult> {
  onPhase('读取');
  const read = load(order);
  const prints = needsBrowser(flags.only ?? FORMATS);
  if (read.input?.kind.published && prints) await browser.begin();
  const anyCharacters = !prints || flags.fonts === 'system';
  return compileInTurns(read, world, { onPhase, anyCharacters });
}

type Result = Omit<Made, 'timings' | 'now'>;

async function packageOf(
  result: CompileResult,
  { basis }: Order,
  shop: Shop,
  { claim }: Company,
  onPhase: (phase: string) => void,
): Promise<Result> {
  const { quiet = false } = shop.flags;
  const said = problemsText(result, quiet);
  const failed = (text: string, code: number = EXIT.failed): Result => ({
    said: said + text,
    failed: code,
  });
  if (!isPublishable(result)) {
    // 上年数, where nothing is wrong
    return result.diagnostics.some(({ severity }) => severity === '错误') ? failed('') : { said };
  }
  const label = labelOf(result);
  const { title } = result.compiled.document;
  const earlier = await claim(title, label);
  if (earlier !== label)
    return failed(`${label}：同 ${earlier} 的部门名称和年度相同，输出会互相覆盖，没有写出。\n`);
  const problem = nameProblem(title);
  if (problem) {
    const hint = '请改短部门名称，或改格式的“包名”';
    return failed(`${result.file}：材料的文件夹不能叫“${title}”：${problem}。${hint}。\n`);
  }
  try {
    const made = await rendered(result, basis, shop, onPhase);
    const warnings = made.warnings.map((warning) => `警告：${warning}\n`);
    const tables = result.compiled.tables.length;
    return { said: [said, ...warnings].join(''), package: { ...asData(made), tables } };
  } catch (error) {
    if (error instanceof DiagnosticError)
      return failed(problemsText({ ...result, checks: [], diagnostics: error.diagnostics }, quiet));
    const failure = failureOf(error);
    if (!failure) throw error;
    return failed(`${result.file}：${failure.message}\n`, failure.exitCode);
  }
}

/** Without what an input or a template was read into, which no thread can hand over. */
function asData({ info, ...others }: Package): Package {
  const inputs = info.inputs.map((one) => pick(one, ['file', 'bytes', 'path', 'prior']));
  const templates = info.templates.map((one) => pick(one, ['path', 'bytes']));
  return { ...others, info: { ...info, inputs, templates } };
}

/** Once more where a browser that had started does not print: it, or its tab, may have died. */
async function rendered(
  result: Publishable,
  basis: string | undefined,
  { flags, form, world, browser }: Shop,
  onPhase: (phase: string) => void,
): ReturnType<typeof renderPackage> {
  const { only: formats = FORMATS, ...others } = flags;
  const options = { ...others, formats, form, basis, browser, onPhase };
  const render = () => renderPackage(result, world, options);
  try {
    return await render();
  } catch (error) {
    if ((error as Error).name === 'BrowserError' && (await browser.hasStarted())) return render();
    throw error;
  }
}
