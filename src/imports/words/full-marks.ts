/**
 * Points that could be had in a self-evaluation where its form prints only those that were had. The form's
 * headings say what they come to, and all together they come to 100: what is missing is put where the least
 * points were had, to be looked at.
 */
import { placeText } from '../../diagnostics.js';
import { TO_CONFIRM } from '../../input/draft.js';
import { Numeral, type Path, pathKey } from '../../input/tree.js';
import { EXECUTION_WEIGHT } from '../../kinds/final/evaluation.js';
import { FULL_MARKS } from '../../kinds/final/rules/evaluation.js';
import { Decimal } from '../../model/money.js';
import { type DraftTree, NOWHERE } from './draft-tree.js';
import type { ComputedField } from './read-rows.js';

/** A goal or an indicator, by what it is given points for. */
interface Scored {
  readonly path: Path;
  readonly isGoal: boolean;
  readonly goal: Path;
}

/** Which goals and indicators the points add up that a heading prints. */
const HEADINGS: Readonly<Record<string, (one: Scored, entry: Path) => boolean>> = {
  目标指标分值注: ({ goal }, entry) => pathKey(goal) === pathKey(entry),
  目标满分注: ({ isGoal }) => isGoal,
  指标满分注: ({ isGoal }) => !isGoal,
};

/**
 * Writes 分值 where what was read does not come to all the points, marked to be confirmed.
 * @param headings fields of forms and of goals that are computed, as they were read
 */
export function putFullMarks(tree: DraftTree, headings: readonly ComputedField[]): void {
  for (const form of [['整体自评'], ...tree.entries(['项目自评'])]) {
    const scored = scoredIn(tree, form);
    if (!scored.some(({ path }) => tree.text([...path, '得分']) !== undefined)) continue;
    const ofForm = headings.filter(({ entry }) => form.every((step, i) => entry[i] === step));
    for (const { entry, name, shown, place } of ofForm) {
      const isOf = HEADINGS[name];
      const points = /\d+(?:\.\d+)?/.exec(shown)?.[0];
      if (!isOf || points === undefined) continue;
      const some = scored.filter((one) => isOf(one, entry));
      fillUp(tree, some, new Decimal(points), `${placeText(place)} 的 ${points} 分`);
    }
    const execution = tree.text([...form, '执行率分值']);
    const others = FULL_MARKS.minus(execution ?? EXECUTION_WEIGHT);
    fillUp(tree, scored, others, `各项合计 ${FULL_MARKS} 分`);
  }
}

/** The goals and indicators of a form. */
function scoredIn(tree: DraftTree, form: Path): Scored[] {
  return tree
    .entries([...form, '目标'])
    .flatMap((goal): Scored[] => [
      { path: goal, isGoal: true, goal },
      ...Object.entries(tree.get([...goal, '指标']) ?? {}).flatMap(([level, lists]) =>
        Object.keys(lists).flatMap((second) =>
          tree
            .entries([...goal, '指标', level, second])
            .map((path): Scored => ({ path, isGoal: false, goal })),
        ),
      ),
    ]);
}

/** Gives what is missing to the one that had the least points, of those whose 分值 is not printed. */
function fillUp(tree: DraftTree, some: readonly Scored[], all: Decimal, from: string): void {
  const known = some.flatMap(({ path }) => {
    const [full, had] = ['分值', '得分'].map((key) => tree.text([...path, key]));
    const points = full ?? had;
    return points === undefined ? [] : [{ path, full, points: new Decimal(points) }];
  });
  const rest = all.minus(Decimal.sum(0, ...known.map(({ points }) => points)));
  const open = known.filter(({ full }) => full === undefined);
  const [first] = open.sort((a, b) => a.points.cmp(b.points));
  if (!first || rest.lte(0)) return;
  const path = [...first.path, '分值'];
  tree.put(path, new Numeral(first.points.plus(rest).toFixed(), NOWHERE));
  tree.remark(path, `${TO_CONFIRM}：表里没有分值，按${from}推算`, 'behind');
}
