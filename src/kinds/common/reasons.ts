/** 变动原因: the reasons that a kind of package may give, as the registry lists them. */
import * as z from 'zod';
import { text } from '../../input/fields.js';
import { REASONS } from '../../model/reasons.js';
import type { PackageName } from '../../model/terms.js';
import { functionalItemKey } from './members.js';

/** Stands in a path for the code of any 项. */
const ANY_ITEM = '{编码}';

export function reasonsField(kind: PackageName) {
  const members: Record<string, z.ZodType> = {};
  const groups: Record<string, Record<string, z.ZodType>> = {};
  for (const { key, meaning } of REASONS[kind]) {
    const [group = '', item] = key.split('.');
    const reason = text(meaning);
    if (item === undefined) members[group] = reason.optional();
    else if (item === ANY_ITEM) members[group] = z.record(functionalItemKey(), reason).optional();
    else {
      groups[group] = { ...groups[group], [item]: reason.optional() };
      members[group] = z.strictObject(groups[group]).optional();
    }
  }
  return z
    .strictObject(members)
    .optional()
    .meta({ description: '以“一是”“主要”开头的照写，其余前面加“是”' });
}
