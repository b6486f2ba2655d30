/** What a name may lead to on a disk: only an ordinary file is read, and only where whoever names it can know it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile.js';
import { diskWorld } from '../src/disk/disk-world.js';
import { compileText, line, problems, SMALL, small } from './helpers/input.js';
import { temporaryFolder } from './helpers/terminal.js';

const world = diskWorld();
const PRIOR = small('年度: 2026', '年度: 2025');
const NAMES_PRIOR = '年度: 2026\n上年: 2025.yaml';
const TO_UTF8 = '请在编辑器里“另存为”，编码选 UTF-8';

/** What is told of `a.yaml` in a folder that `make` fills, without the folder's name. */
function told(make: (folder: string) => void): string[] {
  const folder = temporaryFolder();
  make(folder);
  const { diagnostics } = compile(join(folder, 'a.yaml'), world);
  const errors = diagnostics.filter(({ severity }) => severity === '错误');
  return errors.map((d) => line({ ...d, file: d.file.slice(folder.length + 1) }));
}

const SPECIAL: readonly [name: string, make: (path: string) => void, message: string][] = [
  [
    'a pipe that nobody writes into',
    (path) => void execFileSync('mkfifo', [path]),
    'file-missing 这不是普通文件，是管道、设备之类 → 请写 .yaml 文本文件的名字',
  ],
  [
    'a file of 8 GB',
    (path) => {
      writeFileSync(path, '');
      truncateSync(path, 8 * 1024 ** 3);
    },
    'file-too-large 文件有 8192.0 MB，超过 4 MB 的上限',
  ],
  [
    'a link to itself',
    (path) => symlinkSync(path, path),
    'file-missing 这个文件是链接，链接绕成了圈，没有指到任何文件 → 请写文件本身的名字，或重做链接',
  ],
];
const DEVICE = 'file-missing 这不是普通文件，是管道、设备之类 → 请写 .yaml 文本文件的名字';

