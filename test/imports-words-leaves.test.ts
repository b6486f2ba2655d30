/**
 * An input with something of its own in every leaf, printed by tables that show every field and every amount
 * of every row source: all of it is read back to the key that it was written under.
 */
import { describe, expect, it } from 'vitest';
import { readWords } from '../src/imports/words/words.js';
import { Numeral, type Path, type Tree } from '../src/input/tree.js';
import { kindNamed } from '../src/kinds/index.js';
import { FIELD_ORIGINS } from '../src/model/field-origins.js';
import {
  COST_FORM,
  EVALUATION_FORM,
  FINAL_FORM,
  type FormField,
  fieldsOf,
  MANAGEMENT_FORM,
  MANAGEMENT_STAGES,
  OVERALL_FORM,
  PLANNED_COUNTS,
  PLANNED_FORM,
  PROJECT_EVALUATION_FORM,
  PROJECT_FORM,
  PROJECT_PURCHASE_FORM,
  PURCHASE_FORM,
  SERVICE_FORM,
  THREE_PUBLIC_FORM,
} from '../src/model/form-fields.js';
import { QUANTITIES, type QuantityName } from '../src/model/quantities.js';
import { COMPUTED, ROW_ORIGINS } from '../src/model/row-origins.js';
import { ROW_SOURCE_NAMES, ROW_SOURCES, type RowSourceName } from '../src/model/rows.js';
import { hasField, ROOT_FIELDS, type RowSource } from '../src/model/scope.js';
import {
  EXPENSE_ITEM_NAMES,
  FUNDS,
  HISTORY_EXPENDITURE,
  HISTORY_INCOME,
  INDICATOR_LEVELS,
  PROCUREMENT_KINDS,
  RESERVED_ITEMS,
  SMALL_FIRM_ITEMS,
  WON_ITEMS,
} from '../src/model/terms.js';
import { department } from './helpers/departments.js';
import { readTablesOf } from './helpers/read-tables.js';
import { brief, compileText } from './helpers/world.js';

type Written = Readonly<Record<string, unknown>>;

/** Values that differ from all others before them. */
class Distinct {
  private n = 100;
  next = (): number => ++this.n;
  text = (): string => `文字${this.next()}`;
  /** In 元, exact in 0.01 万元. */
  amount = (): number => this.next() * 1300;
  points = (): number => this.next() / 100;
  each = (keys: readonly string[]): Written =>
    Object.fromEntries(keys.map((key) => [key, this.amount()]));

