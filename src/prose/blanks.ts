/** What was left to fill in: a matter of the words alone, whatever they claim. */
import type { Budget, Passage } from '../model/budget.js';
import { type Contradiction, type Verdict, verdictsOn } from './verdicts/verdict.js';

/** Keys whose texts are not prose of the package, or stand for a person on purpose. */
const CONTACTS = new Set(['联系人', '联系电话', '咨询电话', '填报人', '邮政编码']);
const UNREAD = new Set(['豁免', '格式']);

/** Each looks at a short stretch, whatever the length of the text. */
const BLANKS: readonly RegExp[] = [
  // ××, XX, ＸＸ: not roman numerals within a word, not 5×2
  /(?<![A-Za-zＡ-Ｚａ-ｚ×✕╳])(?:[×✕╳XxＸｘ]{2,})(?![A-Za-zＡ-Ｚａ-ｚ])/g,
  // X万元, x个: one letter for a number; YYYY年
  /(?<![A-Za-zＡ-Ｚａ-ｚ\d×✕╳])[XxＸｘ](?=[万亿]?元|[%％]|[个人辆名项家批](?:[，。；、,;）)]|$))/g,
  /(?<![A-Za-zＡ-Ｚａ-ｚ])[YyＹｙ]{2,4}(?=年)/g,
  /(?<![A-Za-z])(?:N[/／]A|n[/／]a)(?![A-Za-z])/g,
  // {单位}, ${金额}, [单位名称], （部门名称）: names of what is to be put in
  /[$＄]?[{｛]{1,2}[^{}｛｝\n]{0,24}[}｝]{1,2}/g,
  /[【［[〔<〈](?:本?(?:单位|部门)|项目|年度|年份|金额|数字|姓名|科目|科室)(?:名称|全称|简称|名)?[】］\]〕>〉]|[（(](?:本?(?:单位|部门)|项目|科目|科室)(?:名称|全称|简称)[）)]/g,
  // what a template tells its writer: （增加内容）, （根据实际情况修改）
  /[（(](?:此处|这里|请|应|需)?(?:增加|补充|填写|写明|写清|列明|列示|注明|简述|概述|描述|输入|插入|修改|替换|删除)(?:具体|相关|主要|实际|有关|本?单位|本?部门|项目)?(?:的?(?:内容|原因|名称|数据|金额|理由|文字|事项|数字))?[）)]/g,
  /[（(](?:请?(?:根据|按照?|依据|结合|视)本?(?:单位|部门)?实际(?:情况)?[^（）()\n]{0,6}(?:修改|编写|填写|撰写|增删|删减|补充|完善|描述|表述)|如无[^（）()\n]{0,6}请?删除?[^（）()\n]{0,6}|二选一|选填|必填|可删除?|示例|样例|模板)[）)]/g,
  /^\s{0,9}(?:示例|样例|范例|填[写表]说明|填报说明)[：:]/g,
  /(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])/gi,
  /…+|(?<!\.)\.{3,}|(?<!。)。{3,}/g,
  // 待定 in brackets, or at the end of a value: not 接待定点, not 等待核实, not 线索待核实，均已办结
  /(?<=[（(【［[〔“"])待(?:定|补充?|填[写报]?|核[实定对]?|确认|录入)(?=[)）】］\]〕”"])/g,
  /(?<![接招等期优善对款看有亟尚])待(?:定|补充|填[写报]?|录入)(?=[。.；;]?\s{0,9}$)/g,
  /(?<=^[^，。；,;\n]{0,6})(?<![接招等期优善对款看有亟尚])待(?:补|核[实定对]?|确认)(?=[。.；;]?\s{0,9}$)/g,
  /[?？]{2,}|[?？](?=万元|亿元|元|%|个|人)/g,
  /_{2,}|＿{2,}/g,
  /[（(]\s{0,9}略\s{0,9}[）)]/g,
  /[【［[〔{](?:[^【】［］[\]〔〕{}\n]{0,8}(?:请|此处|在此|待|由|需|应)[^【】［］[\]〔〕{}\n]{0,10})?填(?![补平充埋海料空堵])[^【】［］[\]〔〕{}\n]{0,40}[】］\]〕}]/g,
  /[（(<〈](?:请|此处|在此|待)[^（）()<>〈〉\n]{0,12}填(?![补平充埋海料堵])[^（）()<>〈〉\n]{0,20}[）)>〉]/g,
  /(?<=^|[，。；：,;:\s])(?:请在?此处|此处|在此处?)填[写报入][^，。；,;\n]{0,20}/g,
  // signs that stand for what is to be written: not 138****1234, not 二〇〇八年, not a box among ticked ones
  /(?<![\d*＊])[*＊]{2,}(?![\d*＊])/g,
  /(?<![一二三四五六七八九十百千\d○〇◯])[○〇◯]{2,}(?![一二三四五六七八九十百千\d○〇◯])/g,
  /某某+/g,
  // a form's choice that nobody made
  /(?:增加|增长|上升|提高)[（(](?:减少|下降|降低)[）)](?=\s{0,9}[\d_×XxＸｘ万元%，。）)]|$)|(?:增加减少|增加下降|增长下降)(?=\s{0,9}[\d_×XxＸｘ万元%])/g,
  /(?<=[\p{Script=Han}])[（(]\s{0,9}[）)]/gu,
  // a number that is not there: 资金    万元
  /(?<=[\p{Script=Han}])(?<!\s)[ \u3000\u00a0]{2,}(?=万元|亿元|元|%|个|人次|人(?:[，。；、,;）)]|$)|年|月|日)/gu,
  /(?<=增加|减少|增长|下降|资金|金额|经费|预算|支出|共计|合计|招录|新增|调入|调出|退休|去世|安排)[ \u3000\u00a0](?=(?:万元|亿元|元|%|人|个|名|辆)(?:[，。；、,;）)]|$))/g,
  /(?:资金|金额|增加|减少|共计|合计|总额)万元(?=[，。；,;、]|$)/g,
];
/** Emphasis of some notations: **第一部分**. */
const BOLD = /(?<=^|[\s#])\*\*[^*\n]{2,60}\*\*(?=[\s，。：；]|$)/gm;
/** A box that nobody ticked. */
const BOXES = /□+/g;
/** A choice that nobody made, where it is no heading: 人员增加/减少. */
const REASON_BLANKS: readonly RegExp[] = [
  /(?:增加|增长|上升|提高)[/／](?:减少|下降|降低)|(?:减少|下降|降低)[/／](?:增加|增长|上升|提高)/g,
  /^请?填写[^，。；,;]{0,20}/g,
  /(?:增加|增长|上升|提高)(?:或者?|、)(?:减少|下降|降低)(?=的?(?:主要)?原因|[\d万])/g,
];
/** What is written where there is no reason; elsewhere 无 is an answer. */
const NOTHING =
  /^\s*(?:(?:无|没有|同上|同前|略|暂无|不详|[Nn][/／]?[Aa])[。.]?|[\p{P}\p{S}\s]+)\s*$/u;
/** Nothing but stops, which is no answer anywhere. */
const ONLY_STOPS = /^[\s，。、；：！？,.;:!?·]+$/;
const NO_TEXT = '请填写；用不到的请删去这一项';
const NO_REASON = '请写原因或用途；用不到的请删去这一项';

/** Reasons of changes, and what subjects are spent for. */
function isReason({ path }: Passage): boolean {
  return path[0] === '变动原因' || path[0] === '主要用途';
}

/** A text with none of these has no blank. */
const SUSPECT =
  /[×✕╳xXＸｘYyＹｙ…_＿?？【［[〔{｛<〈（(待某*＊○〇◯□]|[Nn][/／][Aa]|^\s{0,9}(?:[示样范]例|填[写表报])|此处|\.\.\.|。。。|todo|tbd|fixme|增[加长]|[ \u3000\u00a0](?:[ \u3000\u00a0]|[万亿元%人个名辆])|万元/i;

/** Whether a text has a place that nobody filled in, or is all in brackets, as what a form tells its writer is. */
export const isUnfilled = (text: string): boolean =>
  /^[（(][^（）()]*[）)]$/.test(text.trim()) ||
  ONLY_STOPS.test(text) ||
  BLANKS.some((pattern) => text.search(pattern) >= 0);

/** Places of a text that nobody filled in. */
export function blanksLeft(budget: Budget): Verdict[] {
  const found = budget.passages.flatMap((passage): Verdict[] => {
    const { path } = passage;
    const text = passage.text.replace(BOLD, (bold) => bold.replaceAll('*', '·'));
    if (CONTACTS.has(String(path.at(-1))) || UNREAD.has(String(path[0]))) return [];
    if (isReason(passage) && NOTHING.test(text)) {
      const message = `“${named(passage)}”写的是“${text.trim()}”，没有写${String(path[0])}`;
      return [{ span: passage.place(text.trim()), message, hint: NO_REASON }];
    }
    if (ONLY_STOPS.test(text)) {
      const message = `“${named(passage)}”只写了“${text.trim()}”，没有内容`;
      return [{ span: passage.place(text.trim()), message, hint: NO_TEXT }];
    }
    if (!SUSPECT.test(text) && !isReason(passage)) return [];
    const boxes = /[☑√■✓✔☒]/.test(text) ? [] : [BOXES];
    const patterns = [...BLANKS, ...boxes, ...(isReason(passage) ? REASON_BLANKS : [])];
    return verdictsOn(apart(text, patterns), (found): Contradiction[] => {
      const blank = found[0].trim() === '';
      const words = blank ? around(text, found.index, found[0].length) : found[0];
      const shown = clip(words);
      const from = text.indexOf(words, Math.max(0, found.index - 4));
      const message = `“${named(passage)}”里有“${shown}”，像是没有填完`;
      return [{ span: passage.place(words, from), message, hint: hintOf(shown) }];
    });
  });
  return [...found, ...dashes(budget)];
}

/** What the patterns find, but for what is within something longer. */
function apart(text: string, patterns: readonly RegExp[]): RegExpExecArray[] {
  const all = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  let end = -1;
  return all
    .sort((a, b) => a.index - b.index || b[0].length - a[0].length)
    .filter((one) => {
      const close = one.index + one[0].length;
      if (close <= end) return false;
      end = close;
      return true;
    });
}

/** Reasons of nothing but ASCII dashes, which are no texts. */
function dashes({ reasons, placeOf }: Budget): Verdict[] {
  return [...reasons].flatMap(([key, text]) => {
    if (!/^-+$/.test(text.trim())) return [];
    const steps = key.split('.');
    const path = steps[0] === '主要用途' ? steps : ['变动原因', ...steps];
    const message = `“${path.at(-1)}”写的是“${text.trim()}”，没有写${path[0]}`;
    return [{ span: placeOf(path), message, hint: NO_REASON }];
  });
}

/** Spaces with a few characters on either side, so that they can be seen. */
function around(text: string, index: number, length: number): string {
  return text.slice(Math.max(0, index - 2), index + length + 2);
}

function clip(words: string): string {
  const plain = words.replace(/\s+/g, ' ');
  return plain.length > 24 ? `${plain.slice(0, 24)}…` : plain;
}

function hintOf(words: string): string {
  if (/^(?:…|\.|。)/.test(words)) return '列举没有说完的写“等”，该填的地方请填写';
  return '请填写，或删去这一句';
}

/** The key of a text: of an item in a list, that of the list. */
export function named({ path }: Passage): string {
  return String([...path].reverse().find((step) => typeof step === 'string') ?? '');
}
