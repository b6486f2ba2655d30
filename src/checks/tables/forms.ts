/** What must hold within the tables that are laid out cell by cell: sums above or below their lines. */
import { FISCAL_FUNDS, type Fund } from '../../model/terms.js';
import type { LabelledCell } from '../../tables/labels.js';
import { overallFunding, projectFunding } from './goals.js';
import { cellsOf, formHalf } from './picks.js';
import { type FormRelations, gap, type Relation, unlisted } from './relations.js';

export const INCOME_SUM = /^本年收入(合计)?$/;
export const EXPENDITURE_SUM = /^本年支出(合计)?$/;
export const BROUGHT = /^(上年|年初).*结转/;
export const KEPT = /^(年终|年末).*结转/;
export const INCOME_TOTAL = /^(收入)?总计$/;
export const EXPENDITURE_TOTAL = /^(支出)?总计$/;

/** Income and expenditure of a 收支总表 whose sums stand below their lines. */
function balanceSheet(table: string): FormRelations {
  const income = formHalf(table, '收入');
  const spent = formHalf(table, '支出');
  const total = income.line(INCOME_TOTAL, '收入总计');
  const spentTotal = spent.line(EXPENDITURE_TOTAL, '支出总计');
  return {
    table,
    relations: [
      {
        left: [income.line(INCOME_SUM, '本年收入合计')],
        right: [income.lines(undefined, INCOME_SUM, '各项收入之和')],
      },
      {
        left: [spent.line(EXPENDITURE_SUM, '本年支出合计')],
        right: [spent.lines(undefined, EXPENDITURE_SUM, '各类支出之和')],
        told: (context) => unlisted(context),
      },
      {
        left: [total],
        right: [
          income.line(INCOME_SUM, '本年收入合计'),
          income.lines(INCOME_SUM, INCOME_TOTAL, '结转结余'),
        ],
      },
      {
        left: [spentTotal],
        right: [
          spent.line(EXPENDITURE_SUM, '本年支出合计'),
          spent.lines(EXPENDITURE_SUM, EXPENDITURE_TOTAL, '结转结余'),
        ],
      },
      { left: [total], right: [spentTotal], told: ({ budget }) => gap(budget) },
    ],
  };
}

/** 预算04, whose sums stand above their lines. */
function appropriationSheet(table: string): FormRelations {
  const income = formHalf(table, '收入');
  const spent = formHalf(table, '支出');
  const total = income.line(INCOME_TOTAL, '收入总计');
  const spentTotal = spent.line(EXPENDITURE_TOTAL, '支出总计');
  const [year, brought] = [income.line(INCOME_SUM, '本年收入'), income.line(BROUGHT, '上年结转')];
  const [expenditure, kept] = [
    spent.line(EXPENDITURE_SUM, '本年支出'),
    spent.line(KEPT, '年终结转结余'),
  ];
  return {
    table,
    relations: [
      { left: [year], right: [income.lines(INCOME_SUM, BROUGHT, '各项拨款之和')] },
      { left: [brought], right: [income.lines(BROUGHT, INCOME_TOTAL, '各项结转之和')] },
      {
        left: [expenditure],
        right: [spent.lines(EXPENDITURE_SUM, KEPT, '各类支出之和')],
        told: (context) => unlisted(context, FISCAL_FUNDS),
      },
      { left: [total], right: [year, brought] },
      { left: [spentTotal], right: [expenditure, kept] },
      { left: [total], right: [spentTotal], told: ({ budget }) => gap(budget, FISCAL_FUNDS) },
    ],
  };
}

/** Columns of 公开04's expenditure: all, and each fund. */
export const ACCOUNT_COLUMNS: readonly (readonly [words: string, fund: Fund | undefined])[] = [
  ['决算数/小计|决算数/合计', undefined],
  ...FISCAL_FUNDS.map((fund) => [`${fund}财政拨款|${fund}`, fund] as const),
];

