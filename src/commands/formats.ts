/** `gongkai formats`: which formats there are, whether one is right before a department uses it, a new one. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { DiagnosticError } from '../diagnostics.js';
import { nameProblem } from '../file-names.js';
import { BASE_NAMES, SAFE_NAME, type TemplateFolder } from '../forms/library.js';
import { OWN_FOLDERS } from '../forms/own-templates.js';
import { formatNames, loadFormat } from '../load-format.js';
import { newFormat } from '../new-format.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { formatLine, formatText, newFormatText } from '../review/show/format-text.js';
import { trialProblems } from '../trial.js';
import { templatesFor, type World } from '../world.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface FormatsFlags {
  /** Name of a format to begin. */
  readonly new?: string;
  /** The format that it extends. */
  readonly from?: string;
  /** The folder in whose 格式/ it is written. */
  readonly output?: string;
  /** The JSON Schema of inputs in one format, instead of what it publishes. */
  readonly schema?: boolean;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function formatsUsage(
  names: readonly string[],
  { new: own, from, output, schema }: FormatsFlags,
): string | undefined {
  if (schema && (own !== undefined || names.length !== 1))
    return '--schema 后面写一个格式，例如：gongkai formats 甲区-2027 --schema > 甲区-2027.json';
  if (own === undefined)
    return (from ?? output) === undefined ? undefined : '--from、-o 要同 --new 一起写';
  if (names.length > 0) return '--new 后面只写一个新格式的名字，不再写别的格式';
  if (!SAFE_NAME.test(own) || own.endsWith('.'))
    return `格式不能叫“${own}”：格式名只用文字、数字、“-”“.”“_”，以文字或数字开头`;
  if (/\.(ya?ml|hbs)$/i.test(own)) return `格式名不带“.yaml”，请写“${own.replace(/\.\w+$/, '')}”`;
  const problem = nameProblem(own);
  if (problem) return `格式不能叫“${own.slice(0, MOST_SHOWN)}”：作文件名${problem}`;
  if (from === undefined)
    return `新格式要写从哪个格式开始，如 --from ${BASE_NAMES.join('、--from ')}，或最接近的格式`;
  return undefined;
}

/** Characters of a name that are shown where it is refused. */
const MOST_SHOWN = 40;

/** Lists all formats, or checks those that are named and tells what they publish; each is tried. */
export async function showFormats(
  names: readonly string[],
  { schema }: FormatsFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const templates = templatesFor(world.folder, world);
  const fail = (name: string, { diagnostics }: DiagnosticError) => {
    terminal.err(diagnosticsText(diagnostics, textsOf([], templates)));
    terminal.err(`${name}：有 ${diagnostics.length} 处错误。\n`);
    return EXIT.failed;
  };
  const listed = attempt(() => (names.length > 0 ? names : formatNames(templates)));
  if (listed instanceof DiagnosticError) return fail('格式', listed);
  const long = names.length > 0 ? formatText : formatLine;
  const text = schema ? (await import('../reference.js')).inputSchema : long;
  let code: number = EXIT.done;
  for (const name of listed) {
    const shown = attempt(() => {
      const format = loadFormat(name, templates);
      const problems = trialProblems(format, templates);
      if (problems.length > 0) throw new DiagnosticError(problems);
      return text(format);
    });
    if (shown instanceof DiagnosticError) code = fail(name, shown);
    else terminal.out(shown);
  }
  return code;
}

function attempt<T>(work: () => T): T | DiagnosticError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
}

/**
 * Writes the start of a new format where none of its name is.
 * @throws Failure, OutputError
 */
export async function startFormat(
  name: string,
  { from = '', output = '.' }: FormatsFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const named = resolve(world.folder, output);
  const home = basename(named) === OWN_FOLDERS.profiles ? dirname(named) : named;
  const templates = templatesFor(home, world);
  const place = join(home, OWN_FOLDERS.profiles, name);
  const made = attempt(() => {
    refuseKnown(name, templates);
    return newFormat(name, from, templates, schemaFrom(dirname(place), world));
  });
  if (made instanceof DiagnosticError) {
    terminal.err(diagnosticsText(made.diagnostics, textsOf([], templates)));
    terminal.err(`“${from}”有错误，没有写出新格式。\n`);
    return EXIT.failed;
  }
  // the format itself last: without it the sentences are nothing
  const files = [
    { path: `${place}.hbs`, content: made.sentences },
    { path: `${place}.yaml`, content: made.profile },
  ];
  await world.disk.writeNew(files);
  terminal.out(
    newFormatText(name, from, {
      files: files.map(({ path }) => fromHere(path, world)).reverse(),
      home: home === world.folder ? undefined : fromHere(home, world),
      templates: fromHere(world.templatesFolder, world),
    }),
  );
  return EXIT.done;
}

/** A new format must not take the place of one that there is; names of files may know no case. */
function refuseKnown(name: string, templates: TemplateFolder): void {
  const known = formatNames(templates).find((one) => one.toLowerCase() === name.toLowerCase());
  if (known !== undefined)
    throw new Failure(`已有“${known}”这个格式，没有写出；请换一个名字。`, EXIT.usage);
}

/** A path from the current folder on, unless that leads out of it. */
function fromHere(path: string, { folder }: World): string {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) ? path : way;
}

/** Where an editor finds the schema of formats from a file in a folder: beside this project, or on this machine. */
function schemaFrom(folder: string, world: World): string {
  const schema = join(world.templatesFolder, 'schema', '格式.json');
  const inProject = fromHere(schema, world) !== schema;
  return (inProject ? relative(folder, schema) : schema).split(sep).join('/');
}
