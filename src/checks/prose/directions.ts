/** Words of increase and decrease, and what a text says behind them. */
import type { Quoted } from './figures.js';
import type { Reading } from './reading.js';

/** Words between what is compared with and the change. */
export const FILL =
  /^(?:度|年初|部门|预算|决算|执行|支出|收入|数额?|金额|总额|合计|均|各|同期|同比|的|相比|相较|比|有所|略有|略微|大幅|小幅|基本|总体|共|,)/;
const RISE = ['增加', '增长', '上升', '提高', '追加'];
const FALL = ['减少', '下降', '降低', '压减', '压缩'];
const EVEN = ['不持平', '持平'];
const DIRECTION = new RegExp(`^(?:${[...RISE, ...FALL, ...EVEN].join('|')})`);
const BEHIND = /^(?:了|额|幅度?|率|为|约|达到?|:|\()/;

export const rises = (word: string) => RISE.includes(word) || word.startsWith('增');

/** What a text says of a change. */
export interface Stated {
  /** The amount that it is compared with, where that is written. */
  readonly base?: Quoted | undefined;
  readonly word: string;
  readonly amount: Quoted | undefined;
  readonly percent: Quoted | undefined;
  readonly about: boolean;
  /** 增加 5 万元，下降 1%. */
  readonly opposed: boolean;
  readonly end: number;
}

export function skip(text: string, offset: number, word: RegExp, most = 8): number {
  let end = offset;
  for (let i = 0; i < most; i++) {
    const found = word.exec(text.slice(end, end + 8));
    if (!found) break;
    end += found[0].length;
  }
  return end;
}

/** A direction, an amount and a percentage, or some of them. */
export function statedAt(reading: Reading, from: number): Stated | undefined {
  const { text } = reading.prose;
  const word = DIRECTION.exec(text.slice(from, from + 4))?.[0];
  if (!word) return undefined;
  const next = (offset: number) => {
    const end = skip(text, offset, BEHIND, 4);
    return { number: reading.starts.get(end), end };
  };
  const one = next(from + word.length);
  const { number } = one;
  // of something that is not money: 增加 1 辆, 下降 2 个百分点
  if (number?.vague || (!number && /^[\d一二三四五六七八九十两]/.test(text.slice(one.end))))
    return undefined;
  const about = (offset: number) => text.slice(from, offset).includes('约');
  if (!number) {
    const end = from + word.length;
    return { word, amount: undefined, percent: undefined, about: false, opposed: false, end };
  }
  if (number.unit === '%') {
    const { end, start } = number;
    return { word, amount: undefined, percent: number, about: about(start), opposed: false, end };
  }
  const second = skip(text, number.end, /^[,、(]/, 1);
  const again =
    DIRECTION.exec(text.slice(second, second + 4))?.[0] ??
    /^[增降]幅/.exec(text.slice(second))?.[0] ??
    '';
  const percent = again === '' ? undefined : next(second + again.length).number;
  const known = percent?.unit === '%' && !percent.vague ? percent : undefined;
  const opposed = known !== undefined && rises(again) !== rises(word);
  const end = known?.end ?? number.end;
  return {
    word,
    amount: number,
    opposed,
    percent: known,
    about: about(number.start),
    end,
  };
}