  field({ value = 'text' }: FormField): unknown {
    const n = this.next();
    switch (value) {
      case 'paragraphs':
        return [`段落${n}甲。`, `段落${n}乙。`];
      case 'options':
        return [`选项${n}甲`, `选项${n}乙`];
      case 'date':
        return `2026-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
      case 'year':
        return 2000 + (n % 100);
      case 'count':
        return n;
      case 'postcode':
        return String(400_000 + n);
      case 'yesOrNo':
        return '是';
      case 'functional':
        return '2010301';
      case 'economic':
        return '30201';
      default:
        return `文字${n}`;
    }
  }

  form = (fields: readonly FormField[]): Written =>
    Object.fromEntries(fields.map((field) => [field.key, this.field(field)]));
}

const twice = <T>(make: () => T): T[] => [make(), make()];
/** One of each unit: tables have lines in the order of the units. */
const ofUnits = (make: () => Written): Written[] =>
  ['100001', '100002'].map((单位) => ({ 单位, ...make() }));

const COMMON = {
  单位: [
    { 代码: '100001', 名称: '示例局本级', 性质: '行政单位' },
    { 代码: '100002', 名称: '示例中心', 性质: '事业单位' },
  ],
  项目支出: ['甲项目', '乙项目'].map((名称, i) => ({
    名称,
    编码: `9000${i + 1}`,
    单位: `10000${i + 1}`,
    ...(i === 0 ? {} : { 类别: '转移支付项目' }),
    用途: `${名称}的用途`,
    支出: [{ 功能科目: '2010302', 经济科目: '30299', 金额: 1000 * (i + 1) }],
  })),
} as const;

function budget(): Written {
  const of = new Distinct();
  const indicator = () => ({
    名称: of.text(),
    前年: of.text(),
    上年: of.text(),
    值: of.text(),
    权重: of.next() % 100,
    依据: of.text(),
  });
  const goal = () => ({
    内容: of.text(),
    权重: of.next() % 100,
    指标: Object.fromEntries(
      INDICATOR_LEVELS.map((level) => [
        level,
        { [of.text()]: twice(indicator), [of.text()]: twice(indicator) },
      ]),
    ),
  });
  const goals = () => ({ 长期目标: twice(goal), 年度目标: twice(goal) });
  return {
    ...COMMON,
    金额单位: '元',
    概况: { 主要职责: ['负责示例工作。'] },
    上年: {
      一般公共预算支出: { '2010301': of.amount(), '2010302': of.amount() },
      政府性基金预算支出: { '2296003': of.amount() },
      国有资本经营预算支出: { '2230199': of.amount() },
      其他资金支出: { '2010301': of.amount() },
      年终结转结余: of.amount(),
      三公经费: of.each(EXPENSE_ITEM_NAMES),
      机关运行经费: of.amount(),
      政府采购: of.amount(),
    },
    上年执行数: { 三公经费: of.each(EXPENSE_ITEM_NAMES), 支出: of.each(FUNDS) },
    人员: {
      编制: { 行政: of.next(), 事业: of.next() },
      在职: { 行政: of.next(), 事业: 300, 参公事业: of.next() },
      离休: of.next(),
      退休: of.next(),
    },
    三公经费说明: of.form(PLANNED_COUNTS),
    政府采购明细: ofUnits(() => ({
      ...of.form(fieldsOf(PURCHASE_FORM)),
      品目编码: `A${of.next()}`,
      品目: of.text(),
      单价: of.amount(),
      金额: of.amount() * 100_000,
      中小企业: of.amount(),
      小微企业: 1000,
    })),
    购买服务明细: ofUnits(() => ({
      ...of.form(fieldsOf(SERVICE_FORM)),
      金额: of.amount(),
    })),
    国有资产: {
      车辆: { 机要通信用车: of.next(), 其他用车: of.next() },
      ...of.form(FINAL_FORM.equipment),
      计划购置: {
        车辆: { 其他用车: of.next() },
        ...of.form(fieldsOf(PLANNED_FORM)),
      },
      房屋面积: of.next(),
    },
    绩效管理: Object.fromEntries(
      MANAGEMENT_STAGES.map((stage) => [
        stage,
        { ...of.form(MANAGEMENT_FORM[stage]), 金额: of.amount() },
      ]),
    ),
    整体绩效: {
      ...of.form(fieldsOf(OVERALL_FORM)),
      近两年收支: [2025, 2024].map((年度) => ({
        年度,
        ...of.each([...HISTORY_INCOME, ...HISTORY_EXPENDITURE]),
      })),
      ...goals(),
    },
    绩效项目: ['甲项目', '乙项目'].map((名称) => ({
      名称: `${名称}${of.text()}`,
      公开名称: of.text(),
      编码: `8${of.next()}`,
      项目: [名称],
      ...of.form(fieldsOf(PROJECT_FORM)),
      用途: of.text(),
      总预算: of.amount(),
      上年预算: of.amount(),
      前年预算: of.amount(),
      支出明细: ['上级转移支付', '其他资金'].map((来源) => ({
        ...of.form(fieldsOf(COST_FORM)),
        来源,
        金额: of.amount(),
      })),
      采购: twice(() => ({ ...of.form(fieldsOf(PROJECT_PURCHASE_FORM)), 金额: of.amount() })),
      ...goals(),
    })),
    名词解释: { [of.text()]: of.text(), [of.text()]: of.text() },
  };
}

function final(): Written {
  const of = new Distinct();
  const goal = () => ({
    内容: of.text(),
    完成情况: of.text(),
    分值: of.points(),
    得分: of.points(),
    指标: Object.fromEntries(
      INDICATOR_LEVELS.map((level, i) => [
        level,
        {
          [of.text()]:
            i === 0
              ? []
              : twice(() => ({
                  名称: of.text(),
                  目标值: of.text(),
                  完成值: of.text(),
                  分值: of.points(),
                  得分: of.points(),
                })),
        },
      ]),
    ),
  });
  const evaluation = () => ({
    全年预算: of.amount(),
    执行率分值: of.points(),
    ...of.form(fieldsOf(EVALUATION_FORM)),
    目标: twice(goal),
  });
  return {
    ...COMMON,
    类型: '决算',
    收入: [{ 单位: '100001', 一般公共预算拨款: { '2010301': 100 } }],
    金额单位: '元',
    概况: { 主要职责: ['负责示例工作。'], ...of.form(FINAL_FORM.phone) },
    全年预算: { 三公经费: of.each(EXPENSE_ITEM_NAMES) },
    年初预算: {
      三公经费: of.each(EXPENSE_ITEM_NAMES),
      一般公共预算支出: { '2010301': of.amount() },
    },
    上年: {
      收入: { 一般公共预算拨款: of.amount(), 其他收入: of.amount() },
      年初结转和结余: { 一般公共预算: of.amount() },
      支出: { 一般公共预算: of.amount(), 政府性基金预算: of.amount() },
      年末结转和结余: { 一般公共预算: of.amount() },
      使用非财政拨款结余: of.amount(),
      结余分配: of.amount(),
      三公经费: of.each(EXPENSE_ITEM_NAMES),
      机关运行经费: of.amount(),
    },
    三公经费说明: {
      ...of.form(fieldsOf(THREE_PUBLIC_FORM)),
      运行费明细: { [of.text()]: of.amount(), [of.text()]: of.amount() },
    },
    政府采购: {
      ...of.each(PROCUREMENT_KINDS),
      中小企业: of.each(SMALL_FIRM_ITEMS),
      预留: of.each(RESERVED_ITEMS),
      预留成交: of.each(WON_ITEMS),
    },
    国有资产: {
      车辆: { 机要通信用车: of.next(), 其他用车: of.next() },
      ...of.form([...FINAL_FORM.vehicles, ...FINAL_FORM.equipment]),
    },
    绩效管理: Object.fromEntries(
      MANAGEMENT_STAGES.map((stage) => [
        stage,
        { ...of.form(MANAGEMENT_FORM[stage]), 金额: of.amount() },
      ]),
    ),
    重点工作: { 事项: twice(() => ({ 事项: of.text(), 内容: of.text(), 完成情况: of.text() })) },
    整体自评: { 名称: of.text(), ...evaluation() },
    项目自评: ['甲项目', '乙项目'].map((名称) => ({
      名称: `${名称}${of.text()}`,
      项目: [名称],
      ...of.form(fieldsOf(PROJECT_EVALUATION_FORM)),
      ...evaluation(),
    })),
    名词解释: { [of.text()]: of.text() },
  };
}

// ---- tables that print everything

const cells = (fields: readonly string[], amounts: readonly string[]): string[] => [
  ...fields.map((field) => `"{${field}}"`),
  ...amounts.map((amount) => `{额: ${amount}, 式: 数}`),
];
const rows = (all: readonly string[], indent: string): string =>
  all.map((cell) => `${indent}- 行: [${cell}]\n`).join('');

/** A loop that prints each field and amount of a source, with the sources that stand within it. */
function loop(source: RowSourceName, kind: '预算' | '决算', indent: string): string {
  const { fields, amounts = [] }: RowSource = ROW_SOURCES[source];
  const within = ROW_SOURCE_NAMES.filter((name) => {
    const inner: RowSource = ROW_SOURCES[name];
    const origin = ROW_ORIGINS[name];
    const goals = name === '长期目标' || name === '年度目标';
    const inside = inner.within?.includes(source) || (goals && source === '绩效项目');
    return inside && 'inside' in origin && (inner.kinds ?? [kind]).includes(kind);
  });
  const inner = within.map((name) => loop(name, kind, `${indent}    `)).join('');
  return `${indent}- 逐: ${source}\n${indent}  内容:\n${rows(cells(fields, amounts), `${indent}    `)}${inner}`;
}

const params = (entry: Written): string =>
  Object.entries(entry)
    .map(([key, value]) => `, ${key}: ${String(value)}`)
    .join('');

/** All that is asked of one quantity: each of its items, on each basis. */
function asked(name: QuantityName, kind: '预算' | '决算'): string[] {
  const {
    items = [undefined],
    params: known,
    kinds = [kind],
  } = QUANTITIES[name] as {
    readonly items?: readonly (string | undefined)[];
    readonly params: readonly string[];
    readonly kinds?: readonly string[];
  };
  if (!kinds.includes(kind) || name === '附表') return [];
  const bases =
    kind === '预算' ? ['本年', '上年', '上年执行数'] : ['本年', '上年', '年初预算', '全年预算'];
  return [undefined, ...items].flatMap((项) =>
    (known.includes('口径') ? bases : [undefined]).flatMap((口径) =>
      (known.includes('前') ? ['"1"', '"2"'] : [undefined]).map((前) => {
        const given = Object.entries({ 项, 口径, 前 }).filter(([, value]) => value !== undefined);
        return `{量: ${name}${params(Object.fromEntries(given))}, 式: 数, 零: 显示}`;
      }),
    ),
  );
}

const HEAD = (id: string, more = '') =>
  `表号: ${id}\n名称: ${id}\n纸张: 纵向\n申报表: 是\n${more}列宽: [30]\n表体:\n`;

function tables(kind: '预算' | '决算'): Record<string, string> {
  const sources = ROW_SOURCE_NAMES.filter((name) => {
    const { within, kinds = [kind] }: RowSource = ROW_SOURCES[name];
    const { kind: what } = ROW_ORIGINS[name];
    const own = name !== '长期目标' && name !== '年度目标' && name !== '整体绩效';
    return !within && own && kinds.includes(kind) && what !== 'selecting' && what !== 'composed';
  });
  const lists = Object.fromEntries(
    sources.map((name, i) => [`试${i + 1}`, HEAD(`试${i + 1}`) + loop(name, kind, '  ')]),
  );
  const fields = ROOT_FIELDS.filter(
    (name) => hasField(kind, name) && FIELD_ORIGINS[name] !== COMPUTED && name !== '填报日期',
  );
  const quantities = (Object.keys(QUANTITIES) as QuantityName[]).flatMap((name) =>
    asked(name, kind),
  );
  const bySubject = ['一般公共预算', '政府性基金预算', '国有资本经营预算', '财政专户管理资金'].map(
    (fund) =>
      `{量: 支出, 资金: ${fund === '财政专户管理资金' ? '[财政专户管理资金, 单位资金]' : fund}, 口径: 上年, 式: 数}`,
  );
  const funds = FUNDS.filter((fund) => kind === '预算' || fund !== '财政专户管理资金');
  const sums = funds.flatMap((fund) =>
    (kind === '预算' ? ['上年', '上年执行数'] : ['上年', '年初预算']).flatMap((basis) => [
      `{量: 支出, 资金: ${fund}, 口径: ${basis}, 式: 数}`,
      ...(kind === '决算'
        ? [
            `{量: 收入, 资金: ${fund}, 结转: 结转, 口径: ${basis}, 式: 数}`,
            `{量: 年终结转结余, 资金: ${fund}, 口径: ${basis}, 式: 数}`,
          ]
        : []),
    ]),
  );
  const incomes =
    kind === '决算'
      ? ['一般公共预算拨款', '其他收入'].map(
          (one) => `{量: 收入, 来源: ${one}, 口径: 上年, 式: 数}`,
        )
      : [];
  return {
    ...lists,
    试字段: HEAD('试字段') + rows(cells(fields, []), '  '),
    试量: HEAD('试量') + rows([...quantities, ...sums, ...incomes], '  '),
    ...(kind === '预算'
      ? {
          试整体:
            HEAD('试整体', '逐: 整体绩效\n') +
            rows(['"{填报日期}"'], '  ') +
            loop('长期目标', kind, '  ') +
            loop('年度目标', kind, '  '),
          试科目: `${HEAD('试科目')}  - 逐: 停用科目\n    内容:\n${rows(bySubject, '      ')}  - 逐: 功能科目\n    内容:\n${rows(bySubject, '      ')}`,
        }
      : {
          试说明: `${HEAD('试说明')}  - 逐: 项目说明\n    内容:\n${rows(cells(['项目名称', '用途'], []), '      ')}`,
          试科目: `${HEAD('试科目')}  - 逐: 预决算科目\n    内容:\n${rows(['{量: 支出, 资金: 一般公共预算, 口径: 年初预算, 式: 数}'], '      ')}`,
        }),
    试单位: `表号: 试单位\n名称: 试单位\n纸张: 纵向\n列:\n  - {名: 代码, 文: "{编码}", 宽: 9}\n  - {名: 名称, 文: "{名称}", 宽: 9}\n  - {名: 支出, 量: 支出, 宽: 9}\n行源: [单位]\n`,
    试项目: `表号: 试项目\n名称: 试项目\n纸张: 纵向\n列:\n  - {名: 代码, 文: "{编码}", 宽: 9}\n  - {名: 名称, 文: "{名称}", 宽: 9}\n  - {名: 支出, 量: 支出, 宽: 9}\n行源: [项目]\n`,
  };
}

/** Leaves of a tree, each by its path. */
function leavesOf(tree: unknown, path: Path = []): [string, string][] {
  if (tree === null || tree === undefined) return [];
  if (tree instanceof Numeral) return [[path.join('.'), String(Number(tree.text))]];
  if (typeof tree !== 'object')
    return [[path.join('.'), typeof tree === 'number' ? String(tree) : String(tree)]];
  return Object.entries(tree).flatMap(([key, one]) => leavesOf(one, [...path, key]));
}

/** What a year receives and spends is solved elsewhere; no table prints duties. */
const NOT_READ = [/^(收入|基本支出)\./, /^项目支出\.\d\.支出\./, /^概况\.主要职责/];
/** A budget tells of the purposes of projects that have no form alone. */
const COVERED = /^项目支出\.\d\.用途$/;

describe('origins', () => {
  it('are there for each field and each amount of each row source', () => {
    const missing = ROW_SOURCE_NAMES.flatMap((name) => {
      const { fields, amounts = [] }: RowSource = ROW_SOURCES[name];
      const origin = ROW_ORIGINS[name];
      if (origin.kind === 'selecting' || origin.kind === 'composed') return [];
      const keys: readonly string[] = 'keys' in origin ? origin.keys : [];
      return [
        ...fields.filter((field) => !(field in origin.fields) && !keys.includes(field)),
        ...amounts.filter((amount) => !(amount in (origin.amounts ?? {}))),
      ].map((one) => `${name}.${one}`);
    });
    expect(missing).toEqual([]);
    expect(ROOT_FIELDS.filter((name) => !Object.hasOwn(FIELD_ORIGINS, name))).toEqual([]);
  });
});

describe.each([
  ['预算', budget, [...NOT_READ, COVERED]],
  ['决算', final, NOT_READ],
] as const)('%s', (kind, make, unread) => {
  it('is read back leaf by leaf', () => {
    const input = make();
    const own = tables(kind);
    const ids = Object.keys(own).join(', ');
    const profile = `名称: 试\n继承: ${kind}\n部分: [{标题: 表, 表: [{目录: 表, 表: [${ids}]}]}]\n`;
    const files = Object.fromEntries(
      Object.entries(own).map(([id, text]) => [`profiles/试/${id}.yaml`, text]),
    );
    const text = department({ 格式: '试', ...input });
    const result = compileText({ 'a.yaml': text }, { 'profiles/试.yaml': profile, ...files });
    expect(result.model?.budget.year, result.diagnostics.map(brief).join('\n')).toBe(2026);
    const source = result.sources[0]?.input?.source.tree as Tree;
    const words = readWords(readTablesOf(result), {
      profile: result.model?.profile as NonNullable<typeof result.model>['profile'],
      kind: kindNamed(kind) as NonNullable<ReturnType<typeof kindNamed>>,
      year: 2026,
      unit: '元',
    });
    const found = new Map(leavesOf(words.tree));
    const lost = leavesOf(source)
      .filter(([path]) => !unread.some((pattern) => pattern.test(path)))
      .flatMap(([path, value]) =>
        found.get(path) === value ? [] : [`${path}: ${value} ≠ ${found.get(path)}`],
      );
    expect(lost).toEqual([]);
  });
});
