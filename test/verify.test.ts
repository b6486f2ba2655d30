/** gongkai verify and gongkai sign: whether a package comes out of its inputs, and who released it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSignature,
  newKeyPair,
  readPublicKey,
  readSecretKey,
  SignatureError,
  signatureOf,
} from '../src/verify/minisign.js';
import { BALANCED } from './helpers/checked.js';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';

const MINISIGN = {
  key: [
    'untrusted comment: minisign public key 832C2CA3561AC776',
    'RWR2xxpWoywsgxV+WsFtUbM1xG1m9r9BieBra4VKsTKczYW6aMEOb1Jn',
    '',
  ].join('\n'),
  signature: [
    'untrusted comment: signature from minisign secret key',
    'RUR2xxpWoywsg1gaZEk1c+Z/idpJLxarKkM2cUKowg0wkLCf4ZcyPlK3LY0QKMsp7kD1iRmVncWSnmbJbDYsD9tKW69J+d4owQs=',
    'trusted comment: by minisign',
    '6mb9o/LrcNIC042OjgHuxXxddLrjYXpfQrprcIcDbTt93g1Y75t48flMjR0WOMS+yJCfo6a+9JYuP/Y5m42VBQ==',
    '',
  ].join('\n'),
  legacy: [
    'untrusted comment: signature from minisign secret key',
    'RWR2xxpWoywsgzq+l59YfriU+Xp0KsIPGxFxX/YqerEvBDyUuyvQvfYi5AZ9RtTqNNo6yPQrcQXDuM9Lheh0a/F/kniArIbTxAw=',
    'trusted comment: legacy',
    'Z49H+/S8ojw44VY9a6JGX/Luop0CDV021/D8Ook7sQggqUagb4przsQbq+KNrSRTBTVE5Y841hR/ByMv5sjtAA==',
    '',
  ].join('\n'),
};

const TITLE = '示例局2026年部门预算公开';

/** A package that is made with some options, beside its input. */
async function made(...options: string[]) {
  const folder = temporaryFolder();
  const input = join(folder, '2026.yaml');
  writeFileSync(input, BALANCED);
  const { code, err } = await gongkai([
    'compile',
    input,
    '-o',
    join(folder, 'out'),
    '-q',
    ...options,
  ]);
  expect([code, err.replaceAll(/^已豁免.*\n/gm, '')]).toEqual([0, '']);
  const verify = (...more: string[]) =>
    gongkai(['verify', join(folder, 'out', TITLE), '--inputs', folder, ...more]);
  return { folder, input, target: join(folder, 'out', TITLE), verify };
}

