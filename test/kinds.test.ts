/** Kinds of input file and the registries beneath them: what is entered once is known everywhere. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadProfile } from '../src/forms/library.js';
import { formMembers, formTexts } from '../src/kinds/common/form.js';
import { KINDS, kindNamed, PACKAGE_NAMES } from '../src/kinds/index.js';
import { listRules, rulesOf } from '../src/kinds/rules.js';
import { referencesOf } from '../src/kinds/schemas.js';
import * as FORMS from '../src/model/form-fields.js';
import { QUANTITIES, type Quantity, referenceProblem } from '../src/model/quantities.js';
import { comparedIn, REASONS } from '../src/model/reasons.js';
import { ROW_SOURCE_NAMES } from '../src/model/rows.js';
import { INCOME, INCOME_KINDS, KIND_NAMES } from '../src/model/terms.js';
import { FIRST_WORDS } from '../src/narrative/helper-specs.js';
import { templates } from './helpers/input.js';

type Node = { [key: string]: Node };
const schemaOf = (name: string): Node => {
  const schema = kindNamed(name)?.schema('元') ?? z.never();
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as Node;
};

/** Where units, subjects and projects are named, by the kinds of file. */
const SPENDING = [
  '单位 基本支出 * 单位',
  '功能科目 基本支出 * 功能科目',
  '经济科目 基本支出 * 经济科目 {}',
  '单位 项目支出 * 单位',
  '单位 项目支出 * 支出 * 单位',
  '功能科目 项目支出 * 支出 * 功能科目',
  '经济科目 项目支出 * 支出 * 经济科目',
  '政府经济科目 项目支出 * 支出 * 政府经济科目',
  '单位 其他支出 * 单位',
  '单位 其他支出 * 对方',
  '单位 收入 * 对方 上级补助收入 {}',
  '单位 收入 * 对方 附属单位上缴收入 {}',
  '单位 单位材料 {}',
  '功能科目 其他支出 * 功能科目',
  '经济科目 其他支出 * 经济科目',
  '政府经济科目 其他支出 * 政府经济科目',
  '经济科目 政府经济科目 {}',
  '政府经济科目 政府经济科目 {*}',
  '政府经济科目 政府经济科目 {*} 机关',
  '政府经济科目 政府经济科目 {*} 事业单位',
  '功能科目 变动原因 功能科目 {}',
  '类或项 主要用途 {}',
];
const listed = (block: string) =>
  ['一般公共预算支出', '政府性基金预算支出', '国有资本经营预算支出', '其他资金支出'].map(
    (section) => `功能科目 ${block}${section} {}`,
  );
/** The same below 单位材料: what a unit writes of its own. */
const ofUnit = (...references: string[]) =>
  references.map((one) => one.replace(' ', ' 单位材料 {*} '));
const OF_UNIT = ofUnit('功能科目 变动原因 功能科目 {}', '类或项 主要用途 {}');
const FINAL_FUNDS = ['一般公共预算', '政府性基金预算', '国有资本经营预算', '单位资金'];
const FINAL_INCOMES = [
  ...FINAL_FUNDS.slice(0, 3).map((fund) => `${fund}拨款`),
  ...['事业收入', '事业单位经营收入', '上级补助收入', '附属单位上缴收入', '其他收入'],
];
const FUNDS = [...FINAL_FUNDS, '财政专户管理资金'];
const REFERENCES = {
  预算: [
    '单位 收入 * 单位',
    ...[...FINAL_INCOMES, '财政专户管理资金'].map((income) => `功能科目 收入 * ${income} {}`),
    ...['收入 * 上年结转结余', '收入 * 年终结转结余', '年终结转结余'].flatMap((key) =>
      FUNDS.map((fund) => `功能科目 ${key} ${fund} {}`),
    ),
    ...SPENDING,
    ...listed('上年 '),
    ...listed('上年执行数 '),
    ...['政府采购明细', '购买服务明细'].flatMap((key) => [
      `单位 ${key} * 单位`,
      `功能科目 ${key} * 功能科目`,
      `经济科目 ${key} * 经济科目`,
    ]),
    '绩效项目 整体绩效 项目次序 *',
    '项目 绩效项目 * 项目 *',
    '项目 项目经费说明 * 项目 *',
    ...ofUnit(...listed('上年 '), ...listed('上年执行数 ')),
    ...ofUnit('绩效项目 整体绩效 项目次序 *', '项目 项目经费说明 * 项目 *'),
    ...OF_UNIT,
  ],
  决算: [
    '单位 收入 * 单位',
    ...FINAL_INCOMES.map((income) => `功能科目 收入 * ${income} {}`),
    ...['年初结转和结余', '年末结转和结余'].flatMap((key) => [
      `单位 ${key} * 单位`,
      ...FINAL_FUNDS.map((fund) => `功能科目 ${key} * ${fund} {}`),
    ]),
    '单位 使用非财政拨款结余 {}',
    '单位 结余分配 {}',
    ...SPENDING,
    ...listed('年初预算 '),
    '项目 项目自评 * 项目 *',
    ...ofUnit(...listed('年初预算 ')),
    ...OF_UNIT,
  ],
  上年数: listed(''),
};

