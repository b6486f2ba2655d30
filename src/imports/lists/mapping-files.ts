/** The mappings that there are: a bureau's own in 导入/ beside its inputs, then those of the program. */
import { sortBy } from 'es-toolkit/array/sortBy';
import { Shelf, type TemplateFolder } from '../../forms/shelf.js';
import { nameIn } from '../../forms/template-folder.js';
import { type ListMapping, listMapping, type MappingInput, mappingFile } from './mapping.js';

const FOLDER = 'import';

/**
 * All mappings: a bureau's own first, those that others go on from before these.
 * @throws DiagnosticError with everything that is wrong with their files
 */
export function loadMappings(templates: TemplateFolder): readonly ListMapping[] {
  const shelf = new Shelf(templates);
  const isOwn = (path: string) => nameIn(templates, path).stored !== path;
  const found = shelf.yamlNames(FOLDER).flatMap((name) => {
    const path = pathOf(name);
    const chain = chainAt(path, shelf);
    if (!chain) return [];
    const mapping = listMapping(chain, name, shelf.shown(path));
    return [{ mapping, own: isOwn(path), bases: chain.length, name }];
  });
  const mappings = sortBy(found, [({ own }) => !own, ({ bases }) => bases, ({ name }) => name]).map(
    ({ mapping }) => mapping,
  );
  shelf.throwIfBad();
  return mappings;
}

/**
 * A mapping that a person names by its file; it may go on from one of the others.
 * @param bytes of the file
 * @param file as the command line named it
 * @throws DiagnosticError with everything that is wrong with it
 */
export function readMapping(
  bytes: Uint8Array,
  file: string,
  templates: TemplateFolder,
): ListMapping {
  const own: TemplateFolder = {
    read: (path) => (path === NAMED ? bytes : templates.read(path)),
    list: (path) => templates.list(path),
    nameOf: (path) => (path === NAMED ? { shown: file, stored: file } : nameIn(templates, path)),
  };
  const shelf = new Shelf(own);
  const chain = chainAt(NAMED, shelf);
  shelf.throwIfBad();
  return listMapping(chain ?? [], '', file);
}

const NAMED = `${FOLDER}/:named`;
const pathOf = (name: string) => `${FOLDER}/${name}.yaml`;

/** A mapping with those that it goes on from, the root first; what is wrong is reported to the shelf. */
function chainAt(path: string, shelf: Shelf): readonly MappingInput[] | undefined {
  const chain: MappingInput[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = path; next !== undefined; ) {
    seen.add(next);
    const file: ReturnType<typeof shelf.yaml<typeof mappingFile>> = shelf.yaml(next, mappingFile);
    if (!file) return undefined;
    chain.unshift(file.data);
    const base: string | undefined = file.data.继承;
    const under: string | undefined = base === undefined ? undefined : pathOf(base);
    if (under !== undefined && (seen.has(under) || !shelf.yamlNames(FOLDER).includes(base ?? ''))) {
      const why = seen.has(under) ? `“${base}”继承到了它自己` : `没有“${base}”这份对应`;
      const known = shelf.yamlNames(FOLDER).join('、');
      file.root.below('继承').report(why, `可用的：${known}；或删去“继承”`);
      return undefined;
    }
    next = under;
  }
  return chain;
}
