/**
 * Transfers between the units of a department: what one pays to another is no income and no expenditure of
 * the department as a whole. An input marks them by 对方; each unit's own package shows them.
 */
import * as z from 'zod';
import { at } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import type { Fact, Transfer } from '../../model/budget.js';
import { difference, type Figure, sum } from '../../model/money.js';
import type { IncomeKind, Nature } from '../../model/terms.js';
import type { BuildContext } from '../kind.js';
import { each, unitKey } from './members.js';

/** What a transfer is to the unit that pays it, and to the one that receives it. */
const RECEIVED_AS = {
  对附属单位补助支出: '上级补助收入',
  上缴上级支出: '附属单位上缴收入',
} as const satisfies Partial<Record<Nature, IncomeKind>>;
type PaidAs = keyof typeof RECEIVED_AS;
const INCOMES = Object.values(RECEIVED_AS);
const PAID_AS = Object.keys(RECEIVED_AS) as PaidAs[];

const isPaidAs = (nature: string): nature is PaidAs => Object.hasOwn(RECEIVED_AS, nature);

/** 对方 of an entry of 收入: what of it is from which unit of the department. */
export const payersField = (unit: AmountUnit) =>
  z
    .strictObject(
      each(INCOMES, (kind) =>
        z
          .record(unitKey(), fields(unit).amount(`${kind}，从本部门的哪个单位来`))
          .meta({ description: `${kind}里从本部门各单位来的，付款单位的代码: 金额` }),
      ),
    )
    .optional()
    .meta({ description: '可以不写；写了就同付款单位“其他支出”里写“对方”的核对' });

export interface TransferInput {
  readonly 收入: readonly {
    readonly 单位: string;
    readonly 对方?:
      | Readonly<Partial<Record<IncomeKind, Readonly<Record<string, Figure>> | undefined>>>
      | undefined;
  }[];
  readonly 其他支出?:
    | readonly {
        readonly 单位: string;
        readonly 性质: string;
        readonly 对方?: string | undefined;
        readonly 金额: Figure;
      }[]
    | undefined;
}

interface SetOff {
  /** The facts of the department as a whole. */
  readonly facts: readonly Fact[];
  /** What is set off: both sides of each transfer. */
  readonly internal: readonly Fact[];
  readonly transfers: readonly Transfer[];
}

/** Takes transfers between the department's units out of its facts, on both sides. */
export function setOff(
  data: TransferInput,
  all: readonly Fact[],
  { source, report }: BuildContext,
): SetOff {
  let facts: readonly Fact[] = all;
  const internal: Fact[] = [];
  (data.其他支出 ?? []).forEach((line, i) => {
    const { 对方: receiver, 性质: nature, 单位: payer, 金额: amount } = line;
    if (receiver === undefined) return;
    const refuse = (message: string, hint: string) =>
      report(at(source.valueSpan(['其他支出', i, '对方']), 'balance-mismatch', message, hint));
    const paid = facts.find((fact) => fact.amount === amount && fact.nature === nature);
    if (!isPaidAs(nature) || !paid) {
      refuse(`${nature}没有收款的“对方”`, `“对方”只用于${PAID_AS.join('、')}；请删去`);
      return;
    }
    const income = RECEIVED_AS[nature];
    if (receiver === payer) {
      refuse('“对方”是这个单位自己', '请写收款的单位');
      return;
    }
    const received = incomeFrom(facts, receiver, income, paid);
    if (received === 'several') {
      refuse(
        `单位 ${receiver} 的${income}写在几个功能科目里，不知道这一笔是哪个科目的`,
        '请把这一行的“功能科目”写成收款单位列收入的科目',
      );
    } else if (!received || received.amount.value.lt(amount.value)) {
      refuse(
        `对方单位 ${receiver} 的${income}（${paid.fund}）没有这么多，两边不能抵销`,
        `请核对两个单位写的，或对方的“收入”里补写“${income}”；“资金”不写即单位资金`,
      );
    } else {
      const rest = difference(received.amount, amount);
      facts = facts.flatMap((fact) => {
        if (fact === paid) return [];
        if (fact !== received) return fact;
        return rest.value.isZero() ? [] : { ...fact, amount: rest };
      });
      internal.push({ ...paid, counterpart: receiver });
      internal.push({ ...received, amount, counterpart: payer });
    }
  });
  return { facts, internal, transfers: transfersOf(data) };
}

/** The income of a unit that a transfer is part of. */
function incomeFrom(
  facts: readonly Fact[],
  unit: string,
  income: IncomeKind,
  paid: Fact,
): Fact | 'several' | undefined {
  const own = facts.filter(
    (fact) =>
      fact.side === '收入' &&
      fact.income === income &&
      fact.unit === unit &&
      fact.fund === paid.fund,
  );
  const same = own.filter(({ functional }) => functional === paid.functional);
  const [only, ...others] = same.length > 0 ? same : own;
  return others.length > 0 ? 'several' : only;
}

/** Transfers by their two units, with what each of the two writes; 0 where one writes nothing. */
function transfersOf(data: TransferInput): Transfer[] {
  return data.收入.flatMap(({ 单位: receiver, 对方 }): Transfer[] =>
    PAID_AS.flatMap((nature) => {
      const income = RECEIVED_AS[nature];
      return Object.entries(对方?.[income] ?? {}).map(([payer, received]): Transfer => {
        const lines = (data.其他支出 ?? []).filter(
          (line) => line.单位 === payer && line.性质 === nature && line.对方 === receiver,
        );
        const paid = sum(lines.map((line) => line.金额));
        return { payer, receiver, nature, income, paid, received };
      });
    }),
  );
}
