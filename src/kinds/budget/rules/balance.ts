/** What must hold between the figures of a budget: closing, carry-over, the form's lists. */

import { equal, type Rule, within } from '../../../checks/rule.js';
import type { Budget } from '../../../model/budget.js';
import { FUNDS } from '../../../model/terms.js';
import {
  expenditureTotal,
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
  carriedOverSpent,
  carriedOverMarked,
];
