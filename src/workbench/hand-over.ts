/** Files that the browser downloads: the bytes that `gongkai compile` writes. */
import { basename, join, resolve } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import {
  type BrowserHolder,
  type CompileResult,
  createBrowserHolder,
  DiagnosticError,
  diff,
  diffPage,
  FORMATS,
  type Format,
  findingsText,
  isPublishable,
  type OutputFile,
  type Publishable,
  packageFiles,
  packagesMade,
  ReviewError,
  render,
  type World,
} from '../index.js';

export interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of its content, as http tells it. */
  readonly type: string;
}

export interface HandOver {
  /**
   * @param what a format of the library, or 整套, 核对表, 对比, 检查结果
   * @throws ReviewError or DiagnosticError, in Chinese, where the version has none of it; BrowserError
   */
  readonly make: (result: CompileResult, what: string, world: World) => Promise<Handed>;
  readonly close: () => Promise<void>;
}

/** Milliseconds after which a browser that prints nothing ends. */
const UNTIL_ENDED = 60_000;

/** @param output where packages are written: the published ones are compared with */
export function createHandOver({ output }: { readonly output: string }): HandOver {
  const browsers = idleBrowser();
  const others: Readonly<Record<string, (r: Publishable, world: World) => Promise<Handed>>> = {
    整套: (result, world) =>
      browsers.use(async (browser) => {
        const { basisOf } = await packagesMade(output, world);
        const made = await render(result, world, { browser, basis: basisOf(result.file) });
        return zipped(made.name, packageFiles(made));
      }),
    核对表: async (result, world) => {
      const options = { formats: ['xlsx'], withChecks: true, review: false } as const;
      const [workbook] = (await render(result, world, options)).files;
      if (!workbook) throw new Error('a workbook is one file');
      return named(workbook.path.replace(/\.xlsx$/, '（附勾稽检查表）.xlsx'), workbook.bytes);
    },
    对比: async (result, world) => {
      const { title } = result.compiled.document;
      const published = join(resolve(world.folder, output), title);
      if (world.disk.kindOf(join(published, 'manifest.json')) !== 'file')
        throw new ReviewError(`输出文件夹里还没有“${title}”，没有可以对比的。先编译一次。`);
      const page = diffPage(await diff(published, result, world), world);
      return named(`${title}（同已编材料的对比）.html`, new TextEncoder().encode(page));
    },
  };
  const inFormat = (format: Format) => (result: Publishable, world: World) =>
    browsers.use(async (browser) => {
      const options = { formats: [format], review: false, browser };
      const { files, name } = await render(result, world, options);
      const [only, ...more] = files;
      if (!only) throw new Error(`${format} gives no file`);
      return more.length === 0
        ? named(basename(only.path), only.bytes)
        : zipped(`${name}（${format.toUpperCase()}）`, files);
    });
  return {
    make: async (result, what, world) => {
      if (what === '检查结果') {
        const name = basename(result.file).replace(/\.[^.]*$/, '');
        return named(`${name}（检查结果）.txt`, new TextEncoder().encode(findingsText(result)));
      }
      const format = FORMATS.find((one) => one === what);
      const make = format ? inFormat(format) : Object.hasOwn(others, what) && others[what];
      if (!make) throw new ReviewError(`没有“${what}”这种材料。`);
      if (!isPublishable(result)) throw refused(result);
      try {
        return await make(result, world);
      } catch (error) {
        if (error instanceof DiagnosticError) throw new ReviewError(firstOf(error.diagnostics));
        throw error;
      }
    },
    close: browsers.close,
  };
}

const firstOf = (diagnostics: DiagnosticError['diagnostics']): string => {
  const errors = diagnostics.filter(({ severity }) => severity === '错误');
  const [first] = errors;
  if (!first) return '没有编成。';
  const place = first.line > 0 ? `第 ${first.line} 行：` : '';
  return `有 ${errors.length} 处错误，先改好。第一处：${place}${first.message}`;
};

const refused = ({ diagnostics, kind }: CompileResult) =>
  new ReviewError(
    kind === '上年数' && !diagnostics.some(({ severity }) => severity === '错误')
      ? '这是上年数，只同别的材料比较，不单独公开。'
      : firstOf(diagnostics),
  );

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

function named(name: string, bytes: Uint8Array): Handed {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return { name, bytes, type: TYPES[ending] ?? 'application/octet-stream' };
}

/** Of every file in an archive: the first that a zip knows, so that the same files are the same bytes. */
const DATE = '1980-01-01T00:00:00';

/** @param folder that the files stand in there */
function zipped(folder: string, files: readonly OutputFile[]): Handed {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const tree: Zippable = Object.fromEntries(
    sorted.map(({ path, bytes }) => [`${folder}/${path}`, bytes]),
  );
  return named(`${folder}.zip`, zipSync(tree, { mtime: DATE, level: 6 }));
}

/** One browser for all, as long as somebody needs it and a while longer. */
function idleBrowser() {
  let holder: BrowserHolder | undefined;
  let users = 0;
  let timer: NodeJS.Timeout | undefined;
  const close = async () => {
    clearTimeout(timer);
    const ended = holder;
    holder = undefined;
    await ended?.stop();
  };
  return {
    use: async <T>(work: (browser: BrowserHolder) => Promise<T>): Promise<T> => {
      clearTimeout(timer);
      users++;
      holder ??= createBrowserHolder('bundled');
      try {
        return await work(holder);
      } finally {
        users--;
        if (users === 0) timer = setTimeout(() => void close(), UNTIL_ENDED).unref();
      }
    },
    close,
  };
}
