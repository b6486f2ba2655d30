/** The subject dictionary (templates/subjects/*.yaml), and what an input adds to it. */
import { z } from 'zod';
import { at, type Diagnostic } from '../diagnostics.js';
import { text } from '../input/fields.js';
import type { Source } from '../input/source.js';
import type { Supplement } from '../input/supplement.js';
import { valueAt } from '../input/tree.js';
import type { EconomicSubject, FunctionalSubject, Subjects } from '../model/subjects.js';
import { EXPENSE_GROUPS } from '../model/terms.js';

const functionalFile = z.strictObject({
  科目: z.record(
    z.string(),
    z.strictObject({ 名称: text('科目名称'), 说明: text('名词解释').optional() }),
  ),
});
const economicFile = z.strictObject({
  科目: z.record(
    z.string(),
    z.strictObject({ 名称: text('科目名称'), 归类: z.enum(EXPENSE_GROUPS).optional() }),
  ),
});

interface Reader {
  yaml<T extends z.ZodType>(
    path: string,
    schema: T,
  ): { data: z.output<T>; source: Source } | undefined;
}

export function loadSubjects(shelf: Reader): Subjects {
  const functional = new Map<string, FunctionalSubject>();
  const economic = new Map<string, EconomicSubject>();
  for (const [code, one] of Object.entries(
    shelf.yaml('subjects/功能分类.yaml', functionalFile)?.data.科目 ?? {},
  )) {
    functional.set(code, { code, name: one.名称, definition: one.说明 });
  }
  for (const [code, one] of Object.entries(
    shelf.yaml('subjects/经济分类.yaml', economicFile)?.data.科目 ?? {},
  )) {
    economic.set(code, { code, name: one.名称, group: one.归类 ?? '公用经费' });
  }
  return { functional, economic };
}

/** The dictionary with an input's 科目补充; codes must have their parents, or bring them along. */
export function supplementSubjects(
  base: Subjects,
  input: Supplement | undefined,
  source: Source,
): { subjects: Subjects; diagnostics: readonly Diagnostic[] } {
  if (!input) return { subjects: base, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const functional = new Map(base.functional);
  const economic = new Map(base.economic);
  const check = (
    code: string,
    table: '功能分类' | '经济分类',
    pattern: RegExp,
    has: (code: string) => boolean,
  ) => {
    const place = source.keySpan(['科目补充', table, code]);
    const known = (table === '功能分类' ? base.functional : base.economic).get(code)?.name;
    const written = input[table]?.[code]?.名称;
    if (known !== undefined && written !== undefined && known !== written) {
      diagnostics.push(
        at(
          place,
          'name-duplicate',
          `科目字典里 ${code} 是“${known}”，这里写的是“${written}”`,
          '科目补充只写字典里没有的科目；本区统一用别的名称的，写在格式文件的“科目”里',
        ),
      );
    } else if (!pattern.test(code)) {
      diagnostics.push(
        at(
          place,
          'subject-level',
          `科目代码“${code}”的位数不对`,
          table === '功能分类' ? '类 3 位、款 5 位、项 7 位' : '类 3 位、款 5 位',
        ),
      );
    } else if (code.length > 3 && !has(code.slice(0, -2))) {
      diagnostics.push(
        at(
          place,
          'subject-unknown',
          `科目 ${code} 的上级 ${code.slice(0, -2)} 不在字典里`,
          '请在“科目补充”里一并写上级科目',
        ),
      );
    }
  };
  for (const [code, one] of Object.entries(input.功能分类 ?? {}))
    functional.set(code, { code, name: one.名称, definition: one.说明 });
  for (const [code, one] of Object.entries(input.经济分类 ?? {})) {
    economic.set(code, {
      code,
      name: one.名称,
      group: base.economic.get(code.slice(0, 3))?.group ?? '公用经费',
    });
  }
  for (const code of Object.keys(input.功能分类 ?? {}))
    check(code, '功能分类', /^(\d{3}|\d{5}|\d{7})$/, (c) => functional.has(c));
  for (const code of Object.keys(input.经济分类 ?? {}))
    check(code, '经济分类', /^(\d{3}|\d{5})$/, (c) => economic.has(c));
  return { subjects: { functional, economic }, diagnostics };
}

/** The dictionary with the codes that an input's 科目补充 names, whatever else is wrong with it. */
export function namedSubjects(base: Subjects, { tree }: Source): Subjects {
  const written = (table: '功能分类' | '经济分类'): string[] => {
    const node = valueAt(tree, ['科目补充', table]);
    return typeof node === 'object' && node !== null ? Object.keys(node) : [];
  };
  const functional = new Map(base.functional);
  const economic = new Map(base.economic);
  for (const code of written('功能分类'))
    functional.set(code, { code, name: '', definition: undefined });
  for (const code of written('经济分类')) economic.set(code, { code, name: '', group: '公用经费' });
  return { functional, economic };
}
