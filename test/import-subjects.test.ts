/** gongkai import --科目: an official list of subjects → a bureau's file of those that the dictionary does not have. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { edit, SMALL } from './helpers/input.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';
import { compiled, compileText } from './helpers/world.js';

type Row = readonly (string | number | undefined)[];

/** A folder with a workbook of these sheets, and the command run on it. */
async function imported(
  sheets: Readonly<Record<string, readonly Row[]>>,
  {
    merge = [],
    args = ['-o', '新.yaml'],
  }: { merge?: readonly string[]; args?: readonly string[] } = {},
) {
  const folder = temporaryFolder();
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
    for (const range of merge) sheet.mergeCells(range);
  }
  const file = join(folder, '清单.xlsx');
  await book.xlsx.writeFile(file);
  const own = args.map((one) => (one === '新.yaml' ? join(folder, one) : one));
  const run = await gongkai(['import', '--科目', file, ...own]);
  const made = join(folder, '新.yaml');
  const text = existsSync(made) ? readFileSync(made, 'utf8') : '';
  return {
    ...run,
    text,
    folder,
    file,
    lines: text.split('\n').filter((line) => !line.startsWith('#')),
  };
}

const HEAD: Row = ['科目编码', '科目名称', '说明'];

describe('codes', () => {
  it('in one column, as texts or numbers, also where the headings are not in the first row', async () => {
    const { code, lines, out } = await imported({
      支出: [
        ['2026年支出功能分类科目'],
        [],
        HEAD,
        ['201', '一般公共服务支出'],
        [20106, '财政事务'],
        ['2010604', '预算改革业务', '反映财政部门用于预算改革方面的支出。'],
        [2010605, '财政国库业务'],
        ['2010699', '其他财政事务支出'],
      ],
    });
    expect(code).toBe(0);
    expect(lines).toEqual([
      '功能分类:',
      '  "201": |',
      '    2010604 预算改革业务 ｜ 反映财政部门用于预算改革方面的支出。',
      '    2010605 财政国库业务',
      '',
    ]);
    expect(out).toContain(
      '功能分类：清单里 5 个科目，字典里没有 2 个，名称不同 0 个，说明不同 0 个。',
    );
  });

  it('in three columns, the last digits alone, below a heading of two rows', async () => {
    const { code, lines } = await imported(
      {
        功能: [
          ['附件1'],
          ['科目编码', undefined, undefined, '科目名称', '说明'],
          ['类', '款', '项'],
          [201, undefined, undefined, '一般公共服务支出'],
          [undefined, '06', undefined, '财政事务'],
          [undefined, undefined, '01', '　行政运行'],
          [undefined, undefined, 4, '预算改革业务'],
          [undefined, '07', undefined, '税收事务'],
          [undefined, undefined, '01', '行政运行'],
          ['205', '02', '04', '高中教育'],
        ],
      },
      { merge: ['A2:C2', 'D2:D3', 'E2:E3'] },
    );
    expect(code).toBe(0);
    expect(lines).toEqual([
      '功能分类:',
      '  "201": |',
      '    2010604 预算改革业务',
      '    20107 税收事务',
      '    2010701 行政运行',
      '  "205": |',
      '    2050204 高中教育',
      '',
    ]);
  });

  it('with blanks or signs between their parts, names with those of Western type', async () => {
    const { lines } = await imported({
      甲: [HEAD, ['201 07', '税收 事务'], ['201-07-08', '协税(护税)']],
    });
    expect(lines.slice(2, 4)).toEqual(['    20107 税收事务', '    2010708 协税（护税）']);
  });
});

it('all three classifications, from several sheets; those of income are left', async () => {
  const { code, lines, out } = await imported({
    功能: [HEAD, ['20107', '税收事务']],
    部门经济: [
      ['部门经济分类科目编码', '部门经济分类科目名称'],
      ['31201', '资本金注入'],
      ['30101', '基本工资'],
    ],
    政府经济: [HEAD, ['50803', '资本金注入']],
    收入: [HEAD, ['101', '税收收入'], ['10101', '增值税']],
    说明页: [['请各单位照此执行']],
  });
  expect(code).toBe(0);
  expect(lines).toEqual([
    '功能分类:',
    '  "201": |',
    '    20107 税收事务',
    '经济分类:',
    '  "312": |',
    '    31201 资本金注入',
    '政府经济分类:',
    '  "508": |',
    '    50803 资本金注入',
    '',
  ]);
  expect(out).toContain('收入分类科目 2 个，部门预算、决算用不到，没有导入。');
  expect(out).toContain('没有“科目编码”“科目名称”表头的 1 张，没有读：清单.xlsx › 说明页');
});

