/** What every package says of itself, whatever its kind: schema and model of department, units, totals, waivers. */
import * as z from 'zod';
import { at, type Diagnostic } from '../../diagnostics.js';
import type { AmountUnit } from '../../input/amount.js';
import { date, fields, name, text } from '../../input/fields.js';
import { passagesOf } from '../../input/passages.js';
import { type Report, refersTo, unique } from '../../input/references.js';
import type { Path, Source } from '../../input/source.js';
import { type Note, noteTo } from '../../input/stated.js';
import { governmentField, supplementField } from '../../input/supplement.js';
import { clip } from '../../input/tree.js';
import type { Budget, Fact, StatedTotal, YearFigures } from '../../model/budget.js';
import type { Figure } from '../../model/money.js';
import { ofUnit } from '../../model/of-unit.js';
import { governmentTarget, natureOf, type Subjects } from '../../model/subjects.js';
import { PUBLISHERS, type ReservedItem, UNIT_KINDS } from '../../model/terms.js';
import { STATED_TOTAL_NAMES, STATED_TOTALS, yearFigures } from '../../model/totals.js';
import type { BuildContext, BuildResult, InputData, Kind, Published } from '../kind.js';
import { declaredField } from './declared.js';
import { managementOf } from './management.js';
import { each, MOST, unitCode, unitKey } from './members.js';
import { namesOfProjects } from './spending.js';
import { setOff, type TransferInput } from './transfers.js';
import { OWN } from './unit-package.js';

/** Format, date, unit of amounts, department and units. */
export function headFields() {
  return {
    格式: text(
      '格式名，例如 2026 年本区的格式：旁边 格式/ 里的，或程序自带的（gongkai formats 列出）',
    ),
    编制日期: date('材料的编制日期；也是绩效目标申报表的填报日期'),
    金额单位: z.enum(['元', '万元']).meta({ description: '本文件里所有金额的单位' }),
    主体: z
      .enum(PUBLISHERS)
      .optional()
      .meta({ description: '谁的材料：部门（不写即此），或一个单位自己的；模板里是 {主体}' }),
    单位格式: text('各单位自己的材料用的格式；不写同“格式”').optional(),
    部门: z
      .strictObject({
        代码: unitCode(),
        名称: name('部门名称'),
        全称: name('表格里用的部门全称；不写则同名称').optional(),
        简称: name('自评表标题里用的部门简称；不写则同名称').optional(),
      })
      .meta({ description: '部门的代码和名称' }),
    单位: z
      .array(
        z.strictObject({
          代码: unitCode(),
          名称: name('单位名称'),
          性质: z.enum(UNIT_KINDS).meta({ description: '行政单位和参公事业单位有机关运行经费' }),
        }),
      )
      .max(MOST.单位)
      .min(1)
      .meta({ description: '纳入编制范围的单位，本级在前' }),
  };
}

/**
 * What each unit says of itself, for a package of its own (compile --单位).
 * @param own the sections of an input that are not written by unit
 */
export function unitMaterial<T extends z.ZodType>(own: T) {
  return z.record(unitKey(), own).optional().meta({
    description:
      '单位代码: 这个单位自己的概况、上年数等；“compile --单位”编单位的材料时，代替部门的同名各节',
  });
}

/** Totals that may be stated, and are then compared with the sums. */
export function totalsField(unit: AmountUnit) {
  const { amount } = fields(unit);
  return z
    .strictObject(each(STATED_TOTAL_NAMES, (total) => amount(`${total}；写了就核对`)))
    .optional()
    .meta({ description: '总数本来不用写；写了就同明细之和核对' });
}

/** What subjects are for, as sentences say it. */
export function purposesField(meaning: string) {
  return z
    .record(
      refersTo('类或项', z.string().meta({ pattern: '^\\d{3}(\\d{4})?$' })),
      text('主要用于什么'),
    )
    .optional()
    .meta({ description: meaning });
}