describe('verify', () => {
  it.each([
    ['all formats', []],
    ['CSV alone', ['--only', 'csv']],
    ['a check sheet', ['--only', 'xlsx', '--with-checks']],
    ['formulas', ['--only', 'xlsx,csv', '--公式']],
    [
      'both of these, without what reviewers compare',
      ['--only', 'xlsx', '--公式', '--with-checks', '--no-review'],
    ],
    ['a unit', ['--only', 'docx', '--单位', '本级'], 'wanli/2025.yaml'],
  ] as [
    string,
    string[],
    string?,
  ][])('finds a package with %s identical', async (_, options, example?: string) => {
    const folder = temporaryFolder();
    const input = join(folder, '2026.yaml');
    writeFileSync(input, example ? readFileSync(`inputs/${example}`, 'utf8') : BALANCED);
    await gongkai(['compile', input, '-o', join(folder, 'out'), '-q', ...options]);
    const [name = ''] = readdirSync(join(folder, 'out'));
    const before = snapshot(folder);
    const { code, out, err } = await gongkai([
      ...['verify', join(folder, 'out', name), '--inputs', folder],
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`相同：由 ${input} 重编，逐字节一样`);
    expect(snapshot(folder)).toEqual(before);
  });

  it('finds the input by what it holds, wherever it stands below', async () => {
    const { folder, input, target } = await made('--only', 'csv');
    mkdirSync(join(folder, '深', '处'), { recursive: true });
    renameSync(input, join(folder, '深', '处', '2026.yaml'));
    writeFileSync(input, `${BALANCED}# 改过\n`);
    const { code, out } = await gongkai(['verify', target, '--inputs', folder]);
    expect([code, out]).toEqual([0, expect.stringContaining(join('深', '处', '2026.yaml'))]);
    // the folder may have another name too
    const elsewhere = join(folder, '收到的');
    cpSync(target, elsewhere, { recursive: true });
    expect((await gongkai(['verify', elsewhere, '--inputs', folder])).code).toBe(0);
  });

  it('says which inputs are missing', async () => {
    const { target, input, verify } = await made('--only', 'csv');
    rmSync(input);
    const { code, err } = await verify();
    expect(code).toBe(1);
    expect(err).toContain(`${target}：`);
    expect(err).toContain('没有找到编它的输入：2026.yaml');
  });

  it('says which files were changed afterwards, which are gone and which were added', async () => {
    const { target, verify } = await made('--only', 'csv,xlsx');
    writeFileSync(join(target, `${TITLE}.xlsx`), 'x');
    rmSync(join(target, '数据', 'datapackage.json'));
    writeFileSync(join(target, '说明.txt'), 'x');
    const { code, err } = await verify();
    expect(code).toBe(1);
    expect(err).toContain(`材料里不一样的文件：${TITLE}.xlsx`);
    expect(err).toContain('材料里没有的文件：数据/datapackage.json');
    expect(err).toContain('材料里另外放的文件：说明.txt');
    expect(err).toContain('同 manifest.json 写的一样：这些文件是编好以后改的');
  });

  it('finds figures out that were changed together with the manifest', async () => {
    const { target, verify } = await made('--only', 'csv');
    const manifest = join(target, 'manifest.json');
    const said = JSON.parse(readFileSync(manifest, 'utf8'));
    const [file] = said.输出.filter((one: { 文件: string }) => one.文件.endsWith('.csv'));
    const place = join(target, file.文件);
    writeFileSync(
      place,
      readFileSync(place, 'utf8').replace('2,500', '9,500').replace('0.25', '9.25'),
    );
    file.sha256 = createHash('sha256').update(readFileSync(place)).digest('hex');
    writeFileSync(manifest, `${JSON.stringify(said, null, 2)}\n`);
    const { code, err } = await verify();
    expect(code).toBe(1);
    expect(err).toContain(`重编，不一样的文件：${file.文件}、manifest.json`);
    expect(err).toContain('编它的程序、选项同现在的不完全一样');
    expect(err).toContain('逐处看：gongkai diff');
  });

  it('reads nothing outside of the folders that it is given', async () => {
    const { folder, target } = await made('--only', 'csv');
    const manifest = join(target, 'manifest.json');
    const said = JSON.parse(readFileSync(manifest, 'utf8'));
    const secret = join(folder, '外面.yaml');
    writeFileSync(secret, 'secret');
    const hash = createHash('sha256').update('secret').digest('hex');
    said.输入.push({ 文件: '外面.yaml', 路径: '../外面.yaml', sha256: hash });
    said.输出.push({ 文件: '../../外面.yaml', sha256: hash });
    writeFileSync(manifest, JSON.stringify(said));
    mkdirSync(join(folder, '里面'));
    renameSync(join(folder, '2026.yaml'), join(folder, '里面', '2026.yaml'));
    const { code, err } = await gongkai(['verify', target, '--inputs', join(folder, '里面')]);
    expect(code).toBe(1);
    expect(err).toContain('没有找到编它的输入：../外面.yaml');
    expect(err).toContain('没有的文件：../../外面.yaml');
  });

  it('says what is no package', async () => {
    const folder = temporaryFolder();
    const { code, err } = await gongkai(['verify', folder, join(folder, 'none')]);
    expect(code).toBe(1);
    expect(err.match(/不是本程序编出的材料/g)).toHaveLength(2);
    writeFileSync(join(folder, 'manifest.json'), '{"输入":[{}]}');
    expect((await gongkai(['verify', folder])).err).toContain('不是本程序编出的材料');
  });
});

describe('sign', () => {
  it('makes keys, signs, and is checked; a package that is made again has none', async () => {
    const { folder, input, target, verify } = await made('--only', 'csv');
    const key = join(folder, '局');
    expect((await gongkai(['sign', '--new-key', key])).code).toBe(0);
    expect(statSync(`${key}.key`).mode & 0o077).toBe(0);
    expect((await gongkai(['sign', '--new-key', key])).code).toBe(3);
    const unsigned = await verify('--signature', `${key}.pub`);
    expect([unsigned.code, unsigned.err]).toEqual([1, expect.stringContaining('没有签名')]);
    const by = '甲区财政局 2027-02-10';
    expect((await gongkai(['sign', target, '--key', `${key}.key`, '--by', by])).code).toBe(0);
    const { code, out } = await verify('--signature', `${key}.pub`);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/签名有效（[0-9A-F]{16}）：甲区财政局 2027-02-10/),
    ]);
    await gongkai(['sign', '--new-key', `${key}2`]);
    const other = await verify('--signature', `${key}2.pub`);
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('另一把钥匙')]);
    // unchanged, it stays signed
    await gongkai(['compile', input, '-o', join(folder, 'out'), '-q', '--only', 'csv']);
    expect((await verify('--signature', `${key}.pub`)).code).toBe(0);
    writeFileSync(input, `${BALANCED}# 改过\n`);
    await gongkai(['compile', input, '-o', join(folder, 'out'), '-q', '--only', 'csv']);
    expect(existsSync(join(target, 'manifest.json.minisig'))).toBe(false);
  });

  it('keeps a key under a password that comes from the environment alone', async () => {
    const { folder, target } = await made('--only', 'csv');
    const key = join(folder, '锁');
    process.env.GONGKAI_KEY_PASSWORD = '口令';
    try {
      await gongkai(['sign', '--new-key', key]);
      expect((await gongkai(['sign', target, '--key', `${key}.key`])).code).toBe(0);
      process.env.GONGKAI_KEY_PASSWORD = '别的';
      expect((await gongkai(['sign', target, '--key', `${key}.key`])).err).toContain('密码不对');
    } finally {
      delete process.env.GONGKAI_KEY_PASSWORD;
    }
    expect((await gongkai(['sign', target, '--key', `${key}.key`])).code).toBe(1);
  });

  it.each([
    [['sign'], '缺少材料的文件夹'],
    [['sign', 'out'], '要写私钥'],
    [['sign', 'out', '--new-key', 'a'], '--new-key 只做一对钥匙'],
    [['sign', 'out', '--key', '没有.key'], '找不到私钥“没有.key”'],
    [['sign', 'out', '--key', 'README.md'], '不是私钥'],
    [['verify', 'out', '--signature', '没有.pub'], '找不到公钥'],
    [['verify', 'out', '--signature', 'README.md'], '不是公钥'],
    [['verify'], '缺少材料的文件夹'],
  ])('says of %j what is wrong', async (args, message) => {
    const { code, err } = await gongkai(args);
    expect(err).toContain(message);
    expect(code).toBeGreaterThan(0);
  });
});

