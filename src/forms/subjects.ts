/** The subject dictionary (templates/subjects/*.yaml). */
import * as z from 'zod';
import { at } from '../diagnostics.js';
import { text, year } from '../input/fields.js';
import type { Source } from '../input/source.js';
import {
  ECONOMIC_LEVELS,
  type EconomicSubject,
  FUNCTIONAL_LEVELS,
  type FunctionalSubject,
  type GovernmentSubject,
  type Subjects,
  type Validity,
} from '../model/subjects.js';
import { EXPENSE_GROUPS, type ExpenseGroup } from '../model/terms.js';
import { loadMapping } from './government-mapping.js';
import type { Shelf } from './shelf.js';
import {
  type LineShape,
  readSubjectLines,
  type SubjectLine,
  subjectBlocks,
} from './subject-lines.js';

export const FUNCTIONAL_SHAPE: LineShape = { first: '2', lengths: FUNCTIONAL_LEVELS, tags: [] };
export const ECONOMIC_SHAPE: LineShape = {
  first: '3',
  lengths: ECONOMIC_LEVELS,
  tags: EXPENSE_GROUPS,
};
export const GOVERNMENT_SHAPE: LineShape = { first: '5', lengths: ECONOMIC_LEVELS, tags: [] };

const functionalFile = z.strictObject({
  最近改动: year('最近一次改动的年度'),
  同名说明: z.record(z.string(), text('名词解释')).optional(),
  科目: subjectBlocks,
});
const economicFile = z.strictObject({ 科目: subjectBlocks });

/** Files of the folder that are the program's own, not those of a bureau. */
export const OWN_FILES = ['功能分类', '经济分类', '政府经济分类', '经济分类对照', '对照'] as const;

/** Everything that the templates know of subjects; what is wrong with a file is reported to the shelf. */
export function loadSubjects(shelf: Shelf): Subjects {
  const functional = new Map<string, FunctionalSubject>();
  const economic = new Map<string, EconomicSubject>();
  const government = new Map<string, GovernmentSubject>();
  const validity = new Map<string, Validity>();
  const lines = (
    file: { data: { 科目: Record<string, string> }; source: Source } | undefined,
    shape: LineShape,
  ): SubjectLine[] => {
    const read = file
      ? readSubjectLines(file.data.科目, file.source, ['科目'], shape, (place, message, hint) => {
          shelf.problems.push(at(place, 'template-invalid', message, hint));
        })
      : [];
    for (const { code, since, until } of read)
      if (since !== undefined || until !== undefined) validity.set(code, { since, until });
    return read;
  };
  const ofFunctions = shelf.yaml('subjects/功能分类.yaml', functionalFile);
  const alike = ofFunctions?.data.同名说明 ?? {};
  for (const { code, name, definition } of lines(ofFunctions, FUNCTIONAL_SHAPE)) {
    const common = code.length === 7 && Object.hasOwn(alike, name) ? alike[name] : undefined;
    functional.set(code, { code, name, definition: definition ?? common });
  }
  for (const { code, name, tag } of lines(
    shelf.yaml('subjects/经济分类.yaml', economicFile),
    ECONOMIC_SHAPE,
  ))
    economic.set(code, { code, name, group: (tag as ExpenseGroup | undefined) ?? '公用经费' });
  for (const { code, name } of lines(
    shelf.yaml('subjects/政府经济分类.yaml', economicFile),
    GOVERNMENT_SHAPE,
  ))
    government.set(code, { code, name });
  return {
    functional,
    economic,
    government,
    mapping: loadMapping(shelf, economic, government),
    validity,
    changed: ofFunctions?.data.最近改动 ?? 0,
    named: new Set(),
  };
}
