/** Which words of a text name which figure: totals of the department and of its units, purchases, projects. */
import type { Budget, Unit } from '../model/budget.js';
import {
  FISCAL_FUNDS,
  INCOME_KINDS,
  PROCUREMENT_KINDS,
  type ProcurementKind,
} from '../model/terms.js';
import { asked, type Meaning, type Name } from './meanings.js';
import { FUND_WORDS, OF_UNIT, OTHERS, type Total, totalsOf } from './vocabulary.js';

/** Totals of the department, by the words of its kind of package; 三公经费 and what else it publishes. */
export function departmentNames(kind: Budget['kind']): Name[] {
  return [
    ...totals(totalsOf(kind.name)),
    ...OTHERS.flatMap(([words, name, params]) =>
      words.map((word): Name => ({ word, kind: '部门', meanings: [asked(word, name, params)] })),
    ),
    ...INCOME_KINDS.map((word): Name => {
      return { word, kind: '部门', meanings: [asked(word, '收入', { 来源: word })] };
    }),
    ...PROCUREMENT_KINDS.flatMap(purchases),
  ];
}

/** Totals of one unit, by the words that follow its name. */
export const unitNames = (kind: Budget['kind'], unit: Unit): Name[] =>
  totals([...totalsOf(kind.name), ...OF_UNIT], unit);

function totals(list: readonly Total[], unit?: Unit): Name[] {
  const named = (word: string, meanings: Total[2]): Name => ({
    word,
    kind: unit ? '单位' : '部门',
    meanings: meanings.map(([name, params]) =>
      asked(unit ? `${unit.name}的${word}` : word, name, params, unit?.code),
    ),
  });
  const of = (meanings: Total[2], 资金: (typeof FUND_WORDS)[number][1]): Total[2] =>
    meanings.map(([name, params]) => [name, { ...params, 资金 }]);
  const funded = FUND_WORDS.flatMap(([funds, fund]) =>
    list.flatMap(([, words, meanings]) =>
      funds.flatMap((name) => words.map((word) => named(name + word, of(meanings, fund)))),
    ),
  );
  // without a fund, that of a sentence before may be meant
  const plain = list.flatMap(([words, , meanings]) => {
    const each = ['财政拨款' as const, ...FISCAL_FUNDS].flatMap((fund) => of(meanings, fund));
    return words.map((word) => named(word, [...meanings, ...each]));
  });
  return [...funded, ...plain];
}

function purchases(kind: ProcurementKind): Name[] {
  const meaning: Meaning = {
    what: `政府采购${kind}支出`,
    quantity: '政府采购',
    params: { 项: kind },
    only: '本年',
  };
  const words = [kind, `${kind}类`, `${kind}支出`, `${kind}类支出`, `${kind}采购`, `${kind}类采购`];
  return words.flatMap((word): Name[] => [
    { word, kind: '采购', meanings: [meaning] },
    { word: `政府采购${word}`, kind: '部门', meanings: [meaning] },
  ]);
}

/** Projects by their names, and by those that their forms are published under. */
export function projectNames({ projects, performance, final }: Budget): Name[] {
  const named = (words: readonly string[], meanings: readonly Meaning[]) =>
    words.map((word): Name => ({ word, kind: '项目', meanings }));
  const evaluated = final?.projects ?? [];
  return [
    ...projects.flatMap(({ key, name }) => {
      const all: Meaning = { what: name, projects: [key] };
      return named([name], [all, { ...all, fiscal: true }]);
    }),
    ...performance.flatMap(({ name, publicName, projects: of }, index) => {
      const form = { section: '绩效项目', index } as const;
      const fields = (['总预算', '前年预算', '支出明细'] as const).map(
        (field): Meaning => ({ what: field, field, index }),
      );
      return named([name, publicName], [{ what: name, projects: of, form }, ...fields]);
    }),
    ...evaluated.flatMap(({ name, texts, projects: of = [] }, index) => {
      const form = { section: '项目自评', index } as const;
      return named([name, texts.公开名称 ?? name], [{ what: name, projects: of, form }]);
    }),
  ];
}
