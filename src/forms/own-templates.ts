/**
 * Templates of a bureau's own (格式/, 科目/, 导入/) and how one folder of templates is laid over another: what
 * is found in the upper one is used, all else comes from the lower one.
 */
import { isMissing } from '../input/unread.js';
import { nameIn, type TemplateFolder } from './template-folder.js';

/** What a bureau's folders are called, and where they stand among the templates. */
export const OWN_FOLDERS = { profiles: '格式', subjects: '科目', import: '导入' } as const;

/**
 * A folder that holds 格式/, 科目/ and 导入/ as a folder of templates: 格式/甲区.yaml is profiles/甲区.yaml of it.
 * @param folder paths in it are 格式/…, 科目/…, 导入/…
 * @param place what messages call a file of it, by that path
 */
export function ownTemplates(
  folder: Pick<TemplateFolder, 'read' | 'list'>,
  place: (path: string) => string,
): TemplateFolder {
  return {
    read: (path) => folder.read(ownPath(path)),
    list: (path) => folder.list(ownPath(path)),
    nameOf: (path) => {
      const stored = ownPath(path);
      return { shown: place(stored), stored };
    },
  };
}

/** @throws as node:fs does where no bureau has a file of its own */
function ownPath(path: string): string {
  const [top = '', ...below] = path.split('/');
  if (!Object.hasOwn(OWN_FOLDERS, top)) throw missing(path);
  return [OWN_FOLDERS[top as keyof typeof OWN_FOLDERS], ...below].join('/');
}

const missing = (path: string) => Object.assign(new Error(path), { code: 'ENOENT' });

/**
 * One folder of templates laid over another. A format is one thing: its tables and sentences are those that
 * stand beside its own file, never those of a format of the same name in the other folder.
 * @param over looked in first
 * @param under where all is that `over` has not
 */
export function laidOver(over: TemplateFolder, under: TemplateFolder): TemplateFolder {
  const known = new Map<string, boolean>();
  const has = (path: string): boolean => {
    const found = known.get(path) ?? isThere(path, over);
    known.set(path, found);
    return found;
  };
  const holder = (path: string) => (has(profileFile(path) ?? path) ? over : under);
  return {
    read: (path) => holder(path).read(path),
    list: (folder) =>
      profileFile(folder) === undefined
        ? namesInBoth(folder, over, under)
        : holder(folder).list(folder),
    nameOf: (path) => nameIn(holder(path), path),
    ...(under.ahead ? { ahead: under.ahead } : {}),
  };
}

/** The file of the format that a file or folder belongs to: profiles/甲区/表.yaml → profiles/甲区.yaml. */
function profileFile(path: string): string | undefined {
  const name = /^profiles\/([^/]+)/.exec(path)?.[1];
  return (
    name && `profiles/${path.split('/').length > 2 ? name : name.replace(/\.(yaml|hbs)$/, '')}.yaml`
  );
}

/** Whether a file stands there, be it one that is refused. */
function isThere(path: string, folder: TemplateFolder): boolean {
  try {
    folder.read(path);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

/** @throws as node:fs does where neither has the folder */
function namesInBoth(folder: string, over: TemplateFolder, under: TemplateFolder): string[] {
  let own: readonly string[];
  try {
    own = over.list(folder);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [...under.list(folder)];
  }
  try {
    return [...new Set([...own, ...under.list(folder)])];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [...own];
  }
}
