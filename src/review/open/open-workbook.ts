/** A workbook alone → the edition that its sheets show. */
import { readBytes } from '../../input/load.js';
import { FORMS } from '../../workbook/bounds.js';
import type { Disk } from '../../world.js';
import type { Edition } from './edition.js';
import type { Opened } from './opened.js';

/** @param name how it was named on the command line, if by the folder that it stands in */
export async function openWorkbook(path: string, disk: Disk, name = path): Promise<Opened> {
  const { readWorkbook } = await import('./workbook/read-workbook.js');
  const common = { name, sources: [], files: [path], remarks: [] };
  const found = readBytes(path, (file) => disk.readUpTo(file, FORMS.file));
  if ('problem' in found) return { ...common, files: [], diagnostics: [found.problem] };
  const read = await readWorkbook(found.bytes, path);
  if ('problem' in read) return { ...common, diagnostics: [read.problem] };
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(read.title)?.[1];
  const edition: Edition = {
    name,
    kind: '工作簿',
    title: read.title,
    department: undefined,
    year: year === undefined ? undefined : Number(year),
    format: undefined,
    version: undefined,
    templates: undefined,
    tables: read.tables,
    parts: undefined,
    leaves: undefined,
  };
  return { ...common, diagnostics: [], edition };
}
