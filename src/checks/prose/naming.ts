/** Which name an amount has in a text, of which year it is, and when that cannot be told. */
import type { Budget } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import type { Basis } from '../../model/terms.js';
import { proseOf } from './figures.js';
import type { Meaning } from './meanings.js';
import { type Named, namesOf, namesOfUnit } from './names.js';
import { OF_PROJECT, type Reading } from './reading.js';
import { OPENING_ONLY } from './words.js';

/** A name that a text gives to what follows it. */
export interface Spoken {
  readonly named: Named;
  readonly start: number;
  readonly end: number;
  /** What stands between the name and what it names. */
  readonly between: string;
}

/** Words that may stand between a name and its amount. */
const LINK =
  /(?:年初|全年|调整后?|预算|决算|支出|收入|执行|实际|数额?|总额|总数|总计|合计|共计?|累计|计|金额|资金|经费|费用|规模|项目|(?:绩效)?自评综述|额|总|后|均|各|为|是|即|已|安排|达到?|实现|完成|编制|核定|批复|发生|大?约|年度|当年|本年度?|财政拨款|拨款|:|\d{4}年度?|\([类款项]\)。|\([^()]{0,20}\))$/;
const MOST_LINKS = 12;
const LONGEST_LINK = 24;
/** How many amounts back a name is looked for. */
const DEEPEST = 2;

/** What goes on with the name of the amount before it: X 年初预算为 5 万元，支出决算为 4 万元. */
const GOES_ON = /^(?:年初|全年|调整后?的?)?(?:支出|收入)?(?:预算|决算|执行|实际)/;

/**
 * The name of what begins at an offset: the nearest before it, with nothing between them but links.
 * @param depth how many amounts already go on with the name of the one before
 */
export function nameBefore(reading: Reading, offset: number, depth = 0): Spoken | undefined {
  const { text } = reading.prose;
  const names = namesOf(reading.budget);
  let end = offset;
  for (let i = 0; i <= MOST_LINKS && end > 0; i++) {
    const ofUnit = unitBefore(reading, end, offset);
    if (ofUnit) return ofUnit;
    const named = names.endingAt(text, end);
    if (named) {
      const start = end - named.word.length;
      const spoken = { named, start, end, between: text.slice(end, offset) };
      if (means(reading, spoken, depth)) return spoken;
    }
    const link = LINK.exec(text.slice(Math.max(0, end - LONGEST_LINK), end));
    if (!link) break;
    end -= link[0].length;
  }
  const between = text.slice(end, offset);
  const before = text.charAt(end - 1) === ',' ? reading.ends.get(end - 1) : undefined;
  if (!before || before.unit === '%' || depth >= DEEPEST || !GOES_ON.test(between))
    return undefined;
  const same = nameBefore(reading, before.start, depth + 1);
  return same && { ...same, between };
}

/** Between a unit and what it has: 局本级2026年基本支出. */
const OWNED = /(?:的|,|:|预算|本年度?|\d{4}年度?)$/;

/** A total of one unit that ends at an offset, with the unit's name right before it. */
function unitBefore(reading: Reading, end: number, offset: number): Spoken | undefined {
  const { budget, units, prose, passage } = reading;
  if (units.length === 0 || OF_PROJECT.has(String(passage.path[0]))) return undefined;
  const { text } = prose;
  const unit = units[0]?.unit;
  // the words are the same of every unit
  const word = unit && namesOfUnit(budget, unit).endingAt(text, end)?.word;
  if (!word) return undefined;
  let start = end - word.length;
  for (let i = 0; i < 3; i++) {
    const link = OWNED.exec(text.slice(Math.max(0, start - 8), start));
    if (!link) break;
    const year = /\d{4}/.exec(link[0])?.[0];
    if (year && Number(year) !== budget.year) return undefined;
    start -= link[0].length;
  }
  const alias = units.find((one) => text.endsWith(one.word, start));
  const named = alias && namesOfUnit(budget, alias.unit).endingAt(text, end);
  const from = start - (alias?.word.length ?? 0);
  if (!named || !(from === 0 || OPENING.test(text.slice(Math.max(0, from - 12), from))))
    return undefined;
  return { named, start: from, end, between: text.slice(end, offset) };
}

