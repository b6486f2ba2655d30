/** The names of functional and economic subjects: for amounts of them, and as the dictionary has them. */
import type { Budget } from '../model/budget.js';
import type { Params } from '../model/quantities.js';
import { ancestry, type Subjects } from '../model/subjects.js';
import { THREE_PUBLIC } from '../model/terms.js';
import { otherYears } from '../model/totals.js';
import { asked, type Meaning, type Name } from './meanings.js';
import { proseOf } from './text.js';

/** Length of the codes of each level. */
export const LEVELS = { 类: 3, 款: 5, 项: 7 } as const;
export type Level = keyof typeof LEVELS;
const levelOf = (code: string): Level =>
  code.length === 3 ? '类' : code.length === 5 ? '款' : '项';

/** Names of the dictionaries, as prose has them. */
export interface Dictionary {
  /** Codes by the name that a text may give to a subject of the level. */
  readonly levels: Readonly<Record<Level, ReadonlyMap<string, readonly string[]>>>;
  /** Names by code. */
  readonly codes: ReadonlyMap<string, string>;
  /** Names of any level. */
  readonly names: ReadonlySet<string>;
}

/** Both classifications, with what the input and the format add to them. */
export function dictionaryOf({ functional, economic }: Subjects): Dictionary {
  const codes = new Map<string, string>();
  const levels: Record<Level, Map<string, string[]>> = {
    类: new Map(),
    款: new Map(),
    项: new Map(),
  };
  for (const { code, name } of [...functional.values(), ...economic.values()]) {
    const word = proseOf(name).text;
    const names = levels[levelOf(code)];
    names.set(word, [...(names.get(word) ?? []), code]);
    codes.set(code, word);
  }
  return { levels, codes, names: new Set(codes.values()) };
}

/** Subjects that the year or one that it is compared with has, with the levels above them. */
export function functionalNames(budget: Budget): Name[] {
  const { functional, economic } = budget.subjects;
  const facts = [budget, ...otherYears(budget)].flatMap((year) => year.facts);
  const used = new Set(facts.flatMap((fact) => ancestry(fact.functional ?? '')));
  const byWord = new Map<string, string[]>();
  for (const code of used) {
    const name = functional.get(code)?.name;
    for (const word of name ? wordsFor(name, code) : [])
      byWord.set(word, [...(byWord.get(word) ?? []), code]);
  }
  return [...byWord].map(([word, codes]): Name => {
    const one = codes.flatMap((code) => {
      const what = `${code} ${functional.get(code)?.name ?? word}`;
      return [
        asked(what, '支出', { 科目: code }),
        asked(what, '支出', { 科目: code, 资金: '一般公共预算' }),
        asked(what, '收入', { 科目: code }),
      ];
    });
    const parts = codes.map((code) => asked(word, '支出', { 科目: code }));
    const all: Meaning[] = codes.length > 1 ? [{ what: word, parts }] : [];
    const alike = [...economic.values()]
      .filter(({ name }) => name === word)
      .map(({ code }) => asked(`${code} ${word}`, '支出', { 经济科目: code }));
    return { word, kind: '科目', meanings: [...one, ...all, ...alike] };
  });
}

/** 科学技术支出, and 科学技术（类）支出. */
function wordsFor(name: string, code: string): string[] {
  const short = name.endsWith('支出') && `${name.slice(0, -2)}（${levelOf(code)}）支出`;
  return short ? [name, short] : [name];
}

/** 其他…: what is left of some list, not of the classification. */
const VAGUE = /^其他|^(?:补助|奖金|设备购置|基础设施建设|大型修缮)$/;

/** Economic 类 and 款 that the year has, but for what “三公”经费 and functional subjects call the same. */
export function economicNames({ facts, subjects }: Budget): Name[] {
  const used = new Set(
    facts.flatMap(({ economic }) => (economic ? [economic, economic.slice(0, 3)] : [])),
  );
  const functional = new Set([...subjects.functional.values()].map(({ name }) => name));
  const others: readonly string[] = Object.values(THREE_PUBLIC);
  return [...used].flatMap((code): Name[] => {
    const name = subjects.economic.get(code)?.name;
    if (!name || others.includes(code) || functional.has(name) || VAGUE.test(name)) return [];
    const of = (more: Params) => asked(`${code} ${name}`, '支出', { ...more, 经济科目: code });
    const meanings = [
      of({ 性质: '基本支出', 资金: '一般公共预算' }),
      of({ 性质: '基本支出' }),
      of({ 资金: '一般公共预算' }),
      of({}),
    ];
    return [{ word: name, kind: '经济', meanings }];
  });
}
