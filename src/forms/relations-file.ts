/** The relations of a profile: 勾稽.yaml of its kind, as the profiles of the chain change it. */
import { at } from '../diagnostics.js';
import type { Path } from '../input/source.js';
import type { Chain } from './chain.js';
import { merge } from './profile.js';
import type { Relation } from './relation.js';
import { type NONE, type RelationInput, relationsSchema } from './relation-schema.js';
import { toRelations } from './relations.js';
import { type Shelf, shown } from './shelf.js';
import type { TableTemplate } from './template.js';

const NAME = '勾稽';

/** Every name in them is looked up in the tables; what is wrong is told where it is written. */
export function loadRelations(
  chain: Chain,
  tables: ReadonlyMap<string, TableTemplate>,
  shelf: Shelf,
): readonly Relation[] {
  const file = `${chain.folder}/${NAME}.yaml`;
  const before = shelf.problems.length;
  const base = shelf.yaml(file, relationsSchema);
  // names of tables that could not be read would be told as missing
  if (shelf.problems.length > before || before > 0) return [];
  const merged = merge(base?.data ?? {}, chain.merged[NAME] ?? {}) as Record<
    string,
    RelationInput | typeof NONE
  >;
  const place = (path: Path) =>
    chain.has([NAME, ...path]) || !base
      ? chain.valueSpan([NAME, ...path])
      : base.source.valueSpan(path);
  const known = shelf.yamlNames(chain.folder);
  return toRelations(merged, tables, known, (path, message, hint) => {
    const where = at(place(path), 'template-invalid', message, hint);
    // a profile that changes a table hears of its own tables, not of a file that is right for others
    const own = chain.ids.at(-1);
    const told = `${message}（格式“${own}”）`;
    shelf.problems.push(where.file === shown(file) ? { ...where, message: told } : where);
  });
}
