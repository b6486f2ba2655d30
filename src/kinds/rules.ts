/** Which rules are asked of a package: those of every kind, and those that stand in the list of its own. */
import { boxesListed } from '../checks/boxes.js';
import { COMMON_RULES } from '../checks/common.js';
import { PROSE_RULES } from '../checks/prose/rules.js';
import { PUBLISHED_RULES } from '../checks/published.js';
import type { Rule } from '../checks/rule.js';
import { STATED_RULES } from '../checks/stated.js';
import { PAIRS, TABLE_RULES } from '../checks/tables/rules.js';
import { waiverRules } from '../checks/waivers.js';
import type { PackageKind } from '../model/kind.js';
import type { PackageName } from '../model/terms.js';
import { KINDS } from './index.js';

/** They look at the results of all others. */
const WAIVER_RULES = waiverRules(() => RULES);

/** Rules on tables, but for those on pairs of tables that the other kinds have. */
const tableRules = (kind: PackageName): Rule[] =>
  TABLE_RULES.filter(({ id }) => !PAIRS.some((pair) => pair.id === id && pair.kind !== kind));

const BY_KIND: ReadonlyMap<PackageKind, readonly Rule[]> = new Map(
  KINDS.flatMap(({ published }) => published ?? []).map(({ kind, rules }) => [
    kind,
    [
      ...STATED_RULES,
      ...COMMON_RULES,
      ...rules,
      boxesListed,
      ...PUBLISHED_RULES,
      ...tableRules(kind.name),
      ...PROSE_RULES,
      ...WAIVER_RULES,
    ],
  ]),
);

/** The rules of a kind of package, in the order in which they are asked. */
export const rulesOf = (kind: PackageKind): readonly Rule[] => BY_KIND.get(kind) ?? [];

/** Every rule, once. `gongkai check --list` prints them. */
export const RULES: readonly Rule[] = [...new Set([...BY_KIND.values()].flat())];

/** Kinds of package that a rule is asked of. */
export const kindsOf = (rule: Rule): PackageName[] =>
  [...BY_KIND].filter(([, rules]) => rules.includes(rule)).map(([{ name }]) => name);
