/** What is ticked among the boxes of a form. */
import type { BoxesContent, Layout } from '../forms/template.js';
import { formCells } from '../forms/walk.js';
import { suggestion } from '../input/issues.js';
import { rowsOf } from '../model/rows.js';
import { rootScope } from '../model/scope.js';
import { optionWord } from '../tables/cells.js';
import { type Rule, wholeFile } from './rule.js';

/** Fields of a form's check boxes, each with the words that the form lists. */
function boxesOf(layout: Layout): BoxesContent[] {
  const cells = layout.kind === 'cells' ? formCells(layout) : [];
  return cells.flatMap(({ content }) => (content.kind === 'boxes' ? content : []));
}

export const boxesListed: Rule = {
  id: '公开-04',
  code: 'value-unknown',
  severity: '警告',
  holds: '打勾的内容是表上所列各项中的',
  source: '项目申报表、项目自评表的选项',
  run: ({ budget, profile }) =>
    [...profile.tables.values()].flatMap((table) => {
      const boxes = table.each ? boxesOf(table.layout) : [];
      if (!table.each || boxes.length === 0) return [];
      return rowsOf(rootScope(budget, profile.rows), table.each, {}).flatMap(({ fields }) =>
        boxes.flatMap(({ field, words }) => {
          const known = words.map(optionWord);
          const other = (fields[field] ?? '').split('\n').filter((word) => word !== '');
          return other
            .filter((word) => !known.includes(word))
            .map((word) => ({
              span: wholeFile(budget),
              message: `“${fields.项目名称 ?? table.name}”的“${field}”写的是“${word}”，表上没有这一项，另加了一格`,
              hint: suggestion(word, known, '选项'),
            }));
        }),
      );
    }),
};
