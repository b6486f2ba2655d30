/** 格式/ and 科目/ beside the inputs: found, named and listed as what they are; nothing outside of them is read. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { templatesBeside } from '../src/disk/own-folder.js';
import { laidOver, ownTemplates } from '../src/forms/own-templates.js';
import { nameIn, type TemplateFolder } from '../src/forms/template-folder.js';
import { cellText } from '../src/tables/table.js';
import type { World } from '../src/world.js';
import { department } from './helpers/departments.js';
import { edit, templates } from './helpers/input.js';
import { snapshot, temporaryFolder } from './helpers/terminal.js';
import { brief, compiled, documentLines } from './helpers/world.js';

const INPUT = (format: string) =>
  department({ 格式: format, 上年: { 支出: { 一般公共预算: 100 } }, 变动原因: undefined });
/** A format that is told by the unit line of its tables. */
const FORMAT = (base: string, mark: string) =>
  `名称: 试\n继承: ${base}\n各表:\n  部门行: "${mark}：{部门}"\n`;
const BAD = '名称: 试\n继承: 预祘\n';

/** The real templates with one of the built-in formats: what is told of all of them another test looks at. */
const FEW: TemplateFolder = {
  ...templates,
  list: (folder) =>
    templates
      .list(folder)
      .filter((name) => folder !== 'profiles' || name.startsWith('jianghan-2024')),
};

/**
 * A project on the disk, and a world whose current folder it is.
 * @param builtIn the program's own templates
 */
function project(files: Readonly<Record<string, string>>, builtIn = templates) {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const worldAt = (here: string): World => ({
    ...diskWorld(),
    folder: here,
    templates: builtIn,
    templatesAt: templatesBeside(here, builtIn),
  });
  const command = async (...args: string[]) => {
    const printed = { out: '', err: '' };
    const terminal = {
      out: (text: string) => {
        printed.out += text;
      },
      err: (text: string) => {
        printed.err += text;
      },
      interactive: false,
    };
    const code = await run(args, terminal, worldAt(folder));
    const [out = '', err = ''] = [printed.out, printed.err].map((text) =>
      text.replaceAll(`${folder}/`, ''),
    );
    return { code, out, err };
  };
  const result = (path: string, here = folder) => compile(join(folder, path), worldAt(here));
  return {
    folder,
    write,
    command,
    result,
    problems: (path: string) => {
      const told = result(path).diagnostics.filter(({ severity }) => severity === '错误');
      return told.map((one) => brief(one).replaceAll(`${folder}/`, ''));
    },
    /** What the form prints above its tables: which format it was. */
    mark: (path: string, here = folder) =>
      compiled(result(path, here)).tables[0]?.lead.split('：')[0],
  };
}

