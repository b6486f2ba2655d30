/** The names of functional and economic subjects, as a text may use them for an amount. */
import type { Budget } from '../../model/budget.js';
import { sum } from '../../model/money.js';
import { ancestry } from '../../model/subjects.js';
import { THREE_PUBLIC } from '../../model/terms.js';
import { meaning, quantityMeaning } from './meanings.js';
import type { Named } from './names.js';

/** Levels by the length of their codes. */
const LEVEL: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };

/** Subjects that the year, the year before or the initial budget has, with the levels above them. */
export function subjects(budget: Budget): Named[] {
  const years = [budget, budget.prior, budget.initial];
  const facts = years.flatMap((year) => year?.facts ?? []);
  const used = new Set(facts.flatMap((fact) => ancestry(fact.functional ?? '')));
  const byName = new Map<string, string[]>();
  for (const code of used) {
    const name = budget.subjects.functional.get(code)?.name;
    for (const word of name ? wordsFor(name, code) : [])
      byName.set(word, [...(byName.get(word) ?? []), code]);
  }
  const economic = [...budget.subjects.economic.values()];
  return [...byName].map(([word, codes]): Named => {
    const one = codes.flatMap((code) => {
      const what = `${code} ${budget.subjects.functional.get(code)?.name ?? word}`;
      return [
        quantityMeaning(budget, what, '支出', { 科目: code }),
        quantityMeaning(budget, what, '支出', { 科目: code, 资金: '一般公共预算' }),
        quantityMeaning(budget, what, '收入', { 科目: code }),
      ];
    });
    const all = meaning(word, (basis) => {
      const parts = codes.map((code) =>
        quantityMeaning(budget, word, '支出', { 科目: code }).of(basis),
      );
      return parts.every((part) => part !== undefined) ? sum(parts) : undefined;
    });
    const alike = economic
      .filter(({ name }) => name === word)
      .map(({ code }) => quantityMeaning(budget, `${code} ${word}`, '支出', { 经济科目: code }));
    return { word, kind: '科目', meanings: [...one, ...(codes.length > 1 ? [all] : []), ...alike] };
  });
}

/** 科学技术支出, and 科学技术（类）支出. */
function wordsFor(name: string, code: string): string[] {
  const level = LEVEL[code.length];
  return name.endsWith('支出') && level ? [name, `${name.slice(0, -2)}（${level}）支出`] : [name];
}

/** 其他…: what is left of some list, not of the classification. */
const VAGUE = /^其他|^(?:补助|奖金|设备购置|基础设施建设|大型修缮)$/;

/** Economic 类 and 款 that the year has, but for what “三公”经费 and functional subjects call the same. */
export function economicSubjects(budget: Budget): Named[] {
  const used = new Set(
    budget.facts.flatMap(({ economic }) => (economic ? [economic, economic.slice(0, 3)] : [])),
  );
  const functional = new Set([...budget.subjects.functional.values()].map(({ name }) => name));
  const own: readonly string[] = Object.values(THREE_PUBLIC);
  return [...used].flatMap((code): Named[] => {
    const name = budget.subjects.economic.get(code)?.name;
    if (!name || own.includes(code) || functional.has(name) || VAGUE.test(name)) return [];
    const of = (more: Parameters<typeof quantityMeaning>[3]) =>
      quantityMeaning(budget, `${code} ${name}`, '支出', { ...more, 经济科目: code });
    const meanings = [
      of({ 性质: '基本支出', 资金: '一般公共预算' }),
      of({ 性质: '基本支出' }),
      of({ 资金: '一般公共预算' }),
      of({}),
    ];
    return [{ word: name, kind: '经济', meanings }];
  });
}
