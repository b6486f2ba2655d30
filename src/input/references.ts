/** Checks of single values against the rest of the input and the dictionary. */
import * as z from 'zod';
import { at, type Code, type Diagnostic } from '../diagnostics.js';
import type { Span } from '../model/money.js';
import type { Subjects } from '../model/subjects.js';
import { defOf, suggestion } from './issues.js';
import { type ProjectWords, projectNames } from './project-names.js';
import type { Source } from './source.js';
import { clip, Numeral, type Path, type Tree, textOf } from './tree.js';

export type Report = (diagnostic: Diagnostic) => void;

/**
 * Reports every item of a list whose member repeats that of an item before.
 * @param base path of the list
 */
export function unique(
  list: readonly object[],
  base: Path,
  member: string,
  source: Source,
  report: Report,
): void {
  const seen = new Set<unknown>();
  list.forEach((item, i) => {
    const value = (item as Record<string, unknown>)[member];
    if (seen.has(value)) {
      const place = source.valueSpan([...base, i, member]);
      const message = `“${String(base.at(-1))}”里${member}“${clip(String(value))}”重复了`;
      report(at(place, 'name-duplicate', message, '请改正，或把重复的合并为一项'));
    }
    seen.add(value);
  });
}

/** Reports every project of 项目支出 that two forms of a list claim. */
export function claimedOnce(
  forms: readonly { readonly 名称: string; readonly 项目: readonly string[] }[],
  key: string,
  source: Source,
  report: Report,
): void {
  const claimed = new Map<string, string>();
  forms.forEach((form, i) => {
    form.项目.forEach((name, j) => {
      const earlier = claimed.get(name);
      claimed.set(name, form.名称);
      if (earlier === undefined) return;
      const message = `项目“${clip(name)}”已经列在${key}“${clip(earlier)}”里`;
      report(at(source.valueSpan([key, i, '项目', j]), 'name-duplicate', message));
    });
  });
}

interface Classification {
  readonly noun: string;
  readonly table: string;
  /** Length of the codes that amounts are written under, and the level's name. */
  readonly length: number;
  readonly level: string;
}
const FUNCTIONAL: Classification = { noun: '功能科目', table: '功能分类', length: 7, level: '项' };
const ECONOMIC: Classification = { noun: '经济科目', table: '经济分类', length: 5, level: '款' };
const GOVERNMENT: Classification = {
  noun: '政府经济科目',
  table: '政府经济分类',
  length: 5,
  level: '款',
};

type Names = ReadonlyMap<string, { readonly name: string }>;

const SUBJECT_TARGETS = ['功能科目', '类或项', '经济科目', '政府经济科目'] as const;
export type Target = (typeof SUBJECT_TARGETS)[number] | '单位' | '项目' | '绩效项目';

const TARGETS = z.registry<{ readonly target: Target }>();

/** Marks a member of a schema, or the keys of a map, as naming what stands elsewhere. */
export function refersTo<T extends z.ZodType>(target: Target, member: T): T {
  TARGETS.add(member, { target });
  return member;
}

/** What a member of a schema, or the key of a map, names; undefined where it names nothing. */
export const targetOf = (schema: z.ZodType): Target | undefined => TARGETS.get(schema)?.target;

/**
 * Where an input refers to what stands elsewhere: `*` any item of a list, `{}` any key of a map,
 * `{*}` any value of one. */
export type Reference = readonly [target: Target, ...path: string[]];

/** All references of a schema. @param path steps that lead to it */
export function referencesIn(schema: z.ZodType, ...path: readonly string[]): Reference[] {
  const { innerType, options = [], element, shape = {}, keyType, valueType } = defOf(schema);
  const target = TARGETS.get(schema)?.target;
  return [
    ...(target ? [[target, ...path] as const] : []),
    ...(innerType ? referencesIn(innerType, ...path) : []),
    ...options.flatMap((option) => referencesIn(option, ...path)),
    ...(element ? referencesIn(element, ...path, '*') : []),
    ...Object.entries(shape).flatMap(([key, member]) => referencesIn(member, ...path, key)),
    ...(keyType ? referencesIn(keyType, ...path, '{}') : []),
    ...(valueType ? referencesIn(valueType, ...path, '{*}') : []),
  ];
}

