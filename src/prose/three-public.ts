/** Words that say that money is spent on “三公”经费, whatever subject it stands under. */
import { CAR_ITEMS, type ThreePublicItem } from '../model/terms.js';

/** What a text spends on “三公”经费, by its words. */
export interface ThreePublicWords {
  readonly words: string;
  /** Offset in the text. */
  readonly index: number;
  /** The items that may be meant. */
  readonly items: readonly ThreePublicItem[];
}

const CAR = '(?:公务用车|公务车辆?|公车)';
/** What is done about cars without buying or running them: renting them is not “三公”经费. */
const NOT_RUN =
  '(?!的?(?:租|平台|管理|信息|监[管督控]|调度|定位|充电|制度|改革|司[勤机]|驾驶|补[贴助]|使用|交通))';
/** Meals that are nobody's reception. */
const NOT_RECEIVED =
  '(?<!助|营养|配|就|学生|老年?人?|幼儿|儿童|职工|食堂|培训|会议|会|体检|午|早|晚|订|集中|隔离|值班|加班)';

/** The more exact ones first: what they find is not read again. */
const WORDS: readonly (readonly [words: RegExp, items: readonly ThreePublicItem[]])[] = [
  [
    new RegExp(
      `${CAR}的?(?:购置|购买|采购|更新)|(?:购[置买]|采购|更新)(?:了?一?[辆台批]?)${CAR}`,
      'g',
    ),
    ['公务用车购置费'],
  ],
  [
    new RegExp(`${CAR}的?(?:运行|维[护修]|保[养险]|燃[料油]|加油|油料|过路|停车)`, 'g'),
    ['公务用车运行维护费'],
  ],
  [new RegExp(CAR + NOT_RUN, 'g'), CAR_ITEMS],
  [/因公(?:临时)?出(?:国|境)|出国[（(]境[）)]|出国团组/g, ['因公出国（境）费']],
  [
    new RegExp(`公务接待|(?<!信访|来访|群众|游客)接待(?:费|餐)|${NOT_RECEIVED}餐费`, 'g'),
    ['公务接待费'],
  ],
];
/** Before words that say what is not spent: 不含公务接待费, 压减公务接待费. */
const DENIED =
  /(?:不含|不包[括含]|不得|不用于|不安排|没有|无|未|严禁|禁止|除|除了|扣除|压减|压缩|削减|节约|严控|规范)[^，。；,;]{0,10}$/;

/** The first words for each kind of spending, in their order. */
export function threePublicWords(text: string): ThreePublicWords[] {
  const found: ThreePublicWords[] = [];
  for (const [pattern, items] of WORDS) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      const end = index + words.length;
      if (found.some((one) => index < one.index + one.words.length && one.index < end)) continue;
      if (DENIED.test(text.slice(Math.max(0, index - 16), index))) continue;
      found.push({ words, index, items });
      break;
    }
  }
  return found.sort((a, b) => a.index - b.index);
}
