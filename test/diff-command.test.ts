/** `gongkai diff` as people call it: inputs, packages, both; exit codes; what cannot be compared. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { generatedFiles } from '../src/reference.js';
import { type DiffOutput, diffSchema } from '../src/review/show/diff-schema.js';
import { BALANCED, type Folder, folderWith, UNBALANCED } from './helpers/checked.js';
import { gongkai, snapshot } from './helpers/terminal.js';

const MORE = BALANCED.replace(': 2500 }', ': 102500 }').replace('"30201": 1500', '"30201": 101500');
const PACKAGE = '示例局2026年部门预算公开';
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(generatedFiles().get('templates/schema/对比结果.json') ?? '{}'),
);

const made = mkdtempSync(join(tmpdir(), 'gongkai-diff-'));
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** Two inputs and the packages of both, made once. */
async function packages(): Promise<Folder> {
  const kept = join(made, 'kept');
  const folder = folderWith({ 'a/2026.yaml': BALANCED, 'b/2026.yaml': MORE });
  if (existsSync(kept)) {
    cpSync(kept, folder.path, { recursive: true });
    return folder;
  }
  for (const side of ['a', 'b']) {
    const { code, err } = await folder.run(
      'compile',
      `@${side}/2026.yaml`,
      '-o',
      `@out-${side}`,
      '--only',
      'xlsx',
      '-q',
    );
    expect([code, err]).toEqual([0, '']);
  }
  cpSync(folder.path, kept, { recursive: true });
  return folder;
}

async function json(folder: Folder, ...args: string[]): Promise<DiffOutput> {
  const { out } = await folder.run('diff', ...args, '--format', 'json');
  const output: unknown = JSON.parse(out);
  validate(output);
  expect(validate.errors ?? []).toEqual([]);
  return diffSchema.parse(output);
}

describe('two inputs', () => {
  const folder = () => folderWith({ 'a.yaml': BALANCED, 'b.yaml': MORE });

  it('that are the same give exit code 0 and say so', async () => {
    const { code, out, err } = await folder().run('diff', '@a.yaml', '@a.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/没有不同。\n$/);
  });

  it('that differ name the inputs first, and count what follows', async () => {
    const { code, out, err } = await folder().run('diff', '@a.yaml', '@b.yaml');
    expect([code, err]).toEqual([1, '']);
    const [, , , head, first, values, effect] = out.split('\n');
    expect(head).toBe('输入里变了的');
    expect(first).toBe('  1　收入 › 100001 › 一般公共预算拨款　a.yaml:10 → b.yaml:10');
    expect(values).toBe('     2500 → 102500，+10.00 万元（+4000.00%）');
    expect(effect).toMatch(/^ {5}引起 \d+ 格（.+）、\d+ 句话变动$/);
    expect(out).toMatch(/随动的没有逐一列出；写 --全部 都列出。\n$/);
    expect(out).not.toContain('预算05-1 一般公共预算支出表');
  });

  it('are told to the last cell where that is asked for', async () => {
    const { out } = await folder().run('diff', '@a.yaml', '@b.yaml', '--全部');
    expect(out).toContain('  2060101 行政运行．合计　0.25 → 10.25　+10.00（+4000.00%）　［2］');
    expect(out).toMatch(/原　.*【0.25万元】/);
    expect(out).toMatch(/现　.*【10.25万元】/);
    expect(out).not.toContain('随动的没有逐一列出');
  });

  it('say nothing but the exit code where that is asked for', async () => {
    expect(await folder().run('diff', '@a.yaml', '@b.yaml', '-q')).toEqual({
      code: 1,
      out: '',
      err: '',
    });
  });

  it('give JSON that its schema describes, with the trail of every cell', async () => {
    const output = await json(folder(), '@a.yaml', '@b.yaml');
    expect(output.统计).toMatchObject({ 来源: 2 });
    expect(output.统计.随动单元格).toBe(output.统计.单元格);
    const cell = output.表
      .flatMap((table) => table.单元格)
      .find(({ 行, 列 }) => 行 === '行政运行' && 列 === '合计');
    const trail = cell?.由来?.乙;
    expect(trail).toMatchObject({ 印: '10.25', 精确: '102500', 取整: '不取整', 减: [] });
    const lines = trail?.加.map((at) => output.输入[at]);
    expect(lines?.map((line) => [line?.行, line?.元])).toEqual([
      [15, '1000'],
      [16, '101500'],
    ]);
  });

  it('are told wrong where one of them is, and nothing is compared', async () => {
    const wrong = folderWith({ 'a.yaml': UNBALANCED, 'b.yaml': BALANCED });
    const { code, out, err } = await wrong.run('diff', '@a.yaml', '@b.yaml');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^a\.yaml:10:31: 错误：/);
    expect(err).toMatch(/a\.yaml：有 1 处错误，没有对比。\n$/);
  });
});

