/** `gongkai explain`: from a printed figure down to the lines that it was written on. */
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/model/money.js';
import { generatedFiles } from '../src/reference.js';
import { findFigures, isMissing } from '../src/review/explain/find.js';
import { type ExplainOutput, explainSchema } from '../src/review/show/diff-schema.js';
import { labelled } from '../src/tables/labels.js';
import { cellText } from '../src/tables/table.js';
import { BALANCED, folderWith, UNBALANCED } from './helpers/checked.js';
import { EXAMPLES, exampleEdition } from './helpers/editions.js';
import { gongkai } from './helpers/terminal.js';

const INPUT = 'inputs/wuchang/2026.yaml';
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(generatedFiles().get('templates/schema/数的由来.json') ?? '{}'),
);

const explain = (...words: string[]) => gongkai(['explain', INPUT, ...words]);

async function json(...words: string[]): Promise<ExplainOutput> {
  const { code, out, err } = await explain(...words, '--format', 'json');
  expect([code, err]).toEqual([0, '']);
  const output: unknown = JSON.parse(out);
  validate(output);
  expect(validate.errors ?? []).toEqual([]);
  return explainSchema.parse(output);
}

/** What one side of a trail comes to, by the lines that it names. */
function summed(terms: ExplainOutput['数'][number]['由来'], lines: ExplainOutput['输入']): string {
  const yuan = (at: number) => new Decimal(lines[at]?.元 ?? 'NaN');
  const times = (terms.乘 ?? []).map(({ 输入, 倍 }) => yuan(输入).times(倍));
  return Decimal.sum(0, ...terms.加.map(yuan), ...times)
    .minus(Decimal.sum(0, ...terms.减.map(yuan)))
    .toFixed();
}

describe('a cell', () => {
  it('is told with its rounding, its parts in the table, and the lines of the input', async () => {
    const { code, out } = await explain('预算05-1!科学技术管理事务.合计');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(0, 8)).toEqual([
      '预算05-1 一般公共预算支出表（分功能科目）　20601 科学技术管理事务．合计',
      '  印的是　1,168.18',
      '  精确数　11,681,798 元 = 1,168.1798 万元，四舍五入到 0.01 万元',
      '  表里是　2060101 行政运行 723.35 + 2060199 其他科学技术管理事务支出 444.83',
      '  由来，共 26 处，合计 11,681,798 元',
      '    基本支出 › 328001 › 2060101 行政运行　7,233,498 元',
      '      inputs/wuchang/2026.yaml:80   + 1,585,228　30101 基本工资',
      '      inputs/wuchang/2026.yaml:81   + 904,320　30102 津贴补贴',
    ]);
  });

  it.each([
    [['预算05-1!行政运行.合计']],
    [['预算05-1！行政运行．合计']],
    [['预算05-1', '行政运行', '合计']],
    [['05-1', '2060101', '合计']],
    [['5-1!2060101.合计']],
    [['表5-1', '行政运行', '合计']],
    [['一般公共预算支出表（分功能科目）', '行政运行', '合计']],
  ])('may be asked for as %j', async (words) => {
    const { 数, 输入 } = await json(...words);
    expect(数.map(({ 表, 行, 列, 由来 }) => [表, 行, 列, 由来.印])).toEqual([
      ['预算05-1', '2060101 行政运行', '合计', '723.35'],
    ]);
    expect(数.map(({ 由来 }) => summed(由来, 输入))).toEqual(['7233498']);
  });

  it('of a row alone is every column of it', async () => {
    const { 数 } = await json('预算05-1', '行政运行');
    expect(数.map(({ 列 }) => 列)).toEqual([
      '合计',
      '基本支出.小计',
      '基本支出.人员经费',
      '基本支出.公用经费',
      '项目支出',
    ]);
  });

  it('with a number in its label is not taken for the number', async () => {
    const { 数 } = await json('预算05-1!206.合计');
    expect(数.map(({ 行 }) => 行)).toEqual(['206 科学技术支出']);
  });

  it('that shows a share is told with both parts of the division', async () => {
    const { 数, 输入 } = await json('预算11', '人员类项目支出', '占比');
    const [found] = 数;
    expect(found?.由来).toMatchObject({ 印: '53.9%', 精确: '23346400', 取整: '使各项合计为 100%' });
    expect(found?.由来.总?.精确).toBe('43359530');
    expect(found && summed(found.由来, 输入)).toBe('23346400');
    const { out } = await explain('预算11', '人员类项目支出', '占比');
    expect(out).toContain('  精确数　23,346,400 元 ÷ 43,359,530 元 × 100% = 53.843757%');
  });
});

