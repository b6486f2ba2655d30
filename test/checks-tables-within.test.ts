/** Sums within a table and 尾差: what is said of a changed cell, where, and of formats that differ. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { labelled } from '../src/tables/labels.js';
import { inputOf, plans } from './helpers/budgets.js';
import { plans as accountPlans, inputOf as accountsOf } from './helpers/final-plans.js';
import { edit, SMALL } from './helpers/input.js';
import { runs } from './helpers/runs.js';
import {
  cellAt,
  changed,
  contextOf,
  EXAMPLES,
  exampleContext,
  findingOf,
  found,
  tableOf,
  tampered,
  withTable,
} from './helpers/table-rules.js';
import { compileText, edited, problemsOf } from './helpers/world.js';

const WUCHANG = exampleContext('wuchang/2026.yaml');
const HONGSHAN = exampleContext('hongshan/2023-final.yaml');

/** What one rule says of an example with so many 元 more in one cell. */
function told(
  context: typeof WUCHANG,
  id: string,
  [template, row, column]: readonly [string, string, string],
  yuan = '10000',
): string[] {
  const table = tableOf(context, template);
  const other = tampered(context, table, cellAt(table, row, column), yuan);
  return found(other).flatMap((line) =>
    line.startsWith(`${id} `) ? [line.slice(id.length + 1)] : [],
  );
}

describe('down: each row is the sum of the rows below it', () => {
  it('of a 款 that was changed, both where it is a total and where it is a part', () => {
    expect(told(WUCHANG, '表内-02', ['预算03', '20601', '项目支出'])).toEqual([
      expect.stringMatching(
        /^错误 预算03 支出总表“206 科学技术支出”的“项目支出” [\d,.]+ 万元，下一级各行之和 [\d,.]+ 万元，相差 1 万元$/,
      ),
      expect.stringMatching(
        /^错误 预算03 支出总表“20601 科学技术管理事务”的“项目支出” [\d,.]+ 万元，下一级各行之和 [\d,.]+ 万元，相差 1 万元$/,
      ),
    ]);
  });
  it('exact to the 分, below what is printed', () => {
    expect(told(WUCHANG, '表内-02', ['预算02', '328001', '小计'], '0.01')).toEqual([
      expect.stringContaining('相差 0.01 元'),
    ]);
  });
  it('of a row that the table does not list', () => {
    const table = tableOf(WUCHANG, '预算05-1');
    const { row } = cellAt(table, '2060101', '合计');
    const cut = {
      ...table,
      rows: table.rows - 1,
      levels: table.levels.filter((_, i) => i !== row - table.headerRows),
      cells: table.cells
        .filter((cell) => cell.row !== row)
        .map((cell) => (cell.row > row ? { ...cell, row: cell.row - 1 } : cell)),
    };
    const rules = found(withTable(WUCHANG, table, cut)).map((line) => line.split(' ')[0]);
    expect(rules).toEqual(expect.arrayContaining(['表内-02', '表间-04', '表间-05', '表间-09']));
  });
  it('tells of twenty rows of a column and no more', () => {
    const table = tableOf(HONGSHAN, '公开02');
    const { col } = cellAt(table, '合计', '财政拨款收入');
    const other = changed(HONGSHAN, table, (cell) => {
      const { content } = cell;
      if (cell.col !== col || content.kind !== 'number') return cell;
      const value = content.figure.value.plus(cell.row * cell.row);
      return { ...cell, content: { ...content, figure: { ...content.figure, value } } };
    });
    expect(found(other).filter((line) => line.startsWith('表内-02'))).toHaveLength(20);
  });
});

describe('across: each sum column is the sum of its parts', () => {
  it.each([
    [
      '预算06',
      '30201',
      '人员经费',
      '“30201 办公费”的“本年一般公共预算基本支出—合计”',
      '“人员经费”“公用经费”之和',
    ],
    [
      '预算07',
      '合计',
      '公务接待费',
      '合计行的“三公”经费合计',
      '“因公出国（境）费”“小计”“公务接待费”之和',
    ],
  ])('%s %s', (template, row, column, whole, parts) => {
    expect(told(WUCHANG, '表内-03', [template, row, column])).toEqual([
      expect.stringContaining(`${whole} `),
    ]);
    expect(told(WUCHANG, '表内-03', [template, row, column])[0]).toContain(parts);
  });
  it('政府性基金: 年初 and income against expenditure and 年末', () => {
    expect(told(HONGSHAN, '表内-03', ['公开07', '合计', '年末结转和结余'])).toEqual([
      '错误 公开07 政府性基金预算财政拨款收入支出决算表“合计”的“本年支出—小计”加“年末结转和结余” 1 万元，“年初结转和结余”“本年收入”之和 0 万元，相差 1 万元',
    ]);
  });
  it('both halves of “三公”经费', () => {
    for (const half of ['预算数', '决算数'])
      expect(told(HONGSHAN, '表内-03', ['公开09', '', `${half}/公务接待费`])).toHaveLength(1);
  });
});

