/** What a text is about by the place where it is written: the reason of a change, a project's form. */
import { comparedIn } from '../../model/reasons.js';
import type { Basis } from '../../model/terms.js';
import { proseOf } from './figures.js';
import { type Meaning, projectMeaning, quantityMeaning } from './meanings.js';
import type { Reading } from './reading.js';

/** What a text speaks of without naming it, and what that is compared with. */
export interface Topic {
  readonly meanings: readonly Meaning[];
  readonly basis: Basis;
  /** Its own names, as prose has them. */
  readonly names: readonly string[];
  /** What 财政拨款 means there besides, where a total of all funds is spoken of. */
  readonly appropriated: readonly Meaning[];
}

const ownNames = (...names: readonly string[]) => names.map((name) => proseOf(name).text);

export function topicOf({ budget, passage }: Reading): Topic | undefined {
  const [section, second, third] = passage.path;
  if (section === '变动原因') return reasonTopic(budget, passage.path.slice(1).map(String));
  if (section === '绩效项目' && third === '变动理由') {
    const one = budget.performance[Number(second)];
    if (!one) return undefined;
    const meanings = [projectMeaning(budget, one.name, one.projects, { 上年: one.lastYear })];
    return {
      meanings,
      basis: '上年',
      names: ownNames(one.name, '项目预算', '项目经费', '项目支出'),
      appropriated: [],
    };
  }
  if (section === '项目自评' && !passage.path.includes('指标')) {
    const one = budget.final?.projects[Number(second)];
    if (!one) return undefined;
    const known = { 全年预算: one.budget };
    const meanings = [projectMeaning(budget, one.name, one.projects ?? [], known)];
    return { meanings, basis: '全年预算', names: ownNames(one.name), appropriated: [] };
  }
  return undefined;
}

function reasonTopic(
  budget: Reading['budget'],
  [key = '', item]: readonly string[],
): Topic | undefined {
  const final = budget.kind.name === '决算';
  if (key === '功能科目' && item) {
    const what = `${item} ${budget.subjects.functional.get(item)?.name ?? ''}`;
    const meanings = [
      quantityMeaning(budget, what, '支出', { 科目: item, 资金: '一般公共预算' }),
      quantityMeaning(budget, what, '支出', { 科目: item }),
    ];
    const name = budget.subjects.functional.get(item)?.name;
    const names = name ? ownNames(name) : [];
    return { meanings, basis: final ? '年初预算' : '上年', names, appropriated: [] };
  }
  if ((key === '三公经费' || key === '三公经费预算执行') && item) {
    const params = item === '合计' ? {} : { 项: item };
    const what = item === '合计' ? '“三公”经费' : item;
    const basis = key === '三公经费' ? '上年' : '全年预算';
    const names = ownNames(what, what.replace('维护', ''));
    const meanings = [quantityMeaning(budget, what, '三公经费', params)];
    return { meanings, basis, names, appropriated: [] };
  }
  const path = item ? `${key}.${item}` : key;
  const one = comparedIn(budget.kind.name).find(({ keys }) => keys[0] === path);
  if (!one) return undefined;
  const appropriated =
    one.params?.资金 === undefined && key === '收支总体'
      ? [quantityMeaning(budget, '财政拨款', one.name, { 资金: '财政拨款' })]
      : [];
  return {
    meanings: [quantityMeaning(budget, one.what, one.name, one.params)],
    basis: one.basis,
    names: one.words ?? [],
    appropriated,
  };
}
