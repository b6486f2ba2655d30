/** Reads template files: remembers what it read, collects what was wrong. */
import type { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '../diagnostics.js';
import { decode, parseSource, type Source } from '../input/source.js';
import { syntaxHint, templateDiagnostics } from './slips.js';
import { Spot } from './spot.js';

/** The templates folder as the library sees it; paths are relative to it, with `/`. */
export interface TemplateFolder {
  /** Throws as node:fs does when there is no such file. */
  readonly read: (path: string) => Uint8Array;
  /** Throws as node:fs does when there is no such folder. */
  readonly list: (folder: string) => readonly string[];
}

export const TEMPLATES = 'templates/';
/** Names that may become part of a path. */
export const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** A template's path as messages show it. */
export const shown = (path: string): string => `${TEMPLATES}${path}`;

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

/** By schema and path, what was last read: profiles share most files, and none is parsed twice. */
const parsed = new Map<z.ZodType, Map<string, Parsed<unknown>>>();

function parsedFile<T extends z.ZodType>(
  path: string,
  text: string,
  schema: T,
): Parsed<z.output<T>> {
  const files = parsed.get(schema) ?? new Map<string, Parsed<unknown>>();
  const known = files.get(path);
  const file = known?.text === text ? known : parseFile(path, text, schema);
  parsed.set(schema, files.set(path, file));
  return file as Parsed<z.output<T>>;
}

function parseFile<T extends z.ZodType>(path: string, text: string, schema: T) {
  const { source, diagnostics } = parseSource(text, shown(path));
  const problems = diagnostics.map((problem) => syntaxHint(problem, text));
  if (!source) return { text, found: undefined, problems };
  const result = schema.safeParse(source.tree);
  if (result.success) return { text, found: { data: result.data, source }, problems };
  problems.push(...templateDiagnostics(result.error.issues, schema, source));
  return { text, found: undefined, problems };
}

export class Shelf {
  readonly files: { path: string; bytes: Uint8Array }[] = [];
  readonly problems: Diagnostic[] = [];
  constructor(private readonly folder: TemplateFolder) {}

  /** @returns undefined when there is no such file, or when it is not text */
  text(path: string): string | undefined {
    let bytes: Uint8Array;
    try {
      bytes = this.folder.read(path);
    } catch {
      return undefined;
    }
    this.files.push({ path, bytes });
    const decoded = decode(bytes, shown(path));
    if (decoded.problem) this.problems.push(decoded.problem);
    return decoded.text;
  }

  /** @returns undefined when there is no such file, or when it is not of the schema's shape */
  yaml<T extends z.ZodType>(path: string, schema: T): YamlFile<z.output<T>> | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const { found, problems } = parsedFile(path, text, schema);
    this.problems.push(...problems);
    return found && { ...found, root: new Spot(found.source, this.problems) };
  }

  throwIfBad(): void {
    if (this.problems.length > 0) throw new DiagnosticError(this.problems);
  }

  profileIds(): string[] {
    return this.yamlNames('profiles');
  }

  /** Names of a folder's YAML files; none where there is no such folder. */
  yamlNames(folder: string): string[] {
    let names: readonly string[];
    try {
      names = this.folder.list(folder);
    } catch {
      return [];
    }
    return names.flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));
  }
}
