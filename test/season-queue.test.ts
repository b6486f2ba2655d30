/** A season through a queue: a real database, and workers that are killed, cut off, restarted, fooled by their clocks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../src/output/manifest.js';
import { LostJob, type MakeJob } from '../src/season/engine.js';
import { queueEngine } from '../src/season/engine-queue.js';
import { type Job, jobOf, loadOutcome, storeJob, storeOutcome } from '../src/season/job.js';
import { openStore } from '../src/season/open-store.js';
import { openQueue, type Queue } from '../src/season/queue.js';
import type { Store } from '../src/season/store.js';
import { startWorker, type WorkerEvent } from '../src/season/worker.js';
import { BALANCED, UNBALANCED } from './helpers/checked.js';
import {
  type Cable,
  freePort,
  type Postgres,
  startCable,
  startPostgres,
} from './helpers/servers.mjs';
import { gongkai, snapshot, temporaryFolder } from './helpers/terminal.js';

let database: Postgres;
let cable: Cable;
beforeAll(async () => {
  database = await startPostgres();
  cable = await startCable(database.port);
  process.env.PGPASSWORD = database.password;
});
afterAll(async () => {
  delete process.env.PGPASSWORD;
  await cable.stop();
  await database.stop();
});

const urlOf = (port: number) => `postgres://gongkai@127.0.0.1:${port}/gongkai`;
const bytes = (text: string) => new TextEncoder().encode(text);
const BASIS = sha256('basis');
const jobNamed = (name: string): Job =>
  jobOf(
    { input: `${name}.yaml`, files: [{ path: `${name}.yaml`, bytes: bytes(name) }], templates: [] },
    undefined,
    { only: ['csv'], withChecks: false, formulas: false, review: true },
    BASIS,
  );

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let programs = 0;
/** Queues of a program that no other test has. */
const newProgram = () => sha256(`program ${programs++}`);

async function queueFor(program: string, port = database.port, lease = 2): Promise<Queue> {
  const queue = await openQueue({ url: urlOf(port), program, onError: () => {}, lease });
  closing.push(() => queue.stop());
  return queue;
}

/** A maker that says what it was given. */
const makeNamed: MakeJob = async ({ bundle }) => ({
  said: '',
  package: {
    name: bundle.input,
    label: bundle.input,
    files: [{ path: 'manifest.json', bytes: bytes(`{"${bundle.input}":1}`) }],
    tables: 1,
    remarks: [],
  },
});

function workerOn(queue: Queue, store: Store, make: MakeJob, jobs = 1, timeLimit = 60_000) {
  const events: WorkerEvent[] = [];
  const onEvent = (event: WorkerEvent) => void events.push(event);
  const now = () => performance.now();
  const worker = startWorker({ queue, store, make, jobs, timeLimit, onEvent, now, lease: 2 });
  closing.push(() => worker.stop(0));
  return { worker, events };
}

