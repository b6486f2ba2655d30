/** A form with blocks of every kind inside each other: what is listed of it, and what a profile changes in it. */
import { expect, it } from 'vitest';
import type { Diagnostic } from '../src/diagnostics.js';
import { changeCells } from '../src/forms/change.js';
import { readTable } from '../src/forms/read-table.js';
import { Spot } from '../src/forms/spot.js';
import type { CellLayout, CellTemplate } from '../src/forms/template.js';
import { tableSchema } from '../src/forms/template-schema.js';
import { blocksIn, formCells, headings } from '../src/forms/walk.js';
import { parseSource } from '../src/input/source.js';

const FORM = `表号: 试
名称: 试
纸张: 纵向
逐: 绩效项目
列宽: [9, 9, 9]
表头: [[头, {文: 两栏, 列: 2}]]
表体:
  - {名: 一, 行: [甲, {量: 支出}, {选: 项目属性, 选项: [甲, 乙]}]}
  - 逐: 年度目标
    名: 二
    内容:
      - 左栏: [左]
        内容:
          - {名: 三, 逐: 指标, 内容: [{名: 四, 行: [甲, 丁]}], 空: [{名: 五, 行: [空, 甲]}]}
    空: [{行: ["", 没有, ""]}]
  - 并列:
      - {列数: 1, 内容: [{名: 六, 行: [甲]}, {名: 七, 行: [己]}], 补: [补]}
      - {列数: 2, 内容: [{名: 八, 格: [[{文: 庚, 行: 2}, 甲], [辛]]}], 补: [{文: 甲, 列: 2}]}
`;

function layout(): CellLayout {
  const { source } = parseSource(FORM, '试.yaml');
  if (!source) throw new Error('no source');
  const problems: Diagnostic[] = [];
  const read = readTable('试.yaml', tableSchema.parse(source.tree), new Spot(source, problems));
  expect(problems).toEqual([]);
  if (read?.layout.kind !== 'cells') throw new Error('no form');
  return read.layout;
}
const words = (cells: readonly CellTemplate[]) =>
  cells.map(({ content }) => (content.kind === 'text' ? content.text : content.kind)).join(' ');

it('every block is listed once, with the row sources that it stands in', () => {
  const { body } = layout();
  const named = blocksIn(body).filter(({ block }) => block.name !== undefined);
  expect(named.map(({ block, within }) => `${block.name} ${block.kind} ${within}`)).toEqual([
    '一 rows ',
    '二 loop ',
    '三 loop 年度目标',
    '四 rows 年度目标,指标',
    // stands there where there is no indicator
    '五 rows 年度目标',
    '六 rows ',
    '七 rows ',
    '八 rows ',
  ]);
  expect(blocksIn(body)).toHaveLength(11);
});

it('every cell is listed once, those of the header first, and says where it is written', () => {
  const cells = formCells(layout());
  expect(words(cells)).toBe('头 两栏 甲 quantity boxes 左 甲 丁 空 甲  没有  补 甲 甲 己 庚 甲 辛');
  const [first] = cells.filter(({ content }) => content.kind === 'boxes');
  expect(first?.path).toEqual(['表体', 0, '行', 2]);
  expect(cells.find((cell) => words([cell]) === '辛')?.path).toEqual([
    '表体',
    2,
    '并列',
    1,
    '内容',
    0,
    '格',
    1,
    0,
  ]);
  expect(headings(layout())).toEqual(['头', '两栏']);
});

it('blocks are left out and words are changed wherever they stand; all else stays', () => {
  const before = layout();
  const changed = changeCells(
    before,
    new Set(['五', '七']),
    new Map([
      ['甲', '新'],
      ['头', '首'],
    ]),
  );
  expect(words(formCells(changed))).toBe(
    '首 两栏 新 quantity boxes 左 新 丁  没有  补 新 新 庚 新 辛',
  );
  const names = blocksIn(changed.body).flatMap(({ block }) => block.name ?? []);
  expect(names).toEqual(['一', '二', '三', '四', '六', '八']);
  expect(changeCells(before, new Set(), new Map())).toEqual(before);
});