describe('a figure of the prose', () => {
  it('is found by the words around it, the year before taken off', async () => {
    const { 数, 输入 } = await json('比2025年增加281.05万元');
    expect(数.map(({ 由来 }) => 由来.印)).toEqual(['281.05万元']);
    expect(数.map(({ 由来 }) => [summed(由来, 输入), 由来.减.length])).toEqual([['2810500', 1]]);
    const { out } = await explain('比2025年增加281.05万元');
    expect(out).toContain('    inputs/wuchang/2025.yaml:38   - 9,171,700　上年 › 政府采购');
  });

  it('is every figure of a sentence that is asked for as a whole', async () => {
    const { 数 } = await json('2026年政府采购预算支出合计1,198.22万元，比2025年增加281.05万元');
    expect(数.map(({ 由来 }) => 由来.印)).toEqual(['1,198.22万元', '281.05万元']);
  });

  it('is found without regard to spaces and separators, in all its places', async () => {
    const { 数 } = await json('1198.22 万元');
    expect(数).toHaveLength(1);
    const { out } = await explain('4335.95');
    expect(out.match(/印的是/g)?.length).toBeGreaterThan(5);
    // told once for all places of the same origin that add up the same rows of a table, if any
    expect(out.match(/收入 › 328003 › 一般公共预算拨款/g)?.length).toBeLessThan(5);
    expect(out).toMatch(/^预算01 收支总表　.*预算数$/m);
  });
});

describe('a package', () => {
  it('explains its figures as the input does', async () => {
    const folder = folderWith({ '2026.yaml': BALANCED });
    await folder.run('compile', '@2026.yaml', '-o', '@out', '--only', 'csv');
    const { code, out } = await folder.run('explain', '@out', '预算05-1', '行政运行', '合计');
    expect(code).toBe(0);
    expect(out).toContain('      2026.yaml:15  + 1,000　30101 基本工资');
    expect(out).toContain('  精确数　2,500 元 = 0.25 万元\n');
  });
});

it('amounts are told in the unit of the input', async () => {
  const wan = BALANCED.replace('金额单位: 元', '金额单位: 万元')
    .replace(': 2500 }', ': 0.25 }')
    .replace(': 1000', ': 0.1')
    .replace(': 1500', ': 0.15');
  const folder = folderWith({ '2026.yaml': wan });
  const { code, out } = await folder.run('explain', '@2026.yaml', '预算05-1', '行政运行', '合计');
  expect(code).toBe(0);
  expect(out).toContain('2026.yaml:15  + 0.1　30101 基本工资');
  expect(out).toContain('  精确数　0.25 万元\n');
  expect(out).not.toMatch(/\d 元/);
});

describe('what is not there', () => {
  it.each<[string[], string, string]>([
    [['预算99', '合计'], '没有“预算99”这张表', '是不是“预算09”？'],
    [['预算99!合计'], '没有“预算99”这张表', '是不是“预算09”？'],
    [['预算05-1!行政运型'], '预算05-1 没有“行政运型”这一行', '是不是“行政运行”？'],
    [['预算05-1!行政运行.总计'], '预算05-1 的“行政运行”这一行没有“总计”这一列', '合计'],
    [['预算05-1'], '没有写是“预算05-1”的哪一行', '表里的数写'],
    [['此句不存在'], '没有找到“此句不存在”', '文字里的数照印的写它所在的一句'],
  ])('%j', async (words, message, hint) => {
    const { code, out, err } = await explain(...words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });

  it('is an input with errors, which are told', async () => {
    const folder = folderWith({ 'a.yaml': UNBALANCED });
    const { code, err } = await folder.run('explain', '@a.yaml', '合计');
    expect(code).toBe(1);
    expect(err).toMatch(/a\.yaml：有 1 处错误，改好才能看数的由来。\n$/);
  });

  it('is a list of figures of another year', async () => {
    const { code, err } = await gongkai(['explain', 'inputs/wuchang/2025.yaml', '合计']);
    expect([code, err]).toEqual([
      1,
      'inputs/wuchang/2025.yaml：不知道数的由来，请写输入文件（.yaml）或 compile 生成的文件夹。\n',
    ]);
  });

  it.each<[string[], string]>([
    [['explain'], '缺少输入文件'],
    [['explain', INPUT], '缺少要问的数'],
    [['explain', INPUT, ' '], '缺少要问的数'],
    [['explain', INPUT, 'x', '--format', 'html'], '没有“html”这种格式，可用：文本、json'],
    [['explain', INPUT, 'x', '-o', 'a.json'], '-o 只用于 --format json'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, err } = await gongkai(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe.each(EXAMPLES)('every row of %s', (name) => {
  it('is found by its table, its code or name, and its column', () => {
    const edition = exampleEdition(name);
    const lost: string[] = [];
    for (const table of edition.tables) {
      const cells = labelled(table).filter(({ rowText }) => rowText.trim() !== '');
      for (const cell of cells.filter((_, i) => i % 13 === 0)) {
        const row = cell.code ?? cell.rowText.trim();
        const found = findFigures(edition, [table.id, row, ...cell.columnPath]);
        const hit =
          !isMissing(found) &&
          found.some(
            (one) =>
              one.kind === 'cell' && one.cell === cell && one.text === cellText(cell.content),
          );
        if (!hit) lost.push(`${table.id}!${row}.${cell.columnPath.join('.')}`);
      }
    }
    expect(lost).toEqual([]);
  });
});
