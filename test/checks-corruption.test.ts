/**
 * Proof that the rules catch: every figure of five examples is spoilt in turn. What breaks a
 * relation to anything else that is written must be found, at its line or at what it was compared with.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isFinding, type Outcome } from '../src/checks/rule.js';
import { runChecks } from '../src/checks/run.js';
import { suspectsOf } from '../src/checks/suspects.js';
import { readInput } from '../src/compile.js';
import type { Profile } from '../src/forms/library.js';
import type { Published, Years } from '../src/kinds/kind.js';
import type { LoadResult } from '../src/kinds/load.js';
import { rulesOf } from '../src/kinds/rules.js';
import type { Subjects } from '../src/model/subjects.js';
import { THREE_PUBLIC } from '../src/model/terms.js';
import { prepare } from '../src/prepare.js';
import { type Corruption, corruptionsOf, type Way } from './helpers/corruptions.js';
import { example, templates } from './helpers/input.js';

const EXAMPLES = [
  'wuchang/2026',
  'wuchang/2024-final',
  'hongshan/2025',
  'hongshan/2023-final',
  'jianghan/2024',
];
const world = {
  templates,
  read: (file: string) => new TextEncoder().encode(example(file.replace(/^inputs\//, ''))),
};

const TYPED: readonly Way[] = ['加0.01万元', '加100万元', '换两位'];
/** 元. */
const ADDED = 100;
const ALL: readonly Way[] = [...TYPED, '加1', '删去', '移功能', '移经济'];

/**
 * What nothing else in an input speaks of: path (`*` any item, `{}` any subject or kind), ways, why.
 * The reasons are those of the guide on checks.
 */
const ALONE: readonly (readonly [path: string, ways: readonly Way[], why: string])[] = [
  ['合计.{}', ['删去'], '总数可以不写'],
  ['{}.合计', ['删去'], '总数可以不写'],
  ['年初预算.支出.{}', ['删去'], '总数可以不写'],
  ['项目自评.*.总分', ['删去'], '总数可以不写'],
  ['整体自评.总分', ['删去'], '总数可以不写'],
  ['国有资产.车辆.合计', ['删去'], '总数可以不写'],
  ['年初预算.一般公共预算支出.{}', ['移功能'], '年初预算分科目的数没有别处写，只有总数'],
  ['年初预算.机关运行经费', ALL, '年初预算的机关运行经费没有别处写'],
  ['全年预算.三公经费.{}', ALL, '全年预算没有别处写；写了差异原因的，增减都通'],
  ['上年.支出.{}', ['删去'], '上年数可以不写'],
  ['上年.三公经费.{}', ALL, '上年数没有别处写；写了增减原因的，增减都通'],
  ['上年.机关运行经费', ['删去'], '上年数可以不写'],
  ['上年.政府采购', ['删去'], '上年数可以不写'],
  ['绩效项目.*.前年预算', ALL, '各项目前年的预算只有总数的上限'],
  ['绩效项目.*.上年预算', ALL, '各项目上年的预算只有总数的上限'],
  ['绩效项目.*.总预算', ALL, '跨年的总预算只有当年预算的下限'],
  ['绩效项目.*.采购.*.金额', ALL, '采购只有当年预算的上限'],
  ['绩效项目.*.年度目标.*.权重', ['删去'], '权重可以不写'],
  ['绩效项目.*.支出明细.*.金额', ['删去'], '只有一项的支出明细删去，就是没有支出明细'],
  ['整体自评.全年预算', ALL, '自评的全年预算没有别处写，只有执行数的下限和总分'],
  ['项目自评.*.全年预算', ALL, '自评的全年预算没有别处写，只有执行数的下限和总分'],
  ['政府采购.中小企业.小微企业', ALL, '小微企业的金额只有中小企业的上限'],
  ['政府采购.中小企业.{}', ['删去'], '各类授予中小企业的数可以不写'],
  ['政府采购明细.*.中小企业', ALL, '面向中小企业的金额只有采购金额的上限'],
  ['政府采购明细.*.小微企业', ALL, '面向小微企业的金额只有中小企业的上限'],
  ['购买服务明细.*.数量', ALL, '购买数量没有单价可乘'],
  ['国有资产.大型设备', ALL, '大型设备台数没有别处写'],
  ['三公经费说明.{}', ALL, '人次、辆数只有上限，没有别处写'],
  ['人员.{}', ALL, '人员没有别处写，只有在职不超过编制'],
  ['人员.{}.{}', ALL, '人员没有别处写，只有在职不超过编制'],
];

