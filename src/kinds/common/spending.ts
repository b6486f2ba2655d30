/** What packages spend: the sections of expenditure, their facts, the projects among them. */
import * as z from 'zod';
import { at } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { code, fields, text } from '../../input/fields.js';
import { projectNames } from '../../input/project-names.js';
import { governmentItem } from '../../input/supplement.js';
import { clip } from '../../input/tree.js';
import type { Fact, Project } from '../../model/budget.js';
import { expenseGroup } from '../../model/subjects.js';
import { type Fund, OTHER_NATURES, OWN_PROJECTS, TRANSFER_PROJECTS } from '../../model/terms.js';
import type { BuildContext } from '../kind.js';
import { economicItem, economicItemKey, functionalItem, MOST, unitReference } from './members.js';

/**
 * Expenditure by its nature.
 * @param carriedOver whether lines say that they are paid from the carry-over, as a budget's do
 */
export function expenditureFields<F extends Fund>(
  unit: AmountUnit,
  funds: readonly F[],
  carriedOver: boolean,
) {
  const { amount: planned, signed } = fields(unit);
  // accounts have what was paid back; only plans mark what was carried over
  const amount = carriedOver ? planned : signed;
  const fund = (otherwise: string) =>
    z
      .enum(funds)
      .optional()
      .meta({ description: `不写即${otherwise}` });
  const carry = {
    ...(carriedOver
      ? { 结转: z.literal('是').optional().meta({ description: '用上年结转结余安排的写“是”' }) }
      : {}),
  } as { 结转: z.ZodOptional<z.ZodLiteral<'是'>> };
  return {
    基本支出: z
      .array(
        z.strictObject({
          单位: unitReference(),
          功能科目: functionalItem(),
          资金: fund('一般公共预算'),
          ...carry,
          经济科目: z
            .record(economicItemKey(), amount('金额'))
            .meta({ description: '款级经济科目代码: 金额' }),
          合计: amount('本组合计；写了就核对').optional(),
        }),
      )
      .max(MOST.基本支出)
      .meta({ description: '一个单位、一个项级功能科目一组' }),
    项目支出: z
      .array(
        z.strictObject({
          名称: text('项目名称'),
          编码: code('项目编码', /^[0-9A-Za-z-]{1,40}$/, '40 位以内的数字或字母').optional(),
          单位: unitReference(),
          类别: text('项目类别，不写即本级支出项目；上级转移支付安排的写“转移支付项目”')
            .refine(
              (word) => word === TRANSFER_PROJECTS || !word.includes('转移'),
              `上级转移支付安排的项目，“类别”写“${TRANSFER_PROJECTS}”`,
            )
            .optional(),
          用途: text('主要用于什么（接在“主要用于”后面）').optional(),
          支出: z
            .array(
              z.strictObject({
                单位: unitReference().optional().meta({ description: '不写即项目的单位' }),
                功能科目: functionalItem(),
                经济科目: economicItem().optional(),
                政府经济科目: governmentItem()
                  .optional()
                  .meta({ description: '不写即由经济科目和单位的性质得来' }),
                资金: fund('一般公共预算'),
                ...carry,
                金额: amount('金额'),
              }),
            )
            .min(1),
          合计: amount('本项目合计；写了就核对').optional(),
        }),
      )
      .max(MOST.项目支出)
      .optional()
      .meta({ description: '每个项目一项；金额写在“支出”里' }),
    其他支出: z
      .array(
        z.strictObject({
          单位: unitReference(),
          性质: z.enum(OTHER_NATURES),
          功能科目: functionalItem(),
          经济科目: economicItem().optional(),
          政府经济科目: governmentItem().optional(),
          资金: fund('单位资金'),
          金额: amount('金额'),
          对方: unitReference().optional().meta({
            description: '付给本部门的哪个单位；部门的合计里两边抵销，各单位自己的材料照列',
          }),
        }),
      )
      .max(MOST.其他支出)
      .optional()
      .meta({ description: '事业单位经营支出、上缴上级支出、对附属单位补助支出' }),
  };
}

type Spending = z.output<z.ZodObject<ReturnType<typeof expenditureFields>>>;

type ProjectList = {
  readonly 项目支出?:
    | readonly { 名称: string; 单位: string; 编码?: string | undefined }[]
    | undefined;
};

/** How the projects of an input are called. */
export const namesOfProjects = ({ 项目支出: projects = [] }: ProjectList) =>
  projectNames(
    projects.map(({ 名称, 单位, 编码 = '' }) => ({ name: 名称, unit: 单位, code: 编码 })),
  );

/** Tells the keys of the projects of an input that words refer to, which must be known. */
export function projectsCalled(data: ProjectList): (words: readonly string[]) => string[] {
  const { keys, called } = namesOfProjects(data);
  return (words) => words.flatMap((word) => (called.get(word) ?? []).map((i) => keys[i] ?? word));
}

/** The projects of 项目支出. */
export function projectsOf(data: Spending): Project[] {
  const { keys } = namesOfProjects(data);
  return (data.项目支出 ?? []).map((p, i) => ({
    key: keys[i] ?? p.名称,
    name: p.名称,
    code: p.编码 ?? '',
    unit: p.单位,
    units: [...new Set([p.单位, ...p.支出.map((line) => line.单位 ?? p.单位)])],
    category: p.类别 ?? OWN_PROJECTS,
    purpose: p.用途,
  }));
}

export const expenditureFacts = (data: Spending, context: BuildContext): Fact[] => [
  ...basicFacts(data, context),
  ...projectFacts(data, context),
  ...otherFacts(data),
];

const carried = (line: { readonly 结转?: '是' | undefined }) => line.结转 === '是';

function basicFacts(data: Spending, { source, subjects, report, note }: BuildContext): Fact[] {
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

function projectFacts(data: Spending, { note }: BuildContext): Fact[] {
  const { keys } = namesOfProjects(data);
  return (data.项目支出 ?? []).flatMap((project, i) => {
    const facts = project.支出.map((line): Fact => {
      return {
        side: '支出',
        nature: '项目支出',
        project: keys[i] ?? project.名称,
        unit: line.单位 ?? project.单位,
        functional: line.功能科目,
        ...(line.经济科目 ? { economic: line.经济科目 } : {}),
        ...(line.政府经济科目 ? { government: line.政府经济科目 } : {}),
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
      ...(line.经济科目 ? { economic: line.经济科目 } : {}),
      ...(line.政府经济科目 ? { government: line.政府经济科目 } : {}),
      fund: line.资金 ?? '单位资金',
      carriedOver: false,
      amount: line.金额,
    };
  });
}
