/** 尾差: what is printed beside what it stands for, and printed parts beside their printed total. */
import { IN_WAN, inYuan, type MoneyStyle } from '../model/money.js';
import { labelled } from '../tables/labels.js';
import { type Amount, amountOf, isRounded, tableDifferences } from '../tables/rounding.js';
import { formatNumber, type Table, wan } from '../tables/table.js';
import { type Finding, place, type Rule, type RuleContext, wholeFile } from './rule.js';
import { mostRounding } from './stated.js';
import { nameOf } from './sums.js';

/** The cell of a table that stands in a row of its body and a column, as messages name it. */
function cellName(table: Table, row: number, col: number): string {
  const cell = labelled(table).find((one) => one.row === table.headerRows + row && one.col === col);
  const label = [cell?.code, cell?.rowLabel].filter(Boolean).join(' ') || '合计行';
  return `“${label}”一行的“${cell?.columnPath.join('—') ?? ''}”`;
}

/** The unit of a table's amounts and their decimals. */
function amountsIn({ cells }: Table): MoneyStyle {
  for (const { content } of cells)
    if (content.kind === 'number' && content.money) return content.money;
  return IN_WAN;
}

/**
 * How many of its last places a printed amount may be off: half of one that was rounded by itself, each of
 * those that a total of adjusted columns is added up from.
 */
const mostSteps = ({ adjusted, widths }: Table): number =>
  adjusted === undefined ? 0.5 : widths.length;

/** A printed amount that is not the exact one rounded; rounding explains half a unit of its last place. */
function misprints(table: Table, template: string, budget: RuleContext['budget']): Finding[] {
  return labelled(table).flatMap(({ row, col, figure, content }): Finding[] => {
    const amount: Amount | undefined = amountOf(content);
    if (!amount || isRounded(amount, mostSteps(table))) return [];
    const name = cellName(table, row - table.headerRows, col);
    const { unit, decimals } = amount.money ?? amountsIn(table);
    const printed = formatNumber(amount.printed, decimals, true);
    return [
      {
        span: place(figure) ?? wholeFile(budget),
        message: `${nameOf(table)}${name}印的是 ${printed} ${unit}，准确数是 ${wan(figure)}`,
        severity: '错误',
        table: template,
      },
    ];
  });
}

function roundingOf(table: Table, template: string, { budget }: RuleContext): Finding[] {
  const wrong = misprints(table, template, budget).slice(0, 1);
  const [largest] = tableDifferences(table).sort((a, b) => b.off.comparedTo(a.off));
  if (!largest) return wrong;
  const { row, col, parts, off } = largest;
  const money = amountsIn(table);
  const explained = inYuan(off, money.unit).lte(mostRounding(parts, money));
  if (!explained && wrong.length > 0) return wrong;
  const whole = labelled(table).find(
    (one) => one.row === table.headerRows + row && one.col === col,
  );
  const start = `${nameOf(table)}${cellName(table, row, col)}印出的 ${parts} 项之和同合计相差 ${off.toFixed(money.decimals)} ${money.unit}`;
  return [
    ...wrong,
    {
      span: (whole && place(whole.figure)) ?? wholeFile(budget),
      message: explained ? `${start}，是尾差` : `${start}，四舍五入不会差这么多`,
      hint: explained ? '各数分别四舍五入；表下的注已说明，不必改数' : '请核对印出的各数',
      severity: explained ? '提示' : '错误',
      table: template,
    },
  ];
}

export const roundingRule: Rule = {
  id: '尾差-01',
  code: 'balance-mismatch',
  severity: '提示',
  holds: '印出的各项之和同印出的合计只差四舍五入的尾差',
  source: '金额由元换算为表的单位，各数分别四舍五入（一般到 0.01 万元）',
  run: (context) =>
    [...context.tables].flatMap(([template, tables]) =>
      tables.filter(({ form }) => !form).flatMap((table) => roundingOf(table, template, context)),
    ),
};