/** Lines of 公开04's income that name a fund. */
export function fundLines(table: string, fund: Fund) {
  const income = formHalf(table, '收入');
  const own = ({ rowLabel }: LabelledCell) => (rowLabel.startsWith(fund) ? '' : undefined);
  return {
    received: income.lines(undefined, INCOME_SUM, `${fund}财政拨款收入`, own),
    brought: income.lines(BROUGHT, INCOME_TOTAL, `年初${fund}结转和结余`, own),
  };
}

/** One column of 公开04's expenditure; a format may leave out that of a fund. */
function accountColumn(table: string, words: string, fund: Fund | undefined): Relation[] {
  const spent = formHalf(table, '支出', words);
  const sum = spent.line(EXPENDITURE_SUM, '本年支出合计');
  const total = spent.line(EXPENDITURE_TOTAL, '总计');
  const funds = fund ? [fund] : FISCAL_FUNDS;
  const { received, brought } = fundLines(table, fund ?? '一般公共预算');
  const relations: readonly Relation[] = [
    {
      left: [sum],
      right: [spent.lines(undefined, EXPENDITURE_SUM, '各类支出之和')],
      told: (context) => unlisted(context, funds),
    },
    { left: [total], right: [sum, spent.line(KEPT, '年末结转和结余')] },
    {
      left: fund ? [received, brought] : [formHalf(table, '收入').line(INCOME_TOTAL, '收入总计')],
      right: [total],
      told: ({ budget }) => gap(budget, funds),
    },
  ];
  return relations.map((one) => (fund ? { ...one, optional: true } : one));
}

/** 公开04: lines and sums, of all 财政拨款 and of each fund. */
function appropriationAccounts(table: string): FormRelations {
  const income = formHalf(table, '收入');
  const total = income.line(INCOME_TOTAL, '收入总计');
  return {
    table,
    relations: [
      {
        left: [income.line(INCOME_SUM, '本年收入合计')],
        right: [income.lines(undefined, INCOME_SUM, '各项拨款之和')],
      },
      {
        left: [income.line(BROUGHT, '年初财政拨款结转和结余')],
        right: [income.lines(BROUGHT, INCOME_TOTAL, '各项结转和结余之和')],
      },
      {
        left: [total],
        right: [
          income.line(INCOME_SUM, '本年收入合计'),
          income.line(BROUGHT, '年初财政拨款结转和结余'),
        ],
      },
      ...ACCOUNT_COLUMNS.flatMap(([words, fund]) => accountColumn(table, words, fund)),
    ],
  };
}

/** 公开06: each 类 over its 款, and the two sums over the 类 of each side. */
function basicExpenditure(table: string): FormRelations {
  const coded = (side: string, what: string, length: number, by?: (code: string) => string) =>
    cellsOf(
      table,
      `${side}${what}`,
      (view) => view.cells.filter((cell) => isCoded(cell, length) && cell.columnPath[0] === side),
      (cell) => (by ? by(cell.code ?? '') : ''),
    );
  return {
    table,
    relations: ['人员经费', '公用经费'].flatMap((side): Relation[] => [
      {
        left: [formHalf(table, side).line(new RegExp(`^${side}合计$`), `${side}合计`)],
        right: [coded(side, '各类之和', 3)],
      },
      {
        left: [coded(side, '各类', 3, (code) => code)],
        right: [coded(side, '各款之和', 5, (code) => code.slice(0, 3))],
        keys: 'any',
      },
    ]),
  };
}

export const isCoded = ({ code }: LabelledCell, length: number) =>
  code?.length === length && /^\d+$/.test(code);

export const FORMS: readonly FormRelations[] = [
  balanceSheet('预算01'),
  appropriationSheet('预算04'),
  overallFunding('预算11'),
  projectFunding('预算12'),
  balanceSheet('公开01'),
  appropriationAccounts('公开04'),
  basicExpenditure('公开06'),
];
