/** The same input gives the same bytes, wherever, whenever and however it is compiled. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { department } from './helpers/departments.js';
import { gongkai, temporaryFolder } from './helpers/terminal.js';

/** Accounts with charts and forms, a form with 附表, a budget with a year before: between them all that is printed. */
const INPUTS = [
  'inputs/hongshan/2023-final.yaml',
  'inputs/hunan/2026.yaml',
  'inputs/wuchang/2026.yaml',
];
/** Of the year before, which is compared with and makes no package. */
const YEAR_BEFORE = 'inputs/wuchang/2025.yaml';
const CLOCK = new URL('helpers/clock.mjs', import.meta.url).href;
const THEN = '2031-12-31T23:59:59Z';

const root = mkdtempSync(join(tmpdir(), 'gongkai-same-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** How the program is started. */
interface Way {
  readonly folder: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly jobs: number;
  readonly env: Readonly<Record<string, string>>;
  /** Before the program: what sets its clock. */
  readonly node: readonly string[];
}

interface Result {
  readonly out: string;
  readonly err: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

const USUAL: Way = {
  folder: process.cwd(),
  inputs: [...INPUTS, YEAR_BEFORE],
  output: join(root, 'usual'),
  jobs: 4,
  env: { TZ: 'America/New_York', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  node: [],
};

/** What may be different about a way to start, by a name for whoever reads the failure. */
type Variations = Readonly<Record<string, Partial<Way> | ((way: Way) => Partial<Way>)>>;

/** Everything at once: where it makes a difference, each is tried alone. */
const OTHERWISE: Variations = {
  'compiled again, over the old packages': { output: USUAL.output },
  'inputs copied, absolute paths, another current folder': ({ inputs }) => ({
    folder: join(root, '别处 2'),
    inputs: inputs.map((file) => join(root, '别处 2', file)),
  }),
  'in Auckland': ({ env }) => ({ env: { ...env, TZ: 'Pacific/Auckland' } }),
  'in Chinese': ({ env }) => ({ env: { ...env, LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' } }),
  'in another year': { node: ['--import', `${CLOCK}?at=${THEN}`] },
  'the last input first': ({ inputs }) => ({ inputs: inputs.toReversed() }),
  'one at a time': { jobs: 1 },
};

let runs = 0;
function wayOf(variations: Variations): Way {
  const way = { ...USUAL, output: join(root, `${runs++}`) };
  for (const change of Object.values(variations))
    Object.assign(way, typeof change === 'function' ? change(way) : change);
  return way;
}

const execute = promisify(execFile);

function start({ folder, env, node }: Way, args: readonly string[]) {
  return execute(process.execPath, [...node, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
}

/** Compiles in a process of its own, as it was built. The checks' sheet is there because it names files. */
async function compileAll(way: Way): Promise<Result> {
  const { folder, inputs, output, jobs } = way;
  const program = resolve('dist/bin/gongkai.js');
  const flags = ['-o', output, '--with-checks', '--force', '--jobs', `${jobs}`];
  const { stdout, stderr } = await start(way, [program, 'compile', ...inputs, ...flags]);
  const written = resolve(folder, output);
  const paths = readdirSync(written, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(paths.map((path) => [relative(written, path), readFileSync(path)]));
  return { out: stdout, err: stderr, files };
}

/** Each file that is not the same, and from where on. */
function differences(one: Result['files'], other: Result['files']): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((path) => {
    const [a, b] = [one.get(path), other.get(path)];
    if (!a || !b) return [`${path}: ${a ? 'missing' : 'new'}`];
    if (a.equals(b)) return [];
    const at = a.findIndex((byte, i) => byte !== b[i]);
    const from = at < 0 ? a.length : at;
    return [`${path}: from byte ${from} on (${a.length} bytes, now ${b.length})`];
  });
}

/** Compiles in another way; where that makes a difference, tries what is other about it one by one, and nothing. */
async function expectSame(variations: Variations): Promise<Result> {
  const result = await compileAll(wayOf(variations));
  const together = differences(usual.files, result.files);
  if (together.length === 0) return result;
  const told = [`${Object.keys(variations).join('; ')}:`, ...together];
  for (const [name, change] of Object.entries({ nothing: {}, ...variations })) {
    const { files } = await compileAll(wayOf({ [name]: change }));
    const alone = differences(usual.files, files);
    told.push(`\nonly ${name}:`, ...(alone.length > 0 ? alone : ['the same']));
  }
  return expect.fail(told.join('\n'));
}

let usual: Result;
beforeAll(async () => {
  usual = await compileAll(USUAL);
  cpSync('inputs', join(root, '别处 2', 'inputs'), { recursive: true });
});

describe('workbook, PDF, CSV and manifest of the examples', () => {
  it('are there to be compared', () => {
    const count = (ending: string) =>
      [...usual.files.keys()].filter((path) => path.endsWith(ending)).length;
    expect(['.xlsx', '.pdf', 'manifest.json'].map(count)).toEqual([3, 3, 3]);
    expect(count('.csv')).toBeGreaterThan(3 * 15);
  });

  it('are told each on a line', () => {
    const lines = usual.out.trimEnd().split('\n');
    const written = lines.filter((text) => text.startsWith('已生成 '));
    expect([written.length, lines.length]).toEqual([3, 4]);
    expect(lines).toContain(`${YEAR_BEFORE}：是上年数，供对比用，不单独生成材料。`);
    for (const text of written) expect(text).toMatch(/\/（\d+ 张表，PDF \d+ 页）$/);
    expect(usual.err).not.toMatch(/错误|没有写出/);
  });

  it('are the same again, in another folder, zone and language, in another year, in another order, one by one', async () => {
    const { out } = await expectSame(OTHERWISE);
    const packages = (text: string) => text.match(/[^/]+(?=\/（)/g);
    expect(packages(out)).toEqual(packages(usual.out)?.toReversed());
  });

  it('were made by another clock, zone and language', async () => {
    const world = `[
      Date.now(), new Date().getTime(), Date.parse(Date()), new Date(0).getHours(),
      new Intl.NumberFormat().resolvedOptions().locale, new Date() instanceof Date,
    ].join()`;
    const { stdout } = await start({ ...wayOf(OTHERWISE), folder: root }, ['-p', world]);
    const [now, made, printed, hour, locale, date] = stdout.trim().split(',');
    expect([now, made, printed].map(Number)).toEqual(Array(3).fill(Date.parse(THEN)));
    expect([hour, locale, date]).toEqual(['12', 'zh-CN', 'true']);
  });
});

describe('--jobs', () => {
  it.each(['0', '17', '1.5', '-1', '两', ''])('refuses “%s”', async (jobs) => {
    const { code, out, err } = await gongkai(['compile', ...INPUTS, '-j', jobs]);
    expect(code).toBe(2);
    expect(err).toBe(`同时编译的份数不能是“${jobs}”，可用：1–16 的整数\n用“--help”看用法。\n`);
    expect(out).toBe('');
  });

  it('does not change what is said, nor in which order', async () => {
    const folder = temporaryFolder();
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, '类型: 预算\n');
    const files = [
      'inputs/wuchang/2026.yaml',
      bad,
      'inputs/wuchang/2025.yaml',
      'inputs/jianghan/2024.yaml',
    ];
    const said = async (jobs: string): Promise<string> => {
      let text = '';
      const print = (more: string) => {
        text += more;
      };
      const args = ['compile', ...files, '-o', folder, '--only', 'csv', '--force', '-j', jobs];
      await run(args, { out: print, err: print, interactive: false });
      return text;
    };
    const one = await said('1');
    expect(one.replaceAll(folder, '')).toMatch(
      /^已豁免.*武昌区.*（15 张表，.*bad\.yaml：有.*2025\.yaml：是上年数.*已生成[^\n]*江汉区[^\n]*\n$/s,
    );
    expect(await said('2')).toBe(one);
    expect(await said('16')).toBe(one);
  });

  it.each([
    '1',
    '2',
    '16',
  ])('%s: of two inputs that make the same package the first is taken', async (jobs) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'copy'));
    const both = [join(folder, '2026.yaml'), join(folder, 'copy', '2026.yaml')];
    for (const file of both) writeFileSync(file, department());
    for (const [first, second] of [both, both.toReversed()]) {
      const args = [first ?? '', second ?? '', '-o', folder, '--only', 'csv', '-j', jobs];
      const { code, out, err } = await gongkai(['compile', ...args, '--force']);
      expect(code).toBe(1);
      expect(err).toContain(`${second}：同 ${first} 的部门名称和年度相同`);
      expect(out.match(/已生成/g)).toHaveLength(1);
    }
  });
});
