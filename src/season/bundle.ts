/**
 * All that one package is compiled from, as plain data: the input, the files that it names, and the formats that
 * a bureau has laid beside it. Whoever has a bundle can compile the package, on whatever machine, and gets the
 * same bytes; no path of it leads to a disk.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readInput } from '../compile.js';
import { OWN_FOLDERS } from '../forms/own-templates.js';
import { nameIn, type TemplateFolder } from '../forms/template-folder.js';
import { textOf, valueAt } from '../input/tree.js';
import { isMissing, UnreadError } from '../input/unread.js';
import { prepare } from '../prepare.js';
import { templatesFor, type World } from '../world.js';

/** A file that compiling asks for; or that there is none, or why it is not read. */
export type BundleFile =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly unread: string; readonly size?: number };

/** A file of a bureau's own 格式/, 科目/ or 导入/. */
export interface BundleTemplate {
  /** From the folder on that holds them: 格式/甲区.yaml. */
  readonly path: string;
  /** What messages call it. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  /** The input, which is one of the files. Paths are from the season's folder on, with `/`. */
  readonly input: string;
  readonly files: readonly BundleFile[];
  readonly templates: readonly BundleTemplate[];
  /** The format that the input names, where it could be read. */
  readonly format?: string;
}

/** Folders within one another among formats: 格式/甲区/表.yaml has two. */
const DEEPEST = 4;

/**
 * Reads what a package is compiled from.
 * @param root folder from which paths are told
 * @param input from that folder on, with `/`
 */
export function bundleOf(root: string, input: string, world: World): Bundle {
  const told = (path: string) => relative(resolve(root), resolve(path)).split(sep).join('/');
  const files = new Map<string, BundleFile>();
  const read: World['read'] = (file, from) => {
    const path = told(file);
    try {
      const bytes = world.read(file, from);
      files.set(path, { path, bytes });
      return bytes;
    } catch (error) {
      const size = error instanceof UnreadError ? error.size : 0;
      files.set(path, { path, unread: reasonOf(error), ...(size > 0 ? { size } : {}) });
      throw error;
    }
  };
  const file = join(root, ...input.split('/'));
  const templates = templatesFor(dirname(file), world);
  // what is named is known when it is read; what is wrong is told by whoever compiles
  const loaded = readInput(file, { ...world, read });
  prepare(loaded, { ...world, read, templates });
  const format = loaded.source && textOf(valueAt(loaded.source.tree, ['格式']));
  return {
    input,
    ...(format === undefined ? {} : { format }),
    files: [...files.values()],
    templates: ownFiles(templates).map(({ shown, ...one }) => ({
      ...one,
      shown: told(resolve(world.folder, shown)),
    })),
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof UnreadError
    ? error.reason
    : String((error as NodeJS.ErrnoException).code ?? 'UNKNOWN');

/** What of a folder of templates is a bureau's own, as it lies over all others. */
function ownFiles(templates: TemplateFolder): BundleTemplate[] {
  const out: BundleTemplate[] = [];
  const visit = (folder: string, depth: number) => {
    for (const name of namesIn(templates, folder)) {
      const path = `${folder}/${name}`;
      const { stored, shown } = nameIn(templates, path);
      if (stored === path) continue;
      try {
        out.push({ path: stored, shown, bytes: templates.read(path) });
      } catch (error) {
        if (!isFolder(error)) throw error;
        if (depth < DEEPEST) visit(path, depth + 1);
      }
    }
  };
  for (const folder of Object.keys(OWN_FOLDERS)) visit(folder, 1);
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function namesIn(folder: TemplateFolder, path: string): readonly string[] {
  try {
    return folder.list(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const isFolder = (error: unknown): boolean => ['folder', 'EISDIR'].includes(reasonOf(error));
