/** The world in which a bundle is compiled: its files are all there is. */
import { sep } from 'node:path';
import { dirname as folderOf } from 'node:path/posix';
import { laidOver, ownTemplates } from '../forms/own-templates.js';
import type { TemplateFolder } from '../forms/template-folder.js';
import { UnreadError } from '../input/unread.js';
import { sha256 } from '../output/manifest.js';
import type { World } from '../world.js';
import type { Bundle, BundleFile, BundleTemplate } from './bundle.js';

/** Formats of bundles that are kept: what was read from them takes megabytes. */
const MOST_KEPT = 8;

/**
 * A maker of worlds in which the files of a bundle are all there is. One for a thread: the same formats are
 * then read once for all the bundles that have them.
 */
export function bundleWorlds<W extends World>(world: W): (bundle: Bundle) => W {
  const known = new Map<string, TemplateFolder>();
  return ({ files, templates }) => {
    const byPath = new Map(files.map((one) => [one.path, one]));
    const laid = templates.length === 0 ? world.templates : keptTemplates(templates, world, known);
    return {
      ...world,
      read: (path) => {
        const found = byPath.get(path.split(sep).join('/'));
        if (found && 'bytes' in found) return found.bytes;
        throw unread(path, found);
      },
      templates: laid,
      templatesAt: () => laid,
    };
  };
}

const UNREAD = ['folder', 'special', 'large', 'link', 'outside', 'many'] as const;

/** The error that the file's own disk gave. */
function unread(path: string, found: BundleFile | undefined): Error {
  const reason = found && 'unread' in found ? found.unread : 'ENOENT';
  const size = found && 'unread' in found ? found.size : undefined;
  const own = UNREAD.find((one) => one === reason);
  return own ? new UnreadError(own, size) : Object.assign(new Error(path), { code: reason });
}

function keptTemplates(
  templates: readonly BundleTemplate[],
  world: World,
  known: Map<string, TemplateFolder>,
): TemplateFolder {
  const key = templatesKey(templates);
  const kept = known.get(key) ?? laidOver(folderOfTemplates(templates), world.templates);
  known.delete(key);
  known.set(key, kept);
  const [oldest] = known.keys();
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
  return kept;
}

const templatesKey = (templates: readonly BundleTemplate[]): string =>
  JSON.stringify(templates.map(({ path, shown, bytes }) => [path, shown, sha256(bytes)]));

function folderOfTemplates(templates: readonly BundleTemplate[]): TemplateFolder {
  const byPath = new Map(templates.map((one) => [one.path, one]));
  const children = new Map<string, Set<string>>();
  for (const { path } of templates) {
    for (let at = path; at !== '.'; at = folderOf(at)) {
      const above = folderOf(at);
      children.set(
        above,
        (children.get(above) ?? new Set()).add(at.slice(at.lastIndexOf('/') + 1)),
      );
    }
  }
  const missing = (path: string, code: string) => Object.assign(new Error(path), { code });
  return ownTemplates(
    {
      read: (path) => {
        const found = byPath.get(path);
        if (found) return found.bytes;
        throw missing(path, children.has(path) ? 'EISDIR' : 'ENOENT');
      },
      list: (path) => {
        const names = children.get(path);
        if (!names) throw missing(path, 'ENOENT');
        return [...names].sort();
      },
    },
    (path) => byPath.get(path)?.shown ?? path,
  );
}
