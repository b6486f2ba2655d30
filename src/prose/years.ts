/** Texts that speak of an earlier year where the year of the package would be meant. */
import type { Budget, Passage } from '../model/budget.js';
import { named } from './blanks.js';
import type { Contradiction } from './verdicts/verdict.js';

/** Years that a goal may name though they have passed: what it is compared with, where it comes from. */
const BASE_YEAR = /[比较同与以自从由截至据按]$/;
const OLD_MATTER =
  /^年(?:度)?(?:以来|起|底前?已|结转|结余|尾款|遗留|续建|决算|末?的?基础|的?\d|预算数?的?\d)/;
/** In a reason an earlier year is a base more often: 2025年的…, 补缴2025年, 到2025年底. */
const ANY_BASE = /(?:[比较同与以自从由截至到据按〔]|根据|补[缴发交拨]?|清算|兑现|支付|拨付|结算)$/;
const ANY_MATTER =
  /^年(?:度)?(?:的|预算|决算|初|底|末|以来|起|至|到|[-—–~～]|基础|同期|结转|结余|尾款|遗留|续建|财政|执行|支出|项目支出|全年)/;
const CUMULATED = /累计|总计|期间/;

/** Texts of the year that name an earlier year and not their own. */
export function yearsLeft(budget: Budget): Contradiction[] {
  return budget.passages.flatMap((passage): Contradiction[] => {
    const goal = ofTheYear(passage);
    const long = passage.path.includes('长期目标') && isGoal(passage);
    if (!goal && !long && !isReason(passage)) return [];
    // titles of documents have years of their own
    const text = passage.text.replace(/《[^《》\n]{0,80}》/g, (title) => '·'.repeat(title.length));
    const years = [...text.matchAll(/(?<!\d)(20\d\d)(?=\s?年)/g)];
    if (
      years.some(([year]) => Number(year) >= budget.year && (Number(year) === budget.year || !goal))
    )
      return [];
    const [before, behind] = goal ? [BASE_YEAR, OLD_MATTER] : [ANY_BASE, ANY_MATTER];
    if (!goal && !long && years.some(([year]) => Number(year) !== budget.year - 1)) return [];
    const old = years.find(
      (one) =>
        Number(one[0]) < budget.year &&
        !before.test(text.slice(Math.max(0, one.index - 4), one.index).trimEnd()) &&
        !behind.test(text.slice(one.index + 4, one.index + 14).trimStart()),
    );
    if (!old || (years.length > 1 && CUMULATED.test(text))) return [];
    const message = `“${named(passage)}”说到 ${old[0]} 年，没有说到 ${budget.year} 年`;
    const hint =
      goal || long
        ? '是不是从上年的文件照抄来的？请核对年度'
        : '请核对年度：说的是上年的事，就不用改';
    return [{ span: passage.place(old[0], old.index), message, hint }];
  });
}

/** 年度目标 and 年度工作任务 of a budget, the goals of final accounts; not their indicators. */
function ofTheYear(passage: Passage): boolean {
  const { path } = passage;
  if (path.includes('年度工作任务')) return true;
  if (!isGoal(passage)) return false;
  const evaluated = path[0] === '整体自评' || path[0] === '项目自评';
  return path.includes('年度目标') || (evaluated && path.includes('目标'));
}

const isGoal = ({ path }: Passage) => !path.includes('指标') && path.at(-1) === '内容';

const REASONS = new Set(['用途', '申请理由', '变动理由', '开展情况']);

/** Texts that mostly speak of the year, though what happened the year before may be the reason. */
function isReason({ path }: Passage): boolean {
  return (
    path[0] === '变动原因' ||
    path[0] === '主要用途' ||
    path.some((step) => REASONS.has(String(step)))
  );
}
