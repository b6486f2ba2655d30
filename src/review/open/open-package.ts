/** A package's folder → the edition that was stored in it, or the one that its workbook shows. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Disk } from '../../world.js';
import { openWorkbook } from './open-workbook.js';
import { failed, type Opened } from './opened.js';

/** Lists the files of a package, and stands beside them. */
export const MANIFEST = 'manifest.json';

/** @param folder a package, or a folder in which a package stands alone */
export async function openPackage(folder: string, disk: Disk): Promise<Opened> {
  const names = disk.list(folder);
  if (!names) return failed(folder, 'file-missing', '没有权限读取这个文件夹', '请检查文件夹的权限');
  if (!names.includes(MANIFEST)) return openInside(folder, names, disk);
  const { EDITION_FILE, readEdition } = await import('./stored.js');
  const stored = disk.readOrdinary(join(folder, EDITION_FILE));
  const edition = stored && readEdition(new TextDecoder().decode(stored), folder);
  const inside = disk.filesBelow(folder);
  const files = inside.map((path) => join(folder, path));
  if (edition) {
    const changed = changedFiles(folder, inside, disk);
    const remarks = changed.length > 0 ? [changedRemark(folder, changed, EDITION_FILE)] : [];
    return { name: folder, edition, sources: [], diagnostics: [], files, remarks };
  }
  // made by an older version, or without what reviewers need
  const [workbook, ...others] = names.filter((name) => name.endsWith('.xlsx'));
  if (workbook === undefined || others.length > 0) {
    const message = `材料里没有可以对比的数据（${EDITION_FILE}），也没有工作簿`;
    const hint = '请用现在的版本重新 compile，或直接对比两个输入文件';
    return failed(folder, 'file-missing', message, hint);
  }
  const there = disk.kindOf(join(folder, EDITION_FILE));
  const why = there ? `${EDITION_FILE} 不能读取` : `没有 ${EDITION_FILE}`;
  const opened = await openWorkbook(join(folder, workbook), disk, folder);
  return { ...opened, files, remarks: [`${folder} ${why}，比的是其中的工作簿。`] };
}

/** A folder of packages: the only one in it, or what there is to choose from. */
async function openInside(folder: string, names: readonly string[], disk: Disk): Promise<Opened> {
  const packages = names.filter((name) => disk.kindOf(join(folder, name, MANIFEST))).sort();
  const [only, ...others] = packages;
  if (only === undefined) {
    const hint = '请写 compile 生成的一份材料的文件夹，例如 out/某某局2026年部门预算公开';
    return failed(folder, 'file-missing', `这个文件夹不是一份材料（没有 ${MANIFEST}）`, hint);
  }
  if (others.length === 0) return openPackage(join(folder, only), disk);
  const shown = packages.slice(0, MOST_NAMES).map((name) => join(folder, name));
  const message = `这个文件夹里有 ${packages.length} 份材料，请写其中一份`;
  return failed(folder, 'value-unknown', message, `例如：${shown.join('、')}`);
}

/**
 * Files of a package that are not what its manifest says they were.
 * @param inside the files that are there
 */
function changedFiles(folder: string, inside: readonly string[], disk: Disk): string[] {
  const manifest = disk.readOrdinary(join(folder, MANIFEST));
  let listed: { file: string; hash: string }[];
  try {
    const { 输出 } = JSON.parse(new TextDecoder().decode(manifest));
    listed = 输出.map((one: Record<string, unknown>) => ({
      file: String(one.文件),
      hash: String(one.sha256),
    }));
  } catch {
    return [MANIFEST];
  }
  const own = new Set(inside);
  const changed = listed.filter(({ file, hash }) => {
    const path = join(...file.split('/'));
    // a name that leads elsewhere is none of the package
    const bytes = own.has(path) ? disk.readOrdinary(join(folder, path)) : undefined;
    return !bytes || createHash('sha256').update(bytes).digest('hex') !== hash;
  });
  return changed.map(({ file }) => file);
}

const MOST_NAMES = 5;

/** @param compared the file that is compared */
function changedRemark(folder: string, changed: readonly string[], compared: string): string {
  const names = changed.slice(0, MOST_NAMES).join('、');
  const what = `${folder} 里的 ${names}${changed.length > MOST_NAMES ? ' 等' : ''}生成之后改过或删了`;
  return changed.includes(compared)
    ? `${what}；比的就是改过的 ${compared}，请重新 compile 再比。`
    : `${what}；比的是生成时的内容，要比改过的工作簿请直接写 .xlsx 的名字。`;
}
