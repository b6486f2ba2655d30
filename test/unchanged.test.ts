/** What has not changed is left alone; whatever may make a difference has a package made again. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { programFingerprint } from '../src/disk/program.js';
import { fingerprintOf } from '../src/forms/fingerprint.js';
import type { TemplateFolder } from '../src/forms/template-folder.js';
import { browserMark } from '../src/render/find-browser.js';
import type { MadeBefore, World } from '../src/world.js';
import { department } from './helpers/departments.js';
import { snapshot, temporaryFolder } from './helpers/terminal.js';

const named = (name: string) => department({ 部门: { 代码: '100', 名称: name } });
const packageOf = (name: string) => `${name}2026年部门预算公开`;

/** Runs a command line in a world. */
async function command(args: readonly string[], world = diskWorld()) {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    interactive: false,
  };
  const code = await run(args, terminal, world);
  return { code, out, err };
}

/** Inputs in a folder of their own; a path that ends with / is a folder. */
function project(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const inputs = Object.keys(files).filter((name) => /^[^/]*\/?\d+\.yaml$/.test(name));
  const compile = (flags: readonly string[] = [], world?: World, which = inputs) =>
    command(
      ['compile', ...which.map(path), '-o', path('out'), '--only', 'csv', ...flags],
      world ?? diskWorld(),
    );
  return { path, write, compile };
}

const ONE = { '2026.yaml': named('甲局') };
/** Of which the one unit has a package of its own. */
const OF_UNITS = {
  '2026.yaml': department({
    部门: { 代码: '100', 名称: '甲局' },
    单位材料: { '100001': { 概况: { 主要职责: ['负责示例工作。'] } } },
  }),
};

/** Each file with when it was written and which it is. */
function stamps(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.keys(snapshot(folder)).map((name) => {
      const { ino, mtimeNs } = statSync(join(folder, name), { bigint: true });
      return [name, `${ino} ${mtimeNs}`];
    }),
  );
}

/** Whether a package is made, or left alone, each told so. */
const MADE = /^已生成 /m;
const KEPT = /^未变 /m;

describe('nothing changed', () => {
  it('nothing is written, and it is told so', async () => {
    const { compile, path } = project({ ...ONE, '2027.yaml': named('乙局') });
    const first = await compile();
    expect([first.code, first.out.match(/已生成/g)?.length]).toEqual([0, 2]);
    const before = stamps(path('out'));
    const { code, out, err } = await compile();
    expect([code, err]).toEqual([0, '']);
    const folders = ['甲局', '乙局'].map((name) => join(path('out'), packageOf(name)));
    expect(out.split('\n')).toEqual([
      ...folders.map((folder) => expect.stringMatching(new RegExp(`^未变 ${folder}/`))),
      '共 2 份：2 份未变。要都重做，加 --重做。',
      '',
    ]);
    expect(stamps(path('out'))).toEqual(before);
    expect((await compile(['-q'])).out).toBe('');
  });

  it('how much was told as it was made is told again', async () => {
    const { compile } = project({ '2026.yaml': readFileSync('inputs/jianghan/2024.yaml', 'utf8') });
    const { err } = await compile();
    const warnings = err.match(/警告：/g)?.length ?? 0;
    expect(warnings).toBeGreaterThan(0);
    const again = await compile();
    expect([again.code, again.err]).toEqual([0, '']);
    expect(again.out).toContain(`（上次：警告 ${warnings} 处，可用 gongkai check 再看）\n`);
  });

  it('whatever does not matter is otherwise: when, how many at a time, from which folder', async () => {
    const { compile, path } = project(ONE);
    await compile();
    for (const name of Object.keys(snapshot(path('')))) utimesSync(path(name), 1, 1);
    writeFileSync(join(path('out'), packageOf('甲局'), '批复.txt'), 'a person’s own');
    expect((await compile(['-j', '1', '-v', '--only', 'csv'])).out).toMatch(KEPT);
    renameSync(path('out'), path('别处'));
    cpSync(path('2026.yaml'), path('c/2026.yaml'));
    const args = ['compile', path('c/2026.yaml'), '-o', path('别处'), '--only', 'csv'];
    expect((await command(args)).out).toMatch(KEPT);
  });

  it('--重做 makes it all the same, with the same bytes', async () => {
    const { compile, path } = project(ONE);
    await compile();
    const before = snapshot(path('out'));
    const { out } = await compile(['--重做']);
    expect(out).toMatch(MADE);
    expect(snapshot(path('out'))).toEqual(before);
    expect((await compile()).out).toMatch(KEPT);
  });

  it('what no package is made of is not read again either', async () => {
    const { compile, path } = project({
      '2025.yaml': readFileSync('inputs/wuchang/2025.yaml', 'utf8'),
      '2026.yaml': readFileSync('inputs/wuchang/2026.yaml', 'utf8'),
    });
    const first = await compile();
    const prior = `${path('2025.yaml')}：是上年数，供对比用，不单独生成材料。\n`;
    expect(first.out).toContain(prior);
    const again = await compile();
    expect(again.out.startsWith(prior)).toBe(true);
    expect(again.out).toMatch(KEPT);
    // where it is wrong, that is told as ever
    appendFileSync(path('2025.yaml'), '没有的键: 1\n');
    const bad = await compile();
    expect([bad.code, bad.out]).toEqual([1, '']);
    expect(bad.err).toContain('没有写出');
  });
});

