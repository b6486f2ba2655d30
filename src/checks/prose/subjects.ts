/** 文字-05: subjects that a text names by level, X（项）, or by code and name. */
import { distance } from 'fastest-levenshtein';
import { nearest } from '../../input/issues.js';
import type { Budget, Passage } from '../../model/budget.js';
import { PROCUREMENT_KINDS } from '../../model/terms.js';
import type { Finding } from '../rule.js';
import { originalOf, type Prose, proseOf } from './figures.js';
import { outcomesOf } from './reading.js';

const LENGTHS = { 类: 3, 款: 5, 项: 7 } as const;
type Level = keyof typeof LENGTHS;

/** Names of the dictionaries: by level for what a text may name, by code for what it must. */
interface Dictionary {
  readonly levels: Readonly<Record<Level, ReadonlyMap<string, readonly string[]>>>;
  readonly codes: ReadonlyMap<string, string>;
  /** Names of any level. */
  readonly names: ReadonlySet<string>;
}

/** Lists are written as lists, not as subjects. */
const NO_SUBJECT = /(?:科目|分类|级|名称|编码|一|二|三|[\d])$/;

export function namedSubjects(budget: Budget): Finding[] {
  const dictionary = dictionaryOf(budget);
  return budget.passages.flatMap((passage) => {
    if (['豁免', '科目补充', '单位', '部门'].includes(String(passage.path[0]))) return [];
    const level = /[（(]\s*[类款项]/.test(passage.text);
    const code = /\d{3}/.test(passage.text);
    if (!level && !code) return [];
    const prose = proseOf(passage.text);
    return [
      ...(level ? byLevel(passage, prose, dictionary) : []),
      ...(code ? byCode(passage, prose, dictionary) : []),
    ];
  });
}

function dictionaryOf({ subjects }: Budget): Dictionary {
  const codes = new Map<string, string>();
  const levels = { 类: new Map(), 款: new Map(), 项: new Map() } as Record<
    Level,
    Map<string, string[]>
  >;
  const levelOf = (code: string): Level =>
    code.length === 3 ? '类' : code.length === 5 ? '款' : '项';
  for (const { code, name } of [...subjects.functional.values(), ...subjects.economic.values()]) {
    const key = proseOf(name).text;
    const names = levels[levelOf(code)];
    names.set(key, [...(names.get(key) ?? []), code]);
    codes.set(code, key);
  }
  return { levels, codes, names: new Set(codes.values()) };
}

const MARK = /\(([类款项])级?(?:科目)?\)/g;
/** A name with a lower level right behind. */
const NEXT = /^[^,;。:、\n()]{2,20}\([款项]/;
const LIKE_SUBJECT = /(?:支出|事务|补贴|补助|费|保险|医疗)$/;
const LONGEST = 40;
/** Of one text; more would not be read. */
const MOST_TOLD = 50;

/** X（类）Y（款）Z（项）: each a name of its level, and one below the other. */
function byLevel(passage: Passage, prose: Prose, { levels }: Dictionary): Finding[] {
  const found: Finding[] = [];
  let chain: { codes: readonly string[]; end: number; level: number; words: string } | undefined;
  let last = -1;
  let searched = 0;
  for (const mark of prose.text.matchAll(MARK)) {
    const level = mark[1] as Level;
    const spent = prose.text.startsWith('支出', mark.index + mark[0].length);
    const follows = chain !== undefined && chain.level < LENGTHS[level];
    const lead = prose.text.slice(Math.max(0, last, mark.index - LONGEST), mark.index);
    const before = last;
    const plain = suffixOf(lead, levels[level]);
    // 科学技术（类）支出
    const split =
      plain === undefined && spent
        ? suffixOf(`${lead}支出`, levels[level])?.slice(0, -2)
        : undefined;
    const end = mark.index + mark[0].length + (split === undefined ? 0 : 2);
    last = end;
    const name = split === undefined ? plain : `${split}支出`;
    const written = lastPhrase(lead);
    const start = mark.index - (plain ?? split ?? written).length;
    if (found.length >= MOST_TOLD) break;
    if (name === undefined) {
      const parents = follows && chain?.end === start ? chain.codes : [];
      chain = undefined;
      if (written === '' || NO_SUBJECT.test(written) || isKind(written)) continue;
      const { words, from: at } = originalOf(passage.text, prose, start, end);
      const below = [...levels[level]].filter(([, codes]) =>
        codes.some((code) => parents.some((parent) => code.startsWith(parent))),
      );
      const known = (below.length > 0 ? below : [...levels[level]]).map(([one]) => one);
      const near = nearest(spent ? `${written}支出` : written, known);
      const among = before === start || NEXT.test(prose.text.slice(end, end + LONGEST));
      const close = near !== undefined && written.length - near.length < 2;
      const tail = close || searched > MOST_TOLD ? undefined : nearlyEnding(written, known);
      if (!close) searched++;
      if (tail) {
        const part = originalOf(passage.text, prose, mark.index - tail.written.length, end);
        found.push({
          span: passage.place(part.words, part.from),
          message: `科目字典里没有“${tail.written}”这个${level}级科目`,
          hint: `是不是“${tail.name}”？字典里没有的科目写在“科目补充”里`,
        });
        continue;
      }
      const alike = written.length >= 4 && (near !== undefined || LIKE_SUBJECT.test(written));
      if (!among && !alike) continue; // 工业（类）企业
      found.push({
        span: passage.place(words, at),
        message: `科目字典里没有“${written}”这个${level}级科目`,
        hint: `${near ? `是不是“${near}”？` : ''}字典里没有的科目写在“科目补充”里`,
      });
      continue;
    }
    const all = levels[level].get(name) ?? [];
    const adjacent = follows && chain !== undefined && chain.end === start;
    const codes = adjacent
      ? all.filter((code) => chain?.codes.some((parent) => code.startsWith(parent)))
      : all;
    if (adjacent && codes.length === 0 && chain) {
      const { words, from: at } = originalOf(passage.text, prose, start, end);
      const message = `“${name}”不是“${chain.words}”下面的${level}级科目`;
      found.push({ span: passage.place(words, at), message, hint: '请核对各级科目的名称' });
    }
    chain = { codes: codes.length > 0 ? codes : all, end, level: LENGTHS[level], words: name };
  }
  return found;
}

/** A known name that a longer phrase nearly ends in: 待遇归到事业单位离退修. */
function nearlyEnding(
  phrase: string,
  known: readonly string[],
): { written: string; name: string } | undefined {
  let best: { written: string; name: string; off: number } | undefined;
  for (const name of known) {
    if (name.length < 5 || name.length >= phrase.length) continue;
    const written = phrase.slice(-name.length);
    const off = distance(written, name);
    if (off > 0 && off <= (name.length < 8 ? 1 : 2) && (!best || off < best.off))
      best = { written, name, off };
  }
  return best;
}

const isKind = (written: string) => PROCUREMENT_KINDS.some((kind) => written.endsWith(kind));

/** The longest name that a text ends in; none where more stands before it that makes it another's. */
function suffixOf(text: string, names: ReadonlyMap<string, unknown>): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const end = text.slice(i);
    if (names.has(end) && !text.slice(0, i).endsWith('其他')) return end;
  }
  return undefined;
}

