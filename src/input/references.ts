/** Checks of single values against the rest of the input and the dictionary. */
import { at, type Diagnostic } from '../diagnostics.js';
import { type Figure, toWan } from '../model/money.js';
import type { Subjects } from '../model/subjects.js';
import type { AmountUnit } from './fields.js';
import { suggestion } from './issues.js';
import type { BudgetInput } from './schema.js';
import type { Source } from './source.js';
import { clip, type Path } from './tree.js';

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

export function checkUnit(
  data: BudgetInput,
  unit: string,
  path: Path,
  source: Source,
  report: Report,
): void {
  if (data.单位.some((u) => u.代码 === unit)) return;
  const codes = data.单位.map((u) => u.代码);
  const message = `“单位”里没有列出代码 ${unit}`;
  report(at(source.valueSpan(path), 'unit-unknown', message, suggestion(unit, codes, '单位代码')));
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

type Names = ReadonlyMap<string, { readonly name: string }>;

/** A functional subject must be in the dictionary and of the lowest level. */
export function checkSubject(
  code: string,
  path: Path,
  subjects: Subjects,
  source: Source,
  report: Report,
  isKey: boolean,
): void {
  const place = isKey ? source.keySpan(path) : source.valueSpan(path);
  checkCode(code, FUNCTIONAL, subjects.functional, (...problem) => report(at(place, ...problem)));
}

/** An economic subject must be in the dictionary and of the lowest level. */
export function checkEconomic(
  code: string,
  path: Path,
  subjects: Subjects,
  source: Source,
  report: Report,
  isKey: boolean,
): void {
  const place = isKey ? source.keySpan(path) : source.valueSpan(path);
  checkCode(code, ECONOMIC, subjects.economic, (...problem) => report(at(place, ...problem)));
}

function checkCode(
  code: string,
  { noun, table, length, level }: Classification,
  names: Names,
  report: (code: 'subject-level' | 'subject-unknown', message: string, hint: string) => void,
): void {
  const found = names.get(code);
  if (found && code.length === length) return;
  const leaves = [...names.keys()].filter((one) => one.length === length);
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
  const near = close.filter((one) => one.slice(0, 3) === code.slice(0, 3));
  const shown = show(near.length > 0 ? near : close);
  const add = `确有这个科目时，在“科目补充”的“${table}”里写 "${code}": {名称: …}`;
  const hint = `${shown ? `是不是 ${shown}？` : ''}${add}`;
  report('subject-unknown', `科目字典里没有${noun} ${code}`, hint);
}

/**
 * Reports a stated total that differs from the sum; amounts written in 万元 are compared as
 * published.
 */
export function checkTotal(
  stated: Figure,
  computed: Figure,
  what: string,
  unit: AmountUnit,
  report: Report,
): void {
  const equal =
    unit === '元' ? stated.value.eq(computed.value) : toWan(stated.value).eq(toWan(computed.value));
  const span = stated.sources[0];
  if (equal || !span) return;
  const show = (value: Figure['value']) =>
    `${unit === '元' ? value.toFixed(2) : value.div(10_000).toString()} ${unit}`;
  const off = show(stated.value.minus(computed.value).abs());
  const message = `${what}写的是 ${show(stated.value)}，明细之和是 ${show(computed.value)}，相差 ${off}`;
  report(at(span, 'total-mismatch', message, '请核对明细；合计可以不写，由程序计算'));
}