/** A world in which something of what packages rest on is otherwise. */
const withMark = (mark: Partial<MadeBefore>): World => {
  const world = diskWorld();
  return {
    ...world,
    madeBefore: async () => ({ ...((await world.madeBefore?.()) as MadeBefore), ...mark }),
  };
};

/** A world in which one of the built-in templates ends otherwise. */
function withTemplate(path: string, more: string): World {
  const { templatesAt: _, ...world } = diskWorld();
  const changed: TemplateFolder = {
    list: world.templates.list,
    read: (name) => {
      const bytes = world.templates.read(name);
      return name === path ? Buffer.concat([bytes, Buffer.from(more)]) : bytes;
    },
  };
  return { ...world, templates: changed };
}

const FORMAT = '名称: 区\n继承: wuchang-2026\n';
describe('a package is made again where', () => {
  type Project = ReturnType<typeof project>;
  const inPackage = ({ path }: Project, name: string) => join(path('out'), packageOf('甲局'), name);
  const table = (one: Project) => {
    const folder = inPackage(one, '数据');
    return join(folder, readdirSync(folder).find((name) => name.endsWith('.csv')) as string);
  };

  it.each<[string, (one: Project) => void]>([
    ['a byte of the input', ({ path }) => appendFileSync(path('2026.yaml'), '\n')],
    ['a format beside it appears', ({ write }) => write('格式/区.yaml', FORMAT)],
    [
      'a file of subjects beside it appears',
      ({ write }) => write('科目/我市.yaml', '名称: 我市\n'),
    ],
    ['an output is touched', (one) => appendFileSync(table(one), ' ')],
    ['an output is gone', (one) => unlinkSync(table(one))],
    [
      'an output is a link to the same bytes',
      (one) => {
        const file = table(one);
        renameSync(file, one.path('aside.csv'));
        symlinkSync(one.path('aside.csv'), file);
      },
    ],
    [
      'its manifest is edited',
      (one) => {
        const file = inPackage(one, 'manifest.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"0.', '"9.'));
      },
    ],
  ])('%s', async (_, change) => {
    const one = project(ONE);
    await one.compile();
    expect((await one.compile()).out).toMatch(KEPT);
    change(one);
    const { code, out } = await one.compile();
    expect([code, out]).toEqual([0, expect.stringMatching(MADE)]);
    expect((await one.compile()).out).toMatch(KEPT);
  });

  it.each<[string, readonly string[]]>([
    ['other formats are asked for', ['--only', 'csv,xlsx']],
    ['formulas are', ['--only', 'csv,xlsx', '--公式']],
    ['the sheet of checks is', ['--only', 'csv,xlsx', '--with-checks']],
    ['what is for review is not', ['--no-review']],
    ['a unit is', ['--单位', '100001']],
  ])('%s', async (_, flags) => {
    const { compile } = project(OF_UNITS);
    const plain = flags.includes('--with-checks') || flags.includes('--公式');
    const first = plain ? ['--only', 'csv,xlsx'] : [];
    await compile(first);
    expect((await compile(first)).out).toMatch(KEPT);
    expect((await compile(flags)).out).toMatch(MADE);
    expect((await compile(flags)).out).toMatch(KEPT);
  });

  it.each<[string, World]>([
    ['the program is', withMark({ program: () => 'another' })],
    ['what the program is cannot be told', withMark({ program: () => undefined })],
    ['the version is', { ...diskWorld(), version: '9.9.9' }],
    ['a template that it uses is', withTemplate('profiles/wuchang-2026.yaml', '\n')],
    ['a template that it may use is', withTemplate('profiles/jianghan-2024.yaml', '\n')],
  ])('%s another', async (_, world) => {
    const { compile } = project(ONE);
    await compile();
    expect((await compile()).out).toMatch(KEPT);
    expect((await compile([], world)).out).toMatch(MADE);
  });

  it('the format beside it changes, in any of its files, or the folder that --formats names', async () => {
    const { compile, write, path } = project({
      '2026.yaml': department({ 格式: '区' }),
      '格式/区.yaml': FORMAT,
      '格式/区/多余.txt': 'one',
    });
    expect((await compile()).out).toMatch(MADE);
    expect((await compile()).out).toMatch(KEPT);
    write('格式/区/多余.txt', 'two');
    expect((await compile()).out).toMatch(MADE);
    write('别处/格式/区.yaml', `${FORMAT}# 别处的\n`);
    expect((await compile(['--formats', path('别处')])).out).toMatch(MADE);
    expect((await compile(['--formats', path('别处')])).out).toMatch(KEPT);
    expect((await compile()).out).toMatch(MADE);
  });

  it('a file that the input names changes', async () => {
    const { compile, write, path } = project({
      'a/2026.yaml': readFileSync('inputs/wuchang/2026.yaml', 'utf8').replace(
        '上年: 2025.yaml',
        '上年: ../y/2025.yaml',
      ),
      'y/2025.yaml': readFileSync('inputs/wuchang/2025.yaml', 'utf8'),
    });
    const only = ['a/2026.yaml'];
    expect((await compile([], undefined, only)).out).toMatch(MADE);
    expect((await compile([], undefined, only)).out).toMatch(KEPT);
    write('y/2025.yaml', `${readFileSync(path('y/2025.yaml'), 'utf8')}# 改过\n`);
    expect((await compile([], undefined, only)).out).toMatch(MADE);
    rmSync(path('y/2025.yaml'));
    const { code, err } = await compile([], undefined, only);
    expect([code, err]).toEqual([1, expect.stringContaining('找不到这个文件')]);
  });

  it('its folder has another name, or stands there as a link', async () => {
    const { compile, path } = project(ONE);
    await compile();
    const folder = join(path('out'), packageOf('甲局'));
    renameSync(folder, `${folder}（备份）`);
    expect((await compile()).out).toMatch(MADE);
    rmSync(folder, { recursive: true });
    symlinkSync(`${folder}（备份）`, folder);
    const { code, err } = await compile();
    expect([code, err]).toEqual([3, expect.stringContaining('同名的链接')]);
  });

  it('the machine’s own typefaces print it, which nobody knows', async () => {
    const asked: string[] = [];
    const program = () => {
      asked.push('program');
      return 'program';
    };
    const { path } = project({});
    const args = ['compile', path('没有.yaml'), '-o', path('out'), '--only', 'pdf'];
    const told = async (...flags: string[]) => {
      const { code } = await command([...args, ...flags], withMark({ program }));
      return [code, asked.splice(0).length];
    };
    expect(await told()).toEqual([1, 1]);
    expect(await told('--fonts', '系统')).toEqual([1, 0]);
  });
});

