/** Which name an amount has in a text: the nearest before it, where nothing limits what that means. */
import type { Unit } from '../../model/budget.js';
import { isAmount, type WrittenNumber } from '../numbers.js';
import { OPENING_ONLY } from '../vocabulary.js';
import type { Mention } from './claim.js';
import { frameOf } from './frames.js';
import { clauseBefore, numbersWithin, type Reading, sentenceBefore } from './reading.js';

type Spoken = Omit<Mention, 'frame'>;

/** Words that may stand between a name and its amount. */
const LINK =
  /(?:年初|全年|调整后?|预算|决算|支出|收入|执行|实际|数额?|总额|总数|总计|合计|共计?|累计|计|金额|资金|经费|费用|规模|项目|(?:绩效)?自评综述|额|总|后|均|各|为|是|即|已|安排|达到?|实现|完成|编制|核定|批复|发生|大?约|年度|当年|本年度?|财政拨款|拨款|:|\d{4}年度?|\([类款项]\)。|\([^()]{0,20}\))$/;
const MOST_LINKS = 12;
const LONGEST_LINK = 24;
/** How many amounts back a name is looked for. */
const DEEPEST = 2;

/** What goes on with the name of the amount before it: X 年初预算为 5 万元，支出决算为 4 万元. */
const GOES_ON = /^(?:年初|全年|调整后?的?)?(?:支出|收入)?(?:预算|决算|执行|实际)/;

/** The name of what begins at an offset: the nearest before it, with nothing between them but links. */
export function mentionBefore(reading: Reading, offset: number): Mention | undefined {
  if (!reading.mentions.has(offset)) {
    const spoken = spokenBefore(reading, offset, 0);
    reading.mentions.set(offset, spoken && { ...spoken, frame: frameOf(reading, spoken) });
  }
  return reading.mentions.get(offset);
}

/** @param depth how many amounts already go on with the name of the one before */
function spokenBefore(reading: Reading, offset: number, depth: number): Spoken | undefined {
  const { text, lexicon } = reading;
  let end = offset;
  for (let i = 0; i <= MOST_LINKS && end > 0; i++) {
    const ofUnit = unitBefore(reading, end, offset);
    if (ofUnit) return ofUnit;
    const name = lexicon.nameBefore(text, end);
    if (name) {
      const start = end - name.word.length;
      const spoken = { name, start, end, between: text.slice(end, offset) };
      if (means(reading, spoken, depth)) return spoken;
    }
    const link = LINK.exec(text.slice(Math.max(0, end - LONGEST_LINK), end));
    if (!link) break;
    end -= link[0].length;
  }
  const between = text.slice(end, offset);
  const before = text.charAt(end - 1) === ',' ? reading.ends.get(end - 1) : undefined;
  if (!before || !isAmount(before) || depth >= DEEPEST || !GOES_ON.test(between)) return undefined;
  const same = spokenBefore(reading, before.start, depth + 1);
  return same && { ...same, between };
}

/** What is named, and the amount of it, right before an offset; a comma may stand between. */
export function saidBefore(reading: Reading, offset: number) {
  const pause = reading.text.charAt(offset - 1) === ',';
  const end = pause ? offset - 1 : offset;
  const number = reading.ends.get(end);
  const amount: WrittenNumber | undefined = number && isAmount(number) ? number : undefined;
  return { pause, end, amount, mention: mentionBefore(reading, amount?.start ?? end) };
}

/** Between a unit and what it has: 局本级2026年基本支出. */
const OWNED = /(?:的|,|:|预算|本年度?|\d{4}年度?)$/;

/** A total of one unit that ends at an offset, with the unit's name right before it. */
function unitBefore(reading: Reading, end: number, offset: number): Spoken | undefined {
  const { lexicon, units, text } = reading;
  const totalOf = (unit: Unit) => lexicon.unitNameBefore(unit, text, end);
  // the words are the same of every unit
  const word = units[0] && !reading.ofProject && totalOf(units[0].unit)?.word;
  if (!word) return undefined;
  let start = end - word.length;
  for (let i = 0; i < 3; i++) {
    const link = OWNED.exec(text.slice(Math.max(0, start - 8), start));
    if (!link) break;
    const year = /\d{4}/.exec(link[0])?.[0];
    if (year && Number(year) !== lexicon.year) return undefined;
    start -= link[0].length;
  }
  const owner = units.find((one) => text.endsWith(one.word, start));
  const name = owner && totalOf(owner.unit);
  const from = start - (owner?.word.length ?? 0);
  if (!name || !(from === 0 || OPENING.test(text.slice(Math.max(0, from - 12), from))))
    return undefined;
  return { name, start: from, end, between: text.slice(end, offset) };
}

/** Before a total that opens a sentence: 2026年, 我部门, 一、. */
const AT_FIRST =
  /^(?:\d{4}年度?|本年度?|全年|[我本]|部门|局|单位|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|共?安排|编制)*$/;

function opens(reading: Reading, start: number): boolean {
  const { text, sentence, clause, lexicon } = reading;
  const lead = lexicon.owners.reduce(
    (left, owner) => left.replace(owner, ''),
    clauseBefore(reading, start, 60),
  );
  if (!AT_FIRST.test(lead)) return false;
  const first = sentence[start] ?? 0;
  const from = clause[start] ?? 0;
  if (from === first) return text.charAt(first - 2) !== ')'; // X（项）。
  const before = text.slice(Math.max(first, from - 40), from);
  return /[收支]入?(?:总?预算|总?决算|总计)[^,;。:]{0,4}\d[\d,.]*[万亿]?元,$/.test(before);
}