describe('packages', () => {
  it('are compared by what was published, without compiling anything', async () => {
    const folder = await packages();
    for (const side of ['a', 'b']) rmSync(join(folder.path, side), { recursive: true });
    const output = await json(folder, `@out-a/${PACKAGE}`, `@out-b/${PACKAGE}`);
    expect(output.甲).toMatchObject({ 种类: '材料', 标题: PACKAGE, 年度: 2026 });
    expect(output.来源.map(({ 名, 增减 }) => [名, 增减])).toEqual([
      ['收入 › 100001 › 一般公共预算拨款', '10'],
      ['基本支出 › 100001 › 2060101 行政运行 › 30201 办公费', '10'],
    ]);
    expect(output.输入[0]?.文件).toBe('2026.yaml');
    expect(output.统计.随动单元格).toBe(output.统计.单元格);
  });

  it('are compared with an input as it is now', async () => {
    const folder = await packages();
    const same = await folder.run('diff', `@out-a/${PACKAGE}`, '@a/2026.yaml');
    expect([same.code, same.err]).toEqual([0, '']);
    const other = await json(folder, `@out-a/${PACKAGE}`, '@b/2026.yaml');
    expect([other.甲.种类, other.乙.种类]).toEqual(['材料', '输入']);
    expect(other.统计.来源).toBe(2);
  });

  it('may be named by the folder that they alone stand in, or by their manifest', async () => {
    const folder = await packages();
    expect((await folder.run('diff', '@out-a', `@out-a/${PACKAGE}/manifest.json`)).code).toBe(0);
  });

  it('are told where files were touched after they were made', async () => {
    const folder = await packages();
    writeFileSync(join(folder.path, 'out-b', PACKAGE, `${PACKAGE}.xlsx`), 'x');
    const { out } = await folder.run('diff', '@out-a', '@out-b');
    expect(out).toContain(
      `注意：out-b/${PACKAGE} 里的 ${PACKAGE}.xlsx生成之后改过或删了；比的是生成时的内容`,
    );
  });

  it('have no file for reviewers where that was asked for, and are compared by their workbooks', async () => {
    const folder = await packages();
    for (const side of ['a', 'b'])
      await folder.run(
        'compile',
        `@${side}/2026.yaml`,
        '-o',
        `@out-${side}`,
        '--only',
        'xlsx',
        '--no-review',
      );
    expect(readdirSync(join(folder.path, 'out-a', PACKAGE)).sort()).toEqual(
      ['manifest.json', `${PACKAGE}.xlsx`].sort(),
    );
    const output = await json(folder, '@out-a', '@out-b');
    expect(output.甲.种类).toBe('工作簿');
    expect(output.说明[0]).toMatch(/没有 审核\/材料\.json，比的是其中的工作簿/);
    const [first] = output.来源;
    expect(first).toMatchObject({ 种类: '表内', 增减: '10' });
    expect(output.统计.随动单元格).toBeGreaterThan(output.统计.来源);
  });
});

