/** `gongkai import --科目`: an official list of subjects → a bureau's file of those that the dictionary does not have. */
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
import type { ImportFlags } from './import-flags.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

const ENDING = /\.ya?ml$/i;

/** Imports the files and returns the exit code: what was not understood fails, what was is written. */
export async function importSubjects(
  files: readonly string[],
  { output, overwrite }: Pick<ImportFlags, 'output' | 'overwrite'>,
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
