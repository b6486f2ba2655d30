/** A workbook alone → the edition that its sheets show. */
import type { Disk } from '../../world.js';
import type { Edition } from './edition.js';
import { failed, type Opened } from './opened.js';

/** @param name how it was named on the command line, if by the folder that it stands in */
export async function openWorkbook(path: string, disk: Disk, name = path): Promise<Opened> {
  const { readWorkbook } = await import('./workbook/read-workbook.js');
  const bytes = disk.readOrdinary(path, 'followed');
  if (!bytes)
    return failed(
      path,
      'file-missing',
      '工作簿不能读取',
      '请检查它是不是文件、有没有权限、是不是过大',
    );
  const read = await readWorkbook(bytes, path);
  const common = { name, sources: [], files: [path], remarks: [] };
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
