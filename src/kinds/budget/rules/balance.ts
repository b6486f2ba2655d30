/** What must hold between the figures of a budget: closing, carry-over, the form's lists. */

import { equal, isFinding, type Outcome, type Rule, within } from '../../../checks/rule.js';
import type { Budget, Fact, YearFigures } from '../../../model/budget.js';
import { sum } from '../../../model/money.js';
import { FISCAL_FUNDS, FUNDS, type Fund } from '../../../model/terms.js';
import {
  expenditureTotal,
  type Filter,
  incomeTotal,
  select,
  selectFacts,
  withInternal,
} from '../../../model/totals.js';

const fundsBalance: Rule = {
  id: '平衡-01',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余',
  source: '收支总表收入总计等于支出总计',
  run: ({ budget }) =>
    FUNDS.flatMap((fund) =>
      equal(
        incomeTotal(budget, { funds: [fund] }),
        `${fund}收入`,
        expenditureTotal(budget, { funds: [fund] }),
        '支出和年终结转结余',
        '请核对“收入”和各项支出，或补写“年终结转结余”',
      ),
    ),
};

const unitsBalance: Rule = {
  id: '平衡-02',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每个单位每种资金的收入等于支出和年终结转结余；年终结转结余没有分单位写的除外',
  source: '收入总表、支出总表分单位数一致',
  run: ({ budget }) => {
    const unknown = selectFacts(budget.facts, { side: '年终结转结余' }).some(
      ({ unit, amount }) => unit === undefined && !amount.value.isZero(),
    );
    if (unknown) return []; // nobody says whose the department's 年终结转结余 is
    if (budget.units.length === 1) return []; // what fundsBalance has told
    const year = withInternal(budget);
    return budget.units.flatMap((unit) =>
      FUNDS.flatMap((fund) =>
        equal(
          incomeTotal(year, { units: [unit.code], funds: [fund] }),
          `${unit.name}的${fund}收入`,
          expenditureTotal(year, { units: [unit.code], funds: [fund] }),
          unitKeeps(budget, unit.code) ? '支出和年终结转结余' : '支出',
          '请核对这个单位的“收入”“基本支出”“项目支出”',
        ),
      ),
    );
  },
};

/** A kind of money of a unit, or of the department where it is not written whose is kept. */
interface Purse {
  readonly name: string;
  readonly filter: Filter & { readonly funds: readonly [Fund] };
}

function pursesOf(budget: Budget): Purse[] {
  return FUNDS.flatMap((fund): Purse[] => {
    const funds = [fund] as const;
    const kept = selectFacts(budget.facts, { side: '年终结转结余', funds });
    // nobody says whose the department's 年终结转结余 is
    if (kept.some(({ unit, amount }) => unit === undefined && !amount.value.isZero()))
      return [{ name: budget.department.name, filter: { funds } }];
    return budget.units.map((unit) => ({
      name: unit.name,
      filter: { funds, units: [unit.code] },
    }));
  });
}

/**
 * Of money that is written by subject: what is received under a subject is what is spent, or kept, under it.
 * Of carry-over that is not written by subject it is certain that it only adds to what is received, or to what
 * is kept; where all of it is marked at what it is spent on, the rest is exact again.
 */