describe('a signature', () => {
  const pair = newKeyPair(undefined);
  const [secret, open] = [readSecretKey(pair.secret, undefined), readPublicKey(pair.public)];
  const bytes = new TextEncoder().encode('{"输入":[]}\n');
  const text = signatureOf(bytes, secret, '说明');

  it('is valid of its bytes alone, whatever is changed', () => {
    expect(checkSignature(text, bytes, open)).toEqual({ state: '有效', comment: '说明' });
    expect(signatureOf(bytes, secret, '说明')).toBe(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const other = Uint8Array.from(bytes);
        other[at] = (other[at] ?? 0) ^ by;
        expect(checkSignature(text, other, open).state).toBe('无效');
      }),
    );
    // all but the first line, which says of itself that it is not to be trusted
    const from = text.indexOf('\n') + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: text.length - 2 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, by) => {
          fc.pre(text[at] !== by);
          const changed = text.slice(0, at) + by + text.slice(at + 1);
          const checked = checkSignature(changed, bytes, open);
          // the last bits of base64 may say the same
          const same =
            Buffer.from(changed.split('\n')[1] ?? '', 'base64').equals(
              Buffer.from(text.split('\n')[1] ?? '', 'base64'),
            ) &&
            Buffer.from(changed.split('\n')[3] ?? '', 'base64').equals(
              Buffer.from(text.split('\n')[3] ?? '', 'base64'),
            );
          if (!same || changed.split('\n')[2] !== text.split('\n')[2])
            expect(checked.state).toBe('无效');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(checkSignature(any, bytes, open).state).toBe('无效');
      }),
    );
    expect(() => readPublicKey('x')).toThrow(SignatureError);
    expect(() => signatureOf(bytes, secret, 'a\nb')).toThrow('要在一行里');
  });

  it('is what minisign writes and reads', () => {
    // by minisign 0.11, with a key made for this test
    const key = readPublicKey(MINISIGN.key);
    const data = new TextEncoder().encode('gongkai\n');
    expect(checkSignature(MINISIGN.signature, data, key)).toEqual({
      state: '有效',
      comment: 'by minisign',
    });
    expect(checkSignature(MINISIGN.legacy, data, key)).toEqual({
      state: '有效',
      comment: 'legacy',
    });
    if (!existsSync('/usr/bin/minisign')) return;
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'manifest.json'), bytes);
    writeFileSync(join(folder, 'manifest.json.minisig'), text);
    writeFileSync(join(folder, 'a.pub'), pair.public);
    const args = ['-Vm', join(folder, 'manifest.json'), '-p', join(folder, 'a.pub')];
    expect(execFileSync('/usr/bin/minisign', args, { encoding: 'utf8' })).toContain('verified');
  });
});
