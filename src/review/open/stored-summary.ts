/** What 审核/材料.json says in a summary of many packages: written and read. */
import * as z from 'zod';
import type { Budget } from '../../model/budget.js';
import { KEY_FIGURES, type SummaryFigures, summaryFiguresOf } from '../../model/key-figures.js';
import { Decimal } from '../../model/money.js';
import { FUNDS } from '../../model/terms.js';

/** Exact 元. */
const amount = z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$/);

/** What is not known is absent. */
export const summaryForm = z.strictObject({
  类型: z.enum(['预算', '决算']),
  单位: z.string().optional(),
  合计: z.partialRecord(z.enum(KEY_FIGURES), amount),
  按类: z.array(z.tuple([z.string(), z.string(), amount])),
  按资金: z.array(z.tuple([z.enum(FUNDS), amount])),
  三公经费: z.strictObject({ 本年: amount.optional(), 上年: amount.optional() }),
});
export type StoredSummary = z.output<typeof summaryForm>;

/** @param unit the name of the unit whose package it is; the department's without one */
export function storedSummary(budget: Budget, unit: string | undefined): StoredSummary {
  const { totals, classes, funds, threePublic } = summaryFiguresOf(budget);
  const { now, before } = threePublic;
  return {
    类型: budget.kind.name,
    ...(unit === undefined ? {} : { 单位: unit }),
    合计: Object.fromEntries(
      Object.entries(totals).map(([name, value]) => [name, value.toFixed()]),
    ),
    按类: classes.map((one) => [one.code, one.name, one.amount.toFixed()]),
    按资金: funds.map((one) => [one.fund, one.amount.toFixed()]),
    三公经费: {
      ...(now ? { 本年: now.toFixed() } : {}),
      ...(before ? { 上年: before.toFixed() } : {}),
    },
  };
}

/** A package in a summary of many. */
export interface PackageSummary extends SummaryFigures {
  readonly title: string;
  readonly department: string;
  /** Of a unit's own package: its figures are in the department's too. */
  readonly unit: string | undefined;
  readonly year: number;
  readonly kind: '预算' | '决算';
}

const headForm = z.object({
  标题: z.string(),
  部门: z.string(),
  年度: z.number(),
  汇总: summaryForm,
});

/**
 * What a package says in a summary. Its tables are not looked at.
 * @param text of its 审核/材料.json
 * @returns undefined where it says nothing: an earlier version made it, or it is no such file
 */
export function readSummary(text: string): PackageSummary | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const head = headForm.safeParse(parsed).data;
  if (!head) return undefined;
  const { 标题: title, 部门: department, 年度: year, 汇总: summary } = head;
  const { 类型: kind, 单位: unit, 合计, 按类, 按资金, 三公经费 } = summary;
  const { 本年: now, 上年: before } = 三公经费;
  return {
    title,
    department,
    unit,
    year,
    kind,
    totals: Object.fromEntries(
      Object.entries(合计).map(([name, value]) => [name, new Decimal(value)]),
    ),
    classes: 按类.map(([code, name, value]) => ({ code, name, amount: new Decimal(value) })),
    funds: 按资金.map(([fund, value]) => ({ fund, amount: new Decimal(value) })),
    threePublic: {
      ...(now === undefined ? {} : { now: new Decimal(now) }),
      ...(before === undefined ? {} : { before: new Decimal(before) }),
    },
  };
}
