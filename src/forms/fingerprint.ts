/** All that may be read of a folder of templates, by its content: whoever compiles with it may read any of it. */
import { createHash } from 'node:crypto';
import { isMissing, UnreadError } from '../input/load.js';
import { OWN_FOLDERS } from './own-templates.js';
import { nameIn, type TemplateFolder } from './template-folder.js';

/** Too large to be read each time; what has them tells of them in another way. */
const LEFT_OUT = 'fonts';
/** Folders within one another: profiles/甲区/表.yaml has two. */
const DEEPEST = 5;

const known = new WeakMap<TemplateFolder, string | undefined>();

/**
 * The fingerprint of a folder of templates but for the fonts, taken when it is first asked for: ask before
 * anything is read of it. The same files have the same one, whichever folders they were laid over one
 * another from.
 * @returns undefined where a part of it cannot be looked at
 */
export function fingerprintOf(folder: TemplateFolder): string | undefined {
  if (!known.has(folder)) known.set(folder, taken(folder));
  return known.get(folder);
}

function taken(folder: TemplateFolder): string | undefined {
  const hash = createHash('sha256');
  const tell = (...parts: readonly (string | Uint8Array)[]) => {
    for (const part of parts) hash.update(`${part.length}:`).update(part);
  };
  const visit = (path: string, depth: number): boolean => {
    let bytes: Uint8Array;
    try {
      bytes = folder.read(path);
    } catch (error) {
      if (isFolder(error)) return depth < DEEPEST && visitAll(path, depth + 1);
      // one that is refused today is refused for what it is; if that changes, so does this
      tell(path, reasonOf(error));
      return true;
    }
    tell(nameIn(folder, path).stored, bytes);
    return true;
  };
  const visitAll = (path: string, depth: number): boolean => {
    const names = namesIn(folder, path);
    const inside = (name: string) => (path === '' ? name : `${path}/${name}`);
    return names?.every((name) => inside(name) === LEFT_OUT || visit(inside(name), depth)) ?? false;
  };
  const complete = visitAll('', 0);
  return complete ? hash.digest('hex') : undefined;
}

/** In order; those of a bureau's own folders also where the folder as a whole lists none. */
function namesIn(folder: TemplateFolder, path: string): string[] | undefined {
  const own = path === '' ? Object.keys(OWN_FOLDERS) : [];
  try {
    return [...new Set([...own, ...folder.list(path)])].sort();
  } catch (error) {
    return isMissing(error) ? own : undefined;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof UnreadError ? error.reason : String((error as NodeJS.ErrnoException).code);

const isFolder = (error: unknown): boolean => ['folder', 'EISDIR'].includes(reasonOf(error));