describe('a format beside the inputs', () => {
  it('is found in the folder of the input and in those above, the nearest first', () => {
    const { mark } = project({
      '格式/区.yaml': FORMAT('预算', '远'),
      '格式/上.yaml': FORMAT('预算', '上'),
      'inputs/局/格式/区.yaml': FORMAT('预算', '近'),
      'inputs/局/2026.yaml': INPUT('区'),
      'inputs/局/上.yaml': INPUT('上'),
      'inputs/厅/2026.yaml': INPUT('区'),
    });
    expect([mark('inputs/局/2026.yaml'), mark('inputs/局/上.yaml')]).toEqual(['近', '上']);
    expect(mark('inputs/厅/2026.yaml')).toBe('远');
  });

  it('is not looked for above the current folder, nor above an input that lies elsewhere', () => {
    const files = { '格式/区.yaml': FORMAT('预算', '区'), 'a/b/2026.yaml': INPUT('区') };
    const { folder, mark, result } = project(files);
    expect(mark('a/b/2026.yaml')).toBe('区');
    for (const here of ['a', 'c'].map((name) => join(folder, name)))
      expect(result('a/b/2026.yaml', here).diagnostics.map(({ message }) => message)).toEqual([
        '没有“区”这个格式',
      ]);
  });

  it('extends a built-in one and another of its own, and comes before a built-in one of its name', () => {
    const { mark, problems, write } = project({
      '格式/区-2026.yaml': FORMAT('wuchang-2026', '旧'),
      '格式/区-2027.yaml': '名称: 新\n继承: 区-2026\n',
      '格式/jianghan-2024.yaml': FORMAT('预算', '自己的'),
      'a.yaml': INPUT('区-2027'),
      'b.yaml': INPUT('jianghan-2024'),
    });
    expect([mark('a.yaml'), mark('b.yaml')]).toEqual(['旧', '自己的']);
    write('格式/jianghan-2024.yaml', FORMAT('jianghan-2024', '同名'));
    expect(problems('b.yaml')).toEqual([
      '格式/jianghan-2024.yaml:2:5 格式“jianghan-2024”的继承成了环〔jianghan-2024 → jianghan-2024；要继承别处同名的格式，请给这个格式换一个名字〕',
    ]);
  });

  it('cannot have the name of a base: it would never be read', () => {
    const files = { '格式/预算.yaml': FORMAT('决算', '甲'), 'a.yaml': INPUT('预算') };
    const { problems, mark, write } = project(files);
    expect(problems('a.yaml')).toEqual([
      '格式/预算.yaml:1:1 “预算”是基础格式的名字，本区的格式不能用〔请把文件改名，如 预算-本区.yaml，再写“继承: 预算”〕',
    ]);
    write('a.yaml', INPUT('wuchang-2026'));
    expect(mark('a.yaml')).toBe('部门');
  });

  it('has its own tables and sentences, never those of another folder', () => {
    const files = {
      '格式/区.yaml': '名称: 试\n继承: 预算\n',
      '格式/区.hbs': '{{#*inline "支出"}}\n# 支出\n远处的句子。\n{{/inline}}\n',
      'a/2026.yaml': INPUT('区'),
    };
    const { result, write } = project(files);
    const base = new TextDecoder().decode(templates.read('budget/预算03.yaml'));
    const table = edit(base, '名称: 支出总表', '名称: 近处的表');
    const told = () => {
      const { document, tables } = compiled(result('a/2026.yaml'));
      const sentence = documentLines(document).includes('远处的句子。');
      return [sentence, tables.find(({ id }) => id === '预算03')?.name];
    };
    expect(told()).toEqual([true, '支出总表']);
    write('a/格式/区/预算03.yaml', table);
    expect(told()).toEqual([true, '支出总表']);
    write('a/格式/区.yaml', '名称: 试\n继承: 预算\n');
    expect(told()).toEqual([false, '近处的表']);
  });

  it('that is wrong is told at its own place, with its line, and spoils no other', async () => {
    const files = {
      'inputs/格式/坏.yaml': BAD,
      'inputs/格式/好.yaml': FORMAT('预算', '好'),
      'inputs/a.yaml': INPUT('坏'),
      'inputs/b.yaml': INPUT('好'),
      'inputs/c.yaml': INPUT('没有的格式'),
    };
    const { folder, command, problems, mark } = project(files, FEW);
    expect(problems('inputs/a.yaml')).toEqual([
      'inputs/格式/坏.yaml:2:5 没有“预祘”这个格式〔是不是“预算”？〕',
    ]);
    expect(mark('inputs/b.yaml')).toBe('好');
    const [missing] = problems('inputs/c.yaml');
    expect(missing).toMatch(
      /^inputs\/c.yaml:2:5 没有“没有的格式”这个格式〔本区的格式写在输入文件旁边/,
    );
    expect(missing).toContain('可用的格式：坏、好、');
    const listed = await command('formats', '--formats', join(folder, 'inputs'));
    expect(listed.code).toBe(1);
    expect(listed.out).toMatch(/^好 +试，继承 预算（inputs\/格式\/好\.yaml）$/m);
    expect(listed.err).toContain('inputs/格式/坏.yaml:2:5: 错误：没有“预祘”这个格式');
    expect(listed.err).toContain('  2 | 继承: 预祘\n');
  });

  it('lays 科目/ over the subjects of the program', () => {
    const dictionary = new TextDecoder().decode(templates.read('subjects/功能分类.yaml'));
    const own = edit(dictionary, '    2010301 行政运行', '    2010301 本地的叫法');
    const files = {
      '科目/功能分类.yaml': own,
      '格式/区.yaml': '名称: 试\n继承: 预算\n',
      'a.yaml': INPUT('区'),
    };
    const { result, folder } = project(files);
    const names = compiled(result('a.yaml')).tables.flatMap(({ cells }) =>
      cells.map(({ content }) => cellText(content)),
    );
    expect(names.some((name) => name.includes('本地的叫法'))).toBe(true);
    expect(Object.keys(snapshot(folder))).toContain('科目/功能分类.yaml');
  });
});

