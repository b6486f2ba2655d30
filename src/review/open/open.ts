/** What a name stands for: an input, a package, a workbook → the edition to be compared or explained. */
import { basename, dirname, extname } from 'node:path';
import type { World } from '../../world.js';
import { MANIFEST, openPackage } from './open-package.js';
import { openWorkbook } from './open-workbook.js';
import { failed, type Opened } from './opened.js';

/**
 * Opens what a name stands for. Never throws for what is there: see `diagnostics`.
 * @param name an input (.yaml), a package's folder or manifest, the folder that it alone stands in, or a
 * workbook (.xlsx)
 */
export async function openEdition(name: string, world: World): Promise<Opened> {
  const { disk } = world;
  const kind = disk.kindOf(name);
  if (!kind)
    return failed(name, 'file-missing', '找不到这个文件或文件夹', '请检查名字和所在的文件夹');
  if (kind === 'folder') return openPackage(name, disk);
  const ending = extname(name).toLowerCase();
  if (ending === '.xlsx') return openWorkbook(name, disk);
  if (ending === '.yaml' || ending === '.yml') return openInput(name, world);
  if (basename(name) === MANIFEST) return openPackage(dirname(name), disk);
  const hint = '可以写：输入文件（.yaml）、compile 生成的文件夹、工作簿（.xlsx）';
  return failed(name, 'file-not-text', `“${ending || basename(name)}”这种文件不能对比`, hint);
}

/** An input, compiled in memory. */
async function openInput(name: string, world: World): Promise<Opened> {
  const { compileInput, readInput } = await import('../../compile.js');
  const read = readInput(name, world);
  const compiled = compileInput(read, world);
  const { sources } = compiled;
  const files = sources.map(({ file }) => file);
  const diagnostics = compiled.diagnostics.filter(({ severity }) => severity === '错误');
  const opened = { name, compiled, sources, diagnostics, files, remarks: [] };
  if (diagnostics.length > 0) return opened;
  if (read.input?.kind === '上年数') return { ...opened, prior: read.input };
  if (!compiled.compiled) return opened;
  const { editionOf } = await import('./edition-of.js');
  return { ...opened, edition: editionOf(name, compiled.compiled, sources, world.version) };
}
