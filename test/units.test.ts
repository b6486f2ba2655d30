/** --单位: the packages of units, made of the department's input. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { sum } from '../src/model/money.js';
import { department } from './helpers/departments.js';
import { templates } from './helpers/input.js';
import { bodyOf } from './helpers/one-table.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';
import { brief, compiled, documentLines, edited, type Overlay, overlay } from './helpers/world.js';

const OFFICE = '100001';
const STATION = '100002';
type Parts = Readonly<Record<string, unknown>>;

const goal = { 内容: '完成任务' };
const WHOLE: Parts = {
  单位: [
    { 代码: OFFICE, 名称: '示例局本级', 性质: '行政单位' },
    { 代码: STATION, 名称: '示例站', 性质: '事业单位' },
  ],
  概况: { 主要职责: ['负责全局的工作。'] },
  收入: [
    { 单位: OFFICE, 一般公共预算拨款: 130 },
    { 单位: STATION, 一般公共预算拨款: 40, 事业收入: 5 },
  ],
  基本支出: [
    { 单位: OFFICE, 功能科目: '2010301', 经济科目: { '30101': 80, '30201': 20 } },
    { 单位: STATION, 功能科目: '2010350', 经济科目: { '30101': 30 } },
    { 单位: STATION, 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': 5 } },
  ],
  项目支出: [
    { 名称: '本级项目', 单位: OFFICE, 支出: [{ 功能科目: '2010302', 金额: 20 }] },
    {
      名称: '共用项目',
      单位: OFFICE,
      支出: [
        { 功能科目: '2010302', 金额: 10 },
        { 功能科目: '2010302', 单位: STATION, 金额: 4 },
      ],
      合计: 14,
    },
    { 名称: '站里项目', 单位: STATION, 用途: '修缮', 支出: [{ 功能科目: '2010302', 金额: 6 }] },
  ],
  绩效项目: ['本级项目', '站里项目'].map((名称) => ({
    名称,
    项目: [名称],
    用途: '示例',
    长期目标: [goal],
    年度目标: [goal],
  })),
  变动原因: { 收支总体: '全局的原因' },
  合计: { 收入总计: 175 },
  政府采购: { 货物: 3 },
  政府购买服务: { 公共服务: 0 },
  国有资产: { 车辆: { 业务用车: 2 } },
};
const STATION_OWN: Parts = {
  概况: { 主要职责: ['负责站里的工作。'] },
  政府采购: { 货物: 0 },
  国有资产: { 车辆: { 业务用车: 0 } },
};
const input = (parts: Parts = {}) =>
  department({ ...WHOLE, 单位材料: { [STATION]: STATION_OWN }, ...parts });

function made(unit: string | undefined, text = input(), others: Parts = {}, files: Overlay = {}) {
  const inputs: Record<string, unknown> = { '2026.yaml': text, ...others };
  const read = (path: string) => {
    const found = inputs[path];
    if (found === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
    return new TextEncoder().encode(String(found));
  };
  const folder = Object.keys(files).length > 0 ? overlay(files) : templates;
  return compile('2026.yaml', { read, templates: folder }, unit === undefined ? {} : { unit });
}
const wrong = (...args: Parameters<typeof made>) =>
  made(...args)
    .diagnostics.filter(({ severity }) => severity === '错误')
    .map(brief);
const place = (text: string, passage: string) => {
  const before = text.slice(0, text.indexOf(passage)).split('\n');
  return `2026.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}`;
};

describe('the package of a unit', () => {
  const { tables, document, budget } = compiled(made(STATION));
  const body = (id: string) => bodyOf(tables.find((table) => table.id === id) as never);
  const lines = documentLines(document);

  it('has the unit in the place of the department', () => {
    expect(document.title).toBe('示例站2026年单位预算公开');
    expect(lines).toContain('示例站');
    expect(lines.filter((line) => line.includes('示例局'))).toEqual([]);
    expect([budget.publisher, budget.units.map(({ name }) => name)]).toEqual(['单位', ['示例站']]);
  });
  it('has what is the unit’s of the figures: income, basic expenditure, its part of projects', () => {
    expect(body('预算02')[0]).toBe(
      '|合计|45.00|45.00|40.00|0.00|0.00|0.00|5.00|0.00|0.00|0.00|0.00|0.00',
    );
    const first = body('预算10').map((line) => line.split('|').slice(0, 3).join('|'));
    expect(first).toEqual([
      '||10.00',
      '示例站||10.00',
      '本级支出项目||10.00',
      '共用项目|示例站|4.00',
      '站里项目|示例站|6.00',
    ]);
    expect(body('预算02').map((line) => line.split('|').slice(0, 3).join('|'))).toEqual([
      '|合计|45.00',
      '100002|示例站|45.00',
    ]);
  });
  it('has the performance of its own projects, under the department', () => {
    const forms = tables.filter(({ id }) => id.startsWith('预算12'));
    expect(forms.map(({ subject }) => subject)).toEqual(['站里项目']);
    expect(bodyOf(forms[0] as never).join('\n')).toContain('示例局');
  });
  it('says nothing that is written of the department: neither its duties nor its reasons', () => {
    const text = lines.join('\n');
    expect(text).toContain('负责站里的工作。');
    // nor what only a department is made of
    expect(text).toContain('单位机构设置');
    expect(text).not.toContain('预算编制范围');
    expect(tables.find(({ id }) => id === '预算01')?.lead).toBe('单位：示例站');
    expect(
      lines.filter((line) => /部门/.test(line) && !/纳入部门预算管理|预算部门/.test(line)),
    ).toEqual([]);
    expect(text).not.toMatch(/全局/);
    expect(text).toContain('单位共有车辆0辆');
    expect(text).toContain('2026年没有安排政府采购预算支出。');
    // of nothing in the department there is nothing in the unit
    expect(text).toContain('2026年没有安排政府购买服务预算支出。');
  });
  it('is called by its code, its name, or 本级; the department’s is as it was', () => {
    const title = (unit: string | undefined, text = input()) =>
      compiled(made(unit, text)).document.title;
    expect(title('示例站')).toBe('示例站2026年单位预算公开');
    const both = input({ 单位材料: { [STATION]: STATION_OWN, [OFFICE]: STATION_OWN } });
    expect(title('本级', both)).toBe('示例局本级2026年单位预算公开');
    const plain = compiled(made(undefined, department(WHOLE)));
    const own = compiled(made(undefined));
    expect(documentLines(own.document)).toEqual(documentLines(plain.document));
    expect(own.tables.map(bodyOf)).toEqual(plain.tables.map(bodyOf));
  });
});

it('subjects of the government’s budget are those that the department writes for all', () => {
  const given = input({ 政府经济科目: { 30101: { 事业单位: '50299' } } });
  for (const unit of [undefined, STATION]) {
    const { facts } = compiled(made(unit, given)).budget;
    const salaries = facts.filter((one) => one.unit === STATION && one.economic === '30101');
    expect(salaries.map(({ government }) => government)).toEqual(['50299']);
  }
});

describe('what the unit must say itself', () => {
  it('is how its performance is managed, of which sentences say that there is none', () => {
    const text = input({ 绩效管理: { 绩效目标: { 单位数: 2, 项目数: 3, 金额: 40 } } });
    expect(wrong(STATION, text)).toEqual([
      `${place(text, '绩效管理:')} “绩效管理”是部门合起来写的，不知道单位 100002 示例站的；不写就印成没有〔请在“单位材料”的“100002”里写“绩效管理”，没有的写 0〕`,
    ]);
    const none = { ...STATION_OWN, 绩效管理: { 绩效目标: { 单位数: 0, 项目数: 0, 金额: 0 } } };
    expect(
      wrong(STATION, input({ 绩效管理: none.绩效管理, 单位材料: { [STATION]: none } })),
    ).toEqual([]);
  });
  it('is told at the unit, and where the department says it of the whole', () => {
    const text = input({ 单位材料: undefined });
    const of = '单位 100002 示例站';
    expect(wrong(STATION, text)).toEqual([
      `${place(text, `代码: "${STATION}"`)} ${of}的材料缺少“概况”：职责只写了部门的，不能当作单位的〔请在“单位材料”的“100002”里写“概况: { 主要职责: […] }”〕`,
      `${place(text, '政府采购:')} “政府采购”是部门合起来写的，不知道${of}的；不写就印成没有〔请在“单位材料”的“100002”里写“政府采购”，没有的写 0〕`,
      `${place(text, '国有资产:')} “国有资产”是部门合起来写的，不知道${of}的；不写就印成没有〔请在“单位材料”的“100002”里写“国有资产”，没有的写 0〕`,
    ]);
  });
  it('is told at its section where that is not whole, or wrong', () => {
    const own = { ...STATION_OWN, 概况: { 主要责任: ['甲'] } };
    const text = input({ 单位材料: { [STATION]: own } });
    for (const unit of [STATION, undefined])
      expect(wrong(unit, text).join('\n')).toContain(
        `${place(text, '主要责任')} 没有“主要责任”这个键〔是不是“主要职责”？〕`,
      );
    const stray = input({ 单位材料: { 100009: STATION_OWN } });
    expect(wrong(undefined, stray)).toEqual([
      `${place(stray, '"100009"')} “单位”里没有列出代码 100009〔是不是“100001”？〕`,
    ]);
  });
  it('is 年终结转结余 by unit', () => {
    const text = input({
      年终结转结余: { 一般公共预算: 2 },
      收入: [
        { 单位: OFFICE, 一般公共预算拨款: 132 },
        { 单位: STATION, 一般公共预算拨款: 40, 事业收入: 5 },
      ],
      合计: undefined,
    });
    expect(wrong(STATION, text)).toEqual([
      `${place(text, '年终结转结余')} “年终结转结余”是合起来写的，不知道单位 100002 示例站的是多少〔请分开写在“收入”里各单位的“年终结转结余”里〕`,
    ]);
  });
  it('is asked for by rules with the place where it goes', () => {
    const { checks } = made(STATION);
    const missing = checks.flatMap(({ outcome }) =>
      'missing' in outcome && outcome.missing ? [outcome] : [],
    );
    expect(missing.map((one) => [one.missing?.path.join('.'), one.hint])).toContainEqual([
      '单位材料.100002.整体绩效',
      '请写在“单位材料”的“100002”里',
    ]);
  });
  it('must balance by itself', () => {
    const text = input({
      收入: [
        { 单位: OFFICE, 一般公共预算拨款: 131 },
        { 单位: STATION, 一般公共预算拨款: 39, 事业收入: 5 },
      ],
    });
    expect(wrong(STATION, text).join('\n')).toContain(
      '一般公共预算收入 39 万元，支出和年终结转结余 40 万元',
    );
  });
  it('a unit that there is not', () => {
    const text = input();
    expect(wrong('示例馆', text)).toEqual([
      `${place(text, '\n单位:').replace(/:(\d+):\d+$/, (_, n) => `:${Number(n) + 1}:1`)} “单位”里没有“示例馆”〔是不是“示例站”？〕`,
    ]);
  });
});

describe('the year before of a unit', () => {
  const before = department({
    ...WHOLE,
    年度: 2025,
    编制日期: '2025-01-15',
    绩效项目: undefined,
    收入: [
      { 单位: OFFICE, 一般公共预算拨款: 130 },
      { 单位: STATION, 一般公共预算拨款: 41, 事业收入: 5 },
    ],
    基本支出: [
      { 单位: OFFICE, 功能科目: '2010301', 经济科目: { '30101': 80, '30201': 20 } },
      { 单位: STATION, 功能科目: '2010350', 经济科目: { '30101': 30, '30217': 1 } },
      { 单位: STATION, 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': 5 } },
    ],
    合计: undefined,
  });
  const said = (text: string, others: Parts = {}) =>
    documentLines(compiled(made(STATION, text, others)).document).filter((line) =>
      /单位收支总预算|“三公”经费支出\d/.test(line),
    );

  it('is the unit’s part of the department’s input of that year', () => {
    expect(said(input({ 上年: '2025.yaml' }), { '2025.yaml': before })).toEqual([
      '2026年单位收支总预算45万元，比2025年预算减少1万元，下降2.2%。',
      '2026年一般公共预算“三公”经费支出0万元，比2025年预算减少1万元，下降100%。其中：',
    ]);
  });
  it('is not known where it is listed of the department alone, or of a unit that was not there', () => {
    const alone = ['2026年单位收支总预算45万元。', '2026年一般公共预算“三公”经费支出0万元。其中：'];
    expect(said(input({ 上年: { 一般公共预算支出: { '2010350': 9 } } }))).toEqual(alone);
    const gone = before.replaceAll(STATION, '100008');
    expect(said(input({ 上年: '2025.yaml' }), { '2025.yaml': gone })).toEqual(alone);
  });
  it('is the unit’s part of what the department spent, too', () => {
    const { budget } = compiled(
      made(STATION, input({ 上年执行数: '2025.yaml' }), {
        '2025.yaml': before
          .replace('类型: 预算', '类型: 决算')
          .replace(/^格式: .*$/m, '格式: 决算')
          .replace(/^政府购买服务:\n.*\n/m, '')
          .replaceAll(/(一般公共预算拨款|事业收入): (\d+)/g, '$1: { "2010350": $2 }'),
      }),
    );
    const spent = budget.outturn?.facts.filter(({ side }) => side === '支出') ?? [];
    expect([...new Set(spent.map(({ unit }) => unit))]).toEqual([STATION]);
    // 30 + 1 + 5 of basic expenditure, 4 + 6 of projects, in 万元
    expect(sum(spent.map(({ amount }) => amount)).value.toString()).toBe('460000');
  });
  it('is what the unit writes, where it does', () => {
    const own = { ...STATION_OWN, 上年: { 支出: { 一般公共预算: 20, 单位资金: 5 } } };
    const text = input({ 上年: '2025.yaml', 单位材料: { [STATION]: own } });
    expect(said(text, { '2025.yaml': before })[0]).toBe(
      '2026年单位收支总预算45万元，比2025年预算增加20万元，增长80%。',
    );
  });
});

describe('what a format declares of a unit', () => {
  const profile = `名称: 甲
继承: 预算
部分:
  - {标题: 表, 表: [{表: [预算01, 新增资产配置]}]}
公开要求: {必有表: [预算01]}
`;
  const asset = (unit: string, sum: number) => ({
    单位: unit,
    资产类别: 'A02',
    资产名称: '计算机',
    数量: 1,
    金额: sum,
  });
  const lists = { 附表: { 新增资产配置: [asset(OFFICE, 3), asset(STATION, 2)] } };
  const assets = (parts: Parts, files: Overlay = {}) => {
    const text = input({ 格式: '甲', ...parts });
    const result = made(STATION, text, {}, { 'profiles/甲.yaml': profile, ...files });
    const [, table] = compiled(result).tables;
    return {
      text,
      budget: compiled(result).budget,
      body: bodyOf(table as never),
      notes: table?.notes,
      rules: result.diagnostics.map(({ rule }) => rule).filter((rule) => rule === '附表-01'),
    };
  };

  it('has those lines of the department’s 附表 that say they are the unit’s', () => {
    const { body, budget, text, rules } = assets(lists);
    expect(body).toEqual(['合计||||1||2.00', '示例站|A02|计算机||1||2.00']);
    const place = budget.schedules.get('新增资产配置')?.lines[0]?.amounts.金额?.sources[0];
    expect(text.split('\n')[(place?.line ?? 0) - 1]?.trim()).toBe('金额: 2');
    expect(rules).toEqual([]);
  });
  it('has none where all of them are others’, and says so of the unit', () => {
    const { body, notes, rules } = assets({ 附表: { 新增资产配置: [asset(OFFICE, 3)] } });
    expect([body.join('').replaceAll('|', ''), notes, rules]).toEqual([
      '',
      ['注：本单位2026年没有新增资产配置'],
      [],
    ]);
  });
  it('has what the unit writes itself, where it does', () => {
    const own = { ...STATION_OWN, 附表: { 新增资产配置: [asset(STATION, 9)] } };
    const { body } = assets({ ...lists, 单位材料: { [STATION]: own } });
    expect(body[0]).toBe('合计||||1||9.00');
  });
  it('has nothing of a list that does not say whose its lines are, and is told so', () => {
    const table = 'budget/新增资产配置.yaml';
    const nobodys = edited(table, '单位: {类: 单位, 必填: 是}', '单位: 编号');
    expect(assets(lists, { [table]: nobodys })).toMatchObject({ rules: ['附表-01'] });
  });
  it('has what is said of projects that nobody else spends on', () => {
    const of = (name: string) => ({ 名称: name, 项目: [name], 立项依据: ['有。'] });
    const statements = ['本级项目', '共用项目', '站里项目'].map(of);
    const { budget } = compiled(made(STATION, input({ 项目经费说明: statements })));
    expect(budget.statements.map(({ name }) => name)).toEqual(['站里项目']);
  });
});

it('a format for units stands in the place of the department’s', () => {
  const files = {
    'profiles/单位用.yaml': '名称: 单位用\n继承: 预算\n包名: "{部门}{年度}年{主体}预算"\n',
  };
  const text = input({ 单位格式: '单位用' });
  expect(compiled(made(STATION, text, {}, files)).document.title).toBe('示例站2026年单位预算');
  expect(compiled(made(undefined, text, {}, files)).document.title).toBe(
    '示例局2026年部门预算公开',
  );
  const own = { ...STATION_OWN, 格式: '预算' };
  const other = input({ 单位格式: '单位用', 单位材料: { [STATION]: own } });
  expect(compiled(made(STATION, other, {}, files)).profile.id).toBe('预算');
});

it('an input may be a unit’s own', () => {
  const files = { 'profiles/试.yaml': '名称: 试\n继承: 预算\n包名: "{部门}{年度}年{主体}预算"\n' };
  const text = department({ 主体: '单位', 格式: '试' });
  expect(compiled(made(undefined, text, {}, files)).document.title).toBe('示例局2026年单位预算');
});

describe('gongkai --单位', () => {
  const write = (parts: Parts = {}) => {
    const folder = temporaryFolder();
    const file = join(folder, '2026.yaml');
    writeFileSync(file, input(parts));
    return { folder, file };
  };
  const both = { 单位材料: { [STATION]: STATION_OWN, [OFFICE]: STATION_OWN } };

  it('compiles the department, its office and each unit, or one', async () => {
    const { folder, file } = write(both);
    const out = join(folder, 'out');
    const run = (unit: string) =>
      gongkai(['compile', file, '--单位', unit, '--only', 'csv', '-o', out]);
    const all = await run('全部');
    const names = [...all.out.matchAll(/out\/(.*?)\/（/g)].map(([, name]) => name);
    expect([all.code, names]).toEqual([
      0,
      ['示例局2026年部门预算公开', '示例局本级2026年单位预算公开', '示例站2026年单位预算公开'],
    ]);
    expect((await run('本级')).out).toContain('示例局本级2026年单位预算公开');
  });
  it('tells which package is not written', async () => {
    const { folder, file } = write();
    const { code, err, out } = await gongkai([
      'compile',
      file,
      '--unit',
      '全部',
      '--only',
      'csv',
      '-o',
      join(folder, 'out'),
    ]);
    expect(code).toBe(1);
    expect(err).toContain('2026.yaml（示例局本级）：有 3 处错误，没有写出。');
    expect(out).toContain('示例站2026年单位预算公开');
  });
  it('checks and explains a unit’s package', async () => {
    const { file } = write(both);
    const checked = await gongkai(['check', file, '--单位', '全部']);
    expect(checked.code).toBe(0);
    for (const name of ['2026.yaml（示例局', '2026.yaml（示例局本级）', '2026.yaml（示例站）'])
      expect(checked.out).toContain(name);
    const { out } = await gongkai([
      'explain',
      file,
      '--单位',
      '示例站',
      '预算03',
      '2010302',
      '合计',
    ]);
    expect(out).toContain('精确数　10 万元');
    expect(out.match(/\+ /g)).toHaveLength(2);
    const skeleton = await gongkai(['check', file, '--单位', '示例站', '--骨架']);
    expect(skeleton.out).toMatch(/^单位材料:\n {2}"100002":\n/m);
  });
});

describe('the final accounts of a unit', () => {
  const text = department({
    类型: '决算',
    格式: '决算',
    年度: 2025,
    单位: [
      { 代码: OFFICE, 名称: '示例局本级', 性质: '行政单位' },
      { 代码: STATION, 名称: '示例站', 性质: '事业单位' },
    ],
    收入: [
      { 单位: OFFICE, 一般公共预算拨款: { '2010301': 100 } },
      { 单位: STATION, 上级补助收入: { '2010350': 6 } },
    ],
    基本支出: [
      { 单位: OFFICE, 功能科目: '2010301', 经济科目: { '30101': 100 } },
      { 单位: STATION, 功能科目: '2010350', 资金: '单位资金', 经济科目: { '30201': 4 } },
    ],
    结余分配: { [STATION]: 2 },
    单位材料: { [STATION]: { 概况: { 主要职责: ['甲'] } } },
  });
  it('have what is written by the code of units', () => {
    const { document, budget } = compiled(made(STATION, text));
    expect(document.title).toContain('单位决算');
    expect(budget.facts.map(({ side, amount }) => `${side} ${amount.value}`)).toEqual([
      '收入 60000',
      '结余分配 20000',
      '支出 40000',
    ]);
  });
});
