/** What a text is about by the place where it is written: the reason of a change, a project's form. */
import type { Budget } from '../model/budget.js';
import type { Compared } from '../model/reasons.js';
import type { Basis } from '../model/terms.js';
import { asked, type Meaning } from './meanings.js';
import { proseOf } from './text.js';

/** What a text speaks of without naming it, and what that is compared with. */
export interface Topic {
  readonly meanings: readonly Meaning[];
  readonly basis: Basis;
  /** Its own names, as prose has them. */
  readonly names: readonly string[];
  /** What 财政拨款 means there besides, where a total of all funds is spoken of. */
  readonly appropriated: readonly Meaning[];
}

const topic = (
  meanings: readonly Meaning[],
  basis: Basis,
  names: readonly string[],
  appropriated: readonly Meaning[] = [],
): Topic => ({ meanings, basis, names: names.map((name) => proseOf(name).text), appropriated });

/** What a text is about by its place, if it is. @param path keys and list positions of the input that lead to the text */
export function topicAt(
  budget: Budget,
  compared: readonly Compared[],
  path: readonly (string | number)[],
): Topic | undefined {
  const [section, second, third] = path;
  const index = Number(second);
  if (section === '变动原因') {
    const [key = '', item] = path.slice(1).map(String);
    return reasonTopic(budget, compared, key, item);
  }
  if (section === '绩效项目' && third === '变动理由') {
    const one = budget.performance[index];
    if (!one) return undefined;
    const { name, projects } = one;
    const names = [name, '项目预算', '项目经费', '项目支出'];
    return topic([{ what: name, projects, form: { section, index } }], '上年', names);
  }
  if (section === '项目自评' && !path.includes('指标')) {
    const one = budget.final?.projects[index];
    if (!one) return undefined;
    const { name, projects = [] } = one;
    return topic([{ what: name, projects, form: { section, index } }], '全年预算', [name]);
  }
  return undefined;
}

/** The reason of each 项. */
const BY_SUBJECT = '功能科目.{编码}';

function reasonTopic(
  { subjects, adjusted }: Budget,
  compared: readonly Compared[],
  key: string,
  item: string | undefined,
): Topic | undefined {
  if (key === '功能科目' && item) {
    const name = subjects.functional.get(item)?.name;
    const what = `${item} ${name ?? ''}`;
    const meanings = [
      asked(what, '支出', { 科目: item, 资金: '一般公共预算' }),
      asked(what, '支出', { 科目: item }),
    ];
    const change = compared.find(({ keys }) => keys[0] === BY_SUBJECT);
    return change && topic(meanings, change.basis, name ? [name] : []);
  }
  if ((key === '三公经费' || key === '三公经费预算执行') && item) {
    const what = item === '合计' ? '“三公”经费' : item;
    const meaning = asked(what, '三公经费', item === '合计' ? {} : { 项: item });
    const budget = adjusted ? '全年预算' : '年初预算';
    const basis = key === '三公经费' ? '上年' : budget;
    return topic([meaning], basis, [what, what.replace('维护', '')]);
  }
  const path = item ? `${key}.${item}` : key;
  const one = compared.find(({ keys }) => keys[0] === path);
  if (!one) return undefined;
  const appropriated =
    one.params?.资金 === undefined && key === '收支总体'
      ? [asked('财政拨款', one.name, { 资金: '财政拨款' })]
      : [];
  return topic([asked(one.what, one.name, one.params)], one.basis, one.words ?? [], appropriated);
}