describe('of two inputs that make one package', () => {
  it('the first has it, whichever stands there', async () => {
    const text = named('甲局');
    const { compile, path } = project({ 'a/2026.yaml': text, 'b/2026.yaml': text });
    const [a, b] = ['a/2026.yaml', 'b/2026.yaml'];
    await compile([], undefined, [a]);
    const same = `${path(b)}：同 ${path(a)} 的部门名称和年度相同`;
    const both = await compile([], undefined, [a, b]);
    expect([both.code, both.out, both.err]).toEqual([
      1,
      expect.stringMatching(KEPT),
      expect.stringContaining(same),
    ]);
    expect(both.out).toContain('共 2 份：1 份未变，1 份没有写出。');
    appendFileSync(path(a), '# 改过\n');
    const changed = await compile([], undefined, [a, b]);
    expect([changed.code, changed.out, changed.err]).toEqual([
      1,
      expect.stringMatching(MADE),
      expect.stringContaining(same),
    ]);
    expect(changed.out).not.toMatch(KEPT);
  });
});

describe('packages of units', () => {
  it('are known each by its own, by whichever word is asked', async () => {
    const { compile } = project(OF_UNITS);
    const all = await compile(['--单位', '全部']);
    expect(all.out.match(/已生成/g)).toHaveLength(2);
    expect((await compile(['--单位', '全部'])).out).toContain('共 2 份：2 份未变。');
    for (const word of ['100001', '示例局本级', '本级'])
      expect((await compile(['--单位', word])).out).toMatch(KEPT);
    expect((await compile()).out).toMatch(KEPT);
    const wrong = await compile(['--单位', '没有']);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
  });
});