describe('a package of such a format', () => {
  const FILES = { '格式/区.yaml': FORMAT('预算', '区'), 'a/2026.yaml': INPUT('区') };
  const made = async (files: Readonly<Record<string, string>>, ...more: string[]) => {
    const { folder, command } = project(files);
    const { code, err } = await command(
      'compile',
      join(folder, 'a/2026.yaml'),
      '--only',
      'csv',
      '-o',
      join(folder, 'out'),
      '-q',
      ...more.map((one) => one.replace('$', folder)),
    );
    expect([code, err]).toEqual([0, '']);
    const [name = ''] = Object.keys(snapshot(join(folder, 'out'))).map(
      (path) => path.split('/')[0],
    );
    const text = (path: string) => readFileSync(join(folder, 'out', name, path), 'utf8');
    return {
      folder,
      files: snapshot(join(folder, 'out')),
      manifest: text('manifest.json'),
      stored: text('审核/材料.json'),
    };
  };

  it('lists it by a name that is the same on every machine, with the same bytes in any folder', async () => {
    const [one, other] = [await made(FILES), await made(FILES)];
    expect(one.folder).not.toBe(other.folder);
    expect(one.files).toEqual(other.files);
    const listed = JSON.parse(one.manifest).模板.map((entry: { 文件: string }) => entry.文件);
    expect(listed).toContain('格式/区.yaml');
    expect(listed).toContain('budget/预算.yaml');
    expect(JSON.parse(one.stored).模板).toHaveProperty(['格式/区.yaml']);
    for (const text of [one.manifest, one.stored]) expect(text).not.toContain(one.folder);
  });

  it('is the same where the format comes from --formats, which is looked in first', async () => {
    const { '格式/区.yaml': format, 'a/2026.yaml': input } = FILES;
    const beside = await made(FILES);
    const named = { 'a/2026.yaml': input, 'a/格式/区.yaml': BAD, 'b/格式/区.yaml': format };
    expect((await made(named, '--formats', '$/b')).files).toEqual(beside.files);
    const direct = { 'a/2026.yaml': input, '区里的/区.yaml': format };
    expect((await made(direct, '--formats', '$/区里的')).files).toEqual(beside.files);
  });
});

