/** What is wrong with the changes of subjects that 对照.yaml tells: each alone, and beside the others. */
import type { Code } from '../diagnostics.js';
import { ECONOMIC_LEVELS, FUNCTIONAL_LEVELS } from '../model/subjects.js';
import type { NamedSubject, RecodingEntry } from './recoded.js';

const LEVELS = {
  功能分类: { first: '2', lengths: FUNCTIONAL_LEVELS, words: '类 3 位、款 5 位、项 7 位' },
  经济分类: { first: '3', lengths: ECONOMIC_LEVELS, words: '类 3 位、款 5 位' },
} as const;
const LEVEL_NAMES: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' };

type Key = '原' | '现';
/** @param path within the entry */
type Complain = (path: readonly string[], code: Code, message: string, hint?: string) => void;

/** @param complain about the entry with an index */
export function checkRecoding(
  entries: readonly RecodingEntry[],
  complain: (index: number, ...problem: Parameters<Complain>) => void,
): void {
  const sound = entries.filter((entry, i) =>
    checkCodes(entry, (...found) => complain(i, ...found)),
  );
  for (const [i, entry] of sound.entries()) {
    const report: Complain = (...found) => complain(entries.indexOf(entry), ...found);
    checkAlone(entry, report);
    checkBelow(entry, sound, report);
    checkNames(entry, sound, report);
    checkBeside(entry, sound.slice(0, i), report);
  }
}

/** @returns whether both codes are of the classification and of one level */
function checkCodes({ table, from, to }: RecodingEntry, complain: Complain): boolean {
  const { first, lengths, words } = LEVELS[table];
  const isSound = (key: Key, code: string): boolean => {
    const wrong = (message: string, hint: string) => {
      complain([key, '编码'], 'subject-level', message, hint);
      return false;
    };
    if (!/^\d+$/.test(code)) return wrong(`科目编码“${code}”应全是数字`, '例如 "2010301"');
    if (!lengths.some((length) => length === code.length))
      return wrong(`科目编码“${code}”的位数不对`, `${table}的编码：${words}`);
    const starts = '功能分类以 2 开头，部门预算支出经济分类以 3 开头';
    return code.startsWith(first) || wrong(`“${code}”不是${table}的科目`, starts);
  };
  const sound = isSound('原', from.code);
  if (!to) return sound;
  if (!isSound('现', to.code) || !sound) return false;
  if (from.code.length === to.code.length) return true;
  const level = ({ code }: NamedSubject) => `“${code}”是${LEVEL_NAMES[code.length]}`;
  const message = `${level(from)}，${level(to)}，级次不同`;
  complain(['现', '编码'], 'subject-level', message, '一个科目只能变成同级的科目');
  return false;
}

function checkAlone({ from, to, note }: RecodingEntry, complain: Complain): void {
  if (to || note !== undefined) return;
  const hint = '已取消的，用“说明”写改列到哪里；没有取消的，请补上“现”';
  complain(['原'], 'key-missing', `“${from.code} ${from.name}”没有写“现”，也没有写“说明”`, hint);
}

function checkBelow(one: RecodingEntry, all: readonly RecodingEntry[], complain: Complain): void {
  const { from, to, table } = one;
  if (!one.below) return;
  const wrong = (hint: string) =>
    complain(['下级'], 'template-invalid', `“${from.code}”这一条不能写“下级”`, hint);
  if (!to || to.code === from.code) wrong('它只用于改了编码的科目');
  else if (from.code.length === LEVELS[table].lengths.at(-1))
    wrong(`${LEVEL_NAMES[from.code.length]}没有下级`);
  else if (
    all.some((other) => other !== one && inSameYear(other, one) && other.from.code === from.code)
  )
    wrong('分成了几个科目的，请逐个写其下的科目');
}

/** A name is the one that the change before left behind, and a change changes something. */
function checkNames(one: RecodingEntry, all: readonly RecodingEntry[], complain: Complain): void {
  const { from, to, table } = one;
  const earlier = all.filter(
    (other) => other.table === table && other.year < one.year && other.to?.code === from.code,
  );
  const last = earlier.reduce<RecodingEntry | undefined>(
    (latest, other) => (latest && latest.year > other.year ? latest : other),
    undefined,
  );
  if (last?.to && last.to.name !== from.name) {
    const message = `“${from.code}”从 ${last.year} 年起叫“${last.to.name}”，这里的原名是“${from.name}”`;
    complain(['原', '名称'], 'template-invalid', message, '请核对名称和年度');
  }
  const same = to?.code === from.code && to.name === from.name;
  const joined = all.some(
    (other) => other !== one && inSameYear(other, one) && other.to?.code === to?.code,
  );
  if (!same || joined) return;
  const hint = '没有变的科目不用写；别的科目并入它的，才一起写';
  complain(['现'], 'template-invalid', `“${from.code} ${from.name}”没有变`, hint);
}

/** @param before the entries above it in the file */
function checkBeside(
  one: RecodingEntry,
  before: readonly RecodingEntry[],
  complain: Complain,
): void {
  const { from, to, year } = one;
  const beside = before.filter((other) => inSameYear(other, one));
  const again = beside.filter((other) => other.from.code === from.code);
  if (again.some((other) => other.to?.code === to?.code)) {
    const hint = '请只留一条；分成几个科目的，各条的“现”要不同';
    complain(['原', '编码'], 'name-duplicate', `${year} 年的“${from.code}”写了两次`, hint);
  } else if (again.some((other) => !other.to !== !to)) {
    const message = `${year} 年的“${from.code}”又取消又没有取消`;
    const hint = '分成几个科目的，各条都要写“现”';
    complain(['原', '编码'], 'template-invalid', message, hint);
  }
  const twoNames = (key: Key, { code, name }: NamedSubject, other: NamedSubject) => {
    const message = `${year} 年的“${code}”写了两个${key}名：“${other.name}”和“${name}”`;
    complain([key, '名称'], 'name-duplicate', message);
  };
  const renamed = again.find((other) => other.from.name !== from.name);
  if (renamed) twoNames('原', from, renamed.from);
  if (!to) return;
  const target = beside.find((other) => other.to?.code === to.code)?.to;
  if (target && target.name !== to.name) twoNames('现', to, target);
  const way = to.code === from.code ? undefined : wayBetween(to.code, from.code, beside, []);
  if (!way) return;
  const message = `${year} 年绕成了一圈：${[from.code, ...way].join(' → ')}`;
  const hint = '同一年的各条同时生效，不能首尾相接；请核对年度和编码';
  complain(['现', '编码'], 'template-invalid', message, hint);
}

const inSameYear = (a: RecodingEntry, b: RecodingEntry): boolean =>
  a.table === b.table && a.year === b.year;

/** Codes from one to the other along the changes of one year. */
function wayBetween(
  start: string,
  end: string,
  changes: readonly RecodingEntry[],
  seen: readonly string[],
): readonly string[] | undefined {
  const way = [...seen, start];
  if (start === end) return way;
  for (const { from, to } of changes) {
    if (from.code !== start || !to || way.includes(to.code)) continue;
    const found = wayBetween(to.code, end, changes, way);
    if (found) return found;
  }
  return undefined;
}
