/** 勾稽 as data: every relation finds every figure it speaks of, and what it names is there when a format is read. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cellsSummed } from '../src/checks/relations.js';
import { cellNames } from '../src/forms/cell-names.js';
import { type Equation, REPORTING_RULES } from '../src/forms/relation.js';
import { listRules, rulesOf } from '../src/kinds/rules.js';
import type { Cell } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { edit, SMALL, templates } from './helpers/input.js';
import {
  cellAt,
  contextOf,
  EXAMPLES,
  type Example,
  exampleContext,
  finds,
  found,
  tableOf,
  tampered,
} from './helpers/table-rules.js';
import { gongkai } from './helpers/terminal.js';
import { OWN, START } from './helpers/trial.js';
import { brief, compileText, edited, placeIn, problemsOf, profileOf } from './helpers/world.js';

const BASES = ['预算', '决算'] as const;
const FORMATS = readdirSync('templates/profiles')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));

const tried = new Set<string>();

/**
 * The first, a middle and the last of some cells; where a term of an equation was tried so in another example, which
 * has it from the same base, a middle one alone.
 */
function some(cells: readonly Cell[], term: string): Cell[] {
  const middle = Math.floor(cells.length / 2);
  const wanted = tried.has(term) ? [middle] : [0, middle, cells.length - 1];
  if (cells.length > 0) tried.add(term);
  return [...new Set(wanted.flatMap((i) => cells[i] ?? []))];
}

/** The equations of an example's format with what each compares. */
function equationsOf(path: Example) {
  const context = exampleContext(path);
  return context.profile.relations.flatMap(({ id, equations }) =>
    equations.map((equation) => ({ id, equation, context })),
  );
}

const termsOf = ({ left, right }: Equation) => [...left, ...right];