it('tells row by row what it did not understand, and writes the rest', async () => {
  const { code, lines, out } = await imported({
    支出: [
      HEAD,
      ['20107', '税收事务'],
      ['2010', '半个编码'],
      ['20A01', '不是数字'],
      ['2010799', ''],
      ['', '没有编码的一行'],
      ['2019801', '没有上级'],
      ['20107', '税务'],
      ['合计', ''],
      HEAD,
    ],
  });
  expect(code).toBe(1);
  expect(lines).toEqual(['功能分类:', '  "201": |', '    20107 税收事务', '']);
  const told = out.split('\n').filter((line) => line.startsWith('  清单'));
  expect(told).toEqual([
    '  清单.xlsx › 支出 › A3：编码“2010”不是科目的编码：功能分类以 2 开头，3、5、7 位；经济分类以 3、5 开头，3、5 位',
    '  清单.xlsx › 支出 › A4：编码“20A01”不全是数字',
    '  清单.xlsx › 支出 › A5：2010799 没有名称',
    '  清单.xlsx › 支出 › A6：“没有编码的一行”没有编码',
    '  清单.xlsx › 支出 › A8：20107 又写成“税务”，前面（清单.xlsx › 支出 › A2）是“税收事务”',
    '  清单.xlsx › 支出 › A7：2019801 没有上级的上级 20198 清单里和字典里都没有',
  ]);
});

it('writes names that differ, and says which subjects a list does not have', async () => {
  const { lines, out } = await imported({
    支出: [
      HEAD,
      ['22301', '解决历史遗留问题和改革成本支出'],
      ['2230105', '国有企业退休人员社会化管理补助支出'],
    ],
  });
  expect(lines.slice(1, 3)).toEqual(['  "223": |', '    22301 解决历史遗留问题和改革成本支出']);
  expect(out).toContain(
    '字典里有、清单里没有的 2 个：223 国有资本经营预算支出、2230199 其他解决历史遗留问题及改革成本支出。',
  );
});

describe('files', () => {
  const small = { 支出: [HEAD, ['20107', '税收事务']] };

  it('nothing is written over, unless it is told to', async () => {
    const { folder, file, text } = await imported(small);
    const to = join(folder, '新.yaml');
    writeFileSync(to, '手写的');
    const refused = await gongkai(['import', '--科目', file, '-o', to]);
    expect([refused.code, refused.err]).toEqual([
      2,
      `“${to}”已经有了，没有写出；要换成新的请写 --覆盖。\n`,
    ]);
    expect(readFileSync(to, 'utf8')).toBe('手写的');
    expect((await gongkai(['import', '--科目', file, '-o', to, '--覆盖'])).code).toBe(0);
    expect(readFileSync(to, 'utf8')).toBe(text);
  });

  it('without -o the file goes to the screen, what is told beside it', async () => {
    const { code, out, err } = await imported(small, { args: [] });
    expect(code).toBe(0);
    expect(out).toContain('    20107 税收事务\n');
    expect(out).not.toContain('清单里');
    expect(err).toContain('功能分类：清单里 1 个科目，字典里没有 1 个');
  });

  it.each([
    [
      'in the coding of Chinese Windows',
      Buffer.from('bfc6c4bfb1e0c2eb2cbfc6c4bfc3fbb3c60d0a32303130372ccbb0cad5cac2cef10d0a', 'hex'),
    ],
    ['in UTF-8 with its mark', Buffer.from('\ufeff科目编码,科目名称\r\n20107,税收事务\r\n')],
    ['with quotes and breaks within', Buffer.from('科目编码,"科目\n名称"\n"20107","税收事务"\n')],
  ])('a CSV file %s', async (_, bytes) => {
    const file = join(temporaryFolder(), '表.csv');
    writeFileSync(file, bytes);
    const { code, out } = await gongkai(['import', '--科目', file]);
    expect([code, out.includes('    20107 税收事务')]).toEqual([0, true]);
  });

  it.each([
    [
      '.xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '这是旧版 Excel 文件（.xls）或 WPS 文件（.et），不能读',
      '另存为 .xlsx 再试',
    ],
    ['.xlsx', Buffer.from('%PDF-1.7'), '这是 PDF 文件，不是 Excel 工作簿', ''],
    ['.csv', Buffer.alloc(0), '文件是空的', ''],
  ])('%s that cannot be read is told as such', async (ending, bytes, message, hint) => {
    const file = join(temporaryFolder(), `表${ending}`);
    writeFileSync(file, bytes);
    const { code, err } = await gongkai(['import', '--科目', file]);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });

  it('a list without one subject writes nothing', async () => {
    const { code, err, text } = await imported({ 甲: [['通知']] });
    expect([code, text]).toEqual([1, '']);
    expect(err).toContain('没有找到科目，没有写出。');
  });

  it.each([
    [
      ['表.xlsx'],
      '请写 --格式，材料用哪个格式公开（gongkai formats 列出；导入科目表的写 --科目），例如：gongkai import 平台导出.xlsx --格式 我区-2027 -o 2027.yaml。',
    ],
    [['--科目'], '缺少要导入的文件，例如：gongkai import --科目 官方清单.xlsx。'],
    [
      ['--科目', '表.xlsx', '-o', '新.xlsx'],
      '-o 后面请写 .yaml 文件名，例如 -o 科目/我市2026.yaml。',
    ],
    [['--科目', '表.xlsx', '--覆盖'], '--覆盖 同 -o 一起用。'],
  ])('command line %j', async (args, message) => {
    const { code, err } = await gongkai(['import', ...args]);
    expect([code, err.split('\n')[0]]).toEqual([2, message]);
  });

  it('one that is not there is told', async () => {
    const { code, err } = await gongkai(['import', '--科目', '没有.xlsx']);
    expect(code).toBe(1);
    expect(err).toContain('没有.xlsx: 错误：找不到这个文件');
    expect(err).toContain('请检查文件名和所在的文件夹');
  });
});

