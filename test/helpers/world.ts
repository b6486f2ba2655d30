/** Worlds for tests: the real templates with files laid over them, and inputs from strings. */
import { existsSync, readFileSync } from 'node:fs';
import { type Compiled, type CompileResult, compile } from '../../src/compile.js';
import { type Diagnostic, DiagnosticError } from '../../src/diagnostics.js';
import { loadProfile, type Profile, type TemplateFolder } from '../../src/forms/library.js';
import type { Document } from '../../src/narrative/document.js';
import { loadSentences } from '../../src/narrative/sentences.js';
import type { InputWorld } from '../../src/world.js';
import { templates } from './input.js';

export const ROOT = new URL('../../', import.meta.url);

/** Text by path below the templates folder; `undefined` takes the file away. */
export type Overlay = Readonly<Record<string, string | undefined>>;

/** A template file as it is. */
export function template(path: string): string {
  return new TextDecoder().decode(templates.read(path));
}

/** A template file with one passage changed; the passage must be there, once. */
export function edited(path: string, from: string, to: string): string {
  const text = template(path);
  const pieces = text.split(from);
  if (pieces.length !== 2) throw new Error(`${path} has ${pieces.length - 1} × ${from}`);
  return pieces.join(to);
}

let latest: { readonly key: string; readonly folder: TemplateFolder } | undefined;

/**
 * The real templates with some files replaced, added or taken away. The same changes as the time before
 * are the same folder, so that its profiles are not loaded again.
 */
export function overlay(files: Overlay): TemplateFolder {
  const changes = Object.entries(files);
  if (changes.length === 0) return templates;
  const key = JSON.stringify(changes);
  if (latest?.key !== key) latest = { key, folder: laidOver(files) };
  return latest.folder;
}

function laidOver(files: Overlay): TemplateFolder {
  return {
    read: (path) => {
      if (!Object.hasOwn(files, path)) return templates.read(path);
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT ${path}`);
      return new TextEncoder().encode(text);
    },
    list: (folder) => {
      const own = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
      const names = own.map((path) => path.slice(folder.length + 1));
      // a folder may be there in the overlay alone
      return own.length > 0 && !existsSync(new URL(`templates/${folder}`, ROOT))
        ? names
        : [...new Set([...templates.list(folder), ...names])];
    },
  };
}

/** Loads a profile and its sentences; what is wrong comes back instead of being thrown. */
export function problemsOf(id: string, files: Overlay): readonly Diagnostic[] {
  try {
    loadSentences(loadProfile(id, overlay(files)));
    return [];
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
}

export function profileOf(id: string, files: Overlay = {}): Profile {
  return loadProfile(id, overlay(files));
}

/** A diagnostic on one line. */
export function brief({ file, line, column, message, hint }: Diagnostic): string {
  return `${file}:${line}:${column} ${message}${hint ? `〔${hint}〕` : ''}`;
}

/** `行:列` of the first place where a passage stands in a text. */
export function placeIn(text: string, passage: string): string {
  const before = text.slice(0, text.indexOf(passage)).split('\n');
  if (!text.includes(passage)) throw new Error(`no ${passage}`);
  return `${before.length}:${[...(before.at(-1) ?? '')].length + 1}`;
}

/**
 * Compiles inputs held in memory, the first of them, with the templates and an overlay.
 * @param unit whose package, as for --单位; the department's without it
 */
export function compileText(
  inputs: Readonly<Record<string, string>>,
  files: Overlay = {},
  unit?: string,
) {
  const world: InputWorld = {
    templates: overlay(files),
    read: (path) => {
      const text = inputs[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return new TextEncoder().encode(text);
    },
  };
  return compile(Object.keys(inputs)[0] ?? '', world, unit === undefined ? {} : { unit });
}

const examples = new Map<string, CompileResult>();

/**
 * An input of the inputs folder, compiled as the command line does; once.
 * @param unit whose package, as for --单位; the department's without it
 */
export function compileExample(path: string, unit?: string): CompileResult {
  const read = (file: string) => readFileSync(new URL(`inputs/${file}`, ROOT));
  const key = unit === undefined ? path : `${path} ${unit}`;
  const options = unit === undefined ? {} : { unit };
  const result = examples.get(key) ?? compile(path, { templates, read }, options);
  examples.set(key, result);
  return result;
}

/** The compiled result; fails with the errors when there is none. */
export function compiled(result: CompileResult): Compiled {
  if (!result.compiled) throw new Error(result.diagnostics.map(brief).join('\n'));
  return result.compiled;
}

/** The document as lines: cover, contents, parts, headings, paragraphs, and a line for each table. */
export function documentLines(document: Document): string[] {
  return [
    document.title,
    ...document.cover.title,
    ...document.cover.lines,
    '目录',
    ...document.contents.map(({ level, text }) => `${'　'.repeat(level)}${text}`),
    ...document.parts.flatMap((part) => [`${part.label}　${part.title}`, ...partLines(part)]),
    ...document.closing,
  ];
}

/** Headings, paragraphs and tables of a part, a line each. */
export function partLines(part: Document['parts'][number]): string[] {
  return part.blocks.map((block) => {
    if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${block.text}`;
    if (block.kind === 'paragraph') return block.runs.map((run) => run.text).join('');
    if (block.kind === 'figure') return `［${block.caption}］`;
    return `［${block.table.id}　${block.table.number}　${block.table.title}］`;
  });
}