/** Additions to the dictionary and to the glossary; rules that are not followed. */
export function closingFields() {
  return {
    科目补充: supplementField(),
    政府经济科目: governmentField(),
    封面: declaredField(
      'object',
      '格式在封面上要写的，如 监督索引号；“gongkai formats 格式名”列出',
    ),
    附表: declaredField(
      'array',
      '格式里由部门逐行填的表，如 新增资产配置: [{名称: …, 金额: …}]；没有的写 []；“gongkai formats 格式名”列出各表的栏',
    ),
    名词解释: z
      .record(z.string(), text('解释'))
      .optional()
      .meta({ description: '格式规定之外要解释的名词' }),
    豁免: z
      .array(
        z.strictObject({
          规则: text('规则的编号，如 平衡-01；“gongkai check --list”列出全部'),
          内容: text('只豁免说到这些字的；不写则这条规则全部豁免').optional(),
          理由: text('为什么可以不符合'),
        }),
      )
      .max(200)
      .optional()
      .meta({ description: '不按某条核对规则的地方和理由；理由印在核对结果里' }),
  };
}

type Head = z.output<z.ZodObject<ReturnType<typeof headFields>>>;
type Closing = z.output<z.ZodObject<ReturnType<typeof closingFields>>>;
/** What the functions below need of an input. */
type PackageInput = Head &
  Closing &
  TransferInput & {
    readonly 年度: number;
    readonly 项目支出?:
      | readonly {
          readonly 名称: string;
          readonly 单位: string;
          readonly 编码?: string | undefined;
        }[]
      | undefined;
    readonly 合计?: z.output<ReturnType<typeof totalsField>>;
    readonly 变动原因?: object | undefined;
    readonly 主要用途?: object | undefined;
  };

/** Reports names and codes, which others refer to, that stand more than once. */
function checkNames(data: PackageInput, { source, report }: BuildContext): void {
  unique(data.单位, ['单位'], '代码', source, report);
  unique(data.单位, ['单位'], '名称', source, report);
  const { keys } = namesOfProjects(data);
  const seen = new Set<string>();
  for (const [i, { 名称 }] of (data.项目支出 ?? []).entries()) {
    const key = keys[i] ?? 名称;
    if (seen.has(key)) {
      const message = `“项目支出”里同一个单位有几个“${clip(名称)}”`;
      const hint = '请合并为一项，或改正名称；确是几个项目的，各写“编码”';
      report(at(source.valueSpan(['项目支出', i, '名称']), 'name-duplicate', message, hint));
    }
    seen.add(key);
  }
}

/** Reports a year before that is another one. */
export function checkYearBefore(
  role: '上年' | '上年执行数',
  prior: YearFigures | undefined,
  year: number,
  { source, report }: BuildContext,
): void {
  if (!prior || prior.year === year - 1) return;
  const figures = role === '上年' ? '上年数' : role;
  const message = `${figures}是 ${prior.year} 年的，本文件是 ${year} 年的`;
  const place = source.valueSpan([role]);
  const hint = `${role}应为 ${year - 1} 年`;
  // last year's file, copied, with its year left as it was
  const stale = prior.year === year ? `是不是“年度”没有改成 ${year + 1}？否则` : '';
  report(at(place, 'year-mismatch', message, stale + hint));
}

type Common =
  | keyof ReturnType<typeof commonParts>
  | 'prior'
  | 'subjects'
  | 'stated'
  | 'internal'
  | 'transfers';

/**
 * Builds a package: the parts that are made alike of every kind, and those of its own.
 * @param subjects the dictionary with the input's own 科目补充 already in it
 * @param own makes the others
 */
export function buildPackage(
  data: PackageInput,
  source: Source,
  subjects: Subjects,
  prior: YearFigures | undefined,
  own: (context: BuildContext) => Omit<Budget, Common | keyof typeof NOTHING> & Partial<Budget>,
): BuildResult<Budget> {
  const diagnostics: Diagnostic[] = [];
  const stated: StatedTotal[] = [];
  const report: Report = (problem) => diagnostics.push(problem);
  const context = { source, subjects, report, note: noteTo(stated, data.金额单位) };
  checkNames(data, context);
  checkYearBefore('上年', prior, data.年度, context);
  const common = { ...commonParts(data, source), prior, subjects, stated };
  const parts = own(context);
  const facts = withGovernment(parts.facts, common.units, subjects);
  const budget = { ...NOTHING, ...common, ...parts, ...setOff(data, facts, context) };
  noteTotals(data, budget, context.note);
  return { value: budget, diagnostics };
}

