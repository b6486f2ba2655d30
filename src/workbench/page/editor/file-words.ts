/** What an input itself says that other places of it refer to, and how it is written. */
import { parseDocument } from 'yaml';
import { commentAt } from './lines.js';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Units of an input, by their codes. Those that are not written out yet are left out. */
export function unitsIn(text: string): Named[] {
  return entriesOf(text, '单位').flatMap(({ 代码: code, 名称: name }) =>
    isWord(code) ? [{ code: String(code), name: isWord(name) ? String(name) : '' }] : [],
  );
}

/** What projects are called where others refer to them: a name that several have, with the unit's code. */
export function projectsIn(text: string): Named[] {
  const all = entriesOf(text, '项目支出').filter(({ 名称: name }) => isWord(name));
  const times = new Map<string, number>();
  for (const { 名称: name } of all) times.set(String(name), (times.get(String(name)) ?? 0) + 1);
  return all.map(({ 名称: name, 单位: unit }) => {
    const alone = times.get(String(name)) === 1 || !isWord(unit);
    return { code: alone ? String(name) : `${unit}/${name}`, name: '' };
  });
}

const isWord = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** The last section that was read: while a person writes in another place it stays the same. */
const last = new Map<string, { section: string; entries: Record<string, unknown>[] }>();

/** Entries of the list below a key of the first level. */
function entriesOf(text: string, key: string): Record<string, unknown>[] {
  const section = sectionOf(text, key);
  const known = last.get(key);
  if (known?.section === section) return known.entries;
  const entries = readEntries(section, key);
  last.set(key, { section, entries });
  return entries;
}

function sectionOf(text: string, key: string): string {
  const start = new RegExp(`^${key}:`, 'm').exec(text)?.index;
  if (start === undefined) return '';
  const rest = text.slice(start + key.length);
  const end = /^[^\s#-]/m.exec(rest.slice(1));
  return text.slice(start, end ? start + key.length + 1 + end.index : undefined);
}

function readEntries(section: string, key: string): Record<string, unknown>[] {
  try {
    const read: unknown = parseDocument(section, { logLevel: 'silent' }).toJS({
      maxAliasCount: 10,
    });
    const list = (read as Record<string, unknown> | null)?.[key];
    return Array.isArray(list) ? list.filter((one) => one !== null && typeof one === 'object') : [];
  } catch {
    return [];
  }
}

/** How codes of subjects are written in a text. */
export interface CodeStyle {
  readonly quote: '"' | "'" | '';
  /** Whether their names stand behind them as comments. */
  readonly named: boolean;
}

/** How codes of subjects are written around a place; where there are none, in double quotes. */
export function codeStyle(text: string, offset: number): CodeStyle {
  const near = text.slice(Math.max(0, offset - 3_000), offset + 3_000);
  let quote: CodeStyle['quote'] | undefined;
  let codes = 0;
  let named = 0;
  for (const line of near.split('\n')) {
    const code = /(?:^|[\s{-])(["']?)(?:\d{5}|\d{7})\1(?=\s*:|\s*(?:#|$))/.exec(line);
    if (!code) continue;
    codes++;
    quote ??= code[1] as CodeStyle['quote'];
    const comment = line.slice(commentAt(line, 0) + 1).trim();
    if (/^\p{Script=Han}/u.test(comment)) named++;
  }
  return { quote: quote ?? '"', named: named * 2 > codes };
}

/** The unit of an input's amounts. */
export const amountUnit = (text: string): '元' | '万元' | undefined =>
  /^金额单位:\s*["']?(元|万元)(?=["'\s#]|$)/m.exec(text)?.[1] as '元' | '万元' | undefined;