describe('two-sided forms: sums and totals', () => {
  it.each([
    ['预算01', '一般公共预算拨款收入', '预算数', WUCHANG, '本年收入合计', '各项收入之和'],
    ['预算01', '上年结转结余', '预算数', WUCHANG, '收入总计', '本年收入合计加结转结余'],
    ['预算04', '年终结转结余', '预算数', WUCHANG, '支出总计', '本年支出加年终结转结余'],
    ['公开01', '结余分配', '金额', HONGSHAN, '支出总计', '本年支出合计加结转结余'],
    [
      '公开04',
      '年末财政拨款结转和结余',
      '政府性基金预算财政拨款',
      HONGSHAN,
      '“政府性基金预算财政拨款”的总计',
      '“政府性基金预算财政拨款”的年末结转和结余',
    ],
    ['公开06', '人员经费合计', '决算数', HONGSHAN, '人员经费合计', '人员经费各类之和'],
    ['公开06', '30101', '决算数', HONGSHAN, '“301 工资福利支出”：', '人员经费各款之和'],
  ] as const)('%s %s %s', (template, row, column, context, whole, parts) => {
    const lines = told(context, '表内-04', [template, row, column]);
    expect(lines).toContainEqual(expect.stringContaining(whole));
    expect(lines.join('\n')).toContain(parts);
  });
});

describe('what differs is pointed at', () => {
  it('where only one of the two sums comes from', () => {
    const table = tableOf(WUCHANG, '预算10');
    const at = cellAt(table, '@3', '合计');
    const context = changed(WUCHANG, table, (cell) => {
      const { content } = cell;
      if (cell.row !== at.row || cell.col !== at.col || content.kind !== 'number') return cell;
      return { ...cell, content: { ...content, figure: { value: new Decimal(1), sources: [] } } };
    });
    const [source] = at.figure.sources;
    expect(findingOf(context, '表间-11').span).toEqual(source);
    expect(findingOf(context, '表间-11').sides?.sign).toBe('=');
    expect(findingOf(context, '表间-11').hint).toContain('请核对格式');
  });
});

describe('尾差', () => {
  it('is a hint, with its place, where rounding explains it', () => {
    expect(found(WUCHANG, true)).toEqual([
      '尾差-01 提示 预算03 支出总表“20805 行政事业单位养老支出”一行的“合计”印出的 3 项之和同合计相差 0.01 万元，是尾差',
      '尾差-01 提示 预算05-1 一般公共预算支出表（分功能科目）“20805 行政事业单位养老支出”一行的“合计”印出的 3 项之和同合计相差 0.01 万元，是尾差',
      '尾差-01 提示 预算06 一般公共预算基本支出表“302 商品和服务支出”一行的“本年一般公共预算基本支出—合计”印出的 17 项之和同合计相差 0.01 万元，是尾差',
    ]);
    const table = tableOf(WUCHANG, '预算03');
    expect(findingOf(WUCHANG, '尾差-01').span).toEqual(
      cellAt(table, '20805', '合计').figure.sources[0],
    );
  });
  const printed = (by: string) => {
    const table = tableOf(WUCHANG, '预算02');
    const at = cellAt(table, '合计', '小计');
    return changed(WUCHANG, table, (cell) => {
      const { content } = cell;
      if (cell.row !== at.row || cell.col !== at.col || content.kind !== 'number') return cell;
      return { ...cell, content: { ...content, value: content.value.plus(by) } };
    });
  };
  it('is never what is larger: a figure that is not its amount rounded is a mistake', () => {
    expect(found(printed('0.02'))).toEqual([
      expect.stringMatching(
        /^尾差-01 错误 预算02 收入总表“合计”一行的“本年收入—小计”印的是 [\d,.]+ 万元，准确数是 [\d,.]+ 万元$/,
      ),
    ]);
  });
});

