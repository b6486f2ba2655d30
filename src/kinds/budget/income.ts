/** What a budget receives, carries over and keeps: 收入 and 年终结转结余. */
import * as z from 'zod';
import { at } from '../../diagnostics.js';
import { grouped } from '../../grouped.js';
import type { AmountUnit } from '../../input/amount.js';
import { fields } from '../../input/fields.js';
import { unique } from '../../input/references.js';
import type { Fact } from '../../model/budget.js';
import { type Figure, factorsOf, sum, ZERO } from '../../model/money.js';
import { FUNDS, type Fund, INCOME, INCOME_KINDS, type IncomeKind } from '../../model/terms.js';
import { select, selectFacts } from '../../model/totals.js';
import { wan } from '../../tables/table.js';
import { dividedField, isWhole, partsOf, receivedFacts } from '../common/by-subject.js';
import { each, MOST, unitReference } from '../common/members.js';
import { payersField } from '../common/transfers.js';
import type { BuildContext } from '../kind.js';

const fundAmounts = (unit: AmountUnit, meaning: string) =>
  z
    .strictObject(
      each(FUNDS, (fund) => {
        const { amount, signed } = fields(unit);
        // what is left of the public treasury's money is never less than nothing
        return dividedField(fund === '单位资金' ? signed : amount, `${meaning}：${fund}`);
      }),
    )
    .optional();

export function incomeField(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .array(
      z.strictObject({
        单位: unitReference(),
        ...each(INCOME_KINDS, (kind) => dividedField(amount, `本年${kind}`)),
        按支出科目: z.literal('是').optional().meta({
          description:
            '写“是”：写成一个金额的收入，按本单位这种资金的支出分到功能科目；没有结转结余、来源只有一项、收支相等才可以',
        }),
        上年结转结余: fundAmounts(unit, '上年结转结余'),
        年终结转结余: fundAmounts(unit, '本单位年终结转结余').meta({
          description: '本单位年终结转结余，按资金；各单位都分不清的，写在文件的“年终结转结余”里',
        }),
        对方: payersField(unit),
        合计: amount('本单位收入合计；写了就核对').optional(),
      }),
    )
    .max(MOST.收入)
    .min(1)
    .meta({ description: '每个单位一项；每项来源写一个金额，或者按项级功能科目写' });
}

export const keptField = (unit: AmountUnit) =>
  fundAmounts(unit, '年终结转结余').meta({ description: '年终结转结余，按资金' });

interface IncomeInput {
  readonly 收入: z.output<ReturnType<typeof incomeField>>;
  readonly 年终结转结余?: z.output<ReturnType<typeof keptField>>;
}
type Entry = IncomeInput['收入'][number];

/**
 * @param spent facts of expenditure, by which 按支出科目 divides income
 */
export function incomeFacts(
  data: IncomeInput,
  spent: readonly Fact[],
  context: BuildContext,
): Fact[] {
  const { source, report, note } = context;
  unique(data.收入, ['收入'], '单位', source, report);
  return data.收入.flatMap((entry, i) => {
    const received = receivedFacts(entry.单位, INCOME_KINDS, entry);
    const carried = FUNDS.flatMap((fund) =>
      partsOf(entry.上年结转结余?.[fund]).map(
        (part): Fact => ({ side: '收入', fund, carriedOver: true, unit: entry.单位, ...part }),
      ),
    );
    note({
      group: '分组',
      what: `单位 ${entry.单位} 的收入合计`,
      stated: entry.合计,
      terms: [...received, ...carried].map((fact) => fact.amount),
    });
    if (entry.按支出科目 === undefined) return [...received, ...carried];
    const divided = INCOME_KINDS.flatMap((income) => {
      const own = received.filter((fact) => fact.income === income);
      const [whole] = own;
      if (!whole || !isWhole(entry[income]) || whole.amount.value.isZero()) return own;
      const of = select(spent, { funds: [whole.fund], units: [entry.单位] });
      const why = whyNotDivided(data, entry, income, of);
      if (why === undefined) return bySpending(whole, spent);
      const message = `${income}不能“按支出科目”分：${why}`;
      const hint = `请按功能科目写，例如 ${income}: { "2010301": 金额 }；不用按科目公开的，删去“按支出科目”`;
      report(at(source.valueSpan(['收入', i, income]), 'balance-mismatch', message, hint));
      return own;
    });
    return [...divided, ...carried];
  });
}

const anyWritten = (written: Readonly<Partial<Record<Fund, unknown>>> | undefined, fund: Fund) =>
  partsOf(written?.[fund] as Parameters<typeof partsOf>[0]).some(
    ({ amount }) => !amount.value.isZero(),
  );

/**
 * Why it does not follow from what is spent how much was received under which subject: it does where a kind
 * of money comes from one source alone and all of it, and nothing else, is spent.
 */
function whyNotDivided(
  data: IncomeInput,
  entry: Entry,
  income: IncomeKind,
  spent: Figure,
): string | undefined {
  const { fund } = INCOME[income];
  if (anyWritten(entry.上年结转结余, fund)) return `${fund}有上年结转结余`;
  if (anyWritten(entry.年终结转结余, fund) || anyWritten(data.年终结转结余, fund))
    return `${fund}有年终结转结余`;
  const other = INCOME_KINDS.find(
    (one) =>
      one !== income &&
      INCOME[one].fund === fund &&
      partsOf(entry[one]).some(({ amount }) => !amount.value.isZero()),
  );
  if (other) return `${fund}里还有${other}`;
  const received = entry[income] as Figure;
  if (received.value.eq(spent.value)) return undefined;
  return `${income} ${wan(received)}，本单位${fund}安排的支出 ${wan(spent)}`;
}

/** An amount as it is spent: under each subject so much as is spent there. */
function bySpending(whole: Fact, spent: readonly Fact[]): Fact[] {
  const facts = selectFacts(spent, { funds: [whole.fund], units: whole.unit ? [whole.unit] : [] });
  const { sources } = whole.amount;
  return [...grouped(facts, ({ functional }) => functional ?? '')].map(
    ([functional, lines]): Fact => {
      const part = sum(lines.map(({ amount }) => amount));
      // it is written as a whole: the whole is where it comes from, the lines are what it is computed of
      const amount: Figure = {
        value: part.value,
        sources: [...sources, ...part.sources],
        factors: [...sources.map(() => ZERO), ...factorsOf(part)],
      };
      return { ...whole, functional, amount };
    },
  );
}

/**
 * What is kept for the next year: by unit where a unit says so, else of the department as a whole. A kind of
 * money is written in one of the two places.
 */
export function keptFacts(
  { 收入: entries, 年终结转结余: kept }: IncomeInput,
  { source, report }: BuildContext,
): Fact[] {
  return FUNDS.flatMap((fund): Fact[] => {
    const factsOf = (written: Parameters<typeof partsOf>[0], unit?: string): Fact[] =>
      partsOf(written).map((part) => ({
        side: '年终结转结余',
        fund,
        carriedOver: false,
        ...(unit ? { unit } : {}),
        ...part,
      }));
    const ofUnits = entries.flatMap((entry) => factsOf(entry.年终结转结余?.[fund], entry.单位));
    const whole = factsOf(kept?.[fund]);
    if (whole.length > 0 && ofUnits.length > 0) {
      const message = `${fund}的年终结转结余，有单位已经写在“收入”里`;
      const hint = '请只留一处：各单位都写在“收入”里，或者合起来写在“年终结转结余”里';
      report(at(source.keySpan(['年终结转结余', fund]), 'name-duplicate', message, hint));
    }
    return [...whole, ...ofUnits];
  });
}
