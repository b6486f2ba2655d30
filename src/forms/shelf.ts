/** Reads template files: remembers what it read, collects what was wrong. */
import type { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '../diagnostics.js';
import { decode, parseSource, type Source } from '../input/source.js';
import { syntaxHint, templateDiagnostics } from './slips.js';

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

interface Read<T> {
  readonly data: T;
  readonly source: Source;
}

/** What each file last said, as its schema has it: profiles share the dictionary and most tables. */
const kept = new Map<string, Read<unknown> & { readonly schema: z.ZodType }>();

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

  yaml<T extends z.ZodType>(path: string, schema: T): Read<z.output<T>> | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const known = kept.get(path);
    if (known?.schema === schema && known.source.text === text)
      return { data: known.data as z.output<T>, source: known.source };
    const { source, diagnostics } = parseSource(text, shown(path));
    this.problems.push(...diagnostics.map((problem) => syntaxHint(problem, text)));
    if (!source) return undefined;
    const result = schema.safeParse(source.tree);
    if (result.success) {
      kept.set(path, { data: result.data, source, schema });
      return { data: result.data, source };
    }
    this.problems.push(...templateDiagnostics(result.error.issues, schema, source));
    return undefined;
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
