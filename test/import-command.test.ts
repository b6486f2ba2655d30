/** gongkai import on files: what is read and refused, what is shown, what is written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { sameTree } from '../src/fill-in/same.js';
import { loadSource } from '../src/input/load.js';
import { loadInput } from '../src/kinds/load.js';
import { LISTS } from '../src/workbook/bounds.js';
import { readGrids } from '../src/workbook/grids.js';
import { BALANCED } from './helpers/checked.js';
import { expectSteady } from './helpers/growth.js';
import { listed } from './helpers/lists.js';
import { platformRows } from './helpers/platform.mjs';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const CSV = `示例局2027年支出明细,,,,,
,,,,,单位：元
单位,功能科目,经济科目,项目名称,资金性质,金额
328001-示例局本级,2010301-行政运行,30101-基本工资,,一般公共预算资金,"1,234,567.89"
328002-示例中心,2010302,30201,信息化,一般公共预算资金,5000
合计,,,,,1239567.89
`;
/** 示例局 in the coding of Chinese Windows. */
const GBK = Buffer.from(
  'b5a5cebb2cb9a6c4dcbfc6c4bf2cbeadbcc3bfc6c4bf2cbdf0b6ee2ccfeec4bfc3fbb3c6',
  'hex',
);

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

describe('what is written', () => {
  it('is an input that parses, with what is to be confirmed and to be filled in', async () => {
    const folder = folderWith({ '支出 明细.csv': CSV });
    const output = join(folder, '2027.yaml');
    const args = ['import', join(folder, '支出 明细.csv'), '--格式', '预算', '--部门', '示例局'];
    const { code, out, err } = await gongkai([...args, '--年度', '2027', '-o', output]);
    expect([code, err]).toEqual([0, '']);
    const { diagnostics, text } = loadSource(output, (file) => readFileSync(file));
    expect(diagnostics).toEqual([]);
    expect(text).toContain('      "30101": 1234567.89 # 基本工资\n');
    expect(text).toContain('  代码: "328" # 待核：由各单位的代码得来\n');
    expect(text).toContain('    # 待填：性质: 行政单位、参公事业单位或事业单位\n');
    expect(out).toContain(
      '  A   单位      单位      328001-示例局本级 ｜ 328002-示例中心 ｜ 合计\n',
    );
    expect(out).toContain('基本支出 · 一般公共预算：1 个金额，合计 1234567.89 元\n');
    expect(out).toContain(`已写到 ${output}\n共 1 个文件，`);
  });

  it('marks what checks find missing, each where it is to be written, also in a workbook', async () => {
    const folder = folderWith({ '甲.yaml': BALANCED });
    const packages = join(folder, '材料');
    await gongkai(['compile', join(folder, '甲.yaml'), '-o', packages, '--only', 'csv']);
    const [name = ''] = readdirSync(packages);
    const run = (output: string) =>
      gongkai(['import', join(packages, name), '--格式', '预算', '-o', join(folder, output)]);
    const { out } = await run('2027.yaml');
    const text = textOf(join(folder, '2027.yaml')) ?? '';
    expect(text).toMatch(/^# 待填：.*没有安排政府采购\n# 政府采购:\n/m);
    expect(text).toMatch(new RegExp(`^# 由 ${name}/`, 'm'));
    // names alone, not where they lie
    expect(out.replaceAll(join(folder, '2027.yaml'), '')).not.toContain(folder);
    expect(out).toMatch(/下一步：\n {2}1\. .*\n {2}2\. gongkai check /);
    const marks = /“待核” (\d+) 处，“待填” (\d+) 处/.exec(out);
    expect(await run('2027.xlsx')).toMatchObject({ code: 0, err: '' });
    const [yaml, workbook] = ['2027.yaml', '2027.xlsx'].map(
      (name) => loadInput(join(folder, name), (file) => readFileSync(file)).source,
    );
    expect(yaml && workbook && sameTree(yaml.tree, workbook.tree)).toBe(true);
    for (const source of [yaml, workbook])
      expect(
        ['待核', '待填'].map(
          (word) => source?.remarks.filter((one) => one.text.startsWith(word)).length,
        ),
      ).toEqual(marks?.slice(1).map(Number));
    const places = workbook?.remarks.map(({ text: said, span }) => [said, span.cell?.sheet]);
    expect(places).toContainEqual([expect.stringContaining('没有安排政府采购'), '采购']);
  });

  it('is nothing where something stands already, or a line is not understood', async () => {
    const folder = folderWith({
      '甲.csv': CSV,
      '乙.csv': CSV.replace('30201', '办公'),
      '有.yaml': '甲',
    });
    const run = (file: string, ...args: string[]) =>
      gongkai([
        'import',
        join(folder, file),
        '--格式',
        '预算',
        '-o',
        join(folder, args[0] ?? ''),
        ...args.slice(1),
      ]);
    const there = await run('甲.csv', '有.yaml');
    expect([there.code, textOf(join(folder, '有.yaml'))]).toEqual([2, '甲']);
    expect(there.err).toContain('已经有了，没有写出；要换成新的请写 --覆盖。');
    const unknown = await run('乙.csv', '新.yaml');
    expect([unknown.code, textOf(join(folder, '新.yaml'))]).toEqual([1, undefined]);
    expect(unknown.err).toContain('乙.csv:5:21: 错误：没有叫“办公”的经济科目 [subject-unknown]');
    expect(unknown.err).toContain('有 1 处没有看懂，没有写出');
    const skipped = await run('乙.csv', '新.yaml', '--跳过');
    expect(skipped.code).toBe(1);
    expect(textOf(join(folder, '新.yaml'))).toContain(
      '待核：表里有 1 处没有看懂，没有取（导入时写了 --跳过）',
    );
    const over = await run('甲.csv', '有.yaml', '--覆盖');
    expect([over.code, textOf(join(folder, '有.yaml'))?.includes('基本支出:')]).toEqual([0, true]);
  });
});

describe('what is read', () => {
  const look = (...files: string[]) => gongkai(['import', ...files, '--格式', '预算', '--只看']);

  it('a CSV file in the coding of Chinese Windows', async () => {
    const row = Buffer.from('\r\n328001,2010301,30101,5,\r\n');
    const { code, out } = await look(
      join(folderWith({ '甲.csv': Buffer.concat([GBK, row]) }), '甲.csv'),
    );
    expect(code).toBe(0);
    expect(out).toContain('基本支出 · 一般公共预算：1 个金额，合计 5 元');
  });

  it('the workbook of a folder, else its CSV files, several as one', async () => {
    const folder = folderWith({ '数据/甲.csv': CSV, '数据/乙.csv': CSV, '审核/丙.csv': CSV });
    expect((await look(folder)).out).toContain(
      '基本支出 · 一般公共预算：2 个金额，合计 2469135.78 元',
    );
    const book = new ExcelJS.Workbook();
    const rows = CSV.trim()
      .split('\n')
      .slice(2, 4)
      .map((line) => line.replaceAll('"', '').split(','));
    book.addWorksheet('明细').addRows([rows[0], [...(rows[1] ?? []).slice(0, 5), 12.3]]);
    await book.xlsx.writeFile(join(folder, '材料.xlsx'));
    expect((await look(folder)).out).toContain('基本支出 · 一般公共预算：1 个金额，合计 12.3 元');
  });

  it.each([
    ['公开.pdf', '导入不读 PDF，请用它的工作簿（.xlsx）或 CSV'],
    ['旧.xls', '请用 Excel 或 WPS 打开，另存为 .xlsx 再导入'],
    ['说明.docx', '导入不读 Word 文件'],
    ['2026.yaml', '这已经是输入文件'],
  ])('%s is refused with the way out', async (name, message) => {
    const { code, err, out } = await look(join(folderWith({ [name]: '%PDF' }), name));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });

  it('a fill-in workbook is refused with the way out', async () => {
    const folder = folderWith({ '甲.yaml': BALANCED });
    const file = join(folder, '甲.xlsx');
    await gongkai(['convert', join(folder, '甲.yaml'), file]);
    const { code, err, out } = await look(file);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('“甲.xlsx”是填报工作簿，不用导入：直接 gongkai check、compile');
  });

  it('no list at all: what was read is listed', async () => {
    const { code, err } = await look(
      join(folderWith({ '甲.csv': '说明,内容\n甲,乙\n' }), '甲.csv'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^没有认出任何一张表，没有写出。读了：\n {2}.*甲\.csv\n/);
  });
});

describe('a mapping', () => {
  const ODD = CSV.replace('金额', '今年要的钱')
    .replace('资金性质', '从哪里来')
    .replaceAll('一般公共预算资金', '财力');

  it('is proposed as a file, corrected, and given back', async () => {
    const folder = folderWith({
      '甲.csv': ODD.replace('功能科目,', '功能科目,预算数,').replace(/(20103\d\d[^,]*),/g, '$1,1,'),
    });
    const mapping = join(folder, '对应.yaml');
    const run = (...args: string[]) =>
      gongkai(['import', join(folder, '甲.csv'), '--格式', '预算', '--对应', mapping, ...args]);
    const first = await run('--只看');
    expect(first.out).toContain(`认出的对应已写到 ${mapping}`);
    const proposed = textOf(mapping) ?? '';
    expect(proposed).toContain('继承: 通用\n');
    expect(proposed).toContain('今年要的钱');
    writeFileSync(
      mapping,
      '名称: 我局的表\n继承: 通用\n栏: { 资金: [从哪里来] }\n金额: [{ 标题: [今年要的钱*] }]\n值: { 资金: { 一般公共预算: [财力] } }\n',
    );
    const second = await run('-o', join(folder, '新.yaml'), '--年度', '2027');
    expect([second.code, second.err]).toEqual([0, '']);
    expect(textOf(join(folder, '新.yaml'))).toContain('"30101": 1234567.89');
    expect(second.out).toContain('“预算数”一列：金额另取“今年要的钱”一列');
  });

  it('that is given back as it was proposed reads the same', async () => {
    const folder = folderWith({ '甲.csv': CSV });
    const [mapping, one, other] = ['对应.yaml', '一.yaml', '二.yaml'].map((name) =>
      join(folder, name),
    );
    const run = (...args: (string | undefined)[]) =>
      gongkai(['import', join(folder, '甲.csv'), '--格式', '预算', ...args.map(String)]);
    expect((await run('--只看', '--对应', mapping)).code).toBe(0);
    expect((await run('-o', one)).code).toBe(0);
    const again = await run('-o', other, '--对应', mapping);
    expect([again.code, again.err]).toEqual([0, '']);
    expect(again.out).toContain('按“本次导入的清单”');
    expect(textOf(String(other))).toBe(textOf(String(one)));
  });

  it('of the bureau lies in 导入/ beside the output, and comes first', async () => {
    const own =
      '名称: 我局的表\n继承: 通用\n栏: { 资金: [从哪里来] }\n金额: [{ 标题: [今年要的钱] }]\n值: { 资金: { 一般公共预算: [财力] } }\n';
    const folder = folderWith({ '甲.csv': ODD, '导入/我局.yaml': own });
    const output = join(folder, '2027.yaml');
    const { code, out, err } = await gongkai([
      'import',
      join(folder, '甲.csv'),
      '--格式',
      '预算',
      '-o',
      output,
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('按“我局的表”');
  });

  it('that is wrong is told with its line', async () => {
    const folder = folderWith({ '甲.csv': CSV, '错.yaml': '名称: 甲\n继承: 没有的\n栏目: {}\n' });
    const { code, err } = await gongkai([
      'import',
      join(folder, '甲.csv'),
      '--格式',
      '预算',
      '--只看',
      '--对应',
      join(folder, '错.yaml'),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/错\.yaml:3:1: 错误：.*栏目/);
  });
});

describe('command lines that are wrong', () => {
  it.each([
    [['甲.csv', '-o', '乙.yaml'], '请写 --格式'],
    [['甲.csv', '--格式', '预算'], '请写 -o'],
    [['甲.csv', '--格式', '预算', '-o', '乙.txt'], '-o 后面请写 .yaml 文件名'],
    [['甲.csv', '--格式', '预算', '-o', '乙.yaml', '--年度', '二七'], '--年度 应为四位年份'],
    [['甲.csv', '--格式', '预算', '-o', '乙.yaml', '--只看'], '--只看 不写输入文件'],
    [['甲.csv', '--格式', '没有的', '-o', '乙.yaml'], '没有“没有的”这个格式'],
    [['--科目', '甲.csv', '--格式', '预算'], '--格式 不能同 --科目 一起用'],
    [['甲.csv', '--格式', '预算', '--只看', '--对应', '没有.txt'], '--对应 后面请写 .yaml'],
  ])('%j', async (args, message) => {
    const { code, err, out } = await gongkai(['import', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

it('an export of 40 units: every amount is there, and work grows with the lines', async () => {
  const rows = platformRows(1_000, 40);
  const { plain, told } = listed({ 明细: rows });
  expect(told).toEqual([]);
  expect(plain.单位).toHaveLength(40);
  await expectSteady(
    (lines) => platformRows(lines, 40),
    1_000,
    (made) => listed({ 明细: made }),
  );
});

it('a CSV file is read in step with its lines', () =>
  expectSteady(
    (lines) =>
      Buffer.from(
        platformRows(lines, 40)
          .map((row) => row.slice(0, 1))
          .map((row) => row.join(','))
          .join('\n'),
      ),
    4_000,
    async (bytes) => {
      const read = await readGrids(bytes, '甲.csv', LISTS);
      expect(read).not.toHaveProperty('problem');
    },
  ));
