/**
 * Rules over what a person writes: a text must be filled in, and must not contradict the figures.
 * They keep silent where a text cannot be told to speak of a figure that is computed.
 */
import type { Budget, Passage } from '../model/budget.js';
import { comparedIn } from '../model/reasons.js';
import { blanksLeft } from '../prose/blanks.js';
import { type ReadText, readText } from '../prose/claims/read.js';
import { type Lexicon, lexiconOf } from '../prose/lexicon.js';
import { disproportions } from '../prose/proportions.js';
import { mixedNames, slipsIn } from '../prose/slips.js';
import { unitsLeft } from '../prose/units-left.js';
import { judgeAmounts, judgeCounts } from '../prose/verdicts/amounts.js';
import { judgeChanges } from '../prose/verdicts/changes.js';
import { type FigureOf, figuresOf } from '../prose/verdicts/figures.js';
import { judgePercentages } from '../prose/verdicts/percentages.js';
import { judgeSubjects } from '../prose/verdicts/subjects.js';
import { type Case, caseOf, type Verdict } from '../prose/verdicts/verdict.js';
import { yearsLeft } from '../prose/years.js';
import type { Rule, RuleContext } from './rule.js';

/** What the rules over one budget share: its texts, read once, and its figures. */
interface ReadBudget {
  readonly dictionary: Lexicon['dictionary'];
  readonly figure: FigureOf;
  readonly texts: readonly { readonly passage: Passage; readonly read: ReadText }[];
}

const readBudgets = new WeakMap<Budget, ReadBudget>();

function readBudget(budget: Budget): ReadBudget {
  const known = readBudgets.get(budget);
  if (known) return known;
  const lexicon = lexiconOf(budget, comparedIn(budget.kind.name));
  const texts = budget.passages
    .map((passage) => ({ passage, read: readText(passage, lexicon) }))
    .filter(({ read }) => read.claims.length > 0);
  const read = { dictionary: lexicon.dictionary, figure: figuresOf(budget), texts };
  readBudgets.set(budget, read);
  return read;
}

/** What a judge says of every text, in their order. */
const judged =
  (judge: (text: Case) => readonly Verdict[]) =>
  ({ budget, profile: { numbers } }: RuleContext): Verdict[] => {
    const { texts, ...known } = readBudget(budget);
    const facts = { ...known, budget, numbers };
    return texts.flatMap(({ passage, read }) => judge(caseOf(read, facts, passage.place)));
  };

export const PROSE_RULES: readonly Rule[] = [
  {
    id: '文字-01',
    code: 'text-placeholder',
    severity: '警告',
    holds: '文字都填完了，没有“××”“待定”“……”一类的空',
    source: '公开的文字应当完整',
    run: ({ budget }) => blanksLeft(budget),
  },
  {
    id: '文字-02',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的收支、“三公”经费、政府采购、科目和项目的金额等于由明细算出的数',
    source: '情况说明的文字同各表一致',
    run: (context) => [...judged(judgeAmounts)(context), ...judged(judgeCounts)(context)],
  },
  {
    id: '文字-03',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的占比、完成预算的百分比等于由明细算出的比例，占比不超过 100%',
    source: '情况说明的文字同各表一致',
    run: judged(judgePercentages),
  },
  {
    id: '文字-04',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里写的增减方向、增减额和增减幅度同由明细算出的一致',
    source: '变动原因同增减变动一致',
    run: judged(judgeChanges),
  },
  {
    id: '文字-05',
    code: 'subject-unknown',
    severity: '警告',
    holds: '文字里写的类、款、项都是科目字典里的名称，科目代码同名称一致',
    source: '政府收支分类科目',
    run: judged(judgeSubjects),
  },
  {
    id: '文字-06',
    code: 'year-mismatch',
    severity: '提示',
    holds: '目标、工作任务、原因和用途说到年份的，说的是本年度',
    source: '绩效目标申报表按年度填报',
    run: ({ budget }) => yearsLeft(budget),
  },
  {
    id: '文字-07',
    code: 'text-placeholder',
    severity: '警告',
    holds: '文字里的比例写了“%”，金额写了单位',
    source: '公开的文字应当完整',
    run: ({ budget }) => unitsLeft(budget),
  },
  {
    id: '文字-08',
    code: 'total-mismatch',
    severity: '警告',
    holds: '文字里“其中”的部分不大于总数，经费的增减不是部门总数的许多倍',
    source: '文字里的数前后一致',
    run: ({ budget }) => disproportions(budget),
  },
  {
    id: '文字-09',
    code: 'text-slip',
    severity: '提示',
    holds: '文字里没有重复的字和标点，中文之间用全角的逗号、分号',
    source: '公开的文字应当通顺',
    run: ({ budget }) => slipsIn(budget),
  },
  {
    id: '文字-10',
    code: 'text-slip',
    severity: '提示',
    holds: '一份材料里“本单位”“本部门”只用一种叫法',
    source: '公开的文字应当前后一致',
    run: ({ budget }) => mixedNames(budget),
  },
];