/** What a name may follow; anything else may limit what it means: 专项|项目支出. */
const OPENING =
  /(?:[,;。:\n(){}《》【】·—!！?？]|\d[.、)]?|[一二三四五六七八九十][、.)]|一是|二是|三是|四是|五是|年度?|其中|其|(?:我|本|全)(?:部门|局|委|办|单位|中心|院|校)|部门|全年|当年|今年|安排|编制|为|是|对|实现|完成|拨付|共计?|使用|发生|列支|占|控制|年初预算|全年预算|[元%](?:、|和|及|与|以及))$/;

/** Words of subjects that name a sum of money and nothing else. */
const SUBJECT = /(?:支出|运行|管理事务|离退休|单位医疗|医疗补助|公积金|提租补贴|购房补贴)$/;
const PROJECT = /(?:费|经费|资金|项目|专项|支出|补助|补贴)$/;
const QUALIFIED = /支出|预算|决算|项目|经费|资金|科目|\([类款项]\)/;

/** Economic 类, and 款 that no project is paid under. */
const PERSONNEL =
  /^(?:工资福利支出|商品和服务支出|对个人和家庭的?补助|基本工资|津贴补贴|绩效工资|[离退]休费|职业年金缴费|机关事业单位基本养老保险缴费|职工基本医疗保险缴费)$/;
/** A fund without what is spent or received of it. */
const FUND_ALONE = /预算财政拨款$|基金财政拨款$|经营财政拨款$/;
/** Whose figures are spoken of, where not the department's. */
const UNITS_OWN = /本级|所属|下属|二级单位|各单位|本单位/;
const OTHERS_OWN = /全区|全市|全省|全国|全街|全镇|辖区|企业|社区|学校|医院|园区|争取|平均|人均|每/;

/** Whether basic expenditure is spoken of before. */
function ofBasic({ text, period }: Reading, word: string, start: number): boolean {
  const before = text.slice(Math.max(period[start] ?? 0, start - 300), start);
  return /(?:基本支出|人员经费|公用经费|工资福利支出|商品和服务支出)(?:预算|安排|共计?|合计|总额|为|是|约){0,3}\d/.test(
    before.replaceAll(word, ''),
  );
}

/** Whether a total of the department stands before in the sentence. */
function ofTotal(reading: Reading, start: number): boolean {
  const from = Math.max(reading.sentence[start] ?? 0, start - 60);
  const last = numbersWithin(reading, from, start).filter(isAmount).at(-1);
  return last !== undefined && spokenBefore(reading, last.start, DEEPEST)?.name.kind === '部门';
}

/** Whether a name, where it stands, is what the table calls so. */
function means(reading: Reading, { name, start, between }: Spoken, depth: number): boolean {
  const { text, section, ofProject, units, lexicon } = reading;
  const lead = text.slice(Math.max(0, start - 12), start);
  const owned = lexicon.owners.some((owner) => text.endsWith(owner, start));
  if (start > 0 && !owned && !OPENING.test(lead)) return false;
  const before = sentenceBefore(reading, start, 200);
  if (units.some(({ word }) => before.includes(word))) return false;
  if (lexicon.severalUnits && UNITS_OWN.test(before)) return false;
  if (OTHERS_OWN.test(clauseBefore(reading, start, 60))) return false;
  const qualified = QUALIFIED.test(between);
  switch (name.kind) {
    case '部门':
      if (OPENING_ONLY.has(name.word) && !opens(reading, start)) return false;
      if (FUND_ALONE.test(name.word) && (depth >= DEEPEST || !ofTotal(reading, start)))
        return false;
      return !ofProject && !between.includes('项目');
    case '单位':
      return true; // only behind the unit's name
    case '经济':
      // what is named as a reason, or within a subject, is a part of it
      if (ofProject || ['变动原因', '主要用途'].includes(section)) return false;
      return PERSONNEL.test(name.word) || ofBasic(reading, name.word, start);
    case '采购':
      if (ofProject || between.includes('项目')) return false;
      return before.includes('政府采购') || section === '政府采购';
    case '科目':
      return !ofProject && (SUBJECT.test(name.word) || qualified);
    case '项目':
      return name.word.length >= 4 && (PROJECT.test(name.word) || qualified);
  }
}

const TOTAL: ReadonlySet<string | undefined> = new Set(['部门', '单位', '采购', '经济']);
/** What begins the parts of something. */
export const PARTS = /其中|包括|包含|构成|分别/g;

/** Whether what is named is told as a part of something else that is not a total of the department. */
export function isPart(reading: Reading, { name, start }: Mention): boolean {
  if (!TOTAL.has(name.kind) || name.kind === '单位') return false;
  const from = Math.max(reading.sentence[start] ?? 0, start - 200);
  const kindOf = (amount: WrittenNumber | undefined) =>
    amount && mentionBefore(reading, amount.start)?.name.kind;
  const before = numbersWithin(reading, from, start).filter(isAmount);
  const last = kindOf(before.at(-1));
  if (last === '科目' || last === '项目') return true;
  const part = [...reading.text.slice(from, start).matchAll(PARTS)].at(-1);
  if (!part || part.index === 0) return false;
  const whole = before.filter(({ end }) => end <= from + part.index).at(-1);
  return !whole || !TOTAL.has(kindOf(whole));
}