function closedBySubject(
  year: YearFigures,
  { subjects }: Budget,
  { name, filter }: Purse,
): Outcome[] {
  const [fund] = filter.funds;
  const income = selectFacts(year.facts, { ...filter, side: '收入', carriedOver: false });
  const written = income.filter(({ amount }) => !amount.value.isZero());
  // without any income by subject there is nothing to compare
  if (written.length === 0 || written.some(({ functional }) => functional === undefined)) return [];
  const loose = (side: Fact['side']) =>
    selectFacts(year.facts, { ...filter, side }).some(
      ({ functional, amount }) => functional === undefined && !amount.value.isZero(),
    );
  const carried = (side: Fact['side']) =>
    select(year.facts, { ...filter, side, carriedOver: true }).value;
  const [added, left] = [loose('收入'), loose('年终结转结余')];
  const marked = added && !left && carried('收入').eq(carried('支出'));
  if (added && left) return [];
  const codes = selectFacts(year.facts, filter).flatMap(({ functional }) => functional ?? []);
  return [...new Set(codes)].sort().flatMap((functional): Outcome[] => {
    const own = { ...filter, functional };
    const of = subjects.functional.get(functional)?.name ?? '';
    const what = `${name}：${functional} ${of}的${fund}`;
    const hint = '请核对“收入”里这个科目的数和这个科目的支出';
    const now = { ...own, carriedOver: false };
    if (marked) {
      const spent = sum([
        select(year.facts, { ...now, side: '支出' }),
        select(year.facts, { ...own, side: '年终结转结余' }),
      ]);
      const received = select(year.facts, { ...now, side: '收入' });
      return equal(received, `${what}本年收入`, spent, '没有写明“结转: 是”的支出', hint);
    }
    const received = incomeTotal(year, own);
    const spent = expenditureTotal(year, own);
    const kept = '支出（含年终结转结余）';
    if (added) return within(received, `${what}收入`, spent, kept, hint);
    if (left) return within(spent, `${what}支出`, received, '收入', hint);
    return equal(received, `${what}收入（含上年结转结余）`, spent, kept, hint);
  });
}

const subjectsBalance: Rule = {
  id: '平衡-11',
  code: 'balance-mismatch',
  severity: '错误',
  holds:
    '按功能科目写的收入，每个科目、每种资金：本年收入 + 上年结转结余 = 本年支出 + 年终结转结余；没有按科目写的结转结余只能使收入少于支出，或支出少于收入；不是财政拨款的只作警告',
  source: '收入预算总表、支出预算总表分科目数一致',
  run: ({ budget }) => {
    // what a unit pays on to another it has received and spent, as far as the unit is concerned
    const year = withInternal(budget);
    return pursesOf(budget).flatMap((purse) => {
      const outcomes = closedBySubject(year, budget, purse);
      // money of a unit's own may be spent under other subjects than it was planned for
      const certain = FISCAL_FUNDS.includes(purse.filter.funds[0]);
      return outcomes.map((one) =>
        certain || !isFinding(one) ? one : { ...one, severity: '警告' as const },
      );
    });
  },
};

const unitKeeps = ({ facts }: Budget, unit: string): boolean =>
  selectFacts(facts, { side: '年终结转结余', units: [unit] }).length > 0;

const carriedOverSpent: Rule = {
  id: '平衡-07',
  code: 'balance-mismatch',
  severity: '错误',
  holds: '每种资金写明用结转安排的支出，不超过上年结转结余',
  source: '项目支出表财政拨款结转结余各列',
  run: ({ budget }) =>
    FUNDS.flatMap((fund) =>
      within(
        select(budget.facts, { side: '支出', funds: [fund], carriedOver: true }),
        `${fund}写明“结转: 是”的支出`,
        select(budget.facts, { side: '收入', funds: [fund], carriedOver: true }),
        '上年结转结余',
        '请核对“收入”的“上年结转结余”，和各行的“结转”',
      ),
    ),
};

const carriedOverMarked: Rule = {
  id: '平衡-08',
  code: 'balance-mismatch',
  severity: '警告',
  holds: '没有年终结转结余时，上年结转结余都写明用在哪里',
  source: '项目支出表财政拨款结转结余各列',
  run: ({ budget }) =>
    FUNDS.flatMap((fund) => {
      const filter = { funds: [fund], carriedOver: true };
      const kept = select(budget.facts, { side: '年终结转结余', funds: [fund] });
      const received = select(budget.facts, { ...filter, side: '收入' });
      const spent = select(budget.facts, { ...filter, side: '支出' });
      if (!kept.value.isZero() || spent.value.gt(received.value)) return [];
      const hint = '用结转安排的支出，在那一行写“结转: 是”';
      return equal(received, `${fund}上年结转结余`, spent, '写明“结转: 是”的支出', hint);
    }),
};

export const BALANCE_RULES: readonly Rule[] = [
  fundsBalance,
  unitsBalance,
  subjectsBalance,
  carriedOverSpent,
  carriedOverMarked,
];