describe.skipIf(process.platform === 'win32')('a name that leads to no ordinary file', () => {
  it.each(SPECIAL)('%s, as input', (_, make, message) => {
    expect(told((folder) => make(join(folder, 'a.yaml')))).toEqual([`0:0 ${message}`]);
  });

  it.each(SPECIAL)('%s, as the year before', (_, make, message) => {
    const [code, ...words] = message.split(' → ')[0]?.split(' ') ?? [];
    const found = told((folder) => {
      writeFileSync(join(folder, 'a.yaml'), small('年度: 2026', NAMES_PRIOR));
      make(join(folder, '2025.yaml'));
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`4:5 ${code} 上年的文件“2025.yaml”：${words.join(' ')}`);
  });

  it.each(['/dev/zero', '/dev/null'])('%s, which may never end', (device) => {
    expect(compile(device, world).diagnostics.map((d) => line({ ...d, file: 'a.yaml' }))).toEqual([
      `0:0 ${DEVICE}`,
    ]);
    // a person who names a link to it has named it
    expect(told((folder) => symlinkSync(device, join(folder, 'a.yaml')))).toEqual([
      `0:0 ${DEVICE}`,
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('links to the year before', () => {
  const LINK =
    '4:5 file-missing 上年的文件“2025.yaml”：这个文件是链接，指到了本文件所在的文件夹外面，没有读取 → 请把文件复制过来；确要用那里的，请写它实际所在的路径，例如 ../2025/2025.yaml';

  it('that lead out of the folder are not followed, and nothing of what is there is shown', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'secret'), 'root:x:0:0\n');
    const inside = join(folder, 'inputs');
    mkdirSync(inside);
    writeFileSync(join(inside, 'a.yaml'), small('年度: 2026', NAMES_PRIOR));
    symlinkSync(join(folder, 'secret'), join(inside, '2025.yaml'));
    const { diagnostics, sources } = compile(join(inside, 'a.yaml'), world);
    expect(diagnostics.map((d) => line({ ...d, file: 'a.yaml' }))).toEqual([LINK]);
    expect(sources.map(({ text }) => text).join('')).not.toContain('root:x');
  });

  it('nor a folder that leads out', () => {
    const found = told((folder) => {
      const outside = temporaryFolder();
      writeFileSync(join(outside, '2025.yaml'), PRIOR);
      symlinkSync(outside, join(folder, 'x'));
      writeFileSync(join(folder, 'a.yaml'), small('年度: 2026', '年度: 2026\n上年: x/2025.yaml'));
    });
    expect(found).toEqual([LINK.replace('2025.yaml', 'x/2025.yaml')]);
  });

  it.each([
    ['a link inside the folder', '2025.yaml'],
    ['a path out of it that says so', '../outside-it.yaml'],
  ])('but %s is', (_, name) => {
    const folder = temporaryFolder();
    const inside = join(folder, 'inputs');
    mkdirSync(inside);
    writeFileSync(join(inside, 'real.yaml'), PRIOR);
    writeFileSync(join(folder, 'outside-it.yaml'), PRIOR);
    symlinkSync('real.yaml', join(inside, '2025.yaml'));
    writeFileSync(join(inside, 'a.yaml'), small('年度: 2026', `年度: 2026\n上年: ${name}`));
    const { compiled } = compile(join(inside, 'a.yaml'), world);
    expect(compiled?.budget.prior?.year).toBe(2025);
  });

  it('and an input that a person names by a link is read', () => {
    const found = told((folder) => {
      const outside = temporaryFolder();
      writeFileSync(join(outside, 'real.yaml'), SMALL);
      symlinkSync(join(outside, 'real.yaml'), join(folder, 'a.yaml'));
    });
    expect(found).toEqual([]);
  });
});

describe('bytes that are no text', () => {
  const bytes = (text: string, ...put: number[]) => {
    const [before = '', behind = ''] = text.split('▲');
    const encode = (part: string) => [...new TextEncoder().encode(part)];
    return new Uint8Array([...encode(before), ...put, ...encode(behind)]);
  };
  const BAD = `多是文件没有传完或被别的程序改坏了：请把这里的字重新输入；${TO_UTF8}`;

  it.each([
    ['a byte that begins nothing', [0xff], '0xFF'],
    ['a character that is not finished', [0xe7, 0x94], '0xE7'],
    ['a byte that only goes on', [0x94], '0x94'],
    ['a surrogate', [0xed, 0xa0, 0x80], '0xED'],
    ['an overlong form', [0xc0, 0xaf], '0xC0'],
  ])('%s is told at its place', (_, put, name) => {
    const input = bytes(small('用途: 示例', '用途: 示例▲'), ...put);
    expect(problems(input)).toEqual([
      `27:11 file-not-text 这里有一个不是 UTF-8 的字节（${name}） → ${BAD}`,
    ]);
  });

  it('the place is that of the byte wherever it stands', () => {
    const text = `\ufeff# 𠀀甲\n${SMALL}`;
    for (const at of [0, 3, 8, 40, 200, 400]) {
      const encoded = [...new TextEncoder().encode(text)];
      // between two characters
      let from = at;
      while (((encoded[from] ?? 0) & 0xc0) === 0x80) from++;
      const before = new TextDecoder().decode(new Uint8Array(encoded.slice(0, from)));
      encoded.splice(from, 0, 0xfe);
      const [d] = compileText(new Uint8Array(encoded)).diagnostics;
      const lines = before.split('\n');
      expect([d?.line, d?.column]).toEqual([lines.length, [...(lines.at(-1) ?? '')].length + 1]);
    }
  });

  it('the end of a file that was cut off', () => {
    const whole = new TextEncoder().encode(`${SMALL}# 完`);
    expect(problems(whole.slice(0, -1))).toEqual([
      `31:3 file-not-text 这里有一个不是 UTF-8 的字节（0xE5） → ${BAD}`,
    ]);
  });

  it('the line is shown, and the year before is told where it is named', () => {
    const input = bytes(small('用途: 示例', '用途: 示例▲'), 0xff);
    expect(compileText(input).sources[0]?.text).toContain('用途: 示例\ufffd');
    expect(problems(small('年度: 2026', NAMES_PRIOR), { '2025.yaml': input })).toEqual([
      `4:5 file-not-text 上年的文件“2025.yaml”第 27 行第 11 列：这里有一个不是 UTF-8 的字节（0xFF） → ${BAD}`,
    ]);
  });

  it('NUL in a text has a place', () => {
    const hint = '多是从别的软件复制来的，请删去这个字符；在编辑器里看不见时，请把这一行重新输入';
    expect(problems(small('用途: 示例', '用途: 示\u0000例'))).toEqual([
      `27:10 file-not-text 这里有空字符（U+0000） → ${hint}`,
    ]);
  });
});
