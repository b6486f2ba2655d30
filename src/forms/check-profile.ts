/** What a profile must satisfy beyond its shape: known fields, sections, words and subjects. */
import { suggestion } from '../input/issues.js';
import { ROOT_FIELDS } from '../model/scope.js';
import type { Subjects } from '../model/subjects.js';
import type { Chain } from './chain.js';
import { fieldKindProblem } from './kinds.js';
import { fieldProblems, literalProblems } from './places.js';
import { entriesOf, tableMoney } from './profile.js';
import type { Spot } from './spot.js';
import { fieldsNamed } from './style.js';
import { captionProblems } from './units.js';

/** The profile's own texts: all fields that they name exist, and its words are asked for. */
export function checkTexts({ merged, base, kind, root }: Chain): void {
  const check = (text: string | undefined, spot: Spot, more: readonly string[] = []) => {
    spot.reportAll(fieldProblems(text ?? '', [...ROOT_FIELDS, ...more]));
    spot.reportAll(
      fieldsNamed(text ?? '').flatMap((name) => fieldKindProblem(name, [], kind) ?? []),
    );
  };
  const checkAll = (
    texts: readonly string[] | undefined,
    spot: Spot,
    more: readonly string[] = [],
  ) =>
    texts?.forEach((text, i) => {
      check(text, spot.below(i), more);
    });
  check(merged.包名, root.below('包名'));
  // what the input writes for the cover may be printed there and at the end
  const cover = Object.keys(merged.封面?.栏目 ?? {});
  checkAll(merged.封面?.上方, root.below('封面', '上方'), cover);
  checkAll(merged.封面?.标题, root.below('封面', '标题'), cover);
  checkAll(merged.封面?.落款, root.below('封面', '落款'), cover);
  checkAll(merged.文末, root.below('文末'), cover);
  checkCoverFields({ merged, root });
  merged.部分?.forEach((part, i) => {
    check(part.标题, root.below('部分', i, '标题'));
    for (const entry of entriesOf(part))
      if (entry.kind === '表')
        check(entry.group.目录, root.below('部分', i, ...entry.path, '目录'));
  });
  // a word that no base knows is one that no sentence asks for; `增幅.208` is a variant of 增幅
  const words = Object.keys(base.用语 ?? {});
  for (const [key, text] of Object.entries(merged.用语 ?? {})) {
    root.below('用语', key).reportAll(literalProblems(text));
    const word = key.replace(/\.\d+$/, '');
    if (words.includes(word)) continue;
    const hint = suggestion(word, words, '用语');
    root.below('用语', key).reportKey(`没有“${key}”这个用语`, hint);
  }
  for (const [code, { 名称 = '', 说明 = '' }] of Object.entries(merged.科目 ?? {})) {
    root.below('科目', code, '名称').reportAll(literalProblems(名称));
    root.below('科目', code, '说明').reportAll(literalProblems(说明));
  }
  for (const key of ['印号', '年度行', '部门行', '单位行'] as const) {
    check(merged.各表?.[key], root.below('各表', key), ['序', '号']);
    root
      .below('各表', key)
      .reportAll(captionProblems(key, merged.各表?.[key] ?? '', tableMoney(merged).unit));
  }
}

/** Every field that the cover asks of the input is printed: on the cover or at the end. */
function checkCoverFields({ merged, root }: Pick<Chain, 'merged' | 'root'>): void {
  const { 上方 = [], 标题 = [], 落款 = [], 栏目 = {} } = merged.封面 ?? {};
  const shown = new Set([...上方, ...标题, ...落款, ...(merged.文末 ?? [])].flatMap(fieldsNamed));
  for (const name of Object.keys(栏目)) {
    if (shown.has(name)) continue;
    const hint = `请在“封面”的“上方”“标题”“落款”或“文末”里写 {${name}}`;
    root.below('封面', '栏目', name).reportKey(`封面栏目“${name}”没有印出来`, hint);
  }
}

/** Each section stands in one part, once; the contents list headings of the part's own sections. */
export function checkSections({ merged, root }: Chain): void {
  const seen = new Set<string>();
  merged.部分?.forEach((part, i) => {
    const spot = root.below('部分', i);
    checkOrder(part, spot);
    const sections = entriesOf(part).flatMap((entry) => (entry.kind === '节' ? [entry] : []));
    for (const { name, path } of sections) {
      if (seen.has(name)) spot.below(...path).report(`“${name}”这一节列了两次`);
      seen.add(name);
    }
    part.目录列出?.forEach((name, j) => {
      const own = sections.map((section) => section.name);
      if (own.includes(name)) return;
      const hint = suggestion(name, own, '节');
      spot.below('目录列出', j).report(`这一部分没有“${name}”这一节`, hint);
    });
  });
}

/** A part says the order of its sections and tables in one way: 内容, or 节 and 表. */
function checkOrder(part: NonNullable<Chain['merged']['部分']>[number], spot: Spot): void {
  if (!part.内容) return;
  for (const key of ['节', '表'] as const) {
    if (!part[key]) continue;
    const hint = `请把它写进“内容”，如 内容: [{节: [收支总体]}, {目录: 收支总表, 表: [预算01]}]`;
    spot.below(key).reportKey(`写了“内容”，就不能另写“${key}”：不知道排在哪里`, hint);
  }
  part.内容.forEach((item, i) => {
    const own = spot.below('内容', i);
    if (item.节 && item.表) own.report('“内容”的一项写“节”或“表”，不能都写', '请分成两项');
    if (!item.节 && !item.表) own.report('“内容”的一项要写“节”或“表”');
    if (item.节 && !item.表)
      for (const key of ['目录', '逐表'] as const)
        if (item[key] !== undefined)
          own.below(key).reportKey(`“${key}”只用在有“表”的一项里`, '节的标题写在语句文件里');
  });
}

/** 支出类别, 经济科目表 and 科目 name subjects of the dictionary. */
export function checkSubjects({ merged, root }: Chain, known: Subjects): void {
  // of a list, the key is the item itself
  const unknown = (spot: Spot, code: string, codes: readonly string[]) =>
    spot.reportKey(`科目字典里没有 ${code}`, suggestion(code, codes, '科目'));
  const functional = [...known.functional.keys()];
  const classes = functional.filter((code) => code.length === 3);
  merged.支出类别?.forEach((code, i, all) => {
    const spot = root.below('支出类别', i);
    if (!classes.includes(code)) unknown(spot, code, classes);
    else if (all.indexOf(code) < i) spot.report(`“${code}”这一类列了两次`);
  });
  const economic = [...known.economic.keys()];
  for (const [parent, codes] of Object.entries(merged.经济科目表 ?? {})) {
    if (!known.economic.has(parent)) unknown(root.below('经济科目表', parent), parent, economic);
    codes.forEach((code, i) => {
      const spot = root.below('经济科目表', parent, i);
      if (!known.economic.has(code)) unknown(spot, code, economic);
      else if (code === parent || !code.startsWith(parent))
        spot.report(`“${code}”不是“${parent}”的款`);
    });
  }
  for (const code of Object.keys(merged.科目 ?? {})) {
    const all = [known.functional, known.economic, known.government];
    if (!all.some((names) => names.has(code))) unknown(root.below('科目', code), code, functional);
  }
}
