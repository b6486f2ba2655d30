/** A draft of an input → the fill-in workbook (填报工作簿) that stands for it. */
import { type BookOptions, bookOf } from './fill-in/book.js';
import { isMap, type NameOf } from './fill-in/cell-values.js';
import type { Draft, Remark } from './input/draft.js';
import type { Target } from './input/references.js';
import { marksIn } from './input/remarks.js';
import { type Tree, textOf, valueAt } from './input/tree.js';
import { listUnits } from './kinds/common/unit-package.js';
import { KINDS, kindNamed } from './kinds/index.js';
import { layoutOfKind } from './kinds/layouts.js';
import type { Subjects } from './model/subjects.js';

export interface FillInWorkbookOptions extends Pick<BookOptions, 'asked' | 'lists'> {
  /** For the names behind codes, and what may be chosen. */
  readonly subjects?: Subjects;
}

/**
 * Writes the workbook; reading it gives the same tree, comments aside. Same draft, same bytes.
 * @param draft whose tree is a map with 类型; it may be unfinished. Of its remarks those stand in the column
 *   待核待填 that mark something, without what is said of the notation of YAML on lines below
 * @param options `asked`: sections that are offered though nothing is written in them
 * @throws Error in Chinese if a text is longer than a cell can hold
 */
export async function fillInWorkbook(
  { tree, remarks: all }: Draft,
  { asked, lists, subjects }: FillInWorkbookOptions = {},
): Promise<Uint8Array> {
  const kind = kindNamed(isMap(tree) ? tree.类型 : undefined) ?? KINDS[0];
  if (!kind) throw new Error('没有任何类型的输入');
  const nameOf = namesIn(tree, subjects);
  const remarks = all.flatMap(({ path, text, ...more }): Remark[] => {
    const [line = ''] = text.split('\n');
    return marksIn(line).length > 0 ? [{ ...more, path, text: line }] : [];
  });
  const written = Object.keys(isMap(tree) ? tree : {});
  // what is said to be missing has a line
  const missing = remarks.flatMap(({ path: [first] }) =>
    typeof first === 'string' ? [first] : [],
  );
  const known = new Set([...written, ...missing, ...(asked ?? [])]);
  const book = bookOf(tree, layoutOfKind(kind), {
    ...{ nameOf, asked: known, remarks },
    ...(lists ? { lists } : {}),
  });
  const textAt = (...path: string[]) => textOf(valueAt(tree, path)) ?? '';
  const [year, department] = [textAt('年度'), textAt('部门', '名称')];
  const title = `${department}${year === '' ? '' : `${year}年`}部门${kind.name}填报工作簿`;
  const date = textAt('编制日期');
  const { renderFillIn } = await import('./render/fill-in-xlsx.js');
  return renderFillIn(book, {
    meta: {
      title,
      author: department || title,
      date: dayIn(date) ?? dayIn(`${year}-01-01`) ?? A_DAY,
    },
    unit: textAt('金额单位') === '万元' ? '万元' : '元',
    ...{ asked: known, nameOf },
    choices: subjects ? choicesOf(subjects) : new Map(),
  });
}

/** Of a workbook that does not say its year. */
const A_DAY = '2000-01-01';

const dayIn = (text: string): string | undefined =>
  /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

function namesIn(tree: Tree, subjects: Subjects | undefined): NameOf {
  const units = new Map(listUnits(tree).map(({ code, name }) => [code, name]));
  return (target, code) => {
    if (target === '单位') return units.get(code);
    if (target === '经济科目') return subjects?.economic.get(code)?.name;
    if (target === '政府经济科目') return subjects?.government.get(code)?.name;
    return subjects?.functional.get(code)?.name;
  };
}

/** Lengths of the codes that amounts are written under. */
const LENGTHS = { 功能科目: [7], 类或项: [3, 7], 经济科目: [5], 政府经济科目: [5] } as const;

function choicesOf({ functional, economic, government }: Subjects): Map<Target, string[]> {
  const dictionaries = {
    ...{ 功能科目: functional, 类或项: functional },
    ...{ 经济科目: economic, 政府经济科目: government },
  };
  return new Map(
    Object.entries(dictionaries).map(([target, names]): [Target, string[]] => {
      const lengths: readonly number[] = LENGTHS[target as keyof typeof LENGTHS];
      const listed = [...names].filter(([code]) => lengths.includes(code.length));
      return [target as Target, listed.map(([code, { name }]) => `${code} ${name}`).sort()];
    }),
  );
}