const patternOf = (path: Corruption['path']): string =>
  path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
const matchers = ALONE.map(([path, ways]) => ({
  path: new RegExp(
    `^${path.replaceAll('.', '\\.').replaceAll('*', '\\*').replaceAll('{}', '[^.]+')}$`,
  ),
  ways,
}));

const GROUP = (code: string) => (/^30[13]/.test(code) ? '人员经费' : '公用经费');
const isThreePublic = (code: string) => Object.values<string>(THREE_PUBLIC).includes(code);

/** Why a corruption breaks nothing that is written twice; undefined where it does. */
function alone(
  { path, way, zero, to = '' }: Corruption,
  kind: string,
): number | string | undefined {
  const from = String(path.at(-1));
  if (way === '删去' && zero) return '写的是 0，删去也是 0';
  if (way === '移经济' && GROUP(from) === GROUP(to) && isThreePublic(from) === isThreePublic(to))
    return '同一类内的经济科目没有别处写';
  // income of a budget is not by subject; final accounts balance subject by subject
  if (way === '移功能' && kind === '预算' && /支出$/.test(String(path[0])))
    return '预算的收入不分功能科目';
  const found = matchers.findIndex(
    (one) => one.path.test(patternOf(path)) && one.ways.includes(way),
  );
  return found < 0 ? undefined : found;
}

const nameOf = ({ sides }: Outcome) => [sides?.left.name, sides?.right.name].join();
const linesOf = (outcome: Outcome): number[] => [
  ...(isFinding(outcome) ? [outcome.span.line] : []),
  ...[outcome.sides?.left, outcome.sides?.right].flatMap(
    (side) => side?.figure.sources.map((span) => span.line) ?? [],
  ),
];

/** Rules that read words and no figure: what they say is the same of a figure and of another in its place. */
const OF_WORDS = ['公开-18', '公开-19', '公开-20'];
/** Rules that read prose find no figure that another figure does not contradict. */
const figureRules = (profile: Profile) =>
  rulesOf(profile).filter(({ id }) => !id.startsWith('文字') && !OF_WORDS.includes(id));

/**
 * Budgets of an input with other figures in it. What is read from files, which stay as they are, is read once:
 * the format, the subjects, the years before, what the format declares.
 */
function buildsOf(loaded: LoadResult) {
  const { input } = loaded;
  const published = input?.kind.published;
  if (!input || !published) throw new Error('not valid');
  let read: { readonly subjects: Subjects; readonly years: Years } | undefined;
  const noted: Published = {
    ...published,
    build: (data, source, subjects, years) => {
      read = { subjects, years };
      return published.build(data, source, subjects, years);
    },
  };
  const sound = prepare(
    { ...loaded, input: { ...input, kind: { ...input.kind, published: noted } } },
    world,
  );
  if (!read || !sound.model || sound.diagnostics.some((one) => one.severity === '错误'))
    throw new Error('not built');
  const { subjects, years } = read;
  const { profile, budget } = sound.model;
  const { schedules, coverFields } = budget;
  const build = (data: object) => {
    const spoilt = data as typeof input.data;
    const written = published.years.flatMap((year) => {
      const own = year.written(spoilt);
      return typeof own === 'string' ? [] : [[year.role, own]];
    });
    const { value, diagnostics } = published.build(spoilt, input.source, subjects, {
      ...years,
      ...Object.fromEntries(written),
    });
    return { budget: { ...value, schedules, coverFields }, diagnostics };
  };
  return { profile, build };
}

