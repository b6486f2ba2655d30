/** 普陀区's forms: a street office as a department, its own office and units in the unit form, 2025 and 2026. */
import { describe, expect, it } from 'vitest';
import { reportOf } from '../src/checks/report.js';
import { isFinding } from '../src/checks/rule.js';
import { checkSheet } from '../src/checks/sheet.js';
import { Decimal } from '../src/model/money.js';
import { quantity } from '../src/model/quantities.js';
import { rootScope } from '../src/model/scope.js';
import { checkText } from '../src/review/show/check-text.js';
import { cellText, type Table } from '../src/tables/table.js';
import { edit, example } from './helpers/input.js';
import {
  brief,
  compiled,
  compileExample,
  compileText,
  documentLines,
  problemsOf,
} from './helpers/world.js';

const INPUT = 'wanli/2025.yaml';
const UNITS = ['551001', '551002', '551003', '551004', '551005', '551006'];
const OFFICE = '上海市普陀区人民政府万里街道办事处（本部）';
const office = compiled(compileExample(INPUT, '本级'));
const department = compiled(compileExample(INPUT));

/** Texts of the rows above the figures: the headings with their spans. */
const headings = ({ cells, headerRows }: Table): string[] =>
  Array.from({ length: headerRows }, (_, r) =>
    cells
      .filter(({ row }) => row === r)
      .map(({ content, rowSpan, colSpan }) => `${cellText(content)} ${rowSpan}×${colSpan}`)
      .join('|'),
  );
