/** `gongkai init`: a new input by answers or flags, for every format. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { askerOn } from '../src/commands/questions.js';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { newInput } from '../src/drafts/new-input.js';
import { sectionNotes } from '../src/drafts/section-notes.js';
import { sameTree } from '../src/fill-in/same.js';
import { parseSource } from '../src/input/source.js';
import { yamlText } from '../src/input/yaml-text.js';
import { loadInput } from '../src/kinds/load.js';
import { formatNames, loadFormat } from '../src/load-format.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

const world = diskWorld();
const { templates } = world;
const ASKED = {
  year: 2027,
  department: { code: '100', name: '示例局' },
  units: [
    { code: '100001', name: '示例局本级', kind: '行政单位' },
    { code: '100002', name: '示例中心', kind: '事业单位' },
  ],
  amountUnit: '元',
} as const;
const bytes = (text: string) => new TextEncoder().encode(text);

it.each(
  formatNames(templates),
)('%s: a new input has no mistakes, only what is to be filled in', (name) => {
  const text = yamlText(newInput(ASKED, loadFormat(name, templates), templates));
  const { diagnostics, checks } = compile('2027.yaml', { read: () => bytes(text), templates });
  expect(diagnostics.filter(({ severity }) => severity === '错误')).toEqual([]);
  expect(checks.some(({ rule }) => rule.id === '待办-02')).toBe(true);
  // what the rules miss is spoken of in the file
  const missing = checks.flatMap(({ outcome }) =>
    'missing' in outcome && outcome.missing?.path.length === 1 ? [outcome.missing.path[0]] : [],
  );
  for (const key of missing) expect(text).toMatch(new RegExp(`^# 待填：${key}$`, 'm'));
});

it.each(['预算', '决算'])('the examples of %s can be written as they stand', (kind) => {
  const profile = loadFormat(kind, templates);
  const plain = yamlText({ ...newInput(ASKED, profile, templates), remarks: [] });
  const notes = sectionNotes(profile, templates).filter(({ example }) => example.length > 0);
  expect(notes.length).toBeGreaterThan(8);
  for (const { key, example } of notes) {
    const own = example
      .join('\n')
      .replaceAll('{单位}', '100001')
      .replace(/\{(年度|上年)\}/g, '2026');
    const rest = plain.replace(new RegExp(`^${key}:.*\n(?: .*\n)*`, 'm'), '');
    const { diagnostics } = loadInput('2027.yaml', () => bytes(`${rest}${own}\n`));
    expect(
      diagnostics.map(({ message }) => message),
      own,
    ).toEqual([]);
  }
});

const FLAGS = [
  ...['--类型', '预算', '--年度', '2027', '--格式', '预算', '--部门', '100 示例局'],
  ...['--单位', '100001 示例局本级 行政单位', '--单位', '100002 示例 中心 事业单位'],
];

it('writes what the flags say, asks nothing and keeps a file that is there', async () => {
  const file = join(temporaryFolder(), '2027.yaml');
  const { code, out } = await gongkai(['init', file, ...FLAGS]);
  expect(code).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(parseSource(text, file).source?.tree).toMatchObject({
    类型: '预算',
    金额单位: '元',
    单位: [{ 性质: '行政单位' }, { 代码: '100002', 名称: '示例 中心', 性质: '事业单位' }],
  });
  expect(out).toContain(`${text.match(/# (.*；)?待填/g)?.length} 处“待填”`);
  expect((await gongkai(['check', file])).code).toBe(0);
  const again = await gongkai(['init', file, ...FLAGS]);
  expect(again.code).toBe(2);
  expect(again.err).toContain('已经有了，没有写出');
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it.each([
  [FLAGS.slice(2), '缺少 --类型 预算|决算'],
  [FLAGS.slice(0, 2), '缺少 --年度 四位年份'],
  [FLAGS.slice(0, 4), '缺少 --格式'],
  [FLAGS.slice(0, 6), '缺少 --部门'],
  [FLAGS.slice(0, 8), '缺少 --单位'],
  [['--类型', '月报'], '请写 预算、决算 之一'],
  [[...FLAGS.slice(0, 2), '--年度', '27'], '年度请写四位数字'],
  [[...FLAGS.slice(0, 4), '--格式', '没有的'], '没有“没有的”这个格式'],
  [[...FLAGS.slice(0, 8), '--单位', '100001 示例局'], '单位请写 代码 名称 性质'],
  [[...FLAGS, '--单位', '100001 别的 事业单位'], '重复'],
  [['--from', 'x.yaml', '--年度', '2027'], '--年度 不同 --from 一起用'],
])('without a terminal %j is told: %s', async (flags, message) => {
  const folder = temporaryFolder();
  const { code, err } = await gongkai(['init', join(folder, 'a.yaml'), ...flags]);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(readdirSync(folder)).toEqual([]);
});

/** Runs it for a person who types these lines, and then no more. */
async function typed(file: string, lines: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (chunk) => {
    shown += chunk;
  });
  let questions = 0;
  const terminal = {
    out: (text: string) => void output.write(text),
    err: (text: string) => void output.write(text),
    interactive: true,
    questions: () => {
      const asker = askerOn(input, output);
      const ask = (question: string) => {
        questions++;
        return asker.ask(question);
      };
      return { ...asker, ask };
    },
  };
  const done = run(['init', file], terminal, world);
  input.end(lines.map((line) => `${line}\n`).join(''));
  return { code: await done, shown, questions };
}

