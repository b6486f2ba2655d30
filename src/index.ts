/**
 * gongkai as a library, for servers, workers and other programs. Nothing here prints, exits or keeps state
 * but for templates that were read and browsers that the caller holds; everything may be called many times.
 *
 *     import { check, compile, diskWorld, isPublishable, publish, render } from 'gongkai';
 *
 *     const world = diskWorld();
 *     check(['2026.yaml'], world);                          // what the rules found, as data
 *     const result = compile('2026.yaml', world);           // model, tables, document, diagnostics
 *     if (isPublishable(result)) {
 *       const made = await render(result, world);           // the bytes of workbook, PDF, CSV …
 *       await publish('out', made, world);                  // written whole or not at all
 *     }
 *
 * Inputs need not be files: `{ ...diskWorld(), read: (name) => bytes }` is a world that holds them. Nor need
 * formats be: `templates` of a world may be any folder of templates, `laidOver(own, world.templates)` is
 * one in which formats of one's own (profiles/甲区-2027.yaml …) come before those of this program, and
 * `withTemplates(own, world)` a world that has it. `ownTemplates` makes one of a folder with 格式/ and 科目/.
 *
 * What is wrong with an input is told in `diagnostics`, in Chinese, with its place. Thrown are, beside faults
 * of this program: `DiagnosticError` (an input or a format has errors), `ReviewError` (nothing to compare or
 * explain), and of the environment `BrowserError` and `PublishError`. Messages are Chinese.
 *
 * Amounts are decimals in 元 (`model/money`), or exact strings in 万元 where a value is what `--format json`
 * prints; those are described in templates/schema/.
 */

import { reportOf } from './checks/report.js';
import type { CompileResult, Publishable } from './compile.js';
import { manifest } from './output/manifest.js';
import { MANIFEST } from './output/old-package.js';
import type { Package } from './package.js';
import type { OutputFile } from './publish.js';
import type { MarkedTables } from './render/html.js';
import { renderScreen, type ScreenDocument } from './render/screen-document.js';
import { checkText } from './review/show/check-text.js';
import { textsOf } from './review/show/diagnostics-text.js';
import { diffHtml } from './review/show/diff-html.js';
import type { DiffOutput } from './review/show/diff-schema.js';
import { templateText, type World } from './world.js';

export {
  type Compiled,
  type CompileOptions,
  type CompileResult,
  compile,
  compileInput,
  isPublishable,
  type Model,
  type Phase,
  type Publishable,
  readInput,
} from './compile.js';
export {
  type Diagnostic,
  DiagnosticError,
  renderDiagnostic,
  type Severity,
} from './diagnostics.js';
export { diskWorld } from './disk/disk-world.js';
export type { Profile } from './forms/library.js';
export { laidOver, ownTemplates } from './forms/own-templates.js';
export type { TemplateFolder, TemplateName } from './forms/template-folder.js';
export { formatNames, loadFormat } from './load-format.js';
export { KEY_FIGURES, type KeyFigureName, type KeyFigures } from './model/key-figures.js';
export { Decimal } from './model/money.js';
export {
  type Package,
  type RenderOptions,
  renderPackage as render,
} from './package.js';
export { type PackageMade, type PackagesMade, packagesMade } from './packages-made.js';
export { type OutputFile, PublishError } from './publish.js';
export { inputSchema } from './reference.js';
export { BrowserError } from './render/browser-error.js';
export { FONT_FACES, type FontSet } from './render/fonts.js';
export type { MarkedTables } from './render/html.js';
export { FORMATS, type Format } from './render/renderers.js';
export type { ScreenDocument } from './render/screen-document.js';
export { type BrowserHolder, createBrowserHolder } from './render/session.js';
export { check, findings } from './review/check-inputs.js';
export { diff } from './review/diff-sides.js';
export { explain } from './review/explain-figures.js';
export { type InputSummary, summarize } from './review/input-summary.js';
export {
  type FindingFigures,
  feeds,
  findingFigures,
  type InputLine,
  type InputPlace,
  inputLines,
  type PrintedFigure,
  trace,
} from './review/named-figures.js';
export type { Side } from './review/open/open.js';
export { ReviewError } from './review/open/review-error.js';
export type { CheckOutput } from './review/show/check-schema.js';
export type { DiffOutput, ExplainOutput } from './review/show/diff-schema.js';
export { type Disk, type InputWorld, type World, withTemplates } from './world.js';

/**
 * Writes a package, with its manifest, to a folder of its name; an old one there is replaced, and what a
 * person has put into it is kept.
 * @returns the package's folder
 * @throws PublishError; then nothing has changed
 */
export function publish(folder: string, made: Package, { disk }: World): Promise<string> {
  return disk.publish(folder, made.name, made.files, made.info);
}

/**
 * The document as a browser shows it, in sheets: the markup of the PDF, in which every figure has its name
 * (`data-figure`) for `trace`. All texts are escaped; the markup holds no script.
 * @param before for versions of one input after another: a map that is handed in each time, empty at first
 */
export function screenDocument(
  { compiled }: Publishable,
  { templates }: Pick<World, 'templates'>,
  before?: MarkedTables,
): ScreenDocument {
  return renderScreen(compiled.document, templates, before);
}

/** All that `publish` writes of a package, its manifest among them; paths from the package's folder on, with `/`. */
export function packageFiles({ name, files, info }: Package): readonly OutputFile[] {
  const bytes = new TextEncoder().encode(manifest(files, info, name));
  return [...files, { path: MANIFEST, bytes }];
}

/** What `gongkai check` prints of an input that is compiled. */
export function findingsText(result: CompileResult): string {
  const { file, sources, templates } = result;
  const textOf = textsOf(sources, templates);
  const checked = { report: reportOf(file, result), textOf, sources };
  return checkText([checked], { all: false, quiet: false, grave: (one) => one === '错误' });
}

/** A comparison as a web page of its own: the same comparison gives the same bytes. */
export function diffPage(output: DiffOutput, world: Pick<World, 'templates'>): string {
  return diffHtml(output, (path) => templateText(world, path));
}