describe('what is written', () => {
  it('goes to a file, never over what was compared', async () => {
    const folder = await packages();
    const before = snapshot(folder.path);
    const inside = `@out-a/${PACKAGE}/manifest.json`;
    const over = await folder.run('diff', '@out-a', '@out-b', '--format', 'json', '-o', inside);
    expect([over.code, over.out]).toEqual([2, '']);
    expect(over.err).toContain('是输入文件');
    expect(snapshot(folder.path)).toEqual(before);
    const done = await folder.run(
      'diff',
      '@out-a',
      '@out-b',
      '--format',
      'json',
      '-o',
      '@对比.json',
    );
    expect(done.code).toBe(1);
    expect(done.out).toMatch(/^共变动的来源 2 处、.*已写到 对比\.json\n$/);
    expect(JSON.parse(folder.read('对比.json'))).toMatchObject({ 工具: 'gongkai' });
  });

  it('is a page of its own for the browser', async () => {
    const folder = folderWith({ 'a.yaml': BALANCED, 'b.yaml': MORE });
    const { code } = await folder.run(
      'diff',
      '@a.yaml',
      '@b.yaml',
      '--format',
      'html',
      '-o',
      '@c.html',
    );
    expect(code).toBe(1);
    const page = folder.read('c.html');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('30201 办公费');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});

describe('two years', () => {
  it('are put beside each other by subject, also where one is but a list of figures', async () => {
    const { code, out, err } = await gongkai([
      'diff',
      'inputs/wuchang/2025.yaml',
      'inputs/wuchang/2026.yaml',
    ]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('  2060101 行政运行．一般公共预算　532.85 → 723.35　+190.50（+35.75%）');
    expect(out).toContain('  删除行　2060102 一般行政管理事务');
    expect(out).toContain('  公务接待费．金额　1.28 → 1.46　+0.18（+14.06%）');
    expect(out).toMatch(/注意：两份的年度不同（2025 年和 2026 年）/);
  });

  it('line up subjects that were recoded in between', async () => {
    const old = `类型: 上年数
年度: 2023
金额单位: 元
一般公共预算支出: { "2010308": 1000000, "2080501": 50000 }
`;
    const now = old
      .replace('2023', '2024')
      .replace('2010308', '2014004')
      .replace('1000000', '1500000');
    const folder = folderWith({ '2023.yaml': old, '2024.yaml': now });
    const output = await json(folder, '@2023.yaml', '@2024.yaml');
    expect(output.方式).toBe('两年');
    expect(output.表[0]?.行).toContainEqual(
      expect.objectContaining({ 种类: '改编码', 编码: '2014004', 原编码: '2010308' }),
    );
    const item = output.表[0]?.单元格.filter(({ 编码, 列 }) => 编码 === '2014004' && 列 === '合计');
    expect(item?.map(({ 甲, 乙, 增减 }) => [甲, 乙, 增减])).toEqual([['100.00', '150.00', '50']]);
  });

  it('of a list of figures need an input on the other side', async () => {
    const folder = await packages();
    const { code, err } = await folder.run('diff', 'inputs/wuchang/2025.yaml', '@out-a');
    expect(code).toBe(1);
    expect(err).toMatch(/只列了上年数，只能同输入文件（\.yaml）比，不能同 .* 比。\n$/);
  });
});

describe('what cannot be compared', () => {
  it.each<[string, string, RegExp]>([
    ['没有.yaml', '找不到这个文件或文件夹', /没有\.yaml: 错误/],
    ['README.md', '“.md”这种文件不能对比', /可以写：输入文件/],
    ['templates', '这个文件夹不是一份材料（没有 manifest.json）', /compile 生成的一份材料/],
    ['inputs/wuchang', '这个文件夹不是一份材料', /./],
  ])('%s is told as such', async (name, message, more) => {
    const { code, out, err } = await gongkai(['diff', name, 'inputs/wuchang/2026.yaml']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
    expect(err).toMatch(more);
  });

  it('is a folder of several packages', async () => {
    const folder = await packages();
    const other = BALANCED.replace('名称: 示例局 }', '名称: 另一局 }');
    writeFileSync(join(folder.path, 'b', '2026.yaml'), other);
    await folder.run('compile', '@b/2026.yaml', '-o', '@out-a', '--only', 'csv');
    const { code, err } = await folder.run('diff', '@out-a', '@out-b');
    expect(code).toBe(1);
    expect(err).toContain('这个文件夹里有 2 份材料，请写其中一份');
    expect(err).toContain('out-a/另一局2026年部门预算公开');
  });

  it('is a package whose parts do not tell anything', async () => {
    const folder = await packages();
    await folder.run('compile', '@a/2026.yaml', '-o', '@out-a', '--only', 'csv', '--no-review');
    const { code, err } = await folder.run('diff', '@out-a', '@out-b');
    expect(code).toBe(1);
    expect(err).toContain('材料里没有可以对比的数据（审核/材料.json），也没有工作簿');
  });

  it('is a package whose manifest leads elsewhere: nothing outside is read', async () => {
    const folder = await packages();
    const path = join(folder.path, 'out-a', PACKAGE, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    manifest.输出.push({ 文件: '../../a/2026.yaml', sha256: 'x' });
    writeFileSync(path, JSON.stringify(manifest));
    const { code, out } = await folder.run('diff', '@out-a', '@out-b');
    expect(code).toBe(1);
    expect(out).toContain('../../a/2026.yaml生成之后改过或删了');
  });
});

describe('usage', () => {
  it.each<[string[], string]>([
    [['diff'], '要写两份来比'],
    [['diff', 'a.yaml'], '要写两份来比'],
    [['diff', 'a', 'b', 'c'], '参数过多'],
    [['diff', 'a', 'b', '--format', 'pdf'], '没有“pdf”这种格式，可用：文本、json、html'],
    [['diff', 'a', 'b', '--format', 'html'], '网页要写到文件'],
    [['diff', 'a', 'b', '-o', 'c.html'], '-o 只用于 --format json 或 html'],
    [['diff', 'a', 'b', '--format', 'json', '-o', 'c.yaml'], '像是输入文件或工作簿'],
    [['diff', 'a', 'b', '--format', 'json', '-o', ' '], '-o 后面请写要写出的文件名'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await gongkai(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('is taught by --help', async () => {
    const { code, out } = await gongkai(['diff', '--help']);
    expect(code).toBe(0);
    for (const word of ['甲', '乙', '--format', '--全部', '随动', '对照.yaml', '退出码'])
      expect(out).toContain(word);
  });
});
