/** The parts of an input that hold amounts → facts, their stated totals noted on the way. */
import { at } from '../diagnostics.js';
import type { Fact } from '../model/budget.js';
import { expenseGroup, type Subjects } from '../model/subjects.js';
import {
  FINAL_FUNDS,
  FINAL_INCOME_KINDS,
  FUNDS,
  INCOME_FUND,
  INCOME_KINDS,
} from '../model/terms.js';
import { type Report, unique } from './references.js';
import type { BudgetInput } from './schema.js';
import type { FinalInput } from './schema-final.js';
import type { Source } from './source.js';
import type { Note } from './stated.js';
import { clip } from './tree.js';

export function incomeFacts(data: BudgetInput, source: Source, report: Report, note: Note): Fact[] {
  unique(data.收入, ['收入'], '单位', source, report);
  return data.收入.flatMap((entry) => {
    const facts: Fact[] = INCOME_KINDS.flatMap((income) => {
      const amount = entry[income];
      return amount
        ? [
            {
              side: '收入' as const,
              income,
              fund: INCOME_FUND[income],
              carriedOver: false,
              unit: entry.单位,
              amount,
            },
          ]
        : [];
    });
    for (const fund of FUNDS) {
      const amount = entry.上年结转结余?.[fund];
      if (amount) facts.push({ side: '收入', fund, carriedOver: true, unit: entry.单位, amount });
    }
    note({
      group: '分组',
      what: `单位 ${entry.单位} 的收入合计`,
      stated: entry.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
}

/** What both kinds of package spend. A budget's lines may be paid from the carry-over. */
type Spending = Pick<BudgetInput | FinalInput, '基本支出' | '项目支出' | '其他支出'>;

export function expenditureFacts(
  data: Spending,
  source: Source,
  subjects: Subjects,
  report: Report,
  note: Note,
): Fact[] {
  return [
    ...basicFacts(data, source, subjects, report, note),
    ...projectFacts(data, note),
    ...otherFacts(data),
  ];
}

const carried = (line: object) => '结转' in line && line.结转 === '是';

function basicFacts(
  data: Spending,
  source: Source,
  subjects: Subjects,
  report: Report,
  note: Note,
): Fact[] {
  const seen = new Set<string>();
  return data.基本支出.flatMap((group, i) => {
    const path = ['基本支出', i] as const;
    const fund = group.资金 ?? '一般公共预算';
    const key = [group.单位, group.功能科目, fund, carried(group)].join();
    if (seen.has(key)) {
      report(
        at(
          source.valueSpan([...path, '功能科目']),
          'name-duplicate',
          `单位 ${group.单位} 的功能科目 ${group.功能科目} 写了两组`,
          '请合并到一组里；资金不同的，各自写明“资金”',
        ),
      );
    }
    seen.add(key);
    const facts = Object.entries(group.经济科目).map(([economic, amount]): Fact => {
      return {
        side: '支出',
        nature: '基本支出',
        unit: group.单位,
        functional: group.功能科目,
        economic,
        group: expenseGroup(subjects, economic),
        fund,
        carriedOver: carried(group),
        amount,
      };
    });
    note({
      group: '分组',
      what: `单位 ${group.单位} 的功能科目 ${group.功能科目} 的基本支出合计`,
      stated: group.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
}

function projectFacts(data: Spending, note: Note): Fact[] {
  return (data.项目支出 ?? []).flatMap((project) => {
    const facts = project.支出.map((line): Fact => {
      return {
        side: '支出',
        nature: '项目支出',
        project: project.名称,
        unit: project.单位,
        functional: line.功能科目,
        ...(line.经济科目 ? { economic: line.经济科目 } : {}),
        fund: line.资金 ?? '一般公共预算',
        carriedOver: carried(line),
        amount: line.金额,
      };
    });
    note({
      group: '分组',
      what: `项目“${clip(project.名称)}”的合计`,
      stated: project.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
}

function otherFacts(data: Spending): Fact[] {
  return (data.其他支出 ?? []).map((line): Fact => {
    return {
      side: '支出',
      nature: line.性质,
      unit: line.单位,
      functional: line.功能科目,
      fund: line.资金 ?? '单位资金',
      carriedOver: false,
      amount: line.金额,
    };
  });
}

/** 收入, 年初和年末结转和结余, 使用非财政拨款结余 and 结余分配 of final accounts. */
export function finalIncomeFacts(
  data: FinalInput,
  source: Source,
  report: Report,
  note: Note,
): Fact[] {
  const carryOver = (key: '年初结转和结余' | '年末结转和结余'): Fact[] => {
    const entries = data[key] ?? [];
    unique(entries, [key], '单位', source, report);
    const side = key === '年初结转和结余' ? '收入' : '年终结转结余';
    return entries.flatMap((entry) =>
      FINAL_FUNDS.flatMap((fund) =>
        Object.entries(entry[fund] ?? {}).map(
          ([functional, amount]): Fact => ({
            side,
            fund,
            carriedOver: side === '收入',
            unit: entry.单位,
            functional,
            amount,
          }),
        ),
      ),
    );
  };
  const ofUnits = (key: '使用非财政拨款结余' | '结余分配') =>
    Object.entries(data[key] ?? {}).map(
      ([unit, amount]): Fact => ({ side: key, fund: '单位资金', carriedOver: false, unit, amount }),
    );
  unique(data.收入, ['收入'], '单位', source, report);
  const income = data.收入.flatMap((entry) => {
    const facts = FINAL_INCOME_KINDS.flatMap((kind) =>
      Object.entries(entry[kind] ?? {}).map(
        ([functional, amount]): Fact => ({
          side: '收入',
          income: kind,
          fund: INCOME_FUND[kind],
          carriedOver: false,
          unit: entry.单位,
          functional,
          amount,
        }),
      ),
    );
    note({
      group: '分组',
      what: `单位 ${entry.单位} 的本年收入合计`,
      stated: entry.合计,
      terms: facts.map((fact) => fact.amount),
    });
    return facts;
  });
  return [
    ...income,
    ...carryOver('年初结转和结余'),
    ...ofUnits('使用非财政拨款结余'),
    ...ofUnits('结余分配'),
    ...carryOver('年末结转和结余'),
  ];
}