/**
 * Checks every reference of an input: units and projects must be listed in it, subjects must stand
 * in the dictionary at the lowest level. Works on the file as written, so that a file with other
 * mistakes hears of these too.
 * @param references of the file's kind
 */
export function checkReferences(
  references: readonly Reference[],
  source: Source,
  subjects: Subjects,
): Diagnostic[] {
  const out: Diagnostic[] = [];
  const listed = (...path: string[]) => [...found(source.tree, path)].map((one) => one.text);
  const units = listed('单位', '*', '代码');
  const named = {
    项目: { key: '项目支出', ...projectNames(projectsIn(source.tree)) },
    绩效项目: {
      key: '绩效项目',
      ...projectNames(
        listed('绩效项目', '*', '名称').map((name) => ({ name, unit: '', code: '' })),
      ),
    },
  };
  for (const [target, ...pattern] of references) {
    for (const { text, path, isKey } of found(source.tree, pattern)) {
      const place = isKey ? source.keySpan(path) : source.valueSpan(path);
      const report = (...problem: [Code, string, string]) => void out.push(at(place, ...problem));
      if (target === '功能科目') checkCode(text, FUNCTIONAL, subjects, subjects.functional, report);
      if (target === '类或项') checkClassOrItem(text, subjects, report);
      if (target === '经济科目') checkCode(text, ECONOMIC, subjects, subjects.economic, report);
      if (target === '政府经济科目')
        checkCode(text, GOVERNMENT, subjects, subjects.government, report);
      // where the list itself is wrong or missing, that is what to tell
      if (target === '单位' && units.length > 0 && !units.includes(text)) {
        const hint = suggestion(text, units, '单位代码');
        report('unit-unknown', `“单位”里没有列出代码 ${clip(text)}`, hint);
      }
      if (target === '项目' || target === '绩效项目') {
        const { key, keys, called } = named[target];
        const meant = called.get(text) ?? [];
        if (meant.length === 0) {
          const hint = suggestion(text, keys, '项目');
          report('project-unknown', `“${key}”里没有“${clip(text)}”`, hint);
        } else if (meant.length > 1) {
          const hint = `请写明是哪一个：${meant.map((i) => keys[i]).join('、')}`;
          report('project-unknown', `“${key}”里有几个“${clip(text)}”`, hint);
        }
      }
    }
  }
  return out;
}

/** A subject where an input names it. */
export interface NamedCode {
  readonly code: string;
  readonly path: Path;
  readonly place: Span;
}

/** Every place where an input names a subject of a classification. */
export function* subjectsNamed(
  references: readonly Reference[],
  source: Source,
): Generator<NamedCode> {
  for (const [target, ...pattern] of references) {
    if (!SUBJECT_TARGETS.some((one) => one === target)) continue;
    for (const { text, path, isKey } of found(source.tree, pattern))
      yield { code: text, path, place: isKey ? source.keySpan(path) : source.valueSpan(path) };
  }
}

/** The projects of a list as far as they are written; those without a name are not among them. */
function projectsIn(tree: Tree | undefined): ProjectWords[] {
  const texts = (member: string) =>
    new Map([...found(tree, ['项目支出', '*', member])].map(({ text, path }) => [path[1], text]));
  const [names, units, codes] = [texts('名称'), texts('单位'), texts('编码')];
  return [...names].map(([i, name]) => ({
    name,
    unit: units.get(i) ?? '',
    code: codes.get(i) ?? '',
  }));
}

interface Found {
  readonly text: string;
  readonly path: Path;
  readonly isKey: boolean;
}