describe('several lists on one sheet', () => {
  it('side by side are both read, as the two economic classifications stand', async () => {
    const { code, lines } = await imported({
      对照: [
        ['政府预算支出经济分类', undefined, '部门预算支出经济分类', undefined, '说明'],
        ['科目编码', '科目名称', '科目编码', '科目名称'],
        ['50177', '市里的政府科目', '30177', '市里的部门科目'],
        [undefined, undefined, '30178', '另一个部门科目'],
      ],
    });
    expect([code, lines]).toEqual([
      0,
      [
        '经济分类:',
        '  "301": |',
        '    30177 市里的部门科目',
        '    30178 另一个部门科目',
        '政府经济分类:',
        '  "501": |',
        '    50177 市里的政府科目',
        '',
      ],
    ]);
  });
  it('are not those of what a subject was before', async () => {
    const { code, lines } = await imported({
      支出: [
        ['原科目编码', '原科目名称', '科目编码', '科目名称', '说明'],
        ['2010776', '旧的叫法', '2010777', '新的叫法', '反映。'],
      ],
      上级: [
        ['科目编码', '科目名称'],
        ['20107', '税收事务'],
      ],
    });
    expect([code, lines]).toEqual([
      0,
      ['功能分类:', '  "201": |', '    20107 税收事务', '    2010777 新的叫法 ｜ 反映。', ''],
    ]);
  });
  it('have a name in merged places but once', async () => {
    const { lines } = await imported(
      {
        支出: [
          ['科目编码', '科目名称', undefined, '说明'],
          ['20107', '税收事务'],
          ['2010701', '行政运行', undefined, '反映。'],
        ],
      },
      { merge: ['B1:C1'] },
    );
    expect(lines).toContain('    2010701 行政运行 ｜ 反映。');
  });
});

it('a 项 without the 款 that it is below is told, and not taken for a 款', async () => {
  const { code, lines, out } = await imported({
    功能: [
      ['类', '款', '项', '科目名称'],
      [206, undefined, undefined, '科学技术支出'],
      [undefined, undefined, '90', '没有款的项'],
      [undefined, '90', undefined, '新款'],
    ],
  });
  expect([code, lines]).toEqual([1, ['功能分类:', '  "206": |', '    20690 新款', '']]);
  expect(out).toContain('功能 › A3：“没有款的项”写了下级的编码，它的上级没有编码');
});

it('what it writes is a file that 科目补充 takes', async () => {
  const { text } = await imported({
    支出: [
      HEAD,
      ['20107', '税收事务'],
      ['2010701', '行政运行'],
      ['2060101', '科技行政运行', '反映科技。'],
    ],
  });
  const input = edit(SMALL, '功能科目: "2060101"', '功能科目: "2010701"');
  const result = compiled(
    compileText(
      { 'a.yaml': `${input}科目补充: { 文件: 我市2026 }\n` },
      { 'subjects/我市2026.yaml': text },
    ),
  );
  const { functional } = result.budget.subjects;
  expect(functional.get('20107')?.name).toBe('税收事务');
  expect(functional.get('2060101')).toMatchObject({
    name: '科技行政运行',
    definition: '反映科技。',
  });
});

it('makes no folder', async () => {
  const { folder, file } = await imported({ 支出: [HEAD, ['20107', '税收事务']] });
  const to = join(folder, '科目', '甲.yaml');
  expect((await gongkai(['import', '--科目', file, '-o', to])).code).toBe(3);
  mkdirSync(join(folder, '科目'));
  expect((await gongkai(['import', '--科目', file, '-o', to])).code).toBe(0);
});