it('of many inputs just those are made that changed, or whose package did', async () => {
  const names = [...'甲乙丙丁戊己'].map((name) => `${name}局`);
  const { compile, path } = project(
    Object.fromEntries(names.map((name, i) => [`${2030 + i}.yaml`, named(name)])),
  );
  await compile();
  const some = fc.subarray([...names.keys()]);
  let edits = 0;
  await fc.assert(
    fc.asyncProperty(some, some, some, async (edited, touched, beside) => {
      edits++;
      for (const i of edited) appendFileSync(path(`${2030 + i}.yaml`), `# ${edits}\n`);
      const inside = (i: number, file: string) =>
        join(path('out'), packageOf(names[i] as string), file);
      for (const i of touched) appendFileSync(inside(i, '数据/datapackage.json'), ' ');
      for (const i of beside) writeFileSync(inside(i, `批注${edits}.txt`), 'a person’s own');
      const { code, out } = await compile();
      const changed = new Set([...edited, ...touched]);
      const told = names.map((_, i) => (changed.has(i) ? '已生成' : '未变'));
      const lines = out.split('\n').filter((line) => line.includes('/（') || line.endsWith('/'));
      expect([code, lines.map((line) => line.split(' ')[0])]).toEqual([0, told]);
      for (const i of beside)
        expect(readFileSync(inside(i, `批注${edits}.txt`), 'utf8')).toBe('a person’s own');
    }),
    { numRuns: 6 },
  );
});

describe('what packages rest on', () => {
  const ROOT = {
    'package.json': '{"version": "1.0.0", "dependencies": {"a": "1"}}',
    'dist/bin/x.js': 'code',
    'dist/y.js': 'more',
    'templates/fonts/f.ttf': 'font',
    'node_modules/a/package.json': '{"version": "1.2.3"}',
  };
  const fingerprint = (files: Readonly<Record<string, string>>) =>
    programFingerprint(project(files).path(''));

  it('is the program as it was built, what it uses and its fonts, wherever it lies', () => {
    const before = fingerprint(ROOT);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(ROOT)).toBe(before);
    expect(fingerprint({ ...ROOT, 'dist/y.d.ts': 'types' })).toBe(before);
    const others = [
      { 'package.json': ROOT['package.json'].replace('1.0.0', '1.0.1') },
      { 'dist/y.js': 'else' },
      { 'dist/z.js': '' },
      { 'templates/fonts/f.ttf': 'fond' },
      { 'node_modules/a/package.json': '{"version": "1.2.4"}' },
    ].map((change) => fingerprint({ ...ROOT, ...change }));
    expect(new Set([before, ...others]).size).toBe(6);
    expect(fingerprint({ 'package.json': '{}' })).toBeUndefined();
  });

  it('is the browser, by where it lies and when it was put there', () => {
    const { write, path } = project({ browser: 'one' });
    const before = process.env.PUPPETEER_EXECUTABLE_PATH;
    const marked = (name: string) => {
      process.env.PUPPETEER_EXECUTABLE_PATH = path(name);
      return browserMark();
    };
    try {
      const marks = [marked('browser')];
      expect(marked('browser')).toBe(marks[0]);
      utimesSync(path('browser'), 1, 1);
      marks.push(marked('browser'));
      write('other', 'one');
      marks.push(marked('other'), marked('none'));
      expect(new Set(marks).size).toBe(4);
    } finally {
      if (before === undefined) delete process.env.PUPPETEER_EXECUTABLE_PATH;
      else process.env.PUPPETEER_EXECUTABLE_PATH = before;
    }
  });

  it('is every template that may be read', () => {
    const { templates } = diskWorld();
    const before = fingerprintOf({ ...templates });
    const names: string[] = [];
    const visit = (folder: string): void => {
      for (const name of templates.list(folder)) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (statSync(join('templates', path)).isDirectory()) visit(path);
        else if (!path.startsWith('fonts/')) names.push(path);
      }
    };
    visit('');
    expect(names.length).toBeGreaterThan(100);
    const all = fc.constantFrom(...names);
    fc.assert(
      fc.property(all, (changed) => {
        const read = (path: string) =>
          path === changed ? new Uint8Array([1]) : templates.read(path);
        expect(fingerprintOf({ ...templates, read })).not.toBe(before);
      }),
      { numRuns: 10 },
    );
  });

  it('cannot be told where a folder cannot be looked at', () => {
    const { templates } = diskWorld();
    const list = (folder: string) => {
      if (folder === 'profiles') throw Object.assign(new Error('no'), { code: 'EACCES' });
      return templates.list(folder);
    };
    expect(fingerprintOf({ ...templates, list })).toBeUndefined();
  });
});
