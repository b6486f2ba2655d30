/** Subjects that a text names by level, X（项）, or by code and name. */
import type { Dictionary, Level } from '../names-subjects.js';
import type { Claim } from './claim.js';

const MARK = /\(([类款项])级?(?:科目)?\)/g;
/** A name with a lower level right behind. */
const NEXT = /^[^,;。:、\n()]{2,20}\([款项]/;
const LONGEST = 40;

/** X（类）Y（款）Z（项）, each with the longest name of its level that stands before. */
export function levelClaims(text: string, { levels }: Dictionary): Claim<'科目'>[] {
  let last = 0;
  return [...text.matchAll(MARK)].map((found): Claim<'科目'> => {
    const level = found[1] as Level;
    const mark = found.index;
    const behind = mark + found[0].length;
    const spent = text.startsWith('支出', behind);
    const lead = text.slice(Math.max(last, mark - LONGEST), mark);
    const plain = suffixOf(lead, levels[level]);
    // 科学技术（类）支出
    const whole = plain === undefined && spent ? suffixOf(`${lead}支出`, levels[level]) : undefined;
    const phrase = lastPhrase(lead);
    const start = mark - (plain ?? whole?.slice(0, -2) ?? phrase).length;
    const end = behind + (whole === undefined ? 0 : 2);
    const listed = (last > 0 && last === start) || NEXT.test(text.slice(end, end + LONGEST));
    last = end;
    return {
      relation: '科目',
      level,
      name: plain ?? whole,
      phrase,
      mark,
      spent,
      listed,
      start,
      end,
    };
  });
}

/** The longest name that a text ends in; none where more stands before it that makes it another's. */
function suffixOf(text: string, names: ReadonlyMap<string, unknown>): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const end = text.slice(i);
    if (names.has(end) && !text.slice(0, i).endsWith('其他')) return end;
  }
  return undefined;
}

/** What stands before a level, back to what cannot be of a name. */
function lastPhrase(text: string): string {
  return (
    /[^,;。:、\n\d.()·—《》!！?？]*(?:\([^()]{1,8}\)[^,;。:、\n\d.()·—《》!！?？]+)?$/.exec(
      text,
    )?.[0] ?? ''
  );
}

/** 201 一般公共服务支出: codes of the dictionary, each with the name, or the words, behind it. */
export function codeClaims(text: string, { codes, names }: Dictionary): Claim<'代码'>[] {
  return [...text.matchAll(/\d+/g)].flatMap(({ 0: code, index: start }): Claim<'代码'>[] => {
    const right = codes.get(code);
    const behind = start + code.length;
    if (!right || /[.,\d]/.test(text.charAt(start - 1)) || /[.,]/.test(text.charAt(behind)))
      return [];
    const rest = text.slice(behind, behind + LONGEST);
    const words = /^[\p{Script=Han}()、]{2,}/u.exec(rest)?.[0] ?? '';
    const name = rest.startsWith(right)
      ? right
      : (longestPrefix(words, names) ?? /^\p{Script=Han}*/u.exec(words)?.[0] ?? '');
    const end = behind + name.length;
    return name === '' ? [] : [{ relation: '代码', code, name, start, end }];
  });
}

function longestPrefix(text: string, names: ReadonlySet<string>): string | undefined {
  for (let length = text.length; length > 1; length--) {
    if (names.has(text.slice(0, length))) return text.slice(0, length);
  }
  return undefined;
}