/** Before a total that opens a sentence: 2026年, 我部门, 一、. */
const AT_FIRST =
  /^(?:\d{4}年度?|本年度?|全年|[我本]|部门|局|单位|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|共?安排|编制)*$/;

function opens({ sentence, clause, prose, budget }: Reading, start: number): boolean {
  const { text } = prose;
  const from = clause[start] ?? 0;
  const names = [budget.department.name, budget.department.shortName].map(
    (one) => proseOf(one).text,
  );
  const lead = names.reduce(
    (left, name) => left.replace(name, ''),
    text.slice(Math.max(from, start - 60), start),
  );
  if (!AT_FIRST.test(lead)) return false;
  const first = sentence[start] ?? 0;
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

/** Whether basic expenditure is spoken of before. */
function ofBasic({ prose, period }: Reading, { word }: Named, start: number): boolean {
  const from = Math.max(period[start] ?? 0, start - 300);
  const before = prose.text.slice(from, start);
  return /(?:基本支出|人员经费|公用经费|工资福利支出|商品和服务支出)(?:预算|安排|共计?|合计|总额|为|是|约){0,3}\d/.test(
    before.replaceAll(word, ''),
  );
}

/** Whether a total of the department stands before in the sentence. */
function ofTotal(reading: Reading, start: number): boolean {
  const from = Math.max(reading.sentence[start] ?? 0, start - 60);
  const before = reading.quoted.filter(
    (one) => one.unit !== '%' && one.start >= from && one.end <= start,
  );
  const last = before.at(-1);
  return last !== undefined && nameBefore(reading, last.start, DEEPEST)?.named.kind === '部门';
}

/** Whether a name, where it stands, is what the table calls so. */
function means(reading: Reading, { named, start, between }: Spoken, depth: number): boolean {
  const { prose, passage, units, budget } = reading;
  const { text } = prose;
  const lead = text.slice(Math.max(0, start - 12), start);
  const owner = [budget.department.name, budget.department.shortName].some((name) =>
    text.endsWith(proseOf(name).text, start),
  );
  if (start > 0 && !owner && !OPENING.test(lead)) return false;
  const before = text.slice(Math.max(reading.sentence[start] ?? 0, start - 200), start);
  const near = text.slice(Math.max(reading.clause[start] ?? 0, start - 60), start);
  if (units.some(({ word }) => before.includes(word))) return false;
  if (budget.units.length > 1 && /本级|所属|下属|二级单位|各单位|本单位/.test(before)) return false;
  if (/全区|全市|全省|全国|全街|全镇|辖区|企业|社区|学校|医院|园区|争取|平均|人均|每/.test(near))
    return false;
  const ofProject = OF_PROJECT.has(String(passage.path[0]));
  switch (named.kind) {
    case '部门':
      if (OPENING_ONLY.has(named.word) && !opens(reading, start)) return false;
      if (FUND_ALONE.test(named.word) && (depth >= DEEPEST || !ofTotal(reading, start)))
        return false;
      return !ofProject && !between.includes('项目');
    case '单位':
      return true; // only behind the unit's name
    case '经济':
      // what is named as a reason, or within a subject, is a part of it
      if (ofProject || ['变动原因', '主要用途'].includes(String(passage.path[0]))) return false;
      return PERSONNEL.test(named.word) || ofBasic(reading, named, start);
    case '采购':
      return (
        !ofProject &&
        !between.includes('项目') &&
        (before.includes('政府采购') || passage.path[0] === '政府采购')
      );
    case '科目':
      return !ofProject && (SUBJECT.test(named.word) || QUALIFIED.test(between));
    case '项目':
      return named.word.length >= 4 && (PROJECT.test(named.word) || QUALIFIED.test(between));
  }
}

const TOTAL: ReadonlySet<string> = new Set(['部门', '单位', '采购', '经济']);
export const PART = /其中|包括|包含|构成|分别/g;

/** Whether what is named is told as a part of something else that is not a total of the department. */
export function isPart(reading: Reading, { named, start }: Spoken): boolean {
  if (!TOTAL.has(named.kind) || named.kind === '单位') return false;
  const { text } = reading.prose;
  const from = Math.max(reading.sentence[start] ?? 0, start - 200);
  const before = reading.quoted.filter((one) => one.start >= from && one.end <= start);
  const last = before.filter(({ unit }) => unit !== '%').at(-1);
  const name = last && nameBefore(reading, last.start);
  if (name && (name.named.kind === '科目' || name.named.kind === '项目')) return true;
  const part = [...text.slice(from, start).matchAll(PART)].at(-1);
  if (!part || part.index === 0) return false;
  const whole = before.filter((one) => one.end <= from + part.index && one.unit !== '%').at(-1);
  return !whole || !TOTAL.has(nameBefore(reading, whole.start)?.named.kind ?? '');
}

/** Of which figures a named amount is; undefined where that is another year's, or not to be told. */
export type Frame = '本年' | '上年' | '预算';

export function frameOf(reading: Reading, spoken: Spoken): Frame | undefined {
  const { budget, prose } = reading;
  const { start } = spoken;
  if (/\([^()]*(?:不含|不包|除|其中)/.test(spoken.between)) return undefined;
  const between = spoken.between.replace(/\([^()]*\)/g, '');
  const from = Math.max(reading.sentence[start] ?? 0, start - 200);
  const before = prose.text.slice(from, start);
  const near = prose.text.slice(Math.max(reading.clause[start] ?? 0, start - 12), start);
  const frame = yearOf(`${before}|${between}`, budget);
  if (budget.kind.name === '预算') return /决算|执行|实际/.test(near + between) ? undefined : frame;
  const planned = /预算/.test(withoutFunds(near + between));
  if (!planned) return frame;
  return frame === '本年' ? '预算' : undefined;
}

function withoutFunds(text: string): string {
  return text.replace(/一般公共预算|政府性基金预算|国有资本经营预算|预算管理|预算绩效/g, '');
}

/** Other spans of time than a year. */
const OTHER_TIME =
  /\d{4}年?[-—–~～至到、和及与]\d{4}年|[近前后这][两三四五几]年|[两三四五]年(?:共|累计|来)|期间|[上下]半年|季度|\d月|截[至止]|目前/;

/** The year that was named last, unless something is only compared with it. */
function yearOf(text: string, budget: Budget): Frame | undefined {
  if (OTHER_TIME.test(text)) return undefined;
  let frame: Frame | undefined = '本年';
  for (const found of text.matchAll(
    /([比较同与按])?(?:(\d{4})年|上年|去年|上一年|前年|本年|当年|今年)/g,
  )) {
    if (found[1]) continue;
    const year = found[2] === undefined ? undefined : Number(found[2]);
    if (year === budget.year || /[本当今]年$/.test(found[0])) frame = '本年';
    else if (year === budget.prior?.year && year !== undefined) frame = '上年';
    else if (year === undefined && !found[0].endsWith('前年')) frame = budget.prior && '上年';
    else frame = undefined;
  }
  return frame;
}

const BASES: Readonly<Record<Frame, readonly Basis[]>> = {
  本年: ['本年', '上年', '年初预算', '全年预算'],
  上年: ['上年'],
  预算: ['年初预算', '全年预算', '本年'],
};

/** One figure that a name may stand for. */
export interface Candidate {
  readonly meaning: Meaning;
  readonly basis: Basis;
  readonly figure: Figure;
}

/** All that a name may stand for, the likeliest first; none where the input does not know that one. */
export function candidatesOf({ meanings }: Named, frame: Frame): Candidate[] {
  const found = BASES[frame].flatMap((basis) =>
    meanings.flatMap((meaning): Candidate[] => {
      const figure = meaning.of(basis);
      return figure ? [{ meaning, basis, figure }] : [];
    }),
  );
  const main: readonly Basis[] = frame === '预算' ? ['年初预算', '全年预算'] : [frame];
  return found.some(({ basis }) => main.includes(basis)) ? found : [];
}
