/** Reads templates/subjects/经济分类对照.yaml: which 款 of the government's budget a department's 款 belongs to. */
import * as z from 'zod';
import { at } from '../diagnostics.js';
import {
  type EconomicSubject,
  type GovernmentMapping,
  type GovernmentSubject,
  type GovernmentTarget,
  governmentTarget,
  UNIT_NATURES,
  type UnitNature,
} from '../model/subjects.js';
import type { Shelf } from './shelf.js';
import { linesOf } from './subject-lines.js';

const mappingFile = z.strictObject({
  对照: z.strictObject(
    Object.fromEntries(UNIT_NATURES.map((nature) => [nature, z.string()])) as Record<
      UnitNature,
      z.ZodString
    >,
  ),
});

const LINE = /^(3\d{2}|3\d{4}) +(?:(5\d{4})|未定 *｜ *(\S.*))$/;

/** What is wrong with it, and every 款 of the dictionary that it says nothing of, is reported to the shelf. */
export function loadMapping(
  shelf: Shelf,
  economic: ReadonlyMap<string, EconomicSubject>,
  government: ReadonlyMap<string, GovernmentSubject>,
): GovernmentMapping {
  const file = shelf.yaml('subjects/经济分类对照.yaml', mappingFile);
  const read = (nature: UnitNature): ReadonlyMap<string, GovernmentTarget> => {
    const found = new Map<string, GovernmentTarget>();
    if (!file) return found;
    const path = ['对照', nature];
    for (const { text, place } of linesOf(file.source, path)) {
      const complain = (message: string, hint: string) =>
        void shelf.problems.push(at(place, 'template-invalid', message, hint));
      const [, from, to, why = ''] = LINE.exec(text) ?? [];
      if (from === undefined)
        complain(
          `这一行不是“原编码 现编码”：${text.slice(0, 40)}`,
          '例如 30101 50101，或 30107 未定 ｜ 理由',
        );
      else if (!economic.has(from)) complain(`经济分类里没有 ${from}`, '请改正编码');
      else if (to !== undefined && !government.has(to))
        complain(`政府经济分类里没有 ${to}`, '请改正编码，或先写到 政府经济分类.yaml');
      else if (found.has(from)) complain(`${from} 写了两次`, '请删去一行');
      else found.set(from, to === undefined ? { open: why } : { code: to });
    }
    return found;
  };
  const mapping = Object.fromEntries(
    UNIT_NATURES.map((nature) => [nature, read(nature)]),
  ) as unknown as GovernmentMapping;
  for (const nature of file ? UNIT_NATURES : []) {
    const left = [...economic.keys()].filter(
      (code) => code.length === 5 && !governmentTarget(mapping, nature, code),
    );
    if (left.length > 0 && file)
      file.root
        .below('对照', nature)
        .report(`没有写 ${left.join('、')} 属于哪一款`, '没有确定对应的写“未定 ｜ 理由”');
  }
  return mapping;
}