describe('a queue', () => {
  it('holds a job once, however often it is put in', async () => {
    const queue = await queueFor(newProgram());
    const store = await openStore(temporaryFolder());
    const stored = await storeJob(jobNamed('a'), store);
    await queue.add([stored, stored]);
    await queue.add([stored]);
    expect((await queue.counts()).created).toBe(1);
    const [taken] = await queue.take(5);
    expect(taken?.data).toEqual(stored);
    expect(await queue.take(5)).toEqual([]);
    await queue.add([stored]);
    expect(await queue.take(5)).toEqual([]);
    await queue.done(taken?.id ?? '');
    await queue.add([stored]);
    expect((await queue.counts()).completed).toBe(1);
    expect(await queue.ended([stored.key, sha256('other')])).toEqual([
      { key: stored.key, state: 'completed', retries: 0, fault: undefined },
    ]);
  });

  it('gives a job on whose worker says nothing any more, and keeps one that says so', async () => {
    const queue = await queueFor(newProgram());
    const store = await openStore(temporaryFolder());
    await queue.add([
      await storeJob(jobNamed('silent'), store),
      await storeJob(jobNamed('kept'), store),
    ]);
    const taken = await queue.take(2);
    const kept = taken.find(({ data }) => JSON.stringify(data).includes('kept'))?.id ?? '';
    const keeping = setInterval(() => void queue.keep([kept]), 500);
    const again: unknown[] = [];
    while (again.length === 0) {
      again.push(...(await queue.take(2)));
      await wait(200);
    }
    clearInterval(keeping);
    expect(JSON.stringify(again)).toContain('silent');
    expect(again).toHaveLength(1);
    expect(again).toMatchObject([{ retries: 1 }]);
  });

  it('gives one that was handed back as if nobody had taken it', async () => {
    const queue = await queueFor(newProgram());
    const store = await openStore(temporaryFolder());
    await queue.add([await storeJob(jobNamed('a'), store)]);
    for (let n = 0; n < 5; n++) {
      const [taken] = await queue.take(1);
      expect(taken?.retries).toBe(0);
      await queue.handBack([taken?.id ?? '']);
    }
    expect(await queue.counts()).toMatchObject({ created: 1, failed: 0 });
  });

  it('is there once where several open it at once', async () => {
    for (let n = 0; n < 3; n++) {
      const program = newProgram();
      const queues = await Promise.all(Array.from({ length: 6 }, () => queueFor(program)));
      const counts = await Promise.all(queues.map((queue) => queue.counts()));
      expect(counts.map(({ created }) => created)).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  it('is another one for another program', async () => {
    const [one, other] = [await queueFor(newProgram()), await queueFor(newProgram())];
    const store = await openStore(temporaryFolder());
    await one.add([await storeJob(jobNamed('a'), store)]);
    expect(await other.take(1)).toEqual([]);
    expect(await one.take(1)).toHaveLength(1);
  });
});

describe('an engine with workers', () => {
  async function engineWith(program = newProgram()) {
    const [queue, store] = [await queueFor(program), await openStore(temporaryFolder())];
    const engine = queueEngine(queue, store, () => {});
    closing.push(() => engine.stop());
    return { engine, store, program };
  }

  it('makes each job once, with several workers', async () => {
    const { engine, store, program } = await engineWith();
    const workers = [];
    for (let n = 0; n < 3; n++)
      workers.push(workerOn(await queueFor(program), store, makeNamed, 2));
    const names = Array.from({ length: 40 }, (_, i) => `局${i}`);
    const made = await Promise.all(names.map((name) => engine.make(async () => jobNamed(name))));
    expect(made.map((one) => one.package?.name)).toEqual(names.map((name) => `${name}.yaml`));
    const done = workers.flatMap(({ events }) => events.filter(({ kind }) => kind === 'done'));
    expect(done).toHaveLength(40);
    // known by now: no worker is asked
    for (const { worker } of workers) await worker.stop(0);
    expect((await engine.make(async () => jobNamed('局7'))).package?.name).toBe('局7.yaml');
  });

  it('gives up what failed three times, says why, and tries it again when it is asked again', async () => {
    const { engine, store, program } = await engineWith();
    let tries = 0;
    let broken = true;
    workerOn(await queueFor(program), store, async (job) => {
      tries++;
      if (broken) throw new Error('没有浏览器');
      return makeNamed(job);
    });
    await expect(engine.make(async () => jobNamed('坏'))).rejects.toThrow(
      new LostJob('试了 3 次都没有做成，已放下：没有浏览器'),
    );
    expect(tries).toBe(3);
    broken = false;
    expect((await engine.make(async () => jobNamed('坏'))).package?.name).toBe('坏.yaml');
  });

  it('ends what takes longer than it may', async () => {
    const { engine, store, program } = await engineWith();
    workerOn(
      await queueFor(program),
      store,
      (_, signal) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new Error('ended'))),
        ),
      1,
      1_000,
    );
    await expect(engine.make(async () => jobNamed('久'))).rejects.toThrow(
      '超过了一份的时限（1 秒）',
    );
  });

  it('makes again what is gone from the store', async () => {
    const { engine, store, program } = await engineWith();
    const { worker } = workerOn(await queueFor(program), store, makeNamed);
    await engine.make(async () => jobNamed('a'));
    await worker.stop(0);
    const bare = await openStore(temporaryFolder());
    const other = queueEngine(await queueFor(program), bare, () => {});
    closing.push(() => other.stop());
    workerOn(await queueFor(program), bare, makeNamed);
    expect((await other.make(async () => jobNamed('a'))).package?.name).toBe('a.yaml');
  });

  it('goes on where the network is cut and the database restarted', async () => {
    const { engine, store, program } = await engineWith();
    const far = await queueFor(program, cable.port);
    const slow: MakeJob = async (job) => {
      await wait(300);
      return makeNamed(job);
    };
    workerOn(far, store, slow, 2);
    const making = Promise.all(
      Array.from({ length: 20 }, (_, i) => engine.make(async () => jobNamed(`断${i}`))),
    );
    await wait(700);
    cable.cut();
    await wait(3_000);
    cable.mend();
    await wait(500);
    await database.restart();
    expect((await making).map((one) => one.package?.name)).toEqual(
      Array.from({ length: 20 }, (_, i) => `断${i}.yaml`),
    );
  });

  it('has one result where two workers have made one job', async () => {
    const { engine, store, program } = await engineWith();
    const making = engine.make(async () => jobNamed('双'));
    const silent = await queueFor(program);
    let taken: Awaited<ReturnType<Queue['take']>> = [];
    while (taken.length === 0) taken = await silent.take(1);
    // it says nothing for so long that another one makes it
    workerOn(await queueFor(program), store, makeNamed);
    const made = await making;
    await storeOutcome(jobNamed('双').key, await makeNamed(jobNamed('双')), store);
    await silent.done(taken[0]?.id ?? '');
    await silent.failed(taken[0]?.id ?? '', 'late');
    expect(await silent.counts()).toMatchObject({ completed: 1, created: 0, retry: 0, failed: 0 });
    expect(await loadOutcome(jobNamed('双').key, store)).toEqual(made);
  });

  it('tries alone what may have killed its worker, so that it takes nobody along', async () => {
    const { engine, store, program } = await engineWith();
    const queue = await queueFor(program);
    const together: number[] = [];
    let running = 0;
    const make: MakeJob = async (job) => {
      running++;
      if (job.bundle.input === '疑.yaml') together.push(running);
      await wait(50);
      running--;
      if (job.bundle.input === '疑.yaml' && together.length < 3) throw new Error('x');
      return makeNamed(job);
    };
    const { worker } = workerOn(queue, store, make, 4);
    const names = ['疑', ...Array.from({ length: 30 }, (_, i) => `局${i}`)];
    const made = await Promise.all(names.map((name) => engine.make(async () => jobNamed(name))));
    expect(made).toHaveLength(31);
    expect(together.slice(1)).toEqual([1, 1]);
    expect(worker.active()).toBe(0);
  });

  it('hands back what is not done when it is told to stop', async () => {
    const { engine, store, program } = await engineWith();
    const never: MakeJob = () => new Promise(() => {});
    const stuck = workerOn(await queueFor(program), store, never, 2);
    const making = Promise.all(['a', 'b'].map((name) => engine.make(async () => jobNamed(name))));
    while (stuck.worker.active() < 2) await wait(20);
    await stuck.worker.stop(100);
    expect(stuck.events.at(-1)).toEqual({ kind: 'back', count: 2 });
    const { events } = workerOn(await queueFor(program), store, makeNamed);
    await making;
    const taken = events.flatMap((one) => (one.kind === 'taken' ? one.retries : []));
    expect(taken).toEqual([0, 0]);
  });
});

