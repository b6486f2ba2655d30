/** Reads templates/subjects/对照.yaml, where packages of two years are compared and only there. */
import * as z from 'zod';
import { at } from '../diagnostics.js';
import { subjectCode, text, year } from '../input/fields.js';
import { checkRecoding } from './check-recoded.js';
import { type RecodingEntry, SUBJECT_TABLES } from './recoded.js';
import { Shelf, type TemplateFolder } from './shelf.js';

const subject = z.strictObject({
  编码: subjectCode('科目编码', '带引号的数字'),
  名称: text('科目名称'),
});
const recodingFile = z.strictObject({
  对照: z.array(
    z.strictObject({
      年度: year('年度'),
      分类: z.enum(SUBJECT_TABLES),
      原: subject,
      现: subject.optional(),
      下级: z.enum(['同号']).optional(),
      说明: text('说明').optional(),
    }),
  ),
});

/**
 * All changes that the templates know; none where there is no such file.
 * @throws DiagnosticError with everything that is wrong with the file
 */
export function loadRecoding(folder: TemplateFolder): readonly RecodingEntry[] {
  const shelf = new Shelf(folder);
  const file = shelf.yaml('subjects/对照.yaml', recodingFile);
  const entries = (file?.data.对照 ?? []).map(
    (one): RecodingEntry => ({
      year: one.年度,
      table: one.分类,
      from: { code: one.原.编码, name: one.原.名称 },
      to: one.现 && { code: one.现.编码, name: one.现.名称 },
      below: one.下级 === '同号',
      note: one.说明,
    }),
  );
  checkRecoding(entries, (index, path, ...problem) => {
    const place = file?.source.valueSpan(['对照', index, ...path]);
    if (place) shelf.problems.push(at(place, ...problem));
  });
  shelf.throwIfBad();
  return entries;
}
