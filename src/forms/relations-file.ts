/** The relations of a profile: 勾稽.yaml of its kind, as the profiles of the chain change it. */
import type { Path } from '../input/source.js';
import { type Tree, valueAt } from '../input/tree.js';
import type { Chain } from './chain.js';
import { merge } from './profile.js';
import type { Relation } from './relation.js';
import { type RelationInputs, relationsSchema } from './relation-schema.js';
import { toRelations } from './relations.js';
import type { Shelf } from './shelf.js';
import { type Spans, Spot } from './spot.js';
import type { TableTemplate } from './template.js';

const NAME = '勾稽';

/** Every name in them is looked up in the tables; what is wrong is reported where it is written. */
export function loadRelations(
  { folder, kind, merged, root }: Chain,
  tables: ReadonlyMap<string, TableTemplate>,
  shelf: Shelf,
): readonly Relation[] {
  const before = shelf.problems.length;
  const file = shelf.yaml(`${folder}/${NAME}.yaml`, relationsSchema);
  // names of tables that could not be read would be reported as missing
  if (!file || before > 0) return [];
  const changes = merged[NAME] ?? {};
  const written = (path: Path) => valueAt(changes as unknown as Tree, path) !== undefined;
  const spans: Spans = {
    valueSpan: (path) =>
      written(path) ? root.below(NAME, ...path).span : file.source.valueSpan(path),
    keySpan: (path) =>
      written(path) ? root.below(NAME, ...path).keySpan : file.source.keySpan(path),
  };
  const inputs = merge(file.data, changes) as RelationInputs;
  const known = shelf.yamlNames(folder);
  return toRelations(inputs, tables, known, kind, new Spot(spans, shelf.problems));
}
