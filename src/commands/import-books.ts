/** The workbooks and CSV files that an import names, and those in the folders that it names. */
import { basename, join } from 'node:path';
import { countBy } from 'es-toolkit/array';
import type { Diagnostic } from '../diagnostics.js';
import { MARK, REMARK } from '../fill-in/names.js';
import { type Book, bookOf } from '../imports/books.js';
import { readBytes } from '../input/load.js';
import { LISTS } from '../workbook/bounds.js';
import { type Grid, readGrids } from '../workbook/grids.js';
import type { World } from '../world.js';
import { expand } from './files.js';
import { EXIT, Failure } from './terminal.js';

/** What is read of a folder: its workbooks, else its CSV files. */
const WORKBOOK = /\.xls[xm]$/i;
const CSV = /\.csv$/i;
/** Excel keeps such a file beside a workbook that is open. */
const OPEN = /^(?:~\$|\.)/;
/** A package's own records are no tables. */
const NOT_TABLES = /(?:^|[\\/])审核[\\/]/;

/** What a file is that is not read, and the way out. */
const OTHERS: readonly (readonly [ending: RegExp, hint: string])[] = [
  [/\.pdf$/i, '导入不读 PDF，请用它的工作簿（.xlsx）或 CSV'],
  [/\.(?:xls|et|xlsb|ods)$/i, '请用 Excel 或 WPS 打开，另存为 .xlsx 再导入'],
  [
    /\.(?:docx?|wps|rtf)$/i,
    '由表导入不读 Word 文件，请把里面的表复制到 Excel 或 WPS 的表格里，存为 .xlsx 再导入；要取回 Word 里改过的文字，写 --文字',
  ],
  [/\.ya?ml$/i, '这已经是输入文件；由上一年的输入开始请用“gongkai init --from”'],
];

interface ReadBooks {
  readonly books: readonly Book[];
  /** Of files that cannot be read. */
  readonly problems: readonly Diagnostic[];
  /** What is told of files that are read. */
  readonly remarks: readonly Diagnostic[];
}

/**
 * Reads all files, each sheet with its places.
 * @throws Failure where a name leads nowhere
 */
export async function readBooks(files: readonly string[], { disk }: World): Promise<ReadBooks> {
  const books: Book[] = [];
  const problems: Diagnostic[] = [];
  const remarks: Diagnostic[] = [];
  const named = await expand(files, disk);
  const all = named.flatMap((one): FoundFile[] =>
    disk.kindOf(one) === 'folder' ? inFolder(one, disk) : [{ path: one, name: basename(one) }],
  );
  const times = countBy(all, ({ name }) => name);
  for (const { path, name } of all) {
    const [, way] = OTHERS.find(([ending]) => ending.test(path)) ?? [];
    if (way !== undefined) throw new Failure(`“${path}”不能导入：${way}。`, EXIT.failed);
    // what is shown is the name, unless two files have the same
    const shown = times[name] === 1 ? name : path;
    const found = readBytes(shown, () => disk.readUpTo(path, LISTS.file));
    const read = 'problem' in found ? found : await readGrids(found.bytes, shown, LISTS);
    if ('problem' in read) problems.push(read.problem);
    else if (read.grids.some(isFillIn))
      throw new Failure(
        `“${shown}”是填报工作簿，不用导入：直接 gongkai check、compile；要变成 .yaml 用 gongkai convert，由它编下一年用 gongkai init --from。`,
        EXIT.failed,
      );
    else {
      books.push(bookOf(shown, read.grids));
      remarks.push(...read.remarks);
    }
  }
  return { books, problems, remarks };
}

/** Whether a sheet has the headings that all sheets of a fill-in workbook have. */
const isFillIn = ({ rows }: Grid): boolean =>
  rows.some((row) => [MARK, REMARK].every((name) => row.some(({ text }) => text === name)));

interface FoundFile {
  readonly path: string;
  /** Of a file in a folder that a person names: from that folder on. */
  readonly name: string;
}

/** @throws Failure where there is nothing to read in it */
function inFolder(folder: string, disk: World['disk']): FoundFile[] {
  const below = disk
    .filesBelow(folder)
    .filter((path) => !OPEN.test(basename(path)) && !NOT_TABLES.test(path));
  const books = below.filter((path) => WORKBOOK.test(path));
  const found = books.length > 0 ? books : below.filter((path) => CSV.test(path));
  if (found.length === 0)
    throw new Failure(`文件夹“${folder}”里没有工作簿（.xlsx），也没有 CSV 文件。`, EXIT.failed);
  return found
    .sort(byNumbers)
    .map((path) => ({ path: join(folder, path), name: join(basename(folder), path) }));
}

/** 自评-2 before 自评-10, as a person counts them. */
function byNumbers(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.replace(/\d+/g, (n) => n.padStart(9, '0')));
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