describe('every equation', () => {
  it.each(EXAMPLES)('%s: finds another figure in any of its terms', (path) => {
    const missed: string[] = [];
    let changes = 0;
    for (const { id, equation, context } of equationsOf(path)) {
      for (const term of termsOf(equation)) {
        if (term.kind !== 'cells') continue;
        // all tables that an equation speaks of must be there
        if (
          !termsOf(equation).every(
            (one) => one.kind !== 'cells' || context.tables.get(one.table)?.length,
          )
        )
          continue;
        const tables = context.tables.get(term.table) ?? [];
        const named = `${id} ${equation.name} ${term.table} ${term.label}`;
        for (const cell of some(cellsSummed(term, equation, context), named)) {
          const table = tables.find(({ cells }) => cells.includes(cell));
          if (!table) throw new Error(`${id} ${equation.name}: a cell of no table`);
          changes++;
          if (!finds(tampered(context, table, cell, '10000.37'), id))
            missed.push(`${named} ${table.id} ${cell.row},${cell.col}`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect(changes).toBeGreaterThan(90);
  });

  it('of the base formats compares something in an example', () => {
    const compared = new Set(
      EXAMPLES.flatMap((path) =>
        equationsOf(path)
          .filter(({ equation, context }) =>
            [equation.left, equation.right].every((side) =>
              side.some(
                (term) =>
                  term.kind === 'quantity' || cellsSummed(term, equation, context).length > 0,
              ),
            ),
          )
          .map(({ id, equation }) => `${id} ${equation.name}`),
      ),
    );
    const declared = BASES.flatMap((base) =>
      profileOf(base).relations.flatMap(({ id, equations }) =>
        equations.map(({ name }) => `${id} ${name}`),
      ),
    );
    expect(declared.length).toBe(148);
    expect(declared.filter((one) => !compared.has(one))).toEqual([]);
  });

  it.each([
    ['政府性基金预算', '预算08'],
    ['国有资本经营预算', '预算09'],
  ])('of %s compares the columns of %s', (fund, id) => {
    const context = contextOf(
      compileText({
        'a.yaml': department({
          收入: [{ 单位: '100001', 一般公共预算拨款: 100, [`${fund}拨款`]: 30 }],
          项目支出: [
            {
              名称: '甲',
              单位: '100001',
              支出: [{ 功能科目: '2010302', 资金: fund, 金额: 30 }],
            },
          ],
        }),
      }),
    );
    expect(found(context)).toEqual([]);
    const table = tableOf(context, id);
    const wrong = tampered(context, table, cellAt(table, '2010302', '项目支出'), '1');
    expect(found(wrong).join()).toMatch(new RegExp(`表内-03 错误 ${id} `));
  });
});

describe('the relations of a format', () => {
  it.each([...BASES, ...FORMATS])('%s: all that is named is there', (id) => {
    expect(problemsOf(id, {})).toEqual([]);
    const { relations } = profileOf(id);
    expect(relations.length).toBeGreaterThan(10);
    for (const { holds, source, hint } of relations)
      expect([holds, source, hint].every((one) => one !== '')).toBe(true);
  });

  it('say which equations are not compared, for want of which table', async () => {
    const { out } = await gongkai(['formats', 'wuchang-2026']);
    expect(out).toContain('勾稽关系');
    expect(out).toMatch(
      /表间-16 +逐项的政府采购预算表合计等于政府采购预算总额\n +没有政府采购，不核对：合计/,
    );
  });

  it('leave to another rule only what a rule there is tells', () => {
    const rules = listRules(templates).map(({ id }) => id);
    expect(REPORTING_RULES.filter((id) => !rules.includes(id))).toEqual([]);
  });

  it('are nowhere else: no rule in the program names a table', () => {
    const files = readdirSync('src/checks', { recursive: true, encoding: 'utf8' });
    const named = files
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /['"`](预算|公开)\d\d/.test(readFileSync(`src/checks/${file}`, 'utf8')));
    expect(named).toEqual([]);
  });
});

/** What the rules over tables say when something is compiled. */
const foundBy = (...written: Parameters<typeof compileText>) =>
  compileText(...written).diagnostics.flatMap(({ rule, severity, message }) =>
    rule?.startsWith('表') ? [`${rule} ${severity} ${message}`] : [],
  );

describe('a profile', () => {
  const format = (more: string) => ({ [OWN]: `名称: 试\n继承: wuchang-2026\n${more}` });
  const input = edit(SMALL, '格式: wuchang-2026', '格式: 试');
  const foundIn = (more: string) => foundBy({ 'a.yaml': input }, format(more));

  it('adds a relation, which is a rule like any other', () => {
    const more = (row: string) => `勾稽:
  表间-90:
    应当: 两张表的总数相等
    依据: 本区的要求
    等式:
      总数: {左: {表: 预算01, 行: 收入总计, 列: 收入/预算数}, 右: {表: 预算04, 行: ${row}, 列: 收入/预算数}}
`;
    expect(foundIn(more('收入总计'))).toEqual([]);
    expect(foundIn(more('上年结转'))).toEqual([
      '表间-90 错误 预算01 收支总表的收入总计 0.30005 万元，预算04 财政拨款收支总表的上年结转 0 万元，相差 0.30005 万元',
    ]);
    const { relations } = profileOf('试', format(more('收入总计')));
    expect(relations.at(-1)).toMatchObject({ id: '表间-90', severity: '错误' });
    expect(rulesOf(profileOf('试', format(more('收入总计')))).map(({ id }) => id)).toContain(
      '表间-90',
    );
  });

  it('changes one equation and drops another, the rest stay', () => {
    const base = profileOf('wuchang-2026').relations.find(({ id }) => id === '表间-08');
    const more = `勾稽: {表间-08: {等式: {合计: 无, 项目支出: {左: {表: 预算05-1, 行: 末级, 列: 合计}}}}}\n`;
    const own = profileOf('试', format(more)).relations.find(({ id }) => id === '表间-08');
    expect(own?.equations.map(({ name }) => name)).toEqual(
      base?.equations.map(({ name }) => name).filter((name) => name !== '合计'),
    );
    expect(foundIn(more).join()).toMatch(
      /^表间-08 错误 预算05-1.*“合计”各行之和.*“项目支出”各行之和/,
    );
    expect(
      profileOf('试', format('勾稽: {表间-08: 无}\n')).relations.map(({ id }) => id),
    ).not.toContain('表间-08');
  });

  const refused = (equation: string, passage: string, message: string) => {
    const text = `${START}勾稽:
  表间-90: {应当: 甲, 依据: 乙, 等式: {丙: ${equation}}}
`;
    const problems = problemsOf('试', { [OWN]: text }).map(brief);
    expect(problems).toEqual([
      expect.stringContaining(`templates/${OWN}:${placeIn(text, passage)} ${message}`),
    ]);
  };
  const SUM = '{表: 预算03, 行: 末级, 列: 合计}';

  it('is told, at its place, of a table, row or column that there is not', () => {
    refused(
      `{左: ${SUM}, 右: {表: 预算33, 列: 合计}}`,
      '预算33',
      '没有“预算33”这张表〔是不是“预算03”？',
    );
    refused(
      `{左: ${SUM}, 右: {表: 预算05-1, 列: 人员经废}}`,
      '人员经废',
      '表“预算05-1”没有“人员经废”这一列〔是不是“人员经费”？；请在格式里改写用到它的等式，或去掉：勾稽: {表间-90: {等式: {丙: 无}}}〕',
    );
    refused(
      `{左: ${SUM}, 右: {表: 预算01, 行: 收人总计, 列: 收入/预算数}}`,
      '收人总计',
      '表“预算01”没有“收人总计”这一行〔是不是“收入总计”？',
    );
    refused(
      `{左: ${SUM}, 右: {表: 预算11, 行: 合计, 列: 当年金额}}`,
      '合计, 列: 当年',
      '表“预算11”有几行叫“合计”：部门总体资金情况/收入构成/合计、部门总体资金情况/支出构成/合计〔请把上层也写出来，或在模板里写“称”〕',
    );
  });

  it('is told of terms that say nothing, and of what does not go together', () => {
    refused(`{左: ${SUM}}`, `{左: ${SUM}}`, '缺少“右”');
    refused(`{左: ${SUM}, 右: {行: 末级}}`, '{行: 末级}', '一项要写“表”或者“量”');
    refused(`{左: ${SUM}, 右: {量: 支初}}`, '支初', '没有“支初”这个量〔是不是“支出”？〕');
    refused(`{左: ${SUM}, 右: {量: 支出, 行: 末级}}`, '末级}}}', '“量”不分行和列');
    refused(
      `{左: ${SUM}, 右: {表: 预算05-1, 资金: 一般公共预算}}`,
      '一般公共预算',
      '“资金”要同“量”一起写',
    );
    refused(
      `{左: ${SUM}, 右: {表: 预算05-1, 列: 合计}, 按: 行}`,
      '行}}}',
      '“按: 行”的两边要是同一张表',
    );
    refused(
      `{左: ${SUM}, 右: {表: 预算05-1, 行: {前: 合计, 后: 合计}}}`,
      '{前',
      '“行”里写“前”“后”“编码”“级”中的一个',
    );
  });

  it('calls cells by 称, and by the words of the base where it prints others', () => {
    const renamed = profileOf('试', format('改表: {预算05-1: {改列: {合计: 总额}}}\n'));
    const names = (id: string) =>
      cellNames(renamed.tables.get(id) ?? fail(id)).map(({ column }) => column);
    expect(names('预算05-1')).toContain('合计');
    const called = edited('budget/预算03.yaml', '{名: 合计,', '{名: 合计, 称: 全部,');
    const problems = problemsOf('wuchang-2026', { 'budget/预算03.yaml': called });
    expect(problems.map(({ message }) => message)).toEqual(['表“预算03”没有“合计”这一列']);
  });
});

function fail(id: string): never {
  throw new Error(`no ${id}`);
}

describe('a template that was damaged', () => {
  const base = (path: string, from: string, to: string) =>
    foundBy({ 'a.yaml': SMALL }, { [path]: edited(path, from, to) }).map((one) => one.slice(0, 5));

  it('whose heading stands over another quantity is found', () => {
    const column = '{名: 人员经费, 量: 支出, 性质: 基本支出, 类别: 人员经费';
    const other = column.replace('类别: 人员经费', '类别: 公用经费');
    const rules = base('budget/预算05-1.yaml', column, other);
    expect([...new Set(rules)]).toEqual(['表内-03', '表间-08', '表间-09']);
  });

  it('that lacks a row which a relation names is told when it is read', () => {
    const line =
      /.*- 行: \[\{文: 本年收入合计.*\n/.exec(
        new TextDecoder().decode(templates.read('budget/预算01.yaml')),
      )?.[0] ?? '';
    const problems = problemsOf('wuchang-2026', {
      'budget/预算01.yaml': edited('budget/预算01.yaml', line, ''),
    });
    expect(problems.map(({ message }) => message)).toEqual([
      '表“预算01”没有“本年收入合计”这一行',
      '表“预算01”没有“本年支出合计”这一行',
    ]);
  });
});
