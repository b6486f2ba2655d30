/** Points that could be had, where a form prints those that were had and what they come to. */
import { expect, it } from 'vitest';
import { DraftTree, NOWHERE } from '../src/imports/words/draft-tree.js';
import { putFullMarks } from '../src/imports/words/full-marks.js';
import { Numeral, type Path, type Tree } from '../src/input/tree.js';

const points = (text: string) => new Numeral(text, NOWHERE);
const indicators = (...had: string[]): Tree => ({
  产出指标: { 数量指标: had.map((one, i) => ({ 名称: `指标${i + 1}`, 得分: points(one) })) },
});

/** 分值 of what was filled up, with what is said of it. */
function filled(
  goals: readonly Tree[],
  headings: readonly (readonly [entry: Path, name: string, shown: string])[] = [],
) {
  const tree = new DraftTree();
  tree.put(['项目自评'], [{ 名称: '甲', 目标: [...goals] }]);
  const place = { ...NOWHERE, file: '甲.xlsx', line: 9 };
  putFullMarks(
    tree,
    headings.map(([entry, name, shown]) => ({ entry, name, shown, place })),
  );
  return tree.remarks.map(({ path, text }) => [path.slice(3).join('/'), tree.text(path), text]);
}
const GOAL: Path = ['项目自评', 0, '目标'];

it('what a goal’s heading prints goes to the indicator with the least points', () => {
  const goals = [{ 指标: indicators('30', '6.5') }, { 指标: indicators('20', '15') }];
  const headings = [
    [[...GOAL, 0], '目标指标分值注', '（40分）'],
    [[...GOAL, 1], '目标指标分值注', '（40分）'],
  ] as const;
  const from = '待核：表里没有分值，按甲.xlsx:9:0 的 40 分推算';
  expect(filled(goals, headings)).toEqual([
    ['0/指标/产出指标/数量指标/1/分值', '10', from],
    ['1/指标/产出指标/数量指标/1/分值', '20', from],
  ]);
});

it('goals and indicators that are headed apart are filled up apart', () => {
  const goals = [{ 得分: points('18'), 指标: indicators('50', '8') }];
  const headings = [
    [['项目自评', 0], '目标满分注', '（20分）'],
    [['项目自评', 0], '指标满分注', '（60分）'],
  ] as const;
  expect(filled(goals, headings).map(([path, text]) => [path, text])).toEqual([
    ['0/分值', '20'],
    ['0/指标/产出指标/数量指标/1/分值', '10'],
  ]);
});

it('where no heading says it, all together come to 100 with those for execution', () => {
  expect(filled([{ 指标: indicators('70', '4') }])).toEqual([
    ['0/指标/产出指标/数量指标/1/分值', '10', '待核：表里没有分值，按各项合计 100 分推算'],
  ]);
  expect(filled([{ 指标: indicators('70', '10') }])).toEqual([]);
});

it('points that are printed stay as they are', () => {
  const both = { 名称: '甲', 分值: points('10'), 得分: points('4') };
  const other = { 名称: '乙', 得分: points('60') };
  const goal = (...list: Tree[]) => [{ 指标: { 产出指标: { 数量指标: list } } }];
  expect(filled(goal(both))).toEqual([]);
  expect(filled(goal(both, other)).map(([path, text]) => [path, text])).toEqual([
    ['0/指标/产出指标/数量指标/1/分值', '70'],
  ]);
});

it('a form without points stays without', () => {
  expect(filled([{ 指标: { 产出指标: { 数量指标: [{ 名称: '甲' }] } } }])).toEqual([]);
});
