/** Single cells of a list: an amount, a unit of the department. */
import { Decimal } from '../../model/money.js';
import type { Area } from '../../workbook/cells.js';
import { exactNumber, looksLikeFloat } from '../../workbook/exact.js';

/** What stands in a cell of amounts; undefined where nothing does. */
export type CellAmount =
  | { readonly value: Decimal }
  | { readonly problem: string; readonly hint: string };

const PLAIN = /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
/** Signs that stand for nothing. */
const NONE = /^[-—–/]*$/;

/** @returns the number in the file's own digits, in whatever unit the column has */
export function amountIn(area: Area): CellAmount | undefined {
  const text = area.text.normalize('NFKC').replace(/\s+/g, '');
  if (area.amount?.percent) return { problem: `这里应当是金额，写的是“${text}”`, hint: '' };
  const meant = looksLikeFloat(area);
  if (meant)
    return {
      problem: `“${area.exact}”像是电脑算出来的尾数`,
      hint: `是不是 ${meant.toFixed()}？请在格里重新写这个数`,
    };
  const exact = exactNumber(area);
  if (exact) return { value: exact };
  if (NONE.test(text)) return undefined;
  const bare = text.replace(/^[¥￥]/, '').replace(/^\((.*)\)$/, '-$1');
  if (PLAIN.test(bare)) return { value: new Decimal(bare.replaceAll(',', '')) };
  const hint = /元$/.test(bare) ? '只写数字；单位写在标题里，如 金额（元）' : '';
  return { problem: `这里应当是金额，写的是“${area.text.trim()}”`, hint };
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
