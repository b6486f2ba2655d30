/** 文字-01 and 文字-06: what was left to fill in, and what was left from the year before. */
import type { Budget, Passage } from '../../model/budget.js';
import type { Finding } from '../rule.js';
import { outcomesOf } from './reading.js';

/** Keys whose texts are not prose of the package, or stand for a person on purpose. */
const CONTACTS = new Set(['联系人', '联系电话', '咨询电话', '填报人', '邮政编码']);
const UNREAD = new Set(['豁免', '格式']);

/** Each looks at a short stretch, whatever the length of the text. */
const BLANKS: readonly RegExp[] = [
  // ××, XX: not roman numerals within a word, not 5×2
  /(?<![A-Za-z×✕╳])(?:[×✕╳Xx]{2,})(?![A-Za-z])/g,
  /(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])/gi,
  /…+|(?<!\.)\.{3,}|(?<!。)。{3,}/g,
  // 待定, standing alone: not 接待定点, not 等待核实
  /(?<![接招等期优善对款看有亟尚])待(?:定|补充?|填[写报]?|核[实定对]?|确认|录入)(?=[\s，。；：、,.;:!！?？)）】〕\]”"]|$)/g,
  /[?？]{2,}|[?？](?=万元|亿元|元|%|个|人)/g,
  /_{2,}|＿{2,}/g,
  /[（(]\s{0,9}略\s{0,9}[）)]/g,
  /[【［[〔{][^【】［］[\]〔〕{}\n]{0,40}填[^【】［］[\]〔〕{}\n]{0,40}[】］\]〕}]/g,
  /[（(<〈](?:请|此处|在此|待)[^（）()<>〈〉\n]{0,12}填[^（）()<>〈〉\n]{0,20}[）)>〉]/g,
  /某某+/g,
  // a form's choice that nobody made
  /(?:增加|增长|上升|提高)[（(](?:减少|下降|降低)[）)](?=\s{0,9}[\d_×Xx万元%，。]|$)|(?:增加减少|增加下降|增长下降)(?=\s{0,9}[\d_×Xx万元%])/g,
  /(?<=[\p{Script=Han}])[（(]\s{0,9}[）)]/gu,
  // a number that is not there: 资金    万元
  /(?<=[\p{Script=Han}])(?<!\s)[ \u3000\u00a0]{2,}(?=万元|亿元|元|%|个|人次|年|月|日)/gu,
  /(?:资金|金额|增加|减少|共计|合计|总额)万元(?=[，。；,;、]|$)/g,
];
/** A text with none of these has no blank. */
const SUSPECT =
  /[×✕╳xX…_＿?？【［[〔{<〈（(待某]|\.\.\.|。。。|todo|tbd|fixme|增[加长]|[ \u3000\u00a0]{2}|万元/i;

/** Places of a text that nobody filled in. */
export function blanksLeft(budget: Budget): Finding[] {
  return budget.passages.flatMap((passage) => {
    const { path, text } = passage;
    if (CONTACTS.has(String(path.at(-1))) || UNREAD.has(String(path[0])) || !SUSPECT.test(text))
      return [];
    return BLANKS.flatMap((pattern) =>
      outcomesOf(text.matchAll(pattern), (found): Finding[] => {
        const blank = found[0].trim() === '';
        const words = blank ? around(text, found.index, found[0].length) : found[0];
        const shown = clip(words);
        const from = text.indexOf(words, Math.max(0, found.index - 4));
        const message = `“${named(passage)}”里有“${shown}”，像是没有填完`;
        return [{ span: passage.place(words, from), message, hint: hintOf(shown) }];
      }),
    );
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
function named({ path }: Passage): string {
  return String([...path].reverse().find((step) => typeof step === 'string') ?? '');
}

/** Years that a goal may name though they have passed: what it is compared with, where it comes from. */
const BASE_YEAR = /[比较同与以自从截至据按]$/;
const OLD_MATTER = /^年(?:度)?(?:以来|起|底前?已|结转|结余|尾款|遗留|续建|决算|末?的?基础)/;

/** Goals of the year that name an earlier year and not their own. */
export function yearsLeft(budget: Budget): Finding[] {
  return budget.passages.flatMap((passage): Finding[] => {
    if (!ofTheYear(passage)) return [];
    const { text } = passage;
    const years = [...text.matchAll(/(?<!\d)(20\d\d)(?=\s?年)/g)];
    if (years.some(([year]) => Number(year) === budget.year)) return [];
    const old = years.find(
      (one) =>
        Number(one[0]) < budget.year &&
        !BASE_YEAR.test(text.slice(Math.max(0, one.index - 2), one.index).trimEnd()) &&
        !OLD_MATTER.test(text.slice(one.index + 4, one.index + 12).trimStart()),
    );
    if (!old) return [];
    const message = `“${named(passage)}”说到 ${old[0]} 年，没有说到 ${budget.year} 年`;
    const hint = '是不是从上年的文件照抄来的？请核对年度';
    return [{ span: passage.place(old[0], old.index), message, hint }];
  });
}

/** 年度目标 and 年度工作任务 of a budget, the goals of final accounts; not their indicators. */
function ofTheYear({ path }: Passage): boolean {
  if (path.includes('年度工作任务')) return true;
  if (path.includes('指标') || path.at(-1) !== '内容') return false;
  const evaluated = path[0] === '整体自评' || path[0] === '项目自评';
  return path.includes('年度目标') || (evaluated && path.includes('目标'));
}
