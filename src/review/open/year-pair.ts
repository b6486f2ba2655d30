/** A list of figures of a year (上年数) beside a whole year, or beside another list. */

import { world } from '../../commands/world.js';
import { Shelf } from '../../forms/shelf.js';
import { loadSubjects } from '../../forms/subjects.js';
import { buildPrior, priorFromBudget } from '../../input/build.js';
import type { Subjects } from '../../model/subjects.js';
import type { Edition } from './edition.js';
import { leavesOf } from './leaves.js';
import type { Opened } from './open.js';
import { yearEdition } from './year-edition.js';

/** Both sides by the figures that both can tell; a sentence where a side has none. */
export function yearEditions(old: Opened, now: Opened): readonly [Edition, Edition] | string {
  const subjects = subjectsOf(now) ?? subjectsOf(old) ?? loadSubjects(new Shelf(world.templates));
  const sides = [yearOf(old, subjects), yearOf(now, subjects)] as const;
  const [a, b] = sides;
  if (a && b) return [a, b];
  const [list, other] = a ? [old.name, now.name] : [now.name, old.name];
  return `${list} 只列了上年数，只能同输入文件（.yaml）比，不能同 ${other} 比。`;
}

const subjectsOf = ({ compiled }: Opened): Subjects | undefined => compiled?.model?.budget.subjects;

/** @returns undefined where the side is no input */
function yearOf(side: Opened, subjects: Subjects): Edition | undefined {
  const { name, prior, compiled } = side;
  if (prior) {
    const { data } = prior;
    const figures = buildPrior(data, data.年度, data.金额单位);
    const leaves = leavesOf(prior, undefined, subjects);
    const title = `${data.年度} 年数`;
    const of = { name, kind: '上年数', title, department: undefined, leaves } as const;
    return yearEdition(figures, subjects, of);
  }
  const budget = compiled?.model?.budget;
  if (!budget || !side.edition) return undefined;
  const leaves = side.edition.leaves ?? [];
  const { title, department } = side.edition;
  const of = { name, kind: '输入', title, department, leaves } as const;
  return yearEdition(priorFromBudget(budget), subjects, of);
}