/** Expenditure with its subject of the government's budget, where the unit and the economic subject tell it. */
function withGovernment(
  facts: readonly Fact[],
  units: Budget['units'],
  { mapping }: Subjects,
): readonly Fact[] {
  const natures = new Map(units.map(({ code, kind }) => [code, natureOf(kind)]));
  return facts.map((fact) => {
    const { side, unit, economic, government } = fact;
    const nature = natures.get(unit ?? '');
    if (side !== '支出' || government !== undefined || !economic || !nature) return fact;
    const target = governmentTarget(mapping, nature, economic);
    return target && 'code' in target ? { ...fact, government: target.code } : fact;
  });
}

/** What every package says alike. */
function commonParts(data: PackageInput, source: Source) {
  const { 代码, 名称, 全称, 简称 } = data.部门;
  return {
    publisher: data.主体 ?? '部门',
    year: data.年度,
    date: data.编制日期,
    department: { code: 代码, name: 名称, formalName: 全称 ?? 名称, shortName: 简称 ?? 名称 },
    units: data.单位.map((unit) => ({ code: unit.代码, name: unit.名称, kind: unit.性质 })),
    glossary: new Map(Object.entries(data.名词解释 ?? {})),
    reasons: new Map([...textsBelow(data.变动原因), ...textsBelow(data.主要用途, '主要用途.')]),
    // what units say of themselves is looked at in their own packages
    passages: passagesOf(source).filter(({ path }) => path[0] !== OWN),
    placeOf: (path: Path) => source.keySpan(path),
    unfinished: source.remarks,
    waivers: (data.豁免 ?? []).map(({ 规则, 内容, 理由 }, i) => ({
      rule: 规则,
      about: 内容,
      reason: 理由,
      place: source.valueSpan(['豁免', i, '规则']),
    })),
  };
}

/** What only one kind of package has. */
const NOTHING = {
  outturn: undefined,
  initial: undefined,
  adjusted: undefined,
  services: new Map<string, Figure>(),
  purchaseLines: [],
  serviceLines: [],
  // the format says what they are
  schedules: new Map<never, never>(),
  coverFields: {},
  staff: undefined,
  floorArea: '',
  reserved: new Map<ReservedItem, Figure>(),
  plannedVehicles: undefined,
  overall: undefined,
  performance: [],
  management: managementOf(),
  statements: [],
  final: undefined,
} as const satisfies Partial<Budget>;

/** Texts by their path: `三公经费.合计`. */
function textsBelow(node: object | undefined, prefix = ''): [path: string, text: string][] {
  return Object.entries(node ?? {}).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[prefix + key, value]];
    return value ? textsBelow(value as object, `${prefix}${key}.`) : [];
  });
}

/** Takes note of the totals that an input states, each with what it sums. */
function noteTotals(data: PackageInput, budget: Budget, note: Note): void {
  for (const name of STATED_TOTAL_NAMES) {
    const stated = data.合计?.[name];
    if (!stated) continue;
    const computed = STATED_TOTALS[name](budget);
    note({ group: '总数', what: `“${name}”`, stated, terms: leaves(budget, computed), computed });
  }
}

/** The amounts that a figure sums, by their places. */
function leaves({ facts, procurementByKind }: Budget, { sources }: Figure): Figure[] {
  const within = new Set(sources);
  const all = [...facts.map((fact) => fact.amount), ...procurementByKind.values()];
  return all.filter((amount) => amount.sources.some((span) => within.has(span)));
}

/** A package's year as the year of another: what it is itself compared with is no part of that. */
export const figuresOf =
  <D extends InputData>(build: Published<D>['build']): Kind<D>['figures'] =>
  (data, source, subjects, _role, unit) => {
    const { value, diagnostics } = build(data, source, subjects, {});
    const own = unit === undefined ? value : ofUnit(value, unit);
    return { value: own && yearFigures(own), diagnostics };
  };