/** The texts that stand at the places of a pattern; what is not of that shape is passed over. */
function* found(
  tree: Tree | undefined,
  pattern: readonly string[],
  path: Path = [],
): Generator<Found> {
  const [step, ...rest] = pattern;
  if (step === undefined) {
    const text = textOf(tree);
    if (text !== undefined) yield { text, path, isKey: false };
  } else if (step === '*') {
    if (!Array.isArray(tree)) return;
    for (const [i, item] of tree.entries()) yield* found(item, rest, [...path, i]);
  } else if (
    typeof tree === 'object' &&
    tree &&
    !Array.isArray(tree) &&
    !(tree instanceof Numeral)
  ) {
    if (step === '{*}')
      for (const [key, value] of Object.entries(tree)) yield* found(value, rest, [...path, key]);
    else if (step !== '{}') yield* found(tree[step], rest, [...path, step]);
    else
      for (const key of Object.keys(tree)) yield { text: key, path: [...path, key], isKey: true };
  }
}

/** A class of either classification, or an item of the functional one. */
function checkClassOrItem(
  code: string,
  subjects: Subjects,
  report: (code: Code, message: string, hint: string) => void,
): void {
  const { functional, economic } = subjects;
  if (code.length === 3 && (functional.has(code) || economic.has(code))) return;
  if (/^\d{7}$/.test(code)) checkCode(code, FUNCTIONAL, subjects, functional, report);
  else if (/^\d{3}$/.test(code)) {
    const ofEconomy = code.startsWith('3');
    const names = ofEconomy ? economic : functional;
    const { noun } = ofEconomy ? ECONOMIC : FUNCTIONAL;
    const classes = [...names.keys()].filter((one) => one.length === 3);
    report('subject-unknown', `科目字典里没有${noun} ${code}`, suggestion(code, classes, '类'));
  } else {
    const message = `这里的科目要写类级（3 位数字）或项级（7 位数字），写的是 ${clip(code)}`;
    report('subject-level', message, '例如 "201" 或 "2010301"');
  }
}

/** Where subjects come from that a whole bureau uses. */
const BUREAU_FILE =
  '全局都用的，用“gongkai import --科目 官方清单.xlsx”生成科目文件，把名字写在“科目补充”的“文件”里';

function checkCode(
  code: string,
  { noun, table, length, level }: Classification,
  { validity }: Subjects,
  names: Names,
  report: (code: Code, message: string, hint: string) => void,
): void {
  const found = names.get(code);
  if (found && code.length === length) return;
  // one that has ended is not what was meant
  const leaves = [...names.keys()].filter(
    (one) => one.length === length && validity.get(one)?.until === undefined,
  );
  const show = (codes: readonly string[]) =>
    codes
      .slice(0, 3)
      .map((one) => `${one} ${names.get(one)?.name ?? ''}`)
      .join('、');
  if (!/^\d+$/.test(code) || code.length !== length) {
    const name = found ? `（${found.name}）` : '';
    const message = `${noun}要写到${level}级（${length} 位数字），写的是 ${clip(code)}${name}`;
    const meant = leaves.filter((one) => one.startsWith(code) || names.get(one)?.name === code);
    const hint = meant.length > 0 ? `例如 ${show(meant)}` : `请写 ${length} 位数字的代码`;
    report('subject-level', message, hint);
    return;
  }
  const differing = (other: string) => [...other].filter((digit, i) => digit !== code[i]).length;
  const close = leaves.filter((one) => differing(one) === 1);
  // a slip of one digit within the same parent; digits that lead elsewhere suggest nothing
  const shown = show(close.filter((one) => one.slice(0, length - 2) === code.slice(0, length - 2)));
  // 名词解释 explains every functional subject
  const more = table === '功能分类' ? ', 说明: …' : '';
  const missing = [3, 5, 7].flatMap((n) => {
    const level = code.slice(0, n);
    if (n > length || names.has(level)) return [];
    return [`"${level}": {名称: …${n === length ? more : ''}}`];
  });
  const all = missing.length > 1 ? '（上级也没有，一并写上）' : '';
  const add = `确有这个科目时，在“科目补充”的“${table}”里写 ${missing.join('、')}${all}`;
  const hint = `${shown ? `是不是 ${shown}？` : ''}${add}；${BUREAU_FILE}`;
  report('subject-unknown', `科目字典里没有${noun} ${code}`, hint);
}
