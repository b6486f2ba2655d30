/** `gongkai formats --new`: a start that changes nothing, in which everything that it shows is true. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../src/forms/library.js';
import { newFormat } from '../src/new-format.js';
import { cellText, type Table } from '../src/tables/table.js';
import { department } from './helpers/departments.js';
import { example, templates } from './helpers/input.js';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';
import { compiled, compileText, documentLines, problemsOf } from './helpers/world.js';

const NAME = '我区-2027';
/** All that is printed of a table, on one line. */
const printedTable = ({ cells, subject: _, ...rest }: Table) =>
  JSON.stringify([rest, cells.map(({ content, ...cell }) => [cell, cellText(content)])]);

/** All that a start shows, with the signs before it taken away. */
const uncovered = ({ profile, sentences }: ReturnType<typeof newFormat>) => ({
  [`profiles/${NAME}.yaml`]: profile.replace(/^# (?!yaml-language-server)/gm, ''),
  [`profiles/${NAME}.hbs`]: sentences
    .replace(/^\{\{!-- 例子.*\n/m, '')
    .replace(/^例子完 --\}\}\n/m, ''),
});

describe('the start of a format', () => {
  it.each([
    ['预算', 'wuchang/2026.yaml'],
    ['决算', 'wuchang/2024-final.yaml'],
    ['wuchang-2026', 'wuchang/2026.yaml'],
    ['hongshan-2023-as-published', 'hongshan/2023-final.yaml'],
    ['jianghan-2024', 'jianghan/2024.yaml'],
  ])('from %s is right, and so is all that it shows: nothing is changed by it', (from, file) => {
    const made = newFormat(NAME, from, templates, 'schema.json');
    const covered = {
      [`profiles/${NAME}.yaml`]: made.profile,
      [`profiles/${NAME}.hbs`]: made.sentences,
    };
    const shown = uncovered(made);
    expect(shown[`profiles/${NAME}.yaml`]).toMatch(/^改表:$/m);
    expect(problemsOf(NAME, covered)).toEqual([]);
    expect(problemsOf(NAME, shown)).toEqual([]);
    const printed = (format: string, files = {}) => {
      const text = example(file).replace(/^格式: .*$/m, `格式: ${format}`);
      const inputs = { [file]: text, 'wuchang/2025.yaml': example('wuchang/2025.yaml') };
      const { document, tables } = compiled(compileText(inputs, files));
      return [...documentLines(document), ...tables.map(printedTable)];
    };
    const base = printed(from);
    expect(printed(NAME, covered)).toEqual(base);
    expect(printed(NAME, shown)).toEqual(base);
  });

  it('shows every table, each key in its place, and a sentence that prints an amount', () => {
    const { profile, sentences } = newFormat(NAME, '预算', templates, 'schema.json');
    for (const key of ['包名', '封面', '部分', '各表', '改表', '支出类别', '数字', '用语', '文末'])
      expect(profile).toMatch(new RegExp(`^## .*\\n# ${key}:`, 'm'));
    const tables = loadProfile('预算', templates).tables;
    expect(tables.size).toBeGreaterThan(10);
    for (const [id, { name }] of tables)
      expect(profile).toContain(`#   ${id}: # ${name}\n#     标题: `);
    expect(profile).toContain('#       - {目录: "{主体}收支总表", 表: [预算01]}\n');
    expect(sentences).toContain(
      '{{#*inline "支出"}}\n# 支出预算安排情况\n{{主体}}预算支出{{金额 "支出总计"}}',
    );
    expect(sentences).toContain('可以换的节：主要职责、机构设置、收支总体、');
  });
});

describe('gongkai formats --new', () => {
  it('writes it, says what to do, and what is compiled with it is the same', async () => {
    const folder = temporaryFolder();
    const begun = await gongkai(['formats', '--new', NAME, '--from', '预算', '-o', folder]);
    expect([begun.code, begun.err]).toEqual([0, '']);
    expect(Object.keys(snapshot(folder))).toEqual([`格式/${NAME}.hbs`, `格式/${NAME}.yaml`]);
    expect(begun.out).toContain(`gongkai formats ${NAME} --formats ${folder}`);
    expect(begun.out).toContain(`输入文件里写“格式: ${NAME}”`);
    const checked = await gongkai(['formats', NAME, '--formats', folder]);
    expect([checked.code, checked.err]).toEqual([0, '']);
    expect(checked.out).toMatch(/没有错误。\n$/);

    const made = async (format: string) => {
      const [input, out] = [join(folder, `${format}.yaml`), join(folder, `out-${format}`)];
      writeFileSync(input, department({ 格式: format }));
      const { code } = await gongkai([
        'compile',
        input,
        '--only',
        'csv,xlsx',
        '--no-review',
        '-o',
        out,
        '-q',
      ]);
      expect(code).toBe(0);
      const files = Object.entries(snapshot(out)).filter(
        ([path]) => !path.endsWith('manifest.json'),
      );
      expect(files.length).toBeGreaterThan(10);
      return files;
    };
    expect(await made(NAME)).toEqual(await made('预算'));
  });

  it('never takes the place of anything', async () => {
    const folder = temporaryFolder();
    const begin = (name: string, where = folder) =>
      gongkai(['formats', '--new', name, '--from', '预算', '-o', where]);
    expect((await begin(NAME)).code).toBe(0);
    writeFileSync(join(folder, '格式', `${NAME}.yaml`), '名称: 改过\n继承: 决算\n');
    const before = snapshot(folder);
    const again = await begin(NAME, join(folder, '格式'));
    expect([again.code, again.err]).toEqual([
      2,
      `已有“${NAME}”这个格式，没有写出；请换一个名字。\n`,
    ]);
    expect((await begin('WUCHANG-2026')).err).toContain('已有“wuchang-2026”这个格式');
    expect((await begin('决算')).err).toContain('已有“决算”这个格式');
    writeFileSync(join(folder, '格式', '新.hbs'), '自己的句子');
    const taken = await begin('新');
    expect([taken.code, taken.out]).toEqual([3, '']);
    expect(taken.err).toMatch(/^已经有“.*格式\/新\.hbs”，没有写出；请换一个名字。\n$/);
    const after = snapshot(folder);
    expect(after).toEqual({ ...before, '格式/新.hbs': after['格式/新.hbs'] });
    expect(readFileSync(join(folder, '格式', '新.hbs'), 'utf8')).toBe('自己的句子');
  });

  it.each([
    [['--new', '../区', '--from', '预算'], 2, '格式不能叫“../区”'],
    [['--new', 'a/b', '--from', '预算'], 2, '格式不能叫“a/b”'],
    [['--new', '.区', '--from', '预算'], 2, '格式不能叫“.区”'],
    [['--new', 'con', '--from', '预算'], 2, 'Windows 把它留给设备'],
    [['--new', '字'.repeat(100), '--from', '预算'], 2, '作文件名过长'],
    [['--new', '区.yaml', '--from', '预算'], 2, '请写“区”'],
    [['--new', '区'], 2, '--from 预算、--from 决算'],
    [['--new', '', '--from', '预算'], 2, '格式不能叫“”'],
    [['--new', '区', '--from', '预算', '预算'], 2, '只写一个新格式的名字'],
    [['--from', '预算'], 2, '--from、-o 要同 --new 一起写'],
    [['--new', '区', '--from', '预祘'], 1, '没有“预祘”这个格式'],
  ])('refuses %j and writes nothing', async (args, code, told) => {
    const folder = temporaryFolder();
    const output = args.includes('--new') ? ['-o', folder] : [];
    const done = await gongkai(['formats', ...args, ...output]);
    expect([done.code, done.out]).toEqual([code, '']);
    expect(done.err).toContain(told);
    expect(snapshot(folder)).toEqual({});
  });

  it('does not begin from a format that has errors, and quotes a name that YAML would read as a number', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '格式'));
    writeFileSync(
      join(folder, '格式', '坏.yaml'),
      '名称: 坏\n继承: 预算\n改表: {预算99: {标题: 甲}}\n',
    );
    const bad = await gongkai(['formats', '--new', '区', '--from', '坏', '-o', folder]);
    expect([bad.code, bad.out]).toEqual([1, '']);
    expect(bad.err).toContain('格式/坏.yaml:3:6: 错误：“改表”里的“预算99”不在这个格式的表里');
    expect(bad.err).toContain('  3 | 改表: {预算99: {标题: 甲}}\n');
    const good = await gongkai(['formats', '--new', '2027', '--from', '决算', '-o', folder]);
    expect(good.out).toContain('输入文件里写“格式: "2027"”');
  });
});
