/** Phase 6: a compiled input → everything that its package holds. */
import { basename, dirname, relative, sep } from 'node:path';
import { isFinding } from './checks/rule.js';
import type { Publishable } from './compile.js';
import { about, DiagnosticError } from './diagnostics.js';
import type { OfficialForm } from './form-filling/fill-form.js';
import { MissingGlyphsError, missingProblems, SYSTEM_HINT } from './glyphs/missing.js';
import type { InputFile, ManifestInfo, OutputFile, Told } from './output/manifest.js';
import type { FontSet } from './render/fonts.js';
import { FORMATS, type Format, renderAll } from './render/renderers.js';
import { type BrowserHolder, createBrowserHolder } from './render/session.js';
import type { Table } from './tables/table.js';
import type { Totals } from './tables/totals.js';
import type { World } from './world.js';

export interface RenderOptions {
  /** All that there are, unless told otherwise. */
  readonly formats?: readonly Format[];
  readonly fonts?: FontSet;
  /** Shared by many packages, and stopped by who made it; without one, a browser is started where one is needed. */
  readonly browser?: BrowserHolder;
  /** The workbook ends with a sheet of everything that was checked. */
  readonly withChecks?: boolean;
  /** Totals of the workbook are formulas over the printed parts, where these add up to them. */
  readonly formulas?: boolean;
  /** Whether the package holds what reviewers compare it by; it does unless told otherwise. */
  readonly review?: boolean;
  /** A workbook that a bureau gives out: it is in the package too, filled in. */
  readonly form?: OfficialForm | undefined;
  /** What the manifest rests on; see unchanged.ts. */
  readonly basis?: string | undefined;
  /** Called as each phase begins, by its Chinese name. */
  readonly onPhase?: (phase: string) => void;
}

/** A package before it is written. */
export interface Package {
  /** Name of its folder. */
  readonly name: string;
  /** All but the manifest. */
  readonly files: readonly OutputFile[];
  /** What the manifest tells besides. */
  readonly info: ManifestInfo;
  /** What a person is told of its files: PDF 80 页. */
  readonly remarks: readonly string[];
  /** Sentences on what is not as it was asked for. */
  readonly warnings: readonly string[];
}

/** Why the form of a package cannot be filled in, in Chinese. */
export class FormError extends Error {
  override readonly name = 'FormError';
}

/**
 * Makes the files of a package; writes nothing. The same input and options give the same bytes, those of
 * the command line.
 * @throws BrowserError where a browser is needed and none works; FormError
 * @throws DiagnosticError where no font has a character of the PDF
 */
export async function renderPackage(
  result: Publishable,
  { version, templates }: Pick<World, 'version' | 'templates'>,
  options: RenderOptions = {},
): Promise<Package> {
  const { formats = FORMATS, fonts = 'bundled', onPhase } = options;
  const { document, tables, profile } = result.compiled;
  const browser = options.browser ?? createBrowserHolder(fonts);
  try {
    // told before anything takes long
    const filled = options.form && (await filledFile(options.form, result));
    const sheets = options.withChecks ? [await checkSheetOf(result)] : [];
    const totals = options.formulas ? { totals: await totalsIn(result) } : {};
    const job = { document, tables, sheets, ...totals, templates, fonts, browser: browser.get };
    const rendered = await renderAll(job, formats, onPhase);
    const review = options.review === false ? [] : [await reviewFile(result, version)];
    const files = [...rendered.flatMap((one) => one.files), ...review];
    const warnings = [...rendered.flatMap(({ warning }) => warning ?? []), ...(filled?.left ?? [])];
    return {
      name: document.title,
      files: [...files, ...(filled ? [filled.at(files)] : [])],
      info: {
        version,
        inputs: [...inputsOf(result), ...(options.form ? [options.form] : [])],
        footed: tables.flatMap(({ id, adjusted }) =>
          adjusted === undefined ? [] : [{ table: id, adjusted }],
        ),
        templates: [...profile.files, ...rendered.flatMap((one) => one.templates ?? [])],
        ...(result.unit ? { unit: result.unit.words } : {}),
        told: toldOf(result, warnings.length),
        basis: options.basis,
      },
      remarks: [
        ...rendered.flatMap(({ remark }) => remark ?? []),
        ...(filled ? [filled.remark] : []),
      ],
      warnings,
    };
  } catch (error) {
    throw error instanceof MissingGlyphsError ? placed(error, result) : error;
  } finally {
    if (browser !== options.browser) await browser.stop();
  }
}

