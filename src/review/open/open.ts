/** What a name stands for: an input, a package, a workbook → the edition to be compared or explained. */
import { basename, dirname, extname } from 'node:path';
import type { CompileResult } from '../../compile.js';
import { DiagnosticError } from '../../diagnostics.js';
import { isFillIn } from '../../fill-in/read.js';
import type { World } from '../../world.js';
import { MANIFEST, openPackage } from './open-package.js';
import { openWorkbook } from './open-workbook.js';
import { failed, type Opened } from './opened.js';

/**
 * Opens what a name stands for. Never throws for what is there: see `diagnostics`.
 * @param name an input (.yaml or .xlsx), a package's folder or manifest, the folder that it alone stands in, or a
 * workbook (.xlsx) or a Word document (.docx)
 * @param unit of an input, whose package is meant
 */
export async function openEdition(name: string, world: World, unit?: string): Promise<Opened> {
  const { disk } = world;
  const kind = disk.kindOf(name);
  if (!kind)
    return failed(name, 'file-missing', '找不到这个文件或文件夹', '请检查名字和所在的文件夹');
  if (kind === 'folder') return openPackage(name, disk);
  const ending = extname(name).toLowerCase();
  if (ending === '.xlsx') {
    const bytes = disk.readOrdinary(name, 'followed');
    return bytes && isFillIn(bytes) ? openInput(name, world, unit) : openWorkbook(name, disk);
  }
  if (ending === '.docx') return (await import('./word/open-word.js')).openWord(name, disk);
  if (ending === '.yaml' || ending === '.yml') return openInput(name, world, unit);
  if (basename(name) === MANIFEST) return openPackage(dirname(name), disk);
  const hint =
    '可以写：输入文件（.yaml）、compile 生成的文件夹、工作簿（.xlsx）、Word 文件（.docx）';
  return failed(name, 'file-not-text', `“${ending || basename(name)}”这种文件不能对比`, hint);
}

/** An input, compiled in memory. */
async function openInput(name: string, world: World, unit?: string): Promise<Opened> {
  const { compile } = await import('../../compile.js');
  const options = { anyCharacters: true, ...(unit === undefined ? {} : { unit }) };
  return openCompiled(compile(name, world, options), world.version);
}

/** @param version of this program */
async function openCompiled(result: CompileResult, version: string): Promise<Opened> {
  const { file: name, compiled, sources } = result;
  const files = sources.map(({ file }) => file);
  const diagnostics = result.diagnostics.filter(({ severity }) => severity === '错误');
  const opened = { name, compiled: result, sources, diagnostics, files, remarks: [] };
  if (diagnostics.length > 0) return opened;
  const input = sources[0]?.input;
  if (input && !input.kind.published) return { ...opened, prior: input };
  if (!compiled) return opened;
  const { editionOf } = await import('./edition-of.js');
  return { ...opened, edition: editionOf(name, compiled, sources, version) };
}

/** What is compared or explained: a name, as `openEdition` takes it, or an input that is compiled already. */
export type Side = string | CompileResult;

/** @throws DiagnosticError where it has errors */
export async function openSide(side: Side, world: World): Promise<Opened> {
  const opened = await (typeof side === 'string'
    ? openEdition(side, world)
    : openCompiled(side, world.version));
  if (opened.diagnostics.length > 0) throw new DiagnosticError(opened.diagnostics);
  return opened;
}
