/** Slips of the pen: words and stops that stand twice, half-width commas, two names for one department. */
import type { Budget, Passage } from '../model/budget.js';
import { named } from './blanks.js';
import type { Contradiction } from './verdicts/verdict.js';

const UNREAD = new Set(['豁免', '格式', '单位', '部门', '科目补充']);

/** What may stand twice, with what it then rather is a part of: 目的的, 为了了解, 参与与. */
const DOUBLED: readonly RegExp[] = [
  /(?<![目标])的的(?!确|士)/g,
  /(?<![为除到没完])了了(?![解结望如])/g,
  /(?<![平共总柔温缓饱调谦应中])和和(?![谐平睦气解])/g,
  /(?<![以普涉波惠触])及及(?![时其早格至])/g,
  /(?<![参赋给授])与与(?!会)/g,
  /(?<![于但还可凡就要若只都])是是(?!非)/g,
  /(?<![针面应相反核绝结])对对(?![联子口外方])/g,
  /或或|被被|将将(?!军)|并并(?!网|联)/g,
  /(主要|进一步|以及|或者|并且|因为|由于|用于|开展|加强|增加|减少|上年|其中|原因|万元|亿元|同时|按照|根据|通过|包括|经费|资金)\1/g,
];
const STOPS = /[，、；：,;]{2,}|[，、；：,;][。.](?!\d)|。[，、；：,;]|(?<!。)。。(?!。)/g;
const HALF = /(?<=[\p{Script=Han}”）》])[,;](?=[\p{Script=Han}“（《])/gu;
/** A text without any of these has no slip. */
const SUSPECT =
  /的的|了了|和和|及及|与与|是是|对对|或或|被被|将将|并并|[，、；：,;。]{2}|[，、；：,;]\.|[,;]|(..|...)\1/;

/** One finding for each kind of slip in a text, at the first. */
export function slipsIn(budget: Budget): Contradiction[] {
  return budget.passages.flatMap((passage) => {
    if (UNREAD.has(String(passage.path[0])) || !SUSPECT.test(passage.text)) return [];
    return [
      ...slip(passage, DOUBLED, '重复了', '请删去重复的字'),
      ...slip(passage, [STOPS], '标点重复了', '请只留一个标点'),
      ...slip(passage, [HALF], '是半角的标点', '中文里用全角的“，”“；”'),
    ];
  });
}

function slip(
  passage: Passage,
  patterns: readonly RegExp[],
  what: string,
  hint: string,
): Contradiction[] {
  const found = patterns.flatMap((pattern) => [...passage.text.matchAll(pattern)]);
  const [first] = found.sort((a, b) => a.index - b.index);
  if (!first) return [];
  const { 0: words, index } = first;
  const more = found.length > 1 ? `，共 ${found.length} 处` : '';
  const message = `“${named(passage)}”里的“${words}”${what}${more}`;
  return [{ span: passage.place(words, index), message, hint }];
}

/** What a department calls itself; 基本单位 and 成本单位 are none. */
const NAMES = {
  本单位: /(?<![基成样根资文版])[本我]单位/g,
  本部门: /(?<![基成样根资文版])[本我]部门/g,
} as const;

/** Both names in one package: at the first place of the rarer one. */
export function mixedNames(budget: Budget): Contradiction[] {
  const texts = budget.passages.filter(({ path }) => !UNREAD.has(String(path[0])));
  const found = Object.entries(NAMES).map(([name, pattern]) => ({
    name,
    places: texts.flatMap((passage) =>
      [...passage.text.matchAll(pattern)].map(({ 0: words, index }) => ({ passage, words, index })),
    ),
  }));
  const [rarer, other] = found.sort((a, b) => a.places.length - b.places.length);
  const [first] = rarer?.places ?? [];
  if (!rarer || !other || !first) return [];
  const message = `“${other.name}”写了 ${other.places.length} 处，“${rarer.name}”写了 ${rarer.places.length} 处，叫法不一`;
  const hint = '一份材料里请用一种叫法；说的是其中一个单位的，写它的名称';
  return [{ span: first.passage.place(first.words, first.index), message, hint }];
}