/** The input, and what else was read for it: files that it names stand where it says. */
function inputsOf({ file, sources, diagnostics }: Publishable): InputFile[] {
  return sources.map((source, i) => {
    const { input } = source;
    // one of a bureau's files of subjects is a template, and no input
    if (i === 0 || !input) return source;
    const path = relative(dirname(file), source.file).split(sep).join('/');
    const prior = !input.kind.published && !diagnostics.some((one) => one.file === source.file);
    return { file: source.file, bytes: source.bytes, path, prior };
  });
}

/** @param more warnings than the checks have */
function toldOf({ diagnostics, checks }: Publishable, more: number): Told {
  const warnings = diagnostics.filter(({ severity }) => severity === '警告').length + more;
  const waivers = checks.flatMap(({ waiver, outcome }) =>
    waiver && isFinding(outcome) ? [waiver] : [],
  );
  const waived = new Set(waivers).size;
  return {
    ...(warnings > 0 ? { 警告: warnings } : {}),
    ...(waived > 0 ? { 已豁免: waived } : {}),
  };
}

/** Where the characters were written that the PDF does not show. */
function placed({ characters, message }: MissingGlyphsError, result: Publishable): DiagnosticError {
  const { file, sources, compiled } = result;
  const written = { file, sources, templates: compiled.profile.files };
  const found = missingProblems(characters, written, SYSTEM_HINT);
  // a sequence of which each part is there
  const unknown = about(file, 'glyph-missing', message, SYSTEM_HINT);
  return new DiagnosticError(found.length > 0 ? found : [unknown]);
}

/**
 * The form with the package in it; its name is its own, unless another file of the package has that.
 * @throws FormError
 */
async function filledFile(form: OfficialForm, { compiled }: Publishable) {
  const { fillForm } = await import('./form-filling/fill-form.js');
  const made = await fillForm(form, compiled);
  if ('problem' in made) {
    const { message, hint } = made.problem;
    throw new FormError(`“${basename(form.file)}”没有填：${message}${hint ? `。${hint}` : ''}。`);
  }
  const name = basename(form.file);
  const at = (files: readonly OutputFile[]): OutputFile => {
    const taken = files.some(({ path }) => path.toLowerCase() === name.toLowerCase());
    const path = taken ? name.replace(/(?=\.[^.]*$)/, '（填表）') : name;
    return { path, bytes: made.bytes };
  };
  const left = made.left.map((what) => `${name} › ${what}`);
  return { at, remark: `填表 ${made.filled.length} 张`, left };
}

/** What reviewers compare the package by. */
async function reviewFile(
  { file, unit, compiled, sources }: Publishable,
  version: string,
): Promise<OutputFile> {
  const { editionOf } = await import('./review/open/edition-of.js');
  const { EDITION_FILE, storeEdition } = await import('./review/open/stored.js');
  const { storedSummary } = await import('./review/open/stored-summary.js');
  const summary = storedSummary(compiled.budget, unit?.unit.name);
  const text = storeEdition(editionOf(file, compiled, sources, version), dirname(file), summary);
  return { path: EDITION_FILE, bytes: new TextEncoder().encode(text) };
}

/** The totals of a table, with the parts that the relations of the format or the table itself give them. */
async function totalsIn({ compiled, tables }: Publishable): Promise<(table: Table) => Totals> {
  const { partsTold } = await import('./checks/relation-parts.js');
  const { totalsOf } = await import('./tables/totals.js');
  const told = partsTold({ budget: compiled.budget, profile: compiled.profile, tables });
  return (table) => totalsOf(table, told);
}

/** 勾稽检查表; files by their names alone, so that the same input gives the same sheet in any folder. */
async function checkSheetOf(result: Publishable): Promise<Table> {
  const { reportOf } = await import('./checks/report.js');
  const { checkSheet } = await import('./checks/sheet.js');
  return checkSheet(reportOf(result.file, result), (name) => basename(name));
}
