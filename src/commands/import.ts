/** `gongkai import`: what a bureau has in workbooks → files of ours. Each kind of thing is a mode of its own. */
import { basename } from 'node:path';
import { Shelf } from '../forms/shelf.js';
import { loadSubjects } from '../forms/subjects.js';
import { makeSubjectFile } from '../imports/subject-file.js';
import { readSubjectList, type SubjectList } from '../imports/subject-list.js';
import { readBytes } from '../input/load.js';
import { diagnosticsText, textsOf } from '../review/show/diagnostics-text.js';
import { FORMS } from '../workbook/bounds.js';
import { readGrids } from '../workbook/grids.js';
import type { World } from '../world.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface ImportFlags {
  /** A list of subjects. */
  readonly subjects?: boolean;
  /** The file that is written. */
  readonly output?: string;
  /** Even over a file that is there. */
  readonly overwrite?: boolean;
}

const ENDING = /\.ya?ml$/i;

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function importUsage(
  files: readonly string[],
  { subjects, output, overwrite }: ImportFlags,
): string | undefined {
  if (!subjects) return '请写导入什么，例如：gongkai import --科目 官方清单.xlsx';
  if (files.length === 0) return '缺少要导入的文件，例如：gongkai import --科目 官方清单.xlsx';
  if (output !== undefined && !ENDING.test(output))
    return `-o 后面请写 .yaml 文件名，例如 -o 科目/我市2026.yaml`;
  if (overwrite && output === undefined) return '--覆盖 同 -o 一起用';
  return undefined;
}

/** Imports the files and returns the exit code: what was not understood fails, what was is written. */
export async function importFiles(
  files: readonly string[],
  { output, overwrite }: ImportFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { disk, templates } = world;
  if (output !== undefined && disk.kindOf(output) !== undefined && !overwrite)
    throw new Failure(`“${output}”已经有了，没有写出；要换成新的请写 --覆盖。`, EXIT.usage);
  const shelf = new Shelf(templates);
  const dictionary = loadSubjects(shelf);
  shelf.throwIfBad();
  const list = await readAll(files, world, terminal);
  if (!list) return EXIT.failed;
  const name = output === undefined ? undefined : basename(output).replace(ENDING, '');
  const made = makeSubjectFile(
    list,
    dictionary,
    files.map((file) => basename(file)),
    name,
  );
  if (list.subjects.length === 0) {
    terminal.err(`${made.report}没有找到科目，没有写出。\n`);
    return EXIT.failed;
  }
  if (output === undefined) {
    terminal.err(made.report);
    terminal.out(made.text ?? '');
  } else {
    if (made.text !== undefined) await disk.write(output, made.text);
    terminal.out(made.report);
    terminal.out(
      made.text === undefined
        ? '同字典没有不同，没有写出。\n'
        : `已写到 ${output}；输入文件里写 科目补充: { 文件: ${name} }\n`,
    );
  }
  return made.incomplete ? EXIT.failed : EXIT.done;
}

/** All files as one list; undefined where one cannot be read, which is told. */
async function readAll(
  files: readonly string[],
  { disk, templates }: World,
  terminal: Terminal,
): Promise<SubjectList | undefined> {
  const lists: SubjectList[] = [];
  for (const file of files) {
    const found = readBytes(file, (path) => disk.readUpTo(path, FORMS.file));
    const read = 'problem' in found ? found : await readGrids(found.bytes, file);
    if ('problem' in read) {
      terminal.err(diagnosticsText([read.problem], textsOf([], templates)));
      return undefined;
    }
    lists.push(readSubjectList(read.grids, basename(file)));
  }
  return {
    subjects: lists.flatMap((one) => one.subjects),
    unread: lists.flatMap((one) => one.unread),
    others: lists.flatMap((one) => one.others),
    income: lists.reduce((sum, one) => sum + one.income, 0),
  };
}
