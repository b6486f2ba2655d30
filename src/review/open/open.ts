/** What a command line names to be compared: an input, a package, a workbook. */
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { version, world } from '../../commands/world.js';
import type { CompileResult } from '../../compile.js';
import { about, type Diagnostic } from '../../diagnostics.js';
import type { Input } from '../../input/load.js';
import type { SourceFile } from '../../prepare.js';
import type { Edition } from './edition.js';

/** A 上年数 file: figures that are no package. */
export type PriorFile = Extract<Input, { kind: '上年数' }>;

export interface Opened {
  readonly name: string;
  /** Absent where there are errors, and for a 上年数 file. */
  readonly edition?: Edition;
  readonly prior?: PriorFile;
  /** The input and what it gave; a package and a workbook have none. */
  readonly compiled?: CompileResult;
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were read, so that nothing is written over them. */
  readonly files: readonly string[];
  /** What a reviewer must know of it. */
  readonly remarks: readonly string[];
}

const INPUTS = ['.yaml', '.yml'];
/** Files of a package beside those that its manifest lists. */
const MANIFEST = 'manifest.json';
/** A larger one is none of this program. */
const MOST_BYTES = 64 * 1024 * 1024;

export async function openEdition(name: string): Promise<Opened> {
  const found = statSync(name, { throwIfNoEntry: false });
  if (!found)
    return failed(name, 'file-missing', '找不到这个文件或文件夹', '请检查名字和所在的文件夹');
  if (found.isDirectory() && !isReadable(name))
    return failed(name, 'file-missing', '没有权限读取这个文件夹', '请检查文件夹的权限');
  if (found.isDirectory()) return openFolder(name);
  const kind = extname(name).toLowerCase();
  if (kind === '.xlsx') return openWorkbook(name, name);
  if (INPUTS.includes(kind)) return openInput(name);
  if (basename(name) === MANIFEST) return openFolder(dirname(name));
  const hint = '可以写：输入文件（.yaml）、compile 生成的文件夹、工作簿（.xlsx）';
  return failed(name, 'file-not-text', `“${kind || basename(name)}”这种文件不能对比`, hint);
}

function failed(name: string, code: Diagnostic['code'], message: string, hint: string): Opened {
  const diagnostics = [about(name, code, message, hint)];
  return { name, sources: [], diagnostics, files: [], remarks: [] };
}

// ---- an input, compiled in memory

async function openInput(name: string): Promise<Opened> {
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
  return { ...opened, edition: editionOf(name, compiled.compiled, sources, version()) };
}

// ---- a package

async function openFolder(name: string): Promise<Opened> {
  if (!existsSync(join(name, MANIFEST))) return openInside(name);
  const { EDITION_FILE, readEdition } = await import('./stored.js');
  const path = join(name, EDITION_FILE);
  const stored = regularFile(path);
  const edition = stored && readEdition(new TextDecoder().decode(stored), name);
  const files = readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const changed = touched(name);
  if (edition) {
    const remarks = changed.length > 0 ? [touchedRemark(name, changed, EDITION_FILE)] : [];
    return { name, edition, sources: [], diagnostics: [], files, remarks };
  }
  // made by an older version, or without what reviewers need
  const workbooks = readdirSync(name).filter((file) => file.endsWith('.xlsx'));
  const [workbook] = workbooks;
  if (workbook === undefined || workbooks.length > 1) {
    const message = `材料里没有可以对比的数据（${EDITION_FILE}），也没有工作簿`;
    return failed(
      name,
      'file-missing',
      message,
      '请用现在的版本重新 compile，或直接对比两个输入文件',
    );
  }
  const told = existsSync(path) ? `${EDITION_FILE} 不能读取` : `没有 ${EDITION_FILE}`;
  const opened = await openWorkbook(join(name, workbook), name);
  return { ...opened, files, remarks: [`${name} ${told}，比的是其中的工作簿。`] };
}

/** A folder of packages: the only one in it, or what there is to choose from. */
async function openInside(name: string): Promise<Opened> {
  const packages = readdirSync(name)
    .filter((entry) => existsSync(join(name, entry, MANIFEST)))
    .sort();
  const [only] = packages;
  if (only !== undefined && packages.length === 1) return openFolder(join(name, only));
  if (packages.length === 0) {
    const hint = '请写 compile 生成的一份材料的文件夹，例如 out/某某局2026年部门预算公开';
    return failed(name, 'file-missing', `这个文件夹不是一份材料（没有 ${MANIFEST}）`, hint);
  }
  const shown = packages.slice(0, 5).map((entry) => join(name, entry));
  const message = `这个文件夹里有 ${packages.length} 份材料，请写其中一份`;
  return failed(name, 'value-unknown', message, `例如：${shown.join('、')}`);
}

/**
 * The bytes of an ordinary file of bounded size; undefined where there is none, it is something else, or
 * it cannot be read. What a package names may lead to a device that never ends.
 */
function regularFile(path: string): Uint8Array | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= MOST_BYTES ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function isReadable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const hashed = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files of a package that are not what the manifest says they were. */
function touched(folder: string): string[] {
  const manifest = regularFile(join(folder, MANIFEST));
  let listed: { 文件: string; sha256: string }[];
  try {
    const { 输出 } = JSON.parse(new TextDecoder().decode(manifest));
    listed = 输出.map((one: Record<string, unknown>) => ({
      文件: String(one.文件),
      sha256: String(one.sha256),
    }));
  } catch {
    return [MANIFEST];
  }
  const own = new Set(readdirSync(folder, { recursive: true }).map((entry) => String(entry)));
  const changed = listed.filter(({ 文件, sha256 }) => {
    const path = join(...文件.split('/'));
    // a name that leads elsewhere is none of the package
    const bytes = own.has(path) ? regularFile(join(folder, path)) : undefined;
    return !bytes || hashed(bytes) !== sha256;
  });
  return changed.map(({ 文件 }) => 文件);
}

const MOST_NAMES = 5;

/** @param compared the file that is compared */
function touchedRemark(folder: string, changed: readonly string[], compared: string): string {
  const names = changed.slice(0, MOST_NAMES).join('、');
  const told = `${folder} 里的 ${names}${changed.length > MOST_NAMES ? ' 等' : ''}生成之后改过或删了`;
  return changed.includes(compared)
    ? `${told}；比的就是改过的 ${compared}，请重新 compile 再比。`
    : `${told}；比的是生成时的内容，要比改过的工作簿请直接写 .xlsx 的名字。`;
}

// ---- a workbook alone

async function openWorkbook(path: string, name: string): Promise<Opened> {
  const { readWorkbook } = await import('./workbook/read-workbook.js');
  const bytes = regularFile(realpathSync(path));
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
