/** What a profile must satisfy beyond its shape: known fields, sections, words and subjects. */
import { suggestion } from '../input/issues.js';
import type { Path } from '../input/source.js';
import type { Span } from '../model/money.js';
import { ROOT_FIELDS } from '../model/scope.js';
import type { Subjects } from '../model/subjects.js';
import type { Chain } from './chain.js';
import { fieldProblems, literalProblems, type Problem } from './places.js';

/** Told of a problem at its place. */
type Complain = (place: Span, problem: Problem) => void;

/** The profile's own texts: all fields that they name exist, and its words are asked for. */
export function checkTexts(chain: Chain, complain: Complain): void {
  const { merged, base, valueSpan, keySpan } = chain;
  const tell = (path: Path, problems: readonly Problem[]) => {
    for (const problem of problems) complain(valueSpan(path), problem);
  };
  const check = (text: string | undefined, path: Path, more: readonly string[] = []) =>
    tell(path, fieldProblems(text ?? '', [...ROOT_FIELDS, ...more]));
  const checkAll = (texts: readonly string[] | undefined, path: Path) =>
    texts?.forEach((text, i) => {
      check(text, [...path, i]);
    });
  check(merged.包名, ['包名']);
  checkAll(merged.封面?.标题, ['封面', '标题']);
  checkAll(merged.封面?.落款, ['封面', '落款']);
  checkAll(merged.文末, ['文末']);
  merged.部分?.forEach((part, i) => {
    check(part.标题, ['部分', i, '标题']);
    part.表?.forEach((group, j) => {
      check(group.目录, ['部分', i, '表', j, '目录']);
    });
  });
  // a word that no base knows is one that no sentence asks for; `增幅.208` is a variant of 增幅
  const words = Object.keys(base.用语 ?? {});
  for (const [key, text] of Object.entries(merged.用语 ?? {})) {
    tell(['用语', key], literalProblems(text));
    const word = key.replace(/\.\d+$/, '');
    if (words.includes(word)) continue;
    const hint = suggestion(word, words, '用语');
    complain(keySpan(['用语', key]), { message: `没有“${key}”这个用语`, hint });
  }
  for (const [code, { 名称 = '', 说明 = '' }] of Object.entries(merged.科目 ?? {})) {
    tell(['科目', code, '名称'], literalProblems(名称));
    tell(['科目', code, '说明'], literalProblems(说明));
  }
  for (const key of ['印号', '年度行', '部门行', '单位行'] as const)
    check(merged.各表?.[key], ['各表', key], ['序', '号']);
}

/** Each section stands in one part, once; the contents list headings of the part's own sections. */
export function checkSections({ merged, valueSpan }: Chain, complain: Complain): void {
  const seen = new Set<string>();
  merged.部分?.forEach((part, i) => {
    part.节?.forEach((name, j) => {
      if (seen.has(name))
        complain(valueSpan(['部分', i, '节', j]), { message: `“${name}”这一节列了两次` });
      seen.add(name);
    });
    part.目录列出?.forEach((name, j) => {
      if (part.节?.includes(name)) return;
      const hint = suggestion(name, part.节 ?? [], '节');
      const message = `这一部分没有“${name}”这一节`;
      complain(valueSpan(['部分', i, '目录列出', j]), { message, hint });
    });
  });
}

/** 支出类别, 经济科目表 and 科目 name subjects of the dictionary. */
export function checkSubjects(
  { merged, valueSpan, keySpan }: Chain,
  known: Subjects,
  complain: Complain,
): void {
  const unknown = (place: Span, code: string, codes: readonly string[]) =>
    complain(place, { message: `科目字典里没有 ${code}`, hint: suggestion(code, codes, '科目') });
  const functional = [...known.functional.keys()];
  const classes = functional.filter((code) => code.length === 3);
  merged.支出类别?.forEach((code, i, all) => {
    const place = valueSpan(['支出类别', i]);
    if (!classes.includes(code)) unknown(place, code, classes);
    else if (all.indexOf(code) < i) complain(place, { message: `“${code}”这一类列了两次` });
  });
  const economic = [...known.economic.keys()];
  for (const [parent, codes] of Object.entries(merged.经济科目表 ?? {})) {
    if (!known.economic.has(parent)) unknown(keySpan(['经济科目表', parent]), parent, economic);
    codes.forEach((code, i) => {
      const place = valueSpan(['经济科目表', parent, i]);
      if (!known.economic.has(code)) unknown(place, code, economic);
      else if (code === parent || !code.startsWith(parent))
        complain(place, { message: `“${code}”不是“${parent}”的款` });
    });
  }
  for (const code of Object.keys(merged.科目 ?? {})) {
    if (!known.functional.has(code) && !known.economic.has(code))
      unknown(keySpan(['科目', code]), code, functional);
  }
}