/** What stands before a mark, back to what cannot be of a name. */
function lastPhrase(text: string): string {
  return (
    /[^,;。:、\n\d.()·—《》!！?？]*(?:\([^()]{1,8}\)[^,;。:、\n\d.()·—《》!！?？]+)?$/.exec(
      text,
    )?.[0] ?? ''
  );
}

/** Words that may follow a code without being its name. */
const NO_NAME =
  /^(?:科目|[类款项等和及、的中下为列从至到与元万亿%个人次年月日户家项台条号多余名件场份位篇套页平米])/;

/** 201 一般公共服务支出: a code of the dictionary and its name. */
function byCode(passage: Passage, prose: Prose, { codes, names }: Dictionary): Finding[] {
  const { text } = prose;
  return outcomesOf(text.matchAll(/\d+/g), (run): Finding[] => {
    const code = run[0];
    const name = codes.get(code);
    const behind = run.index + code.length;
    if (!name || /[.,\d]/.test(text.charAt(run.index - 1)) || /[.,]/.test(text.charAt(behind)))
      return [];
    const rest = text.slice(behind, behind + LONGEST);
    if (rest.startsWith(name)) return [];
    const han = /^[\p{Script=Han}()、]{2,}/u.exec(rest)?.[0] ?? '';
    if (han === '') return [];
    const other = longestPrefix(han, names);
    const phrase = /^[\p{Script=Han}]+/u.exec(han)?.[0] ?? '';
    const like = code.length > 3 && !NO_NAME.test(han) && nearest(phrase, [name]) !== undefined;
    if (other === undefined && !like) return [];
    const shown = other ?? phrase;
    const { words, from } = originalOf(passage.text, prose, run.index, behind + shown.length);
    const message = `科目字典里 ${code} 是“${name}”，这里写的是“${shown}”`;
    return [{ span: passage.place(words, from), message, hint: '请核对科目代码和名称' }];
  });
}

function longestPrefix(text: string, names: ReadonlySet<string>): string | undefined {
  for (let length = text.length; length > 1; length--) {
    if (names.has(text.slice(0, length))) return text.slice(0, length);
  }
  return undefined;
}
