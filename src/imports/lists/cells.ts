/** Single cells of a list: an amount, a unit of the department. */
import { readTyped } from '../../input/typed.js';
import { Decimal } from '../../model/money.js';
import type { Area } from '../../workbook/cells.js';
import { exactNumber, looksLikeFloat } from '../../workbook/exact.js';

/** What stands in a cell of amounts; undefined where nothing does. */
export type CellAmount =
  | { readonly value: Decimal }
  | { readonly problem: string; readonly hint: string };

/** Signs that stand for nothing. */
const NONE = /^[-—–/]*$/;

/**
 * @param unit of the column, which a cell may repeat
 * @returns the number in the file's own digits, in the unit of its column
 */
export function amountIn(area: Area, unit?: '元' | '万元'): CellAmount | undefined {
  const text = area.text.normalize('NFKC').replace(/\s+/g, '');
  const noAmount = `这里应当是金额，写的是“${area.text.trim()}”`;
  if (area.amount?.percent) return { problem: noAmount, hint: '' };
  const meant = looksLikeFloat(area);
  if (meant)
    return {
      problem: `“${area.exact}”像是电脑算出来的尾数`,
      hint: `是不是 ${meant.toFixed()}？请在格里重新写这个数`,
    };
  const exact = exactNumber(area);
  if (exact) return shownOtherwise(area, exact, unit) ?? { value: exact };
  if (NONE.test(text)) return undefined;
  const typed = readTyped(area.text.trim());
  if (typed && typed.counts === undefined && (typed.unit === undefined || typed.unit === unit))
    return { value: typed.value };
  const hint = typed?.unit ? '只写数字；单位写在标题里，如 金额（元）' : '';
  return { problem: noAmount, hint };
}

/** A format may show a number a thousand times smaller than it is, or in another unit than the column's. */
function shownOtherwise(
  { text, amount, exact: digits }: Area,
  exact: Decimal,
  unit: '元' | '万元' | undefined,
): CellAmount | undefined {
  if (!amount) return undefined;
  const behind = /(?:[亿万千百十]*元|[亿万千])$/.exec(text.trim())?.[0];
  const scaled = !exact.toDecimalPlaces(amount.decimals, Decimal.ROUND_HALF_UP).eq(amount.value);
  if (!scaled && (behind === undefined || behind === unit)) return undefined;
  return {
    problem: `格里显示的是“${text.trim()}”，存的数是 ${digits}`,
    hint: '请把这一列的数字格式改成“常规”，再看金额和单位对不对',
  };
}

export interface WrittenUnit {
  readonly code: string | undefined;
  readonly name: string | undefined;
}

const CODE = String.raw`(?=[0-9A-Za-z]*\d{3})[0-9A-Za-z]{3,20}`;
const CODE_FIRST = new RegExp(
  String.raw`^[[(]?(${CODE})[\])]?(?:[-_—–.:、/|]+|(?=\P{ASCII})|$)(.*)$`,
  'u',
);
const CODE_LAST = new RegExp(String.raw`^(.+?)[-_—–[(]+(${CODE})[\])]?$`, 'u');

/** A unit by the texts of its cells: 328001, 某局, `328001-某局`, `[328001]某局`, `某局（328001）`. */
export function unitIn(texts: readonly string[]): WrittenUnit {
  let [code, name]: (string | undefined)[] = [];
  for (const text of texts) {
    const plain = text.normalize('NFKC').replace(/\s+/g, '');
    if (plain === '') continue;
    const first = CODE_FIRST.exec(plain);
    const last = first ? null : CODE_LAST.exec(plain);
    const ownName = first ? first[2] : last ? last[1] : plain;
    code ??= first?.[1] ?? last?.[2];
    if (ownName) name = fullWidth(ownName);
  }
  return { code, name };
}

/** Brackets as names have them. */
export const fullWidth = (text: string): string => text.replaceAll('(', '（').replaceAll(')', '）');
