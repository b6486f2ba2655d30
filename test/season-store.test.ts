/** Where inputs and results of a season travel: a folder, and a real server that speaks S3. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../src/output/manifest.js';
import {
  hasOutcome,
  type Job,
  jobOf,
  loadJob,
  loadOutcome,
  type PackageOutcome,
  storeJob,
  storeOutcome,
} from '../src/season/job.js';
import { openStore } from '../src/season/open-store.js';
import { blobKey, type Store } from '../src/season/store.js';
import { type Cable, type S3, startCable, startS3 } from './helpers/servers.mjs';
import { temporaryFolder } from './helpers/terminal.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const OPTIONS = { only: ['csv'], withChecks: false, formulas: false, review: true } as const;
const BASIS = sha256('basis');

const job = (text = '类型: 预算\n'): Job =>
  jobOf(
    {
      input: '甲/2026.yaml',
      files: [
        { path: '甲/2026.yaml', bytes: bytes(text) },
        { path: '甲/2025.yaml', unread: 'ENOENT' },
        { path: '甲/大.yaml', unread: 'large', size: 5_000_000 },
      ],
      templates: [{ path: '格式/甲.yaml', shown: '甲/格式/甲.yaml', bytes: bytes('名称: 甲\n') }],
    },
    '本级',
    OPTIONS,
    BASIS,
  );
const OUTCOME: PackageOutcome = {
  said: '警告：……\n',
  package: {
    name: '甲局2026年部门预算公开',
    label: '甲/2026.yaml（本级）',
    files: [
      { path: 'manifest.json', bytes: bytes('{}') },
      { path: '数据/一.csv', bytes: bytes('1,2\n') },
    ],
    tables: 1,
    remarks: ['PDF 3 页'],
  },
};

let s3: S3;
let cable: Cable;
const before = { ...process.env };
beforeAll(async () => {
  s3 = await startS3();
  cable = await startCable(s3.port);
  Object.assign(process.env, s3.environment, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${cable.port}`,
  });
});
afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  await cable.stop();
  await s3.stop();
});

describe.each([
  ['a folder', () => openStore(temporaryFolder())],
  ['S3', () => openStore(`${s3.place}/${Math.random().toString(36).slice(2)}`)],
])('%s', (_, open: () => Promise<Store>) => {
  it('gives what was put, and says what is not there', async () => {
    const store = await open();
    const key = blobKey(sha256('一'));
    expect([await store.has(key), await store.get(key)]).toEqual([false, undefined]);
    await store.put(key, bytes('一'));
    await store.put(key, bytes('一'));
    expect(await store.has(key)).toBe(true);
    expect(Buffer.from((await store.get(key)) ?? []).toString()).toBe('一');
    const empty = blobKey(sha256(''));
    await store.put(empty, bytes(''));
    expect([await store.has(empty), (await store.get(empty))?.length]).toEqual([true, 0]);
    await store.close();
  });

  it('takes what many write at once', async () => {
    const store = await open();
    const data = Buffer.alloc(300_000, 7);
    const key = blobKey(sha256(data));
    await Promise.all(Array.from({ length: 8 }, () => store.put(key, data)));
    expect(Buffer.from((await store.get(key)) ?? []).equals(data)).toBe(true);
    await store.close();
  });

  it('carries a job and what came of it', async () => {
    const store = await open();
    const asked = job();
    const stored = await storeJob(asked, store);
    expect(JSON.stringify(stored)).not.toContain('类型');
    expect(await loadJob(JSON.parse(JSON.stringify(stored)), store)).toEqual(asked);
    expect(await loadOutcome(asked.key, store)).toBeUndefined();
    await storeOutcome(asked.key, OUTCOME, store);
    await storeOutcome(asked.key, OUTCOME, store);
    expect(await hasOutcome(asked.key, store)).toBe(true);
    const loaded = await loadOutcome(asked.key, store);
    expect(loaded?.package?.files.map((one) => Buffer.from(one.bytes).toString())).toEqual([
      '{}',
      '1,2\n',
    ]);
    expect({ ...loaded, package: { ...loaded?.package, files: [] } }).toEqual({
      ...OUTCOME,
      package: { ...OUTCOME.package, files: [] },
    });
    await storeOutcome(sha256('wrong'), { said: '有错\n', failed: 1 }, store);
    expect(await loadOutcome(sha256('wrong'), store)).toEqual({ said: '有错\n', failed: 1 });
    await store.close();
  });
});

describe('a folder', () => {
  it('notices what is not what it was, and mends what has another length', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    const asked = job();
    const stored = await storeJob(asked, store);
    await storeOutcome(asked.key, OUTCOME, store);
    const place = join(folder, blobKey(sha256('{}')));
    writeFileSync(place, '[]');
    await expect(loadOutcome(asked.key, store)).rejects.toThrow('同它的指纹不符');
    writeFileSync(place, '{');
    await storeOutcome(asked.key, OUTCOME, store);
    expect(readFileSync(place, 'utf8')).toBe('{}');
    writeFileSync(join(folder, blobKey(sha256('名称: 甲\n'))), '名称: 乙\n');
    await expect(loadJob(stored, store)).rejects.toThrow('同它的指纹不符');
    expect(
      readdirSync(folder, { recursive: true }).filter((one) => String(one).endsWith('.tmp')),
    ).toEqual([]);
  });

  it('where a part of a result is gone has no result', async () => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    const { key } = job();
    await storeOutcome(key, OUTCOME, store);
    const { rmSync } = await import('node:fs');
    rmSync(join(folder, blobKey(sha256('1,2\n'))));
    expect(await hasOutcome(key, store)).toBe(false);
    expect(await loadOutcome(key, store)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"said": 1}'],
    [
      'a path that is none',
      '{"said":"","package":{"name":"a","label":"","files":[{"path":"","sha256":"0"}],"tables":1,"remarks":[]}}',
    ],
  ])('says of a result with %s that it is not ours', async (_, text) => {
    const folder = temporaryFolder();
    const store = await openStore(folder);
    const { key } = job();
    mkdirSync(join(folder, 'results', key.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, 'results', key.slice(0, 2), `${key}.json`), text);
    await expect(loadOutcome(key, store)).rejects.toThrow('不是本程序写的样子');
  });

  it('takes no job that somebody has changed', async () => {
    const store = await openStore(temporaryFolder());
    const stored = await storeJob(job(), store);
    fc.assert(
      await fc.asyncProperty(fc.anything(), async (value) => {
        await expect(loadJob(value, store)).rejects.toThrow('不是本程序写的样子');
      }),
      { numRuns: 100 },
    );
    for (const change of [
      { unit: '别的' },
      { input: '乙/2026.yaml' },
      { basis: sha256('another') },
      { options: { ...stored.options, formulas: true } },
    ])
      await expect(loadJob({ ...stored, ...change }, store)).rejects.toThrow('同它的指纹不符');
  });

  it('that cannot be made is told', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(openStore(join(folder, 'file', 'below'))).rejects.toThrow('不能用');
    await expect(openStore('ftp://a/b')).rejects.toThrow('写一个共用的文件夹，或 s3://桶/前缀');
    await expect(openStore('s3://')).rejects.toThrow('要写成 s3://桶/前缀');
  });
});

describe('S3', () => {
  it('is reached again after the network was cut', async () => {
    const store = await openStore(s3.place);
    const key = blobKey(sha256('cut'));
    cable.cut();
    const putting = store.put(key, bytes('cut'));
    setTimeout(() => cable.mend(), 3_000);
    await putting;
    expect(await store.has(key)).toBe(true);
    await store.close();
  });

  it('with a bucket that is not there is told', async () => {
    const store = await openStore('s3://nothing-here');
    await expect(store.put(blobKey(sha256('x')), bytes('x'))).rejects.toThrow('NoSuchBucket');
    await store.close();
  });
});
