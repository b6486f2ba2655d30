/** Which rules are asked of a package: those of every kind, those of its own kind, and those of its format. */
import { boxesListed } from '../checks/boxes.js';
import { COMMON_RULES } from '../checks/common.js';
import { governmentSubjects } from '../checks/government.js';
import { PROSE_RULES } from '../checks/prose.js';
import { PUBLISHED_RULES } from '../checks/published.js';
import { relationRules } from '../checks/relations.js';
import { roundingRule } from '../checks/rounding.js';
import type { Rule } from '../checks/rule.js';
import { STATED_RULES } from '../checks/stated.js';
import { treeSums } from '../checks/tree-sums.js';
import { UNFINISHED_RULES } from '../checks/unfinished.js';
import { coarselyWritten, unknownFigures } from '../checks/unknown.js';
import { waiverRules } from '../checks/waivers.js';
import { loadProfile, type Profile, type TemplateFolder } from '../forms/library.js';
import type { PackageName } from '../model/terms.js';
import { kindNamed, PACKAGE_NAMES } from './index.js';

const known = new WeakMap<Profile, readonly Rule[]>();

/** The rules of packages of a format, in the order in which they are asked. */
export function rulesOf(profile: Profile): readonly Rule[] {
  const rules = known.get(profile) ?? makeRules(profile);
  known.set(profile, rules);
  return rules;
}

function makeRules(profile: Profile): readonly Rule[] {
  const rules = [
    ...UNFINISHED_RULES,
    ...STATED_RULES,
    ...COMMON_RULES,
    ...(kindNamed(profile.kind)?.published?.rules ?? []),
    boxesListed,
    ...PUBLISHED_RULES,
    governmentSubjects,
    ...tableRules(profile),
    ...PROSE_RULES,
  ];
  // they look at the results of all others
  return [...rules, ...waiverRules(rules)];
}

/** Rules that look at tables alone, the relations of the format among them. */
export const tableRules = ({ relations }: Profile): readonly Rule[] => [
  treeSums,
  unknownFigures,
  coarselyWritten,
  ...relationRules(relations),
  roundingRule,
];

/** A rule with the kinds of package that it is asked of. */
export interface ListedRule extends Rule {
  readonly kinds: readonly PackageName[];
  /** The template whose table shows what it looks at. */
  readonly table: string | undefined;
}

/** All rules of the formats that every other extends; what a format of one's own adds is not among them. */
export function listRules(templates: TemplateFolder): ListedRule[] {
  const listed = new Map<string, ListedRule>();
  for (const kind of PACKAGE_NAMES) {
    const profile = loadProfile(kind, templates);
    for (const rule of rulesOf(profile)) {
      const before = listed.get(rule.id);
      const table = before?.table ?? profile.tableOfRule.get(rule.id);
      listed.set(rule.id, { ...rule, kinds: [...(before?.kinds ?? []), kind], table });
    }
  }
  return [...listed.values()];
}
