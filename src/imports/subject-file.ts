/** A list of subjects beside the dictionary → the file of those that are others, and a report. */
import { grouped } from '../grouped.js';
import type { Subjects } from '../model/subjects.js';
import {
  LISTED,
  type Listed,
  type ListedSubject,
  type SubjectList,
  type Unread,
} from './subject-list.js';

/** What is to be written, and what of a list was understood. */
export interface SubjectFile {
  /** YAML that 科目补充 takes; undefined where nothing is others. */
  readonly text: string | undefined;
  /** Lines for a person. */
  readonly report: string;
  /** Whether a row could not be understood. */
  readonly incomplete: boolean;
}

/** Rows that are told one by one. */
const MOST_TOLD = 50;
/** Subjects that are named of those that the list does not have. */
const MOST_NAMED = 10;

/**
 * @param from names of the files, for the head of the text
 * @param name of the file without its ending, as inputs are to write it; undefined where it is not known
 */
export function makeSubjectFile(
  list: SubjectList,
  dictionary: Subjects,
  from: readonly string[],
  name = '科目文件的名字',
): SubjectFile {
  const tables = LISTED.map((table) => compared(table, list, dictionary));
  const unread: Unread[] = [...list.unread, ...tables.flatMap((one) => one.orphans)];
  const written = tables.filter((one) => one.others.length > 0);
  const text =
    written.length === 0
      ? undefined
      : [
          `# 科目：由 gongkai import --科目 从 ${from.join('、')} 生成，只有同程序的字典不同和字典里没有的。`,
          `# 用法：输入文件里写 科目补充: { 文件: ${name} }`,
          '# 写法：每类一段，一行一个科目：编码 名称 ｜ 名词解释',
          ...written.flatMap(blockOf),
          '',
        ].join('\n');
  const told = unread.slice(0, MOST_TOLD).map(({ place, message }) => `  ${place}：${message}`);
  const more = unread.length - told.length;
  const report = [
    ...tables.flatMap(countsOf),
    ...(list.income > 0
      ? [`收入分类科目 ${list.income} 个，部门预算、决算用不到，没有导入。`]
      : []),
    ...(list.others.length > 0
      ? [
          `没有“科目编码”“科目名称”表头的 ${list.others.length} 张，没有读：${list.others.join('、')}`,
        ]
      : []),
    ...(unread.length > 0 ? [`没有看懂的 ${unread.length} 行：`, ...told] : []),
    ...(more > 0 ? [`  另有 ${more} 行`] : []),
    '',
  ].join('\n');
  return { text, report, incomplete: unread.length > 0 };
}

interface Compared {
  readonly table: Listed;
  readonly listed: number;
  readonly fresh: readonly ListedSubject[];
  readonly renamed: readonly ListedSubject[];
  readonly redefined: readonly ListedSubject[];
  readonly others: readonly ListedSubject[];
  readonly orphans: readonly Unread[];
  /** Of the dictionary, in 类 that the list has. */
  readonly unlisted: readonly { readonly code: string; readonly name: string }[];
}

type Known = {
  readonly code: string;
  readonly name: string;
  readonly definition?: string | undefined;
};

/** What a list has of a classification, by what the dictionary knows of it. */
function compared(table: Listed, { subjects }: SubjectList, dictionary: Subjects): Compared {
  const known: ReadonlyMap<string, Known> = {
    功能分类: dictionary.functional,
    经济分类: dictionary.economic,
    政府经济分类: dictionary.government,
  }[table];
  const listed = subjects.filter((one) => one.table === table);
  const codes = new Set(listed.map(({ code }) => code));
  const has = (code: string) => known.has(code) || codes.has(code);
  const isOrphan = ({ code }: ListedSubject) => code.length > 3 && !has(code.slice(0, -2));
  const sound = listed.filter((one) => !isOrphan(one));
  const fresh = sound.filter(({ code }) => !known.has(code));
  const renamed = sound.filter(
    ({ code, name }) => known.has(code) && known.get(code)?.name !== name,
  );
  const redefined = sound.filter(
    ({ code, name, definition }) =>
      known.get(code)?.name === name &&
      definition !== undefined &&
      table === '功能分类' &&
      code.length === 7 &&
      definition !== known.get(code)?.definition,
  );
  const classes = new Set(listed.map(({ code }) => code.slice(0, 3)));
  return {
    table,
    listed: listed.length,
    fresh,
    renamed,
    redefined,
    others: [...fresh, ...renamed, ...redefined].sort((a, b) => (a.code < b.code ? -1 : 1)),
    orphans: listed.filter(isOrphan).map(({ code, name, place }) => ({
      place,
      message: `${code} ${name}的上级 ${code.slice(0, -2)} 清单里和字典里都没有`,
    })),
    unlisted: [...known.values()].filter(
      ({ code }) =>
        classes.has(code.slice(0, 3)) &&
        !codes.has(code) &&
        dictionary.validity.get(code)?.until === undefined,
    ),
  };
}

/** Lines of YAML. */
function blockOf({ table, others }: Compared): string[] {
  const classes = grouped(others, ({ code }) => code.slice(0, 3));
  return [
    `${table}:`,
    ...[...classes].flatMap(([top, list]) => [
      `  "${top}": |`,
      ...list.map(({ code, name, definition }) => {
        // only items of functions are explained
        const words = table === '功能分类' && code.length === 7 ? definition : undefined;
        return `    ${code} ${name}${words === undefined ? '' : ` ｜ ${words}`}`;
      }),
    ]),
  ];
}

function countsOf({ table, listed, fresh, renamed, redefined, unlisted }: Compared): string[] {
  if (listed === 0) return [];
  const counts = [
    `字典里没有 ${fresh.length} 个`,
    `名称不同 ${renamed.length} 个`,
    ...(table === '功能分类' ? [`说明不同 ${redefined.length} 个`] : []),
  ];
  const named = unlisted.slice(0, MOST_NAMED).map(({ code, name }) => `${code} ${name}`);
  const rest = unlisted.length > named.length ? '等' : '';
  return [
    `${table}：清单里 ${listed} 个科目，${counts.join('，')}。`,
    ...(unlisted.length > 0
      ? [
          `  字典里有、清单里没有的 ${unlisted.length} 个：${named.join('、')}${rest}。用到时请核对。`,
        ]
      : []),
  ];
}
