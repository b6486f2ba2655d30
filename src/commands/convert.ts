/** `gongkai convert`: an input in YAML ↔ the fill-in workbook (填报工作簿) that says the same. */
import { dirname } from 'node:path';
import { DiagnosticError, hasErrors } from '../diagnostics.js';
import { draftOf } from '../drafts/from-source.js';
import { type OfferedSections, offeredSections } from '../drafts/section-notes.js';
import { fillInWorkbook } from '../fill-in-workbook.js';
import { loadRecoding } from '../forms/recoding-file.js';
import { Shelf, shownText } from '../forms/shelf.js';
import { subjectsOfYear } from '../forms/subject-years.js';
import { loadSubjects } from '../forms/subjects.js';
import { type Path, type Tree, textOf, valueAt } from '../input/tree.js';
import { yamlText } from '../input/yaml-text.js';
import { loadInput } from '../kinds/load.js';
import { formatNames, loadFormat } from '../load-format.js';
import type { Subjects } from '../model/subjects.js';
import { diagnosticsText } from '../review/show/diagnostics-text.js';
import type { World } from '../world.js';
import { isWorkbook, isYaml } from './draft-file.js';
import { EXIT, Failure, type Terminal } from './terminal.js';

export interface ConvertFlags {
  /** Even over a file that is there. */
  readonly overwrite?: boolean;
}

/** What is wrong with a command line, in Chinese; undefined if nothing is. */
export function convertUsage(from: string, to: string): string | undefined {
  if ((isYaml(from) && isWorkbook(to)) || (isWorkbook(from) && isYaml(to))) return undefined;
  return '一个写 .yaml，一个写 .xlsx，例如：gongkai convert 2027.yaml 2027.xlsx';
}

/** Converts and returns the exit code; what is wrong with the input is told, and goes along as it is. */
export async function convertFile(
  from: string,
  to: string,
  { overwrite }: ConvertFlags,
  world: World,
  terminal: Terminal,
): Promise<number> {
  const { disk, read } = world;
  if (disk.kindOf(to) !== undefined && !overwrite)
    throw new Failure(`“${to}”已经有了，没有写出；要换成新的请写 --覆盖。`, EXIT.usage);
  const loaded = loadInput(from, read);
  const { source, diagnostics } = loaded;
  const templates = world.templatesAt?.(dirname(from)) ?? world.templates;
  if (diagnostics.length > 0)
    terminal.err(
      diagnosticsText(diagnostics, (file) =>
        file === from ? loaded.text : shownText(templates, file),
      ),
    );
  if (!source) return EXIT.failed;
  const draft = draftOf(source);
  const subjects = subjectsFor(draft.tree, templates);
  const offered = sectionsFor(draft.tree, templates);
  if (isWorkbook(to)) await disk.write(to, await fillInWorkbook(draft, { ...offered, subjects }));
  else await disk.write(to, yamlText(draft, { nameOf: nameIn(subjects) }));
  const more = isYaml(from) ? '；注释没有带过去（“待核”“待填”的写在“待核待填”一栏）' : '';
  terminal.out(`已写到 ${to}${more}。\n`);
  return hasErrors(diagnostics) ? EXIT.failed : EXIT.done;
}

/** What the format of an input publishes; nothing where there is no such format, or it is wrong. */
function sectionsFor(tree: Tree, templates: World['templates']): Partial<OfferedSections> {
  const name = textOf(valueAt(tree, ['格式'])) ?? '';
  if (!formatNames(templates).includes(name)) return {};
  try {
    return offeredSections(loadFormat(name, templates), templates);
  } catch (error) {
    // one that is wrong is told by `gongkai formats` and `gongkai check`
    if (error instanceof DiagnosticError) return {};
    throw error;
  }
}

function subjectsFor(tree: Tree, templates: World['templates']): Subjects {
  const shelf = new Shelf(templates);
  const subjects = loadSubjects(shelf);
  shelf.throwIfBad();
  const year = Number(textOf(valueAt(tree, ['年度'])));
  return Number.isInteger(year)
    ? subjectsOfYear(subjects, year, () => loadRecoding(templates))
    : subjects;
}

const nameIn =
  ({ functional, economic, government }: Subjects) =>
  (code: string, path: Path): string | undefined => {
    const within = path.some((step) => String(step).startsWith('政府经济科目'));
    if (within && government.has(code)) return government.get(code)?.name;
    return (economic.get(code) ?? functional.get(code))?.name;
  };
