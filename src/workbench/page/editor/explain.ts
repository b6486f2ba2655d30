/** What is told of a place: what a key means, whose code it is, an amount in 元 and in 万元. */
import { Decimal } from 'decimal.js';
import type { Words } from '../../words.js';
import { grouped } from '../grouped.js';
import { amountUnit, projectsIn, unitsIn } from './file-words.js';
import { unquoted } from './lines.js';
import { codeOfKeys, codeOfValue, described, isAmount, keysAt, schemaAt } from './schema.js';
import type { Place } from './tree-place.js';

export interface Explanation {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly lines: readonly string[];
}

/** @returns undefined where there is nothing to tell */
export function explainAt(text: string, place: Place, words: Words): Explanation | undefined {
  const { from, to, kind, path } = place;
  if (kind === 'text' || from === to) return undefined;
  const { schema } = words;
  const word = unquoted(text.slice(from, to));
  const told = (title: string, all: readonly string[]) => {
    const lines = all.filter((line) => line !== '');
    return lines.length === 0 ? undefined : { from, to, title, lines };
  };
  if (kind === 'key') {
    const code = codeOfKeys(schema, path);
    if (code) return told(...codeText(text, code, word, words));
    const known = keysAt(schema, path).find(({ key }) => key === word);
    const description = known?.description || described(schemaAt(schema, [...path, word]));
    return told(word, [description, known?.required ? '必须写。' : '']);
  }
  const code = codeOfValue(schema, path);
  if (code) return told(...codeText(text, code, word, words));
  if (isAmount(schema, path)) {
    const amount = amountText(word, amountUnit(text));
    const description = described(schemaAt(schema, path).filter(({ type }) => type === 'number'));
    const other = amount?.[1] === undefined ? [] : [amount[1]];
    return amount && told(amount[0], [...other, description]);
  }
  const description = described(schemaAt(schema, path));
  return told(word.length > 40 ? `${word.slice(0, 40)}…` : word, [description]);
}

function codeText(
  text: string,
  kind: NonNullable<ReturnType<typeof codeOfValue>>,
  code: string,
  words: Words,
): [string, string[]] {
  if (kind === 'unit' || kind === 'project') {
    const all = kind === 'unit' ? unitsIn(text) : projectsIn(text);
    const found = all.find((one) => one.code === code);
    if (!found)
      return [code, [kind === 'unit' ? '“单位”里没有这个代码。' : '“项目支出”里没有这个项目。']];
    return kind === 'unit'
      ? [`${code} ${found.name}`, ['纳入编制范围的单位']]
      : [code, ['项目支出里的项目']];
  }
  const names = new Map(words[kind].map((one) => [one.code, one]));
  const found = names.get(code);
  if (!found) return [code, ['科目字典里没有这个代码；本地另有的，写在“科目补充”里。']];
  const above = [3, 5]
    .filter((length) => length < code.length)
    .flatMap((length) => names.get(code.slice(0, length)) ?? [])
    .map((one) => `${one.code} ${one.name}`);
  const line = above.join(' › ') || CLASSIFICATIONS[kind];
  return [`${code} ${found.name}`, [line, found.definition ?? '']];
}

const CLASSIFICATIONS = {
  functional: '支出功能分类',
  economic: '部门预算支出经济分类',
  government: '政府预算支出经济分类',
} as const;

/** An amount in its own unit and in the other; undefined where it is no number. */
export function amountText(
  written: string,
  unit: '元' | '万元' | undefined,
): [string, string?] | undefined {
  if (!/^[+-]?\d{1,18}(\.\d{1,12})?$/.test(written)) return undefined;
  const amount = new Decimal(written);
  const own = grouped(amount.toFixed());
  if (unit === undefined) return [own];
  return unit === '元'
    ? [`${own} 元`, `${grouped(amount.div(10_000).toFixed())} 万元`]
    : [`${own} 万元`, `${grouped(amount.times(10_000).toFixed())} 元`];
}
