/** Which of the listed projects a form of performance or of self-evaluation is of: 项目 of 绩效项目 and 项目自评. */
import { TO_CONFIRM, TO_FILL } from '../../input/draft.js';
import { Numeral, type Path, pathKey, type Tree, textOf } from '../../input/tree.js';
import { Decimal, inYuan } from '../../model/money.js';
import { type DraftTree, NOWHERE } from './draft-tree.js';
import { type ListedProject, projectWords } from './members.js';
import { plainName } from './read-rows.js';

const SECTIONS = ['绩效项目', '项目自评'] as const;
/** Half of 0.01 万元: how far a printed amount may be from what it rounds, in 元. */
const ROUNDED = new Decimal(50);

/**
 * @param named what tables may call projects, plain, and by what word the input calls each
 * @param amounts of the projects of a form in 元, by the form's place
 */
export function formProjects(
  tree: DraftTree,
  projects: readonly ListedProject[],
  named: ReadonlyMap<string, string>,
  amounts: ReadonlyMap<string, Decimal>,
): void {
  const words = projectWords(projects);
  for (const section of SECTIONS) {
    const forms = tree.entries([section]);
    for (const form of forms) costLinesAsProjects(tree, form, projects, named);
    const claimed = new Set(forms.flatMap((form) => byName(tree, form, named)));
    const left = () => forms.filter((form) => tree.get([...form, '项目']) === undefined);
    // what one form claims leaves fewer for the next
    for (let open = -1; open !== left().length; ) {
      open = left().length;
      for (const form of left()) {
        const free = projects.filter((_, i) => !claimed.has(words[i] ?? ''));
        const found = byAmount(free, amounts.get(pathKey(form)));
        if (found.length === 0) continue;
        const own = found.map((one) => words[projects.indexOf(one)] ?? one.name);
        for (const word of own) claimed.add(word);
        tree.put([...form, '项目'], own);
        tree.remark([...form, '项目'], `${TO_CONFIRM}：名称不同，按金额相符推算`, 'above');
      }
    }
    if (projects.length === 0 && left().length > 0)
      tree.remark(
        ['项目支出'],
        `${TO_CONFIRM}：表里没有项目支出的清单，照“${section}”的名称列`,
        'above',
      );
    for (const form of left())
      if (projects.length === 0) addProject(tree, form);
      else {
        const text = `${TO_FILL}：项目支出里的哪几个项目，名称和金额都对不上`;
        tree.remark([...form, '项目'], text, 'instead');
      }
  }
}

/** Lines that say no more than the names and the amounts of listed projects are these: a form may print either. */
function costLinesAsProjects(
  tree: DraftTree,
  form: Path,
  projects: readonly ListedProject[],
  named: ReadonlyMap<string, string>,
): void {
  const lines = tree.entries([...form, '支出明细']);
  if (lines.length === 0 || tree.get([...form, '项目']) !== undefined) return;
  const words = projectWords(projects);
  const own = lines.map((line) => {
    const {
      活动: name,
      金额: amount,
      ...more
    } = { ...(tree.get(line) as object) } as {
      readonly [key: string]: Tree;
    };
    const word = named.get(plainName(textOf(name) ?? ''));
    const known = projects[words.indexOf(word ?? '')]?.amount;
    const printed = lineAmount(amount, tree);
    const same = known && printed && known.minus(printed).abs().lt(ROUNDED);
    return same && Object.keys(more).length === 0 ? word : undefined;
  });
  if (own.some((word) => word === undefined)) return;
  tree.put([...form, '项目'], own as string[]);
  tree.drop([...form, '支出明细']);
}

/** An amount of the tree in 元. */
const lineAmount = (amount: Tree | undefined, tree: DraftTree): Decimal | undefined =>
  amount instanceof Numeral
    ? inYuan(new Decimal(amount.text), tree.text(['金额单位']) === '万元' ? '万元' : '元')
    : undefined;

/** The projects that a form names, or that have its name; written into it. */
function byName(tree: DraftTree, form: Path, named: ReadonlyMap<string, string>): string[] {
  const listed = tree.get([...form, '项目']);
  if (Array.isArray(listed)) {
    const own = listed.map((name) => {
      const text = textOf(name) ?? '';
      return named.get(plainName(text)) ?? text;
    });
    tree.put([...form, '项目'], own);
    return own;
  }
  const names = ['编码', '名称', '公开名称'].flatMap((key) => tree.text([...form, key]) ?? []);
  const word = names.map((name) => named.get(plainName(name))).find((one) => one !== undefined);
  if (word === undefined) return [];
  tree.put([...form, '项目'], [word]);
  return [word];
}

/**
 * The one project that has an amount, or the one run of projects below each other that come to it.
 * @returns none where there is none, or more than one
 */
function byAmount(
  projects: readonly ListedProject[],
  amount: Decimal | undefined,
): readonly ListedProject[] {
  if (!amount || amount.isZero()) return [];
  const runs = projects.flatMap((_, from) => {
    let sum = new Decimal(0);
    for (let to = from; to < projects.length; to++) {
      const own = projects[to]?.amount;
      if (!own) return [];
      sum = sum.plus(own);
      const most = ROUNDED.times(to - from + 2);
      if (sum.minus(amount).abs().lt(most)) return [projects.slice(from, to + 1)];
      if (sum.gt(amount.plus(most))) return [];
    }
    return [];
  });
  const single = runs.filter((run) => run.length === 1);
  const [only, ...others] = single.length > 0 ? single : runs;
  return only && others.length === 0 ? only : [];
}

/** Where no table lists projects, a form is of one of its own name. */
function addProject(tree: DraftTree, form: Path): void {
  const name = tree.text([...form, '名称']);
  if (name === undefined) return;
  const known = tree
    .entries(['项目支出'])
    .some((entry) => plainName(tree.text([...entry, '名称']) ?? '') === plainName(name));
  if (!known) {
    const entry = ['项目支出', tree.list(['项目支出']).length];
    tree.put([...entry, '名称'], name);
    tree.takeUnit(entry, undefined, NOWHERE);
  }
  tree.put([...form, '项目'], [name]);
}