it('asks a department of eight units less than thirty times, again where an answer is wrong', async () => {
  const file = join(temporaryFolder(), '2027.yaml');
  const units = [2, 3, 4, 5, 6, 7, 8].map((i) => `10000${i} 示例${i}中心 事业单位`);
  const { code, shown, questions } = await typed(file, [
    '1',
    '今年',
    '2027',
    '预算',
    '100 示例局',
    '', // its own offices, as proposed
    ...units,
    '100008 又一个',
    '',
    '',
  ]);
  expect(shown).toContain('年度请写四位数字');
  expect(shown).toContain('单位请写 代码 名称 性质');
  expect(code).toBe(0);
  expect(questions).toBeLessThan(30);
  const { source } = parseSource(readFileSync(file, 'utf8'), file);
  expect(source?.tree).toMatchObject({ 格式: '预算', 金额单位: '元' });
  expect((source?.tree as { 单位: object[] }).单位).toHaveLength(8);
});

it('writes nothing where the answers end before the questions', async () => {
  const file = join(temporaryFolder(), '2027.yaml');
  const { code, shown } = await typed(file, ['预算', '2027']);
  expect(code).toBe(2);
  expect(shown).toContain('没有答完，没有写出');
  expect(existsSync(file)).toBe(false);
});

it('tells of a file that is there before it asks', async () => {
  const file = join(temporaryFolder(), '2027.yaml');
  writeFileSync(file, '甲');
  const { code, questions } = await typed(file, []);
  expect([code, questions]).toEqual([2, 0]);
});

it('writes a fill-in workbook, with a mark on the sheet where something is to be written', async () => {
  const folder = temporaryFolder();
  const file = join(folder, '2027.xlsx');
  const { code, out, err } = await gongkai(['init', ...FLAGS, '--excel', file]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('2. gongkai check');
  const { source, diagnostics } = loadInput(file, (path) => readFileSync(path));
  expect(diagnostics).toEqual([]);
  expect(source?.tree).toMatchObject({ 类型: '预算', 部门: { 代码: '100' } });
  const marks = source?.remarks.map(({ span, text }) => [span.cell?.sheet, text]);
  expect(out).toContain(`：${marks?.length} 处“待填”`);
  expect(marks).toContainEqual(['基本支出', '待填：各单位的基本支出']);
  expect(marks).toContainEqual(['项目支出', '待填：项目支出']);
  // nothing of the notation of YAML
  expect(marks?.filter(([, text]) => /\[\]|例：/.test(text ?? ''))).toEqual([]);
});

it('a workbook is rolled over to a workbook or to YAML, which say the same', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  await gongkai([
    'init',
    at('2026.xlsx'),
    ...FLAGS.map((word) => (word === '2027' ? '2026' : word)),
  ]);
  const rolled = await gongkai(['init', '--from', at('2026.xlsx')]);
  expect(rolled).toMatchObject({ code: 0, err: '' });
  await gongkai(['init', '--from', at('2026.xlsx'), '-o', at('别.yaml')]);
  const read = (name: string) => loadInput(at(name), (path) => readFileSync(path)).source;
  const [workbook, yaml] = [read('2027.xlsx'), read('别.yaml')];
  expect(workbook?.tree).toMatchObject({ 上年: '2026.xlsx' });
  expect(workbook && yaml && sameTree(workbook.tree, yaml.tree)).toBe(true);
  expect(workbook?.remarks.map(({ text }) => text).sort()).toEqual(
    yaml?.remarks.map(({ text }) => text).sort(),
  );
  const { code, out } = await gongkai(['check', at('2027.xlsx')]);
  expect([code, out]).toEqual([0, expect.stringContaining('项目支出')]);
});

it.each([
  [['2027.docx'], '请写 .yaml 或 .xlsx 文件名，写的是“2027.docx”'],
  [['--excel', '2027.yaml'], '--excel 写出的是填报工作簿，文件名请写 .xlsx'],
  [['2027.xlsx', '-o', '2028.xlsx'], '写到哪个文件，只写一次'],
])('%j is told', async (args, message) => {
  const { code, err } = await gongkai(['init', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
