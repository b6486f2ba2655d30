/** `--formats`: the folder whose formats a command looks for first. */
import type { TemplateFolder } from '../forms/library.js';
import { OWN_FOLDERS } from '../forms/own-templates.js';
import { type World, withTemplates } from '../world.js';
import { EXIT, Failure } from './terminal.js';

export interface FormatsFlag {
  /** A folder with 格式/ and 科目/ in it, or with formats. */
  readonly formats?: string;
}

/**
 * The world in which the formats of a folder come first, where one is named.
 * @throws Failure where there is no such folder, or nothing of the kind in it
 */
export function worldWith<W extends World>({ formats }: FormatsFlag, world: W): W {
  if (formats === undefined) return world;
  const own = formats.trim() === '' ? undefined : world.disk.templatesIn(formats);
  if (!own) throw usage(`没有“${formats}”这个文件夹`);
  if (!holdsAny(own))
    throw usage(`“${formats}”里没有 格式/、科目/、导入/，也没有格式文件（.yaml）`);
  return withTemplates(own, world);
}

const usage = (message: string) =>
  new Failure(`${message}；--formats 后面写放格式的文件夹。`, EXIT.usage);

/** Whether a folder holds formats or subjects; one that may not be looked at says so where it is read. */
function holdsAny(own: TemplateFolder): boolean {
  return Object.keys(OWN_FOLDERS).some((folder) => {
    try {
      return own.list(folder).some((name) => name.endsWith('.yaml'));
    } catch (error) {
      return (error as Error).name === 'UnreadError';
    }
  });
}
