/** Units and projects as lists have them, and which of them a form is of. */
import { describe, expect, it } from 'vitest';
import { DraftTree } from '../src/imports/words/draft-tree.js';
import { formProjects } from '../src/imports/words/form-projects.js';
import {
  type ListedProject,
  membersIn,
  projectsIn,
  projectWords,
} from '../src/imports/words/members.js';
import { plainName } from '../src/imports/words/read-rows.js';
import { pathKey } from '../src/input/tree.js';
import { Decimal, type Span } from '../src/model/money.js';
import type { ReadRow, ReadTable } from '../src/reading/read-table.js';

const place: Span = { file: '材料.xlsx', line: 1, column: 1, start: 0, end: 0 };
const row = (编码: string, 名称: string, total = false): ReadRow => ({
  ...{ source: '项目', params: {}, key: 名称, fields: { 编码, 名称 }, total, indent: 0 },
  ...{ cells: [], rows: [], place },
});
const tableOf = (rows: readonly ReadRow[]) =>
  ({ cells: [], fields: {}, rows }) as unknown as ReadTable;

describe('a list of projects', () => {
  const rows = [
    row('', '合计', true),
    row('100', '示例局'),
    row('100001', '示例局本级'),
    row('31', '本级支出项目'),
    row('', '甲项目'),
    row('', '乙项目'),
    row('32', '转移支付项目'),
    row('9001', '丙项目'),
    row('100002', '示例中心'),
    row('31', '本级支出项目'),
    row('', '甲项目'),
    row('9001', '丙项目'),
  ];
  const tables = [tableOf(rows)];
  const { department, units } = membersIn(tables);

  it('says which lines are the department, its units and its projects', () => {
    expect(department?.name).toBe('示例局');
    expect(units.map(({ code, name }) => [code, name])).toEqual([
      ['100001', '示例局本级'],
      ['100002', '示例中心'],
    ]);
  });

  it('has a project of one code once, and of one name once in each unit', () => {
    const projects = projectsIn(tables, units);
    expect(projects.map(({ name, unit, category }) => [name, unit?.code, category])).toEqual([
      ['甲项目', '100001', '本级支出项目'],
      ['乙项目', '100001', '本级支出项目'],
      ['丙项目', '100001', '转移支付项目'],
      ['甲项目', '100002', '本级支出项目'],
    ]);
    expect(projectWords(projects)).toEqual(['100001/甲项目', '乙项目', '丙项目', '100002/甲项目']);
  });
});

describe('a form of performance', () => {
  const project = (name: string, yuan: number): ListedProject => ({
    ...{ name, code: '', unit: undefined, category: '本级支出项目', place },
    amount: new Decimal(yuan),
  });
  /** 项目 and remarks of forms, each by its name and what its projects come to. */
  const match = (projects: readonly ListedProject[], forms: Readonly<Record<string, number>>) => {
    const tree = new DraftTree();
    const amounts = new Map<string, Decimal>();
    Object.entries(forms).forEach(([name, yuan], i) => {
      tree.put(['绩效项目', i, '名称'], name);
      amounts.set(pathKey(['绩效项目', i]), new Decimal(yuan));
    });
    const named = new Map(projects.map(({ name }) => [plainName(name), name]));
    formProjects(tree, projects, named, amounts);
    const own = tree.entries(['绩效项目']).map((form) => tree.get([...form, '项目']));
    return { own, remarks: tree.remarks.map(({ text }) => text), tree };
  };
  const INFERRED = '待核：名称不同，按金额相符推算';

  it('is of the project of its name', () => {
    expect(
      match([project('甲（一期）', 100), project('乙', 100)], { '甲(一期)': 7 }),
    ).toMatchObject({
      own: [['甲（一期）']],
      remarks: [],
    });
  });

  it('of another name is of the projects that come to its amount, to be looked at', () => {
    const projects = [project('甲', 100_000), project('乙', 250_000), project('丙', 30_000)];
    expect(match(projects, { 丁: 350_000, 戊: 30_000 })).toMatchObject({
      own: [['甲', '乙'], ['丙']],
      remarks: [INFERRED, INFERRED],
    });
  });

  it('is of what others leave, where the order of the list parts its own', () => {
    const projects = [project('甲', 100_000), project('乙', 250_000), project('丙', 30_000)];
    expect(match(projects, { 丁: 130_000, 乙: 250_000 }).own).toEqual([['甲', '丙'], ['乙']]);
  });

  it('that several would fit is left to be filled in', () => {
    const projects = [project('甲', 100_000), project('乙', 100_000)];
    const { own, remarks } = match(projects, { 丁: 100_000 });
    expect(own).toEqual([undefined]);
    expect(remarks).toEqual(['待填：项目支出里的哪几个项目，名称和金额都对不上']);
  });

  it('where no table lists projects is of one of its own name', () => {
    const { own, remarks, tree } = match([], { 丁: 100_000 });
    expect(own).toEqual([['丁']]);
    expect(tree.text(['项目支出', 0, '名称'])).toBe('丁');
    expect(remarks).toEqual(['待核：表里没有项目支出的清单，照“绩效项目”的名称列']);
  });
});