const tableOf = (tables: readonly Table[], id: string): Table => {
  const found = tables.find((table) => table.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const column = ({ cells }: Table, col: number): string[] =>
  cells.filter((cell) => cell.col === col).map(({ content }) => cellText(content));

describe('the unit form', () => {
  const lines = documentLines(office.document);

  it('has the cover, the parts and the titles of the blank workbook, in its order', () => {
    const contents = lines.indexOf('目录');
    expect(lines.slice(0, contents + 16)).toEqual([
      `${OFFICE}2025年单位预算`,
      '上海市普陀区2025年区级单位预算',
      `预算单位：${OFFICE}`,
      '目录',
      '一、单位主要职能',
      '二、单位机构设置',
      '三、名词解释',
      '四、单位预算编制说明',
      '五、单位预算表',
      '　1. 2025年预算单位财务收支预算总表',
      '　2. 2025年预算单位收入预算总表',
      '　3. 2025年预算单位支出预算总表',
      '　4. 2025年预算单位财政拨款收支预算总表',
      '　5. 2025年预算单位一般公共预算支出功能分类预算表',
      '　6. 2025年预算单位政府性基金预算支出功能分类预算表',
      '　7. 2025年预算单位国有资本经营预算支出功能分类预算表',
      '　8. 2025年预算单位一般公共预算基本支出部门预算经济分类预算表',
      '　9. 2025年单位“三公”经费和机关运行经费预算表',
      '六、其他相关情况说明',
    ]);
    // the title above each table is the one in the contents
    expect(office.tables.map(({ title }) => title)).toEqual(
      lines.filter((line) => /^　\d\. /.test(line)).map((line) => line.slice(4)),
    );
    expect(new Set(office.tables.map(({ lead }) => lead))).toEqual(
      new Set([`编制单位：${OFFICE}`]),
    );
  });

  it('divides the expenditure of the first table as the form does', () => {
    expect(headings(tableOf(office.tables, '预算01'))).toEqual([
      '本年收入 1×2|本年支出 1×5',
      '项目 3×1|预算数 3×1|项目 3×1|预算数 1×4',
      '合计 2×1|基本支出 1×2|项目支出 2×1',
      '人员经费 1×1|公用经费 1×1',
    ]);
    expect(headings(tableOf(office.tables, '预算08'))).toEqual([
      '项目 1×3|一般公共预算基本支出 1×3',
      '经济分类科目编码 1×2|部门经济分类科目名称 2×1|合计 2×1|人员经费 2×1|公用经费 2×1',
      '类 1×1|款 1×1',
    ]);
  });

  it('says 单位 where the department’s says 部门', () => {
    const body = lines.slice(lines.lastIndexOf('六、其他相关情况说明'));
    expect(body.filter((line) => /本部门|（部门）|部门预算安排|编制部门/.test(line))).toEqual([]);
    for (const said of [
      `2025年${OFFICE}（单位）财政拨款的机关运行经费预算为357.95万元。`,
      '2025年度本单位政府采购预算4,413.97万元，其中：政府采购货物预算31.2万元、政府采购工程预算3,780.72万元、政府采购服务预算602.05万元。',
      '2025年度，本单位编报绩效目标的项目共41个，涉及项目预算资金8,251.11万元。',
    ])
      expect(body).toContain(said);
    expect(body.at(-1)).toMatch(/^2025年单位预算安排购置车辆1辆，其中：.*；单位预算安排购置单价/);
    const station = compiled(compileExample(INPUT, '551002'));
    expect(documentLines(station.document)).toContain('本单位无机关运行经费。');
    expect(tableOf(station.tables, '预算06').notes).toEqual([
      '注：本单位2025年无政府性基金预算财政拨款安排的预算，故本表为空表。',
    ]);
  });

  it('prints a column that the form has not where a unit has amounts there', () => {
    const other =
      '其他支出:\n  - { 单位: "551002", 性质: 事业单位经营支出, 功能科目: "2089999", 资金: 单位资金, 金额: 5 }\n';
    const earned = edit(
      example(INPUT),
      '一般公共预算拨款: 7240377\n',
      '一般公共预算拨款: 7240377\n    事业单位经营收入: 5\n',
    );
    const text = edit(earned, '\n项目支出:\n', `\n${other}\n项目支出:\n`);
    const { tables } = compiled(compileText({ [INPUT]: text }, {}, '551002'));
    expect(headings(tableOf(tables, '预算01'))[2]).toContain('事业单位经营支出');
  });
});

describe('what the units publish', () => {
  const units = UNITS.map((code) => compiled(compileExample(INPUT, code)));

  it.each([
    ['收入总计', {}],
    ['支出', { 性质: '项目支出' }],
    ['支出', { 口径: '上年' }],
    ['三公经费', {}],
    ['三公经费', { 口径: '上年', 项: '公务用车运行维护费' }],
    ['三公经费', { 口径: '上年', 项: '公务用车购置费' }],
    ['机关运行经费', {}],
    ['政府采购', { 项: '货物' }],
    ['政府采购', { 项: '工程' }],
    ['政府采购', { 项: '服务' }],
    ['绩效管理金额', { 项: '绩效目标' }],
  ] as const)('adds up to the department’s: %s %j', (name, params) => {
    const of = ({ budget, profile }: typeof office): Decimal => {
      const found = quantity(rootScope(budget, profile.rows), name, params);
      if (!found) throw new Error(`no ${name} of ${budget.department.name}`);
      return found.value;
    };
    const all = units
      .filter(({ budget }) => name !== '绩效管理金额' || budget.management.amounts.size > 0)
      .map(of);
    expect(Decimal.sum(...all)).toEqual(of(department));
  });
  it('counts as many vehicles, purchases of them and goals', () => {
    const totals = ({ budget }: typeof office) => [
      [...budget.vehicles.values()].reduce((a, b) => a + b, 0),
      [...(budget.plannedVehicles?.values() ?? [])].reduce((a, b) => a + b, 0),
      Number(budget.management.counts.绩效目标项目数 ?? 0),
    ];
    const sums = units.map(totals).reduce((a, b) => a.map((n, i) => n + (b[i] ?? 0)));
    expect(sums).toEqual(totals(department));
  });
  it('is found without a fault', () => {
    for (const code of UNITS) {
      const { diagnostics } = compileExample(INPUT, code);
      expect(diagnostics).toEqual([]);
    }
  });
  it('is called the budget of a unit in what the checks print', () => {
    const report = reportOf('a.yaml', compileExample(INPUT, '本级'));
    expect(
      checkText([{ report, sources: [], textOf: () => undefined }], {
        all: false,
        quiet: false,
        grave: (severity) => severity === '错误',
      }),
    ).toContain(`${OFFICE} 2025 年单位预算，格式 putuo-2025-unit`);
    expect(checkSheet(report, (name) => name).title).toBe(`${OFFICE}2025年单位预算勾稽检查表`);
  });
});

describe('the forms of 2026', () => {
  const next = [
    ['格式: putuo-2025-as-published', '格式: putuo-2026'],
    ['单位格式: putuo-2025-unit', '单位格式: putuo-2026-unit'],
  ].reduce((text, [from = '', to = '']) => edit(text, from, to), example(INPUT));

  it('word the appropriations as the blank workbooks do', () => {
    const words = (unit?: string) => {
      const { tables } = compiled(compileText({ [INPUT]: next }, {}, unit));
      return ['预算01', '预算04'].map((id) => column(tableOf(tables, id), 0).slice(2, 6));
    };
    const second = ['一、一般公共预算', '二、政府性基金预算', '三、国有资本经营预算', ''];
    expect(words()).toEqual([
      ['一、财政拨款收入', '1. 一般公共预算', '2. 政府性基金预算', '3. 国有资本经营预算'],
      second,
    ]);
    expect(words('本级')).toEqual([
      ['一、财政拨款收入', '1、一般公共预算', '2、政府性基金预算', '3、国有资本经营预算'],
      second,
    ]);
  });
  it('has 项目概述 for 项目概况', () => {
    const lines = documentLines(compiled(compileText({ [INPUT]: next })).document);
    expect(lines).toContain('# 一、项目概述');
  });
});

it('puts several 项目经费说明 below the names of their projects', () => {
  const text = edit(
    example(INPUT),
    '\n# ── 单位材料',
    '\n  - 名称: 社区为老服务\n    立项依据:\n      - 照市的规定。\n\n# ── 单位材料',
  );
  const { document } = compiled(compileText({ [INPUT]: text }));
  const lines = documentLines(document).filter((line) => line.startsWith('#'));
  expect(lines.slice(-10)).toEqual([
    '# 一、万里街道社区公共服务中心新建工程',
    '## （一）项目概况',
    '## （二）立项依据',
    '## （三）实施主体',
    '## （四）实施方案',
    '## （五）实施周期',
    '## （六）年度预算安排',
    '## （七）绩效目标',
    '# 二、社区为老服务',
    '## （一）立项依据',
  ]);
});

describe('texts that a format asks for', () => {
  const without = example(INPUT).replace(/\n +机构说明: .*综合行政执法队.*/, '');
  const found = (text: string) =>
    compileText({ [INPUT]: text }, {}, '551006').checks.flatMap(({ rule, outcome }) =>
      rule.id === '公开-22' && isFinding(outcome) ? [outcome] : [],
    );

  it('are told where they are not written, with where to write them', () => {
    expect(found(example(INPUT))).toEqual([]);
    const [finding] = found(without);
    expect(finding?.message).toBe(
      '没有写“机构说明”：格式“putuo-2025-unit”要求写，不写就不印这一段',
    );
    expect(finding?.missing?.path).toEqual(['单位材料', '551006', '概况', '机构说明']);
    const line = without.split('\n').findIndex((one) => one.startsWith('  "551006":')) + 2;
    expect(finding?.span.line).toBe(line);
    // the part is left out, as it was
    const { document } = compiled(compileText({ [INPUT]: without }, {}, '551006'));
    expect(document.contents.map(({ text }) => text)).not.toContain('二、单位机构设置');
  });
  it('are those that the kind of package has', () => {
    const asking = (base: string, name: string) =>
      problemsOf('甲', {
        'profiles/甲.yaml': `名称: 甲\n继承: ${base}\n公开要求: { 必写: [${name}] }\n`,
      }).map(brief);
    expect(asking('决算', '机构说明')).toEqual([]);
    expect(asking('决算', '人员构成')).toEqual([
      'templates/profiles/甲.yaml:3:14 决算的输入没有“人员构成”这一段',
    ]);
    expect(asking('预算', '机构')[0]).toContain('templates/profiles/甲.yaml:3:14 ');
  });
});