describe('hostile names and links', () => {
  it.each(['../区', '..', '/etc/passwd', 'a/../../区', '格式\\区'])('%s is no format', (name) => {
    const { problems } = project({
      '区.yaml': FORMAT('预算', '外'),
      '格式/好.yaml': BAD,
      'a.yaml': INPUT(name),
    });
    expect(problems('a.yaml').map((one) => one.split('〔')[0])).toEqual([
      `a.yaml:2:5 没有“${name}”这个格式`,
    ]);
  });

  it('a link that leads out of the folder is not followed, one within it is', () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, '区.yaml'), FORMAT('预算', '外'));
    const { folder, problems, mark } = project({
      '格式/真.yaml': FORMAT('预算', '真'),
      'a.yaml': INPUT('区'),
      'b.yaml': INPUT('连'),
      'c/2026.yaml': INPUT('区'),
      'd.yaml': INPUT('wuchang-2026'),
    });
    symlinkSync(join(outside, '区.yaml'), join(folder, '格式/区.yaml'));
    symlinkSync('真.yaml', join(folder, '格式/连.yaml'));
    symlinkSync(outside, join(folder, 'c/格式'));
    const told = (file: string) =>
      `${file} 这个文件是链接（或在链接的文件夹里），指到了放格式的文件夹外面，没有读取〔请把文件复制过来，或用 --formats 写明它实际所在的文件夹〕`;
    expect(problems('a.yaml')).toEqual([told('格式/区.yaml:0:0')]);
    expect(problems('c/2026.yaml')).toEqual([told('c/格式/区.yaml:0:0')]);
    expect([mark('b.yaml'), mark('d.yaml')]).toEqual(['真', '部门']);
  });

  it('a folder, a device and a file that is too large are refused with their names', () => {
    const { folder, problems } = project({
      '格式/大.yaml': `# ${'字'.repeat(4_000_000)}\n`,
      '格式/夹.yaml/x': '',
      'a.yaml': INPUT('大'),
      'b.yaml': INPUT('夹'),
      'c.yaml': INPUT('零'),
    });
    symlinkSync('/dev/zero', join(folder, '格式/零.yaml'));
    expect(problems('a.yaml')[0]).toMatch(/^格式\/大\.yaml:0:0 文件有 .*超过 .* MB 的上限/);
    expect(problems('b.yaml')[0]).toMatch(/^格式\/夹\.yaml:0:0 这是一个文件夹/);
    expect(problems('c.yaml')[0]).toMatch(/^格式\/零\.yaml:0:0 这个文件是链接/);
  });

  it('no more names are looked at than a bureau has', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`格式/t${i}.yaml`, '']));
    const { command, mark } = project({
      ...many,
      '格式/区.yaml': FORMAT('预算', '区'),
      'a.yaml': INPUT('区'),
    });
    expect(mark('a.yaml')).toBe('区');
    const { code, err } = await command('formats');
    expect(code).toBe(1);
    expect(err).toMatch(/^格式: 错误：这个文件夹里的文件过多，没有读取/);
  });

  it('pieces that name each other twice, and loops in loops, end in an error', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, i) => `{{#*inline "p${i}"}}{{> p${i + 1}}}{{> p${i + 1}}}{{/inline}}\n`,
    );
    const nested = `${'{{#逐 "功能科目"}}'.repeat(5)}字${'{{/逐}}'.repeat(5)}`;
    const files = (text: string) => ({
      '格式/区.yaml': FORMAT('预算', '区'),
      '格式/区.hbs': text,
      'a.yaml': INPUT('区'),
    });
    const told = (text: string) => project(files(text)).problems('a.yaml');
    expect(
      told(
        `{{#*inline "支出"}}{{> p0}}{{/inline}}\n${doubling.join('')}{{#*inline "p40"}}字{{/inline}}`,
      ),
    ).toEqual([
      expect.stringMatching(
        /^格式\/区\.hbs:\d+:\d+ 各节互相引用过多，展开后超过 10000 处〔请减少引用的层次〕$/,
      ),
    ]);
    expect(told(`{{#*inline "支出"}}${nested}{{/inline}}`)).toEqual([
      '格式/区.hbs:1:73 “逐”最多套 4 层〔请减少层次〕',
    ]);
  });
});

