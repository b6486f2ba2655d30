/** A list of figures of a year (上年数) beside a whole year, or beside another list. */
import { Shelf, type TemplateFolder } from '../../forms/shelf.js';
import { loadSubjects } from '../../forms/subjects.js';
import type { Subjects } from '../../model/subjects.js';
import { yearFigures } from '../../model/totals.js';
import type { Edition } from './edition.js';
import { leavesOf } from './leaves.js';
import type { Opened } from './opened.js';
import { ReviewError } from './review-error.js';
import { yearEdition } from './year-edition.js';

/**
 * Both sides by the figures that both can tell.
 * @throws ReviewError where a side has none
 */
export function yearEditions(
  old: Opened,
  now: Opened,
  templates: TemplateFolder,
): readonly [Edition, Edition] {
  const subjects = subjectsOf(now) ?? subjectsOf(old) ?? loadSubjects(new Shelf(templates));
  const [before, after] = [yearOf(old, subjects), yearOf(now, subjects)];
  if (before && after) return [before, after];
  const [list, other] = before ? [old.name, now.name] : [now.name, old.name];
  throw new ReviewError(`${list} 只列了上年数，只能同输入文件（.yaml）比，不能同 ${other} 比。`);
}

const subjectsOf = ({ compiled }: Opened): Subjects | undefined => compiled?.model?.budget.subjects;

/** @returns undefined where the side is no input */
function yearOf(side: Opened, subjects: Subjects): Edition | undefined {
  const { name, prior, edition } = side;
  if (prior) {
    const { kind, data, source } = prior;
    const figures = kind.figures(data, source, subjects, '上年').value;
    if (!figures) return undefined;
    const leaves = leavesOf(prior, undefined, subjects);
    const title = `${figures.year} 年数`;
    const of = { name, kind: '上年数', title, department: undefined, leaves } as const;
    return yearEdition(figures, subjects, of);
  }
  const budget = side.compiled?.model?.budget;
  if (!budget || !edition) return undefined;
  const { title, department, leaves = [] } = edition;
  const of = { name, kind: '输入', title, department, leaves } as const;
  return yearEdition(yearFigures(budget), subjects, of);
}
