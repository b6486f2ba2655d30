/** Other files: the year before, files that cannot be read. */
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import {
  compileText,
  edit,
  type Files,
  line,
  problems,
  SMALL,
  small,
  world,
} from './helpers/input.js';

const SCIENCE = '例如 2060101 行政运行、2060102 一般行政管理事务、2060103 机关服务';

describe('the year before', () => {
  const PRIOR =
    '类型: 上年数\n年度: 2025\n金额单位: 元\n一般公共预算支出:\n  "2060101": 1500.50\n  "2060199": 1500\n';
  const named = (file: string) => `${SMALL}上年: ${file}\n`;
  const find = (file: string) =>
    `31:5 file-missing 上年的文件“${file}”：找不到这个文件 → 路径相对本文件；没有上年文件时，可在这里直接列出上年数`;
  const relative =
    '31:5 file-missing 上年的文件要写相对本文件的路径，以 .yaml 或 .xlsx 结尾 → 例如“上年: 2025.yaml”';
  const whole = small('年度: 2026', '年度: 2025');

  it.each<[string, string, Files, string[]]>([
    ['a list of figures that is right', named('2025.yaml'), { '2025.yaml': PRIOR }, []],
    ['a whole input that is right', named('2025.yaml'), { '2025.yaml': whole }, []],
    ['no such file', named('2025.yaml'), {}, [find('2025.yaml')]],
    ['outside, not there', named('../2025.yaml'), {}, [find('../2025.yaml')]],
    ['an absolute path', named('/etc/passwd.yaml'), { '/etc/passwd.yaml': PRIOR }, [relative]],
    ['no input by its name', named('2025.pdf'), { '2025.pdf': PRIOR }, [relative]],
    ['a number', named('2025'), {}, [relative]],
    [
      'of a wrong year',
      named('2024.yaml'),
      { '2024.yaml': edit(PRIOR, '2025', '2024') },
      ['31:5 year-mismatch 上年数是 2024 年的，本文件是 2026 年的 → 上年应为 2025 年'],
    ],
    [
      'the file itself',
      named('a.yaml'),
      {},
      [
        '31:5 year-mismatch 上年数是 2026 年的，本文件是 2026 年的 → 是不是“年度”没有改成 2027？否则上年应为 2025 年',
      ],
    ],
    [
      'broken: told in its own file',
      named('2025.yaml'),
      { '2025.yaml': edit(PRIOR, '1500.50', '一千五') },
      ['2025.yaml:5:14 amount-not-number 金额应为数字，写的是“一千五” → 请写数字，例如 1234567.89'],
    ],
    [
      'not YAML at all',
      named('2025.yaml'),
      { '2025.yaml': '年度: [' },
      ['2025.yaml:1:5 yaml-syntax “[”没有配对 → 请检查引号和括号是否成对'],
    ],
    [
      'a subject of the wrong level, at its key',
      named('2025.yaml'),
      { '2025.yaml': edit(PRIOR, '2060101', '206') },
      [
        `2025.yaml:5:3 subject-level 功能科目要写到项级（7 位数字），写的是 206（科学技术支出） → ${SCIENCE}`,
      ],
    ],
    [
      'a whole input with a wrong reference',
      named('2025.yaml'),
      { '2025.yaml': edit(whole, '"30101"', '"301"') },
      [
        '2025.yaml:22:7 subject-level 经济科目要写到款级（5 位数字），写的是 301（工资福利支出） → 例如 30101 基本工资、30102 津贴补贴、30103 奖金',
      ],
    ],
    [
      'a block with an unknown key',
      `${SMALL}上年:\n  三公费用:\n    公务接待费: 1\n`,
      {},
      ['32:3 key-unknown 没有“三公费用”这个键 → 是不是“三公经费”？'],
    ],
    [
      'a block of a wrong year',
      `${SMALL}上年:\n  年度: 2024\n`,
      {},
      ['32:3 year-mismatch 上年数是 2024 年的，本文件是 2026 年的 → 上年应为 2025 年'],
    ],
    [
      'a list',
      named('[2025.yaml]'),
      {},
      [
        '31:5 type-wrong 这里应当写文字，写的是一个列表 → 以“- ”或“键: ”开头的内容请改为一段文字，或加引号',
      ],
    ],
  ])('%s', (_, input, files, expected) => {
    expect(problems(input, files)).toEqual(expected);
  });

  it('is looked for beside the input, not where the program runs', () => {
    const files = { '甲/2026.yaml': named('2025.yaml'), '甲/2025.yaml': PRIOR };
    expect(compile('甲/2026.yaml', world(files)).compiled?.budget.prior?.year).toBe(2025);
  });
});

describe('a file that cannot be read', () => {
  const failing = (code: string) => world({ 'x.yaml': Object.assign(new Error(code), { code }) });
  it.each([
    ['ENOENT', '找不到这个文件 → 请检查文件名和所在的文件夹'],
    ['EISDIR', '这是一个文件夹，不是文件 → 请写到具体的 .yaml 文件'],
    ['EACCES', '没有权限读取这个文件'],
    [
      'EMFILE',
      '文件不能读取（EMFILE） → 请检查这个文件能不能打开；在网络盘或移动盘上的，请先复制到本机',
    ],
  ])('%s', (code, message) => {
    const { diagnostics, compiled, sources } = compile('x.yaml', failing(code));
    expect(diagnostics.map(line)).toEqual([`x.yaml:0:0 file-missing ${message}`]);
    expect([compiled, sources]).toEqual([undefined, []]);
  });
});

it('a 上年数 file is read and not published', () => {
  const { kind, compiled, diagnostics } = compileText('类型: 上年数\n年度: 2025\n金额单位: 元\n');
  expect([kind, compiled, diagnostics]).toEqual(['上年数', undefined, []]);
});
