/** Reads template files: remembers what it read, collects what was wrong. */
import { partition } from 'es-toolkit/array/partition';
import type * as z from 'zod';
import { type Diagnostic, DiagnosticError } from '../diagnostics.js';
import { isMissing, UnreadError, unreadable } from '../input/load.js';
import { decode, parseSource, type Source } from '../input/source.js';
import { syntaxHint, templateDiagnostics } from './slips.js';
import { Spot } from './spot.js';
import { nameIn, type TemplateFolder } from './template-folder.js';

export { TEMPLATES, type TemplateFolder } from './template-folder.js';

/** Names that may become part of a path. */
export const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

interface Parsed<T> {
  readonly text: string;
  /** Undefined where something is wrong with the file. */
  readonly found: { readonly data: T; readonly source: Source } | undefined;
  readonly problems: readonly Diagnostic[];
}

/** A file of the right shape, and where to report what is wrong in it. */
interface YamlFile<T> {
  readonly data: T;
  readonly source: Source;
  readonly root: Spot;
}

/** By schema and name, what was last read: profiles share most files, and none is parsed twice. */
const parsed = new Map<z.ZodType, Map<string, Parsed<unknown>>>();

function parsedFile<T extends z.ZodType>(
  name: string,
  text: string,
  schema: T,
): Parsed<z.output<T>> {
  const files = parsed.get(schema) ?? new Map<string, Parsed<unknown>>();
  const known = files.get(name);
  const file = known?.text === text ? known : parseFile(name, text, schema);
  parsed.set(schema, files.set(name, file));
  return file as Parsed<z.output<T>>;
}

function parseFile<T extends z.ZodType>(name: string, text: string, schema: T) {
  const { source, diagnostics } = parseSource(text, name);
  const problems = diagnostics.map((problem) => syntaxHint(problem, text));
  if (!source) return { text, found: undefined, problems };
  const result = schema.safeParse(source.tree);
  if (result.success) return { text, found: { data: result.data, source }, problems };
  problems.push(...templateDiagnostics(result.error.issues, schema, source));
  return { text, found: undefined, problems };
}

/** By folder, the bytes of what was read of it by the name that messages show. */
const shownFiles = new WeakMap<TemplateFolder, Map<string, Uint8Array>>();

/** The text of a file that a message names; undefined where none of that name was read of the folder. */
export function shownText(folder: TemplateFolder, name: string): string | undefined {
  const bytes = shownFiles.get(folder)?.get(name);
  return bytes && new TextDecoder().decode(bytes);
}

/** A file that was asked for, or a folder whose names were: what was found there, if anything was. */
export type Looked =
  | { readonly file: string; readonly found: ShelvedFile | undefined }
  | { readonly folder: string; readonly names: readonly string[] };

interface ShelvedFile {
  /** By the name that manifests give. */
  readonly path: string;
  /** By the name that messages give. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

export class Shelf {
  /** All that was asked for, in its order. */
  readonly looked: Looked[] = [];
  /** What was read, by the names that manifests give. */
  readonly files: ShelvedFile[] = [];
  readonly problems: Diagnostic[] = [];
  constructor(private readonly folder: TemplateFolder) {}

  /** What messages call a file, be it there or not. */
  shown(path: string): string {
    return nameIn(this.folder, path).shown;
  }

  /** @returns undefined when there is no such file, or when it is not text */
  text(path: string): string | undefined {
    const { shown, stored } = nameIn(this.folder, path);
    let bytes: Uint8Array;
    try {
      bytes = this.folder.read(path);
    } catch (error) {
      if (!isMissing(error)) this.problems.push(unreadable(shown, error));
      this.looked.push({ file: path, found: undefined });
      return undefined;
    }
    const found = { path: stored, shown, bytes };
    this.looked.push({ file: path, found });
    this.files.push(found);
    const read = shownFiles.get(this.folder) ?? new Map<string, Uint8Array>();
    shownFiles.set(this.folder, read.set(shown, bytes));
    const decoded = decode(bytes, shown);
    if (decoded.problem) this.problems.push(decoded.problem);
    return decoded.text;
  }

  /** @returns undefined when there is no such file, or when it is not of the schema's shape */
  yaml<T extends z.ZodType>(path: string, schema: T): YamlFile<z.output<T>> | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const { found, problems } = parsedFile(this.shown(path), text, schema);
    this.problems.push(...problems);
    return found && { ...found, root: new Spot(found.source, this.problems) };
  }

  throwIfBad(): void {
    if (this.problems.length > 0) throw new DiagnosticError(this.problems);
  }

  /** Names of the formats: those that a bureau has beside its inputs, and those of the program. */
  profileIds(): { own: string[]; builtIn: string[] } {
    const [own, builtIn] = partition(this.yamlNames('profiles'), (id) => {
      const path = `profiles/${id}.yaml`;
      return nameIn(this.folder, path).stored !== path;
    });
    return { own, builtIn };
  }

  /** Names of a folder's YAML files; none where there is no such folder. */
  yamlNames(folder: string): string[] {
    const names = this.namesIn(folder).flatMap((name) =>
      name.endsWith('.yaml') ? [name.slice(0, -5)] : [],
    );
    this.looked.push({ folder, names });
    return names;
  }

  private namesIn(folder: string): readonly string[] {
    try {
      return this.folder.list(folder);
    } catch (error) {
      if (error instanceof UnreadError) this.problems.push(unreadable(this.shown(folder), error));
      return [];
    }
  }
}