describe('kinds of input file', () => {
  it('are those that 类型 may name, each once; packages are made of two', () => {
    expect(KINDS.map(({ name }) => name)).toEqual([...KIND_NAMES]);
    expect(PACKAGE_NAMES).toEqual(['预算', '决算']);
  });

  it.each(
    KINDS.map((kind) => [kind.name, kind] as const),
  )('%s refers to units, subjects and projects wherever it names one', (name, kind) => {
    const found = referencesOf(kind).map((one) => one.join(' '));
    expect(found.sort()).toEqual([...REFERENCES[name]].sort());
  });

  it.each(PACKAGE_NAMES)('%s is compared with years that its schema has', (name) => {
    const { years = [] } = kindNamed(name)?.published ?? {};
    const { properties } = schemaOf(name);
    expect(years.map(({ role }) => role).filter((role) => !properties?.[role])).toEqual([]);
    expect(years.flatMap(({ files }) => files).filter((file) => !kindNamed(file))).toEqual([]);
  });

  it('have rules of their own and in common; no rule is left out or asked twice', () => {
    const listed = listRules(templates);
    for (const kind of PACKAGE_NAMES) {
      const ids = rulesOf(loadProfile(kind, templates)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const own = listed.filter(({ kinds }) => kinds.includes(kind)).map(({ id }) => id);
      expect(own.sort()).toEqual(ids.sort());
    }
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    const of = (id: string) => listed.find((rule) => rule.id === id)?.kinds;
    expect([of('平衡-01'), of('平衡-03'), of('合计-01')]).toEqual([
      ['预算'],
      ['决算'],
      ['预算', '决算'],
    ]);
    expect([of('合计-03'), of('表间-01'), of('表间-21')]).toEqual([['预算'], ['预算'], ['决算']]);
  });
});

describe.each(PACKAGE_NAMES)('the reasons of %s', (kind) => {
  const keys = REASONS[kind].map(({ key }) => key);

  it('stand once each; those that explain others are among them', () => {
    expect(new Set(keys).size).toBe(keys.length);
    const named = comparedIn(kind).flatMap(({ keys: own, wider = [] }) => [...own, ...wider]);
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('explain quantities that take these parameters and know the other basis', () => {
    for (const { name, params, basis, rows } of comparedIn(kind)) {
      expect(referenceProblem(name, { ...params, 口径: basis })).toBeUndefined();
      expect((QUANTITIES[name] as Quantity).params).toContain('口径');
      if (rows) expect(ROW_SOURCE_NAMES).toContain(rows.source);
    }
  });

  it('are keys of the schema, and words that sentences may ask for', () => {
    const { properties } = schemaOf(kind).properties?.变动原因 ?? {};
    for (const { key, asked = key } of REASONS[kind]) {
      const [group = '', item] = key.split('.');
      const found = properties?.[group];
      if (item === '{编码}') expect(found?.additionalProperties).toBeDefined();
      else if (item !== undefined) expect(found?.properties?.[item]).toBeDefined();
      else expect(found).toBeDefined();
      expect(FIRST_WORDS.原因).toContain(asked);
    }
  });
});

describe('income', () => {
  it('has a line of its own in 收入构成, but for what is appropriated', () => {
    const lines = INCOME_KINDS.map((name) => INCOME[name].line).filter((line) => line > 0);
    expect(new Set(lines).size).toBe(lines.length);
    const appropriated = INCOME_KINDS.filter((name) => INCOME[name].line === 0);
    expect(appropriated).toEqual(INCOME_KINDS.filter((name) => name.endsWith('预算拨款')));
  });
});

describe('form text fields', () => {
  const forms = Object.entries(FORMS).filter(([name]) => name.endsWith('_FORM'));
  type Form = Parameters<typeof FORMS.fieldsOf>[0];
  const sections = forms.flatMap(([name, form]) =>
    Object.entries(form as Form).map(([section, fields]) => [name, section, fields] as const),
  );
  it.each(sections)('%s, %s: each is a member of the schema and a text, once', (_, __, fields) => {
    expect(fields.length).toBeGreaterThan(0);
    const members = z.strictObject(formMembers(fields));
    expect(Object.keys(members.shape)).toEqual(fields.map(({ key }) => key));
    const required = fields.filter(({ required }) => required).map(({ key }) => key);
    const { error } = members.safeParse({});
    expect(error?.issues.map(({ path }) => path.join()) ?? []).toEqual(required);
    expect(Object.keys(formTexts(fields, {}))).toEqual([...new Set(FORMS.namesOf(fields))]);
  });

  it('say what is written, on lines of its own; else what the package says, or another key', () => {
    const { owners, direction, statements } = FORMS.PROJECT_FORM;
    const fields = [...owners, ...direction, ...statements.slice(0, 1)];
    const written = { 用途: '甲', 执行单位: '乙', 申请理由: ['一', '二'] };
    expect(formTexts(fields, written, { 部门名称: '丙局' })).toEqual({
      主管部门: '丙局',
      执行单位: '乙',
      支出方向: '甲',
      申请理由: '一\n二',
    });
  });

  it('show codes of subjects with their names, purposes without their lead', () => {
    const functional = new Map([['2060101', { code: '2060101', name: '行政运行' }]]);
    const subjects = { functional, economic: new Map() } as never;
    const [code] = FORMS.PURCHASE_FORM.funding;
    expect(formTexts(code ? [code] : [], { 功能科目: '2060101' }, {}, subjects)).toEqual({
      功能科目: '[2060101]行政运行',
    });
    const abroad = FORMS.THREE_PUBLIC_FORM.abroadAndCars;
    const texts = formTexts(abroad, { 出国内容: '主要用于考察。', 出国团组: 0 });
    expect([texts.出国内容, texts.出国团组, texts.出国人次]).toEqual(['考察', '0', '']);
  });
});
