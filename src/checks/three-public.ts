/** “三公”经费 that a project names and that no economic subject shows. */
import { grouped } from '../grouped.js';
import type { Budget, Passage, Project } from '../model/budget.js';
import { THREE_PUBLIC } from '../model/terms.js';
import { select, selectFacts } from '../model/totals.js';
import { threePublicWords } from '../prose/three-public.js';
import { wan } from '../tables/table.js';
import type { Finding, Rule } from './rule.js';

/** Texts of a project that say what it spends money on. */
const TEXTS = ['名称', '用途'] as const;

export const threePublicShown: Rule = {
  id: '公开-18',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '名称、用途说到公务用车、因公出国（境）、公务接待的项目，支出写明“三公”经费的经济科目',
  source: '“三公”经费由经济科目 30212、30217、30231、31013 的支出得来',
  run: ({ budget }) => {
    const written = budget.passages.filter(({ path }) => path[0] === '项目支出');
    const passages = grouped(written, ({ path }) => path[1]);
    return budget.projects.flatMap((project, index) =>
      hiddenIn(budget, project, passages.get(index) ?? []),
    );
  },
};

/** What the texts of a project name and its lines do not show; each item once. */
function hiddenIn(budget: Budget, project: Project, passages: readonly Passage[]): Finding[] {
  const ofProject = { side: '支出', projects: [project.name] } as const;
  const spent = select(budget.facts, { ...ofProject, funds: budget.kind.threePublicFunds });
  if (spent.value.isZero()) return [];
  const lines = selectFacts(budget.facts, ofProject);
  const told = new Set<string>();
  return TEXTS.flatMap((key) => {
    const passage = passages.find(({ path }) => path[2] === key);
    return threePublicWords(passage?.text ?? '').flatMap(
      ({ words, index: from, items }): Finding[] => {
        const codes = items.map((item) => THREE_PUBLIC[item]);
        const shown = lines.some(({ economic }) =>
          codes.some((code) => economic?.startsWith(code)),
        );
        const kind = codes.join();
        if (!passage || shown || told.has(kind)) return [];
        told.add(kind);
        const written = items.map((item) => `${THREE_PUBLIC[item]} ${item}`).join('或 ');
        const message = `项目“${project.name}”的“${key}”说到“${words}”，支出 ${wan(spent)}里没有经济科目 ${written}，“三公”经费里没有算`;
        const hint = `是“三公”经费的，那一部分在“支出”里单列一行，写“经济科目: "${codes[0]}"”；不是的，名称和用途改个写法，或写“豁免”和理由`;
        return [{ span: passage.place(words, from), message, hint }];
      },
    );
  });
}