describe('formats and inputs that other rules speak of', () => {
  const OWN = 'profiles/试.yaml';
  const format = (more: string) => ({ [OWN]: `名称: 试\n继承: wuchang-2026\n${more}` });
  const input = edit(SMALL, '格式: wuchang-2026', '格式: 试');
  const diagnostics = (text: string, more = '') =>
    compileText({ 'a.yaml': text }, format(more)).diagnostics.flatMap(({ rule, severity }) =>
      rule?.startsWith('表') || rule?.startsWith('平衡') ? [`${rule} ${severity}`] : [],
    );

  it('a 类 that the format does not list is told once', () => {
    expect(diagnostics(input, '支出类别: ["201"]\n')).toEqual(['表内-01 错误']);
  });
  it('income that is not expenditure is told once', () => {
    expect(diagnostics(edit(input, '3000.50', '3000.49'))).toEqual(['平衡-01 错误']);
  });
  it('a line with an amount that the format leaves out is told, by name and by the sum it is missing in', () => {
    const line =
      '          - 行: [一、一般公共预算拨款收入, {量: 收入, 来源: 一般公共预算拨款, 结转: 本年}]\n';
    const base = { 'budget/预算01.yaml': edited('budget/预算01.yaml', line, '') };
    const problems = problemsOf('试', { ...format(''), ...base });
    const dropped =
      '勾稽: {表间-01: {等式: {一般公共预算拨款: 无}}, 表间-03: {等式: {一般公共预算拨款: 无}}}';
    expect(problems.map(({ message, hint }) => `${message}〔${hint}〕`)).toEqual([
      `表“预算01”没有“一般公共预算拨款收入”这一行〔是不是“政府性基金预算拨款收入”？；请在格式里改写用到它的等式，或去掉：${dropped}〕`,
    ]);
    const files = { ...format(`${dropped}\n`), ...base };
    const rules = compileText({ 'a.yaml': input }, files).diagnostics.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule?.startsWith('表'))).toEqual(['表内-04']);
  });
  it('expenditure that the tables have no column for is told once for its fund', () => {
    const more = `其他支出: [{ 单位: "100001", 性质: 上缴上级支出, 功能科目: "2060101", 资金: 一般公共预算, 金额: 100 }]\n`;
    const lines = compileText(
      { 'a.yaml': `${edit(input, '3000.50', '3100.50')}${more}` },
      format(''),
    ).diagnostics.filter(({ rule }) => /^(表|平衡)/.test(rule ?? ''));
    expect(
      lines.map(({ rule, severity, message, line }) => `${line} ${rule} ${severity} ${message}`),
    ).toEqual([
      '31 平衡-10 警告 一般公共预算安排了上缴上级支出 0.01 万元，这种资金的支出表没有这样的栏，合计大于各栏之和',
    ]);
  });
  it('a part that the format puts a text in the place of is missing when the format is read', () => {
    const more = '改表: {预算05-1: {改列: {人员经费: {名: 备注, 文: ""}}}}\n';
    const messages = problemsOf('试', format(more)).map(({ message }) => message);
    expect(new Set(messages)).toEqual(new Set(['表“预算05-1”没有“人员经费”这一列']));
  });
  it('columns and groups of other names are parts all the same', () => {
    const more = '改表: {预算05-1: {改列: {基本支出: 基本, 项目支出: 项目}}}\n';
    expect(diagnostics(input, more)).toEqual([]);
  });
  it('columns of other names are compared all the same', () => {
    const more = '改表: {预算03: {改列: {合计: 总额}}}\n';
    const context = contextOf(compileText({ 'a.yaml': input }, format(more)));
    const table = tableOf(context, '预算03');
    const [at] = labelled(table).filter(({ columnPath }) => columnPath.at(-1) === '总额');
    expect(found(context)).toEqual([]);
    if (!at) throw new Error('no 总额');
    expect(found(tampered(context, table, at, '1')).join()).toMatch(
      /表内-02 .*“总额”.*表内-03 .*“总额”/,
    );
  });
  it('a sum that is left out is the sum of its parts', () => {
    const more = '改表: {预算05-1: {去列: [小计]}}\n';
    const context = contextOf(compileText({ 'a.yaml': input }, format(more)));
    expect(found(context)).toEqual([]);
    const { relations } = context.profile;
    expect(relations.find(({ id }) => id === '表内-03')?.inapplicable).toContainEqual({
      equation: '分功能科目基本支出',
      reason: '两边是同样的列',
    });
    const table = tableOf(context, '预算05-1');
    const at = cellAt(table, '@2', '公用经费');
    expect(found(tampered(context, table, at, '1')).join()).toMatch(
      /表内-03 错误 预算05-1 .*“合计” 0.15005 万元，“人员经费”“公用经费”“项目支出”之和 /,
    );
  });
});

describe('any figure of the tables of amounts', () => {
  const TABLES = /^(预算(0\d.*|10)|公开\d+|政府采购|购买服务)$/;
  const cells = EXAMPLES.flatMap((path) =>
    [...exampleContext(path).tables].flatMap(([template, tables]) =>
      TABLES.test(template)
        ? tables.flatMap((table) => labelled(table).map((cell) => ({ path, table, cell })))
        : [],
    ),
  );
  it('is found by a rule when it is changed', () => {
    expect(cells.length).toBeGreaterThan(3000);
    const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((fen) => `${fen / 100}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...cells),
        amount,
        fc.boolean(),
        ({ path, table, cell }, yuan, less) => {
          const context = tampered(exampleContext(path), table, cell, less ? `-${yuan}` : yuan);
          expect(found(context)).not.toEqual([]);
        },
      ),
      { numRuns: runs(75) },
    );
  });

  it('agrees in tables of any budget and any accounts, however little their sides balance', () => {
    const mistakes = (text: string) =>
      compileText({ 'a.yaml': text }).diagnostics.flatMap(({ rule, severity, message }) =>
        /^(表内-0[2-9]|表间|尾差)/.test(rule ?? '') && severity === '错误' ? [message] : [],
      );
    const silent = (text: string) => {
      expect(mistakes(text)).toEqual([]);
    };
    fc.assert(fc.property(plans.map(inputOf), silent), { numRuns: runs(9) });
    fc.assert(fc.property(accountPlans.map(accountsOf), silent), { numRuns: runs(9) });
  });
});
