/** What is a figure in a disclosure form, by itself and by the words around it; the cell of a table that it becomes. */
import { Decimal, type Figure, inYuan, MONEY_UNITS, NO_FIGURE } from '../../../model/money.js';
import { plainLabel } from '../../../model/numerals.js';
import { type Cell, type Content, formatNumber } from '../../../tables/table.js';
import type { Amount, Area } from '../../../workbook/cells.js';

// ---- cells

/** A cell that shows no figure. */
export function label(area: Area): Cell {
  const { text } = area;
  return cellOf(area, text === '' ? { kind: 'blank' } : { kind: 'text', text });
}

export const zero = (area: Area): Cell => cellOf(area, { kind: 'blank', figure: NO_FIGURE });

/**
 * A cell that shows a figure; as text where it is not shown as numbers are.
 * @param scale 元 that one of the table's unit is
 */
export function figureCell(area: Area, amount: Amount, scale: number): Cell {
  return cellOf(area, figureContent(area.text, amount, scale));
}

/** What such a cell shows. @param scale 元 that one of its unit is */
export function figureContent(text: string, amount: Amount, scale: number): Content {
  const { value, decimals, grouping, percent } = amount;
  const figure: Figure = percent
    ? { value, sources: [], whole: { value: new Decimal(100), sources: [] } }
    : { value: value.times(scale), sources: [] };
  if (text === '') return { kind: 'blank', figure };
  const unit = MONEY_UNITS.find((one) => inYuan(new Decimal(1), one).eq(scale));
  const money = unit ? { money: { unit, decimals } } : {};
  const plain = !percent && text === formatNumber(value, decimals, grouping);
  return plain
    ? { kind: 'number', value, decimals, grouping, ...money, figure }
    : { kind: 'text', text, figure };
}

function cellOf({ row, col, rowSpan, colSpan, align, bold, indent }: Area, content: Content): Cell {
  const side = align ?? (content.kind === 'number' ? 'right' : 'left');
  return { row, col, rowSpan, colSpan, content, align: side, bold, indent };
}

// ---- words

const NUMBER = /^[-－−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(%)?$/;
const IN_YUAN = /^(-?[\d,]+(?:\.\d+)?)(?:万元|元|亿元)$/;

/** A number that is written as a text: `1,234.50`, `12.5%`, and with `unit` also `30万元`. */
export function typedAmount(text: string, unit = false): Amount | undefined {
  const trimmed = text.trim();
  const [number, percent] = NUMBER.exec(trimmed) ?? [unit ? IN_YUAN.exec(trimmed)?.[1] : undefined];
  if (number === undefined) return undefined;
  const digits = number.replace(/[,%]/g, '').replace(/^[－−]/, '-');
  return {
    value: new Decimal(digits),
    decimals: /\.(\d+)/.exec(number)?.[1]?.length ?? 0,
    grouping: number.includes(','),
    percent: percent !== undefined,
  };
}

/** A row of a body: a number with decimals or separators, or a code. */
export function isData(row: readonly Area[]): boolean {
  return row.some((area) => {
    const text = area.text.trim();
    const counter = /^(?:\d{1,2}|(?:19|20)\d\d)$/.test(text);
    return !counter && (area.amount ?? typedAmount(text)) !== undefined;
  });
}

/** The numbers of the columns below their headings: 栏次 1 2 3, 甲 1 2. */
export function isColumnNumbers(row: readonly Area[]): boolean {
  const texts = row.map(({ text }) => plainLabel(text)).filter((text) => text !== '');
  return (
    texts.find((text) => /^\d{1,3}$/.test(text)) === '1' &&
    texts.every((text) => /^(?:\d{1,3}|栏次|行次|[甲乙丙丁类款项—-]|\d[=+]\S*)$/.test(text))
  );
}

/** 合计, 收入总计 */
export const isTotal = (text: string): boolean =>
  /^(?:\S{0,6}总计|合计|总计)$/.test(plainLabel(text));

const CODES = /(?:编码|代码|编号|账号|证号)$/;
const COUNTS =
  /^(?:序号|行次|(?:项目|实施|所属)?年度|年份|\S*[起始终]\S*年度|类|款|项|\S*电话|邮政编码|邮编)$/;
const AMOUNTS =
  /(?:合计|小计|总计|金额|支出|收入|拨款|预算|决算|经费|费|费用|结转|结余|资金|基金|数|额|价)(?:[（(].*[）)])?$|万元/;
const SHARES = /占比|执行率|比例|比重|完成率|支出率|增长率|增减率/;
const TARGETS =
  /(?:目标|目标值|完成值|完成情况|指标|指标值|标准|依据|内容|说明|权重|得分)\d*(?:[（(].*[）)])?$/;
const COLUMN = /^\d{1,3}$/;

/** A text of more characters is no heading. */
const LONGEST = 60;
const says = (pattern: RegExp, head = ''): boolean => head.length <= LONGEST && pattern.test(head);

/** Headings above numbers that are no figures: codes, counts of rows, years. */
export const namesCodes = (heads: readonly string[]): boolean =>
  heads.some((head) => says(CODES, head)) || says(COUNTS, heads.at(-1));

/** Headings above figures; the number of a column (栏次) stands above nothing else. */
export const namesAmounts = (heads: readonly string[]): boolean =>
  heads.some((head) => says(COLUMN, head)) || says(AMOUNTS, heads.at(-1));

/** In a form: what stands under such headings is an aim and not a figure; or a share. */
export const namesTargets = (heads: readonly string[]): boolean =>
  heads.some((head) => says(TARGETS, head));
export const namesShares = (heads: readonly string[]): boolean =>
  heads.some((head) => says(SHARES, head)) && !namesTargets(heads);

/** 2025年, 2025年度 */
export const isYear = (text: string): boolean => /^20\d\d年度?$/.test(text.trim());

/** Whether a text in the midst of a form may be a heading of what stands below it. */
export function isHeading(text: string): boolean {
  const head = plainLabel(text);
  if (head.length > 12) return false;
  return isYear(head) || [AMOUNTS, SHARES, TARGETS].some((pattern) => pattern.test(head));
}