describe('one folder of templates over another', () => {
  const folder = (
    files: Readonly<Record<string, string>>,
    reads: string[] = [],
  ): TemplateFolder => ({
    read: (path) => {
      reads.push(path);
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return new TextEncoder().encode(text);
    },
    list: (path) => {
      const names = Object.keys(files).filter((one) => one.startsWith(`${path}/`));
      if (names.length === 0) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return [...new Set(names.map((one) => one.slice(path.length + 1).split('/')[0] ?? ''))];
    },
  });
  const text = (from: TemplateFolder, path: string) => new TextDecoder().decode(from.read(path));
  const own = ownTemplates(
    folder({
      '格式/甲.yaml': '本地',
      '格式/甲/表.yaml': '表',
      '格式/丁/表.yaml': '没有用',
      '科目/乙.yaml': '乙',
    }),
    (path) => `局里/${path}`,
  );
  const all = laidOver(
    own,
    folder({
      'profiles/甲.yaml': '自带',
      'profiles/甲.hbs': '句',
      'profiles/丙.yaml': '丙',
      'profiles/丁.yaml': '丁',
      'subjects/戊.yaml': '戊',
      'print/文件.hbs': '印',
    }),
  );

  it('takes a format whole from one of them', () => {
    expect(text(all, 'profiles/甲.yaml')).toBe('本地');
    expect(() => all.read('profiles/甲.hbs')).toThrow('格式/甲.hbs');
    expect(all.list('profiles/甲')).toEqual(['表.yaml']);
    expect(text(all, 'profiles/丙.yaml')).toBe('丙');
    expect(() => all.read('profiles/丁/表.yaml')).toThrow();
    expect(() => all.list('profiles/丁')).toThrow();
  });

  it('has the subjects of both, and nothing else of its own', () => {
    expect([text(all, 'subjects/乙.yaml'), text(all, 'subjects/戊.yaml')]).toEqual(['乙', '戊']);
    expect(all.list('subjects')).toEqual(['乙.yaml', '戊.yaml']);
    expect([...all.list('profiles')].sort()).toEqual(
      ['丁', '丁.yaml', '丙.yaml', '甲', '甲.hbs', '甲.yaml'].sort(),
    );
    expect(text(all, 'print/文件.hbs')).toBe('印');
  });

  it('names each file as it lies', () => {
    const names = ['profiles/甲/新.yaml', 'profiles/丙.yaml'].map((path) => nameIn(all, path));
    expect(names).toEqual([
      { shown: '局里/格式/甲/新.yaml', stored: '格式/甲/新.yaml' },
      { shown: 'templates/profiles/丙.yaml', stored: 'profiles/丙.yaml' },
    ]);
  });

  it('reads no format that is not asked for', () => {
    const reads: string[] = [];
    const counted: TemplateFolder = {
      ...templates,
      read: (path) => {
        reads.push(path);
        return templates.read(path);
      },
    };
    const read = () => new TextEncoder().encode(INPUT('区'));
    const local = ownTemplates(folder({ '格式/区.yaml': FORMAT('预算', '区') }), (path) => path);
    compiled(compile('a.yaml', { read, templates: laidOver(local, counted) }));
    // of what it extends, tables and sentences are looked for in vain before those of the base
    expect(reads.filter((path) => /^profiles\/(?!预算)/.test(path))).toEqual([]);
    expect(reads).toContain('budget/预算.yaml');
    expect(reads.filter((path) => path === 'budget/预算01.yaml')).toHaveLength(1);
  });
});

describe('patterns', () => {
  it('that match formats beside inputs leave them out; a format that is named alone is told of', async () => {
    const { folder, command } = project({
      '格式/区.yaml': FORMAT('预算', '区'),
      '格式/区/说明.yaml': '表号: 说明\n',
      '科目/a.yaml': INPUT('区'),
      'a.yaml': INPUT('区'),
    });
    const at = (path: string) => join(folder, path);
    const { out } = await command('check', at('**/*.yaml'), '--format', 'json');
    const files = JSON.parse(out).文件.map(({ 文件 }: { 文件: string }) => 文件);
    expect(files).toEqual(['a.yaml', '科目/a.yaml']);
    const alone = await command('check', at('格式/区.yaml'));
    expect([alone.code, alone.out.includes('缺少“类型”')]).toEqual([1, true]);
  });
});