describe('the commands', () => {
  const environment = () => ({
    ...process.env,
    GONGKAI_QUEUE: database.url,
    GONGKAI_LEASE: '3',
  });

  function workerProcess(store: string, node: readonly string[] = [], ...more: string[]) {
    const args = ['dist/bin/gongkai.js', 'worker', '--queue', '环境', '--store', store];
    const child = spawn(process.execPath, [...node, ...args, '--jobs', '1', ...more], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        text += data.toString();
      });
    closing.push(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    });
    return { child, textOf: () => text };
  }

  const distributed = (folder: string, store: string, out = 'out') => {
    const child = spawn(
      process.execPath,
      [
        ...['dist/bin/gongkai.js', 'season', join(folder, '清单.yaml'), '-o', join(folder, out)],
        ...['--queue', '环境', '--store', store],
      ],
      { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return ended(child);
  };
  const ended = async (child: ChildProcess) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        text += data.toString();
      });
    const [code] = await once(child, 'close');
    return { code, text };
  };

  /** @param only formats */
  function seasonOf(only: string, inputs: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(inputs)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const lines = Object.keys(inputs).map((name) => `  - {输入: ${name}}\n`);
    writeFileSync(
      join(folder, '清单.yaml'),
      `名称: 一批\n生成: [${only}]\n部门:\n${lines.join('')}`,
    );
    return folder;
  }
  const named = (name: string, input = BALANCED) => input.replace('示例局 }', `${name} }`);
  const packagesIn = (folder: string) =>
    Object.fromEntries(Object.entries(snapshot(folder)).filter(([path]) => path.includes('/')));

  it('make the same bytes here and there, PDF and all; a killed worker costs nothing', async () => {
    const inputs = {
      '甲/a.yaml': named('甲局'),
      'b.yaml': named('乙局'),
      'wrong.yaml': named('误局', UNBALANCED),
      'same.yaml': named('甲局'),
      'c.yaml': named('丙局'),
    };
    const folder = seasonOf('xlsx, pdf, docx, csv', inputs);
    const store = temporaryFolder();
    const first = workerProcess(store);
    const running = distributed(folder, store);
    let failed: unknown;
    void running.then((told) => {
      failed = told;
    });
    while (!first.textOf().includes('"取到"') && !failed) await wait(10);
    expect([failed, first.textOf()]).toEqual([undefined, expect.stringContaining('取到')]);
    await wait(200);
    first.child.kill('SIGKILL');
    // its clock is an hour late
    const late = new URL('helpers/late-clock.mjs', import.meta.url).href;
    const port = await freePort();
    const second = workerProcess(store, ['--import', late], '--health', String(port));
    const { code, text } = await running;
    expect(text).toContain('已生成 3，有错 2');
    expect(code).toBe(1);
    const here = await gongkai([
      'season',
      join(folder, '清单.yaml'),
      '-o',
      join(folder, 'here'),
      '-q',
    ]);
    expect(packagesIn(join(folder, 'out'))).toEqual(packagesIn(join(folder, 'here')));
    const errors = here.err.split('\n').filter((line) => line.includes('错误'));
    expect(errors.length).toBeGreaterThan(1);
    for (const line of errors) expect(text).toContain(line);

    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await ask('/readyz')).toEqual({ status: 200, text: '{"database":true,"store":true}' });
    const metrics = (await ask('/metrics')).text;
    expect(metrics).toMatch(/gongkai_packages_total\{outcome="made"\} [34]\n/);
    expect(metrics).toContain('gongkai_queue_jobs{state="completed"}');
    expect(metrics).not.toContain('yaml');

    // nothing is done again for another folder
    const again = await distributed(folder, store, 'again');
    expect(again.text).toContain('已生成 3，有错 2');
    expect(packagesIn(join(folder, 'again'))).toEqual(packagesIn(join(folder, 'here')));
    expect((await ask('/metrics')).text).toBe(metrics);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'close')).toEqual([0, null]);
    const log = second
      .textOf()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const messages = log.map((line) => JSON.parse(line).msg);
    expect([messages[0], messages.at(-1)]).toEqual(['开始', '已停']);
  });

  it('set aside an input that kills its worker every time, and make all others', async () => {
    const inputs = Object.fromEntries([
      ...Array.from({ length: 6 }, (_, i) => [`${i}.yaml`, named(`第${i}局`)]),
      ['poison.yaml', `# 毒丸\n${named('毒局')}`],
    ]) as Record<string, string>;
    const folder = seasonOf('csv', inputs);
    const store = temporaryFolder();
    const poison = new URL('helpers/poisoned.mjs', import.meta.url).href;
    let over = false;
    let deaths = 0;
    const keep = () => {
      const { child } = workerProcess(store, ['--import', poison]);
      child.on('exit', () => {
        if (over) return;
        deaths++;
        keep();
      });
    };
    keep();
    const { code, text } = await distributed(folder, store);
    over = true;
    expect(deaths).toBe(3);
    expect(code).toBe(3);
    expect(text).toContain('已生成 6，放下 1');
    expect(text).toContain(
      'poison.yaml：没有写出：试了 3 次都没有做成，已放下：做这一份的工作进程中途没有了。',
    );
    const state = JSON.parse(readFileSync(join(folder, 'out', '一批.进度.json'), 'utf8'));
    expect(state.各份.at(-1)).toMatchObject({ 输入: 'poison.yaml', 状态: '放下' });
  });

  it.each([
    [['season', 'a.yaml', '--queue', 'mysql://x'], 2, '--queue 后面写 postgres://…'],
    [
      ['season', 'a.yaml', '--queue', 'postgres://a:b@c/d', '--store', '/tmp/x'],
      2,
      '密码不要写在命令行里',
    ],
    [['season', 'a.yaml', '--store', '/tmp/x'], 2, '--store 只同 --queue 一起用'],
    [['worker', '--queue', 'postgres://a@c/d'], 2, '要写 --store'],
    [['worker', '--store', '/tmp/x'], 2, '要写 --queue'],
    [
      ['worker', '--queue', 'postgres://a@127.0.0.1:1/d', '--store', '.', '--health', 'x'],
      2,
      '--health 后面写端口',
    ],
    [
      ['worker', '--queue', 'postgres://a@127.0.0.1:1/d', '--store', '.', '--时限', '0'],
      2,
      '时限的秒数不能是“0”',
    ],
    [
      ['worker', '--queue', 'postgres://a@127.0.0.1:1/d', '--store', 's3://'],
      3,
      '要写成 s3://桶/前缀',
    ],
  ])('say of %j what is wrong', async (args, code, message) => {
    const told = await gongkai(args);
    expect(told.err).toContain(message);
    expect(told.code).toBe(code);
  });

  it('say where the database does not answer, or does not let them in', async () => {
    const folder = seasonOf('csv', { 'a.yaml': BALANCED });
    const season = (url: string) =>
      gongkai(['season', join(folder, '清单.yaml'), '--queue', url, '--store', temporaryFolder()]);
    const gone = await season(`postgres://a@127.0.0.1:${await freePort()}/d`);
    expect([gone.code, gone.err]).toEqual([3, expect.stringContaining('连不上队列的数据库')]);
    const wrong = await gongkai([
      ...['worker', '--queue', `postgres://nobody@127.0.0.1:${database.port}/gongkai`],
      ...['--store', temporaryFolder()],
    ]);
    expect([wrong.code, wrong.err]).toEqual([3, expect.stringContaining('nobody')]);
  });
});