function trial(name: string) {
  const loaded = readInput(`inputs/${name}.yaml`, world);
  const { input } = loaded;
  if (!input?.kind.published) throw new Error(`${name} is not valid`);
  const { profile, build } = buildsOf(loaded);
  const rules = figureRules(profile);
  const check = (data: object) => {
    const { budget, diagnostics } = build(data);
    const results = runChecks({ profile, budget, tables: new Map() }, rules);
    return { results, refused: diagnostics.filter((one) => one.severity === '错误') };
  };
  const before = check(input.data).results;
  const known = new Set(before.map(({ outcome }) => (isFinding(outcome) ? outcome.message : '')));
  const offs = new Set(suspectsOf(before).map(({ off }) => off.toFixed()));
  const related = new Map<string, Set<number>>();
  for (const { outcome } of before) {
    const key = nameOf(outcome);
    const lines = related.get(key) ?? new Set();
    related.set(key, new Set([...lines, ...linesOf(outcome)]));
  }
  /** Whether it is found, and whether one of the findings points where it should. */
  const find = ({ data, place }: Corruption) => {
    const { results, refused } = check(data);
    const told = results.filter(
      ({ outcome, severity }) =>
        (severity === '错误' || severity === '警告') &&
        isFinding(outcome) &&
        !known.has(outcome.message),
    );
    const at = place?.line;
    const pointed =
      at === undefined ||
      refused.some((one) => one.line === at) ||
      told.some(
        ({ outcome }) => linesOf(outcome).includes(at) || related.get(nameOf(outcome))?.has(at),
      );
    // a slip that breaks several relations by the same amount is what they have in common
    const suspects = suspectsOf(results).filter(({ off }) => !offs.has(off.toFixed()));
    const blamed = suspects.flatMap(({ places }) => places.map((span) => span.line));
    // the sides of an equality were the same: now they are apart by what was added, and by no multiple of it
    const exact = told.some(
      ({ outcome: { sides } }) =>
        sides?.sign === '=' &&
        sides.left.figure.value.minus(sides.right.figure.value).abs().eq(ADDED),
    );
    return { found: told.length + refused.length > 0, pointed, blamed, exact };
  };
  return { input, corruptions: [...corruptionsOf(input.data)], find };
}

/**
 * Which corruptions need not be tried, because another shows what comes of them. A figure of which an equality
 * is off by just the 0.01 万元 that was added stands in it once, on one side: whatever else is typed for it puts
 * the same equality off, at the same lines. Of such figures every third is tried in the other ways too.
 */
function thinned() {
  const skipped = new Set<string>();
  let exactOnes = 0;
  const key = ({ path }: Corruption) => path.join('/');
  return {
    has: (one: Corruption) => TYPED.includes(one.way) && skipped.has(key(one)),
    tried: (one: Corruption, exact: boolean) => {
      if (one.way === '加0.01万元' && exact && exactOnes++ % 3 > 0) skipped.add(key(one));
    },
  };
}

const unused = new Set(ALONE.keys());

/** How many corruptions are tried, how many break a relation, how many are found. */
const counts = { all: 0, broken: 0, seen: 0, suspected: 0 };

describe.each(EXAMPLES)('every figure of %s, spoilt', (name) => {
  it('is found, where anything else speaks of it, and pointed at', () => {
    const { input, corruptions, find } = trial(name);
    const missed: string[] = [];
    const astray: string[] = [];
    const accused: string[] = [];
    const likeOthers = thinned();
    for (const one of corruptions) {
      const why = alone(one, input.kind.name);
      // nothing is expected of it
      if (typeof why === 'string' || likeOthers.has(one)) continue;
      const { found, pointed, blamed, exact } = find(one);
      likeOthers.tried(one, exact);
      const at = one.place?.line;
      if (TYPED.includes(one.way) && blamed.length > 0) {
        counts.suspected++;
        if (at !== undefined && !blamed.includes(at))
          accused.push(`${patternOf(one.path)} ${one.way} ${at} ${blamed}`);
      }
      const label = `${patternOf(one.path)} ${one.way}${one.to ?? ''}（第 ${one.place?.line ?? '—'} 行）`;
      counts.all++;
      if (found) counts.seen++;
      if (why === undefined) {
        counts.broken++;
        if (!found) missed.push(label);
        else if (!pointed) astray.push(label);
      } else if (!found) unused.delete(why);
    }
    expect(missed).toEqual([]);
    expect(astray).toEqual([]);
    // nobody is sent to a line that is right
    expect(accused).toEqual([]);
  });
});

it('lists nothing as beyond finding that is always found', () => {
  expect([...unused].map((i) => ALONE[i]?.[0])).toEqual([]);
});

describe('the guide on checks', () => {
  const guide = readFileSync(new URL('../docs/检查.md', import.meta.url), 'utf8');
  it('says how much is found', () => {
    const { all, broken, seen, suspected } = counts;
    expect(guide).toContain(
      `改错 ${all} 处，其中 ${broken} 处同别处写的数有关，全部查出；另外 ${all - broken} 处里还查出 ${seen - broken} 处。改数字的里有 ${suspected} 处由“先核对”直接指出是哪一行，没有一处指错`,
    );
  });
  it('says what cannot be found, and why', () => {
    for (const why of new Set(ALONE.map(([, , reason]) => reason))) expect(guide).toContain(why);
  });
});
